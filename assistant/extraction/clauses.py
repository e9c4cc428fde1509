"""The structure of a French sentence, as far as the reach of a modifier needs it.

Where a statement ends (a contrast, a new verb, a cause), whether a list goes on behind a
comma, which words a predicate goes back to, and what a definite article takes for granted:
"pas d'évolution des métastases" denies the evolution, not the metastases.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from spacy.tokens import Doc, Span

Match = tuple[int, int, Any]
"""First token, token after the last one, rule."""

_ARTICLES = frozenset("l le la les son sa ses leur leurs ce cet cette ces".split())
_POSSESSIVES = frozenset("son sa ses leur leurs cet cette ces".split())
_PREPOSITIONS = frozenset(
    "de d sur pour a par avec dans en chez vers contre sous entre au aux apres".split()
)
_QUANTITIES = frozenset(
    "deux trois quatre cinq six sept huit dix nombreuses nombreux multiples plusieurs petite petites "
    "seule seules autres autre principale principales differentes diverses quelques memes".split()
)
_NOUNS_OF_BEING = frozenset(
    "presence existence visualisation apparition diagnostic hypothese survenue eventualite".split()
)
_CONJUNCTIONS = frozenset("et ou ni puis voire , avec pour sur par vers en ( :".split())
_BEFORE_A_NOUN = frozenset(
    "un une des de d du le la les l son sa ses ce cet cette on nous je il elle avec sans sur pour par et ou mais ni "
    ": ; , ( - / > . ? +".split()
)
_AFTER_A_NOUN = frozenset(
    "de d du des a au aux en sur dans par pour avec sous et ou mais car que qu chez lors "
    "demain lundi mardi mercredi jeudi vendredi prochainement ensuite".split()
)
_ADVERBS = frozenset("tres fort plus assez peu bien plutot hautement".split())
_LINKS = frozenset(
    "de d du a au aux en dans ni ou et voire notamment particulier y pas sans aucun aucune que "
    "soit tant comme / ) .".split()
)
_INDEFINITE = frozenset(["un", "une", "des"])
_LIST_GOES_ON = {
    "NEGATED_EXISTENCE": frozenset(["link", "bare"]),
    "CANCELLED": frozenset(["link", "bare"]),
    "POSSIBLE_EXISTENCE": frozenset(["link", "indefinite"]),
    "SEARCHED": frozenset(["link", "indefinite", "bare", "plural"]),
    "PLANNED": frozenset(["link", "indefinite", "bare", "plural"]),
    "ONGOING": frozenset(["link", "bare"]),
}
_ONLY_LINKS = frozenset(["link"])
_ADJECTIVE = re.compile(
    r"(?:non|.{2,}(?:ique|aire|euse|eux|ale|al|aux|ienne|ien|eale|ative|atif)s?)$"
)
_ADVERB = re.compile(
    r"(?:.*(?:que|am|em|elle|ble|ive|ale)ment|fortement|clairement|franchement|nettement|manifestement|seulement)$"
)
_VERBS = frozenset(
    "retrouve retrouvent montre montrent revele revelent objective confirme confirment decouvre visualise note "
    "identifie presente developpe a ont voit observe decele evoque evoquent craindre est sont existe ait aient avait y avoir".split()
)
NEUTRAL_ADVERBS = frozenset(
    "formellement totalement completement clairement finalement raisonnablement histologiquement strictement "
    "cliniquement radiologiquement absolument cependant toutefois egalement nettement franchement actuellement "
    "manifestement definitivement entierement certes donc".split()
)
"""Words that a wording may hold anywhere: "ne peut être *formellement* exclue"."""
_VERBAL = frozenset("sont ont ete etaient seront".split())
_AUXILIARY_REACH = 5
"""Words between the verb of a predicate and its cue: "a pu être formellement éliminée"."""


class Clauses:
    """One sentence with a target: its cues, and where its statements end."""

    def __init__(
        self, doc: Doc, words: list[str], start: int, end: int, matches: list[Match]
    ) -> None:
        self.words, self.start, self.end = words, start, end
        self.cues: list[Match] = []
        self._breaks: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._openers: set[int] = set()
        for first, last, rule in matches:
            if rule.direction == "TERMINATE":
                self._breaks[rule.category].append((first, last))
                if rule.category == "OPENER":
                    self._openers.add(first)
            elif rule.direction != "PSEUDO":
                self.cues.append((first, last, rule))
                for name in (rule.category, _one_way(rule)):
                    if (first, last) not in self._breaks[name][-1:]:
                        self._breaks[name].append((first, last))
        self._lay_out(doc)

    def _lay_out(self, doc: Doc) -> None:
        """Parentheses, set-apart dashes, and the commas and "et" that may end a list."""
        self._closing: list[int] = []
        self._opening: list[int] = []
        self._depth: list[int] = []
        self._separators: list[int] = []
        depth = 0
        for i in range(self.start, self.end):
            word = self.words[i]
            if word == ")" and depth:
                depth -= 1
                self._closing.append(i)
            self._depth.append(depth)
            if word == "(":
                depth += 1
                self._opening.append(i)
            elif word in (",", "et"):
                self._separators.append(i)
            elif word in ("-", "/") and i > self.start:
                if doc[i].whitespace_ and doc[i - 1].whitespace_:
                    if word == "-":
                        self._breaks["STOP"].append((i, i + 1))
                    else:
                        self._separators.append(i)
        self._breaks["STOP"].sort()

    def forward_end(self, start: int, end: int, rule: Any) -> int:
        """Where the scope of a modifier ends that bears on what follows it."""
        reach = self.end if rule.max_scope is None else min(self.end, end + rule.max_scope)
        for category in (*rule.terminated_by, _one_way(rule)):
            breaks = self._breaks.get(category, ())
            at = bisect_left(breaks, (end, 0))
            if at < len(breaks) and category == "COLON" and breaks[at][0] == end:
                at += 1
            if at < len(breaks):
                reach = min(reach, breaks[at][0])
        if self._depth[start - self.start]:
            at = bisect_left(self._closing, end)
            if at < len(self._closing):
                reach = min(reach, self._closing[at])
        if "LIST" in rule.terminated_by:
            reach = min(reach, self._list_end(start, end, reach, rule.category))
        return reach

    def backward_start(self, start: int, rule: Any) -> int:
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
        begin = self.start
        for category in rule.terminated_by:
            breaks = self._breaks.get(category, ())
            near = _AUXILIARY_REACH if category == "VERB" else 0
            at = bisect_right(breaks, (limit - near, self.end)) - 1
            while at >= 0 and breaks[at][1] > limit - near:
                at -= 1
            if category == "VERB" and self._shares_subject(limit):
                continue
            if at >= 0:
                begin = max(begin, breaks[at][1])
        if self._depth[start - self.start]:
            at = bisect_right(self._opening, start) - 1
            if at >= 0 and self._opening[at] < limit:
                begin = max(begin, self._opening[at])
        return begin

    def _shares_subject(self, limit: int) -> bool:
        """Whether the verb of a predicate is joined to one before it: "ont régressé et ne sont plus"."""
        verbs = {first for first, _ in self._breaks.get("VERB", ())}
        for i in range(limit - 1, max(limit - _AUXILIARY_REACH, self.start), -1):
            if i in verbs:
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

    def reaches_back(self, target: Span, start: int, number: str | None) -> bool:
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
        if number is None or not plural:
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
            if kind not in goes_on:
                return separator
        return reach

    def _kind(self, separator: int, reach: int, category: str) -> str:
        """What follows a comma or "et": a link of the list, a bare noun, something new."""
        first = separator + 1
        if first < self.end and self.words[first] == "et":
            first += 1
        if first >= reach:
            return "link"
        word = self.words[first]
        if first in self._openers:
            return "stop"
        if word in _LINKS or word.startswith("'"):
            return "link"
        if self.words[separator] == "/":
            return "stop"
        if word in _INDEFINITE:
            return "indefinite"
        if word in _ARTICLES or word in _QUANTITIES or word[0].isdigit():
            return "stop"
        if _ADJECTIVE.match(word):
            return "link"
        at = bisect_left(self._separators, first)
        last = min(reach, self._separators[at] if at < len(self._separators) else reach)
        if self._is_affirmed(first, last, category):
            return "stop"
        return "plural" if is_plural(word) else "bare"

    def _is_affirmed(self, first: int, last: int, category: str) -> bool:
        """Whether a bare noun behind a comma is stated: counted, measured, qualified on its own."""
        if any(self.words[i][0].isdigit() for i in range(first, last)):
            return True
        return any(
            bisect_left(breaks, (first, 0)) < bisect_left(breaks, (last, 0))
            for name, breaks in self._breaks.items()
            if name == "AFFIRMED"
            or (
                name != category
                and name in ("POSSIBLE_EXISTENCE", "PLANNED", "ONGOING", "CANCELLED")
            )
        )


def is_preposed(
    words: list[str], start: int, end: int, bounds: tuple[int, int], *, relative: bool = False
) -> bool:
    """Whether a wording that may stand on both sides of its noun stands before it.

    "une probable métastase" against "une métastase probable". A ``relative`` needs no noun
    behind: "Mère : cancer du sein" against "cancer du sein (mère)". ``bounds`` are those of
    the sentence.
    """
    first, last = bounds
    before = start - 1
    while before >= first and words[before] in _ADVERBS:
        before -= 1
    following = words[end] if end < last else ""
    if before >= first:
        word = words[before]
        counted = relative and (word in _QUANTITIES or word.isdigit())
        if word not in _BEFORE_A_NOUN and not counted:
            return False
        if relative and (
            word == "("
            or (word == ":" and not following[:1].isalnum() and following not in (":", ","))
        ):
            return False
    if relative or following == ":":
        return True
    if following == "le" and end + 1 < last and words[end + 1].isdigit():
        return False
    return following[:1].isalnum() and following not in _AFTER_A_NOUN


def is_answer(words: list[str], start: int, end: int, sentence_end: int) -> bool:
    """Whether words stand alone where an answer does: "métastases : non", "cirrhose (non)"."""
    if start == 0 or words[start - 1] not in (":", "=", "(", "?"):
        return False
    return end >= sentence_end or not words[end][0].isalnum()


def is_opening(words: list[str], start: int, sentence_start: int) -> bool:
    """Whether a statement begins here: at a sentence, or behind a mark that ends another."""
    return start == sentence_start or words[start - 1] in (
        ":",
        ",",
        ";",
        "(",
        "-",
        "mais",
        "et",
        "/",
    )


def _one_way(rule: Any) -> str:
    return f"{rule.category} {rule.direction}"


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural."""
    return len(word) > 3 and word[-1] in "sx"


