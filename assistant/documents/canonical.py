"""The canonical text of a document: what the rules read, mapped back to the source.

Hospitals send NFD accents, NBSP, CRLF, curly apostrophes, ligatures, wrapped lines
and words cut at the end of a line. The rules see none of it: the canonical text is
composed (NFC), has one character for each run of white space (a space, a tab where
columns are set apart, a newline where a line really ends) and remembers for each of
its characters the slice of the source that it stands for.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.documents.ocr import repairs

Edit = tuple[int, int, str]
"""First character, character after the last one, replacement."""

_SUBSTITUTES = {
    "\u2019": "'",
    "\u2018": "'",
    "\u02bc": "'",
    "\u201b": "'",
    "\u00b4": "'",
    "\u2032": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2212": "-",
    "\u0153": "oe",
    "\u0152": "OE",
    "\u00e6": "ae",
    "\u00c6": "AE",
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u03bc": "µ",
    "\u2126": "Ω",
    "\u2026": "...",
    "\u00d7": "x",
    "\u2715": "x",
    "\u2265": "≥",
    "\u2a7e": "≥",
    "\u2a7d": "≤",
    "\u00b2": "2",
    "\u00b3": "3",
    "\u00b9": "1",
    "\u207a": "+",
    "\u207b": "-",
    "\uff0b": "+",
    "\u0131": "i",
    "\u0142": "l",
    "\u00f8": "o",
    "\u00d8": "Ø",
}
_INVISIBLE = frozenset(
    "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
)
_SPECIAL = re.compile(
    "["
    + "".join(map(re.escape, [*_SUBSTITUTES, *sorted(_INVISIBLE)]))
    + "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]|_{20,}"
)
_ODD_SPACE = re.compile(r"[^\S ]\s*| \s+")
"""White space that is not one space."""
_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_BULLET = re.compile(r"(?:[-*•·▪►➔→>◦‣+=#~]|\d{1,2}[.)°/]|[a-zA-Z]\))\s")
_LABELLED = re.compile(
    r"(?:ATCDS?|[Aa]nt[ée]c[ée]dents?|CAT|HDM|Conclusion|CONCLUSION|Examen|Biologie|Bio|Traitements?|Ttt|TTT|Imagerie|Au total)\b[^:\n]{0,24}:\s"
)
_CUT_WORD = re.compile(r"[^\W\d_]{2,}-$")
_KEEPS_HYPHEN = frozenset(
    [
        "sous",
        "sus",
        "non",
        "post",
        "pré",
        "pre",
        "anti",
        "inter",
        "infra",
        "supra",
        "péri",
        "peri",
        "extra",
        "intra",
        "micro",
        "semi",
        "demi",
        "para",
        "mi",
        "co",
        "c'est",
        "peut",
        "au",
        "là",
        "ci",
        "quelques",
        "vis",
        "avant",
        "après",
        "arrière",
        "rendez",
        "moi",
        "lui",
        "elle",
        "self",
        "nab",
    ]
)
_OPEN_WORDS = frozenset(
    "de du des d' le la les l' un une à au aux et ou avec par pour en sur sous dans sans chez dont que qui "
    "est a pas ne ni son sa ses ce cette très plus vers mesurant mesure soit environ".split()
)
"""A line that ends with one of these goes on."""
_SCORE_END = re.compile(r"\d ?\+$")
"""A line that ends with a score ("2+") is complete: the plus sign does not announce more."""
_WRAP_MIN, _WRAP_MAX = 58, 160


@dataclass(slots=True)
class Line:
    """One line of the canonical text: ``text[start:end]``; whether a blank line comes before."""

    start: int
    end: int
    after_blank: bool


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """The text that the rules read.

    ``folded`` is ``text`` in lower case without accents, of the same length.
    """

    source: str
    text: str
    folded: str
    lines: tuple[Line, ...]
    _rewritings: tuple[_Rewriting, ...] = field(repr=False)
    """The last one first: the way from the text back to the source."""

    def slice(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the source of ``text[start:end]``, white space at both ends left out."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start >= end:
            first = self._first(start) if start < len(text) else 0
            return first, first
        return self._first(start), self._last(end - 1)

    def _first(self, at: int) -> int:
        for rewriting in self._rewritings:
            at = rewriting.first(at)
        return at

    def _last(self, at: int) -> int:
        """The character of the source after the last one that a character stands for."""
        for rewriting in self._rewritings:
            at = rewriting.last(at)
        return at + 1


class _Rewriting:
    """A text with pieces of it replaced, and the way back from the new text to the old one."""

    __slots__ = ("_edits", "_ends", "text")

    def __init__(self, old: str, edits: Iterable[Edit]) -> None:
        """``edits`` are ``(start, end, replacement)`` of the old text, in order, without overlap."""
        pieces: list[str] = []
        self._edits: list[Edit] = []
        self._ends: list[int] = []
        """Of each edit, the character after its replacement in the new text."""
        position = size = 0
        for edit in edits:
            start, end, replacement = edit
            pieces += (old[position:start], replacement)
            size += start - position + len(replacement)
            position = end
            self._edits.append(edit)
            self._ends.append(size)
        pieces.append(old[position:])
        self.text = "".join(pieces)

    @property
    def changes(self) -> bool:
        """Whether the new text is another one."""
        return bool(self._edits)

    def first(self, at: int) -> int:
        """The first character of the old text that the character ``at`` of the new one stands for."""
        index = bisect_right(self._ends, at)
        if index < len(self._ends):
            start, end, replacement = self._edits[index]
            inside = at - (self._ends[index] - len(replacement))
            return start + inside if inside < 0 else min(start + inside, end - 1)
        return self._behind(at)

    def last(self, at: int) -> int:
        """The last character of the old text that the character ``at`` of the new one stands for."""
        index = bisect_right(self._ends, at)
        if index < len(self._ends):
            start, end, replacement = self._edits[index]
            inside = at - (self._ends[index] - len(replacement))
            if inside == len(replacement) - 1 and replacement:
                return end - 1
            return start + inside if inside < 0 else min(start + inside, end - 1)
        return self._behind(at)

    def _behind(self, at: int) -> int:
        """The place in the old text of a character behind all the edits."""
        return at - self._ends[-1] + self._edits[-1][1] if self._edits else at


def canonicalise(source: str) -> CanonicalText:
    """The canonical text of a document. Never fails; the source is left as it is."""
    composed = _Rewriting(source, _composition(source))
    mended = _Rewriting(composed.text, repairs(composed.text))
    edits, lines = _layout(mended.text)
    laid_out = _Rewriting(mended.text, edits)
    text = laid_out.text
    rewritings = tuple(way for way in (laid_out, mended, composed) if way.changes)
    return CanonicalText(source, text, fold(text), lines, rewritings)


def fold(text: str) -> str:
    """Lower case without accents, one character for each character of ``text``.

    >>> fold("Règle à l'Île-Rousse")
    "regle a l'ile-rousse"
    """
    return text.translate(_FOLDING)


class _Folding(dict[int, int]):
    """Lazily filled table for `str.translate`: each letter to its lower-case base letter."""

    def __missing__(self, code: int) -> int:
        folded = self[code] = ord(unicodedata.normalize("NFD", chr(code).lower())[:1] or chr(code))
        return folded


_FOLDING = _Folding()


def _composition(source: str) -> list[Edit]:
    """The edits that compose accents, drop what is invisible, and spell the rest in one way."""
    edits: list[Edit] = []
    for match in _SPECIAL.finditer(source):
        at, char = match.start(), match.group()
        if char in _INVISIBLE:
            edits.append((at, at + 1, ""))
        elif char[0] == "_":
            edits.append((at, match.end(), "____"))  # a line to write on, as long as another
        elif unicodedata.combining(char):
            edits.append(_accented(source, edits, at))
        else:
            edits.append((at, at + 1, _SUBSTITUTES.get(char, char)))
    return edits


def _accented(source: str, edits: list[Edit], at: int) -> Edit:
    """The edit that joins the mark at ``at`` to its letter; it takes the place of those before it."""
    start, shown = at, ""
    while not shown and start:
        if edits and edits[-1][1] == start:
            start, _, shown = edits.pop()
        else:
            start, shown = start - 1, source[start - 1]
    if not shown:
        return start, at + 1, ""
    composed = unicodedata.normalize("NFC", shown[-1] + source[at])
    return start, at + 1, shown[:-1] + (composed if len(composed) == 1 else shown[-1])


def _layout(raw: str) -> tuple[list[Edit], tuple[Line, ...]]:
    """The edits after which white space is one character wide and wrapped lines are joined."""
    spans = _written_lines(raw)
    edits: list[Edit] = []
    lines: list[Line] = []
    line_start, line_blank = 0, False
    shift, behind = 0, 0
    for index, (start, end, after_blank) in enumerate(spans):
        joint = _joint(raw, spans, index) if index else ""
        if not index:
            line_blank = after_blank
        elif joint == "":
            behind -= 1  # the hyphen of a cut word
        elif joint == "\n":
            lines.append(Line(line_start, behind + shift, line_blank))
            line_start, line_blank = behind + shift + 1, after_blank
        shift += _edit(edits, raw, behind, start, joint)
        line = raw[start:end]
        if "  " in line or not line.isprintable():
            for gap in _ODD_SPACE.finditer(raw, start, end):
                wide = gap.end() - gap.start() >= 3 or "\t" in gap.group()
                shift += _edit(edits, raw, gap.start(), gap.end(), "\t" if wide else " ")
        behind = end
    if spans:
        lines.append(Line(line_start, behind + shift, line_blank))
    _edit(edits, raw, behind, len(raw), "")
    return edits, tuple(lines)


def _edit(edits: list[Edit], raw: str, start: int, end: int, replacement: str) -> int:
    """Note an edit unless it changes nothing; by how much it lengthens the text."""
    if raw[start:end] == replacement:
        return 0
    edits.append((start, end, replacement))
    return len(replacement) - (end - start)


def _written_lines(raw: str) -> list[tuple[int, int, bool]]:
    """The lines with something on them, stripped; whether a blank line comes before."""
    spans: list[tuple[int, int, bool]] = []
    position, blank = 0, False
    for match in [*_LINE_END.finditer(raw), None]:
        end = match.start() if match else len(raw)
        line = raw[position:end]
        kept = line.strip()
        if kept:
            left = position + len(line) - len(line.lstrip())
            spans.append((left, left + len(kept), blank))
            blank = False
        else:
            blank = True
        position = match.end() if match else end
    return spans


def _joint(raw: str, spans: list[tuple[int, int, bool]], index: int) -> str:
    """What joins a line to the one before: nothing (a cut word), a space (wrapped) or a newline."""
    start, end, after_blank = spans[index]
    before_start, before_end, _ = spans[index - 1]
    if after_blank:
        return "\n"
    line, before = raw[start:end], raw[before_start:before_end]
    first = line[0]
    if before[-1] == "-" and first.islower() and (cut := _CUT_WORD.search(before)):
        return " " if cut.group()[:-1].lower() in _KEEPS_HYPHEN else ""
    if len(before) > 30 and (before.count("(") > before.count(")") or _ends_open(before)):
        return " "
    if _BULLET.match(line) or (_LABELLED.match(line) and not before.endswith((",", "-", "/"))):
        return "\n"
    in_columns = "\t" in line or "   " in line
    if "\t" in before or "   " in before or in_columns:
        goes_on = first.islower() and not in_columns and _is_wrapped(raw, spans, index)
        return " " if goes_on else "\n"
    if first.islower() and not before.endswith((".", "!", "?")):
        return " "
    if before[-1] == "+" and _SCORE_END.search(before):
        return " " if _is_wrapped(raw, spans, index) else "\n"
    if before.endswith((",", "(", "-", "/", "+", "'", "=")) and not first.isupper():
        return " "
    return " " if _is_wrapped(raw, spans, index) else "\n"


def _ends_open(line: str) -> bool:
    """Whether the last word of a line announces another one."""
    word = line[max(line.rfind(" "), line.rfind("\t"), line.rfind("(")) + 1 :]
    return word.lower() in _OPEN_WORDS


def _is_wrapped(raw: str, spans: list[tuple[int, int, bool]], index: int) -> bool:
    """Whether the first word of a line would not have fitted on the line before.

    The width is that of the longest line of the paragraph (lines without a blank line between).
    """
    low, high = index - 1, index
    while low > 0 and not spans[low][2] and index - low < 12:
        low -= 1
    while high + 1 < len(spans) and not spans[high + 1][2] and high - index < 12:
        high += 1
    width = max(end - start for start, end, _ in spans[low : high + 1])
    if not _WRAP_MIN <= width <= _WRAP_MAX:
        return False
    start, end, _ = spans[index]
    word = re.split(r"[ \t]", raw[start:end], maxsplit=1)[0]
    before_start, before_end, _ = spans[index - 1]
    return before_end - before_start + 1 + len(word) > width
