"""The treatments, operations, irradiations and landmarks of each sentence, each with its own words.

A French history strings them together ("tumorectomie 2014, 6 FEC, RT 50 Gy puis tamoxifène
5 ans"): what is said of one must not be read for its neighbour. Each node has a window,
cut at the last separator between two nodes.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter
from assistant.extraction.therapy_drugs import drug_nodes
from assistant.extraction.therapy_node import STRONG, Node, operations
from assistant.extraction.therapy_plan import is_plan

_WEAK = expression(
    r",(?!\d)|\bet\b|(?<!\d)\+|\(|\)|:(?!\d)|\bavec\b|(?<=\s)-(?=\s)|/(?=\s?(?:\d{1,2}\s?(?:x\s?)?)?(?:[a-z]|$))"
)
_MONTH = r"(?:janv|fev|mars|avr|mai\b|juin|juil|aout|sept|oct|nov|dec)[a-z]*\.?"
_ARROW = expression(r"[>→⇒]")
_ASSOCIATED = expression(r"\bassocie|en association|\bcombine")
_FORWARD = expression(
    r"\b(?:mise? sous|sous|par|poursuite|arret (?:d[eu]|des|d)|introduction|relais|debut (?:d[eu]|d)|reprise (?:d[eu]|d)|avant|apres)\b"
)
_RANGE = expression(
    rf"(?:(?:\d|{_MONTH})\s*(?P<a>-+>|=>|→|⇒)\s*(?:(?:debut|mi)[\s-]*)?|(?P<b>-+>|=>|→|⇒)\s*(?:stop|fin|arret)\w*\s+(?:en\s+|le\s+)?)"
    rf"(?:\d{{1,2}}[/.]|(?:19|20)\d\d\b|\d{{1,2}}\s+{_MONTH}|{_MONTH})"
)
"""An arrow from a date to a date, or to the end: it joins the two ends of one treatment."""
_DATE_LEAD = expression(
    rf"\b(?:(?:depuis|dp|dep|dps|des|en|le|a partir d[eu]|puis)\s+)?(?:(?:\d{{1,2}}[/.])?\d{{1,2}}[/.]\d{{2,4}}|(?:\d{{1,2}}\s+)?{_MONTH}(?:\s+(?:19|20)\d\d)?|(?:19|20)\d\d)\s*$"
)
"""A date before a colon: it opens what follows ("dp 07/24 : exémestane")."""
_UNTIL_EVENT = expression(
    r"(?:lors de|\ba|jusqu'a|au moment de|avant|devant|pour|car|cause(?: de)?|suite a|des|au decours de)\s+(?:la|sa|cette|l'|une)?\s*$"
)
_KIN = expression(
    r"\b(?:(?:grand-?\s?|belle-?\s?|demi-?\s?)?(?:mere|pere|soeurs?|freres?)|tantes?|oncles?|cousine?s?|nieces?|neveux?|"
    r"antecedents familiaux|atcds? (?:familiaux|fam)|dans la famille|dans sa famille)\b"
)
_COMPANION = expression(
    r"(?:accompagnee? (?:de|par)|avec|en presence de|vit chez|aidee? par|entouree? de)\s+(?:sa|son|ses|une?|la|le)?\s*$"
)
_PATIENT = expression(
    r"\b(?:patiente?|elle(?:-meme)?|lui-meme|madame|mme|monsieur|antecedents? personnels?|j'ai|je)\b"
)


def nodes_of(letter: Letter) -> dict[int, list[Node]]:
    """The nodes of each sentence that has some, in order, with their windows."""
    by_sentence: dict[int, list[Node]] = defaultdict(list)
    for node in drug_nodes(letter):
        by_sentence[node.sentence.index].append(node)
    for label, kind in (("BREAST_SURGERY", "surgery"), ("RADIOTHERAPY", "radiotherapy")):
        for target in letter.once(operations) if kind == "surgery" else letter.of(label):
            by_sentence[target.sentence.index].append(
                Node(
                    kind, target.start, target.end, target.sentence, (str(target.value),), (target,)
                )
            )
    for target in letter.of("COURSE"):
        if target.value in ("relapse", "local"):
            by_sentence[target.sentence.index].append(
                Node(
                    "landmark",
                    target.start,
                    target.end,
                    target.sentence,
                    (str(target.value),),
                    (target,),
                )
            )
    for nodes in by_sentence.values():
        nodes.sort(key=lambda node: (node.start, -node.end))
        _drop_contained(nodes)
        plan = is_plan(letter, nodes[0].sentence)
        for node in nodes:
            node.of_kin = _is_of_kin(letter, node)
            node.announced = plan
        _set_windows(letter, nodes)
    return dict(by_sentence)


def _is_of_kin(letter: Letter, node: Node) -> bool:
    folded = letter.folded
    start = max(node.sentence.start, node.start - 160)
    last = [None, *_KIN.finditer(folded, start, node.start)][-1]
    if last is None or _COMPANION.search(folded, start, last.start()):
        return False
    return not _PATIENT.search(folded, last.end(), node.start)


def _drop_contained(nodes: list[Node]) -> None:
    end = -1
    kept = []
    for node in nodes:
        if node.start >= end:
            kept.append(node)
            end = node.end
    nodes[:] = kept


def _set_windows(letter: Letter, nodes: list[Node]) -> None:
    """Cut the sentence between its nodes."""
    folded = letter.folded
    for node in nodes:
        node.head = node.head or node.start
        node.lo, node.hi = node.sentence.start, node.sentence.end
    for one, other in pairwise(nodes):
        gap = folded[one.end : other.head]
        cut = one.end + (_before_landmark(gap) if other.kind == "landmark" else _cut(gap))
        one.hi, other.lo = cut, cut
        semicolon = gap.find(";")
        if semicolon >= 0:
            one.hi = one.end + semicolon
        other.joined = bool(_ASSOCIATED.search(folded, one.end, other.head))

    last = nodes[-1]
    semicolon = folded.find(";", last.end, last.hi)
    last.hi = semicolon if semicolon >= 0 else last.hi


def _before_landmark(gap: str) -> int:
    """Where the words of an event begin: "interrompu en mai lors de la rechute" is all of the treatment."""
    return len(gap) if _UNTIL_EVENT.search(gap) else _cut(gap)


def _cut(gap: str) -> int:
    """Where the words of the next node begin."""
    ranges = (
        {max(match.start("a"), match.start("b")) for match in _RANGE.finditer(gap)}
        if _ARROW.search(gap)
        else set()
    )
    for pattern in (STRONG, _WEAK):
        last = None
        for match in pattern.finditer(gap):
            if match.start() not in ranges:
                last = match
        if last is not None:
            if last.group() == ":" and (dated := _DATE_LEAD.search(gap, 0, last.start())):
                return dated.start()
            return last.start() if pattern is STRONG else last.end()
    forward = _FORWARD.search(gap)
    return forward.start() if forward else len(gap)
