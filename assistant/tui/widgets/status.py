"""The line at the top: whose file, how far the review is, and since when it is saved."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.widgets import Static

BAR = 8
"""Cells of the progress bar."""


@dataclass(frozen=True)
class Progress:
    """What the line says. ``saved`` is a local time (« 14:02 »), empty before any event."""

    patient: int
    protocol: str
    reviewed: int
    proposed: int
    missing: int
    saved: str
    reading: bool = False


class StatusLine(Static):
    """The permanent line: toasts vanish, this does not."""

    DEFAULT_CSS = """
    StatusLine { height: 1; width: 100%; padding: 0 1; background: $panel; text-wrap: nowrap;
                 text-overflow: ellipsis; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.progress: Progress | None = None

    def show(self, progress: Progress) -> None:
        """Show where the work stands."""
        self.progress = progress
        self.update(self._line(progress))

    def on_resize(self) -> None:
        if self.progress is not None:
            self.show(self.progress)

    def _line(self, progress: Progress) -> Content:
        done = progress.reviewed == progress.proposed and progress.proposed > 0
        filled = BAR * progress.reviewed // progress.proposed if progress.proposed else 0
        parts = [
            Content.styled(f"Patient {progress.patient:04d}", "bold"),
            *([Content(f"essai {progress.protocol}")] if self.app.size.width >= 100 else []),
            Content.assemble(
                (
                    f"relus {progress.reviewed}/{progress.proposed} ",
                    "$etat-ok" if done else "$etat-revoir",
                ),
                ("▓" * filled + "░" * (BAR - filled), "dim"),
            ),
        ]
        if progress.reading:
            parts.append(Content.styled("lecture en cours…", "$etat-revoir"))
        if progress.missing:
            parts.append(Content(f"manquants {progress.missing}"))
        if progress.saved:
            parts.append(Content(f"enregistré {progress.saved}"))
        return Content(" · ").join(parts)
