"""The facts of several documents as one patient, and whether they are of one patient.

Documents that name different birth dates, sexes or family names decide nothing until a
person says that they are of one patient.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from assistant.extraction.heading import PatientIdentity as Identity
from criteria.facts import Document, Evidence, Fact
from criteria.proof import document_label
from criteria.record import Record
from criteria.vocabulary.display import date_label

Aspect = Literal["name", "birth_date", "sex"]

_CIVILITIES = frozenset(
    [
        "m",
        "mr",
        "mme",
        "mlle",
        "madame",
        "monsieur",
        "mademoiselle",
        "dr",
        "pr",
        "docteur",
        "professeur",
        "patient",
        "patiente",
        "nom",
        "prenom",
        "usage",
        "naissance",
        "marital",
        "jeune",
        "fille",
        "nee",
        "ne",
        "epouse",
        "epoux",
        "ep",
        "veuve",
        "vve",
        "femme",
    ]
)
_PARTICLES = frozenset(
    [
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "l",
        "van",
        "von",
        "el",
        "al",
        "ben",
        "da",
        "dos",
        "di",
    ]
)

_SEXES = {"female": "femme", "male": "homme"}

_TITLES: Mapping[Aspect, str] = {
    "name": "Noms différents",
    "birth_date": "Dates de naissance différentes",
    "sex": "Sexes différents",
}


@dataclass(frozen=True)
class IdentityConflict:
    """Two documents that cannot be of one patient, what they say, and where.

    As text it is one French sentence with both quotes.
    """

    aspect: Aspect
    first: Document
    first_value: str
    first_quote: Evidence | None
    second: Document
    second_value: str
    second_quote: Evidence | None

    def __str__(self) -> str:
        """The French sentence that shows both quotes and their documents."""
        one = _told(self.aspect, self.first_value, self.first_quote, self.first)
        other = _told(self.aspect, self.second_value, self.second_quote, self.second)
        return f"{_TITLES[self.aspect]}\u00a0: {one} et {other}."


def _told(aspect: Aspect, value: str, quote: Evidence | None, document: Document) -> str:
    shown = {"birth_date": date_label(value), "sex": _SEXES.get(value, value)}.get(aspect, value)
    words = " ".join(quote.text.split()) if quote is not None else shown
    read = f" ({shown})" if quote is not None and shown not in words else ""
    return f"«\u00a0{words}\u00a0»{read} [{document_label(document)}]"


class Dossier:
    """Every fact known of a patient, and who each document is about.

    `facts` have any status; `identities` says, by document, whom it names.
    `same_patient` lifts the conflicts of identity: a person said that they are one.
    """

    def __init__(
        self,
        facts: Iterable[Fact],
        identities: Mapping[Document, Identity] | None = None,
        *,
        same_patient: bool = False,
    ) -> None:
        self.facts: Sequence[Fact] = tuple(facts)
        self.identities: Mapping[Document, Identity] = dict(identities or {})
        self.same_patient = same_patient

    def identity_conflicts(self) -> list[IdentityConflict]:
        """The documents that name different persons: the first contradiction of each document."""
        return identity_conflicts(self.identities)

    def record(self, ref_date: datetime.date, provisional: bool = False) -> Record:
        """The record of the patient on a day; blocked while the identity is in doubt."""
        record = Record.from_facts(self.facts, ref_date=ref_date, provisional=provisional)
        conflicts = [] if self.same_patient else self.identity_conflicts()
        if not conflicts:
            return record
        return replace(record, blocked=tuple(str(conflict) for conflict in conflicts))


def identity_conflicts(identities: Mapping[Document, Identity]) -> list[IdentityConflict]:
    """The pairs of documents that name different persons, once for each aspect and document."""
    found: dict[tuple[Aspect, str], IdentityConflict] = {}
    aspects: tuple[Aspect, ...] = ("name", "birth_date", "sex")
    for (first, one), (second, other) in combinations(identities.items(), 2):
        for aspect in aspects:
            told, retold = getattr(one, aspect), getattr(other, aspect)
            if not told or not retold or _compatible(aspect, told, retold):
                continue
            conflict = IdentityConflict(
                aspect,
                first,
                told,
                getattr(one, f"{aspect}_evidence"),
                second,
                retold,
                getattr(other, f"{aspect}_evidence"),
            )
            found.setdefault((aspect, second.id), conflict)
    return list(found.values())


def _compatible(aspect: Aspect, one: str, other: str) -> bool:
    if aspect == "birth_date":
        return one.startswith(other) or other.startswith(one)
    return one == other if aspect == "sex" else same_family(one, other)


def same_family(one: str, other: str) -> bool:
    """Whether two names can be of one person, accents and case aside.

    A shared part of the family name is enough (maiden and married names), so is an
    initial ("Mme D.", "DURAND"). Where capitals do not tell the family name from the
    first name, each name must have nothing that the other one lacks.

    >>> same_family("Mme MARTIN Jeanne née DURAND", "DURAND J.")
    True
    >>> same_family("MARTIN Jeanne", "DURAND Jeanne")
    False
    """
    first, second = _tokens(one), _tokens(other)
    if not first or not second:
        return True
    families, others = _family(first), _family(second)
    if families or others:
        return _share(families or _plain(first), others or _plain(second))
    mine, theirs = _plain(first), _plain(second)
    return not _left(mine, theirs) or not _left(theirs, mine)


def _tokens(name: str) -> list[str]:
    """The words of a name without civilities and particles, as written."""
    words = re.findall(r"[^\W\d_]+", name)
    while len(words) > 1 and _fold(words[0]) in _CIVILITIES:
        words = words[1:]
    named = [word for word in words if len(word) == 1 or _fold(word) not in _CIVILITIES]
    return [word for word in named if _fold(word) not in _PARTICLES] or named


def _family(tokens: Sequence[str]) -> list[str]:
    """The words in capitals, when capitals tell the family name from the first name."""
    capitals = [word for word in tokens if len(word) > 1 and word.isupper()]
    small = [word for word in tokens if len(word) > 1 and not word.isupper()]
    if len(tokens) == 1 or (capitals and small) or (len(capitals) == 1 and not small):
        return [_fold(word) for word in capitals or tokens]
    return []


def _plain(tokens: Sequence[str]) -> list[str]:
    return [_fold(word) for word in tokens]


def _share(one: Sequence[str], other: Sequence[str]) -> bool:
    return any(_same(word, another) for word in one for another in other)


def _left(one: Sequence[str], other: Sequence[str]) -> list[str]:
    return [word for word in one if not any(_same(word, another) for another in other)]


def _same(one: str, other: str) -> bool:
    if 1 in (len(one), len(other)):
        return one[0] == other[0]
    return one == other


def _fold(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).lower()
