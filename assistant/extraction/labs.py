"""Reader of the theme labs: the values of blood tests, with their limits and their dates.

A name of an analyte anchors; its value is what follows it on its line, never past the
next name. A bare number counts only where nothing but a link stands between; further
away, its unit must be one of the analyte.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from assistant.extraction.expressions import expression
from assistant.extraction.lab_dates import LabDates, date_behind
from assistant.extraction.lab_names import Anchor, find_anchors
from assistant.extraction.lab_rows import Reading, dated_rows
from assistant.extraction.lab_values import (
    WITH_LIMIT,
    LabValue,
    is_plausible,
    read_unit,
    usual_unit,
)
from assistant.extraction.lab_windows import mask_dates, read_window, share
from assistant.extraction.letter import Letter
from criteria.facts import Fact

_MAY_BE_NORMAL = (WITH_LIMIT - {"ca15_3"}) | {"albumin"}
_FORMER = expression(
    r"(\d[\d .,]*\d|\d)\s*(?:[a-zµ/0-9]{0,8}\s*)?(?:,|\()?\s*(?:et non(?: pas)?|au lieu de)\s*(?:de\s+)?(\d[\d.,]*\d|\d)"
)


def read(letter: Letter) -> Iterator[Fact]:
    """The laboratory values of a document: one fact for each analyte and date."""
    limits: dict[str, float] = {}
    facts = list(_read(letter, limits))
    for fact in facts:
        upper = limits.get(fact.key)
        if upper is None or "uln" in fact.attrs or fact.unit in (None, "xULN"):
            yield fact
        else:
            yield fact.model_copy(update={"attrs": {**fact.attrs, "uln": upper}})


def _read(letter: Letter, limits: dict[str, float]) -> Iterator[Fact]:
    """The values line by line; ``limits`` receives the limits that a line of norms gives apart."""
    by_line: dict[int, list[Anchor]] = defaultdict(list)
    for anchor in find_anchors(letter):
        by_line[_line_of(letter, anchor.start)].append(anchor)
    if not by_line:
        return
    dates = LabDates(letter)
    replaced = _replaced(letter)
    masked = mask_dates(letter)
    for index in range(max(by_line) + 1):
        anchors = by_line.get(index)
        if anchors is None:
            dates.enter_line(index, has_values=False)
            continue
        if readings := dated_rows(letter, masked, index, anchors):
            yield from _of_rows(letter, readings)
            continue
        for anchor in anchors:
            read_window(letter, masked, anchor)
        share(letter, anchors)
        dates.enter_line(index, has_values=any(anchor.values for anchor in anchors))
        for anchor in anchors:
            if anchor.upper is not None and not anchor.values:
                limits[anchor.key] = anchor.upper
        facts = list(_with_creatinine(letter, anchors, dates))
        numbered = {fact.key for fact in facts if fact.value != "normal"}
        for fact in facts:
            if (fact.key, fact.value) in replaced or (
                fact.value == "normal" and fact.key in numbered
            ):
                continue
            yield fact


def _of_rows(letter: Letter, readings: list[Reading]) -> Iterator[Fact]:
    """The facts of a table with one dated sample on each row."""
    for reading in readings:
        head, value = reading.head, reading.value
        line = letter.canonical.lines[_line_of(letter, head.start)]
        unit = value.unit or _unit_in(letter, head.key, head.end, min(head.stop, line.end))
        here = Anchor(head.key, value.start, value.end, value.end, head.method)
        fact = _fact(letter, head.key, here, replace(value, unit=unit), reading.iso)
        if fact is not None:
            yield fact


def _with_creatinine(letter: Letter, anchors: list[Anchor], dates: LabDates) -> Iterator[Fact]:
    """The facts of a line; a clearance has the date of the creatinine that it is computed from."""
    last: Fact | None = None
    sentence = None
    for anchor in anchors:
        for fact in _facts(letter, dates, anchor):
            here = letter.sentence_at(anchor.start)
            if fact.key == "creatinine":
                last, sentence = fact, here
            elif fact.key == "creatinine_clearance" and last and sentence is here:
                inherited = {k: v for k, v in last.attrs.items() if k == "date"}
                fact = fact.model_copy(update={"attrs": {**inherited, **fact.attrs}})
            yield fact


def _facts(letter: Letter, dates: LabDates, anchor: Anchor) -> Iterator[Fact]:
    keys = ("ast", "alt") if anchor.key == "transaminases" else (anchor.key,)
    if anchor.key == "other" or not anchor.values:
        return
    if anchor.key == "transaminases" and (
        anchor.values[0].unit not in (None, "xULN")
        or _OF_ONE.match(letter.folded, anchor.values[0].end)
    ):
        return
    for value, date in _dated(letter, dates, anchor):
        for key in keys:
            fact = _fact(letter, key, anchor, value, date)
            if fact is not None:
                yield fact


_FIGURES = expression(r"[\d., ]*\d")
_CELL_MARK = expression(r"[\t|]")
_EMPTY_CELL = expression(
    r"(?<=[\t|])\s?(?:[-–—/]+|n\.?[dcrfp]\b\.?|non\s\w+|hemolys\w*|annule\w*|coagule\w*|en (?:cours|attente))\s?(?=[\t|\n]|$)"
)
"""A cell that says that there is no result."""
_BOUNDED = expression(r"\([^()\n]*\d[^()\n]*\)")
"""A range of reference between two results: the second is of an earlier sample."""
_OF_ONE = expression(r"\s*(?:(?:pour|sur) (?:les |l')?|\()(?:asat|alat|tgo|tgp|sgot|sgpt)\b")


def _dated(
    letter: Letter, dates: LabDates, anchor: Anchor
) -> Iterator[tuple[LabValue, str | None]]:
    """The values of an anchor that stand, each with its date."""
    key = "ast" if anchor.key == "transaminases" else anchor.key
    values = _with_units(letter, key, anchor)
    sentence = letter.sentence_at(anchor.start)
    base = (
        dates.leading(sentence.start, anchor.start)
        or dates.of_panel_before(anchor.start, key)
        or dates.base(key)
    )
    for mention in letter.dates_in(anchor.end, values[0].start):
        if mention.is_full:
            base = mention.iso
    own = [date_behind(letter, value.end, whole=False) for value in values]
    if (
        dates.columns
        and len(values) == 1
        and sum(1 for column in dates.columns if column.iso) > 1
        and _CELL_MARK.search(letter.text[max(0, anchor.start - 1) : anchor.stop]) is None
    ):
        yield values[0], own[0].iso if own[0] else base
        return
    if dates.columns:
        tabular = "\t" in letter.text[values[0].start : values[-1].end]
        spans = [(v.start, _figures_end(letter, v)) for v in values]
        empty = [m.span() for m in _EMPTY_CELL.finditer(letter.folded, anchor.end, anchor.stop)]
        by_column = dates.of_columns(spans, key, tabular, empty)
        for value, iso, dated in zip(values, by_column, own, strict=True):
            yield value, dated.iso if dated else iso
        return
    if any(own) and len(values) > 1:
        for value, dated in zip(values, own, strict=True):
            if dated is not None or value is values[0]:
                yield value, dated.iso if dated else base
        return
    if len(values) == 1:
        yield values[0], own[0].iso if own[0] else base
        return
    if len({value.unit for value in values}) == len(values):
        for value in values:
            yield value, own[0].iso if own[0] else base
        return
    between = letter.text[values[0].end : values[1].start]
    arrow = "->" in between or "→" in between
    if dates.former and len(values) == 2 and not arrow and "/" not in between:
        if dates.panel == dates.former:
            # What read as the title of a list heads the second of two columns.
            dates.panel = None
        yield values[0], base if base != dates.former else dates.default
        yield values[1], dates.former
        return
    former_first = arrow or not ("\t" in between or "/" in between or _BOUNDED.search(between))
    standing = values[-1] if former_first else values[0]
    yield standing, base


def _figures_end(letter: Letter, value: LabValue) -> int:
    """Where the figures of a value end, before its unit."""
    figures = _FIGURES.match(letter.folded, value.start, value.end)
    return figures.end() if figures else value.end


def _with_units(letter: Letter, key: str, anchor: Anchor) -> list[LabValue]:
    """The values, those without a unit given that of their row: beside the name, or behind a later value."""
    units = [v.unit for v in anchor.values if v.unit and v.unit != "xULN"]
    unit = units[0] if units else None
    if unit is None:
        unit = _unit_in(letter, key, anchor.end, anchor.values[0].start) or _unit_in(
            letter, key, anchor.values[-1].end, anchor.stop
        )
    values = []
    for value in anchor.values:
        if value.unit is None and value.value != "normal":
            value = LabValue(value.start, value.end, value.value, unit)
        elif value.unit and value.unit != "xULN":
            unit = value.unit
        values.append(value)
    return values


def _unit_in(letter: Letter, key: str, start: int, end: int) -> str | None:
    """A unit of the analyte that stands alone in these characters."""
    for at in range(start, min(end, start + 60)):
        previous = letter.folded[at - 1]
        if previous.isalnum() or previous == "/":
            continue
        unit = read_unit(key, letter.folded, at, end)
        if unit is not None and unit[0] != "other":
            return unit[0]
    return None


def _fact(
    letter: Letter, key: str, anchor: Anchor, value: LabValue, date: str | None
) -> Fact | None:
    start, end = min(anchor.start, value.start), max(anchor.end, value.end)
    if value.value == "normal":
        if key not in _MAY_BE_NORMAL:
            return None
        return letter.fact(key, "normal", start, end, date=date)
    figure = float(value.value)
    unit = value.unit or usual_unit(key, figure)
    if unit is None or (unit != "xULN" and not is_plausible(key, figure, unit)):
        return None
    upper = anchor.upper if key in WITH_LIMIT and unit != "xULN" else None
    method = anchor.method if key == "creatinine_clearance" else None
    return letter.fact(key, value.value, start, end, unit=unit, uln=upper, method=method, date=date)


def _replaced(letter: Letter) -> frozenset[tuple[str, float | int]]:
    """Values that the document takes back: "lire 12 et non 120"."""
    found: set[tuple[str, float | int]] = set()
    if not _FORMER.may_match(letter.folded):
        return frozenset()
    for target in letter.of("LAB"):
        if target.value in (None, "other", "transaminases"):
            continue
        for match in _FORMER.finditer(
            letter.folded, target.end, min(target.end + 60, target.sentence.end)
        ):
            figure = float(match[2].replace(",", "."))
            found.add((str(target.value), int(figure) if figure.is_integer() else figure))
    return frozenset(found)


def _line_of(letter: Letter, offset: int) -> int:
    return letter.sentence_at(offset).line
