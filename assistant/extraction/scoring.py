"""Scoring an extraction against annotated documents, as the annotation guide says.

Predicted facts are matched one to one with gold facts of the same key and value
(numbers within 1 %, after unit conversion; a metastasis also by site), the best
agreement of attributes first. An optional gold fact is neither rewarded nor
penalised. Attributes are scored apart, on the matched facts.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from criteria.errors import EligoError
from criteria.facts import Fact

GROUPS: dict[str, tuple[str, ...]] = {
    "receptors": ("er", "pr", "hr", "her2_ihc", "her2_ish", "her2", "triple_negative", "ki67"),
    "metastases": ("metastatic", "metastasis", "lesion_count", "in_irradiated_field", "liver_distance_bowel"),
    "spine": (
        "contiguous_vertebrae", "canal_invasion", "cord_compression", "cauda_equina", "neuro_deficit",
        "spinal_instability", "neuro_exam_date", "lies_flat",
    ),
    "staging": ("histology", "grade", "t", "n", "m", "stage", "tumor_size"),
    "labs": (
        "ast", "alt", "ggt", "alp", "ldh", "bilirubin", "creatinine", "albumin", "creatinine_clearance", "hemoglobin",
        "platelets", "neutrophils", "ca15_3",
    ),
    "treatments": ("primary_surgery", "primary_radiotherapy", "metastatic_radiotherapy", "systemic_treatment"),
    "patient": ("birth_date", "age", "sex", "weight", "height", "ecog", "menopause", "pregnancy", "breastfeeding"),
    "trial": (
        "cirrhosis", "hepatitis", "scleroderma", "connective_tissue_disease", "life_expectancy", "social_security",
        "consent", "compliance_obstacle", "randomization_date", "irradiation_date",
    ),
}  # fmt: skip
"""The keys of each group of the report."""

_GROUP_OF = {key: group for group, keys in GROUPS.items() for key in keys}
_UNSCORED_ATTRIBUTES = frozenset({"line", "intent"})
_TO_BASE: dict[str, tuple[str, float]] = {
    "g/dL": ("g/L", 10.0), "/mm3": ("G/L", 0.001), "cm": ("mm", 10.0), "mg/dL": ("mg/L", 10.0),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GoldFact:
    """One annotated fact."""

    key: str
    value: Any
    unit: str | None
    attrs: dict[str, Any]
    evidence: str
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """An annotated document: where it is, and what a careful reader states of it."""

    path: Path
    kind: str
    date: str | None
    facts: tuple[GoldFact, ...]


@dataclass
class Counts:
    """Matched, missed and invented facts."""

    matched: int = 0
    missed: int = 0
    invented: int = 0

    @property
    def precision(self) -> float:
        return (
            self.matched / (self.matched + self.invented) if self.matched + self.invented else 1.0
        )

    @property
    def recall(self) -> float:
        return self.matched / (self.matched + self.missed) if self.matched + self.missed else 1.0

    @property
    def f1(self) -> float:
        total = 2 * self.matched + self.missed + self.invented
        return 2 * self.matched / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error of an extraction: ``cause`` is missed, invented, or wrong, missing, extra for an attribute.

    ``start`` and ``end`` tell its quote in the source: the annotated one of a missed fact, else the
    one that was extracted; None when there is no such quote in the source.
    """

    document: Path
    cause: str
    expected: GoldFact | None
    found: Fact | None
    attribute: str | None = None
    start: int | None = None
    end: int | None = None

    @property
    def key(self) -> str:
        stated = self.expected or self.found
        return stated.key if stated else ""

    @property
    def group(self) -> str:
        """The group of the report that the key belongs to."""
        return _GROUP_OF.get(self.key, "other")


