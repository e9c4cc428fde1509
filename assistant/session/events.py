"""What happens to a patient's file, event by event.

The journal of these events is the only state of a session: nothing else is
stored, and what the screen shows is a fold of them (see `assistant.session.state`).
An event is immutable and is never removed: undoing is an event too.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from assistant.extraction.heading import PatientIdentity as Identity
from criteria.facts import Fact


def now() -> datetime:
    """The present instant, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    at: datetime = Field(default_factory=now)
    """When it happened, in UTC."""


class PatientOpened(_Event):
    """A file was opened under a local number; no name is asked for."""

    kind: Literal["patient_opened"] = "patient_opened"
    number: int = Field(ge=1)
    protocol: str


class DocumentAdded(_Event):
    """A document of the patient, with the exact text that evidence points into."""

    kind: Literal["document_added"] = "document_added"
    document: int = Field(ge=1)
    name: str
    text: str


class FactsProposed(_Event):
    """What was read from a document. Its n-th fact has the id ``"<document>.<n>"``.

    Apart from `DocumentAdded`, because reading takes time and may be cut short: a
    document without this event is read again when the file is next opened.
    """

    kind: Literal["facts_proposed"] = "facts_proposed"
    document: int
    document_kind: str = "other"
    document_date: str | None = None
    identity: Identity | None = None
    facts: tuple[Fact, ...]


class DocumentRemoved(_Event):
    """A document turned out not to belong here; its facts go with it."""

    kind: Literal["document_removed"] = "document_removed"
    document: int


class FactConfirmed(_Event):
    """The clinician vouches for the fact as it was proposed."""

    kind: Literal["fact_confirmed"] = "fact_confirmed"
    fact: str


class FactsConfirmed(_Event):
    """Several facts that decide nothing, confirmed in one gesture and undone in one."""

    kind: Literal["facts_confirmed"] = "facts_confirmed"
    facts: tuple[str, ...] = Field(min_length=1)


class FactRejected(_Event):
    """The fact is wrong; what it was about is unknown again."""

    kind: Literal["fact_rejected"] = "fact_rejected"
    fact: str


class FactCorrected(_Event):
    """The fact was restated; both statements stay in the journal."""

    kind: Literal["fact_corrected"] = "fact_corrected"
    fact: str
    before: Fact
    after: Fact


class FactEntered(_Event):
    """A fact stated by the clinician without a document. Its id is ``"s<n>"``."""

    kind: Literal["fact_entered"] = "fact_entered"
    fact: str
    entered: Fact


class FactSkipped(_Event):
    """Left for later: the fact goes to the end of the queue, undecided."""

    kind: Literal["fact_skipped"] = "fact_skipped"
    fact: str


class QuestionUnknown(_Event):
    """The clinician does not know either: the item stays unknown and is not asked again."""

    kind: Literal["question_unknown"] = "question_unknown"
    item: str


class SamePatientDeclared(_Event):
    """These documents, which disagree on who the patient is, are of one patient."""

    kind: Literal["same_patient_declared"] = "same_patient_declared"
    documents: tuple[int, ...]


class AssumptionConfirmed(_Event):
    """An assumption that the verdict rests on, confirmed as it was worded."""

    kind: Literal["assumption_confirmed"] = "assumption_confirmed"
    assumption: str
    text: str


class Undone(_Event):
    """The decision at rank ``target`` of the journal no longer counts."""

    kind: Literal["undone"] = "undone"
    target: int


class Redone(_Event):
    """The decision at rank ``target``, undone before, counts again."""

    kind: Literal["redone"] = "redone"
    target: int


Decision = (
    DocumentRemoved
    | FactConfirmed
    | FactsConfirmed
    | FactRejected
    | FactCorrected
    | FactEntered
    | FactSkipped
    | QuestionUnknown
    | SamePatientDeclared
    | AssumptionConfirmed
)
"""What a person decided, and can undo. Adding a document is undone by removing it."""

Event = PatientOpened | DocumentAdded | FactsProposed | Decision | Undone | Redone

_ADAPTER: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="kind")])


def to_json(event: Event) -> str:
    """The event as one line of JSON, `from_json` being the way back."""
    return _ADAPTER.dump_json(event).decode()


def from_json(text: str) -> Event:
    """The event that `to_json` wrote; raises `pydantic.ValidationError` otherwise."""
    return _ADAPTER.validate_json(text)
