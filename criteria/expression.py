"""Expressions: one line of a criterion, parsed and checked at load, compiled to functions.

Nothing is parsed or looked up when a patient is evaluated: names, values and units are
all resolved here, and whatever does not exist or cannot be compared is an error with
its column.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from criteria.conditions import Compiled, all_parts, any_part, opposite
from criteria.derived.known import Option
from criteria.derived.outcome import Outcome, judged
from criteria.library import FUNCTIONS, Function
from criteria.library.patient import date, measure
from criteria.logic import Truth
from criteria.measures import (
    LESION_NUMBERS,
    Quantity,
    choice,
    computed,
    days_between,
    function_reads,
    is_before,
    lesion_number,
    lesion_site,
    paired,
    unmeasured,
    within,
)
from criteria.quantities import Interval, QuantityError, convertible, parse_unit
from criteria.record import View
from criteria.vocabulary import SITES, Key, make_item

if TYPE_CHECKING:
    from lark import Lark, Token, Tree


class ExpressionError(ValueError):
    """An expression that cannot be read; `column` is where, from 0; `hint` a suggestion."""

    def __init__(self, message: str, column: int = 0, length: int = 1, hint: str = "") -> None:
        super().__init__(message)
        self.column = column
        self.length = length
        self.hint = hint


@dataclass(frozen=True)
class Scope:
    """What names an expression may use beside the library.

    `keys` are the facts; `definitions` the named conditions of the protocol; inside
    `every lesion`, the attributes of the current lesion are names too.
    """

    keys: Mapping[str, Key]
    definitions: Mapping[str, Compiled] = field(default_factory=dict)
    lesion: bool = False


def compile_expression(text: str, scope: Scope) -> Compiled:
    """The condition that a line of text states.

    Raises ExpressionError for what cannot be parsed, unknown names or values, and units
    that cannot be compared.
    """
    return _Compiler(scope).condition(_parse(text))


def _parse(text: str) -> Tree[Token]:
    from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedToken

    try:
        return _parser().parse(text)
    except UnexpectedToken as error:
        column = len(text) if error.token.type == "$END" else (error.column or 1) - 1
        found = "" if error.token.type == "$END" else f" devant « {error.token} »"
        message = f"expression invalide{found}"
        raise ExpressionError(message, column, max(len(str(error.token)), 1)) from None
    except UnexpectedCharacters as error:
        column = (error.column or 1) - 1
        raise ExpressionError(f"caractère inattendu « {text[column]} »", column) from None
    except UnexpectedEOF:
        raise ExpressionError("expression incomplète", len(text)) from None


@cache
def _parser() -> Lark:
    from lark import Lark

    grammar = resources.files("criteria").joinpath("grammar.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", propagate_positions=True, maybe_placeholders=False)


def unknown_name(name: Token, known: Collection[str], what: str) -> ExpressionError:
    """The error for a name that does not exist, with the closest one that does."""
    close = difflib.get_close_matches(str(name), list(known), n=1)
    hint = f"vouliez-vous dire « {close[0]} » ?" if close else ""
    return ExpressionError(f"{what} « {name} »", (name.column or 1) - 1, len(name), hint)


class _Compiler:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def condition(self, tree: Any) -> Compiled:
        build = {
            "either": self._either,
            "both": self._both,
            "negated": self._negated,
            "comparison": self._comparison,
            "is_value": self._membership,
            "is_not_value": self._is_not,
            "in_values": self._membership,
            "some_in": self._some_in,
            "stated": self._stated,
            "named": self._named,
        }[tree.data]
        return build(tree.children)

    def _either(self, children: Sequence[Any]) -> Compiled:
        return any_part([self.condition(child) for child in children])

    def _both(self, children: Sequence[Any]) -> Compiled:
        return all_parts([self.condition(child) for child in children])

    def _negated(self, children: Sequence[Any]) -> Compiled:
        return opposite(self.condition(children[0]))

    def _is_not(self, children: Sequence[Any]) -> Compiled:
        return opposite(self._membership(children))

    def _named(self, children: Sequence[Any]) -> Compiled:
        name, arguments, attribute = _parts(children[0])
        if name in self.scope.definitions and not arguments and attribute is None:
            return self.scope.definitions[name]
        if self.scope.lesion and name == "unmeasured":
            return Compiled(unmeasured, frozenset({"metastasis"}))
        function = FUNCTIONS.get(name)
        if function is None:
            if name in self.scope.keys:
                message = f"« {name} » n'est pas une condition : comparez-le à une valeur"
                raise ExpressionError(message, (name.column or 1) - 1, len(name))
            raise unknown_name(name, [*FUNCTIONS, *self.scope.definitions], "condition inconnue")
        if function.kind != "truth":
            message = f"« {name} » n'est pas une condition : comparez-le à une valeur"
            raise ExpressionError(message, (name.column or 1) - 1, len(name))
        given = _arguments(function, name, arguments)
        compute = function.compute

        def condition(view: View) -> Outcome:
            result = compute(view, given)
            assert isinstance(result, Outcome)
            return result

        return Compiled(condition, function_reads(function, given))

    def _membership(self, children: Sequence[Any]) -> Compiled:
        reference, *values = children
        name = reference.children[0]
        quantity = self._reference(reference)
        if quantity.kind != "enum":
            message = f"« {name} » n'a pas de valeurs nommées : comparez-le à un nombre"
            raise ExpressionError(message, (name.column or 1) - 1, len(name))
        targets = frozenset(self._value(value, quantity.values) for value in values)
        reader = quantity.reader(None)
        return Compiled(
            lambda view: judged(reader(view), lambda option: within(option, targets)),
            quantity.reads,
        )

    def _value(self, token: Token, allowed: Collection[str]) -> str:
        if str(token) not in allowed:
            raise unknown_name(token, allowed, "valeur inconnue")
        return str(token)

    def _some_in(self, children: Sequence[Any]) -> Compiled:
        name, *values = children
        key = self._key(name)
        targets = frozenset(self._value(value, key.values) for value in values)
        label = str(name)

        def condition(view: View) -> Outcome:
            facts = tuple(fact for fact in view.facts(label) if fact.value in targets)
            if facts:
                return Outcome(Truth.TRUE, facts)
            return Outcome(Truth.UNKNOWN, missing=(label,))

        return Compiled(condition, frozenset({label}))

    def _stated(self, children: Sequence[Any]) -> Compiled:
        names = tuple(str(self._key(name).name) for name in children)

        def condition(view: View) -> Outcome:
            facts = tuple(fact for name in names for fact in view.facts(name))
            if facts:
                return Outcome(Truth.TRUE, facts[:1])
            return Outcome(Truth.UNKNOWN, missing=names)

        return Compiled(condition, frozenset(names))

    def _key(self, name: Token) -> Key:
        if name not in self.scope.keys:
            raise unknown_name(name, [*self.scope.keys, *FUNCTIONS], "fait inconnu")
        return self.scope.keys[name]

    def _comparison(self, children: Sequence[Any]) -> Compiled:
        left, operator, right = children
        if left.data == "literal" or right.data == "difference":
            message = "un fait est attendu à gauche, un nombre ou un fait à droite"
            raise ExpressionError(message, (operator.column or 1) - 1)
        if right.data != "literal":
            return self._dates(left, operator, right)
        quantity = self._difference(left) if left.data == "difference" else self._reference(left)
        number, unit = float(right.children[0]), _unit(right)
        if quantity.kind != "number":
            raise ExpressionError(
                "un nombre ne se compare qu'à un nombre", (operator.column or 1) - 1
            )
        if unit is None and quantity.units:
            raise ExpressionError(
                f"unité manquante ({', '.join(quantity.units)})",
                (right.children[0].column or 1) - 1,
                len(right.children[0]),
            )
        if unit is not None and not any(
            convertible(unit, other, substance=quantity.substance) for other in quantity.units
        ):
            token = right.children[1]
            raise ExpressionError(
                f"« {token} » ne mesure pas la même chose que {' ou '.join(quantity.units) or 'un nombre'}",
                (token.column or 1) - 1,
                len(token),
            )
        reader, sign = quantity.reader(unit), str(operator)

        def test(option: Option) -> Truth:
            content = option.content
            assert isinstance(content, Interval)
            return Truth.of(content.compare(sign, number))

        return Compiled(lambda view: judged(reader(view), test), quantity.reads)

    def _dates(self, left: Any, operator: Token, right: Any) -> Compiled:
        column = (operator.column or 1) - 1
        if left.data == "difference":
            raise ExpressionError("une durée se compare à un nombre de jours", column)
        one, other = self._reference(left), self._reference(right)
        if one.kind != "date" or other.kind != "date":
            message = "une date ne se compare qu'à une date, un nombre à un nombre"
            raise ExpressionError(message, column)
        if operator not in ("<", ">"):
            raise ExpressionError("entre deux dates, seuls < et > sont permis", column)
        earlier, later = (one, other) if operator == "<" else (other, one)
        first, second = earlier.reader(None), later.reader(None)

        def condition(view: View) -> Outcome:
            known = paired(first(view), second(view), is_before)
            return judged(known, lambda option: within(option, frozenset({"yes"})))

        return Compiled(condition, earlier.reads | later.reads)

    def _difference(self, tree: Any) -> Quantity:
        later, earlier = (self._reference(child) for child in tree.children)
        if later.kind != "date" or earlier.kind != "date":
            raise ExpressionError("seules deux dates se soustraient")
        last, first = later.reader(None), earlier.reader(None)
        return Quantity(
            "number",
            lambda unit: lambda view: paired(last(view), first(view), days_between(unit or "days")),
            later.reads | earlier.reads,
            ("days",),
        )

    def _reference(self, tree: Any) -> Quantity:
        name, arguments, attribute = _parts(tree)
        if self.scope.lesion and not arguments and attribute is None:
            if name in LESION_NUMBERS:
                return lesion_number(str(name), None)
            if name == "site":
                return Quantity("enum", lambda _: lesion_site, frozenset({"metastasis"}), (), SITES)
        function = FUNCTIONS.get(name)
        if function is not None and attribute is None and function.kind != "truth":
            return computed(function, _arguments(function, name, arguments))
        key = self._key(name)
        item = make_item(str(name), _discriminator(key, name, arguments))
        if attribute is not None:
            if key.name != "metastasis" or attribute not in LESION_NUMBERS:
                raise unknown_name(attribute, LESION_NUMBERS, "attribut inconnu")
            return lesion_number(str(attribute), item)
        reads = frozenset({str(name)})
        if key.type == "number":
            return Quantity(
                "number", lambda unit: lambda view: measure(view, item, unit), reads,
                key.units, (), key.name,
            )  # fmt: skip
        if key.type == "date":
            return Quantity("date", lambda _: lambda view: date(view, item), reads)
        if key.behaviour in ("per_specimen", "events"):
            message = f"« {name} » a plusieurs valeurs : écrivez « some {name} in {{...}} »"
            raise ExpressionError(message, (name.column or 1) - 1, len(name))
        return Quantity("enum", lambda _: lambda view: choice(view, item), reads, (), key.values)


def _parts(tree: Any) -> tuple[Token, list[Token], Token | None]:
    name, *rest = tree.children
    attribute = rest.pop() if rest and rest[-1].type == "NAME" else None
    return name, rest, attribute


def _discriminator(key: Key, name: Token, arguments: list[Token]) -> str | None:
    if not arguments:
        return None
    if len(arguments) > 1 or key.discriminator != "site":
        raise ExpressionError(f"« {name} » ne prend pas ces arguments", (name.column or 1) - 1)
    if arguments[0] not in SITES:
        raise unknown_name(arguments[0], SITES, "site inconnu")
    return str(arguments[0])


def _arguments(function: Function, name: Token, tokens: list[Token]) -> tuple[str, ...]:
    wanted = list(function.parameters)
    if wanted and wanted[-1].many:
        wanted += [wanted[-1]] * (len(tokens) - len(wanted))
    if len(wanted) != len(tokens):
        names = ", ".join(parameter.name for parameter in function.parameters)
        raise ExpressionError(
            f"« {name} » attend : {names or 'aucun argument'}", (name.column or 1) - 1, len(name)
        )
    for parameter, token in zip(wanted, tokens, strict=True):
        if token not in parameter.values:
            raise unknown_name(token, parameter.values, f"{parameter.name} inconnu")
    return tuple(str(token) for token in tokens)


def _unit(literal: Any) -> str | None:
    if len(literal.children) < 2:
        return None
    token = literal.children[1]
    try:
        return parse_unit(str(token))
    except QuantityError as error:
        raise ExpressionError(str(error), (token.column or 1) - 1, len(token)) from None
