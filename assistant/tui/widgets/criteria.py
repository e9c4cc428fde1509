"""The criteria with their status, and the verdict in both of its senses."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from assistant.tui.widgets.rows import RowList


class CriteriaPane(Vertical):
    """The two verdicts on one line, above the criteria one by one."""

    BORDER_TITLE = "3 Critères"

    def compose(self) -> ComposeResult:
        yield Static("", id="verdict", markup=False)
        yield RowList(id="criteres")

    @property
    def list(self) -> RowList:
        """The list of criteria."""
        return self.query_one("#criteres", RowList)

    def head(self, content: Content) -> None:
        """Show the verdicts."""
        self.query_one("#verdict", Static).update(content)
