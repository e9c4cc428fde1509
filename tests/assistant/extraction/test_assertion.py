"""What is asserted of a finding or a treatment, over the table of French sentences in assertion.tsv."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.extraction.letter import Target
from assistant.extraction.pipeline import Extractor
from patterns.loader import TargetWording

_TABLE = Path(__file__).with_name("assertion.tsv")
_BRACKET = re.compile(r"\[([^\[\]|]+)(?:\|([a-z]+))?\]")

_FINDINGS = (
    "métastase", "métastases", "localisation secondaire", "localisations secondaires",
    "lésion secondaire", "lésions secondaires", "cirrhose", "compression médullaire",
    "hépatite", "hépatites", "cancer du sein", "k sein",
)  # fmt: skip
_TREATMENTS = {
    "DRUG": ("létrozole", "palbociclib", "tamoxifène"),
    "TREATMENT_CLASS": ("chimiothérapie",),
    "BREAST_SURGERY": ("mastectomie",),
    "RADIOTHERAPY": ("radiothérapie",),
}


def rows() -> Iterator[tuple[str, str, str]]:
    """Expected assertion, phenomenon and bracketed sentence of each line of the table."""
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        expected, phenomenon, sentence = line.split("\t")
        yield expected, phenomenon, sentence


def plain(sentence: str, expected: str) -> tuple[str, list[tuple[int, str]]]:
    """The sentence without its brackets, and where each target begins with what is expected of it."""
    sentence = sentence.replace("œ", "oe")  # as the canonical text spells it: same offsets
    text, wanted, position = "", [], 0
    for match in _BRACKET.finditer(sentence):
        text += sentence[position : match.start()]
        wanted.append((len(text), match[2] or expected))
        text += match[1]
        position = match.end()
    return (text + sentence[position:]).replace("⏎", "\n"), wanted


def assertion(target: Target) -> str:
    """One word for the flags of a target, in the precedence of its kind."""
    if target.family:
        return "family"
    if target.hypothetical:
        return "hypothetical"
    if target.label in _TREATMENTS:
        order = ("cancelled", "uncertain", "planned", "historical")
    else:
        order = ("uncertain", "negated", "historical")
    words = {"uncertain": "possible", "negated": "absent"}
    return next((words.get(flag, flag) for flag in order if getattr(target, flag)), "present")


@pytest.fixture(scope="module")
def pipeline() -> Extractor:
    wordings = [TargetWording("LESION", None, noun) for noun in _FINDINGS]
    wordings += [TargetWording(k, None, noun) for k, nouns in _TREATMENTS.items() for noun in nouns]
    return Extractor(targets=wordings)


@pytest.mark.parametrize(
    ("expected", "sentence"),
    [
        pytest.param(expected, sentence, id=f"{phenomenon}: {sentence}")
        for expected, phenomenon, sentence in rows()
    ],
)
def test_assertion(pipeline: Extractor, expected: str, sentence: str) -> None:
    text, wanted = plain(sentence, expected)
    letter = pipeline.analyse(text)
    found = {target.start: assertion(target) for target in letter.targets}
    assert [(start, found.get(start)) for start, _ in wanted] == wanted


def test_a_modifier_does_not_reach_over_a_text_without_full_stops(pipeline: Extractor) -> None:
    letter = pipeline.analyse(
        "pas de fièvre " + "ni toux " * 200 + "à part cela " * 60 + "métastase"
    )
    assert [assertion(target) for target in letter.targets] == ["present"]


def test_wordings_of_another_sentence_do_not_bear(pipeline: Extractor) -> None:
    letter = pipeline.analyse("Pas de fièvre. Métastase hépatique. Possible angiome.")
    assert [assertion(target) for target in letter.targets] == ["present"]


def test_question_of_an_indication_is_no_suspicion(pipeline: Extractor) -> None:
    letter = pipeline.analyse("Indication : métastase ?\n\nConclusion : métastase ?")
    assert [assertion(target) for target in letter.targets] == ["hypothetical", "possible"]


def test_modifier_keeps_its_place(pipeline: Extractor) -> None:
    text = "Le scanner ne permet pas formellement d'exclure une métastase."
    (target,) = pipeline.analyse(text).targets
    assert [(name, text[a:b]) for name, a, b in target.modifiers] == [
        ("POSSIBLE_EXISTENCE", "pas formellement d'exclure")
    ]
