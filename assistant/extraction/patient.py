"""Reader of the theme patient."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.extraction.letter import Letter
from criteria.facts import Fact


def read(letter: Letter) -> Iterator[Fact]:
    """The facts of this theme."""
    yield from ()
