"""What a typed line says of one item, and how a typed correction restates a fact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from assistant.dialogue.understanding import Request, plain, understand
from criteria.facts import Fact, Value
from criteria.vocabulary import (
    VOCABULARY,
    VocabularyError,
    check,
    item_label,
    item_of,
    parse_item,
    parse_value,
    value_label,
)

_YES_NO = {
    "life_expectancy": {Request.YES: "> 3 mois", Request.NO: "≤ 3 mois"},
}
"""Questions that are put as a yes or no although the value is a number."""

_CONTEXT: dict[str, dict[str, Any]] = {
    "systemic_treatment": {"phase": "metastatic"},
}
"""What a question takes for granted, and its answer with it."""


@dataclass(frozen=True)
class Statement:
    """A value for a key, as the clinician stated it; nothing is recorded yet."""

    key: str
    value: Value
    unit: str | None
    attrs: dict[str, Any]
    completes: str | None = None
    """The id of the fact that this one completes and replaces, None for a new fact."""

    @property
    def fact(self) -> Fact:
        """The statement as a fact, to be labelled like the others."""
        return Fact(key=self.key, value=self.value, unit=self.unit, attrs=self.attrs)

    def __str__(self) -> str:
        return f"{item_label(item_of(self.fact))} : {value_label(self.fact)}"


def read_answer(item: str, text: str) -> Statement:
    """What the answer to the question about an item states.

    Raises `VocabularyError`, one French sentence, when it cannot be read as a value
    of that item. An answer about another site or specimen than the one asked about
    is taken as it was said.
    """
    key, discriminator = parse_item(item)
    asked = VOCABULARY[key]
    request = understand(text).request
    text = _YES_NO.get(key, {}).get(request, text)
    value, unit, attrs = parse_value(key, text)
    context = dict(_CONTEXT.get(key, {}))
    if discriminator is not None and asked.discriminator in ("site", "specimen"):
        context[asked.discriminator] = discriminator
    return Statement(key, *check(key, value, unit, {**context, **attrs}))


def read_detail(fact_id: str, known: Fact, aspect: str, text: str) -> Statement:
    """What a known fact becomes once an attribute that it lacks is given.

    The value stays as it was: « 35 » answers the limit of the laboratory, it is not
    another result. Raises `VocabularyError` when the attribute cannot be read.
    """
    attribute = VOCABULARY[known.key].attributes[aspect]
    if attribute.type == "date":
        given: Any = parse_value("neuro_exam_date", text)[0]
    elif attribute.type == "number":
        match = _NUMBER.fullmatch(text)
        if match is None:
            raise VocabularyError(
                f"{attribute.label[0].upper()}{attribute.label[1:]} : un nombre est attendu."
            )
        given = float(match["number"].replace(",", "."))
        if aspect == "size_mm" and (match["unit"] or "").lower() == "cm":
            given *= 10
        elif match["unit"] and not _same_unit(match["unit"], attribute.unit or known.unit):
            raise VocabularyError(
                f"L'unité « {match['unit']} » n'est pas celle attendue "
                f"({attribute.unit or known.unit or 'aucune'})."
            )
        given = int(given) if given.is_integer() else given
    else:
        given = parse_value(known.key, text)[2].get(aspect)
        if given is None:
            raise VocabularyError(f"« {text.strip()} » n'est pas compris.")
    value, unit, attrs = check(known.key, known.value, known.unit, {**known.attrs, aspect: given})
    return Statement(known.key, value, unit, attrs, completes=fact_id)


_NUMBER = re.compile(
    r"\s*(?:n\s*)?[<≤=:]?\s*(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>[a-zµ%/]+[a-z0-9/]*)?\s*\.?\s*",
    re.IGNORECASE,
)


def _same_unit(typed: str, expected: str | None) -> bool:
    names = {"ui/l": "u/l", "lesion": "", "lesions": ""}
    one, other = (names.get(plain(unit), plain(unit)) for unit in (typed, expected or ""))
    return one == other


def editable(fact: Fact) -> str:
    """The text that the correction of a fact starts from."""
    return (
        value_label(fact)
        .replace("\N{NO-BREAK SPACE}", " ")
        .replace("\N{NARROW NO-BREAK SPACE}", " ")
    )


def read_correction(before: Fact, typed: str) -> Statement:
    """What a fact becomes when its editable text was changed to ``typed``.

    What the text does not show (site, specimen, date of a result) stays as it was;
    what it showed and shows no more is gone. Raises `VocabularyError` when the text
    cannot be read, or was changed without anything in it being understood.
    """
    shown = editable(before)
    value, unit, attrs = parse_value(before.key, typed)
    kept = {name: held for name, held in before.attrs.items() if name not in _shown(before)}
    value, unit, attrs = check(before.key, value, unit, {**kept, **attrs})
    after = Statement(before.key, value, unit, attrs)
    if typed.strip() != shown and _content(after.fact) == _content(before):
        raise VocabularyError(
            f"{VOCABULARY[before.key].label} : ce changement n'est pas compris ; "
            "rejetez le fait (x) si la valeur est fausse, ou écrivez-la autrement."
        )
    lost = _lost_number(typed, after.fact)
    if lost is not None:
        raise VocabularyError(
            f"{VOCABULARY[before.key].label} : « {lost} » n'est pas compris ; "
            "écrivez la valeur autrement."
        )
    return after


def _lost_number(typed: str, after: Fact) -> str | None:
    """A number of the typed text that is nowhere in the fact: it would be dropped in silence.

    A number may have changed unit on the way: centimetres, metres, two-digit years.
    """
    told = f"{editable(after)} {after.value} {after.attrs}"
    kept = {float(number.replace(",", ".")) for number in _DIGITS.findall(told)}
    for number in _DIGITS.findall(typed):
        written = float(number.replace(",", "."))
        if not kept & {written, written * 10, written * 100, written + 2000}:
            return str(number)
    return None


_DIGITS = re.compile(r"\d+(?:[.,]\d+)?")


def _shown(fact: Fact) -> set[str]:
    """The attributes that the editable text of a fact states."""
    try:
        return set(parse_value(fact.key, editable(fact))[2])
    except VocabularyError:
        return set()


def _content(fact: Fact) -> tuple[Any, ...]:
    return fact.value, fact.unit, dict(fact.attrs)


def hint(key: str, aspect: str | None = None) -> str:
    """What may be typed for a key, or for one attribute of it: its values, or its units."""
    known = VOCABULARY[key]
    if aspect is not None:
        attribute = known.attributes[aspect]
        unit = f" ({attribute.unit})" if attribute.unit else ""
        return f"{attribute.label}{unit}"
    if known.values:
        labels = list(known.values.values())
        return ", ".join(labels[:6]) + (", …" if len(labels) > 6 else "")
    if known.type == "date":
        return "jour/mois/année"
    if known.units:
        return "nombre et unité : " + ", ".join(
            {"xULN": "N"}.get(unit, unit) for unit in known.units
        )
    return "nombre" if known.type == "number" else "texte"
