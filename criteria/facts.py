"""What is known of a patient: facts, each with its evidence and its status.

A fact is one statement (a key of :mod:`criteria.vocabulary`, a value, attributes)
with the sentence it was read from. Facts are immutable: a decision of the
clinician produces another fact with another status.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

Value = str | int | float


class Status(StrEnum):
    """Where a fact stands. Only confirmed, corrected and entered facts decide."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    ENTERED = "entered"

    @property
    def decides(self) -> bool:
        """Whether a person has taken responsibility for the fact."""
        return self in (Status.CONFIRMED, Status.CORRECTED, Status.ENTERED)


class Evidence(BaseModel):
    """A slice of a document: ``source[start:end] == text``, in code points."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class Document(BaseModel):
    """What the engine needs to know of the document a fact comes from.

    ``id`` tells documents apart (a path, a number); ``date`` is ISO
    (``YYYY-MM-DD``) or None when the text does not say.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    kind: str = "other"
    date: str | None = None


class Fact(BaseModel):
    """One statement about the patient, in the vocabulary of `criteria.vocabulary`.

    ``attrs`` holds only what is stated. ``document`` is None for a fact that a
    person entered without a document.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    value: Value
    unit: str | None = None
    attrs: dict[str, Any] = Field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    section: str | None = None
    document: Document | None = None
    status: Status = Status.PROPOSED

    def with_status(self, status: Status) -> Fact:
        """The same statement with another status."""
        return self.model_copy(update={"status": status})

    def to_json(self) -> dict[str, Any]:
        """The fact as `eligo extract` prints it: no empty unit, section or status."""
        record: dict[str, Any] = {"key": self.key, "value": self.value}
        if self.unit is not None:
            record["unit"] = self.unit
        record["attrs"] = dict(self.attrs)
        record["evidence"] = [piece.model_dump() for piece in self.evidence]
        if self.section is not None:
            record["section"] = self.section
        return record
