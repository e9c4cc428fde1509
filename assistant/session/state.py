"""What a journal amounts to: documents, facts with their status, what can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import get_args

from assistant.extraction.heading import PatientIdentity as Identity
from assistant.session import events
from assistant.session.events import Event
from criteria.facts import Document, Fact, Status


@dataclass(frozen=True)
class SessionDocument:
    """A document of the patient, as it was added."""

    id: int
    name: str
    text: str
    kind: str = "other"
    date: str | None = None
    identity: Identity | None = None
    read: bool = False
    """Whether its facts have been proposed; a document may honestly propose none."""

    @property
    def reference(self) -> Document:
        """What the criteria engine needs to know of the document."""
        return Document(id=str(self.id), kind=self.kind, date=self.date)


@dataclass(frozen=True)
class ReviewedFact:
    """A fact under its stable id, with what became of it."""

    id: str
    fact: Fact
    """The fact as it stands: proposed, confirmed, corrected, rejected or entered."""

    proposed: Fact
    """The fact as it was first stated."""

    document: int | None
    skipped: int = 0
    """Rank of the event that skipped it last, 0 when it never was."""

    @property
    def undecided(self) -> bool:
        """Whether it waits for a decision."""
        return self.fact.status is Status.PROPOSED


@dataclass(frozen=True)
class State:
    """What the events amount to. Replaced, never changed."""

    number: int = 0
    protocol: str = ""
    documents: dict[int, SessionDocument] = field(default_factory=dict)
    facts: dict[str, ReviewedFact] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()
    """Items that the clinician does not know either."""

    one_patient: frozenset[int] = frozenset()
    """Documents declared to be of one patient."""

    assumptions: frozenset[tuple[str, str]] = frozenset()
    """Confirmed assumptions: (id, the sentence that was confirmed)."""

    undoable: tuple[int, ...] = ()
    """Ranks of the decisions that count, oldest first."""

    redoable: tuple[int, ...] = ()
    """Ranks of the decisions undone since the last decision, the next to redo last."""

    @property
    def same_patient(self) -> bool:
        """Whether all the documents here were declared to be of one patient."""
        return bool(self.documents) and self.one_patient.issuperset(self.documents)

    @property
    def undecided(self) -> list[ReviewedFact]:
        """The facts that wait for a decision: those never skipped first, in reading order."""
        waiting = [fact for fact in self.facts.values() if fact.undecided]
        return sorted(waiting, key=lambda fact: fact.skipped)

    @property
    def proposed_count(self) -> int:
        """How many facts the documents proposed."""
        return sum(fact.document is not None for fact in self.facts.values())

    @property
    def reviewed_count(self) -> int:
        """How many of the proposed facts are decided."""
        return self.proposed_count - sum(fact.undecided for fact in self.facts.values())


def fold(history: Iterable[Event]) -> State:
    """What a journal amounts to, from its first event to its last.

    A decision that is undone is left out altogether, so the state is the one that
    the remaining events give. Two journals with the same events give equal states.
    """
    history = list(history)
    undoable, redoable = _stacks(history)
    counted = set(undoable)
    state = State()
    for rank, event in enumerate(history):
        if isinstance(event, get_args(events.Decision)) and rank not in counted:
            continue
        state = _apply(state, rank, event)
    return replace(state, undoable=undoable, redoable=redoable)


def _stacks(history: list[Event]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    undoable: list[int] = []
    redoable: list[int] = []
    for rank, event in enumerate(history):
        match event:
            case events.Undone(target=target) if target in undoable:
                undoable.remove(target)
                redoable.append(target)
            case events.Redone(target=target) if target in redoable:
                redoable.remove(target)
                undoable.append(target)
            case _ if isinstance(event, get_args(events.Decision)):
                undoable.append(rank)
                redoable.clear()
    return tuple(sorted(undoable)), tuple(redoable)


def _apply(state: State, rank: int, event: Event) -> State:
    match event:
        case events.PatientOpened():
            return replace(state, number=event.number, protocol=event.protocol)
        case events.DocumentAdded():
            added = SessionDocument(id=event.document, name=event.name, text=event.text)
            return replace(
                state,
                documents={**state.documents, added.id: added},
                assumptions=frozenset(),
            )
        case events.FactsProposed():
            return _propose(state, event)
        case events.DocumentRemoved():
            return replace(
                state,
                documents={k: v for k, v in state.documents.items() if k != event.document},
                facts={k: v for k, v in state.facts.items() if v.document != event.document},
            )
        case events.FactConfirmed():
            return _confirm(state, [event.fact])
        case events.FactsConfirmed():
            return _confirm(state, event.facts)
        case events.FactRejected():
            if event.fact not in state.facts:
                return state
            rejected = state.facts[event.fact].fact.with_status(Status.REJECTED)
            return _restate(state, event.fact, rejected)
        case events.FactCorrected():
            if event.fact not in state.facts:
                return state
            corrected = _vouched(state.facts[event.fact], event.after)
            return _restate(state, event.fact, corrected)
        case events.FactEntered():
            entered = event.entered.with_status(Status.ENTERED)
            fact = ReviewedFact(id=event.fact, fact=entered, proposed=entered, document=None)
            return replace(state, facts={**state.facts, fact.id: fact})
        case events.FactSkipped():
            if event.fact not in state.facts:
                return state
            skipped = replace(state.facts[event.fact], skipped=rank)
            return replace(state, facts={**state.facts, event.fact: skipped})
        case events.QuestionUnknown():
            return replace(state, unknown=state.unknown | {event.item})
        case events.SamePatientDeclared():
            return replace(state, one_patient=state.one_patient | set(event.documents))
        case events.AssumptionConfirmed():
            confirmed = (event.assumption, event.text)
            return replace(state, assumptions=state.assumptions | {confirmed})
        case _:
            return state


def _propose(state: State, event: events.FactsProposed) -> State:
    if event.document not in state.documents:
        return state
    document = replace(
        state.documents[event.document],
        kind=event.document_kind,
        date=event.document_date,
        identity=event.identity,
        read=True,
    )
    facts = dict(state.facts)
    for number, fact in enumerate(event.facts, start=1):
        placed = fact.model_copy(update={"document": document.reference, "status": Status.PROPOSED})
        key = f"{document.id}.{number}"
        facts[key] = ReviewedFact(id=key, fact=placed, proposed=placed, document=document.id)
    documents = {**state.documents, document.id: document}
    return replace(state, documents=documents, facts=facts)


def _confirm(state: State, ids: Iterable[str]) -> State:
    for key in ids:
        if key in state.facts:
            state = _restate(state, key, _vouched(state.facts[key], state.facts[key].fact))
    return state


def _vouched(reviewed: ReviewedFact, fact: Fact) -> Fact:
    """The fact with the status of who stated it: its document, or the clinician."""
    if reviewed.document is None:
        return fact.with_status(Status.ENTERED)
    if fact.with_status(Status.PROPOSED) == reviewed.proposed:
        return fact.with_status(Status.CONFIRMED)
    return fact.with_status(Status.CORRECTED)


def _restate(state: State, key: str, fact: Fact) -> State:
    return replace(state, facts={**state.facts, key: replace(state.facts[key], fact=fact)})
