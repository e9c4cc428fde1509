"""Diseases that a protocol excludes: of the liver, of the connective tissue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Target
from criteria.facts import Fact


def read(letter: Letter) -> Iterator[Fact]:
    """Cirrhosis, hepatitis, scleroderma and connective tissue diseases, in their final state."""
    yield from settled(_disease(letter, "CIRRHOSIS", "cirrhosis"))
    yield from settled(_hepatitis(letter))
    yield from settled(_disease(letter, "SCLERODERMA", "scleroderma"))
    yield from settled(_disease(letter, "CONNECTIVE", "connective_tissue_disease"))


_RANK = {"present": 0, "suspected": 2, "absent": 1}


def settled(facts: Iterator[Fact]) -> Iterator[Fact]:
    """One state of a key: a disease that is there prevails, a doubt only stands alone."""
    stated = list(facts)
    if stated:
        yield min(stated, key=lambda fact: _RANK[str(fact.value)])


_VACCINE = expression(r"\bvaccin\w*\b[^.;]{0,40}$")
_NOT_ASSERTED = expression(
    r"\b(?:bilan|recherche|depistage|contact|exposition|infirmiere?)\s+(?:de |d'|du |des )?$"
)
_CAME_NEGATIVE = expression(r"\s*(?:est |etait |revenue |restee )?negati(?:f|ve)s?\b")
"""The end of a search: "recherche de connectivite négative"."""
_ADVERB = expression(r"\bnon\s$")
_LISTED = expression(r"[\s,/()]*(?:(?:et|ou|ni|et/ou)\b)?\s*(?:(?:toute |une |d')?autres?\s*)?")
QUESTION = expression(r"[^.;!\n]{0,50}\?")
_RELATIVES = expression(
    r"[^.;\n]{0,30}\b(?:dans la famille|chez (?:sa|son) (?:mere|soeur|pere|tante|fille|fils|frere))\b"
)


_NO_OTHER = expression(
    r"\b(?:ni|pas|sans|aucune?)\b[^.;]{0,50}\b(?:ni|et|ou|,)\s*(?:pas |aucune? )?(?:d'|de |une |toute )?autres?\s$"
)
"""A disease denied, then any other of its kind: "pas de sclérodermie ni d'autre connectivite"."""
_GENERAL_BEFORE = expression(
    r"\b(?:contre-?\s?indications?|criteres?|exclusion|(?:non-?\s?)?inclusion|exclue?s?|risque de|risque d')\b[^.;:]{0,30}[:(]?[^.;:()]{0,40}$"
)
_GENERAL_AFTER = expression(
    r"[^.;]{0,40}?\b(?:est|sont|constitue\w*|represente\w*|reste)\s+(?:\w+\s+){0,2}(?:contre-?\s?indication|critere|facteur|motif)"
)
_NONE_APPLIES = expression(
    r"\b(?:exclusion|contre-?\s?indications?)\b[^.;:]{0,40}:\s*(?:aucune?|neant|non|pas d)\b"
)
_OWNED = expression(r"\b(?:sa|son|ses)\s+$")
_NONE_FOUND = expression(r"[^.;\n]{0,60}[:,]\s*(?:aucune?s?|neant|non|absentes?|ras)\b")


def _is_general(letter: Letter, target: Target) -> bool:
    """Whether a rule names the disease ("contre-indication relative"), not the patient's history."""
    folded, sentence = letter.folded, target.sentence
    before = folded[max(sentence.start, target.start - 90) : target.start]
    if _GENERAL_AFTER.match(folded, target.end, sentence.end):
        return True
    if _OWNED.search(before) or _NONE_APPLIES.search(before):
        return False
    return bool(_GENERAL_BEFORE.search(before)) and target.closest("NEGATED_EXISTENCE") is None


