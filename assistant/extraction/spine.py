"""Reader of the theme spine: what threatens the cord, the stability, and lying flat for the treatment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.extraction.letter import Letter, Target
from criteria.facts import Fact

_RANK = {"present": 0, "suspected": 1, "absent": 2}
_ASKS = frozenset({"indication", "technique"})
_STABLE_SINS, _UNSTABLE_SINS = 6, 13
"""SINS 0-6 stable, 7-12 indeterminate, 13-18 unstable (Fisher 2010)."""


def read(letter: Letter) -> Iterator[Fact]:
    """The facts about the spine and its contents, each key in its final state."""
    yield from _settle(letter, _cord(letter))
    yield from _settle(letter, _cauda(letter))
    yield from _settle(letter, _deficit(letter))
    yield from _settle(letter, _instability(letter))
    yield from _canal(letter)
    yield from _contiguous(letter)
    yield from _exam_date(letter)
    yield from _lying(letter)


def _settle(letter: Letter, facts: Iterator[Fact]) -> Iterator[Fact]:
    """One state of each key: a finding prevails over a doubt, and a doubt that is answered is none."""
    stated = list(facts)
    if not stated:
        return
    decided = [fact for fact in stated if fact.value != "suspected"] or stated
    yield min(decided, key=lambda fact: _RANK[str(fact.value)])


_QUESTION = re.compile(r"[^.;!\n]{0,40}\?")
_MENACE = re.compile(r"\b(?:risque|menace|menacante?|prevenir|eviter|surveillance|signes? d'alerte|consignes?|survenue|apparition)\b[^.;]{0,40}$")
_PAST = re.compile(r"\b(?:antecedents?|atcd|operee?|decompress\w+|laminectomie|en (?:19|20)\d\d)\b")
_RECOVERED = re.compile(r"\s*(?:\w+\s){0,3}(?:regress\w+|resol\w+|recupere\w*|disparu\w*|amend\w+|sequell\w+)")


def _state(letter: Letter, target: Target) -> str | None:
    """present, absent or suspected; None for what is only asked, feared, past or somebody else's."""
    folded = letter.folded
    before = folded[max(target.sentence.start, target.start - 60) : target.start]
    if target.ignored or _MENACE.search(before):
        return None
    if _QUESTION.match(folded, target.end, target.sentence.end):
        return None if target.sentence.section in _ASKS or letter.kind == "imaging" else "suspected"
    leaning = target.closest("NEGATED_EXISTENCE", "POSSIBLE_EXISTENCE")
    if leaning == "NEGATED_EXISTENCE":
        return "absent"
    if re.match(r"\s*[:=]\s*(?:non|aucun\w*|absente?|0|neant)\b", folded[target.end : target.end + 20]):
        return "absent"
    if leaning == "POSSIBLE_EXISTENCE":
        return "suspected"
    if target.historical or _RECOVERED.match(folded, target.end, target.sentence.end):
        return None
    if _PAST.search(before):
        return None
    return "present"


def _fact(letter: Letter, key: str, value: str, target: Target) -> Fact:
    """A fact quoted from its negation to its noun."""
    start, end = target.start, target.end
    if value != "present":
        wanted = "NEGATED_EXISTENCE" if value == "absent" else "POSSIBLE_EXISTENCE"
        spans = [(a, b) for category, a, b in target.modifiers if category == wanted]
        if spans:
            a, b = min(spans, key=lambda span: max(span[0] - target.end, target.start - span[1]))
            start, end = min(start, a), max(end, b)
    return letter.fact(key, value, start, end)


_CORD_FREE = re.compile(
    r"\b(?:moelle(?: epiniere)?|cordon medullaire)\s+(?:est\s+|semble\s+|reste\s+)?(?:libre|respectee?|non comprimee?|indemne|sans (?:signe de )?compression)\b|epidurites? non compressives?"
)


