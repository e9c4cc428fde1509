"""A trial as data: its criteria, verbatim and executable, loaded from one YAML file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Literal

from criteria.conditions import Compiled
from criteria.errors import EligoError
from criteria.vocabulary import Key

Section = Literal["inclusion", "exclusion"]

SUFFIX = ".yaml"


class ProtocolError(EligoError, ValueError):
    """A protocol that cannot be loaded.

    The message holds every problem found, each with file:line:column, the line itself
    underlined and a suggestion, in French.
    """


@dataclass(frozen=True)
class Notice:
    """A French sentence tied to a criterion: shown for these statuses, when the condition holds."""

    text: str
    condition: Compiled | None = None
    statuses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Exemption:
    """What lifts an exclusion, and the criterion that says so.

    `excluded` is the exclusion itself, true when it would hold without the exemption.
    """

    source: str
    text: str
    condition: Compiled
    excluded: Compiled


@dataclass(frozen=True)
class Criterion:
    """One criterion: the protocol's words and the condition that satisfies it.

    `when` makes it applicable; `condition` is true when it does not stand in the way;
    `parts` are the ids of its sub-criteria. A `doubt` whose condition holds turns a pass
    into an unknown. `assumes` names the assumptions that a pass, or being not
    applicable, rests on.
    """

    id: str
    section: Section
    title: str
    text: str
    parent: str | None
    parts: tuple[str, ...]
    when: Compiled | None
    condition: Compiled | None
    exemption: Exemption | None
    doubts: tuple[Notice, ...]
    warnings: tuple[Notice, ...]
    remedies: tuple[Notice, ...]
    assumes: tuple[str, ...]
    reads: frozenset[str]


@dataclass(frozen=True)
class Freshness:
    """How old a value may be before it carries a warning, in months, and for which keys."""

    months: int = 0
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Protocol:
    """A trial ready to be evaluated; `sha256` identifies the file it was read from."""

    name: str
    title: str
    registry: str
    source: str
    sha256: str
    criteria: Mapping[str, Criterion]
    assumptions: Mapping[str, str] = field(default_factory=dict)
    freshness: Freshness = field(default_factory=Freshness)
    facts: Mapping[str, Key] = field(default_factory=dict)
    lints: tuple[str, ...] = ()
    complete: bool = True

    def all_criteria(self) -> list[Criterion]:
        """Every criterion, each before its parts, in the order of the protocol."""
        return list(self.criteria.values())

    def roots(self) -> list[Criterion]:
        """The criteria that are no part of another, in the order of the protocol."""
        return [criterion for criterion in self.criteria.values() if criterion.parent is None]


def available() -> list[str]:
    """The names of the protocols that come with the package."""
    folder = resources.files("criteria").joinpath("protocols")
    return sorted(
        entry.name.removesuffix(SUFFIX).replace("_", "-")
        for entry in folder.iterdir()
        if entry.name.endswith(SUFFIX) and not entry.name.endswith(f".cases{SUFFIX}")
    )


def load(name_or_path: str | Path) -> Protocol:
    """The protocol of that name, or read from that YAML file.

    Raises ProtocolError for an unknown name, a file that cannot be read, or a file
    with any problem.
    """
    text = str(name_or_path)
    if isinstance(name_or_path, Path) or text.endswith((".yaml", ".yml")):
        return _read(Path(name_or_path))
    if text not in available():
        raise ProtocolError(
            f"Protocole « {text} » inconnu. Protocoles disponibles : {', '.join(available())}."
        )
    return _packaged(text)


@cache
def _packaged(name: str) -> Protocol:
    file = resources.files("criteria").joinpath("protocols", f"{name.replace('-', '_')}{SUFFIX}")
    return parse(file.read_text("utf-8"), file.name)


def _read(path: Path) -> Protocol:
    try:
        content = path.read_text("utf-8")
    except UnicodeDecodeError:
        raise ProtocolError(f"{path} : ce fichier n'est pas du texte en UTF-8.") from None
    except OSError as error:
        reason = "introuvable" if isinstance(error, FileNotFoundError) else "illisible"
        raise ProtocolError(f"{path} : fichier {reason}.") from None
    return parse(content, path.name)


def parse(text: str, filename: str) -> Protocol:
    """The protocol that a YAML text states. Raises ProtocolError with every problem found."""
    from criteria.loading import Loader

    return Loader(text, filename).protocol(hashlib.sha256(text.encode("utf-8")).hexdigest())
