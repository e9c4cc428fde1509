"""Reader of the theme spine: what threatens the cord, the stability, and lying flat for the treatment."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.extraction import spine_cord, spine_mechanics
from assistant.extraction.letter import Letter
from criteria.facts import Fact


def read(letter: Letter) -> Iterator[Fact]:
    """The facts about the spine and its contents, each key in its final state."""
    yield from spine_cord.read(letter)
    yield from spine_mechanics.read(letter)