def _cord(letter: Letter) -> Iterator[Fact]:
    for target in letter.of("CORD_COMPRESSION"):
        text = letter.folded[target.start : target.end]
        if text == "epidurite":
            continue
        if re.match(r"(?:retentissement|souffrance)", text) and not target.negated:
            continue
        if re.search(r"\bnon\s$", letter.folded[max(0, target.start - 5) : target.start]) and "epidurite" not in text:
            yield letter.fact("cord_compression", "absent", target.start - 4, target.end)
            continue
        if (value := _state(letter, target)) is not None:
            yield _fact(letter, "cord_compression", value, target)
    for match in _CORD_FREE.finditer(letter.folded):
        yield letter.fact("cord_compression", "absent", match.start(), match.end())
    for target in letter.of("BILSKY"):
        match = re.compile(r"[\s:=(]*(?:grade|score|stade|a|est|cotee?|de)?[\s:=]*(?P<grade>[0-3])(?P<letter>[abc])?(?![\d/])").match(
            letter.folded, target.end, target.sentence.end
        )
        # Grades 2 and 3 are compressions by definition (Bilsky 2010): of the cord, cerebrospinal fluid seen or not.
        if match and match["grade"] in "23" and not match["letter"] and not target.ignored:
            yield letter.fact("cord_compression", "present", target.start, match.end())


_COORDINATED = re.compile(r"\bcompression\b[^.;:]{0,45}\b(?:ni|ou|et|,)\s*(?:de\s+)?(?:la\s+)?$")
_FREE_TAIL = re.compile(r"\s*(?:est\s+|reste\s+)?(?:libre|respectee|indemne|non comprimee)\b")


def _cauda(letter: Letter) -> Iterator[Fact]:
    for target in letter.of("CAUDA_EQUINA"):
        folded = letter.folded
        text = folded[target.start : target.end]
        before = folded[max(target.sentence.start, target.start - 90) : target.start]
        if text == "queue de cheval":
            if free := _FREE_TAIL.match(folded, target.end, target.sentence.end):
                yield letter.fact("cauda_equina", "absent", target.start, free.end())
                continue
            if not _COORDINATED.search(before):
                continue
            compressions = [t for t in letter.inside(target.sentence, "CORD_COMPRESSION") if t.end <= target.start]
            if compressions and compressions[-1].negated and not compressions[-1].ignored:
                yield letter.fact("cauda_equina", "absent", target.start, target.end)
                continue
            if not target.negated and not compressions:
                continue
        if (value := _state(letter, target)) is not None:
            yield _fact(letter, "cauda_equina", value, target)


_OTHER_DEFICIT = re.compile(
    r"\s*(?:en|de la|de l'|du|d'|immunitaire|hormonal|vitaminique|calorique|energetique|auditif|visuel|cognitif|mnesique|hydrique|enzymatique|budgetaire|genetique|martial|androgenique|mismatch|de reparation|corticotrope|hypophysaire|attention\w*|pondéral)\b"
)
_NORMAL_EXAM = re.compile(
    r"[^.;:,\n]{0,40}?[\s:,(]*(?:est\s+|reste\s+|toujours\s+|strictement\s+|parfaitement\s+|tout a fait\s+|:\s*)*(?P<ok>normal|normale|ras\b|sans particularite|sans anomalie|sp\b|n\b(?=[\s.,;)]|$)|non deficitaire|sans deficit)"
)
_NOT_NORMAL = re.compile(r"\b(?:non|pas|in|pres|subnormal|presque)\s+$")
_FULL_FORCE = re.compile(r"\b(?:testing (?:moteur )?(?:normal|a? ?5/5)|force (?:motrice|musculaire) (?:normale|conservee|a 5/5|cotee a 5|preservee)|(?:pas|sans|aucune) (?:de )?(?:parapares\w+|perte de force))")


