"""Tokens and sentences of clinical French.

Letters and figures are told apart ("OMS1", "12x10mm", "pT2N0", "RO90%"), a decimal
comma stays inside its number, and white space is never a token: "métastase" and
"hépatique" on two lines are neighbours. Sentences follow the lines of the canonical
text, then its punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.documents.canonical import Line, fold

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\S")
_BOUNDARY = re.compile(r"[.!?]+[\")»]*(?=\s)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(/'.-])(?:dr|drs|pr|prs|m|mm|mr|mme|mlle|st|ste|cf|env|ex|resp|seg|sem|inj|tt|ttt|hosp|serv|tel|ref|fig|"
    r"vs|max|min|approx|art|bd|av|av\.j|adm|pt|pte|gg|nb|p|pp|no|nos|ch|chir|med|prof|depist|etc|hist|anat|path|sec|pulm|hep|"
    r"bilat|lomb|cerv|dors|inf|sup|ant|post|lat|bili|creat|plaq|leuco|hemoglo|segt|dim|gd|gr|term|[a-z])$"
)
_SIDED = re.compile(
    r"(?<![\w.])(?!(?:dr|pr|m|mme|mr|mlle|docteur|professeur|madame|monsieur|par|le|et|de)\b)[a-zà-ÿ]{3,}\s$"
)
"""A common noun before a letter: "sein G", "rein D"."""
_TITLES = frozenset("dr drs pr prs m mm mr mme mlle st ste prof".split())
_FIGURE = re.compile(r"[0-9]|[IVX]{1,4}\b")
_LIST_MARK = re.compile(r"(?:[-*•]\s?)?(?:\d{1,2}|[IVX]{1,4}|[A-Za-z])$")
_ANSWER = re.compile(
    r"(?:non|oui|aucun|aucune|negatif|negative|positif|positive)\b(?=\s*(?:[.,;)]|$))"
)
_STARTS_SENTENCE = re.compile(r"[A-ZÀ-ÖØ-Þ0-9\"(\-+•→*\[Ø<>]")


def words_of(text: str) -> list[str]:
    """The tokens of a text, as strings."""
    return _TOKEN.findall(text)


@dataclass(slots=True)
class Tokens:
    """The tokens of a document: folded words and their first characters."""

    words: list[str]
    starts: list[int]

    @classmethod
    def of(cls, folded: str) -> Tokens:
        """The tokens of a folded text."""
        return cls(_TOKEN.findall(folded), list(map(re.Match.start, _TOKEN.finditer(folded))))

    def __len__(self) -> int:
        return len(self.words)

    def end(self, index: int) -> int:
        """The character after a token."""
        return self.starts[index] + len(self.words[index])

    def is_apart(self, index: int) -> bool:
        """Whether white space, or the end of the text, follows a token."""
        return index + 1 == len(self.words) or self.end(index) < self.starts[index + 1]


def sentence_bounds(text: str, folded: str, lines: Iterable[Line]) -> list[tuple[int, int]]:
    """Character bounds of the sentences of a canonical text, in order."""
    bounds: list[tuple[int, int]] = []
    for line in lines:
        start = line.start
        for match in _BOUNDARY.finditer(text, line.start, line.end):
            end = match.end()
            if end + 1 >= line.end or not _STARTS_SENTENCE.match(text, end + 1):
                continue
            if text[match.start()] == "?" and _ANSWER.match(folded, end + 1, line.end):
                continue
            if match.group() == "." and _LIST_MARK.fullmatch(text, line.start, match.start()):
                continue
            if _is_leader(text, match.start(), match.end()):
                continue
            if match.group() == "." and _is_abbreviation(
                text, folded, line.start, match.start(), end + 1
            ):
                continue
            bounds.append((start, end))
            start = end + 1
        if start < line.end:
            bounds.append((start, line.end))
    return bounds


def _is_leader(text: str, start: int, end: int) -> bool:
    """Whether dots only lead from a name to its value: "HER2 ..... 1+"."""
    return text[start:end].strip(".") == "" and (
        end - start > 3 or (end - start > 1 and text[start - 1 : start] in (" ", "\t"))
    )


def _is_abbreviation(text: str, folded: str, line_start: int, stop: int, following: int) -> bool:
    """Whether the full stop at ``stop`` ends an abbreviation rather than a sentence."""
    match = _ABBREVIATION.search(folded, max(line_start, stop - 8), stop)
    if match is None:
        return False
    word = text[match.start() : stop].strip(" (/'.-")
    if len(word) == 1 and match.group().startswith("/"):
        return False  # a unit: "34 UI/L. Pas de lésion"
    is_figure = bool(_FIGURE.match(text, following))
    if len(word) == 1 and not word.isupper():
        return word in "pn" and is_figure
    if word in ("G", "D") and _SIDED.search(
        text, max(line_start, match.start() - 20), match.start() + 1
    ):
        return False  # a side: "7e côte G. Foie normal", not an initial
    # "12 mm. Foie normal": the unit, not "MM. Durand et Petit".
    if word == "mm":
        return False
    # "le 3 p." or "Réponse max. Poids": a title takes a name, any other needs a figure or lower case behind it.
    if fold(word) in _TITLES or (len(word) == 1 and word.isupper() and text[following].isupper()):
        return True
    return is_figure or not text[following].isupper()
