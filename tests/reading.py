"""What a text says, in a form that a table of tests can show."""

from __future__ import annotations

from assistant.extraction.pipeline import Extractor
from assistant.extraction.scoring import GROUPS
from criteria.facts import Fact


def said(extractor: Extractor, text: str, group: str) -> list[str]:
    """The facts of a group that a text gives, sorted: ``"ast 31 UI/L uln=35"``."""
    return sorted(show(fact) for fact in extractor.extract(text).facts if fact.key in GROUPS[group])


def show(fact: Fact) -> str:
    """One fact on one line: key, value, unit, attributes."""
    attributes = [f"{name}={value}" for name, value in sorted(fact.attrs.items())]
    return " ".join([fact.key, str(fact.value), *([fact.unit] if fact.unit else []), *attributes])
