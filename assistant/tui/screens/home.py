"""The first screen: paste a letter, open a file, or go on with a file in progress."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static, TextArea

from assistant.session import Session
from assistant.storage import EligoStorageError
from assistant.tui import theme
from assistant.tui.actions import HOME, bindings_of
from assistant.tui.clock import local_day_and_time
from assistant.tui.display import pasted
from assistant.tui.screens.base import ActionScreen
from assistant.tui.widgets.keybar import KeyBar
from assistant.tui.widgets.rows import Row, RowList

LISTED = 30
"""Files in progress that are listed, the last touched first."""

TITLE = "Eligo — une lettre collée, des faits relus, un verdict par critère"


class PasteArea(TextArea):
    """Where a letter is pasted: a paste is read at once, typing waits for F5."""

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if isinstance(self.screen, HomeScreen):
            self.screen.pasted(event.text)


class HomeScreen(ActionScreen):
    """Paste, open, resume."""

    CSS_PATH = "home.tcss"
    ACTIONS_OF = HOME
    BINDINGS: ClassVar = bindings_of(HOME)

    def compose(self) -> ComposeResult:
        yield Static(
            Content.assemble((TITLE, "bold"), "\n", ("Rien ne quitte cette machine.", "dim")),
            id="titre",
            markup=False,
        )
        with Vertical(id="accueil"):
            area = PasteArea("", id="coller", soft_wrap=True, show_line_numbers=False)
            area.border_title = "Collez ici une lettre ou un compte rendu"
            area.border_subtitle = "lu dès qu'il est collé · un texte tapé attend F5"
            area.cursor_blink = False
            area.highlight_cursor_line = False
            yield area
            yield Static("", id="avis", markup=False)
            files = RowList(id="dossiers")
            files.border_title = "Dossiers en cours — Entrée reprend"
            yield files
        yield KeyBar(HOME, self.unavailable)

    def on_mount(self) -> None:
        self.set_focus(self.query_one("#coller"))
        self.refresh_files()

    def on_screen_resume(self) -> None:
        self.refresh_files()

    def unavailable(self, action: str) -> str | None:
        if action == "read" and not self.query_one("#coller", TextArea).text.strip():
            return "Collez ou écrivez d'abord une lettre dans le cadre."
        if action == "resume" and not self.query_one("#dossiers", RowList).rows:
            return "Aucun dossier en cours."
        return None

    def refresh_files(self) -> None:
        """Show the files of the journal as they are now."""
        files = self.query_one("#dossiers", RowList)
        try:
            rows = [_row(self.eligo.session_of(one.number)) for one in self.eligo.patients(LISTED)]
        except EligoStorageError as error:
            rows = []
            self.tell(str(error))
        files.show(rows, rows[0].id if rows else None)
        files.display = bool(rows)
        self.query_one(KeyBar).rebuild()

    def tell(self, sentence: str) -> None:
        """Show a sentence under the frame until the next attempt."""
        self.query_one("#avis", Static).update(sentence)

    def pasted(self, text: str) -> None:
        """Read what was pasted: a path that exists opens that file, a text is a letter."""
        text = pasted(text)
        path = _existing_file(text)
        if path is not None:
            self.eligo.open_path(path)
        elif "\n" in text.strip():
            self.eligo.start_file(self.eligo.PASTED_NAME, text)
        else:
            self.query_one("#coller", TextArea).insert(text)

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        self.pasted(event.text)

    def on_text_area_changed(self) -> None:
        self.tell("")
        self.query_one(KeyBar).rebuild()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None:
            self.eligo.resume(int(event.option_id))

    def do_read(self) -> None:
        """Read what was typed in the frame."""
        self.eligo.start_file(self.eligo.PASTED_NAME, self.query_one("#coller", TextArea).text)

    def do_open(self) -> None:
        """Ask for a file."""
        self.eligo.ask_path(self.eligo.open_path)

    def do_sample(self) -> None:
        """Read the sample letter."""
        self.eligo.open_sample()

    def do_resume(self) -> None:
        """Go to the files in progress."""
        self.set_focus(self.query_one("#dossiers"))


def _existing_file(text: str) -> Path | None:
    line = text.strip().strip("'\"").removeprefix("file://")
    if not line or "\n" in line or len(line) > 1000:
        return None
    path = Path(line.replace("\\ ", " ")).expanduser()
    try:
        return path if path.is_file() else None
    except OSError:
        return None


def _row(session: Session) -> Row:
    state = session.state
    names = ", ".join(document.name for document in state.documents.values())
    count = len(state.documents)
    done = state.reviewed_count == state.proposed_count and state.proposed_count > 0
    saved = local_day_and_time(session.saved_at) if session.saved_at else ""
    return Row(
        id=str(state.number),
        look=theme.FACT_LOOKS["confirmed" if done else "proposed"],
        label=f"Patient {state.number:04d} — {count} document{'s' if count > 1 else ''}",
        value=f"relus {state.reviewed_count}/{state.proposed_count} · {names}",
        note=saved,
    )
