"""Why: the proof of a criterion, or where a fact comes from and what it does."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assistant.tui.screens.base import Overlay


class ProofScreen(Overlay[None]):
    """A text to read over the review; Escape or p closes it."""

    CSS_PATH = "overlay.tcss"
    BINDINGS = [("p", "close", "Fermer"), ("enter", "close", "Fermer")]

    def __init__(self, title: str, content: Content) -> None:
        super().__init__()
        self._title = title
        self.content = content

    def compose(self) -> ComposeResult:
        with Vertical(classes="boite") as box:
            box.border_title = self._title
            box.border_subtitle = "Échap ferme"
            with VerticalScroll():
                yield Static(self.content, markup=False)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
