"""The named quantities and conditions that a protocol's expressions may use.

Each is general clinical knowledge, usable by any breast cancer protocol; thresholds
and decisions stay in the protocol.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from criteria.derived.known import Known
from criteria.derived.outcome import Outcome
from criteria.record import View

Kind = Literal["number", "date", "enum", "truth"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an argument may be: one of `values`; `many` takes any number of them.

    `reads` marks an argument that is itself the key the function reads.
    """

    name: str
    values: frozenset[str]
    many: bool = False
    reads: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """A named quantity or condition: what it reads, what it takes, what it gives.

    `keys` are the vocabulary keys that it reads; `unit` that of a number; `values`
    those of an enumeration. `label` names it in French in a proof.
    """

    name: str
    kind: Kind
    label: str
    compute: Callable[[View, tuple[str, ...]], Known | Outcome]
    keys: frozenset[str]
    parameters: tuple[Parameter, ...] = ()
    unit: str | None = None
    values: frozenset[str] = frozenset()


def cached(
    name: str, compute: Callable[[View, tuple[str, ...]], Known | Outcome]
) -> Callable[[View, tuple[str, ...]], Known | Outcome]:
    """The computation done once for each version of a record."""

    def once(view: View, arguments: tuple[str, ...]) -> Known | Outcome:
        key = (name, arguments)
        found = view.cache.get(key)
        if found is None:
            found = view.cache[key] = compute(view, arguments)
        result: Known | Outcome = found
        return result

    return once


def table(functions: Sequence[Function]) -> dict[str, Function]:
    """The functions by their names."""
    return {function.name: function for function in functions}
