"""What is shown can be typed back, and nothing that is typed breaks the editor."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.facts import Fact
from criteria.vocabulary import VOCABULARY, VocabularyError, check, parse_value, value_label

CORPUS = Path(__file__).parents[2] / "corpus"

ELSEWHERE = {"site", "specimen", "date", "synchronous", "line", "bound"}
"""Attributes that the item or the document tells, not the editor's line."""


def facts() -> Iterator[Fact]:
    for path in sorted(CORPUS.glob("**/*.json")):
        content = json.loads(path.read_text("utf-8"))
        for stated in content.get("facts", []) if isinstance(content, dict) else []:
            value, unit, attrs = check(
                stated["key"], stated["value"], stated.get("unit"), stated.get("attrs")
            )
            yield Fact(key=stated["key"], value=value, unit=unit, attrs=attrs)


def told(value: Any, unit: str | None, attrs: dict[str, Any]) -> Any:
    return value, unit, {name: each for name, each in attrs.items() if name not in ELSEWHERE}


def test_the_value_shown_for_a_fact_of_the_corpus_is_read_back() -> None:
    stated = list(facts())
    assert stated
    lost = [
        (fact.key, label)
        for fact in stated
        if told(*parse_value(fact.key, label := value_label(fact)))
        != told(fact.value, fact.unit, fact.attrs)
    ]
    assert lost == []


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(list(VOCABULARY)),
    st.text(alphabet="0123456789 ,./<>=+-%()[]abcdefnoprsuéèNXTL\n\u00a0œ'", max_size=25),
)
def test_whatever_is_typed_gives_a_value_or_one_sentence(key: str, text: str) -> None:
    try:
        value, unit, attrs = parse_value(key, text)
    except VocabularyError as error:
        assert "Traceback" not in str(error)
    else:
        if key != "metastasis":
            assert check(key, value, unit, attrs) == (value, unit, attrs)


@pytest.mark.parametrize("key", list(VOCABULARY))
@pytest.mark.parametrize(
    "text", ["", " ", "?", "?!", "[bold]", "2+", "1e400", "٣", "12/2025", "99"]
)
def test_odd_lines(key: str, text: str) -> None:
    try:
        parse_value(key, text)
    except VocabularyError as error:
        assert str(error).endswith((".", ").", "?"))
