"""The age of the patient now; never the age at an event, nor that of a relative."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.extraction import civility
from assistant.extraction.civility import clause_before, is_relative
from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter

Age = tuple[int, int, int]
"""Where an age is said, where its words end, and the age in years."""

_NOT_NOW = r"(?!\s?(?:de\b|du\b|d'|apres\b|plus|auparavant|avant|et demi d|plus tard|au (?:moment du )?diagnostic|lors d|a l'epoque))"
_YEARS = expression(rf"(?P<age>\d\d\d?)\s?(?:ans?\b{_NOT_NOW}|a\b(?=[\s,.;)]|$)|y\b)")
_WORDED_YEARS = expression(
    rf"\b(?P<age>(?:vingt|trente|quarante|cinquante|soixante|quatre[ -]vingts?|dix[ -](?:huit|neuf))(?:[ -](?:et[ -])?[a-z]{{2,8}}){{0,2}})\s+ans\b{_NOT_NOW}"
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
_NOW_BEFORE = expression(r"\b(?:actuellement|aujourd'hui|desormais|maintenant) $")
_DURATION = expression(
    r"\b(?:depuis|il y a|pendant|apres|durant)\s+(?:environ |plus de |pres de )?$"
)
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
    ages = letter.once(_ages)
    stated = [*_fields(letter), *_behind(letter, ages)]
    stated += next(([said] for age in ages if (said := _said(letter, age))), [])
    return min(stated, default=None) or next(_opening(letter, ages), None)


def _ages(letter: Letter) -> list[Age]:
    """The spans of years that may be an age, in order."""
    folded = letter.folded
    found = [
        (match.start(), match.end(), int(match["age"]))
        for match in _YEARS.finditer(folded)
        if _YOUNGEST <= int(match["age"]) <= _OLDEST
        and not folded[match.start() - 1 : match.start()].isdigit()
    ]
    for match in _WORDED_YEARS.finditer(folded):
        if years := _NUMBERS.get(match["age"].replace("-", " ")):
            found.append((match.start(), match.end(), years))
    return sorted(found)


def _said(letter: Letter, age: Age) -> Age | None:
    """The age, when the words around it say that it is the patient's."""
    folded, (at, end, years) = letter.folded, age
    left = max(0, at - _REACH)
    if stated := _STATED.search(folded, left, at):
        if not _is_past_or_other(letter, stated.start()):
            return stated.start(), end, years
    if person := _OF_PERSON.search(folded, left, at):
        before = clause_before(letter, person.start())
        if not is_relative(before) and not _OF_OTHERS.search(before):
            return age
    if somebody := _OF_SOMEBODY.search(folded, left, at):
        sentence = letter.sentence_at(somebody.start())
        if not is_relative(folded[max(sentence.start, somebody.start() - 90) : at]):
            return age
    if _NOW.match(folded, end) or _NOW_BEFORE.search(folded, left, at):
        before = clause_before(letter, at)
        return None if is_relative(before) or _DURATION.search(before) else age
    owned = _OWNED.search(folded, left, at)
    if owned and letter.text[owned.start("a")] in "aA":
        return None if is_relative(clause_before(letter, owned.start())) else age
    return None


def _fields(letter: Letter) -> Iterator[Age]:
    """The ages of forms: "Âge : 64"."""
    for match in _FIELD.finditer(letter.folded):
        if not _is_past_or_other(letter, match.start()):
            yield match.start(), match.end(), int(match["age"])


def _is_past_or_other(letter: Letter, at: int) -> bool:
    before = clause_before(letter, at)
    return is_relative(before) or _PAST_AGE.search(before) is not None


def _behind(letter: Letter, ages: list[Age]) -> Iterator[Age]:
    """The ages right behind the name or the birth date of the patient."""
    if not ages:
        return
    by_start = {age[0]: age for age in ages}
    links = [_BEHIND_NAME.match(letter.folded, sign.end) for sign in civility.names(letter)]
    if birth := civility.birth_date(letter):
        links.append(_BEHIND_BIRTH.match(letter.folded, birth.end))
    for link in links:
        if link and link.end() in by_start:
            yield by_start[link.end()]


def _opening(letter: Letter, ages: list[Age]) -> Iterator[Age]:
    """The ages that open a sentence: "64 ans, RH+, HER2-"."""
    for age in ages:
        start, end, _ = age
        sentence = letter.sentence_at(start)
        if (
            _OPENS.fullmatch(letter.folded, sentence.start, start)
            and end <= sentence.end
            and _CLOSED.match(letter.folded, end, sentence.end)
            and sentence.section not in ("family_history", "past_history")
        ):
            yield age


def _number_words() -> dict[str, int]:
    """The ages that are written in words, hyphens read as spaces.

    >>> _number_words()["soixante et onze"]
    71
    """
    units = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
    units += ["dix sept", "dix huit", "dix neuf"]
    numbers = {"dix huit": 18, "dix neuf": 19, "quatre vingts": 80}
    for ten, value in (("vingt", 20), ("trente", 30), ("quarante", 40), ("cinquante", 50)):
        numbers[ten] = value
        numbers |= {f"{ten} {unit}": value + n for n, unit in enumerate(units[:9], 1)}
    for ten, value in (("soixante", 60), ("quatre vingt", 80)):
        numbers[ten] = value
        numbers |= {f"{ten} {unit}": value + n for n, unit in enumerate(units, 1)}
    for ten in ("vingt", "trente", "quarante", "cinquante", "soixante"):
        numbers[f"{ten} et un"] = numbers[ten] + 1
    numbers["soixante et onze"] = 71
    return numbers


_NUMBERS = _number_words()
