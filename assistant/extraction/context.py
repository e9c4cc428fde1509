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
from collections.abc import Iterable, Sequence
from operator import itemgetter

from assistant.documents.canonical import fold
from assistant.extraction.carrying import carry_on
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
    "NOR": ("NEGATED_EXISTENCE",),
    "LATER": ("PLANNED",),
    "BEGUN": ("ONGOING",),
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
_DENIALS = ("NEGATED_EXISTENCE", "ANSWERED_NO", "GONE", "NOR")
_FINDINGS = frozenset(
    ["LESION", "MET_LESION", "CORD_COMPRESSION", "CAUDA_EQUINA", "CIRRHOSIS", "HEPATITIS"]
)
_TREATMENTS = frozenset(
    ["DRUG", "DRUG_SHORT", "TREATMENT_CLASS", "CLASS_SHORT", "BREAST_SURGERY", "RADIOTHERAPY"]
)
_KINDS = (_TREATMENTS, _FINDINGS)
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
_AS_ONGOING = {"BEGUN": "ONGOING"}
_END = itemgetter(1)
_PLURAL, _SINGULAR = frozenset(["sont", "ont", "peuvent"]), frozenset(["est", "a", "peut"])


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
        self._depends_on_place = frozenset(
            rule.literal
            for rule in rules
            if rule.category in (*_ANSWERS, *_OPENINGS)
            or (rule.category, rule.literal) in self._both_ways
            or rule in self._participles
            or rule.literal.endswith("-")
        )

    def __call__(
        self,
        tokens: Tokens,
        firsts: list[int],
        targets: list[TokenSpan],
        matches: list[ContextMatch],
    ) -> dict[int, list[Modifier]]:
        """The modifiers of each target, by its position in ``targets``, which are in order.

        ``firsts`` are the first tokens of the sentences, ``matches`` the wordings of modifiers.
        """
        if not targets or not matches:
            return {}
        ends = [*firsts[1:], len(tokens)]
        inside: list[list[ContextMatch]] = [[] for _ in firsts]
        inside_of: list[list[ContextMatch]] = []
        for here, first, end in zip(inside, firsts, ends, strict=True):
            inside_of += [here] * (end - first)
        for match in matches:
            inside_of[match[0]].append(match)
        found: dict[int, list[Modifier]] = {}
        starts = [target.start for target in targets]
        index = 0
        while index < len(starts):
            wordings = inside_of[starts[index]]
            sentence = bisect_right(firsts, starts[index]) - 1
            begin, index = index, bisect_left(starts, ends[sentence], index)
            if not _may_bear(wordings, starts[begin], starts[index - 1]):
                continue
            bounds = firsts[sentence], ends[sentence]
            wordings = _longest(self._in_place(wordings, tokens, bounds))
            there = targets[begin:index]
            for position, bearing in self._bearing(tokens, bounds, there, wordings).items():
                found[begin + position] = _settle(bearing, there[position])
        return found

    def _in_place(
        self, matches: list[ContextMatch], tokens: Tokens, bounds: tuple[int, int]
    ) -> list[ContextMatch]:
        """The wordings that stand where they mean what their rules say."""
        last, depends_on_place = bounds[1], self._depends_on_place
        return [
            match
            for match in matches
            if match[1] <= last
            and (
                match[2].literal not in depends_on_place or self._is_in_place(match, tokens, bounds)
            )
        ]

    def _is_in_place(self, match: ContextMatch, tokens: Tokens, bounds: tuple[int, int]) -> bool:
        start, end, rule = match
        words = tokens.words
        if words[end - 1] == "-" and tokens.is_apart(end - 1):
            return False
        if rule.category in _ANSWERS:
            return is_answer(words, start, end, bounds)
        if rule.category in _OPENINGS:
            return is_opening(words, start, bounds[0])
        if (rule.category, rule.literal) not in self._both_ways:
            return rule not in self._participles or not governs(words, end, bounds[1])
        relative = rule.category == "FAMILY"
        ahead = is_preposed(words, start, end, bounds, relative=relative)
        return bool(ahead == (rule.direction == "FORWARD"))

    def _bearing(
        self,
        tokens: Tokens,
        bounds: tuple[int, int],
        targets: list[TokenSpan],
        wordings: list[ContextMatch],
    ) -> dict[int, list[ContextMatch]]:
        """The cues that bear on the targets of one sentence, by the position of the target."""
        bearing: dict[int, list[ContextMatch]] = {}
        clauses = None
        starts = [target.start for target in targets]
        first, last = starts[0], starts[-1]
        for cue in wordings:
            start, end, rule = cue
            direction = rule.direction
            if direction == "FORWARD" and last >= end:
                near = range(bisect_left(starts, end), bisect_right(starts, start + FARTHEST))
            elif direction == "BACKWARD" and first < start:
                near = range(bisect_left(starts, start - FARTHEST), bisect_left(starts, start))
            else:
                continue
            allowed, excluded = rule.allowed, rule.excluded
            within_reach: Sequence[int] = near
            if near and (allowed is not None or excluded is not None):
                within_reach = [
                    position
                    for position in near
                    if (allowed is None or targets[position].label in allowed)
                    and (excluded is None or targets[position].label not in excluded)
                ]
            if not within_reach:
                continue
            if clauses is None:
                clauses = Clauses(tokens, *bounds, wordings)
            scope_start, scope_end = _scope(cue, clauses)
            for position in within_reach:
                target = targets[position]
                if (
                    scope_start < target.end
                    and target.start < scope_end
                    and self._bears(cue, target, clauses)
                ):
                    bearing.setdefault(position, []).append(cue)
        if bearing and len(targets) > 1:
            carry_on(tokens.words, wordings, targets, _KINDS, bearing)
        return bearing

    def _bears(self, cue: ContextMatch, target: TokenSpan, clauses: Clauses) -> bool:
        """Whether a cue bears on a target that lies in its scope."""
        start, end, rule = cue
        category = REPORTED_AS.get(rule.category, (rule.category,))[0]
        forward = rule.direction == "FORWARD"
        if target.label in _GRANTED.get(category, ()) and (forward or category != _DENIED):
            after = end if forward else None
            if is_presupposed(clauses.words, target.start, after, category == "HYPOTHETICAL"):
                return False
        if forward:
            return True
        if rule.category == "LATER" and not clauses.is_begun(target, start):
            return False
        return target.end <= start and clauses.reaches_back(
            target, start, self._number.get(rule.literal)
        )


