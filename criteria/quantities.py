"""Numbers, units, intervals and imprecise dates, as French clinical text writes them.

The unit table is closed and our own: general unit libraries read "2,5 g/dl" as
25 g/dL and "3 N" as three newtons. Two units of different dimensions are never
compared: converting between them is an error.
"""

from __future__ import annotations

import calendar
import datetime
import math
import re
from dataclasses import dataclass
from typing import Final

ULN_MULTIPLE: Final = "xULN"
"""Unit of a lab value given as a multiple of the upper limit of normal ("3N").

Kept apart from UI/L: without the laboratory's limit the two cannot be compared,
and guessing the limit would decide a criterion.
"""


class QuantityError(ValueError):
    """A number, a unit or a date that cannot be read; the message is one French sentence."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the closed table: its dimension and its size in the dimension's base unit."""

    name: str
    dimension: str
    factor: float


UNITS: Final[dict[str, Unit]] = {
    **{
        unit.name: unit
        for unit in (
            Unit("mm", "length", 1.0),
            Unit("cm", "length", 10.0),
            Unit("m", "length", 1000.0),
            Unit("mL", "volume", 1.0),
            Unit("L", "volume", 1000.0),
            Unit("kg", "mass", 1.0),
            Unit("g", "mass", 0.001),
            Unit("g/L", "mass concentration", 1.0),
            Unit("g/dL", "mass concentration", 10.0),
            Unit("mg/L", "mass concentration", 0.001),
            Unit("mg/dL", "mass concentration", 0.01),
            Unit("µmol/L", "amount concentration", 1.0),
            Unit("mmol/L", "amount concentration", 1000.0),
            Unit("UI/L", "enzyme activity", 1.0),
            Unit(ULN_MULTIPLE, "multiple of normal", 1.0),
            Unit("mL/min", "clearance", 1.0),
            Unit("%", "ratio", 1.0),
            Unit("G/L", "cell count", 1.0),
            Unit("/mm3", "cell count", 0.001),
            Unit("U/mL", "marker activity", 1.0),
            Unit("Gy", "dose", 1.0),
            Unit("days", "days", 1.0),
            Unit("weeks", "days", 7.0),
            Unit("months", "months", 1.0),
            Unit("years", "months", 12.0),
        )
    }
}

_SPELLINGS: Final[dict[str, str]] = {
    "umol/l": "µmol/L",
    "micromol/l": "µmol/L",
    "micromoles/l": "µmol/L",
    "mmol/l": "mmol/L",
    "mg/l": "mg/L",
    "mg/dl": "mg/dL",
    "g/l": "g/L",
    "g/dl": "g/dL",
    "g/100ml": "g/dL",
    "ui/l": "UI/L",
    "u/l": "UI/L",
    "iu/l": "UI/L",
    "xuln": ULN_MULTIPLE,
    "uln": ULN_MULTIPLE,
    "n": ULN_MULTIPLE,
    "xn": ULN_MULTIPLE,
    "lsn": ULN_MULTIPLE,
    "xlsn": ULN_MULTIPLE,
    "ml/min": "mL/min",
    "ml/mn": "mL/min",
    "ml/min/1.73m2": "mL/min",
    "ml/min/1,73m2": "mL/min",
    "mm": "mm",
    "cm": "cm",
    "m": "m",
    "ml": "mL",
    "cc": "mL",
    "cm3": "mL",
    "l": "L",
    "%": "%",
    "giga/l": "G/L",
    "10^9/l": "G/L",
    "10e9/l": "G/L",
    "/mm3": "/mm3",
    "u/ml": "U/mL",
    "ui/ml": "U/mL",
    "ku/l": "U/mL",
    "kg": "kg",
    "kilos": "kg",
    "kilo": "kg",
    "g": "g",
    "gy": "Gy",
    "jour": "days",
    "jours": "days",
    "j": "days",
    "day": "days",
    "days": "days",
    "semaine": "weeks",
    "semaines": "weeks",
    "sem": "weeks",
    "week": "weeks",
    "weeks": "weeks",
    "mois": "months",
    "month": "months",
    "months": "months",
    "an": "years",
    "ans": "years",
    "annee": "years",
    "annees": "years",
    "year": "years",
    "years": "years",
}

MICROMOLES_PER_MILLIGRAM: Final[dict[str, float]] = {"bilirubin": 1.71, "creatinine": 8.84}
"""µmol/L in 1 mg/L: molar masses 584.66 g/mol (bilirubin) and 113.12 g/mol (creatinine)."""

_SPACES = "[ \u00a0\u202f\u2009]"
_NUMBER = re.compile(rf"[+-]?(?:\d{{1,3}}(?:{_SPACES}\d{{3}})+|\d+)(?:[.,]\d+)?")


