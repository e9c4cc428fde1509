"""`eligo explain`: the facts of a document by number, and where one of them comes from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.documents.source import read
from assistant.extraction.letter import Letter, Target
from assistant.extraction.pipeline import Extractor
from assistant.extraction.provenance import (
    Passage,
    label_of,
    modifier_origin,
    passage,
    readers_of,
    rule_origin,
)
from assistant.reports import GROUP_WORDS, context_word, exact, visible, wrapped
from criteria.errors import EligoError
from criteria.facts import Fact
from criteria.vocabulary import VOCABULARY, item_label, item_of, value_label

_LABEL = 11

SECTION_WORDS = {
    "family_history": "antécédents familiaux",
    "past_history": "antécédents",
    "indication": "indication",
    "history": "histoire de la maladie",
    "technique": "technique",
    "comparison": "comparaison",
    "results": "résultats",
    "immunohistochemistry": "immunohistochimie",
    "biology": "biologie",
    "examination": "examen",
    "imaging": "imagerie",
    "conclusion": "conclusion",
    "plan": "conduite à tenir",
    "treatment": "traitements",
    "addendum": "addendum",
}


class NoSuchFact(EligoError):
    """A number that no fact of the document has."""


def numbered(path: Path, extractor: Extractor | None = None) -> Iterator[str]:
    """The facts of a document, one a line and number, each with its quote.

    Raises DocumentError when it cannot be read.
    """
    text = read(path).text
    facts = (extractor or Extractor()).extract(text).facts
    return _numbered(path, text, facts)


def _numbered(path: Path, text: str, facts: tuple[Fact, ...]) -> Iterator[str]:
    if not facts:
        yield f"{visible(str(path))} : aucun fait reconnu"
        return
    yield f"{visible(str(path))} : {len(facts)} fait{'s' if len(facts) > 1 else ''}"
    for number, fact in enumerate(facts, start=1):
        line = f"{_said(fact)} — {_quotes(fact)} (ligne {_line(text, fact)})"
        yield from wrapped(line, f"{number:>3}  ", "     ")
    yield f"D'où vient un fait : eligo explain {visible(str(path))} --fact N"


def explained(path: Path, number: int, extractor: Extractor | None = None) -> list[str]:
    """What made fact ``number`` of a document, counted from 1 as `numbered` does.

    Raises DocumentError when it cannot be read, NoSuchFact when it has no such fact.
    """
    text = read(path).text
    extractor = extractor or Extractor()
    facts = extractor.extract(text).facts
    if not 1 <= number <= len(facts):
        has = f"a {len(facts)} fait{'s' if len(facts) > 1 else ''}" if facts else "n'a aucun fait"
        raise NoSuchFact(
            f"« {path} » {has} : il n'y a pas de fait n° {number} ; "
            f"voyez la liste avec « eligo explain {path} »."
        )
    letter = extractor.analyse(text)
    return list(_explained(letter, facts[number - 1], number))


def _explained(letter: Letter, fact: Fact, number: int) -> Iterator[str]:
    yield f"Fait n° {number} : {_said(fact)}"
    yield from _row("clé", f"{fact.key} = {fact.value}" + (f" {fact.unit}" if fact.unit else ""))
    for name, value in fact.attrs.items():
        label = VOCABULARY[fact.key].attributes[name].label
        yield from _row("attribut", f"{name} = {value} ({label})")
    for piece in fact.evidence:
        place = passage(letter, piece.start, piece.end)
        yield from _row("citation", f"« {exact(piece.text)} »")
        yield from _row(
            "place", f"ligne {place.line}, caractères {piece.start} à {piece.end} du texte"
        )
        sentence = letter.canonical.source[place.sentence_start : place.sentence_end]
        yield from _row("phrase", exact(sentence))
        yield from _row("section", _section(place))
        yield from _rules(letter, place)
    yield from _readers(letter, fact, any(_matched(letter, fact)))


def _matched(letter: Letter, fact: Fact) -> Iterator[Target]:
    for piece in fact.evidence:
        yield from passage(letter, piece.start, piece.end).matched


def _section(place: Passage) -> str:
    if place.section is None:
        return "aucune : pas de titre reconnu au-dessus"
    name = f"{SECTION_WORDS.get(place.section, place.section)} ({place.section})"
    return name + (f", sous le titre « {visible(place.heading)} »" if place.heading else "")


def _rules(letter: Letter, place: Passage) -> Iterator[str]:
    for target in place.matched:
        origin = rule_origin(target)
        written = f", {origin}" if origin else ""
        yield from _row("règle", f"{label_of(target)}, tournure « {target.rule} »{written}")
        for category, start, end in target.modifiers:
            words = letter.text[start:end]
            origin = modifier_origin(category, words)
            written = f", {origin}" if origin else ""
            said = f"{context_word(category)} « {visible(words)} » ({category}{written})"
            yield from _row("contexte", said)
    if place.beside:
        beside = (_beside(letter, target) for target in place.beside)
        yield from _row("à côté", " ; ".join(beside))


def _beside(letter: Letter, target: Target) -> str:
    """A target of the sentence outside the quote, in short."""
    said = [
        f"{context_word(name)} « {visible(letter.text[a:b])} »" for name, a, b in target.modifiers
    ]
    return f"{label_of(target)} « {visible(target.text)} »" + (
        f" ({', '.join(said)})" if said else ""
    )


def _readers(letter: Letter, fact: Fact, matched: bool) -> Iterator[str]:
    readings = readers_of(letter, fact)
    if not matched:
        yield from _row(
            "règle",
            "aucune règle de patterns/ ne recouvre la citation : le fait est lu par une expression du lecteur.",
        )
    for reading in readings:
        theme = GROUP_WORDS.get(reading.theme, reading.theme)
        file = reading.module.replace(".", "/") + ".py"
        yield from _row("lecteur", f"{theme} ({file})")


def _said(fact: Fact) -> str:
    return visible(f"{item_label(item_of(fact))} : {value_label(fact)}")


def _quotes(fact: Fact) -> str:
    return " ".join(f"« {exact(piece.text)} »" for piece in fact.evidence)


def _line(text: str, fact: Fact) -> int:
    return text.count("\n", 0, fact.evidence[0].start) + 1 if fact.evidence else 0


def _row(label: str, said: str) -> list[str]:
    return wrapped(said, f"  {label:<{_LABEL}}", " " * (_LABEL + 2))
