"""What a document states of one systemic treatment in several places, made one statement."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.extraction.therapy_node import class_of
from assistant.extraction.therapy_timing import Timing


@dataclass(frozen=True)
class Statement:
    """One treatment as one place of the document states it."""

    value: str
    start: int
    end: int
    phase: str | None
    status: str | None
    timing: Timing
    line: int | None
    is_class: bool
    order: int
    bare: bool = False
    """Whether nothing is said of it here: its status is only what its place makes likely."""
    members: frozenset[str] = frozenset()
    """Of a class: the drugs that are meant by it, when they are not all of the class."""


def consolidate(statements: list[Statement]) -> list[Statement]:
    """One statement a value and phase: the later word on its status, the dates of all."""
    statements = sorted(statements, key=lambda s: s.order)
    result: list[Statement] = []
    for statement in statements:
        index = _same_treatment(result, statement)
        if index is None:
            result.append(statement)
        else:
            result[index] = _join(result[index], statement)
    drugs = [s for s in result if not s.is_class and s.status != "never"]
    kept: list[Statement] = []
    for statement in result:
        if not statement.is_class or statement.status == "never":
            kept.append(statement)
            continue
        name = class_of(statement.value)
        vague = statement.phase is None or not statement.timing.stated
        told = [
            d
            for d in drugs
            if (d.value in statement.members if statement.members else class_of(d.value) == name)
            and (d.phase == statement.phase or (vague and (None in (d.phase, statement.phase))))
        ]
        if not told:
            kept.append(statement)
        elif (
            statement.status == "stopped"
            and told[-1].status == "ongoing"
            and statement.order > told[-1].order
        ):
            # "Capécitabine C1 le 3, C2 le 24. Arrêt de la chimiothérapie": the class stands for the drug.
            stopped = replace(
                told[-1],
                status="stopped",
                timing=replace(told[-1].timing, end=told[-1].timing.end or statement.timing.end),
            )
            kept = [stopped if k is told[-1] else k for k in kept]
            drugs = [stopped if d is told[-1] else d for d in drugs]
    return _settle_lines(kept)


def _settle_lines(statements: list[Statement]) -> list[Statement]:
    """The lines told by their beginning alone: the last one runs, each other gave way to the next."""
    last = max((s.line for s in statements if s.line and s.status != "planned"), default=None)
    if last is None:
        return statements
    return [
        replace(s, status="ongoing" if s.line == last else "stopped")
        if s.line and s.status is None and s.timing.start and not s.timing.end
        else s
        for s in statements
    ]


def _same_treatment(known: list[Statement], statement: Statement) -> int | None:
    for index in range(len(known) - 1, -1, -1):
        other = known[index]
        if other.value != statement.value:
            continue
        if other.phase == statement.phase:
            return index
        if other.phase is None or statement.phase is None:
            if (statement.status == "never") != (other.status == "never"):
                continue
            return index
        # A plan or a continuation of what runs already is no second treatment.
        if (
            statement.status in ("ongoing", "stopped")
            and other.status == "ongoing"
            and not statement.timing.start
        ):
            return index
    return None


_RANK = {"never": 0, "planned": 1, None: 2, "completed": 3, "ongoing": 3, "stopped": 3}


def _join(one: Statement, other: Statement) -> Statement:
    status = (
        other.status if _RANK[other.status] >= _RANK[one.status] and other.status else one.status
    )
    if other.bare and one.status and not one.bare:
        status = one.status
    if one.status == "stopped" and other.status == "completed":
        status = "stopped"
    cycles = one.timing.cycles or other.timing.cycles
    end = one.timing.end or other.timing.end
    if status == "ongoing" and one.status in ("completed", "stopped"):
        cycles, end = other.timing.cycles, other.timing.end
    timing = replace(
        one.timing,
        start=one.timing.start or other.timing.start,
        end=end,
        months=one.timing.months or other.timing.months,
        cycles=cycles,
    )
    return replace(
        one,
        phase=one.phase or other.phase,
        status=status,
        timing=timing,
        line=one.line or other.line,
    )
