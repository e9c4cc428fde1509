"""A YAML text and its problems: each is told with its file, its line, its column and the line."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, SingleQuotedScalarString

Place = tuple[Any, Any]
"""A node of the YAML and the key or the index of the value that is meant in it."""


class YamlText:
    """A YAML text being checked; `problems` gathers what is wrong, told all together."""

    def __init__(self, text: str, filename: str) -> None:
        self.filename = filename
        self.source_lines = text.split("\n")
        self.source_text = text
        self.problems: list[str] = []

    def document(self) -> Any:
        """The parsed YAML; None, with its problem noted, when it is not YAML."""
        reader = YAML(typ="rt")
        reader.preserve_quotes = True
        try:
            return reader.load(self.source_text)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line, mark.column) if mark is not None else (0, 0)
            message = "YAML invalide"
            if error.problem and "duplicate key" in error.problem:
                message = "clé répétée"
            self._report(line, column, 1, message, "")
            return None

    def problem(
        self, place: Place, message: str, *, hint: str = "", column: int | None = None,
        length: int = 1, on_key: bool = False,
    ) -> None:  # fmt: skip
        """Note a problem at a place; `column` counts from the start of an expression there."""
        node, key = place
        line, start = 0, 0
        marks = getattr(node, "lc", None)
        if marks is not None and marks.data:
            if isinstance(node, CommentedMap) and key in node:
                line, start = marks.key(key) if on_key else marks.value(key)
            elif isinstance(node, CommentedSeq) and isinstance(key, int):
                line, start = marks.item(key)
            else:
                line, start = marks.line, marks.col
        if column is not None:
            value = node[key]
            quoted = isinstance(value, DoubleQuotedScalarString | SingleQuotedScalarString)
            start += column + int(quoted)
        self._report(line, start, length, message, hint)

    def _report(self, line: int, column: int, length: int, message: str, hint: str) -> None:
        shown = self.source_lines[line] if line < len(self.source_lines) else ""
        number = f"{line + 1:5}"
        self.problems.append(
            f"{self.filename}:{line + 1}:{column + 1}: {message}\n{number} | {shown}\n"
            f"{' ' * len(number)} | {' ' * column}{'^' * max(length, 1)} {hint}".rstrip()
        )

    def known_keys(self, node: CommentedMap, allowed: Collection[str]) -> None:
        """Note the keys that are not allowed, each with the closest one that is."""
        for key in node:
            if key not in allowed:
                close = difflib.get_close_matches(str(key), allowed, n=1)
                hint = f"vouliez-vous dire « {close[0]} » ?" if close else ""
                self.problem(
                    (node, key), f"clé inconnue « {key} »", hint=hint, length=len(str(key)),
                    on_key=True,
                )  # fmt: skip

    def text(self, node: Mapping[str, Any], key: str) -> str:
        """The text under a key, "" with a problem noted when there is none."""
        value = node.get(key)
        if not isinstance(value, str) or not value.strip():
            self.problem((node, key), f"« {key} » : un texte est attendu")
            return ""
        return str(value)

    def mapping(self, node: CommentedMap, key: str) -> CommentedMap:
        """The mapping under a key, empty when there is none; anything else is a problem."""
        value = node.get(key)
        if isinstance(value, CommentedMap):
            return value
        if value is not None:
            self.problem((node, key), f"« {key} » : des noms et leurs valeurs sont attendus")
        return CommentedMap()

    def sequence(self, node: CommentedMap, key: str) -> CommentedSeq:
        """The list under a key, empty when there is none; anything else is a problem."""
        value = node.get(key)
        if isinstance(value, CommentedSeq):
            return value
        if value is not None:
            self.problem((node, key), f"« {key} » : une liste est attendue")
        return CommentedSeq()
