"""What one statement of a sentence passes on to the next one.

"Radiothérapie prévue en juin, puis létrozole": both are planned. "La cirrhose a été écartée,
l'hépatite aussi": both are denied. Only the statement next to the linking word receives.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import itemgetter

from assistant.extraction.clauses import TokenSpan
from assistant.extraction.rules import ContextMatch

Bearing = dict[int, list[ContextMatch]]
"""The modifiers of the targets of one sentence, by the position of the target."""

_SEQUENCES = frozenset(["THEN", "FOLLOWED"])
_START = itemgetter(0)
_LINKING = _SEQUENCES | {"ALSO"}
_PASSED_ON = frozenset(["PLANNED", "POSSIBLE_EXISTENCE", "LATER"])
"""What a sequence passes on: no refusal and no absence, for another treatment may replace the first."""
_BETWEEN = frozenset(
    "un une du de d des la le l les ' par relais a au et , + / en dans son sa ses".split()
)
"""Words that may stand between the linking word and the noun, or between two nouns of a list."""
_FARTHEST_FIRST = 12
"""Words between the statement that comes first and the linking word, at most."""
_LONGEST_LINK = 6
_FARTHEST_ALSO = 2
"""Words between a noun and its "aussi": its adjectives."""


def carry_on(
    words: list[str],
    wordings: list[ContextMatch],
    targets: list[TokenSpan],
    kinds: tuple[frozenset[str], ...],
    bearing: Bearing,
) -> None:
    """Adds to ``bearing`` what the targets of one sentence receive from those before them.

    ``kinds`` are sets of labels: treatments first, then what only "aussi" links.
    """
    links = [wording for wording in wordings if wording[2].category in _LINKING]
    if not links:
        return
    chosen = [[i for i, target in enumerate(targets) if target.label in kind] for kind in kinds]
    for wording in links:
        if wording[2].category in _SEQUENCES:
            pairs: Iterable[tuple[int, int]] = _sequence(words, wording, targets, chosen[0])
            passed_on: frozenset[str] | None = _PASSED_ON
        else:
            pairs = chain.from_iterable(
                _likewise(words, wording, targets, of_kind) for of_kind in chosen
            )
            passed_on = None
        for giver, receiver in pairs:
            if bearing.get(receiver) or _is_cut(wordings, targets[giver], targets[receiver]):
                break
            given = [
                cue
                for cue in bearing.get(giver, ())
                if passed_on is None or cue[2].category in passed_on
            ]
            if given:
                bearing[receiver] = given


def _sequence(
    words: list[str], wording: ContextMatch, targets: list[TokenSpan], chosen: list[int]
) -> Iterator[tuple[int, int]]:
    """Who gives to whom around "puis": "X prévue, puis Y et Z", "X prévue, Y ensuite"."""
    start, end, _ = wording
    at = bisect_left(chosen, start, key=lambda i: targets[i].start)
    if at < len(chosen) and _only_links(words, end, targets[chosen[at]].start):
        if at and start - targets[chosen[at - 1]].end <= _FARTHEST_FIRST:
            giver = chosen[at - 1]
            yield giver, chosen[at]
            while at + 1 < len(chosen) and _only_links(
                words, targets[chosen[at]].end, targets[chosen[at + 1]].start
            ):
                at += 1
                yield giver, chosen[at]
    elif at > 1 and targets[chosen[at - 1]].end == start and words[start] == "ensuite":
        giver, receiver = chosen[at - 2 : at]
        if targets[receiver].start - targets[giver].end <= _FARTHEST_FIRST:
            yield giver, receiver


def _likewise(
    words: list[str], wording: ContextMatch, targets: list[TokenSpan], chosen: list[int]
) -> Iterator[tuple[int, int]]:
    """Who gives to whom before "aussi", where nothing but a mark follows it."""
    start, end, _ = wording
    if end < len(words) and words[end][:1].isalnum():
        return
    at = bisect_left(chosen, start, key=lambda i: targets[i].start)
    if at > 1:
        giver, receiver = chosen[at - 2 : at]
        if (
            start - targets[receiver].end <= _FARTHEST_ALSO
            and targets[receiver].start - targets[giver].end <= _FARTHEST_FIRST
        ):
            yield giver, receiver


def _only_links(words: list[str], first: int, last: int) -> bool:
    return last - first <= _LONGEST_LINK and _BETWEEN.issuperset(words[first:last])


def _is_cut(wordings: list[ContextMatch], giver: TokenSpan, receiver: TokenSpan) -> bool:
    """Whether a contrast stands between two targets."""
    first = bisect_left(wordings, giver.end, key=_START)
    last = bisect_left(wordings, receiver.start, first, key=_START)
    return any(rule.category == "CONTRAST" for _, _, rule in wordings[first:last])
