"""What a regular expression needs: literals that every match contains, and how far it reaches.

Read from the parsed expression of `re` itself, so that no reader has to say it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from assistant.documents.canonical import fold

LONG_WORD = 60
"""Characters: the reach of an expression allows for runs of letters and figures up to there."""
_FAR = 400
"""Characters: a match that may be longer is looked for in the whole text."""
_MOST_BREAKS = 4
_MOST_LITERALS = 160
_MOST_RUNS = 8
_WEAK = 1.5
"""How rare a literal must be to be worth an index: two letters, or one sign."""


@dataclass(frozen=True, slots=True)
class Needs:
    """The literals of an expression, each with whether it opens a word.

    A match begins at most ``before`` characters before one of them, and ends, what it looks ahead
    at included, less than ``after`` characters behind its beginning. Both are None when it has no
    such bound; it then crosses at most ``breaks`` ends of lines, or any number when that is None.
    """

    literals: frozenset[tuple[str, bool]]
    before: int | None
    after: int | None
    breaks: int | None = None


def needs_of(pattern: str, flags: int = 0) -> Needs | None:
    """What every match of an expression contains; None when nothing rare enough.

    In a text whose runs of letters and figures are shorter than LONG_WORD and whose white space is
    one character wide.
    """
    parsed = parser.parse(pattern, flags)
    needed = _needed(parsed)
    if needed is None:
        return None
    reach = _add(_width(parsed), _lookahead(parsed))
    if needed.before is None or reach is None or reach > _FAR:
        breaks = _breaks(parsed)
        few = breaks is not None and breaks <= _MOST_BREAKS
        return Needs(needed.literals, None, None, breaks if few else None)
    return Needs(needed.literals, needed.before, reach + 2)


@dataclass(frozen=True, slots=True)
class _Needed:
    """Literals of which every match contains one, each with whether it opens a word.

    ``before``: how many characters of the match may come before it; None when any number may.
    """

    literals: frozenset[tuple[str, bool]]
    before: int | None

    def score(self) -> float:
        """How rare the literals are: the commonest of them counts, and their number."""
        rarity = min(_rarity(text, opens) for text, opens in self.literals)
        return rarity - len(self.literals) / 40 - (1.0 if self.before is None else 0.0)


def _rarity(text: str, opens: bool) -> float:
    if text.isspace() or (len(text) == 1 and text.isalnum() and not (opens and text in _RARE)):
        return 0.0
    return min(len(text), 6) + (1.0 if opens else 0.0)


_RARE = "kwxyz"
"""Letters that few French words begin with: "K du sein"."""


def _needed(sequence: Any, opens: bool = False) -> _Needed | None:
    """The rarest literals that a sequence of parsed items needs; None when it needs none.

    ``opens``: whether a word boundary stands before the sequence.
    """
    best: _Needed | None = None
    offset: int | None = 0
    runs: set[str] = {""}
    run_offset: int | None = 0

    def consider(candidate: _Needed | None) -> None:
        nonlocal best
        if candidate is not None and candidate.score() >= _WEAK:
            if best is None or candidate.score() > best.score():
                best = candidate

    def end_run() -> None:
        nonlocal runs, opens
        if "" not in runs:
            consider(_Needed(_literals(runs, opens), run_offset))
            opens = False
        runs = {""}

    for kind, argument in sequence:
        choices = _choices(kind, argument)
        if choices is not None and len(runs) * len(choices) <= _MOST_RUNS:
            if runs == {""}:
                run_offset = offset
            runs = {run + choice for run in runs for choice in choices}
            offset = _add(offset, 1)
            continue
        if "" not in runs and kind in (op.SUBPATTERN, op.BRANCH):
            # "k(?:g|ilo)", as `re` parses "kg|kilo": the literals go on in the alternatives.
            going_on = {run + begin for run in runs for begin in _beginnings([(kind, argument)])}
            if len(going_on) <= _MOST_LITERALS:
                consider(_Needed(_literals(going_on, opens), run_offset))
        end_run()
        if kind is op.AT:
            opens = argument is op.AT_BOUNDARY
            continue
        inner = _needed_inside(kind, argument, opens)
        if inner is not None:
            consider(_Needed(inner.literals, _add(offset, inner.before)))
        offset = _add(offset, _item_width(kind, argument))
        opens = False
    end_run()
    return best


def _literals(runs: set[str], opens: bool) -> frozenset[tuple[str, bool]]:
    return frozenset((run, opens and _is_word(run[0])) for run in runs)


def _beginnings(sequence: Any) -> set[str]:
    """The folded literals with one of which every match of a sequence begins; one may be empty."""
    runs = {""}
    for kind, argument in sequence:
        choices = _choices(kind, argument)
        last = choices is None
        if kind is op.SUBPATTERN:
            choices = _beginnings(argument[-1])
        elif kind is op.BRANCH:
            choices = set().union(*(_beginnings(part) for part in argument[1]))
        if choices is None or len(runs) * len(choices) > _MOST_LITERALS:
            return runs
        runs = {run + choice for run in runs for choice in choices}
        if last:
            return runs
    return runs


def _needed_inside(kind: Any, argument: Any, opens: bool) -> _Needed | None:
    """What an item made of others needs."""
    if kind is op.SUBPATTERN:
        return _needed(argument[-1], opens)
    if kind is op.ATOMIC_GROUP:
        return _needed(argument, opens)
    if kind in _REPEATS and argument[0] > 0:
        return _needed(argument[2], opens)
    if kind is op.BRANCH:
        parts = [_needed(part, opens) for part in argument[1]]
        literals: set[tuple[str, bool]] = set()
        before: int | None = 0
        for part in parts:
            if part is None:
                return None
            literals |= part.literals
            before = None if before is None or part.before is None else max(before, part.before)
        return _Needed(frozenset(literals), before) if len(literals) <= _MOST_LITERALS else None
    return None


def _choices(kind: Any, argument: Any) -> set[str] | None:
    """The few folded characters that an item stands for, or None."""
    if kind is op.LITERAL:
        return {fold(chr(argument))}
    if kind is op.IN and all(part[0] is op.LITERAL for part in argument):
        choices = {fold(chr(part[1])) for part in argument}
        return choices if len(choices) <= 3 else None
    return None


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


def _width(sequence: Any) -> int | None:
    """The most characters that a sequence of parsed items matches; None when there is no bound."""
    total: int | None = 0
    for kind, argument in sequence:
        total = _add(total, _item_width(kind, argument))
    return total


def _item_width(kind: Any, argument: Any) -> int | None:
    if kind in (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN):
        return 1
    if kind in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return 0
    if kind in _REPEATS:
        one = _width(argument[2])
        if one is not None and argument[1] is not op.MAXREPEAT:
            return one * argument[1]
        return _run_width(argument[2])
    return _of_parts(kind, argument, _width)


def _of_parts(kind: Any, argument: Any, measure: Callable[[Any], int | None]) -> int | None:
    """The measure of a group or of a choice; None of what is neither."""
    if kind is op.SUBPATTERN:
        return measure(argument[-1])
    if kind is op.ATOMIC_GROUP:
        return measure(argument)
    if kind is op.BRANCH:
        return _most(measure(part) for part in argument[1])
    return None


def _run_width(sequence: Any) -> int | None:
    """The longest run of one kind of characters in a plain text: of a word, of white space."""
    if len(sequence) != 1 or sequence[0][0] not in (op.IN, op.LITERAL):
        return None
    kind, argument = sequence[0]
    parts = argument if kind is op.IN else [(op.LITERAL, argument)]
    if parts == [(op.CATEGORY, op.CATEGORY_SPACE)]:
        return 1
    return LONG_WORD if all(_is_within_words(*part) for part in parts) else None


def _is_within_words(kind: Any, argument: Any) -> bool:
    """Whether a part of a set of characters stands for letters and figures only."""
    if kind is op.LITERAL:
        return _is_word(chr(argument))
    if kind is op.RANGE:
        return all(_is_word(chr(code)) for code in range(argument[0], argument[1] + 1))
    return (kind, argument) in _WORD_CATEGORIES


_WORD_CATEGORIES = ((op.CATEGORY, op.CATEGORY_WORD), (op.CATEGORY, op.CATEGORY_DIGIT))


def _lookahead(sequence: Any) -> int | None:
    """How far behind a match its assertions may look; None when there is no bound."""
    reaches: list[int | None] = [0]
    for kind, argument in sequence:
        if kind in (op.ASSERT, op.ASSERT_NOT):
            inner = _lookahead(argument[1])
            reaches.append(_add(_width(argument[1]), inner) if argument[0] > 0 else inner)
        elif kind in (op.SUBPATTERN, op.ATOMIC_GROUP, op.BRANCH):
            reaches.append(_of_parts(kind, argument, _lookahead))
        elif kind in _REPEATS:
            reaches.append(_lookahead(argument[2]))
        elif kind is op.GROUPREF_EXISTS:
            reaches.append(None)
    return _most(reaches)


def _breaks(sequence: Any) -> int | None:
    """The most ends of lines in a match and in what it looks ahead at; None when there is no bound."""
    total: int | None = 0
    for kind, argument in sequence:
        total = _add(total, _item_breaks(kind, argument))
    return total


def _item_breaks(kind: Any, argument: Any) -> int | None:
    if kind is op.LITERAL:
        return int(argument == _NEWLINE)
    if kind is op.NOT_LITERAL:
        return int(argument != _NEWLINE)
    if kind is op.ANY:
        return 0  # no expression here lets the point stand for the end of a line
    if kind is op.IN:
        return int(_holds_newline(argument))
    if kind is op.AT:
        return 0
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return _breaks(argument[1]) if argument[0] > 0 else 0
    if kind in _REPEATS:
        one = _breaks(argument[2])
        if one == 0 or one is None:
            return one
        if argument[1] is not op.MAXREPEAT:
            return one * argument[1]
        return 1 if _run_width(argument[2]) == 1 else None
    return _of_parts(kind, argument, _breaks)


def _holds_newline(parts: Any) -> bool:
    """Whether a set of characters holds the end of a line."""
    inside = any(
        (kind is op.LITERAL and argument == _NEWLINE)
        or (kind is op.RANGE and argument[0] <= _NEWLINE <= argument[1])
        or (kind is op.CATEGORY and argument in _NEWLINE_CATEGORIES)
        for kind, argument in parts
    )
    return inside != any(kind is op.NEGATE for kind, _ in parts)


_NEWLINE = 10
_NEWLINE_CATEGORIES = (op.CATEGORY_SPACE, op.CATEGORY_NOT_WORD, op.CATEGORY_NOT_DIGIT)


def _add(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _most(widths: Iterable[int | None]) -> int | None:
    most = 0
    for width in widths:
        if width is None:
            return None
        most = max(most, width)
    return most
