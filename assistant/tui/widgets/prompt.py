"""The line where the clinician writes, in the conversation or to correct a fact."""

from __future__ import annotations

from textual import events
from textual.message import Message
from textual.widgets import Input


class Prompt(Input):
    """A line of text that keeps its history and never swallows a pasted letter.

    An `Input` keeps the first line of what is pasted and loses the others, so a
    paste of several lines is handed over whole instead.
    """

    class Pasted(Message):
        """Several lines were pasted: a document rather than an answer."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """Escape: the user leaves the line."""

        def __init__(self, prompt: Prompt) -> None:
            super().__init__()
            self.prompt = prompt

        @property
        def control(self) -> Prompt:
            """The line that was left."""
            return self.prompt

    def __init__(self, *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False
        self._history: list[str] = []
        self._place = 0

    def remember(self, line: str) -> None:
        """Keep a line that was sent, for the arrow keys."""
        if line.strip():
            self._history.append(line)
        self._place = len(self._history)

    def on_key(self, event: events.Key) -> None:
        if event.key == "escape":
            event.stop()
            self.post_message(self.Left(self))
        elif event.key in ("up", "down") and self._history:
            event.stop()
            step = -1 if event.key == "up" else 1
            self._place = min(max(self._place + step, 0), len(self._history))
            ended = self._place == len(self._history)
            self.value = "" if ended else self._history[self._place]
            self.cursor_position = len(self.value)

    def _on_paste(self, event: events.Paste) -> None:
        if "\n" in event.text.strip() or "\r" in event.text.strip():
            event.stop()
            event.prevent_default()
            self.post_message(self.Pasted(event.text))
