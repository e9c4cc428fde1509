"""What holds for any text at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.documents.source import read
from assistant.extraction.pipeline import Extractor

FRAGMENTS = st.sampled_from(
    [
        "RE 90 %", "RO : 8 %, RP –", "HER2 2+", "métastases hépatiques", "pas de lésion osseuse", "OMS 1", "12 × 10 mm",
        "ASAT 31 UI/L (N < 35)", "née le 04/06/1961", "létrozole depuis le 3 mai", "D7 à D9", "\r\n", "\n\n", "   ", "\t",
        "\u00a0", "\u0301", "œ", "ﬁ", "\u200b", "[/bold]", "\x1b[31m", "\x00", "’", "si", "?", ":", "- ", "l’", "\u2028",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=300),
    st.lists(st.one_of(FRAGMENTS, st.text(max_size=8)), max_size=30).map(" ".join),
)


@given(TEXTS)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_offsets_are_exact_and_nothing_fails(extractor: Extractor, text: str) -> None:
    for fact in extractor.extract(text).facts:
        assert fact.evidence
        for piece in fact.evidence:
            assert piece.text
            assert text[piece.start : piece.end] == piece.text


def documents() -> list[Path]:
    from tests.conftest import CORPUS

    return sorted(CORPUS.rglob("*.txt"))[::4]


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.stem)
def test_blank_lines_and_trailing_spaces_change_no_fact(extractor: Extractor, path: Path) -> None:
    text = read(path).text
    padded = "\n\n" + text.replace("\n", "  \n") + "\n\n \n"
    plain, spaced = extractor.extract(text), extractor.extract(padded)
    assert [(f.key, f.value, f.attrs) for f in plain.facts] == [
        (f.key, f.value, f.attrs) for f in spaced.facts
    ]


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.stem)
def test_carriage_returns_change_no_fact(extractor: Extractor, path: Path) -> None:
    text = read(path).text
    plain, windows = extractor.extract(text), extractor.extract(text.replace("\n", "\r\n"))
    assert [(f.key, f.value, f.attrs) for f in plain.facts] == [
        (f.key, f.value, f.attrs) for f in windows.facts
    ]
