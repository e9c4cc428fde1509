"""What holds for any text at all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.documents.source import read
from assistant.extraction.pipeline import Extraction, Extractor
from tests.assistant.extraction.texts import TEXTS
from tests.conftest import CORPUS


def check_offsets(extractor: Extractor, text: str) -> None:
    for fact in extractor.extract(text).facts:
        assert fact.evidence
        for piece in fact.evidence:
            assert piece.text
            assert text[piece.start : piece.end] == piece.text


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_offsets_are_exact_and_nothing_fails(extractor: Extractor, text: str) -> None:
    check_offsets(extractor, text)


@pytest.mark.slow
@pytest.mark.timeout(1200)
@given(TEXTS)
@settings(max_examples=5000, deadline=None)
def test_offsets_of_many_texts(extractor: Extractor, text: str) -> None:
    check_offsets(extractor, text)


@st.composite
def disturbed(draw: st.DrawFn) -> tuple[Path, str]:
    """A document of the corpus with foreign characters put into it."""
    path = draw(st.sampled_from(documents()))
    text = read(path).text
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(_FOREIGN) + text[at:]
    return path, text


_FOREIGN = st.sampled_from(
    ["\u0301", "\u200b", "\u00ad", "\u00a0", "\r\n", "\r", "\t", "𝐑𝐄", "👩🏽\u200d⚕️", "שלום", "\u202e", "\ufeff", "İ", "ﬁ", "\x00", "乳癌"]
)  # fmt: skip


def documents() -> list[Path]:
    return sorted(CORPUS.rglob("*.txt"))


@given(disturbed())
@settings(max_examples=60, deadline=None)
def test_offsets_are_exact_in_a_disturbed_document(
    extractor: Extractor, document: tuple[Path, str]
) -> None:
    check_offsets(extractor, document[1])


@pytest.mark.slow
@pytest.mark.timeout(1200)
@given(disturbed())
@settings(max_examples=2000, deadline=None)
def test_offsets_of_many_disturbed_documents(
    extractor: Extractor, document: tuple[Path, str]
) -> None:
    check_offsets(extractor, document[1])


def said(extraction: Extraction) -> list[tuple[Any, ...]]:
    """The facts with their quotes; line ends within a quote count as one."""
    return [
        (
            fact.key,
            fact.value,
            fact.unit,
            fact.attrs,
            [re.sub(r"\s*\n\s*", "\n", piece.text) for piece in fact.evidence],
        )
        for fact in extraction.facts
    ]


@st.composite
def spaced(draw: st.DrawFn) -> tuple[str, str]:
    """A document, and the same with more blank lines where there are some, and spaces at line ends."""
    text = read(draw(st.sampled_from(documents()))).text
    chance = draw(st.randoms(use_true_random=False))
    ends = draw(st.sampled_from([" ", "   ", "\t", "\u00a0", " \t "]))
    lines = text.split("\n")
    looser = []
    for index, line in enumerate(lines):
        last = index == len(lines) - 1
        looser.append(line + (ends if chance.random() < 0.3 and not last else ""))
        if not line.strip() and chance.random() < 0.5:
            looser.append("" if chance.random() < 0.5 else ends)
    return text, "\n".join(looser) + draw(st.sampled_from(["", "\n", "\n\n\n", "\n \n", "  "]))


@given(spaced())
@settings(max_examples=40, deadline=None)
def test_blank_lines_and_trailing_spaces_change_no_fact(
    extractor: Extractor, document: tuple[str, str]
) -> None:
    text, looser = document
    assert said(extractor.extract(looser)) == said(extractor.extract(text))


@pytest.mark.slow
@pytest.mark.timeout(1200)
@given(spaced())
@settings(max_examples=1500, deadline=None)
def test_many_blank_lines_and_trailing_spaces_change_no_fact(
    extractor: Extractor, document: tuple[str, str]
) -> None:
    text, looser = document
    assert said(extractor.extract(looser)) == said(extractor.extract(text))


PARAGRAPHS = [
    "J'ai revu Mme Durand, née le 04/06/1961, OMS 1.",
    "Antécédents : HTA, cirrhose. Pas d'hépatite.",
    "Antécédents familiaux\nSa mère a eu un cancer du sein métastatique.",
    "Carcinome infiltrant du sein gauche opéré en 2017 (tumorectomie, pT1c N0) :\nRO 95 %, RP 60 %, HER2 2+, FISH non amplifiée.",
    "Deux métastases hépatiques de 31 et 14 mm ;\npas de lésion osseuse ni cérébrale.",
    "Biologie :\n- ASAT 31 UI/L (N < 35)\n- ALAT 28\n- créatinine 68 µmol/L",
    "Elle a reçu du létrozole de mars 2018 à avril 2021, puis du paclitaxel\nhebdomadaire, arrêté pour toxicité.",
    "Conclusion : récidive métastatique osseuse, sans compression médullaire.",
    "[x] oui [ ] non : consentement signé",
    "Le 12 mars 2025, poids 62 kg, taille 164 cm.",
]


@given(
    st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=8),
    st.lists(st.sampled_from(["\n\n", "\n \n", "\n\n\n", "\n\n \n\n"]), min_size=8, max_size=8),
    st.sampled_from(["", "\n", "\n\n", "\n \n \n"]),
)
@settings(max_examples=60, deadline=None)
def test_the_number_of_blank_lines_between_paragraphs_changes_no_fact(
    extractor: Extractor, paragraphs: list[str], gaps: list[str], end: str
) -> None:
    looser = "".join(p + gap for p, gap in zip(paragraphs, gaps, strict=False)).rstrip() + end
    assert said(extractor.extract(looser)) == said(extractor.extract("\n\n".join(paragraphs)))


@pytest.mark.parametrize("path", documents()[::4], ids=lambda path: path.stem)
def test_carriage_returns_change_no_fact(extractor: Extractor, path: Path) -> None:
    text = read(path).text
    plain, windows = extractor.extract(text), extractor.extract(text.replace("\n", "\r\n"))
    assert [(f.key, f.value, f.attrs) for f in plain.facts] == [
        (f.key, f.value, f.attrs) for f in windows.facts
    ]
