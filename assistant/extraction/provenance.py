"""Where a fact comes from, found after the fact: its sentence, its section, the rules that matched there.

The extraction keeps no such record. What made a fact is found by analysing its document
again, so that reading a letter costs nothing for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.documents.canonical import fold
from assistant.extraction.context import REPORTED_AS
from assistant.extraction.letter import Letter, Sentence, Target
from assistant.extraction.pipeline import READERS
from assistant.extraction.tokens import words_of
from criteria.facts import Fact
from patterns.loader import load_sections
from patterns.origins import Origin, context_origins, target_origins


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote in its document: offsets of the source, ``line`` counts from 1.

    ``matched`` are the targets that overlap the quote, ``beside`` the others of its sentences.
    """

    start: int
    end: int
    line: int
    sentence_start: int
    sentence_end: int
    section: str | None
    heading: str | None
    matched: tuple[Target, ...]
    beside: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A reader that states a fact: its theme, its module."""

    theme: str
    module: str


def passage(letter: Letter, start: int, end: int) -> Passage:
    """What stands at ``source[start:end]`` and around it."""
    source = letter.canonical.source
    around = [s for s in letter.sentences if _overlaps(letter, s, start, end)]
    indexes = {sentence.index for sentence in around}
    near = [target for target in letter.targets if target.sentence.index in indexes]
    matched = tuple(target for target in near if _overlaps(letter, target, start, end))
    bounds = [letter.canonical.slice(s.start, s.end) for s in around] or [(start, end)]
    first = around[0] if around else None
    return Passage(
        start=start,
        end=end,
        line=source.count("\n", 0, start) + 1,
        sentence_start=min(start, bounds[0][0]),
        sentence_end=max(end, bounds[-1][1]),
        section=first.section if first else None,
        heading=heading_of(letter, first) if first else None,
        matched=matched,
        beside=tuple(target for target in near if target not in matched),
    )


def heading_of(letter: Letter, sentence: Sentence) -> str | None:
    """The heading that put a sentence in its section, as the document writes it; None without one."""
    if sentence.section is None:
        return None
    headings = [
        words_of(fold(text)) for category, text in load_sections() if category == sentence.section
    ]
    for candidate in reversed(letter.sentences[: sentence.index + 1]):
        if candidate.section != sentence.section:
            return None
        if found := _heading_at(letter, candidate, headings):
            return found
    return None


def _heading_at(letter: Letter, sentence: Sentence, headings: list[list[str]]) -> str | None:
    """The longest heading that opens the line of a sentence, its number or bullet passed over."""
    start, end = letter.line_bounds(sentence)
    if sentence.start != start:
        return None
    words = words_of(letter.folded[start:end])
    for skipped in range(min(4, len(words))):
        long = max((len(h) for h in headings if words[skipped : skipped + len(h)] == h), default=0)
        if long:
            return _words(letter.text[start:end], skipped, skipped + long)
        if words[skipped].isalpha() and len(words[skipped]) > 4:
            return None
    return None


def _words(text: str, first: int, last: int) -> str:
    """From the word at ``first`` to the one before ``last``, as the text has them."""
    begin, position = 0, 0
    for index, word in enumerate(words_of(text)[:last]):
        place = text.index(word, position)
        begin = place if index == first else begin
        position = place + len(word)
    return text[begin:position]


def readers_of(letter: Letter, fact: Fact) -> tuple[Reading, ...]:
    """The readers that state a fact of this letter: its key and value, at the same place."""
    return tuple(
        Reading(reader.__module__.rpartition(".")[2], reader.__module__)
        for reader in READERS
        if any(
            (found.key, found.value, found.unit) == (fact.key, fact.value, fact.unit)
            and set(found.evidence) & set(fact.evidence)
            for found in reader(letter)
        )
    )


def rule_origin(target: Target) -> Origin | None:
    """Where the wording of a target is written."""
    return target_origins().get((target.label, target.value, target.rule))


def modifier_origin(category: str, text: str) -> Origin | None:
    """Where a ConText wording that was matched as ``text`` is written.

    None when adverbs stand inside the words that matched: the rules pass over them.
    """
    words = words_of(fold(text))
    for written, literal, origin in context_origins():
        if category in REPORTED_AS.get(written, (written,)) and words_of(fold(literal)) == words:
            return origin
    return None


def family(found: Passage, quote: str) -> str:
    """The wording that errors are grouped by: the rules that matched the quote, or its own words.

    >>> family(passage(letter, 0, 8), "RE 90 %")  # doctest: +SKIP
    'RECEPTOR er « RE »'
    """
    rules = _rules(found.matched)
    return " + ".join(rules) if rules else f"aucune règle ne couvre « {shape(quote)} »"


def _rules(targets: Iterable[Target]) -> list[str]:
    named = dict.fromkeys(f"{label_of(t)} « {fold(t.rule)} »" for t in targets)
    return list(named)[:_MOST_RULES]


def label_of(target: Target) -> str:
    """The label of a target with its value: ``RECEPTOR er``."""
    return f"{target.label} {target.value}" if target.value is not None else target.label


_MOST_RULES = 3
_MOST_WORDS = 6


def shape(quote: str) -> str:
    """The first folded words of a quote, each figure as #: what other documents may share.

    >>> shape("CA 15-3 : 61 U/ml")
    'ca # - # : #…'
    """
    words = ["#" if word[0].isdigit() else word for word in words_of(fold(quote))]
    return " ".join(words[:_MOST_WORDS]) + ("…" if len(words) > _MOST_WORDS else "")


def _overlaps(letter: Letter, piece: Sentence | Target, start: int, end: int) -> bool:
    piece_start, piece_end = letter.canonical.slice(piece.start, piece.end)
    return piece_start < max(end, start + 1) and start < piece_end
