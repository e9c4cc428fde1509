"""What a document says of a treatment: planned, ongoing, stopped, completed, never; or only discussed."""

from __future__ import annotations

import re

from assistant.extraction.letter import Letter, Target
from assistant.extraction.therapy_nodes import Node
from assistant.extraction.therapy_timing import Timing

DISCUSSED = "discussed"
_FORWARD = re.compile(
    r"[\s:,'(-]*(?:(?:le|la|les|l|du|de|d|des|un|une|par|avec|traitement|son|sa|en|sous|au|aux|a|essai|schema|type|prochain\w*|"
    r"injection|cure|cycle|premiere?|1ere?|1er|c\d+|j\d+|\d{1,2}|cycles|cures|dose|ttt|monotherapie|double|nouvelle?|ligne|ce jour|hier|encore|adjuvante?s?|neoadjuvante?s?|systemique|seule?)\b[\s:,'(-]*)*"
)
_ARTICLES = re.compile(r"[\s:('-]*(?:(?:le|la|les|l|du|de|d|des|un|une|son|sa|par|toute?)\b[\s']*)*")
_QUESTION = re.compile(r"[^.;,]{0,25}\?")
_NEGATION = re.compile(
    r"(?:\bpas|\bni|\bsans|\baucune?|\bjamais|\babsence|\bnon)\s*(?:(?:de|d'|eu|recu|plus|encore|eu de|fait|recu de|la|le|l'|une?|toute?|autre|en|faire|besoin|lieu|a)\s*)*$"
)
_SECTION_STATUS = {"plan": "planned"}


def cues_of(letter: Letter, node: Node) -> list[tuple[str, Target]]:
    """The cues in a node's window, each with its value."""
    return [
        (str(target.value), target)
        for target in letter.inside(node.sentence, "THERAPY_STATUS")
        if node.lo <= target.start < node.hi and not (node.start <= target.start < node.end)
    ]


def negated(letter: Letter, node: Node) -> bool:
    """Whether the node itself is denied: a negation that nothing separates from it."""
    before = letter.folded[max(node.sentence.start, node.head - 40) : node.head]
    if _NEGATION.search(before):
        return True
    after = letter.folded[node.end : min(node.sentence.end, node.end + 24)]
    return bool(re.match(r"\s*(?:adjuvante?|neoadjuvante?)?\s*(?::|=)\s*(?:non\b|0\b|neant|aucune?\b|absence)", after)) or bool(
        re.match(r"\s*\(?\s*(?:non (?:faite?|realisee?|recue?|indiquee?|debutee?)|jamais\b)", after)
    )


def read_status(letter: Letter, node: Node, timing: Timing, *, carried: str | None = None) -> str | None:
    """planned, ongoing, stopped, completed, never, DISCUSSED, "given", or None when nothing is said."""
    if negated(letter, node):
        return "never"
    cues = cues_of(letter, node)
    before = [(value, t) for value, t in cues if t.end <= node.head]
    inner = [(value, t) for value, t in cues if node.head < t.end and t.start < node.start and t.start >= node.head]
    after = [(value, t) for value, t in cues if t.start >= node.end]
    names = {value for value, _ in cues}
    text = letter.folded
    dated_past = _is_past(timing.start, letter.date)
    dated_future = _is_future(timing.start, letter.date)

    def directly(value: str) -> bool:
        return any(
            v == value and _FORWARD.fullmatch(text[t.end : node.head]) for v, t in before
        )

    if _never(letter, node, before, after):
        return "never"
    if _QUESTION.match(text[node.end : min(node.hi, node.end + 30)]) and not timing.stated:
        return DISCUSSED
    if dated_future and timing.start:
        return "planned"
    past = timing.end is not None or dated_past or bool(names & {"stopped", "completed"})
    if "discussed" in names and not past:
        nearest = max((t.end for v, t in before if v != "discussed"), default=-1)
        blocked = max((t.end for v, t in before if v == "discussed"), default=-1)
        if any(v == "discussed" for v, _ in after) or blocked >= 0:
            if not (directly("ongoing") and nearest > blocked):
                return DISCUSSED
    if "stopped" in names and _stops(letter, node, before, after):
        return "stopped"
    if "planned" in names and not past:
        return _planned_or_not(letter, node, before, after, inner)
    if "completed" in names or timing.end is not None:
        return "completed"
    if "ongoing" in names:
        return "ongoing"
    if re.search(r"\bc\d{1,2}\s?(?:j\d+)?(?:\s+(?:d'|de\s+))?\s*$", text[node.lo : node.head]):
        return "ongoing"
    if "given" in names:
        return "given"
    if carried:
        return carried
    if node.sentence.section == "plan" and not timing.stated:
        return "planned"
    return None


def _never(letter: Letter, node: Node, before: list[tuple[str, Target]], after: list[tuple[str, Target]]) -> bool:
    for value, target in before:
        gap = letter.folded[target.end : node.head]
        if value == "never" and (_ARTICLES.fullmatch(gap) or (target.text.lower().startswith("n'") and len(gap) < 30 and "," not in gap)):
            return True
    for value, target in after:
        gap = letter.folded[node.end : target.start]
        if value == "never" and len(gap) <= 45 and not re.search(r"[,;]|\bmais\b", gap.replace(", ", " ", 1) if len(gap) < 25 else gap):
            return not re.match(r"annule", letter.folded[target.start : target.end])
    return False


def _stops(letter: Letter, node: Node, before: list[tuple[str, Target]], after: list[tuple[str, Target]]) -> bool:
    """Whether a word of stopping is said of this node."""
    if any(value == "stopped" for value, _ in after):
        return True
    for value, target in before:
        if value == "stopped" and re.fullmatch(r"[\s:]*(?:(?:le|la|les|l|du|de|d|des|un|une|son|sa|ce|precoce|definitif|temporaire|traitement par|sous|a|par|ligne|[1-6]e?|ere|premiere|deuxieme|hormonotherapie|chimiotherapie)\b[\s':]*)*", letter.folded[target.end : node.head]):
            return True
    return False


def _planned_or_not(
    letter: Letter, node: Node, before: list[tuple[str, Target]], after: list[tuple[str, Target]], inner: list[tuple[str, Target]]
) -> str:
    """A plan, unless a nearer word says that the treatment runs already."""
    text = letter.folded
    nearest: tuple[int, str] | None = None
    for value, target in before:
        if value in ("planned", "ongoing", "given"):
            gap = node.head - target.end
            if nearest is None or gap < nearest[0]:
                nearest = (gap, value)
    for value, target in after:
        if value in ("planned", "ongoing") and (nearest is None or target.start - node.end < nearest[0]):
            nearest = (target.start - node.end, value)
    if nearest is None:
        return "planned"
    if nearest[1] == "given":
        return "planned" if any(value == "planned" and not text[t.start : t.end].startswith("valide") for value, t in before) else "given"
    return nearest[1]


def _is_past(start: str | None, document: str | None) -> bool:
    return start is not None and document is not None and start[: len(start)] <= document[: len(start)]


def _is_future(start: str | None, document: str | None) -> bool:
    return start is not None and document is not None and start > document[: len(start)]
