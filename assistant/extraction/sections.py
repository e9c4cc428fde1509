"""Sections of French clinical documents, from the headings that the rules match.

A heading opens a line and is followed by a colon, a dash or the end of the line. A
heading with text behind it on the same line ("ATCD : HTA") governs its paragraph; a
heading alone on its line governs until the next heading.
"""

from __future__ import annotations

from assistant.documents.canonical import CanonicalText
from assistant.extraction.expressions import expression
from assistant.extraction.tokens import Tokens

_PREFIX = expression(r"(?:[-*•·>►➔→#=]+|\(?[0-9IVX]{1,4}\s?[.)/°-]+|[a-zA-Z][.)])\s*")
_NOTHING = expression(
    r"\s*[:=-]\s*(?:neant|aucune?s?|non|ras|0|sans particularite|inconnus?|rien (?:de particulier|a signaler)|"
    r"non (?:contributifs?|renseignes?))\s*(?:[.;]|$)"
)
"""A heading that is answered at once governs its answer only: "Antécédents familiaux : néant. Cancer en 2012"."""
_AFTER = expression(
    r"\s*(?:[*_]{1,3}\s*)?(?:\(.{0,60}?\)\s*)?(?:\.{2,}\s*)?(?:[:=]|[-.]\s|\.$|$|\t)"
)


_LABEL = expression(r"[A-ZÀ-ÖØ-Þ][^:.;,\n]{1,30}\s?:\s")
"""A line with a label of its own ("Bilan : ...") no longer belongs to the heading above it."""


def section_spans(
    canonical: CanonicalText, tokens: Tokens, headings: list[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """Character spans of the sections: ``(start, end, category)``, headings included.

    ``headings`` are the wordings of headings found anywhere: first token, token after the last
    one, category.
    """
    text, lines = canonical.text, canonical.lines
    may_begin = _heading_starts(canonical)
    titles: dict[int, tuple[int, int, str]] = {}
    for first, last, category in headings:
        start, end = tokens.starts[first], tokens.end(last - 1)
        index = may_begin.get(start)
        if index is None or (index in titles and titles[index][1] >= end):
            continue
        if _AFTER.match(text, end, lines[index].end):
            titles[index] = (start, end, category)
    order = sorted(titles)
    stops = [*(titles[index][0] for index in order[1:]), len(text)]
    return [
        # The number or bullet of a heading belongs to it.
        (
            lines[index].start,
            min(stop, _reach(canonical, index, titles[index][1])),
            titles[index][2],
        )
        for index, stop in zip(order, stops, strict=False)
    ]


def _heading_starts(canonical: CanonicalText) -> dict[int, int]:
    """Where a heading may begin (number or bullet skipped), with the index of its line."""
    starts: dict[int, int] = {}
    for index, line in enumerate(canonical.lines):
        starts[line.start] = index
        if prefix := _PREFIX.match(canonical.text, line.start, line.end):
            starts[prefix.end()] = index
    return starts


def _reach(canonical: CanonicalText, index: int, title_end: int) -> int:
    """How far a heading governs at most: its answer, or its paragraph when text follows on its line."""
    lines = canonical.lines
    if nothing := _NOTHING.match(canonical.folded, title_end, lines[index].end):
        return nothing.end()
    if not canonical.text[title_end : lines[index].end].strip(" :.-\t="):
        return len(canonical.text)
    for line in lines[index + 1 :]:
        if line.after_blank or _LABEL.match(canonical.text, line.start, line.end):
            return line.start
    return len(canonical.text)
