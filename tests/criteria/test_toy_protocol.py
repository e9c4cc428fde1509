"""Another trial, as data alone: what a protocol can say beyond STEREO-SEIN."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from criteria.evaluation import Assessment, assess
from criteria.facts import Fact, Status
from criteria.protocol import Protocol, parse
from criteria.questions import questions
from criteria.record import Record

TEXT = """\
protocol: toy
title: "Essai jouet"
facts:
  smoker: {label: "Tabagisme actif", question: "Fume-t-elle ?", values: {present: "oui", absent: "non"}}
definitions:
  fit: "ecog <= 1"
assumptions:
  all_sites: "Les sites cités sont tous les sites."
freshness: {months: 1, keys: [ecog]}
inclusion:
  - id: A1
    title: "Forme"
    text: "Bon état général"
    rule: fit
  - id: A2
    title: "Ganglions"
    text: "Pas plus de 3 lésions"
    rule: "lesion_total <= 3"
    assumes: [all_sites]
  - id: A3
    title: "Poumon"
    text: "Poumon : conditions"
    when: "metastasis(lung) is present"
    all:
      - "metastasis(lung).size_mm < 3 cm"
      - {id: A3a, title: "Tabac", text: "Ne fume pas", rule: "smoker is absent"}
exclusion:
  - id: B1
    title: "Ménopause"
    text: "Ménopause"
    excludes: "menopause is postmenopausal"
    unless: {source: A1, rule: fit, text: "Le bon état général l'emporte."}
  - id: B2
    title: "Plaquettes"
    text: "Plaquettes"
    excludes: "platelets < 100 G/L"
    doubts: [{text: "Valeur à contrôler.", when: "platelets < 120 G/L"}]
"""


@pytest.fixture(scope="module")
def protocol() -> Protocol:
    return parse(TEXT, "toy.yaml")


def fact(key: str, value: Any, unit: str | None = None, **attrs: Any) -> Fact:
    return Fact(key=key, value=value, unit=unit, attrs=attrs, status=Status.ENTERED)


def assessed(protocol: Protocol, *facts: Fact) -> Assessment:
    record = Record.from_facts(facts, ref_date=datetime.date(2025, 3, 1))
    return assess(protocol, record)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param([fact("ecog", 1)], {"A1": "pass"}, id="definition"),
        pytest.param(
            [fact("metastasis", "absent", site="lung")],
            {"A3": "not_applicable", "A3a": "not_applicable"},
            id="not-applicable",
        ),
        pytest.param(
            [fact("metastasis", "present", site="lung", size_mm=12), fact("smoker", "absent")],
            {"A3": "pass", "A3a": "pass"},
            id="own-fact",
        ),
        pytest.param(
            [fact("metastasis", "present", site="lung", size_mm=12)],
            {"A3": "unknown", "A3a": "unknown"},
            id="own-fact-unknown",
        ),
        pytest.param(
            [fact("metastasis", "present", site="lung", size_mm=40), fact("smoker", "absent")],
            {"A3": "fail", "A3a": "pass"},
            id="condition-beside-parts",
        ),
        pytest.param(
            [fact("menopause", "postmenopausal"), fact("ecog", 0)], {"B1": "pass"}, id="lifted"
        ),
        pytest.param(
            [fact("menopause", "postmenopausal"), fact("ecog", 3)], {"B1": "fail"}, id="not-lifted"
        ),
        pytest.param([fact("menopause", "postmenopausal")], {"B1": "unknown"}, id="may-be-lifted"),
        pytest.param([fact("platelets", 90000, "/mm3")], {"B2": "fail"}, id="unit"),
        pytest.param([fact("platelets", 110, "G/L")], {"B2": "unknown"}, id="doubt"),
        pytest.param([fact("platelets", 200, "G/L")], {"B2": "pass"}, id="no-doubt"),
    ],
)
def test_statuses(protocol: Protocol, facts: list[Fact], expected: dict[str, str]) -> None:
    criteria = assessed(protocol, *facts).criteria
    assert {key: str(criteria[key].status) for key in expected} == expected


def test_the_exception_that_lifts_an_exclusion_is_told(protocol: Protocol) -> None:
    lifted = assessed(protocol, fact("menopause", "postmenopausal"), fact("ecog", 0))
    assert "Le bon état général l'emporte" in lifted.criteria["B1"].proof


def test_an_exception_that_lifts_nothing_is_not_told(protocol: Protocol) -> None:
    free = assessed(protocol, fact("menopause", "premenopausal"), fact("ecog", 0))
    assert "l'emporte" not in free.criteria["B1"].proof


def test_a_doubt_is_a_warning(protocol: Protocol) -> None:
    doubtful = assessed(protocol, fact("platelets", 110, "G/L"))
    assert doubtful.criteria["B2"].warnings == ("Valeur à contrôler.",)


def test_the_freshness_is_the_protocols(protocol: Protocol) -> None:
    old = assessed(protocol, fact("ecog", 1, date="2025-01-20"))
    assert old.criteria["A1"].warnings == ("OMS du 20/01/2025\u00a0: plus de 1 mois.",)


def test_a_fact_of_the_protocol_is_asked_in_its_words(protocol: Protocol) -> None:
    present = fact("metastasis", "present", site="lung", size_mm=12)
    record = Record.from_facts([present], ref_date=datetime.date(2025, 3, 1))
    asked = questions(protocol, record, assess(protocol, record))
    assert ("smoker", "Fume-t-elle ?") in [(one.item, one.question) for one in asked]
