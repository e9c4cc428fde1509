"""Forms with boxes to tick: which options of a line are not ticked."""

from __future__ import annotations

import re

from assistant.extraction.expressions import expression

_BOX = expression(r"[\[(☐☒☑□■▢▣](?:(?<=[☐☒☑□■▢▣])|(?<=\[)(?: ?\]|\s?[xX*✓✔]\s?\])|(?<=\()[xX\s]\))")
_SIGNS = ("[", *"☐☒☑□■▢▣", "(x)", "(X)", "( )", "(\t)", "(\n)")
"""What a box begins with, or is: a text without any of them has no box."""
_CELL = expression(r"[^\t\n]+")
_LABEL = expression(r"(?:[^\t\n:]*:)?\s*")
_TICKED = expression(r"[xX*✓✔☒☑■▣]")
_LAST_ANSWER = expression(r"\b(?:oui|non)\s*$", re.IGNORECASE)
"""In "cirrhose oui ☐ non ☒" the first box is that of "oui", not of the disease."""
_ANSWER_ALONE = expression(r"\s?(?:oui|non)(?=\s?[;|]|\s?/\s)", re.IGNORECASE)
"""An answer behind its box that the next name of the line follows: "foie [ ] non ; os"."""
_YES_OR_NO = expression(
    rf"(?:\(s\))?(?:\s?\([^)\n]{{0,40}}\))?[\s:.=?]{{0,60}}+(?:(?:{_BOX.pattern})\s?(?:oui|non)\b|(?:oui|non)\s?(?:{_BOX.pattern}))",
    re.IGNORECASE,
)
# Only what was blanked leaves two spaces in a canonical text.
_ANSWER = expression(
    r"\s{0,200}+(?:\([^)\n]{0,40}\)\s{0,200}+)?(?:(?<=\t)(?=(?:non|oui|aucune?|neant|absente?)\s{0,99}(?:[\t\n.;,)]|$))|(?:\.[.\s]{0,80})?[:=?]|\.{3,80}|(?<=\s\s)|(?=(?:oui|non)\s{2}))\s{0,200}+"
    r"(?:(?P<no>non(?!\s+(?:recherch|renseign|evalu|precis|fait|realis|determin|dispon|communiq|explor|document|test|dose|contributi|interpret|appreci))|aucune?s?|absente?s?|absence|neant|0|ras|neg\w*|n(?=\s{0,99}(?:[\t\n;,)]|$)))|(?P<yes>oui))\b(?!\s?[\d%-])"
)


def unticked_spans(text: str) -> list[tuple[int, int]]:
    """Spans of the options that are offered but not ticked, in order, boxes included.

    A box stands before its option ("[ ] lobulaire"), or behind it when its column ends
    with a box ("grade 2 ☒  grade 3 ☐"). An option ends at the next box or column.

    >>> unticked_spans("[x] TNS [ ] lobulaire")
    [(8, 21)]
    """
    spans: list[tuple[int, int]] = []
    if not _has_boxes(text):
        return spans
    for cell in _CELL.finditer(text):
        boxes = list(_BOX.finditer(text, cell.start(), cell.end()))
        if not boxes:
            continue
        words = cell.group().rstrip()
        behind = boxes[-1].end() == cell.start() + len(words) and not _LABEL.fullmatch(
            text, cell.start(), boxes[0].start()
        )
        ends = [cell.start(), *(box.end() for box in boxes)]
        starts = [*(box.start() for box in boxes), cell.end()]
        for index, box in enumerate(boxes):
            if _TICKED.search(box.group()):
                continue
            if behind:
                start = max(ends[index], text.rfind(":", ends[index], box.start()) + 1)
                if answer := _LAST_ANSWER.search(text, start, box.start()):
                    start = answer.start()
                spans.append((start, box.end()))
            else:
                alone = _ANSWER_ALONE.match(text, box.end(), starts[index + 1])
                spans.append((box.start(), alone.end() if alone else starts[index + 1]))
    return spans


def _has_boxes(text: str) -> bool:
    return any(sign in text for sign in _SIGNS)


def answer(text: str, start: int, end: int) -> tuple[bool, int] | None:
    """Yes or no, as a form answers the name that ends at ``start``, and where the answer ends.

    ``text`` is what ``ticked_text`` leaves of a folded text; None when nothing answers there.

    >>> answer(ticked_text("cirrhose : ☐ oui ☒ non"), 8, 22)
    (False, 22)
    """
    match = _ANSWER.match(text, start, end)
    return None if match is None else (match["yes"] is not None, match.end())


def asks_yes_or_no(text: str, start: int, end: int) -> bool:
    """Whether boxes of yes and no stand behind the name that ends at ``start``, ticked or not.

    >>> asks_yes_or_no("foie : [ ] oui [ ] non", 4, 22)
    True
    """
    return _YES_OR_NO.match(text, start, end) is not None


def ticked_text(text: str) -> str:
    """The text, of the same length, with its boxes and the options that are not ticked blanked."""
    if not _has_boxes(text):
        return text
    kept = without_unticked(text, unticked_spans(text))
    return _BOX.sub(lambda box: " " * len(box.group()), kept)


def without_unticked(text: str, spans: list[tuple[int, int]]) -> str:
    """The text, of the same length, with the options that are not ticked blanked."""
    pieces: list[str] = []
    position = 0
    for start, end in spans:
        pieces += (text[position:start], " " * (end - start))
        position = end
    return "".join(pieces) + text[position:]
