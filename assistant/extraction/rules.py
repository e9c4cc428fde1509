"""The rules of `patterns/` as medspaCy's, found in a document by one pass of its matcher.

Targets, ConText modifiers and section headings are matched together, on folded words. The
matcher sees a document through the vocabulary of the rules only: a word that is in no rule is
shown to it as one and the same placeholder. So nothing of a patient's text stays in spaCy's
store of strings, which only ever grows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from assistant.documents.canonical import fold
from assistant.extraction.quiet import (
    ConTextRule,
    Doc,
    MedspacyMatcher,
    SectionRule,
    TargetRule,
    Vocab,
)
from assistant.extraction.tokens import Tokens, words_of
from patterns.loader import TargetWording

Payload = TypeVar("Payload")

_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
"""Stands for every word that is in no rule."""

Match = tuple[int, int, ConTextRule]
"""First token, token after the last one, rule."""


class Found:
    """What the rules match in one document: first token, token after the last one, what matched."""

    __slots__ = ("context", "headings", "targets")

    def __init__(self) -> None:
        self.targets: list[tuple[int, int, tuple[TargetWording, ...]]] = []
        self.context: list[Match] = []
        self.headings: list[tuple[int, int, str]] = []


class RuleMatcher:
    """medspaCy's matcher over all the rules of a pipeline."""

    def __init__(
        self,
        targets: Iterable[TargetWording],
        context: Iterable[ConTextRule],
        headings: Iterable[tuple[str, str]],
        passed_over: frozenset[str] = frozenset(),
    ) -> None:
        """``passed_over`` are words that a modifier's wording may hold anywhere."""
        self._passed_over = passed_over
        self._vocab = Vocab()
        self._known: set[str] = set()
        self._matcher = MedspacyMatcher(
            _Base(self._tokens_of_rule, self._vocab), phrase_matcher_attr="ORTH", prune=False
        )
        wordings = _by_words(targets)
        self._targets = self._add(
            (TargetRule(group[0].literal, group[0].label), group) for group in wordings
        )
        self._context = self._add((rule, rule) for rule in context)
        self._headings = self._add(
            (SectionRule(heading, category), category) for category, heading in headings
        )

    def __call__(self, tokens: Tokens, firsts: list[int]) -> Found:
        """Every match in a document; ``firsts`` are the first tokens of its sentences."""
        found = Found()
        words = tokens.words
        targets, context = self._targets, self._context
        for match_id, start, end in self._matcher(self._doc(words)):
            if match_id in context:
                found.context.append((start, end, context[match_id]))
            elif match_id in targets:
                found.targets.append((start, end, targets[match_id]))
            else:
                found.headings.append((start, end, self._headings[match_id]))
        if not self._passed_over.isdisjoint(words):
            found.context += self._interrupted(words, firsts)
        return found

    def _interrupted(self, words: list[str], firsts: list[int]) -> Iterator[Match]:
        """The modifiers with words in them that may stand anywhere."""
        ends = [*firsts[1:], len(words)]
        inside = {
            bisect_right(firsts, i) - 1 for i, w in enumerate(words) if w in self._passed_over
        }
        places = [
            i
            for sentence in sorted(inside)
            for i in range(firsts[sentence], ends[sentence])
            if words[i] not in self._passed_over
        ]
        for match_id, start, end in self._matcher(self._doc([words[i] for i in places])):
            rule = self._context.get(match_id)
            if rule is not None and places[end - 1] - places[start] != end - 1 - start:
                yield places[start], places[end - 1] + 1, rule

    def _add(self, rules: Iterable[tuple[Any, Payload]]) -> dict[int, Payload]:
        """Add rules to the matcher; what each stands for, by the number of its match."""
        stands_for: dict[int, Payload] = {}
        for rule, payload in rules:
            self._matcher.add([rule])
            stands_for[self._vocab.strings[rule._rule_id]] = payload
        return stands_for

    def _doc(self, words: list[str]) -> Doc:
        known = self._known
        return Doc(self._vocab, words=[word if word in known else _UNKNOWN for word in words])

    def _tokens_of_rule(self, literal: str) -> Doc:
        words = words_of(fold(literal))
        self._known.update(words)
        return Doc(self._vocab, words=words)


@dataclass(frozen=True, slots=True)
class _Base:
    """What medspaCy's matcher asks of a spaCy pipeline."""

    tokenizer: Callable[[str], Doc]
    vocab: Vocab


def _by_words(targets: Iterable[TargetWording]) -> Iterable[tuple[TargetWording, ...]]:
    """The wordings of each label that differ only by case or accents, together."""
    groups: dict[tuple[str, tuple[str, ...]], list[TargetWording]] = {}
    for wording in targets:
        words = tuple(words_of(fold(wording.literal)))
        groups.setdefault((wording.label, words), []).append(wording)
    return map(tuple, groups.values())
