"""French numbers, units, intervals and imprecise dates."""

from __future__ import annotations

import datetime
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from criteria.quantities import (
    DISTANT_FUTURE,
    DISTANT_PAST,
    UNITS,
    Interval,
    QuantityError,
    Span,
    convert,
    convertible,
    parse_number,
    parse_span,
    parse_unit,
    split_quantity,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2,5", 2.5),
        ("2.5", 2.5),
        ("1 350", 1350),
        ("268 000", 268000),
        ("268\u202f000", 268000),
        ("1\u00a0250,75", 1250.75),
        (" 14 ", 14),
        ("0", 0),
    ],
)
def test_a_french_number(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["", "douze", "2,5,1", "12 34", "3N", "> 3"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(QuantityError):
        parse_number(text)


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=0, max_value=99))
def test_a_number_is_read_back(whole: int, cents: int) -> None:
    grouped = f"{whole:,}".replace(",", "\u202f")
    assert parse_number(f"{grouped},{cents:02}") == pytest.approx(whole + cents / 100)


@pytest.mark.parametrize(
    ("text", "number", "rest"), [("2,5 g/dL", 2.5, "g/dL"), ("3N", 3, "N"), ("12", 12, "")]
)
def test_a_number_and_its_unit(text: str, number: float, rest: str) -> None:
    assert split_quantity(text) == (number, rest)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("µmol/l", "µmol/L"), ("μmol/L", "µmol/L"), ("umol/L", "µmol/L"), ("g/dl", "g/dL"),
        ("mg/dL", "mg/dL"), ("UI/l", "UI/L"), ("U/L", "UI/L"), ("N", "xULN"), ("x N", "xULN"),
        ("LSN", "xULN"), ("ml/mn", "mL/min"), ("mL/min/1,73 m²", "mL/min"), ("cm", "cm"),
        ("G/L", "G/L"), ("/mm3", "/mm3"), ("%", "%"), ("mois", "months"), ("ans", "years"),
    ],
)  # fmt: skip
def test_a_unit_as_written(text: str, unit: str) -> None:
    assert parse_unit(text) == unit


@pytest.mark.parametrize("text", ["", "furlong", "mol", "N/L"])
def test_a_unit_outside_the_table(text: str) -> None:
    with pytest.raises(QuantityError, match="inconnue"):
        parse_unit(text)


@pytest.mark.parametrize(
    ("value", "unit", "to", "substance", "expected"),
    [
        pytest.param(2.5, "g/dL", "g/L", "albumin", 25, id="albumin"),
        pytest.param(30, "mg/dL", "µmol/L", "bilirubin", 513, id="bilirubin-literal"),
        pytest.param(30, "mg/L", "µmol/L", "bilirubin", 51.3, id="bilirubin-per-litre"),
        pytest.param(11.2, "mg/L", "µmol/L", "creatinine", 99.008, id="creatinine"),
        pytest.param(88.4, "µmol/L", "mg/dL", "creatinine", 1, id="creatinine-back"),
        pytest.param(7, "cm", "mm", None, 70, id="length"),
        pytest.param(268000, "/mm3", "G/L", None, 268, id="platelets"),
        pytest.param(2, "years", "months", None, 24, id="years"),
        pytest.param(2, "weeks", "days", None, 14, id="weeks"),
    ],
)
def test_conversion(
    value: float, unit: str, to: str, substance: str | None, expected: float
) -> None:
    assert convert(value, unit, to, substance=substance) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("unit", "to", "substance"),
    [
        ("mm", "mL", None),
        ("UI/L", "xULN", "ast"),
        ("months", "days", None),
        ("mg/L", "µmol/L", "albumin"),
        ("mg/L", "µmol/L", None),
    ],
)
def test_what_does_not_measure_the_same(unit: str, to: str, substance: str | None) -> None:
    assert not convertible(unit, to, substance=substance)
    with pytest.raises(QuantityError, match="ne mesurent pas la même chose"):
        convert(1, unit, to, substance=substance)


@given(
    st.floats(min_value=1e-3, max_value=1e6),
    st.sampled_from([(a, b) for a in UNITS for b in UNITS if convertible(a, b)]),
)
def test_a_conversion_is_undone_by_the_opposite_one(value: float, units: tuple[str, str]) -> None:
    there, back = units
    assert convert(convert(value, there, back), back, there) == pytest.approx(value)


