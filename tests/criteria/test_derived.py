"""What is computed from facts: age, clearance, vertebrae, receptors, HER2."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from criteria.derived.known import Known
from criteria.derived.patient import aged, cockcroft, completed_years, exact_age
from criteria.derived.receptors import her2_status, hormone_receptors
from criteria.derived.values import interval_of, same_measure
from criteria.derived.vertebrae import longest_run
from criteria.facts import Document, Fact
from criteria.quantities import Interval, parse_span

DATE = datetime.date.fromisoformat


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        ("1955-09-14", "2025-02-10", 69),
        ("1955-09-14", "2025-09-13", 69),
        ("1955-09-14", "2025-09-14", 70),
        ("1960-02-29", "2025-02-28", 64),
        ("1960-02-29", "2025-03-01", 65),
    ],
)
def test_completed_years(birth: str, on: str, years: int) -> None:
    assert completed_years(DATE(birth), DATE(on)) == years


@pytest.mark.parametrize(
    ("on", "more"), [("2025-03-01", False), ("2025-03-02", True), ("2025-02-28", False)]
)
def test_more_than_18_from_the_day_after_the_birthday(on: str, more: bool) -> None:
    assert (exact_age(DATE("2007-03-01"), DATE(on)) > 18) is more


def test_the_exact_age_of_someone_born_on_29_february() -> None:
    assert exact_age(DATE("2008-02-29"), DATE("2026-03-01")) == 18


@pytest.mark.parametrize(
    ("years", "stated", "low", "high"),
    [
        pytest.param(57, "2025-03-01", 57, 58, id="today"),
        pytest.param(57, "2023-03-01", 59, 60, id="two-years-ago"),
        pytest.param(57, "2026-01-01", 57, 58, id="after-the-screening"),
    ],
)
def test_an_age_stated_on_a_day(years: int, stated: str, low: float, high: float) -> None:
    interval = aged(years, parse_span(stated), DATE("2025-03-01"))
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=0.01)


def test_an_undated_age_is_only_a_lower_bound() -> None:
    interval = aged(57, None, DATE("2025-03-01"))
    assert (interval.compare(">", 18), interval.compare("<", 80)) == (True, None)


@pytest.mark.parametrize(
    ("age", "sex", "weight", "creatinine", "clearance"),
    [
        pytest.param(69, "male", 82, 99.008, 72.3, id="man"),
        pytest.param(66, "female", 63, 58, 83.6, id="woman"),
        pytest.param(60, "female", 60, 80, 62.4, id="worked-example"),
    ],
)
def test_cockcroft(age: int, sex: str, weight: float, creatinine: float, clearance: float) -> None:
    exact = Interval.exactly
    result = cockcroft(exact(age), sex, exact(weight), exact(creatinine))
    assert result is not None
    assert result.low == pytest.approx(clearance, abs=0.05)
    assert result.exact


def test_cockcroft_of_an_unknown_sex_spans_both() -> None:
    exact = Interval.exactly
    result = cockcroft(exact(60), None, exact(60), exact(80))
    assert result is not None
    assert (result.low, result.high) == pytest.approx((62.4, 73.8))


def test_cockcroft_without_a_creatinine() -> None:
    exact = Interval.exactly
    assert cockcroft(exact(60), "male", exact(60), exact(0)) is None


@pytest.mark.parametrize(
    ("levels", "run"),
    [
        ([], 0),
        (["T8"], 1),
        (["T8", "T10"], 1),
        (["T9", "T8"], 2),
        (["C7", "T1"], 2),
        (["T12", "L1", "L2"], 3),
        (["L5", "S1"], 2),
        (["T3", "T4", "T8", "T9", "T10", "T10"], 3),
        (["sacrum"], 0),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else str(value),
)
def test_the_longest_run_of_vertebrae(levels: list[str], run: int) -> None:
    assert longest_run(levels) == run


@pytest.mark.parametrize(
    ("key", "value", "unit", "attrs", "to", "expected"),
    [
        ("ast", 80, "UI/L", {"uln": 40}, "xULN", Interval(2, 2)),
        ("ast", 80, "UI/L", {}, "xULN", None),
        ("ast", "normal", None, {}, "xULN", Interval(0, 1)),
        ("ast", 2, "xULN", {"uln": 40}, "UI/L", Interval(80, 80)),
        ("albumin", 2.5, "g/dL", {}, "g/L", Interval(25, 25)),
        ("life_expectancy", 3, None, {"bound": "gt"}, "months",
         Interval(3, float("inf"), low_open=True)),
        ("life_expectancy", 3, None, {"bound": "le"}, "months", Interval(0, 3)),
        ("ecog", 2, None, {"karnofsky": 60}, None, Interval(2, 3)),
        ("ecog", 1, None, {"karnofsky": 60}, None, Interval(1, 1)),
        ("ecog", 1, None, {"karnofsky": 80}, None, Interval(1, 1)),
    ],
)  # fmt: skip
def test_the_number_that_a_fact_states(
    key: str, value: Any, unit: str | None, attrs: dict[str, Any], to: str | None,
    expected: Interval | None,
) -> None:  # fmt: skip
    assert interval_of(key, value, unit, attrs, to) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"), [(100, 101, True), (100, 103, False), (0, 0, True), (0, 1, False)]
)
def test_one_measure_told_twice(one: float, other: float, same: bool) -> None:
    assert same_measure(Interval.exactly(one), Interval.exactly(other)) is same


A = Document(id="a", date="2025-01-10")
B = Document(id="b", date="2025-02-10")


def result(key: str, value: str, document: Document | None = None, **attrs: Any) -> Fact:
    return Fact(key=key, value=value, attrs=attrs, document=document)


def states(known: Known) -> list[set[str]]:
    return [
        set(option.content) for option in known.options if isinstance(option.content, frozenset)
    ]


POSITIVE, LOW, NEGATIVE = {"positive"}, {"low"}, {"negative"}


@pytest.mark.parametrize(
    ("er", "pr", "hr", "expected"),
    [
        pytest.param([("positive", {})], [], [], [POSITIVE], id="one-positive"),
        pytest.param([("negative", {})], [], [], [NEGATIVE | LOW | POSITIVE], id="other-unknown"),
        pytest.param([("low", {})], [("negative", {})], [], [LOW], id="low"),
        pytest.param([("positive", {"percent": 5})], [("negative", {})], [], [LOW], id="percent"),
        pytest.param([("positive", {"allred": 4})], [("negative", {})], [], [LOW | POSITIVE],
                     id="allred-4"),
        pytest.param([("positive", {"allred": 7})], [("negative", {})], [], [POSITIVE],
                     id="allred-7"),
        pytest.param([("positive", {"hscore": 20})], [("negative", {})], [], [LOW | POSITIVE],
                     id="hscore-20"),
        pytest.param([("positive", {"hscore": 30})], [("negative", {})], [], [POSITIVE],
                     id="hscore-30"),
        pytest.param([], [], [("positive", {})], [POSITIVE], id="whole"),
        pytest.param([("low", {})], [("negative", {})], [("positive", {})], [LOW],
                     id="detail-prevails"),
        pytest.param([("low", {"specimen": "metastasis"})], [("positive", {"specimen": "metastasis"})],
                     [("positive", {"specimen": "primary"})], [POSITIVE], id="whole-of-another"),
        pytest.param([("positive", {"specimen": "primary"}), ("negative", {"specimen": "metastasis"})],
                     [("negative", {})], [], [POSITIVE, NEGATIVE], id="two-specimens"),
        pytest.param([("positive", {"specimen": "primary"}), ("negative", {"specimen": "metastasis"})],
                     [("positive", {"specimen": "primary"}), ("positive", {"specimen": "metastasis"})],
                     [], [POSITIVE], id="positive-on-every-specimen"),
        pytest.param([("positive", {"allred": 4}), ("positive", {"percent": 90})], [("negative", {})],
                     [], [POSITIVE], id="made-precise"),
        pytest.param([("negative", {})], [], [("negative", {})], [NEGATIVE], id="whole-negative"),
    ],
)  # fmt: skip
def test_hormone_receptors(er: Any, pr: Any, hr: Any, expected: list[set[str]]) -> None:
    told = [
        [result(key, value, **attrs) for value, attrs in statements]
        for key, statements in (("er", er), ("pr", pr), ("hr", hr))
    ]
    found = states(hormone_receptors(told[0], told[1], told[2], []))
    assert sorted(map(sorted, found)) == sorted(map(sorted, expected))


def test_a_percentage_prevails_over_the_word_of_its_document() -> None:
    er = [result("er", "positive", A), result("er", "low", A, percent=5)]
    assert states(hormone_receptors(er, [result("pr", "negative", A)], [], [])) == [LOW]


def test_a_percentage_contradicts_the_word_of_another_document() -> None:
    er = [result("er", "positive", A), result("er", "low", B, percent=5)]
    assert len(states(hormone_receptors(er, [result("pr", "negative", A)], [], []))) == 2


@pytest.mark.parametrize(
    ("ihc", "ish", "her2", "expected"),
    [
        pytest.param("0", None, None, [NEGATIVE], id="0"),
        pytest.param("1+", None, None, [NEGATIVE], id="1+"),
        pytest.param("2+", None, None, [NEGATIVE | POSITIVE], id="2+"),
        pytest.param("3+", None, None, [POSITIVE], id="3+"),
        pytest.param("2+", "not_amplified", None, [NEGATIVE], id="2+-not-amplified"),
        pytest.param("2+", "amplified", None, [POSITIVE], id="2+-amplified"),
        pytest.param("2+", "equivocal", None, [NEGATIVE | POSITIVE], id="2+-equivocal"),
        pytest.param("3+", "not_amplified", None, [POSITIVE], id="3+-not-amplified"),
        pytest.param("1+", "amplified", None, [POSITIVE], id="1+-amplified"),
        pytest.param(None, "not_amplified", None, [NEGATIVE], id="not-amplified-alone"),
        pytest.param(None, "equivocal", None, [NEGATIVE | POSITIVE], id="equivocal-alone"),
        pytest.param(None, None, "low", [NEGATIVE], id="her2-low"),
        pytest.param("2+", None, "negative", [NEGATIVE], id="2+-concluded-negative"),
        pytest.param("2+", None, "equivocal", [NEGATIVE | POSITIVE], id="2+-equivocal-conclusion"),
        pytest.param("1+", None, "positive", [NEGATIVE, POSITIVE], id="1+-concluded-positive"),
        pytest.param("3+", None, "negative", [NEGATIVE, POSITIVE], id="3+-concluded-negative"),
        pytest.param(None, None, None, [], id="nothing"),
    ],
)
def test_her2(ihc: str | None, ish: str | None, her2: str | None, expected: list[set[str]]) -> None:
    told = [
        [result(key, value)] if value else []
        for key, value in (("her2_ihc", ihc), ("her2_ish", ish), ("her2", her2))
    ]
    assert states(her2_status(told[0], told[1], told[2], [])) == expected


def test_an_ish_belongs_to_its_specimen() -> None:
    ihc = [result("her2_ihc", "2+", specimen=one) for one in ("primary", "metastasis")]
    ish = [result("her2_ish", "not_amplified", specimen="metastasis")]
    known = her2_status(ihc, ish, [], [])
    assert states(known) == [NEGATIVE | POSITIVE, NEGATIVE]
    assert known.missing == ("her2_ish(primary)",)


def test_an_ish_without_specimen_belongs_to_the_only_ihc() -> None:
    ihc = [result("her2_ihc", "2+", specimen="primary")]
    assert states(her2_status(ihc, [result("her2_ish", "not_amplified")], [], [])) == [NEGATIVE]


def test_an_ihc_without_specimen_takes_the_only_ish() -> None:
    ish = [result("her2_ish", "not_amplified", specimen="primary")]
    assert states(her2_status([result("her2_ihc", "2+")], ish, [], [])) == [NEGATIVE]
