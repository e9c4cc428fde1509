"""Scanned documents: mending the usual confusions of optical character recognition.

Only a document that shows the confusions ("patho1ogique", "O9/O4/1961") is mended:
in a clean one every figure and letter is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIGNS = re.compile(r"[a-zà-ÿ][01][a-zà-ÿ]|\d[O]\b|\bO\d/|\bO\d\.|[A-Z]l[A-Z]|[a-zà-ÿ]rn[eoaié]")
_ENOUGH_SIGNS = 6

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
    for count, _ in enumerate(_SIGNS.finditer(text), start=1):
        if count >= _ENOUGH_SIGNS:
            return bool(re.search(r"[a-zà-ÿ][01][a-zà-ÿ]|[A-Z]l[A-Z]", text))
    return False


def repairs(text: str) -> Iterator[tuple[int, int, str]]:
    """The edits ``(start, end, replacement)`` that mend a scanned text, in order, without overlap."""
    edits: dict[int, tuple[int, int, str]] = {}
    for pattern, replacement in _REPAIRS:
        for match in pattern.finditer(text):
            edits.setdefault(match.start(), (match.start(), match.end(), replacement))
    for word in _RN.finditer(text):
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
