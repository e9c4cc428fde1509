"""Quantities of an expression: facts, attributes of lesions, computed values, differences."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from criteria.derived.known import Known, Option
from criteria.derived.outcome import Outcome
from criteria.library import Function
from criteria.logic import Truth
from criteria.quantities import Interval, Span, convert
from criteria.record import View

Reader = Callable[[View], Known]

UNCERTAIN = frozenset({"suspected", "equivocal"})
"""Values that are no answer: a suspected metastasis neither is nor is not present."""

LESION_NUMBERS = {"size_mm": "mm", "volume_ml": "mL", "count": None}
"""Numbers that describe the lesions of a site, with their unit."""


@dataclass(frozen=True)
class Quantity:
    """A compiled number, date or enumeration; `reader(unit)` gives it in that unit."""

    kind: str
    reader: Callable[[str | None], Reader]
    reads: frozenset[str]
    units: tuple[str, ...] = ()
    values: Collection[str] = ()
    substance: str | None = None


def computed(function: Function, given: tuple[str, ...]) -> Quantity:
    compute, own = function.compute, function.unit

    def reader(unit: str | None) -> Reader:
        factor = convert(1.0, own, unit) if own and unit else 1.0

        def read(view: View) -> Known:
            known = compute(view, given)
            assert isinstance(known, Known)
            return known if factor == 1.0 else _scaled(known, factor)

        return read

    return Quantity(
        function.kind,
        reader,
        function_reads(function, given),
        (own,) if own else (),
        function.values,
    )


def _scaled(known: Known, factor: float) -> Known:
    options = tuple(
        Option(option.content.map(factor), option.facts, option.note)
        if isinstance(option.content, Interval)
        else option
        for option in known.options
    )
    return Known(options, known.missing, known.warnings)


def function_reads(function: Function, given: tuple[str, ...]) -> frozenset[str]:
    if any(parameter.reads for parameter in function.parameters):
        return frozenset(given) & function.keys
    return function.keys


def within(option: Option, targets: frozenset[str]) -> Truth:
    content = option.content
    assert isinstance(content, frozenset)
    if content <= targets:
        return Truth.TRUE
    return Truth.UNKNOWN if content & targets or content & UNCERTAIN else Truth.FALSE


def choice(view: View, item: str) -> Known:
    candidate = view.candidate(item)
    if candidate is None:
        return Known(missing=(item,))
    return Known((Option(frozenset({str(candidate.value)}), candidate.facts),), (item,))


def paired(
    one: Known, other: Known, combine: Callable[[Span, Span], Interval | frozenset[str]]
) -> Known:
    options = tuple(
        Option(combine(first.content, second.content), (*first.facts, *second.facts))
        for first in one.options
        for second in other.options
        if isinstance(first.content, Span) and isinstance(second.content, Span)
    )
    return Known(options, tuple(dict.fromkeys((*one.missing, *other.missing))))


def is_before(first: Span, second: Span) -> frozenset[str]:
    before = first.before(second)
    return frozenset({"yes", "no"}) if before is None else frozenset({"yes" if before else "no"})


def days_between(unit: str) -> Callable[[Span, Span], Interval]:
    factor = convert(1.0, "days", unit)
    return lambda later, earlier: later.days_since(earlier).map(factor)


def lesion_number(attribute: str, item: str | None) -> Quantity:
    own = LESION_NUMBERS[attribute]

    def reader(unit: str | None) -> Reader:
        factor = convert(1.0, own, unit) if own and unit else 1.0

        def read(view: View) -> Known:
            name = item or f"metastasis({view.lesion})"
            candidate = view.candidate(name)
            value = candidate.attrs.get(attribute) if candidate is not None else None
            if candidate is None or not isinstance(value, int | float):
                sized = candidate is not None and "size_mm" in candidate.attrs
                wanted = attribute if attribute != "volume_ml" or sized else "size_mm"
                return Known(missing=(f"{name}#{wanted}",))
            return Known.one(Interval.exactly(value * factor), candidate.facts)

        return read

    return Quantity("number", reader, frozenset({"metastasis"}), (own,) if own else ())


def lesion_site(view: View) -> Known:
    item = f"metastasis({view.lesion})"
    candidate = view.candidate(item)
    facts = candidate.facts if candidate is not None else ()
    return Known.one(frozenset({str(view.lesion)}), facts)


def unmeasured(view: View) -> Outcome:
    candidate = view.candidate(f"metastasis({view.lesion})")
    if candidate is None:
        return Outcome(Truth.UNKNOWN)
    sized = any(name in candidate.attrs for name in ("size_mm", "volume_ml"))
    return Outcome(Truth.of(not sized), candidate.facts)
