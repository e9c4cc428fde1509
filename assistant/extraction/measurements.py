"""Sizes, volumes, counts and sides, as French reports write them.

Shared by the readers of metastases, spine and staging: no fact comes from here. All
functions take the folded text (lower case, no accents) and bounds inside it; offsets
are those of that text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from assistant.extraction.expressions import expression

Side = Literal["left", "right", "both"]
SizeKind = Literal["size", "distance", "thickness"]

_NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?"
_UNIT = r"(?:millimetres?|centimetres?|mm|cm)(?![a-z23])"
_TIMES = r"(?:x|\*|/|sur|par)"
_WORDS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20,
}  # fmt: skip
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))

_SIZE = expression(
    rf"""
    (?=[\ddutqcsnov])(?<![\w.,/])(?:
    (?P<tail>(?P<cm>\d{{1,2}})\s?cm\s?(?P<rest>[1-9]|et\s+demi)(?![\d\w,.]|\s?(?:x|mm|cm|\*)))
  | (?P<wn>{_WORD}|demi)[\s-]+(?P<wu>millimetres?|centimetres?)\b(?P<half>\s+et\s+demi\b)?
  | (?P<a>{_NUMBER})(?:\s?(?P<ua>{_UNIT}))?
      (?:\s?{_TIMES}\s?(?P<b>{_NUMBER})(?:\s?(?P<ub>{_UNIT}))?)?
      (?:\s?{_TIMES}\s?(?P<c>{_NUMBER})(?:\s?(?P<uc>{_UNIT}))?)?)
    """,
    re.VERBOSE,
)
_HAS_UNIT = expression(r"[cm]m(?![a-z23])|imetre")
_LIST = expression(r"\s?(?:,|;|et|/|\+|puis|ou)\s?(?:(?:de|a)\s)?$")
_RANKED = expression(r"\b(?:grades?|gr\.?|sbr|ee|stade|score|oms|classe|acr)\s*:?\s*$")
_RANGE = expression(r"\s?(?:a|-|et)\s?$")
_RANGE_BEFORE = expression(r"\bentre\s+$")
_CHANGE_BEFORE = expression(
    r"\b(?:pass\w+|diminu\w+|augment\w+|regress\w+|progress\w+|reduit\w*|evolu\w+|croi\w+|major\w+|grandi\w*)\b[^.;:]{0,40}"
    r"\b(?:de|mm|cm)\s+$"
)
_ARROW = expression(r"\s?(?:->|=>|→|>|puis)\s?$")
_EARLIER_BEFORE = expression(
    r"(?:\b(?:contre|vs\.?|versus|anterieurement|auparavant|precedemment|initialement|au lieu de|avant|anciennement)\s*:?\s*"
    r"(?:de\s+|a\s+|etait\s+)?|\b(?:mesurait|mesuraient|etait\s+(?:de|a)|etaient\s+(?:de|a)|faisait|faisaient)\s+(?:de\s+|a\s+)?"
    r"|\b(?:mesuree?s?|evaluee?s?|estimee?s?)\s+(?:auparavant|anterieurement|initialement)\s+a\s+)$"
)
_EARLIER_AFTER = expression(
    r"\s?(?:en|le|au|lors|sur|dans)\s+(?:le\s+|l'|du\s+)?(?:\d|janv|fev|mars|avr|mai\b|juin|juil|aout|sept|oct|nov|dec|"
    r"examen|scanner|tdm|irm|precedent|dernier|bilan|l'examen|decembre)|\s?(?:auparavant|precedemment|anterieurement|initialement|avant\b)"
)
_DISTANCE_BEFORE = expression(
    r"\b(?:situee?s?\s+a|distante?s?\s+de|distance\s*(?:de|:|=)?|marges?\s*(?:de|:|=|a)?|recule?\s+de|espace\s+de|intervalle\s+de|lisere\s+de|separee?s?\s+de|"
    r"(?:grele|estomac|gastrique|digestif|anses?|duodenum|berges?|plan|limites?|peau|mamelon)\b[^.;:\d]{0,30}\ba)"
    r"(?:\s+(?:moins|plus|environ|au\s+moins|un)(?:\s+de)?)?\s*[><≥≤]?\s*$"
)
_DISTANCE_AFTER = expression(
    r"\s?(?:du\s|de\s+la\s|de\s+l'|des\s|de\s|d'une?\s|en\s)\s?(?:mamelon|plan|bord|berge|tranche|recoupe|limite|marge|peau|capsule|grele|estomac|anse|"
    r"paroi|pectoral|champ|faisceau|volume\s+irrad|pleure|plevre|scissure|vaisseau|veine|dehors|arriere|avant|dedans|encrage|clip|premier|duoden|jejun|moelle|canal|carene)"
)
_AT_BEFORE = expression(r"\ba\s+(?:(?:moins|plus)\s+de\s+|environ\s+)?$")
_OF_AFTER = expression(r"\s?(?:du|de\s+la|de\s+l'|des)\b")
_THICK_AFTER = expression(
    r"\s?(?:d'epaisseur|d'epais|de\s+recul|de\s+hauteur|de\s+profondeur|de\s+marge)"
)
_THICK_BEFORE = expression(
    r"\b(?:epaisseur|epaissie?s?|coupes?|collimation|(?<!lyse )cortical\w*|jointives?|reconstructions?)\s*(?:de|a|:|=)?\s*$"
)
_MEASURED = expression(
    r"\b(?:mesur\w+|estim\w+|evalu\w+|taille|chiffr\w+|cot\w+|pass\w+|diametre|axe)\b[^.;:]{0,25}$"
)
_BARE_EARLIER = expression(
    r"\s?\(\s?(?:vs\.?|contre|versus)?\s?(?P<n>\d{1,3}(?:[.,]\d)?)(?=\s?\)|\s(?:en|le|au)\s)"
)

_VOLUME = expression(
    r"(?<![\w.,/])(?P<n>\d{1,4}(?:[.,]\d{1,2})?)\s?(?:ml|cc|cm3|cm\s3|millilitres?|centimetres?\s+cubes?)(?![\w/])"
)
_VOLUME_CUE = expression(
    r"\b(?:volume|gtv|ctv|ptv|itv|volumetrie|lesion\w*|metastase\w*|nodule\w*|masse)\b[^.;]{0,40}$"
)
_NOT_VOLUME = expression(
    r"\b(?:iodee?|contraste|iomeron|dotarem|clariscan|gadovist|visipaque|xenetix|ultravist|omnipaque|iode|produit|serum|ponction\w*|"
    r"prothese|expandeur|epanchement|drain\w*|inject\w+|apres|pieces?)\b"
)

_COUNT = expression(
    rf"(?=[\ddutqcsnov])(?<![\w.,/-])(?:(?P<n>\d{{1,2}})|(?P<w>{_WORD}))\s+(?=[a-z])(?!\s*(?:mm|cm|ml|cc|ans?|mois|semaines?|jours?|h|fois|%)\b)"
)
_COUNT_RANGE = expression(rf"(?:a|ou)\s(?:\d{{1,2}}|{_WORD})\b")
_INEXACT = expression(
    r"(?:\b(?:au\s+moins|plus\s+de|moins\s+de|environ|pres\s+de|jusqu'a|plusieurs|dont|parmi|\d|ou|\ba|au\s+maximum|une?\s+des|l'une?\s+des)|>|<|≥|≤|\bl')\s*$"
)

_SIDE = expression(
    r"(?<![\w'])(?P<both>bilatera\w*|bilat|des\s+deux\s+(?:cotes|seins)|droite?s?\s+et\s+gauches?|gauches?\s+et\s+droite?s?|d\s?(?:et|/)\s?g|g\s?(?:et|/)\s?d)\b"
    r"|(?<![\w'])(?P<right>droite?s?|drte?|dte?|d)(?![\w'\d]|\s?\d)"
    r"|(?<![\w'])(?P<left>gauches?|gche?|gch|g)(?![\w'\d/]|\s?/)"
)


@dataclass(frozen=True, slots=True)
class Size:
    """A length in the text, in millimetres.

    ``dimensions`` holds each dimension; ``mm`` is the largest one. ``earlier`` tells
    a value of a previous examination ("16 mm contre 14 mm"); ``kind`` tells a size
    from a distance to something and from a thickness.
    """

    start: int
    end: int
    dimensions: tuple[float, ...]
    earlier: bool = False
    kind: SizeKind = "size"

    @property
    def mm(self) -> float:
        return max(self.dimensions)


@dataclass(frozen=True, slots=True)
class Volume:
    """A volume in the text, in millilitres."""

    start: int
    end: int
    ml: float


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number in front of a noun; ``article`` for "un", "une", that may be only that."""

    start: int
    end: int
    number: int
    article: bool


