"""What a protocol is made of: criteria in its own words, each with what decides it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from criteria.conditions import Compiled
from criteria.errors import EligoError
from criteria.vocabulary import Key

Section = Literal["inclusion", "exclusion"]


class ProtocolError(EligoError, ValueError):
    """A protocol that cannot be loaded.

    The message holds every problem found, each with file:line:column, the line itself
    underlined and a suggestion, in French.
    """


@dataclass(frozen=True)
class Notice:
    """A French sentence tied to a criterion: shown for these statuses, when the condition holds."""

    text: str
    condition: Compiled | None = None
    statuses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Exemption:
    """What lifts an exclusion, and the criterion that says so.

    `excluded` is the exclusion itself, true when it would hold without the exemption.
    """

    source: str
    text: str
    condition: Compiled
    excluded: Compiled


@dataclass(frozen=True)
class Criterion:
    """One criterion: the protocol's words and the condition that satisfies it.

    `when` makes it applicable; `condition` is true when it does not stand in the way;
    `parts` are the ids of its sub-criteria. A `doubt` whose condition holds turns a pass
    into an unknown. `assumes` names the assumptions that a pass, or being not
    applicable, rests on. `note` says how an ambiguous word of the protocol is read.
    """

    id: str
    section: Section
    title: str
    text: str
    parent: str | None
    parts: tuple[str, ...]
    when: Compiled | None
    condition: Compiled | None
    exemption: Exemption | None
    doubts: tuple[Notice, ...]
    warnings: tuple[Notice, ...]
    remedies: tuple[Notice, ...]
    assumes: tuple[str, ...]
    reads: frozenset[str]
    note: str = ""


@dataclass(frozen=True)
class Freshness:
    """How old a value may be before it carries a warning, in months, and for which keys."""

    months: int = 0
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Protocol:
    """A trial ready to be evaluated; `sha256` identifies the file it was read from."""

    name: str
    title: str
    registry: str
    source: str
    sha256: str
    criteria: Mapping[str, Criterion]
    assumptions: Mapping[str, str] = field(default_factory=dict)
    freshness: Freshness = field(default_factory=Freshness)
    facts: Mapping[str, Key] = field(default_factory=dict)
    complete: bool = True

    def all_criteria(self) -> list[Criterion]:
        """Every criterion, each before its parts, in the order of the protocol."""
        return list(self.criteria.values())

    def roots(self) -> list[Criterion]:
        """The criteria that are no part of another, in the order of the protocol."""
        return [criterion for criterion in self.criteria.values() if criterion.parent is None]
