"""Values of laboratory results: numbers, units, multiples of the normal, reference ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.extraction.expressions import expression

ENZYMES = frozenset({"ast", "alt", "ggt", "alp", "ldh"})
WITH_LIMIT = ENZYMES | {"bilirubin", "creatinine", "ca15_3"}
"""Analytes whose upper limit of normal is kept with the value."""

_UNITS: tuple[tuple[str, str], ...] = (
    ("mL/min", r"ml\s?/\s?(?:min(?:ute)?|mn|mi)(?:\s?/\s?1[.,]7\d?(?:\s?m2?)?)?\b|ml\.min(?:-1)?"),
    ("U/mL", r"k?u\.?i?\.?\s?/\s?ml\b|ku\s?/\s?l\b|units?\s?/\s?ml\b|unites\s?/\s?ml\b"),
    ("UI/L", r"m?u\.?i?\.?\s?/\s?[l1]\b|iu\s?/\s?l\b|unites?\s?/\s?l\b|ui\b|ui\s?par\s?litre"),
    ("µmol/L", r"(?:µ|u|mc|micro-?)\s?mol(?:es?)?\s?/\s?[l1]\b|(?:µ|micro)moles?\b|(?:µm)\s?/\s?l\b|µmol\b|umol\b"),
    ("mg/dL", r"mg\s?/\s?(?:dl|100\s?ml)\b|mg\s?%"),
    ("mg/L", r"mg\s?/\s?[l1]\b|mg\s?par\s?litre"),
    ("g/dL", r"g(?:r)?\s?/\s?(?:dl|100\s?ml)\b|g(?=\s+d')|g\s?%|g\s?/\s?d\b"),
    ("G/L", r"(?:giga|g)\s?/\s?[l1]\b|(?:[x*]\s?)?10\s?(?:\^|e|\*\*|\*|exp)?\s?[9⁹]\s?/\s?l\b|k\s?/\s?(?:µl|mm3|ul)\b|(?:[x*]\s?)?10\s?(?:\^|e|\*)?\s?3\s?/\s?(?:mm3|µl|ul)\b|milliards?\s?/\s?l\b"),
    ("/mm3", r"(?:elements?\s?|elts?\s?|plaquettes\s?)?(?:/|par)\s?(?:mm\s?3|µl|ul|mm cubes?)\b"),
    ("other", r"%|mmol(?:es)?\s?/\s?l\b|[nµp]g\s?/\s?m?l\b|pmol/l|fl\b|pg\b|mm\b|cm\b|ml\b|mg\b|kg\b|gy\b|mbq\b|h\b|jours?\b|j\b|sem(?:aines?)?\b|mois\b|ans?\b|cycles?\b|cures?\b|fois\b(?!\s+(?:la|les)\b)|x\s?/|/\s?j\b|°|e\b|eme\b|er\b|mui\b|secondes?|min\b|points?\b|(?:janv|fevr|mars|avril|mai\b|juin|juil|aout|sept|octo|nove|dece)|g[1-4]\b"),
)  # fmt: skip
_UNIT = expression("|".join(f"(?P<u{i}>{pattern})" for i, (_, pattern) in enumerate(_UNITS)))
UNIT_PATTERNS = dict(_UNITS)
"""How each unit is written."""
ALLOWED: dict[str, frozenset[str]] = {
    **{enzyme: frozenset({"UI/L"}) for enzyme in ENZYMES},
    "bilirubin": frozenset({"µmol/L", "mg/L", "mg/dL"}),
    "creatinine": frozenset({"µmol/L", "mg/L", "mg/dL"}),
    "albumin": frozenset({"g/L", "g/dL"}),
    "creatinine_clearance": frozenset({"mL/min"}),
    "hemoglobin": frozenset({"g/L", "g/dL"}),
    "platelets": frozenset({"G/L", "/mm3"}),
    "neutrophils": frozenset({"G/L", "/mm3"}),
    "ca15_3": frozenset({"U/mL"}),
}
"""The units in which an analyte is given."""
_PLAUSIBLE: dict[tuple[str, str], tuple[float, float]] = {
    ("bilirubin", "µmol/L"): (1, 900), ("bilirubin", "mg/L"): (0.5, 520), ("bilirubin", "mg/dL"): (0.05, 52),
    ("creatinine", "µmol/L"): (15, 2000), ("creatinine", "mg/L"): (1.5, 230), ("creatinine", "mg/dL"): (0.15, 23),
    ("albumin", "g/L"): (5, 75), ("albumin", "g/dL"): (0.5, 7.5),
    ("creatinine_clearance", "mL/min"): (2, 300),
    ("hemoglobin", "g/dL"): (2, 25), ("hemoglobin", "g/L"): (20, 250),
    ("platelets", "G/L"): (1, 3000), ("platelets", "/mm3"): (1000, 3_000_000),
    ("neutrophils", "G/L"): (0, 120), ("neutrophils", "/mm3"): (0, 120_000),
    ("ca15_3", "U/mL"): (0.5, 100_000),
}  # fmt: skip
"""Values that a living patient can have: outside, a figure or its unit was mistyped."""
_USUAL: dict[str, tuple[tuple[float, float, str], ...]] = {
    **dict.fromkeys(ENZYMES, ((1, 30000, "UI/L"),)),
    # Below 30 both usual units of bilirubin mean the same for the patient; above, only a unit can tell.
    "bilirubin": ((1, 30, "µmol/L"),),
    "creatinine": ((0.3, 2.5, "mg/dL"), (4, 25, "mg/L"), (35, 2000, "µmol/L")),
    "albumin": ((1.5, 6, "g/dL"), (12, 65, "g/L")),
    "creatinine_clearance": ((5, 250, "mL/min"),),
    "hemoglobin": ((4, 20, "g/dL"), (40, 200, "g/L")),
    "platelets": ((3, 1999, "G/L"), (3000, 3_000_000, "/mm3")),
    "neutrophils": ((0, 60, "G/L"), (100, 60_000, "/mm3")),
    "ca15_3": ((0.5, 100_000, "U/mL"),),
}
"""The unit that goes without saying, by the size of the figure."""

_FIGURE = r"\d+(?:[.,]\d+)?"
_NORMAL_NAME = r"(?:limites?\s+superieures?\b(?!\s+(?:de|du))|(?:limites?\s+)?sup[a-z]*\.?\s+(?:de\s+)?(?:la\s+)?(?:normales?|norme|n)\b|normales?\b|norme\b|lsn\b|lns\b|uln\b|vn\b|n\b(?![°'+]|\.[a-z]))"
_WORDS = {"une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "huit": 8, "dix": 10}
_MULTIPLE = expression(
    rf"(?:(?P<word>{'|'.join(_WORDS)})\s+fois(?P<half>\s+et\s+demie?)?|(?P<a>{_FIGURE})(?:\s?(?:-|a)\s?(?P<b>{_FIGURE}))?\s*(?:x|\*|fois)?)\s*(?:la\s+|les\s+|l')?(?:limite\s+|valeur\s+)?{_NORMAL_NAME}(?!\s*(?:[:=<>≤≥]|{_FIGURE}\s*(?:-|a)\s*\d))"
    rf"|\bn\s?[x*]\s?(?P<c>{_FIGURE})"
)
_HIGHEST_MULTIPLE = 80
_LIMIT = expression(
    rf"[(\[]?\s*\b(?:n|vn|vr|v\.?n\.?|norme?s?|normales?|ref\.?|reference|valeurs?\s+(?:normales?|de\s+reference|usuelles?)|usuelle?s?|lsn|uln|taux\s+normal|limite\s+sup[a-z]*(?:\s+de\s+la\s+normale)?)"
    rf"\s*(?:du\s+labo(?:ratoire)?\s*)?[:=]?\s*(?:(?P<sign>[<>≤≥]=?|inf[a-z]*\.?\s+a|jusqu'a|max\.?)|de|entre|a|est\s+a)?\s*(?P<low>{_FIGURE})(?:\s*(?:-|a|et|/)\s*(?P<high>{_FIGURE}))?(?:\s*{'(?:' + '|'.join(pattern for name, pattern in _UNITS if name != 'other') + ')'})?\s*[)\]]?"
)
_RANGE = expression(
    rf"[(\[]?\s*(?P<low>{_FIGURE})\s*(?:-|a|–|et)\s*(?P<high>{_FIGURE})(?:\s*{'(?:' + '|'.join(pattern for name, pattern in _UNITS if name != 'other') + ')'})?\s*[)\]]?"
)
_IN_THOUSANDS = frozenset({"platelets", "neutrophils"})
_THOUSAND_RANGE = expression(
    r"[(\[]?\s*\d{1,3}(?:[ .']\d{3})+\s*(?:-|a|–|et)\s*\d{1,3}(?:[ .']\d{3})+(?!\d)\s*[)\]]?"
)
_GRAMS = expression(r"g(?![\w/])")
"""Grams that go for grams per decilitre: "Hb 12 g"."""
_INEQUALITY = expression(
    rf"[(\[]?\s*(?P<sign>[<>≤≥]=?|inf(?:erieure?s?)?\.?\s+a|sup(?:erieure?s?)?\.?\s+a|moins\s+de|plus\s+de|au[- ]dela\s+de|jusqu'a)\s*(?P<value>{_FIGURE})"
)
_UNDER_NORMAL = expression(
    r"(?:<|≤|inf(?:erieure?s?)?\.?\s+a)\s*(?:la\s+)?(?:n|lsn|normale|uln)\b(?!\s*[\d:=])"
)
_NUMBER = expression(r"(?<![\w.,])\d+(?:[.,]\d+)?(?![\d]|[.,]\d)")
_THOUSANDS = expression(r"(?<![\w.,])\d{1,3}(?:[ .']\d{3})+(?![\d]|[.,]\d)")
_NORMAL = expression(
    r"\bnorma(?:l|le|les|ux|lise|lisee|lisees|lises)\b|dans\s+(?:les?|la)\s+(?:norme|normes|limites?\s+(?:de\s+la\s+normale?|normales?|physiologiques?|du\s+labo)|normale|valeurs?\s+(?:normales?|usuelles?))"
)
_BODY_SURFACE = expression(r"(?<=[/ ])1[.,]73\b(?:\s?m2?\b)?")
"""The square metres to which a clearance is brought: "mL/min/1,73 m²"."""
_ARROW = expression(r"\(\s?[-+]\s?\d[^()\n]{0,12}\)|[-=]+>|>>+|=(?!\d)")
_BEGINS = expression(
    rf"[(\[<>≤≥=-]|(?<![^\W_])(?:\d|n|v[nra.]|ref|usuel|l(?:sn|imite)|uln|taux|{'|'.join(_WORDS)}|inf|sup|moins|plus|au|jusqu|dans)"
)
"""How a value or a range of reference begins."""
_COMPARES = expression(r"[:=<>≤≥]")
_NOT_DIGITS = expression(r"\D")
_FLAG = expression(r"H(?=\s*(?:$|[\s|()*]))")
"""The mark of a high result, which is no hour."""
_LETTER_N = expression(r"(?<![\w+])N(?![\w+°'])(?!\s*(?:[<>≤≥=:x*°]|\d))")


@dataclass(frozen=True, slots=True)
class LabValue:
    """One value of an analyte: ``start`` and ``end`` in the letter, the unit included."""

    start: int
    end: int
    value: float | str
    unit: str | None
    """None for "normal", and for a number that its context may still give a unit."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A reference range: its upper bound, None when it has none."""

    start: int
    end: int
    upper: float | None
    bound: LabValue | None = None
    """The figure as a result: a cell of a table may hold a bound for one ("< 5")."""


