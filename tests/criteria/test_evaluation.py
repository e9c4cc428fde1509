"""Assessments: proofs, conflicts, readings, assumptions, and the JSON that programs read."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest

from criteria.evaluation import Assessment, assess
from criteria.facts import Document, Evidence, Fact, Status
from criteria.protocol import load
from criteria.questions import questions, screen_json
from criteria.record import Record

DAY = datetime.date(2025, 3, 1)
OLD = Document(id="old", kind="pathology", date="2013-04-11")
LETTER = Document(id="letter", kind="consultation", date="2025-02-20")
SCAN = Document(id="scan", kind="imaging", date="2025-02-12")


def fact(
    key: str,
    value: Any,
    unit: str | None = None,
    *,
    document: Document | None = None,
    status: Status | None = None,
    quote: str = "",
    **attrs: Any,
) -> Fact:
    default = Status.ENTERED if document is None else Status.CONFIRMED
    named = {name.rstrip("_"): content for name, content in attrs.items()}
    pieces = (Evidence(start=0, end=len(quote), text=quote),) if quote else ()
    return Fact(
        key=key, value=value, unit=unit, attrs=named, document=document,
        status=status or default, evidence=pieces,
    )  # fmt: skip


def assessed(*facts: Fact, provisional: bool = False, assumed: tuple[str, ...] = ()) -> Assessment:
    record = Record.from_facts(facts, ref_date=DAY, provisional=provisional)
    return assess(load("stereo-sein"), record, frozenset(assumed))


ELIGIBLE = (
    fact("histology", "nst", specimen="primary"),
    fact("er", "positive", percent=90, specimen="primary"),
    fact("her2_ihc", "0", specimen="primary"),
    fact("birth_date", "1960-05-02"),
    fact("ecog", 0),
    fact("primary_surgery", "mastectomy", date="2021"),
    fact("systemic_treatment", "none", phase="metastatic", status_="never"),
    fact("metastasis", "present", site="lung", count=2, size_mm=16),
    fact("metastasis", "absent", site="liver"),
    fact("metastasis", "absent", site="brain"),
    fact("metastasis", "absent", site="bone"),
    fact("in_irradiated_field", "absent"),
    fact("compliance_obstacle", "absent"),
    fact("life_expectancy", 12, bound="gt"),
    fact("social_security", "present"),
    fact("consent", "signed"),
    fact("connective_tissue_disease", "absent"),
    fact("menopause", "postmenopausal"),
)


def test_a_confirmed_eligible_waits_for_its_assumptions() -> None:
    assessment = assessed(*ELIGIBLE)
    assert assessment.verdict == "undetermined"
    assert [one.id for one in assessment.assumptions] == ["sites_complete", "organs_free"]
    assert any("sites métastatiques cités" in warning for warning in assessment.warnings)


def test_one_assumption_is_not_enough() -> None:
    assert assessed(*ELIGIBLE, assumed=("organs_free",)).verdict == "undetermined"


def test_confirmed_assumptions_let_eligible_stand() -> None:
    assessment = assessed(*ELIGIBLE, assumed=("sites_complete", "organs_free"))
    assert assessment.verdict == "eligible"
    assert assessment.warnings == ()


def test_a_provisional_eligible_only_warns() -> None:
    proposed = [one.with_status(Status.PROPOSED) for one in ELIGIBLE]
    assessment = assessed(*proposed, provisional=True)
    assert assessment.verdict == "eligible"
    assert len(assessment.warnings) == 2


def test_an_assumption_that_nothing_rests_on_is_not_asked() -> None:
    liver = fact("metastasis", "present", site="liver", count=1, size_mm=12)
    facts = [one for one in ELIGIBLE if one.attrs.get("site") != "liver"]
    assert [one.id for one in assessed(*facts, liver).assumptions] == ["sites_complete"]


@pytest.mark.parametrize(
    ("facts", "identifier", "words"),
    [
        pytest.param([fact("ecog", 1)], "I3", ["OMS : 1"], id="value"),
        pytest.param([], "I3", ["À renseigner : Indice OMS"], id="missing"),
        pytest.param(
            [fact("ast", 35, "UI/L"), fact("metastasis", "present", site="liver")], "I9a",
            ["ASAT (TGO) (limite supérieure du laboratoire)"], id="missing-limit",
        ),
        pytest.param(
            [fact("metastasis", "present", site="liver", count=1)], "I9c",
            ["Métastase hépatique (taille)"], id="missing-size",
        ),
        pytest.param(
            [fact("birth_date", "1955-09-14"), fact("weight", 82, "kg"), fact("sex", "male"),
             fact("creatinine", 11.2, "mg/L"), fact("metastasis", "present", site="liver")],
            "I10", ["Cockcroft calculé : 72,3 mL/min", "69 ans", "82 kg", "99 µmol/L"],
            id="computed",
        ),
        pytest.param([fact("ecog", 3)], "I3", ["Pas de remède prévu"], id="no-remedy"),
        pytest.param(
            [fact("consent", "not_signed")], "I14", ["non signé", "Remédiable : consentement"],
            id="remedy",
        ),
        pytest.param(
            [fact("her2_ihc", "2+")], "I5",
            ["2+", "À renseigner : HER2, hybridation in situ", "Remédiable : résultat"],
            id="result-to-wait-for",
        ),
        pytest.param(
            [fact("metastasis", "present", site="spine"), fact("neuro_exam_date", "2025-02-01"),
             fact("randomization_date", "2025-03-03")],
            "E5b", ["Remédiable : refaire un examen neurologique"], id="examination-to-redo",
        ),
        pytest.param(
            [fact("metastasis", "present", site="spine"),
             fact("systemic_treatment", "letrozole", phase="metastatic", status_="ongoing",
                  start="2025-02-20")],
            "E5d", ["Remédiable : reporter l'irradiation"], id="irradiation-to-postpone",
        ),
        pytest.param(
            [fact("metastasis", "absent", site="brain", document=OLD),
             fact("metastasis", "present", site="liver", document=SCAN)],
            "E4", ["Antérieur au diagnostic métastatique", "11/04/2013"], id="too-old",
        ),
        pytest.param(
            [fact("metastasis", "absent", site="brain"),
             fact("metastasis", "present", site="meninges")],
            "E4", ["Atteinte méningée", "à arbitrer"], id="doubt",
        ),
    ],
)  # fmt: skip
def test_what_a_proof_says(facts: list[Fact], identifier: str, words: list[str]) -> None:
    proof = assessed(*facts).criteria[identifier].proof.replace("\u00a0", " ")
    assert [word for word in words if word not in proof] == []
    assert "\n" not in proof


def test_a_conflict_shows_both_values_their_documents_and_quotes() -> None:
    result = assessed(
        fact("metastasis", "present", site="brain", document=SCAN, quote="lésion secondaire"),
        fact("metastasis", "absent", site="brain", document=LETTER, quote="pas de métastase"),
    ).criteria["E4"]
    assert result.status == "unknown"
    assert result.missing == ("metastasis(brain)",)
    assert result.proof.replace("\u00a0", " ") == (
        "Discordance : Métastase cérébrale : présente "
        "[compte rendu d'imagerie du 12/02/2025, « lésion secondaire »] / "
        "Métastase cérébrale : absente "
        "[lettre de consultation du 20/02/2025, « pas de métastase »]."
    )


def test_a_conflict_that_changes_nothing_is_not_told() -> None:
    result = assessed(
        fact("ecog", 0, document=SCAN, date="2025-02-12"),
        fact("ecog", 2, document=LETTER, date="2025-02-12"),
    ).criteria["I3"]
    assert (result.status, result.conflicts) == ("pass", ())


def test_a_conflict_on_what_makes_a_criterion_applicable_reaches_its_parts() -> None:
    criteria = assessed(
        fact("metastasis", "present", site="liver", size_mm=20, document=SCAN),
        fact("metastasis", "absent", site="liver", document=LETTER),
    ).criteria
    assert {criteria[name].status for name in ("I9", "I9c", "I10")} == {"unknown"}


def test_the_readings_of_an_ambiguous_limit_are_shown_when_they_differ() -> None:
    result = assessed(
        fact("metastasis", "present", site="liver"),
        fact("ast", "normal"),
        fact("alt", "normal"),
        fact("albumin", 40, "g/L"),
        fact("bilirubin", 100, "µmol/L"),
    ).criteria["I9a"]
    assert [(one.id, str(one.status)) for one in result.readings] == [
        ("literal", "pass"),
        ("per_litre", "fail"),
    ]
    assert len(result.warnings) == 2


@pytest.mark.parametrize(("value", "status"), [(40, "pass"), (600, "fail")])
def test_readings_that_agree_are_not_shown(value: int, status: str) -> None:
    result = assessed(
        fact("metastasis", "present", site="liver"),
        fact("ast", "normal"),
        fact("alt", "normal"),
        fact("albumin", 40, "g/L"),
        fact("bilirubin", value, "µmol/L"),
    ).criteria["I9a"]
    assert (result.status, result.readings) == (status, ())


def test_low_receptors_show_the_french_and_the_american_threshold() -> None:
    criteria = assessed(
        fact("er", "low", percent=8), fact("pr", "negative", percent=0), fact("her2_ihc", "0")
    ).criteria
    readings = [[(one.id, str(one.status)) for one in criteria[k].readings] for k in ("I4", "E1")]
    assert readings == [
        [("france", "fail"), ("asco_cap", "pass")],
        [("france", "fail"), ("asco_cap", "pass")],
    ]


def test_an_old_value_carries_a_warning() -> None:
    warnings = assessed(fact("ecog", 1, date="2024-11-30")).criteria["I3"].warnings
    assert warnings == ("OMS du 30/11/2024\u00a0: plus de 3 mois.",)


def test_a_value_of_three_months_carries_none() -> None:
    assert assessed(fact("ecog", 1, date="2024-12-01")).criteria["I3"].warnings == ()


def test_the_json_is_the_contract() -> None:
    record = Record.from_facts(ELIGIBLE, ref_date=DAY, provisional=True)
    protocol = load("stereo-sein")
    assessment = assess(protocol, record)
    output = screen_json(assessment, questions(protocol, record, assessment))
    assert list(output) == ["protocol", "date", "provisional", "verdict", "criteria", "questions"]
    assert (output["protocol"], output["date"], output["provisional"], output["verdict"]) == (
        "stereo-sein", "2025-03-01", True, "eligible",
    )  # fmt: skip
    assert all(
        list(content) == ["status", "proof", "missing", "warnings"]
        for content in output["criteria"].values()
    )
    assert json.loads(json.dumps(output)) == output


def test_parts_are_told_under_their_criterion() -> None:
    criteria = assessed().criteria
    assert criteria["I8"].children == ("I8a", "I8b", "I8c")
    assert criteria["I8b"].parent == "I8"


def test_the_parts_of_what_does_not_apply_do_not_apply() -> None:
    criteria = assessed(fact("metastasis", "absent", site="spine")).criteria
    assert {criteria[name].status for name in criteria["E5"].children} == {"not_applicable"}


def test_too_many_contradictions_stay_unknown() -> None:
    facts = [
        fact("metastasis", "present", site=site, document=document, count=count)
        for site in ("lung", "liver", "adrenal", "bone", "skin", "ovary", "pleura")
        for document, count in ((SCAN, 1), (SCAN.model_copy(update={"id": "other"}), 9))
    ]
    assert assessed(*facts).criteria["I8b"].status == "unknown"


def renal(creatinine: float) -> tuple[Fact, ...]:
    return (
        fact("metastasis", "present", site="liver"),
        fact("creatinine_clearance", creatinine, "mL/min", method="cockcroft"),
    )


ENDOCRINE = fact(
    "systemic_treatment", "letrozole", phase="metastatic", status_="ongoing", start="2025-02-20"
)
CHEMOTHERAPY = fact("systemic_treatment", "docetaxel", phase="metastatic", cycles=1)


@pytest.mark.parametrize(
    ("facts", "identifier", "words", "warned"),
    [
        pytest.param([fact("birth_date", "2006-10-01")], "I2", "18 ans", True, id="18-years"),
        pytest.param([fact("birth_date", "2006-02-28")], "I2", "18 ans", False, id="19-years"),
        pytest.param(renal(58.8), "I10", "2 %", True, id="2-percent-below"),
        pytest.param(renal(58.7), "I10", "2 %", False, id="more-than-2-percent-below"),
        pytest.param(renal(61.2), "I10", "2 %", True, id="2-percent-above"),
        pytest.param(renal(61.3), "I10", "2 %", False, id="more-than-2-percent-above"),
        pytest.param([ENDOCRINE], "I7", "à arrêter", True, id="tolerated"),
        pytest.param([ENDOCRINE], "I7", "cumul", False, id="one-tolerance"),
        pytest.param([CHEMOTHERAPY], "I7", "cumul", False, id="the-other-tolerance"),
        pytest.param([ENDOCRINE, CHEMOTHERAPY], "I7", "cumul", True, id="both-tolerances"),
        pytest.param(
            [fact("systemic_treatment", "none", phase="metastatic")], "I7", "à arrêter", False,
            id="untreated",
        ),
        pytest.param([ENDOCRINE], "E3", "à arrêter", True, id="tolerance-prevails"),
        pytest.param(
            [fact("her2_ihc", "1+"), fact("her2_ish", "amplified")], "E2", "amplification", True,
            id="ihc-and-ish-differ",
        ),
        pytest.param(
            [fact("lesion_count", 4), fact("metastasis", "present", site="lung", count=2)],
            "I8b", "dépasse les lésions localisées", True, id="more-lesions-than-located",
        ),
    ],
)  # fmt: skip
def test_warnings(facts: list[Fact], identifier: str, words: str, warned: bool) -> None:
    warnings = assessed(*facts).criteria[identifier].warnings
    assert any(words in warning for warning in warnings) is warned
