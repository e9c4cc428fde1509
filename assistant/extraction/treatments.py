"""Reader of the theme treatments: systemic treatments, operations and irradiations."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.extraction import radiotherapy, surgery, systemic, untreated
from assistant.extraction.letter import Letter
from assistant.extraction.therapy_lists import carry_over
from assistant.extraction.therapy_nodes import nodes_of
from criteria.facts import Fact


def read(letter: Letter) -> Iterator[Fact]:
    """Facts primary_surgery, primary_radiotherapy, metastatic_radiotherapy and systemic_treatment."""
    nodes = nodes_of(letter)
    for in_sentence in nodes.values():
        if len(in_sentence) > 1:
            carry_over(letter, in_sentence)
    if nodes:
        yield from surgery.read(letter, nodes)
    yield from radiotherapy.read(letter, nodes)
    if nodes:
        yield from systemic.read(letter, nodes)
    yield from untreated.read(letter)
