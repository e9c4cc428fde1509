"""ConText for French, sentence by sentence: which modifiers bear on which targets.

The rules are medspaCy's (`patterns/context.yaml`), the scopes are ours. medspaCy lets a
modifier reach the end of its sentence; here a scope follows the structure of the sentence
(`clauses.py`, `placing.py`): it ends where the wordings of its ``terminated_by`` stand, where a list stops
being a list, and it leaves alone what the sentence takes for granted. Only sentences with a
target are looked at, and nothing compares every modifier with every other one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from assistant.extraction.clauses import FARTHEST, Clauses
from assistant.extraction.placing import (
    NEUTRAL_ADVERBS,
    denied_from,
    is_answer,
    is_opening,
    is_preposed,
    is_presupposed,
)
from assistant.extraction.quiet import (
    ConTextModifier,
    ConTextRule,
    MedspacyMatcher,
    context_modifier,
)

Modifier = tuple[str, int, int]
"""Category, first token, token after the last one."""

REPORTED_AS = {
    "ANSWERED_NO": ("NEGATED_EXISTENCE",),
    "ANSWERED_UNKNOWN": ("HYPOTHETICAL",),
    "GONE": ("NEGATED_EXISTENCE",),
    "UNLESS": ("HYPOTHETICAL",),
    "NOT_EXCLUDED": ("POSSIBLE_EXISTENCE",),
    "ALTERNATIVE": ("POSSIBLE_EXISTENCE",),
    "SEARCHED": ("HYPOTHETICAL",),
    "NOT_NEW": ("NEGATED_EXISTENCE", "HYPOTHETICAL"),
}
"""Kinds of modifiers that begin, end or give way differently but mean the same to the readers.

"Pas de nouvelle métastase" denies, and yet says nothing of the metastases already there.
"""

_ANSWERS = ("ANSWERED_NO", "ANSWERED_UNKNOWN")
_OPENINGS = ("GONE", "UNLESS")
_DENIALS = ("NEGATED_EXISTENCE", "ANSWERED_NO", "GONE")
_FINDINGS = frozenset(
    ["LESION", "MET_LESION", "CORD_COMPRESSION", "CAUDA_EQUINA", "CIRRHOSIS", "HEPATITIS"]
)
_TREATMENTS = frozenset(
    ["DRUG", "DRUG_SHORT", "TREATMENT_CLASS", "CLASS_SHORT", "BREAST_SURGERY", "RADIOTHERAPY"]
)
_DENIED = "NEGATED_EXISTENCE"
_GRANTED = {
    _DENIED: _FINDINGS | _TREATMENTS,
    "POSSIBLE_EXISTENCE": _FINDINGS | _TREATMENTS,
    "HYPOTHETICAL": _FINDINGS,
}
"""What a definite article takes for granted under a denial, a doubt, a condition.

Of what is no finding and no treatment a denial is one in any case: "n'a pas signé le
consentement", "pas d'expression des récepteurs".
"""
_PLURAL, _SINGULAR = frozenset(["sont", "ont", "peuvent"]), frozenset(["est", "a", "peut"])


def _overlaps(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """medspaCy's own test misses containment: a modifier inside a target would modify it."""
    return one[0] < other[1] and other[0] < one[1]


context_modifier.tuple_overlaps = _overlaps


