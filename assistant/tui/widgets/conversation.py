"""The conversation: what was said on both sides, and the line to answer on."""

from __future__ import annotations

from typing import Literal

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assistant.tui.display import visible
from assistant.tui.widgets.prompt import Prompt
from assistant.tui.widgets.prose import Paragraph, Prose

Speaker = Literal["vous", "eligo"]

KEPT = 200
"""Messages kept on screen; the decisions themselves are in the journal."""


class ConversationPane(Vertical):
    """Messages, the newest at the bottom, above the line to write on."""

    BORDER_TITLE = "4 Assistant"

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.messages: list[tuple[Speaker, str]] = []

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="messages", can_focus=False):
            pass
        yield Prompt(placeholder="Posez une question, ou répondez", id="ligne")

    @property
    def line(self) -> Prompt:
        """The line to write on."""
        return self.query_one("#ligne", Prompt)

    def say(self, speaker: Speaker, text: str) -> None:
        """Add a message; the last one stays in view."""
        text = "\n".join(visible(line) for line in text.splitlines())
        if self.messages and self.messages[-1] == (speaker, text):
            return
        self.messages.append((speaker, text))
        log = self.query_one("#messages", VerticalScroll)
        sign, style = ("vous", "dim") if speaker == "vous" else ("»", "bold $primary")
        log.mount(
            Horizontal(
                Static(Content.styled(sign, style), markup=False, classes="qui"),
                Prose([Paragraph(text)], classes="dit"),
                classes=f"message {speaker}",
            )
        )
        for old in list(log.children)[:-KEPT]:
            old.remove()
        self.call_after_refresh(self._show_last)

    def _show_last(self) -> None:
        """The end of the conversation, but a long message from its beginning."""
        log = self.query_one("#messages", VerticalScroll)
        if log.children and log.children[-1].outer_size.height > log.size.height:
            log.scroll_to_widget(log.children[-1], top=True, animate=False)
        else:
            log.scroll_end(animate=False)

    def on_key(self, event: events.Key) -> None:
        log = self.query_one("#messages", VerticalScroll)
        if event.key == "pageup":
            log.scroll_page_up(animate=False)
        elif event.key == "pagedown":
            log.scroll_page_down(animate=False)

    def ask(self, placeholder: str) -> None:
        """Say in the empty line what is expected there."""
        self.line.placeholder = placeholder