def read_size(text: str) -> Size | None:
    """The first present size in a folded text, None when there is none.

    >>> read_size("nodule de 2,5 x 1,8 cm").mm
    25.0

    A size in words ("centimetrique") is not a measure.
    """
    return next(
        (
            size
            for size in find_sizes(text, 0, len(text))
            if size.kind == "size" and not size.earlier
        ),
        None,
    )


def find_sizes(folded: str, start: int, end: int) -> list[Size]:
    """Every length in ``folded[start:end]``: "12x10 mm", "2,5 cm", "22 et 9 mm", "de 9 a 16 mm".

    Numbers of a list take the unit at its end; a range gives its upper bound, a
    change ("passe de 20 a 14 mm") its last value with the first one as earlier.
    """
    if not _HAS_UNIT.search(folded, start, end):
        return []
    pieces = list(_pieces(folded, start, end))
    sizes: list[Size] = []
    for index, (match, unit) in enumerate(pieces):
        if unit is None:
            continue
        dimensions = _dimensions(match, unit)
        if max(dimensions) > 500:
            continue
        listed, earlier = _leading(folded, pieces, index, unit, start)
        listed.append(_sized(folded, start, end, match.start(), match.end(), dimensions))
        sizes += [replace(size, earlier=True) for size in listed] if earlier else listed
        if bare := _BARE_EARLIER.match(folded, match.end(), end):
            value = (_number(bare["n"]) * (10 if unit.startswith("c") else 1),)
            sizes.append(Size(bare.start("n"), bare.end("n"), value, earlier=True))
    return _ordered(folded, sizes)