def _deficit(letter: Letter) -> Iterator[Fact]:
    folded = letter.folded
    for target in letter.of("NEURO_DEFICIT"):
        text = folded[target.start : target.end]
        if text in ("deficit", "deficits") and _OTHER_DEFICIT.match(folded, target.end):
            continue
        if text == "deficitaire" and not re.search(r"\bnon\s$", folded[max(0, target.start - 5) : target.start]):
            continue
        if re.match(r"(?:trouble|signe|anomalie|faiblesse)", text) and not target.negated and "deficitaire" not in text and "sensitivo" not in text:
            continue
        if text.startswith("paresie") and re.match(r"\s*(?:faciale|recurrentielle|laryngee|oculo|digestive|intestinale)", folded[target.end : target.end + 16]):
            continue
        if re.search(r"\bsequell\w*|\bavc\b|\bait\b|accident vasculaire", folded[max(target.sentence.start, target.start - 60) : target.end + 30]) and not target.negated:
            continue
        if (value := _state(letter, target)) is not None:
            yield _fact(letter, "neuro_deficit", value, target)
    for target in letter.of("NEURO_EXAM"):
        if target.ignored or target.planned:
            continue
        match = _NORMAL_EXAM.match(folded, target.end, target.sentence.end)
        if match and not _NOT_NORMAL.search(folded[max(0, match.start("ok") - 10) : match.start("ok")]):
            if match["ok"] == "n" and letter.text[match.start("ok")] != "N":
                continue
            yield letter.fact("neuro_deficit", "absent", target.start, match.end("ok"))
    for match in _FULL_FORCE.finditer(folded):
        sentence = letter.sentence_at(match.start())
        if letter.inside(sentence, "NEURO_EXAM"):
            yield letter.fact("neuro_deficit", "absent", match.start(), match.end())


_OTHER_INSTABILITY = re.compile(
    r"microsat|genom|genet|hemodynam|tension|marche|postur|genou|epaule|cheville|emotion|psych|chromos|articul|humeur|thymi|equilibre|respirat|rotul|clinique|glycem|\bmsi\b|vesical|detrus|angor"
)
_SPINE = re.compile(r"\brachi|vertebr|\bsins\b|mur posterieur|colonne|epidur|corps vert|\b[cdtl]\d{1,2}\b")
_EVOLUTION = re.compile(r"\s*(?:par rapport|depuis|comparativement|en comparaison|vs\b|avec|sous|a \d|au controle|dans le temps|d'un examen)")
_SCORE = re.compile(r"(?P<sign>[<>≤≥]=?|inferieur (?:ou egal )?a|superieur (?:ou egal )?a)?\s*(?P<score>\d{1,2})(?!\d|[.,]\d|\s?(?:mm|cm|%|etage|niveau|lesion|ans|gy))")
_SCORE_GAP = re.compile(r"(?:[\s:=(),.]|(?<!\w)(?:score|total|a|est|de|estime|evalue|cote|calcule|pour|en|sur|niveau|l'etage|etage|l'|la|le|vertebre|global|soit|[cdtls]\d{1,2}(?:\s?-\s?[cdtls]?\d{1,2})?)(?!\w))*+")
_OUT_OF_18 = re.compile(r"\b(?P<score>\d{1,2})\s*(?:/|sur)\s*18\b")


def _instability(letter: Letter) -> Iterator[Fact]:
    folded = letter.folded
    spinal = bool(_SPINE.search(folded))
    for target in letter.of("INSTABILITY"):
        text = folded[target.start : target.end]
        around = folded[target.sentence.start : min(target.sentence.end, target.end + 40)]
        if _OTHER_INSTABILITY.search(around):
            continue
        if "instab" in text:
            named = _SPINE.search(text) or re.search(r"mecanique|lombaire|dorsale|cervicale|thoracique", text)
            if not named and not (text.startswith("instabilite") and spinal or _SPINE.search(around)):
                continue
            if re.search(r"potentiel\w*\s$", folded[max(0, target.start - 16) : target.start]) or re.match(r"\s*potentielle", folded[target.end : target.end + 14]):
                continue
            if (value := _state(letter, target)) is not None:
                yield _fact(letter, "spinal_instability", value, target)
        elif not target.ignored and not target.uncertain and not target.negated and not _EVOLUTION.match(folded, target.end, target.sentence.end):
            yield letter.fact("spinal_instability", "absent", target.start, target.end)
    scores = [found for target in letter.of("SINS") if not target.ignored for found in _scores(letter, target)]
    values = [value for value, _, _ in scores]
    if values and max(values) >= _UNSTABLE_SINS:
        _, start, end = max(scores)
        yield letter.fact("spinal_instability", "present", start, end)
    elif values and max(values) <= _STABLE_SINS:
        _, start, end = scores[0]
        yield letter.fact("spinal_instability", "absent", start, end)


