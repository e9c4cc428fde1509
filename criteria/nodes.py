"""The conditions that a protocol builds from expressions: all, any, decisions, readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from criteria.derived.outcome import Outcome, ReadingResult, conjunction, disjunction, joined
from criteria.expression import Compiled, combined, every_lesion, negation
from criteria.logic import Truth, agreement
from criteria.record import View
from criteria.vocabulary import item_of

__all__ = ["agreeing", "all_parts", "any_part", "decision", "every_lesion", "opposite"]


def all_parts(parts: Sequence[Compiled]) -> Compiled:
    """The conjunction of the conditions."""
    return combined(conjunction, parts)


def any_part(parts: Sequence[Compiled]) -> Compiled:
    """The disjunction of the conditions."""
    return combined(disjunction, parts)


def opposite(part: Compiled) -> Compiled:
    """The negation of the condition."""
    return negation(part)


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