def find_volumes(folded: str, start: int, end: int) -> list[Volume]:
    """Volumes of lesions in ``folded[start:end]``; doses of contrast and fluids are left out."""
    return [
        Volume(match.start(), match.end(), _number(match["n"]))
        for match in _VOLUME.finditer(folded, start, end)
        if _VOLUME_CUE.search(folded, max(start, match.start() - 60), match.start())
        and not _NOT_VOLUME.search(
            folded, max(start, match.start() - 40), min(end, match.end() + 25)
        )
    ]


def find_counts(folded: str, start: int, end: int) -> list[Count]:
    """Exact whole numbers in front of a noun, in figures or words; "plusieurs", "au moins 3": none."""
    return [
        Count(
            match.start(),
            match.end(),
            int(match["n"]) if match["n"] else _WORDS[match["w"]],
            match["w"] in ("un", "une"),
        )
        for match in _COUNT.finditer(folded, start, end)
        if match["n"] != "0"
        and not _COUNT_RANGE.match(folded, match.end(), end)
        and not _INEXACT.search(folded, max(start, match.start() - 14), match.start())
    ]


def find_sides(folded: str, start: int, end: int) -> list[tuple[int, int, Side]]:
    """Sides named in ``folded[start:end]``: ``(start, end, side)``."""
    return [
        (match.start(), match.end(), match.lastgroup)  # type: ignore[misc]
        for match in _SIDE.finditer(folded, start, end)
    ]


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _factor(unit: str) -> float:
    return 10.0 if unit.startswith("c") else 1.0


def _pieces(folded: str, start: int, end: int) -> Iterator[tuple[re.Match[str], str | None]]:
    """Numbers with the unit they carry, None when they carry none themselves."""
    for match in _SIZE.finditer(folded, start, end):
        if match["tail"]:
            yield match, "cm"
        elif match["wn"]:
            yield match, match["wu"]
        else:
            yield match, match["uc"] or match["ub"] or match["ua"]


