"""The vocabulary: its tables, its items, what is entered and typed, what is shown."""

from __future__ import annotations

from typing import Any

import pytest

from criteria.facts import Fact
from criteria.quantities import UNITS
from criteria.vocabulary import (
    DRUGS,
    SITES,
    VOCABULARY,
    VocabularyError,
    check,
    item_label,
    item_of,
    make_item,
    parse_item,
    parse_value,
    value_label,
)


def fact(key: str, value: Any, unit: str | None = None, **attrs: Any) -> Fact:
    named = {name.rstrip("_"): content for name, content in attrs.items()}
    return Fact(key=key, value=value, unit=unit, attrs=named)


@pytest.mark.parametrize("key", VOCABULARY.values(), ids=list(VOCABULARY))
def test_every_unit_of_a_key_is_in_the_table(key: Any) -> None:
    assert {*key.units, key.unit} - {None} <= set(UNITS)
    assert key.unit is None or key.unit in key.units


@pytest.mark.parametrize("key", VOCABULARY.values(), ids=list(VOCABULARY))
def test_every_key_can_be_asked(key: Any) -> None:
    assert key.question.endswith("?")
    assert key.label and key.short


@pytest.mark.parametrize("key", VOCABULARY.values(), ids=list(VOCABULARY))
def test_an_enumeration_has_values_and_a_number_none(key: Any) -> None:
    assert (key.type == "enum") == bool(key.values)


@pytest.mark.parametrize("key", VOCABULARY.values(), ids=list(VOCABULARY))
def test_what_a_question_implies_is_an_attribute_of_its_key(key: Any) -> None:
    assert all(value in key.attributes[name].values for name, value in key.implied.items())


