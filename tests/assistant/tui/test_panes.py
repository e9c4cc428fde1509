"""Moving about: panes, sizes, help, palette, and not a word of English."""

from __future__ import annotations

import re

import pytest
from textual import events
from textual.widgets import Static

from assistant.tui.actions import ACTIONS, HOME, REVIEW, actions_of, bar_of
from assistant.tui.screens.help import HelpScreen
from assistant.tui.screens.palette import PaletteScreen
from assistant.tui.screens.proof import ProofScreen
from assistant.tui.screens.review import ReviewScreen
from assistant.tui.widgets.prose import Prose

WIDE, NARROW = (120, 35), (80, 24)


@pytest.mark.parametrize(
    ("key", "pane"),
    [
        ("1", "lettre"), ("ampersand", "lettre"),
        ("2", "faits"), ("é", "faits"),
        ("3", "criteres"), ("quotation_mark", "criteres"),
        ("4", "assistant"), ("apostrophe", "assistant"), ("i", "assistant"),
    ],
)  # fmt: skip
async def test_a_digit_goes_to_its_pane_with_or_without_shift(open_app, key, pane):
    async with open_app() as desk:
        desk.review.letter.focus() if pane == "faits" else desk.review.facts_pane.list.focus()
        await desk.press(key)
        assert desk.review.pane == pane


async def test_f6_goes_round_the_panes(open_app):
    async with open_app() as desk:
        seen = []
        for _ in range(4):
            await desk.press("f6")
            seen.append(desk.review.pane)
        assert seen == ["criteres", "assistant", "lettre", "faits"]


async def test_f6_passes_over_what_a_narrow_window_does_not_show(open_app):
    async with open_app(size=NARROW) as desk:
        seen = []
        for _ in range(3):
            await desk.press("f6")
            seen.append(desk.review.pane)
        assert seen == ["assistant", "lettre", "faits"]


@pytest.mark.parametrize("pane", ["lettre", "faits", "criteres", "assistant"])
async def test_f7_gives_the_window_to_a_pane_and_takes_it_back(open_app, pane):
    number = str(["lettre", "faits", "criteres", "assistant"].index(pane) + 1)
    async with open_app() as desk:
        await desk.press(number, "f7")
        height = desk.review.focused.size.height
        assert height > 20 or pane == "assistant"
        others = {"#lettre", "#faits", "#criteres", "#messages"} - {
            "#messages" if pane == "assistant" else f"#{pane}"
        }
        assert all(desk.review.query_one(other).size.area == 0 for other in others)
        await desk.press("f7")
        assert all(desk.review.query_one(other).size.area > 0 for other in others)


async def test_f8_hides_a_pane_and_its_number_brings_it_back(open_app):
    async with open_app() as desk:
        await desk.press("1", "f8")
        assert desk.review.letter.size.area == 0
        assert desk.review.pane == "faits"
        await desk.press("1")
        assert desk.review.letter.size.area > 0


async def test_the_last_pane_is_not_hidden(open_app):
    async with open_app(size=NARROW) as desk:
        await desk.press("f8", "f8", "f8", "f8", "f8")
        shown = [
            one
            for one in ("#lettre", "#faits", "#messages")
            if desk.review.query_one(one).size.area
        ]
        assert len(shown) == 1


async def test_three_opens_the_criteria_of_a_narrow_window(open_app):
    async with open_app(size=NARROW) as desk:
        await desk.press("3")
        assert desk.review.query_one("#criteres").size.height >= 15
        await desk.press("escape")
        assert desk.review.query_one("#criteres").size.area == 0


async def test_escape_leaves_the_conversation_for_the_facts(open_app):
    async with open_app() as desk:
        await desk.press("i", "escape")
        assert desk.review.pane == "faits"


@pytest.mark.parametrize("size", [NARROW, (100, 30), WIDE], ids=["80x24", "100x30", "120x35"])
async def test_what_is_always_there_fits_the_window(open_app, size):
    async with open_app(size=size) as desk:
        status, *_, keys = desk.screen_text().split("\n")
        assert re.search(r"relus 0/13 .* enregistré \d\d:\d\d ", status)
        assert "a Accepter" in keys and "F1 Aide" in keys


def test_the_keys_of_a_narrow_window_fit_eighty_columns():
    for screen in (HOME, REVIEW):
        width = sum(len(f"{one.shown} {one.label}") + 2 for one in bar_of(screen, narrow=True))
        assert width <= 80


async def test_the_window_changes_layout_at_a_hundred_columns(open_app):
    async with open_app(size=WIDE) as desk:
        letter, facts = desk.review.letter, desk.review.facts_pane
        assert letter.region.y == facts.region.y
        await desk.pilot.resize_terminal(90, 30)
        await desk.pilot.pause()
        assert letter.region.bottom <= facts.region.y


@pytest.mark.parametrize("key", ["j", "down"])
async def test_rows_are_walked_by_letter_and_arrow(open_app, key):
    async with open_app() as desk:
        order = desk.review.order
        await desk.press(key, key)
        assert desk.review.current == order[2]


async def test_an_arrow_then_a_decides_the_fact_that_the_arrow_showed(open_app):
    async with open_app() as desk:
        second = desk.review.order[1]
        await desk.pilot.press("down", "a")
        await desk.pilot.pause()
        statuses = {
            one.id: one.fact.status.value for one in desk.review.session.state.facts.values()
        }
        assert [one for one, status in statuses.items() if status == "confirmed"] == [second]


