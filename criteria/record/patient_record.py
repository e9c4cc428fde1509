"""The record of one patient: what each item can be, after dates, documents and statuses."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from criteria.facts import Fact
from criteria.quantities import Span
from criteria.record.resolution import constant, disease, latest, merged
from criteria.record.statements import (
    NOW,
    Candidate,
    Statement,
    deciding,
    restored,
    settled,
    span_of,
    stated,
)
from criteria.record.treatments import History, histories
from criteria.vocabulary import VOCABULARY, item_of

TREATMENTS = "systemic_treatment"
"""The slot that holds the versions of the treatment history."""

DISEASE = frozenset({"metastasis", "metastatic"})
"""Keys whose presence, absence and suspicion follow the course of a metastatic disease."""

LOCAL = frozenset({"primary_surgery", "primary_radiotherapy", "metastatic_radiotherapy"})
"""Local treatments: events that were done, are planned, or are explicitly ruled out."""

IMPLIED_ABSENCE = {
    "metastasis(spine)": "metastasis(bone)",
    "scleroderma": "connective_tissue_disease",
}
"""Items that are absent when a wider one is: no bone metastasis means none in the spine,
no connective tissue disease means no scleroderma, which is one (general knowledge)."""

WORKUP_DAYS = 31
"""A document that speaks of metastases is dated up to a month after their discovery: the
extension work-up of that month is part of the metastatic diagnosis, not older than it."""

UNDATED_DIAGNOSIS_DAYS = 365
"""An absence more than a year old decides nothing when no document dates the metastases."""


@dataclass(frozen=True)
class Record:
    """Candidate values of every item, from the facts of one patient.

    `slots` gives the candidates of each item; those with several are `conflicts`.
    `histories` are the versions of the systemic treatments. `superseded` holds the
    absences that are older than the metastatic diagnosis, by item. `blocked` says, in
    French, why nothing may be decided at all (the documents are of two patients).
    """

    ref_date: datetime.date
    provisional: bool
    facts: tuple[Fact, ...]
    slots: dict[str, tuple[Candidate, ...]]
    histories: tuple[History, ...]
    diagnosed: Span | None
    diagnosis_dated: bool
    superseded: dict[str, tuple[Statement, ...]] = field(default_factory=dict)
    by_key: dict[str, tuple[Fact, ...]] = field(default_factory=dict)
    blocked: tuple[str, ...] = ()

    @classmethod
    def from_facts(
        cls, facts: Iterable[Fact], *, ref_date: datetime.date, provisional: bool = False
    ) -> Record:
        """The record of a patient on a day, from all the facts known of them.

        Only facts that a person took responsibility for count, plus the proposed ones
        when `provisional`; rejected facts never do.
        """
        listed = list(facts)
        counted = restored(listed, deciding(listed, provisional=provisional))
        groups: dict[str, list[Statement]] = {}
        for fact in counted:
            groups.setdefault(item_of(fact), []).append(stated(fact))
        groups = {item: settled(group) for item, group in groups.items()}
        kept = tuple(fact for group in groups.values() for one in group for fact in one.facts)
        diagnosed, dated = _diagnosis(groups, ref_date)
        slots: dict[str, tuple[Candidate, ...]] = {}
        superseded: dict[str, tuple[Statement, ...]] = {}
        for item, group in groups.items():
            key = group[0].facts[0].key
            if key in DISEASE:
                continue
            slots |= {item: candidates} if (candidates := _resolved(key, group)) else {}
        _resolve_disease(groups, slots, superseded, diagnosed)
        treatments = [
            one for item, group in groups.items() if item.startswith(TREATMENTS) for one in group
        ]
        by_key: dict[str, list[Fact]] = {}
        for fact in kept:
            by_key.setdefault(fact.key, []).append(fact)
        return cls(
            ref_date=ref_date,
            provisional=provisional,
            facts=kept,
            slots=slots,
            histories=histories(treatments),
            diagnosed=diagnosed,
            diagnosis_dated=dated,
            superseded=superseded,
            by_key={key: tuple(told) for key, told in by_key.items()},
        )

    @cached_property
    def conflicts(self) -> dict[str, int]:
        """The items told in several incompatible ways, with their number of versions."""
        found = {item: len(options) for item, options in self.slots.items() if len(options) > 1}
        if len(self.histories) > 1:
            found[TREATMENTS] = len(self.histories)
        return found


def _resolved(key: str, group: Sequence[Statement]) -> tuple[Candidate, ...]:
    known = VOCABULARY.get(key)
    behaviour = known.behaviour if known is not None else "latest"
    if key in LOCAL:
        return _local(group)
    if key == TREATMENTS or behaviour in ("per_specimen", "events"):
        return ()
    if key == "neuro_exam_date":
        return (merged([max(group, key=lambda one: str(one.value))]),)
    return constant(key, group) if behaviour == "constant" else latest(key, group)


def _local(group: Sequence[Statement]) -> tuple[Candidate, ...]:
    """A local treatment done or planned, or ruled out; both are a conflict unless it came later.

    What was done after having been ruled out was done; a plan gives way to a later refusal.
    """
    denied = [one for one in group if one.value in ("none", "absent")]
    done = [one for one in group if one not in denied and one.attrs.get("status") != "planned"]
    planned = [one for one in group if one not in denied and one not in done]
    standing = [one for one in denied if not any(other.after(one) for other in done)]
    plans = [one for one in planned if not any(other.after(one) for other in denied)]
    if done:
        given = _events([*done, *plans])
        return (given, merged(standing)) if standing else (given,)
    if plans:
        return (_events(plans),)
    return (merged(denied),) if denied else ()


def _events(statements: Sequence[Statement]) -> Candidate:
    return merged(statements)


def _diagnosis(
    groups: dict[str, list[Statement]], ref_date: datetime.date
) -> tuple[Span | None, bool]:
    """Since when the disease is known to be metastatic, and whether a fact dates it itself."""
    told = [one for group in groups.values() for one in group if _metastatic(one.facts[0])]
    explicit = [span for one in told if (span := span_of(one.attrs.get("date"))) is not None]
    documents = [
        span.first - datetime.timedelta(days=WORKUP_DAYS)
        for one in told
        if one.when is not None
        and one.when != NOW
        and (span := one.when)
        and span_of(one.attrs.get("date")) is None
    ]
    bounds = [*(span.first for span in explicit), *documents]
    if bounds:
        first = min(bounds)
        return Span(first, first), bool(explicit) and first == min(s.first for s in explicit)
    if told:
        day = ref_date - datetime.timedelta(days=UNDATED_DIAGNOSIS_DAYS)
        return Span(day, day), False
    return None, False


def _metastatic(fact: Fact) -> bool:
    """Whether a fact says that the disease is metastatic."""
    if fact.key in DISEASE:
        return fact.value == "present"
    if fact.key == "stage":
        return fact.value == "IV"
    return fact.key == "m" and "1" in str(fact.value)


def _resolve_disease(
    groups: dict[str, list[Statement]],
    slots: dict[str, tuple[Candidate, ...]],
    superseded: dict[str, tuple[Statement, ...]],
    diagnosed: Span | None,
) -> None:
    whole = [
        Statement("present", None, one.attrs, one.when, one.facts)
        if _metastatic(one.facts[0])
        else one
        for item, group in groups.items()
        for one in group
        if item == "metastatic" or _metastatic(one.facts[0])
    ]
    sites = {item: group for item, group in groups.items() if group[0].facts[0].key == "metastasis"}
    for item, group in {**sites, **({"metastatic": whole} if whole else {})}.items():
        candidates, old = disease(group, diagnosed=diagnosed)
        if candidates:
            slots[item] = candidates
        if old:
            superseded[item] = old
    for narrow, wide in IMPLIED_ABSENCE.items():
        absent = slots.get(wide, ())
        if len(absent) != 1 or absent[0].value != "absent":
            continue
        told = slots.get(narrow, ())
        later = told and all(one.value == "suspected" and _later(absent[0], one) for one in told)
        if not told or later:
            slots[narrow] = absent


def _later(one: Candidate, other: Candidate) -> bool:
    return one.when is not None and other.when is not None and other.when.before(one.when) is True
