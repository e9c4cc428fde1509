"""Loading protocols: the verbatim text, and every mistake said with its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from criteria.protocol import ProtocolError, available, load, parse

IDS = [
    "I1",
    "I2",
    "I3",
    "I4",
    "I5",
    "I6",
    "I7",
    "I8",
    "I8a",
    "I8b",
    "I8c",
    "I9",
    "I9a",
    "I9b",
    "I9c",
    "I9d",
    "I10",
    "I11",
    "I12",
    "I13",
    "I14",
    "E1",
    "E2",
    "E3",
    "E4",
    "E5",
    "E5a",
    "E5b",
    "E5c",
    "E5d",
    "E5e",
    "E5f",
    "E5g",
    "E5h",
    "E6",
    "E7",
]

HEAD = """\
protocol: toy
title: "Essai jouet"
inclusion:
"""


def toy(criterion: str, *, before: str = "", exclusion: str = "[]") -> str:
    return f"{before}{HEAD}{criterion}\nexclusion: {exclusion}\n"


def problems(text: str) -> str:
    with pytest.raises(ProtocolError) as caught:
        parse(text, "toy.yaml")
    return str(caught.value)


def test_stereo_sein_is_available() -> None:
    assert "stereo-sein" in available()


def test_the_criteria_have_their_ids_in_order() -> None:
    assert [one.id for one in load("stereo-sein").all_criteria()] == IDS


@pytest.mark.parametrize("identifier", IDS)
def test_every_text_is_verbatim(identifier: str) -> None:
    protocol = load("stereo-sein")
    assert protocol.criteria[identifier].text in protocol.source


def test_nothing_of_the_protocol_is_left_out() -> None:
    protocol = load("stereo-sein")
    left = protocol.source
    for criterion in sorted(protocol.all_criteria(), key=lambda one: -len(one.text)):
        left = left.replace(criterion.text, "", 1)
    assert (
        re.sub(r"Critères d'inclusion :|Critères de non-inclusion :|[\s\d.,]|\b[a-h]\)", "", left)
        == ""
    )


def test_the_file_is_identified_by_its_digest() -> None:
    text = toy('  - {id: A, title: "t", text: "x", rule: "ecog <= 2"}')
    assert parse(text, "a").sha256 != parse(text + "\n", "a").sha256


def test_a_protocol_is_read_from_a_path(tmp_path: Path) -> None:
    path = tmp_path / "toy.yaml"
    path.write_text(toy('  - {id: A, title: "t", text: "x", rule: "ecog <= 2"}'), "utf-8")
    assert list(load(path).criteria) == ["A"]


@pytest.mark.parametrize(
    ("name", "message"),
    [("nope", "inconnu. Protocoles disponibles"), ("nope.yaml", "fichier introuvable")],
)
def test_a_protocol_that_does_not_exist(name: str, message: str) -> None:
    with pytest.raises(ProtocolError, match=message):
        load(name)


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "binary.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ProtocolError, match="UTF-8"):
        load(path)


def test_an_error_shows_its_place_its_line_and_a_suggestion() -> None:
    text = toy('  - id: A\n    title: "t"\n    text: "x"\n    rule: bilirubine < 30 mg/L')
    assert problems(text) == (
        "toy.yaml:7:11: fait inconnu « bilirubine »\n"
        "    7 |     rule: bilirubine < 30 mg/L\n"
        "      |           ^^^^^^^^^^ vouliez-vous dire « bilirubin » ?"
    )


def test_a_column_counts_from_inside_the_quotes() -> None:
    text = toy('  - id: A\n    title: "t"\n    text: "x"\n    rule: "ast < 3 mm"')
    assert problems(text).startswith("toy.yaml:7:20: « mm » ne mesure pas la même chose")


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("ecog <= 2 and", "expression invalide"),
        ("ecog ! 2", "caractère inattendu"),
        ("ecog is low", "comparez-le à un nombre"),
        ("consent > 2", "un nombre ne se compare qu'à un nombre"),
        ("consent is signe", "vouliez-vous dire « signed »"),
        ("metastasis(foie) is present", "site inconnu"),
        ("metastasis(liver).size > 7 cm", "vouliez-vous dire « size_mm »"),
        ("er is positive", "some er in"),
        ("some er in {positif}", "vouliez-vous dire « positive »"),
        ("albumin > 2.5", "unité manquante"),
        ("albumin > 2.5 mg/mL", "Unité « mg/mL » inconnue"),
        ("given(hormonotherapy, metastatic)", "classe inconnu"),
        ("given(endocrine)", "attend : classe, phase"),
        ("her2_status", "comparez-le à une valeur"),
        ("cirrhosis", "comparez-le à une valeur"),
        ("her2_statuss is positive", "fait inconnu"),
        ("birth_date < 3 years", "un nombre ne se compare qu'à un nombre"),
        ("birth_date = randomization_date", "seuls < et > sont permis"),
        ("ecog - ecog < 3 days", "seules deux dates se soustraient"),
        ("3 < ecog", "un fait est attendu à gauche"),
        ("birth_date < randomization_date - birth_date", "un fait est attendu à gauche"),
        ("randomization_date - birth_date < birth_date", "se compare à un nombre de jours"),
        ("ecog < birth_date", "une date ne se compare qu'à une date"),
        ("size_mm <= 10 cm", "fait inconnu"),
        ("tolerated", "condition inconnue"),
        ("stated(erx)", "fait inconnu"),
    ],
)
def test_what_an_expression_may_not_say(rule: str, message: str) -> None:
    text = toy(f'  - {{id: A, title: "t", text: "x", rule: "{rule}"}}')
    assert message in problems(text)


@pytest.mark.parametrize(
    ("criterion", "message"),
    [
        pytest.param("  - {title: t, text: x, rule: ecog <= 2}", "avec son « id »", id="no-id"),
        pytest.param("  - {id: A, title: t, rule: ecog <= 2}", "un texte est attendu", id="no-text"),
        pytest.param("  - {id: A, title: t, text: x}", "un seul de « rule »", id="no-rule"),
        pytest.param(
            "  - {id: A, title: t, text: x, rules: ecog <= 2}", "clé inconnue « rules »", id="key"
        ),
        pytest.param(
            "  - {id: A, title: t, text: x, rule: ecog <= 2}\n"
            "  - {id: A, title: t, text: x, rule: ecog <= 2}",
            "critère « A » répété",
            id="twice",
        ),
        pytest.param(
            "  - {id: A, title: t, text: x, rule: ecog <= 2, id: B}", "clé répétée", id="same-key"
        ),
        pytest.param(
            "  - {id: A, title: t, text: x, rule: ecog <= 2, assumes: [all_told]}",
            "hypothèse inconnue",
            id="assumption",
        ),
        pytest.param(
            "  - {id: A, title: t, text: x, rule: {some: [ecog <= 2]}}",
            "clé inconnue « some »",
            id="node",
        ),
        pytest.param(
            "  - {id: A, title: t, text: x, rule: {all: []}}", "une liste de conditions", id="empty"
        ),
        pytest.param(
            '  - {id: A, title: t, text: x, rule: {readings: [{id: a, text: b, rule: "ecog <= 2"}]}}',
            "au moins deux lectures",
            id="one-reading",
        ),
        pytest.param(
            "  - {id: A, title: t, text: x, rule: ecog <= 2, remedies: [{text: y, status: maybe}]}",
            "statut inconnu",
            id="status",
        ),
        pytest.param(
            "  - {id: A, title: t, text: x, rule: ecog <= 2, "
            "unless: {source: Z, rule: ecog <= 3, text: y}}",
            "renvoie à « Z »",
            id="source",
        ),
        pytest.param("  - [", "YAML invalide", id="yaml"),
        pytest.param(
            "  - {id: A, title: t, text: x, rule: ecog <= 2, assumes: true}",
            "une liste est attendue",
            id="no-list",
        ),
        pytest.param("  - {id: A, title: t, text: 3, rule: ecog <= 2}", "un texte", id="no-words"),
        pytest.param("  - {id: A, title: t, text: x, rule: 3}", "une expression", id="no-rule-text"),
    ],
)  # fmt: skip
def test_what_a_criterion_may_not_say(criterion: str, message: str) -> None:
    assert message in problems(toy(criterion))


def test_a_text_that_is_not_in_the_source() -> None:
    text = toy(
        '  - {id: A, title: "t", text: "OMS ≤ 1", rule: "ecog <= 1"}', before='source: "OMS ≤ 2"\n'
    )
    assert "mot pour mot" in problems(text)


def test_all_the_problems_are_told_together() -> None:
    text = toy(
        '  - {id: A, title: "t", text: "x", rule: "ecogg <= 2"}\n'
        '  - {id: B, title: "t", text: "x", rule: "asts < 3 ULN"}'
    )
    assert len(re.findall(r"^toy\.yaml:", problems(text), re.MULTILINE)) == 2


def test_an_unknown_key_at_the_top() -> None:
    assert "vouliez-vous dire « exclusion »" in problems(toy("  []") + "exclusions: []\n")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("assumptions: [a]", "des noms et leurs valeurs"),
        ("definitions: 3", "des noms et leurs valeurs"),
        ("freshness: {months: bientôt}", "un nombre de mois"),
        ("freshness: {months: 3, keys: [poids]}", "fait inconnu"),
        ("facts: {ecog: {label: a, question: b}}", "déjà connu"),
    ],
)
def test_what_the_top_of_a_file_may_not_say(line: str, message: str) -> None:
    assert message in problems(toy("  []", before=f"{line}\n"))


def test_a_file_that_is_no_protocol() -> None:
    assert "un protocole YAML est attendu" in problems("- ecog")