_DOUBTED = expression(
    r"\s*(?:est |sont |reste |etait )?(?:fortement |tres )?(?:suspectee?|evoquee?|possible|probable|a craindre|a evoquer)s?\b"
)
_UNKNOWN = expression(
    r"\s*(?:non|pas) (?:documentee?|precisee?|renseignee?|determinee?|evaluable)s?\b"
)
_CLOSED = expression(r"\s*\)")
_SLASH = expression(r"\s*/\s*")
_NAMES = ("CIRRHOSIS", "HEPATITIS", "SCLERODERMA", "CONNECTIVE")


def _answer(letter: Letter, target: Target) -> bool | None:
    """Yes or no of a form, given to a disease or to the list that names it: "cirrhose / hépatite : non"."""
    for following in letter.inside(target.sentence, *_NAMES):
        if following.start < target.end:
            continue
        if not _LISTED.fullmatch(letter.ticked, target.end, following.start):
            break
        target = following
    if closed := _CLOSED.match(letter.ticked, target.end):
        target = replace(target, end=closed.end())
    answered = letter.answer(target)
    return None if answered is None else answered[0]


def _before_slash(letter: Letter, target: Target) -> Target | None:
    """The disease that a slash ties to this one: what is said of it is said of both."""
    for other in letter.inside(target.sentence, *_NAMES):
        if other.end <= target.start and _SLASH.fullmatch(letter.folded, other.end, target.start):
            return other
    return None


def _state(letter: Letter, target: Target) -> str | None:
    """present, absent or suspected; None for somebody else's, or what is only looked for."""
    folded = letter.folded
    before = folded[max(target.sentence.start, target.start - 50) : target.start]
    if not letter.ticked[target.start : target.end].strip():
        return None
    if _is_general(letter, target):
        none_found = _NONE_FOUND.match(folded, target.end, letter.line_bounds(target.sentence)[1])
        return "absent" if none_found else None
    answered = _answer(letter, target)
    if answered is not None and not target.family:
        return "present" if answered else "absent"
    if _NO_OTHER.search(before) and not target.family:
        return "absent"
    if _NOT_ASSERTED.search(before) and not target.family:
        return "absent" if _CAME_NEGATIVE.match(folded, target.end, target.sentence.end) else None
    if target.ignored or _VACCINE.search(before):
        return None
    if _RELATIVES.match(folded, target.end, target.sentence.end):
        return None
    if QUESTION.match(folded, target.end, target.sentence.end):
        return None if target.sentence.section in ("indication", "technique") else "suspected"
    if (slashed := _before_slash(letter, target)) is not None:
        target = slashed
    if _DOUBTED.match(folded, target.end, target.sentence.end):
        return "suspected"
    if _UNKNOWN.match(folded, target.end, target.sentence.end):
        return None
    leaning = target.closest("NEGATED_EXISTENCE", "POSSIBLE_EXISTENCE")
    if leaning == "NEGATED_EXISTENCE":
        return "absent"
    if leaning == "POSSIBLE_EXISTENCE":
        return "suspected"
    return "present"


def _quoted(letter: Letter, key: str, value: str, target: Target) -> Fact:
    """A fact quoted with the word that denies it or doubts it."""
    start, end = target.start, target.end
    wanted = {"absent": "NEGATED_EXISTENCE", "suspected": "POSSIBLE_EXISTENCE"}.get(value)
    spans = [(a, b) for category, a, b in target.modifiers if category == wanted]
    if spans:
        a, b = min(spans, key=lambda span: max(span[0] - target.end, target.start - span[1]))
        start, end = min(start, a), max(end, b)
    return letter.fact(key, value, start, end)


def _disease(letter: Letter, label: str, key: str) -> Iterator[Fact]:
    for target in letter.of(label):
        text = letter.folded[target.start : target.end]
        after = letter.folded[target.end : target.end + 20]
        if text == "lupique" and letter.folded.endswith("anticoagulant ", 0, target.start):
            continue
        if text == "lupus" and re.match(r"\s*anti-?coagulant|\s*anticoag", after):
            continue
        if text in ("sharp", "gougerot") and not re.match(r"\s|[.,;)]|$", after):
            continue
        if (
            label == "CIRRHOSIS"
            and text.startswith("cirrhotique")
            and _ADVERB.search(letter.folded[max(0, target.start - 5) : target.start])
        ):
            yield letter.fact(key, "absent", target.start - 4, target.end)
            continue
        if (value := _state(letter, target)) is not None:
            yield _quoted(letter, key, value, target)


