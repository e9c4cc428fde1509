"""A document as the screen can hold it, and the way between the two texts.

Evidence points into the source text, code point by code point. A terminal cannot
be given that text as it is: an escape sequence would be obeyed, a carriage
return or a form feed would be taken for a line break by the text widget, which
then rewrites it, and every later offset would be wrong. So the screen holds
another text, and `DisplayText` keeps the map between them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

TAB = 8
"""Width of a tabulation: the tables of biology reports are typed with it."""

_SPECIAL = re.compile(
    "\r\n"
    "|[\x00-\x09\x0b-\x1f\x7f-\x9f"  # controls, line feed excepted
    "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"  # unseen, or turning the text
    "\ufe00-\ufe0f\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e01ef]"
)

_BREAKS = frozenset("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
"""What `str.splitlines` and the text widget take for the end of a line."""

_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Direction marks: they can make a line read otherwise than it is written."""

SUBSTITUTE = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class _Piece:
    source: int
    source_end: int
    shown: int
    shown_end: int


class DisplayText:
    """The shown text of a document and its map to the source.

    >>> shown = DisplayText("OMS\\x1b[2J 1\\r\\nRO")
    >>> shown.text
    'OMS␛[2J 1\\nRO'
    >>> shown.to_shown(11), shown.to_source(10)
    (10, 11)
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._pieces: list[_Piece] = []
        self._source_starts: list[int] = []
        self._shown_starts: list[int] = []
        self.text = self._build(source)

    def to_shown(self, offset: int) -> int:
        """The place in the shown text of a place in the source."""
        rank = bisect_right(self._source_starts, offset) - 1
        if rank < 0:
            return offset
        piece = self._pieces[rank]
        if offset < piece.source_end:
            return piece.shown
        return piece.shown_end + offset - piece.source_end

    def to_source(self, offset: int) -> int:
        """The place in the source of a place in the shown text."""
        rank = bisect_right(self._shown_starts, offset) - 1
        if rank < 0:
            return offset
        piece = self._pieces[rank]
        if offset < piece.shown_end:
            return piece.source
        return piece.source_end + offset - piece.shown_end

    def _build(self, source: str) -> str:
        parts: list[str] = []
        end = length = column = 0
        for match in _SPECIAL.finditer(source):
            plain = source[end : match.start()]
            parts.append(plain)
            length += len(plain)
            newline = plain.rfind("\n")
            column = column + len(plain) if newline < 0 else len(plain) - newline - 1
            shown = _shown(match.group(), column)
            parts.append(shown)
            self._pieces.append(_Piece(match.start(), match.end(), length, length + len(shown)))
            self._source_starts.append(match.start())
            self._shown_starts.append(length)
            length += len(shown)
            column = 0 if shown == "\n" else column + len(shown)
            end = match.end()
        parts.append(source[end:])
        return "".join(parts)


def _shown(special: str, column: int) -> str:
    if special == "\t":
        return " " * (TAB - column % TAB)
    if special == "\r\n" or special in _BREAKS:
        return "\n"
    code = ord(special)
    if code < 0x20:
        return chr(0x2400 + code)
    if special == "\x7f":
        return "\N{SYMBOL FOR DELETE}"
    if special in _TURNING or unicodedata.category(special) in ("Cc", "Cs"):
        return SUBSTITUTE
    return ""


def visible(text: str) -> str:
    """One line of patient text that a terminal can be given: no control, no line break."""
    return re.sub(r"[ \n]+", " ", DisplayText(text).text).strip(" ")


_BEFORE = re.compile(r" (?=[:;?!»%])")
_AFTER = re.compile(r"(?<=«) ")


def typeset(text: str) -> str:
    """French sentences of ours with the spaces that a line must not be broken at."""
    return _AFTER.sub("\N{NO-BREAK SPACE}", _BEFORE.sub("\N{NO-BREAK SPACE}", text))


def pasted(text: str) -> str:
    """What the terminal pasted, with line feeds: most terminals send carriage returns."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