def _scores(letter: Letter, target: Target) -> Iterator[tuple[int, int, int]]:
    """The SINS behind its name, or the total of the table that its name heads."""
    folded = letter.folded
    line_end = letter.line_bounds(target.sentence)[1]
    gap = _SCORE_GAP.match(folded, target.end, line_end)
    match = _SCORE.match(folded, gap.end() if gap else target.end, line_end)
    if match and int(match["score"]) <= 18:
        value, sign = int(match["score"]), match["sign"] or ""
        if sign == "<" or sign == "inferieur a":
            value -= 1
        elif sign == ">" or sign == "superieur a":
            value += 1
        if not sign or sign.startswith(("<", "≤", "inf")) or value >= _UNSTABLE_SINS:
            yield value, target.start, match.end()
            return
    if (total := _OUT_OF_18.search(folded, target.end, target.end + 500)) and int(total["score"]) <= 18:
        yield int(total["score"]), total.start(), total.end()


_PERCENT = re.compile(r"(?P<sign>[<>≤≥]=?\s*|(?:plus|au-dela|moins|superieure?|inferieure?)\s+(?:de|a)\s+)?(?P<low>\d{1,3})(?:[.,]\d+)?\s*%?\s*(?:(?:-|a|et)\s*(?P<high>\d{1,3})\s*)?%")
_CANAL_INVADED = re.compile(r"envahi|amput|extension|occup|reduis|reduct|obstru|empiet|refoul|epidur|recul|combl|stenos|retreci|obliter|debord|composante|protru|bomb")
_CANAL_FREE = re.compile(r"\s*(?:rachidien |medullaire |vertebral |lombaire |dorsal |spinal )?(?:est |reste |semble |demeure |sont )?(?:parfaitement |bien |partout |largement |tout a fait )*(?:libre|respecte|indemne|non envahi|preserve|permeable|sans envahissement)s?\b")
_NARROW = re.compile(r"etroit|constitutionnel|degenerat|arthros|discal|discopath|hernie|congenit|acquis|carpien|canal anal|canal inguinal|canal galacto|canal biliaire|wirsung|choledoque|canal arteriel")
_HEIGHT_LOSS = re.compile(r"\b(?:hauteur|tassement|plateau|du corps|corps vertebral|fracture)\b[^,;]{0,25}$")


def _canal(letter: Letter) -> Iterator[Fact]:
    """The share of the spinal canal that the tumour invades; 0 when it is said to be free."""
    found: list[tuple[float, Fact]] = []
    folded = letter.folded
    for target in letter.of("CANAL"):
        sentence = target.sentence
        around = folded[sentence.start : sentence.end]
        text = folded[target.start : target.end]
        if target.ignored or _NARROW.search(folded[max(sentence.start, target.start - 40) : target.end + 30]):
            continue
        about_invasion = bool(_CANAL_INVADED.search(around))
        free = _CANAL_FREE.match(folded, target.end, sentence.end)
        if free:
            found.append((0, letter.fact("canal_invasion", 0, target.start, free.end(), unit="%")))
            continue
        if target.negated and (_CANAL_INVADED.search(text) or _negated_invasion(folded, sentence.start, target)):
            starts = [a for category, a, _ in target.modifiers if category == "NEGATED_EXISTENCE"]
            found.append((0, letter.fact("canal_invasion", 0, min([target.start, *starts]), target.end, unit="%")))
            continue
        if not about_invasion or target.negated or _QUESTION.match(folded, target.end, sentence.end):
            continue
        for match in _PERCENT.finditer(folded, max(sentence.start, target.start - 60), min(sentence.end, target.end + 60)):
            sign = (match["sign"] or "").strip()
            value = int(match["high"] or match["low"])
            if value > 100 or sign.startswith((">", "≥", "plus", "au-dela", "sup")):
                continue
            if _HEIGHT_LOSS.search(folded[max(sentence.start, match.start() - 50) : match.start()]):
                continue
            start, end = min(match.start(), target.start), max(match.end(), target.end)
            found.append((value, letter.fact("canal_invasion", value, start, end, unit="%")))
            break
    if found:
        yield max(found, key=lambda pair: pair[0])[1]


