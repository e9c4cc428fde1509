"""Checking what is entered, corrected or given from outside against the vocabulary."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping
from typing import Any

from criteria.quantities import (
    QuantityError,
    convert,
    parse_number,
    parse_span,
    parse_unit,
)
from criteria.vocabulary.catalogue import key_named
from criteria.vocabulary.display import number_label
from criteria.vocabulary.keys import DATE, Attribute, Key, VocabularyError
from criteria.vocabulary.terms import DRUGS

Checked = tuple[str | int | float, str | None, dict[str, Any]]

UNITLESS = ("years", "months")
"""Units that facts leave out: an age is in years, a life expectancy in months."""

INTEGERS = frozenset({"ecog", "grade", "lesion_count", "contiguous_vertebrae"})

_LEVEL = re.compile(r"(?:C[1-7]|T(?:[1-9]|1[0-2])|L[1-5]|S[1-5])")


def check(
    key: str,
    value: Any,
    unit: str | None = None,
    attrs: Mapping[str, Any] | None = None,
) -> Checked:
    """The value, unit and attributes in the form that facts carry.

    Numbers may be given as French text; a missing unit is filled in when only one
    is possible. Raises VocabularyError, one French sentence, for anything outside
    the vocabulary or outside what is plausible.
    """
    known = key_named(key)
    checked = {name: _attribute(known, name, content) for name, content in (attrs or {}).items()}
    if known.type == "number":
        number, unit = _number(known, value, unit)
        return number, unit, checked
    if unit is not None:
        raise VocabularyError(f"{known.label} : pas d'unité attendue.")
    if known.type == "date":
        return _date(known, value), None, checked
    text = str(value).strip()
    if known.type == "text":
        return _stage(known, text), None, checked
    if text not in known.values:
        raise VocabularyError(
            f"{known.label} : « {text} » n'est pas une valeur possible ({_list(known.values)})."
        )
    return text, None, _completed(known, text, checked)


def _list(values: Mapping[str, str]) -> str:
    names = list(values)
    return ", ".join(names if len(names) <= 12 else [*names[:12], "..."])


def _completed(key: Key, value: str, attrs: dict[str, Any]) -> dict[str, Any]:
    if key.name == "metastasis" and "site" not in attrs:
        raise VocabularyError("Métastases : précisez le site.")
    drug_class = DRUGS[value].drug_class if key.name == "systemic_treatment" else None
    if drug_class is not None:
        stated = attrs.setdefault("class", drug_class)
        if stated != drug_class:
            raise VocabularyError(
                f"{DRUGS[value].label} : sa classe est « {drug_class} », pas « {stated} »."
            )
    return attrs


def _number(key: Key, value: Any, unit: str | None) -> tuple[str | int | float, str | None]:
    if value == "normal" and key.group == "labs" and key.name != "creatinine_clearance":
        return "normal", None
    number = _as_number(key.label, value)
    try:
        unit = parse_unit(unit) if unit else unit_for(key, number)
    except QuantityError as error:
        raise VocabularyError(f"{key.label} : {error}") from None
    if unit is not None and unit not in key.units:
        raise VocabularyError(
            f"{key.label} : unité « {unit} » inattendue ({', '.join(key.units)})."
        )
    if key.name in INTEGERS and not number.is_integer():
        raise VocabularyError(f"{key.label} : un nombre entier est attendu.")
    if key.name == "height" or key.unit in UNITLESS:
        number = convert(number, unit, key.unit) if unit and key.unit else number
        unit = None if key.unit in UNITLESS else key.unit
    if not plausible(key, number, unit):
        raise VocabularyError(
            f"{key.label} : {number_label(number)} {unit or ''}".rstrip()
            + " n'est pas une valeur plausible."
        )
    return int(number) if number.is_integer() else number, unit


def unit_for(key: Key, number: float) -> str | None:
    """The unit of a number given without one, when only one of the units is plausible.

    Raises VocabularyError when several are.
    """
    if key.unit in UNITLESS or not key.units:
        return None
    if key.units[1:] in ((), ("xULN",)):
        return key.units[0]
    possible = [unit for unit in key.units if plausible(key, number, unit)]
    if len(possible) == 1:
        return possible[0]
    raise VocabularyError(f"{key.label} : précisez l'unité ({' ou '.join(key.units)}).")


def plausible(key: Key, number: float, unit: str | None) -> bool:
    """Whether the number lies within the bounds of the key."""
    if key.bounds is None or unit == "xULN":
        return 0 <= number < math.inf
    if unit is not None and key.unit is not None:
        number = convert(number, unit, key.unit, substance=key.name)
    return key.bounds[0] <= number <= key.bounds[1]


def _as_number(label: str, value: Any) -> float:
    if isinstance(value, bool):
        raise VocabularyError(f"{label} : un nombre est attendu.")
    if isinstance(value, int | float):
        if not math.isfinite(value):
            raise VocabularyError(f"{label} : un nombre fini est attendu.")
        return float(value)
    try:
        return parse_number(str(value))
    except QuantityError as error:
        raise VocabularyError(f"{label} : {error}") from None


def _date(key: Key, value: Any) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    try:
        span = parse_span(str(value))
    except QuantityError as error:
        raise VocabularyError(f"{key.label} : {error}") from None
    if not span.exact:
        raise VocabularyError(f"{key.label} : le jour est attendu (AAAA-MM-JJ).")
    return str(value).strip()


def _stage(key: Key, text: str) -> str:
    compact = re.sub(r"\s+", "", text)
    pattern = rf"[cpyrma]{{0,3}}{key.name.upper()}[0-4xXiIsS][\w()+\-]*"
    if not re.fullmatch(pattern, compact):
        raise VocabularyError(f"{key.label} : « {text} » n'est pas une notation TNM.")
    return compact


def _attribute(key: Key, name: str, value: Any) -> Any:
    attribute = DATE if name == "date" else key.attributes.get(name)
    if attribute is None:
        raise VocabularyError(f"{key.label} : attribut « {name} » inconnu.")
    label = f"{key.label}, {attribute.label}"
    if attribute.type == "number":
        number = _as_number(label, value)
        if number < 0:
            raise VocabularyError(f"{label} : un nombre négatif n'a pas de sens.")
        return int(number) if number.is_integer() else number
    if attribute.type == "date":
        if isinstance(value, datetime.date):
            return value.isoformat()[:10]
        try:
            parse_span(str(value))
        except QuantityError as error:
            raise VocabularyError(f"{label} : {error}") from None
        return str(value).strip()
    if attribute.type == "bool":
        if not isinstance(value, bool):
            raise VocabularyError(f"{label} : vrai ou faux est attendu.")
        return value
    return _levels(label, value) if attribute.type == "levels" else _choice(label, attribute, value)


def _levels(label: str, value: Any) -> list[str]:
    levels = [str(level).strip().upper() for level in value] if isinstance(value, list) else []
    if not levels or not all(_LEVEL.fullmatch(level) for level in levels):
        raise VocabularyError(f"{label} : une liste de vertèbres est attendue (T8, L1).")
    return levels


def _choice(label: str, attribute: Attribute, value: Any) -> str:
    if str(value) not in attribute.values:
        raise VocabularyError(
            f"{label} : « {value} » n'est pas une valeur possible ({_list(attribute.values)})."
        )
    return str(value)
