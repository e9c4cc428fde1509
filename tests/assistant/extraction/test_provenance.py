"""Where facts come from: headings, shapes of quotes, the lines of the rules."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from assistant.extraction.pipeline import Extractor
from assistant.extraction.provenance import modifier_origin, passage, readers_of, shape
from patterns.loader import THEMES, load_context, load_theme
from patterns.origins import context_origins, target_origins
from tests.assistant.extraction.texts import TEXTS


@pytest.mark.parametrize(
    ("text", "quote", "heading"),
    [
        ("ATCD : HTA, cirrhose.", "cirrhose", "ATCD"),
        ("2) Antécédents familiaux\nCancer du sein.", "Cancer", "Antécédents familiaux"),
        ("- CONCLUSION :\nLésion stable.\nMétastase hépatique.", "Métastase", "CONCLUSION"),
        ("Mme Durand a une métastase.", "métastase", None),
        ("IV. Histoire de la maladie :\nOpérée en 2017.", "Opérée", "Histoire de la maladie"),
    ],
    ids=["same-line", "numbered", "bulleted", "none", "roman"],
)
def test_heading(extractor: Extractor, text: str, quote: str, heading: str | None) -> None:
    start = text.index(quote)
    assert passage(extractor.analyse(text), start, start + len(quote)).heading == heading


def test_a_quote_over_two_sentences_shows_both(extractor: Extractor) -> None:
    text = "Bilan fait. Pas de lésion. Foie normal. Rachis normal."
    start, end = text.index("lésion"), text.index("normal") + 6
    place = passage(extractor.analyse(text), start, end)
    assert text[place.sentence_start : place.sentence_end] == "Pas de lésion. Foie normal."


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("RE 90 %", "re # %"),
        ("Métastase\nHÉPATIQUE", "metastase hepatique"),
        ("douze cycles de paclitaxel hebdomadaire par voie", "douze cycles de paclitaxel hebdomadaire par…"),
    ],
)  # fmt: skip
def test_shape(quote: str, expected: str) -> None:
    assert shape(quote) == expected


def test_every_fact_has_the_reader_that_states_it(extractor: Extractor) -> None:
    text = "OMS 1. RE 90 %. ASAT 31 UI/L. Pas de cirrhose. Métastase hépatique. Grade 2."
    letter = extractor.analyse(text)
    readers = {
        fact.key: [reading.theme for reading in readers_of(letter, fact)]
        for fact in extractor.extract(text).facts
    }
    assert readers == {
        "ecog": ["patient"],
        "er": ["receptors"],
        "ast": ["labs"],
        "cirrhosis": ["trial"],
        "metastasis": ["metastases"],
        "grade": ["staging"],
    }


def test_every_target_rule_has_a_line() -> None:
    rules = {
        (wording.label, wording.value, wording.literal)
        for theme in THEMES
        for wording in load_theme(theme).targets
    }
    assert rules == set(target_origins())


def test_every_context_rule_has_a_line() -> None:
    rules = {(rule.category, rule.literal) for rule in load_context()}
    assert rules == {(category, literal) for category, literal, _ in context_origins()}


def test_a_modifier_is_found_under_the_category_that_it_is_reported_as() -> None:
    origin = modifier_origin("NEGATED_EXISTENCE", "Plus de")
    assert origin is not None
    assert origin.theme == "context"
    assert modifier_origin("FAMILY", "Plus de") is None


@given(TEXTS)
@settings(max_examples=40, deadline=None)
def test_every_fact_of_any_text_has_its_sentence_and_its_reader(
    extractor: Extractor, text: str
) -> None:
    letter = extractor.analyse(text)
    for fact in extractor.extract(text).facts:
        assert readers_of(letter, fact)
        for piece in fact.evidence:
            place = passage(letter, piece.start, piece.end)
            assert place.sentence_start <= piece.start < piece.end <= place.sentence_end