async def test_first_and_last_rows(open_app):
    async with open_app() as desk:
        await desk.press("G")
        assert desk.review.current == desk.review.facts_pane.list.rows[-1].id
        await desk.press("g")
        assert desk.review.current == desk.review.order[0]


async def test_a_click_on_a_row_shows_its_fact(open_app):
    async with open_app() as desk:
        await desk.pilot.click("#faits", offset=(6, 2))
        await desk.pilot.pause()
        assert desk.review.current == desk.review.order[2]


async def test_a_click_on_a_key_of_the_bar_does_it(open_app):
    async with open_app() as desk:
        await desk.pilot.click("KeyBar", offset=(3, 0))
        await desk.pilot.pause()
        assert desk.review.session.state.reviewed_count == 1


async def test_why_on_a_criterion_shows_the_words_of_the_protocol(open_app):
    async with open_app() as desk:
        await desk.press("3", "g", "j", "j", "p")
        assert isinstance(desk.app.screen, ProofScreen)
        assert "Statut OMS ≤ 2" in desk.app.screen.query_one(Prose).text
        await desk.press("escape")
        assert isinstance(desk.app.screen, ReviewScreen)


async def test_why_on_a_fact_shows_its_quote_and_what_it_decides(open_app):
    async with open_app() as desk:
        await desk.show("ecog")
        await desk.press("p")
        content = desk.app.screen.query_one(Prose).text
        assert "OMS 1" in content and "I3" in content


async def test_the_help_tells_every_key_of_the_screen(open_app):
    async with open_app() as desk:
        await desk.press("f1")
        assert isinstance(desk.app.screen, HelpScreen)
        text = str(desk.app.screen.query_one("VerticalScroll Static", Static).content)
        assert all(one.help in text and one.shown in text for one in actions_of(REVIEW))
        await desk.press("f1")
        assert isinstance(desk.app.screen, ReviewScreen)


async def test_the_palette_finds_a_command_without_its_accents_and_does_it(open_app):
    async with open_app() as desk:
        await desk.press("ctrl+p")
        assert isinstance(desk.app.screen, PaletteScreen)
        await desk.press(*"ecarter", "enter")
        await desk.pilot.pause()
        assert desk.review.session.state.reviewed_count == 1


async def test_the_palette_says_when_nothing_is_found(open_app):
    async with open_app() as desk:
        await desk.press("ctrl+p", *"zzzz")
        assert desk.app.screen.query_one(".conseil").display
        await desk.press("escape")
        assert isinstance(desk.app.screen, ReviewScreen)


async def test_light_and_dark(open_app):
    async with open_app() as desk:
        await desk.press("f9")
        assert desk.app.theme == "eligo-clair"
        await desk.press("f9")
        assert desk.app.theme == "eligo-sombre"


async def test_ctrl_q_leaves_from_anywhere(open_app):
    async with open_app() as desk:
        await desk.press("i", "ctrl+q")
        assert desk.app._exit


async def test_ctrl_c_says_how_to_leave(open_app):
    async with open_app() as desk:
        await desk.press("ctrl+c")
        assert any("Ctrl+Q" in notice for notice in desk.notices)


def test_every_action_has_its_method():
    from assistant.tui.app import EligoApp
    from assistant.tui.screens.home import HomeScreen

    owners = {HOME: HomeScreen, REVIEW: ReviewScreen}
    missing = [
        one.id for one in ACTIONS if not hasattr(owners.get(one.screen, EligoApp), f"do_{one.id}")
    ]
    assert missing == []


def test_no_two_actions_of_a_screen_share_a_key():
    for screen in (HOME, REVIEW):
        keys = [key for one in actions_of(screen) for key in one.keys]
        assert len(keys) == len(set(keys))


ENGLISH = re.compile(
    r"\b(the|search|quit|close|open|cancel|yes|no|save|file|help|theme|screenshot|"
    r"command|commands|matches|found|select|press|copied|maximize|keys|accept|skip|undo)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param((), id="review"),
        pytest.param(("f1",), id="help"),
        pytest.param(("ctrl+p",), id="palette"),
        pytest.param(("ctrl+p", "z", "z", "z"), id="palette-empty"),
        pytest.param(("f2",), id="open"),
        pytest.param(("g", "m"), id="missing"),
        pytest.param(("p",), id="why"),
        pytest.param(("c",), id="correct"),
        pytest.param(("f3",), id="home"),
        pytest.param(("ctrl+c",), id="ctrl-c"),
    ],
)
async def test_there_is_no_english_on_the_screen(open_app, keys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with open_app() as desk:
        await desk.press(*keys)
        assert ENGLISH.findall(desk.screen_text()) == []


@pytest.mark.parametrize("opening", ["i", "c"])
async def test_letters_typed_at_once_after_a_line_is_opened_decide_nothing(open_app, opening):
    async with open_app() as desk:
        app = desk.app
        for key in (opening, "a", "x", "u"):
            app.post_message(events.Key(key, key))
        await desk.pilot.pause()
        await desk.pilot.pause()
        assert desk.review.session.state.undoable == ()
        assert desk.review.focused.value.endswith("axu")
