"""The palette: find a command by its name, without accents, in any order of words."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.widgets.option_list import Option

from assistant.dialogue.understanding import plain
from assistant.tui.actions import Action, actions_of
from assistant.tui.screens.chooser import Chooser


def search(actions: list[Action], query: str) -> list[Action]:
    """The actions whose name, key or help holds every word of the query."""
    words = plain(query).split()
    return [
        action
        for action in actions
        if all(word in plain(f"{action.label} {action.shown} {action.help}") for word in words)
    ]


class PaletteScreen(Chooser):
    """Choose an action of the screen below; the result is its id."""

    HEADING = "Commandes"
    SUBTITLE = "Entrée exécute · Échap ferme"
    PLACEHOLDER = "Chercher une commande"
    NOTHING = "Aucune commande ne porte ces mots."

    def __init__(self, screen_name: str) -> None:
        super().__init__()
        self._actions = [action for action in actions_of(screen_name) if action.id != "palette"]

    def options(self, query: str) -> Iterator[Option]:
        for action in search(self._actions, query):
            yield Option(self._prompt(action), id=action.id)

    def _prompt(self, action: Action) -> Content:
        return Content.assemble(
            (f"{action.shown:<8}", "bold"),
            f"{action.label} ",
            (f"— {action.help}", "dim"),
        )
