"""The cord and its roots: compression, cauda equina, deficit, and the day they were examined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Target
from assistant.extraction.spine_state import quoted, settle, stated
from criteria.facts import Fact


def read(letter: Letter) -> Iterator[Fact]:
    """Cord compression, cauda equina, neurological deficit and the date of the examination."""
    yield from settle(_cord(letter))
    yield from settle(_cauda(letter))
    yield from settle(_deficit(letter))
    yield from _exam_date(letter)


_CORD_FREE = expression(
    r"\b(?:moelle(?: epiniere)?|cordon medullaire)\s+(?:est\s+|semble\s+|reste\s+)?(?:libre|respectee?|non comprimee?|indemne|n'est pas comprimee?|(?:au contact\s+)?(?:mais\s+)?sans (?:signe de )?(?:compression|souffrance))\b|epidurites? non compressives?"
    r"|\b(?:pas|sans|aucune?|n'y (?:a|avait)|n'existe|n'exerce|ne montre)\s+(?:pas\s+|plus\s+)?(?:de\s+)?compression\s+ni\s+(?:de\s+la\s+|du\s+)?(?:moelle|medullaire|cordon)\b"
    r"|\bni\s+la\s+moelle(?:\s+epiniere)?\s+ni\s+[^.;,\n]{3,50}?\s+ne\s+(?:sont|paraissent|semblent)\s+(?:comprimee?s?|refoulee?s?|menacee?s?|atteinte?s?)\b"
)


_OF_CORD = expression(r"\bmoelle|medullaire|\bcordon\b|epidur|\bfourreau|\bespaces? perimed")
_BARE_COMPRESSION = expression(
    r"\s*(?:(?:significative|notable|associee|visible|decelable|individualisable|evidente)\s*)?(?:[.,;:)]|$)"
)


def _is_of_cord(letter: Letter, target: Target) -> bool:
    """Whether "compression" is that of the cord: its sentence says so, or the document asked about it."""
    asked = any(
        "medullaire" in t.text.lower() or "médullaire" in t.text.lower()
        for t in letter.of("CORD_COMPRESSION")
    )
    return asked or bool(_OF_CORD.search(letter.folded_of(target.sentence)))


def _cord(letter: Letter) -> Iterator[Fact]:
    for target in letter.of("CORD_COMPRESSION"):
        text = letter.folded[target.start : target.end]
        if text == "epidurite":
            continue
        if text == "compression" and not (
            target.negated
            and _is_of_cord(letter, target)
            and _BARE_COMPRESSION.match(letter.folded, target.end, target.sentence.end)
        ):
            continue
        if re.match(r"(?:retentissement|souffrance)", text) and not target.negated:
            continue
        if (
            re.search(r"\bnon\s$", letter.folded[max(0, target.start - 5) : target.start])
            and "epidurite" not in text
        ):
            yield letter.fact("cord_compression", "absent", target.start - 4, target.end)
            continue
        if (value := stated(letter, target)) is not None:
            yield quoted(letter, "cord_compression", value, target)
    for free in _CORD_FREE.finditer(letter.folded):
        yield letter.fact("cord_compression", "absent", free.start(), free.end())
    for target in letter.of("BILSKY"):
        match = expression(
            r"[\s:=(]*(?:grade|score|stade|a|est|cotee?|de)?[\s:=]*(?P<grade>[0-3])(?P<letter>[abc])?(?![\d/])"
        ).match(letter.folded, target.end, target.sentence.end)
        # Grades 2 and 3 are compressions by definition (Bilsky 2010): of the cord, cerebrospinal fluid seen or not.
        if match and match["grade"] in "23" and not match["letter"] and not target.ignored:
            yield letter.fact("cord_compression", "present", target.start, match.end())


_NEITHER = expression(
    r"\bni\s+(?:les\s+racines\s+de\s+)?la\s+queue\s+de\s+cheval(?:\s+ni\s+[^.;,\n]{3,40}?)?\s+ne\s+(?:sont|paraissent|semblent)\s+(?:comprimee?s?|refoulee?s?|menacee?s?|atteinte?s?)\b"
)
_COORDINATED = expression(r"\bcompression\b[^.;:]{0,45}\b(?:ni|ou|et|,)\s*(?:de\s+)?(?:la\s+)?$")
_FREE_TAIL = expression(
    r"\s*(?::\s*)?(?:les\s+)?(?:racines\s+)?(?:est\s+|reste\s+|sont\s+)?"
    r"(?:libres?|respectees?|indemnes?|non comprimees?|n'est pas comprimee|ne sont pas (?:comprimees|refoulees)|sans (?:signe de )?compression)\b"
)


def _cauda(letter: Letter) -> Iterator[Fact]:
    for neither in _NEITHER.finditer(letter.folded):
        yield letter.fact("cauda_equina", "absent", neither.start(), neither.end())
    for target in letter.of("CAUDA_EQUINA"):
        folded = letter.folded
        text = folded[target.start : target.end]
        before = folded[max(target.sentence.start, target.start - 90) : target.start]
        if text == "queue de cheval" and (answered := letter.answer(target)):
            value = "present" if answered[0] else "absent"
            yield letter.fact("cauda_equina", value, target.start, answered[1])
            continue
        if text == "queue de cheval":
            if free := _FREE_TAIL.match(folded, target.end, target.sentence.end):
                yield letter.fact("cauda_equina", "absent", target.start, free.end())
                continue
            if not _COORDINATED.search(before):
                continue
            compressions = [
                t
                for t in letter.inside(target.sentence, "CORD_COMPRESSION")
                if t.end <= target.start
            ]
            if compressions and compressions[-1].negated and not compressions[-1].ignored:
                yield letter.fact("cauda_equina", "absent", target.start, target.end)
                continue
            if not target.negated and not compressions:
                continue
        if (value := stated(letter, target)) is not None:
            yield quoted(letter, "cauda_equina", value, target)


_OTHER_DEFICIT = expression(
    r"\s*(?:(?:partiel(?:le)?|complete?|totale?|severe|homozygote|heterozygote|connu)\s+)*(?:en|de la|de l'|du|d'|dpd\b|g6pd\b|immunitaire|hormonal|vitaminique|calorique|energetique|auditif|visuel|cognitif|mnesique|hydrique|enzymatique|budgetaire|genetique|martial|androgenique|mismatch|de reparation|corticotrope|hypophysaire|attention\w*|ponderal)\b"
)
_NORMAL_EXAM = expression(
    r"(?:[\s:(]*(?:(?:du|le)\s+)?\d{1,2}[/.]\d{1,2}[/.]\d{2,4}[\s):,]*)?[^.;:,\n]{0,40}?[\s:,(]*(?:est\s+|examen\s+|clinique\s+|reste\s+|toujours\s+|strictement\s+|parfaitement\s+|tout a fait\s+|:\s*)*(?P<ok>normal|normale|ras\b|sans particularite|sans anomalie|sp\b|n\b(?=[\s.,;)]|$)|non deficitaire|sans deficit|intacte?|indemne)"
)
_NOT_NORMAL = expression(r"\b(?:non|pas|in|pres|subnormal|presque)\s+$")
_FULL_FORCE = expression(
    r"\b(?:testing (?:moteur )?(?:normal|a? ?5/5)|force (?:motrice |musculaire |segmentaire )?(?:globale )?(?:est )?(?:normale|conservee(?! mais)|(?:cotee )?(?:a )?5(?:/5)?(?! ?[/.,]\d)|preservee)|(?:pas|sans|aucune) (?:de )?(?:parapares\w+|perte de force))"
)


_WEAK = expression(
    r"\b(?:force|testing|releveurs?|psoas|quadriceps|(?:membres?|mbs?)\s+inf\w*|mi[dg]?)\b(?:(?!\ble\b)[^.;\n]){0,30}?\b[0-4]\s?[+-]?\s?/\s?5(?![\d/])"
)
"""Muscle strength below 5 on the scale of the Medical Research Council."""
_SENSES = expression(
    r"\bsensibilite\s+(?:\w+\s+){0,3}(?:normale|conservee|preservee|intacte)|\b(?:pas|sans|aucun) (?:de )?trouble\w* sensiti"
)


def _deficit(letter: Letter) -> Iterator[Fact]:
    folded = letter.folded
    doubted = False
    for target in letter.of("NEURO_DEFICIT"):
        text = folded[target.start : target.end]
        word = re.match(r"deficits?\b", text)
        if word and _OTHER_DEFICIT.match(folded, target.start + word.end()):
            continue
        if text == "deficitaire" and not re.search(
            r"\bnon\s$", folded[max(0, target.start - 5) : target.start]
        ):
            continue
        if (
            re.match(r"(?:trouble|signe|anomalie|faiblesse)", text)
            and not target.negated
            and "deficitaire" not in text
            and "sensitivo" not in text
        ):
            continue
        if text.startswith("paresie") and re.match(
            r"\s*(?:faciale|recurrentielle|laryngee|oculo|digestive|intestinale)",
            folded[target.end : target.end + 16],
        ):
            continue
        if (
            re.search(
                r"\bsequell\w*|\bavc\b|\bait\b|accident vasculaire",
                folded[max(target.sentence.start, target.start - 60) : target.end + 30],
            )
            and not target.negated
        ):
            continue
        if (value := stated(letter, target)) is not None:
            doubted = doubted or value == "suspected"
            yield quoted(letter, "neuro_deficit", value, target)
    for target in letter.of("NEURO_EXAM"):
        if target.ignored or target.planned:
            continue
        match = _NORMAL_EXAM.match(folded, target.end, target.sentence.end)
        if match and not _NOT_NORMAL.search(
            folded[max(0, match.start("ok") - 10) : match.start("ok")]
        ):
            if match["ok"] == "n" and letter.text[match.start("ok")] != "N":
                continue
            yield letter.fact("neuro_deficit", "absent", target.start, match.end("ok"))
    for match in _WEAK.finditer(folded):
        sentence = letter.sentence_at(match.start())
        if sentence.section not in ("family_history", "past_history"):
            yield letter.fact("neuro_deficit", "present", match.start(), match.end())
    for match in _FULL_FORCE.finditer(folded) if not doubted else ():
        sentence = letter.sentence_at(match.start())
        if letter.inside(sentence, "NEURO_EXAM") or _SENSES.search(letter.folded_of(sentence)):
            yield letter.fact("neuro_deficit", "absent", match.start(), match.end())


_FORCE_GRADE = expression(r"[0-5]\s?/\s?5")
_OTHER_EVENT = expression(
    r"\b(?:irm|scanner|tdm|tep|pet|biopsie|chirurgie|cycle|cure|radiotherapie|depuis|operee?|rendez-vous|rdv|prevue?|diagnos\w+|prochaine?)\b"
)


_EXAMINED = expression(r"\bexamin(?:ant|ee?)\b[^.;:\n]{0,30}$")


def _exam_date(letter: Letter) -> Iterator[Fact]:
    """The day of the neurological examination, the latest when there are several."""
    found = []
    folded = letter.folded
    for target in letter.of("NEURO_EXAM"):
        if target.ignored or target.planned or target.cancelled or target.negated:
            continue
        if re.search(
            r"\ba (?:refaire|faire|prevoir|completer|renouveler)\b",
            folded[target.start : target.end + 40],
        ):
            continue
        if folded[target.start : target.end] in (
            "neuro",
            "plan neurologique",
            "point de vue neurologique",
        ) and not (
            re.match(
                r"\s*(?::|du\b|le\b|ce jour|hier\b|ce matin|,?\s?(?:re)?vue?\b|,?\s?examinee?\b|\()",
                folded[target.end : target.end + 12],
            )
            or _EXAMINED.search(folded, max(target.sentence.start, target.start - 60), target.start)
        ):
            continue
        for mention in letter.dates_in(target.sentence.start, target.sentence.end):
            if not mention.is_full or _FORCE_GRADE.fullmatch(folded, mention.start, mention.end):
                continue
            between = folded[min(mention.end, target.end) : max(mention.start, target.start)]
            if len(between) > 60 or _OTHER_EVENT.search(between):
                continue
            if mention.start < target.start and _OTHER_EVENT.search(
                folded[max(target.sentence.start, mention.start - 25) : mention.start]
            ):
                continue
            start, end = min(target.start, mention.start), max(target.end, mention.end)
            found.append((mention.iso, start, end))
            break
    found += _dated_sections(letter)
    if found:
        iso, start, end = max(found, key=lambda item: (item[0], -item[1]))
        yield letter.fact("neuro_exam_date", iso, start, end)


_EXAM_HEADING = expression(
    r"(?:[-*•]|\d{1,2}[.)/]|[a-z][.)])?\s*(?P<name>examen(?: clinique| physique)?|clinique)\s+(?P<today>(?:de ce|du|ce) jour\b)?(?:(?:du|le)\s+)?"
)


_TODAY = expression(r"(?:[-*•]\s*)?(?P<name>ce jour|aujourd'hui)\s*:?\s*")


def _tells_nerves(letter: Letter, index: int) -> bool:
    """Whether the paragraph that a line opens speaks of the nerves."""
    lines = letter.canonical.lines
    end = lines[index].end
    for following in lines[index + 1 : index + 9]:
        if following.after_blank:
            break
        end = following.end
    sentences = letter.sentences_in(lines[index].start, end)
    nerves = ("NEURO_DEFICIT", "NEURO_EXAM")
    return any(not t.ignored for s in sentences for t in letter.inside(s, *nerves))


def _dated_sections(letter: Letter) -> list[tuple[str, int, int]]:
    """The dated headings of an examination that goes on to speak of the nerves."""
    found = []
    for index, line in enumerate(letter.canonical.lines):
        match = _EXAM_HEADING.match(letter.folded, line.start, line.end)
        if match is None:
            if letter.date and (heading := _TODAY.fullmatch(letter.folded, line.start, line.end)):
                if _tells_nerves(letter, index):
                    found.append((letter.date, heading.start("name"), heading.end("name")))
            continue
        dated = next((d for d in letter.dates_in(match.end(), match.end() + 1) if d.is_full), None)
        iso = letter.date if match["today"] else dated.iso if dated else None
        if iso is None:
            continue
        if _tells_nerves(letter, index):
            found.append((iso, match.start("name"), dated.end if dated else match.end("today")))
    return found
