"""The rules are medspaCy's: its matcher finds in every document of the corpus what ours finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents.canonical import canonicalise
from assistant.extraction.rules import RuleMatcher
from assistant.extraction.tokens import Tokens
from patterns.loader import THEMES, load_context, load_sections, load_theme

CORPUS = Path(__file__).resolve().parents[3] / "corpus"
FOLDERS = ["consultation", "pathology", "imaging", "mixed"]


@pytest.fixture(scope="module")
def medspacy_rules():
    pytest.importorskip("medspacy")
    from assistant.extraction import medspacy_rules

    return medspacy_rules


@pytest.fixture(scope="module")
def matcher(medspacy_rules):
    matcher = medspacy_rules.MedspacyMatcher(
        medspacy_rules.pipeline(), phrase_matcher_attr="NORM", prune=False
    )
    matcher.add([*medspacy_rules.target_rules(), *medspacy_rules.context_rules()])
    matcher.add(medspacy_rules.section_rules())
    return matcher


@pytest.fixture(scope="module")
def ours():
    targets = [wording for theme in THEMES for wording in load_theme(theme).targets]
    return RuleMatcher(targets, load_context(), load_sections())


@pytest.mark.parametrize("folder", FOLDERS)
def test_matches_are_those_of_medspacy(folder, matcher, medspacy_rules, ours):
    nlp = medspacy_rules.pipeline()
    for path in sorted((CORPUS / folder).glob("*.txt")):
        text = canonicalise(path.read_text(encoding="utf-8")).text
        theirs = set()
        doc = nlp.tokenizer(text)
        # The matcher knows its rules by the strings of its own vocabulary.
        strings = {nlp.vocab.strings.add(name): rule for name, rule in matcher.rule_map.items()}
        for match_id, start, end in matcher(doc):
            theirs.add((strings[match_id].category, start, end))
        tokens = Tokens.of(canonicalise(path.read_text(encoding="utf-8")).folded)
        found = ours(tokens, [0])
        mine = {(rule.category, start, end) for start, end, rule in found.context}
        mine |= {
            (wording.label, start, end)
            for start, end, wordings in found.targets
            for wording in wordings
        }
        mine |= {(category, start, end) for start, end, category in found.headings}
        assert mine == theirs, path.name
