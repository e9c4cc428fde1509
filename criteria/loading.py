"""Reading the YAML of a protocol: positions, checks, and the problems found, all at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from criteria.conditions import (
    Compiled,
    agreeing,
    all_parts,
    any_part,
    decision,
    every_lesion,
    opposite,
)
from criteria.criterion import (
    Criterion,
    Exemption,
    Freshness,
    Notice,
    Protocol,
    ProtocolError,
    Section,
)
from criteria.expression import ExpressionError, Scope, compile_expression
from criteria.vocabulary import VOCABULARY, Key
from criteria.yaml_text import Place, YamlText

_TOP = (
    "protocol", "title", "registry", "source", "wording", "complete", "facts", "assumptions",
    "freshness", "definitions", "inclusion", "exclusion",
)  # fmt: skip
_CRITERION = (
    "id", "title", "text", "when", "rule", "excludes", "unless", "all", "doubts", "warnings",
    "remedies", "assumes", "note",
)  # fmt: skip
_NODES = ("all", "any", "not", "readings", "every_lesion", "pass", "fail", "rule")
STATUSES = ("pass", "fail", "unknown", "not_applicable")


class Loader(YamlText):
    """Reads one protocol; problems are gathered so that all are told together."""

    def __init__(self, text: str, filename: str) -> None:
        super().__init__(text, filename)
        self.scope = Scope(VOCABULARY)
        self.criteria: dict[str, Criterion] = {}
        self.assumptions: dict[str, str] = {}
        self.source = ""

    def protocol(self, sha256: str) -> Protocol:
        """The protocol of the file. Raises ProtocolError when anything is wrong in it."""
        root = self.document()
        if self.problems:
            raise ProtocolError("\n".join(self.problems))
        if not isinstance(root, CommentedMap):
            raise ProtocolError(f"{self.filename} : un protocole YAML est attendu.")
        self.known_keys(root, _TOP)
        name, title = (self.text(root, key) for key in ("protocol", "title"))
        self.source = str(root.get("source", ""))
        own = self._facts(self.mapping(root, "facts"))
        self.scope = Scope({**VOCABULARY, **own})
        assumptions = self.mapping(root, "assumptions")
        self.assumptions = {str(key): self.text(assumptions, key) for key in assumptions}
        self._definitions(self.mapping(root, "definitions"))
        for section in ("inclusion", "exclusion"):
            listed = root.get(section)
            if not isinstance(listed, CommentedSeq):
                self.problem((root, section), f"une liste de critères « {section} » est attendue")
                continue
            for index, entry in enumerate(listed):
                self._criterion(entry, (listed, index), section, None)
        self._sources()
        freshness = self._freshness(root)
        if self.problems:
            raise ProtocolError("\n".join(self.problems))
        return Protocol(
            name=name,
            title=title,
            registry=str(root.get("registry", "")),
            source=self.source,
            sha256=sha256,
            criteria=self.criteria,
            assumptions=self.assumptions,
            freshness=freshness,
            facts=own,
            complete=root.get("complete", True) is True,
        )

    def _facts(self, node: CommentedMap) -> dict[str, Key]:
        """Facts that only this protocol asks for: a label, a question, and their values."""
        own: dict[str, Key] = {}
        for name, entry in node.items():
            if name in VOCABULARY or not isinstance(entry, CommentedMap):
                self.problem((node, name), f"fait « {name} » : déjà connu, ou mal décrit")
                continue
            self.known_keys(entry, ("label", "question", "values"))
            values = self.mapping(entry, "values") or {"present": "oui", "absent": "non"}
            own[name] = Key(
                name, self.text(entry, "label"), self.text(entry, "label"), "enum", "trial",
                self.text(entry, "question"), values={str(k): str(v) for k, v in values.items()},
                judgement=True,
            )  # fmt: skip
        return own

    def _definitions(self, node: CommentedMap) -> None:
        for name in node:
            compiled = self._node(node[name], (node, name))
            if compiled is not None:
                named = {**self.scope.definitions, str(name): compiled}
                self.scope = Scope(self.scope.keys, named)

    def _freshness(self, root: CommentedMap) -> Freshness:
        node = self.mapping(root, "freshness")
        self.known_keys(node, ("months", "keys"))
        keys, months = self.sequence(node, "keys"), node.get("months", 0)
        for index, key in enumerate(keys):
            if key not in VOCABULARY:
                self.problem((keys, index), f"fait inconnu « {key} »", length=len(str(key)))
        if not isinstance(months, int):
            self.problem((node, "months"), "un nombre de mois est attendu")
            return Freshness()
        return Freshness(months, frozenset(str(key) for key in keys))

    def _criterion(
        self, entry: Any, place: Place, section: Section | str, parent: str | None
    ) -> Criterion | None:
        if not isinstance(entry, CommentedMap) or "id" not in entry:
            self.problem(place, "un critère est attendu, avec son « id »")
            return None
        self.known_keys(entry, _CRITERION)
        identifier = self.text(entry, "id")
        if identifier in self.criteria:
            self.problem((entry, "id"), f"critère « {identifier} » répété", length=len(identifier))
        text = self.text(entry, "text")
        if self.source and text not in self.source:
            self.problem((entry, "text"), "ce texte n'est pas mot pour mot dans « source »")
        bodies = [key for key in ("rule", "excludes", "all") if key in entry]
        if len(bodies) != 1:
            message = "un seul de « rule », « excludes » ou « all » est attendu"
            self.problem(place, message, length=len(identifier))
            return None
        slot = list(self.criteria)
        parts, conditions = self._body(entry, bodies[0], section, identifier)
        condition = all_parts(conditions) if conditions else None
        exemption = self._exemption(entry, condition) if condition is not None else None
        if condition is not None and exemption is not None:
            condition = any_part([condition, exemption.condition])
        notices = {key: self._notices(entry, key) for key in ("doubts", "warnings", "remedies")}
        when = self._node(entry["when"], (entry, "when")) if "when" in entry else None
        own = [when, condition, *(one.condition for told in notices.values() for one in told)]
        reads = frozenset(key for one in own if one is not None for key in one.reads)
        reads |= {key for part in parts for key in self.criteria[part].reads}
        criterion = Criterion(
            id=identifier,
            section="inclusion" if section == "inclusion" else "exclusion",
            title=self.text(entry, "title"),
            text=text,
            parent=parent,
            parts=tuple(parts),
            when=when,
            condition=condition,
            exemption=exemption,
            doubts=notices["doubts"],
            warnings=notices["warnings"],
            remedies=notices["remedies"],
            assumes=self._assumes(entry),
            reads=reads,
            note=self.text(entry, "note") if "note" in entry else "",
        )
        children = {key: value for key, value in self.criteria.items() if key not in slot}
        self.criteria = {
            **{key: self.criteria[key] for key in slot}, identifier: criterion, **children,
        }  # fmt: skip
        return criterion

    def _body(
        self, entry: CommentedMap, key: str, section: Section | str, identifier: str
    ) -> tuple[list[str], list[Compiled]]:
        if key != "all":
            compiled = self._node(entry[key], (entry, key))
            if compiled is None:
                return [], []
            return [], [opposite(compiled) if key == "excludes" else compiled]
        parts: list[str] = []
        conditions: list[Compiled] = []
        listed = entry["all"]
        for index, item in enumerate(listed if isinstance(listed, CommentedSeq) else ()):
            place = (listed, index)
            if isinstance(item, CommentedMap) and "id" in item:
                part = self._criterion(item, place, section, identifier)
                if part is not None:
                    parts.append(part.id)
            elif (condition := self._node(item, place)) is not None:
                conditions.append(condition)
        if not isinstance(listed, CommentedSeq) or not listed:
            self.problem((entry, "all"), "une liste est attendue")
        return parts, conditions

    def _exemption(self, entry: CommentedMap, satisfied: Compiled) -> Exemption | None:
        node = entry.get("unless")
        if node is None:
            return None
        if not isinstance(node, CommentedMap):
            self.problem((entry, "unless"), "« source », « rule » et « text » sont attendus")
            return None
        self.known_keys(node, ("source", "rule", "text"))
        condition = self._node(node.get("rule"), (node, "rule"))
        source, text = self.text(node, "source"), self.text(node, "text")
        if condition is None:
            return None
        return Exemption(source, text, condition, opposite(satisfied))

    def _sources(self) -> None:
        for criterion in self.criteria.values():
            exemption = criterion.exemption
            if exemption is not None and exemption.source not in self.criteria:
                self.problems.append(
                    f"{self.filename}: l'exception de « {criterion.id} » renvoie à "
                    f"« {exemption.source} », qui n'existe pas"
                )

    def _assumes(self, entry: CommentedMap) -> tuple[str, ...]:
        listed = self.sequence(entry, "assumes")
        for index, name in enumerate(listed):
            if name not in self.assumptions:
                self.problem(
                    (listed, index), f"hypothèse inconnue « {name} »", length=len(str(name))
                )
        return tuple(str(name) for name in listed)

    def _notices(self, entry: CommentedMap, key: str) -> tuple[Notice, ...]:
        listed = self.sequence(entry, key)
        notices = []
        for node in listed:
            if not isinstance(node, CommentedMap):
                self.problem(
                    (entry, key), "une liste de « text » (et « when », « status ») est attendue"
                )
                continue
            self.known_keys(node, ("text", "when", "status"))
            condition = self._node(node["when"], (node, "when")) if "when" in node else None
            status = node.get("status")
            statuses = [status] if isinstance(status, str) else self.sequence(node, "status")
            for status in statuses:
                if status not in STATUSES:
                    self.problem((node, "status"), f"statut inconnu « {status} »")
            notices.append(
                Notice(self.text(node, "text"), condition, frozenset(map(str, statuses)))
            )
        return tuple(notices)

    def _node(self, value: Any, place: Place, scope: Scope | None = None) -> Compiled | None:
        scope = scope or self.scope
        if isinstance(value, str):
            try:
                return compile_expression(value, scope)
            except ExpressionError as error:
                self.problem(
                    place, str(error), hint=error.hint, column=error.column, length=error.length
                )
                return None
        if not isinstance(value, CommentedMap):
            self.problem(place, "une expression est attendue")
            return None
        self.known_keys(value, _NODES)
        if set(value) == {"pass", "fail"}:
            passes = self._node(value["pass"], (value, "pass"), scope)
            fails = self._node(value["fail"], (value, "fail"), scope)
            return decision(passes, fails) if passes and fails else None
        if len(value) != 1 or next(iter(value)) not in _NODES:
            self.problem(place, "une seule condition est attendue")
            return None
        key, content = next(iter(value.items()))
        if key == "readings":
            return self._readings(content, (value, key), scope)
        if key == "every_lesion":
            inner = Scope(scope.keys, scope.definitions, lesion=True)
            rule = self._node(content, (value, key), inner)
            return every_lesion(rule) if rule is not None else None
        if key in ("not", "rule"):
            inner_node = self._node(content, (value, key), scope)
            return opposite(inner_node) if inner_node and key == "not" else inner_node
        combine: Callable[[Sequence[Compiled]], Compiled] = {
            "all": all_parts, "any": any_part,
        }.get(key, all_parts)  # fmt: skip
        if not isinstance(content, CommentedSeq) or not content:
            self.problem((value, key), "une liste de conditions est attendue")
            return None
        parts = [self._node(item, (content, index), scope) for index, item in enumerate(content)]
        kept = [part for part in parts if part is not None]
        return combine(kept) if len(kept) == len(parts) else None

    def _readings(self, listed: Any, place: Place, scope: Scope) -> Compiled | None:
        if not isinstance(listed, CommentedSeq) or len(listed) < 2:
            self.problem(place, "au moins deux lectures sont attendues")
            return None
        readings = []
        for index, node in enumerate(listed):
            if not isinstance(node, CommentedMap):
                self.problem((listed, index), "« id », « text » et « rule » sont attendus")
                continue
            self.known_keys(node, ("id", "text", "rule"))
            rule = self._node(node.get("rule"), (node, "rule"), scope)
            if rule is not None:
                readings.append((self.text(node, "id"), self.text(node, "text"), rule))
        return agreeing(readings) if len(readings) == len(listed) else None
