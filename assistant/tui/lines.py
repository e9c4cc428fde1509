"""The interface line by line, for a screen reader or a terminal that draws nothing.

The same session, the same conversation, the same journal; one fact, its quote and
one question at a time, and nothing is ever redrawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from assistant.dialogue import replies
from assistant.dialogue.answers import editable, hint, read_correction
from assistant.dialogue.conversation import Conversation
from assistant.documents.source import read
from assistant.session import ReviewedFact, Session, SessionError
from assistant.session.verdicts import Assessor
from assistant.storage import Journal
from assistant.tui import clock
from assistant.tui.display import pasted, visible
from assistant.tui.reading import make_extractor
from criteria.errors import EligoError
from criteria.protocol import load
from criteria.vocabulary import item_label, item_of

END_OF_TEXT = "."
"""The line that ends a pasted letter."""

CHOICES = "a accepter, x rejeter, c corriger, s passer, u annuler, p pourquoi, q quitter"


class Left(Exception):
    """The user leaves; everything is saved."""


class LineReview:
    """One patient's file, talked through line by line."""

    def __init__(
        self,
        session: Session,
        assessor: Assessor,
        extractor: Any,
        ask: Callable[[str], str],
        tell: Callable[[str], None],
    ) -> None:
        self.session = session
        self.assessor = assessor
        self._extractor = extractor
        self._ask = ask
        self._tell = tell
        self.conversation = Conversation(
            session, assessor, lambda text: extractor.extract(text).facts
        )

    def add(self, name: str, text: str) -> None:
        """Add a document and propose its facts."""
        document = self.session.add_document(name, text)
        self.read(document)

    def read(self, document: int) -> None:
        """Read a document of the file."""
        found = self._extractor.extract(self.session.state.documents[document].text)
        self.session.propose(
            document,
            found.facts,
            kind=found.kind,
            date=found.date,
            identity=found.identity,
        )
        name = visible(self.session.state.documents[document].name)
        self._tell(f"« {name} » : {len(found.facts)} faits proposés.")

    def run(self) -> None:
        """Decide the facts, then answer the questions, until the user leaves."""
        for document in list(self.session.state.documents.values()):
            if not document.read:
                self.read(document.id)
        self._conflicts()
        self._facts()
        self._questions()

    def _conflicts(self) -> None:
        verdicts = self.assessor.verdicts(self.session.state)
        if not verdicts.conflicts:
            return
        self._tell("Ces documents ne nomment pas la même personne :")
        for conflict in verdicts.conflicts:
            self._tell(f"  {visible(replies.conflict_line(self.session.state, conflict))}")
        if self._choose("Est-ce une seule et même personne ? (oui / non)") in ("oui", "o"):
            self.session.declare_same_patient()

    def _facts(self) -> None:
        while True:
            reviewed = self._next()
            if reviewed is None:
                return
            self._show(reviewed)
            try:
                if not self._decide(reviewed, self._choose(f"{CHOICES} ?")):
                    return
            except EligoError as error:
                self._tell(str(error))

    def _next(self) -> ReviewedFact | None:
        state = self.session.state
        relevance = self.assessor.relevance(state)
        waiting = sorted(state.undecided, key=lambda one: (one.skipped, not relevance.get(one.id)))
        return waiting[0] if waiting else None

    def _show(self, reviewed: ReviewedFact) -> None:
        state = self.session.state
        decided = self.assessor.relevance(state).get(reviewed.id, ())
        self._tell(f"Fait {state.reviewed_count + 1} sur {state.proposed_count}.")
        for piece in reviewed.fact.evidence:
            self._tell(f"La lettre dit : « {visible(piece.text)} »")
        effect = f" (décide {', '.join(decided)})" if decided else ""
        self._tell(f"{visible(replies.fact_sentence(reviewed.fact))}{effect}")

    def _decide(self, reviewed: ReviewedFact, choice: str) -> bool:
        """Do what was chosen; False when the facts are left for the questions."""
        match choice:
            case "a":
                self.session.confirm(reviewed.id)
            case "x":
                self.session.reject(reviewed.id)
            case "s" | "":
                self.session.skip(reviewed.id)
                if all(one.skipped for one in self.session.state.undecided):
                    return self._choose("Revoir les faits passés ? (oui / non)") in ("oui", "o")
            case "c":
                self._correct(reviewed)
            case "u":
                undone = replies.described(self.session.undo(), self.session)
                self._tell(f"Annulé : {undone}.")
            case "p":
                self._tell(replies.why_verdict(self.assessor.verdicts(self.session.state)))
            case _:
                self._tell(f"« {visible(choice)} » n'est pas un choix.")
        return True

    def _correct(self, reviewed: ReviewedFact) -> None:
        fact = reviewed.fact
        self._tell(f"{item_label(item_of(fact))} : {editable(fact)} ({hint(fact.key)})")
        statement = read_correction(fact, self._ask("Nouvelle valeur : "))
        self.session.correct(reviewed.id, statement.value, statement.unit, statement.attrs)

    def _questions(self) -> None:
        self._tell(replies.verdict_sentence(self.assessor.verdicts(self.session.state)))
        reply = self.conversation.next_question()
        self._tell(reply.text if reply else "Plus de question.")
        while True:
            self._assumptions()
            line = self._choose("vous")
            try:
                self._tell(self.conversation.hear(line).text)
            except EligoError as error:
                self._tell(str(error))

    def _assumptions(self) -> None:
        verdicts = self.assessor.verdicts(self.session.state)
        if verdicts.questions or self.session.state.undecided:
            return
        for assumption in verdicts.pending:
            answer = self._choose(f"Hypothèse à confirmer : {assumption.text} (oui / non)")
            if answer not in ("oui", "o"):
                return
            self.session.confirm_assumption(assumption.id, assumption.text)
        if verdicts.pending:
            self._tell(replies.verdict_sentence(self.assessor.verdicts(self.session.state)))

    def _choose(self, question: str) -> str:
        line = self._ask(f"{question} > ").strip()
        if line.casefold() in ("q", "quitter"):
            raise Left
        return line


