"""Deciding facts by key: what is decided, what is shown next, what is on the disk."""

from __future__ import annotations

import pytest

from assistant.session import Session
from assistant.storage import EligoStorageError, Journal


async def test_two_quick_accepts_decide_two_different_facts(open_app):
    async with open_app() as desk:
        first, second = desk.review.order[:2]
        await desk.pilot.press("a", "a")
        state = desk.review.session.state
        assert [state.facts[one].fact.status.value for one in (first, second)] == ["confirmed"] * 2
        assert state.reviewed_count == 2


async def test_the_next_fact_to_decide_comes_by_itself(open_app):
    async with open_app() as desk:
        second = desk.review.order[1]
        await desk.press("x")
        assert desk.review.current == second


async def test_facts_that_can_decide_come_before_the_others(open_app):
    async with open_app() as desk:
        relevance = desk.review.relevance
        deciding = [bool(relevance[one]) for one in desk.review.order]
        assert deciding == sorted(deciding, reverse=True)
        assert not deciding[-1]


async def test_rows_keep_their_place_while_facts_are_decided(open_app):
    async with open_app() as desk:
        before = [row.id for row in desk.review.facts_pane.list.rows][:12]
        await desk.press("a", "x", "s")
        assert [row.id for row in desk.review.facts_pane.list.rows][:12] == before


async def test_rejecting_makes_the_value_unknown_again(open_app):
    async with open_app() as desk:
        await desk.show("ecog")
        await desk.press("a")
        assert desk.review.verdicts.confirmed.criteria["I3"].status == "pass"
        await desk.show("ecog")
        await desk.press("x")
        assert desk.review.verdicts.confirmed.criteria["I3"].status == "unknown"


async def test_a_skipped_fact_comes_back_after_the_others(open_app):
    async with open_app() as desk:
        skipped = desk.review.current
        await desk.press("s")
        while len(desk.review.session.state.undecided) > 1:
            await desk.press("a")
        assert desk.review.current == skipped


async def test_space_skips_too(open_app):
    async with open_app() as desk:
        skipped = desk.review.current
        await desk.press("space")
        assert desk.review.session.state.facts[skipped].skipped


async def test_undo_goes_back_to_the_fact(open_app):
    async with open_app() as desk:
        first = desk.review.current
        await desk.press("a", "a", "u", "u")
        assert desk.review.current == first
        assert desk.review.session.state.reviewed_count == 0


async def test_backspace_undoes_too(open_app):
    async with open_app() as desk:
        await desk.press("a", "backspace")
        assert desk.review.session.state.reviewed_count == 0


async def test_redo_counts_the_decision_again(open_app):
    async with open_app() as desk:
        await desk.press("x", "u", "U")
        assert desk.review.session.state.reviewed_count == 1


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        pytest.param("u", "Rien à annuler", id="undo"),
        pytest.param("U", "Rien à rétablir", id="redo"),
        pytest.param("d", "n'a qu'un document", id="next-document"),
        pytest.param("equals_sign", "ne se contredisent pas", id="one-patient"),
    ],
)
async def test_a_key_that_does_not_apply_says_why(open_app, key, reason):
    async with open_app() as desk:
        await desk.press(key)
        assert any(reason in notice for notice in desk.notices)


async def test_accepting_a_decided_fact_says_why_not(open_app):
    async with open_app() as desk:
        await desk.show("ecog")
        await desk.press("a")
        await desk.show("ecog")
        await desk.press("a")
        assert any("déjà confirmé" in notice for notice in desk.notices)


async def test_accepting_the_rest_leaves_the_deciding_facts_alone(open_app):
    async with open_app() as desk:
        deciding = {one for one, criteria in desk.review.relevance.items() if criteria}
        await desk.press("A")
        assert {one.id for one in desk.review.session.state.undecided} == deciding


async def test_accepting_the_rest_says_how_many(open_app):
    async with open_app() as desk:
        indifferent = [one for one, criteria in desk.review.relevance.items() if not criteria]
        await desk.press("A")
        assert any(f"{len(indifferent)} faits sans effet" in text for text in desk.said)