def usual_unit(key: str, value: float) -> str | None:
    """The unit of a bare number, None when its size does not tell."""
    return next((unit for low, high, unit in _USUAL[key] if low <= value <= high), None)


def is_plausible(key: str, value: float, unit: str | None) -> bool:
    """Whether a living patient can have this value."""
    low, high = _PLAUSIBLE.get((key, unit or ""), (0, 50_000))
    return low <= value <= high


def number(text: str) -> float:
    """A number written with a decimal comma or point; whole numbers come out as int."""
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value


def read_unit(key: str, folded: str, start: int, end: int) -> tuple[str, int] | None:
    """The unit at ``start`` and where it ends; "other" for one that this analyte never has."""
    match = _UNIT.match(folded, start, end)
    if match is None:
        return None
    name = _UNITS[int(str(match.lastgroup)[1:])][0]
    if name == "G/L" and "G/L" not in ALLOWED[key]:
        name = "g/L"
    if name == "UI/L" and key == "ca15_3":
        return None if match.group().strip() in ("ui", "u") else ("other", match.end())
    return (name if name in ALLOWED[key] else "other"), match.end()


def scan(key: str, text: str, folded: str, start: int, end: int) -> Iterator[LabValue | Limit]:
    """Every value and reference range of an analyte in ``[start, end)``, in order.

    ``text`` tells the capital N ("ALAT N") from the letter; ``folded`` is read for the rest.
    """
    position = start
    seen_value = False
    counted = False
    while begins := _BEGINS.search(folded, position, end):
        position = begins.start()
        if arrow := _ARROW.match(folded, position, end):
            position = arrow.end()
            continue
        if counted and (again := _count_again(key, folded, position, end)):
            yield again
            position = again.end
            continue
        item, position = _read(key, text, folded, position, end, seen_value)
        if item is not None:
            counted = counted or (isinstance(item, LabValue) and item.unit == "/mm3")
            seen_value = seen_value or isinstance(item, LabValue)
            yield item


