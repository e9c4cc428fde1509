"""The sex of the patient: what fields, titles and agreements of the French say, weighed."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.extraction.civility import (
    HEADED,
    KIN_BEFORE,
    STAFF_BEFORE,
    Sign,
    birth_words,
    left_of,
    title_places,
    titles,
)
from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter


def patient_sex(letter: Letter) -> Sign | None:
    """``female`` or ``male`` as the document says it; None when it does not, or says both as strongly."""
    return letter.once(_weighed)


def _weighed(letter: Letter) -> Sign | None:
    signs = sorted(_signs(letter), key=lambda sign: sign.start)
    totals = {"female": 0, "male": 0}
    for sign in signs:
        totals[sign.value] += sign.weight
    if totals["female"] == totals["male"]:
        return None
    winner = "female" if totals["female"] > totals["male"] else "male"
    return next(sign for sign in signs if sign.value == winner)


_FEMALE_TITLES = ("mm", "ml", "ma")
_SEX_FIELD = expression(
    r"\bsexe(?:\s?[/-]\s?(?:date de )?(?:naissance|naiss\.?|ddn|dn)\b)?[.\s]{0,40}:?\s*(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\s?[(/,;-]\s?)?(?P<sex>f(?:eminin|emme|em)?|m(?:asculin|asc)?|h(?:omme)?)\b(?!\s*/\s*[a-z])(?!\s*\[)"
)
_SEX_BOX = expression(
    r"\[\s?[x✓✔]\s?\]\s?(?P<sex>f(?:eminin|emme)?|m(?:asculin)?|h(?:omme)?)\b|[☒☑■]\s?(?P<box>f(?:eminin|emme)?|m(?:asculin)?|h(?:omme)?)\b"
)
_SEX_WORDS = expression(
    r"(?<!['(-])\b(?:(?P<patiente>patiente(?!s)|pat\.te)|(?P<pte>ptes?)|(?P<femme>(?:une |cette |jeune |la )?(?:femme|dame)(?=,? (?:agee?|de (?:\d|vingt|trente|quarante|cinquante|soixante|quatre)|\d))|cette (?:dame|femme))|(?P<homme>(?:un |cet |jeune )?homme(?=,? (?:age|de \d|\d))|cet homme|ce monsieur)|"
    r"(?P<patient>(?:un|le|ce|votre|notre|du|au)\s+patient|patient(?= (?:masculin|de \d|age|porteur|suivi|adresse|traite|opere|hospitalise|connu|presentant|ayant)\b)))\b(?!\s?\(e\))(?!s)"
)
_BORN = expression(
    r"nee?\b(?=\s*(?:,|:)?\s*(?:le\b|[0-3]?\d[./ -]|[a-z]{1,30}(?:[- ][a-z]{1,30})?\s+(?:le\s+)?\d))|(?<=, )nee\b(?= [a-z])"
)
_BORN_MALE = expression(r"[Nn]é\b|N[EÉ]\b|[Nn]e (?:le|:)? ?\d")
_LETTER = expression(
    r"[FHM](?!\w)(?:(?P<opens>(?:(?<=^.)|(?<=[,\t(\n;.\-].)|(?<=[,\t(\n;.\-]\s.))(?=[\s,/]{1,3}\d{2}\s?(?:ans\b|a\b|ANS\b)|[ ,]{1,2}(?:née?|nee?)\b|[\s,]{1,3}\d{1,2}[./-]\d))"
    r"|(?:(?<=[\d)][\s,-].)|(?<=\d[\s,-][\s,-].)|(?<=\d[\s,-][\s,-][\s,-].))(?=\s*(?:[\t\n]|$))|(?<=[a-zà-ÿA-Z]\s.)(?=\s\d{1,2}[./-]\d))"
)
"""F, H or M before an age or a birth; behind a birth date, or between a name and one."""
_BARE_TITLE = expression(
    r"(?:(?<=[,;\t(/])|(?<=[,;\t(/]\s))(?:Mme|Mlle|Madame|Monsieur|M\.|Mr)(?=\s*[,;)\t\n]|$)|(?m:^)(?:Madame|Monsieur)(?=\s+[A-Z]\b)"
)
"""A civility behind the name: "Identité : BLANCHETEAU Simone, Mme, 81 ans"."""
_ANONYMOUS = expression(
    r"(?P<title>Mme|MME|Mlle|Madame|MADAME|Monsieur|MONSIEUR|M\.|Mr)\.?\s+(?:X+\b|Y\b|Z\b|\*+|_{2,}|\.{3}|\[|<)"
)
"""A civility whose name was taken out: "Madame X", "M. [NOM]"."""
_DOCTORS = expression(r"\b(?:dr|drs|pr|interne|docteur)\b")
_NAME_REACH = 200
"""Characters before a lone title or letter in which the name must stand."""


def _signs(letter: Letter) -> Iterator[Sign]:
    text, folded = letter.text, letter.folded
    for match in _SEX_FIELD.finditer(folded):
        yield Sign(_of_letter(match["sex"]), match.start(), match.end(), 8)
    if letter.ticked is not folded:
        for match in _SEX_BOX.finditer(folded):
            yield Sign(_of_letter(match["sex"] or match["box"]), match.start(), match.end(), 8)
    for symbol, value in (("♀", "female"), ("♂", "male")):
        at = text.find(symbol)
        while at >= 0:
            yield Sign(value, at, at + 1, 8)
            at = text.find(symbol, at + 1)
    for match in letter.once(titles):
        title = match["title"].lower()
        if title == "m." and _is_doctor_line(letter, match.start()):
            continue
        yield Sign(_of_title(title), *match.span("title"), 2 if title == "m." else 3)
    known = {match.start() for match in letter.once(titles)}
    for place in letter.once(title_places):
        if place not in known and (match := _ANONYMOUS.match(text, place)):
            yield Sign(_of_title(match["title"]), *match.span("title"), 3)
        match = _BARE_TITLE.match(text, place)
        if match and _follows_name(letter, place):
            yield Sign(_of_title(match.group()), *match.span(), 3)
    yield from _words(letter)
    for at in letter.once(birth_words):
        match = _BORN.match(folded, at)
        if not match:
            continue
        left = left_of(folded, at)
        if KIN_BEFORE.search(folded, left, at) or STAFF_BEFORE.search(folded, left, at):
            continue
        if match.group().endswith("ee"):
            yield Sign("female", *match.span(), 2)
        elif _BORN_MALE.match(text, at):
            yield Sign("male", *match.span(), 1)
    for match in _LETTER.finditer(text):
        if match["opens"] is not None or _follows_name(letter, match.start()):
            yield Sign(_of_letter(match.group().lower()), *match.span(), 4)


def _of_letter(word: str) -> str:
    return "female" if word[0] == "f" else "male"


def _of_title(title: str) -> str:
    return "female" if title.lower().startswith(_FEMALE_TITLES) else "male"


def _words(letter: Letter) -> Iterator[Sign]:
    """Nouns that agree with the sex: "une patiente", "cet homme"."""
    folded = letter.folded
    for match in _SEX_WORDS.finditer(folded):
        at = match.start()
        feminine = match["patiente"] or match["pte"]
        if not feminine and KIN_BEFORE.search(folded, max(0, at - 30), at):
            continue
        if feminine or match["femme"]:
            yield Sign("female", *match.span(), 2)
        else:
            yield Sign("male", *match.span(), 3 if match["homme"] else 1)


def _follows_name(letter: Letter, at: int) -> bool:
    """Whether a name stands before a character, in its line."""
    left = max(0, at - _NAME_REACH)
    left = max(left, letter.text.rfind("\n", left, at) + 1)
    return HEADED.search(letter.text, left, at) is not None


def _is_doctor_line(letter: Letter, at: int) -> bool:
    """Whether "M." only shortens a first name among doctors: "Dr Vial, M. Salvetat"."""
    left = max(0, at - _NAME_REACH)
    left = max(left, letter.folded.rfind("\n", left, at) + 1)
    return _DOCTORS.search(letter.folded, left, at) is not None
