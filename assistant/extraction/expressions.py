"""Regular expressions that look at a document only where they can match.

The readers know some seven hundred expressions, and a document holds the words of few of them.
Each expression says, from its own syntax, which literals every match of it contains, and how far
from the literal a match can begin and end. One pass over the document (Aho-Corasick) finds the
literals of all the expressions; an expression then searches around its own, and answers at once
where there are none. What is found is what `re` finds, no more and no less.

The first documents of a process are read without the index: it is built from the expressions
that have been used, so that one letter starts as fast as it can.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import ahocorasick

from assistant.documents.canonical import fold

_FAR = 400
"""Characters: a match that may be longer is looked for in the whole text."""
_LONG_WORD = 60
"""Characters: no word of a document is that long, and one that has such words is searched whole."""
_MOST_LITERALS = 160
_MOST_RUNS = 8
_WORD_CHARACTERS = frozenset(
    char for char in map(chr, range(0x250)) if char.isalnum() or char == "_"
)
"""Of a folded text; other letters are rare, and the expression then decides."""
_OFTEN = 20
"""A literal in so few characters is everywhere: one search of the whole stretch is faster."""
_WEAK = 1.5
"""How rare a literal must be to be worth an index: two letters, or one sign."""


class IndexedText(str):
    """A canonical text with the places of the literals in it. Slices of it are plain strings."""

    __slots__ = ("index",)
    index: Index


class Index:
    """Where the literals of the expressions stand in one document."""

    __slots__ = ("_places", "plain", "size")

    def __init__(self, folded: str) -> None:
        edition = _catalogue.ready()
        self.size = edition.size
        """How many expressions the index knows: those with a lower number."""
        words = folded.split()
        self.plain = max(map(len, words), default=0) < _LONG_WORD and sum(map(len, words)) + len(
            words
        ) >= len(folded)
        """Whether no word is long and no white space is wider than one character."""
        self._places: dict[int, list[list[int]]] = {}
        found: dict[str, list[int]] = {}
        for end, literal in edition.automaton.iter(folded) if edition.size else ():
            if literal in found:
                found[literal].append(end - len(literal) + 1)
            else:
                found[literal] = [end - len(literal) + 1]
        known = self._places
        for literal, places in found.items():
            users = edition.users[literal]
            for number in users.anywhere:
                if number in known:
                    known[number].append(places)
                else:
                    known[number] = [places]
            if not users.opening:
                continue
            places = [at for at in places if not at or folded[at - 1] not in _WORD_CHARACTERS]
            for number in users.opening if places else ():
                if number in known:
                    known[number].append(places)
                else:
                    known[number] = [places]

    def of(self, number: int) -> list[int] | None:
        """Where the literals of an expression begin, in order; None when there are none."""
        places = self._places.get(number)
        if places is None:
            return None
        if len(places) > 1:
            places[:] = [sorted(chain.from_iterable(places))]
        return places[0]


def indexed(text: str, folded: str) -> tuple[IndexedText, IndexedText]:
    """A canonical text and its folded form, both with the index of the folded form."""
    index = Index(folded)
    return with_index(text, index), with_index(folded, index)


def with_index(text: str, index: Index) -> IndexedText:
    """A text whose literals stand where those of ``index`` do, or that lacks some of them."""
    shown = IndexedText(text)
    shown.index = index
    return shown


class Expression:
    """A compiled expression with the methods of `re.Pattern`; compiled when it is first used."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = flags
        self.number = _NEVER
        """In the index; `_NEVER` as long as it is not there."""
        self.literals: frozenset[tuple[str, bool]] = frozenset()
        """Every match contains one of them; each with whether it opens a word."""
        self._before = 0
        self._after: int | None = None

    def __getattr__(self, name: str) -> Any:
        """Compile on the first use of a method."""
        if name.startswith("__") or "_search" in self.__dict__:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        self._search = compiled.search
        self._finditer = compiled.finditer
        self.match = compiled.match
        self.fullmatch = compiled.fullmatch
        self.sub = compiled.sub
        self.split = compiled.split
        self.findall = compiled.findall
        self.groups = compiled.groups
        self.groupindex = compiled.groupindex
        _catalogue.wants(self)
        return getattr(self, name)

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        if type(text) is not IndexedText or self.number >= text.index.size:
            return self._search(text, pos, endpos)  # type: ignore[no-any-return]
        places = text.index.of(self.number)
        if places is None:
            return None
        for start, end in self._windows(text, places, pos, endpos):
            if found := self._search(text, start, end):
                return found  # type: ignore[no-any-return]
        return None

    def finditer(
        self, text: str, pos: int = 0, endpos: int = sys.maxsize
    ) -> Iterator[re.Match[str]]:
        if type(text) is not IndexedText or self.number >= text.index.size:
            return self._finditer(text, pos, endpos)  # type: ignore[no-any-return]
        places = text.index.of(self.number)
        if places is None:
            return _NOTHING
        windows = self._windows(text, places, pos, endpos)
        if len(windows) == 1:
            return self._finditer(text, *windows[0])  # type: ignore[no-any-return]
        return chain.from_iterable(self._finditer(text, start, end) for start, end in windows)

    def may_match(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> bool:
        """False only when no match lies in ``text[pos:endpos]``; costs next to nothing."""
        if type(text) is not IndexedText or self.number >= text.index.size:
            return True
        places = text.index.of(self.number)
        if places is None:
            return False
        at = bisect_left(places, pos) if pos else 0
        return at < len(places) and places[at] < endpos

    def _windows(
        self, text: IndexedText, places: list[int], pos: int, endpos: int
    ) -> Sequence[tuple[int, int]]:
        """The stretches in which a match may lie; none overlaps another."""
        if pos or endpos < len(text):
            places = places[bisect_left(places, pos) : bisect_left(places, endpos)]
            if not places:
                return ()
        before, after = self._before, self._after
        if after is None or not text.index.plain:
            return ((pos, endpos),)
        if len(places) == 1:
            return ((max(pos, places[0] - before), min(endpos, places[0] + after)),)
        if len(places) * _OFTEN > min(endpos, len(text)) - pos:
            return ((pos, endpos),)
        windows = []
        start, end = max(pos, places[0] - before), places[0] + after
        for place in places:
            if place - before > end:
                windows.append((start, end))
                start = place - before
            end = place + after
        windows.append((start, min(endpos, end)))
        return windows

    def leave(self) -> None:
        """Search as `re` does from now on: no literal tells where."""
        self.search = self._search  # type: ignore[method-assign]
        self.finditer = self._finditer  # type: ignore[method-assign]

    def learn(self) -> None:
        """Find out which literals every match contains and how far it reaches around them."""
        parsed = parser.parse(self.pattern, self.flags)
        needed = _needed(parsed)
        if needed is None:
            return
        self.literals = needed.literals
        self._before = needed.before or 0
        reach = _add(_width(parsed), _lookahead(parsed))
        if needed.before is not None and reach is not None and reach <= _FAR:
            self._after = reach + 2


_NEVER = sys.maxsize
_NOTHING: Iterator[re.Match[str]] = iter(())


def expression(pattern: str, flags: int = 0) -> Expression:
    """What `re.compile` returns, for the readers of a document."""
    return Expression(pattern, flags)


def index_now(expressions: Iterable[Expression]) -> None:
    """Put expressions into the index of the documents to come, as if documents had used them."""
    for one in expressions:
        _catalogue.wants(one)
    _catalogue.renew()


@dataclass(slots=True)
class _Users:
    """The expressions that need a literal, by number: anywhere, or where it opens a word."""

    anywhere: list[int] = field(default_factory=list)
    opening: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Edition:
    """The literals of the first ``size`` expressions."""

    size: int = 0
    automaton: Any = None
    users: dict[str, _Users] = field(default_factory=dict)


class _Catalogue:
    """The literals of the expressions in use. It grows now and then, between documents."""

    def __init__(self) -> None:
        self._waiting: list[Expression] = []
        self._indexed: list[Expression] = []
        self._edition = _Edition()
        self._documents = 0

    def wants(self, wanting: Expression) -> None:
        """Note an expression that is used and is not in the index yet."""
        self._waiting.append(wanting)

    def ready(self) -> _Edition:
        """What to index a new document with."""
        self._documents += 1
        if self._waiting and self._documents in _RENEWALS:
            self.renew()
        return self._edition

    def renew(self) -> None:
        """Build the index anew, with the expressions that are waiting."""
        waiting, self._waiting = self._waiting, []
        for new in waiting:
            if new.number == _NEVER:
                new.learn()
                if new.literals:
                    new.number = len(self._indexed)
                    self._indexed.append(new)
                else:
                    new.leave()
        users: dict[str, _Users] = {}
        for known in self._indexed:
            for literal, opens in known.literals:
                of_literal = users.setdefault(literal, _Users())
                (of_literal.opening if opens else of_literal.anywhere).append(known.number)
        automaton = ahocorasick.Automaton()
        for literal in users:
            automaton.add_word(literal, literal)
        automaton.make_automaton()
        self._edition = _Edition(len(self._indexed), automaton, users)


_RENEWALS = frozenset(3 * 2**power for power in range(18))
"""The documents of a process before which the index is built anew, if there is need."""
_catalogue = _Catalogue()


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
    if len(text) == 1 and text.isalnum() or text.isspace():
        return 0.0
    return min(len(text), 6) + (1.0 if opens else 0.0)


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
            consider(
                _Needed(frozenset((run, opens and _is_word(run[0])) for run in runs), run_offset)
            )
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
    if kind is op.SUBPATTERN:
        return _width(argument[-1])
    if kind is op.ATOMIC_GROUP:
        return _width(argument)
    if kind is op.BRANCH:
        return _most(_width(part) for part in argument[1])
    if kind in _REPEATS:
        one = _width(argument[2])
        if one is not None and argument[1] is not op.MAXREPEAT:
            return one * argument[1]
        return _run_width(argument[2])
    return None


def _run_width(sequence: Any) -> int | None:
    """The longest run of one kind of characters in a plain text: of a word, of white space."""
    if len(sequence) != 1 or sequence[0][0] not in (op.IN, op.LITERAL):
        return None
    kind, argument = sequence[0]
    parts = argument if kind is op.IN else [(op.LITERAL, argument)]
    if parts == [(op.CATEGORY, op.CATEGORY_SPACE)]:
        return 1
    within_words = all(
        part in _WORD_CATEGORIES
        or (part[0] is op.LITERAL and not chr(part[1]).isspace())
        or (
            part[0] is op.RANGE
            and not any(chr(code).isspace() for code in range(part[1][0], part[1][1] + 1))
        )
        for part in parts
    )
    return _LONG_WORD if within_words else None


_WORD_CATEGORIES = ((op.CATEGORY, op.CATEGORY_WORD), (op.CATEGORY, op.CATEGORY_DIGIT))


def _lookahead(sequence: Any) -> int | None:
    """How far behind a match its assertions may look; None when there is no bound."""
    reaches: list[int | None] = [0]
    for kind, argument in sequence:
        if kind in (op.ASSERT, op.ASSERT_NOT):
            inner = _lookahead(argument[1])
            reaches.append(_add(_width(argument[1]), inner) if argument[0] > 0 else inner)
        elif kind is op.SUBPATTERN:
            reaches.append(_lookahead(argument[-1]))
        elif kind is op.ATOMIC_GROUP:
            reaches.append(_lookahead(argument))
        elif kind is op.BRANCH:
            reaches.append(_most(_lookahead(part) for part in argument[1]))
        elif kind in _REPEATS:
            reaches.append(_lookahead(argument[2]))
        elif kind is op.GROUPREF_EXISTS:
            reaches.append(None)
    return _most(reaches)


def _add(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _most(widths: Iterable[int | None]) -> int | None:
    most = 0
    for width in widths:
        if width is None:
            return None
        most = max(most, width)
    return most
