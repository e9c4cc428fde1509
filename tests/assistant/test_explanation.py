"""`eligo explain`: the numbered facts, and where each comes from."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents.source import DocumentError
from assistant.explanation import NoSuchFact, explained, numbered
from assistant.extraction.pipeline import Extractor

LETTER = (
    "Lyon, le 12 mars 2025\n\nJ'ai vu Mme Durand, née le 04/06/1961.\n\n"
    "2) ANTÉCÉDENTS FAMILIAUX : cancer du sein chez sa mère.\n\n"
    "Conclusion :\nPas de métastase cérébrale, RE\u00a090 %.\nProbable métastase hépatique.\n"
)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "lettre.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


@pytest.fixture
def explain(letter: Path, extractor: Extractor):
    """The explanation of the fact of which the list shows these words."""

    def run(words: str) -> str:
        lines = list(numbered(letter, extractor))
        number = next(line.split()[0] for line in lines if words in line and line[:3].strip())
        return "\n".join(explained(letter, int(number), extractor))

    return run


def test_the_facts_are_numbered_in_the_order_of_extract(letter: Path, extractor: Extractor) -> None:
    lines = list(numbered(letter, extractor))
    facts = extractor.extract(LETTER).facts
    assert lines[0] == f"{letter} : {len(facts)} faits"
    shown = [line for line in lines if line[:3].strip().isdigit()]
    assert [int(line[:3]) for line in shown] == list(range(1, len(facts) + 1))
    for line, fact in zip(shown, facts, strict=True):
        assert fact.evidence[0].text in line


def test_the_numbers_lead_to_the_same_facts(letter: Path, extractor: Extractor) -> None:
    for number, fact in enumerate(extractor.extract(LETTER).facts, start=1):
        text = "\n".join(explained(letter, number, extractor))
        assert f"{fact.key} = {fact.value}" in text
        assert f"« {fact.evidence[0].text} »" in text
        assert f"caractères {fact.evidence[0].start} à {fact.evidence[0].end}" in text


def test_the_rule_is_shown_with_its_line_and_its_context(explain) -> None:
    text = explain("Métastase cérébrale")
    assert "MET_LESION strong, tournure « métastase », patterns/metastases.yaml:" in text
    assert "négation « Pas de » (NEGATED_EXISTENCE, patterns/context.yaml:" in text
    assert "métastases (assistant/extraction/metastases.py)" in text


def test_the_lines_of_the_rules_are_those_of_the_files(explain) -> None:
    root = Path(__file__).parents[2]
    text = explain("Récepteurs aux œstrogènes")
    place = next(word for word in text.split() if word.startswith("patterns/receptors.yaml:"))
    file, line = place.split(":")
    assert "RE" in (root / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]


def test_the_sentence_and_its_section_are_shown(explain) -> None:
    text = explain("Métastase cérébrale")
    assert "phrase     Pas de métastase cérébrale, RE\u00a090 %." in text
    assert "section    conclusion (conclusion), sous le titre « Conclusion »" in text


def test_targets_outside_the_quote_are_set_apart(explain) -> None:
    text = explain("Métastase cérébrale")
    beside = next(line for line in text.splitlines() if "à côté" in line)
    assert "RECEPTOR er « RE »" in beside


def test_a_fact_that_only_an_expression_read_says_so(explain) -> None:
    text = explain("Date de naissance")
    assert "aucune règle de patterns/ ne recouvre la citation" in text
    assert "patiente (assistant/extraction/patient.py)" in text
    assert "section    aucune" in text


def test_a_number_that_no_fact_has_is_told(letter: Path, extractor: Extractor) -> None:
    for number in (0, -1, 99):
        with pytest.raises(NoSuchFact, match=f"n° {number}"):
            explained(letter, number, extractor)


def test_a_document_without_facts_has_none_to_explain(tmp_path: Path, extractor: Extractor) -> None:
    path = tmp_path / "vide.txt"
    path.write_text("Bonjour.", encoding="utf-8")
    assert list(numbered(path, extractor)) == [f"{path} : aucun fait reconnu"]
    with pytest.raises(NoSuchFact, match="aucun fait"):
        explained(path, 1, extractor)


def test_a_document_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="n'existe pas"):
        explained(tmp_path / "absent.txt", 1)


def test_every_fact_of_the_sample_letter_has_a_reader(extractor: Extractor) -> None:
    sample = Path(__file__).parents[2] / "assistant" / "sample" / "lettre.txt"
    facts = extractor.extract(sample.read_text(encoding="utf-8")).facts
    for number in range(1, len(facts) + 1):
        lines = explained(sample, number, extractor)
        assert any(line.startswith("  lecteur") for line in lines)
        assert max(map(len, lines)) <= 100
