"""An indexed expression finds what `re` finds: on the corpus, and on any text."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings

import assistant.extraction
from assistant.documents.canonical import canonicalise, fold
from assistant.documents.source import read
from assistant.extraction.checkboxes import ticked_text
from assistant.extraction.expressions import (
    Expression,
    IndexedText,
    expression,
    index_now,
    indexed,
)
from tests.assistant.extraction.texts import TEXTS
from tests.conftest import CORPUS

Found = list[tuple[tuple[int, int], ...]]


def expressions_of_the_readers() -> list[Expression]:
    """Every expression that the modules of the extraction make, each pattern once."""
    for module in pkgutil.iter_modules(assistant.extraction.__path__, "assistant.extraction."):
        importlib.import_module(module.name)
    known = {(one.pattern, one.flags): one for one in gc.get_objects() if type(one) is Expression}
    return [known[key] for key in sorted(known)]


@pytest.fixture(scope="module")
def expressions() -> list[tuple[Expression, re.Pattern[str]]]:
    """The expressions with the index in force, each beside what `re` compiles."""
    found = expressions_of_the_readers()
    index_now(found)
    return [(one, re.compile(one.pattern, one.flags)) for one in found]


def spans(matches: Iterator[re.Match[str]]) -> Found:
    return [match.regs for match in matches]


def indexed_forms(text: str) -> list[IndexedText]:
    """A document as the readers search it: its text, folded, and with the boxes of its forms resolved."""
    canonical = canonicalise(text)
    forms = list(indexed(canonical.text, canonical.folded))
    ticked = ticked_text(canonical.folded)
    return forms + ([indexed(ticked, ticked)[1]] if ticked != canonical.folded else [])


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where readers search: sentences, lines, a window around a place, from a place to the end."""
    yield 0, len(text)
    if len(text) > 8:
        yield len(text) // 3, 2 * len(text) // 3
        yield len(text) // 2, len(text)
        yield len(text) // 5, len(text) // 5 + 60
    ends = [match.end() for match in re.finditer(r"[.;]\s|\n", text)]
    yield from list(pairwise([0, *ends, len(text)]))[::7]


def disagreements(
    expressions: list[tuple[Expression, re.Pattern[str]]], text: IndexedText, *, thorough: bool
) -> list[str]:
    plain = str(text)
    places = list(stretches(plain)) if thorough else [(0, len(plain))]
    wrong = []
    for ours, theirs in expressions:
        for pos, endpos in places:
            expected = spans(theirs.finditer(plain, pos, endpos))
            first = ours.search(text, pos, endpos)
            if spans(ours.finditer(text, pos, endpos)) != expected:
                wrong.append(f"finditer {pos}-{endpos} {ours.pattern}")
            if (first.regs if first else None) != (expected[0] if expected else None):
                wrong.append(f"search {pos}-{endpos} {ours.pattern}")
            if expected and not ours.may_match(text, pos, endpos):
                wrong.append(f"may_match {pos}-{endpos} {ours.pattern}")
    return wrong


def corpus_texts() -> list[Path]:
    return sorted(CORPUS.rglob("*.txt"))


def test_the_readers_have_hundreds_of_expressions_and_most_are_indexed(
    expressions: list[tuple[Expression, re.Pattern[str]]],
) -> None:
    assert len(expressions) > 300
    assert sum(one.needs is not None for one, _ in expressions) > 200


@pytest.mark.parametrize(
    "path", corpus_texts()[::12], ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_whole_documents_of_the_corpus(
    expressions: list[tuple[Expression, re.Pattern[str]]], path: Path
) -> None:
    for text in indexed_forms(read(path).text):
        assert disagreements(expressions, text, thorough=False) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", corpus_texts(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_stretches_of_every_document_of_the_corpus(
    expressions: list[tuple[Expression, re.Pattern[str]]], path: Path
) -> None:
    for text in indexed_forms(read(path).text):
        assert disagreements(expressions, text, thorough=True) == []


def test_stretches_of_a_document(expressions: list[tuple[Expression, re.Pattern[str]]]) -> None:
    for text in indexed_forms(read(corpus_texts()[40]).text):
        assert disagreements(expressions, text, thorough=True) == []


def check_any_text(expressions: list[tuple[Expression, re.Pattern[str]]], text: str) -> None:
    for form in indexed_forms(text):
        assert disagreements(expressions, form, thorough=True) == []


@given(TEXTS)
@settings(max_examples=25, deadline=None)
def test_any_text(expressions: list[tuple[Expression, re.Pattern[str]]], text: str) -> None:
    check_any_text(expressions, text)


@pytest.mark.slow
@pytest.mark.timeout(1200)
@given(TEXTS)
@settings(max_examples=600, deadline=None)
def test_many_texts(expressions: list[tuple[Expression, re.Pattern[str]]], text: str) -> None:
    check_any_text(expressions, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"\bmeta\w*", "une meta, des metastases et un hypermetabolisme"),
        (r"(?:pas|sans) (?:de )?lesion", "pas de lesion, sans lesion ; lesion"),
        (r"foie(?=[^.]{0,20}normal)", "foie tout a fait normal. foie. normal"),
        (r"(?<!sans )fracture", "sans fracture, fracture"),
        (r"\d+ ?mm", "12 mm et 3mm, 4 cm"),
        (r"(?m)^bilan\b", "bilan\nle bilan\nbilan fait"),
        (r"bilan$", "bilan fait, bilan"),
        (r"(?i)HER2|RE\b", "her2 Her2 re are RE"),
        (r"aa", "aaaaa aaa"),
        (r"ab|b", "ab b abab"),
        (r"(\w+) \1", "tres tres bien bien"),
        (r"x*ab?", "xxab a xa"),
    ],
)  # fmt: skip
def test_small_expressions(pattern: str, text: str) -> None:
    one = expression(pattern)
    index_now([one])
    compiled = [(one, re.compile(pattern))]
    # The literals are rare in a long text, so that only the stretches around them are searched.
    for document in (text, f"{'il va bien ' * 60}{text}{' elle marche' * 60}"):
        shown, _ = indexed(document, fold(document))
        assert disagreements(compiled, shown, thorough=True) == []
