"""Reader of the theme labs: the values of blood tests, with their limits and their dates.

A name of an analyte anchors; its value is what follows it on its line, never past the
next name. A bare number counts only where nothing but a link stands between; further
away, its unit must be one of the analyte.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from assistant.extraction.lab_dates import LabDates, date_behind
from assistant.extraction.lab_names import Anchor, find_anchors
from assistant.extraction.lab_values import (
    ENZYMES,
    WITH_LIMIT,
    LabValue,
    Limit,
    allowed_units,
    is_plausible,
    read_unit,
    scan,
    usual_unit,
)
from assistant.extraction.letter import Letter
from criteria.facts import Fact

_MAY_BE_NORMAL = WITH_LIMIT | {"albumin"}
_LINK_WORDS = (
    "est|etait|sont|etaient|a|ont|de|du|d'|la|le|les|l'|un|une|au|aux|ce|jour|ce jour|mesuree?s?|dosee?s?|calculee?s?|estimee?s?|"
    "evaluee?s?|retrouvee?s?|stables?|reste|restent|toujours|encore|actuelle?s?|actuellement|totale?s?|tot|t|serique|plasmatique|"
    "sanguine?|environ|autour|augmentee?s?|elevee?s?|abaissee?s?|basses?|bas|hautes?|limites?|chiffree?s?|passee?s?|passant|"
    "descendue?s?|remontee?s?|retombee?s?|cotee?s?|soit|selon|formule|par|et|gault|equation|methode|lors|entree|sortie|dosage|"
    "taux|valeur|valeurs|egal|rendue?s?|revenue?s?|revient|desormais|aujourd'hui|hier|ce matin|initiale?s?|initialement|tres|"
    "discretement|legerement|moderement|nettement|bien|juste|en|baisse|hausse|ascension|progression|diminution|diminuee?s?|"
    "augmentation|chutee?s?|chute|seulement|ui/l|tombee?s?|montee?s?|recontrolee?s?|controlee?s?|strictement|parfaitement|toutes?|"
    "tous|deux|redevenue?s?|par ailleurs|nouveau|bio|hors|pre-therapeutique|actuel|resultat|sup|inf|se|s'est|ete|y compris|compris|"
    "effectif|corrigee?s?|normalisee?s?|satisfaisante?s?|correcte?s?|conservee?s?|alteree?s?|preservee?s?|cette|fois|ci|patiente?|"
    "estimation|dernier|derniere|renale?|filtration|creatinine|creat"
)
_LINK = re.compile(
    rf"(?:[\s:=.,;|*_>→/+!\-\[\]]|\([^()\n]{{0,60}}\)|\(|(?<!\w)(?:{_LINK_WORDS})(?!\w))*+\(?\s*"
)
_FREE_GAP = 70
_BLOCKER = re.compile(
    r"\b(?:si|seuil|objectif|cible|sous reserve|minimum|requis|a partir de|jusqu'a|critere|au moins|moins de|plus de|superieur|inferieur|exige|transfuser|transfusion si|"
    r"non (?:faite?|rendu|dosee?|realisee?|disponible)|a (?:doser|controler|faire|refaire|verifier)|en attente|hemolys)|[<>≤≥]"
)
_BETWEEN = re.compile(
    r"(?:[\s|,:()/>→=*+!&\-\[\]↑↓]|(?<!\w)(?:n\.d\.?|nd|n\.c\.?|nc|nr|puis|contre|versus|vs|a|et|ce jour|passee?s? a|h|l|b|bas|haut|eleve|soit|ou|en|"
    r"le|du|au|controlee?s?|verifiee?s?|recontrolee?s?|corrigee?s?|apres|rectifiee?s?|correction|controle|sur|citrate|tube|lire|"
    r"non|au lieu de|pas|equivalent a|auparavant|anterieurement|precedemment|avant|de|la|semaine|derniere|precedente)(?!\w))*+"
)
_DATE_LINK = re.compile(r"(?:\b(?:le|du|en|depuis|fin|debut|de|au)|\()\s*$")
_PAIR = re.compile(
    r"(?:[/-]\s?(?:asat|alat|tgo|tgp|ast|alt|sgot|sgpt)\)?|transaminases?)\s*(?:[:=a]\s?)?$"
)
_CORRECTION = re.compile(
    r"\b(?:corrige|rectifie|recontrole|apres (?:controle|correction)|citrate|lire)"
)
_REPLACED = re.compile(r"\b(?:et non|au lieu de|et pas|non)\b")
_EARLIER = re.compile(r"\b(?:contre|versus|vs|auparavant|anterieurement|precedemment|avant)\b|\($")
_NOT_NORMAL = re.compile(
    r"\b(?:non|pas|plus|jamais|hors|sauf|presque|quasi|la|de|a|se|superieure?s?)\W*$"
)
_CHAIN = re.compile(
    r"(?:[\s,/+&\-;]|\((?:tgo|tgp|asat|alat|sgot|sgpt)\)|(?<!\w)(?:et|ainsi que|les?|la|l'|de meme que|comme|des|taux|d'|ou)(?!\w))*+"
)
_ORDERED = re.compile(r"\s*(?:/|et|-|,|\|)\s*")
_FORMER = re.compile(
    r"(\d[\d .,]*\d|\d)\s*(?:[a-zµ/0-9]{0,8}\s*)?(?:,|\()?\s*(?:et non(?: pas)?|au lieu de)\s*(?:de\s+)?(\d[\d.,]*\d|\d)"
)


def read(letter: Letter) -> Iterator[Fact]:
    """The laboratory values of a document: one fact for each analyte and date."""
    limits: dict[str, float] = {}
    facts = list(_read(letter, limits))
    for fact in facts:
        upper = limits.get(fact.key)
        if upper is None or "uln" in fact.attrs or fact.unit in (None, "xULN"):
            yield fact
        else:
            yield fact.model_copy(update={"attrs": {**fact.attrs, "uln": upper}})


def _read(letter: Letter, limits: dict[str, float]) -> Iterator[Fact]:
    """The values line by line; ``limits`` receives the limits that a line of norms gives apart."""
    dates = LabDates(letter)
    by_line: dict[int, list[Anchor]] = defaultdict(list)
    for anchor in find_anchors(letter):
        by_line[_line_of(letter, anchor.start)].append(anchor)
    replaced = _replaced(letter)
    masked = _mask_dates(letter) if by_line else letter.folded
    for index in range(len(letter.canonical.lines)):
        anchors = by_line.get(index, [])
        for anchor in anchors:
            _read_window(letter, masked, anchor)
        _share(letter, anchors)
        dates.enter_line(index, any(anchor.values for anchor in anchors))
        for anchor in anchors:
            if anchor.upper is not None and not anchor.values:
                limits[anchor.key] = anchor.upper
        facts = list(_with_creatinine(letter, anchors, dates))
        numbered = {fact.key for fact in facts if fact.value != "normal"}
        for fact in facts:
            if (fact.key, fact.value) in replaced or (
                fact.value == "normal" and fact.key in numbered
            ):
                continue
            yield fact


def _with_creatinine(letter: Letter, anchors: list[Anchor], dates: LabDates) -> Iterator[Fact]:
    """The facts of a line; a clearance has the date of the creatinine that it is computed from."""
    last: Fact | None = None
    sentence = None
    for anchor in anchors:
        for fact in _facts(letter, dates, anchor):
            here = letter.sentence_at(anchor.start)
            if fact.key == "creatinine":
                last, sentence = fact, here
            elif fact.key == "creatinine_clearance" and last and sentence is here:
                inherited = {k: v for k, v in last.attrs.items() if k == "date"}
                fact = fact.model_copy(update={"attrs": {**inherited, **fact.attrs}})
            yield fact


def _read_window(letter: Letter, masked: str, anchor: Anchor) -> None:
    """Fill the values and the limit of an anchor from its window."""
    key = anchor.key
    if anchor.values or key == "other":
        return
    if key == "transaminases":
        key = "ast"
    tabular = (
        "\t" in letter.text[anchor.end : anchor.stop]
        or "|" in letter.text[anchor.end : anchor.stop]
    )
    gap_start = anchor.end
    link = ""
    for item in scan(key, letter.text, masked, anchor.end, anchor.stop):
        link += masked[gap_start : item.start]
        gap_start = item.end
        if isinstance(item, Limit):
            if not anchor.values and letter.text[item.start] not in "([" and not tabular:
                if _NORMS.search(masked, max(0, anchor.start - 60), anchor.start):
                    anchor.upper = item.upper
                return
            if anchor.upper is None:
                anchor.upper = item.upper
            link += " "
            continue
        if not anchor.values:
            if not _links(key, link, item):
                return
        elif item.value == "normal" or not _BETWEEN.fullmatch(link):
            return
        elif _REPLACED.search(link):
            link = ""
            continue
        elif _CORRECTION.search(link):
            anchor.values.clear()
        elif _EARLIER.search(link.rstrip()) and item.unit == anchor.values[0].unit:
            if date_behind(letter, item.end) is None:
                link = ""
                continue
        if item.value == "normal" and _NOT_NORMAL.search(
            masked[max(0, item.start - 14) : item.start]
        ):
            return
        anchor.values.append(item)
        link = ""


_NORMS = re.compile(
    r"(?:^|[\n(.;]\s*)(?:n|normes?|normales?|valeurs? (?:normales?|de reference|usuelles?)|lsn|limites?)\b[^.\n:]{0,20}:[^.\n]*$"
)


def _mask_dates(letter: Letter) -> str:
    """The folded text with its dates blanked out, so that no value is read in them."""
    folded = letter.folded
    pieces: list[str] = []
    position = 0
    for mention in letter.dates:
        text = folded[mention.start : mention.end]
        before = folded[max(0, mention.start - 12) : mention.start]
        if re.fullmatch(r"\d+[.-]\d+|\d{4}", text) and not _DATE_LINK.search(before):
            continue
        if re.fullmatch(r"\d+/\d+", text) and _PAIR.search(before):
            continue
        pieces += (folded[position : mention.start], " " * (mention.end - mention.start))
        position = mention.end
    return "".join([*pieces, folded[position:]])


def _links(key: str, gap: str, value: LabValue) -> bool:
    """Whether a first value belongs to the name before ``gap``."""
    if _LINK.fullmatch(gap):
        return True
    units = "|".join(re.escape(unit.lower()) for unit in allowed_units(key))
    if _LINK.fullmatch(re.sub(rf"{units}|giga/l|u/l", " ", gap)):
        return True
    return (
        value.unit is not None
        and value.unit != "xULN"
        and len(gap) <= _FREE_GAP
        and not _BLOCKER.search(gap)
        and "\n" not in gap
    )


def _share(letter: Letter, anchors: list[Anchor]) -> None:
    """Give the values of the last name of a list to the names before: "ASAT et ALAT normales"."""
    for index in range(len(anchors) - 1, 0, -1):
        last = anchors[index]
        if not last.values:
            continue
        first = index
        while (
            first > 0
            and not anchors[first - 1].values
            and _CHAIN.fullmatch(letter.folded[anchors[first - 1].end : anchors[first].start])
        ):
            first -= 1
        chain = anchors[first : index + 1]
        if len(chain) < 2:
            continue
        values = last.values
        if len(values) == len(chain) and all(
            _ORDERED.fullmatch(letter.folded[one.end : other.start])
            for one, other in pairwise(values)
        ):
            for anchor, value in zip(chain, values, strict=True):
                anchor.values = [
                    LabValue(
                        value.start,
                        value.end,
                        value.value,
                        values[-1].unit if value.unit is None else value.unit,
                    )
                ]
        elif len(values) == 1 and (
            values[0].value == "normal"
            or (
                all(anchor.key in ENZYMES | {"transaminases"} for anchor in chain)
                and not re.search(r"/\s*$", letter.folded[chain[0].end : chain[1].start])
            )
        ):
            for anchor in chain[:-1]:
                if anchor.key != "other":
                    anchor.values = list(values)


def _facts(letter: Letter, dates: LabDates, anchor: Anchor) -> Iterator[Fact]:
    keys = ("ast", "alt") if anchor.key == "transaminases" else (anchor.key,)
    if anchor.key == "other" or not anchor.values:
        before = _before(letter, anchor)
        if before is None:
            return
        anchor.values = [before]
    if anchor.key == "transaminases" and (
        anchor.values[0].unit not in (None, "xULN")
        or _OF_ONE.match(letter.folded, anchor.values[0].end)
    ):
        return
    for value, date in _dated(letter, dates, anchor):
        for key in keys:
            fact = _fact(letter, key, anchor, value, date)
            if fact is not None:
                yield fact


_OF_ONE = re.compile(r"\s*(?:pour (?:les |l')?|\()(?:asat|alat|tgo|tgp|sgot|sgpt)\b")
_NAMED_BEHIND = re.compile(r"(?<![\w.,/])\d[\d.,]*\s*(?:x\s*)?(?:n|ui/l|u/l)\s*(?:\(|pour (?:les |l'))$")


def _before(letter: Letter, anchor: Anchor) -> LabValue | None:
    """The value that a name follows: "12,4 g/dL d'hémoglobine", "142 000 plaquettes"."""
    if anchor.key in ("other", "transaminases"):
        return None
    line = letter.canonical.lines[_line_of(letter, anchor.start)]
    start = max(line.start, anchor.start - 26)
    if anchor.key in ENZYMES and (
        behind := _NAMED_BEHIND.search(letter.folded, start, anchor.start)
    ):
        for item in scan(anchor.key, letter.text, letter.folded, behind.start(), anchor.start):
            return item if isinstance(item, LabValue) else None
    match = re.search(
        r"(?<![\w.,/])\d[\d .,]*\s?[a-zµ/0-9³]{1,8}(?:/[a-z]{1,3})?\s(?:de\s(?:la\s)?|d'|en\s)$",
        letter.folded[start : anchor.start],
    )
    if match is None:
        return None
    for item in scan(anchor.key, letter.text, letter.folded, start + match.start(), anchor.start):
        if isinstance(item, LabValue) and item.unit in allowed_units(anchor.key):
            return item
    return None


def _dated(
    letter: Letter, dates: LabDates, anchor: Anchor
) -> Iterator[tuple[LabValue, str | None]]:
    """The values of an anchor that stand, each with its date."""
    key = "ast" if anchor.key == "transaminases" else anchor.key
    values = _with_units(letter, key, anchor)
    sentence = letter.sentence_at(anchor.start)
    base = dates.leading(sentence.start, anchor.start) or dates.base(key)
    for mention in letter.dates_in(anchor.end, values[0].start):
        if mention.is_full:
            base = mention.iso
    own = [date_behind(letter, value.end) for value in values]
    if (
        dates.columns
        and len(values) == 1
        and len(dates.columns) > 1
        and "\t" not in letter.text[max(0, anchor.start - 1) : anchor.stop]
    ):
        yield values[0], own[0].iso if own[0] else base
        return
    if dates.columns:
        tabular = "\t" in letter.text[values[0].start : values[-1].end]
        by_column = dates.of_columns([(v.start, v.end) for v in values], key, tabular)
        for value, iso, mention in zip(values, by_column, own, strict=True):
            yield value, mention.iso if mention else iso
        return
    if len(values) > 1 and any(own):
        for value, mention in zip(values, own, strict=True):
            if mention is not None or value is values[0]:
                yield value, mention.iso if mention else base
        return
    if len({value.unit for value in values}) == len(values):
        for value in values:
            yield value, own[0].iso if own[0] else base
        return
    between = letter.text[values[0].end : values[1].start]
    standing = values[0] if "\t" in between or "/" in between else values[-1]
    yield standing, base


def _with_units(letter: Letter, key: str, anchor: Anchor) -> list[LabValue]:
    """The values, those without a unit given that of their row: beside the name, or behind a later value."""
    units = [v.unit for v in anchor.values if v.unit and v.unit != "xULN"]
    unit = units[0] if units else None
    if unit is None:
        unit = _unit_in(letter, key, anchor.end, anchor.values[0].start) or _unit_in(
            letter, key, anchor.values[-1].end, anchor.stop
        )
    values = []
    for value in anchor.values:
        if value.unit is None and value.value != "normal":
            value = LabValue(value.start, value.end, value.value, unit)
        elif value.unit and value.unit != "xULN":
            unit = value.unit
        values.append(value)
    return values


def _unit_in(letter: Letter, key: str, start: int, end: int) -> str | None:
    """A unit of the analyte that stands alone in these characters."""
    for at in range(start, min(end, start + 60)):
        previous = letter.folded[at - 1]
        if previous.isalnum() or previous == "/":
            continue
        unit = read_unit(key, letter.folded, at, end)
        if unit is not None and unit[0] != "other":
            return unit[0]
    return None


def _fact(
    letter: Letter, key: str, anchor: Anchor, value: LabValue, date: str | None
) -> Fact | None:
    start, end = min(anchor.start, value.start), max(anchor.end, value.end)
    if value.value == "normal":
        if key not in _MAY_BE_NORMAL:
            return None
        return letter.fact(key, "normal", start, end, date=date)
    figure = float(value.value)
    unit = value.unit or usual_unit(key, figure)
    if unit is None or (unit != "xULN" and not is_plausible(key, figure, unit)):
        return None
    upper = anchor.upper if key in WITH_LIMIT and unit != "xULN" else None
    method = anchor.method if key == "creatinine_clearance" else None
    return letter.fact(key, value.value, start, end, unit=unit, uln=upper, method=method, date=date)


def _replaced(letter: Letter) -> frozenset[tuple[str, float | int]]:
    """Values that the document takes back: "lire 12 et non 120"."""
    found: set[tuple[str, float | int]] = set()
    if "et non" not in letter.folded and "au lieu de" not in letter.folded:
        return frozenset()
    for target in letter.of("LAB"):
        if target.value in (None, "other", "transaminases"):
            continue
        for match in _FORMER.finditer(
            letter.folded, target.end, min(target.end + 60, target.sentence.end)
        ):
            figure = float(match[2].replace(",", "."))
            found.add((str(target.value), int(figure) if figure.is_integer() else figure))
    return frozenset(found)


def _line_of(letter: Letter, offset: int) -> int:
    return letter.sentence_at(offset).line
