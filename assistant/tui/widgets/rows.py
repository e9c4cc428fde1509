"""A list of rows with a glyph, and columns that follow the width of the pane."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.tui.theme import Look

ELLIPSIS = "…"


@dataclass(frozen=True)
class Row:
    """One line of a list. ``id`` is what the row is about, kept when the list is redrawn."""

    id: str
    look: Look
    label: str
    value: str
    note: str
    faint: bool = False
    """Whether the row matters less than its neighbours."""


@dataclass(frozen=True)
class Heading:
    """A line that groups the rows after it and cannot be chosen."""

    text: str


def fit(text: str, width: int) -> str:
    """The text in exactly ``width`` cells, cut with an ellipsis when it is longer."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text + " " * (width - cell_len(text))
    cut = text
    while cut and cell_len(cut) > width - 1:
        cut = cut[:-1]
    return cut.rstrip() + ELLIPSIS + " " * (width - 1 - cell_len(cut.rstrip()))


class RowList(OptionList):
    """Rows in columns: glyph, label, value, note."""

    class Chosen(Message):
        """The highlight moved to a row, by key or mouse."""

        def __init__(self, control: RowList, row: str) -> None:
            super().__init__()
            self._control = control
            self.row = row

        @property
        def control(self) -> RowList:
            """The list that sent the message."""
            return self._control

    DEFAULT_CSS = """
    RowList { scrollbar-gutter: stable; }
    """
    NOTE_WIDTH = 18
    """Cells that the last column may take."""

    LABEL_SHARE = 0.5
    """Part of what the note leaves that the label may take."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False, compact=True)
        self._entries: tuple[Row | Heading, ...] = ()
        self._drawn_width = 0
        self._columns = (0, 0, 0)

    @property
    def rows(self) -> list[Row]:
        """The rows shown, headings left out."""
        return [line for line in self._entries if isinstance(line, Row)]

    @property
    def chosen(self) -> str | None:
        """The id of the highlighted row."""
        if self.highlighted is None:
            return None
        return self.get_option_at_index(self.highlighted).id

    def show(self, lines: Sequence[Row | Heading], chosen: str | None) -> None:
        """Show these lines with that row highlighted; rows that stay keep their place."""
        lines = tuple(lines)
        same_rows = [_key(line) for line in lines] == [_key(line) for line in self._entries]
        previous, self._entries = self._entries, lines
        columns, self._columns = self._columns, self._wanted_columns()
        if same_rows:
            for index, (before, line) in enumerate(zip(previous, lines, strict=True)):
                if before != line or columns != self._columns:
                    self.replace_option_prompt_at_index(index, self._prompt(line))
        else:
            self._rebuild()
        self.choose(chosen)

    def choose(self, row: str | None) -> None:
        """Highlight the row, without telling anybody: the caller knows."""
        for index, line in enumerate(self._entries):
            if isinstance(line, Row) and line.id == row:
                with self.prevent(OptionList.OptionHighlighted):
                    self.highlighted = index
                return
        with self.prevent(OptionList.OptionHighlighted):
            self.highlighted = None

    def on_resize(self) -> None:
        if self._drawn_width != self._width:
            chosen = self.chosen
            self._rebuild()
            self.choose(chosen)
        self.call_after_refresh(self.scroll_to_highlight)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Chosen(self, event.option_id))

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width or self.size.width or 60

    def _rebuild(self) -> None:
        self._drawn_width = self._width
        self._columns = self._wanted_columns()
        self.clear_options()
        self.add_options(
            Option(
                self._prompt(line),
                id=line.id if isinstance(line, Row) else None,
                disabled=isinstance(line, Heading),
            )
            for line in self._entries
        )

    def _prompt(self, line: Row | Heading) -> Content:
        if isinstance(line, Heading):
            return Content.styled(fit(line.text, self._width), "bold $primary")
        label, value, note = self._columns
        style = "dim" if line.faint else line.look.style
        glyph = (f" {line.look.glyph} ", style)
        if not line.value:
            label, value = label + 1 + value, 0
        return Content.assemble(
            glyph,
            fit(line.label, label),
            " " if value else "",
            (fit(line.value, value), "" if line.faint else "bold"),
            " ",
            (fit(line.note, note), style),
        )

    def _wanted_columns(self) -> tuple[int, int, int]:
        """Cells of label, value and note: what the rows need, within the width."""
        width = self._width - 5
        note = min(self.NOTE_WIDTH, width // 3, self._widest("note"))
        label = min(int((width - note) * self.LABEL_SHARE), self._widest("label"))
        return label, width - note - label, note

    def _widest(self, column: str) -> int:
        return max((cell_len(getattr(row, column)) for row in self.rows), default=0)


def _key(line: Row | Heading) -> str:
    return line.id if isinstance(line, Row) else f"\0{line.text}"
