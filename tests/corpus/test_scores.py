"""The corpus as a whole: the scores that a change must not lower, and what must always hold.

The thresholds are those of the first release; what the rules really reach is higher
(`eligo evaluate corpus/`).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents.source import read
from assistant.extraction.pipeline import Extractor
from assistant.extraction.scoring import GROUPS, Report, load_corpus, score_document
from assistant.screening import DossierScores, load_dossiers, score_dossiers
from criteria.vocabulary import VOCABULARY, check


@pytest.fixture(scope="module")
def report(extractor: Extractor, corpus: Path) -> Report:
    report = Report()
    for gold in load_corpus(corpus):
        text = read(gold.path).text
        score_document(report, gold, extractor.extract(text).facts, text)
    return report


@pytest.fixture(scope="module")
def dossiers(extractor: Extractor, corpus: Path) -> DossierScores:
    return score_dossiers(load_dossiers(corpus), extractor)


def test_every_key_belongs_to_one_group() -> None:
    grouped = [key for keys in GROUPS.values() for key in keys]
    assert sorted(grouped) == sorted(VOCABULARY)


def test_overall(report: Report) -> None:
    assert report.documents >= 43
    assert report.overall.f1 >= 0.80


@pytest.mark.parametrize(
    ("group", "f1"), [("receptors", 0.90), ("labs", 0.90), ("metastases", 0.75)]
)
def test_groups(report: Report, group: str, f1: float) -> None:
    assert report.groups[group].f1 >= f1


def test_every_piece_of_evidence_is_a_slice_of_its_source(report: Report) -> None:
    assert report.evidence_total > 2000
    assert report.evidence_exact == report.evidence_total


def test_no_negated_metastasis_is_read_as_present(report: Report, corpus: Path) -> None:
    """An invented metastasis where the gold says absent, for the same site."""
    absent = {
        (gold.path.name, fact.attrs["site"])
        for gold in load_corpus(corpus)
        for fact in gold.facts
        if fact.key == "metastasis" and fact.value == "absent"
    }
    wrong = [
        mistake
        for mistake in report.mistakes
        if mistake.cause == "invented" and mistake.found is not None
        if (mistake.key, mistake.found.value) == ("metastasis", "present")
        if (mistake.document.name, mistake.found.attrs["site"]) in absent
    ]
    assert wrong == []


def test_every_extracted_fact_belongs_to_the_vocabulary(extractor: Extractor, corpus: Path) -> None:
    for gold in load_corpus(corpus):
        for fact in extractor.extract(read(gold.path).text).facts:
            check(fact.key, fact.value, fact.unit, fact.attrs)


def test_dossiers_agree_with_the_gold(dossiers: DossierScores) -> None:
    assert dossiers.dossiers >= 6
    assert dossiers.right / dossiers.total >= 0.80


def test_no_refusal_comes_out_satisfied_or_not_applicable(dossiers: DossierScores) -> None:
    assert dossiers.dangerous == []
