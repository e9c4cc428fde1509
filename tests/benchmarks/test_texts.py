"""The material of the benchmarks: 150 concepts, and texts that no cache has seen."""

from __future__ import annotations

import re

from tests.benchmarks.concepts import CONCEPTS, NUMBERS, WORDS
from tests.benchmarks.runs import row, spread
from tests.benchmarks.texts import documents, long_documents


def test_there_are_128_concepts_in_words_and_22_with_figures() -> None:
    assert (len(WORDS), len(NUMBERS), len(CONCEPTS)) == (128, 22, 150)


def test_most_concepts_are_found_in_the_texts() -> None:
    text = "\n".join(documents(200)).lower()
    found = [name for name, pattern in CONCEPTS.items() if re.search(pattern, text)]
    assert len(found) >= 140


def test_texts_are_distinct_and_always_the_same() -> None:
    texts = documents(600)
    assert len(set(texts)) == 600
    assert documents(3, first=500) == texts[500:503]


def test_copies_of_a_document_differ_inside_their_sentences() -> None:
    number = len({text[:40] for text in documents(600)})
    assert number > 190
    lines = [line for text in documents(600) for line in text.split("\n") if len(line) > 60]
    assert len(set(lines)) > 0.7 * len(lines)


def test_long_documents_have_their_length_and_distinct_paragraphs() -> None:
    (whole,) = long_documents(200_000, 1, copy=1)
    assert len(whole) == 200_000
    paragraphs = whole.split("\n\n")
    assert len(set(paragraphs)) > 0.95 * len(paragraphs)


def test_a_row_shows_the_aim_beside_the_figure() -> None:
    line = row("Éligo", "435.0 documents/s", f"x {spread([8.0, 9.0, 8.5])}", ">= 8")
    assert line.endswith("x 8.50 (8.00-9.00)     objectif >= 8")
