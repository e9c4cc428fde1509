"""Facts as dated statements, and which of them count."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from criteria.facts import Fact, Status, Value
from criteria.quantities import QuantityError, Span, parse_span
from criteria.vocabulary import item_of

NOW = Span(datetime.date.max, datetime.date.max)
"""When a person entered a fact without a date: after every document."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One value of an item, when it held (None: not known), and the facts that say so."""

    value: Value
    unit: str | None
    attrs: Mapping[str, Any]
    when: Span | None
    facts: tuple[Fact, ...]

    @property
    def entered(self) -> bool:
        """Whether a person stated it without a document."""
        return self.facts[0].status is Status.ENTERED or self.facts[0].document is None

    def after(self, other: Statement) -> bool:
        """Whether it certainly held later than the other."""
        if self.when is None or other.when is None:
            return self.when == NOW
        return other.when.before(self.when) is True


@dataclass(frozen=True, slots=True)
class Candidate:
    """One version of an item: its value, attributes, the facts that state it, and since when."""

    value: Value
    unit: str | None
    attrs: Mapping[str, Any]
    facts: tuple[Fact, ...]
    when: Span | None = None
    others: tuple[Candidate, ...] = ()


def span_of(text: object) -> Span | None:
    """The days that a date of a fact allows; None when there is none or it cannot be read."""
    if not isinstance(text, str):
        return None
    try:
        return parse_span(text)
    except QuantityError:
        return None


def stated(fact: Fact) -> Statement:
    """The fact as a statement; a date of its own prevails over its document's."""
    when = span_of(fact.attrs.get("date"))
    if when is None and fact.document is not None:
        when = span_of(fact.document.date)
    if when is None and (fact.document is None or fact.status is Status.ENTERED):
        when = NOW
    return Statement(fact.value, fact.unit, fact.attrs, when, (fact,))


def deciding(facts: Iterable[Fact], *, provisional: bool) -> list[Fact]:
    """The facts that count: those a person took responsibility for, and proposed ones if asked.

    An entered fact replaces the proposed ones of the same item.
    """
    listed = list(facts)
    kept = [fact for fact in listed if fact.status.decides]
    if not provisional:
        return kept
    entered = {item_of(fact) for fact in kept if fact.status is Status.ENTERED}
    return [
        fact
        for fact in listed
        if fact.status.decides or (fact.status is Status.PROPOSED and item_of(fact) not in entered)
    ]


def restored(facts: Iterable[Fact], counted: Iterable[Fact]) -> list[Fact]:
    """The counted facts, an entered metastasis keeping the details of the proposal it replaces.

    Entering the size of a lesion does not make its number unknown.
    """
    proposed: dict[tuple[str, Value], dict[str, Any]] = {}
    for fact in facts:
        if fact.status is Status.PROPOSED and fact.key == "metastasis":
            proposed.setdefault((item_of(fact), fact.value), {}).update(
                {name: value for name, value in fact.attrs.items() if name != "date"}
            )
    return [
        fact.model_copy(update={"attrs": {**proposed[item_of(fact), fact.value], **fact.attrs}})
        if fact.status is Status.ENTERED and (item_of(fact), fact.value) in proposed
        else fact
        for fact in counted
    ]


def settled(statements: list[Statement]) -> list[Statement]:
    """The statements of one item, without those that an entered one settles.

    When documents contradict each other, the value that a person enters is the answer.
    """
    entered = [statement for statement in statements if statement.entered]
    told = {statement.value for statement in statements if not statement.entered}
    if not entered or len(told) < 2:
        return statements
    answers = {statement.value for statement in entered}
    return [one for one in statements if one.entered or one.value in answers]