def _count_again(key: str, folded: str, at: int, end: int) -> LabValue | None:
    """A count without unit behind one that has its own: "1 540 /mm3 ... 1 985"."""
    match = _THOUSANDS.match(folded, at, end)
    if match is None or _THOUSAND_RANGE.match(folded, at, end):
        return None
    if read_unit(key, folded, _skip(folded, match.end(), end), end) is not None:
        return None
    return LabValue(at, match.end(), int(_NOT_DIGITS.sub("", match.group())), "/mm3")


def _read(
    key: str, text: str, folded: str, at: int, end: int, seen_value: bool
) -> tuple[LabValue | Limit | None, int]:
    """What begins at ``at``, and where reading goes on."""
    if key in ENZYMES and (match := _UNDER_NORMAL.match(folded, at, end)):
        return LabValue(at, match.end(), "normal", None), match.end()
    if surface := _BODY_SURFACE.match(folded, at, end):
        return None, surface.end()
    if match := _LIMIT.match(folded, at, end):
        if (
            not seen_value
            and match.group().startswith("normal")
            and not _COMPARES.search(match.group())
        ):
            return None, at + len("normal")
        return Limit(at, match.end(), _upper(match)), match.end()
    if match := _MULTIPLE.match(folded, at, end):
        word = match["word"]
        figure = (
            _WORDS[word] + (0.5 if match["half"] else 0)
            if word
            else number(match["b"] or match["a"] or match["c"])
        )
        if key in ENZYMES and figure <= _HIGHEST_MULTIPLE:
            return LabValue(at, match.end(), figure, "xULN"), match.end()
        return None, match.end()
    if match := _INEQUALITY.match(folded, at, end):
        upper = number(match["value"]) if match["sign"][0] in "<≤im" else None
        bound = _bound(key, folded, match, end)
        stop = bound.end if bound else match.end()
        return Limit(at, stop, upper, bound), stop
    if (match := _THOUSAND_RANGE.match(folded, at, end)) and key in _IN_THOUSANDS:
        return Limit(at, match.end(), None), match.end()
    if (match := _RANGE.match(folded, at, end)) and (
        seen_value
        or match.group()[0] in "(["
        or _fills_cell(folded, *match.span(), end)
        or _fills_cell(folded, at, match.end("high"), end)
    ):
        low, high = number(match["low"]), number(match["high"])
        if low < high and not _is_thousand(folded, at, end):
            return Limit(at, match.end(), high), match.end()
    if value := _value(key, text, folded, at, end):
        return value
    if (match := _LETTER_N.match(text, at, end)) or (match := _NORMAL.match(folded, at, end)):
        return LabValue(at, match.end(), "normal", None), match.end()
    return None, at + 1


