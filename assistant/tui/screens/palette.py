"""The palette: find a command by its name, without accents, in any order of words."""

from __future__ import annotations

import unicodedata

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.tui.actions import Action, actions_of
from assistant.tui.screens.base import Overlay


def plain(text: str) -> str:
    """The text in lower case without accents, as it is searched."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def search(actions: list[Action], query: str) -> list[Action]:
    """The actions whose name, key or help holds every word of the query."""
    words = plain(query).split()
    return [
        action
        for action in actions
        if all(word in plain(f"{action.label} {action.shown} {action.help}") for word in words)
    ]


class PaletteScreen(Overlay[str]):
    """Choose an action of the screen below; the result is its id."""

    CSS_PATH = "overlay.tcss"
    BINDINGS = [
        ("down", "move(1)", "Suivante"),
        ("up", "move(-1)", "Précédente"),
    ]

    def __init__(self, screen_name: str) -> None:
        super().__init__()
        self._actions = [
            action for action in actions_of(screen_name) if action.id not in ("palette",)
        ]

    def compose(self) -> ComposeResult:
        with Vertical(classes="boite") as box:
            box.border_title = "Commandes"
            box.border_subtitle = "Entrée exécute · Échap ferme"
            yield Input(placeholder="Chercher une commande")
            yield OptionList(markup=False)
            yield Static("Aucune commande ne porte ces mots.", classes="conseil")

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False
        self.query_one(Input).focus()
        self._fill("")

    def on_input_changed(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def on_input_submitted(self) -> None:
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self.dismiss(options.get_option_at_index(options.highlighted).id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_move(self, step: int) -> None:
        """Move the choice without leaving the line."""
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def _fill(self, query: str) -> None:
        options = self.query_one(OptionList)
        found = search(self._actions, query)
        options.clear_options()
        options.add_options(Option(self._prompt(action), id=action.id) for action in found)
        options.highlighted = 0 if found else None
        self.query_one(".conseil").display = not found

    def _prompt(self, action: Action) -> Content:
        return Content.assemble(
            (f"{action.shown:<8}", "bold"),
            f"{action.label} ",
            (f"— {action.help}", "dim"),
        )
