"""Any text, with what clinical documents hold and what they should not."""

from __future__ import annotations

from hypothesis import strategies as st

FRAGMENTS = st.sampled_from(
    [
        "RE 90 %", "RO : 8 %, RP –", "HER2 2+", "métastases hépatiques", "pas de lésion osseuse", "OMS 1", "12 × 10 mm",
        "ASAT 31 UI/L (N < 35)", "née le 04/06/1961", "létrozole depuis le 3 mai", "D7 à D9", "Conclusion :", "ATCD : ",
        "pT2 N1a M0", "[x] oui [ ] non", "sans argument pour une", "antécédents familiaux", "Lyon, le 12 mars 2025",
        "tumorectomie du sein gauche", "CA 15-3 : 61 > 44", "chimiothérapie x4", "carcinome infil-\ntrant", "Mme Durand",
        "créatinine 68 µmol/L", "consentement signé", "compression médullaire", "FISH non amplifiée", "cirrhose ?", "| 12 |",
        # line ends, spaces, invisible characters
        "\r\n", "\n\n", "\r", "   ", "\t", "\u00a0", "\u202f", "\u2028", "\u200b", "\u00ad", "\ufeff", "\x00", "\x1b[31m",
        # combining marks, ligatures, what changes its length in lower case, other scripts, astral characters
        "me\u0301tastase", "\u0301", "e\u0301\u0323", "œ", "ﬁ", "İ", "ß", "ſ", "K", "שלום", "\u202eRE 90 %\u202c", "مرحبا",
        "𝐑𝐄 𝟗𝟎 %", "👩🏽\u200d⚕️", "乳癌", "[/bold]", "’", "si", "?", ":", "- ", "l’", "²", "½", "٣٤", "（", "％",
    ]
)  # fmt: skip
"""Pieces of letters, and pieces that no letter should hold."""

ANY_CHARACTER = st.characters(exclude_categories=("Cs",))
TEXTS = st.one_of(
    st.text(alphabet=ANY_CHARACTER, max_size=300),
    st.lists(st.one_of(FRAGMENTS, st.text(alphabet=ANY_CHARACTER, max_size=8)), max_size=30).map(
        " ".join
    ),
    st.lists(st.one_of(FRAGMENTS, st.text(alphabet=ANY_CHARACTER, max_size=3)), max_size=30).map(
        "".join
    ),
)
"""Texts of any characters but lone surrogates."""
