"""Opening a document by its path, with the files of the folder below the line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.tui.display import visible
from assistant.tui.screens.base import Overlay

MAX_LISTED = 200
"""Entries of a folder that are listed; what is typed narrows them."""


def candidates(typed: str) -> list[Path]:
    """The entries of the folder being typed, those that go on from the last word.

    Folders come first; hidden entries only when a dot was typed. Empty for a folder
    that cannot be read.
    """
    path = Path(typed or ".").expanduser()
    folder, start = (path, "") if not typed or typed.endswith("/") else (path.parent, path.name)
    try:
        entries = [
            entry
            for entry in folder.iterdir()
            if entry.name.casefold().startswith(start.casefold())
            and entry.name.startswith(".") <= start.startswith(".")
        ]
        entries.sort(key=lambda entry: (not entry.is_dir(), entry.name.casefold()))
    except OSError:
        return []
    return entries[:MAX_LISTED]


class OpenFileScreen(Overlay[Path]):
    """Choose a file; the result is its path, once it could be read.

    ``refuse`` gives the French sentence that says why a path is refused, None when
    it is accepted: the screen stays open and nothing typed is lost.
    """

    CSS_PATH = "overlay.tcss"
    BINDINGS = [
        ("down", "move(1)", "Suivant"),
        ("up", "move(-1)", "Précédent"),
    ]

    def __init__(self, refuse: Callable[[Path], str | None]) -> None:
        super().__init__()
        self._refuse = refuse

    def compose(self) -> ComposeResult:
        with Vertical(classes="boite") as box:
            box.border_title = "Ouvrir un document"
            box.border_subtitle = "Tab complète · Entrée ouvre · Échap ferme"
            yield Input(placeholder="Chemin du fichier (texte, PDF, Word, RTF, HTML)")
            yield Static("", classes="erreur", markup=False)
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False
        self.query_one(Input).focus()
        self._fill("")

    def on_key(self, event: events.Key) -> None:
        if event.key == "tab":
            event.stop()
            event.prevent_default()
            self._complete()

    def on_input_changed(self, event: Input.Changed) -> None:
        self.query_one(".erreur", Static).update("")
        self._fill(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        options = self.query_one(OptionList)
        typed = event.value.strip().strip("'\"")
        if options.highlighted is not None and not Path(typed).expanduser().is_file():
            typed = options.get_option_at_index(options.highlighted).id or typed
        self._choose(typed)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option.id or "")

    def action_move(self, step: int) -> None:
        """Move the choice without leaving the line."""
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def _choose(self, typed: str) -> None:
        if not typed:
            self.query_one(".erreur", Static).update("Écrivez le chemin d'un fichier.")
            return
        path = Path(typed).expanduser()
        if path.is_dir():
            self._type(f"{typed.rstrip('/')}/")
            return
        reason = self._refuse(path)
        if reason is not None:
            self.query_one(".erreur", Static).update(visible(reason))
            return
        self.dismiss(path)

    def _complete(self) -> None:
        options = self.query_one(OptionList)
        if not options.option_count:
            return
        chosen = options.get_option_at_index(options.highlighted or 0).id or ""
        self._type(f"{chosen}/" if Path(chosen).expanduser().is_dir() else chosen)

    def _type(self, typed: str) -> None:
        line = self.query_one(Input)
        line.value = typed
        line.cursor_position = len(typed)

    def _fill(self, typed: str) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(
            Option(Content(visible(entry.name) + ("/" if entry.is_dir() else "")), id=str(entry))
            for entry in candidates(typed)
        )
        options.highlighted = None