def _negated_invasion(folded: str, start: int, target: Target) -> bool:
    """"Pas d'envahissement ... du canal": the noun that is denied is the invasion."""
    return bool(re.search(r"\b(?:envahissement|extension|atteinte|recul|amputation|reduction|retrecissement)\b[^.;]{0,40}$", folded[max(start, target.start - 60) : target.start]))


_COUNT_WORDS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8}
_COUNT = r"(?P<n>\d{1,2}|" + "|".join(_COUNT_WORDS) + r")"
_UNIT_OF_SPINE = r"(?:vertebres?|segments?|etages?|niveaux?|corps|metameres?)"
_SIDE_BY_SIDE = r"(?:contigue?s?|adjacente?s?|consecuti(?:fs|ves|f|ve)|successi(?:fs|ves|f|ve)|voisine?s?|jointi(?:fs|ves))"
_CONTIGUOUS = re.compile(
    rf"\b{_COUNT}\s+(?:{_UNIT_OF_SPINE}\s+)(?:(?:vertebraux|vertebrales?|rachidiens|dorsales?|dorsaux|lombaires|cervicales|thoraciques|mobiles)\s+)?{_SIDE_BY_SIDE}\b"
    rf"|\b{_SIDE_BY_SIDE}\s+(?:sur|de|a|interessant|touchant|:)?\s*{_COUNT.replace('?P<n>', '?P<n2>')}\s+{_UNIT_OF_SPINE}"
)


def _contiguous(letter: Letter) -> Iterator[Fact]:
    """How many contiguous vertebrae are involved, where the number is worded."""
    found = []
    for match in _CONTIGUOUS.finditer(letter.folded):
        before = letter.folded[max(0, match.start() - 45) : match.start()]
        after = letter.folded[match.end() : match.end() + 20]
        if re.search(r"\b(?:si|moins de|plus de|maximum|jusqu'a|pas|non|inferieur\w* a|superieur\w* a|au-dela de|<|>|≤|≥)\W*(?:d'atteinte (?:de )?)?$", before) or "?" in after.split(".")[0]:
            continue
        if re.search(r"\bnon\s+(?:contigu|adjacent|consecutif)", match.group()):
            continue
        word = match["n"] or match["n2"]
        found.append((_COUNT_WORDS.get(word) or int(word), match.start(), match.end()))
    if found:
        value, start, end = max(found)
        if 2 <= value <= 26:
            yield letter.fact("contiguous_vertebrae", value, start, end)


_OTHER_EVENT = re.compile(r"\b(?:irm|scanner|tdm|tep|pet|biopsie|chirurgie|cycle|cure|radiotherapie|depuis|operee?|rendez-vous|rdv|prevue?|diagnos\w+|prochaine?)\b")


