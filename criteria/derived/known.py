"""What is known of a quantity, with the facts it rests on.

A quantity that two sources tell differently has several options; whoever compares
it evaluates each, and only an answer that all of them give is decided.
"""

from __future__ import annotations

from dataclasses import dataclass

from criteria.facts import Fact
from criteria.quantities import Interval, Span

Content = Interval | Span | frozenset[str]
"""A number, a date, or the values that remain possible."""


@dataclass(frozen=True, slots=True)
class Option:
    """One version of a quantity; `note` tells in French how it was computed."""

    content: Content
    facts: tuple[Fact, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """The versions of a quantity; none when nothing is known.

    `missing` names the items that would make it known, or better known, as
    `item` or `item#attribute`. `warnings` are French sentences.
    """

    options: tuple[Option, ...] = ()
    missing: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @classmethod
    def one(cls, content: Content, facts: tuple[Fact, ...] = (), note: str = "") -> Known:
        """A quantity with a single version."""
        return cls((Option(content, facts, note),))
