"""The help: every key of the screen, from the registry of actions."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from assistant.tui import theme
from assistant.tui.actions import GROUPS, actions_of
from assistant.tui.screens.base import Overlay

INTRODUCTION = (
    "Collez une lettre, lisez la phrase surlignée, décidez : a accepter, x rejeter, c corriger. "
    "Seuls les faits que vous avez décidés comptent dans le verdict confirmé ; le verdict "
    "provisoire montre ce qu'il serait si tous les faits proposés étaient justes. "
    "Chaque décision est enregistrée aussitôt, et u l'annule."
)


class HelpScreen(Overlay[None]):
    """The keys of the screen below, and what the signs mean."""

    CSS_PATH = "overlay.tcss"

    def __init__(self, screen_name: str) -> None:
        super().__init__()
        self._screen_name = screen_name

    def compose(self) -> ComposeResult:
        with Vertical(classes="boite") as box:
            box.border_title = "Aide"
            box.border_subtitle = "Échap ferme"
            with VerticalScroll():
                yield Static(self._text(), markup=False)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def _text(self) -> Content:
        parts = [Content(INTRODUCTION + "\n")]
        actions = actions_of(self._screen_name)
        for group, title in GROUPS.items():
            mine = [action for action in actions if action.group == group]
            if not mine:
                continue
            parts.append(Content.styled(f"\n{title}\n", "bold $primary"))
            for action in mine:
                parts.append(Content.styled(f"  {action.shown:<8}", "bold"))
                parts.append(Content(f"{action.help}\n"))
        parts.append(Content.styled("\nLes signes\n", "bold $primary"))
        for look in (*theme.FACT_LOOKS.values(), *theme.CRITERION_LOOKS.values()):
            parts.append(Content.styled(f"  {look.glyph}       ", look.style))
            parts.append(Content(f"{look.word}\n"))
        return Content("").join(parts)
