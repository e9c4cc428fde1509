"""Which fact to ask next: only those that can still change something, the most useful first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from criteria.evaluation import Assessment, CriterionResult, Status
from criteria.protocol import Protocol
from criteria.record import Record
from criteria.vocabulary import SITES, VOCABULARY, Key, item_label, parse_item
from criteria.vocabulary.terms import LESIONS

ADMINISTRATIVE = frozenset({"consent", "social_security", "randomization_date", "irradiation_date"})
"""Asked last: they are settled at inclusion, when the medical criteria are."""

AFTER: Mapping[str, str] = {
    "her2_ish": "her2_ihc",
    "her2": "her2_ihc",
    "hr": "er",
    "triple_negative": "er",
    "menopause": "sex",
    "pregnancy": "menopause",
    "breastfeeding": "pregnancy",
    "scleroderma": "connective_tissue_disease",
    "primary_radiotherapy": "primary_surgery",
}
"""Facts that are asked after another one, whose answer may make them useless."""


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask for: its item, the French question, the criteria it can still change.

    `aspect` is the attribute that is missing when the item itself is known
    (`size_mm`), None otherwise.
    """

    item: str
    key: str
    question: str
    decides: tuple[str, ...]
    aspect: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The question in the form that `eligo screen` prints."""
        return {"item": self.item, "question": self.question, "decides": list(self.decides)}


def questions(protocol: Protocol, record: Record, assessment: Assessment) -> list[Question]:
    """The facts worth asking for, best first.

    A fact comes first when many criteria wait for it alone, when it can refuse at once,
    when it is cheap to know; judgements and administrative facts come last. Nothing is
    asked while the documents may be of two patients.
    """
    if record.blocked:
        return []
    waiting: dict[str, list[CriterionResult]] = {}
    for result in assessment.criteria.values():
        for need in _open_needs(assessment, result):
            waiting.setdefault(need, []).append(result)
    merged = _merged(waiting)
    asked = [_question(need, results, protocol, record) for need, results in merged.items()]
    ranks = {
        (question.item, question.aspect): _rank(question, merged, protocol, order)
        for order, question in enumerate(asked)
    }
    return sorted(asked, key=lambda question: ranks[question.item, question.aspect])


def screen_json(assessment: Assessment, asked: Iterable[Question]) -> dict[str, Any]:
    """The output of `eligo screen` for one patient."""
    return {**assessment.to_json(), "questions": [question.to_json() for question in asked]}


def _open_needs(assessment: Assessment, result: CriterionResult) -> tuple[str, ...]:
    """What an unknown criterion waits for, unless another one asks for it better.

    A criterion with parts is asked about through its parts, but for what only it needs;
    parts are not asked about while it is unknown whether they apply, nor once another
    part has refused.
    """
    if result.status is not Status.UNKNOWN:
        return ()
    parent = assessment.criteria.get(result.parent or "")
    if parent is not None and (result.applies is None or parent.status is Status.FAIL):
        return ()
    if result.applies is None:
        return result.needs
    below = {need for child in result.children for need in assessment.criteria[child].needs}
    return tuple(need for need in result.needs if need not in below)


def _merged(waiting: Mapping[str, list[CriterionResult]]) -> dict[str, list[CriterionResult]]:
    """One question a fact: an attribute is not asked for apart when the item itself is."""
    merged: dict[str, list[CriterionResult]] = {}
    for need, results in waiting.items():
        item = need.partition("#")[0]
        target = item if item in waiting else need
        listed = merged.setdefault(target, [])
        listed += [result for result in results if result not in listed]
    return merged


def _key(item: str, protocol: Protocol) -> Key | None:
    name = parse_item(item)[0]
    return protocol.facts.get(name) or VOCABULARY.get(name)


def _question(
    need: str, results: list[CriterionResult], protocol: Protocol, record: Record
) -> Question:
    item, _, aspect = need.partition("#")
    key = _key(item, protocol)
    text = _wording(item, aspect, key)
    if item in record.conflicts:
        text = f"Les documents se contredisent. {text}"
    decides = tuple(dict.fromkeys(result.id for result in results))
    return Question(item, parse_item(item)[0], text, decides, aspect or None)


def _wording(item: str, aspect: str, key: Key | None) -> str:
    site = parse_item(item)[1]
    if key is None:
        return f"{item_label(item)} ?"
    if key.name == "metastasis" and site is not None:
        where = LESIONS[site][0].lower() + LESIONS[site][1:]
        return {
            "count": f"Combien y a-t-il de lésions ({where}) ?",
            "size_mm": f"Quelle est la plus grande taille en mm ({where}) ?",
            "volume_ml": f"Quel est le volume en mL ({where}) ?",
        }.get(aspect, f"Y a-t-il une {where} (oui, non, nombre, taille) ?")
    if key.name == "metastasis":
        return "Quelles sont les localisations métastatiques (site, nombre, taille) ?"
    if aspect == "uln":
        return f"{key.short} : quelle est la limite supérieure du laboratoire (N) ?"
    if key.discriminator == "specimen" and site is not None:
        return key.question.replace(" ?", f" ({item_label(item).rpartition('(')[2]} ?")
    if key.discriminator == "site" and site is not None:
        return key.question.replace(" ?", f" ({SITES[site]}) ?")
    return key.question


def _rank(
    question: Question,
    merged: Mapping[str, list[CriterionResult]],
    protocol: Protocol,
    order: int,
) -> tuple[float, ...]:
    """Sort key: administrative and judgement facts last, then by usefulness for the cost."""
    key = _key(question.item, protocol)
    need = f"{question.item}#{question.aspect}" if question.aspect else question.item
    results = merged[need]
    if question.key in ADMINISTRATIVE:
        stage = 2.0
    else:
        stage = 1.0 if key is not None and key.judgement else 0.0
    asked = {name.partition("#")[0].partition("(")[0] for name in merged}
    leader = AFTER.get(question.key)
    while leader is not None:
        stage += 0.2 if leader in asked else 0.0
        leader = AFTER.get(leader)
    worth = sum(1.0 / len(result.needs) for result in results)
    refuses = any(_refuses(result, protocol) for result in results)
    cost = key.cost if key is not None else 1
    return (stage, -(worth + (0.5 if refuses else 0.0)) / cost, float(order))


def _refuses(result: CriterionResult, protocol: Protocol) -> bool:
    """Whether the answer may refuse the patient by itself, without a remedy."""
    criterion = protocol.criteria[result.id]
    return not criterion.remedies and not criterion.parts
