"""What an assessment holds: the status of every criterion with its proof, and the verdict."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from criteria.facts import Fact


class Status(StrEnum):
    """Where a criterion stands for a patient."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Verdict(StrEnum):
    """What the criteria say together."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True)
class Reading:
    """What one reading of an ambiguous criterion would give."""

    id: str
    text: str
    status: Status


@dataclass(frozen=True)
class CriterionResult:
    """The status of one criterion, why, and what would decide or mend it.

    `proof` is one French line, written when it is asked for; `facts` are those used; `missing` are items and `needs`
    the same with the attribute that is missing (`metastasis(liver)#size_mm`);
    `conflicts` tell the versions that change the status, with their sources. `applies` is
    None when it is not known whether the criterion applies at all; `note` says how an
    ambiguous word of it is read.
    """

    id: str
    status: Status
    prove: Callable[[], str] = field(repr=False, compare=False)
    facts: tuple[Fact, ...]
    missing: tuple[str, ...]
    needs: tuple[str, ...]
    warnings: tuple[str, ...]
    remedy: str | None
    text: str
    title: str
    parent: str | None
    children: tuple[str, ...]
    readings: tuple[Reading, ...] = ()
    conflicts: tuple[str, ...] = ()
    assumes: tuple[str, ...] = ()
    applies: bool | None = True
    note: str = ""

    @cached_property
    def proof(self) -> str:
        """What the status rests on, in one French line."""
        return self.prove()


@dataclass(frozen=True)
class Assumption:
    """Something that no document says and that a verdict rests on."""

    id: str
    text: str
    confirmed: bool
    criteria: tuple[str, ...]


@dataclass(frozen=True)
class Assessment:
    """A patient weighed against a protocol on a day.

    A provisional assessment takes the proposed facts for confirmed. A confirmed one is
    `eligible` only once its assumptions are confirmed.
    """

    protocol: str
    protocol_sha256: str
    date: datetime.date
    provisional: bool
    verdict: Verdict
    criteria: Mapping[str, CriterionResult]
    warnings: tuple[str, ...]
    assumptions: tuple[Assumption, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The assessment in the form that `eligo screen` prints, without the questions."""
        return {
            "protocol": self.protocol,
            "date": self.date.isoformat(),
            "provisional": self.provisional,
            "verdict": str(self.verdict),
            "criteria": {
                result.id: {
                    "status": str(result.status),
                    "proof": result.proof,
                    "missing": list(result.missing),
                    "warnings": list(result.warnings),
                }
                for result in self.criteria.values()
            },
        }
