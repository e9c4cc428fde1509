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
from dataclasses import dataclass, field

from assistant.documents.ocr import repairs

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
    + "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_SPACE = re.compile(r"\s+")
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
_OPEN_END = re.compile(
    r"(?:^|[\s(])(?:de|du|des|d'|le|la|les|l'|un|une|à|au|aux|et|ou|avec|par|pour|en|sur|sous|dans|sans|chez|dont|que|qui|"
    r"est|a|pas|ne|ni|son|sa|ses|ce|cette|très|plus|vers|mesurant|mesure|soit|environ)$",
    re.IGNORECASE,
)
_SCORE_END = re.compile(r"\d ?\+$")
"""A line that ends with a score ("2+") is complete: the plus sign does not announce more."""
_WRAP_MIN, _WRAP_MAX = 58, 160


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the canonical text: ``text[start:end]``; whether a blank line comes before."""

    start: int
    end: int
    after_blank: bool


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """The text that the rules read.

    ``folded`` is ``text`` in lower case without accents, of the same length.
    ``source[source_start(i):source_end(j)]`` is what ``text[i:j]`` stands for.
    """

    source: str
    text: str
    folded: str
    lines: tuple[Line, ...]
    _starts: list[int] = field(repr=False)
    _ends: list[int] = field(repr=False)

    def slice(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the source of ``text[start:end]``, white space at both ends left out."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start >= end:
            return (self._starts[start], self._starts[start]) if start < len(text) else (0, 0)
        return self._starts[start], self._ends[end - 1]


def canonicalise(source: str) -> CanonicalText:
    """The canonical text of a document. Never fails; the source is left as it is."""
    chars, starts, ends = _mend(*_compose(source))
    chars, starts, ends, lines = _lay_out(chars, starts, ends)
    text = "".join(chars)
    return CanonicalText(source, text, fold(text), tuple(lines), starts, ends)


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


def _compose(source: str) -> tuple[list[str], list[int], list[int]]:
    """Composed and substituted characters, each with its slice of the source."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for match in _SPECIAL.finditer(source):
        at = match.start()
        chars += source[position:at]
        starts += range(position, at)
        ends += range(position + 1, at + 1)
        position = at + 1
        char = source[at]
        if char in _INVISIBLE:
            continue
        if unicodedata.combining(char):
            composed = unicodedata.normalize("NFC", chars[-1] + char) if chars else char
            if chars and len(composed) == 1:
                chars[-1] = composed
            if chars:
                ends[-1] = position
            continue
        for piece in _SUBSTITUTES.get(char, char):
            chars.append(piece)
            starts.append(at)
            ends.append(position)
    chars += source[position:]
    starts += range(position, len(source))
    ends += range(position + 1, len(source) + 1)
    return chars, starts, ends


def _mend(
    chars: list[str], starts: list[int], ends: list[int]
) -> tuple[list[str], list[int], list[int]]:
    """The characters of a scanned text, its confusions mended."""
    raw = "".join(chars)
    edits = list(repairs(raw))
    if not edits:
        return chars, starts, ends
    out: list[str] = []
    out_starts: list[int] = []
    out_ends: list[int] = []
    position = 0
    for start, end, replacement in [*edits, (len(raw), len(raw), "")]:
        out += chars[position:start]
        out_starts += starts[position:start]
        out_ends += ends[position:start]
        for i, char in enumerate(replacement):
            last = i == len(replacement) - 1
            out.append(char)
            out_starts.append(starts[min(start + i, end - 1)])
            out_ends.append(ends[end - 1] if last else ends[min(start + i, end - 1)])
        position = end
    return out, out_starts, out_ends


def _lay_out(
    chars: list[str], starts: list[int], ends: list[int]
) -> tuple[list[str], list[int], list[int], list[Line]]:
    """One character a run of white space; wrapped lines joined, cut words mended."""
    raw = "".join(chars)
    spans: list[tuple[int, int, bool]] = []
    position, blank = 0, False
    for match in [*_LINE_END.finditer(raw), None]:
        end = match.start() if match else len(raw)
        line = raw[position:end]
        if line.strip():
            left = position + len(line) - len(line.lstrip())
            spans.append((left, position + len(line.rstrip()), blank))
            blank = False
        else:
            blank = True
        position = match.end() if match else end
    out: list[int] = []
    joints: list[str] = []
    lines: list[Line] = []
    line_start, line_blank = 0, False
    for index, (start, end, after_blank) in enumerate(spans):
        if index:
            joint = _joint(raw, spans, index)
            if joint == "":
                out.pop()
                joints.pop()
            else:
                if joint == "\n":
                    lines.append(Line(line_start, len(out), line_blank))
                    line_start, line_blank = len(out) + 1, after_blank
                out.append(spans[index - 1][1])
                joints.append(joint)
        else:
            line_blank = after_blank
        cursor = start
        for gap in _SPACE.finditer(raw, start, end):
            out.extend(range(cursor, gap.start()))
            joints.extend(raw[cursor : gap.start()])
            wide = gap.end() - gap.start() >= 3 or "\t" in gap.group()
            out.append(gap.start())
            joints.append("\t" if wide else " ")
            cursor = gap.end()
        out.extend(range(cursor, end))
        joints.extend(raw[cursor:end])
    if spans:
        lines.append(Line(line_start, len(out), line_blank))
    return joints, [starts[origin] for origin in out], [ends[origin] for origin in out], lines


def _joint(raw: str, spans: list[tuple[int, int, bool]], index: int) -> str:
    """What joins a line to the one before: nothing (a cut word), a space (wrapped) or a newline."""
    start, end, after_blank = spans[index]
    before_start, before_end, _ = spans[index - 1]
    if after_blank:
        return "\n"
    line, before = raw[start:end], raw[before_start:before_end]
    first = line[0]
    if first.islower() and (cut := _CUT_WORD.search(before)):
        return " " if cut.group()[:-1].lower() in _KEEPS_HYPHEN else ""
    if (before.count("(") > before.count(")") and len(before) > 30) or (
        _OPEN_END.search(before) and len(before) > 30
    ):
        return " "
    if _BULLET.match(line) or (_LABELLED.match(line) and not before.endswith((",", "-", "/"))):
        return "\n"
    if "\t" in before or "   " in before.strip() or "   " in line:
        return " " if first.islower() and _is_wrapped(raw, spans, index) else "\n"
    if first.islower() and not before.endswith((".", "!", "?")):
        return " "
    if _SCORE_END.search(before):
        return " " if _is_wrapped(raw, spans, index) else "\n"
    if before.endswith((",", "(", "-", "/", "+", "'", "=")) and not first.isupper():
        return " "
    return " " if _is_wrapped(raw, spans, index) else "\n"


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
