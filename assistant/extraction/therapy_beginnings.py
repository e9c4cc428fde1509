"""Beginnings and ends of treatments that stand apart from their names: said once for two, or "ce jour"."""

from __future__ import annotations

from dataclasses import replace

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter
from assistant.extraction.therapy_cycles import TODAY
from assistant.extraction.therapy_node import Node, cues_of
from assistant.extraction.therapy_timing import Timing

_TODAY = r"(?:ce jour|ce matin|aujourd'hui|auj\b)"
_FIRST_CYCLE = expression(
    rf"(?P<t>{_TODAY}\W{{0,3}}(?:de la |du |le |la )?)?\b(?:(?:j1\s?)?c1\s?-?\s?(?:j1\b)?|(?:1ere|1re|1er|premiere?)\s+(?:cycle|cure|injection|perfusion|administration)\b)(?P<u>\s*{_TODAY})?\s*:?\s*(?:de\s+l'|de\s+|d'|du\s+)?$"
)
_TODAY_BEHIND = expression(rf"[^.;,]{{0,24}}\b{_TODAY}")
_BEGUN_ON = expression(
    r"\b(?:debut|commenc|introdui|instaur|initi|demarr|prescri)\w*\s+(?:le|en|ce|depuis|fin|debut|au|des)?\s*$"
)
_AND_ALSO = expression(
    r"(?:\bet|\bainsi que|\bavec|\bplus)\s+(?:le |la |les |l'|du |de la |de l'|un |une )?$"
)
_NEW_EVENT = expression(
    r"\bpuis\b|[.;]|\bdebut|\bcommenc|\bintrodui|\bajout|\brelais|\brepris|\bprevu|\bpropos"
)
_LAST = expression(
    rf"\b(?:(?:et\s+)?derniere?\s+(?:cure|cycle|injection|perfusion|administration)\b|fin\b\s*(?={_TODAY}))(?P<t>[^.;,]{{0,12}}{_TODAY})?"
)
_STOPPED_TODAY = expression(
    rf"[^.;,]{{0,30}}\b(?:arret|suspen|interromp|stop)\w*\s+(?:\w+\s+)?{_TODAY}"
)
_NOT_BEGUN = frozenset(["planned", "discussed", "conditional", "never"])


def begun_with(letter: Letter, before: Node, timing: Timing, node: Node) -> str | None:
    """The beginning said once, ahead of two treatments: "a débuté le 6 janvier le X, bien toléré, et le Y"."""
    folded = letter.folded
    if timing.start is None or timing.end or timing.head >= before.head:
        return None
    if not _BEGUN_ON.search(folded, max(before.lo, timing.head - 40), timing.head):
        return None
    if not _AND_ALSO.search(folded, before.end, node.head):
        return None
    if _NEW_EVENT.search(folded, before.end, node.head):
        return None
    if any(value in _NOT_BEGUN for value, _ in cues_of(letter, node)):
        return None
    return timing.start


def told_today(letter: Letter, node: Node, timing: Timing) -> Timing:
    """The times of a treatment whose first or last cycle is given on the day of the document."""
    folded, lo, head = letter.folded, node.lo, node.head
    if not TODAY.search(folded, lo, node.hi):
        return timing
    if not timing.start and (first := _FIRST_CYCLE.search(folded, max(lo, head - 40), head)):
        if first["t"] or first["u"] or _TODAY_BEHIND.match(folded, node.end, node.hi):
            return replace(timing, start=letter.date)
    if timing.end is None and _STOPPED_TODAY.match(folded, node.end, node.hi):
        return replace(timing, end=letter.date)
    if timing.end is None and (last := _LAST.search(folded, max(lo, head - 60), node.hi)):
        if node.start < last.start() - 40:
            return timing
        if last["t"] or _TODAY_BEHIND.match(folded, max(node.end, last.end()), node.hi):
            start = None if timing.start == letter.date else timing.start
            return replace(timing, start=start, end=letter.date)
    return timing
