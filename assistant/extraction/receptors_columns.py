"""Tables of receptors: a column or a row for each tumour, for each specimen, for each date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter
from assistant.extraction.receptors_tables import Anchor, only_names
from assistant.extraction.specimen import METASTASIS, PRIMARY

_COLUMN = expression(
    r"\W*(?:tumeur|lesion|foyer|cible|nodule|masse|prelevement|site|seins?|primiti\w+|(?:micro|macro)?-?biopsie|piece|mastectomie|tumorectomie|"
    r"metastases?|rechute|recidive|t\s?[1-4]|initiale?|diagnostic|au diagnostic|a la rechute|droite?|gauche|avant|apres|"
    r"foie|hepati\w+|os|osseu\w+|poumon|pulmonaire|plevre|pleura\w+|vertebr\w+|rachis|cerebr\w+|peau|cutane\w*|pbh|"
    r"ganglions?|adenopathie|axill\w+|(?:\d{1,2}[/.])*(?:19|20)\d\d)\b"
)
_SITE = (
    r"(?:foie|hepati\w+|os|osseu\w+|iliaque|poumon|pulmonaire|plevre|pleura\w+|vertebr\w+|rachis|cerebr\w+|peau|cutane\w*|ovair\w+|"
    r"periton\w+|ascite|medull\w+|mediastin\w+)"
)
_OF_METASTASIS = expression(
    rf"\W*(?:(?:re-?)?biopsie\s+|ponction\s+|prelevement\s+|lesion\s+|rechute\s+|recidive\s+|nodule\s+|site\s+)?(?:d[ue]\s+(?:la\s+)?|d')?(?:metasta\w+|{_SITE})\b"
    r"|\W*(?:pbh\b|rechute\s+metasta)"
)
_OF_PRIMARY = expression(
    r"\W*(?:biopsie\s+|tumeur\s+|lesion\s+|piece\s+(?:de\s+)?)?(?:d[ue]\s+)?(?:seins?|mammaire|primiti|mastectomie|tumorectomie|(?:micro|macro)-?biopsie|axill|adenopathie|ganglions?(?!\s+(?:media|cerv|sus|abdo|retro)))"
    r"|\W*(?:(?:tumeur|lesion|nodule|foyer)\s+(?:n°\s?)?[1-9a-c]|t\s?[1-9])\b"
)
_NAME_FILLER = expression(
    r"\W*(?:(?:ihc|score|statut|cellules?|marquees?|allred|index|indice|neu|sp\d)\W*)*"
)
_RULE_LINE = expression(r"[\s|+:=_-]*")
_DASH = expression(r"\s*[-\u2013\u2014/]\s*")
_PLUS = expression(r"\s*\+{1,3}\s*")
_TABLE_LINES = 15


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell that is not empty: ``text[start:end]``, and its place in the row."""

    start: int
    end: int
    column: int


_Row = list[_Cell]


def with_columns(letter: Letter, text: str, anchors: list[Anchor]) -> list[Anchor]:
    """The anchors of a document, those of a table once for each of their cells.

    A table names what it compares ("Tumeur 1", "Primitif", "Métastase hépatique") in a
    heading row and has a row for each receptor, or names the receptors in a heading row
    and has a row for each specimen.
    """
    rows = _rows(letter, text)
    if not rows:
        return anchors
    by_line: dict[int, list[Anchor]] = {}
    for anchor in anchors:
        by_line.setdefault(anchor.target.sentence.line, []).append(anchor)
    replaced: dict[int, list[Anchor]] = {}
    for number in rows:
        headings = _headings(text, rows[number]) if number not in by_line else {}
        if not headings and len(by_line.get(number, ())) < 2:
            continue
        below = _below(letter, rows, number)
        if not _in_signs(text, below):
            below = [(line, _without_dashes(text, row)) for line, row in below]
        if not headings:
            if cells := list(_rows_of_specimens(text, by_line, rows[number], below, number)):
                replaced |= {a.target.sentence.line: [] for a in cells}
                replaced[number] = cells
        else:
            for line, row in below:
                if line in by_line and line not in replaced:
                    cells = list(_row_of_receptor(text, by_line[line], headings, row))
                    if cells:
                        replaced[line] = cells
    if not replaced:
        return anchors
    kept = [a for a in anchors if a.target.sentence.line not in replaced]
    return sorted(
        (*kept, *(cell for cells in replaced.values() for cell in cells)),
        key=lambda anchor: (anchor.start, anchor.after),
    )


def _rows(letter: Letter, text: str) -> dict[int, _Row]:
    """The lines that tabs or bars cut into several cells."""
    if "\t" not in text and "|" not in text:
        return {}
    rows = {}
    for number, line in enumerate(letter.canonical.lines):
        mark = "|" if text.find("|", line.start, line.end) >= 0 else "\t"
        if mark == "\t" and text.find("\t", line.start, line.end) < 0:
            continue
        cells = _cells(text, line.start, line.end, mark)
        if len(cells) > 1 and not _RULE_LINE.fullmatch(text, line.start, line.end):
            rows[number] = cells
    return rows


