"""The columns of a table of results and where its values stand under them."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.extraction.letter import Letter


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its date if it has one, and where its heading stands in the source line."""

    iso: str | None
    left: int
    right: int
    former: bool = False
    """Whether it is the only dated column and holds the results of an earlier sample."""


def place(letter: Letter, start: int, end: int) -> tuple[int, int]:
    """Where characters stand in their source line; the number of their cell when tabs or bars cut it."""
    source = letter.canonical.source
    source_start, source_end = letter.canonical.slice(start, end)
    line_start = source.rfind("\n", 0, source_start) + 1
    before = source[line_start:source_start]
    for separator in ("\t", "|"):
        if separator in before:
            cell = before.count(separator) * 100
            return cell, cell
    return source_start - line_start, source_end - line_start


def distance(column: Column, left: int, right: int) -> float:
    """How far a value at these places stands from a heading, in characters."""
    middle = abs((column.left + column.right) / 2 - (left + right) / 2)
    return min(abs(column.left - left), abs(column.right - right), middle)
