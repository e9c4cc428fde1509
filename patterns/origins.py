"""Where a rule is written: the line of the YAML file that a wording was expanded from.

For people who change the rules; the extraction itself never asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from patterns.loader import THEMES, expand, spelled


@dataclass(frozen=True, slots=True)
class Origin:
    """A wording as its file writes it, braces kept; ``line`` counts from 1."""

    file: str
    line: int
    wording: str

    @property
    def theme(self) -> str:
        """The name of the file without its extension."""
        return self.file.rpartition("/")[2].removesuffix(".yaml")

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@cache
def target_origins() -> dict[tuple[str, str | None, str], Origin]:
    """The origin of each target, by its label, its value and its expanded wording."""
    origins: dict[tuple[str, str | None, str], Origin] = {}
    for theme in THEMES:
        root = _children(_compose(theme))
        for label, wordings in _children(root["targets"]).items() if "targets" in root else ():
            groups = _children(wordings).items() if _is_mapping(wordings) else [(None, wordings)]
            for value, group in groups:
                for origin in _origins(theme, group):
                    for text in expand(origin.wording):
                        literal = spelled(text.removeprefix("="))
                        origins.setdefault((label, value, literal), origin)
    return origins


@cache
def context_origins() -> tuple[tuple[str, str, Origin], ...]:
    """Category, expanded wording and origin of each ConText rule."""
    return tuple(
        (rule["category"].value, spelled(text), origin)
        for node in _children(_compose("context"))["rules"].value
        for rule in [_children(node)]
        for origin in _origins("context", rule["wordings"])
        for text in expand(origin.wording)
    )


def _origins(name: str, sequence: Any) -> Iterator[Origin]:
    for node in sequence.value:
        yield Origin(f"patterns/{name}.yaml", node.start_mark.line + 1, node.value)


def _children(mapping: Any) -> dict[str, Any]:
    return {key.value: value for key, value in mapping.value}


def _is_mapping(node: Any) -> bool:
    return bool(node.tag == "tag:yaml.org,2002:map")


def _compose(name: str) -> Any:
    from ruamel.yaml import YAML

    text = files("patterns").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return YAML(typ="safe", pure=True).compose(text)
