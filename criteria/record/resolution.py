"""From the statements of one item to its candidate values.

One candidate is what is known; several are a conflict that only a rule can weigh.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

from criteria.derived.values import interval_of, same_measure
from criteria.quantities import Span
from criteria.record.statements import Candidate, Statement
from criteria.vocabulary import VOCABULARY

_DESCRIPTION = ("count", "size_mm", "volume_ml", "levels", "mm", "synchronous")


def merged(statements: Sequence[Statement]) -> Candidate:
    """One candidate from statements that agree; the later ones first fill its attributes."""
    attrs: dict[str, Any] = {}
    facts = []
    for statement in statements:
        attrs = {**statement.attrs, **attrs}
        facts += [fact for fact in statement.facts if fact not in facts]
    first = statements[0]
    others = tuple(
        Candidate(other.value, other.unit, other.attrs, other.facts, other.when)
        for other in statements[1:]
    )
    return Candidate(first.value, first.unit, attrs, tuple(facts), first.when, others)


def latest(key: str, statements: Sequence[Statement]) -> tuple[Candidate, ...]:
    """The most recent value; several when the same day, or no date, tells several."""
    current = [one for one in statements if not any(other.after(one) for other in statements)]
    return _grouped(key, current)


def constant(key: str, statements: Sequence[Statement]) -> tuple[Candidate, ...]:
    """The only possible value, whatever the dates; a suspicion gives way to what settles it."""
    definite = [one for one in statements if one.value != "suspected"]
    open_ones = [
        one
        for one in statements
        if one.value == "suspected"
        and not any(other.after(one) or other.value == "present" for other in definite)
    ]
    return _grouped(key, [*definite, *open_ones])


def _grouped(key: str, statements: Sequence[Statement]) -> tuple[Candidate, ...]:
    groups: list[list[Statement]] = []
    for statement in statements:
        for group in groups:
            if all(_compatible(key, statement, other) for other in group):
                group.append(statement)
                break
        else:
            groups.append([statement])
    return tuple(merged(_informative(group)) for group in groups)


def _informative(group: list[Statement]) -> list[Statement]:
    """The statements with a number before "normal", those with more attributes first."""
    return sorted(group, key=lambda one: (one.value == "normal", -len(one.attrs)))


def _compatible(key: str, one: Statement, other: Statement) -> bool:
    known = VOCABULARY.get(key)
    if known is None or known.type != "number":
        return one.value == other.value
    units = dict.fromkeys([*known.units, None] if known.units else [None])
    for unit in units:
        first = interval_of(key, one.value, one.unit, one.attrs, unit)
        second = interval_of(key, other.value, other.unit, other.attrs, unit)
        if unit is None and (known.units or first is None):
            continue
        if first is not None and second is not None and not same_measure(first, second):
            return False
    return True


def disease(
    statements: Sequence[Statement], *, diagnosed: Span | None
) -> tuple[tuple[Candidate, ...], tuple[Statement, ...]]:
    """The state of a metastatic site, and the absences too old to decide.

    A lesion that appears after an absence is an evolution; an absence after a
    presence, or on the same day, is a conflict; only a suspicion is superseded by a
    later absence. An absence before the metastatic diagnosis decides nothing.
    """
    old = tuple(
        one
        for one in statements
        if one.value == "absent"
        and diagnosed is not None
        and one.when is not None
        and one.when.before(diagnosed) is True
    )
    present = [one for one in statements if one.value == "present"]
    absent = [one for one in statements if one.value == "absent" and one not in old]
    suspected = [one for one in statements if one.value == "suspected"]
    if present:
        denied = [one for one in absent if not any(other.after(one) for other in present)]
        described = _described(present)
        return (*described, *([merged(denied)] if denied else [])), old
    open_absent = [one for one in absent if not any(other.after(one) for other in suspected)]
    open_suspected = [one for one in suspected if not any(other.after(one) for other in absent)]
    candidates = [
        *(_described(open_suspected) if open_suspected else ()),
        *([merged(open_absent)] if open_absent else []),
    ]
    return tuple(candidates), old


def _described(statements: Sequence[Statement]) -> tuple[Candidate, ...]:
    """Candidates of a site that is there: the latest number, sizes and levels told of it.

    Whether the metastases were there from the start is past: documents that differ on it
    are never an evolution.
    """
    newest = sorted(statements, key=lambda one: _rank(one.when), reverse=True)
    base = merged(newest)
    versions: dict[str, list[Any]] = {}
    for name in _DESCRIPTION:
        told = [one for one in statements if name in one.attrs]
        if name != "synchronous":
            told = [one for one in told if not any(other.after(one) for other in told)]
        values = _attribute_versions(name, told)
        if values:
            versions[name] = values
    return tuple(
        Candidate(
            base.value,
            base.unit,
            {**base.attrs, **dict(zip(versions, combination, strict=True))},
            base.facts,
            base.when,
        )
        for combination in product(*versions.values())
    )


def _rank(when: Span | None) -> int:
    return when.first.toordinal() if when is not None else 0


def _attribute_versions(name: str, statements: Sequence[Statement]) -> list[Any]:
    """The values of one attribute: within one document the largest size and all the levels."""
    by_document: dict[str | None, Any] = {}
    distinct: list[Any] = []
    for index, statement in enumerate(statements):
        value = statement.attrs[name]
        document = statement.facts[0].document
        if document is None or name in ("count", "mm", "synchronous"):
            by_document[f"#{index}"] = value
        elif document.id in by_document:
            by_document[document.id] = _together(name, by_document[document.id], value)
        else:
            by_document[document.id] = value
    for value in by_document.values():
        if name == "levels":
            if any(set(value) <= set(other) for other in distinct):
                continue
            distinct = [other for other in distinct if not set(other) <= set(value)]
        if value not in distinct:
            distinct.append(value)
    return distinct


def _together(name: str, one: Any, other: Any) -> Any:
    if name == "levels":
        return [*one, *(level for level in other if level not in one)]
    return max(one, other)
