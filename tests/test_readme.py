"""The worked example of the README is what the program really does."""

from __future__ import annotations

import json
import re

from assistant.extraction.pipeline import Extractor
from tests.conftest import ROOT


def blocks(language: str) -> list[str]:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", readme, re.DOTALL)


def test_the_example_gives_the_facts_that_the_readme_shows(extractor: Extractor) -> None:
    letter, table, screening = blocks("text")
    extraction = extractor.extract(letter)
    assert (extraction.kind, extraction.date) == ("consultation", "2025-03-12")
    shown = {cell for row in table.splitlines() for cell in re.findall(r"« (.*?) »", row)}
    assert {fact.evidence[0].text for fact in extraction.facts} == shown
    (fact,) = blocks("json")
    assert json.loads(fact) in [fact.to_json() for fact in extraction.facts]
    assert "Verdict provisoire : INDÉTERMINÉ" in screening


def test_the_pictures_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[.*?\]\((.*?)\)", readme)
    assert pictures
    assert all((ROOT / picture).stat().st_size > 10_000 for picture in pictures)
