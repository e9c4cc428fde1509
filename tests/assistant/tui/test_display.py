"""The shown text of a document, and the way back to its source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from assistant.tui.display import DisplayText, pasted, visible


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        pytest.param("OMS 1\r\nRO 90 %", "OMS 1\nRO 90 %", id="windows-line"),
        pytest.param("OMS 1\rRO 90 %", "OMS 1\nRO 90 %", id="old-mac-line"),
        pytest.param("page 1\x0cpage 2", "page 1\npage 2", id="form-feed"),
        pytest.param("a\u2028b\x85c", "a\nb\nc", id="unicode-line-ends"),
        pytest.param("\x1b[31mHER2\x1b[0m", "␛[31mHER2␛[0m", id="escape-sequence"),
        pytest.param("\x07\x00", "␇␀", id="bell-and-nul"),
        pytest.param("\ufeffMme X", "Mme X", id="byte-order-mark"),
        pytest.param("ASAT\t31", "ASAT    31", id="tab-to-the-next-stop"),
        pytest.param("né\u200be sur\u00adface", "née surface", id="unseen-characters"),
        pytest.param("pas \u202ede métastase", "pas \ufffdde métastase", id="text-direction"),
        pytest.param("[bold]RO[/bold] {x} $y", "[bold]RO[/bold] {x} $y", id="brackets-are-text"),
        pytest.param("12\u00a0mm, œdème, e\u0301", "12\u00a0mm, œdème, e\u0301", id="french-kept"),
    ],
)
def test_what_a_terminal_is_given(source, shown):
    assert DisplayText(source).text == shown


@pytest.mark.parametrize(
    ("source", "quote"),
    [
        pytest.param("\ufeffLettre\r\n\r\nOMS 1\r\n", "OMS 1", id="mark-and-windows-lines"),
        pytest.param("Foie :\t3 lésions", "3 lésions", id="after-a-tab"),
        pytest.param("\x1b[2JHER2 2+ ", "HER2 2+", id="after-an-escape"),
        pytest.param("RO\u200b 90 %", "90 %", id="after-an-unseen-character"),
    ],
)
def test_a_quote_is_found_where_it_is_shown(source, quote):
    shown = DisplayText(source)
    start = source.index(quote)
    slice_ = shown.text[shown.to_shown(start) : shown.to_shown(start + len(quote))]
    assert slice_ == quote


NASTY = st.text(
    st.one_of(
        st.sampled_from(list("\r\n\t\x0b\x0c\x1b\x85\u2028\u200b\ufeff\u202e\u00ad")),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)


@given(NASTY)
def test_the_shown_text_holds_no_control_and_breaks_lines_at_line_feeds_only(source):
    shown = DisplayText(source).text
    assert shown.splitlines() == shown.removesuffix("\n").split("\n") or not shown
    assert not any(ord(char) < 32 and char != "\n" for char in shown)


@given(NASTY, st.data())
def test_the_way_there_and_back_ends_where_it_began_on_plain_characters(source, data):
    shown = DisplayText(source)
    offset = data.draw(st.integers(0, len(source)))
    place = shown.to_shown(offset)
    assert 0 <= place <= len(shown.text)
    if offset < len(source) and shown.text[place : place + 1] == source[offset]:
        assert source[shown.to_source(place)] == source[offset]


@given(NASTY)
def test_places_never_go_backwards(source):
    shown = DisplayText(source)
    places = [shown.to_shown(offset) for offset in range(len(source) + 1)]
    assert places == sorted(places)


@given(NASTY)
def test_a_sentence_for_the_screen_is_one_line(source):
    assert "\n" not in visible(source)


def test_a_pasted_text_has_line_feeds():
    assert pasted("a\rb\r\nc\nd") == "a\nb\nc\nd"


def test_substitutes_are_one_cell_wide():
    assert cell_len(DisplayText("\x1b\x07\x7f\u202e").text) == 4
