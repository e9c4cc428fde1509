"""The extraction as the interfaces use it: built late, in one place."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from assistant.dossier import Identity


def make_extractor() -> Any:
    """The extraction pipeline. Importing and building it takes a second or two."""
    from assistant.extraction.pipeline import Extractor

    return Extractor()


def identity_of(extraction: Any) -> Identity | None:
    """Who the document says it is about, as the dossier compares it."""
    found = getattr(extraction, "identity", None)
    if found is None or isinstance(found, Identity):
        return found
    return Identity(**{one.name: getattr(found, one.name, None) for one in fields(Identity)})
