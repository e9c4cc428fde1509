"""Lines and sentences of forms: dots that lead to a value, scores that end a line."""

from __future__ import annotations

import pytest

CASES = [
    ("leaders", "HER2 (4B5) ..... 1+", ["HER2 (4B5) ..... 1+"]),
    ("long-leaders", "Œstrogènes............ 70 % des noyaux", ["OEstrogènes............ 70 % des noyaux"]),
    ("ellipsis", "Elle est partie... Elle est revenue.", ["Elle est partie...", "Elle est revenue."]),
    ("side", "L4, 7e côte G. Foie normal.", ["L4, 7e côte G.", "Foie normal."]),
    ("initial", "Vue par le docteur G. Durand.", ["Vue par le docteur G. Durand."]),
    ("score-ends-a-line", "2+\n9 %", ["2+", "9 %"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in CASES])
def test_sentences(extractor, text, expected):
    letter = extractor.analyse(text)
    assert [letter.text_of(sentence) for sentence in letter.sentences] == expected
