"""The table of assertions, and how many of its sentences the rules read right.

``python -m tests.assistant.extraction.assertion`` prints the accuracy by phenomenon.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant.extraction.letter import Target
from assistant.extraction.pipeline import Extractor
from patterns.loader import TargetWording

_TABLE = Path(__file__).with_name("assertion.tsv")
_BRACKET = re.compile(r"\[([^\[\]|]+)(?:\|([a-z]+))?\]")

_FINDINGS = (
    "métastase", "métastases", "localisation secondaire", "localisations secondaires",
    "lésion secondaire", "lésions secondaires", "cirrhose", "compression médullaire",
    "hépatite", "hépatites", "cancer du sein", "k sein",
)  # fmt: skip
_TREATMENTS = {
    "DRUG": ("létrozole", "palbociclib", "tamoxifène"),
    "TREATMENT_CLASS": ("chimiothérapie",),
    "BREAST_SURGERY": ("mastectomie",),
    "RADIOTHERAPY": ("radiothérapie",),
}


@dataclass(frozen=True)
class Row:
    """One line of the table; ``missed`` when the rules are known not to read it."""

    expected: str
    phenomenon: str
    sentence: str
    missed: bool

    @cached_property
    def _plain(self) -> tuple[str, list[tuple[int, str]]]:
        sentence = self.sentence.replace("œ", "oe")  # as the canonical text spells it: same offsets
        text, wanted, position = "", [], 0
        for match in _BRACKET.finditer(sentence):
            text += sentence[position : match.start()]
            wanted.append((len(text), match[2] or self.expected))
            text += match[1]
            position = match.end()
        return (text + sentence[position:]).replace("⏎", "\n"), wanted

    @property
    def wanted(self) -> list[tuple[int, str]]:
        """Where each target begins in the sentence, and what is expected of it."""
        return self._plain[1]

    def found(self, pipeline: Extractor) -> list[tuple[int, str | None]]:
        """What the rules assert of the same targets; None for one that they do not find."""
        letter = pipeline.analyse(self._plain[0])
        asserted = {target.start: assertion(target) for target in letter.targets}
        return [(start, asserted.get(start)) for start, _ in self.wanted]


def rows() -> list[Row]:
    """The lines of the table, its comments left out."""
    table = []
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            expected, phenomenon, sentence, *rest = line.split("\t")
            table.append(Row(expected, phenomenon, sentence, rest == ["manqué"]))
    return table


def new_pipeline() -> Extractor:
    """The pipeline with the targets of the table only."""
    wordings = [TargetWording("LESION", None, noun) for noun in _FINDINGS]
    wordings += [TargetWording(k, None, noun) for k, nouns in _TREATMENTS.items() for noun in nouns]
    return Extractor(targets=wordings)


def assertion(target: Target) -> str:
    """One word for the flags of a target, in the precedence of its kind."""
    if target.family:
        return "family"
    if target.hypothetical:
        return "hypothetical"
    if target.label in _TREATMENTS:
        order = ("cancelled", "uncertain", "planned", "historical")
    else:
        order = ("uncertain", "negated", "historical")
    words = {"uncertain": "possible", "negated": "absent"}
    return next((words.get(flag, flag) for flag in order if getattr(target, flag)), "present")


def accuracy_by_phenomenon(pipeline: Extractor) -> dict[str, tuple[int, int]]:
    """Sentences of which every target is read right, and all sentences, of each phenomenon."""
    scores: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows():
        scores[row.phenomenon][0] += row.found(pipeline) == row.wanted
        scores[row.phenomenon][1] += 1
    return {name: (right, total) for name, (right, total) in sorted(scores.items())}


def report(scores: dict[str, tuple[int, int]]) -> list[str]:
    """The scores as lines to read."""
    all_right, in_all = (sum(score[part] for score in scores.values()) for part in (0, 1))
    return [
        f"{name:<22} {right:>5} / {total:<5} {right / total:.3f}"
        for name, (right, total) in [*scores.items(), ("ensemble", (all_right, in_all))]
    ]


if __name__ == "__main__":
    print("\n".join(report(accuracy_by_phenomenon(new_pipeline()))))
