"""Regular expressions that look at a document only where they can match.

The readers know some seven hundred expressions, and a document holds the words of few of them.
Each expression tells, by its syntax (`literals.py`), which literals every match of it contains.
One pass over the document (Aho-Corasick) finds the literals of all the expressions; an expression
then searches around its own, and answers at once where there are none. What is found is what `re`
finds, no more and no less.

The first documents of a process are read without the index: it is built from the expressions
that have been used, so that one letter starts as fast as it can.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

import ahocorasick

from assistant.extraction.literals import LONG_WORD, Needs, needs_of

_WORD_CHARACTERS = frozenset(
    char for char in map(chr, range(0x250)) if char.isalnum() or char == "_"
)
"""Of a folded text; other letters are rare, and the expression then decides."""
_LONG_RUN = re.compile(rf"\w{{{LONG_WORD}}}")
_SHORT = 300
"""Characters: so few are searched at once, rather than the lines in them."""
_OFTEN = 20
"""A literal in so few characters is everywhere: one search of the whole stretch is faster."""
_NOTHING: Iterator[re.Match[str]] = iter(())


class IndexedText(str):
    """A canonical text that knows where literals stand in it. Slices of it are plain strings."""

    __slots__ = ("places", "plain", "size")
    size: int
    """How many expressions were in the index: those with a lower number."""
    places: dict[int, list[list[int]]]
    """For the number of an expression, where each of its literals begins, in order."""
    plain: bool
    """Whether no run of letters is long and no white space is wider than one character."""


def indexed(text: str, folded: str) -> tuple[IndexedText, IndexedText]:
    """A canonical text and its folded form, both with the places of the folded form."""
    edition = _catalogue.ready()
    words = folded.split()
    shown, looked_at = IndexedText(text), IndexedText(folded)
    shown.size = looked_at.size = edition.size
    shown.places = looked_at.places = _places(folded, edition)
    shown.plain = looked_at.plain = sum(map(len, words)) + len(words) >= len(folded) and not any(
        _LONG_RUN.search(word) for word in words if len(word) >= LONG_WORD
    )
    return shown, looked_at


def blanked(text: str, whole: IndexedText) -> IndexedText:
    """``text`` is ``whole`` with whole words of it blanked: it has no literal where that had none."""
    shown = IndexedText(text)
    shown.size, shown.places, shown.plain = whole.size, whole.places, False
    return shown


def _places(folded: str, edition: _Edition) -> dict[int, list[list[int]]]:
    found: dict[str, list[int]] = {}
    for end, literal in edition.automaton.iter(folded) if edition.size else ():
        if literal in found:
            found[literal].append(end - len(literal) + 1)
        else:
            found[literal] = [end - len(literal) + 1]
    of_expression: dict[int, list[list[int]]] = defaultdict(list)
    for literal, places in found.items():
        users = edition.users[literal]
        for number in users.anywhere:
            of_expression[number].append(places)
        if users.opening:
            opening = [at for at in places if not at or folded[at - 1] not in _WORD_CHARACTERS]
            for number in users.opening if opening else ():
                of_expression[number].append(opening)
    return of_expression


class Expression:
    """An expression with the methods of `re.Pattern`; compiled when it is first used.

    ``may_match(text, pos, endpos)`` is False only when no match lies there, and costs next to
    nothing.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = flags
        self.needs: Needs | None = None
        """None as long as the expression is not in the index, and when it never will be."""

    def __getattr__(self, name: str) -> Any:
        """Compile on the first use of a method: from then on they are those of `re.Pattern`."""
        if name.startswith("__") or "search" in self.__dict__:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        for method in ("search", "finditer", "match", "fullmatch", "sub", "split", "findall"):
            setattr(self, method, getattr(compiled, method))
        self.groups, self.groupindex = compiled.groups, compiled.groupindex
        self.may_match = _always
        _catalogue.wants(self)
        return getattr(self, name)

    def enter(self, number: int, needs: Needs) -> None:
        """Search only where the literals are, in the documents that are indexed from now on."""
        self.needs = needs
        plain_search, plain_finditer = self.search, self.finditer

        def search(text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
            if type(text) is not IndexedText or number >= text.size:
                return plain_search(text, pos, endpos)  # type: ignore[no-any-return]
            places = text.places.get(number)
            if places is None:
                return None
            for start, end in _windows(text, places, needs, pos, endpos):
                if found := plain_search(text, start, end):
                    return found  # type: ignore[no-any-return]
            return None

        def finditer(text: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
            if type(text) is not IndexedText or number >= text.size:
                return plain_finditer(text, pos, endpos)  # type: ignore[no-any-return]
            places = text.places.get(number)
            if places is None:
                return _NOTHING
            windows = _windows(text, places, needs, pos, endpos)
            if len(windows) == 1:
                return plain_finditer(text, *windows[0])  # type: ignore[no-any-return]
            return chain.from_iterable(plain_finditer(text, start, end) for start, end in windows)

        def may_match(text: str, pos: int = 0, endpos: int = sys.maxsize) -> bool:
            if type(text) is not IndexedText or number >= text.size:
                return True
            places = text.places.get(number)
            if places is None:
                return False
            whole = pos == 0 and endpos >= len(text)
            return whole or bool(_windows(text, places, needs, pos, endpos))

        self.search, self.finditer, self.may_match = search, finditer, may_match


def _always(text: str, pos: int = 0, endpos: int = sys.maxsize) -> bool:
    return True


def _windows(
    text: IndexedText, literals: list[list[int]], needs: Needs, pos: int, endpos: int
) -> Sequence[tuple[int, int]]:
    """The stretches in which a match may lie; none overlaps another."""
    if len(literals) > 1:
        literals[:] = [sorted(chain.from_iterable(literals))]
    places = literals[0]
    size = len(text)
    if pos or endpos < size:
        if endpos > size:
            endpos = size
        places = places[bisect_left(places, pos) : bisect_left(places, endpos)]
        if not places:
            return ()
    else:
        endpos = size
    if not text.plain or len(places) * _OFTEN > endpos - pos + _OFTEN:
        return ((pos, endpos),)
    if needs.after is None:
        return _lines_around(text, places, needs.breaks, pos, endpos)
    before, after = needs.before or 0, needs.after
    if len(places) == 1:
        return ((max(pos, places[0] - before), min(endpos, places[0] + after)),)
    windows = []
    start, end = max(pos, places[0] - before), places[0] + after
    for place in places:
        if place - before > end:
            windows.append((start, end))
            start = place - before
        end = place + after
    windows.append((start, min(endpos, end)))
    return windows


def _lines_around(
    text: str, places: list[int], breaks: int | None, pos: int, endpos: int
) -> Sequence[tuple[int, int]]:
    """The lines in which a match may lie that crosses at most so many ends of lines."""
    if breaks is None or endpos - pos < _SHORT:
        return ((pos, endpos),)
    windows: list[tuple[int, int]] = []
    for place in places:
        if not breaks and windows and place < windows[-1][1] - 2:
            continue  # on a line that is there already
        start = end = place
        for _ in range(breaks + 1):
            start = text.rfind("\n", pos, start) if start > pos else -1
            end = text.find("\n", end + 1, endpos) if end < endpos else -1
            start = pos if start < 0 else start
            end = endpos if end < 0 else end
        # One character behind the end of the line: no match reaches it, and `$` is not found there.
        end = min(endpos, end + 2)
        if windows and start <= windows[-1][1]:
            windows[-1] = windows[-1][0], max(end, windows[-1][1])
        else:
            windows.append((start, end))
    return windows


def expression(pattern: str, flags: int = 0) -> Expression:
    """What `re.compile` returns, for the readers of a document."""
    return Expression(pattern, flags)


def index_now(expressions: Iterable[Expression]) -> None:
    """Put expressions into the index of the documents to come, as if documents had used them."""
    for one in expressions:
        one.may_match  # noqa: B018  (compiles it, and so makes it wait for the index)
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
        self._needs: list[Needs] = []
        """Of the indexed expressions, by number."""
        self._edition = _Edition()
        self._documents = 0

    def wants(self, wanting: Expression) -> None:
        """Note an expression that is used for the first time."""
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
            needs = needs_of(new.pattern, new.flags)
            if needs is not None:
                new.enter(len(self._needs), needs)
                self._needs.append(needs)
        users: dict[str, _Users] = {}
        for number, needs in enumerate(self._needs):
            for literal, opens in needs.literals:
                of_literal = users.setdefault(literal, _Users())
                (of_literal.opening if opens else of_literal.anywhere).append(number)
        automaton = ahocorasick.Automaton()
        for literal in users:
            automaton.add_word(literal, literal)
        automaton.make_automaton()
        self._edition = _Edition(len(self._needs), automaton, users)


_RENEWALS = frozenset(3 * 2**power for power in range(18))
"""The documents of a process before which the index is built anew, if there is need."""
_catalogue = _Catalogue()
