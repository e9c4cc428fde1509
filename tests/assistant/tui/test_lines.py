"""The line-by-line interface: the same session, told and asked."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.session import Session
from assistant.storage import Journal
from assistant.tui.lines import run_lines

from .conftest import LETTER, KnownWords


class Talk:
    """Answers in order, then the end of the input; keeps what was told and asked."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.told: list[str] = []

    def ask(self, question: str) -> str:
        self.told.append(question)
        if not self.answers:
            raise EOFError
        return self.answers.pop(0)

    def tell(self, line: str) -> None:
        self.told.append(line)

    @property
    def text(self) -> str:
        return "\n".join(self.told)


@pytest.fixture
def talk(journal_file, tmp_path):
    """Run the interface on the letter with these answers; gives the talk and the state."""

    def run(*answers: str, paths=None, letter=LETTER):
        talk = Talk(*answers)
        path = tmp_path / "lettre.txt"
        path.write_text(letter, encoding="utf-8")
        journal = Journal(journal_file)
        run_lines(
            journal,
            protocol="stereo-sein",
            paths=[path] if paths is None else paths,
            extractor=KnownWords,
            ask=talk.ask,
            tell=talk.tell,
            today=lambda: date(2025, 3, 10),
        )
        state = Session(journal.events(1)).state if journal.patients() else None
        journal.close()
        return talk, state

    return run


def test_each_fact_is_told_with_its_quote_first(talk):
    told, _ = talk()
    quote = told.text.index("La lettre dit : «")
    assert quote < told.text.index("a accepter, x rejeter")


def test_decisions_are_taken_by_letter_and_kept(talk):
    _, state = talk("a", "x", "s", "q")
    statuses = sorted(one.fact.status.value for one in state.facts.values())
    assert statuses.count("confirmed") == 1 and statuses.count("rejected") == 1
    assert state.reviewed_count == 2


def test_a_correction_is_typed(talk):
    _, state = talk("c", "2", "q", letter="Ce jour : OMS 1.\n")
    fact = state.facts["1.1"].fact
    assert (fact.value, fact.status.value) == (2, "corrected")


def test_a_correction_that_is_no_value_is_refused_and_the_fact_asked_again(talk):
    told, state = talk("c", "9", "q", letter="Ce jour : OMS 1.\n")
    assert state.reviewed_count == 0
    assert told.text.count("La lettre dit") == 2


def test_undo_is_told(talk):
    told, state = talk("a", "u", "q")
    assert "Annulé : confirmation de" in told.text
    assert state.reviewed_count == 0


def test_questions_follow_the_facts(talk):
    told, state = talk(*["a"] * 13, "inconnu", "q")
    assert "Verdict confirmé" in told.text
    assert len(state.unknown) == 1


def test_the_end_of_the_input_leaves_calmly(talk):
    told, _ = talk("a")
    assert told.told[-1] == "Tout est enregistré. À bientôt."


def test_a_letter_is_pasted_up_to_a_line_with_a_point(talk):
    _, state = talk(*LETTER.splitlines(), ".", "q", paths=[])
    assert state.documents[1].text == LETTER


def test_a_file_in_progress_is_resumed_by_its_number(talk):
    talk("a", "a", "q")
    _, state = talk("1", "a", "q", paths=[])
    assert state.reviewed_count == 3


def test_an_empty_letter_is_refused_with_a_sentence(talk):
    told, _ = talk(".", paths=[])
    assert "vide" in told.text
