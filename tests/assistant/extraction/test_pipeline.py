"""What the pipeline gives the readers."""

from __future__ import annotations

from assistant.extraction.pipeline import Extractor
from patterns.loader import TargetWording


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
