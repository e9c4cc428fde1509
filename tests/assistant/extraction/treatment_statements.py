"""The facts of the theme treatments in one short line each, for the tables of the tests."""

from __future__ import annotations

from functools import cache

from assistant.extraction import treatments
from assistant.extraction.merging import merge
from assistant.extraction.pipeline import Extractor
from criteria.facts import Fact

_KEYS = {
    "systemic_treatment": "",
    "primary_surgery": "op ",
    "primary_radiotherapy": "rt ",
    "metastatic_radiotherapy": "met-rt ",
}
_DATED = (
    "Consultation du",
    "CONSULTATION DU",
    "RCP D",
    "CS ",
    "CRH",
    "Fiche RCP",
    "TEP du",
    "Compte rendu",
    "Le 1",
)
_WORDS = ("phase", "status", "side", "site")
_NAMED = ("date", "dose_gy", "start", "end", "cycles", "months")


@cache
def _extractor() -> Extractor:
    return Extractor()


def statements(text: str) -> list[str]:
    """ "letrozole metastatic ongoing start=2024-03" for each fact of a text; dated 14 May 2024 if undated."""
    if not text.startswith(_DATED):
        text = f"Consultation du 14/05/2024. {text}"
    letter = _extractor().analyse(text)
    return [_statement(fact) for fact in merge(treatments.read(letter))]


def _statement(fact: Fact) -> str:
    words = [str(fact.attrs[name]) for name in _WORDS if name in fact.attrs]
    named = [f"{name}={fact.attrs[name]}" for name in _NAMED if name in fact.attrs]
    return _KEYS[fact.key] + " ".join([str(fact.value), *words, *named])
