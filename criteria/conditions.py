"""Conditions: what a line of a protocol states, and how lines combine.

A condition looks at one version of a record and says whether it holds, and why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from criteria.derived.outcome import Outcome, ReadingResult, conjunction, disjunction, joined
from criteria.logic import Truth, agreement
from criteria.record import View
from criteria.vocabulary import item_of

Condition = Callable[[View], Outcome]


@dataclass(frozen=True)
class Compiled:
    """A condition ready to be evaluated, and the vocabulary keys that it reads."""

    condition: Condition
    reads: frozenset[str]


def all_parts(parts: Sequence[Compiled]) -> Compiled:
    """The conjunction of the conditions."""
    return _combined(conjunction, parts)


def any_part(parts: Sequence[Compiled]) -> Compiled:
    """The disjunction of the conditions."""
    return _combined(disjunction, parts)


def _combined(
    combine: Callable[[Sequence[Outcome]], Outcome], parts: Sequence[Compiled]
) -> Compiled:
    if len(parts) == 1:
        return parts[0]
    conditions = tuple(part.condition for part in parts)
    reads = frozenset(key for part in parts for key in part.reads)
    return Compiled(lambda view: combine([condition(view) for condition in conditions]), reads)


def opposite(part: Compiled) -> Compiled:
    """The opposite condition."""
    condition = part.condition
    return Compiled(lambda view: ~condition(view), part.reads)


def decision(passes: Compiled, fails: Compiled) -> Compiled:
    """A line of a decision table: what makes it pass, what makes it fail, unknown otherwise.

    What makes it fail prevails. When a known fact does neither (a consent not signed
    yet), that fact is what another value would decide.
    """

    def condition(view: View) -> Outcome:
        failing = fails.condition(view)
        if failing.truth is Truth.TRUE:
            return ~failing
        passing = passes.condition(view)
        if passing.truth is Truth.TRUE:
            return passing
        relevant = [one for one in (passing, failing) if one.truth is Truth.UNKNOWN]
        if relevant:
            return joined(Truth.UNKNOWN, relevant)
        neither = joined(Truth.UNKNOWN, [passing, failing])
        return replace(neither, missing=tuple(dict.fromkeys(map(item_of, neither.facts))))

    return Compiled(condition, passes.reads | fails.reads)


def agreeing(readings: Sequence[tuple[str, str, Compiled]]) -> Compiled:
    """The readings of an ambiguous text: decided when all agree, else unknown and shown."""

    def condition(view: View) -> Outcome:
        outcomes = [(name, text, rule.condition(view)) for name, text, rule in readings]
        truth = agreement(outcome.truth for _, _, outcome in outcomes)
        merged = joined(truth, [outcome for _, _, outcome in outcomes])
        if len({outcome.truth for _, _, outcome in outcomes}) == 1:
            return merged
        results = tuple(ReadingResult(name, text, one.truth) for name, text, one in outcomes)
        return Outcome(
            truth,
            merged.facts,
            merged.missing,
            merged.notes,
            merged.warnings,
            merged.conflicts,
            (*merged.readings, results),
        )

    return Compiled(condition, frozenset(key for _, _, rule in readings for key in rule.reads))


def every_lesion(rule: Compiled) -> Compiled:
    """The rule for every metastatic site that is present.

    Unknown when no metastasis is located. A suspected lesion does not count, but one
    that would not satisfy the rule leaves it unknown.
    """
    condition = rule.condition

    def quantified(view: View) -> Outcome:
        present = view.sites("present")
        if not present:
            return Outcome(Truth.UNKNOWN, missing=("metastasis",))
        outcomes = [condition(view.at(site)) for site, _ in present]
        for site, candidate in view.sites("suspected"):
            outcome = condition(view.at(site))
            if outcome.truth is not Truth.TRUE:
                missing = (f"metastasis({site})", *outcome.missing)
                outcomes.append(Outcome(Truth.UNKNOWN, candidate.facts, missing))
        return conjunction(outcomes)

    return Compiled(quantified, rule.reads | {"metastasis"})
