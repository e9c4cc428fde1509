"""Strong Kleene logic: true, false and unknown.

Unknown never counts as false or as true: a conjunction with an unknown part is
false when another part is false, and unknown otherwise. Kleene, Introduction to
Metamathematics (1952), paragraph 64.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Truth(IntEnum):
    """A truth value, ordered false < unknown < true so that "and" is the smallest."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    def __bool__(self) -> bool:
        """Refused: `if truth` would silently take unknown for true or false."""
        raise TypeError("a three-valued truth has no boolean value; compare with `is`")

    def __invert__(self) -> Truth:
        """The negation; the negation of unknown is unknown."""
        return _NEGATION[self]

    @staticmethod
    def of(value: bool | None) -> Truth:
        """TRUE or FALSE for a boolean, UNKNOWN for None."""
        if value is None:
            return Truth.UNKNOWN
        return Truth.TRUE if value else Truth.FALSE


_NEGATION = (Truth.TRUE, Truth.UNKNOWN, Truth.FALSE)


def all_of(truths: Iterable[Truth]) -> Truth:
    """The conjunction; TRUE for no part at all."""
    result = Truth.TRUE
    for truth in truths:
        if truth < result:
            result = truth
    return result


def any_of(truths: Iterable[Truth]) -> Truth:
    """The disjunction; FALSE for no part at all."""
    result = Truth.FALSE
    for truth in truths:
        if truth > result:
            result = truth
    return result


def agreement(truths: Iterable[Truth]) -> Truth:
    """The one truth that all the parts share; UNKNOWN when they differ or when there are none."""
    distinct = set(truths)
    return distinct.pop() if len(distinct) == 1 else Truth.UNKNOWN
