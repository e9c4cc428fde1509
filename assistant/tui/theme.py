"""Colours, glyphs and words of the states.

The colours of the states are ours, never those of the theme in use: simulated for
the three kinds of colour blindness, the smallest difference between two of them
is 22 (dark) and 45 (light), where the usual themes go down to 1. Every state also
has a glyph and a word, for colour alone says nothing to some readers.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.theme import Theme

DARK = Theme(
    name="eligo-sombre",
    primary="#7FA8D1",
    secondary="#56B4E9",
    accent="#F0E442",
    foreground="#E4E4E4",
    background="#161616",
    surface="#1E1E1E",
    panel="#2A2A2A",
    success="#56B4E9",
    warning="#F0E442",
    error="#E8743B",
    dark=True,
    variables={
        "etat-ok": "#56B4E9",
        "etat-revoir": "#F0E442",
        "etat-non": "#E8743B",
        "etat-manquant": "#BBBBBB",
        "preuve": "#E4E4E4 on #35506B",
        "courant": "bold #161616 on #F0E442",
        "scrollbar": "#4A5560",
        "scrollbar-background": "#1E1E1E",
        "scrollbar-hover": "#7FA8D1",
        "scrollbar-active": "#7FA8D1",
        "block-cursor-background": "#3D5A78",
        "block-cursor-foreground": "#FFFFFF",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#2F3B47",
        "block-cursor-blurred-foreground": "#E4E4E4",
    },
)

LIGHT = Theme(
    name="eligo-clair",
    primary="#2F5D8A",
    secondary="#024A8A",
    accent="#AD5D06",
    foreground="#1A1A1A",
    background="#F4F4F2",
    surface="#FCFCFA",
    panel="#E6E6E2",
    success="#024A8A",
    warning="#AD5D06",
    error="#360D16",
    dark=False,
    variables={
        "etat-ok": "#024A8A",
        "etat-revoir": "#AD5D06",
        "etat-non": "#360D16",
        "etat-manquant": "#5A5A5A",
        "preuve": "#1A1A1A on #CFE0F2",
        "courant": "bold #1A1A1A on #F2C14E",
        "scrollbar": "#B4BCC4",
        "scrollbar-background": "#FCFCFA",
        "scrollbar-hover": "#2F5D8A",
        "scrollbar-active": "#2F5D8A",
        "block-cursor-background": "#C9DCF0",
        "block-cursor-foreground": "#101010",
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": "#DFE6EC",
        "block-cursor-blurred-foreground": "#1A1A1A",
    },
)

THEMES = {DARK.name: DARK, LIGHT.name: LIGHT}


@dataclass(frozen=True)
class Look:
    """How a state is shown: one cell, one word, one colour."""

    glyph: str
    word: str
    style: str
    """A style of Textual's content, `$etat-...` being our colours."""


FACT_LOOKS = {
    "proposed": Look("?", "à décider", "$etat-revoir"),
    "skipped": Look("↷", "passé", "$etat-revoir"),
    "confirmed": Look("✓", "confirmé", "$etat-ok"),
    "corrected": Look("✎", "corrigé", "$etat-ok"),
    "entered": Look("+", "saisi", "$etat-ok"),
    "rejected": Look("✗", "rejeté", "$etat-non"),
    "missing": Look("…", "manquant", "$etat-manquant"),
    "unknown": Look("…", "inconnu", "$etat-manquant"),
}

CRITERION_LOOKS = {
    "pass": Look("✓", "respecté", "$etat-ok"),
    "fail": Look("✗", "s'y oppose", "$etat-non"),
    "unknown": Look("…", "indéterminé", "$etat-manquant"),
    "not_applicable": Look("–", "sans objet", "$etat-manquant"),
}

VERDICT_LOOKS = {
    "eligible": Look("✓", "ÉLIGIBLE", "$etat-ok"),
    "ineligible": Look("✗", "NON ÉLIGIBLE", "$etat-non"),
    "undetermined": Look("…", "INDÉTERMINÉ", "$etat-manquant"),
}
