"""The review screen: what happens when something is pasted, clicked, chosen or said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.widgets import Input, OptionList

from assistant.session import Session
from assistant.session.verdicts import Assessor
from assistant.tui import present
from assistant.tui.actions import REVIEW, bindings_of
from assistant.tui.display import pasted
from assistant.tui.screens.deciding import Deciding
from assistant.tui.widgets.facts import FactsPane
from assistant.tui.widgets.letter import Letter
from assistant.tui.widgets.prompt import Prompt
from assistant.tui.widgets.rows import RowList
from criteria.errors import EligoError


class ReviewScreen(Deciding):
    """One patient's file, open."""

    CSS_PATH = "review.tcss"
    ACTIONS_OF = REVIEW
    BINDINGS: ClassVar = [*bindings_of(REVIEW), ("escape", "back", "Faits")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]

    def __init__(self, session: Session, assessor: Assessor, more: Sequence[Path] = ()) -> None:
        """``more`` are paths of documents to add to the file as soon as it is open."""
        super().__init__(session, assessor)
        self._more = more
        self._offered: str | None = None

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

    def on_paste(self, event: events.Paste) -> None:
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
        if self._settle_assumption(line):
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

    def _settle_assumption(self, line: str) -> bool:
        """Take a yes for the assumption that is shown, when nothing else is asked."""
        idle = self.conversation.asked is None and not self.conversation.waiting
        if not (idle and self.verdicts.pending and present.yes_or_no(line)):
            return False
        self.do_assume()
        return True

    def _settle_offer(self, line: str) -> bool:
        text, self._offered = self._offered, None
        answer = present.yes_or_no(line)
        if answer is None or text is None:
            return False
        if not answer:
            self.tell("Le texte collé est laissé de côté.")
            return True
        try:
            self.add_document(self.eligo.PASTED_NAME, text)
        except EligoError as error:
            self.tell(str(error))
        return True

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
