"""What a key of the vocabulary is, and the blocks that keys are built from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from criteria.errors import EligoError
from criteria.vocabulary.terms import SITES, SPECIMENS

Behaviour = Literal["latest", "events", "per_specimen", "constant"]
Kind = Literal["number", "enum", "date", "text"]


class VocabularyError(EligoError, ValueError):
    """A key, a value or an attribute outside the vocabulary; the message is one French sentence."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute that a fact may carry: its French name, its type, its allowed values."""

    label: str
    type: Literal["number", "date", "enum", "bool", "levels"]
    values: Mapping[str, str] = field(default_factory=dict)
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that can be known of a patient.

    `behaviour` says how several statements of it live together: `latest` (the most
    recent one decides), `events` (each happened), `per_specimen` (one result a
    specimen), `constant` (can only be one value). `unit` is the unit that values are
    shown and compared in, `units` all those it may be written in. `cost` orders the
    questions: 1 is known in the consulting room, 4 takes a new examination. `implied` are
    the attributes that the question takes for granted, and its answer with it.
    """

    name: str
    label: str
    short: str
    type: Kind
    group: str
    question: str
    behaviour: Behaviour = "latest"
    values: Mapping[str, str] = field(default_factory=dict)
    unit: str | None = None
    units: tuple[str, ...] = ()
    attributes: Mapping[str, Attribute] = field(default_factory=dict)
    discriminator: Literal["site", "specimen", "drug"] | None = None
    judgement: bool = False
    bounds: tuple[float, float] | None = None
    normal: tuple[float, float] | None = None
    cost: int = 1
    implied: Mapping[str, str] = field(default_factory=dict)


DATE: Final = Attribute("date", "date")
SITE: Final = Attribute("site", "enum", SITES)
SPECIMEN: Final = Attribute("prélèvement", "enum", SPECIMENS)
SIDE: Final = Attribute("côté", "enum", {"left": "gauche", "right": "droite"})
PLANNED: Final = Attribute("état", "enum", {"planned": "prévu", "done": "fait"})
INTENT: Final = Attribute("intention", "enum", {"curative": "curative", "palliative": "palliative"})
BOUND: Final = Attribute(
    "borne",
    "enum",
    {"gt": ">", "ge": "≥", "lt": "<", "le": "≤", "eq": "="},
)
ULN: Final = Attribute("limite supérieure de la normale", "number")

PRESENCE: Final = {"present": "présent", "absent": "absent", "suspected": "suspecté"}
"""Three answers: a suspected finding is neither present nor absent."""

YES_NO: Final = {"present": "oui", "absent": "non"}
