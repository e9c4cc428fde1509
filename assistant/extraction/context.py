"""ConText, sentence by sentence.

medspaCy's ConText compares every modifier of a document with every target, and its
overlap test misses containment: a TERMINATE rule inside a scope is ignored and a
modifier inside a target modifies it. Here each sentence has its own graph, built only
where there is a target, with the overlap test mended.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from assistant.extraction.quiet import (
    ConTextModifier,
    ConTextRule,
    MedspacyMatcher,
    context_modifier,
)

Modifier = tuple[str, int, int]
"""Category, first token, token after the last one."""


def _overlaps(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


context_modifier.tuple_overlaps = _overlaps


class SentenceConText:
    """Which modifiers (negation, hypothesis, family...) bear on which targets."""

    def __init__(self, nlp: Language, rules: list[ConTextRule]) -> None:
        self._vocab = nlp.vocab
        self._matcher = MedspacyMatcher(nlp, phrase_matcher_attr="NORM", prune=False)
        self._matcher.add(rules)

    def __call__(self, doc: Doc, targets: list[Span]) -> dict[int, list[Modifier]]:
        """The modifiers of each target, by its position in ``targets``."""
        found: dict[int, list[Modifier]] = {}
        by_sentence: dict[int, list[int]] = defaultdict(list)
        starts = _sentence_starts(doc)
        for index, target in enumerate(targets):
            by_sentence[starts[target.start]].append(index)
        if not by_sentence:
            return found
        modifiers: dict[int, list[tuple[int, int, Any]]] = defaultdict(list)
        for match_id, start, end in self._matcher(doc):
            if starts[start] in by_sentence:
                modifiers[starts[start]].append((start, end, self._rule(match_id)))
        for sentence, candidates in modifiers.items():
            active = [
                ConTextModifier(rule, start, end, doc) for start, end, rule in _longest(candidates)
            ]
            for one in active:
                for other in active:
                    if one is not other:
                        one.limit_scope(other)
            for index in by_sentence[sentence]:
                bearing = [
                    (modifier.category, *modifier.modifier_span)
                    for modifier in active
                    if modifier.modifies(targets[index])
                ]
                if bearing:
                    found[index] = bearing
        return found

    def _rule(self, match_id: int) -> Any:
        return self._matcher.rule_map[self._vocab.strings[match_id]]


def _sentence_starts(doc: Doc) -> list[int]:
    """For each token, the first token of its sentence."""
    starts: list[int] = []
    current = 0
    for token in doc:
        if token.is_sent_start:
            current = token.i
        starts.append(current)
    return starts


def _longest(candidates: list[tuple[int, int, Any]]) -> list[tuple[int, int, Any]]:
    """Modifiers that no longer one contains; several meanings of one span are all kept."""
    return [
        (start, end, rule)
        for start, end, rule in candidates
        if not any(
            other_start <= start and end <= other_end and (other_end - other_start) > (end - start)
            for other_start, other_end, _ in candidates
        )
    ]