def _bound(key: str, folded: str, match: re.Match[str], end: int) -> LabValue | None:
    """The figure behind a sign of comparison, with its unit; None when the unit is not the analyte's."""
    start = match.start("value")
    if key in ENZYMES and (multiple := _MULTIPLE.match(folded, start, end)):
        return LabValue(match.start(), multiple.end(), number(match["value"]), "xULN")
    unit = read_unit(key, folded, _skip(folded, match.end(), end), end)
    if unit is None:
        return LabValue(match.start(), match.end(), number(match["value"]), None)
    name = None if unit[0] == "other" else unit[0]
    return LabValue(match.start(), unit[1], number(match["value"]), name)


def _fills_cell(folded: str, start: int, stop: int, end: int) -> bool:
    """Whether a range is all that a cell of a table holds."""
    if "\t" in folded[start:stop].strip():
        return False
    while start > 0 and folded[start - 1] == " ":
        start -= 1
    while folded[stop - 1].isspace():
        stop -= 1
    while stop < end and folded[stop] == " ":
        stop += 1
    return folded[start - 1 : start] in ("\t", "|") and (stop == end or folded[stop] in "\t|\n")


def _value(
    key: str, text: str, folded: str, at: int, end: int
) -> tuple[LabValue | None, int] | None:
    match = _NUMBER.match(folded, at, end)
    thousands = _THOUSANDS.match(folded, at, end)
    if thousands is not None and key in _IN_THOUSANDS:
        unit = read_unit(key, folded, _skip(folded, thousands.end(), end), end)
        figures = _NOT_DIGITS.sub("", thousands.group())
        round_to = "0" if key == "neutrophils" else "00"
        sure = thousands.group().endswith(round_to) and "." not in thousands.group()
        if (unit and unit[0] == "/mm3") or (
            unit is None and (sure or (key == "platelets" and sure))
        ):
            stop = unit[1] if unit else thousands.end()
            return LabValue(at, stop, int(figures), "/mm3"), stop
        if unit is None and "." in thousands.group() and key == "platelets":
            return LabValue(at, thousands.end(), int(figures), "/mm3"), thousands.end()
    if thousands is not None and key in ENZYMES | {"ca15_3"} and thousands.group()[1] == " ":
        unit = read_unit(key, folded, _skip(folded, thousands.end(), end), end)
        if unit is not None and unit[0] != "other":
            whole = int(_NOT_DIGITS.sub("", thousands.group()))
            return LabValue(at, unit[1], whole, unit[0]), unit[1]
    if match is None:
        return None
    stop = _skip(folded, match.end(), end)
    unit = None if _FLAG.match(text, stop, end) else read_unit(key, folded, stop, end)
    if unit is not None and unit[0] == "other":
        return None, unit[1]
    value = number(match.group())
    if unit is None and key == "hemoglobin" and (grams := _GRAMS.match(folded, stop, end)):
        return LabValue(at, grams.end(), value, "g/dL"), grams.end()
    if unit is None:
        if match.end() < end and folded[match.end()].isalpha():
            return None, match.end()
        return LabValue(at, match.end(), value, None), match.end()
    return LabValue(at, unit[1], value, unit[0]), unit[1]


def _is_thousand(folded: str, at: int, end: int) -> bool:
    match = _THOUSANDS.match(folded, at, end)
    return match is not None and match.group().endswith("000")


def _upper(match: re.Match[str]) -> float | None:
    if match["high"]:
        return number(match["high"])
    if match["sign"] and match["sign"][0] in ">≥":
        return None
    return number(match["low"])


def _skip(folded: str, at: int, end: int) -> int:
    while at < end and folded[at] in " \t":
        at += 1
    return at
