"""What may be decided now, and deciding it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from assistant.documents.source import MAX_CHARACTERS
from assistant.extraction.heading import PatientIdentity as Identity
from assistant.session import events
from assistant.session.events import Event
from assistant.session.state import ReviewedFact, State, fold
from criteria.errors import EligoError
from criteria.facts import Fact, Status, Value
from criteria.vocabulary import check

MAX_LETTER = MAX_CHARACTERS
"""Characters of one document beyond which it is refused.

The longest hospital records stay far below; what is above is a file picked by
mistake, and reading it would hold the screen for minutes.
"""

Recorder = Callable[[int, Event], None]
"""Writes an event at its rank; raises when it could not, and then nothing happened."""


class SessionError(EligoError):
    """What was asked cannot be done now. The message is one French sentence."""


def refusal(text: str) -> str | None:
    """Why a text cannot be a document of a file, in one French sentence; None when it can."""
    if not text.strip():
        return "Ce document est vide : il n'y a rien à lire."
    if len(text) > MAX_LETTER:
        count = f"{len(text):,}".replace(",", "\N{NO-BREAK SPACE}")
        return (
            f"Ce document compte {count} caractères : au-delà d'un million, ce n'est pas "
            "une lettre. Ajoutez seulement la partie utile."
        )
    return None


class Session:
    """One patient's file.

    It keeps no state but its events. Every decision is written by the recorder
    first (to the disk, in the application) and counts only then, so that nothing
    is shown as decided that a crash could take back.
    """

    def __init__(self, history: Iterable[Event], recorder: Recorder | None = None) -> None:
        self._events = list(history)
        self._recorder = recorder
        self.state: State = fold(self._events)

    @property
    def events(self) -> tuple[Event, ...]:
        """The journal so far, oldest first."""
        return tuple(self._events)

    @property
    def saved_at(self) -> datetime | None:
        """When the last event was recorded, None for an empty journal."""
        return self._events[-1].at if self._events else None

    def fact(self, fact_id: str) -> ReviewedFact:
        """The fact with this id; raises `SessionError` when it is not there any more."""
        try:
            return self.state.facts[fact_id]
        except KeyError:
            raise SessionError("Ce fait n'est plus dans le dossier.") from None

    def add_document(self, name: str, text: str) -> int:
        """Add a document and return its number. Its facts come with `propose`.

        Raises `SessionError` for an empty text, a text beyond `MAX_LETTER`
        characters, or one that the file already holds.
        """
        reason = refusal(text)
        if reason is not None:
            raise SessionError(reason)
        for document in self.state.documents.values():
            if document.text == text:
                raise SessionError(f"Ce texte est déjà dans le dossier : « {document.name} ».")
        added = [event for event in self._events if isinstance(event, events.DocumentAdded)]
        number = len(added) + 1
        self._commit(events.DocumentAdded(document=number, name=name, text=text))
        return number

    def propose(
        self,
        document: int,
        facts: Sequence[Fact],
        *,
        kind: str = "other",
        date: str | None = None,
        identity: Identity | None = None,
    ) -> None:
        """Record what was read from the document, once.

        Raises `SessionError` when the evidence of a fact is not a slice of the text:
        a highlight on the wrong words would have the wrong words confirmed.
        """
        if document not in self.state.documents:
            raise SessionError("Ce document n'est plus dans le dossier.")
        held = self.state.documents[document]
        if held.read:
            raise SessionError(f"« {held.name} » a déjà été lu.")
        for fact in facts:
            for piece in fact.evidence:
                if held.text[piece.start : piece.end] != piece.text:
                    raise SessionError(
                        f"La citation d'un fait ne correspond pas au texte de « {held.name} »."
                    )
        self._commit(
            events.FactsProposed(
                document=document,
                document_kind=kind,
                document_date=date,
                identity=identity,
                facts=tuple(facts),
            )
        )

    def remove_document(self, document: int) -> None:
        """Take a document and its facts out of the file."""
        if document not in self.state.documents:
            raise SessionError("Ce document n'est plus dans le dossier.")
        self._commit(events.DocumentRemoved(document=document))

    def confirm(self, fact_id: str) -> None:
        """Vouch for the fact; a rejected one is taken back."""
        reviewed = self.fact(fact_id)
        if reviewed.fact.status.decides:
            raise SessionError("Ce fait est déjà confirmé.")
        self._commit(events.FactConfirmed(fact=fact_id))

    def confirm_all(self, fact_ids: Iterable[str]) -> None:
        """Confirm several undecided facts in one decision, undone as one."""
        ids = tuple(fact_ids)
        if not ids:
            raise SessionError("Il ne reste aucun fait à accepter d'un coup.")
        if not all(self.fact(fact_id).undecided for fact_id in ids):
            raise SessionError("L'un de ces faits est déjà décidé.")
        self._commit(events.FactsConfirmed(facts=ids))

    def reject(self, fact_id: str) -> None:
        """Set the fact aside; what it was about is unknown again."""
        if self.fact(fact_id).fact.status is Status.REJECTED:
            raise SessionError("Ce fait est déjà rejeté.")
        self._commit(events.FactRejected(fact=fact_id))

    def correct(self, fact_id: str, value: Value, unit: str | None, attrs: dict[str, Any]) -> None:
        """Restate the fact; raises `criteria.vocabulary.VocabularyError` for a bad value."""
        before = self.fact(fact_id).fact
        after = _stated(before.key, value, unit, attrs).model_copy(
            update={
                "evidence": before.evidence,
                "section": before.section,
                "document": before.document,
            }
        )
        self._commit(events.FactCorrected(fact=fact_id, before=before, after=after))

    def enter(
        self, key: str, value: Value, unit: str | None = None, attrs: dict[str, Any] | None = None
    ) -> str:
        """State a fact without a document and return its id.

        Raises `criteria.vocabulary.VocabularyError` for a bad value.
        """
        fact = _stated(key, value, unit, attrs or {}).with_status(Status.ENTERED)
        entered = [event for event in self._events if isinstance(event, events.FactEntered)]
        fact_id = f"s{len(entered) + 1}"
        self._commit(events.FactEntered(fact=fact_id, entered=fact))
        return fact_id

    def skip(self, fact_id: str) -> None:
        """Send the undecided fact to the end of the queue."""
        if not self.fact(fact_id).undecided:
            raise SessionError("Ce fait est déjà décidé : il n'y a rien à passer.")
        self._commit(events.FactSkipped(fact=fact_id))

    def mark_unknown(self, item: str) -> None:
        """Record that the clinician does not know the item either."""
        self._commit(events.QuestionUnknown(item=item))

    def declare_same_patient(self) -> None:
        """Declare that all the documents here are of one patient."""
        if self.state.same_patient:
            raise SessionError("Ces documents sont déjà déclarés d'une seule patiente.")
        self._commit(events.SamePatientDeclared(documents=tuple(self.state.documents)))

    def confirm_assumption(self, assumption: str, text: str) -> None:
        """Confirm an assumption, in the words it was shown in."""
        self._commit(events.AssumptionConfirmed(assumption=assumption, text=text))

    def undo(self) -> Event:
        """Undo the last decision that counts and return it."""
        if not self.state.undoable:
            raise SessionError("Il n'y a rien à annuler.")
        target = self.state.undoable[-1]
        self._commit(events.Undone(target=target))
        return self._events[target]

    def redo(self) -> Event:
        """Count the decision undone last again, and return it."""
        if not self.state.redoable:
            raise SessionError("Il n'y a rien à rétablir.")
        target = self.state.redoable[-1]
        self._commit(events.Redone(target=target))
        return self._events[target]

    def _commit(self, event: Event) -> None:
        if self._recorder is not None:
            self._recorder(len(self._events), event)
        self._events.append(event)
        self.state = fold(self._events)


def _stated(key: str, value: Value, unit: str | None, attrs: dict[str, Any]) -> Fact:
    value, unit, attrs = check(key, value, unit, attrs)
    return Fact(key=key, value=value, unit=unit, attrs=attrs)
