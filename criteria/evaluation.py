"""Assessing a patient: the status of every criterion, with its proof, and the verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice, product

from criteria import proof as wording
from criteria.assessment import (
    Assessment,
    Assumption,
    CriterionResult,
    Reading,
    Status,
    Verdict,
)
from criteria.derived.outcome import Outcome, ReadingResult, conjunction, unique
from criteria.facts import Fact
from criteria.logic import Truth
from criteria.protocol import Criterion, Notice, Protocol
from criteria.record import Record, View
from criteria.vocabulary import parse_item

__all__ = [
    "Assessment",
    "Assumption",
    "CriterionResult",
    "Reading",
    "Status",
    "Verdict",
    "assess",
]

MAX_WORLDS = 64
"""Versions of a record that are weighed for one criterion; beyond, the conflicts stay unknown."""


@dataclass(frozen=True, slots=True)
class _Judgement:
    """A criterion in one version of the record."""

    status: Status
    outcome: Outcome
    applicable: Outcome | None
    doubts: tuple[str, ...] = ()


def assess(
    protocol: Protocol, record: Record, assumptions_confirmed: frozenset[str] = frozenset()
) -> Assessment:
    """The status of every criterion of the protocol for a patient, and the verdict.

    Ineligible if any criterion fails, else undetermined if any is unknown, else eligible.
    """
    base = View(record)
    conflicts = record.conflicts
    results: dict[str, CriterionResult] = {}
    for criterion in protocol.criteria.values():
        if record.blocked:
            results[criterion.id] = _blocked(criterion, record)
            continue
        reads = _reads(protocol, criterion) if conflicts else frozenset()
        slots = [item for item in conflicts if parse_item(item)[0] in reads]
        results[criterion.id] = _result(protocol, criterion, record, base, slots)
    roots = [results[criterion.id] for criterion in protocol.roots()]
    verdict = _verdict([result.status for result in roots])
    assumptions = _assumptions(protocol, results, assumptions_confirmed)
    warnings = list(record.blocked)
    waiting = [one for one in assumptions if not one.confirmed]
    if verdict is Verdict.ELIGIBLE and waiting:
        warnings += [f"Hypothèse à confirmer : {one.text}" for one in waiting]
        if not record.provisional:
            verdict = Verdict.UNDETERMINED
    return Assessment(
        protocol=protocol.name,
        protocol_sha256=protocol.sha256,
        date=record.ref_date,
        provisional=record.provisional,
        verdict=verdict,
        criteria=results,
        warnings=tuple(warnings),
        assumptions=assumptions,
    )


def _reads(protocol: Protocol, criterion: Criterion) -> frozenset[str]:
    """The keys that a criterion depends on, those that make its parent applicable included."""
    parent = protocol.criteria[criterion.parent] if criterion.parent is not None else None
    inherited = parent.when.reads if parent is not None and parent.when is not None else frozenset()
    return criterion.reads | inherited


def _verdict(statuses: Sequence[Status]) -> Verdict:
    if Status.FAIL in statuses:
        return Verdict.INELIGIBLE
    return Verdict.UNDETERMINED if Status.UNKNOWN in statuses else Verdict.ELIGIBLE


def _judge(protocol: Protocol, criterion: Criterion, view: View) -> _Judgement:
    key = ("criterion", criterion.id)
    found = view.cache.get(key)
    if found is None:
        found = view.cache[key] = _judge_once(protocol, criterion, view)
    judgement: _Judgement = found
    return judgement


def _judge_once(protocol: Protocol, criterion: Criterion, view: View) -> _Judgement:
    parent = protocol.criteria[criterion.parent] if criterion.parent is not None else None
    applicable = _applicability(protocol, criterion, view)
    inherited = _applicability(protocol, parent, view) if parent is not None else None
    for condition in (inherited, applicable):
        if condition is not None and condition.truth is Truth.FALSE:
            return _Judgement(Status.NOT_APPLICABLE, condition, condition)
        if condition is not None and condition.truth is Truth.UNKNOWN:
            return _Judgement(Status.UNKNOWN, condition, condition)
    outcome = _satisfied(protocol, criterion, view)
    status = {Truth.TRUE: Status.PASS, Truth.FALSE: Status.FAIL}.get(outcome.truth, Status.UNKNOWN)
    doubts = tuple(
        doubt.text
        for doubt in criterion.doubts
        if doubt.condition is None or doubt.condition.condition(view).truth is Truth.TRUE
    )
    if doubts and status is Status.PASS:
        doubting = [
            doubt.condition.condition(view) for doubt in criterion.doubts if doubt.condition
        ]
        facts = unique(fact for one in (outcome, *doubting) for fact in one.facts)
        outcome = replace(outcome, truth=Truth.UNKNOWN, facts=facts)
        status = Status.UNKNOWN
    return _Judgement(status, outcome, applicable or inherited, doubts)


def _applicability(protocol: Protocol, criterion: Criterion, view: View) -> Outcome | None:
    if criterion.when is None:
        return None
    key = ("when", criterion.id)
    found = view.cache.get(key)
    if found is None:
        found = view.cache[key] = criterion.when.condition(view)
    outcome: Outcome = found
    return outcome


def _satisfied(protocol: Protocol, criterion: Criterion, view: View) -> Outcome:
    outcomes = [
        _as_outcome(_judge(protocol, protocol.criteria[part], view)) for part in criterion.parts
    ]
    if criterion.condition is not None:
        outcomes.append(criterion.condition.condition(view))
    return conjunction(outcomes)


def _as_outcome(judgement: _Judgement) -> Outcome:
    truth = {Status.FAIL: Truth.FALSE, Status.UNKNOWN: Truth.UNKNOWN}.get(
        judgement.status, Truth.TRUE
    )
    return judgement.outcome.with_truth(truth)


def _worlds(record: Record, base: View, slots: Sequence[str]) -> list[View] | None:
    """The versions of the record over some of its conflicts; None when there are too many."""
    if not slots:
        return [base]
    counts = [record.conflicts[slot] for slot in slots]
    choices = list(islice(product(*(range(count) for count in counts)), MAX_WORLDS + 1))
    if len(choices) > MAX_WORLDS:
        return None
    return [View(record, dict(zip(slots, choice, strict=True))) for choice in choices]


def _result(
    protocol: Protocol, criterion: Criterion, record: Record, base: View, slots: Sequence[str]
) -> CriterionResult:
    views = _worlds(record, base, slots)
    if views is None:
        views = [base]
        judgements = [
            _Judgement(Status.UNKNOWN, Outcome(Truth.UNKNOWN, missing=tuple(slots)), None)
        ]
        deciding = list(slots)
    else:
        judgements = [_judge(protocol, criterion, view) for view in views]
        deciding = _deciding(slots, views, judgements)
    statuses = {judgement.status for judgement in judgements}
    status = statuses.pop() if len(statuses) == 1 else Status.UNKNOWN
    same = [one for one in judgements if one.status is status] or judgements
    outcome = _joined([one.outcome for one in same])
    needs = outcome.missing if status is Status.UNKNOWN else ()
    needs = tuple(dict.fromkeys((*deciding, *needs)))
    conflicts = [wording.conflict(slot, record) for slot in deciding]
    conflicts += [wording.versions(told) for told in outcome.conflicts if status is Status.UNKNOWN]
    readings = _readings(outcome.readings) if status is Status.UNKNOWN else ()
    doubts = tuple(dict.fromkeys(text for one in judgements for text in one.doubts))
    assumes = _assumed(protocol, criterion, status)
    remedy = _notice(criterion.remedies, status, views)
    warnings = [
        *doubts,
        *outcome.warnings,
        *(notice.text for notice in criterion.warnings if _holds(notice, status, views)),
        *(wording.reading(one.text, str(one.status)) for one in readings),
        *wording.stale(outcome.facts, record.ref_date, protocol.freshness),
        *(f"Hypothèse : {protocol.assumptions[name]}" for name in assumes),
    ]
    missing = tuple(dict.fromkeys(need.partition("#")[0] for need in needs))
    return CriterionResult(
        id=criterion.id,
        status=status,
        prove=partial(
            wording.proof,
            status=str(status),
            outcome=outcome,
            needs=needs,
            conflicts=conflicts,
            doubts=doubts,
            remedy=remedy,
            exemption=_exemption(criterion, status, views),
            superseded=_superseded(record, needs),
            keys=protocol.facts,
        ),
        facts=outcome.facts,
        missing=missing,
        needs=needs,
        warnings=tuple(dict.fromkeys(warnings)),
        remedy=remedy,
        text=criterion.text,
        title=criterion.title,
        parent=criterion.parent,
        children=criterion.parts,
        readings=readings,
        conflicts=tuple(conflicts),
        assumes=assumes,
        applies=_applies(judgements),
        note=criterion.note,
    )


def _applies(judgements: Sequence[_Judgement]) -> bool | None:
    truths = {one.applicable.truth for one in judgements if one.applicable is not None}
    if not truths or truths == {Truth.TRUE}:
        return True
    return False if truths == {Truth.FALSE} else None


def _deciding(
    slots: Sequence[str], views: Sequence[View], judgements: Sequence[_Judgement]
) -> list[str]:
    """The conflicts that change the status; all of them when none does alone."""
    if len(judgements) == 1 or len({judgement.status for judgement in judgements}) == 1:
        return []
    found = []
    for slot in slots:
        by_rest: dict[tuple[tuple[str, int], ...], set[Status]] = {}
        for view, judgement in zip(views, judgements, strict=True):
            rest = tuple((name, choice) for name, choice in view.choice.items() if name != slot)
            by_rest.setdefault(rest, set()).add(judgement.status)
        if any(len(statuses) > 1 for statuses in by_rest.values()):
            found.append(slot)
    return found or list(slots)


def _joined(outcomes: Sequence[Outcome]) -> Outcome:
    if len(outcomes) == 1:
        return outcomes[0]
    merged = conjunction(outcomes)
    facts = unique(fact for one in outcomes for fact in one.facts)
    return replace(merged, facts=facts)


def _readings(groups: Sequence[Sequence[ReadingResult]]) -> tuple[Reading, ...]:
    names = {Truth.TRUE: Status.PASS, Truth.FALSE: Status.FAIL, Truth.UNKNOWN: Status.UNKNOWN}
    return tuple(Reading(one.id, one.text, names[one.truth]) for group in groups for one in group)


def _holds(notice: Notice, status: Status, views: Sequence[View]) -> bool:
    if notice.statuses and status not in notice.statuses:
        return False
    condition = notice.condition
    return condition is None or any(condition.condition(view).truth is Truth.TRUE for view in views)


def _notice(notices: Sequence[Notice], status: Status, views: Sequence[View]) -> str | None:
    return next((one.text for one in notices if _holds(one, status, views)), None)


def _exemption(criterion: Criterion, status: Status, views: Sequence[View]) -> str | None:
    """The exception that lifts an exclusion, when the exclusion would otherwise hold."""
    exemption = criterion.exemption
    if exemption is None or status is not Status.PASS:
        return None
    lifted = any(exemption.excluded.condition(view).truth is not Truth.FALSE for view in views)
    return exemption.text if lifted else None


def _assumed(protocol: Protocol, criterion: Criterion, status: Status) -> tuple[str, ...]:
    """The assumptions that a status rests on: of a conditional criterion, that it does not apply.

    A criterion with parts rests on what they rest on.
    """
    rests = Status.PASS if criterion.when is None else Status.NOT_APPLICABLE
    if status is not rests:
        return ()
    below = [protocol.criteria[part].assumes for part in criterion.parts]
    return tuple(dict.fromkeys((*criterion.assumes, *(name for names in below for name in names))))


def _assumptions(
    protocol: Protocol, results: Mapping[str, CriterionResult], confirmed: frozenset[str]
) -> tuple[Assumption, ...]:
    return tuple(
        Assumption(name, text, name in confirmed, ids)
        for name, text in protocol.assumptions.items()
        if (ids := tuple(one.id for one in results.values() if name in one.assumes))
    )


def _superseded(record: Record, needs: Sequence[str]) -> tuple[Fact, ...]:
    if not record.superseded:
        return ()
    items = [need.partition("#")[0] for need in needs]
    return tuple(
        fact
        for item in dict.fromkeys(items)
        for statement in record.superseded.get(item, ())
        for fact in statement.facts
    )


def _blocked(criterion: Criterion, record: Record) -> CriterionResult:
    return CriterionResult(
        id=criterion.id,
        status=Status.UNKNOWN,
        prove=partial(str, "Rien n'est décidé tant que l'identité n'est pas vérifiée."),
        facts=(),
        missing=(),
        needs=(),
        warnings=record.blocked,
        remedy="vérifier que les documents sont d'un seul patient.",
        text=criterion.text,
        title=criterion.title,
        parent=criterion.parent,
        children=criterion.parts,
        note=criterion.note,
    )
