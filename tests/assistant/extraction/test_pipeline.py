"""The pipeline: which wording a matched span stands for."""

from __future__ import annotations

import pytest

from assistant.extraction.pipeline import Extractor
from patterns.loader import TargetWording

WORDINGS = [
    TargetWording("LESION", "disease", "métastatique"),
    TargetWording("QUALIFIER", "secondary", "métastatique"),
    TargetWording("SITE", "rib", "côte", exact=True),
    TargetWording("SITE", "rib", "Côte", exact=True),
    TargetWording("CODE", "OS", "OS", exact=True),
    TargetWording("CODE", "bone", "os"),
]


@pytest.fixture(scope="module")
def small() -> Extractor:
    return Extractor(targets=WORDINGS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Maladie métastatique.",
            {("LESION", "disease"), ("QUALIFIER", "secondary")},
            id="two-labels-of-one-span-keep-their-values",
        ),
        pytest.param("Lésion de la côte.", {("SITE", "rib")}, id="exact-case"),
        pytest.param("Côte gauche.", {("SITE", "rib")}, id="other-exact-case"),
        pytest.param("Des deux côtés.", set(), id="other-word"),
        pytest.param("Survie : OS.", {("CODE", "OS")}, id="exact-case-first"),
        pytest.param("Métastases des os.", {("CODE", "bone")}, id="any-case-else"),
    ],
)
def test_each_span_gets_the_value_of_its_wording(small, text, expected):
    assert {(target.label, target.value) for target in small.analyse(text).targets} == expected


def test_a_label_of_its_own_ends_the_section_above_it():
    letter = Extractor().analyse(
        "Antécédents familiaux : mère, sein, 39 ans\nBilan : pas de maladie métastatique\n"
    )
    assert [sentence.section for sentence in letter.sentences] == ["family_history", None]


def test_two_labels_on_one_word_keep_their_own_values() -> None:
    extractor = Extractor(
        [TargetWording("CLASS", "endocrine", "HT"), TargetWording("FINDING", "other", "HT")]
    )
    letter = extractor.analyse("Ttt : HT 5 ans.")
    assert {(t.label, t.value) for t in letter.targets} == {
        ("CLASS", "endocrine"),
        ("FINDING", "other"),
    }


def test_a_wording_of_exact_case_does_not_hide_the_one_of_any_case() -> None:
    extractor = Extractor(
        [TargetWording("DRUG", "upper", "EC", exact=True), TargetWording("DRUG", "any", "ec")]
    )
    assert [t.value for t in extractor.analyse("4 ec puis EC").targets] == ["any", "upper"]
