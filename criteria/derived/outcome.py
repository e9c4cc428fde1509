"""The truth of a condition, with the facts it rests on and the facts that would decide it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from criteria.derived.known import Known, Option
from criteria.facts import Fact
from criteria.logic import Truth, agreement, all_of, any_of


@dataclass(frozen=True, slots=True)
class ReadingResult:
    """What one reading of an ambiguous text says."""

    id: str
    text: str
    truth: Truth


@dataclass(frozen=True, slots=True)
class Outcome:
    """A truth value and why: facts used, items missing, computed values, contradictions.

    `conflicts` holds the versions that give different answers; `readings` those of an
    ambiguous text when they differ.
    """

    truth: Truth
    facts: tuple[Fact, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    conflicts: tuple[tuple[Option, ...], ...] = ()
    readings: tuple[tuple[ReadingResult, ...], ...] = ()

    def __invert__(self) -> Outcome:
        """The negation, for the same reasons."""
        return self.with_truth(~self.truth)

    def with_truth(self, truth: Truth) -> Outcome:
        """The same reasons for another truth."""
        if truth is self.truth:
            return self
        return Outcome(
            truth,
            self.facts,
            self.missing,
            self.notes,
            self.warnings,
            self.conflicts,
            self.readings,
        )


def unique(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts in order, each once."""
    return tuple({id(fact): fact for fact in facts}.values())


def joined(truth: Truth, outcomes: Sequence[Outcome]) -> Outcome:
    """One outcome with the reasons of several."""
    if len(outcomes) == 1:
        return outcomes[0].with_truth(truth)
    return Outcome(
        truth,
        unique(fact for one in outcomes for fact in one.facts),
        tuple(dict.fromkeys(item for one in outcomes for item in one.missing)),
        tuple(dict.fromkeys(note for one in outcomes for note in one.notes)),
        tuple(dict.fromkeys(text for one in outcomes for text in one.warnings)),
        tuple(versions for one in outcomes for versions in one.conflicts),
        tuple(results for one in outcomes for results in one.readings),
    )


def conjunction(outcomes: Sequence[Outcome]) -> Outcome:
    """All of them, for the reasons that decide: what is false, else what is unknown."""
    if len(outcomes) == 1:
        return outcomes[0]
    truth = all_of(one.truth for one in outcomes)
    return joined(truth, [one for one in outcomes if one.truth is truth])


def disjunction(outcomes: Sequence[Outcome]) -> Outcome:
    """At least one of them, for the reasons that decide: what is true, else what is unknown."""
    truth = any_of(one.truth for one in outcomes)
    return joined(truth, [one for one in outcomes if one.truth is truth])


def judged(known: Known, test: Callable[[Option], Truth]) -> Outcome:
    """The test on every version of a quantity; versions that differ leave it unknown."""
    if not known.options:
        return Outcome(Truth.UNKNOWN, (), known.missing, (), known.warnings)
    if len(known.options) == 1:
        option = known.options[0]
        truth = test(option)
        missing = known.missing if truth is Truth.UNKNOWN else ()
        return Outcome(
            truth, option.facts, missing, (option.note,) if option.note else (), known.warnings
        )
    truths = [test(option) for option in known.options]
    truth = agreement(truths)
    facts = unique(fact for option in known.options for fact in option.facts)
    notes = tuple(option.note for option in known.options if option.note)
    return Outcome(
        truth,
        facts,
        known.missing if truth is Truth.UNKNOWN else (),
        notes,
        known.warnings,
        (known.options,) if len(set(truths)) > 1 else (),
    )
