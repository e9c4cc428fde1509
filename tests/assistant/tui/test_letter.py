"""The letter pane: the right words are highlighted, and nothing in a letter is obeyed."""

from __future__ import annotations

import pytest

from assistant.tui.widgets.letter import Mark

from .conftest import LETTER


def painted(letter) -> dict[str, list[str]]:
    """The painted slices of the letter, by the colour they are painted in."""
    found: dict[str, list[str]] = {}
    for index in range(letter.document.line_count):
        line = letter.get_line(index)
        for span in line.spans:
            found.setdefault(str(span.style), []).append(line.plain[span.start : span.end])
    return found


async def test_the_current_evidence_is_painted_apart(open_app):
    async with open_app() as desk:
        await desk.show("metastasis")
        colours = painted(desk.review.letter)
        current = [texts for style, texts in colours.items() if "#F0E442".lower() in style.lower()]
        assert current == [["Pas de métastase hépatique"]]


async def test_every_quote_is_painted_over_its_own_words(open_app):
    async with open_app() as desk:
        texts = [text for found in painted(desk.review.letter).values() for text in found]
        quotes = [
            piece.text
            for one in desk.review.session.state.facts.values()
            for piece in one.fact.evidence
        ]
        assert sorted(texts) == sorted(quotes)


async def test_a_quote_over_two_lines_is_painted_on_both(open_app):
    async with open_app(letter="Elle est\r\nménopausée, OMS 1.\n") as desk:
        letter = desk.review.letter
        source = letter.display_text.source
        end = source.index(",")
        letter.set_marks([Mark("1.1", source.index("est"), end)], None)
        assert [text for found in painted(letter).values() for text in found] == [
            "est",
            "ménopausée",
        ]


async def test_the_evidence_of_a_far_fact_is_brought_into_view(open_app):
    filler = "Rien à signaler dans ce paragraphe.\n" * 200
    async with open_app(letter=f"OMS 1.\n{filler}Hémoglobine 12,8 g/dL.\n{filler}") as desk:
        await desk.show("hemoglobin")
        assert "Hémoglobine 12,8 g/dL" in desk.screen_text().split("2 Faits")[1].split("3 Crit")[0]
        letter = desk.review.letter
        middle = letter.scroll_offset.y + letter.size.height // 2
        assert abs(middle - 201) <= 1


async def test_a_click_on_a_highlight_goes_to_its_fact(open_app):
    async with open_app() as desk:
        line = next(index for index, text in enumerate(LETTER.split("\n")) if "HER2 1+" in text)
        letter = desk.review.letter
        letter.scroll_to(y=0, animate=False)
        await desk.pilot.pause()
        column = LETTER.split("\n")[line].index("HER2")
        _, row = letter.wrapped_document.location_to_offset((line, column))
        offset = letter.wrapped_document.location_to_offset((line, column))
        await desk.pilot.click(
            "#lettre", offset=(offset.x + 2 + 1, row - letter.scroll_offset.y + 1)
        )
        assert desk.current == "her2_ihc"


async def test_a_click_beside_the_highlights_changes_nothing(open_app):
    async with open_app() as desk:
        before = desk.review.current
        await desk.pilot.click("#lettre", offset=(4, 1))
        assert desk.review.current == before


@pytest.mark.parametrize(
    "letter",
    [
        pytest.param("[bold]OMS 1[/bold] [/] [@click=app.quit]x[/] {0}\nfin", id="markup"),
        pytest.param("\x1b[2J\x1b[31mOMS 1\x1b[0m\x07\nfin", id="escape-sequences"),
        pytest.param("\ufeffMme X\r\n\x0cOMS 1\u2028fin\x85\n", id="line-ends"),
        pytest.param("Mme X\tOMS 1\t\u202e3 SMO\nfin", id="tabs-and-directions"),
        pytest.param("🎗️ OMS 1 ✅ e\u0301te\u0301\nfin", id="emoji-and-accents"),
    ],
)
async def test_a_hostile_letter_is_shown_and_its_fact_is_painted(open_app, letter):
    async with open_app(letter=letter) as desk:
        pane = desk.review.letter
        assert pane.text == pane.display_text.text
        assert [text for found in painted(pane).values() for text in found] == ["OMS 1"]
        assert "\x1b" not in desk.screen_text()


async def test_the_letter_cannot_be_edited(open_app):
    async with open_app() as desk:
        await desk.press("1", "delete", "z")
        assert desk.review.letter.text == LETTER


async def test_a_paste_over_the_letter_is_offered_as_a_document(open_app):
    async with open_app() as desk:
        await desk.press("1")
        await desk.paste("Second document\nOMS 2")
        assert "Les ajouter au dossier" in desk.said[-1]
        assert desk.review.letter.text == LETTER
