"""Hormone receptors, HER2 (IHC, in situ hybridisation, conclusion), Ki67, triple negative.

Percentages follow the French cut-off (10 % of stained cells); what lies between 1 and
9 % is "low", which decides nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.extraction import receptors_values as values
from assistant.extraction.belonging import is_rule, of_other_cancer, of_relative
from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Target
from assistant.extraction.readings import Reading, settle
from assistant.extraction.receptors_anchors import find_anchors, masked_text
from assistant.extraction.receptors_her2 import read_her2, read_ish
from assistant.extraction.receptors_hormones import read_as_a_whole, read_receptor
from assistant.extraction.receptors_tables import Anchor
from assistant.extraction.receptors_wording import QUESTION, RULE_AFTER, reading, value_text
from assistant.extraction.specimen import Specimens
from criteria.facts import Fact

_BREAST_BEFORE = expression(
    r"\bseins?\b|cancer|carcinom|tumeur|phenotyp|mammair|\bneo\b|\bcci\b|\bcli\b|\bk\b|mastec|mammec|grade|sbr|metaplas|profil|\bnst\b|\btns\b"
)
_DENIED_BEFORE = expression(
    r"\b(?:non|pas|plus|ni|aucun)\s+(?:d')?(?:argument\w*\s+(?:pour|en faveur)\s+)?(?:d[e']\s?)?(?:un\s+)?(?:cancer\s+|profil\s+|phenotype\s+)?$"
)


def read(letter: Letter) -> Iterator[Fact]:
    """The facts of this theme: er, pr, hr, her2_ihc, her2_ish, her2, ki67, triple_negative."""
    readings = list(_readings(letter))
    if not readings:
        return
    specimens = letter.once(Specimens)
    for one in readings:
        if one.key != "triple_negative" and one.attrs.get("specimen") is None:
            one.attrs["specimen"] = specimens.at(one.start, of_disease=True)
    yield from settle(letter, _without_echoes(readings))


def _without_echoes(readings: list[Reading]) -> list[Reading]:
    """Without "faiblement positif" where the percentage that it sums up is given."""
    measured = {(one.key, one.attrs["specimen"]) for one in readings if "percent" in one.attrs}
    return [
        one
        for one in readings
        if not (
            one.key in ("er", "pr")
            and one.value == "positive"
            and one.attrs.get("intensity") == "weak"
            and "percent" not in one.attrs
            and (one.key, one.attrs["specimen"]) in measured
        )
    ]


def _readings(letter: Letter) -> Iterator[Reading]:
    anchors = []
    if letter.of("RECEPTOR") or letter.of("RECEPTOR_HORMONE"):
        text = masked_text(letter)
        anchors = find_anchors(letter, text)
    for index, anchor in enumerate(anchors):
        if anchor.kind in ("er", "pr"):
            yield from read_receptor(letter, text, anchor)
        elif anchor.kind == "hr":
            yield from read_as_a_whole(letter, text, anchor)
        elif anchor.kind == "ki67":
            yield from _ki67(letter, text, anchor)
        elif anchor.kind == "her2":
            following = anchors[index + 1] if index + 1 < len(anchors) else None
            yield from read_her2(letter, text, anchor, following)
        elif anchor.kind == "ish":
            yield from read_ish(letter, text, anchors, index)
    yield from _hormone_dependence(letter)
    yield from _triple_negative(letter)


def _ki67(letter: Letter, text: str, anchor: Anchor) -> Iterator[Reading]:
    after = value_text(letter, text, anchor)
    found = values.ki67(after)
    if found is None or RULE_AFTER.match(after):
        return
    one = reading(letter, "ki67", found, anchor, offset=anchor.after[0])
    one.unit = "%"
    yield one


def _hormone_dependence(letter: Letter) -> Iterator[Reading]:
    """ "hormonodépendant", "luminal A": receptors named as a whole."""
    for target in letter.of("HORMONE_DEPENDENT"):
        if not _asserted(letter, target):
            continue
        value = target.value or "positive"
        if _denied_before(letter, target):
            value = "negative"
            if target.text.lower().startswith("lumin"):
                continue
        yield Reading(
            "hr",
            value,
            target.start,
            target.end,
            at=target.start,
        )


def _triple_negative(letter: Letter) -> Iterator[Reading]:
    for target in letter.of("TRIPLE_NEGATIVE"):
        sentence = target.sentence
        before = letter.folded[sentence.start : target.start]
        if target.value == "abbreviation" and not _BREAST_BEFORE.search(before[-60:]):
            continue
        if not _asserted(letter, target):
            continue
        value = "absent" if _denied_before(letter, target) else "present"
        yield Reading("triple_negative", value, target.start, target.end, at=target.start)


def _asserted(letter: Letter, target: Target) -> bool:
    """Whether the statement is made, of this patient, without a question mark."""
    if QUESTION.match(letter.folded, target.end) or target.hypothetical:
        return False
    return not (
        of_relative(letter, target)
        or is_rule(letter, target.start)
        or of_other_cancer(letter, target.start)
    )


def _denied_before(letter: Letter, target: Target) -> bool:
    before = letter.folded[max(target.sentence.start, target.start - 45) : target.start]
    return bool(_DENIED_BEFORE.search(before))
