"""Choosing which fact to state: what the criteria miss first, then everything there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.widgets.option_list import Option

from assistant.dialogue.understanding import plain
from assistant.tui.screens.chooser import Chooser
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


class MissingScreen(Chooser):
    """Choose an item to state; the result is the item."""

    HEADING = "Saisir un fait"
    SUBTITLE = "Entrée choisit · Échap ferme"
    PLACEHOLDER = "Chercher : bilirubine, foie, consentement…"
    NOTHING = "Aucun fait ne porte ce nom."

    def __init__(self, wanted: Sequence[str]) -> None:
        super().__init__()
        self._wanted = list(wanted)

    def options(self, query: str) -> Iterator[Option]:
        for item in search(self._wanted, query):
            yield Option(self._prompt(item), id=item)

    def _prompt(self, item: str) -> Content:
        wanted = item in self._wanted
        return Content.assemble(
            ("… " if wanted else "  ", "$etat-manquant"),
            (item_label(item), "bold" if wanted else ""),
            ("  manque aux critères" if wanted else "", "dim"),
        )
