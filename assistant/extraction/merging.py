"""One fact for each distinct statement of a document."""

from __future__ import annotations

from collections.abc import Iterable

from criteria.facts import Fact

_TELLS_APART: dict[str, tuple[str, ...]] = {
    "metastasis": ("site",),
    "in_irradiated_field": ("site",),
    "metastatic_radiotherapy": ("site", "status"),
    "systemic_treatment": ("phase",),
    "primary_surgery": ("side", "date"),
    "tumor_size": ("side",),
}
"""Attributes that make two statements of one key and value distinct."""
_SPECIMEN_KEYS = frozenset({"histology", "er", "pr", "hr", "her2_ihc", "her2_ish", "her2", "ki67"})
_DATED_KEYS = frozenset(
    [
        "ast",
        "alt",
        "ggt",
        "alp",
        "ldh",
        "bilirubin",
        "creatinine",
        "albumin",
        "creatinine_clearance",
        "hemoglobin",
        "platelets",
        "neutrophils",
        "ca15_3",
        "ecog",
        "weight",
    ]
)


def merge(facts: Iterable[Fact]) -> list[Fact]:
    """Facts that say the same thing become one: first evidence, attributes of all, in order of the text."""
    merged: list[Fact] = []
    alike: dict[tuple[object, ...], list[int]] = {}
    for fact in sorted(facts, key=lambda fact: fact.evidence[0].start if fact.evidence else 0):
        places = alike.setdefault((fact.key, fact.value, fact.unit), [])
        index = next((place for place in places if _same(merged[place], fact)), None)
        if index is None:
            places.append(len(merged))
            merged.append(fact)
        elif fact.attrs.keys() - merged[index].attrs.keys():
            attrs = {**fact.attrs, **merged[index].attrs}
            merged[index] = merged[index].model_copy(update={"attrs": attrs})
    return merged


def _same(one: Fact, other: Fact) -> bool:
    """Whether two facts of one key, value and unit are one statement: nothing tells them apart."""
    names = _TELLS_APART.get(one.key, ())
    if one.key in _SPECIMEN_KEYS:
        names = ("specimen", "percent")
    elif one.key in _DATED_KEYS:
        names = ("date",)
    return all(_agree(one.attrs.get(name), other.attrs.get(name)) for name in names)


def _agree(one: object, other: object) -> bool:
    """Equal, unstated, or one date more precise than the other."""
    if one is None or other is None or one == other:
        return True
    return (
        isinstance(one, str)
        and isinstance(other, str)
        and (one.startswith(other) or other.startswith(one))
    )