def parse_number(text: str) -> float:
    """The number that French text writes: "2,5" is 2.5, "268 000" is 268000.

    Raises QuantityError when the text is not exactly one number.
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise QuantityError(f"« {text.strip()} » n'est pas un nombre.")
    return float(re.sub(_SPACES, "", match.group()).replace(",", "."))


def split_quantity(text: str) -> tuple[float, str]:
    """The number that begins the text, and what follows it ("" when nothing does).

    Raises QuantityError when the text does not begin with a number.
    """
    match = _NUMBER.match(text.strip())
    if match is None:
        raise QuantityError(f"« {text.strip()} » ne commence pas par un nombre.")
    return parse_number(match.group()), text.strip()[match.end() :].strip()


def parse_unit(text: str) -> str:
    """The canonical name of a unit as written ("µmol/l", "g/dl", "UI/L", "N").

    Raises QuantityError for a unit outside the closed table.
    """
    written = text.strip()
    if written in UNITS:
        return written
    key = re.sub(rf"{_SPACES}+", "", written).replace("μ", "µ").replace("µ", "u")
    key = key.replace("²", "2").replace("³", "3").replace("é", "e").lower()
    key = key.removeprefix("×").removeprefix("*")
    if key not in _SPELLINGS:
        raise QuantityError(f"Unité « {written} » inconnue.")
    return _SPELLINGS[key]


def dimension(unit: str) -> str:
    """The dimension of a unit of the table."""
    return UNITS[unit].dimension


def convertible(unit: str, to: str, *, substance: str | None = None) -> bool:
    """Whether `convert` accepts the two units, for this substance."""
    one, other = UNITS[unit].dimension, UNITS[to].dimension
    if one == other:
        return True
    concentrations = {"mass concentration", "amount concentration"}
    return {one, other} == concentrations and substance in MICROMOLES_PER_MILLIGRAM


def convert(value: float, unit: str, to: str, *, substance: str | None = None) -> float:
    """The value in another unit of the same dimension.

    A mass and an amount concentration convert into each other only for a substance
    whose molar mass is known (bilirubin: 1 mg/L = 1.71 µmol/L; creatinine: 8.84).
    Raises QuantityError for different dimensions.
    """
    if unit == to:
        return value
    if not convertible(unit, to, substance=substance):
        raise QuantityError(f"« {unit} » et « {to} » ne mesurent pas la même chose.")
    source, target = UNITS[unit], UNITS[to]
    if source.dimension == target.dimension:
        return value * source.factor / target.factor
    ratio = MICROMOLES_PER_MILLIGRAM[substance or ""] * 1000.0
    base = value * source.factor
    crossed = base * ratio if source.dimension == "mass concentration" else base / ratio
    return crossed / target.factor


@dataclass(frozen=True, slots=True)
class Interval:
    """What is known of a number: it lies between two bounds, each included or not."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def exactly(cls, value: float) -> Interval:
        """The interval of one known number."""
        return cls(value, value)

    @property
    def exact(self) -> bool:
        """Whether only one number is possible."""
        return self.low == self.high

    def below(self, limit: float, *, inclusive: bool) -> bool | None:
        """Whether the number is < limit (<= when inclusive); None when it depends."""
        if inclusive:
            if self.high <= limit:
                return True
            return False if self.low > limit or (self.low == limit and self.low_open) else None
        if self.high < limit or (self.high == limit and self.high_open):
            return True
        return False if self.low >= limit else None

    def compare(self, operator: str, limit: float) -> bool | None:
        """Whether `number operator limit` (< <= > >= = !=); None when it depends."""
        if operator in ("<", "<="):
            return self.below(limit, inclusive=operator == "<=")
        if operator in (">", ">="):
            return _not(self.below(limit, inclusive=operator == ">"))
        equal = self._equals(limit)
        return equal if operator == "=" else _not(equal)

    def _equals(self, limit: float) -> bool | None:
        if self.exact:
            return self.low == limit
        outside = (
            self.below(limit, inclusive=True) is False or self.below(limit, inclusive=False) is True
        )
        return False if outside else None

    def map(self, factor: float) -> Interval:
        """The interval multiplied by a positive factor."""
        return Interval(self.low * factor, self.high * factor, self.low_open, self.high_open)

    def overlaps(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        if low != high:
            return low < high
        return self.contains(low) and other.contains(low)

    def contains(self, number: float) -> bool:
        """Whether the number is possible."""
        above = self.low < number or (self.low == number and not self.low_open)
        return above and (number < self.high or (number == self.high and not self.high_open))


@dataclass(frozen=True, slots=True)
class Span:
    """What is known of a date: it lies between two days, both included."""

    first: datetime.date
    last: datetime.date

    @property
    def exact(self) -> bool:
        """Whether the day itself is known."""
        return self.first == self.last

    def before(self, other: Span) -> bool | None:
        """Whether the date is strictly earlier than the other; None when it depends."""
        if self.last < other.first:
            return True
        return False if self.first >= other.last else None

    def days_since(self, other: Span) -> Interval:
        """Days from the other date to this one; infinite for an open-ended date."""
        return Interval(_days(other.last, self.first), _days(other.first, self.last))

    def narrowed(self, other: Span) -> Span | None:
        """The days that both allow, None when they contradict each other."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Span(first, last) if first <= last else None


DISTANT_PAST: Final = datetime.date.min
"""Stands for "never" as the end of a treatment: infinitely many days ago."""

DISTANT_FUTURE: Final = datetime.date.max
"""Stands for "still going on" as the end of a treatment."""


def _not(truth: bool | None) -> bool | None:
    return None if truth is None else not truth


def _days(start: datetime.date, end: datetime.date) -> float:
    if start == DISTANT_PAST or end == DISTANT_FUTURE:
        return math.inf
    if start == DISTANT_FUTURE or end == DISTANT_PAST:
        return -math.inf
    return float((end - start).days)


def parse_span(text: str) -> Span:
    """The days that an ISO date allows: "2025-03" is the 31 days of that month.

    Raises QuantityError for anything but YYYY, YYYY-MM or YYYY-MM-DD.
    """
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text.strip())
    if match is None:
        raise QuantityError(f"« {text} » n'est pas une date (AAAA, AAAA-MM ou AAAA-MM-JJ).")
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or not 1 <= year <= 9998:
        raise QuantityError(f"« {text} » n'est pas une date possible.")
    if month is None:
        return Span(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    if not 1 <= month <= 12:
        raise QuantityError(f"« {text} » : il n'y a pas de mois {month}.")
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return Span(datetime.date(year, month, 1), datetime.date(year, month, last))
    if not 1 <= day <= last:
        raise QuantityError(f"« {text} » : ce jour n'existe pas.")
    date = datetime.date(year, month, day)
    return Span(date, date)
