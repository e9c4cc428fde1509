"""The scorer itself: what is matched, missed, invented, and what attributes cost."""

from pathlib import Path

from assistant.extraction.scoring import GoldDocument, GoldFact, Report, score_document
from criteria.facts import Evidence, Fact

SOURCE = "RO 90 %, RP 40 %. Deux lésions hépatiques."


def gold(*facts: GoldFact) -> GoldDocument:
    return GoldDocument(Path("d.txt"), "pathology", None, facts)


def expected(
    key: str, value: object, *, optional: bool = False, unit: str | None = None, **attrs: object
) -> GoldFact:
    return GoldFact(key, value, unit, attrs, "RO 90 %", optional)


def found(key: str, value: object, unit: str | None = None, **attrs: object) -> Fact:
    return Fact(
        key=key,
        value=value,
        unit=unit,
        attrs=attrs,
        evidence=(Evidence(start=0, end=7, text="RO 90 %"),),
    )


def test_matched_missed_and_invented() -> None:
    report = Report()
    score_document(
        report,
        gold(expected("er", "positive"), expected("pr", "positive")),
        [found("er", "positive"), found("her2", "low")],
        SOURCE,
    )
    counts = report.groups["receptors"]
    assert (counts.matched, counts.missed, counts.invented) == (1, 1, 1)


def test_optional_facts_neither_rewarded_nor_penalised() -> None:
    report = Report()
    score_document(
        report,
        gold(expected("hr", "positive", optional=True), expected("her2", "low", optional=True)),
        [found("hr", "positive")],
        SOURCE,
    )
    assert (report.overall.matched, report.overall.missed, report.overall.invented) == (0, 0, 0)


def test_numbers_match_after_conversion() -> None:
    report = Report()
    score_document(
        report, gold(expected("albumin", 3.4, unit="g/dL")), [found("albumin", 34, "g/L")], SOURCE
    )
    assert report.overall.matched == 1


def test_a_metastasis_matches_by_site() -> None:
    report = Report()
    score_document(
        report,
        gold(expected("metastasis", "present", site="liver")),
        [found("metastasis", "present", site="bone")],
        SOURCE,
    )
    assert (report.overall.missed, report.overall.invented) == (1, 1)


def test_the_best_agreement_of_attributes_is_matched_first() -> None:
    report = Report()
    facts = [
        found("er", "positive", specimen="metastasis", percent=60),
        found("er", "positive", specimen="primary", percent=90),
    ]
    score_document(
        report,
        gold(
            expected("er", "positive", specimen="primary", percent=90),
            expected("er", "positive", specimen="metastasis", percent=60),
        ),
        facts,
        SOURCE,
    )
    assert report.attribute_accuracy == 1.0


def test_wrong_missing_and_extra_attributes_all_cost() -> None:
    report = Report()
    score_document(
        report,
        gold(expected("er", "positive", percent=90, intensity="strong")),
        [found("er", "positive", percent=80, hscore=200)],
        SOURCE,
    )
    assert report.attribute_accuracy == 0.0
    assert sum(sum(counter.values()) for counter in report.attributes.values()) == 3


def test_evidence_that_is_not_the_source_is_seen() -> None:
    report = Report()
    fact = Fact(key="er", value="positive", evidence=(Evidence(start=0, end=7, text="RO 80 %"),))
    score_document(report, gold(expected("er", "positive")), [fact], SOURCE)
    assert (report.evidence_exact, report.evidence_total) == (0, 1)
