"""Several documents of one patient: adding, showing, removing, telling persons apart."""

from __future__ import annotations

import pytest

from assistant.dossier import Identity
from criteria.facts import Evidence

from .conftest import LETTER, KnownWords, Reading

BIOLOGY = "Laboratoire de Valmorin\nbilirubine à 14, le staff note OMS 2.\n"


class Named(KnownWords):
    """Reads the name on the line « Patiente : NOM Prénom »."""

    def extract(self, text: str) -> Reading:
        reading = super().extract(text)
        start = text.find("Patiente : ")
        if start < 0:
            return reading
        start += len("Patiente : ")
        name = text[start:].split("\n")[0]
        piece = Evidence(start=start, end=start + len(name), text=name)
        identity = Identity(name=name, name_evidence=piece)
        return Reading(reading.facts, date=reading.date, identity=identity)


async def add(desk, text: str) -> None:
    await desk.press("1")
    await desk.paste(text)
    await desk.write("oui")
    await desk.settle()
    await desk.press("escape")


async def test_a_second_document_adds_its_facts_and_keeps_the_decisions(open_app):
    async with open_app() as desk:
        await desk.press("a")
        await add(desk, BIOLOGY)
        state = desk.review.session.state
        assert (len(state.documents), state.reviewed_count, state.proposed_count) == (2, 1, 15)


async def test_a_fact_shows_its_own_document(open_app):
    async with open_app() as desk:
        await add(desk, BIOLOGY)
        await desk.show("bilirubin")
        assert desk.review.letter.text == BIOLOGY
        await desk.show("menopause")
        assert desk.review.letter.text == LETTER


async def test_d_goes_from_document_to_document(open_app):
    async with open_app() as desk:
        await add(desk, BIOLOGY)
        shown = desk.review.letter.text
        await desk.press("d")
        other = desk.review.letter.text
        await desk.press("d")
        assert {shown, other} == {LETTER, BIOLOGY} and desk.review.letter.text == shown


async def test_the_title_says_which_document_and_when(open_app):
    async with open_app() as desk:
        await add(desk, BIOLOGY)
        await desk.show("bilirubin")
        assert (
            desk.review.letter.border_title
            == "1 Lettre 2/2 — texte collé (consultation, 03/03/2025)"
        )


async def test_a_removed_document_takes_its_facts_and_u_brings_them_back(open_app):
    async with open_app() as desk:
        await add(desk, BIOLOGY)
        await desk.show("bilirubin")
        await desk.press("R")
        assert desk.review.session.state.proposed_count == 13
        await desk.press("u")
        await desk.settle()
        assert desk.review.session.state.proposed_count == 15
        assert {row.id for row in desk.review.facts_pane.list.rows} >= {"2.1", "2.2"}


async def test_the_same_text_is_not_added_twice(open_app):
    async with open_app() as desk:
        await add(desk, LETTER)
        assert list(desk.review.session.state.documents) == [1]
        assert any("déjà dans le dossier" in text for text in desk.said)


async def test_an_empty_file_is_refused_in_the_open_screen(open_app, tmp_path):
    path = tmp_path / "vide.txt"
    path.write_text(" ")
    async with open_app() as desk:
        await desk.press("f2")
        desk.app.screen.query_one("Input").value = str(path)
        await desk.press("enter")
        assert "vide" in desk.text_of(".erreur")


async def test_two_values_of_one_day_leave_the_criterion_undetermined_with_both_quotes(open_app):
    async with open_app() as desk:
        await add(desk, "Au staff du même jour.\nL'infirmière note OMS 2, fauteuil.\n")
        result = desk.review.verdicts.provisional.criteria["I3"]
        assert result.status == "pass"
        await desk.press("i")
        await desk.write("pourquoi I3 ?")
        assert "OMS 1" in desk.said[-1] and "OMS 2" in desk.said[-1]


FIRST = "Patiente : ARDENT Jeanne\nOMS 1, poids 64 kg.\n"
SECOND = "Patiente : BRUNEL Odile\nOMS 2.\n"


async def test_documents_that_name_two_persons_decide_nothing_and_show_both_quotes(open_app):
    async with open_app(letter=FIRST, extractor=Named()) as desk:
        await add(desk, SECOND)
        warning = desk.text_of("#alerte")
        assert "ARDENT Jeanne" in warning and "BRUNEL Odile" in warning
        statuses = {one.status for one in desk.review.verdicts.provisional.criteria.values()}
        assert statuses == {"unknown"}


async def test_one_key_declares_that_they_are_one_person(open_app):
    async with open_app(letter=FIRST, extractor=Named()) as desk:
        await add(desk, SECOND)
        await desk.press("equals_sign")
        assert not desk.review.query_one("#alerte").display
        await desk.press("u")
        assert desk.review.query_one("#alerte").display


async def test_removing_the_other_document_settles_it_too(open_app):
    async with open_app(letter=FIRST, extractor=Named()) as desk:
        await add(desk, SECOND)
        desk.review.document = 2
        desk.review.show_document()
        await desk.press("R")
        assert not desk.review.query_one("#alerte").display


@pytest.mark.parametrize("size", [(80, 24), (120, 35)], ids=["80x24", "120x35"])
async def test_the_warning_leaves_the_facts_in_sight(open_app, size):
    async with open_app(letter=FIRST, extractor=Named(), size=size) as desk:
        await add(desk, SECOND)
        assert desk.review.query_one("#faits").size.height >= 1
        assert "= une seule personne" in desk.screen_text()


async def test_a_doubt_on_the_identity_makes_no_fact_indifferent(open_app):
    async with open_app(letter=FIRST, extractor=Named()) as desk:
        before = dict(desk.review.relevance)
        await add(desk, SECOND)
        assert desk.review.relevance["1.1"] == before["1.1"] != ()
        await desk.press("A")
        assert desk.review.session.state.reviewed_count == 0
        assert any("une seule personne" in notice for notice in desk.notices)