def _dimensions(match: re.Match[str], unit: str) -> tuple[float, ...]:
    if match["tail"]:
        rest = 5.0 if match["rest"].startswith("et") else float(match["rest"])
        return (float(match["cm"]) * 10 + rest,)
    if match["wn"]:
        number = 0.5 if match["wn"] == "demi" else float(_WORDS[match["wn"]])
        return ((number + (0.5 if match["half"] else 0.0)) * _factor(unit),)
    values = []
    for name in ("a", "b", "c"):
        if match[name]:
            own = match["u" + name] or unit
            values.append(_number(match[name]) * _factor(own))
    return tuple(values)


def _leading(
    folded: str,
    pieces: list[tuple[re.Match[str], str | None]],
    index: int,
    unit: str,
    start: int,
) -> tuple[list[Size], bool]:
    """Sizes written before their common unit: "22 et 9 mm", "35, 21 et 12 mm", "20 -> 14 mm".

    And whether the list is of before ("contre 11 et 14 mm").
    """
    sizes: list[Size] = []
    after = pieces[index][0]
    for match, own in reversed(pieces[:index]):
        gap = folded[match.end() : after.start()]
        if match["a"] is None or _RANKED.search(
            folded, max(start, match.start() - 12), match.start()
        ):
            break
        is_range = bool(_RANGE.fullmatch(gap)) and (
            gap.strip() != "et"
            or bool(_RANGE_BEFORE.search(folded, max(start, match.start() - 12), match.start()))
        )
        value = _dimensions(match, own or unit)
        changed = (bool(_ARROW.fullmatch(gap)) and gap.strip() != ">") or bool(
            is_range
            and _CHANGE_BEFORE.search(folded, max(start, match.start() - 70), match.start())
        )
        if own is not None or "/" in match.group():
            break
        if changed or gap.strip() == ">":
            sizes.append(Size(match.start(), match.end(), value, earlier=True))
        elif is_range:
            break
        elif _LIST.fullmatch(gap):
            sizes.append(Size(match.start(), match.end(), value))
            if _EARLIER_BEFORE.search(folded, max(start, match.start() - 40), match.start()):
                return sizes, True
        else:
            break
        after = match
    return sizes, False


def _sized(
    folded: str, start: int, end: int, first: int, last: int, dimensions: tuple[float, ...]
) -> Size:
    """The size with what the words around it say: of before, a distance, a thickness."""
    low, high = max(start, first - 40), min(end, last + 40)
    if _THICK_AFTER.match(folded, last, high) or _THICK_BEFORE.search(folded, low, first):
        return Size(first, last, dimensions, kind="thickness")
    if _DISTANCE_AFTER.match(folded, last, high) or (
        _DISTANCE_BEFORE.search(folded, low, first) and not _MEASURED.search(folded, low, first)
    ):
        return Size(first, last, dimensions, kind="distance")
    if (
        _AT_BEFORE.search(folded, low, first)
        and _OF_AFTER.match(folded, last, high)
        and not _MEASURED.search(folded, low, first)
    ):
        return Size(first, last, dimensions, kind="distance")
    inside = folded.rfind("(", low, first) > folded.rfind(")", low, first)
    earlier = bool(_EARLIER_BEFORE.search(folded, low, first)) or (
        inside and bool(_EARLIER_AFTER.match(folded, last, high))
    )
    return Size(first, last, dimensions, earlier=earlier)


def _ordered(folded: str, sizes: list[Size]) -> list[Size]:
    """In order of the text; the first of two values of a change is the earlier one."""
    ordered = sorted(sizes, key=lambda size: size.start)
    for index, (one, other) in enumerate(itertools.pairwise(ordered), 1):
        # "18 mm (20 mm)": a size alone in brackets behind another one is that of before.
        gap = folded[one.end : other.start]
        if re.fullmatch(r"\s?\(", gap) and folded.startswith(")", other.end):
            ordered[index] = replace(other, earlier=True)
    for index, (one, other) in enumerate(itertools.pairwise(ordered)):
        gap = folded[one.end : other.start].strip()
        changed = gap in ("->", "=>", "→", ">") or (
            gap == "a" and _CHANGE_BEFORE.search(folded, max(0, one.start - 70), one.start)
        )
        if changed:
            ordered[index] = Size(one.start, one.end, one.dimensions, earlier=True)
            if other.kind == "distance":
                ordered[index + 1] = Size(other.start, other.end, other.dimensions)
    return ordered
