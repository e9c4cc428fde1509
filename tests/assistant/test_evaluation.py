"""`eligo evaluate`: the scores, and the errors by cause, with their exact quotes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation import Evaluation, evaluate_corpus
from assistant.evaluation_report import print_evaluation
from assistant.extraction.pipeline import Extractor
from criteria.errors import EligoError

LETTER = (
    "Lyon, le 12 mars 2025\n\nAntécédents :\nAppendicectomie.\n\nExamen :\n"
    "L'immunohistochimie retrouve RE\u00a090 %, RP 40 %.\nPas de métastase\nhépatique au scanner.\nPoids 62 kg.\n"
)


def annotate(folder: Path, name: str, text: str, *facts: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    gold = {"kind": "consultation", "date": "2025-03-12", "facts": list(facts)}
    (folder / f"{name}.json").write_text(json.dumps(gold), encoding="utf-8")


def fact(key: str, value: Any, evidence: str, **attrs: Any) -> dict[str, Any]:
    return {"key": key, "value": value, "attrs": attrs, "evidence": evidence}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two documents: a wrong percentage twice, a metastasis that the annotation has the other way."""
    for name in ("a", "b"):
        annotate(
            tmp_path / "lot",
            name,
            LETTER,
            fact("er", "positive", "RE\u00a090 %", percent=95, specimen="primary"),
            fact("pr", "positive", "RP 40 %", percent=40, specimen="primary"),
            fact("metastasis", "absent", "Pas de métastase\nhépatique", site="liver"),
        )
    annotate(
        tmp_path / "lot",
        "c",
        LETTER,
        fact("er", "positive", "RE\u00a090 %", percent=90),
        fact("pr", "positive", "RP 40 %", percent=40),
        fact("metastasis", "present", "métastase\nhépatique", site="liver"),
        fact("cirrhosis", "absent", "Appendicectomie"),
    )
    return tmp_path


@pytest.fixture
def evaluation(corpus: Path, extractor: Extractor) -> Evaluation:
    return evaluate_corpus(corpus, errors=True, extractor=extractor)


def test_errors_of_one_key_and_kind_stand_together_the_most_frequent_first(
    evaluation: Evaluation,
) -> None:
    counts = [group.count for group in evaluation.mistakes]
    assert counts == sorted(counts, reverse=True)
    groups = {(g.key, g.attribute, g.cause): g for g in evaluation.mistakes}
    assert groups["weight", None, "invented"].count == 3
    assert groups["er", "percent", "wrong"].count == 2
    assert groups["metastasis", None, "missed"].count == 1
    assert groups["cirrhosis", None, "missed"].theme == "trial"


def test_errors_of_one_wording_stand_together(evaluation: Evaluation) -> None:
    group = next(g for g in evaluation.mistakes if g.attribute == "percent")
    ((family, cases),) = group.families
    assert family == "RECEPTOR er « re »"
    assert [case.document.name for case in cases] == ["a.txt", "b.txt"]


def test_a_quote_that_no_rule_matches_is_grouped_by_its_words(evaluation: Evaluation) -> None:
    group = next(g for g in evaluation.mistakes if g.key == "cirrhosis")
    assert group.families[0][0] == "aucune règle ne couvre « appendicectomie »"


def test_each_case_has_its_exact_quote_and_whole_sentence(evaluation: Evaluation) -> None:
    for group in evaluation.mistakes:
        for _, cases in group.families:
            for case in cases:
                assert case.quote == LETTER[case.start : case.end]
                assert case.quote in case.sentence
                assert case.sentence in LETTER
                assert case.quote.split("\n")[0] in LETTER.split("\n")[case.line - 1]


def test_a_missed_fact_says_what_was_extracted_in_its_place(evaluation: Evaluation) -> None:
    group = next(g for g in evaluation.mistakes if (g.key, g.cause) == ("metastasis", "missed"))
    ((_, (case,)),) = group.families
    assert case.expected == "metastasis present, site=liver"
    assert case.instead == "metastasis absent, site=liver"
    assert ("NEGATED_EXISTENCE", "Pas de") in [m for rule in case.rules for m in rule.modifiers]


def test_the_rules_of_a_case_say_where_they_are_written(evaluation: Evaluation) -> None:
    group = next(g for g in evaluation.mistakes if g.attribute == "percent")
    (rule,) = group.families[0][1][0].rules
    file, line = rule.origin.split(":")
    written = (Path(__file__).parents[2] / file).read_text(encoding="utf-8").splitlines()
    assert "RE" in written[int(line) - 1]


