"""A document as the readers see it: text, sentences, sections, targets, dates."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from assistant.documents.canonical import CanonicalText
from assistant.extraction.checkboxes import answer, ticked_text
from assistant.extraction.dates import DateMention, dates_between
from assistant.extraction.expressions import blanked, indexed
from criteria.facts import Evidence, Fact, Value

Found = TypeVar("Found")


@dataclass(slots=True)
class Sentence:
    """One sentence: ``letter.text[start:end]``. ``line`` is the index of its line."""

    index: int
    start: int
    end: int
    line: int
    section: str | None = None


@dataclass(slots=True)
class Target:
    """What a target rule matched: ``letter.text[start:end]``, and what ConText says of it."""

    label: str
    value: str | None
    start: int
    end: int
    text: str
    sentence: Sentence
    modifiers: tuple[tuple[str, int, int], ...] = ()
    """Category of each modifier that bears on the target, with its character span."""
    rule: str = ""

    def has(self, category: str) -> bool:
        """Whether a modifier of this category bears on the target."""
        for name, _, _ in self.modifiers:  # noqa: SIM110  (asked of every target, mostly without any)
            if name == category:
                return True
        return False

    def closest(self, *categories: str) -> str | None:
        """Of these categories, the one whose modifier is nearest to the target; None when none bears on it."""
        near = [
            (max(start - self.end, self.start - end), category)
            for category, start, end in self.modifiers
            if category in categories
        ]
        return min(near)[1] if near else None

    @property
    def negated(self) -> bool:
        """Denied outright; a doubt that bears on the target too makes it uncertain."""
        return self.has("NEGATED_EXISTENCE") and not self.has("POSSIBLE_EXISTENCE")

    @property
    def uncertain(self) -> bool:
        return self.has("POSSIBLE_EXISTENCE")

    @property
    def hypothetical(self) -> bool:
        """Only supposed, looked for, or asked by who orders an examination."""
        return self.has("HYPOTHETICAL") or (
            self.sentence.section == "indication" and self.has("QUESTION")
        )

    @property
    def family(self) -> bool:
        return self.has("FAMILY") or self.sentence.section == "family_history"

    @property
    def historical(self) -> bool:
        return self.has("HISTORICAL") or self.sentence.section == "past_history"

    @property
    def planned(self) -> bool:
        """Decided and not begun: worded so, or listed in the plan without being under way."""
        return self.has("PLANNED") or (self.sentence.section == "plan" and not self.has("ONGOING"))

    @property
    def cancelled(self) -> bool:
        """Of a treatment: refused, ruled out, given up or not given."""
        return self.has("CANCELLED") or self.negated

    @property
    def ignored(self) -> bool:
        """Said of somebody else, or only as a hypothesis: never a fact of this patient."""
        return self.family or self.hypothetical


@dataclass
class Letter:
    """One analysed document. Offsets are characters of ``text``; ``folded`` has the same length."""

    canonical: CanonicalText
    sentences: list[Sentence]
    targets: list[Target] = field(default_factory=list)
    kind: str = "other"
    date: str | None = None
    dates: list[DateMention] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text, self.folded = indexed(self.canonical.text, self.canonical.folded)
        self._found: dict[Callable[[Letter], Any], Any] = {}
        self.index()

    @cached_property
    def ticked(self) -> str:
        """``folded``, of the same length, without the boxes of forms and what they leave unticked."""
        ticked = ticked_text(self.folded)
        return self.folded if ticked == self.folded else blanked(ticked, self.folded)

    def answer(self, target: Target) -> tuple[bool, int] | None:
        """Yes or no where a form answers a target ("cirrhose : [ ] oui [x] non"), and its end."""
        return answer(self.ticked, target.end, self.line_bounds(target.sentence)[1])

    def once(self, find: Callable[[Letter], Found]) -> Found:
        """What ``find`` finds in this document, found once for all the readers that ask."""
        if find not in self._found:
            self._found[find] = find(self)
        return self._found[find]

    def index(self) -> None:
        """Build the look-ups; to be called again when targets change."""
        # What comes before the first sentence belongs to it.
        self._starts = [0, *(sentence.start for sentence in self.sentences[1:])]
        self._by_label: dict[str, list[Target]] = defaultdict(list)
        self._by_sentence: dict[int, list[Target]] = defaultdict(list)
        for target in self.targets:
            self._by_label[target.label].append(target)
            self._by_sentence[target.sentence.index].append(target)

    def of(self, *labels: str) -> list[Target]:
        """The targets with one of these labels, in order."""
        if len(labels) == 1:
            return self._by_label.get(labels[0], [])
        return sorted(
            (t for label in labels for t in self._by_label.get(label, ())),
            key=lambda t: (t.start, -t.end),
        )

    def inside(self, sentence: Sentence, *labels: str) -> list[Target]:
        """The targets of a sentence, in order; of all labels when none is given."""
        targets = self._by_sentence.get(sentence.index, [])
        return [target for target in targets if target.label in labels] if labels else targets

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds a character."""
        return self.sentences[bisect_right(self._starts, offset) - 1]

    def sentences_in(self, start: int, end: int) -> list[Sentence]:
        """The sentences that begin in ``[start, end)``."""
        return self.sentences[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def text_of(self, sentence: Sentence) -> str:
        return self.text[sentence.start : sentence.end]

    def folded_of(self, sentence: Sentence) -> str:
        return self.folded[sentence.start : sentence.end]

    def line_bounds(self, sentence: Sentence) -> tuple[int, int]:
        """Characters of the line that a sentence is in."""
        line = self.canonical.lines[sentence.line]
        return line.start, line.end

    def dates_in(self, start: int, end: int) -> list[DateMention]:
        """The dates that begin in ``[start, end)``."""
        return dates_between(self.dates, start, end)

    def evidence(self, start: int, end: int) -> Evidence:
        """The slice of the source that ``text[start:end]`` stands for."""
        source_start, source_end = self.canonical.slice(start, end)
        return Evidence(
            start=source_start, end=source_end, text=self.canonical.source[source_start:source_end]
        )

    def fact(
        self,
        key: str,
        value: Value,
        start: int,
        end: int,
        /,
        *,
        unit: str | None = None,
        **attrs: Any,
    ) -> Fact:
        """A proposed fact read from ``text[start:end]``; attributes that are None are left out."""
        return Fact(
            key=key,
            value=value,
            unit=unit,
            attrs={name: attr for name, attr in attrs.items() if attr is not None},
            evidence=(self.evidence(start, end),),
            section=self.sentence_at(start).section,
        )
