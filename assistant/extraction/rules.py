"""The rules of `patterns/`, found in a document by one pass over its words.

Targets, modifiers and section headings are matched together (Aho-Corasick), on folded words:
"métastase(s) hépatique(s)" is the words "metastase", "hepatique" wherever the line breaks. The
matches are those of medspaCy's matcher on the same rules (`medspacy_rules.py`), at a small part
of its cost, and nothing of a document is kept.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, count
from operator import add

import ahocorasick

from assistant.documents.canonical import fold
from assistant.extraction.tokens import Tokens, words_of
from patterns.loader import ContextWording, TargetWording

ContextMatch = tuple[int, int, ContextWording]
"""First token, token after the last one, rule."""


class Found:
    """What the rules match in one document: first token, token after the last one, what matched."""

    __slots__ = ("context", "headings", "targets")

    def __init__(self) -> None:
        self.targets: list[tuple[int, int, tuple[TargetWording, ...]]] = []
        self.context: list[ContextMatch] = []
        self.headings: list[tuple[int, int, str]] = []


class _Entry:
    """What one sequence of words stands for in the rules."""

    __slots__ = ("context", "headings", "size", "targets")

    def __init__(self, size: int) -> None:
        self.size = size
        """How many words they are."""
        self.targets: list[tuple[TargetWording, ...]] = []
        self.context: list[ContextWording] = []
        self.headings: list[str] = []


class RuleMatcher:
    """All the rules of a pipeline, built once and matched in any number of documents."""

    def __init__(
        self,
        targets: Iterable[TargetWording],
        context: Iterable[ContextWording],
        headings: Iterable[tuple[str, str]],
        passed_over: frozenset[str] = frozenset(),
    ) -> None:
        """``passed_over`` are words that a modifier's wording may hold anywhere."""
        self._passed_over = passed_over
        self._entries: dict[str, _Entry] = {}
        by_label: dict[tuple[str, str], list[TargetWording]] = {}
        for wording in targets:
            # Wordings of one label that differ only by case or accents match the same words.
            by_label.setdefault((wording.label, _joined(wording.literal)), []).append(wording)
        for (_, words), wordings in by_label.items():
            self._entry(words).targets.append(tuple(wordings))
        for rule in context:
            self._entry(_joined(rule.literal)).context.append(rule)
        for category, heading in headings:
            self._entry(_joined(heading)).headings.append(category)
        self._automaton = ahocorasick.Automaton()
        for words, entry in self._entries.items():
            self._automaton.add_word(f" {words} ", entry)
        self._automaton.make_automaton()

    def __call__(self, tokens: Tokens, firsts: list[int]) -> Found:
        """Every match in a document; ``firsts`` are the first tokens of its sentences."""
        found = Found()
        words = tokens.words
        context, targets, headings = found.context, found.targets, found.headings
        for start, end, entry in self._matches(words):
            for rule in entry.context:
                context.append((start, end, rule))
            for wordings in entry.targets:
                targets.append((start, end, wordings))
            for category in entry.headings:
                headings.append((start, end, category))
        if not self._passed_over.isdisjoint(words):
            context += self._interrupted(words, firsts)
        return found

    def _matches(self, words: list[str]) -> list[tuple[int, int, _Entry]]:
        text = f" {' '.join(words)} "
        ends = list(map(add, accumulate(map(len, words)), count(1)))
        matches = []
        for last, entry in self._automaton.iter(text):
            end = bisect_left(ends, last) + 1
            matches.append((end - entry.size, end, entry))
        return matches

    def _interrupted(self, words: list[str], firsts: list[int]) -> Iterator[ContextMatch]:
        """The modifiers with words in them that may stand anywhere."""
        ends = [*firsts[1:], len(words)]
        inside = {
            bisect_right(firsts, i) - 1 for i, word in enumerate(words) if word in self._passed_over
        }
        places = [
            i
            for sentence in sorted(inside)
            for i in range(firsts[sentence], ends[sentence])
            if words[i] not in self._passed_over
        ]
        for start, end, entry in self._matches([words[i] for i in places]):
            if places[end - 1] - places[start] != end - 1 - start:
                for rule in entry.context:
                    yield places[start], places[end - 1] + 1, rule

    def _entry(self, words: str) -> _Entry:
        entry = self._entries.get(words)
        if entry is None:
            entry = self._entries[words] = _Entry(words.count(" ") + 1)
        return entry


def _joined(literal: str) -> str:
    """The folded words of a wording, with a space between them."""
    return " ".join(words_of(fold(literal)))
