"""Histology, grade, TNM, stage and size of the breast tumour."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.extraction import staging_histology, staging_size, staging_tnm
from assistant.extraction.letter import Letter
from assistant.extraction.readings import settle
from criteria.facts import Fact


def read(letter: Letter) -> Iterator[Fact]:
    """The facts of this theme: histology, grade, t, n, m, stage, tumor_size (mm)."""
    text = letter.ticked
    readings = [
        *staging_histology.read(letter, text),
        *staging_tnm.read(letter, text),
        *staging_size.read(letter, text),
    ]
    if readings:
        yield from settle(letter, readings)
