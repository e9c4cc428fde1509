"""What a reader takes from a document before its values are settled.

Values that an addendum, a second reading or a correction revises are not facts: only
the final value is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter
from criteria.facts import Fact, Value

_ADDENDUM_NAME = (
    r"(?:addendum|erratum|errata|rectificati\w+|correctif|correction|compte[- ]rendu\s+(?:rectificatif|complementaire|modificatif)|"
    r"cr\s+(?:rectificatif|complementaire)|re-?lecture|(?:seconde|deuxieme|2e|2eme)\s+lecture|complement\b)"
)
_NAMED_ADDENDUM = expression(_ADDENDUM_NAME)
_ADDENDUM = expression(r"\W*(?:\d+[.)]\s*)?" + _ADDENDUM_NAME)
_REVISING = expression(
    r"\b(?:apres|a la|en|lors de la|selon la)\s+(?:re-?lecture|(?:seconde|deuxieme|2e|2eme)\s+lecture)|\bre-?lecture\b[^.\n]{0,60}:|"
    r"\b(?:reclasse|requalifie|rectifie|corrige|revise)\w*\b|\bet non\b|\bau lieu d|\b(?:a|en) (?:la )?place d|\berreur de (?:frappe|saisie|transcription)"
)
_SECOND_DIAGNOSIS = expression(
    r"\bnotre\s+(?:re-?)?lecture\b|\bnotre\s+(?:diagnostic|conclusion)\b|\b(?:les|des)\s+(?:modifications?|corrections?|rectifications?)\s+suivantes?|"
    r"\b(?:diagnostic|conclusion|compte[- ]rendu)\s+(?:rectifiee?|corrigee?|modifiee?|revisee?|apres\s+re-?lecture)\b"
)
_REVOKED = expression(
    r"(?:\bet non(?:\s+pas)?(?=\s+(?:(?:a|de|du|un|une|la|le|score|grade)\s+)*(?:\d|y?[pc]?[tnm]\s?[0-4x]|positi|negati|low|i{1,3}\b|lobul|canal|d'))|\bau lieu\s+d[eu']|\b(?:a|en)\s+(?:la\s+)?place\s+d[eu']|\bplutot\s+que|\bprecedemment|\binitialement\s+(?:rendu\w*|note\w*|cote\w*|annonce\w*|dits?|dite\w*|a)(?=\s)|\binitialement(?=\s+(?:\d|positi|negati|score|\+))|"
    r"\bcorrige\w*\s+de)\s*(?:(?:(?:a|de|du|un|une|la|le|les|score|comme|pas)\b|d'|:)\s*)*"
)
_REVOKED_REACH = expression(r"[^,;.)\n]{0,24}(?:[.,]\d[^,;.)\n]{0,12})?")


@dataclass(slots=True)
class Reading:
    """One value read at ``text[start:end]``; ``at`` is where the value itself begins."""

    key: str
    value: Value
    start: int
    end: int
    unit: str | None = None
    attrs: dict[str, Any] = field(default_factory=dict)
    at: int = -1


def revoked_spans(folded: str) -> list[tuple[int, int]]:
    """Spans of the values that the text takes back: "4 mm et non 14 mm", "au lieu de 2+"."""
    spans = []
    for match in _REVOKED.finditer(folded):
        reach = _REVOKED_REACH.match(folded, match.end())
        spans.append((match.end(), reach.end() if reach else match.end()))
    return spans


def settle(letter: Letter, readings: Iterable[Reading]) -> list[Fact]:
    """The facts of the readings: what was taken back or revised later is left out."""
    ordered = sorted(readings, key=lambda reading: (reading.start, reading.end))
    revoked = revoked_spans(letter.folded)
    taken_back = [r for r in ordered if any(start <= r.at < end for start, end in revoked)]
    revising = _revising_spans(letter)
    revisions = [
        r
        for r in ordered
        if any(start <= r.start < end for start, end in revising) and r not in taken_back
    ]
    restart = _second_diagnosis(letter)
    renewed = [r for r in ordered if r.start >= restart]
    kept = [
        r
        for r in ordered
        if not any(_says_same(r, other) for other in taken_back)
        and not any(_revises(new, r) for new in revisions)
        and not (
            r.start < restart and any(r.key == new.key and _compatible(r, new) for new in renewed)
        )
    ]
    return [letter.fact(r.key, r.value, r.start, r.end, unit=r.unit, **r.attrs) for r in kept]


def _second_diagnosis(letter: Letter) -> int:
    """Where a second reader gives another diagnosis: what is read again there replaces the first."""
    match = _SECOND_DIAGNOSIS.search(letter.folded)
    return match.start() if match else len(letter.folded)


def _revising_spans(letter: Letter) -> list[tuple[int, int]]:
    """From an addendum to the end of its paragraphs, and the sentences that revise."""
    folded = letter.folded
    addenda = [sentence for sentence in letter.sentences if sentence.section == "addendum"]
    for named in _NAMED_ADDENDUM.finditer(folded):
        sentence = letter.sentence_at(named.start())
        if _ADDENDUM.match(folded, sentence.start, sentence.end):
            addenda.append(sentence)
    revising = (letter.sentence_at(match.start()) for match in _REVISING.finditer(folded))
    return [
        *((sentence.start, letter.line_bounds(sentence)[1]) for sentence in addenda),
        *((sentence.start, sentence.end) for sentence in revising),
    ]


def _says_same(one: Reading, other: Reading) -> bool:
    return one.key == other.key and one.value == other.value and _compatible(one, other)


def _revises(new: Reading, old: Reading) -> bool:
    """Whether a revision replaces an earlier reading of the same thing."""
    if new.key != old.key or old.start >= new.start or new.value == old.value:
        return False
    if new.key in ("t", "n", "m") and _prefix(new) != _prefix(old):
        return False
    return new.key not in ("tumor_size", "histology") and _compatible(new, old)


def _compatible(one: Reading, other: Reading) -> bool:
    return all(
        one.attrs.get(name) is None
        or other.attrs.get(name) is None
        or one.attrs[name] == other.attrs[name]
        for name in ("specimen", "side")
    )


def _prefix(reading: Reading) -> str:
    return re.sub(r"[TNM].*", "", str(reading.value))
