"""How items and values read in French."""

from __future__ import annotations

from typing import Any

from criteria.vocabulary.catalogue import VOCABULARY
from criteria.vocabulary.items import Statement, parse_item
from criteria.vocabulary.keys import Attribute, Key
from criteria.vocabulary.terms import DRUGS, LESIONS, PHASES, SITES, SPECIMENS


def number_label(value: float) -> str:
    """A number as French writes it: 2.5 is "2,5", 268000 is "268 000"."""
    if float(value).is_integer():
        return f"{int(value):,}".replace(",", "\u202f")
    return f"{value:.10g}".replace(".", ",")


def date_label(iso: str) -> str:
    """An ISO date, whole or not, as French writes it: "2025-03" is "03/2025"."""
    return "/".join(reversed(iso.split("-")))


def item_label(item: str) -> str:
    """The French name of an item: "Métastases hépatiques", "Récepteurs aux œstrogènes (primitif)".

    An item of a key that the vocabulary does not know is returned as it is.
    """
    name, discriminator = parse_item(item)
    key = VOCABULARY.get(name)
    if key is None:
        return item
    if discriminator is None:
        return key.label
    if name == "metastasis":
        return LESIONS.get(discriminator, item)
    if key.discriminator == "site":
        return f"{key.label} ({SITES.get(discriminator, discriminator)})"
    if key.discriminator == "drug":
        if discriminator == "none":
            return "Aucun traitement systémique"
        drug = DRUGS.get(discriminator)
        return f"Traitement : {drug.label if drug else discriminator}"
    return f"{key.label} ({SPECIMENS.get(discriminator, discriminator)})"


def value_label(fact: Statement) -> str:
    """The value of a fact in French with its main attributes: "positif, 90 %, forte"."""
    key = VOCABULARY.get(fact.key)
    if key is None:
        return str(fact.value)
    parts = [_value(key, fact)]
    attrs = dict(fact.attrs)
    if key.name == "systemic_treatment":
        parts += _treatment(str(fact.value), attrs)
    else:
        parts += [
            text
            for name, attribute in key.attributes.items()
            if name in attrs
            and name not in ("site", "specimen", "uln", "date", "bound")
            and (text := _attribute(name, attribute, attrs[name]))
        ]
        if "uln" in attrs:
            parts.append(f"N < {number_label(attrs['uln'])}")
    if key.behaviour == "events" and attrs.get("date"):
        parts.append(date_label(str(attrs["date"])))
    return ", ".join(part for part in parts if part)


def _value(key: Key, fact: Statement) -> str:
    value = fact.value
    if key.type == "date":
        return date_label(str(value))
    if key.type == "number" and isinstance(value, int | float):
        bound = {"gt": "> ", "ge": "≥ ", "lt": "< ", "le": "≤ "}.get(fact.attrs.get("bound", ""))
        return f"{bound or ''}{quantity_label(value, fact.unit or key.unit)}"
    if value == "normal":
        return "normale" if key.label.endswith("e") else "normal"
    return str(key.values.get(str(value), value))


def quantity_label(value: float, unit: str | None) -> str:
    """A number with its unit: "12 µmol/L", "3 N", "57 ans"."""
    names = {"xULN": "N", "years": "ans", "months": "mois", "days": "jours", None: ""}
    unit_name = names.get(unit, unit)
    return f"{number_label(value)}\u00a0{unit_name}" if unit_name else number_label(value)


def _attribute(name: str, attribute: Attribute, value: Any) -> str:
    if attribute.type == "bool":
        return attribute.label if value else "rechute" if name == "synchronous" else ""
    if attribute.type == "levels":
        return " ".join(value) if isinstance(value, list | tuple) else str(value)
    if name == "count" and isinstance(value, int | float):
        return f"{number_label(value)}\u00a0lésion{'s' if value > 1 else ''}"
    if attribute.unit is not None and isinstance(value, int | float):
        return quantity_label(value, attribute.unit)
    if attribute.type == "enum":
        return attribute.values.get(str(value), str(value)) if value != "done" else ""
    shown = number_label(value) if isinstance(value, int | float) else str(value)
    return f"{attribute.label}\u00a0{shown}"


def _treatment(drug: str, attrs: dict[str, Any]) -> list[str]:
    """Course of a treatment: phase, state, dates, cycles ("en cours depuis 03/2025")."""
    parts = [PHASES.get(attrs.get("phase", ""), "")]
    status, start, end = attrs.get("status"), attrs.get("start"), attrs.get("end")
    if drug == "none":
        return parts
    state = {
        "planned": "prévu", "ongoing": "en cours", "stopped": "arrêté", "completed": "terminé",
        "never": "jamais donné",
    }.get(str(status), "")  # fmt: skip
    if start and end:
        parts.append(f"{state} ({_day(start)} - {_day(end)})".strip())
    elif start and status == "ongoing":
        parts.append(f"{state} depuis {_on(start)}")
    elif start:
        parts += [state, f"début {_day(start)}"]
    elif end:
        parts.append(f"{state} {'' if len(str(end)) == 10 else 'en '}{_on(end)}".strip())
    else:
        parts.append(state)
    if "cycles" in attrs:
        cycles = attrs["cycles"]
        parts.append(f"{number_label(cycles)}\u00a0cycle{'s' if cycles > 1 else ''}")
    if "months" in attrs:
        parts.append(f"{number_label(attrs['months'])}\u00a0mois")
    return parts


def _day(date: object) -> str:
    return date_label(str(date))


def _on(date: object) -> str:
    return f"le {_day(date)}" if len(str(date)) == 10 else _day(date)
