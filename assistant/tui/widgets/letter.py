"""The letter, with the evidence of its facts highlighted."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style as RichStyle
from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import TextArea

from assistant.tui.display import DisplayText


@dataclass(frozen=True)
class Mark:
    """A slice of the source text that speaks for a fact."""

    fact: str
    start: int
    end: int


class Letter(TextArea):
    """A read-only text with marks; one fact at a time is current and kept in view.

    A `TextArea` because it alone stays fast on long letters. Its own highlighting
    counts in UTF-8 bytes and is lost on French text, so `get_line` paints instead.
    """

    class MarkClicked(Message):
        """A highlight was clicked: the fact that it speaks for."""

        def __init__(self, fact: str) -> None:
            super().__init__()
            self.fact = fact

    class Pasted(Message):
        """A text was pasted over the letter."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(
            "",
            read_only=True,
            soft_wrap=True,
            show_line_numbers=False,
            id=id,
            highlight_cursor_line=False,
            compact=True,
        )
        self.cursor_blink = False
        self.display_text = DisplayText("")
        self.marks: tuple[Mark, ...] = ()
        self.current: str | None = None
        self._line_starts: list[int] = [0]
        self._by_line: dict[int, list[tuple[int, int, str]]] = {}

    def show(self, source: str) -> None:
        """Show another document, without marks, from its beginning."""
        if source == self.display_text.source and self.text == self.display_text.text:
            return
        self.display_text = DisplayText(source)
        self.load_text(self.display_text.text)
        if self.text != self.display_text.text:
            raise AssertionError("the text widget has rewritten the letter")
        self._line_starts = [0]
        for index, character in enumerate(self.display_text.text):
            if character == "\n":
                self._line_starts.append(index + 1)
        self.set_marks((), None)

    def set_marks(self, marks: Sequence[Mark], current: str | None) -> None:
        """Highlight the marks, the current fact's above the others."""
        self.marks = tuple(marks)
        self.current = current
        by_line: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        for mark in sorted(marks, key=lambda mark: mark.fact == current):
            kind = "courant" if mark.fact == current else "preuve"
            start, end = self._location(mark.start), self._location(mark.end)
            for line in range(start[0], end[0] + 1):
                first = start[1] if line == start[0] else 0
                last = end[1] if line == end[0] else len(self.document.get_line(line))
                if first < last:
                    by_line[line].append((first, last, kind))
        self._by_line = dict(by_line)
        self.notify_style_update()
        self.refresh()

    def center_current(self) -> None:
        """Bring the evidence of the current fact to the middle of the pane."""
        mine = [mark for mark in self.marks if mark.fact == self.current]
        if not mine:
            return
        location = self._location(min(mark.start for mark in mine))
        self.selection = type(self.selection).cursor(location)
        _, row = self.wrapped_document.location_to_offset(location)
        self.scroll_to(y=max(0, row - self.size.height // 2), animate=False)

    def fact_at(self, location: tuple[int, int]) -> str | None:
        """The fact whose evidence is at a place (line, column); the current one first."""
        line, column = location
        if not 0 <= line < len(self._line_starts):
            return None
        offset = self.display_text.to_source(self._line_starts[line] + column)
        here = [mark for mark in self.marks if mark.start <= offset < mark.end]
        here.sort(key=lambda mark: (mark.fact != self.current, mark.end - mark.start))
        return here[0].fact if here else None

    def selected_slice(self) -> tuple[int, int] | None:
        """The slice of the source that is selected, None when nothing is."""
        start, end = sorted(self.selection)
        if start == end:
            return None
        places = [self._line_starts[line] + column for line, column in (start, end)]
        first, last = (self.display_text.to_source(place) for place in places)
        return (first, last) if first < last else None

    def get_line(self, line_index: int) -> Text:
        line = Text(self.document.get_line(line_index), end="", no_wrap=True)
        for start, end, kind in self._by_line.get(line_index, ()):
            line.stylize(self._paint(kind), start, end)
        return line

    def _paint(self, kind: str) -> RichStyle:
        return RichStyle.parse(self.app.theme_variables[kind])

    def _location(self, source_offset: int) -> tuple[int, int]:
        place = self.display_text.to_shown(source_offset)
        line = bisect_right(self._line_starts, place) - 1
        return line, place - self._line_starts[line]

    def on_click(self, event: events.Click) -> None:
        fact = self.fact_at(self.get_target_document_location(event))
        if fact is not None:
            self.post_message(self.MarkClicked(fact))

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.post_message(self.Pasted(event.text))
