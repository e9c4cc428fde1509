"""From the facts of several documents to the candidate values of each item."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from criteria.facts import Document, Fact, Status
from criteria.record import Record

DAY = datetime.date(2025, 3, 1)


def document(date: str | None, name: str | None = None) -> Document:
    return Document(id=name or str(date), kind="consultation", date=date)


def fact(
    key: str,
    value: Any,
    unit: str | None = None,
    *,
    on: str | None = "entered",
    name: str | None = None,
    status: Status | None = None,
    **attrs: Any,
) -> Fact:
    source = None if on == "entered" else document(on, name)
    default = Status.ENTERED if source is None else Status.CONFIRMED
    named = {attr.rstrip("_"): content for attr, content in attrs.items()}
    return Fact(
        key=key, value=value, unit=unit, attrs=named, document=source, status=status or default
    )


def values(*facts: Fact, item: str, provisional: bool = False) -> list[Any]:
    record = Record.from_facts(facts, ref_date=DAY, provisional=provisional)
    return [candidate.value for candidate in record.slots.get(item, ())]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param(
            [fact("ecog", 2, on="2024-11-03"), fact("ecog", 1, on="2025-02-20")], [1], id="latest"
        ),
        pytest.param(
            [fact("ecog", 2, on="2025-02-20"), fact("ecog", 1, on="2025-02-20", name="b")],
            [2, 1], id="same-day",
        ),
        pytest.param(
            [fact("ecog", 2, on=None), fact("ecog", 1, on=None, name="b")], [2, 1], id="undated"
        ),
        pytest.param(
            [fact("ecog", 2, on="2025-02-20"), fact("ecog", 1, on=None)], [2, 1],
            id="one-undated",
        ),
        pytest.param(
            [fact("ecog", 2, on="2025-02-20", date="2024-01-05"), fact("ecog", 1, on="2024-06-01")],
            [1], id="own-date-prevails",
        ),
        pytest.param(
            [fact("ecog", 2, on="2025-02-20", date="2025-02"), fact("ecog", 1, on="2025-02-10")],
            [2, 1], id="imprecise-dates-overlap",
        ),
        pytest.param(
            [fact("ecog", 2, on="2025-02-20"), fact("ecog", 1)], [1], id="entered-is-now"
        ),
        pytest.param([fact("ecog", 1), fact("ecog", 2)], [1, 2], id="entered-twice"),
        pytest.param(
            [fact("ecog", 1, on="2025-02-20"), fact("ecog", 1, on="2025-02-20", name="b")],
            [1], id="said-twice",
        ),
    ],
)  # fmt: skip
def test_a_state_that_changes(facts: list[Fact], expected: list[Any]) -> None:
    assert values(*facts, item="ecog") == expected


@pytest.mark.parametrize(
    ("one", "other", "candidates"),
    [
        pytest.param((12, "µmol/L"), (7, "mg/L"), 1, id="two-units"),
        pytest.param((12, "µmol/L"), (12, "mg/L"), 2, id="two-values"),
        pytest.param((12, "µmol/L"), ("normal", None), 1, id="normal"),
        pytest.param((90, "µmol/L"), ("normal", None), 2, id="not-normal"),
    ],
)
def test_two_statements_of_one_measure(one: Any, other: Any, candidates: int) -> None:
    facts = [
        fact("bilirubin", *one, on="2025-02-20"),
        fact("bilirubin", *other, on="2025-02-20", name="b"),
    ]
    assert len(values(*facts, item="bilirubin")) == candidates


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param(
            [("suspected", "2025-01-10"), ("absent", "2025-02-01")], ["absent"], id="lifted"
        ),
        pytest.param(
            [("absent", "2025-01-10"), ("suspected", "2025-02-01")], ["suspected"], id="raised"
        ),
        pytest.param(
            [("suspected", "2025-01-10"), ("present", "2025-02-01")], ["present"], id="proven"
        ),
        pytest.param(
            [("absent", "2025-01-10"), ("present", "2025-02-01")], ["present"], id="appeared"
        ),
        pytest.param(
            [("present", "2025-01-10"), ("absent", "2025-02-01")],
            ["present", "absent"], id="gone",
        ),
        pytest.param(
            [("present", "2025-02-01"), ("absent", "2025-02-01")],
            ["present", "absent"], id="same-day",
        ),
        pytest.param(
            [("present", None), ("absent", "2025-02-01")], ["present", "absent"], id="undated"
        ),
        pytest.param(
            [("present", "2024-12-01"), ("absent", "2025-01-10"), ("present", "2025-02-01")],
            ["present"], id="back",
        ),
    ],
)  # fmt: skip
def test_the_course_of_a_metastatic_site(
    facts: list[tuple[str, str | None]], expected: list[str]
) -> None:
    told = [
        fact("metastasis", value, on=on, name=str(rank), site="liver")
        for rank, (value, on) in enumerate(facts)
    ]
    assert values(*told, item="metastasis(liver)") == expected


@pytest.mark.parametrize(
    ("absent", "present", "counts"),
    [
        pytest.param({"on": "2013-04-01"}, {"on": "2025-02-10"}, False, id="years-before"),
        pytest.param({"on": "2025-02-01"}, {"on": "2025-02-10"}, True, id="same-workup"),
        pytest.param({"on": "2024-12-20"}, {"on": "2025-02-10"}, False, id="before-the-workup"),
        pytest.param(
            {"on": "2024-12-20"},
            {"on": "2025-02-10", "date": "2024-12-01"},
            True,
            id="diagnosis-dated-before",
        ),
        pytest.param(
            {"on": "2025-02-01"},
            {"on": "2025-02-10", "date": "2025-02-05"},
            False,
            id="diagnosis-dated-after",
        ),
        pytest.param({"on": "2013-04-01"}, {}, False, id="undated-diagnosis"),
        pytest.param({"on": "2025-01-10"}, {}, True, id="undated-diagnosis-recent"),
        pytest.param({}, {"on": "2025-02-10"}, True, id="absence-entered"),
    ],
)
def test_an_absence_before_the_metastatic_diagnosis(
    absent: dict[str, Any], present: dict[str, Any], counts: bool
) -> None:
    facts = [
        fact("metastasis", "absent", site="brain", **absent),
        fact("metastasis", "present", site="liver", **present),
    ]
    assert values(*facts, item="metastasis(brain)") == (["absent"] if counts else [])


def test_no_bone_metastasis_means_none_in_the_spine() -> None:
    assert values(fact("metastasis", "absent", site="bone"), item="metastasis(spine)") == ["absent"]


def test_a_spinal_metastasis_is_not_denied_by_the_other_bones() -> None:
    facts = [
        fact("metastasis", "absent", site="bone"),
        fact("metastasis", "present", site="spine"),
    ]
    assert values(*facts, item="metastasis(spine)") == ["present"]


def test_a_spinal_metastasis_says_nothing_of_the_other_bones() -> None:
    assert values(fact("metastasis", "absent", site="spine"), item="metastasis(bone)") == []


def test_no_connective_tissue_disease_means_no_scleroderma() -> None:
    absent = fact("connective_tissue_disease", "absent")
    assert values(absent, item="scleroderma") == ["absent"]


def described(*facts: Fact, item: str) -> list[dict[str, Any]]:
    record = Record.from_facts(facts, ref_date=DAY)
    names = ("count", "size_mm", "levels")
    return [
        {name: candidate.attrs[name] for name in names if name in candidate.attrs}
        for candidate in record.slots[item]
    ]


def liver(**attrs: Any) -> Fact:
    return fact("metastasis", "present", site="liver", **attrs)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param(
            [liver(on="2025-01-10", count=2, size_mm=30), liver(on="2025-02-10", size_mm=42)],
            [{"count": 2, "size_mm": 42}], id="latest-of-each",
        ),
        pytest.param(
            [liver(on="2025-02-10", size_mm=30), liver(on="2025-02-10", size_mm=42)],
            [{"size_mm": 42}], id="largest-of-one-document",
        ),
        pytest.param(
            [liver(on="2025-02-10", count=2), liver(on="2025-02-10", name="b", count=3)],
            [{"count": 2}, {"count": 3}], id="same-day",
        ),
        pytest.param(
            [liver(on="2025-02-10", count=2), liver(on="2025-02-10", name="b", count=2)],
            [{"count": 2}], id="not-added-up",
        ),
    ],
)  # fmt: skip
def test_the_description_of_a_site(facts: list[Fact], expected: list[dict[str, Any]]) -> None:
    assert described(*facts, item="metastasis(liver)") == expected


def test_only_facts_that_a_person_answers_for_count() -> None:
    facts = [fact("ecog", 3, on="2025-02-20", status=Status.PROPOSED)]
    assert values(*facts, item="ecog") == []
    assert values(*facts, item="ecog", provisional=True) == [3]


def test_a_rejected_fact_never_counts() -> None:
    facts = [fact("ecog", 3, on="2025-02-20", status=Status.REJECTED)]
    assert values(*facts, item="ecog", provisional=True) == []


def test_an_entered_fact_replaces_the_proposals_of_its_item() -> None:
    facts = [
        fact("metastasis", "present", site="brain", on="2025-02-20", status=Status.PROPOSED),
        fact("metastasis", "absent", site="brain"),
    ]
    assert values(*facts, item="metastasis(brain)", provisional=True) == ["absent"]


def test_an_entered_size_keeps_the_number_that_was_proposed() -> None:
    facts = [
        liver(on="2025-02-20", count=2, status=Status.PROPOSED),
        liver(size_mm=18),
    ]
    record = Record.from_facts(facts, ref_date=DAY, provisional=True)
    (candidate,) = record.slots["metastasis(liver)"]
    assert (candidate.attrs["count"], candidate.attrs["size_mm"]) == (2, 18)


def test_an_entered_fact_settles_documents_that_contradict_each_other() -> None:
    facts = [
        fact("metastasis", "present", site="brain", on="2025-02-20"),
        fact("metastasis", "absent", site="brain", on="2025-02-22"),
        fact("metastasis", "absent", site="brain"),
    ]
    assert values(*facts, item="metastasis(brain)") == ["absent"]


def test_an_entered_fact_that_contradicts_the_only_document_is_a_conflict() -> None:
    facts = [
        fact("metastasis", "present", site="brain", on="2025-02-20"),
        fact("metastasis", "absent", site="brain"),
    ]
    assert values(*facts, item="metastasis(brain)") == ["present", "absent"]


def treated(**attrs: Any) -> Fact:
    drug = attrs.pop("drug", "letrozole")
    return fact("systemic_treatment", drug, phase=attrs.pop("phase", "metastatic"), **attrs)


@pytest.mark.parametrize(
    ("facts", "courses"),
    [
        pytest.param(
            [treated(on="2025-01-10", status_="ongoing", start="2025-01"),
             treated(on="2025-02-20", status_="ongoing", start="2025-01-05")],
            [1], id="told-twice",
        ),
        pytest.param(
            [treated(on="2025-01-10", status_="ongoing", cycles=1),
             treated(on="2025-02-20", status_="ongoing", cycles=3)],
            [1], id="goes-on",
        ),
        pytest.param(
            [treated(on="2025-01-10", status_="completed", cycles=1),
             treated(on="2025-02-20", status_="completed", cycles=3)],
            [1, 1], id="past-told-differently",
        ),
        pytest.param(
            [treated(on="2025-02-20", phase="adjuvant", status_="completed"),
             treated(on="2025-02-20", status_="ongoing")],
            [2], id="two-phases",
        ),
        pytest.param(
            [treated(on="2025-02-20", drug="endocrine", status_="ongoing"),
             treated(on="2025-01-10", status_="ongoing")],
            [1], id="class-and-drug",
        ),
        pytest.param(
            [treated(on="2025-02-20", drug="letrozole", status_="ongoing"),
             treated(on="2025-02-20", drug="goserelin", status_="ongoing")],
            [2], id="two-drugs",
        ),
        pytest.param(
            [treated(on="2025-02-20", drug="denosumab", status_="ongoing")], [0], id="bone-agent"
        ),
        pytest.param([treated(on="2025-02-20", status_="planned")], [0], id="plan"),
        pytest.param([treated(on="2025-02-20", status_="never")], [0], id="never"),
    ],
)  # fmt: skip
def test_one_course_a_treatment(facts: list[Fact], courses: list[int]) -> None:
    record = Record.from_facts(facts, ref_date=DAY)
    assert [len(history.courses) for history in record.histories] == courses


def test_a_later_statement_makes_the_dates_more_precise() -> None:
    record = Record.from_facts(
        [
            treated(on="2025-01-10", status_="ongoing", start="2025"),
            treated(on="2025-02-20", status_="stopped", end="2025-02"),
        ],
        ref_date=DAY,
    )
    (course,) = record.histories[0].courses
    assert (course.status, str(course.start and course.start.first), str(course.end and course.end.last)) == (
        "stopped", "2025-01-01", "2025-02-28",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param(
            [fact("primary_surgery", "none", on="2024-11-03"),
             fact("primary_surgery", "mastectomy", on="2025-02-20", date="2025-01")],
            ["mastectomy"], id="done-later",
        ),
        pytest.param(
            [fact("primary_surgery", "mastectomy", on="2024-11-03", date="2019"),
             fact("primary_surgery", "none", on="2025-02-20")],
            ["mastectomy", "none"], id="contradicted",
        ),
        pytest.param(
            [fact("primary_surgery", "mastectomy", on="2024-11-03", status_="planned"),
             fact("primary_surgery", "none", on="2025-02-20")],
            ["none"], id="plan-given-up",
        ),
    ],
)  # fmt: skip
def test_local_treatments(facts: list[Fact], expected: list[str]) -> None:
    assert values(*facts, item="primary_surgery") == expected


def test_a_date_that_cannot_be_read_is_no_date() -> None:
    facts = [fact("ecog", 2, on="20 février"), fact("ecog", 1, on="2025-02-20")]
    assert values(*facts, item="ecog") == [2, 1]


def spine(on: str, levels: list[str], name: str | None = None) -> Fact:
    return fact("metastasis", "present", site="spine", on=on, name=name, levels=levels)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param(
            [spine("2025-02-10", ["T8"]), spine("2025-02-10", ["T9", "T8"])],
            [{"levels": ["T8", "T9"]}],
            id="one-document",
        ),
        pytest.param(
            [spine("2025-02-10", ["T8"], "a"), spine("2025-02-10", ["T8", "T9"], "b")],
            [{"levels": ["T8", "T9"]}],
            id="the-fuller-list",
        ),
        pytest.param(
            [spine("2025-02-10", ["T8"], "a"), spine("2025-02-10", ["L1"], "b")],
            [{"levels": ["T8"]}, {"levels": ["L1"]}],
            id="two-lists",
        ),
        pytest.param(
            [spine("2025-01-10", ["T8", "T9"]), spine("2025-02-10", ["T8"])],
            [{"levels": ["T8"]}],
            id="the-latest-list",
        ),
    ],
)
def test_the_levels_of_the_spine(facts: list[Fact], expected: list[dict[str, Any]]) -> None:
    assert described(*facts, item="metastasis(spine)") == expected


def test_whether_the_disease_was_metastatic_from_the_start_is_no_evolution() -> None:
    facts = [
        fact("metastatic", "present", on="2025-01-10", synchronous=True),
        fact("metastatic", "present", on="2025-02-10", synchronous=False),
    ]
    record = Record.from_facts(facts, ref_date=DAY)
    told = [candidate.attrs["synchronous"] for candidate in record.slots["metastatic"]]
    assert sorted(told) == [False, True]
