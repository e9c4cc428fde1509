"""What an enumeration of treatments says once for all of them: a denial, a plan, a past."""

from __future__ import annotations

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter
from assistant.extraction.therapy_node import Node, cues_of, timing_of
from assistant.extraction.therapy_status import ARTICLES, DISCUSSED, denied_before, read_status

_COORDINATED = expression(r"\s*(?P<j>,\s*ni|,|/|et|ou|ni)\s*(?:(?:de|d'|la|le|les|l'|une?)\s*)*")
_THEN = expression(r"[^.;]{0,45}\b(?:puis|ensuite|a suivre|suivie?s?\s+(?:de|d'))")
_UNDER_WAY = expression(
    r"\ben cours\b|\bc\d{1,2}\s?(?:j\d{1,2})?\b|\b(?:ce jour|ce matin|aujourd'hui)\b"
)
_LISTED = expression(r"[^.;:]{0,40}(?:\bet\b|\+|,)\s")
_AWAITED = expression(
    r"\b(?:prevu|programm|planif)\w*\s+(?:en \w+\s+)?apres\s+(?:les\s+)?(?:\d{1,2}\s*(?:x\s*)?(?:(?:cures?|cycles?)\s+(?:de\s+|d')?)?)?$"
)
"""« Mastectomie prévue après 4 EC »: the operation waits for what is still to be given."""
_PUIS = expression(r"\bpuis\b")


def carry_over(letter: Letter, nodes: list[Node]) -> None:
    """Give each node what an enumeration says once: a denial ("ni X ni Y"), a plan, a past ("a reçu X, Y et Z")."""
    carried: str | None = None
    for index, node in enumerate(nodes):
        if node.kind == "landmark":
            carried = None
            continue
        if index and nodes[index - 1].kind != "landmark":
            node.denied = _shares_denial(letter, nodes, index)
        if _AWAITED.search(letter.folded, max(node.sentence.start, node.head - 60), node.head):
            carried = "planned"
        node.carried = carried
        if index + 1 < len(nodes) and nodes[index + 1].kind != "landmark":
            status = read_status(letter, node, timing_of(letter, node), carried=carried)
            carried = _carried_on(letter, node, status, carried)


def _carried_on(letter: Letter, node: Node, status: str | None, carried: str | None) -> str | None:
    """The status that goes on to the next nodes: what follows a plan or a course under way is to come."""
    following = letter.folded[node.end : node.end + 60]
    if _THEN.match(following) and (
        status == "planned"
        or (status == "ongoing" and _UNDER_WAY.search(letter.folded[node.lo : node.hi]))
    ):
        return "planned"
    if not any(t.end <= node.start for _, t in cues_of(letter, node)):
        return carried
    if status in (DISCUSSED, "planned", "stopped", "given") or (
        status == "completed" and carried == "given"
    ):
        return status
    if status == "ongoing" and _LISTED.match(following) and not _PUIS.search(following):
        return status
    return None


def _shares_denial(letter: Letter, nodes: list[Node], index: int) -> bool:
    """Whether the denial of the node before goes on: over "ni" and "ou" always, over "et" for a refusal only."""
    node, previous = nodes[index], nodes[index - 1]
    match = _COORDINATED.fullmatch(letter.folded, previous.end, node.head)
    if match is None:
        return False
    refused = _refused(letter, previous)
    if not (previous.denied or refused or _is_denied(letter, previous)):
        return False
    joint = match["j"]
    if joint in ("ni", "ou", ", ni"):
        return True
    if joint == "et":
        return refused or previous.denied
    following = letter.folded[node.end : nodes[index + 1].head] if index + 1 < len(nodes) else ""
    listed = _COORDINATED.fullmatch(following)
    return bool(listed) and listed["j"] in ("ni", "ou", ", ni")


def _refused(letter: Letter, node: Node) -> bool:
    return any(
        value == "never"
        and t.end <= node.head
        and t.text.lower()
        .lstrip("aà vit")
        .startswith(("refus", "déclin", "declin", "récus", "recus"))
        for value, t in cues_of(letter, node)
    )


def _is_denied(letter: Letter, node: Node) -> bool:
    start = max(node.sentence.start, node.head - 40)
    return denied_before(letter.folded, start, node.head) or any(
        value == "never"
        and t.end <= node.head
        and ARTICLES.fullmatch(letter.folded, t.end, node.head)
        for value, t in cues_of(letter, node)
    )
