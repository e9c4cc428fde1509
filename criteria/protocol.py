"""A trial as data: its criteria, verbatim and executable, loaded from one YAML file."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from pathlib import Path

from criteria.criterion import (
    Criterion,
    Exemption,
    Freshness,
    Notice,
    Protocol,
    ProtocolError,
    Section,
)

__all__ = [
    "Criterion",
    "Exemption",
    "Freshness",
    "Notice",
    "Protocol",
    "ProtocolError",
    "Section",
    "available",
    "load",
    "parse",
]

SUFFIX = ".yaml"


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
