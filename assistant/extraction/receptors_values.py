"""The values of hormone receptors and Ki67, read in the text beside their names.

All functions take folded text (lower case, no accents) and return offsets in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from assistant.extraction.expressions import expression

POSITIVE_FROM = 10.0
"""Percentage of stained cells from which a hormone receptor is positive in France (GEFPICS)."""

_NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?"
_PERCENT = r"(?:%|pour\s?-?cents?\b|p\.?\s?(?:100|cent)\b)"
_LESS = r"(?:<\s?=?|≤|inf(?:erieure?s?|\.)?\s+(?:ou\s+egale?s?\s+)?a|moins\s+d[e']|en dessous de)"
_PERCENTAGE = expression(
    rf"(?:(?P<less>{_LESS})|(?P<between>\bentre))?\s*(?P<a>{_NUMBER})\s?{_PERCENT}?\s?(?:(?:-|a|(?(between)et|a)|~)\s?(?P<b>{_NUMBER})\s?)?{_PERCENT}"
)
_BARE = expression(
    r"^[\s:=(.,~]*(?:(?:est|sont|etait|etaient|cotee?s?|evaluee?s?|estimee?s?|mesuree?s?|de|a|environ)\s+)*[:=~(\s]*(?P<a>\d{1,3})(?P<b>\s?(?:-|a|/)\s?\d{1,3})?(?!\s?[+%\d]|\s?/\s?\d|[.,]\d|\s?(?:mm|cm|ans|mois|g\b|g/|mg|u/|ui|pg|ng|croix|eme|e\b|fragm|bloc|prelev|gangl|copies))"
)
_BARE_LESS = expression(rf"[\s:=(]*(?P<a>{_LESS}\s*1)(?!\d|[.,]\d|\s?/)")
_NONE_STAINED = expression(
    r"\baucun(?:e)?s?\s+(?:noyaux?|cellules?|immunomarquage|marquage|expression|positivite|reactivite)|\bne\s+marque\w*\s+aucun|\bpas\s+de\s+(?:cellules?|noyaux?)\s+(?:marque|positi)\w*"
)
_NEGATIVE = expression(
    r"\bnegati\w*|\bneg\b|\bnul(?:le)?s?\b|\babsent\w*|\b(?:non|pas|plus)\s+(?:d'\s?)?(?:sur-?\s?)?(?:exprim|expression|detect|marqu)\w*|\bnon\s+(?:visualis|retrouv|decel|revel)\w*|\b(?:pas|plus|absence|sans)\s+d[e']\s?(?:marquage|expression|immunomarquage|positivite|fixation)|\bperdue?s?\b|\beteint\w*|\bnon\s+hormono|\bnegativ\w+"
)
_POSITIVE = expression(
    r"\bpositi\w*|\bpos\b|\bpresente?s?\b|\bexprime\w*|\bmarque\w*|\bconserve\w*"
)
_SIGN = expression(
    r"^\s*(?:[:=]\s*)?(?:\(\s?)?(?P<sign>\+{1,4}|-{1,3})(?:\s?\))?(?![\w%]|\s?\d|>|\s?(?:positi|negati|faibl|fort|non |low))"
)
_STAIN = expression(
    r"\b(?P<strong>fort(?:e|s|es|ement)?|intens(?:e|es|ement))\b|\b(?P<moderate>moder\w+|moyen\w*)\b|\b(?P<weak>faibl\w+)\b|(?<![\w+/])(?P<score>[1-3])\s?\+(?!\+)|\bintensite\s*:?\s*(?P<level>[1-3])(?!\w|\s?%|[.,]\d)|(?<![\w+])(?P<plus>\+{1,3})(?![\w+%])"
)
_MIXED_STAIN = expression(
    r"\b(?:faible|moder|moyen)\w*\s*(?:a|/|-|et|ou)\s*(?:moder|moyen|fort|intens)\w*|\b(?:fort|intens)\w*\s*(?:a|/|-|et|ou)\s*(?:moder|moyen|faibl)\w*|\+{1,3}\s*(?:a|/|-)\s*\+{1,3}"
)
_ALLRED = expression(
    r"(?:\ballred\b|\b(?:quick\s?)?score\b|\bas\b|\bqs\b)[^\d\n%;]{0,20}(?P<a>[0-8])(?:\s?/\s?8)?(?![\d%+]|\s?%|[.,]\d)|(?<![\d/.,])(?P<b>[0-8])\s?/\s?8(?!\d)"
)
_HSCORE = expression(
    r"\b(?:h-?\s?score|histo-?\s?score|score\s?h|score\s+histologique)\b[^\d\n%;]{0,20}(?P<a>[0-3]?\d{1,2})(?![\d%]|\s?%)"
)
_BARE_ALLRED = expression(r"[\s:=(]*(?P<a>[0-8])(?P<b>)(?![\d%+]|\s?%|[.,]\d)")
_BARE_HSCORE = expression(r"[\s:=(]*(?P<a>[0-3]?\d{1,2})(?![\d%+]|\s?%|[.,]\d)")
UNKNOWN = expression(
    r"\b(?:en\s+(?:attente|cours)|a\s+venir|non\s+(?:faite?s?|realise\w*|disponible\w*|evaluable\w*|connue?s?|rendue?s?|determine\w*|precise\w*|contributi\w*|interpretable\w*|retrouve\w*\s+dans|renseigne\w*|communique\w*)|inconnue?s?|a\s+(?:demander|faire|completer|refaire|preciser|determiner)|demandee?s?\b|manquante?s?|nd\b|nc\b)"
)
_ONE_TO_THREE = expression(r"\W{0,3}([1-3])\s?\+(?!\+)")
_LOW = expression(r"\W{0,3}(?:est\s+)?low\b")
_NOT_READABLE = expression(
    r"\W{0,4}(?:mais\s+)?non\s+(?:contributi|interpretabl|significati|evaluabl)"
)


@dataclass(slots=True)
class Found:
    """A value, its attributes and where it reads: ``text[start:end]``."""

    value: Any
    start: int
    end: int
    attrs: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Percentage:
    """A percentage of stained cells. ``upper`` None when only a bound is given."""

    start: int
    end: int
    lower: float
    upper: float
    less: bool


def percentages(text: str) -> list[Percentage]:
    """The percentages of a text, ranges as one."""
    found = []
    for match in _PERCENTAGE.finditer(text):
        low = to_float(match["a"])
        high = to_float(match["b"]) if match["b"] else low
        if max(low, high) > 100:
            continue
        found.append(
            Percentage(
                match.start() + (len(match.group()) - len(match.group().lstrip())),
                match.end(),
                min(low, high),
                max(low, high),
                bool(match["less"]),
            )
        )
    return found


def receptor_of_percentage(percent: Percentage) -> Found | None:
    """What a percentage says of a hormone receptor.

    A range takes its upper bound; one that straddles the 10 % limit is low, without a
    percentage, since its upper bound alone would read positive. "< 10 %" decides nothing.
    """
    at = (percent.start, percent.end)
    if percent.less:
        return Found("negative", *at) if percent.upper <= 1 else None
    if percent.upper < 1:
        attrs = {"percent": number(percent.upper)}
        return Found("negative", *at, attrs)
    if percent.upper < POSITIVE_FROM:
        return Found("low", *at, {"percent": number(percent.upper)})
    if percent.lower < POSITIVE_FROM and percent.lower != percent.upper:
        return Found("low", *at)
    return Found("positive", *at, {"percent": number(percent.upper)})


def hormone_receptor(
    text: str, *, bare: bool = True, small: bool = False, scale: str | None = None
) -> Found | None:
    """ER or PR in the text that follows its name; a percentage prevails over a word.

    ``bare``: a figure without a sign may be a percentage, ``small``: even one from 1 to 9,
    that could be a score when no other figure shows that they are percentages. ``scale``: "allred" or
    "hscore" when such a score was announced before the name.

    >>> hormone_receptor(" : 90 %, +++").attrs
    {'percent': 90, 'intensity': 'strong'}
    """
    sign = _SIGN.search(text)
    unknown = UNKNOWN.search(text)
    limit = unknown.start() if unknown else len(text)
    word = _word(text[:limit])
    allred, hscore = _ALLRED.search(text), _HSCORE.search(text)
    if scale == "allred":
        allred = allred or _BARE_ALLRED.match(text)
    elif scale == "hscore":
        hscore = hscore or _BARE_HSCORE.match(text)
    found: Found | None = None
    for percent in percentages(text[:limit]):
        found = receptor_of_percentage(percent)
        break
    if found is None and bare and not allred and not hscore:
        found = _bare_percentage(text[:limit], small=small)
    if found is None and sign and sign.start("sign") < limit:
        value = "positive" if "+" in sign["sign"] else "negative"
        found = Found(value, sign.start("sign"), sign.end())
    if found is None and word:
        found = word
    if found is None and (match := _ONE_TO_THREE.match(text)):
        found = Found("positive", match.start(1), match.end())
    if found is None and (match := _LOW.match(text)):
        found = Found("low", *match.span())
    if found is None and allred and (score := int(allred["a"] or allred["b"])) != 1:
        value = "negative" if score <= 2 else "low" if score == 3 else "positive"
        found = Found(value, *allred.span())
    if found is None and hscore:
        score = int(hscore["a"])
        if score == 0 or score >= 30:
            found = Found("negative" if score == 0 else "positive", *hscore.span())
    if found is None or _NOT_READABLE.match(text, found.end):
        return None
    if word and word.start < found.start and word.value == found.value:
        found.start = word.start
    _add_scores(found, allred, hscore)
    _add_intensity(found, text, sign)
    return found


def _bare_percentage(text: str, *, small: bool) -> Found | None:
    """ "RO 90" or "RP < 1": a figure without its sign."""
    if less := _BARE_LESS.match(text):
        return Found("negative", less.start("a"), less.end())
    match = _BARE.match(text)
    if match is None or match["b"]:
        return None
    value = int(match["a"])
    if value == 0:
        return Found("negative", match.start("a"), match.end("a"), {"percent": 0})
    if small and value < 10:
        return Found("low", match.start("a"), match.end("a"), {"percent": value})
    if 10 <= value <= 100:
        return Found("positive", match.start("a"), match.end("a"), {"percent": value})
    return None


def _word(text: str) -> Found | None:
    none = _NONE_STAINED.search(text)
    negative = _NEGATIVE.search(text)
    positive = _POSITIVE.search(text)
    if none and not (positive and positive.start() < none.start()):
        return Found("negative", *none.span(), {"percent": 0})
    if negative and not (positive and positive.start() < negative.start()):
        return Found("negative", *negative.span())
    if positive:
        if UNKNOWN.match(text, positive.start()):
            return None
        return Found("positive", *positive.span())
    return None


def _add_scores(found: Found, allred: re.Match[str] | None, hscore: re.Match[str] | None) -> None:
    if hscore is not None and int(hscore["a"]) <= 300:
        found.attrs["hscore"] = int(hscore["a"])
        found.end = max(found.end, hscore.end())
    elif allred is not None:
        found.attrs["allred"] = int(allred["a"] or allred["b"])
        found.end = max(found.end, allred.end())


def _add_intensity(found: Found, text: str, sign: re.Match[str] | None) -> None:
    """The intensity worded, none for a range; a lone "+" is one only behind a percentage."""
    if found.value == "negative":
        return
    if _MIXED_STAIN.search(text):
        return
    best = 0
    at: tuple[int, int] = (found.start, found.end)
    for match in _STAIN.finditer(text):
        plus = match["plus"]
        if plus == "+" and (
            "percent" not in found.attrs
            or match.start() < found.end
            or (sign and sign.start("sign") == match.start())
        ):
            continue
        level = (
            3 if match["strong"] else 2 if match["moderate"] else 1 if match["weak"]
            else int(match["score"] or match["level"] or len(plus or ""))
        )  # fmt: skip
        if level > best:
            best, at = level, match.span()
    if best:
        found.attrs["intensity"] = ("weak", "moderate", "strong")[best - 1]
        found.start, found.end = min(found.start, at[0]), max(found.end, at[1])


_KI67_BARE = expression(
    r"^[\s:=(.,~]*(?:(?:est|etait|evalue|estime|mesure|chiffre|cote|d[e']|a|environ|autour|proche|haut|eleve|bas|faible|intermediaire)\s*)*[:=~(\s>≥<]*(?P<a>\d{1,3})(?:\s?(?:-|a)\s?(?P<b>\d{1,3}))?(?!\s?[/+\d]|[.,]\d|\s?(?:mm|cm|ans|mois|g\b|mg|fragm|bloc))"
)


def ki67(text: str) -> Found | None:
    """The proliferation index, in per cent; of a range, the upper bound."""
    unknown = UNKNOWN.search(text)
    limit = unknown.start() if unknown else len(text)
    for percent in percentages(text[:limit]):
        if percent.start <= 60:
            return Found(number(percent.upper), percent.start, percent.end)
        break
    match = _KI67_BARE.match(text[:limit])
    if match and 1 <= int(match["b"] or match["a"]) <= 100:
        end = match.end("b") if match["b"] else match.end("a")
        return Found(int(match["b"] or match["a"]), match.start("a"), end)
    return None


def number(value: float) -> int | float:
    """An integer when it is one."""
    return int(value) if value == int(value) else value


def to_float(text: str) -> float:
    """A number written with a comma or a point."""
    return float(text.replace(",", "."))
