"""A whole screening with the real extraction: paste, decide, answer, close, resume."""

from __future__ import annotations

from importlib.resources import files

import pytest

from assistant.storage import Journal
from assistant.tui.app import EligoApp

from .conftest import Desk

SAMPLE = files("assistant").joinpath("sample", "lettre.txt").read_text(encoding="utf-8")
LETTER = SAMPLE + "\n".join(
    f"Compte rendu de la journée {day} du séjour de rééducation : sans particularité."
    for day in range(1, 20)
)

ANSWERS = {
    "compliance_obstacle": "non",
    "social_security": "oui",
    "consent": "oui",
    "life_expectancy": "> 6 mois",
    "pregnancy": "non",
    "breastfeeding": "non",
}


class Sitting:
    """One opening of the application on the same journal."""

    def __init__(self, journal_file, extractor):
        self.journal = Journal(journal_file)
        self.app = EligoApp(self.journal, extractor=lambda: extractor)

    async def __aenter__(self) -> Desk:
        self.test = self.app.run_test(size=(120, 35), notifications=True)
        pilot = await self.test.__aenter__()
        desk = Desk(self.app, pilot, None)
        await desk.settle()
        return desk

    async def __aexit__(self, *error) -> None:
        await self.test.__aexit__(*error)
        self.journal.close()


@pytest.fixture
def sitting(journal_file, extractor):
    return lambda: Sitting(journal_file, extractor)


async def answer_everything(desk: Desk) -> None:
    """Answer each question as the clinician knows, and confirm each repetition."""
    await desk.press("i")
    for _ in range(20):
        asked = desk.review.conversation.asked
        if asked is None:
            return
        await desk.write(ANSWERS.get(asked, "inconnu"))
        if desk.review.conversation.waiting:
            await desk.press("enter")
    raise AssertionError("the questions do not end")


async def test_from_the_pasted_letter_to_a_verdict_that_survives_closing(sitting):
    assert len(LETTER) > 4000
    async with sitting() as desk:
        await desk.paste(LETTER)
        assert desk.review.session.state.proposed_count > 30
        await desk.press("A")
        await desk.show("ecog")
        await desk.press("c", "backspace")
        await desk.write("2")
        await desk.press("x", "u")
        while desk.review.session.state.undecided:
            await desk.press("a")
        assert desk.statuses("ecog") == ["corrected"]
        await answer_everything(desk)
        await desk.press("escape")
        assert desk.review.verdicts.confirmed.verdict == "undetermined"
        while desk.review.verdicts.pending:
            await desk.press("h")
        assert desk.review.verdicts.confirmed.verdict == "eligible"
        assert "ÉLIGIBLE" in desk.text_of("#verdict")
        kept = desk.review.session.state
    async with sitting() as desk:
        await desk.press("f6", "enter")
        await desk.settle()
        assert desk.review.session.state == kept
        assert desk.review.verdicts.confirmed.verdict == "eligible"
        await desk.press("u")
        assert desk.review.verdicts.confirmed.verdict == "undetermined"
        assert desk.review.shown_assumption == desk.review.verdicts.pending[0].text
        await desk.press("i")
        await desk.write("oui")
        assert desk.review.verdicts.confirmed.verdict == "eligible"


async def test_proposed_facts_never_decide(sitting):
    async with sitting() as desk:
        await desk.paste(LETTER)
        statuses = {one.status for one in desk.review.verdicts.confirmed.criteria.values()}
        assert statuses == {"unknown"}


async def test_one_confirmed_fact_that_refuses_settles_the_verdict(sitting):
    letter = SAMPLE.replace("OMS 1", "OMS 3")
    async with sitting() as desk:
        await desk.paste(letter)
        assert desk.current == "ecog"
        await desk.press("a")
        assert desk.review.verdicts.confirmed.verdict == "ineligible"
        await desk.press("i")
        await desk.write("pourquoi ?")
        assert "I3 s'y oppose" in desk.said[-1]
