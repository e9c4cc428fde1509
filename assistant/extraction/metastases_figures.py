"""Figures: how many lesions of an organ a clause counts, and how large it says they are."""

from __future__ import annotations

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Sentence
from assistant.extraction.measurements import Count, Size, find_counts, find_sizes, find_volumes
from assistant.extraction.metastases_model import Clause, Mention, Place

_MULTIPLE = expression(
    r"\b(?:multiples?|plusieurs|nombreu(?:x|ses)|diffus\w*|innombrables|disseminee?s?|lacher|miliaire|jusqu'a|notamment|surtout|quelques)\b"
)

_SINGLE = expression(
    r"\b(?:unique|solitaire|une\s+seule|un\s+seul|seule\s+(?:lesion|metastase|localisation))\b"
)

_NOT_LESION_SIZE = expression(
    r"\b(?:epanchement|lame|ascite|deviation|oedeme|tassement|anevrisme|splenomegalie|fleche|kyste\w*|angiome\w*|hemangiome|adenome|sein|"
    r"mammaire|tumeur\s+primitive|dilatation|epidurite|carotte\w*|cylindre\w*|fragments?|drain|marge|tranche|canal|choledoque|wirsung|epaississement|ponction\w*|"
    r"foie\s+de|rate\s+de|prelevements?|biopsies?|recul)\b[^.;:]{0,30}$"
)

_DISTANCE = expression(r"\bdistance\s+d[^.;:]{0,60}$")
_BOUND = expression(
    r"(?:\b(?:moins|plus)\s+de|\b(?:inferieure?s?|superieure?s?)\s+a|(?<![-=])[<>≤≥])\s*$"
)

_COUNT_AFTER = expression(
    r"(?:\s+(?:droite?|gauche))?\s?(?:\(?\s?n\s?=\s?|\(|x\s?|:\s?|=\s?)\s?(?P<n>\d{1,2}|deux|trois|quatre|cinq|six)(?:\s+(?:lesions?|nodules?|metastases?|metas?|mets|localisations?|foyers?|cibles?)\b|\s?(?:[,)](?!\d)|\(|[.;]|$))"
)

_NEW = expression(r"\b(?:nouvel\w+|nouveaux|autres?|supplementaires?)\b")

_NUMBER_OF = expression(
    r"\b(?:au\s+nombre\s+de|au\s+total|en\s+tout)\s*:?\s(?P<n>\d{1,2}|deux|trois|quatre|cinq|six)\b(?!\s?(?:[cm]m|/|,\d))"
)

_OTHERS = expression(r"\bautres?\b")
_IN_ALL = expression(r"\bsoit\s+(?:au\s+total\s+|en\s+tout\s+)?$")
_COUNTED_TOO = expression(
    r"[^,;+/]{0,25}(?:,|;|\+|/|\bet)\s*(?:\d{1,2}|une?|deux|trois|quatre|cinq|six)\s"
)
_ADDED = expression(r"(?:\bainsi\s+que|\bet|\+|\bassociee?s?\s+a)\s+(?:de\s+)?$")
_PART = expression(r"\bplus\s+(?:gr|vol|imp)|\bdont\b|\bentre\b")
_NUMBERS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6}

_BETWEEN_COUNT = expression(
    r"(?:(?:petite?s?|grande?s?|gros(?:se)?s?|nouvel\w*|nouveaux|volumineu\w+|discretes?|vraies?|autres?|principales?|images?|premieres?|dernieres?|"
    r"mets?|metas?|seules?|uniques?|larges?|volumineuses?|hepatiques?|pulmonaires?|osseuses?|cerebrales?|vertebrales?|ovaires|surrenales)\s+){0,2}"
)


