"""From the text of a document to proposed facts: the medspaCy pipeline, then the readers.

canonical text -> tokens and sentences -> targets (TargetMatcher) -> ConText ->
sections -> one reader a clinical theme -> facts. Nothing here keeps or logs the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assistant.documents.canonical import CanonicalText, canonicalise, fold
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
from assistant.extraction.context import SentenceConText
from assistant.extraction.letter import Letter, Sentence, Target
from assistant.extraction.merging import merge
from assistant.extraction.quiet import ConTextRule, TargetMatcher, TargetRule, spacy
from assistant.extraction.sections import LineSectionizer, section_spans
from assistant.extraction.tokens import ClinicalTokenizer, new_vocab, sentence_bounds, words_of
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
        nlp = spacy.blank("xx")
        new_vocab(nlp.vocab)
        nlp.tokenizer = ClinicalTokenizer(nlp.vocab)
        self.nlp = nlp
        self._wordings = _by_folded_words(targets)
        self._targets = TargetMatcher(
            nlp, phrase_matcher_attr="NORM", result_type=None, prune=False
        )
        self._targets.add(
            [
                TargetRule(wordings[0].literal, label)
                for (label, _), wordings in self._wordings.items()
            ]
        )
        self._context = SentenceConText(
            nlp,
            [
                ConTextRule(
                    rule.literal,
                    rule.category,
                    direction=rule.direction,
                    max_scope=rule.scope,
                    allowed_types=set(rule.allowed) if rule.allowed is not None else None,
                    excluded_types=set(rule.excluded) if rule.excluded is not None else None,
                    terminated_by=set(rule.terminated_by) or None,
                )
                for rule in load_context()
            ],
        )
        self._sections = LineSectionizer(nlp, load_sections())

    def extract(self, text: str) -> Extraction:
        """The facts of a document, proposed, with their exact evidence in ``text``."""
        letter = self.analyse(text)
        facts = [fact for read in READERS for fact in read(letter)]
        return Extraction(letter.kind, letter.date, tuple(merge(facts)), heading.identity(letter))

    def analyse(self, text: str) -> Letter:
        """The document with its sentences, sections, targets and dates: what the readers see."""
        canonical = canonicalise(text)
        bounds = sentence_bounds(canonical.text, canonical.folded, canonical.lines)
        doc = self.nlp.tokenizer(canonical.text, frozenset(start for start, _ in bounds))
        doc.user_data["canonical"] = canonical
        sentences = _sentences(canonical, bounds)
        letter = Letter(canonical, sentences)
        if not len(doc):
            return letter
        self._sections(doc)
        for start, end, category in section_spans(doc):
            for sentence in letter.sentences_in(start, end):
                sentence.section = category
        letter.targets = self._find_targets(doc, letter)
        letter.index()
        letter.kind = heading.kind(letter)
        letter.date = heading.document_date(letter)
        letter.dates = heading.dates(letter)
        return letter

    def _find_targets(self, doc: spacy.tokens.Doc, letter: Letter) -> list[Target]:
        """The matched targets, longest of each label, with the modifiers that bear on them."""
        spans = []
        wordings: dict[tuple[str, int, int], TargetWording] = {}
        for span in self._targets(doc):
            start, end = span.start_char, span.end_char
            candidates = self._wordings[span.label_, tuple(token.norm_ for token in span)]
            wording = _wording_of(candidates, letter.text[start:end])
            if wording is not None:
                wordings[span.label_, start, end] = wording
                spans.append(span)
        spans = _longest_by_label(spans)
        modifiers = self._context(doc, spans)
        targets = []
        for index, span in enumerate(spans):
            start, end = span.start_char, span.end_char
            wording = wordings[span.label_, start, end]
            targets.append(
                Target(
                    label=span.label_,
                    value=wording.value,
                    start=start,
                    end=end,
                    text=letter.text[start:end],
                    sentence=letter.sentence_at(start),
                    modifiers=tuple(
                        (category, doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))
                        for category, first, last in modifiers.get(index, ())
                    ),
                    rule=wording.literal,
                )
            )
        return targets


def _by_folded_words(
    targets: Iterable[TargetWording],
) -> dict[tuple[str, tuple[str, ...]], list[TargetWording]]:
    """The wordings of each label that differ only by case or accents, by their folded words.

    They match the same tokens, and medspaCy remembers one rule for one span.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[TargetWording]] = {}
    for wording in targets:
        words = tuple(words_of(fold(wording.literal)))
        groups.setdefault((wording.label, words), []).append(wording)
    return groups


def _wording_of(wordings: list[TargetWording], text: str) -> TargetWording | None:
    """The wording that a text matches: the one of its exact case first."""
    exact = next((w for w in wordings if w.exact and w.literal == text), None)
    return exact or next((w for w in wordings if not w.exact), None)


def _sentences(canonical: CanonicalText, bounds: list[tuple[int, int]]) -> list[Sentence]:
    sentences = []
    line = 0
    for index, (start, end) in enumerate(bounds):
        while canonical.lines[line].end < end:
            line += 1
        sentences.append(Sentence(index, start, end, line))
    return sentences


def _longest_by_label(spans: list[spacy.tokens.Span]) -> list[spacy.tokens.Span]:
    """Spans in order; of those of one label that overlap, the longest."""
    kept: list[spacy.tokens.Span] = []
    last_end: dict[str, int] = {}
    for span in sorted(spans, key=lambda span: (span.label_, span.start, -span.end)):
        if span.start >= last_end.get(span.label_, -1):
            kept.append(span)
            last_end[span.label_] = span.end
    return sorted(kept, key=lambda span: (span.start, -span.end))
