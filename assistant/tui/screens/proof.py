"""Why: the proof of a criterion, or where a fact comes from and what it does."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from assistant.tui.screens.base import Overlay
from assistant.tui.widgets.prose import Paragraph, Prose


class ProofScreen(Overlay[None]):
    """A text to read over the review; Escape or p closes it."""

    CSS_PATH = "overlay.tcss"
    BINDINGS = [("p", "close", "Fermer"), ("enter", "close", "Fermer")]

    def __init__(self, title: str, paragraphs: Sequence[Paragraph]) -> None:
        super().__init__()
        self._title = title
        self._paragraphs = paragraphs

    def compose(self) -> ComposeResult:
        with Vertical(classes="boite") as box:
            box.border_title = self._title
            box.border_subtitle = "Échap ferme"
            with VerticalScroll():
                yield Prose(self._paragraphs)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