class SentenceConText:
    """Which modifiers (negation, hypothesis, family...) bear on which targets."""

    def __init__(self, nlp: Language, rules: list[ConTextRule]) -> None:
        self._vocab = nlp.vocab
        self._matcher = MedspacyMatcher(nlp, phrase_matcher_attr="NORM", prune=False)
        self._matcher.add(rules)
        directions: dict[tuple[str, str], set[str]] = defaultdict(set)
        for rule in rules:
            directions[rule.category, rule.literal].add(rule.direction)
        self._both_ways = frozenset(
            key
            for key, found in directions.items()
            if found == {"FORWARD", "BACKWARD"} and key[0] != "HYPOTHETICAL"
        )
        self._number = _numbers(rule.literal for rule in rules if rule.direction == "BACKWARD")

    def __call__(self, doc: Doc, targets: list[Span]) -> dict[int, list[Modifier]]:
        """The modifiers of each target, by its position in ``targets``."""
        found: dict[int, list[Modifier]] = {}
        by_sentence: dict[int, list[int]] = defaultdict(list)
        starts, ends = _sentences(doc)
        words = [token.norm_ for token in doc]
        for index, target in enumerate(targets):
            by_sentence[starts[target.start]].append(index)
        if not by_sentence:
            return found
        matches: dict[int, list[tuple[int, int, Any]]] = defaultdict(list)
        for match_id, start, end in self._match(doc, words):
            sentence = starts[start]
            if sentence not in by_sentence or end > ends[sentence]:
                continue
            rule = self._rule(match_id)
            if self._is_in_place(rule, doc, words, start, end, (sentence, ends[sentence])):
                matches[sentence].append((start, end, rule))
        for sentence, candidates in matches.items():
            clauses = Clauses(doc, words, sentence, ends[sentence], _longest(candidates))
            cues = self._cues(doc, clauses)
            begins = [cue.modifier_span[0] for cue in cues]
            for index in by_sentence[sentence]:
                target = targets[index]
                near = slice(
                    bisect_left(begins, target.start - FARTHEST),
                    bisect_right(begins, target.end + FARTHEST),
                )
                bearing = [cue for cue in cues[near] if self._bears(cue, target, clauses)]
                if settled := _settle(bearing, target):
                    found[index] = settled
        return found

    def _is_in_place(
        self, rule: Any, doc: Doc, words: list[str], start: int, end: int, bounds: tuple[int, int]
    ) -> bool:
        """Whether a wording stands where it means what its rule says."""
        if words[end - 1] == "-" and doc[end - 1].whitespace_:
            return False
        if rule.category in _ANSWERS:
            return is_answer(words, start, end, bounds[1])
        if rule.category in _OPENINGS:
            return is_opening(words, start, bounds[0])
        if (rule.category, rule.literal) not in self._both_ways:
            return True
        relative = rule.category == "FAMILY"
        ahead = is_preposed(words, start, end, bounds, relative=relative)
        return bool(ahead == (rule.direction == "FORWARD"))

    def _match(self, doc: Doc, words: list[str]) -> Iterator[tuple[int, int, int]]:
        """The wordings found in the document, neutral adverbs passed over."""
        places = [i for i, word in enumerate(words) if word not in NEUTRAL_ADVERBS]
        if len(places) < len(words):
            doc = Doc(self._vocab, words=[doc[i].text for i in places])
        for match_id, start, end in self._matcher(doc):
            yield match_id, places[start], places[end - 1] + 1

    def _rule(self, match_id: int) -> Any:
        return self._matcher.rule_map[self._vocab.strings[match_id]]

    def _cues(self, doc: Doc, clauses: Clauses) -> list[ConTextModifier]:
        """The modifiers of a sentence, each with its scope."""
        cues = []
        for start, end, rule in clauses.cues:
            if rule.direction == "FORWARD":
                scope_end = clauses.forward_end(start, end, rule)
                scope = denied_from(clauses.words, end, scope_end), scope_end
            else:
                scope = clauses.backward_start(start, rule), start
            cues.append(
                ConTextModifier(rule, start, end, doc, scope_start=scope[0], scope_end=scope[1])
            )
        return cues

    def _bears(self, cue: ConTextModifier, target: Span, clauses: Clauses) -> bool:
        if not cue.modifies(target):
            return False
        start, end = cue.modifier_span
        category = REPORTED_AS.get(cue.category, (cue.category,))[0]
        forward = cue.direction == "FORWARD"
        if target.label_ in _GRANTED.get(category, ()) and (forward or category != _DENIED):
            after = end if forward else None
            if is_presupposed(clauses.words, target.start, after, category == "HYPOTHETICAL"):
                return False
        return forward or clauses.reaches_back(target, start, self._number.get(cue.rule.literal))


def _settle(bearing: list[ConTextModifier], target: Span) -> list[Modifier]:
    """What is left when the modifiers of one target contradict each other."""
    kept: list[Modifier] = []
    for cue in bearing:
        if not any(_gives_way(cue, other, target) for other in bearing if other is not cue):
            names = REPORTED_AS.get(cue.category, (cue.category,))
            kept.extend((name, *cue.modifier_span) for name in names)
    return sorted(set(kept), key=lambda modifier: (modifier[1:], modifier[0]))


def _gives_way(cue: ConTextModifier, other: ConTextModifier, target: Span) -> bool:
    """Whether ``cue`` says nothing of the target because ``other`` bears on it too.

    "Aucun nodule suspect de métastase" and "suspicion de métastase infirmée" deny; so does
    "recherche de métastase négative". Of "je propose de poursuivre" the nearer verb counts.
    """
    mine: str = cue.category
    its: str = other.category
    start: int = cue.modifier_span[0]
    other_start: int = other.modifier_span[0]
    before, other_before = start < target.start, other_start < target.start
    if mine in ("POSSIBLE_EXISTENCE", "ALTERNATIVE") and its in _DENIALS:
        if cue.rule.literal == "?":
            return its == "ANSWERED_NO"
        return other_before or before or other_start > start
    if mine in _DENIALS and its == "POSSIBLE_EXISTENCE":
        return not before and not other_before and other_start > start
    if mine == "SEARCHED":
        return not other_before and its in (*_DENIALS, "FOUND")
    if {mine, its} == {"PLANNED", "ONGOING"} and before and other_before:
        return start < other_start
    if mine == "PLANNED" and its == "ONGOING":
        return not before and not other_before and other_start < start
    if mine == "HYPOTHETICAL" and its == "ONGOING":
        return not before and other_before
    return False


def _sentences(doc: Doc) -> tuple[list[int], dict[int, int]]:
    """For each token the first token of its sentence; for each of these, the end of the sentence."""
    starts: list[int] = []
    ends: dict[int, int] = {}
    current = 0
    for token in doc:
        if token.is_sent_start:
            current = token.i
        starts.append(current)
        ends[current] = token.i + 1
    return starts, ends


def _longest(candidates: list[tuple[int, int, Any]]) -> list[tuple[int, int, Any]]:
    """Matches that no longer one contains, in order; several meanings of one span are all kept."""
    kept: list[tuple[int, int, Any]] = []
    reach, reach_start = -1, -1
    for start, end, rule in sorted(candidates, key=lambda match: (match[0], -match[1])):
        if end > reach or (start, end) == (reach_start, reach):
            kept.append((start, end, rule))
            reach, reach_start = end, start
    return kept


def _numbers(literals: Iterable[str]) -> dict[str, str]:
    """Singular or plural of the wordings that agree with what they follow."""
    known = set(literals)
    numbers = {}
    for literal in known:
        words = set(literal.split())
        if literal.endswith("s") and literal[:-1] in known or _PLURAL & words:
            numbers[literal] = "plural"
        elif literal + "s" in known or _SINGULAR & words:
            numbers[literal] = "singular"
    return numbers
