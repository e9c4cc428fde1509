"""Tables of results with one sample on each row: the analytes head the columns, a date opens the row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.extraction.expressions import expression
from assistant.extraction.lab_names import Anchor
from assistant.extraction.lab_values import LabValue, scan
from assistant.extraction.letter import Letter

_RULE = expression(r"[\s|:+=_-]*")
"""A line of dashes between the heads and the rows."""
_FIGURE = expression(r"\d")
_MOST_ROWS = 40


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell of a table: the analyte that heads its column, its value and the date of its row."""

    head: Anchor
    value: LabValue
    iso: str


def dated_rows(letter: Letter, masked: str, index: int, anchors: list[Anchor]) -> list[Reading]:
    """What the rows below line ``index`` hold when its names head columns; empty when they do not."""
    lines = letter.canonical.lines
    head = lines[index]
    if len(anchors) < 2 or _holds_results(letter, masked, anchors):
        return []
    cells = _cells(letter, head.start, head.end)
    columns = [next((a for a in anchors if start <= a.start < end), None) for start, end in cells]
    if len({id(column) for column in columns if column is not None}) < len(anchors):
        return []
    readings: list[Reading] = []
    for line in lines[index + 1 : index + 1 + _MOST_ROWS]:
        if _RULE.fullmatch(letter.folded, line.start, line.end):
            continue
        row = list(_row(letter, masked, line.start, line.end, columns))
        if not row:
            break
        readings += row
    return readings


def _holds_results(letter: Letter, masked: str, anchors: list[Anchor]) -> bool:
    """Whether figures stand behind one of the names on its own line."""
    line = letter.canonical.lines[letter.sentence_at(anchors[0].start).line]
    ends = [anchor.start for anchor in anchors[1:]] + [line.end]
    return any(
        _FIGURE.search(masked, anchor.end, end) is not None and "(" not in masked[anchor.end : end]
        for anchor, end in zip(anchors, ends, strict=True)
    )


def _cells(letter: Letter, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of a line that tabs or bars cut; a bar at either edge borders nothing."""
    mark = "|" if letter.text.find("|", start, end) >= 0 else "\t"
    found: list[tuple[int, int]] = []
    at = start
    for piece in letter.text[start:end].split(mark):
        found.append((at, at + len(piece)))
        at += len(piece) + 1
    if mark == "|":
        for edge in (0, -1):
            if found and not letter.text[slice(*found[edge])].strip():
                del found[edge]
    return found


def _row(
    letter: Letter, masked: str, start: int, end: int, columns: list[Anchor | None]
) -> Iterator[Reading]:
    """The results of a row that a date opens and that has as many cells as the table columns."""
    cells = _cells(letter, start, end)
    dates = letter.dates_in(*cells[0])
    if not dates:
        return
    if columns[0] is not None:
        columns = [None, *columns]
    if len(cells) != len(columns):
        return
    for column, (left, right) in zip(columns, cells, strict=False):
        if column is None or column.key in ("other", "transaminases"):
            continue
        for item in scan(column.key, letter.text, masked, left, right):
            if isinstance(item, LabValue):
                yield Reading(column, item, dates[0].iso)
                break
