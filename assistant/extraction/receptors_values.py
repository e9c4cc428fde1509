"""The values of receptors, HER2 and Ki67, read in the text beside their names.

All functions take folded text (lower case, no accents) and return offsets in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

POSITIVE_FROM = 10.0
"""Percentage of stained cells from which a hormone receptor is positive in France (GEFPICS)."""

_NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?"
_PERCENT = r"(?:%|pour\s?-?cents?\b|p\.?\s?(?:100|cent)\b)"
_LESS = r"(?:<\s?=?|≤|inf(?:erieure?s?|\.)?\s+(?:ou\s+egale?s?\s+)?a|moins\s+d[e']|en dessous de)"
_PERCENTAGE = re.compile(
    rf"(?:(?P<less>{_LESS})|(?P<between>\bentre))?\s*(?P<a>{_NUMBER})\s?{_PERCENT}?\s?(?:(?:-|a|(?(between)et|a)|~)\s?(?P<b>{_NUMBER})\s?)?{_PERCENT}"
)
_BARE = re.compile(
    r"^[\s:=(.,~]*(?:(?:est|sont|etait|etaient|cotee?s?|evaluee?s?|estimee?s?|mesuree?s?|de|a|environ)\s+)*[:=~(\s]*(?P<a>\d{1,3})(?P<b>\s?(?:-|a|/)\s?\d{1,3})?(?!\s?[/+%\d]|[.,]\d|\s?(?:mm|cm|ans|mois|g\b|mg|u/|ui|pg|ng|/|croix|eme|e\b|fragm|bloc|prelev|gangl|copies))"
)
_NONE_STAINED = re.compile(
    r"\baucun(?:e)?s?\s+(?:noyaux?|cellules?|immunomarquage|marquage|expression|positivite|reactivite)|\bne\s+marque\w*\s+aucun|\bpas\s+de\s+(?:cellules?|noyaux?)\s+(?:marque|positi)\w*"
)
_NEGATIVE = re.compile(
    r"\bnegati\w*|\bneg\b|\bnul(?:le)?s?\b|\babsent\w*|\b(?:non|pas|plus)\s+(?:d'\s?)?(?:sur-?\s?)?(?:exprim|expression|detect|marqu)\w*|\bnon\s+(?:visualis|retrouv|decel|revel)\w*|\b(?:pas|plus|absence|sans)\s+d[e']\s?(?:marquage|expression|immunomarquage|positivite|fixation)|\bperdue?s?\b|\beteint\w*|\bnon\s+hormono|\bnegativ\w+"
)
_POSITIVE = re.compile(
    r"\bpositi\w*|\bpos\b|\bpresente?s?\b|\bexprime\w*|\bmarque\w*|\bconserve\w*"
)
_SIGN = re.compile(
    r"^\s?(?::\s?|=\s?)?(?:\(\s?)?(?P<sign>\+{1,4}|-{1,3})(?:\s?\))?(?![\w%]|\s?\d|>|\s?(?:positi|negati|faibl|fort|non |low))"
)
_STAIN = re.compile(
    r"\b(?P<strong>fort(?:e|s|es|ement)?|intens(?:e|es|ement))\b|\b(?P<moderate>moder\w+|moyen\w*)\b|\b(?P<weak>faibl\w+)\b|(?<![\w+/])(?P<score>[1-3])\s?\+(?!\+)|(?<![\w+])(?P<plus>\+{1,3})(?![\w+%])"
)
_ALLRED = re.compile(
    r"(?:\ballred\b|\b(?:quick\s?)?score\b|\bas\b|\bqs\b)[^\d\n%;]{0,20}(?P<a>[0-8])(?:\s?/\s?8)?(?![\d%+]|\s?%|[.,]\d)|(?<![\d/.,])(?P<b>[0-8])\s?/\s?8(?!\d)"
)
_HSCORE = re.compile(
    r"\b(?:h-?\s?score|histo-?\s?score|score\s?h|score\s+histologique)\b[^\d\n%;]{0,20}(?P<a>[0-3]?\d{1,2})(?![\d%]|\s?%)"
)
_BARE_ALLRED = re.compile(r"[\s:=(]*(?P<a>[0-8])(?P<b>)(?![\d%+]|\s?%|[.,]\d)")
_BARE_HSCORE = re.compile(r"[\s:=(]*(?P<a>[0-3]?\d{1,2})(?![\d%+]|\s?%|[.,]\d)")
_UNKNOWN = re.compile(
    r"\b(?:en\s+(?:attente|cours)|a\s+venir|non\s+(?:faite?s?|realise\w*|disponible\w*|evaluable\w*|connue?s?|rendue?s?|determine\w*|precise\w*|contributi\w*|interpretable\w*|retrouve\w*\s+dans|renseigne\w*|communique\w*)|inconnue?s?|a\s+(?:demander|faire|completer|refaire|preciser|determiner)|demandee?s?\b|manquante?s?|nd\b|nc\b)"
)
_WEAK_WORDED = re.compile(r"\bfaibl\w+|\blow\b")


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
        low = _float(match["a"])
        high = _float(match["b"]) if match["b"] else low
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


def hormone_receptor(text: str, *, bare: bool = True, scale: str | None = None) -> Found | None:
    """ER or PR in the text that follows its name; a percentage prevails over a word.

    ``bare``: a figure without a sign may be a percentage. ``scale``: "allred" or
    "hscore" when such a score was announced before the name.

    >>> hormone_receptor(" : 90 %, +++").attrs
    {'percent': 90, 'intensity': 'strong'}
    """
    sign = _SIGN.search(text)
    unknown = _UNKNOWN.search(text)
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
        found = _bare_percentage(text[:limit])
    if found is None and sign and sign.start("sign") < limit:
        value = "positive" if "+" in sign["sign"] else "negative"
        found = Found(value, sign.start("sign"), sign.end())
    if found is None and word:
        found = word
    if found is None and (match := re.match(r"\W{0,3}([1-3])\s?\+(?!\+)", text)):
        found = Found("positive", match.start(1), match.end())
    if found is None and (match := re.match(r"\W{0,3}(?:est\s+)?low\b", text)):
        found = Found("low", *match.span())
    if found is None and allred and (score := int(allred["a"] or allred["b"])) != 1:
        value = "negative" if score <= 2 else "low" if score == 3 else "positive"
        found = Found(value, *allred.span())
    if found is None and hscore:
        score = int(hscore["a"])
        if score == 0 or score >= 30:
            found = Found("negative" if score == 0 else "positive", *hscore.span())
    if found is None:
        return None
    if word and word.start < found.start and word.value == found.value:
        found.start = word.start
    _add_scores(found, allred, hscore)
    _add_intensity(found, text, sign)
    return found


def _bare_percentage(text: str) -> Found | None:
    """ "RO 90" or "RP 0": a figure without its sign; from 1 to 9 it could be a score."""
    match = _BARE.match(text)
    if match is None or match["b"]:
        return None
    value = int(match["a"])
    if value == 0:
        return Found("negative", match.start("a"), match.end("a"), {"percent": 0})
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
        if _UNKNOWN.match(text, positive.start()):
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
    """The strongest of the intensities worded; a lone "+" is one only behind a percentage."""
    if found.value == "negative":
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
            else int(match["score"]) if match["score"] else len(plus)
        )  # fmt: skip
        if level > best:
            best, at = level, match.span()
    if best:
        found.attrs["intensity"] = ("weak", "moderate", "strong")[best - 1]
        found.start, found.end = min(found.start, at[0]), max(found.end, at[1])


_KI67_BARE = re.compile(
    r"^[\s:=(.,~]*(?:(?:est|etait|evalue|estime|mesure|chiffre|cote|d[e']|a|environ|autour|proche|haut|eleve|bas|faible|intermediaire)\s*)*[:=~(\s>≥<]*(?P<a>\d{1,3})(?:\s?(?:-|a)\s?(?P<b>\d{1,3}))?(?!\s?[/+\d]|[.,]\d|\s?(?:mm|cm|ans|mois|g\b|mg|fragm|bloc))"
)


def ki67(text: str) -> Found | None:
    """The proliferation index, in per cent; of a range, the upper bound."""
    unknown = _UNKNOWN.search(text)
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


_IHC = re.compile(
    r"\bscore\s*(?:ihc\s*)?(?:est\s+|etait\s+|de\s+|a\s+|egal a\s+|:\s*|=\s*|her-?\s?2\s*(?:de|a|:|=)?\s*)*(?P<score>[0-3o])(?:\s?(?:a|/|-)\s?(?P<score2>[1-3]))?(?:\s?\+|\s?croix)?(?![\w%]|\s?%|[.,]\d|\s?/\s?8)"
    r"|(?<![\w+.,/])(?P<low>[0-2])\s?\+?\s?(?:/|a|-)\s?(?P<high>[1-3])\s?\+(?!\+)"
    r"|(?<![\w+.,])(?P<plus>[0-3])\s?(?:\+(?!\+)|croix\b)"
    r"|(?<![\w+])(?P<crosses>\+{2,3})(?![\w+])"
)
_IHC_ZERO = re.compile(
    r"^[\s:=(.,-]*(?:(?:est|etait|etant|cotee?|evaluee?|ihc|en|a|un|de|par|status?|statut)\s+)*[:=(\s]*(?P<zero>[0o])(?![\w%+]|\s?%|[.,]\d|\s?(?:/|-|a)\s?[1-3])"
)
_HER2_BARE = re.compile(
    r"^[\s:=(]*(?:(?:est|etait|etant|cotee?|evaluee?|ihc|a)\s+)*[:=(\s]*(?P<score>[1-3])(?=\s?(?:[,;.)]|$|\s(?:et|ki|fish|sish|ish|non amp|amp)))(?![.,]\d)"
)
_NO_MEMBRANE = re.compile(
    r"\bne\s+marque\w*\s+aucune\s+(?:membrane|cellule)|\baucun\s+marquage\s+membranaire"
)
_HER2_LOW = re.compile(
    r"(?<!ultra-)(?<!ultra )(?<!ultra)\blow\b|^[\s:=(-]*(?:est\s+|statut\s+|dite?\s+|a\s+)*faible\b(?!\s+(?:a|et|,|incomplet|ou)\b)|\bfaible\s*\(\s*low|\b(?:categorie|statut|expression|classe\w*)\s+(?:her-?\s?2\s*-?\s*)?faible\b"
)
_HER2_NEGATIVE = re.compile(
    r"\b(?:non|pas|ni)\s+(?:de\s+|d'|et\s+non\s+)?sur-?\s?(?:exprim\w*|expression)|\bn'(?:est|etait)\s+pas\s+sur-?\s?exprim\w*|\b(?:absence|sans)\s+(?:de\s+|d'\s?)?(?:toute\s+)?(?:sur-?\s?)?expression|\bnegati\w*|\bneg\b|\bnon\s+exprim\w*|\bne\s+sur-?\s?exprim\w*\s+pas"
)
_HER2_POSITIVE = re.compile(r"\bpositi\w*|\bpos\b|\bsur-?\s?exprim\w*|\bsur-?\s?expression")
_HER2_EQUIVOCAL = re.compile(r"\bequivoques?\b|\bborderline\b|\bambigue?\b|\bdouteux\b")
_HER2_SIGN = re.compile(
    r"^\s?(?::\s?)?(?:\(\s?)?(?P<sign>\+|-)(?:\s?\))?(?!\s?\+|[a-z]{2}|\s?(?:positi|negati|low|faible)|\s?\d|>|-)"
)
_QUESTION = re.compile(r"\s*\)?\s*\?")


def her2(text: str) -> dict[str, Found]:
    """IHC score and worded conclusion of HER2 in the text that follows its name."""
    found: dict[str, Found] = {}
    unknown = _UNKNOWN.search(text)
    score = _ihc_score(text)
    if score and (unknown is None or score.start < unknown.start() or unknown.start() > 25):
        found["her2_ihc"] = score
    limit = unknown.start() if unknown else len(text)
    head = text[:limit]
    if match := _HER2_LOW.search(head):
        found["her2"] = Found("low", *match.span())
        return found
    negative, positive = _HER2_NEGATIVE.search(head), _HER2_POSITIVE.search(head)
    equivocal = _HER2_EQUIVOCAL.search(head)
    ihc = found["her2_ihc"].value if "her2_ihc" in found else None
    if equivocal and not negative:
        found["her2"] = Found("equivocal", *equivocal.span())
    elif ihc is None and (sign := _HER2_SIGN.search(head)):
        found["her2"] = Found(
            "positive" if sign["sign"] == "+" else "negative", sign.start("sign"), sign.end()
        )
    elif negative and not (positive and positive.start() < negative.start()):
        found["her2"] = Found("negative", *negative.span())
    elif positive and ihc in (None, "3+"):
        found["her2"] = Found("positive", *positive.span())
    return {key: value for key, value in found.items() if not _QUESTION.match(text, value.end)}


def _ihc_score(text: str) -> Found | None:
    if match := _IHC_ZERO.match(text):
        return Found("0", match.start("zero"), match.end())
    match = _IHC.search(text)
    if match is None:
        if match := _HER2_BARE.match(text):
            return Found(_score(match["score"]), match.start("score"), match.end("score"))
        if match := _NO_MEMBRANE.search(text):
            return Found("0", *match.span())
        return None
    if match["crosses"]:
        return Found(_score(str(len(match["crosses"]))), *match.span())
    digit = match["score2"] or match["score"] or match["high"] or match["plus"]
    return Found(_score(digit), *match.span())


def _score(digit: str) -> str:
    return "0" if digit in "0o" else f"{digit}+"


_AMPLIFIED = re.compile(
    r"(?P<no>\b(?:non|pas|ni|sans|absence|aucune?|n'est pas|ne montre pas|ne retrouve pas|ne met pas en evidence)[\s-]+(?:d[e']\s?)?(?:une\s+|toute\s+)?(?:sur-?\s?expression\s+ni\s+)?(?:d[e']\s?)?amplifi\w+|\bdisomi\w+|\bnegati\w+|\bneg\b)"
    r"|(?P<yes>\bamplifi\w+|\bpositi\w+|\bpos\b)"
    r"|(?P<maybe>\bequivoques?\b)"
)
_RATIO = re.compile(
    r"(?:\b(?:ratio|rapport)\b|\br\s?(?==))\s*(?:moyen\s*)?(?:(?:des?|du)\s*)?(?:copies\s*)?(?:(?:her-?\s?2|c?-?erb-?\s?b-?2|gene\w*|signaux)\s*(?:neu\s*)?)?(?:[/:-]?\s*(?:cep|cen|chr\w*|ch|centromere)\.?\s*-?\s*17)?[\s.:=(>≥a~]*(?:est\s+|de\s+|a\s+)*(?P<r>\d{1,2}(?:[.,]\d{1,2})?)(?!\d| ?%)"
)
_COPIES = re.compile(
    r"(?P<c>(?<![\d.,])\d{1,2}(?:[.,]\d{1,2})?)\s*(?:copies?|signaux)\b(?!\s*(?:de\s+|du\s+)?(?:cep|cen|chr))"
    r"|\b(?:nombre\s+(?:moyen\s+)?(?:de\s+)?(?:copies?|signaux)|copies?|moyenne|signaux)(?:\s+(?:moyen\w*|du|de|d'|des|par|gene\w*|copies?|signaux))*\s*(?:(?:her-?\s?2|erbb2)(?:\s*neu)?)?\s*(?:(?:/|par)\s*(?:noyau|cellule)x?s?)?[\s.:=(~]*(?:est\s+|de\s+|a\s+)*(?P<d>\d{1,2}(?:[.,]\d{1,2})?)(?!\d| ?%| ?(?:/|mm|noy))"
)


def ish(text: str, *, words: bool = True) -> Found | None:
    """The result of an in situ hybridisation, with its ratio and copies.

    Without a word for it, a ratio and a number of copies decide together when they
    agree (ASCO/CAP 2018 groups 1 and 5); otherwise nothing is read.
    """
    attrs: dict[str, Any] = {}
    ends: list[int] = []
    starts: list[int] = []
    if match := _RATIO.search(text):
        attrs["ratio"] = number(_float(match["r"]))
        starts.append(match.start())
        ends.append(match.end("r"))
    if match := _COPIES.search(text):
        attrs["copies"] = number(_float(match["c"] or match["d"]))
        starts.append(match.start())
        ends.append(match.end())
    unknown = _UNKNOWN.search(text)
    for match in _AMPLIFIED.finditer(text):
        if not words and not match.group().endswith(("amplifie", "amplifiee", "amplification")):
            continue
        if _QUESTION.match(text, match.end()):
            continue
        if unknown and not attrs and unknown.start() < match.start():
            return None
        value = "not_amplified" if match["no"] else "amplified" if match["yes"] else "equivocal"
        return Found(value, min([match.start()]), match.end(), attrs)
    if "ratio" in attrs and "copies" in attrs:
        if attrs["ratio"] < 2 and attrs["copies"] < 4:
            return Found("not_amplified", min(starts), max(ends), attrs)
        if attrs["ratio"] >= 2 and attrs["copies"] >= 4:
            return Found("amplified", min(starts), max(ends), attrs)
    return None


def ish_measures(text: str) -> dict[str, Any]:
    """Ratio and copies worded in a text."""
    attrs: dict[str, Any] = {}
    if match := _RATIO.search(text):
        attrs["ratio"] = number(_float(match["r"]))
    if match := _COPIES.search(text):
        attrs["copies"] = number(_float(match["c"] or match["d"]))
    return attrs


def number(value: float) -> int | float:
    """An integer when it is one."""
    return int(value) if value == int(value) else value


def _float(text: str) -> float:
    return float(text.replace(",", "."))
