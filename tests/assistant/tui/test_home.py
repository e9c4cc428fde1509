"""The first screen: pasting, opening, resuming, and what is refused with a sentence."""

from __future__ import annotations

import pytest

from assistant.storage import EligoStorageError
from assistant.tui.screens.home import HomeScreen
from assistant.tui.screens.open_file import OpenFileScreen
from assistant.tui.screens.review import ReviewScreen

from .conftest import LETTER, KnownWords


async def test_a_pasted_letter_is_read_at_once(open_app):
    async with open_app(letter=None) as desk:
        await desk.paste(LETTER)
        assert isinstance(desk.app.screen, ReviewScreen)
        assert desk.review.session.state.proposed_count == 13


async def test_a_letter_pasted_with_carriage_returns_keeps_its_lines(open_app):
    async with open_app(letter=None) as desk:
        await desk.paste(LETTER.replace("\n", "\r"))
        assert desk.review.session.state.documents[1].text == LETTER


async def test_typed_text_waits_for_f5(open_app):
    async with open_app(letter=None) as desk:
        await desk.press(*"OMS", "space", "1")
        assert isinstance(desk.app.screen, HomeScreen)
        await desk.press("f5")
        await desk.settle()
        assert desk.statuses("ecog") == ["proposed"]


async def test_f5_on_nothing_says_what_to_do(open_app):
    async with open_app(letter=None) as desk:
        await desk.press("f5")
        assert any("Collez ou écrivez" in notice for notice in desk.notices)


async def test_a_pasted_path_opens_the_file(open_app, tmp_path):
    path = tmp_path / "lettre de février.txt"
    path.write_text(LETTER, encoding="utf-8")
    async with open_app(letter=None) as desk:
        await desk.paste(f"{path}\n")
        assert desk.review.session.state.documents[1].name == path.name


async def test_a_file_is_opened_by_its_path(open_app, tmp_path):
    path = tmp_path / "lettre.txt"
    path.write_text(LETTER, encoding="utf-8")
    async with open_app(letter=None) as desk:
        await desk.press("f2")
        desk.app.screen.query_one("Input").value = str(path)
        await desk.press("enter")
        await desk.settle()
        assert desk.review.session.state.documents[1].text == LETTER


def _binary(folder):
    path = folder / "photo.txt"
    path.write_bytes(bytes(range(256)) * 40)
    return path


def _empty(folder):
    path = folder / "vide.txt"
    path.write_text("\n \n")
    return path


def _huge(folder):
    path = folder / "export.txt"
    path.write_text("OMS 1. " * 750_000)
    return path


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(lambda folder: folder / "absente.txt", "n'existe pas", id="missing"),
        pytest.param(_binary, "binaire", id="binary"),
        pytest.param(_empty, "vide", id="empty"),
        pytest.param(_huge, "1 000 000 caractères", id="five-megabytes"),
    ],
)
async def test_a_file_that_is_no_letter_is_refused_in_place(open_app, tmp_path, make, reason):
    path = make(tmp_path)
    async with open_app(letter=None) as desk:
        await desk.press("f2")
        desk.app.screen.query_one("Input").value = str(path)
        await desk.press("enter")
        assert isinstance(desk.app.screen, OpenFileScreen)
        assert reason in desk.text_of(".erreur")
        assert desk.app.journal.patients() == []


async def test_the_open_screen_completes_names(open_app, tmp_path):
    (tmp_path / "courrier").mkdir()
    (tmp_path / "courrier" / "lettre.txt").write_text("OMS 1")
    async with open_app(letter=None) as desk:
        await desk.press("f2")
        line = desk.app.screen.query_one("Input")
        line.value = f"{tmp_path}/cou"
        await desk.pilot.pause()
        await desk.press("tab", *"let", "tab")
        assert line.value == f"{tmp_path}/courrier/lettre.txt"


async def test_a_text_too_long_is_refused_and_the_frame_stays(open_app):
    async with open_app(letter=None) as desk:
        await desk.paste("OMS 1.\n" * 200_000)
        assert isinstance(desk.app.screen, HomeScreen)
        assert "1\N{NO-BREAK SPACE}400\N{NO-BREAK SPACE}000 caractères" in desk.text_of("#avis")


async def test_a_blank_paste_opens_nothing(open_app):
    async with open_app(letter=None) as desk:
        await desk.paste("   ")
        assert isinstance(desk.app.screen, HomeScreen)
        assert desk.app.journal.patients() == []


async def test_a_letter_in_english_gives_a_calm_empty_review(open_app):
    english = "Dear colleague,\nI saw Mrs Smith today. Performance status is good.\nBest wishes"
    async with open_app(letter=english) as desk:
        assert desk.review.session.state.facts == {}
        assert "aucun fait reconnu" in desk.said[0]
        await desk.press("a")
        assert any("Aucun fait" in notice or "manquant" in notice for notice in desk.notices)


async def test_a_reading_that_fails_is_told_and_the_letter_stays(open_app):
    async with open_app(extractor=KnownWords(fail=True)) as desk:
        assert "lecture de ce document a échoué" in desk.said[0]
        assert desk.review.letter.text == LETTER


async def test_the_sample_letter_is_one_key_away(open_app):
    async with open_app(letter=None) as desk:
        await desk.press("f4")
        await desk.settle()
        assert desk.review.session.state.documents[1].name == "lettre d'exemple"


async def test_a_file_in_progress_is_listed_and_resumed_where_it_was(open_app):
    async with open_app() as desk:
        await desk.press("a", "a", "x")
        current = desk.review.current
    async with open_app(letter=None) as desk:
        row = desk.app.screen.query_one("#dossiers").rows[0]
        assert row.value.startswith("relus 3/13")
        await desk.press("f6", "enter")
        await desk.settle()
        assert desk.review.current == current
        assert "Dossier repris" in desk.said[0]


async def test_two_letters_pasted_from_home_are_two_patients(open_app):
    async with open_app() as desk:
        await desk.press("f3")
        await desk.paste("OMS 2.\nAutre personne.")
        assert desk.review.session.state.number == 2
        assert len(desk.app.journal.patients()) == 2


async def test_a_letter_cut_off_before_it_was_read_is_read_on_resuming(open_app, journal_file):
    async with open_app(letter=None) as desk:
        session = desk.app.session_of(desk.app.journal.open_patient("stereo-sein").number)
        session.add_document("lettre", LETTER)
        desk.app.resume(1)
        await desk.settle()
        assert desk.review.session.state.proposed_count == 13


async def test_a_journal_that_cannot_be_written_keeps_the_home_screen(open_app, monkeypatch):
    async with open_app(letter=None) as desk:

        def full(*_):
            raise EligoStorageError("Journal : le disque est plein.")

        monkeypatch.setattr(desk.app.journal, "open_patient", full)
        await desk.paste(LETTER)
        assert isinstance(desk.app.screen, HomeScreen)
        assert desk.text_of("#avis") == "Journal : le disque est plein."


async def test_documents_given_on_the_command_line_are_of_one_patient(open_app, tmp_path):
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path, text in zip(paths, [LETTER, "Au staff : OMS 2."], strict=True):
        path.write_text(text, encoding="utf-8")
    async with open_app(letter=None, paths=paths) as desk:
        names = [one.name for one in desk.review.session.state.documents.values()]
        assert names == ["a.txt", "b.txt"]
