"""Choosing which fact to state: what the criteria miss first, then everything there is."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.dialogue.understanding import plain
from assistant.tui.screens.base import Overlay
from criteria.vocabulary import SITES, VOCABULARY, item_label, make_item


def items() -> list[str]:
    """Every item that can be stated, the sites of metastases one by one."""
    stated = []
    for key in VOCABULARY.values():
        if key.name == "metastasis":
            stated += [make_item("metastasis", site) for site in SITES]
        else:
            stated.append(key.name)
    return stated


def search(wanted: Sequence[str], query: str) -> list[str]:
    """The items whose French name holds every word of the query, those wanted first."""
    words = plain(query).split()
    candidates = [*wanted, *(item for item in items() if item not in wanted)]
    return [item for item in candidates if all(word in plain(item_label(item)) for word in words)]


class MissingScreen(Overlay[str]):
    """Choose an item to state; the result is the item."""

    CSS_PATH = "overlay.tcss"
    BINDINGS = [
        ("down", "move(1)", "Suivant"),
        ("up", "move(-1)", "Précédent"),
    ]

    def __init__(self, wanted: Sequence[str]) -> None:
        super().__init__()
        self._wanted = list(wanted)

    def compose(self) -> ComposeResult:
        with Vertical(classes="boite") as box:
            box.border_title = "Saisir un fait"
            box.border_subtitle = "Entrée choisit · Échap ferme"
            yield Input(placeholder="Chercher : bilirubine, foie, consentement…")
            yield OptionList(markup=False)
            yield Static("Aucun fait ne porte ce nom.", classes="conseil")

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
        found = search(self._wanted, query)
        options.clear_options()
        options.add_options(Option(self._prompt(item), id=item) for item in found)
        options.highlighted = 0 if found else None
        self.query_one(".conseil").display = not found

    def _prompt(self, item: str) -> Content:
        wanted = item in self._wanted
        return Content.assemble(
            ("… " if wanted else "  ", "$etat-manquant"),
            (item_label(item), "bold" if wanted else ""),
            ("  manque aux critères" if wanted else "", "dim"),
        )
