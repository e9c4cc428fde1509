"""French paragraphs, broken at the right places.

The wrapping of the toolkit breaks at no-break spaces, and leaves a colon or a
percent sign alone at the beginning of a line.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from assistant.tui.display import typeset, visible


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in one style; its lines after the first go ``indent`` cells further in."""

    text: str
    style: str = ""
    indent: int = 0


class Prose(Widget):
    """Paragraphs as high as they need to be."""

    DEFAULT_CSS = """
    Prose { height: auto; width: 1fr; }
    """

    def __init__(self, paragraphs: Sequence[Paragraph], *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self.paragraphs = tuple(paragraphs)

    @property
    def text(self) -> str:
        """The paragraphs as plain text."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        lines = self._lines(self.size.width)
        return Content("\n").join(Content.styled(line, style) for line, style in lines)

    def _lines(self, width: int) -> list[tuple[str, str]]:
        lines = []
        for paragraph in self.paragraphs:
            for first in paragraph.text.split("\n"):
                wrapped = textwrap.wrap(
                    typeset(visible(first)),
                    max(width, 10),
                    initial_indent=" " * (len(first) - len(first.lstrip(" "))),
                    subsequent_indent=" " * paragraph.indent,
                    break_on_hyphens=False,
                )
                lines += [(line, paragraph.style) for line in wrapped or [""]]
        return lines
