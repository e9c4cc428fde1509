"""From the text of a document to proposed facts: the rules, then the readers.

canonical text -> tokens and sentences -> rules (targets, modifiers, headings) -> sections ->
ConText -> one reader a clinical theme -> facts. Nothing here keeps or logs the text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assistant.documents.canonical import CanonicalText, canonicalise
from assistant.extraction import (
    heading,
    labs,
    metastases,
    patient,
    receptors,
    spine,
    staging,
    treatments,
    trial,
)
from assistant.extraction.clauses import TokenSpan
from assistant.extraction.context import SentenceConText
from assistant.extraction.letter import Letter, Sentence, Target
from assistant.extraction.merging import merge
from assistant.extraction.placing import NEUTRAL_ADVERBS
from assistant.extraction.rules import Found, RuleMatcher
from assistant.extraction.sections import section_spans
from assistant.extraction.tokens import Tokens, sentence_bounds
from criteria.facts import Fact
from patterns.loader import THEMES, TargetWording, load_context, load_sections, load_theme

READERS: tuple[Callable[[Letter], Iterable[Fact]], ...] = (
    patient.read,
    staging.read,
    receptors.read,
    metastases.read,
    spine.read,
    treatments.read,
    labs.read,
    trial.read,
)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one document says: its kind, its date (ISO or None), who it names, its facts."""

    kind: str
    date: str | None
    facts: tuple[Fact, ...]
    identity: heading.PatientIdentity


class Extractor:
    """The pipeline, built once (about a second) and used for any number of documents."""

    def __init__(self, targets: Iterable[TargetWording] | None = None) -> None:
        """``targets`` replaces the wordings of the themes."""
        if targets is None:
            targets = [wording for theme in THEMES for wording in load_theme(theme).targets]
        context = load_context()
        self._rules = RuleMatcher(targets, context, load_sections(), NEUTRAL_ADVERBS)
        self._context = SentenceConText(context)

    def extract(self, text: str) -> Extraction:
        """The facts of a document, proposed, with their exact evidence in ``text``."""
        letter = self.analyse(text)
        facts = [fact for read in READERS for fact in read(letter)]
        return Extraction(letter.kind, letter.date, tuple(merge(facts)), heading.identity(letter))

    def analyse(self, text: str) -> Letter:
        """The document with its sentences, sections, targets and dates: what the readers see."""
        canonical = canonicalise(text)
        bounds = sentence_bounds(canonical.text, canonical.folded, canonical.lines)
        sentences = _sentences(canonical, bounds)
        letter = Letter(canonical, sentences)
        if not sentences:
            return letter
        tokens = Tokens.of(letter.folded)
        firsts = [bisect_left(tokens.starts, sentence.start) for sentence in sentences]
        found = self._rules(tokens, firsts)
        for start, end, category in section_spans(canonical, tokens, found.headings):
            for sentence in letter.sentences_in(start, end):
                sentence.section = category
        letter.targets = self._find_targets(letter, tokens, firsts, found)
        letter.index()
        letter.kind = heading.kind(letter)
        letter.date = heading.document_date(letter)
        letter.dates = heading.dates(letter)
        return letter

    def _find_targets(
        self, letter: Letter, tokens: Tokens, firsts: list[int], found: Found
    ) -> list[Target]:
        """The matched targets, longest of each label, with the modifiers that bear on them."""
        text, starts = letter.text, tokens.starts
        matched = []
        for first, last, wordings in found.targets:
            wording = _wording_of(wordings, text, starts[first], tokens.end(last - 1))
            if wording is not None:
                matched.append((TokenSpan(wording.label, first, last), wording))
        matched = _longest_by_label(matched)
        modifiers = self._context(tokens, firsts, [span for span, _ in matched], found.context)
        targets = []
        for index, (span, wording) in enumerate(matched):
            start, end = starts[span.start], tokens.end(span.end - 1)
            target = Target(
                span.label, wording.value, start, end, text[start:end], letter.sentence_at(start)
            )
            target.rule = wording.literal
            if index in modifiers:
                target.modifiers = tuple(
                    (category, starts[first], tokens.end(last - 1))
                    for category, first, last in modifiers[index]
                )
            targets.append(target)
        return targets


def _wording_of(
    wordings: tuple[TargetWording, ...], text: str, start: int, end: int
) -> TargetWording | None:
    """The wording that ``text[start:end]`` matches: the one of its exact case first."""
    if len(wordings) == 1 and not wordings[0].exact:
        return wordings[0]
    written = text[start:end]
    exact = next((w for w in wordings if w.exact and w.literal == written), None)
    return exact or next((w for w in wordings if not w.exact), None)


def _sentences(canonical: CanonicalText, bounds: list[tuple[int, int]]) -> list[Sentence]:
    sentences = []
    line = 0
    for index, (start, end) in enumerate(bounds):
        while canonical.lines[line].end < end:
            line += 1
        sentences.append(Sentence(index, start, end, line))
    return sentences


def _longest_by_label(
    matched: list[tuple[TokenSpan, TargetWording]],
) -> list[tuple[TokenSpan, TargetWording]]:
    """Matches in order; of those of one label that overlap, the longest."""
    kept: list[tuple[TokenSpan, TargetWording]] = []
    last_end: dict[str, int] = {}
    matched.sort(key=lambda match: (match[0].start, -match[0].end))
    for match in matched:
        span = match[0]
        if span.start >= last_end.get(span.label, 0):
            kept.append(match)
            last_end[span.label] = span.end
    return kept
