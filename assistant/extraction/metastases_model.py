"""What the readers of metastases share: organs, clauses about lesions, mentions of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from assistant.extraction.expressions import Expression
from assistant.extraction.letter import Letter, Sentence, Target

STRONG = frozenset({"strong", "disease", "m1"})
"""Lesion words that name a metastasis by themselves; "implied_..." ones do too."""
SITES = frozenset(
    [
        "bone", "spine", "liver", "lung", "pleura", "lymph_node", "brain", "meninges", "adrenal", "peritoneum", "ovary",
        "skin", "pancreas", "kidney", "spleen", "soft_tissue", "digestive", "other",
    ]
)  # fmt: skip
RARE = frozenset(
    {"pancreas", "kidney", "spleen", "soft_tissue", "digestive", "other", "skin", "ovary"}
)
"""Organs that a sentence often names as a landmark: they must stand next to the lesion."""
REACH = 500
"""How far back, in characters, a sentence is read for what bears on a clause.

Text without punctuation makes one sentence of a whole page; reading it again for
each of its clauses would take a time that grows with its square.
"""


class Assertion(StrEnum):
    """What a clause says of its lesions; ``NOTHING`` when it says nothing of the patient."""

    PRESENT = "present"
    ABSENT = "absent"
    SUSPECTED = "suspected"
    NOTHING = "nothing"


@dataclass(slots=True)
class Place:
    """An organ word (or vertebral levels) in the text; ``value`` as in the patterns."""

    value: str
    start: int
    end: int
    levels: tuple[str, ...] = ()


@dataclass(slots=True)
class Clause:
    """A part of a sentence in which one assertion holds."""

    sentence: Sentence
    start: int
    end: int
    lesions: list[Target] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    negations: list[tuple[int, int]] = field(default_factory=list)
    exception: bool = False
    assertion: Assertion = Assertion.NOTHING
    other: bool = False
    """Said of other or new lesions than the known ones ("pas d'autre lésion")."""
    listed: bool = False
    """One of the lesions that a metastatic disease is said to consist of ("oligométastatique (1 lésion hépatique, 1 osseuse)")."""
    tail: int = 0
    """End of the words behind the clause that name no lesion or organ ("Volume : 13 mL")."""

    @property
    def anchor(self) -> int:
        """First character of the lesion or organ words."""
        starts = [t.start for t in self.lesions] + [p.start for p in self.places]
        return min(starts) if starts else self.start


@dataclass(slots=True)
class Mention:
    """One statement about the lesions of one organ. ``known`` when it only counts for a known one."""

    site: str
    assertion: Assertion
    known: bool
    start: int
    end: int
    sentence: Sentence
    count: int | None = None
    sizes: list[float] = field(default_factory=list)
    volumes: list[float] = field(default_factory=list)
    levels: tuple[str, ...] = ()
    ranged: bool = False
    other: bool = False
    implicit: bool = False
    strong: bool = False
    plural: bool = False
    row: bool = False
    """One lesion of a list of targets, with its size."""
    listed: int = -1
    """Where the clause begins when it goes on with a list of lesions."""
    generic: bool = False
    """Of the skeleton as a whole, no bone named."""


def window(clause: Clause) -> int:
    """Where to begin reading the sentence for what bears on a clause."""
    return max(clause.sentence.start, clause.start - REACH)


def sentences_with(letter: Letter, *wanted: Expression) -> list[Sentence]:
    """The sentences in which one of the expressions may match, in order."""
    found: set[int] = set()
    for expression in wanted:
        for match in expression.finditer(letter.folded):
            first = letter.sentence_at(match.start()).index
            last = letter.sentence_at(match.end()).index
            found.update(range(first, last + 1))
    return [letter.sentences[index] for index in sorted(found)]


def plain(place: Place) -> Place:
    """The organ itself, for an examination or a sample of it."""
    return Place(
        place.value.removesuffix("_exam").removesuffix("_biopsy"),
        place.start,
        place.end,
        place.levels,
    )


def is_strong(target: Target) -> bool:
    """Whether a lesion word names a metastasis by itself."""
    return target.value in STRONG or (target.value or "").startswith("implied_")