def is_presupposed(
    words: list[str], start: int, cue_end: int | None, conditional: bool = False
) -> bool:
    """Whether the noun at ``start`` is taken for granted where it stands.

    A definite noun behind another one is not what is denied, doubted or supposed:
    "pas d'évolution des métastases", "suspicion de progression de la lésion", "n'a pas été
    opérée de sa métastase". ``cue_end`` is the token after a modifier that comes first; the
    object of a condition stays conditional: "si l'IRM confirme la métastase".
    """
    lowest = cue_end if cue_end is not None else 0
    at = start - 1
    while at >= lowest and (words[at] in _QUANTITIES or words[at].isdigit()):
        at -= 1
    if at >= lowest and words[at] == "'":
        at -= 1
    if at < max(lowest, 1):
        return False
    word, before = words[at], words[at - 1]
    if before in _NOUNS_OF_BEING or (before == "de" and words[at - 2] in _NOUNS_OF_BEING):
        return False
    if word in ("des", "du", "au", "aux"):
        return (
            at > lowest
            and before not in _CONJUNCTIONS
            and before not in _VERBS
            and not before.endswith(("er", "ir", "ant"))
            and not _ADVERB.match(before)
        )
    if word not in _ARTICLES:
        return False
    if before in _PREPOSITIONS and (at - 1 >= lowest or word in _POSSESSIVES):
        return True
    if cue_end is None or (conditional and "," not in words[cue_end:at]):
        return False
    return any(not _ADVERB.match(words[i]) for i in range(cue_end, at))
