"""Dates in French clinical text, absolute or relative to the date of the document."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.extraction.expressions import expression

_MONTHS = {
    "janvier": 1, "janv": 1, "jan": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5,
    "juin": 6, "juillet": 7, "juil": 7, "aout": 8, "septembre": 9, "sept": 9, "octobre": 10, "oct": 10,
    "novembre": 11, "nov": 11, "decembre": 12, "dec": 12,
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
            "dix": 10, "onze": 11, "douze": 12, "quinze": 15, "vingt": 20, "trente": 30, "quelques": 0}  # fmt: skip

_DATE = expression(
    rf"""
    (?<![\w,./-])(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)(?![\d])
  | (?<![\w.,/])(?P<d>[0-3]?\d)[ ]?[/.-][ ]?(?P<m>[01]?\d)[ ]?[/.-][ ]?(?P<y>(?:19|20)\d\d|\d\d)(?![\d/]|[.,-]\d|\s?%)
  | (?<![\w.,])(?:(?P<dw>[0-3]?\d)(?:er|ere|e)?\s+)?(?!sept\s+(?:ans|annees|mois|semaines|jours|cures|cycles|injections|seances|lesions|metastases|fractions|ganglions))(?P<mw>{_MONTH})\b\.?,?(?:\s+(?:de\s+l'annee\s+)?(?P<yw>(?:19|20)\d\d)|\s+'?(?P<yw2>\d\d)(?!\s?(?:[\d/%,.:h]|mm|cm|mg|ans|kg|jours|mois|sem|ui|g/|cycles|cures|seances|lesions|gy))(?=[\s).,;:\]]|$))?
  | (?<![\w.,/])(?P<mn>0?[1-9]|1[0-2])[/.](?P<yn>(?:19|20)\d\d)(?![\d/])
  | (?<![\w.,/-])(?P<ms>0[1-9]|1[0-2])[/.-](?P<ys>[0-4]\d|9\d)(?![\d/]|[.,]\d|\s?(?:%|mm|cm|mg|g\b|sur\b))
  | (?<![\w.,/])(?P<dn>0?[1-9]|[12]\d|3[01])/(?P<mm>0?[1-9]|1[0-2])(?![\d/]|\s?(?:%|mm|cm|mg))
  | (?<![\w.,/-])(?P<year>(?:19[5-9]|20[0-4])\d)(?![\w/]|[.,]\d|-\d|\s?(?:mg|ml|ui|mm|g/|/mm|u/))
    """,
    re.VERBOSE,
)
_FIGURES = expression(
    rf"\d(?<![\w.,]\d)(?=\d{{3}}(?!\d)|\d?(?:\s?[/.-]\s?\d|(?:er?|ere)?\s+(?:{_MONTH})))"
)
_MONTH_WORD = expression(rf"\b(?<![.,])(?:{_MONTH})\b")
"""Where a date may begin: with figures, or with a month."""
_OF_A_MONTH = expression(r"\b(?:fin|mi|debut|en|jusqu'en)\s*$")
"""Words that a month follows, not a day: "fin 11/12"."""
_AGO = expression(
    rf"\b(?:il\s+y\s+a|depuis)\s+(?:environ\s+|deja\s+|plus\s+de\s+|pres\s+de\s+)?(?P<n>\d+|{'|'.join(_NUMBERS)})\s*"
    r"(?P<u>jours?|j|semaines?|sem|mois|ans?|annees?)\b"
)
_RELATIVE = expression(
    r"\b(?:ce\s+jour|aujourd'hui|ce\s+matin|ce\s+soir|cet\s+apres-midi|hier|avant-hier)\b"
)
_LAST = expression(rf"\b(?P<m>{_MONTH})\s+(?P<w>dernier|passe|de\s+cette\s+annee|prochain)\b")
_YEAR_WORD = expression(r"\b(?:l'an(?:nee)?\s+(?P<w>derniere?|passee?)|cette\s+annee)\b")


@dataclass(slots=True)
class DateMention:
    """A date in the text: ISO, truncated to what is said (``2024``, ``2024-03``, ``2024-03-05``)."""

    start: int
    end: int
    iso: str
    relative: bool = False

    @property
    def is_full(self) -> bool:
        return len(self.iso) == 10


def find_dates(folded: str, document_date: str | None = None) -> list[DateMention]:
    """Every date of a folded text, in order, without overlap.

    A day and month without a year take the latest year that is not after the
    document's; without a document date they are left out, as are relative dates.
    """
    return resolve(folded, written_dates(folded), document_date)


def written_dates(folded: str) -> list[re.Match[str]]:
    """What is written like a date in a folded text, in order, before anything says of which year."""
    found: list[re.Match[str]] = []
    end = 0
    places = [match.start() for match in _FIGURES.finditer(folded)]
    if months := [match.start() for match in _MONTH_WORD.finditer(folded)]:
        places = sorted(places + months)
    for place in places:
        if place >= end and (match := _DATE.match(folded, place)):
            found.append(match)
            end = match.end()
    return found


def resolve(
    folded: str, written: list[re.Match[str]], document_date: str | None
) -> list[DateMention]:
    """The mentions that ``written`` dates stand for, with the relative dates, as `find_dates` says."""
    reference = date.fromisoformat(document_date) if document_date else None
    found = _relative(folded, reference) if reference else []
    taken = {offset for mention in found for offset in range(mention.start, mention.end)}
    relative = bool(found)
    for match in written:
        iso = _absolute(match, reference)
        if iso and (not taken or taken.isdisjoint(range(match.start(), match.end()))):
            found.append(DateMention(match.start(), match.end(), iso))
    return sorted(found, key=lambda mention: mention.start) if relative else found


def date_at(folded: str) -> DateMention | None:
    """The date that a folded text begins with, when nothing need be known of the document."""
    match = _DATE.match(folded)
    iso = _absolute(match, None) if match else None
    return DateMention(0, match.end(), iso) if match and iso else None


def dates_between(dates: list[DateMention], start: int, end: int) -> list[DateMention]:
    """The mentions that begin inside ``[start, end)``; ``dates`` must be in order."""
    first = bisect_left(dates, start, key=lambda mention: mention.start)
    return dates[first : bisect_left(dates, end, lo=first, key=lambda mention: mention.start)]


def make_iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """ISO date truncated to what is known, or None when there is no such day."""
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def full_year(text: str, reference: date | None = None) -> int:
    """A year written with two or four figures; two figures never lie in the future by more than a year."""
    year = int(text)
    if len(text) == 4:
        return year
    limit = (reference.year if reference else 2035) + 1
    return 2000 + year if 2000 + year <= limit else 1900 + year


def _absolute(match: re.Match[str], reference: date | None) -> str | None:
    kind = match.lastgroup
    if kind == "y":
        return make_iso(full_year(match["y"], reference), int(match["m"]), int(match["d"]))
    if kind in ("mw", "yw", "yw2"):
        day = int(match["dw"]) if match["dw"] else None
        if kind == "mw":
            return _without_year(_MONTHS[match["mw"]], day, reference)
        return make_iso(full_year(match[kind], reference), _MONTHS[match["mw"]], day)
    if kind == "iso":
        return make_iso(*map(int, match["iso"].split("-")))
    if kind == "yn":
        return make_iso(int(match["yn"]), int(match["mn"]))
    if kind == "ys":
        return _month_and_short_year(match, reference)
    if kind == "mm":
        return _without_year(int(match["mm"]), int(match["dn"]), reference)
    return match["year"]


def _month_and_short_year(match: re.Match[str], reference: date | None) -> str | None:
    """ "06/09" is a month and a year, or a day and a month: the nearer past one is meant."""
    first, second = int(match["ms"]), int(match["ys"])
    year = full_year(match["ys"], reference)
    if reference is None:
        return make_iso(year, first)
    if year > reference.year + 1:
        return None
    far = year < reference.year - 1 or year == reference.year + 1
    if far and second <= 12 and match.group()[2] == "/":
        at = match.start()
        as_day = _without_year(second, first, reference)
        if as_day and not _OF_A_MONTH.search(match.string[max(0, at - 10) : at]):
            return as_day
    return make_iso(year, first)


def _without_year(month: int, day: int | None, reference: date | None) -> str | None:
    """The latest such day that is not after the document, allowing appointments of the coming weeks."""
    if reference is None:
        return None
    ahead = 45 if day else 0
    for year in (reference.year, reference.year - 1):
        iso = make_iso(year, month, day)
        if iso is None:
            continue
        start = date(year, month, day or 1)
        if start <= reference + timedelta(days=ahead):
            return iso
    return None


def _relative(folded: str, reference: date) -> list[DateMention]:
    found = []
    for match in _AGO.finditer(folded):
        number = int(match["n"]) if match["n"].isdigit() else _NUMBERS[match["n"]]
        if iso := number and _before(reference, number, match["u"]):
            found.append(DateMention(match.start(), match.end(), iso, relative=True))
    for match in _RELATIVE.finditer(folded):
        days = {"hier": 1, "avant-hier": 2}.get(match.group(), 0)
        found.append(
            DateMention(
                match.start(),
                match.end(),
                (reference - timedelta(days=days)).isoformat(),
                relative=True,
            )
        )
    for match in _LAST.finditer(folded):
        month = _MONTHS[match["m"]]
        year = reference.year
        if match["w"].startswith(("dernier", "passe")) and month >= reference.month:
            year -= 1
        elif match["w"] == "prochain" and month <= reference.month:
            year += 1
        found.append(
            DateMention(match.start(), match.end(), f"{year:04d}-{month:02d}", relative=True)
        )
    for match in _YEAR_WORD.finditer(folded):
        found.append(
            DateMention(
                match.start(),
                match.end(),
                str(reference.year - (1 if match["w"] else 0)),
                relative=True,
            )
        )
    return found


def _before(reference: date, number: int, unit: str) -> str | None:
    """The date so long before the reference, as precise as the unit."""
    if unit.startswith(("jour", "j")):
        return (reference - timedelta(days=number)).isoformat()
    if unit.startswith("sem"):
        return (reference - timedelta(weeks=number)).isoformat()
    if unit.startswith("mois"):
        months = reference.year * 12 + reference.month - 1 - number
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    return f"{reference.year - number:04d}" if number < reference.year else None
