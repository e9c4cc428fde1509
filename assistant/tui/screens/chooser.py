"""A line to search with over a list to choose from: what the palette and the missing facts share."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.tui.screens.base import Overlay


class Chooser(Overlay[str]):
    """Choose one of the options that hold every word of the line; the result is its id."""

    CSS_PATH = "overlay.tcss"
    BINDINGS = [("down", "move(1)", "Suivant"), ("up", "move(-1)", "Précédent")]
    HEADING: str
    SUBTITLE: str
    PLACEHOLDER: str
    NOTHING: str
    """What is said when no option is found."""

    def options(self, query: str) -> Iterable[Option]:
        """The options found, best first."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        with Vertical(classes="boite") as box:
            box.border_title = self.HEADING
            box.border_subtitle = self.SUBTITLE
            yield Input(placeholder=self.PLACEHOLDER)
            yield OptionList(markup=False)
            yield Static(self.NOTHING, classes="conseil")

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False
        self.query_one(Input).focus()
        self._fill("")

    def on_input_changed(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def on_input_submitted(self) -> None:
        shown = self.query_one(OptionList)
        if shown.highlighted is not None:
            self.dismiss(shown.get_option_at_index(shown.highlighted).id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_move(self, step: int) -> None:
        """Move the choice without leaving the line."""
        shown = self.query_one(OptionList)
        if step > 0:
            shown.action_cursor_down()
        else:
            shown.action_cursor_up()

    def _fill(self, query: str) -> None:
        shown = self.query_one(OptionList)
        found = list(self.options(query))
        shown.clear_options()
        shown.add_options(found)
        shown.highlighted = 0 if found else None
        self.query_one(".conseil").display = not found