@pytest.mark.parametrize(
    ("interval", "operator", "limit", "expected"),
    [
        pytest.param(Interval.exactly(3), "<", 3, False, id="3<3"),
        pytest.param(Interval.exactly(3), "<=", 3, True, id="3<=3"),
        pytest.param(Interval.exactly(3), ">", 3, False, id="3>3"),
        pytest.param(Interval.exactly(3), ">=", 3, True, id="3>=3"),
        pytest.param(Interval.exactly(3), "=", 3, True, id="3=3"),
        pytest.param(Interval.exactly(3), "!=", 3, False, id="3!=3"),
        pytest.param(Interval(3, math.inf, low_open=True), ">", 3, True, id="more-than-3"),
        pytest.param(Interval(3, math.inf), ">", 3, None, id="3-or-more"),
        pytest.param(Interval(0, 3, high_open=True), "<", 3, True, id="less-than-3"),
        pytest.param(Interval(0, 3), "<", 3, None, id="3-or-less"),
        pytest.param(Interval(2, 4), "<=", 3, None, id="2-to-4"),
        pytest.param(Interval(4, 5), "<=", 3, False, id="4-to-5"),
        pytest.param(Interval(2, 4), "=", 3, None, id="maybe-3"),
        pytest.param(Interval(4, 5), "=", 3, False, id="never-3"),
        pytest.param(Interval(3, 5, low_open=True), "=", 3, False, id="just-above-3"),
        pytest.param(Interval(3, 5, low_open=True), "<=", 3, False, id="just-above-3-le"),
    ],
)
def test_comparing_an_interval(
    interval: Interval, operator: str, limit: float, expected: bool | None
) -> None:
    assert interval.compare(operator, limit) is expected


bounds = st.integers(min_value=-20, max_value=20)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(bounds), draw(bounds)))
    if low == high:
        return Interval(low, high)
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


@given(intervals(), bounds, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]))
def test_an_interval_answers_for_all_its_numbers(
    interval: Interval, limit: int, operator: str
) -> None:
    points = [interval.low + (interval.high - interval.low) * step / 8 for step in range(9)]
    if interval.low_open:
        points = points[1:]
    if interval.high_open:
        points = points[:-1]
    answers = {Interval.exactly(point).compare(operator, limit) for point in points}
    told = interval.compare(operator, limit)
    assert told is None or answers == {told}


@given(intervals(), intervals())
def test_overlapping_is_mutual(one: Interval, other: Interval) -> None:
    assert one.overlaps(other) == other.overlaps(one)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-03-12", "2025-03-12", "2025-03-12"),
    ],
)
def test_an_imprecise_date(text: str, first: str, last: str) -> None:
    iso = datetime.date.fromisoformat
    assert parse_span(text) == Span(iso(first), iso(last))


@pytest.mark.parametrize("text", ["", "12/03/2025", "2025-13", "2025-02-30", "mars 2025", "0000"])
def test_what_is_no_iso_date(text: str) -> None:
    with pytest.raises(QuantityError):
        parse_span(text)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2024", "2025", True),
        ("2025-03", "2025-03-12", None),
        ("2025-03-12", "2025-03-12", False),
        ("2025", "2024", False),
        ("2025-02", "2025-03-01", True),
    ],
)
def test_before(one: str, other: str, expected: bool | None) -> None:
    assert parse_span(one).before(parse_span(other)) is expected


def test_days_between_imprecise_dates() -> None:
    days = parse_span("2025-03-01").days_since(parse_span("2025-01"))
    assert (days.low, days.high) == (29, 59)


def test_days_since_what_never_was_or_goes_on() -> None:
    day = parse_span("2025-03-01")
    assert day.days_since(Span(DISTANT_PAST, DISTANT_PAST)).low == math.inf
    assert day.days_since(Span(DISTANT_FUTURE, DISTANT_FUTURE)).high == -math.inf


def test_narrowing_dates() -> None:
    assert parse_span("2025").narrowed(parse_span("2025-03")) == parse_span("2025-03")
    assert parse_span("2024").narrowed(parse_span("2025")) is None
