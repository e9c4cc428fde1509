"""The README's pictures, taken from the real application on the sample letter.

Run with ``make pictures`` (needs CairoSVG: the extra ``pictures``).
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from datetime import date
from pathlib import Path

from assistant.storage import Journal
from assistant.tui.app import SAMPLE, EligoApp

FOLDER = Path(__file__).resolve().parent / "pictures"
DAY = date(2025, 3, 14)


async def shoot(name: str, size: tuple[int, int], keys: list[str]) -> None:
    """Open the sample letter, press the keys, save the screen as a PNG."""
    import cairosvg
    from textual import events

    with tempfile.TemporaryDirectory() as folder:
        app = EligoApp(Journal(Path(folder) / "journal.sqlite3"), today=lambda: DAY)
        async with app.run_test(size=size) as pilot:
            app.post_message(events.Paste(SAMPLE.read_text(encoding="utf-8")))
            for _ in range(400):
                await pilot.pause(0.05)
                if (
                    getattr(app.screen, "facts_pane", None) is not None
                    and app.screen.session.state.facts
                ):
                    break
            await app.workers.wait_for_complete()
            for key in keys:
                await pilot.press(key)
                await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause(0.2)
            svg = app.export_screenshot(title="Éligo")
    svg = re.sub(r"@font-face\s*\{[^}]*\}", "", svg).replace("Fira Code", "DejaVu Sans Mono")
    FOLDER.mkdir(exist_ok=True)
    cairosvg.svg2png(bytestring=svg.encode(), write_to=str(FOLDER / f"{name}.png"), scale=1.0)


def main() -> None:
    asyncio.run(shoot("review-120x35", (120, 35), ["a"] * 8))
    asyncio.run(shoot("review-80x24", (80, 24), ["a"] * 8))


if __name__ == "__main__":
    main()
