"""Reading what the clinician types: answers to a question, details, corrections."""

from __future__ import annotations

import pytest

from assistant.dialogue.answers import editable, hint, read_answer, read_correction, read_detail
from criteria.facts import Fact
from criteria.vocabulary import VOCABULARY, VocabularyError


def fact(key, value, unit=None, **attrs):
    return Fact(key=key, value=value, unit=unit, attrs=attrs)


@pytest.mark.parametrize(
    ("item", "typed", "expected"),
    [
        ("ecog", "1", (1, None, {})),
        ("ecog", "OMS 2", (2, None, {})),
        ("albumin", "2,5 g/dL", (2.5, "g/dL", {})),
        ("bilirubin", "14 µmol/L", (14, "µmol/L", {})),
        ("consent", "oui", ("signed", None, {})),
        ("consent", "non", ("not_signed", None, {})),
        ("compliance_obstacle", "non", ("absent", None, {})),
        ("social_security", "oui", ("present", None, {})),
        ("lies_flat", "oui", ("present", None, {})),
        ("life_expectancy", "oui", (3, None, {"bound": "gt"})),
        ("life_expectancy", "non", (3, None, {"bound": "le"})),
        ("life_expectancy", "6 mois", (6, None, {})),
        ("metastasis(liver)", "non", ("absent", None, {"site": "liver"})),
        ("metastasis(liver)", "3 lésions, 22 mm", ("present", None, {"site": "liver", "count": 3, "size_mm": 22})),
        ("er(metastasis)", "positif 90 %", ("positive", None, {"percent": 90, "specimen": "metastasis"})),
        ("er(metastasis)", "positif 90 % sur le primitif", ("positive", None, {"percent": 90, "specimen": "primary"})),
        ("systemic_treatment", "aucun", ("none", None, {"status": "never", "phase": "metastatic"})),
        ("neuro_exam_date", "3/3/2025", ("2025-03-03", None, {})),
    ],
)  # fmt: skip
def test_an_answer_is_read_as_a_value_of_what_was_asked(item, typed, expected):
    statement = read_answer(item, typed)
    assert (statement.value, statement.unit, statement.attrs) == expected


@pytest.mark.parametrize(
    ("item", "typed"),
    [
        ("ecog", "7"),
        ("ecog", "bof"),
        ("bilirubin", "14"),
        ("consent", "peut-être"),
        ("neuro_exam_date", "31/02/2025"),
        ("albumin", "380 g/L"),
    ],
)
def test_an_answer_that_is_no_value_is_refused_in_french(item, typed):
    with pytest.raises(VocabularyError) as caught:
        read_answer(item, typed)
    assert str(caught.value).endswith((".", ")", "?"))


def test_an_answer_is_repeated_in_french():
    assert str(read_answer("er(primary)", "positif 90 %")) == (
        "Récepteurs aux œstrogènes (primitif) : positif, 90\N{NO-BREAK SPACE}%"
    )


AST = fact("ast", 48, "UI/L", date="2025-02-12")
LIVER = fact("metastasis", "present", site="liver", count=2)


@pytest.mark.parametrize(
    ("known", "aspect", "typed", "attrs"),
    [
        (AST, "uln", "35", {"date": "2025-02-12", "uln": 35}),
        (AST, "uln", "N < 35", {"date": "2025-02-12", "uln": 35}),
        (AST, "uln", "35 UI/L", {"date": "2025-02-12", "uln": 35}),
        (LIVER, "size_mm", "22", {"site": "liver", "count": 2, "size_mm": 22}),
        (LIVER, "size_mm", "2,2 cm", {"site": "liver", "count": 2, "size_mm": 22}),
        (LIVER, "volume_ml", "12,5 mL", {"site": "liver", "count": 2, "volume_ml": 12.5}),
    ],
)
def test_a_detail_completes_the_fact_without_touching_its_value(known, aspect, typed, attrs):
    statement = read_detail("1.4", known, aspect, typed)
    assert (statement.value, statement.unit, statement.attrs) == (known.value, known.unit, attrs)
    assert statement.completes == "1.4"


@pytest.mark.parametrize("typed", ["petite", "22 kg", "", "22 mm 3"])
def test_a_detail_that_is_no_measure_is_refused(typed):
    with pytest.raises(VocabularyError):
        read_detail("1.4", LIVER, "size_mm", typed)


@pytest.mark.parametrize(
    ("before", "typed", "expected"),
    [
        (fact("ecog", 1), "2", (2, None, {})),
        (
            fact("er", "positive", percent=90, intensity="strong", specimen="primary"),
            "positif, 80 %",
            ("positive", None, {"percent": 80, "specimen": "primary"}),
        ),
        (
            fact("bilirubin", 9, "µmol/L", date="2025-03-10"),
            "19 µmol/L",
            (19, "µmol/L", {"date": "2025-03-10"}),
        ),
        (LIVER, "présente, 3 lésions", ("present", None, {"site": "liver", "count": 3})),
        (LIVER, "absente", ("absent", None, {"site": "liver"})),
        (
            fact("menopause", "postmenopausal"),
            "non ménopausée",
            ("premenopausal", None, {}),
        ),
    ],
)
def test_a_correction_changes_what_it_shows_and_keeps_the_rest(before, typed, expected):
    after = read_correction(before, typed)
    assert (after.value, after.unit, after.attrs) == expected


def test_an_untouched_line_changes_nothing():
    before = fact("er", "positive", percent=90, intensity="strong", specimen="primary")
    after = read_correction(before, editable(before))
    assert (after.value, after.attrs) == (before.value, before.attrs)


def test_a_change_that_is_not_understood_is_not_taken_for_a_confirmation():
    before = fact("menopause", "postmenopausal")
    with pytest.raises(VocabularyError, match="n'est pas compris"):
        read_correction(before, "ménopausée depuis longtemps sans doute")


@pytest.mark.parametrize("key", list(VOCABULARY))
def test_every_key_says_what_may_be_typed(key):
    assert hint(key)


@pytest.mark.parametrize(
    ("before", "typed"),
    [
        (fact("her2_ish", "not_amplified", ratio=1.2, specimen="primary"), "amplifié, 12 noyaux"),
        (fact("metastatic", "present"), "présente depuis 2019"),
    ],
)
def test_a_number_that_is_not_understood_is_not_dropped_in_silence(before, typed):
    with pytest.raises(VocabularyError):
        read_correction(before, typed)


@pytest.mark.parametrize(
    ("before", "typed", "value", "attrs"),
    [
        (fact("height", 160, "cm"), "1,62 m", 162, {}),
        (fact("albumin", 41, "g/L"), "38 g/L (12/03/25)", 38, {"date": "2025-03-12"}),
        (LIVER, "présente, 2 lésions, 2,5 cm", "present", {"site": "liver", "count": 2, "size_mm": 25}),
    ],
)  # fmt: skip
def test_a_number_may_change_unit_on_the_way(before, typed, value, attrs):
    after = read_correction(before, typed)
    assert (after.value, after.attrs) == (value, attrs)
