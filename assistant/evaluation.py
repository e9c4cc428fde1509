"""`eligo evaluate`: the extraction and the verdicts against a corpus, and their errors by cause."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.documents.source import read
from assistant.extraction.letter import Letter
from assistant.extraction.mistakes import MistakeGroup, group_mistakes
from assistant.extraction.pipeline import Extractor
from assistant.extraction.provenance import passage
from assistant.extraction.scoring import Counts, Report, load_corpus, score_document
from assistant.screening import Disagreement, DossierScores, load_dossiers, score_dossiers
from criteria.errors import EligoError


@dataclass(frozen=True, slots=True)
class CitedFact:
    """A fact that a criterion rests on, with its sentence; None for what it does not have."""

    key: str
    value: str
    document: str
    line: int | None
    quote: str
    sentence: str


@dataclass(frozen=True, slots=True)
class DossierCase:
    """One dossier whose criterion has not the status of the gold."""

    dossier: str
    proof: str
    facts: tuple[CitedFact, ...]


@dataclass(frozen=True, slots=True)
class DisagreementGroup:
    """The dossiers in which one criterion has one wrong status."""

    criterion: str
    expected: str
    found: str
    dangerous: bool
    cases: tuple[DossierCase, ...]


@dataclass(frozen=True)
class Evaluation:
    """The scores of a corpus, and its errors by cause: empty unless they were asked for."""

    corpus: Path
    report: Report
    dossiers: DossierScores
    mistakes: list[MistakeGroup]
    disagreements: list[DisagreementGroup]

    def to_json(self, *, errors: bool) -> dict[str, Any]:
        """The object that `eligo evaluate --format json` prints; ``errors`` adds them by cause."""
        result: dict[str, Any] = {}
        if self.report.documents:
            result["documents"] = _document_scores(self.report)
        if self.dossiers.dossiers:
            result["dossiers"] = _dossier_scores(self.dossiers)
        if errors:
            result["errors"] = {
                "documents": [self._group(group) for group in self.mistakes],
                "dossiers": [asdict(group) for group in self.disagreements],
            }
        return result

    def name(self, document: Path) -> str:
        """A document as the corpus calls it: its path from there."""
        return str(document.relative_to(self.corpus))

    def _group(self, group: MistakeGroup) -> dict[str, Any]:
        return {
            "theme": group.theme,
            "key": group.key,
            "attribute": group.attribute,
            "cause": group.cause,
            "count": group.count,
            "families": [
                {
                    "family": family,
                    "count": len(cases),
                    "cases": [
                        {**asdict(case), "document": self.name(case.document)} for case in cases
                    ],
                }
                for family, cases in group.families
            ],
        }


def evaluate_corpus(
    corpus: Path, *, errors: bool = False, extractor: Extractor | None = None
) -> Evaluation:
    """The scores of the documents and of the dossiers below a folder.

    Raises EligoError when there is neither; DocumentError for one that cannot be read.
    """
    documents, folders = load_corpus(corpus), load_dossiers(corpus)
    if not documents and not folders:
        raise EligoError(
            f"« {corpus} » ne contient ni document annoté (.txt avec son .json) ni dossier (gold.json)."
        )
    extractor = extractor or Extractor()
    report = Report()
    for gold in documents:
        text = read(gold.path).text
        extraction = extractor.extract(text)
        score_document(report, gold, extraction.facts, text)
        report.kinds_right += extraction.kind == gold.kind
        report.dates_right += extraction.date == gold.date
    dossiers = score_dossiers(folders, extractor) if folders else DossierScores()
    letters = _Letters(extractor)
    return Evaluation(
        corpus,
        report,
        dossiers,
        group_mistakes(report.mistakes, letters.analysed) if errors else [],
        _group_disagreements(dossiers.disagreements, letters) if errors else [],
    )


class _Letters:
    """The documents of the errors, each analysed once."""

    def __init__(self, extractor: Extractor) -> None:
        self._extractor = extractor
        self._letters: dict[Path, Letter] = {}

    def analysed(self, path: Path) -> Letter:
        if path not in self._letters:
            self._letters[path] = self._extractor.analyse(read(path).text)
        return self._letters[path]


def _group_disagreements(
    disagreements: list[Disagreement], letters: _Letters
) -> list[DisagreementGroup]:
    groups: dict[tuple[str, str, str], list[Disagreement]] = defaultdict(list)
    for one in disagreements:
        groups[one.criterion, one.expected, one.found].append(one)
    found = [
        DisagreementGroup(
            *name, those[0].dangerous, tuple(_dossier_case(one, letters) for one in those)
        )
        for name, those in groups.items()
    ]
    return sorted(found, key=lambda g: (not g.dangerous, -len(g.cases), g.criterion, g.found))


def _dossier_case(one: Disagreement, letters: _Letters) -> DossierCase:
    cited = []
    for fact in one.facts:
        if fact.document is None or not fact.evidence:
            cited.append(CitedFact(fact.key, str(fact.value), "", None, "", ""))
            continue
        path = Path(fact.document.id)
        letter = letters.analysed(path)
        piece = fact.evidence[0]
        place = passage(letter, piece.start, piece.end)
        sentence = letter.canonical.source[place.sentence_start : place.sentence_end]
        cited.append(
            CitedFact(fact.key, str(fact.value), path.name, place.line, piece.text, sentence)
        )
    return DossierCase(one.dossier.name, one.proof, tuple(dict.fromkeys(cited)))


def _document_scores(report: Report) -> dict[str, Any]:
    return {
        "documents": report.documents,
        "overall": _counts(report.overall),
        "groups": {name: _counts(counts) for name, counts in sorted(report.groups.items())},
        "keys": {name: _counts(counts) for name, counts in sorted(report.keys.items())},
        "attribute_accuracy": round(report.attribute_accuracy, 4),
        "attributes": {name: dict(c) for name, c in sorted(report.attributes.items())},
        "evidence": {"exact": report.evidence_exact, "total": report.evidence_total},
        "evidence_overlap": {
            "overlapping": report.evidence_overlap,
            "total": report.matched_with_evidence,
        },
        "kinds_right": report.kinds_right,
        "dates_right": report.dates_right,
    }


def _counts(counts: Counts) -> dict[str, float]:
    return {
        "precision": round(counts.precision, 4),
        "recall": round(counts.recall, 4),
        "f1": round(counts.f1, 4),
        "matched": counts.matched,
        "missed": counts.missed,
        "invented": counts.invented,
    }


def _dossier_scores(scores: DossierScores) -> dict[str, Any]:
    return {
        "dossiers": scores.dossiers,
        "criteria_right": scores.right,
        "criteria": scores.total,
        "verdicts_right": scores.verdicts_right,
        "dangerous": len(scores.dangerous),
    }