def test_an_annotated_quote_that_is_not_in_the_document_is_told(
    tmp_path: Path, extractor: Extractor
) -> None:
    annotate(tmp_path, "a", "Bonjour.", fact("er", "positive", "RE 90 %"))
    (group,) = evaluate_corpus(tmp_path, errors=True, extractor=extractor).mistakes
    assert group.families[0][0] == "citation absente du document"


def test_the_text_keeps_to_100_columns_and_shows_the_quotes_as_they_are(
    evaluation: Evaluation, capsys: pytest.CaptureFixture[str]
) -> None:
    print_evaluation(evaluation, errors=True)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 100
    text = "\n".join(lines)
    assert "récepteurs / er.percent / attribut faux : 2" in text
    assert "« RE\u00a090 % »" in text
    assert "« métastase⏎hépatique »" in text
    assert "lot/c.txt:8" in text


def test_without_errors_only_the_scores_are_printed(
    corpus: Path, extractor: Extractor, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluation = evaluate_corpus(corpus, extractor=extractor)
    print_evaluation(evaluation, errors=False)
    printed = capsys.readouterr().out
    assert "3 documents annotés" in printed
    assert "citation :" not in printed
    assert set(evaluation.to_json(errors=False)) == {"documents"}


def test_the_json_has_the_scores_and_the_errors(evaluation: Evaluation) -> None:
    result = json.loads(json.dumps(evaluation.to_json(errors=True)))
    assert result["documents"]["overall"]["missed"] == 2
    group = next(g for g in result["errors"]["documents"] if g["attribute"] == "percent")
    assert (group["theme"], group["key"], group["cause"], group["count"]) == (
        "receptors",
        "er",
        "wrong",
        2,
    )
    case = group["families"][0]["cases"][0]
    assert (case["document"], case["expected"], case["found"]) == (
        "lot/a.txt",
        "percent=95",
        "percent=90",
    )
    assert LETTER[case["start"] : case["end"]] == case["quote"]


@pytest.fixture
def dossiers(tmp_path: Path, extractor: Extractor) -> Evaluation:
    """Two dossiers of one letter, whose gold refuses a criterion that the letter satisfies."""
    for name in ("d01", "d02"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "d1.txt").write_text(
            "Lyon, le 12 mars 2025\n\nMme Durand, née le 04/06/1961, OMS 1.\n", encoding="utf-8"
        )
        gold = {"ref_date": "2025-03-14", "verdict": "ineligible", "criteria": {"I2": "fail"}}
        (folder / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    return evaluate_corpus(tmp_path, errors=True, extractor=extractor)


def test_dossiers_are_grouped_by_criterion_and_wrong_status(dossiers: Evaluation) -> None:
    (group,) = dossiers.disagreements
    assert (group.criterion, group.expected, group.found) == ("I2", "fail", "pass")
    assert group.dangerous
    assert [case.dossier for case in group.cases] == ["d01", "d02"]


def test_a_dossier_shows_the_sentences_that_its_criterion_rests_on(dossiers: Evaluation) -> None:
    (cited,) = {fact for case in dossiers.disagreements[0].cases for fact in case.facts}
    assert (cited.document, cited.line, cited.quote) == ("d1.txt", 3, "née le 04/06/1961")
    assert cited.sentence == "Mme Durand, née le 04/06/1961, OMS 1."


def test_a_refusal_that_is_announced_as_satisfied_is_told_first(
    dossiers: Evaluation, capsys: pytest.CaptureFixture[str]
) -> None:
    print_evaluation(dossiers, errors=True)
    printed = capsys.readouterr().out
    assert "I2 / respecté au lieu de non respecté (le pire défaut) : 2" in printed
    assert "phrase : Mme Durand, née le 04/06/1961, OMS 1." in printed


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.json", "{", "a.json:1:2"),
        ("a.json", '{"facts": [{"key": "er"}]}', "evidence"),
        ("gold.json", '{"ref_date": "demain"}', "ref_date"),
    ],
    ids=["not-json", "not-an-annotation", "not-a-dossier"],
)
def test_a_faulty_annotation_gets_one_french_sentence(
    tmp_path: Path, extractor: Extractor, name: str, content: str, words: str
) -> None:
    (tmp_path / "a.txt").write_text("OMS 1", encoding="utf-8")
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(EligoError, match=words):
        evaluate_corpus(tmp_path, extractor=extractor)
