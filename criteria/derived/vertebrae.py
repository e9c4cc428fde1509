"""Runs of adjacent vertebrae."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

LEVELS: Final = (
    *(f"C{number}" for number in range(1, 8)),
    *(f"T{number}" for number in range(1, 13)),
    *(f"L{number}" for number in range(1, 6)),
    *(f"S{number}" for number in range(1, 6)),
)
"""The vertebral levels from top to bottom: C7 touches T1, T12 touches L1, L5 touches S1."""

_RANK: Final = {level: rank for rank, level in enumerate(LEVELS)}


def longest_run(levels: Iterable[str]) -> int:
    """The number of vertebrae in the longest run of adjacent levels; an isolated level is 1.

    Unknown names are left out; 0 when none is known.
    """
    ranks = sorted({_RANK[level] for level in levels if level in _RANK})
    longest = current = 0
    previous = None
    for rank in ranks:
        current = current + 1 if previous is not None and rank == previous + 1 else 1
        longest = max(longest, current)
        previous = rank
    return longest