_AND_OTHERS = expression(
    r"[^.;:]{0,45}?\b(?:et|ainsi\s+que)\s+(?P<n>\d|deux|trois|quatre|cinq|six)\s+autres\b"
)
_FROM_TO = expression(
    r"\bpass\w+\s+de\s+(?:\d{1,2}|une?|deux|trois|quatre|cinq)\s+a\s+(?P<n>\d{1,2}|deux|trois|quatre|cinq|six)\s+(?:lesions|metastases|nodules|localisations)\b"
)
_AT_ORGAN = expression(
    r"(?:au|aux|a\s+l[ea]s?|a\s+l'|dans\s+l[ea]s?|dans\s+l')\s*(?:niveau\s+(?:du\s+|des\s+|de\s+la\s+|de\s+l'))?"
)
_TODAY = expression(r"\s*\(?(?:ce\s+jour|aujourd'hui|actuellement|a\s+ce\s+jour|maintenant)\b")
_SUPERLATIVE = expression(
    r"\s*(?:l[ea]\s+)?(?:plus|dont\s+l[ea]\s+plus)\s+(?:grande?|gros(?:se)?|volumineu(?:x|se)|important)|(?:elle|il)s?\s+(?:mesur|fait|font)|mesurant|"
    r"l'une?\b|taille"
)
_NUMBER_LINE = expression(
    r"\s*nombre(?:\s+(?:total|de\s+(?:lesions|metastases|localisations|nodules)))*\s*[:=\t]\s*(?P<n>\d{1,2})\s*(?:\t|$)"
)
_SIZE_ALONE = expression(r"\s*[\d.,]+\s?(?:x\s?[\d.,]+\s?){0,2}[cm]m\.?")
_SEGMENT_SIZE = expression(
    r"\s*(?:[-*•]\s*)?(?:nouvelle\s+)?(?:dome\s+|segment\s+|seg\.?\s+|s\.?\s?)?(?:[ivx]{1,4}|[1-8])\s?[ab]?\s?[:=,]?\s*\d+(?:[.,]\d)?(?:\s?x\s?\d+)?\s?[cm]m\b"
)
_ONE_WORD = expression(r"\s*[:=(]?\s*\w+\s+")
_OTHER_FIGURE = expression(r"[:\d]|\bune?\b")
_NUMBER_HEAD = expression(r"\s*(?:nombre|nb|n)\b[^\t]{0,20}")
_BARE_CELL = expression(r"\s*(?P<n>\d{1,3}(?:[.,]\d)?)\s*(?P<u>[cm]m)?\s*")


def column_size(letter: Letter, line: int) -> Size | None:
    """The size of the latest examination in a row of a table whose head has the dates.

    None for a line that is no such row.
    """
    lines = letter.canonical.lines
    row = lines[line]
    if letter.text.count("\t", row.start, row.end) < 2:
        return None
    cells = letter.text[row.start : row.end].split("\t")
    for index in range(line - 1, max(-1, line - 14), -1):
        head = lines[index]
        dates = letter.dates_in(head.start, head.end)
        if len(dates) < 2:
            continue
        latest = max(range(len(dates)), key=lambda i: dates[i].iso)
        sizes = [s for s in find_sizes(letter.folded, row.start, row.end) if s.kind == "size"]
        if len(sizes) == len(dates):
            return sizes[latest]
        bare = [m for cell in cells if (m := _BARE_CELL.fullmatch(cell))]
        if len(bare) != len(dates) or not any(m["u"] for m in bare):
            return None
        factor = 10 if any(m["u"] == "cm" for m in bare) else 1
        value = float(bare[latest]["n"].replace(",", ".")) * factor
        return Size(row.start, row.end, (value,))
    alone = [s for s in find_sizes(letter.folded, row.start, row.end) if s.kind == "size"]
    return alone[0] if len(alone) == 1 else None


def column_count(letter: Letter, line: int) -> int | None:
    """The number in a row of a table, under the head that says that it is one."""
    lines = letter.canonical.lines
    cells = letter.folded[lines[line].start : lines[line].end].split("\t")
    if len(cells) < 3:
        return None
    for head in reversed(lines[max(0, line - 14) : line]):
        names = letter.folded[head.start : head.end].split("\t")
        for index, name in enumerate(names[: len(cells)]):
            if _NUMBER_HEAD.fullmatch(name) and cells[index].strip().isdigit():
                return int(cells[index])
    return None


def lesion_sizes(letter: Letter, clause: Clause) -> list[Size]:
    """The sizes of the lesions of a clause: not those of a fluid, a cyst, the breast, a distance."""
    folded = letter.folded

    def behind(at: int) -> int:
        """End of the last metastasis named before a size: no word before it measures the size."""
        named = [t.end for t in clause.lesions if t.value == "strong" and t.end <= at]
        return max(named, default=clause.start)

    found = find_sizes(folded, clause.start, clause.end)
    if any(_TODAY.match(folded, size.end) for size in found):
        found = [size for size in found if _TODAY.match(folded, size.end)]
    return [
        size
        for size in found
        if size.kind == "size"
        and size.start >= clause.anchor - 12
        and not _NOT_LESION_SIZE.search(
            folded, max(behind(size.start), size.start - 50), size.start
        )
        and not _DISTANCE.search(folded, max(clause.start, size.start - 70), size.start)
        and not _BOUND.search(folded, max(clause.start, size.start - 16), size.start)
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
    """How many lesions of an organ a clause counts, None when it gives no exact number."""
    folded = letter.folded
    if place.levels:
        return None
    several = len({p.value for p in places}) > 1
    unsized = several and not (folded.startswith("segments", place.start) and len(sizes) > 1)
    stated = _NUMBER_OF.search(folded, clause.anchor, clause.end)
    if stated and not several:
        return _number(stated["n"])
    grown = _FROM_TO.search(folded, clause.anchor, clause.end)
    if grown and not several:
        return _number(grown["n"])
    after = _COUNT_AFTER.match(folded, place.end, clause.end)
    if after:
        return _number(after["n"])
    text = folded[clause.start : clause.end]
    counted = _counted(folded, clause, place, several)
    if counted:
        return _sum(folded, counted, text)
    if unsized:
        return None
    if _SINGLE.search(text):
        return 1
    return _enumerated(clause, places, sizes, text, folded)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text]


