"""The bar of keys at the bottom: what can be done now, greyed when it cannot."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from assistant.tui.actions import Action, bar_of

NARROW = 100
"""Cells under which a window is laid out in one column."""


NOTICE_SECONDS = 8.0
"""How long a notice hides the keys when nothing is pressed."""


class KeyBar(Static):
    """The keys of a screen on one line that always fits the window.

    ``unavailable`` tells why an action cannot be done now, None when it can; the
    key then stays in its place, greyed, and says why when it is pressed.
    """

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; padding: 0 1; width: 100%; background: $panel; color: $foreground; text-wrap: nowrap; }
    """

    def __init__(self, screen: str, unavailable: Callable[[str], str | None]) -> None:
        super().__init__(markup=False)
        self._screen_name = screen
        self._unavailable = unavailable
        self._notice: Timer | None = None

    def notice(self, sentence: str) -> None:
        """Say a sentence in the place of the keys, until the next key or for a while."""
        self.end_notice()
        self.update(Content.styled(sentence, "bold reverse"))
        self._notice = self.set_timer(NOTICE_SECONDS, self.end_notice)

    def end_notice(self) -> None:
        """Show the keys again."""
        if self._notice is not None:
            self._notice.stop()
            self._notice = None
            self.rebuild()

    def on_mount(self) -> None:
        self.rebuild()

    def on_resize(self) -> None:
        self.rebuild()

    def rebuild(self) -> None:
        """Show the keys as they can be used now; a notice stays in their place."""
        if self._notice is not None:
            return
        width = self.size.width or self.app.size.width
        parts: list[Content] = []
        used = 1
        for action in bar_of(self._screen_name, narrow=width < NARROW):
            piece = self._piece(action)
            if used + piece.cell_length + 2 > width:
                break
            parts.append(piece)
            used += piece.cell_length + 2
        self.update(Content("  ").join(parts))

    def _piece(self, action: Action) -> Content:
        style = "dim" if self._unavailable(action.id) else ""
        piece = Content.assemble((action.shown, f"bold {style}"), (f" {action.label}", style))
        return piece.stylize(f"@click=screen.do('{action.id}')")
