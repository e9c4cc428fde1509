"""Documents of one patient, or of two."""

from __future__ import annotations

import datetime

import pytest

from assistant.dossier import Dossier, Identity, same_family
from criteria.evaluation import assess
from criteria.facts import Document, Evidence, Fact, Status
from criteria.protocol import load

LETTER = Document(id="d1", kind="consultation", date="2025-02-04")
SCAN = Document(id="d2", kind="imaging", date="2025-02-10")
DAY = datetime.date(2025, 3, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Mme OUDINOT Fabienne", "OUDINOT, Fabienne", id="comma"),
        pytest.param("Madame LEFÈVRE Zoé", "LEFEVRE ZOE", id="accents"),
        pytest.param("JOUANDEAU Renée-Claude", "JOUANDEAU R.-C.", id="initials-of-first-names"),
        pytest.param("Mme MARTIN Jeanne née DURAND", "DURAND Jeanne", id="maiden-name"),
        pytest.param("MARTIN-DURAND Jeanne", "MARTIN Jeanne", id="double-name"),
        pytest.param("Mme D.", "DURAND Jeanne", id="initial-of-family-name"),
        pytest.param("Jeanne Durand", "DURAND Jeanne", id="order"),
        pytest.param("Jeanne Durand", "Durand Jeanne épouse Martin", id="no-capitals-married"),
        pytest.param("Madame de La Tour Anne", "LATOUR Anne DE LA TOUR", id="particles"),
        pytest.param("M. Le Goff", "LE GOFF Yann", id="title-case-family-name"),
    ],
)
def test_names_that_can_be_of_one_person(one: str, other: str) -> None:
    assert same_family(one, other)
    assert same_family(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("MARTIN Jeanne", "DURAND Jeanne", id="same-first-name"),
        pytest.param("Mme Martin", "Mme DURAND", id="family-names-alone"),
        pytest.param("Jeanne Martin", "Jeanne Durand", id="no-capitals"),
        pytest.param("Mme D.", "MARTIN Jeanne", id="another-initial"),
        pytest.param("M. LE GOFF Yann", "M. LE BIHAN Yann", id="shared-particle-only"),
    ],
)
def test_names_of_two_persons(one: str, other: str) -> None:
    assert not same_family(one, other)
    assert not same_family(other, one)


def quoted(text: str) -> Evidence:
    return Evidence(start=0, end=len(text), text=text)


def dossier(one: Identity, other: Identity, *, same_patient: bool = False) -> Dossier:
    facts = [
        Fact(key="ecog", value=3, document=LETTER, status=Status.CONFIRMED),
        Fact(key="consent", value="refused", document=SCAN, status=Status.CONFIRMED),
    ]
    return Dossier(facts, {LETTER: one, SCAN: other}, same_patient=same_patient)


@pytest.mark.parametrize(
    ("one", "other", "aspect"),
    [
        pytest.param(
            Identity(birth_date="1955-09-14"), Identity(birth_date="1955-09-15"), "birth_date",
            id="birth-dates",
        ),
        pytest.param(Identity(sex="female"), Identity(sex="male"), "sex", id="sexes"),
        pytest.param(
            Identity(name="MARTIN Jeanne"), Identity(name="DURAND Anne"), "name", id="names"
        ),
    ],
)  # fmt: skip
def test_what_two_documents_contradict(one: Identity, other: Identity, aspect: str) -> None:
    assert [conflict.aspect for conflict in dossier(one, other).identity_conflicts()] == [aspect]


def test_silence_contradicts_nothing() -> None:
    one = Identity(name="MARTIN Jeanne", birth_date="1955-09-14", sex="female")
    assert dossier(one, Identity()).identity_conflicts() == []


def test_three_documents_are_told_once_each() -> None:
    third = Document(id="d3", kind="biology", date="2025-02-12")
    identities = {
        LETTER: Identity(birth_date="1955-09-14"),
        SCAN: Identity(birth_date="1960-01-01"),
        third: Identity(birth_date="1960-01-01"),
    }
    conflicts = Dossier([], identities).identity_conflicts()
    assert [(one.first.id, one.second.id) for one in conflicts] == [("d1", "d2"), ("d1", "d3")]


def test_a_conflict_shows_both_quotes() -> None:
    one = Identity(birth_date="1955-09-14", birth_date_evidence=quoted("né le 14/09/55"))
    other = Identity(birth_date="1956-09-14", birth_date_evidence=quoted("14.09.1956"))
    (conflict,) = dossier(one, other).identity_conflicts()
    assert str(conflict) == (
        "Dates de naissance différentes\u00a0: «\u00a0né le 14/09/55\u00a0» (14/09/1955) "
        "[lettre de consultation du 04/02/2025] et «\u00a014.09.1956\u00a0» (14/09/1956) "
        "[compte rendu d'imagerie du 10/02/2025]."
    )


def test_nothing_is_decided_while_the_identity_is_in_doubt() -> None:
    record = dossier(Identity(sex="female"), Identity(sex="male")).record(DAY)
    assessment = assess(load("stereo-sein"), record)
    assert {str(result.status) for result in assessment.criteria.values()} == {"unknown"}
    assert assessment.verdict == "undetermined"
    assert "Sexes différents" in assessment.criteria["I3"].warnings[0]


def test_a_person_who_says_one_patient_lifts_the_conflict() -> None:
    record = dossier(Identity(sex="female"), Identity(sex="male"), same_patient=True).record(DAY)
    assert assess(load("stereo-sein"), record).criteria["I3"].status == "fail"
