"""What must hold for every patient: nothing known is ever contradicted by learning more."""

from __future__ import annotations

import datetime
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.evaluation import Status, assess
from criteria.facts import Document, Fact
from criteria.facts import Status as FactStatus
from criteria.protocol import load
from criteria.record import Record

DAY = datetime.date(2025, 3, 1)
LETTER = Document(id="letter", kind="consultation", date="2025-02-20")
SCAN = Document(id="scan", kind="imaging", date="2025-02-12")

Statement = tuple[str, Any, str | None, dict[str, Any]]


def told(key: str, value: Any, unit: str | None = None, **attrs: Any) -> list[Statement]:
    return [(key, value, unit, {name.rstrip("_"): told for name, told in attrs.items()})]


def treatment(drug: str, drug_class: str, **attrs: Any) -> list[Statement]:
    return told("systemic_treatment", drug, class_=drug_class, phase="metastatic", **attrs)


MEASURED = ("liver", "lung", "lymph_node", "adrenal")

SLOTS: dict[str, list[list[Statement]]] = {
    "birth_date": [told("birth_date", day) for day in ("1955-09-14", "2007-02-27", "2010-01-01")],
    "sex": [
        told("sex", "female"),
        told("sex", "male"),
        told("menopause", "postmenopausal"),
        told("sex", "female") + told("pregnancy", "present"),
        told("pregnancy", "absent") + told("breastfeeding", "absent"),
        told("pregnancy", "absent") + told("breastfeeding", "present"),
    ],
    "ecog": [told("ecog", value) for value in range(5)],
    "histology": [told("histology", "nst", specimen="primary"), told("histology", "dcis")],
    "receptors": [
        told("er", "positive", percent=90, specimen="primary"),
        told("er", "low", percent=5, specimen="primary"),
        told("er", "negative", percent=0, specimen="primary"),
        told("hr", "negative"),
        told("hr", "positive"),
    ],
    "pr": [
        told("pr", "positive", percent=30, specimen="primary"),
        told("pr", "negative", percent=0, specimen="primary"),
    ],
    "her2": [
        told("her2_ihc", "0"),
        told("her2_ihc", "3+"),
        told("her2_ihc", "2+"),
        told("her2_ihc", "2+") + told("her2_ish", "amplified"),
        told("her2", "low"),
    ],
    "surgery": [
        told("primary_surgery", "mastectomy", date="2021"),
        told("primary_surgery", "none"),
        told("primary_surgery", "mastectomy", status="planned", intent="curative"),
    ],
    "radiotherapy": [
        told("primary_radiotherapy", "present"),
        told("primary_radiotherapy", "absent"),
    ],
    "treatments": [
        told("systemic_treatment", "none", phase="metastatic", status="never"),
        treatment("letrozole", "endocrine", status="ongoing", start="2025-02-10"),
        treatment("letrozole", "endocrine", status="ongoing", start="2024-10-10"),
        treatment("docetaxel", "chemotherapy", status="stopped", cycles=1, end="2025-01-10"),
        treatment("docetaxel", "chemotherapy", status="completed", cycles=6, end="2024-11-10"),
        treatment("palbociclib", "targeted", status="ongoing", start="2025-02-20"),
        treatment("letrozole", "endocrine", status="planned"),
    ],
    **{
        site: [
            told("metastasis", "absent", site=site),
            told("metastasis", "suspected", site=site, count=1),
            told("metastasis", "present", site=site, count=2, size_mm=35),
            told("metastasis", "present", site=site, count=1, size_mm=120, volume_ml=600),
            told("metastasis", "present", site=site),
        ]
        for site in MEASURED
    },
    "brain": [told("metastasis", value, site="brain") for value in ("absent", "present")],
    "spine": [
        told("metastasis", "absent", site="spine"),
        told("metastasis", "present", site="spine", count=2, levels=["T8", "T9"]),
        told("metastasis", "present", site="spine", count=4, levels=["T8", "T9", "T10", "T11"]),
    ],
    "field": [told("in_irradiated_field", value) for value in ("absent", "present")],
    "weight": [told("weight", 60, "kg"), told("weight", 95, "kg")],
    "creatinine": [told("creatinine", 62, "µmol/L"), told("creatinine", 18, "mg/L")],
    "ast": [told("ast", 38, "UI/L", uln=40), told("ast", 4, "xULN"), told("ast", "normal")],
    "alt": [told("alt", 38, "UI/L", uln=40), told("alt", 35, "UI/L")],
    "bilirubin": [told("bilirubin", 12, "µmol/L"), told("bilirubin", 100, "µmol/L")],
    "albumin": [told("albumin", 39, "g/L"), told("albumin", 2.1, "g/dL")],
    "cirrhosis": [told("cirrhosis", value) for value in ("absent", "present", "suspected")],
    "hepatitis": [told("hepatitis", value) for value in ("absent", "present")],
    "bowel": [told("liver_distance_bowel", value) for value in ("adequate", "close")],
    "canal": [told("canal_invasion", value, "%") for value in (0, 40)],
    "compression": [told("cord_compression", value) for value in ("absent", "present")],
    "cauda": [told("cauda_equina", value) for value in ("absent", "present")],
    "deficit": [told("neuro_deficit", value) for value in ("absent", "present")],
    "instability": [told("spinal_instability", value) for value in ("absent", "present")],
    "flat": [told("lies_flat", value) for value in ("absent", "present")],
    "exam": [told("neuro_exam_date", "2025-03-01"), told("neuro_exam_date", "2025-01-01")],
    "randomization": [told("randomization_date", "2025-03-05")],
    "connective": [told("connective_tissue_disease", value) for value in ("absent", "present")],
    "life": [told("life_expectancy", 3, bound=bound) for bound in ("gt", "lt", "ge")],
    "obstacle": [told("compliance_obstacle", value) for value in ("absent", "present")],
    "security": [told("social_security", value) for value in ("absent", "present")],
    "consent": [told("consent", value) for value in ("signed", "not_signed", "refused")],
}
"""What can be told of a patient, one version a slot: no two slots tell the same thing."""


