"""The rules of `patterns/` as medspaCy's own, for a pipeline of medspaCy (``pip install eligo[medspacy]``).

Eligo matches them with a matcher of its own (`rules.py`): the same matches, many times faster,
and without medspaCy's side effects, which this module keeps out: its debug log prints the words
of patients, and its import silences the warnings of the whole process.

>>> matcher = MedspacyMatcher(pipeline(), phrase_matcher_attr="NORM", prune=False)
>>> matcher.add([*target_rules(), *context_rules(), *section_rules()])
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator

from loguru import logger

from assistant.documents.canonical import fold
from assistant.extraction.tokens import words_of
from patterns.loader import THEMES, load_context, load_sections, load_theme

logger.disable("PyRuSH")
logger.disable("medspacy")
with warnings.catch_warnings():
    import spacy
    from medspacy.common.medspacy_matcher import MedspacyMatcher
    from medspacy.context import ConTextRule
    from medspacy.section_detection import SectionRule
    from medspacy.target_matcher import TargetRule
    from spacy.attrs import NORM
    from spacy.tokens import Doc

__all__ = ["MedspacyMatcher", "context_rules", "pipeline", "section_rules", "target_rules"]


def pipeline() -> spacy.Language:
    """A spaCy pipeline with Eligo's tokens; their NORM is what the rules are matched on."""
    nlp = spacy.blank("xx")
    nlp.vocab.lex_attr_getters[NORM] = fold
    nlp.tokenizer = lambda text: Doc(nlp.vocab, words=words_of(text))
    return nlp


def target_rules() -> Iterator[TargetRule]:
    """The targets of every theme; the label is the category."""
    for theme in THEMES:
        for wording in load_theme(theme).targets:
            yield TargetRule(wording.literal, wording.label, metadata={"value": wording.value})


def context_rules() -> Iterator[ConTextRule]:
    """The modifiers, with medspaCy's directions and scopes in tokens."""
    for rule in load_context():
        yield ConTextRule(
            rule.literal,
            rule.category,
            direction=rule.direction,
            max_scope=rule.scope,
            allowed_types=set(rule.allowed) if rule.allowed is not None else None,
            excluded_types=set(rule.excluded) if rule.excluded is not None else None,
            terminated_by=set(rule.terminated_by) or None,
        )


def section_rules() -> Iterator[SectionRule]:
    """The section headings."""
    for category, heading in load_sections():
        yield SectionRule(heading, category)
