"""Systemic treatments: one course a treatment, however many documents tell of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from criteria.facts import Fact
from criteria.quantities import Interval, Span
from criteria.record.statements import NOW, Statement, span_of
from criteria.vocabulary import DRUGS

MAX_HISTORIES = 32
"""Versions of a treatment history that are weighed; more contradictions than that stay unknown."""

CLASS_VALUES = frozenset({"chemotherapy", "endocrine", "targeted", "immunotherapy", "radionuclide"})


@dataclass(frozen=True, slots=True)
class Course:
    """A treatment that was given, in one phase, with what is known of its dates.

    `cycles` and `months` are intervals: an older statement of an ongoing treatment is
    only a lower bound. `stated` is when the most recent statement holds.
    """

    drug: str
    drug_class: str
    phase: str | None
    status: str | None
    start: Span | None
    end: Span | None
    cycles: Interval | None
    months: Interval | None
    stated: Span | None
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Denial:
    """A statement that a class (None: every class) was not given in a phase (None: ever)."""

    drug_class: str | None
    phase: str | None
    when: Span | None
    fact: Fact


@dataclass(frozen=True, slots=True)
class History:
    """One version of all the systemic treatments of a patient."""

    courses: tuple[Course, ...] = ()
    denials: tuple[Denial, ...] = ()
    plans: tuple[Fact, ...] = ()
    complete: bool = True


def drug_class(fact: Fact) -> str:
    """The class of a treatment, stated or that of its drug."""
    drug = DRUGS.get(str(fact.value))
    return str(fact.attrs.get("class") or (drug.drug_class if drug else None) or "unknown")


def histories(statements: Sequence[Statement]) -> tuple[History, ...]:
    """The versions of a patient's systemic treatments; bone agents are no anticancer treatment.

    Two documents that tell the same treatment differently (number of cycles, dates) give
    two versions; a treatment that goes on is described by the latest statement.
    """
    denials, plans, given = [], [], []
    for one in statements:
        fact = one.facts[0]
        if fact.value == "none" or fact.attrs.get("status") == "never":
            if fact.value == "none" or fact.value in CLASS_VALUES:
                denied = None if fact.value == "none" else str(fact.value)
                denials.append(Denial(denied, fact.attrs.get("phase"), one.when, fact))
        elif fact.attrs.get("status") == "planned":
            plans.append(fact)
        elif drug_class(fact) != "bone_agent":
            given.append(one)
    versions = [_versions(group) for group in _courses(given)]
    count = math.prod(len(options) for options in versions)
    return tuple(
        History(courses, tuple(denials), tuple(plans), count <= MAX_HISTORIES)
        for courses in islice(product(*versions), MAX_HISTORIES)
    )


def _courses(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements grouped by treatment; a class named alone joins a drug of that class."""
    groups: list[list[Statement]] = []
    named_first = sorted(statements, key=lambda one: (_vague(one), -len(one.attrs)))
    for statement in named_first:
        for group in groups:
            if all(_same_course(statement, other) for other in group):
                group.append(statement)
                break
        else:
            groups.append([statement])
    return groups


def _vague(statement: Statement) -> bool:
    return statement.value in CLASS_VALUES


def _same_course(one: Statement, other: Statement) -> bool:
    fact, told = one.facts[0], other.facts[0]
    if one.value != other.value and not (
        _vague(one)
        and fact.document != told.document
        and one.value == drug_class(told)
        and _agree(one.attrs.get("cycles"), other.attrs.get("cycles"))
    ):
        return False
    if not _agree(one.attrs.get("phase"), other.attrs.get("phase")):
        return False
    return not _apart(_period(one), _period(other))


def _agree(one: object, other: object) -> bool:
    return one is None or other is None or one == other


Period = tuple[Span | None, Span | None, bool]


def _period(statement: Statement) -> Period:
    attrs = statement.attrs
    return span_of(attrs.get("start")), span_of(attrs.get("end")), attrs.get("status") == "ongoing"


def _apart(one: Period, other: Period) -> bool:
    """Whether one period certainly ends before the other begins."""
    for (_, end, _), (start, _, _) in ((one, other), (other, one)):
        if end is not None and start is not None and end.before(start) is True:
            return True
    return False


def _versions(group: Sequence[Statement]) -> list[Course]:
    """One course, or several when statements of the past contradict each other.

    When it began is past: two documents that differ on it are never an evolution.
    """
    bases = [
        one for one in group if not any(other.after(one) for other in group) or _settled(one)
    ] or list(group)
    bases.sort(key=lambda one: one.when.first.toordinal() if one.when else 0, reverse=True)
    distinct: list[Course] = []
    for base in bases:
        course = _course(base, [one for one in group if one is not base])
        starts = [span for one in group if (span := span_of(one.attrs.get("start"))) is not None]
        apart = [span for span in starts if course.start and course.start.narrowed(span) is None]
        for version in (course, *(replace(course, start=span) for span in apart)):
            if not any(_same_version(version, other) for other in distinct):
                distinct.append(version)
    return distinct


def _settled(statement: Statement) -> bool:
    return statement.attrs.get("status") in ("stopped", "completed")


def _same_version(one: Course, other: Course) -> bool:
    return all(
        getattr(one, name) == getattr(other, name)
        for name in ("phase", "status", "start", "end", "cycles", "months")
    )


def _course(base: Statement, others: Sequence[Statement]) -> Course:
    fact = base.facts[0]
    attrs = dict(base.attrs)
    drug, named = fact, [one.facts[0] for one in others if not _vague(one)]
    if _vague(base) and named:
        drug = named[0]
    for name in ("phase", "status"):
        told = [one.attrs[name] for one in (base, *others) if one.attrs.get(name)]
        attrs[name] = told[0] if told else None
    ongoing = [one for one in (base, *others) if one.attrs.get("status") == "ongoing"]
    return Course(
        drug=str(drug.value),
        drug_class=drug_class(drug),
        phase=attrs.get("phase"),
        status=attrs.get("status"),
        start=_narrowed("start", base, others),
        end=_narrowed("end", base, others),
        cycles=_amount("cycles", base, others, ongoing),
        months=_amount("months", base, others, ongoing),
        stated=base.when if base.when != NOW else None,
        facts=(*base.facts, *(told for one in others for told in one.facts)),
    )


def _narrowed(name: str, base: Statement, others: Sequence[Statement]) -> Span | None:
    """A date of the course, made more precise by what other documents say of it."""
    span = span_of(base.attrs.get(name))
    for one in others:
        other = span_of(one.attrs.get(name))
        if span is None:
            span = other
        elif other is not None:
            span = span.narrowed(other) or span
    return span


def _amount(
    name: str, base: Statement, others: Sequence[Statement], ongoing: Sequence[Statement]
) -> Interval | None:
    told = base.attrs.get(name)
    if isinstance(told, int | float):
        return Interval.exactly(float(told))
    amounts = [
        (float(one.attrs[name]), one in ongoing)
        for one in others
        if isinstance(one.attrs.get(name), int | float)
    ]
    if not amounts:
        return None
    value, going_on = max(amounts)
    return Interval(value, math.inf) if going_on else Interval.exactly(value)
