"""What every screen shares: keys lead to ``do_<action>``, and a refusal says why."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from textual.screen import ModalScreen, Screen

from assistant.tui.actions import EVERYWHERE, actions_of
from assistant.tui.display import visible
from assistant.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from assistant.tui.app import EligoApp

Result = TypeVar("Result")


class ActionScreen(Screen[None]):
    """A screen whose keys come from the registry of actions."""

    AUTO_FOCUS = None
    ACTIONS_OF = EVERYWHERE
    """Name of the screen in the registry."""

    def __init__(self) -> None:
        super().__init__()
        self.notices: list[str] = []
        """What was said in the place of the keys, oldest first."""

    @property
    def eligo(self) -> EligoApp:
        """The application, by its own name."""
        return cast("EligoApp", self.app)

    def unavailable(self, action: str) -> str | None:
        """Why the action cannot be done now, in one French sentence; None when it can."""
        return None

    def say(self, sentence: str) -> None:
        """Tell the user something, where it hides nothing of what is being read."""
        self.notices.append(visible(sentence))
        self.query_one(KeyBar).notice(visible(sentence))

    def action_do(self, action: str) -> None:
        """Do the action of the registry, or say why it does not apply."""
        if action not in {known.id for known in actions_of(self.ACTIONS_OF)}:
            return
        self.query_one(KeyBar).end_notice()
        reason = self.unavailable(action)
        if reason is not None:
            self.say(reason)
            return
        handler = getattr(self, f"do_{action}", None) or getattr(self.app, f"do_{action}")
        handler()


class Overlay(ModalScreen[Result]):
    """A screen over another one; Escape closes it with None."""

    BINDINGS = [("escape", "close", "Fermer")]

    def action_close(self) -> None:
        """Close without a result."""
        self.dismiss(None)
