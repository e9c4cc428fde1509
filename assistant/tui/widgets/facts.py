"""The facts: the list, the one being decided in full, and the line to correct it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from assistant.tui.display import visible
from assistant.tui.widgets.prompt import Prompt
from assistant.tui.widgets.rows import RowList


class FactsPane(Vertical):
    """The list of facts above the current one in full."""

    BORDER_TITLE = "2 Faits — décisifs d'abord"

    class Corrected(Message):
        """A correction was typed for a fact; it is not checked yet."""

        def __init__(self, fact: str, text: str) -> None:
            super().__init__()
            self.fact = fact
            self.text = text

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.editing: str | None = None
        """The fact that is being corrected, None when none is."""

    def compose(self) -> ComposeResult:
        yield Static("", id="alerte", markup=False)
        yield RowList(id="faits")
        yield Static("", id="detail", markup=False)
        with Vertical(id="correction"):
            yield Static("", id="consigne", markup=False)
            yield Prompt(id="valeur")
            yield Static("", id="erreur", markup=False)

    def on_mount(self) -> None:
        self.query_one("#correction").display = False
        self.query_one("#alerte").display = False

    @property
    def list(self) -> RowList:
        """The list of facts."""
        return self.query_one("#faits", RowList)

    def warn(self, content: Content | None) -> None:
        """Show a warning above the list, or take it away."""
        alert = self.query_one("#alerte", Static)
        alert.display = content is not None
        if content is not None:
            alert.update(content)

    def detail(self, content: Content) -> None:
        """Show the current fact in full."""
        self.query_one("#detail", Static).update(content)

    def edit(self, fact: str, hint: str, text: str) -> None:
        """Open the line to correct a fact, filled with its value."""
        self.editing = fact
        self.query_one("#consigne", Static).update(
            Content.assemble((visible(hint), "bold"), ("  Entrée valide · Échap renonce", "dim"))
        )
        self.query_one("#erreur", Static).update("")
        self.query_one("#detail").display = False
        self.query_one("#correction").display = True
        line = self.query_one("#valeur", Prompt)
        line.value = text
        line.cursor_position = len(text)
        self.screen.set_focus(line)

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with what was typed; nothing typed is lost."""
        self.query_one("#erreur", Static).update(visible(sentence))

    def close_editor(self) -> None:
        """Close the line and go back to the list."""
        self.editing = None
        self.query_one("#correction").display = False
        self.query_one("#detail").display = True
        self.screen.set_focus(self.list)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.editing is not None:
            self.post_message(self.Corrected(self.editing, event.value))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.query_one("#erreur", Static).update("")

    def on_prompt_left(self, event: Prompt.Left) -> None:
        event.stop()
        self.close_editor()
