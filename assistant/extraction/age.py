"""The age of the patient now; never the age at an event, nor that of a relative."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.extraction import civility
from assistant.extraction.civility import clause_before, is_relative
from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter

Age = tuple[int, int, int]
"""Where an age is said, where its words end, and the age in years."""

_YEARS = expression(
    r"(?P<age>\d\d\d?)\s?(?:ans?\b(?!\s?(?:de\b|du\b|d'|apres\b|plus|auparavant|avant|et demi d|plus tard|au (?:moment du )?diagnostic|lors d|a l'epoque))|a\b(?=[\s,.;)]|$)|y\b)"
)
_YOUNGEST, _OLDEST = 18, 109
_REACH = 120
"""Characters before an age in which the words must stand that say whose it is."""
_STATED = expression(
    r"(?<!')\bagee?(?:\(e\))?\s+(?:aujourd'hui |actuellement |maintenant |desormais )?de\s+$|(?<!l')(?<!d')\bage\s+$"
)
_OF_PERSON = expression(
    r"(?<![\w'])(?:patiente?|pte?|pat|femme|homme|dame|monsieur|retraitee?|f|h|♀|♂)(?: masculin| feminine?)?"
    r"\s*[,:(/]?\s*(?:\(?\s*(?:f|h|m)\s*\)?\s*,?\s*)?(?:agee? )?(?:de )?$"
)
_OF_SOMEBODY = expression(
    r"\b(?:c'est|il s'agit (?:bien )?d'|chez|adresse\w*|pour|vois|revois|recois|recu|vu)\s?(?:un|une|cette|cet|ce)\s+(?:[\w'-]+\s+){1,4}?(?:agee?\s+)?de\s+$"
    r"|\b(?:mme|madame|mlle|monsieur|mr|m(?=\.))\.?\s[^\d\n,;:()]{1,40}[,(]\s*(?:agee?\s+de\s+)?$"
)
_OWNED = expression(
    r"\b(?:elle|il|(?:la|le|cette|ce|notre|votre) patiente?|(?:mme|madame|monsieur|mr) [\w'-]+) (?P<a>a) (?:maintenant |aujourd'hui |actuellement |desormais )?$"
)
_NOW = expression(r"\s*\(?(?:ce jour|a ce jour|aujourd'hui|actuellement|maintenant|revolus)\b")
_FIELD = expression(
    r"\bage\s*(?:actuel\s*)?(?:[.\s]{0,40}[:=]|\s*\.{3,40})\s*(?P<age>1[89]|[2-9]\d|10\d)(?!\d|\s?(?:kg|cm|%|mois|(?:ans |a )?(?:au (?:moment du )?diagnostic|lors d|a l'epoque)))"
)
_BEHIND_NAME = expression(
    r"[\s,;(\-–:/]*(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4})?[\s,;(\-–:/]*(?:(?:[fmh]|mme|mlle|monsieur|♀|♂|sexe\s*:?\s*[fmh])\b[\s,;(\-–]*|[♀♂]\s*)?(?:agee? de |age\s*:?\s*)?(?:ag[ée]e? de )?"
)
_BEHIND_BIRTH = expression(r"[\s,;(\-–/]*(?:soit |age\s*:?\s*)?")
_OPENS = expression(r"\s*[-•*(]?\s*(?:[fh],?\s)?")
_CLOSED = expression(r"\s*(?=[,.;)\t\n/-]|$)")
_PAST_AGE = expression(
    r"\b(?:alors|a l'age|a l'epoque|diagnosti\w+|decouvert\w*|decedee?s?|en \d{4})\W+(?:\w+\W+){0,2}$"
)
_OF_OTHERS = expression(r"\b(?:alors|chez les|chez la)\s*$")


def find_age(letter: Letter) -> Age | None:
    """The age that the document gives the patient; None when it gives none."""
    years = letter.once(_years)
    stated = [*_fields(letter), *_behind(letter, years)]
    stated += next(([age] for match in years if (age := _said(letter, match))), [])
    return min(stated, default=None) or next(_opening(letter, years), None)


def _years(letter: Letter) -> list[re.Match[str]]:
    """The spans of years that may be an age."""
    return [
        match
        for match in _YEARS.finditer(letter.folded)
        if _YOUNGEST <= int(match["age"]) <= _OLDEST
        and not letter.folded[match.start() - 1 : match.start()].isdigit()
    ]


def _age(match: re.Match[str]) -> Age:
    return match.start(), match.end(), int(match["age"])


def _said(letter: Letter, match: re.Match[str]) -> Age | None:
    """The age, when the words before it say that it is the patient's."""
    folded, at = letter.folded, match.start()
    left = max(0, at - _REACH)
    if stated := _STATED.search(folded, left, at):
        if not _is_past_or_other(letter, stated.start()):
            return stated.start(), match.end(), int(match["age"])
    if person := _OF_PERSON.search(folded, left, at):
        before = clause_before(letter, person.start())
        if not is_relative(before) and not _OF_OTHERS.search(before):
            return _age(match)
    if somebody := _OF_SOMEBODY.search(folded, left, at):
        sentence = letter.sentence_at(somebody.start())
        if not is_relative(folded[max(sentence.start, somebody.start() - 90) : at]):
            return _age(match)
    if _NOW.match(folded, match.end()):
        return None if is_relative(clause_before(letter, at)) else _age(match)
    owned = _OWNED.search(folded, left, at)
    if owned and letter.text[owned.start("a")] in "aA":
        return None if is_relative(clause_before(letter, owned.start())) else _age(match)
    return None


def _fields(letter: Letter) -> Iterator[Age]:
    """The ages of forms: "Âge : 64"."""
    for match in _FIELD.finditer(letter.folded):
        if not _is_past_or_other(letter, match.start()):
            yield _age(match)


def _is_past_or_other(letter: Letter, at: int) -> bool:
    before = clause_before(letter, at)
    return is_relative(before) or _PAST_AGE.search(before) is not None


def _behind(letter: Letter, years: list[re.Match[str]]) -> Iterator[Age]:
    """The ages right behind the name or the birth date of the patient."""
    if not years:
        return
    ages = {match.start(): match for match in years}
    links = [_BEHIND_NAME.match(letter.folded, sign.end) for sign in civility.names(letter)]
    if birth := civility.birth_date(letter):
        links.append(_BEHIND_BIRTH.match(letter.folded, birth.end))
    for link in links:
        if link and link.end() in ages:
            yield _age(ages[link.end()])


def _opening(letter: Letter, years: list[re.Match[str]]) -> Iterator[Age]:
    """The ages that open a sentence: "64 ans, RH+, HER2-"."""
    for match in years:
        sentence = letter.sentence_at(match.start())
        if (
            _OPENS.fullmatch(letter.folded, sentence.start, match.start())
            and match.end() <= sentence.end
            and _CLOSED.match(letter.folded, match.end(), sentence.end)
            and sentence.section not in ("family_history", "past_history")
        ):
            yield _age(match)
