"""The values of a name of an analyte: which figures of its window are its own."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from assistant.extraction.dates import DateMention
from assistant.extraction.expressions import expression
from assistant.extraction.lab_dates import FIRST_YEAR, date_behind
from assistant.extraction.lab_names import Anchor
from assistant.extraction.lab_values import (
    ALLOWED,
    ENZYMES,
    UNIT_PATTERNS,
    LabValue,
    Limit,
    scan,
)
from assistant.extraction.letter import Letter

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
_LINK = expression(
    rf"(?:[\s:=.,;|*_>→/+!\-\[\]↑↓↗↘]|\([^()\n]{{0,60}}\)|\(|(?<!\w)(?:{_LINK_WORDS})(?!\w))*+\(?\s*"
)
_FREE_GAP = 70
_BLOCKER = expression(
    r"\b(?:si|seuil|objectif|cible|sous reserve|minimum|requis|a partir de|jusqu'a|critere|au moins|moins de|plus de|superieur|inferieur|exige|transfuser|transfusion si|"
    r"non (?:faite?|rendu|dosee?|realisee?|disponible)|a (?:doser|controler|faire|refaire|verifier)|en attente|hemolys)|[<>≤≥]"
)
_BETWEEN = expression(
    r"(?:[\s|,:()/>→=*+!&\-\[\]↑↓↗↘]|(?<!\w)(?:n\.d\.?|nd|n\.c\.?|nc|nr|puis|contre|versus|vs|a|et|ce jour|passee?s? a|h|l|b|bas|haut|eleve|soit|ou|en|"
    r"le|du|au|controlee?s?|verifiee?s?|recontrolee?s?|corrigee?s?|apres|rectifiee?s?|correction|controle|sur|citrate|tube|lire|"
    r"non|au lieu de|pas|equivalent a|auparavant|anterieurement|precedemment|ant\.?|anter\w*\.?|avant|de|la|semaine|derniere|precedente)(?!\w))*+"
)
_CORRECTION = expression(
    r"\b(?:corrige|rectifie|recontrole|apres (?:controle|correction)|citrate|lire)"
)
_REPLACED = expression(r"\b(?:et non|au lieu de|et pas|non)\b")
_EARLIER = expression(
    r"\b(?:ant|anter\w*|contre|versus|vs|auparavant|anterieurement|precedemment|avant)\b|\($"
)
_NOT_NORMAL = expression(
    r"\b(?:non|pas|plus|jamais|hors|sauf|presque|quasi|la|de|a|se|superieure?s?)\W*$"
)
_CHAIN = expression(
    r"(?:[\s,/+&\-]|\((?:tgo|tgp|asat|alat|sgot|sgpt|u\.?i?\.?/l)\)|(?<!\w)(?:et|ainsi que|les?|la|l'|de meme que|comme|des|taux|d'|ou)(?!\w))*+"
)
_ORDERED = expression(r"\s*(?:/|et|-|,|\|)\s*")
_DATE_LINK = expression(r"(?:\b(?:le|du|en|depuis|fin|debut|de|au)|\()\s*$")
_PAIR = expression(
    r"(?:[/-]\s?(?:asat|alat|tgo|tgp|ast|alt|sgot|sgpt|pal|ggt)\)?|transaminases?)\s*(?:\(u\.?i?\.?/l\)\s*)?(?:[:=a]\s?)?(?:\d+\s?/\s?\d+\s+)*$"
)
_GRADED = expression(r"\b(?:de )?(?:grade|gr\.?) ?[1-4](?: ?(?:-|a|/) ?[1-4])?\b(?![.,]\d)")
_CONDITION = expression(r"\b(?:anemie|hypo\w+|hyper\w+|\w+penie|\w+cytose)$")
"""A condition named for its value: "anémie à 9,2 g/dL"; a bare figure behind it may count anything."""
_TO_VALUE = expression(r"(?:\s+[a-z-]+){0,4}?\s*(?:\s(?:a|de)|[:=(])\s*")
_ENDS_VALUE = expression(r"\s*(?:[.,;:)(/\n+-]|$|(?:et|avec|sans|le|au|en|isolee?|stable)\b)")
_NORM_TABLE = expression(
    r"(?:^|[\n(.;]\s*)(?:normes|valeurs? (?:normales?|de reference|usuelles?)|references?|intervalles? de reference|limites)\b[^.\n:]{0,20}:[^.\n]*$"
)
_BOUNDS = expression(
    r"[^\d\n]{0,20}(?:\d+(?:[.,]\d+)?\s*(?:-|a|et)\s*|[<≤]=?\s*)(?P<high>\d+(?:[.,]\d+)?)"
)
_NORMS = expression(
    r"(?:^|[\n(.;]\s*)(?:n|normes?|normales?|valeurs? (?:normales?|de reference|usuelles?)|lsn|limites?)\b[^.\n:]{0,20}:[^.\n]*$"
)
_COUNTED = {"platelets": 1000, "neutrophils": 100}
_COUNT_BEFORE = expression(
    r"(?:\ba|\bde|\bavec|\bseulement|[,;(:]|\bet)\s(?P<n>\d{1,3}(?:[ .]\d{3})+|\d{3,6})\s$"
)
_ENDS_COUNT = expression(r"\s*(?:[,.;)\n]|/\s?mm|et\b|$)")
_NO_RESULT = expression(
    r"\bnon\s+(?:realise|fait|dose|rendu|disponible|mesure)\w*|\bhemolys\w*|\b(?:en cours|en attente|n\.?[dcrf]\b\.?|absent|annule|coagule)\w*|(?<=[\t|])\s*[-–—/]\s*(?=[\t|])"
)
_VALUE_LINKS = ("de ", "la ", "d'", "en ")
_VALUE_BEFORE = expression(
    r"(?<![\w.,/])\d[\d .,]*\s?[a-zµ/0-9³]{1,8}(?:/[a-z]{1,3})?\s(?:de\s(?:la\s)?|d'|en\s)$"
)
_NOT_DIGITS = expression(r"\D")
_PARTIAL_DATE = expression(r"\d+[.-]\d+|\d{4}")
_SHORT_DATE = len("03/2024")
_RANGE = expression(r"\d+-\d+")
_TO_COME = "2031"
_UNIT_BEHIND = expression(r"\s*(?:[a-zµ]{1,5}\s?/|%)")
_FRACTION = expression(r"\d+/\d+")
_ENDS_IN_SLASH = expression(r"/\s*$")
_UNITS_OF = {
    key: expression("|".join(UNIT_PATTERNS[u] for u in sorted((units - {"g/L"}) | {"G/L", "UI/L"})))
    for key, units in ALLOWED.items()
}
_LED_BY_VALUE = expression(r"\s*(?:\(|(?:pour|sur)\s+(?:les\s+|l'|la\s+)?)$")


def read_window(letter: Letter, masked: str, anchor: Anchor) -> None:
    """Fill the values and the limit of an anchor from its window."""
    key = anchor.key
    if anchor.values or key == "other":
        return
    if leading := _value_leading(letter, anchor) or _value_before(letter, anchor):
        anchor.values = [leading]
        return
    if key == "transaminases":
        key = "ast"
    line = letter.canonical.lines[letter.sentence_at(anchor.start).line]
    if _NORM_TABLE.search(letter.folded, line.start, anchor.start):
        norms = _BOUNDS.match(letter.folded, anchor.end, anchor.stop)
        anchor.upper = float(norms["high"].replace(",", ".")) if norms else None
        return
    condition = bool(_CONDITION.search(letter.folded, anchor.start, anchor.end))
    tabular = (
        "\t" in letter.text[anchor.end : anchor.stop]
        or "|" in letter.text[anchor.end : anchor.stop]
    )
    gap_start = anchor.end
    link = ""
    bounds: list[LabValue] = []
    for item in scan(key, letter.text, masked, anchor.end, anchor.stop):
        link += masked[gap_start : item.start]
        gap_start = item.end
        if tabular:
            link = _NO_RESULT.sub(" ", link)
        if isinstance(item, Limit):
            if item.bound is not None and tabular and (bounds or _LINK.fullmatch(link)):
                bounds.append(item.bound)
            if not anchor.values and letter.text[item.start] not in "([" and not tabular:
                if _NORMS.search(masked, max(0, anchor.start - 60), anchor.start):
                    anchor.upper = item.upper
                return
            if anchor.upper is None:
                anchor.upper = item.upper
            link += " "
            continue
        if condition and not (
            _TO_VALUE.fullmatch(masked, anchor.end, item.start)
            and (item.unit or _ENDS_VALUE.match(masked, item.end))
        ):
            return
        if not anchor.values:
            if not _links(key, link, item):
                return
        elif item.value == "normal" or not (
            _BETWEEN.fullmatch(link) or _BETWEEN.fullmatch(_UNITS_OF[key].sub(" ", link))
        ):
            return
        elif _REPLACED.search(link):
            link = ""
            continue
        elif _CORRECTION.search(link):
            anchor.values.clear()
        elif _EARLIER.search(link.rstrip()) and item.unit in (None, anchor.values[0].unit):
            if date_behind(letter, item.end, whole=False) is None:
                link = ""
                continue
        if item.value == "normal" and _NOT_NORMAL.search(
            masked[max(0, item.start - 14) : item.start]
        ):
            return
        anchor.values.append(item)
        link = ""
    if not anchor.values and len(bounds) > 1:
        anchor.values, anchor.upper = bounds[:1], bounds[-1].value


def mask_dates(letter: Letter) -> str:
    """The folded text with its dates and toxicity grades blanked out: no value is read in them."""
    folded = letter.folded
    pieces: list[str] = []
    position = 0
    spans = [(m.start, m.end) for m in letter.dates if not _is_figure(folded, m)]
    spans += [match.span() for match in _GRADED.finditer(folded)]
    for start, end in sorted(spans):
        if end > position:
            start = max(start, position)
            pieces += (folded[position:start], " " * (end - start))
            position = end
    return "".join((*pieces, folded[position:]))


def _is_figure(folded: str, mention: DateMention) -> bool:
    """Whether what reads as part of a date is a figure or a pair of them: "12.5", "ASAT/ALAT 25/30"."""
    if mention.end - mention.start > _SHORT_DATE:
        return False
    if _RANGE.fullmatch(folded, mention.start, mention.end) and (
        mention.iso > _TO_COME
        or mention.iso < FIRST_YEAR
        or _UNIT_BEHIND.match(folded, mention.end)
    ):
        return True
    if _PARTIAL_DATE.fullmatch(folded, mention.start, mention.end):
        return not _DATE_LINK.search(folded, max(0, mention.start - 12), mention.start)
    return _FRACTION.fullmatch(folded, mention.start, mention.end) is not None and bool(
        _PAIR.search(folded, max(0, mention.start - 60), mention.start)
    )


def _links(key: str, gap: str, value: LabValue) -> bool:
    """Whether a first value belongs to the name before ``gap``."""
    if _LINK.fullmatch(gap):
        return True
    if _LINK.fullmatch(_UNITS_OF[key].sub(" ", gap)):
        return True
    return (
        value.unit is not None
        and value.unit != "xULN"
        and len(gap) <= _FREE_GAP
        and not _BLOCKER.search(gap)
        and "\n" not in gap
    )


def share(letter: Letter, anchors: list[Anchor]) -> None:
    """Give the values of the last name of a list to the names before: "ASAT et ALAT normales"."""
    for index in range(len(anchors) - 1, 0, -1):
        last = anchors[index]
        if last.key == "other":
            _share_with_other(letter, anchors[index - 1], last)
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
        if _in_groups(letter, values, len(chain)):
            for place, anchor in enumerate(chain):
                anchor.values = [
                    replace(value, unit=value.unit or values[-1].unit)
                    for value in values[place :: len(chain)]
                ]
        elif len(values) == 1 and (
            values[0].value == "normal"
            or (
                all(anchor.key in ENZYMES | {"transaminases"} for anchor in chain)
                and not _ENDS_IN_SLASH.search(letter.folded, chain[0].end, chain[1].start)
            )
        ):
            for anchor in chain[:-1]:
                if anchor.key != "other":
                    anchor.values = list(values)


def _share_with_other(letter: Letter, anchor: Anchor, other: Anchor) -> None:
    """The first of two slashed values, the second of an analyte that nobody asks for: "Hb/Ht : 11,2/34"."""
    if anchor.values or anchor.key in ("other", "transaminases"):
        return
    if not _SLASH.fullmatch(letter.folded, anchor.end, other.start):
        return
    pair = _SLASHED_PAIR.match(letter.folded, other.end, other.stop)
    if pair is None:
        return
    for item in scan(anchor.key, letter.text, letter.folded, pair.start("one"), pair.end("one")):
        if isinstance(item, LabValue):
            anchor.values = [item]
        return


_SLASH = expression(r"\s?/\s?")
_SLASHED_PAIR = expression(
    r"\s*(?:\([^()\n]{1,20}\)\s*)?[:=]?\s*(?P<one>\d+(?:[.,]\d+)?)\s?/\s?\d+(?:[.,]\d+)?(?![/\d])"
)


def _in_groups(letter: Letter, values: list[LabValue], size: int) -> bool:
    """Whether values stand in groups, one value for each name: "21 / 18     25 / 44"."""
    if len(values) % size:
        return False
    several = len(values) > size
    for index, (one, other) in enumerate(pairwise(values), start=1):
        link = letter.folded[one.end : other.start]
        if index % size == 0:
            if "/" in link:
                return False
        elif (several and "/" not in link) or not _ORDERED.fullmatch(link):
            return False
    return True


def _value_leading(letter: Letter, anchor: Anchor) -> LabValue | None:
    """The value that stands before its name: "87 000 plaquettes", "2 N sur les ASAT", "1,2 N (ALAT)"."""
    if anchor.key in _COUNTED:
        counted = _COUNT_BEFORE.search(letter.folded, max(0, anchor.start - 26), anchor.start)
        if counted and _ENDS_COUNT.match(letter.folded, anchor.end):
            figures = int(_NOT_DIGITS.sub("", counted["n"]))
            if figures >= _COUNTED[anchor.key]:
                return LabValue(counted.start("n"), anchor.end, figures, "/mm3")
    if anchor.key not in ENZYMES or not _LED_BY_VALUE.search(
        letter.folded, max(0, anchor.start - 10), anchor.start
    ):
        return None
    start = max(letter.sentence_at(anchor.start).start, anchor.start - 45)
    for item in scan(anchor.key, letter.text, letter.folded, start, anchor.start):
        link = letter.folded[item.end : anchor.start]
        if isinstance(item, LabValue) and item.unit and _LED_BY_VALUE.fullmatch(link):
            return item
    return None


def _value_before(letter: Letter, anchor: Anchor) -> LabValue | None:
    """The value that a name follows: "12,4 g/dL d'hémoglobine"."""
    if anchor.key in ("other", "transaminases"):
        return None
    if not letter.folded.endswith(_VALUE_LINKS, max(0, anchor.start - 3), anchor.start):
        return None
    line = letter.canonical.lines[letter.sentence_at(anchor.start).line]
    start = max(line.start, anchor.start - 26)
    match = _VALUE_BEFORE.search(letter.folded, start, anchor.start)
    if match is None:
        return None
    for item in scan(anchor.key, letter.text, letter.folded, match.start(), anchor.start):
        if isinstance(item, LabValue) and item.unit in ALLOWED[anchor.key]:
            return item
    return None
