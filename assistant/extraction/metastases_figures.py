"""Figures: how many lesions of an organ a clause counts, and how large it says they are."""

from __future__ import annotations

import re

from assistant.extraction.letter import Letter
from assistant.extraction.measurements import Size, find_counts, find_sizes
from assistant.extraction.metastases_clauses import Clause, Place

_MULTIPLE = re.compile(
    r"\b(?:multiples?|plusieurs|nombreu(?:x|ses)|diffus\w*|innombrables|disseminee?s?|lacher|miliaire|jusqu'a|notamment|surtout|quelques)\b"
)

_SINGLE = re.compile(
    r"\b(?:unique|solitaire|une\s+seule|un\s+seul|seule\s+(?:lesion|metastase|localisation))\b"
)

_NOT_LESION_SIZE = re.compile(
    r"\b(?:epanchement|lame|ascite|deviation|oedeme|tassement|anevrisme|splenomegalie|fleche|kyste\w*|angiome\w*|hemangiome|adenome|sein|"
    r"mammaire|tumeur\s+primitive|dilatation|epidurite|carotte\w*|cylindre\w*|fragments?|drain|marge|tranche|canal|choledoque|wirsung|ponction\w*|"
    r"foie\s+de|rate\s+de|prelevements?|biopsies?|recul)\b[^.;:]{0,30}$"
)

_DISTANCE = re.compile(r"\bdistance\s+d[^.;:]{0,60}$")

_COUNT_AFTER = re.compile(
    r"(?:\s+(?:droite?|gauche))?\s?(?:\(|x\s?|:\s?|=\s?|n\s?=\s?)\s?(?P<n>\d{1,2}|deux|trois|quatre|cinq|six)(?:\s+(?:lesions?|nodules?|metastases?|metas?|mets|localisations?|foyers?|cibles?)\b|\s?[,)](?!\d))"
)

_NEW = re.compile(r"\b(?:nouvel\w+|nouveaux|autres?|supplementaires?)\b")

_NUMBER_OF = re.compile(
    r"\b(?:au\s+nombre\s+de|au\s+total|en\s+tout)\s*:?\s(?P<n>\d{1,2}|deux|trois|quatre|cinq|six)\b(?!\s?(?:[cm]m|/|,\d))"
)

_NUMBERS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6}

_BETWEEN_COUNT = re.compile(
    r"(?:(?:petite?s?|grande?s?|gros(?:se)?s?|nouvel\w*|nouveaux|volumineu\w+|discretes?|vraies?|autres?|principales?|images?|premieres?|dernieres?|"
    r"seules?|uniques?|larges?|volumineuses?|hepatiques?|pulmonaires?|osseuses?|cerebrales?|vertebrales?|ovaires|surrenales)\s+){0,2}"
)


def lesion_sizes(letter: Letter, clause: Clause) -> list[Size]:
    """The sizes of the lesions of a clause: not those of a fluid, a cyst, the breast, a distance."""
    folded = letter.folded
    return [
        size
        for size in find_sizes(folded, clause.start, clause.end)
        if size.kind == "size"
        and size.start >= clause.anchor - 12
        and not _NOT_LESION_SIZE.search(folded, max(clause.start, size.start - 50), size.start)
        and not _DISTANCE.search(folded, max(clause.start, size.start - 70), size.start)
    ]


def owner_of(at: int, places: list[Place], inherited: bool) -> str:
    """The organ a figure belongs to: the last one named before it, else the first one after it."""
    if inherited:
        return places[0].value
    before = [p for p in places if p.start < at]
    return (before[-1] if before else places[0]).value


def count_of(
    letter: Letter, clause: Clause, place: Place, places: list[Place], sizes: list[Size]
) -> int | None:
    folded = letter.folded
    if place.levels:
        return None
    stated = _NUMBER_OF.search(folded, clause.anchor, clause.end)
    if stated and len({p.value for p in places}) == 1:
        return int(stated["n"]) if stated["n"].isdigit() else _NUMBERS[stated["n"]]
    after = _COUNT_AFTER.match(folded, place.end, clause.end)
    if after:
        return int(after["n"]) if after["n"].isdigit() else _NUMBERS[after["n"]]
    several = len({p.value for p in places}) > 1
    text = folded[clause.start : clause.end]
    counts = find_counts(folded, clause.start, clause.end)
    nouns = [
        *(t.start for t in clause.lesions if t.value not in ("disease", "m1", "recur")),
    ]
    if place.value in ("ovary", "adrenal") or any(
        t.value in ("strong", "disease") for t in clause.lesions
    ):
        nouns.append(place.start)
    for count in counts:
        for noun in nouns:
            if (
                noun == place.start
                and place.value not in ("ovary", "adrenal")
                and not folded[count.start].isdigit()
            ):
                continue
            if _BETWEEN_COUNT.fullmatch(folded, count.end, noun) and not (
                several and noun != place.start
            ):
                if _NEW.search(folded, count.end, noun + 30):
                    return None
                if count.article and _MULTIPLE.search(text):
                    return None
                return count.number
    if several:
        return None
    if _SINGLE.search(text):
        return 1
    if _MULTIPLE.search(text) or not clause.lesions:
        return None
    current = [s for s in sizes if not s.earlier]
    plural = clause.lesions[0].text.endswith(("s", "S"))
    if (
        plural
        and len(current) >= 2
        and not re.search(r"\bplus\s+(?:gr|vol|imp)|\bdont\b|\bentre\b", text)
    ):
        return len(current)
    return None