def _exam_date(letter: Letter) -> Iterator[Fact]:
    """The day of the neurological examination, the latest when there are several."""
    found = []
    folded = letter.folded
    for target in letter.of("NEURO_EXAM"):
        if target.ignored or target.planned or target.cancelled or target.negated:
            continue
        if re.search(r"\ba (?:refaire|faire|prevoir|completer|renouveler)\b", folded[target.start : target.end + 40]):
            continue
        if folded[target.start : target.end] in ("neuro", "plan neurologique", "point de vue neurologique") and not re.match(
            r"\s*(?::|du\b|le\b|ce jour|\()", folded[target.end : target.end + 12]
        ):
            continue
        for mention in letter.dates_in(target.sentence.start, target.sentence.end):
            if not mention.is_full:
                continue
            between = folded[min(mention.end, target.end) : max(mention.start, target.start)]
            if len(between) > 60 or _OTHER_EVENT.search(between):
                continue
            if mention.start < target.start and _OTHER_EVENT.search(folded[max(target.sentence.start, mention.start - 25) : mention.start]):
                continue
            start, end = min(target.start, mention.start), max(target.end, mention.end)
            found.append((mention.iso, start, end))
            break
    if found:
        iso, start, end = max(found, key=lambda item: (item[0], -item[1]))
        yield letter.fact("neuro_exam_date", iso, start, end)


_CANNOT_LIE = re.compile(
    r"\b(?:ne (?:peut|peux|parvient|supporte|tolere|tient|reussit|pourra)(?:\s+\w+)?\s+(?:pas|plus)|n'(?:arrive|est) (?:pas|plus)|impossible|impossibilite|incapable|incapacite|intolerance|insupportable|intenable|ne peut rester)\b[^.;]{0,45}$"
)
_CANNOT_AFTER = re.compile(
    r"[^.;,]{0,40}?\b(?:impossible|intolerable|insupportable|non (?:tolere|supporte|possible|tenu|supportable)|n'est (?:pas|plus) (?:supportable|tolere|possible|supporte|tenable|tenu)|mal (?:tolere|supporte)|pas (?:tolere|possible|supporte)|intenable|ne peut etre)"
)
_CAN_LIE = re.compile(
    r"\b(?:peut|supporte|tolere|tient|parvient a|arrive a|capable d\w*|accepte|possibilite d\w*|apte a|pas de difficulte (?:a|pour)|sans difficulte (?:a|pour))\s+(?:\w+\s+){0,3}(?:la |le |de |d'|a |en |se |une |s')*$"
)
_CAN_AFTER = re.compile(
    r"[^.;,]{0,40}?\b(?:(?:bien|parfaitement|correctement|tout a fait)?\s*(?:tolere|supporte|possible|tenue?|supportable|maintenu|accepte)e?|sans (?:difficulte|probleme|douleur|gene|dyspnee)|tenue? \d+ ?min)\b"
)


def _lying(letter: Letter) -> Iterator[Fact]:
    """Whether the patient can lie flat for a treatment; the position of an examination says nothing."""
    for target in letter.of("LYING"):
        if target.ignored:
            continue
        folded = letter.folded
        start = max(target.sentence.start, target.start - 70)
        before = folded[start : target.start]
        value, left, right = None, target.start, target.end
        whole = folded[target.start : target.end]
        negated_tail = re.match(r"(?:\s\w+){0,1}\s+(?:impossible|pas)", folded[target.end : target.end + 20])
        if match := _CANNOT_LIE.search(before):
            value, left = "absent", start + match.start()
        elif match := _CANNOT_AFTER.match(folded, target.end, target.sentence.end):
            value, right = "absent", match.end()
        elif match := _CAN_LIE.search(before):
            value, left = "present", start + match.start()
        elif (match := _CAN_AFTER.match(folded, target.end, target.sentence.end)) and not negated_tail:
            value, right = "present", match.end()
        elif re.match(r"(?:tient|reste) ", whole) and not target.negated:
            value = "present" if re.search(r"(?:allonge|couche|a plat)", whole) and re.match(r"[^.;]{0,30}\b(?:minutes?|min|sans)\b", folded[target.end : target.end + 45]) else None
        if value is not None:
            yield letter.fact("lies_flat", value, left, right)
            return