def test_a_scoring_group_for_every_key() -> None:
    groups = {key.group for key in VOCABULARY.values()}
    assert groups == {
        "receptors", "metastases", "spine", "staging", "labs", "treatments", "patient", "trial",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "item"),
    [
        (fact("metastasis", "present", site="liver"), "metastasis(liver)"),
        (fact("er", "positive", specimen="primary"), "er(primary)"),
        (fact("er", "positive"), "er"),
        (
            fact("systemic_treatment", "letrozole", class_="endocrine"),
            "systemic_treatment(letrozole)",
        ),
        (fact("ecog", 1), "ecog"),
        (fact("metastatic_radiotherapy", "absent"), "metastatic_radiotherapy"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_item_of_a_fact(stated: Fact, item: str) -> None:
    assert item_of(stated) == item
    assert make_item(*parse_item(item)) == item


def test_what_is_no_item() -> None:
    with pytest.raises(VocabularyError):
        parse_item("metastasis(liver")


@pytest.mark.parametrize("site", list(SITES))
def test_every_site_has_a_label(site: str) -> None:
    assert item_label(f"metastasis({site})") != f"metastasis({site})"


@pytest.mark.parametrize(
    ("item", "label"),
    [
        ("metastasis(liver)", "Métastase hépatique"),
        ("er(primary)", "Récepteurs aux œstrogènes (primitif)"),
        ("systemic_treatment(letrozole)", "Traitement : létrozole"),
        ("in_irradiated_field(lung)", "Métastase dans un champ déjà irradié (poumon)"),
        ("ecog", "Indice OMS"),
    ],
)
def test_item_labels(item: str, label: str) -> None:
    assert item_label(item) == label


@pytest.mark.parametrize(
    ("stated", "label"),
    [
        (fact("er", "positive", percent=90, intensity="strong"), "positif, 90 %, forte"),
        (fact("metastasis", "present", site="liver", count=3, size_mm=22),
         "présente, 3 lésions, 22 mm"),
        (fact("metastasis", "present", site="spine", levels=["T8", "L1"]), "présente, T8 L1"),
        (fact("her2_ihc", "2+"), "2+"),
        (fact("bilirubin", 12, "µmol/L"), "12 µmol/L"),
        (fact("ast", "normal"), "normal"),
        (fact("ast", 2.5, "xULN"), "2,5 N"),
        (fact("platelets", 268000, "/mm3"), "268 000 /mm3"),
        (fact("life_expectancy", 3, bound="gt"), "> 3 mois"),
        (fact("systemic_treatment", "letrozole", class_="endocrine", status="ongoing",
              start="2025-03"), "létrozole, en cours depuis 03/2025"),
        (fact("systemic_treatment", "docetaxel", class_="chemotherapy", phase="metastatic",
              status="stopped", end="2025-02-12", cycles=1),
         "docétaxel, phase métastatique, arrêté le 12/02/2025, 1 cycle"),
        (fact("birth_date", "1955-09-14"), "14/09/1955"),
        (fact("primary_surgery", "mastectomy", date="2019-04", side="left"),
         "mastectomie, gauche, 04/2019"),
    ],
)  # fmt: skip
def test_value_labels(stated: Fact, label: str) -> None:
    assert value_label(stated).replace("\u00a0", " ").replace("\u202f", " ") == label


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("bilirubin", "14 µmol/L", (14, "µmol/L", {})),
        ("albumin", "2,5 g/dL", (2.5, "g/dL", {})),
        ("albumin", "38", (38, "g/L", {})),
        ("ast", "38 UI/L (N<40)", (38, "UI/L", {"uln": 40})),
        ("ast", "38/50", (38, "UI/L", {"uln": 50})),
        ("ast", "2 N", (2, "xULN", {})),
        ("ast", "normale", ("normal", None, {})),
        ("weight", "62,5 kg", (62.5, "kg", {})),
        ("weight", "62", (62, "kg", {})),
        ("height", "1,62 m", (162, "cm", {})),
        ("platelets", "268 000 /mm3", (268000, "/mm3", {})),
        ("creatinine_clearance", "72 mL/min (Cockcroft)", (72, "mL/min", {"method": "cockcroft"})),
        ("ecog", "OMS 1", (1, None, {})),
        ("ecog", "1", (1, None, {})),
        ("ecog", "OMS 0-1", (1, None, {})),
        ("ecog", "1, Karnofsky 80", (1, None, {"karnofsky": 80})),
        ("life_expectancy", "oui", (3, None, {"bound": "gt"})),
        ("life_expectancy", "non", (3, None, {"bound": "le"})),
        ("tumor_size", "2,2 cm, gauche", (2.2, "cm", {"side": "left"})),
        ("platelets", "212 G/L", (212, "G/L", {})),
        ("her2_ish", "amplifié, ratio 2,5", ("amplified", None, {"ratio": 2.5})),
        ("liver_distance_bowel", "à distance, 22 mm", ("adequate", None, {"mm": 22})),
        ("ecog", "Karnofsky 60 %", (2, None, {"karnofsky": 60})),
        ("life_expectancy", ">3 mois", (3, None, {"bound": "gt"})),
        ("life_expectancy", "> 1 an", (12, None, {"bound": "gt"})),
        ("life_expectancy", "moins de 3 mois", (3, None, {"bound": "lt"})),
        ("cirrhosis", "présente", ("present", None, {})),
        ("cirrhosis", "absent", ("absent", None, {})),
        ("cirrhosis", "non", ("absent", None, {})),
        ("compliance_obstacle", "oui", ("present", None, {})),
        ("er", "positif 90 %", ("positive", None, {"percent": 90})),
        ("er", "90 % +++", ("positive", None, {"percent": 90, "intensity": "strong"})),
        ("er", "5 %", ("low", None, {"percent": 5})),
        ("er", "négatif", ("negative", None, {})),
        ("er", "négatif sur la métastase", ("negative", None, {"specimen": "metastasis"})),
        ("pr", "0 %", ("negative", None, {"percent": 0})),
        ("er", "Allred 8", ("positive", None, {"allred": 8})),
        ("her2_ihc", "2+", ("2+", None, {})),
        ("her2_ihc", "HER2 +++", ("3+", None, {})),
        ("her2_ish", "non amplifié", ("not_amplified", None, {})),
        ("consent", "signé le 12/03/2025", ("signed", None, {"date": "2025-03-12"})),
        ("consent", "non signé", ("not_signed", None, {})),
        ("neuro_exam_date", "3/5/2025", ("2025-05-03", None, {})),
        ("neuro_exam_date", "3 mai 2025", ("2025-05-03", None, {})),
        ("neuro_exam_date", "1er mai 2025", ("2025-05-01", None, {})),
        ("birth_date", "14/09/1955", ("1955-09-14", None, {})),
        ("menopause", "oui", ("postmenopausal", None, {})),
        ("menopause", "non ménopausée", ("premenopausal", None, {})),
        ("metastasis", "foie, 2 lésions, 4,1 cm",
         ("present", None, {"site": "liver", "count": 2, "size_mm": 41})),
        ("metastasis", "absente", ("absent", None, {})),
        ("metastasis", "22 mm", ("present", None, {"size_mm": 22})),
        ("metastasis", "D8 D9", ("present", None, {"levels": ["T8", "T9"]})),
        ("primary_surgery", "mastectomie prévue à visée curative",
         ("mastectomy", None, {"status": "planned", "intent": "curative"})),
        ("primary_surgery", "mastectomie 2019", ("mastectomy", None, {"date": "2019"})),
        ("primary_surgery", "non", ("none", None, {})),
        ("systemic_treatment", "aucun", ("none", None, {"status": "never"})),
        ("systemic_treatment", "létrozole, en cours depuis 03/2025",
         ("letrozole", None, {"class": "endocrine", "status": "ongoing", "start": "2025-03"})),
        ("systemic_treatment", "Xeloda, 1 cycle, phase métastatique",
         ("capecitabine", None,
          {"class": "chemotherapy", "cycles": 1, "phase": "metastatic"})),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_a_clinician_types(key: str, text: str, expected: Any) -> None:
    assert parse_value(key, text) == expected


@pytest.mark.parametrize(
    ("key", "text", "message"),
    [
        ("creatinine", "80", "précisez l'unité"),
        ("er", "bof", "n'est pas compris"),
        ("er", "négatif 90 %", "se contredit"),
        ("ecog", "7", "plausible"),
        ("ecog", "1,5", "entier"),
        ("weight", "6", "plausible"),
        ("weight", "62 mm", "unité"),
        ("weight", "lourd", "nombre"),
        ("neuro_exam_date", "31/02/2025", "n'est pas une date"),
        ("neuro_exam_date", "hier", "n'est pas une date"),
        ("systemic_treatment", "mirabelle", "aucun traitement connu"),
        ("cirrhosis", "", "une valeur est attendue"),
        ("cirrhosis", "peut-être", "n'est pas compris"),
        ("m", "bonjour", "TNM"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(key: str, text: str, message: str) -> None:
    with pytest.raises(VocabularyError, match=message) as caught:
        parse_value(key, text)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("key", "value", "unit", "attrs", "message"),
    [
        ("ecogg", 1, None, {}, "Vouliez-vous dire « ecog »"),
        ("metastasis", "present", None, {}, "précisez le site"),
        ("metastasis", "present", None, {"site": "foie"}, "n'est pas une valeur possible"),
        ("metastasis", "present", None, {"site": "liver", "size": 3}, "attribut « size » inconnu"),
        ("metastasis", "present", None, {"site": "spine", "levels": ["T13"]}, "vertèbres"),
        ("ecog", True, None, {}, "nombre"),
        ("ecog", float("nan"), None, {}, "fini"),
        ("cirrhosis", "maybe", None, {}, "n'est pas une valeur possible"),
        ("cirrhosis", "absent", "kg", {}, "pas d'unité"),
        ("bilirubin", 12, "UI/L", {}, "inattendue"),
        ("birth_date", "1955", None, {}, "le jour est attendu"),
        ("systemic_treatment", "letrozole", None, {"class": "chemotherapy"}, "sa classe"),
        ("systemic_treatment", "letrozole", None, {"start": "mars"}, "n'est pas une date"),
        ("metastatic", "present", None, {"synchronous": "oui"}, "vrai ou faux"),
        ("ast", 30, "UI/L", {"uln": -4}, "négatif"),
    ],
)
def test_what_check_refuses(
    key: str, value: Any, unit: str | None, attrs: dict[str, Any], message: str
) -> None:
    with pytest.raises(VocabularyError, match=message):
        check(key, value, unit, attrs)


@pytest.mark.parametrize(
    ("key", "value", "unit", "attrs", "expected"),
    [
        ("weight", "62,5", None, {}, (62.5, "kg", {})),
        ("bilirubin", 12, "µmol/l", {}, (12, "µmol/L", {})),
        ("systemic_treatment", "letrozole", None, {}, ("letrozole", None, {"class": "endocrine"})),
        ("m", "c M0", None, {}, ("cM0", None, {})),
        ("age", 57, "ans", {}, (57, None, {})),
        ("metastasis", "present", None, {"site": "spine", "levels": ["t8"]},
         ("present", None, {"site": "spine", "levels": ["T8"]})),
    ],
)  # fmt: skip
def test_what_check_makes_canonical(
    key: str, value: Any, unit: str | None, attrs: dict[str, Any], expected: Any
) -> None:
    assert check(key, value, unit, attrs) == expected


@pytest.mark.parametrize("value", list(DRUGS))
def test_every_drug_is_a_value_and_can_be_typed(value: str) -> None:
    assert check("systemic_treatment", value)[0] == value
    assert parse_value("systemic_treatment", DRUGS[value].label)[0] == value
