"""The values of HER2: score, conclusion and in situ hybridisation, read beside their names.

All functions take folded text (lower case, no accents) and return offsets in it.
"""

from __future__ import annotations

from typing import Any

from assistant.extraction.expressions import expression
from assistant.extraction.receptors_values import UNKNOWN, Found, number, to_float

_IHC = expression(
    r"\bscore\s*(?:ihc\s*)?(?:est\s+|etait\s+|de\s+|a\s+|egal a\s+|:\s*|=\s*|her-?\s?2\s*(?:de|a|:|=)?\s*)*(?P<score>[0-3o])(?:\s?(?:a|/|-)\s?(?P<score2>[1-3]))?(?:\s?\+|\s?croix)?(?![\w%]|\s?%|[.,]\d|\s?/\s?8)"
    r"|(?<![\w+.,/])(?P<low>[0-2])\s?\+?\s?(?:/|a|-)\s?(?P<high>[1-3])\s?\+(?!\+)"
    r"|(?<![\w+.,])(?P<plus>[0-3])\s?(?:\+(?!\+)|croix\b)"
    r"|(?<![\w+])(?P<crosses>\+{2,3})(?![\w+])"
    r"|\b(?:negati\w*|positi\w*|equivoque|surexprime\w*)\s*\(\s*(?P<bracket>[0-3])\s*\)"
)
_IHC_ZERO = expression(
    r"^[\s:=(.,-]*(?:(?:est|etait|etant|cotee?|evaluee?|ihc|en|a|un|de|par|status?|statut)\s+)*[:=(\s]*(?P<zero>[0o])(?![\w%+]|\s?%|[.,]\d|\s?(?:/|-|a)\s?[1-3])"
)
_HER2_BARE = expression(
    r"^[\s:=(]*(?:(?:est|etait|etant|cotee?|evaluee?|ihc|a)\s+)*[:=(\s]*(?P<score>[1-3])(?=\s?(?:[,;.)]|$|\s(?:et|ki|fish|sish|ish|non amp|amp)))(?![.,]\d)"
)
_NO_MEMBRANE = expression(
    r"\bne\s+marque\w*\s+aucune\s+(?:membrane|cellule)|\baucun\s+marquage\s+membranaire"
)
_HER2_LOW = expression(
    r"(?<!ultra-)(?<!ultra )(?<!ultra)\blow\b|^[\s:=(-]*(?:est\s+|statut\s+|dite?\s+|a\s+)*faible\b(?!\s+(?:a|et|,|incomplet|ou)\b)|\bfaible\s*\(\s*low|\bfaiblement\s+(?:sur)?exprim\w*|\b(?:categorie|statut|expression|classe\w*)\s+(?:her-?\s?2\s*-?\s*)?faible\b"
)
_HER2_NEGATIVE = expression(
    r"\b(?:non|pas|ni)\s+(?:de\s+|d'|et\s+non\s+)?sur-?\s?(?:exprim\w*|expression)|\bn'(?:est|etait)\s+pas\s+sur-?\s?exprim\w*|\b(?:absence|sans)\s+(?:de\s+|d'\s?)?(?:toute\s+)?(?:sur-?\s?)?expression|\bnegati\w*|\bneg\b|\bnon\s+exprim\w*|\bne\s+sur-?\s?exprim\w*\s+pas"
)
_HER2_POSITIVE = expression(r"\bpositi\w*|\bpos\b|\bsur-?\s?exprim\w*|\bsur-?\s?expression")
_HER2_EQUIVOCAL = expression(r"\bequivoques?\b|\bborderline\b|\bambigue?\b|\bdouteux\b")
_HER2_SIGN = expression(
    r"^\s*(?::\s*)?(?:\(\s?)?(?P<sign>\+|-)(?:\s?\))?(?!\s?\+|[a-z]{2}|\s?(?:positi|negati|low|faible)|\s?\d|>|-)"
)
_QUESTION = expression(r"\s*\)?\s*\?")


def her2(text: str) -> dict[str, Found]:
    """IHC score and worded conclusion of HER2 in the text that follows its name."""
    found: dict[str, Found] = {}
    unknown = UNKNOWN.search(text)
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
    elif positive and (ihc in (None, "3+") or _is_amplified(head)):
        found["her2"] = Found("positive", *positive.span())
    return {key: value for key, value in found.items() if not _QUESTION.match(text, value.end)}


def _is_amplified(text: str) -> bool:
    return "amplifi" in text and not any(
        match["no"] for match in _AMPLIFIED.finditer(text) if "amplifi" in match.group()
    )


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
    digit = match["score2"] or match["score"] or match["high"] or match["plus"] or match["bracket"]
    return Found(_score(digit), *match.span())


def _score(digit: str) -> str:
    return "0" if digit in "0o" else f"{digit}+"


_AMPLIFIED = expression(
    r"(?P<no>\b(?:non|pas|ni|sans|absence|aucune?|n'est pas|ne montre pas|ne retrouve pas|ne met pas en evidence)[\s-]+(?:d[e']\s?)?(?:une\s+|toute\s+)?(?:sur-?\s?expression\s+ni\s+)?(?:d[e']\s?)?ampl(?:ifi\w+|\b)|\bn(?:'|e\s)(?:\w{1,12}\s)?(?:pas|jamais)\s+(?:\w{2,12}\s+){0,3}(?:d[e']\s?)?amplifi\w+|\bdisomi\w+|\bnegati\w+|\bneg\b)"
    r"|(?P<yes>\bampl(?:ifi\w+|\b)|\bpositi\w+|\bpos\b)"
    r"|(?P<maybe>\bequivoques?\b)"
)
_RATIO = expression(
    r"(?:\b(?:ratio|rapport)\b|\br\s?(?==))\s*(?:moyen\s*)?(?:(?:des?|du)\s*)?(?:copies\s*)?(?:(?:her-?\s?2|c?-?erb-?\s?b-?2|gene\w*|signaux)\s*(?:neu\s*)?)?(?:[/:-]?\s*(?:cep|cen|chr\w*|ch|centromere)\.?\s*-?\s*17)?[\s.:=(>≥a~]*(?:est\s+|de\s+|a\s+)*(?P<r>\d{1,2}(?:[.,]\d{1,2})?)(?!\d| ?%)"
)
_COPIES = expression(
    r"(?P<c>(?<![\d.,])\d{1,2}(?:[.,]\d{1,2})?)\s*(?:copies?|signaux)\b(?!\s*[:=]?\s*\d)(?!\s*(?:de\s+|du\s+)?(?:cep|cen|chr))"
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
        attrs["ratio"] = number(to_float(match["r"]))
        starts.append(match.start())
        ends.append(match.end("r"))
    if match := _COPIES.search(text):
        attrs["copies"] = number(to_float(match["c"] or match["d"]))
        starts.append(match.start())
        ends.append(match.end())
    unknown = UNKNOWN.search(text)
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
        attrs["ratio"] = number(to_float(match["r"]))
    if match := _COPIES.search(text):
        attrs["copies"] = number(to_float(match["c"] or match["d"]))
    return attrs