async def test_accepting_the_rest_is_undone_at_once(open_app):
    async with open_app() as desk:
        await desk.press("A", "u")
        assert desk.review.session.state.reviewed_count == 0


async def test_correcting_starts_from_the_value(open_app):
    async with open_app() as desk:
        await desk.show("er")
        await desk.press("c")
        assert desk.review.query_one("#valeur").value == "positif, 90 %"


async def test_a_correction_replaces_the_value_and_keeps_the_quote(open_app):
    async with open_app() as desk:
        await desk.show("ecog")
        await desk.press("c", "backspace")
        await desk.write("2")
        fact = desk.review.session.fact(desk.id_of("ecog")).fact
        assert (fact.value, fact.status.value, fact.evidence[0].text) == (2, "corrected", "OMS 1")


async def test_a_correction_keeps_what_the_line_does_not_show(open_app):
    async with open_app() as desk:
        await desk.show("er")
        await desk.press("c", *["backspace"] * 4)
        await desk.write("80 %")
        fact = desk.review.session.fact(desk.id_of("er")).fact
        assert fact.attrs == {"percent": 80, "specimen": "primary"}


async def test_a_bad_value_is_refused_in_place_and_nothing_typed_is_lost(open_app):
    async with open_app() as desk:
        await desk.show("ecog")
        await desk.press("c", "backspace")
        await desk.write("9")
        assert desk.review.query_one("#valeur").value == "9"
        assert desk.text_of("#erreur")
        assert desk.statuses("ecog") == ["proposed"]


async def test_escape_gives_the_correction_up(open_app):
    async with open_app() as desk:
        await desk.show("ecog")
        await desk.press("c", "5", "escape")
        assert desk.statuses("ecog") == ["proposed"]
        assert desk.review.focused is desk.review.facts_pane.list


async def test_decision_keys_are_letters_while_a_line_is_typed(open_app):
    async with open_app() as desk:
        await desk.press("i", "a", "x", "u", "space", "c")
        assert desk.review.talk.line.value == "axu c"
        assert desk.review.session.state.reviewed_count == 0


async def test_a_decision_is_on_the_disk_when_the_screen_says_so(open_app, journal_file):
    async with open_app() as desk:
        await desk.press("a")
        kept = Session(Journal(journal_file).events(1)).state
        assert kept == desk.review.session.state
        assert "relus 1/" in desk.text_of("StatusLine")


async def test_a_decision_that_cannot_be_written_is_not_taken(open_app, monkeypatch):
    async with open_app() as desk:

        def full(*_):
            raise EligoStorageError("Journal : le disque est plein.")

        monkeypatch.setattr(desk.app.journal, "append", full)
        await desk.press("a")
        assert desk.review.session.state.reviewed_count == 0
        assert desk.said[-1] == "Journal : le disque est plein."


async def test_the_status_line_says_how_far_the_review_is(open_app):
    async with open_app() as desk:
        total = desk.review.session.state.proposed_count
        await desk.press("a", "x", "s")
        assert f"relus 2/{total}" in desk.text_of("StatusLine")
        assert "enregistré" in desk.text_of("StatusLine")


async def test_every_status_is_told_by_a_glyph_and_a_word(open_app):
    async with open_app() as desk:
        await desk.press("a", "x", "s")
        rows = {row.id: row for row in desk.review.facts_pane.list.rows}
        shown = [rows[one] for one in desk.review.order[:3]]
        assert [row.look.glyph for row in shown] == ["✓", "✗", "↷"]
        assert [row.note.split(" ")[0] for row in shown] == ["confirmé", "rejeté", "passé"]


async def test_the_end_of_the_review_is_announced(open_app):
    async with open_app() as desk:
        while desk.review.session.state.undecided:
            await desk.press("a")
        assert any("Tous les faits" in notice for notice in desk.notices)
