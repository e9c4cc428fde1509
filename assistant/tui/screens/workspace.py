"""The file on screen: its panes laid out and kept true to the session.

`Workspace` knows how to show; what the keys do is built on it, floor by floor:
`panes` (moving about), `deciding` (facts and the file), `review` (the screen).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static

from assistant.dialogue.conversation import Conversation
from assistant.session import ReviewedFact, Session
from assistant.session.verdicts import Assessor, Relevance, Verdicts
from assistant.tui import present
from assistant.tui.actions import REVIEW
from assistant.tui.clock import local_time
from assistant.tui.screens.base import ActionScreen
from assistant.tui.widgets.conversation import ConversationPane
from assistant.tui.widgets.criteria import CriteriaPane
from assistant.tui.widgets.facts import FactsPane
from assistant.tui.widgets.keybar import KeyBar
from assistant.tui.widgets.letter import Letter
from assistant.tui.widgets.rows import Row
from assistant.tui.widgets.status import Progress, StatusLine
from criteria.errors import EligoError
from criteria.facts import Fact


class Workspace(ActionScreen):
    """The panes of one patient's file."""

    def __init__(self, session: Session, assessor: Assessor) -> None:
        super().__init__()
        self.session = session
        self.assessor = assessor
        self.conversation = Conversation(session, assessor, self._extract)
        self.current: str | None = None
        """The row that the detail, the marks and the keys are about: a fact or a missing item."""

        self.document: int | None = None
        """The document shown."""

        self.order: list[str] = []
        self.shown_assumption: str | None = None
        self._reading: set[int] = set()
        self._new: list[int] = []
        self._weighing = False

    def compose(self) -> ComposeResult:
        yield StatusLine()
        with Container(id="corps"):
            yield Letter(id="lettre")
            with Vertical(id="colonne"):
                yield FactsPane(id="volet-faits")
                yield CriteriaPane(id="volet-criteres")
        yield Static("", id="bandeau-verdict", markup=False)
        yield ConversationPane(id="assistant")
        yield KeyBar(REVIEW, self.unavailable)

    @property
    def letter(self) -> Letter:
        """The pane of the documents."""
        return self.query_one(Letter)

    @property
    def facts_pane(self) -> FactsPane:
        """The pane of the facts."""
        return self.query_one(FactsPane)

    @property
    def talk(self) -> ConversationPane:
        """The pane of the conversation."""
        return self.query_one(ConversationPane)

    @property
    def verdicts(self) -> Verdicts:
        """The assessments of the session as it is now."""
        return self.assessor.verdicts(self.session.state)

    @property
    def relevance(self) -> Relevance:
        """The criteria that each fact can change, as last computed; a thread brings it up to date."""
        return self.assessor.last_relevance(self.session.state)[0]

    @property
    def current_fact(self) -> ReviewedFact | None:
        """The fact shown, None when the row is a missing item or there is none."""
        return self.session.state.facts.get(self.current or "")

    @property
    def busy(self) -> bool:
        """Whether a document is being read: what it does not say yet is not missing."""
        return bool(self._reading or self._new)

    def reorder(self) -> None:
        """Put what can decide first. Done when documents come or go, never while deciding."""
        state = self.session.state
        self.order = present.ordered(state, self.relevance, self.verdicts)

    def sync(self) -> None:
        """Make every pane say what the session says now."""
        state, verdicts = self.session.state, self.verdicts
        rows = present.fact_rows(state, self.order, self.relevance, verdicts)
        if self.busy:
            rows = [row for row in rows if isinstance(row, Row) and row.id in state.facts]
        known = [row.id for row in rows if isinstance(row, Row)]
        if self.current not in known:
            self.current = self._first_to_decide() or next(iter(known), None)
        self.facts_pane.list.show(rows, self.current)
        criteria = self.query_one(CriteriaPane)
        criteria.list.show(present.criterion_rows(verdicts), criteria.list.chosen)
        criteria.head(present.verdict_line(verdicts))
        self.query_one("#bandeau-verdict", Static).update(present.verdict_summary(verdicts))
        self.query_one(StatusLine).show(
            Progress(
                patient=state.number,
                protocol=state.protocol,
                reviewed=state.reviewed_count,
                proposed=state.proposed_count,
                missing=0 if self.busy else len(verdicts.questions),
                saved=local_time(self.session.saved_at) if self.session.saved_at else "",
                reading=self.busy,
            )
        )
        if not self.assessor.last_relevance(state)[1]:
            self.weigh()
        self.facts_pane.warn(present.conflict_warning(state, verdicts))
        self.talk.ask(self.conversation.placeholder)
        self.query_one(KeyBar).rebuild()

    def show_current(self) -> None:
        """Show the current row in full, and its evidence in its document."""
        reviewed, state = self.current_fact, self.session.state
        if reviewed is not None:
            self.facts_pane.detail(present.fact_detail(state, reviewed, self.relevance))
            if reviewed.document is not None:
                self.document = reviewed.document
        else:
            self.facts_pane.detail(
                present.missing_detail(self.current, self.verdicts, busy=self.busy)
            )
        self.show_document()
        self.facts_pane.list.choose(self.current)

    def show_document(self) -> None:
        """Show the current document with its marks."""
        if self.document not in self.session.state.documents:
            self.document = next(iter(self.session.state.documents), None)
        if self.document is None:
            self.letter.show("")
            self.letter.border_title = "1 Lettre — aucune"
            return
        state = self.session.state
        self.letter.show(state.documents[self.document].text)
        self.letter.border_title = present.letter_title(state, self.document)
        self.letter.set_marks(present.marks(state, self.document), self.current)
        self.call_after_refresh(self.letter.center_current)

    def add_document(self, name: str, text: str) -> None:
        """Add a document to this file and read it."""
        number = self.session.add_document(name, text)
        self.document = number
        self.sync()
        self.show_document()
        self.read(number)

    def read(self, document: int) -> None:
        """Have the document read in a thread; `document_read` takes it from there."""
        self._reading.add(document)
        self.sync()
        self.eligo.extract(self.session.state.documents[document].text, self, document)

    def document_read(self, document: int, extraction: Any) -> None:
        """Record what was read, None when reading failed."""
        self._reading.discard(document)
        if document not in self.session.state.documents:
            return
        try:
            if extraction is None:
                self.talk.say(
                    "eligo",
                    "La lecture de ce document a échoué : aucun fait proposé. Vous pouvez saisir les faits (m).",
                )
                self.session.propose(document, [])
            else:
                self.session.propose(
                    document,
                    extraction.facts,
                    kind=extraction.kind,
                    date=extraction.date,
                    identity=extraction.identity,
                )
        except EligoError as error:
            self.tell(str(error))
        self._new.append(document)
        self.sync()

    def weigh(self) -> None:
        """Have the relevance of the facts computed in a thread; `weighed` follows."""
        if self._weighing:
            return
        self._weighing = True
        self.eligo.weigh(self.assessor, self.session.state, self.weighed)

    def weighed(self) -> None:
        """Show the relevance just computed; put facts that are new in their order."""
        self._weighing = False
        if not self.assessor.last_relevance(self.session.state)[1]:
            self.weigh()
            return
        arrived = set(self.session.state.facts) - set(self.order) - self._entered
        if arrived:
            self.reorder()
            self.current = self._first_to_decide() or self.current
        read, self._new = self._new, []
        self.sync()
        self.show_current()
        for document in read:
            self.tell(present.reading_sentence(self.session.state, document, self.relevance))
        self.ask_when_decided()

    @property
    def _entered(self) -> set[str]:
        return {one.id for one in self.session.state.facts.values() if one.document is None}

    def tell(self, sentence: str) -> None:
        """Say something in the conversation, where it stays."""
        self.talk.say("eligo", sentence)

    def ask_when_decided(self) -> None:
        """Ask the next question once nothing is left to decide."""
        if self.session.state.undecided or self._reading or self.conversation.asked:
            return
        reply = self.conversation.next_question()
        if reply is not None:
            self.talk.say("eligo", reply.text)
        elif self.verdicts.pending:
            self.show_assumption()
        self.talk.ask(self.conversation.placeholder)

    def _first_to_decide(self) -> str | None:
        state = self.session.state
        waiting = [one.id for one in state.undecided]
        fresh = [one for one in self.order if one in waiting and not state.facts[one].skipped]
        return next(iter(fresh or waiting), None)

    def _extract(self, text: str) -> Sequence[Fact]:
        return self.eligo.extract_now(text)

    def refuse_path(self, path: Path) -> str | None:
        """Why a path cannot be added, None when it was."""
        try:
            source = self.eligo.read_document(path)
            self.add_document(path.name, source.text)
        except EligoError as error:
            return str(error)
        return None

    def show_assumption(self) -> None:
        """Show the next assumption to confirm, in the conversation."""
        assumption = self.verdicts.pending[0]
        self.shown_assumption = assumption.text
        self.tell(f"Hypothèse à confirmer : {assumption.text} — « oui » (ou h) la confirme.")
