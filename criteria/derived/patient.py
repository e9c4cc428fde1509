"""Age and renal function, computed from what is known of the patient."""

from __future__ import annotations

import datetime
import math

from criteria.quantities import Interval, Span

MALE_FACTOR = 1.23
FEMALE_FACTOR = 1.04
"""Constants of the Cockcroft-Gault formula for a creatinine in µmol/L."""


def completed_years(birth: datetime.date, on: datetime.date) -> int:
    """Birthdays passed on a day; someone born on 29 February turns a year on 1 March."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def exact_age(birth: datetime.date, on: datetime.date) -> float:
    """Age in years with its fraction: 18.0 on the birthday itself, more from the next day."""
    years = completed_years(birth, on)
    birthday = _anniversary(birth, years)
    return years + (on - birthday).days / 366


def _anniversary(birth: datetime.date, years: int) -> datetime.date:
    try:
        return birth.replace(year=birth.year + years)
    except ValueError:
        return datetime.date(birth.year + years, 3, 1)


def aged(years: float, stated: Span | None, on: datetime.date) -> Interval:
    """Age on a day from an age in whole years stated on another day.

    "57 ans" is more than 57 and less than 58: someone of exactly 18 years is read as
    more than 18. Without the day of the statement only the lower bound holds.
    """
    if stated is None:
        return Interval(years, math.inf, low_open=True)
    elapsed_low = max((on - stated.last).days, 0) / 365.25
    elapsed_high = max((on - stated.first).days, 0) / 365.25
    return Interval(years + elapsed_low, years + 1 + elapsed_high, low_open=True, high_open=True)


def cockcroft(
    age: Interval, sex: str | None, weight: Interval, creatinine: Interval
) -> Interval | None:
    """Creatinine clearance in mL/min: (140 - age) x weight x k / creatinine.

    Age in completed years, weight in kg, creatinine in µmol/L; k is 1.23 for a man and
    1.04 for a woman, both when the sex is unknown. Cockcroft and Gault, Nephron 1976.
    Returns None when the creatinine is not a positive number.
    """
    if creatinine.low <= 0 or math.isinf(age.high) or math.isinf(weight.high):
        return None
    factors = {"male": (MALE_FACTOR,), "female": (FEMALE_FACTOR,)}.get(
        sex or "", (FEMALE_FACTOR, MALE_FACTOR)
    )
    corners = [
        (140 - years) * kilograms * factor / micromoles
        for years in (age.low, age.high)
        for kilograms in (weight.low, weight.high)
        for micromoles in (creatinine.low, creatinine.high)
        for factor in factors
    ]
    return Interval(max(min(corners), 0.0), max(corners))