def run_lines(
    journal: Journal,
    *,
    protocol: str,
    paths: Sequence[Path] = (),
    extractor: Callable[[], Any] = make_extractor,
    ask: Callable[[str], str] = input,
    tell: Callable[[str], None] = print,
    today: Callable[[], date] = clock.today,
) -> None:
    """Talk a file through line by line, a new one or one in progress."""
    loaded = load(protocol)
    tell("Eligo, ligne par ligne. q quitte à tout moment ; tout est enregistré au fur et à mesure.")
    try:
        documents = [(path.name, read(path).text) for path in paths]
        number = None if documents else _chosen_file(journal, ask, tell)
        if number is None and not documents:
            documents = [("texte collé", _pasted_letter(ask, tell))]
        if number is None:
            number = journal.open_patient(loaded.name).number
        session = Session(
            journal.events(number), lambda rank, event: journal.append(number, rank, event)
        )
        review = LineReview(
            session,
            Assessor(loaded, today()),
            extractor(),
            ask,
            tell,
        )
        for name, text in documents:
            review.add(name, text)
        review.run()
    except (Left, EOFError, KeyboardInterrupt):
        tell("Tout est enregistré. À bientôt.")
    except SessionError as error:
        tell(str(error))


def _chosen_file(
    journal: Journal, ask: Callable[[str], str], tell: Callable[[str], None]
) -> int | None:
    numbers = [one.number for one in journal.patients()[:9]]
    if not numbers:
        return None
    tell(f"Dossiers en cours : {', '.join(str(number) for number in numbers)}.")
    answer = ask("Numéro du dossier à reprendre, ou Entrée pour une nouvelle lettre > ").strip()
    if answer.casefold() in ("q", "quitter"):
        raise Left
    if not answer:
        return None
    if answer.isdigit() and int(answer) in numbers:
        return int(answer)
    tell(f"« {visible(answer)} » n'est pas un dossier en cours : nouvelle lettre.")
    return None


def _pasted_letter(ask: Callable[[str], str], tell: Callable[[str], None]) -> str:
    tell(f"Collez la lettre, puis une ligne contenant seulement « {END_OF_TEXT} ».")
    lines: list[str] = []
    while (line := ask("")) != END_OF_TEXT:
        lines.append(line)
    return pasted("\n".join(lines) + "\n")
