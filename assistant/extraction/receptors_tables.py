"""Names of receptors whose values stand apart from them: stacked, or on the next line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.documents.canonical import Line
from assistant.extraction.expressions import Expression, expression
from assistant.extraction.letter import Letter, Target

_LINE_VALUE = expression(
    r"\n(?:[<>]\s?)?(?:\d{1,3}(?:\s?-\s?\d{1,3})?\s?%|[0-3]\s?\+|0(?=[\s.,;)])|\+{1,3}(?=[\s.,;)])|(?:non |faiblement |fortement )?(?:positi|negati|sur-?exprim|amplif)\w+)[^\n.;]{0,25}"
)
_LABEL_FILLER = expression(r"[\s:.=|()-]*")
REACH = 130
"""Characters behind a name within which its value is read."""


@dataclass(slots=True)
class Anchor:
    """A name of a receptor: ``text[start:end]``, the text before it and the text of its value.

    ``before`` and ``after`` are spans; ``group`` holds the anchors that share one value
    text ("RE et RP : 90 % et 70 %"), in order. ``specimen`` is that of the column or row of a
    table, ``percent`` whether the heading of the value says that it is a percentage.
    """

    kind: str
    start: int
    end: int
    target: Target
    before: tuple[int, int] = (0, 0)
    after: tuple[int, int] = (0, 0)
    group: list[Anchor] = field(default_factory=list)
    specimen: str | None = None
    percent: bool = False


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
        if number in done or not _is_label(text, lines[number], by_line[number]):
            continue
        last = number
        while last + 1 in by_line and _is_label(text, lines[last + 1], by_line[last + 1]):
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


def _is_label(text: str, line: Line, anchors: list[Anchor]) -> bool:
    return only_names(text, line.start, line.end, anchors, _LABEL_FILLER)


def only_names(text: str, start: int, end: int, anchors: list[Anchor], filler: Expression) -> bool:
    """Whether ``text[start:end]`` holds names of receptors and ``filler`` alone: no value."""
    for anchor in anchors:
        if not filler.fullmatch(text, start, anchor.start):
            return False
        start = anchor.end
    return filler.fullmatch(text, start, end) is not None


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