_HEALED = expression(
    r"[^.;]{0,35}?\b(?:guerie|gueri|resolue|resolutive|ancienne gueri\w*|cicatricielle|non active|inactive|non evolutive|immunisee?)"
)
_LONG_AGO = expression(
    r"\s*(?:aigue\s*)?(?:en (?:19|20)\d\d|dans (?:l'enfance|l'adolescence|sa jeunesse)|il y a \d+ ans)\b(?![^.;]{0,60}\b(?:chronique|active|sous|traitee?|replication|suivie?)\b)"
)
"""An episode of the past that nothing says to last."""
_STEATO = expression(r"(?:steato-?\s?|stea-?\s?)$")
_NEGATIVE_SEROLOGY = expression(
    r"[^.;\n]{0,45}?(?:\b(?:neg|negati(?:f|ve|fs|ves))\b|(?<=[a-z\s])-(?=[\s,.;)]|$))"
)
_POSITIVE_SEROLOGY = expression(r"[^.;\n]{0,25}?\b(?:pos|positi(?:f|ve|fs|ves))\b|\s?\+")
_AND_C = expression(r"\s*(?:,|et|/|-|\+|ou|ni)\s*(?:hepatite c|vhc|hcv)\b")
_VIRUS_PAIR = expression(
    r"\b(?:vhb|hbv|ag\s?hbs|hbs|hepatite b)\b\s*[:=]?\s*(?:neg\w*|-)\s*(?:,|;|/|et|-|\s)\s*(?:(?:la|l'|anticorps|ac|serologie)\s*){0,3}(?:anti-?\s?)?(?:vhc|hcv|hepatite c)\s*[:=]?\s*(?:neg\w*|-)"
)


def _hepatitis(letter: Letter) -> Iterator[Fact]:
    folded = letter.folded
    for target in letter.of("HEPATITIS"):
        text = folded[target.start : target.end]
        if not text.startswith(("hepatite", "hepatopathie", "infection")) or _STEATO.search(
            folded[max(0, target.start - 8) : target.start]
        ):
            continue
        before = folded[max(target.sentence.start, target.start - 40) : target.start]
        if re.search(r"\bserolog\w*[^.;,]{0,35}$", before):
            continue
        if healed := _HEALED.match(folded, target.end, target.sentence.end):
            yield letter.fact("hepatitis", "absent", target.start, healed.end())
            continue
        value = _state(letter, target)
        if value == "present" and (
            target.historical or _LONG_AGO.match(folded, target.end, target.sentence.end)
        ):
            continue
        if value is not None:
            yield _quoted(letter, "hepatitis", value, target)
    for target in letter.of("SEROLOGY"):
        text = folded[target.start : target.end]
        both = (
            bool(
                re.search(
                    r"b et c|b/c|\bvhb\b.*\bvhc\b|hbv.*hcv|virales?$|hepatites?$|b et c$", text
                )
            )
            or bool(
                re.match(
                    r"\s*(?:des )?(?:hepatites? )?(?:b\s*(?:et|/|-|,)\s*c|vhb\s*(?:et|/|-|,)\s*vhc)\b",
                    folded[target.end : target.end + 30],
                )
            )
            or bool(
                text.endswith(("vhb", "hbv", "hepatite b"))
                and _AND_C.match(folded, target.end, target.sentence.end)
            )
        )
        negative = _NEGATIVE_SEROLOGY.match(folded, target.end, target.sentence.end)
        if (
            both
            and negative
            and not target.ignored
            and not _POSITIVE_SEROLOGY.match(folded, target.end, negative.end())
        ):
            yield letter.fact("hepatitis", "absent", target.start, negative.end())
    for match in _VIRUS_PAIR.finditer(folded):
        yield letter.fact("hepatitis", "absent", match.start(), match.end())
