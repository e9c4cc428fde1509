"""What is asserted of a finding or a treatment, over the table of French sentences in assertion.tsv."""

from __future__ import annotations

import pytest

from assistant.extraction.pipeline import Extractor
from tests.assistant.extraction.assertion import (
    Row,
    accuracy_by_phenomenon,
    assertion,
    new_pipeline,
    report,
    rows,
)


@pytest.fixture(scope="module")
def pipeline() -> Extractor:
    return new_pipeline()


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row,
            id=f"{row.phenomenon}: {row.sentence}",
            marks=pytest.mark.xfail(reason="known miss of the rules", strict=True)
            if row.missed
            else (),
        )
        for row in rows()
    ],
)
def test_assertion(pipeline: Extractor, row: Row) -> None:
    assert row.found(pipeline) == row.wanted


def test_the_table_has_many_sentences_and_two_targets_in_a_fifth_of_them() -> None:
    table = rows()
    assert len({row.sentence for row in table}) >= 500
    assert sum(len(row.wanted) > 1 for row in table) >= len(table) / 5


def test_accuracy_by_phenomenon(pipeline: Extractor) -> None:
    scores = accuracy_by_phenomenon(pipeline)
    lines = report(scores)
    print("\n".join(lines))  # what `pytest -rP` shows
    right, total = (sum(score[part] for score in scores.values()) for part in (0, 1))
    assert right / total >= 0.97, lines


def test_a_modifier_does_not_reach_over_a_text_without_full_stops(pipeline: Extractor) -> None:
    letter = pipeline.analyse(
        "pas de fièvre " + "ni toux " * 200 + "à part cela " * 60 + "métastase"
    )
    assert [assertion(target) for target in letter.targets] == ["present"]


def test_wordings_of_another_sentence_do_not_bear(pipeline: Extractor) -> None:
    letter = pipeline.analyse("Pas de fièvre. Métastase hépatique. Possible angiome.")
    assert [assertion(target) for target in letter.targets] == ["present"]


def test_question_of_an_indication_is_no_suspicion(pipeline: Extractor) -> None:
    letter = pipeline.analyse("Indication : métastase ?\n\nConclusion : métastase ?")
    assert [assertion(target) for target in letter.targets] == ["hypothetical", "possible"]


def test_modifier_keeps_its_place(pipeline: Extractor) -> None:
    text = "Le scanner ne permet pas formellement d'exclure une métastase."
    (target,) = pipeline.analyse(text).targets
    assert [(name, text[a:b]) for name, a, b in target.modifiers] == [
        ("POSSIBLE_EXISTENCE", "pas formellement d'exclure")
    ]