def facts_of(statements: list[Statement], status: FactStatus = FactStatus.CONFIRMED) -> list[Fact]:
    return [
        Fact(
            key=key,
            value=value,
            unit=unit,
            attrs=attrs,
            document=SCAN if key == "metastasis" else LETTER,
            status=status,
        )
        for key, value, unit, attrs in statements
    ]


@st.composite
def patients(draw: st.DrawFn) -> tuple[list[Statement], list[Statement]]:
    """A patient half known, and the same patient known better."""
    known, learnt = [], []
    for versions in SLOTS.values():
        when = draw(st.sampled_from(["never", "known", "learnt"]))
        if when == "never":
            continue
        statements = draw(st.sampled_from(versions))
        (known if when == "known" else learnt).extend(statements)
    return known, learnt


def statuses(facts: list[Fact]) -> dict[str, tuple[Status, bool]]:
    assessment = assess(load("stereo-sein"), Record.from_facts(facts, ref_date=DAY))
    return {key: (one.status, bool(one.assumes)) for key, one in assessment.criteria.items()}


@settings(max_examples=150, deadline=None)
@given(patients())
def test_learning_more_never_contradicts_what_was_decided(
    patient: tuple[list[Statement], list[Statement]],
) -> None:
    known, learnt = patient
    before, after = statuses(facts_of(known)), statuses(facts_of(known + learnt))
    contradicted = [
        identifier
        for identifier, (status, assumed) in before.items()
        if status is not Status.UNKNOWN
        and not assumed
        and after[identifier][0] is not status
        and Status.UNKNOWN not in (status, after[identifier][0])
    ]
    assert contradicted == []


@settings(max_examples=60, deadline=None)
@given(patients(), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_does_not_matter(
    patient: tuple[list[Statement], list[Statement]], shuffler: random.Random
) -> None:
    facts = facts_of(patient[0] + patient[1])
    shuffled = list(facts)
    shuffler.shuffle(shuffled)
    assert statuses(shuffled) == statuses(facts)


@settings(max_examples=30, deadline=None)
@given(patients())
def test_no_proposed_fact_decides(patient: tuple[list[Statement], list[Statement]]) -> None:
    facts = facts_of(patient[0] + patient[1], FactStatus.PROPOSED)
    assert {status for status, _ in statuses(facts).values()} == {Status.UNKNOWN}


@settings(max_examples=30, deadline=None)
@given(patients())
def test_a_rejected_fact_does_not_count(patient: tuple[list[Statement], list[Statement]]) -> None:
    known, rejected = patient
    facts = facts_of(known)
    with_rejected = facts + facts_of(rejected, FactStatus.REJECTED)
    assert statuses(with_rejected) == statuses(facts)


@settings(max_examples=30, deadline=None)
@given(patients())
def test_confirming_every_proposal_gives_the_provisional_statuses(
    patient: tuple[list[Statement], list[Statement]],
) -> None:
    known, proposed = patient
    facts = facts_of(known) + facts_of(proposed, FactStatus.PROPOSED)
    record = Record.from_facts(facts, ref_date=DAY, provisional=True)
    provisional = assess(load("stereo-sein"), record)
    confirmed = statuses(facts_of(known + proposed))
    assert {key: one.status for key, one in provisional.criteria.items()} == {
        key: status for key, (status, _) in confirmed.items()
    }


@pytest.mark.parametrize("value", ["present", "absent"])
def test_telling_the_same_in_two_documents_changes_nothing(value: str) -> None:
    once = facts_of(told("metastasis", value, site="liver"))
    twice = [*once, once[0].model_copy(update={"document": LETTER})]
    assert statuses(twice) == statuses(once)