def _may_bear(matches: list[ContextMatch], first: int, last: int) -> bool:
    """Whether a modifier looks towards a target; the first one and the last one begin there."""
    for start, end, rule in matches:
        if rule.direction == "FORWARD":
            if last >= end:
                return True
        elif rule.direction == "BACKWARD" and first < start:
            return True
    return False


def _scope(cue: ContextMatch, clauses: Clauses) -> tuple[int, int]:
    """The tokens that a cue reaches over."""
    start, end, rule = cue
    if rule.direction == "FORWARD":
        scope_end = clauses.forward_end(start, end, rule)
        return denied_from(clauses.words, end, scope_end), scope_end
    return clauses.backward_start(start, rule), start


def _settle(bearing: list[ContextMatch], target: TokenSpan) -> list[Modifier]:
    """What is left when the modifiers of one target contradict each other."""
    kept = bearing
    if len(bearing) > 1:
        kept = [
            cue
            for cue in bearing
            if not any(_gives_way(cue, other, target) for other in bearing if other is not cue)
        ]
    modifiers = [
        (name, start, end)
        for start, end, rule in kept
        for name in REPORTED_AS.get(rule.category, (rule.category,))
    ]
    if len(modifiers) < 2:
        return modifiers
    return sorted(set(modifiers), key=lambda modifier: (modifier[1:], modifier[0]))


def _gives_way(cue: ContextMatch, other: ContextMatch, target: TokenSpan) -> bool:
    """Whether ``cue`` says nothing of the target because ``other`` bears on it too.

    "Aucun nodule suspect de métastase" and "suspicion de métastase infirmée" deny; so does
    "recherche de métastase négative". Of "je propose de poursuivre" the nearer verb counts.
    """
    mine, its = cue[2].category, other[2].category
    if its == "BEGUN" and mine == "PLANNED":
        return target.start < cue[0] and cue[1] <= other[0]
    mine, its = _AS_ONGOING.get(mine, mine), _AS_ONGOING.get(its, its)
    start, other_start = cue[0], other[0]
    before, other_before = start < target.start, other_start < target.start
    if mine in ("POSSIBLE_EXISTENCE", "ALTERNATIVE") and its in _DENIALS:
        if cue[2].literal == "?":
            return its == "ANSWERED_NO"
        return other_before or before or other_start > start
    if mine == "NOR" and its == "NOT_EXCLUDED":
        return other_before
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


def _longest(matches: list[ContextMatch]) -> list[ContextMatch]:
    """Matches that no longer one contains, in order; several meanings of one span are all kept."""
    kept: list[ContextMatch] = []
    for match in sorted(matches, key=_END):
        start, end, _ = match
        while kept and kept[-1][0] >= start and (kept[-1][0] > start or kept[-1][1] < end):
            kept.pop()
        if not kept or kept[-1][1] < end or kept[-1][0] == start:
            kept.append(match)
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
