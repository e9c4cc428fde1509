"""A class of drugs named alone: a treatment of the patient, or a mere mention."""

from __future__ import annotations

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter
from assistant.extraction.therapy_node import Node
from assistant.extraction.therapy_timing import Timing

_PART_OF_CLASS = expression(
    r"taxane|anthracycline|sels de|analogue|agoniste|blocage|suppression|manipulation|anti-?\s?aromat|inhibiteur|i\.?a\b|ai\b"
)
_REFERRED_TO = expression(
    r"\b(?:depuis|apres|pendant|avant|de|a|post|suite a)\s+(?:la|sa|cette|l'|son)\s*$"
)
_DEFINITE = expression(r"(?:\bla|\bcette|\bsa|\bdu|\bde la|\bavant)\s*$")
_ANSWERED_YES = expression(r"\s*:\s*oui\b")
_LIST_BEFORE = expression(r"(?:\+|,|/|puis|->|→|\bet|:|\()\s*(?:une?\s+|par\s+)?$")
_LIST_BEHIND = expression(r"\s*(?:\+|,|/|puis|->|→|et\b|\.|\)|;|$|\n|par\b)")


def is_class_given(
    letter: Letter, node: Node, status: str | None, timing: Timing, phase: str | None
) -> bool:
    """Whether a class named alone is stated as a treatment of the patient rather than mentioned."""
    folded = letter.folded
    if status == "never":
        # One family of drugs not given says nothing of the whole class.
        part = _PART_OF_CLASS.match(folded, node.start, node.end)
        return node.values[0] in ("chemotherapy", "endocrine") and not part
    if timing.stated:
        return True
    if not phase and _REFERRED_TO.search(folded, max(node.lo, node.start - 30), node.start):
        return False
    if status in ("planned", "ongoing", "stopped", "completed", "given"):
        return True
    if _ANSWERED_YES.match(letter.ticked, node.end, min(node.sentence.end, node.end + 40)):
        return True
    before, after = (
        folded[max(node.sentence.start, node.start - 16) : node.start],
        folded[node.end : node.end + 14],
    )
    if not phase and _DEFINITE.search(before):
        return False
    if phase:
        return True
    return bool(_LIST_BEFORE.search(before) and _LIST_BEHIND.match(after))
