"""The number that one fact states, as an interval in the unit that is asked for."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from criteria.quantities import ULN_MULTIPLE, Interval, convert, convertible
from criteria.vocabulary import VOCABULARY, Key

SAME_MEASURE = 0.02
"""Two values within 2 % are one measure told twice, in two units or rounded."""

_KARNOFSKY_AMBIGUOUS = {60: 2, 50: 2}
_KARNOFSKY_RANGE = Interval(2, 3)


def interval_of(
    key: str, value: str | int | float, unit: str | None, attrs: Mapping[str, Any], to: str | None
) -> Interval | None:
    """The number that a statement gives for a key, in the unit `to`; None when it gives none.

    "Normal" is at most 1 ULN, or the usual range of the analyte; a bound ("> 3 mois")
    is an open interval. A lab value without its upper limit has no multiple of normal.
    """
    known = VOCABULARY.get(key)
    uln = attrs.get("uln")
    if value == "normal":
        return _normal(known, to, uln)
    if not isinstance(value, int | float):
        return None
    if key == "ecog" and "karnofsky" in attrs:
        return _from_karnofsky(value, attrs["karnofsky"])
    number = _in_unit(key, float(value), unit or (known.unit if known else None), to, uln)
    if number is None:
        return None
    return {
        "gt": Interval(number, math.inf, low_open=True),
        "ge": Interval(number, math.inf),
        "lt": Interval(0, number, high_open=True),
        "le": Interval(0, number),
    }.get(str(attrs.get("bound")), Interval.exactly(number))


def _in_unit(
    key: str, number: float, unit: str | None, to: str | None, uln: float | None
) -> float | None:
    if unit == to or to is None or unit is None:
        return number
    if to == ULN_MULTIPLE:
        return number / uln if uln else None
    if unit == ULN_MULTIPLE:
        return number * uln if uln else None
    if not convertible(unit, to, substance=key):
        return None
    return convert(number, unit, to, substance=key)


def _normal(known: Key | None, to: str | None, uln: float | None) -> Interval | None:
    if to == ULN_MULTIPLE:
        return Interval(0, 1)
    if known is None or known.unit is None or to is None:
        return None
    if known.normal is not None:
        low, high = known.normal
        return Interval(
            convert(low, known.unit, to, substance=known.name),
            convert(high, known.unit, to, substance=known.name),
        )
    return Interval(0, uln) if uln and to == known.unit else None


def _from_karnofsky(ecog: float, karnofsky: float) -> Interval:
    """Karnofsky 50-60 is ECOG 2 or 3 according to the table: an ECOG mapped from it is both.

    Oken et al., Am J Clin Oncol 1982; an ECOG that differs from the mapping was stated apart.
    """
    if _KARNOFSKY_AMBIGUOUS.get(int(karnofsky)) == ecog or (karnofsky == 50 and ecog == 3):
        return _KARNOFSKY_RANGE
    return Interval.exactly(ecog)


def same_measure(first: Interval, second: Interval) -> bool:
    """Whether two statements can be one measure: they overlap, or lie within 2 %."""
    if first.overlaps(second):
        return True
    lower, upper = (first, second) if first.high <= second.low else (second, first)
    return upper.low - lower.high <= SAME_MEASURE * max(abs(upper.low), abs(lower.high))


def intersection(intervals: list[Interval]) -> Interval:
    """The numbers that all the intervals allow, or the first interval when none does."""
    result = intervals[0]
    for other in intervals[1:]:
        if result.overlaps(other):
            low = max(result.low, other.low)
            high = min(result.high, other.high)
            result = Interval(
                low,
                high,
                low_open=any(i.low_open for i in (result, other) if i.low == low),
                high_open=any(i.high_open for i in (result, other) if i.high == high),
            )
    return result
