"""The structure of a French sentence, as far as the reach of a modifier needs it.

Where a statement ends (a contrast, a new verb, a cause), whether a list goes on behind a
comma, which words a predicate goes back to.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.extraction.expressions import expression
from assistant.extraction.placing import ARTICLES, QUANTITIES, is_plural
from assistant.extraction.rules import ContextMatch
from assistant.extraction.tokens import Tokens
from patterns.loader import ContextWording


@dataclass(slots=True)
class TokenSpan:
    """A target as ConText sees it: its label, its first token, the token after its last one."""

    label: str
    start: int
    end: int


_LINKS = frozenset(
    "de d du a au aux en dans ni ou et voire notamment particulier y pas sans aucun aucune que "
    "soit tant comme / ) .".split()
)
_INDEFINITE = frozenset(["un", "une", "des"])
_LIST_GOES_ON = {
    "NEGATED_EXISTENCE": frozenset(["link", "bare"]),
    "NOR": frozenset(["link", "bare"]),
    "CANCELLED": frozenset(["link", "bare", "parallel"]),
    "POSSIBLE_EXISTENCE": frozenset(["link", "indefinite"]),
    "SEARCHED": frozenset(["link", "indefinite", "bare", "plural"]),
    "PLANNED": frozenset(["link", "indefinite", "bare", "plural", "parallel"]),
    "ONGOING": frozenset(["link", "bare"]),
}
_ONLY_LINKS = frozenset(["link"])
_ADJECTIVE = expression(
    r"(?:non|.{2,}(?:ique|aire|euse|eux|ale|al|aux|ienne|ien|eale|ative|atif)s?)$"
)
_BEFORE_NOUNS = ARTICLES | _INDEFINITE | {"de", "d", "du", "'"}
_MARKS = frozenset(["(", ")", ",", "et", "-", "/"])
_VERBAL = frozenset("sont ont ete etaient seront".split())
FARTHEST = 120
"""Words that a modifier reaches over at most: no statement is longer, only text without full stops."""
_BEGINNING_REACH = 10
"""Words between "début de", "relais par" and a treatment begun there, at most."""
_ADJECTIVES = 2
_LONGEST_NOUN = 5
"""Words of a noun with what completes it, at most, where two are refused or planned together."""
_PREDICATES = frozenset(
    ["VERB", "OPENER", "AFFIRMED", "PLANNED", "ONGOING", "BEGUN", "POSSIBLE_EXISTENCE"]
)
_STATEMENTS = frozenset(["POSSIBLE_EXISTENCE", "PLANNED", "ONGOING", "BEGUN", "CANCELLED"])
_AUXILIARY_REACH = 5
"""Words between the verb of a predicate and its cue: "a pu être formellement éliminée"."""


class Clauses:
    """One sentence with a target: where its statements end."""

    def __init__(self, tokens: Tokens, start: int, end: int, matches: list[ContextMatch]) -> None:
        self.words, self.start, self.end = tokens.words, start, end
        self._wordings = matches
        self._starts = [match[0] for match in matches]
        self._lay_out(tokens)

    def _lay_out(self, tokens: Tokens) -> None:
        """Parentheses, set-apart dashes, and the commas and "et" that may end a list."""
        self._closing: list[int] = []
        self._opening: list[int] = []
        self._depth = [0] * (self.end - self.start)
        self._separators: list[int] = []
        self._dashes: list[int] = []
        words = self.words
        depth = 0
        for i in [i for i in range(self.start, self.end) if words[i] in _MARKS]:
            word = words[i]
            if word == ")":
                if depth:
                    depth -= 1
                    self._closing.append(i)
                    self._set_depth(i, depth)
            elif word == "(":
                depth += 1
                self._opening.append(i)
                self._set_depth(i + 1, depth)
            elif word in (",", "et"):
                self._separators.append(i)
            elif i > self.start and tokens.is_apart(i) and tokens.is_apart(i - 1):
                (self._dashes if word == "-" else self._separators).append(i)

    def _set_depth(self, first: int, depth: int) -> None:
        """How many parentheses are open from a word on."""
        self._depth[first - self.start :] = [depth] * (self.end - first)

    def forward_end(self, start: int, end: int, rule: ContextWording) -> int:
        """Where the scope of a modifier ends that bears on what follows it."""
        reach = min(self.end, end + min(FARTHEST, rule.scope or FARTHEST))
        category, direction, ends = rule.category, rule.direction, rule.terminated_by
        following = bisect_left(self._starts, end)
        near = slice(following, bisect_left(self._starts, reach, following))
        for first, _, other in self._wordings[near]:
            if (other.category in ends and (first > end or other.category != "COLON")) or (
                other.category == category and other.direction == direction
            ):
                reach = first
                break
        if self._dashes and "STOP" in ends:
            at = bisect_left(self._dashes, end)
            if at < len(self._dashes):
                reach = min(reach, self._dashes[at])
        if self._depth[start - self.start]:
            at = bisect_left(self._closing, end)
            if at < len(self._closing):
                reach = min(reach, self._closing[at])
        if "LIST" in rule.terminated_by:
            reach = min(reach, self._list_end(start, end, reach, rule.category))
        return reach

    def backward_start(self, start: int, rule: ContextWording) -> int:
        """Where the scope begins of a modifier that bears on what precedes it.

        A predicate that follows a break directly has its subject before the break
        ("métastase suspectée, puis écartée"; "métastases : absentes").
        """
        limit = start
        while limit > self.start and self.words[limit - 1] in (
            ",",
            ":",
            "(",
            "et",
            "puis",
            "mais",
            "=",
        ):
            limit -= 1
        begin = max(self.start, start - FARTHEST)
        ends = rule.terminated_by
        for at in range(bisect_left(self._starts, limit) - 1, -1, -1):
            _, last, other = self._wordings[at]
            if last <= begin:
                break
            if other.category in ends and self._ends_before(last, other.category, limit):
                begin = last
                break
        if self._dashes and "STOP" in ends:
            at = bisect_left(self._dashes, limit) - 1
            if at >= 0:
                begin = max(begin, self._dashes[at] + 1)
        if self._depth[start - self.start]:
            at = bisect_right(self._opening, start) - 1
            if at >= 0 and self._opening[at] < limit:
                begin = max(begin, self._opening[at])
        return begin

    def _ends_before(self, last: int, category: str, limit: int) -> bool:
        """Whether a wording ends what precedes a predicate; its own verb does not."""
        if category != "VERB":
            return last <= limit
        return last <= limit - _AUXILIARY_REACH and not self._shares_subject(limit)

    def _begins(self, category: str, at: int) -> bool:
        """Whether a wording of a category begins at a word."""
        first = bisect_left(self._starts, at)
        return any(
            rule.category == category
            for _, _, rule in self._wordings[first : bisect_right(self._starts, at, first)]
        )

    def _shares_subject(self, limit: int) -> bool:
        """Whether the verb of a predicate is joined to one before it: "ont régressé et ne sont plus"."""
        for i in range(limit - 1, max(limit - _AUXILIARY_REACH, self.start), -1):
            if self._begins("VERB", i):
                while i > self.start and self.words[i - 1] in (
                    "ne",
                    "n",
                    "'",
                    "ont",
                    "a",
                    "se",
                    "s",
                ):
                    i -= 1
                return i > self.start and self.words[i - 1] in ("et", "mais", "puis", ",")
        return False

    def reaches_back(self, target: TokenSpan, start: int, number: str | None) -> bool:
        """Whether a predicate at ``start`` goes back to a target, over coordinations.

        "Cirrhose et hépatite écartées" is about both, "métastase et nodule suspect" is not.
        """
        words = self.words
        limit = start
        while limit > target.end and words[limit - 1] in (",", ":", "(", "et", "puis", "mais", "="):
            limit -= 1
        direct = limit < start
        plural = is_plural(words[target.start])
        if number == "singular" and plural and not direct and not self._is_complement(target.start):
            return False
        depth = self._depth[target.end - 1 - self.start]
        joints = [
            i
            for i in self._joints(target.end, limit)
            if self._depth[i - self.start] == depth and not self._joins_adjectives(i, limit)
        ]
        if not joints:
            return True
        if number == "singular":
            return False
        commas = [i for i in joints if words[i] == ","]
        if commas and (number is None or commas[-1] == joints[-1]):
            return False
        if number is None or not plural or not self._is_plural_after(joints[-1], limit):
            return True
        return bool(_VERBAL & set(words[max(limit - 3, target.end) : limit + 3]))

    def _joints(self, first: int, last: int) -> Iterator[int]:
        return (i for i in range(first, last) if self.words[i] in (",", "et", "ou", "ni", "/"))

    def _joins_adjectives(self, joint: int, limit: int) -> bool:
        """Whether a conjunction only joins adjectives of one noun ("hépatiques et osseuses")."""
        if joint + 1 >= limit:
            return True
        word = self.words[joint + 1]
        return len(word) == 1 or bool(_ADJECTIVE.match(word))

    def _is_plural_after(self, joint: int, limit: int) -> bool:
        """Whether the noun behind a conjunction is a plural; a plural predicate of a singular one has both."""
        first = joint + 1
        while first + 1 < limit and self.words[first] in _BEFORE_NOUNS:
            first += 1
        return is_plural(self.words[first])

    def _is_complement(self, start: int) -> bool:
        """Whether a noun only completes another one, the subject: "l'hypothèse de métastases"."""
        at = start - 1
        if at >= self.start and self.words[at] in ("une", "un", "la", "le", "'"):
            at -= 1
        return at >= self.start and self.words[at] in ("de", "d", "du", "des")

    def _list_end(self, start: int, end: int, reach: int, category: str) -> int:
        """Where the list behind a modifier ends: at the first separator that opens something else."""
        goes_on = _LIST_GOES_ON.get(category, _ONLY_LINKS)
        depth = self._depth[start - self.start]
        plural = end < self.end and is_plural(self.words[end])
        at = bisect_left(self._separators, end)
        while at < len(self._separators) and self._separators[at] < reach:
            separator = self._separators[at]
            at += 1
            if self._depth[separator - self.start] > depth or separator == end:
                continue
            kind = self._kind(separator, reach, category)
            if kind == "plural" and plural:
                kind = "bare"
            if kind == "definite" and self._is_parallel(end, separator, reach):
                kind = "parallel"
            if kind == "bare" and category == "NEGATED_EXISTENCE" and separator == end + 1:
                kind = "stop" if self._is_stated(separator, reach) else kind
            if kind not in goes_on:
                return separator
        return reach

    def _kind(self, separator: int, reach: int, category: str) -> str:
        """What follows a comma or "et": a link of the list, a bare noun, something new."""
        first = separator + 1
        if first < self.end and self.words[first] in ("et", "puis"):
            first += 1
        if first >= reach:
            return "link"
        word = self.words[first]
        if self._begins("OPENER", first):
            return "stop"
        if word in _LINKS or word.startswith("'"):
            return "link"
        if self.words[separator] == "/":
            return "stop"
        if word in _INDEFINITE:
            return "indefinite"
        if word in ARTICLES:
            return "definite"
        if word in QUANTITIES or word[0].isdigit():
            return "stop"
        if _ADJECTIVE.match(word):
            return "link"
        at = bisect_left(self._separators, first)
        last = min(reach, self._separators[at] if at < len(self._separators) else reach)
        if self._is_affirmed(first, last, category):
            return "stop"
        return "plural" if is_plural(word) else "bare"

    def _is_parallel(self, end: int, separator: int, reach: int) -> bool:
        """Whether two nouns with their articles are refused or planned together.

        "refuse la chimiothérapie et la radiothérapie", not "... et la radiothérapie est faite".
        """
        words = self.words
        if (
            words[separator] != "et"
            or separator - end > _LONGEST_NOUN
            or not (words[end] in ARTICLES or words[end - 1] in ARTICLES)
        ):
            return False
        at = bisect_right(self._separators, separator)
        last = min(reach, self._separators[at] if at < len(self._separators) else reach)
        near = slice(bisect_left(self._starts, separator), bisect_left(self._starts, last))
        return not any(rule.category in _PREDICATES for _, _, rule in self._wordings[near])

    def _is_stated(self, comma: int, reach: int) -> bool:
        """Whether the noun behind the only comma of a denial stands for itself.

        "pas d'ascite, métastase hépatique" has a bare noun, then one with its place, and no "ni",
        "ou" or second comma that would make them a list.
        """
        words = self.words
        if words[comma] != "," or any(
            words[i] in (",", "ou", "ni", "et", "(") for i in range(comma + 1, reach)
        ):
            return False
        return sum(words[i][0].isalnum() for i in range(comma + 1, reach)) > 1

    def is_begun(self, target: TokenSpan, later: int) -> bool:
        """Whether a treatment is what a time to come at ``later`` speaks of.

        "début du létrozole dans un mois", "radiothérapie le mois prochain"; not "tolère bien
        le létrozole, revue dans un mois".
        """
        words, start = self.words, target.start
        if start > self.start and words[start - 1] in ARTICLES:
            start -= 1
        if start == self.start or words[start - 1] in _MARKS or words[start - 1] in (":", ";"):
            return later - target.end <= _ADJECTIVES
        at = bisect_left(self._starts, target.start) - 1
        while at >= 0 and self._starts[at] >= target.start - _BEGINNING_REACH:
            _, last, rule = self._wordings[at]
            if rule.category in ("STOP", "CONTRAST", "COMMA", "COLON"):
                return False
            if rule.category == "START" and last <= target.start:
                return True
            at -= 1
        return False

    def _is_affirmed(self, first: int, last: int, category: str) -> bool:
        """Whether a bare noun behind a comma is stated: counted, measured, qualified on its own."""
        if any(self.words[i][0].isdigit() for i in range(first, last)):
            return True
        near = slice(bisect_left(self._starts, first), bisect_left(self._starts, last))
        return any(
            rule.category == "AFFIRMED"
            or (rule.category != category and rule.category in _STATEMENTS)
            for _, _, rule in self._wordings[near]
        )
