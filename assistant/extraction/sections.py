"""Sections of French clinical documents, through medspaCy's Sectionizer.

A heading opens a line and is followed by a colon, a dash or the end of the line. A
heading with text behind it on the same line ("ATCD : HTA") governs its paragraph; a
heading alone on its line governs until the next heading.
"""

from __future__ import annotations

from bisect import bisect_right

from spacy.language import Language
from spacy.tokens import Doc

from assistant.documents.canonical import CanonicalText
from assistant.extraction.expressions import expression
from assistant.extraction.quiet import Sectionizer, SectionRule

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


class LineSectionizer(Sectionizer):  # type: ignore[misc]
    """medspaCy's Sectionizer on texts whose line breaks are not tokens."""

    def __init__(self, nlp: Language, headings: tuple[tuple[str, str], ...]) -> None:
        super().__init__(
            nlp,
            rules=None,
            phrase_matcher_attr="NORM",
            require_start_line=True,
            span_attrs=None,
            language_code="fr",
        )
        self.add(
            [SectionRule(literal=heading, category=category) for category, heading in headings]
        )

    def filter_start_lines(
        self, doc: Doc, matches: list[tuple[int, int, int]]
    ) -> list[tuple[int, int, int]]:
        """The matches that are headings, in order."""
        canonical: CanonicalText = doc.user_data["canonical"]
        starts = _heading_starts(canonical)
        kept = []
        for match in matches:
            begin = doc[match[1]].idx
            last = doc[match[2] - 1]
            line_end = starts.get(begin)
            if line_end is not None and _AFTER.match(
                canonical.text[last.idx + len(last) : line_end]
            ):
                kept.append(match)
        return sorted(kept, key=lambda match: match[1])


def _heading_starts(canonical: CanonicalText) -> dict[int, int]:
    """Where a heading may begin (number or bullet skipped), with the end of its line."""
    starts: dict[int, int] = {}
    for line in canonical.lines:
        starts[line.start] = line.end
        if prefix := _PREFIX.match(canonical.text, line.start, line.end):
            starts[prefix.end()] = line.end
    return starts


def section_spans(doc: Doc) -> list[tuple[int, int, str]]:
    """Character spans of the sections: ``(start, end, category)``, headings included."""
    canonical: CanonicalText = doc.user_data["canonical"]
    size = len(canonical.text)
    spans = []
    for section in doc._.sections:
        if section.category is None or section.title_start >= len(doc):
            continue
        title = doc[section.title_start].idx
        line = canonical.lines[
            bisect_right(canonical.lines, title, key=lambda line: line.start) - 1
        ]
        start = line.start  # its number or bullet belongs to a heading
        end = doc[section.body_end].idx if section.body_end < len(doc) else size
        last = doc[section.title_end - 1]
        spans.append(
            (start, min(end, _reach(canonical, start, last.idx + len(last))), section.category)
        )
    return spans


def _reach(canonical: CanonicalText, start: int, title_end: int) -> int:
    """How far a heading governs at most: its answer, or its paragraph when text follows on its line."""
    lines = canonical.lines
    index = bisect_right(lines, start, key=lambda line: line.start) - 1
    if nothing := _NOTHING.match(canonical.folded, title_end, lines[index].end):
        return nothing.end()
    if not canonical.text[title_end : lines[index].end].strip(" :.-\t="):
        return len(canonical.text)
    for line in lines[index + 1 :]:
        if line.after_blank or _LABEL.match(canonical.text, line.start, line.end):
            return line.start
    return len(canonical.text)
