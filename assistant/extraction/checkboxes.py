"""Forms with boxes to tick: which options of a line are not ticked."""

from __future__ import annotations

import re

_BOX = re.compile(r"\[[ ]?\]|\[\s?[xX*✓✔]\s?\]|[☐☒☑□■▢▣]|\((?:[xX]|\s)\)")
_TICKED = re.compile(r"[xX*✓✔☒☑■▣]")


def unticked_spans(text: str) -> list[tuple[int, int]]:
    """Spans of the options that are offered but not ticked, in order, boxes included.

    A box stands before its option ("[ ] lobulaire"), or behind it when the line ends
    with a box ("grade 2 ☒  grade 3 ☐"). An option ends at the next box or column.

    >>> unticked_spans("[x] TNS [ ] lobulaire")
    [(8, 21)]
    """
    spans: list[tuple[int, int]] = []
    position = 0
    for line in text.split("\n"):
        boxes = list(_BOX.finditer(line))
        if boxes:
            behind = boxes[-1].end() == len(line.rstrip()) and boxes[0].start() > 0
            for index, box in enumerate(boxes):
                if _TICKED.search(box.group()):
                    continue
                if behind:
                    start = max(
                        boxes[index - 1].end() if index else 0, line.rfind("\t", 0, box.start()) + 1
                    )
                    end = box.end()
                else:
                    start = box.start()
                    end = boxes[index + 1].start() if index + 1 < len(boxes) else len(line)
                    gap = line.find("\t", box.end() + 1, end)
                    end = gap if gap >= 0 else end
                spans.append((position + start, position + end))
        position += len(line) + 1
    return spans


def without_unticked(text: str, spans: list[tuple[int, int]]) -> str:
    """The text, of the same length, with the options that are not ticked blanked."""
    pieces: list[str] = []
    position = 0
    for start, end in spans:
        pieces += (text[position:start], " " * (end - start))
        position = end
    return "".join(pieces) + text[position:]
