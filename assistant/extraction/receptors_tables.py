"""Names of receptors whose values stand in tables: stacked, on the next line, in columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from assistant.documents.canonical import Line
from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Target
from assistant.extraction.specimen import METASTASIS, PRIMARY

_LINE_VALUE = expression(
    r"\n(?:[<>]\s?)?(?:\d{1,3}(?:\s?-\s?\d{1,3})?\s?%|[0-3]\s?\+|0(?=[\s.,;)])|\+{1,3}(?=[\s.,;)])|(?:non |faiblement |fortement )?(?:positi|negati|sur-?exprim|amplif)\w+)[^\n.;]{0,25}"
)
_LABEL_FILLER = expression(r"[\s:.=|()-]*")
_CELL = expression(r"[^\t|\n]+")
_COLUMN = expression(
    r"\s*(?:tumeur|lesion|foyer|cible|nodule|prelevement|site|sein|primiti\w+|(?:micro|macro)?biopsie|piece|mastectomie|tumorectomie|metastase|rechute|recidive|t\s?[1-4])\b"
)
_OF_PRIMARY = expression(r"\s*(?:sein|primiti|mastectomie|tumorectomie|microbiopsie)")
_OF_METASTASIS = expression(
    r"\s*(?:metastase|rechute\s+metasta|biopsie\s+(?:hepat|os|pulm|pleur|vertebr|iliaq|cutan))"
)
_TABLE_LINES = 15


@dataclass(slots=True)
class Anchor:
    """A name of a receptor: ``text[start:end]``, the text before it and the text of its value.

    ``before`` and ``after`` are spans; ``group`` holds the anchors that share one value
    text ("RE et RP : 90 % et 70 %"), in order. ``specimen`` is that of the column of a table.
    """

    kind: str
    start: int
    end: int
    target: Target
    before: tuple[int, int] = (0, 0)
    after: tuple[int, int] = (0, 0)
    group: list[Anchor] = field(default_factory=list)
    specimen: str | None = None


def set_stacked_values(letter: Letter, text: str, anchors: list[Anchor]) -> None:
    """Names on lines of their own, then as many values on the lines that follow.

    A table read column by column, or a heading row of names above a row of values.
    """
    by_line: dict[int, list[Anchor]] = {}
    for anchor in anchors:
        by_line.setdefault(anchor.target.sentence.line, []).append(anchor)
    lines = letter.canonical.lines
    done: set[int] = set()
    for number in sorted(by_line):
        if number in done or not _only_names(text, lines[number], by_line[number]):
            continue
        last = number
        while last + 1 in by_line and _only_names(text, lines[last + 1], by_line[last + 1]):
            last += 1
        names = [anchor for n in range(number, last + 1) for anchor in by_line[n]]
        done.update(range(number, last + 1))
        cells = _value_cells(text, lines, last + 1, len(names), by_line)
        for name, cell in zip(names, cells, strict=False):
            name.after, name.group = cell, [name]


def set_next_line(letter: Letter, text: str, anchors: list[Anchor]) -> None:
    """A name that ends a line of prose has its value at the beginning of the next one."""
    for anchor in anchors:
        start, end = anchor.after
        _, line_end = letter.line_bounds(anchor.target.sentence)
        if end < line_end or text[start:end].strip(" :=") or end + 1 >= len(text):
            continue
        if match := _LINE_VALUE.match(text, end):
            for member in anchor.group:
                member.after = (start, match.end())


def _only_names(text: str, line: Line, anchors: list[Anchor]) -> bool:
    start = line.start
    for anchor in anchors:
        if not _LABEL_FILLER.fullmatch(text, start, anchor.start):
            return False
        start = anchor.end
    return _LABEL_FILLER.fullmatch(text, start, line.end) is not None


def _value_cells(
    text: str, lines: tuple[Line, ...], first: int, count: int, names: dict[int, list[Anchor]]
) -> list[tuple[int, int]]:
    """The spans of ``count`` values from a line on, or nothing when there are not as many."""
    cells: list[tuple[int, int]] = []
    for number in range(first, min(len(lines), first + count)):
        if number in names:
            break
        line = lines[number]
        position = line.start
        for cell in re.split(r"[\t|]", text[position : line.end]):
            if cell.strip():
                if len(cell) > 40:
                    return []
                cells.append((position, position + len(cell)))
            position += len(cell) + 1
        if len(cells) >= count:
            break
    return cells if len(cells) == count else []


def with_columns(letter: Letter, text: str, anchors: list[Anchor]) -> list[Anchor]:
    """The anchors, those that open a row of a table once for each column that has a value.

    A table has a heading row that names what is compared ("Tumeur 1", "Tumeur 2",
    "Primitif", "Métastase hépatique").
    """
    columns = dict(_columns_of_lines(letter, text))
    found: list[Anchor] = []
    for anchor in anchors:
        headings = columns.get(anchor.target.sentence.line)
        line = letter.canonical.lines[anchor.target.sentence.line]
        if headings is None or text[line.start : anchor.start].strip(" |\t-"):
            found.append(anchor)
            continue
        cells = [
            cell.span()
            for cell in _CELL.finditer(text, anchor.end, line.end)
            if cell.group().strip(" :")
        ]
        if len(cells) != len(headings):
            found.append(anchor)
            continue
        for span, specimen in zip(cells, headings, strict=True):
            column = replace(anchor, after=span, specimen=specimen)
            column.group = [column]
            found.append(column)
    return found


def _columns_of_lines(letter: Letter, text: str) -> Iterator[tuple[int, list[str | None]]]:
    """For each row of a table, the specimen of each of its columns."""
    lines = letter.canonical.lines
    for number in _lines_with_cells(letter, text):
        line = lines[number]
        cells = [cell.group() for cell in _CELL.finditer(text, line.start, line.end)]
        named = [cell for cell in cells if _COLUMN.match(cell)]
        if len(named) < 2 or len(cells) - len(named) > 1:
            continue
        headings = [_specimen_of_column(cell) for cell in named]
        for row in range(number + 1, min(len(lines), number + _TABLE_LINES)):
            if lines[row].after_blank and row > number + 1:
                break
            yield row, headings


def _lines_with_cells(letter: Letter, text: str) -> list[int]:
    """The lines that tabs or bars cut into cells, in order."""
    marks = [mark for mark in "\t|" if mark in text]
    return [
        number
        for number, line in enumerate(letter.canonical.lines if marks else ())
        if any(text.find(mark, line.start, line.end) >= 0 for mark in marks)
    ]


def _specimen_of_column(heading: str) -> str | None:
    if _OF_METASTASIS.match(heading):
        return METASTASIS
    return PRIMARY if _OF_PRIMARY.match(heading) else None
