"""The French of proofs: what a status rests on, what is missing, what contradicts what."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from criteria.criterion import Freshness
from criteria.derived.known import Option
from criteria.derived.outcome import Outcome
from criteria.facts import Document, Fact
from criteria.record import Record
from criteria.record.patient_record import TREATMENTS
from criteria.record.statements import NOW, stated
from criteria.vocabulary import VOCABULARY, Key, item_label, item_of, parse_item, value_label
from criteria.vocabulary.display import date_label

MAX_FACTS = 8
"""Facts named in one proof; the others are in its list of facts."""

_ATTRIBUTES = {
    "count": "nombre de lésions",
    "size_mm": "taille",
    "volume_ml": "volume",
    "uln": "limite supérieure du laboratoire",
}

KINDS = {
    "consultation": "lettre de consultation", "pathology": "compte rendu anatomopathologique",
    "imaging": "compte rendu d'imagerie", "rcp": "RCP", "biology": "biologie",
    "operative": "compte rendu opératoire", "discharge": "lettre de sortie",
    "nursing": "note de soins",
}  # fmt: skip


def fact_label(fact: Fact) -> str:
    """A fact in one phrase: "Récepteurs aux œstrogènes (primitif) : positif, 90 %"."""
    key = VOCABULARY.get(fact.key)
    if key is None:
        return f"{fact.key}\u00a0: {fact.value}"
    if fact.key == "systemic_treatment":
        return value_label(fact)
    name = key.short if key.discriminator is None else item_label(item_of(fact))
    return f"{name}\u00a0: {value_label(fact)}"


def document_label(document: Document) -> str:
    """A document by its kind and date: "compte rendu d'imagerie du 28/09/2023"."""
    kind = KINDS.get(document.kind, "document")
    return f"{kind} du {date_label(document.date)}" if document.date else f"{kind} sans date"


def source_label(fact: Fact) -> str:
    """Where a fact comes from: the kind and date of its document, and its sentence."""
    if fact.document is None:
        return "saisi"
    quote = f", « {' '.join(fact.evidence[0].text.split())} »" if fact.evidence else ""
    return f"{document_label(fact.document)}{quote}"


def need_label(need: str, keys: Mapping[str, Key]) -> str:
    """A missing item in French, with the attribute that is missing if only that is."""
    item, _, attribute = need.partition("#")
    name = parse_item(item)[0]
    label = keys[name].label if name in keys else item_label(item)
    return f"{label} ({_ATTRIBUTES.get(attribute, attribute)})" if attribute else label


def versions(options: Sequence[Option]) -> str:
    """Two or more versions that give different answers, each with its source."""
    told = []
    for option in options:
        facts = [f"{fact_label(fact)} [{source_label(fact)}]" for fact in option.facts[:2]]
        told.append(" et ".join(facts) or option.note or "non dit")
    return " / ".join(dict.fromkeys(told))


def conflict(slot: str, record: Record) -> str:
    """The versions of an item that documents tell differently, each with its source."""
    if slot == TREATMENTS:
        facts = [
            fact
            for history in record.histories
            for course in history.courses
            for fact in course.facts
            if any(course not in other.courses for other in record.histories)
        ]
        options = [Option(frozenset({slot}), (fact,)) for fact in facts]
    else:
        options = [
            Option(frozenset({slot}), candidate.facts[:2])
            for candidate in record.slots.get(slot, ())
        ]
    return versions(options)


def reading(text: str, status: str) -> str:
    """What one reading of an ambiguous text gives."""
    names = {"pass": "satisfait", "fail": "non satisfait", "unknown": "indéterminé"}
    return f"Lecture « {text} »\u00a0: {names[status]}."


def stale(facts: Sequence[Fact], ref_date: datetime.date, freshness: Freshness) -> list[str]:
    """Warnings for the values that are older than the protocol's limit."""
    warnings = []
    for fact in facts:
        if fact.key not in freshness.keys:
            continue
        when = stated(fact).when
        if when is None or when == NOW:
            continue
        if _months_later(when.last, freshness.months) < ref_date:
            key = VOCABULARY[fact.key]
            day = date_label(when.last.isoformat())
            warnings.append(f"{key.short} du {day}\u00a0: plus de {freshness.months} mois.")
    return warnings


def _months_later(day: datetime.date, months: int) -> datetime.date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    following = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = following - datetime.timedelta(days=1)
    return last.replace(day=min(day.day, last.day))


def _labels(facts: Sequence[Fact]) -> list[str]:
    """The facts in words, without those that another one says more fully."""
    labels = list(dict.fromkeys(fact_label(fact) for fact in facts))
    return [
        label
        for label in labels
        if not any(other != label and other.startswith(label) for other in labels)
    ]


def proof(
    *,
    status: str,
    outcome: Outcome,
    needs: Sequence[str],
    conflicts: Sequence[str],
    doubts: Sequence[str],
    remedy: str | None,
    exemption: str | None,
    superseded: Sequence[Fact],
    keys: Mapping[str, Key],
) -> str:
    """One French line: the facts used with their values, what is missing, the remedy."""
    parts: list[str] = []
    if conflicts:
        parts.append(f"Discordance\u00a0: {' ; '.join(dict.fromkeys(conflicts))}")
    labels = _labels(outcome.facts)
    shown = labels[:MAX_FACTS]
    if more := len(labels) - MAX_FACTS if len(labels) > MAX_FACTS else 0:
        shown.append(f"et {more} autre{'s' if more > 1 else ''} fait{'s' if more > 1 else ''}")
    if shown and not conflicts:
        parts.append(" ; ".join(shown))
    parts += outcome.notes
    parts += doubts
    if exemption:
        parts.append(exemption.rstrip("."))
    if status == "unknown" and needs and not conflicts:
        missing = list(dict.fromkeys(need_label(need, keys) for need in needs))
        parts.append(f"À renseigner\u00a0: {', '.join(missing)}")
    if superseded:
        old = " ; ".join(f"{fact_label(fact)} [{source_label(fact)}]" for fact in superseded[:2])
        parts.append(f"Antérieur au diagnostic métastatique, ne décide pas\u00a0: {old}")
    if outcome.readings and status == "unknown":
        told = [
            reading(one.text, {2: "pass", 1: "unknown", 0: "fail"}[int(one.truth)]).rstrip(".")
            for group in outcome.readings
            for one in group
        ]
        parts.append(" ; ".join(told))
    if remedy:
        parts.append(f"Remédiable\u00a0: {remedy.rstrip('.')}")
    elif status == "fail":
        parts.append("Pas de remède prévu par le protocole")
    return (
        ". ".join(part.rstrip(".") for part in parts if part) + "." if parts else "Rien n'est dit."
    )
