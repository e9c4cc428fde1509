"""An application on a journal of its own, with an extractor that knows one letter."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from assistant.storage import Journal
from assistant.tui.app import EligoApp
from assistant.tui.screens.review import ReviewScreen
from criteria.facts import Evidence, Fact

LETTER = """Centre hospitalier de Valmorin, le 3 mars 2025

J'ai revu ce jour Mme ARDENT, 62 ans, pour un cancer du sein métastatique d'emblée.
La biopsie retrouve un carcinome canalaire infiltrant, RE 90 %, HER2 1+, Ki-67 à 18 %.
L'état général est conservé, OMS 1, poids 64 kg. Elle est ménopausée.
Pas de métastase hépatique. Pas de métastase cérébrale. Au total, 2 lésions métastatiques.
Hémoglobine 12,8 g/dL.
"""

KNOWN: tuple[tuple[str, Any, str | None, dict[str, Any], str], ...] = (
    ("age", 62, None, {}, "62 ans"),
    ("metastatic", "present", None, {"synchronous": True}, "métastatique d'emblée"),
    ("histology", "nst", None, {"specimen": "primary"}, "carcinome canalaire infiltrant"),
    ("er", "positive", None, {"percent": 90, "specimen": "primary"}, "RE 90 %"),
    ("her2_ihc", "1+", None, {"specimen": "primary"}, "HER2 1+"),
    ("ki67", 18, "%", {"specimen": "primary"}, "Ki-67 à 18 %"),
    ("ecog", 1, None, {}, "OMS 1"),
    ("ecog", 2, None, {}, "OMS 2"),
    ("weight", 64, "kg", {}, "poids 64 kg"),
    ("menopause", "postmenopausal", None, {}, "ménopausée"),
    ("metastasis", "absent", None, {"site": "liver"}, "Pas de métastase hépatique"),
    ("metastasis", "absent", None, {"site": "brain"}, "Pas de métastase cérébrale"),
    ("lesion_count", 2, None, {}, "2 lésions métastatiques"),
    ("hemoglobin", 12.8, "g/dL", {}, "Hémoglobine 12,8 g/dL"),
    ("bilirubin", 14, "µmol/L", {}, "bilirubine à 14"),
)


@dataclass(frozen=True)
class Reading:
    """What the real extraction returns, as far as the interface uses it."""

    facts: tuple[Fact, ...]
    kind: str = "consultation"
    date: str | None = None
    identity: Any = None


@dataclass
class KnownWords:
    """Finds the known quotes; what it knows is exact, and it never fails by itself."""

    date: str | None = "2025-03-03"
    fail: bool = False
    read: list[str] = field(default_factory=list)

    def extract(self, text: str) -> Reading:
        self.read.append(text)
        if self.fail:
            raise RuntimeError("lecture impossible")
        facts = []
        for key, value, unit, attrs, quote in KNOWN:
            start = text.find(quote)
            if start >= 0:
                piece = Evidence(start=start, end=start + len(quote), text=quote)
                facts.append(Fact(key=key, value=value, unit=unit, attrs=attrs, evidence=(piece,)))
        facts.sort(key=lambda fact: fact.evidence[0].start)
        return Reading(tuple(facts), date=self.date)


@dataclass
class Desk:
    """A hand on the application: keys, pastes, and what can be seen."""

    app: EligoApp
    pilot: Pilot[None]
    extractor: KnownWords

    @property
    def review(self) -> ReviewScreen:
        screen = self.app.screen
        assert isinstance(screen, ReviewScreen)
        return screen

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        """Type a line where the cursor is, and send it."""
        names = {" ": "space", "?": "question_mark", "'": "apostrophe", "%": "percent_sign"}
        await self.pilot.press(*(names.get(char, char) for char in text), "enter")
        await self.pilot.pause()

    async def paste(self, text: str) -> None:
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is being read."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def show(self, key: str) -> None:
        """Make the fact of a key current, as a click on its row does."""
        self.review.go_to(self.id_of(key))
        await self.pilot.pause()

    def id_of(self, key: str) -> str:
        facts = self.review.session.state.facts.values()
        return next(one.id for one in facts if one.fact.key == key)

    def statuses(self, *keys: str) -> list[str]:
        facts = self.review.session.state.facts.values()
        by_key = {one.fact.key: one.fact.status.value for one in facts}
        return [by_key[key] for key in keys]

    @property
    def current(self) -> str | None:
        """The key of the fact shown."""
        fact = self.review.current_fact
        return fact.fact.key if fact else None

    @property
    def said(self) -> list[str]:
        """What the assistant said."""
        return [text for speaker, text in self.review.talk.messages if speaker == "eligo"]

    @property
    def notices(self) -> list[str]:
        """What was said in the place of the keys."""
        return self.app.screen.notices

    def text_of(self, selector: str) -> str:
        return str(self.app.screen.query_one(selector, Static).content)

    def screen_text(self) -> str:
        """Everything on the screen, as one text."""
        lines = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in lines)


Open = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def journal_file(tmp_path: Path) -> Path:
    return tmp_path / "eligo" / "journal.sqlite3"


@pytest.fixture
def open_app(journal_file: Path) -> Open:
    """Open the application; the letter is pasted unless ``letter`` says otherwise."""

    @asynccontextmanager
    async def opened(
        letter: str | None = LETTER,
        size: tuple[int, int] = (120, 35),
        extractor: KnownWords | None = None,
        **more: Any,
    ) -> AsyncIterator[Desk]:
        extractor = extractor or KnownWords()
        journal = Journal(journal_file)
        app = EligoApp(
            journal, extractor=lambda: extractor, today=lambda: date(2025, 3, 10), **more
        )
        async with app.run_test(size=size, notifications=True) as pilot:
            desk = Desk(app, pilot, extractor)
            await desk.settle()
            if letter is not None:
                await desk.paste(letter)
            yield desk
        journal.close()

    return opened