@dataclass
class Report:
    """The scores of a corpus, and every error behind them."""

    documents: int = 0
    groups: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    keys: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    attributes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    evidence_total: int = 0
    evidence_exact: int = 0
    evidence_overlap: int = 0
    matched_with_evidence: int = 0
    kinds_right: int = 0
    dates_right: int = 0
    mistakes: list[Mistake] = field(default_factory=list)

    @property
    def overall(self) -> Counts:
        total = Counts()
        for counts in self.groups.values():
            total.matched += counts.matched
            total.missed += counts.missed
            total.invented += counts.invented
        return total

    @property
    def attribute_accuracy(self) -> float:
        right = sum(counter["right"] for counter in self.attributes.values())
        total = sum(sum(counter.values()) for counter in self.attributes.values())
        return right / total if total else 1.0


class CorpusError(EligoError):
    """An annotation that cannot be read; the message is one French sentence."""


def load_corpus(folder: Path) -> list[GoldDocument]:
    """The annotated documents below ``folder``: each text with a json of the same stem beside it.

    Raises CorpusError, which names the annotation at fault.
    """
    return [
        _annotated(path)
        for path in sorted(folder.rglob("*.txt"))
        if path.with_suffix(".json").exists()
    ]


def load_annotation(path: Path) -> Any:
    """The JSON of an annotation. Raises CorpusError when it is none."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise CorpusError(
            f"{path}:{error.lineno}:{error.colno}: ce n'est pas du JSON valide."
        ) from None
    except (OSError, UnicodeDecodeError):
        raise CorpusError(f"« {path} » ne peut pas être lu : il faut du JSON en UTF-8.") from None


def _annotated(path: Path) -> GoldDocument:
    gold = path.with_suffix(".json")
    content = load_annotation(gold)
    try:
        facts = tuple(
            GoldFact(
                fact["key"],
                fact["value"],
                fact.get("unit"),
                fact.get("attrs", {}),
                fact["evidence"],
                fact.get("optional", False),
            )
            for fact in content["facts"]
        )
        return GoldDocument(path, content["kind"], content["date"], facts)
    except (KeyError, TypeError, AttributeError):
        raise CorpusError(
            f"« {gold} » n'est pas une annotation : il faut « kind », « date » et « facts », "
            "et pour chaque fait « key », « value » et « evidence »."
        ) from None


def score_document(report: Report, gold: GoldDocument, facts: Iterable[Fact], source: str) -> None:
    """Add one document to the report."""
    predicted = list(facts)
    pairs = _match(predicted, list(gold.facts))
    report.documents += 1
    for fact in predicted:
        for piece in fact.evidence:
            report.evidence_total += 1
            report.evidence_exact += source[piece.start : piece.end] == piece.text
    for fact_index, gold_index in pairs:
        fact, expected = predicted[fact_index], gold.facts[gold_index]
        if expected.optional:
            continue
        group = _GROUP_OF.get(expected.key, "other")
        report.groups[group].matched += 1
        report.keys[expected.key].matched += 1
        _score_attributes(report, gold.path, fact, expected)
        if fact.evidence:
            report.matched_with_evidence += 1
            report.evidence_overlap += _overlaps(fact, expected, source)
    found, expected_found = {p for p, _ in pairs}, {g for _, g in pairs}
    for index, expected in enumerate(gold.facts):
        if index not in expected_found and not expected.optional:
            report.groups[_GROUP_OF.get(expected.key, "other")].missed += 1
            report.keys[expected.key].missed += 1
            start = source.find(expected.evidence)
            end = start + len(expected.evidence)
            place = (start, end) if start >= 0 else (None, None)
            report.mistakes.append(Mistake(gold.path, "missed", expected, None, None, *place))
    for index, fact in enumerate(predicted):
        if index not in found:
            report.groups[_GROUP_OF.get(fact.key, "other")].invented += 1
            report.keys[fact.key].invented += 1
            report.mistakes.append(
                Mistake(gold.path, "invented", None, fact, None, *_quote_of(fact))
            )


def _quote_of(fact: Fact) -> tuple[int | None, int | None]:
    return (fact.evidence[0].start, fact.evidence[0].end) if fact.evidence else (None, None)


def _match(predicted: list[Fact], gold: list[GoldFact]) -> list[tuple[int, int]]:
    """One-to-one pairs, expected facts before optional ones, best agreement of attributes first."""
    candidates = [
        (expected.optional, -_agreement(fact, expected), p, g)
        for p, fact in enumerate(predicted)
        for g, expected in enumerate(gold)
        if _same_statement(fact, expected)
    ]
    pairs: list[tuple[int, int]] = []
    used_predicted: set[int] = set()
    used_gold: set[int] = set()
    for _, _, p, g in sorted(candidates):
        if p not in used_predicted and g not in used_gold:
            pairs.append((p, g))
            used_predicted.add(p)
            used_gold.add(g)
    # An optional statement worded twice may be stated twice: it is neither rewarded nor penalised.
    for p, fact in enumerate(predicted):
        if p not in used_predicted:
            for g, expected in enumerate(gold):
                if expected.optional and _same_statement(fact, expected):
                    pairs.append((p, g))
                    break
    return pairs


def _same_statement(fact: Fact, gold: GoldFact) -> bool:
    if fact.key != gold.key or not same_value(fact.value, fact.unit, gold.value, gold.unit):
        return False
    return fact.key != "metastasis" or fact.attrs.get("site") == gold.attrs.get("site")


def same_value(one: Any, one_unit: str | None, other: Any, other_unit: str | None) -> bool:
    """Equal values: numbers within 1 % after conversion of their units."""
    if (
        isinstance(one, int | float)
        and isinstance(other, int | float)
        and not isinstance(one, bool)
    ):
        one_base, one_factor = _TO_BASE.get(one_unit or "", (one_unit, 1.0))
        other_base, other_factor = _TO_BASE.get(other_unit or "", (other_unit, 1.0))
        if one_base != other_base and one_unit and other_unit:
            return False
        a, b = one * one_factor, other * other_factor
        return abs(a - b) <= 0.01 * max(abs(a), abs(b)) + 1e-9
    return str(one).strip().lower() == str(other).strip().lower()


def _agreement(fact: Fact, gold: GoldFact) -> float:
    names = set(gold.attrs) | set(fact.attrs)
    score = sum(
        1.0 if _same_attribute(fact.attrs.get(n), gold.attrs.get(n)) else -0.25 for n in names
    )
    overlap = any(
        piece.text in gold.evidence or gold.evidence in piece.text for piece in fact.evidence
    )
    return score + (0.5 if overlap else 0.0)


def _same_attribute(one: Any, other: Any) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(str, one)) == sorted(map(str, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return one is not None and other is not None and same_value(one, None, other, None)


def _score_attributes(report: Report, document: Path, fact: Fact, gold: GoldFact) -> None:
    """Right, wrong or missing for each gold attribute; extra for one that the gold does not state."""
    for attribute in sorted((set(gold.attrs) | set(fact.attrs)) - _UNSCORED_ATTRIBUTES):
        mine, expected = fact.attrs.get(attribute), gold.attrs.get(attribute)
        if attribute == "count" and expected == 1 and mine is None:
            continue
        if attribute == "count" and expected is None and mine == 1:
            continue
        if expected is None:
            outcome = "extra"
        elif mine is None:
            outcome = "missing"
        else:
            outcome = "right" if _same_attribute(mine, expected) else "wrong"
        report.attributes[attribute][outcome] += 1
        if outcome != "right":
            report.mistakes.append(
                Mistake(document, outcome, gold, fact, attribute, *_quote_of(fact))
            )


def _overlaps(fact: Fact, gold: GoldFact, source: str) -> bool:
    """Whether some evidence of the fact overlaps some occurrence of the gold quote."""
    position = source.find(gold.evidence)
    while position >= 0:
        end = position + len(gold.evidence)
        if any(piece.start < end and position < piece.end for piece in fact.evidence):
            return True
        position = source.find(gold.evidence, position + 1)
    return False
