"""The errors of an evaluation by their cause, for who improves the rules.

Errors of one key and kind stand together, and among them those of one wording: the rules
that matched the quote, or the words of the quote when no rule did. The most frequent come first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.extraction.letter import Letter, Target
from assistant.extraction.provenance import family, label_of, passage, rule_origin
from assistant.extraction.scoring import Mistake
from criteria.vocabulary import Statement


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that matched in a quote, where it is written, and the modifiers that bear on it."""

    label: str
    text: str
    origin: str
    modifiers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One error in its document. ``about`` is the fact that a wrong attribute belongs to; ``quote == source[start:end]``; ``line`` counts from 1.

    ``instead`` is what was extracted where a fact was missed, or annotated where one was
    invented: a statement of the same key in the same sentence.
    """

    document: Path
    about: str | None
    expected: str | None
    found: str | None
    instead: str | None = None
    quote: str = ""
    start: int | None = None
    end: int | None = None
    line: int | None = None
    sentence: str = ""
    section: str | None = None
    rules: tuple[Rule, ...] = ()
    family: str = ""


@dataclass(frozen=True, slots=True)
class MistakeGroup:
    """The errors of one key (or attribute) and kind, by wording, the most frequent first."""

    theme: str
    key: str
    attribute: str | None
    cause: str
    families: tuple[tuple[str, tuple[Case, ...]], ...]

    @property
    def count(self) -> int:
        return sum(len(cases) for _, cases in self.families)


def group_mistakes(
    mistakes: Iterable[Mistake], analysed: Callable[[Path], Letter]
) -> list[MistakeGroup]:
    """Every mistake in its group; ``analysed`` gives the letter of a document."""
    by_document: dict[Path, list[Mistake]] = defaultdict(list)
    for mistake in mistakes:
        by_document[mistake.document].append(mistake)
    groups: dict[tuple[str, str, str, str], dict[str, list[Case]]] = {}
    for document, those in by_document.items():
        letter = analysed(document)
        for mistake in those:
            case = _case(mistake, those, letter)
            name = (mistake.group, mistake.key, mistake.attribute or "", mistake.cause)
            groups.setdefault(name, {}).setdefault(case.family, []).append(case)
    ordered = [
        MistakeGroup(theme, key, attribute or None, cause, _by_frequency(families))
        for (theme, key, attribute, cause), families in groups.items()
    ]
    return sorted(ordered, key=lambda g: (-g.count, g.theme, g.key, g.attribute or "", g.cause))


def _by_frequency(families: dict[str, list[Case]]) -> tuple[tuple[str, tuple[Case, ...]], ...]:
    ordered = sorted(families.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple((name, tuple(cases)) for name, cases in ordered)


def _case(mistake: Mistake, others: list[Mistake], letter: Letter) -> Case:
    source = letter.canonical.source
    expected, found = _sides(mistake)
    about = f"{mistake.key} {mistake.found.value}" if mistake.attribute and mistake.found else None
    case = Case(mistake.document, about, expected, found)
    if mistake.start is None or mistake.end is None:
        quote = mistake.expected.evidence if mistake.expected else ""
        return replace(case, quote=quote, family="citation absente du document")
    place = passage(letter, mistake.start, mistake.end)
    quote = source[mistake.start : mistake.end]
    return replace(
        case,
        instead=_instead(mistake, others, place.sentence_start, place.sentence_end),
        quote=quote,
        start=mistake.start,
        end=mistake.end,
        line=place.line,
        sentence=source[place.sentence_start : place.sentence_end],
        section=place.section,
        rules=tuple(_rule(target, letter) for target in place.matched),
        family=family(place, quote),
    )


def _sides(mistake: Mistake) -> tuple[str | None, str | None]:
    """What was expected and what was found, each in the words of the vocabulary."""
    expected, found, name = mistake.expected, mistake.found, mistake.attribute
    if name is None or expected is None or found is None:
        return (stated(expected) if expected else None), (stated(found) if found else None)
    return _attribute(name, expected.attrs), _attribute(name, found.attrs)


def _attribute(name: str, attrs: dict[str, Any]) -> str | None:
    return f"{name}={attrs[name]}" if name in attrs else None


def stated(statement: Statement) -> str:
    """A statement in the words of the vocabulary: ``er positive, percent=90``."""
    value = f"{statement.key} {statement.value}" + (f" {statement.unit}" if statement.unit else "")
    return ", ".join([value, *(f"{name}={attr}" for name, attr in sorted(statement.attrs.items()))])


def _instead(mistake: Mistake, others: list[Mistake], start: int, end: int) -> str | None:
    opposite = {"missed": "invented", "invented": "missed"}.get(mistake.cause)
    for other in others:
        if (other.cause, other.key) == (opposite, mistake.key) and other.start is not None:
            if start <= other.start < end:
                said = other.found or other.expected
                return stated(said) if said else None
    return None


def _rule(target: Target, letter: Letter) -> Rule:
    origin = rule_origin(target)
    return Rule(
        label=label_of(target),
        text=target.text,
        origin=str(origin) if origin else "",
        modifiers=tuple((name, letter.text[a:b]) for name, a, b in target.modifiers),
    )
