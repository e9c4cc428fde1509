"""Loading the rules: YAML files to plain records, the fields of medspaCy's rules.

A theme file has ``targets``: for each label either a list of wordings, or a mapping
from a value to its wordings (a drug to its names, a site to its words). A wording is
matched without case or accents on whole tokens; ``{a,b,}`` expands to its
alternatives, and a leading ``=`` asks for the exact case ("=RE", not "re").
Anything else in the file is data for the theme's reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

THEMES = (
    "receptors",
    "metastases",
    "labs",
    "treatments",
    "staging",
    "patient",
    "spine",
    "trial",
)

_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class TargetWording:
    """One wording of a target: ``exact`` when its case matters."""

    label: str
    value: str | None
    literal: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class ContextWording:
    """One wording of a ConText modifier; ``scope`` in tokens, None for the sentence."""

    category: str
    direction: str
    literal: str
    scope: int | None = None
    allowed: frozenset[str] | None = None
    excluded: frozenset[str] | None = None
    terminated_by: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Theme:
    """The rules of one clinical theme."""

    name: str
    targets: tuple[TargetWording, ...]
    data: dict[str, Any] = field(default_factory=dict)


def expand(wording: str) -> Iterator[str]:
    """Every wording that the braces stand for.

    >>> sorted(expand("lésion{,s} osseuse{,s}"))[:2]
    ['lésion osseuse', 'lésion osseuses']
    """
    match = _BRACES.search(wording)
    if match is None:
        yield wording
        return
    for choice in match.group(1).split(","):
        yield from expand(wording[: match.start()] + choice + wording[match.end() :])


@cache
def load_theme(name: str) -> Theme:
    """The rules of ``name``, one of THEMES."""
    content = _read(name)
    targets: list[TargetWording] = []
    for label, wordings in (content.pop("targets", None) or {}).items():
        groups = wordings.items() if isinstance(wordings, dict) else [(None, wordings)]
        for value, group in groups:
            targets.extend(
                _target(label, None if value is None else str(value), text)
                for w in group
                for text in expand(w)
            )
    return Theme(name, tuple(dict.fromkeys(targets)), content)


@cache
def load_context() -> tuple[ContextWording, ...]:
    """The ConText rules of context.yaml."""
    rules: list[ContextWording] = []
    for rule in _read("context")["rules"]:
        for wording in rule["wordings"]:
            rules.extend(
                ContextWording(
                    category=rule["category"],
                    direction=rule["direction"].upper(),
                    literal=spelled(text),
                    scope=rule.get("scope"),
                    allowed=frozenset(rule["allowed"]) if "allowed" in rule else None,
                    excluded=frozenset(rule["excluded"]) if "excluded" in rule else None,
                    terminated_by=frozenset(rule.get("terminated_by", ())),
                )
                for text in expand(wording)
            )
    return tuple(dict.fromkeys(rules))


@cache
def load_sections() -> tuple[tuple[str, str], ...]:
    """The section headings: ``(category, heading)``."""
    return tuple(
        (category, spelled(text))
        for category, headings in _read("sections")["sections"].items()
        for heading in headings
        for text in expand(heading)
    )


def _target(label: str, value: str | None, wording: str) -> TargetWording:
    exact = wording.startswith("=")
    return TargetWording(label, value, spelled(wording[1:] if exact else wording), exact)


def spelled(wording: str) -> str:
    """A wording as the canonical text spells it."""
    return wording.replace("œ", "oe").replace("Œ", "OE").replace("’", "'").strip()


def _read(name: str) -> dict[str, Any]:
    from ruamel.yaml import YAML

    text = files("patterns").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return YAML(typ="safe", pure=True).load(text) or {}
