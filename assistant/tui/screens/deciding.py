"""What the keys of the review decide: the facts, and what the file holds."""

from __future__ import annotations

from collections.abc import Callable

from assistant.dialogue import replies
from assistant.dialogue.answers import editable, hint, read_correction
from assistant.session import events
from assistant.tui import present
from assistant.tui.screens.missing import MissingScreen
from assistant.tui.screens.panes import Panes
from criteria.errors import EligoError
from criteria.vocabulary import item_label, item_of

_ON_A_FACT = ("confirm", "reject", "correct", "skip")


class Deciding(Panes):
    """The decisions of the review screen. Every one is bound to the fact shown, by its id."""

    def unavailable(self, action: str) -> str | None:
        """Why an action does not apply to what is shown."""
        state = self.session.state
        if action in _ON_A_FACT:
            return self._no_fact(action)
        match action:
            case "undo" if not state.undoable:
                return "Rien à annuler : aucune décision n'a été prise."
            case "redo" if not state.redoable:
                return "Rien à rétablir : aucune décision n'a été annulée."
            case "accept_rest" if self.verdicts.conflicts:
                return "Est-ce une seule personne (=) ? Sinon, retirez un document (R)."
            case "accept_rest" if not self._indifferent():
                return (
                    "Aucun fait restant n'est sans effet : ceux qui décident se lisent un par un."
                )
            case "next_document" if len(state.documents) < 2:
                return "Le dossier n'a qu'un document : F2 en ajoute un, ou collez-le."
            case "remove_document" if self.document is None:
                return "Aucun document n'est affiché."
            case "one_patient" if not self.verdicts.conflicts:
                return "Les documents ne se contredisent pas sur l'identité."
            case "assume" if not self.verdicts.pending:
                return "Le verdict ne repose sur aucune hypothèse à confirmer."
            case "next_undecided" if not state.undecided:
                return "Tous les faits proposés sont décidés."
        return None

    def _no_fact(self, action: str) -> str | None:
        reviewed = self.current_fact
        if reviewed is not None and self.facts_pane.size.area == 0:
            return "Le fait n'est pas affiché : Échap revient aux faits."
        if reviewed is None:
            if (self.current or "").startswith(present.MISSING):
                return "Cette ligne est un fait manquant : m pour répondre."
            return "Lecture en cours." if self.busy else "Aucun fait n'est affiché."
        if action == "confirm" and reviewed.fact.status.decides:
            return "Ce fait est déjà confirmé ; u annule la dernière décision."
        if action == "reject" and reviewed.fact.status.value == "rejected":
            return "Ce fait est déjà rejeté ; a le reprend."
        if action == "skip" and not reviewed.undecided:
            return "Ce fait est déjà décidé : il n'y a rien à passer."
        return None

    def do_confirm(self) -> None:
        """Confirm the fact shown."""
        self._decide(self.session.confirm)

    def do_reject(self) -> None:
        """Reject the fact shown."""
        self._decide(self.session.reject)

    def do_skip(self) -> None:
        """Leave the fact shown for later."""
        self._decide(self.session.skip)

    def do_correct(self) -> None:
        """Open the line to correct the fact shown."""
        reviewed = self.current_fact
        if reviewed is None:
            return
        fact = reviewed.fact
        self.facts_pane.edit(
            reviewed.id,
            f"Corriger {item_label(item_of(fact))} ({hint(fact.key)})",
            editable(fact),
        )

    def corrected(self, fact_id: str, text: str) -> None:
        """Record a typed correction, or say in place what is wrong with it."""
        try:
            statement = read_correction(self.session.fact(fact_id).fact, text)
            self.session.correct(fact_id, statement.value, statement.unit, statement.attrs)
        except EligoError as error:
            self.facts_pane.refuse(str(error))
            return
        self.facts_pane.close_editor()
        self.advance(fact_id)

    def do_accept_rest(self) -> None:
        """Confirm the facts that decide nothing, and say how many."""
        ids = self._indifferent()
        if not self._try(lambda: self.session.confirm_all(ids)):
            return
        plural = "s" if len(ids) > 1 else ""
        self.tell(
            f"{len(ids)} fait{plural} sans effet sur les critères confirmé{plural} d'un coup "
            "(u annule). Les faits qui décident restent à lire un par un."
        )
        if self.current in ids:
            self.current = self._first_to_decide() or self.current
        self.settle()

    def do_undo(self) -> None:
        """Undo the last decision and show what it was about."""
        self._revisit(self.session.undo, "Annulé")

    def do_redo(self) -> None:
        """Count the decision undone last again."""
        self._revisit(self.session.redo, "Rétabli")

    def do_missing(self) -> None:
        """Ask for the missing item shown, or let one be chosen."""
        row = self.current or ""
        if row.startswith(present.MISSING):
            self.ask_for(row.removeprefix(present.MISSING))
        else:
            questions = [question.item for question in self.verdicts.questions]
            self.app.push_screen(MissingScreen(questions), self.ask_for)

    def ask_for(self, item: str | None) -> None:
        """Ask for an item in the conversation and put the cursor there."""
        if item is None:
            return
        question = next((one for one in self.verdicts.questions if one.item == item), None)
        self.talk.say("eligo", self.conversation.ask(item, question).text)
        self.talk.ask(self.conversation.placeholder)
        self.do_assistant()

    def do_assume(self) -> None:
        """Confirm an assumption that was shown; show it first when it was not."""
        assumption = self.verdicts.pending[0]
        if self.shown_assumption != assumption.text:
            self.show_assumption()
            return
        if self._try(lambda: self.session.confirm_assumption(assumption.id, assumption.text)):
            self.tell(f"Hypothèse confirmée : {assumption.text}")
            self.settle()

    def do_one_patient(self) -> None:
        """Declare that the documents are of one person."""
        if self._try(self.session.declare_same_patient):
            self.tell("Noté : ces documents sont d'une seule et même personne (u annule).")
            self.settle()

    def do_remove_document(self) -> None:
        """Take the document shown out of the file."""
        document = self.document
        if document is None:
            return
        name = self.session.state.documents[document].name
        if self._try(lambda: self.session.remove_document(document)):
            self.tell(f"« {name} » est retiré du dossier, avec ses faits (u annule).")
            self.reorder()
            self.current = self._first_to_decide()
            self.settle()

    def do_open(self) -> None:
        """Add a document read from a file."""
        self.eligo.ask_path(None, refuse=self.refuse_path)

    def do_home(self) -> None:
        """Go back to the first screen; everything is saved."""
        self.app.pop_screen()

    def settle(self) -> None:
        """Show the consequences of a decision."""
        self.sync()
        self.show_current()
        self.ask_when_decided()

    def advance(self, decided: str) -> None:
        """Go to the next fact to decide after one; never back to the top without saying so."""
        state = self.session.state
        waiting = {one.id for one in state.undecided}
        if waiting:
            place = self.order.index(decided) + 1 if decided in self.order else 0
            fresh = [one for one in waiting if not state.facts[one].skipped]
            following = [one for one in self.order[place:] if one in fresh]
            if following:
                self.current = following[0]
            else:
                self.current = self._first_to_decide()
                self.say(
                    "Retour aux faits laissés plus haut."
                    if fresh
                    else "Il ne reste que des faits passés."
                )
        self.settle()
        if not waiting:
            self.say("Tous les faits proposés sont décidés.")

    def _decide(self, act: Callable[[str], None]) -> None:
        fact_id = self.current
        if fact_id is not None and self._try(lambda: act(fact_id)):
            self.advance(fact_id)

    def _revisit(self, act: Callable[[], events.Event], word: str) -> None:
        done: list[events.Event] = []
        if not self._try(lambda: done.append(act())):
            return
        event = done[0]
        self.tell(f"{word} : {replies.described(event, self.session)}.")
        if isinstance(event, events.DocumentRemoved):
            self.reorder()
        about = getattr(event, "fact", None) or next(iter(getattr(event, "facts", ())), None)
        if about in self.session.state.facts:
            self.current = about
        self.settle()

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except EligoError as error:
            self.tell(str(error))
            return False
        return True

    def _indifferent(self) -> list[str]:
        state = self.session.state
        relevance, holds = self.assessor.last_relevance(state)
        if not holds:
            return []
        return [
            one.id
            for one in state.undecided
            if not one.skipped and relevance.get(one.id, ("?",)) == ()
        ]
