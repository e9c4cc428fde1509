"""The review: the letter with its evidence, the facts, the criteria, the conversation.

This module lays the screen out and keeps it true to the session. What the keys do
is in `deciding` (facts and the file) and `panes` (moving about).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Input, OptionList, Static

from assistant.dialogue.conversation import Conversation
from assistant.session import ReviewedFact, Session
from assistant.session.verdicts import Assessor, Relevance, Verdicts
from assistant.tui import present
from assistant.tui.actions import REVIEW, bindings_of
from assistant.tui.clock import local_time
from assistant.tui.display import pasted
from assistant.tui.screens.base import ActionScreen
from assistant.tui.screens.deciding import Deciding
from assistant.tui.screens.panes import Panes
from assistant.tui.widgets.conversation import ConversationPane
from assistant.tui.widgets.criteria import CriteriaPane
from assistant.tui.widgets.facts import FactsPane
from assistant.tui.widgets.keybar import KeyBar
from assistant.tui.widgets.letter import Letter
from assistant.tui.widgets.prompt import Prompt
from assistant.tui.widgets.rows import Row, RowList
from assistant.tui.widgets.status import Progress, StatusLine
from criteria.errors import EligoError


class ReviewScreen(Deciding, Panes, ActionScreen):
    """One patient's file, open."""

    CSS_PATH = "review.tcss"
    ACTIONS_OF = REVIEW
    BINDINGS = [*bindings_of(REVIEW), ("escape", "back", "Faits")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def __init__(self, session: Session, assessor: Assessor, more: Sequence[Path] = ()) -> None:
        """``more`` are paths of documents to add to the file as soon as it is open."""
        super().__init__()
        self._more = more
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
        self._offered: str | None = None

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

    def on_mount(self) -> None:
        self.set_focus(self.facts_pane.list)
        self.document = next(iter(self.session.state.documents), None)
        unread = [one.id for one in self.session.state.documents.values() if not one.read]
        self._reading.update(unread)
        self.sync()
        self.show_current()
        for document in unread:
            self.read(document)
        for path in self._more:
            reason = self.refuse_path(path)
            if reason is not None:
                self.tell(reason)
        self.call_after_refresh(self._greet)

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
        self.app.extract(self.session.state.documents[document].text, self, document)

    def document_read(self, document: int, extraction: object | None) -> None:
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
        self.app.weigh(self.assessor, self.session.state, self.weighed)

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
    def busy(self) -> bool:
        """Whether a document is being read: what it does not say yet is not missing."""
        return bool(self._reading or self._new)

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

    def offer(self, text: str) -> None:
        """Offer to add a pasted text to this file as a document."""
        self._offered = pasted(text)
        count = len(self._offered.splitlines())
        self.talk.say(
            "eligo",
            f"Vous avez collé {count} lignes. Les ajouter au dossier comme document de cette "
            "même personne ? (oui / non)",
        )
        self.set_focus(self.talk.line)

    def on_descendant_focus(self) -> None:
        self.set_class(self.pane == "assistant", "-parle")

    def on_letter_pasted(self, event: Letter.Pasted) -> None:
        self.offer(event.text)

    def on_prompt_pasted(self, event: Prompt.Pasted) -> None:
        event.stop()
        self.offer(event.text)

    def on_paste(self, event) -> None:
        event.stop()
        self.offer(event.text)

    def on_prompt_left(self, event: Prompt.Left) -> None:
        self.set_focus(self.facts_pane.list)

    def on_letter_mark_clicked(self, event: Letter.MarkClicked) -> None:
        self.go_to(event.fact)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        event.stop()
        if event.control is self.facts_pane.list:
            if event.row != self.current:
                self.go_to(event.row)
        else:
            self.conversation.look_at(event.row)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_list is self.facts_pane.list:
            if (self.current or "").startswith(present.MISSING):
                self.do_missing()
            else:
                self.letter.center_current()
        else:
            self.do_why()

    def on_facts_pane_corrected(self, event: FactsPane.Corrected) -> None:
        self.corrected(event.fact, event.text)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input is self.talk.line:
            line = event.value
            self.talk.line.value = ""
            self.talk.line.remember(line)
            self.heard(line)

    def heard(self, line: str) -> None:
        """Answer a line of the conversation."""
        if line.strip():
            self.talk.say("vous", line)
        if self._offered is not None and self._settle_offer(line):
            return
        try:
            reply = self.conversation.hear(line)
        except EligoError as error:
            self.tell(str(error))
            return
        self.talk.say("eligo", reply.text)
        if reply.changed:
            self.sync()
            self.show_current()
        self.talk.ask(self.conversation.placeholder)

    def _settle_offer(self, line: str) -> bool:
        text, self._offered = self._offered, None
        answer = present.yes_or_no(line)
        if answer is None or text is None:
            return False
        if not answer:
            self.tell("Le texte collé est laissé de côté.")
            return True
        try:
            self.add_document(self.app.PASTED_NAME, text)
        except EligoError as error:
            self.tell(str(error))
        return True

    def _extract(self, text: str):
        return self.app.extract_now(text)

    def _first_to_decide(self) -> str | None:
        state = self.session.state
        waiting = [one.id for one in state.undecided]
        fresh = [one for one in self.order if one in waiting and not state.facts[one].skipped]
        return next(iter(fresh or waiting), None)

    def _greet(self) -> None:
        state = self.session.state
        if state.undoable or (state.documents and not self._reading):
            left = len(state.undecided)
            self.tell(
                f"Dossier repris : {left} fait{'s' if left > 1 else ''} à décider."
                if left
                else "Dossier repris : tous les faits proposés sont décidés."
            )
            self.ask_when_decided()
        elif not state.documents:
            self.tell("Ce dossier est vide : collez un document, ou F2 pour en ouvrir un.")

    def refuse_path(self, path: Path) -> str | None:
        """Why a path cannot be added, None when it was."""
        try:
            source = self.app.read_document(path)
            self.add_document(path.name, source.text)
        except EligoError as error:
            return str(error)
        return None
