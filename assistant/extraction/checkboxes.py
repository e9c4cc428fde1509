"""Forms with boxes to tick: which options of a line are not ticked."""

from __future__ import annotations

import re

_BOX = re.compile(r"\[[ ]?\]|\[\s?[xX*✓✔]\s?\]|[☐☒☑□■▢▣]|\((?:[xX]|\s)\)")
_CELL = re.compile(r"[^\t\n]+")
_LABEL = re.compile(r"(?:[^\t\n:]*:)?\s*")
_TICKED = re.compile(r"[xX*✓✔☒☑■▣]")


def unticked_spans(text: str) -> list[tuple[int, int]]:
    """Spans of the options that are offered but not ticked, in order, boxes included.

    A box stands before its option ("[ ] lobulaire"), or behind it when its column ends
    with a box ("grade 2 ☒  grade 3 ☐"). An option ends at the next box or column.

    >>> unticked_spans("[x] TNS [ ] lobulaire")
    [(8, 21)]
    """
    spans: list[tuple[int, int]] = []
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
                start = max(ends[index], text.rfind(":", cell.start(), box.start()) + 1)
                spans.append((start, box.end()))
            else:
                spans.append((box.start(), starts[index + 1]))
    return spans


def without_unticked(text: str, spans: list[tuple[int, int]]) -> str:
    """The text, of the same length, with the options that are not ticked blanked."""
    pieces: list[str] = []
    position = 0
    for start, end in spans:
        pieces += (text[position:start], " " * (end - start))
        position = end
    return "".join(pieces) + text[position:]