def _cells(text: str, start: int, end: int, mark: str) -> _Row:
    cells = []
    for column, cell in enumerate(text[start:end].split(mark)):
        if cell.strip():
            cells.append(_Cell(start, start + len(cell), column))
        start += len(cell) + 1
    return cells


def _below(letter: Letter, rows: dict[int, _Row], number: int) -> list[tuple[int, _Row]]:
    """The rows of the table that a heading row opens."""
    lines = letter.canonical.lines
    found = []
    for line in range(number + 1, min(len(lines), number + _TABLE_LINES)):
        if lines[line].after_blank and line > number + 1:
            break
        if line in rows:
            found.append((line, rows[line]))
    return found


def _headings(text: str, row: _Row) -> dict[int, tuple[int, str | None]]:
    """The specimens that a heading row names: by column, with their rank from the right."""
    named = [cell for cell in row if _COLUMN.match(text, cell.start, cell.end)]
    if len(named) < 2 or len(row) - len(named) > 1:
        return {}
    return {
        cell.column: (len(named) - rank, _specimen(text, cell)) for rank, cell in enumerate(named)
    }


def _row_of_receptor(
    text: str, anchors: list[Anchor], headings: dict[int, tuple[int, str | None]], row: _Row
) -> Iterator[Anchor]:
    """A receptor that opens a row, once for each specimen."""
    label, *cells = row
    named = [a for a in anchors if a.start < label.end]
    if not named or text[label.start : named[0].start].strip(" -"):
        return
    cells = [
        cell for cell in cells if text[cell.start : cell.end].strip(" :") or cell.end == cell.start
    ]
    specimens: dict[_Cell, str | None]
    if len(cells) == len(headings):
        ranks = dict(headings.values())
        specimens = {cell: ranks[len(cells) - i] for i, cell in enumerate(cells)}
    elif all(cell.column in headings for cell in cells):
        specimens = {cell: headings[cell.column][1] for cell in cells}
    else:
        return
    percent = "%" in text[label.start : label.end]
    for cell, specimen in specimens.items():
        if cell.end > cell.start:
            yield from _in_cell(named, anchors[len(named) :], cell, specimen, percent)


def _rows_of_specimens(
    text: str,
    by_line: dict[int, list[Anchor]],
    heading: _Row,
    below: list[tuple[int, _Row]],
    number: int,
) -> Iterator[Anchor]:
    """The receptors of a heading row, each once for every specimen that has a row below."""
    names: dict[int, list[Anchor]] = {}
    for rank, cell in enumerate(heading):
        named = [a for a in by_line[number] if cell.start <= a.start < cell.end]
        if named and not only_names(text, cell.start, cell.end, named, _NAME_FILLER):
            return
        if named:
            names[rank] = named
    if len(names) < 2 or len(heading) - len(names) > 4:
        return
    for line, row in below:
        inner = by_line.get(line, [])
        if any(a.start < row[0].end for a in inner):
            return
        shift = len(row) - len(heading)
        labelled = 0 not in names or shift == 1
        if shift not in (0, 1) or not labelled:
            by_column = {cell.column: cell for cell in row}
            cells = {rank: by_column.get(heading[rank].column) for rank in names}
        else:
            cells = {rank: row[rank + shift] for rank in names}
        if not labelled or text[row[0].start : row[0].end].strip()[:1].isdigit():
            return
        specimen = _specimen(text, row[0])
        for rank, cell in cells.items():
            if cell is not None and cell.end > cell.start:
                percent = "%" in text[heading[rank].start : heading[rank].end]
                yield from _in_cell(names[rank], inner, cell, specimen, percent)


def _in_cell(
    named: list[Anchor], inner: list[Anchor], cell: _Cell, specimen: str | None, percent: bool
) -> Iterator[Anchor]:
    """The names of a heading with one cell for their value, up to a name that the cell itself has."""
    own = [anchor for anchor in inner if cell.start <= anchor.start < cell.end]
    end = own[0].start if own else cell.end
    copies = [
        replace(
            anchor,
            before=(anchor.start, anchor.start),
            after=(cell.start, end),
            specimen=specimen,
            percent=percent,
        )
        for anchor in named
    ]
    for copy in copies:
        copy.group = copies
    yield from copies
    for anchor in own:
        anchor.specimen, anchor.after = specimen, (anchor.after[0], min(anchor.after[1], cell.end))
        yield anchor


def _in_signs(text: str, rows: list[tuple[int, _Row]]) -> bool:
    """Whether a table is filled in with signs: a dash is then a negative result."""
    return any(_PLUS.fullmatch(text, cell.start, cell.end) for _, row in rows for cell in row)


def _without_dashes(text: str, row: _Row) -> _Row:
    """A row whose dashes stand for results that are missing."""
    return [
        replace(cell, end=cell.start) if _DASH.fullmatch(text, cell.start, cell.end) else cell
        for cell in row
    ]


def _specimen(text: str, cell: _Cell) -> str | None:
    if _OF_METASTASIS.match(text, cell.start, cell.end):
        return METASTASIS
    return PRIMARY if _OF_PRIMARY.match(text, cell.start, cell.end) else None