def _counted(folded: str, clause: Clause, place: Place, several: bool) -> list[Count]:
    """The numbers in front of the lesions, or of the organ ("1 foie, 2 poumon")."""
    paired = place.value in ("ovary", "adrenal")
    counts = find_counts(folded, clause.start, clause.end)
    lesions = [t.start for t in clause.lesions if t.value not in ("disease", "m1", "recur")]
    organs = paired or any(t.value in ("strong", "disease") for t in clause.lesions)
    found = []
    for count in counts:
        if "\t" in folded[count.start : count.end] or _IN_ALL.search(
            folded, max(clause.start, count.start - 20), count.start
        ):
            continue
        of_lesion = any(
            _BETWEEN_COUNT.fullmatch(folded, count.end, noun)
            and (not several or _counts_alone(folded, clause, place, noun))
            for noun in lesions
        )
        of_organ = (
            organs
            and (paired or folded[count.start].isdigit())
            and _BETWEEN_COUNT.fullmatch(folded, count.end, place.start)
        )
        at_organ = organs and _AT_ORGAN.fullmatch(folded, count.end, place.start)
        if of_lesion or of_organ or at_organ:
            found.append(count)
    return found


def _counts_alone(folded: str, clause: Clause, place: Place, noun: int) -> bool:
    """Whether the number before a noun counts one organ, the next one having its own number."""
    before = [p for p in clause.places if p.end <= noun]
    if before and before[-1] is place:
        return _ONE_WORD.fullmatch(folded, place.end, noun) is not None
    after = next((p for p in clause.places if p.start >= noun), None)
    return (
        after is place
        and _OTHER_FIGURE.search(folded, noun, place.start) is None
        and bool(_COUNTED_TOO.match(folded, place.end, clause.end))
    )


def _sum(folded: str, counted: list[Count], text: str) -> int | None:
    """The first number, with those that "ainsi que" or "et" adds to it."""
    first = counted[0]
    if _NEW.search(folded, first.end, first.end + 40):
        return None
    others = _AND_OTHERS.search(folded, first.end, first.end + 60) if first.number < 3 else None
    if others:
        return first.number + _number(others["n"])
    if first.article and (_MULTIPLE.search(text) or _OTHERS.search(text)):
        return None
    total = first.number
    for count in counted[1:]:
        if _ADDED.search(folded, max(first.end, count.start - 16), count.start):
            total += count.number
    return total


def _enumerated(
    clause: Clause, places: list[Place], sizes: list[Size], text: str, folded: str
) -> int | None:
    """As many lesions as sizes, when a plural is followed by several of them."""
    if _MULTIPLE.search(text) or not clause.lesions:
        return None
    current = [size for size in sizes if not size.earlier]
    plural = clause.lesions[0].text.endswith(("s", "S")) or any(
        folded.startswith("segments", p.start) for p in places
    )
    return len(current) if plural and len(current) > 1 and not _PART.search(text) else None


def continue_figures(letter: Letter, sentence: Sentence, previous: list[Mention]) -> None:
    """Add the figures of a sentence about the lesions of the one before ("La plus grande mesure 31 mm")."""
    folded, begin, end = letter.folded, sentence.start, sentence.end
    if not previous or sentence.index - previous[-1].sentence.index > 3:
        return
    last = previous[-1]
    number = _NUMBER_LINE.match(folded, begin, end)
    if number and len({m.site for m in previous}) == 1:
        last.count = int(number["n"])
    if sentence.line == last.sentence.line:
        last.volumes += [volume.ml for volume in find_volumes(folded, begin, end)]
    alone = _SIZE_ALONE.fullmatch(folded, begin, end) is not None
    if last.site == "liver" and _SEGMENT_SIZE.match(folded, begin, end):
        alone = True
    if alone or _SUPERLATIVE.match(folded, begin, end):
        last.sizes += [
            s.mm for s in find_sizes(folded, begin, end) if s.kind == "size" and not s.earlier
        ]
