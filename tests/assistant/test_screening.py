"""Documents of one patient to a provisional verdict: entered facts, identity, errors."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.extraction.pipeline import Extractor
from assistant.screening import Screening, ScreeningError, load_entered_facts, screen_documents

IDS = {
    *(f"I{n}" for n in range(1, 15)), "I8a", "I8b", "I8c", "I9a", "I9b", "I9c", "I9d",
    *(f"E{n}" for n in range(1, 8)), *(f"E5{letter}" for letter in "abcdefgh"),
}  # fmt: skip
LETTER = (
    "Lyon, le 12 mars 2025\n\nCher confrère,\n\nJ'ai vu Madame DURAND Jeanne, née le 04/06/1961, OMS 1. "
    "Carcinome infiltrant NST du sein gauche, RE 90 %, RP 40 %, HER2 1+. Métastases hépatiques.\n"
)


@pytest.fixture
def screen(extractor: Extractor, tmp_path: Path):
    def run(
        *texts: str, entered: list[dict[str, object]] | None = None, **options: object
    ) -> Screening:
        paths = []
        for number, text in enumerate(texts):
            path = tmp_path / f"d{number}.txt"
            path.write_text(text, encoding="utf-8")
            paths.append(path)
        facts = ()
        if entered is not None:
            answers = tmp_path / "answers.json"
            answers.write_text(json.dumps(entered), encoding="utf-8")
            facts = load_entered_facts(answers)
        return screen_documents(
            paths,
            protocol="stereo-sein",
            ref_date=date(2025, 3, 14),
            entered=facts,
            extractor=extractor,
            **options,
        )

    return run


def test_the_output_keeps_the_contract(screen) -> None:
    result = screen(LETTER).to_json()
    assert {"protocol", "date", "provisional", "verdict", "criteria", "questions"} <= set(result)
    assert (result["protocol"], result["date"], result["provisional"]) == (
        "stereo-sein",
        "2025-03-14",
        True,
    )
    assert set(result["criteria"]) == IDS
    for criterion in result["criteria"].values():
        assert {"status", "proof", "missing", "warnings"} <= set(criterion)
        assert criterion["status"] in {"pass", "fail", "unknown", "not_applicable"}
        assert all(isinstance(item, str) for item in criterion["missing"] + criterion["warnings"])
    for question in result["questions"]:
        assert {"item", "question", "decides"} <= set(question)
    json.dumps(result)


def test_an_entered_fact_replaces_the_proposed_one_of_its_item(screen) -> None:
    assert screen(LETTER).assessment.criteria["I3"].status == "pass"
    entered = [{"key": "ecog", "value": 3}]
    assert screen(LETTER, entered=entered).assessment.criteria["I3"].status == "fail"


def test_nothing_known_decides_nothing(screen) -> None:
    result = screen("")
    assert result.assessment.verdict == "undetermined"
    assert {criterion.status for criterion in result.assessment.criteria.values()} == {"unknown"}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(LETTER.replace("04/06/1961", "05/06/1961"), id="birth date"),
        pytest.param(LETTER.replace("DURAND", "MARTINEAU"), id="family name"),
        pytest.param(
            LETTER.replace("Madame DURAND Jeanne, née", "Monsieur DURAND Jean, né"), id="sex"
        ),
    ],
)
def test_documents_of_two_patients_decide_nothing_and_show_both_quotes(screen, other: str) -> None:
    result = screen(LETTER, other)
    assert result.assessment.verdict == "undetermined"
    assert {criterion.status for criterion in result.assessment.criteria.values()} == {"unknown"}
    assert result.identity_quotes
    assert all(quote.count("«") == 2 for quote in result.identity_quotes)
    lifted = screen(LETTER, other, same_patient=True)
    assert lifted.assessment.criteria["I3"].status == "pass"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "JSON"),
        ('{"key": "ecog"}', "liste"),
        ('[{"key": "ecog"}]', "value"),
        ('[{"key": "egoc", "value": 1}]', "egoc"),
        ('[{"key": "ecog", "value": 7}]', "n° 1"),
        ('[{"key": "ecog", "value": 1, "valeur": 2}]', "valeur"),
        (
            '[{"key": "ecog", "value": 1, "attrs": []}, {"key": "er", "value": "positive", "attrs": [1]}]',
            "attrs",
        ),
        ('[{"key": "albumin", "value": 4, "unit": "mm"}]', "mm"),
    ],
)
def test_faulty_entered_facts_are_named_in_french(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "faits.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ScreeningError, match=words):
        load_entered_facts(path)
