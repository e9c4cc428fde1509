"""ConText for French, sentence by sentence: which modifiers bear on which targets.

The rules are those of medspaCy's ConText (`patterns/context.yaml`), the scopes are ours. medspaCy lets a
modifier reach the end of its sentence; here a scope follows the structure of the sentence
(`clauses.py`, `placing.py`): it ends where the wordings of its ``terminated_by`` stand, where a list stops
being a list, and it leaves alone what the sentence takes for granted. Only sentences with a
target are looked at, and nothing compares every modifier with every other one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.documents.canonical import fold
from assistant.extraction.clauses import FARTHEST, Clauses, TokenSpan
from assistant.extraction.placing import (
    denied_from,
    governs,
    is_answer,
    is_opening,
    is_preposed,
    is_presupposed,
)
from assistant.extraction.rules import ContextMatch
from assistant.extraction.tokens import Tokens
from patterns.loader import ContextWording

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

_CUE_DIRECTIONS = ("FORWARD", "BACKWARD")
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


@dataclass(slots=True)
class Cue:
    """A modifier with the tokens that it reaches over."""

    rule: ContextWording
    start: int
    end: int
    scope_start: int
    scope_end: int

    @property
    def category(self) -> str:
        return self.rule.category

    def modifies(self, target: TokenSpan) -> bool:
        """Whether a target lies in the scope and is of a kind that the rule bears on."""
        rule = self.rule
        if not (self.scope_start < target.end and target.start < self.scope_end):
            return False
        if self.start < target.end and target.start < self.end:
            return False
        if rule.allowed is not None:
            return target.label in rule.allowed
        return rule.excluded is None or target.label not in rule.excluded


class SentenceConText:
    """Which modifiers (negation, hypothesis, family...) bear on which targets."""

    def __init__(self, rules: list[ContextWording]) -> None:
        directions: dict[tuple[str, str], set[str]] = defaultdict(set)
        for rule in rules:
            directions[rule.category, rule.literal].add(rule.direction)
        self._both_ways = frozenset(
            key
            for key, found in directions.items()
            if found == {"FORWARD", "BACKWARD"} and key[0] != "HYPOTHETICAL"
        )
        self._participles = _participles(rules)
        self._number = _numbers(rule.literal for rule in rules if rule.direction == "BACKWARD")

    def __call__(
        self,
        tokens: Tokens,
        firsts: list[int],
        targets: list[TokenSpan],
        matches: list[ContextMatch],
    ) -> dict[int, list[Modifier]]:
        """The modifiers of each target, by its position in ``targets``.

        ``firsts`` are the first tokens of the sentences, ``matches`` the wordings of modifiers.
        """
        found: dict[int, list[Modifier]] = {}
        ends = [*firsts[1:], len(tokens)]
        sentence_of = [i for i, end in enumerate(ends) for _ in range(firsts[i], end)]
        by_sentence: dict[int, list[int]] = {}
        for index, target in enumerate(targets):
            by_sentence.setdefault(sentence_of[target.start], []).append(index)
        inside: dict[int, list[ContextMatch]] = {}
        for match in matches:
            sentence = sentence_of[match[0]]
            if sentence in by_sentence:
                inside.setdefault(sentence, []).append(match)
        for sentence, candidates in inside.items():
            if not any(rule.direction in _CUE_DIRECTIONS for _, _, rule in candidates):
                continue
            bounds = firsts[sentence], ends[sentence]
            here = [match for match in candidates if self._is_in_place(match, tokens, bounds)]
            clauses = Clauses(tokens, *bounds, _longest(here))
            if not clauses.cues:
                continue
            cues = self._cues(clauses)
            begins = [cue.start for cue in cues]
            for index in by_sentence[sentence]:
                target = targets[index]
                near = slice(
                    bisect_left(begins, target.start - FARTHEST),
                    bisect_right(begins, target.end + FARTHEST),
                )
                bearing = [cue for cue in cues[near] if self._bears(cue, target, clauses)]
                if bearing:
                    found[index] = _settle(bearing, target)
        return found

    def _is_in_place(self, match: ContextMatch, tokens: Tokens, bounds: tuple[int, int]) -> bool:
        """Whether a wording stands where it means what its rule says."""
        start, end, rule = match
        words = tokens.words
        if end > bounds[1] or (words[end - 1] == "-" and tokens.is_apart(end - 1)):
            return False
        if rule.category in _ANSWERS:
            return is_answer(words, start, end, bounds[1])
        if rule.category in _OPENINGS:
            return is_opening(words, start, bounds[0])
        if (rule.category, rule.literal) not in self._both_ways:
            return rule not in self._participles or not governs(words, end, bounds[1])
        relative = rule.category == "FAMILY"
        ahead = is_preposed(words, start, end, bounds, relative=relative)
        return bool(ahead == (rule.direction == "FORWARD"))

    def _cues(self, clauses: Clauses) -> list[Cue]:
        """The modifiers of a sentence, each with its scope."""
        cues = []
        for start, end, rule in clauses.cues:
            if rule.direction == "FORWARD":
                scope_end = clauses.forward_end(start, end, rule)
                scope = denied_from(clauses.words, end, scope_end), scope_end
            else:
                scope = clauses.backward_start(start, rule), start
            cues.append(Cue(rule, start, end, *scope))
        return cues

    def _bears(self, cue: Cue, target: TokenSpan, clauses: Clauses) -> bool:
        if not cue.modifies(target):
            return False
        category = REPORTED_AS.get(cue.category, (cue.category,))[0]
        forward = cue.rule.direction == "FORWARD"
        if target.label in _GRANTED.get(category, ()) and (forward or category != _DENIED):
            after = cue.end if forward else None
            if is_presupposed(clauses.words, target.start, after, category == "HYPOTHETICAL"):
                return False
        return forward or clauses.reaches_back(
            target, cue.start, self._number.get(cue.rule.literal)
        )


def _settle(bearing: list[Cue], target: TokenSpan) -> list[Modifier]:
    """What is left when the modifiers of one target contradict each other."""
    kept: list[Modifier] = []
    for cue in bearing:
        if not any(_gives_way(cue, other, target) for other in bearing if other is not cue):
            names = REPORTED_AS.get(cue.category, (cue.category,))
            kept.extend((name, cue.start, cue.end) for name in names)
    return sorted(set(kept), key=lambda modifier: (modifier[1:], modifier[0]))


def _gives_way(cue: Cue, other: Cue, target: TokenSpan) -> bool:
    """Whether ``cue`` says nothing of the target because ``other`` bears on it too.

    "Aucun nodule suspect de métastase" and "suspicion de métastase infirmée" deny; so does
    "recherche de métastase négative". Of "je propose de poursuivre" the nearer verb counts.
    """
    mine, its = cue.category, other.category
    start = cue.start
    other_start = other.start
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


def _longest(candidates: list[ContextMatch]) -> list[ContextMatch]:
    """Matches that no longer one contains, in order; several meanings of one span are all kept."""
    kept: list[ContextMatch] = []
    reach, reach_start = -1, -1
    for start, end, rule in sorted(candidates, key=lambda match: (match[0], -match[1])):
        if end > reach or (start, end) == (reach_start, reach):
            kept.append((start, end, rule))
            reach, reach_start = end, start
    return kept


def _participles(rules: Iterable[ContextWording]) -> frozenset[ContextWording]:
    """The participles of BACKWARD rules that folded words cannot tell from a verb of a FORWARD one.

    "métastase éliminé" looks back, "élimine une métastase" ahead; without accents both are "elimine".
    """
    verbs = {(rule.category, fold(rule.literal)) for rule in rules if rule.direction == "FORWARD"}
    ahead = {(rule.category, rule.literal) for rule in rules if rule.direction == "FORWARD"}
    return frozenset(
        rule
        for rule in rules
        if rule.direction == "BACKWARD"
        and (rule.category, fold(rule.literal)) in verbs
        and (rule.category, rule.literal) not in ahead
    )


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
