"""Which fact is asked next."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from criteria.evaluation import assess
from criteria.facts import Document, Fact, Status
from criteria.protocol import load
from criteria.questions import Question, questions
from criteria.record import Record

DAY = datetime.date(2025, 3, 1)
SCAN = Document(id="scan", kind="imaging", date="2025-02-12")
LETTER = Document(id="letter", kind="consultation", date="2025-02-12")


def fact(key: str, value: Any, unit: str | None = None, **attrs: Any) -> Fact:
    return Fact(key=key, value=value, unit=unit, attrs=attrs, status=Status.ENTERED)


def asked(*facts: Fact, blocked: bool = False) -> list[Question]:
    record = Record.from_facts(facts, ref_date=DAY)
    record = replace(record, blocked=("Deux patients ?",)) if blocked else record
    protocol = load("stereo-sein")
    return questions(protocol, record, assess(protocol, record))


def items(*facts: Fact) -> list[str]:
    return [question.item for question in asked(*facts)]


@pytest.mark.parametrize(
    ("facts", "item"),
    [
        pytest.param([fact("ecog", 1)], "ecog", id="known"),
        pytest.param([fact("er", "positive", percent=90)], "pr", id="the-other-receptor"),
        pytest.param([fact("her2_ihc", "3+")], "her2_ish", id="ish-after-3+"),
        pytest.param([fact("metastasis", "absent", site="liver")], "ast", id="not-applicable"),
        pytest.param([], "ast", id="liver-not-stated"),
        pytest.param([], "canal_invasion", id="spine-not-stated"),
        pytest.param([fact("sex", "male")], "pregnancy", id="man"),
        pytest.param([fact("menopause", "postmenopausal")], "breastfeeding", id="menopause"),
        pytest.param(
            [fact("metastasis", "present", site="liver", size_mm=90)], "cirrhosis",
            id="already-refused",
        ),
    ],
)  # fmt: skip
def test_what_can_change_nothing_is_not_asked(facts: list[Fact], item: str) -> None:
    assert item not in items(*facts)


@pytest.mark.parametrize(
    ("facts", "item"),
    [
        pytest.param([], "ecog", id="unknown"),
        pytest.param([fact("er", "negative", percent=0)], "pr", id="the-other-receptor"),
        pytest.param([fact("her2_ihc", "2+")], "her2_ish", id="ish-after-2+"),
        pytest.param([], "metastasis(liver)", id="liver"),
        pytest.param(
            [fact("metastasis", "suspected", site="spine")], "metastasis(spine)", id="suspected"
        ),
        pytest.param([fact("metastasis", "present", site="liver")], "albumin", id="liver-present"),
        pytest.param([fact("compliance_obstacle", "absent")], "life_expectancy", id="judgement"),
    ],
)
def test_what_can_still_decide_is_asked(facts: list[Fact], item: str) -> None:
    assert item in items(*facts)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("er", "compliance_obstacle"),
        ("ecog", "consent"),
        ("life_expectancy", "consent"),
        ("systemic_treatment", "social_security"),
        ("her2_ihc", "her2_ish"),
        ("connective_tissue_disease", "scleroderma"),
        ("sex", "menopause"),
        ("menopause", "pregnancy"),
        ("pregnancy", "breastfeeding"),
        ("ecog", "metastasis(spine)"),
    ],
)
def test_what_comes_before(first: str, then: str) -> None:
    order = items()
    assert order.index(first) < order.index(then)


def test_a_question_says_what_it_decides() -> None:
    decides = {question.item: question.decides for question in asked()}
    assert decides["systemic_treatment"] == ("I7", "E3")


@pytest.mark.parametrize(
    ("attrs", "aspect", "words"),
    [
        ({"count": 2}, "size_mm", "plus grande taille"),
        ({"size_mm": 20}, "count", "Combien"),
        ({"count": 1, "size_mm": 120}, "volume_ml", "volume"),
    ],
)
def test_the_attribute_that_is_missing_is_asked(
    attrs: dict[str, Any], aspect: str, words: str
) -> None:
    found = {
        question.aspect: question.question
        for question in asked(fact("metastasis", "present", site="lung", **attrs))
        if question.item == "metastasis(lung)"
    }
    assert words in found[aspect]


def test_the_limit_of_the_laboratory_is_asked_for_a_bare_value() -> None:
    liver = fact("metastasis", "present", site="liver")
    found = {one.item: one.question for one in asked(liver, fact("ast", 35, "UI/L"))}
    assert "limite supérieure" in found["ast"]


def test_a_contradiction_is_asked_as_such() -> None:
    facts = [
        Fact(key="ecog", value=value, document=document, status=Status.CONFIRMED)
        for value, document in ((1, SCAN), (3, LETTER))
    ]
    question = next(one for one in asked(*facts) if one.item == "ecog")
    assert question.question.startswith("Les documents se contredisent.")


def test_nothing_is_asked_while_the_identity_is_in_doubt() -> None:
    assert asked(blocked=True) == []


def test_no_item_is_asked_twice_for_the_same_thing() -> None:
    asked_for = [(question.item, question.aspect) for question in asked()]
    assert len(asked_for) == len(set(asked_for))
