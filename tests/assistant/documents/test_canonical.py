"""The canonical text: what it changes, and that it always leads back to the source."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.canonical import canonicalise, fold

WRAPPED = (
    "J'ai revu ce jour la patiente, qui va bien et dont la dernière échographie ne\n"
    "montre pas de lésion. La prochaine consultation est prévue dans six mois avec\n"
    "une mammographie."
)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        pytest.param(
            "récepteurs de l’œstrogène",
            "récepteurs de l'oestrogène",
            id="curly apostrophe and ligature",
        ),
        pytest.param("12\u00a0mm", "12 mm", id="no-break space"),
        pytest.param("12\u202fmm", "12 mm", id="narrow no-break space"),
        pytest.param(
            unicodedata.normalize("NFD", "métastase hépatique"),
            "métastase hépatique",
            id="decomposed accents",
        ),
        pytest.param("mé\u00adtas\u00adtase", "métastase", id="soft hyphens"),
        pytest.param("\ufeffRE 90 %", "RE 90 %", id="byte order mark"),
        pytest.param("RE : 90 %\r\nRP : 40 %\r\n", "RE : 90 %\nRP : 40 %", id="CRLF"),
        pytest.param(
            "bien diﬀérencié, inﬁltrant", "bien différencié, infiltrant", id="typographic ligatures"
        ),
        pytest.param("12 × 10 mm", "12 x 10 mm", id="multiplication sign"),
        pytest.param("ASAT          31       (N < 35)", "ASAT\t31\t(N < 35)", id="columns"),
        pytest.param(
            "une dys-\npnée d'effort", "une dyspnée d'effort", id="word cut at the end of a line"
        ),
        pytest.param(
            "aire sous-\nclaviculaire", "aire sous- claviculaire", id="compound keeps its hyphen"
        ),
        pytest.param(WRAPPED, WRAPPED.replace("\n", " "), id="wrapped paragraph"),
        pytest.param("OMS 1\nPoids 62 kg", "OMS 1\nPoids 62 kg", id="short lines stay apart"),
        pytest.param(
            "Pas de métastase\nhépatique",
            "Pas de métastase hépatique",
            id="line going on in lower case",
        ),
        pytest.param(
            "- foie : 2 lésions\n- os : 1 lésion",
            "- foie : 2 lésions\n- os : 1 lésion",
            id="bullets",
        ),
        pytest.param(
            "Docétaxel x6 puis Herceptin seul en entretien, en cours (C24 ce jour)\nATCD : HTA, cancer du col in situ en 1998 (conisation).",
            "Docétaxel x6 puis Herceptin seul en entretien, en cours (C24 ce jour)\nATCD : HTA, cancer du col in situ en 1998 (conisation).",
            id="a labelled line stays a line",
        ),
        pytest.param("", "", id="empty"),
        pytest.param(" \n\t\n ", "", id="blank"),
    ],
)
def test_canonical_text(source: str, text: str) -> None:
    assert canonicalise(source).text == text


@pytest.mark.parametrize(
    ("source", "piece", "quote"),
    [
        ("Le  RE\u00a0:\r\n90 %", "90 %", "90 %"),
        (
            unicodedata.normalize("NFD", "Pas de métastase"),
            "métastase",
            unicodedata.normalize("NFD", "métastase"),
        ),
        ("l’œstrogène", "oestrogène", "œstrogène"),
        ("une dys-\npnée légère", "dyspnée", "dys-\npnée"),
        ("récepteurs\n  hormonaux", "récepteurs hormonaux", "récepteurs\n  hormonaux"),
    ],
)
def test_slices_lead_back_to_the_source(source: str, piece: str, quote: str) -> None:
    canonical = canonicalise(source)
    start = canonical.text.index(piece)
    begin, end = canonical.slice(start, start + len(piece))
    assert source[begin:end] == quote


def test_a_scanned_text_is_mended_and_still_leads_back() -> None:
    source = "Carcinorne infi1trant, 4 fragrnents, ce1lules turnora1es, HlSTOLOGlE, O9/O4/2021, 9O %, grade Il, patho1ogie"
    canonical = canonicalise(source)
    assert canonical.text == (
        "Carcinome infiltrant, 4 fragments, cellules tumorales, HISTOLOGIE, 09/04/2021, 90 %, grade II, pathologie"
    )
    start = canonical.text.index("fragments")
    begin, end = canonical.slice(start, start + len("fragments"))
    assert source[begin:end] == "fragrnents"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("opérée le 14 juin 2OO6", "opérée le 14 juin 2006"),
        ("née le 02/O5/1948", "née le 02/05/1948"),
        ("Hb 1O,6 g/dL, RE 7O %, 5O Gy", "Hb 10,6 g/dL, RE 70 %, 50 Gy"),
        ("FEC 1OO x 6", "FEC 100 x 6"),
        ("pT2 NO MO, OMS 1, clone O13, H2O2", "pT2 NO MO, OMS 1, clone O13, H2O2"),
    ],
)
def test_a_letter_o_inside_a_number_is_a_zero(source: str, text: str) -> None:
    assert canonicalise(source).text == text


def test_a_clean_text_is_not_mended() -> None:
    source = "Vertèbre L1, bloc B12, hernie interne, carcinome O9, clone 1D5"
    assert canonicalise(source).text == source


def test_folding_keeps_the_length() -> None:
    assert fold("Œdème À L'ÎLE İ") == "œdeme a l'ile i"


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",))))
def test_any_text_has_offsets_inside_its_source(source: str) -> None:
    canonical = canonicalise(source)
    assert len(canonical.folded) == len(canonical.text)
    previous = 0
    for i in range(len(canonical.text)):
        begin, end = canonical.slice(i, i + 1)
        assert 0 <= begin <= end <= len(source)
        if not canonical.text[i].isspace():
            assert begin >= previous
            previous = begin
    assert all(0 <= line.start <= line.end <= len(canonical.text) for line in canonical.lines)
