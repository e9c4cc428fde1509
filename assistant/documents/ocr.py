"""Scanned documents: mending the usual confusions of optical character recognition.

Only a document that shows the confusions in its words ("patho1ogique") is mended whole: in a
clean one every letter is meant. A letter O inside a number ("2OO6", "02/O5/1948", "1O,6") is a
zero in any document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIGNS = re.compile(r"[a-zà-ÿ][01][a-zà-ÿ]|\d[O]\b|\bO\d/|\bO\d\.|[A-Z]l[A-Z]|[a-zà-ÿ]rn[eoaié]")
_SURE_SIGN = re.compile(r"[01l](?:(?<=[a-zà-ÿ][01])[a-zà-ÿ]|(?<=[A-Z]l)[A-Z])")
_ENOUGH_SIGNS = 6
_PAGE = 6000
"""Characters: a long text needs the signs of a page on every page."""

_NUMBER = re.compile(r"(?<![A-Za-zÀ-ÿ0-9])[0-9O][0-9O.,/-]*(?![A-Za-zÀ-ÿ])")
"""A run of figures, letters O and the signs of numbers and dates."""
_LETTER_IN_NUMBER = re.compile(r"O[.,/-]*\d|\d[.,/-]*O")
_REPAIRS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=[A-Za-zÀ-ÿ])1(?=[a-zà-ÿ])"), "l"),
    (re.compile(r"\b1(?=[a-zà-ÿ]{2})(?!1?(?:er|re|ere|ère)\b)"), "l"),
    (re.compile(r"(?<=[a-zà-ÿ])0(?=[a-zà-ÿ])"), "o"),
    (re.compile(r"(?<=\d)[Oo](?=[\d\s%/.,;)]|$)"), "0"),
    (re.compile(r"(?<![A-Za-zÀ-ÿ])[O](?=\d)"), "0"),
    (re.compile(r"(?<![A-Za-zÀ-ÿ'])[lI](?=[\d]|[.,/]\d|\s?%)"), "1"),
    (re.compile(r"(?<=[A-Z])l(?=[A-Z])"), "I"),
    (re.compile(r"(?<![A-Za-zÀ-ÿ])l(?=[A-Z]{2}|mm|nf[io]|nd[ié]c|ntr)"), "I"),
    (re.compile(r"(?<![A-Za-zÀ-ÿ])I(?:l|lI|Il)(?![A-Za-zÀ-ÿ])"), "II"),
)
_RN = re.compile(r"[A-Za-zÀ-ÿ]*rn[A-Za-zÀ-ÿ]*")
_TRUE_RN = re.compile(
    r"intern|extern|stern(?:um|al|o)|^stern|herni|journ|modern|altern|tourn|concern|derni|hivern|matern|patern|corn[eé]e|"
    r"cavern|fourn|gouvern|incarn|charni|charnel|vernis|vernix|^urne|diurn|nocturn|morne|casern|discern|infern|cistern",
    re.IGNORECASE,
)


def is_scanned(text: str) -> bool:
    """Whether the text shows enough confusions of optical recognition to be mended."""
    pages = len(text) // _PAGE
    sure = sum(1 for _ in _SURE_SIGN.finditer(text))
    if sure < max(1, pages):
        return False
    enough = _ENOUGH_SIGNS * max(1, pages)
    return any(count >= enough for count, _ in enumerate(_SIGNS.finditer(text), start=1))


def repairs(text: str) -> Iterator[tuple[int, int, str]]:
    """The edits ``(start, end, replacement)`` that mend a text, in order, without overlap."""
    scanned = is_scanned(text)
    edits: dict[int, tuple[int, int, str]] = {}
    for number in _mixed_numbers(text):
        written = number.group()
        if written[0] != "O" or re.match(r"O\d[./-]\d|O\d[./-]O", written):
            for letter in re.finditer("O", written) if re.search(r"\d", written) else ():
                start = number.start() + letter.start()
                edits[start] = (start, start + 1, "0")
    for pattern, replacement in _REPAIRS if scanned else ():
        for match in pattern.finditer(text):
            edits.setdefault(match.start(), (match.start(), match.end(), replacement))
    for word in _RN.finditer(text) if scanned else ():
        if _TRUE_RN.search(word.group()):
            continue
        for pair in re.finditer("rn", word.group()):
            start = word.start() + pair.start()
            edits.setdefault(start, (start, start + 2, "m"))
    position = 0
    for start in sorted(edits):
        if start >= position:
            yield edits[start]
            position = edits[start][1]


def _mixed_numbers(text: str) -> Iterator[re.Match[str]]:
    """The runs of figures and signs of the lines on which a letter O touches a figure."""
    end = 0
    for mixed in _LETTER_IN_NUMBER.finditer(text):
        if mixed.start() < end:
            continue
        start = text.rfind("\n", end, mixed.start()) + 1 or end
        end = text.find("\n", mixed.end())
        end = len(text) if end < 0 else end
        yield from _NUMBER.finditer(text, start, end)
