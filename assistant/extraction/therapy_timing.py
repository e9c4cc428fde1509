"""When and how much: the dates, cycles and durations said of a treatment, an operation, an irradiation."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from assistant.extraction.dates import DateMention
from assistant.extraction.expressions import Expression, expression
from assistant.extraction.letter import Letter

_MONTHS = (
    "janvier|janv|fevrier|fevr|fev|mars|avril|avr|mai|juin|juillet|juil|aout|septembre|sept|octobre|oct|"
    "novembre|nov|decembre|dec"
)
_MONTH_NUMBER = {
    "janvier": 1, "janv": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5, "juin": 6,
    "juillet": 7, "juil": 7, "aout": 8, "septembre": 9, "sept": 9, "octobre": 10, "oct": 10, "novembre": 11,
    "nov": 11, "decembre": 12, "dec": 12,
}  # fmt: skip
_WORDS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "quinze": 15, "seize": 16, "dix-huit": 18, "vingt-quatre": 24,
}  # fmt: skip
_N = r"(?:\d{1,2}|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + ")"

FOREIGN = expression(
    r"scanner|\btdm\b|\birm\b|\btep\b|\bpet\b|\becho|mammogr|scinti|biops|\bpbh\b|ponction|mastec|mammec|tumorec|\boperee?\b|chirurg|"
    r"curage|\bstaff\b|reunion|rechut|recidiv|metasta|\bmetas?\b|\brcp\b|consult|\bcs\b|\brv\b|\brdv\b|\brevue?\b|\bbilan|biolog|fevg|decouv|"
    r"diagnos|controle|hospital|\bpoids\b|\bnee?\b|\bddn\b|reponse|stabil|remission|survie|soulag|intervalle|recul\b|"
    r"examen|ordonnance|\bca ?15|osteodens|menopaus|irradi|radioth|fractur|toux|douleur|apparition|marqueur|clinique du|progression (?:en|le|au)\b|/m?l\b"
)
"""Words between a treatment and a date that make the date that of something else."""

_RANGE_JOINT = expression(
    r"\s*(?:-+>?|=?>|→|/|\||a|au|jusqu'(?:a|en|au)|jusqu'a fin|et)\s*(?:la\s+|le\s+|l')?(?:fin|debut|mi)?[\s-]*(?:de\s+|d')?\s*"
)
_YEARS = expression(r"(?<![\w/.,-])(?P<a>(?:19|20)\d\d)\s*[-/>]+\s*(?P<b>(?:19|20)?\d\d)(?![\w/-])")
_MONTHS_OF_YEAR = expression(
    r"(?<![\d/.,-])(?P<a>0?[1-9]|1[0-2])\s?[-–]\s?(?P<b>0?[1-9]|1[0-2])/(?P<y>(?:19|20)\d\d)(?!\d)"
)
"""Months of one year: "06-10/2017"."""
_YEAR_TO_MONTH = expression(
    r"(?<![\d/.,-])(?P<a>(?:19|20)\d\d)\s?[-–]\s?(?P<m>0?[1-9]|1[0-2])/(?P<y>(?:19|20)\d\d)(?!\d)"
)
"""A year and a month: "2022-05/2024"."""
_PAUSED = expression(r"(?:interromp|interrompu|suspen|pause)\w*\s+(?:entre\s+|de\s+|du\s+|d')?$")
_HAS_YEAR = expression(r"(?:19|20)\d\d|[/.-]\d\d[/.-]\d\d|[a-z]\s\d\d\b")
_MONTH_PAIR = expression(
    rf"\b(?:de\s+|d'|entre\s+|du mois de\s+)?(?:debut\s+|fin\s+|mi-?\s*)?(?P<a>{_MONTHS})\.?\s*(?:a|au|-|et|jusqu'en|jusqu'a)\s*"
    rf"(?:la\s+)?(?:debut\s+|fin\s+|mi-?\s*)?(?P<b>{_MONTHS})\b\.?(?:\s+(?P<y>(?:19|20)\d\d))?"
)
_START_CUE = expression(
    r"(?:depuis|\bdp\b|\bdep\b|a partir d[eu']|a compter d[eu']|debut\w*|demarr\w*|commenc\w*|introdui\w*|initie\w*|instaur\w*|"
    r"mise? en route|mise? sous|mise? le|\bdes\b|(?:\bj1\s?)?\bc1\s?(?:j1)?(?:\s*(?:faite?|realisee?|administree?|effectuee?|delivree?|recue?|ok)\b)?|\b(?:cycle|cure) 1\b|premier\w* (?:cure|injection|cycle|prise)[^,;.]{0,20}|"
    r"1(?:ere?|re) (?:cure|injection|cycle)[^,;.]{0,20}|reprise?)\s*(?:le|en|au|du|de|d'|l'|:|,|fin|mi-?|debut|la|\(|j1|=|\s)*$"
)
_END_CUE = expression(
    r"(?:jusqu'?(?:en|a|au)?|\bfin(?:ie?s?|ale)?|termine\w*|\b(?:term|arr)\b\.?|acheve\w*|arret\w*|\bstop\w*|interromp\w*|interrompu\w*|suspen\w*|"
    r"progression|dernier\w*(?: (?:injection|cure|cycle|seance|prise|fraction))?[^,;.]{0,12}|clotur\w*|->|→|abandon\w*)"
    r"[^,;.\d]{0,45}$"
)
_LATER_CYCLE = expression(
    r"\b(?:c(?:[2-9]|1\d)|(?:[2-9]|1\d)(?:e|eme|de|nde)\s+(?:cure|cycle|injection)|deuxieme\s+\w+|seconde?\s+\w+)\s*(?:j\d+\s*)?(?:de [\d.,]+ mg\s*)?(?:le|du|:|(?:realise|fait|administre|delivre|effectue|perfuse|recu|prevu|programme)\w*|\s)*$"
)
_STOPPED_SINCE = expression(
    r"(?:suspen\w*|arret\w*|interromp\w*|stopp?\w*|pause\w*)\s+(?:\w+\s+)?(?:depuis|dp)\b[^,;.]{0,12}$"
)
_STOPPED_FOR = expression(r"\b(?:arret|interromp|stopp|suspen)\w*\b[^.;]*$")
_PER = expression(r"\s*(?:mois|sem|jours?\b|j\b)")
"""« Prolia 1/6 mois »: a rhythm, not the first of June."""
_AFTER = expression(r"\bapres\b|\bpuis\b")
"""Between a date and a treatment: what is told with the date comes before the treatment."""
_TODAY = expression(r"ce jour|aujourd|matin|soir|apres-midi|hier")
_START_ADVERB = expression(r"(?:debut|start|dbt|c1|j1)\s*[:.]?\s*$")

_CYCLE_NOUN = r"(?:cures?|cycles?|cy\b|injections?|inj\b|c\b|administrations?|doses|perfusions?|seances?|series)"
_CYCLES_BEFORE = expression(
    rf"(?<![\w/.,+-])(?P<n>{_N})\s*(?:x\s*)?(?:(?:premiere?s?|seule?s?)\s+)?(?:{_CYCLE_NOUN})?\s*(?:(?:hebdo\w*|mensuel\w*|bimensuel\w*)\s+)?(?:de\s+chimiotherapie\s*)?(?:neo-?)?(?:adjuvante?\s*)?"
    r"(?:de\s+type\s+|par\s+|selon\s+le\s+protocole\s+|de\s+|d'|du\s+|:\s*|\()?\s*$"
)
_COUNT_DONE = expression(
    rf"(?<![\w/.,])(?P<n>{_N})\s*(?:{_CYCLE_NOUN}\s*)?(?:ont ete\s+)?(?:faite?s?|recue?s?|realisee?s?|effectuee?s?|administree?s?|delivree?s?)\b"
)
_ARTICLE = expression(r"une?\s+(?:de\s+|d'|du\s+|par\s+)?$")
"""An article, not a count of cycles."""
_CYCLES_AFTER = expression(
    rf"(?:(?<![a-z])(?<!\d{{4}})(?<!\d{{4}} )x\s*(?P<x>\d{{1,2}})(?![\d/.,]*\s?(?:mg|fois|j\b|/j|ans?\b|mois|cm|mm))|\(\s*(?P<p>\d{{1,2}})\s*\)|"
    rf"(?<![\d/.,])(?P<n>{_N})(?:e|eme|er|ere)?\s*{_CYCLE_NOUN}(?!\s*(?:prevu|a prevoir|restant|toutes)))"
)
_DAY_OF_CYCLE = expression(
    r"\b(?:j\s?\d{1,2}|jour \d{1,2}|s\d|\d(?:re|ere|e|eme) semaine)\s+(?:du|de la)\s+$"
)
"""« J1 du 4e cycle »: the cycle that runs, not a count of those received."""
_RECEIVED_UP_TO = expression(r"\bc1\s*(?:-|a|->|→)\s*c(?P<n>\d{1,2})\b")
_OUT_OF_BEFORE = expression(
    rf"(?<![\w/.,])(?P<n>{_N})\s*(?:des|sur les|sur|/)\s*{_N}\s*(?:{_CYCLE_NOUN})?\s*(?:prevu\w*\s+|programme\w*\s+|initialement\s+)*(?:de\s+|d'|du\s+)?$"
)
_OUT_OF_AFTER = expression(
    rf"(?<![\w/.,])(?P<n>{_N})\s*(?:{_CYCLE_NOUN})?\s*(?:sur|/)\s*(?:les\s+)?{_N}\s*(?:{_CYCLE_NOUN}|prevu|realise|faite?s|recu|administr)"
)
"""Cycles received out of those that were meant: "3 des 6 cures prévues", "14 sur 18 réalisées"."""
_CURRENT_CYCLE = expression(
    r"[^.;]{0,24}[\s,(](?:c(?=[2-9]|[1-3]\d)|s)(?P<n>[1-9]|[1-3]\d)\s?(?:j1\s?)?\s*(?:/\s?\d{1,2}\b|auj|ce jour|ce matin|fait\b|ok\b)"
)
_ENUMERATED = expression(
    r"\bc(?P<n>\d{1,2})\s*(?:j1\s*)?(?:le|du|:)?\s*(?=\d{1,2}[/.]\d{1,2}|\d{1,2}\s+[a-z])"
)
_NUMBER = expression(r"\d|\b(?:" + "|".join(_WORDS) + r")\b|premi")
_MAY_COUNT = expression(
    r"(?<![a-z])(?:c(?:\d|\b)|s\d)|x\s*\d|\(\s*\d|cure|cycle|cy\b|inj|admin|dose|perfus|seance|series|prevu|realise|fait|recu|effectue|delivre"
)
"""What every count of cycles behind a treatment has."""
_BEFORE, _BEHIND = 60, 90
"""Characters within which counts and durations stand."""
_FIRST_ONLY = expression(
    r"\b(?:un|1)\s*(?:1er|premier|seul|unique)\s*(?:cycle|cure)|\bune\s+(?:seule|premiere|unique)\s+cure|\b1\s?(?:cure|cycle)\b|"
    r"\bc1\s+(?:seul|seulement|uniquement|isole)|\b(?:1er|premier)\s+cycle|\b(?:1re|1ere|premiere)\s+cure"
)
_DURATION = expression(
    rf"(?<![\w/.,])(?P<n>{_N}|\d+[.,]5)\s?(?P<u>ans?|annees?|mois|a)\b(?P<half>\s+et\s+demie?)?"
    r"(?!\s*(?:apres|plus tard|auparavant|avant|de suivi|de recul|d'intervalle|de survie|d'age|et demi|de (?:soulag|reponse|stabil|benefice|remission|controle)))"
)
_CLOSED = expression(r"\s*(?:[.,;)+/]|$|\n)")
_OF_TREATMENT = expression(
    r"\s*(?:de\s+|d')(?:traitement\s+|hormonotherapie\s+|chimiotherapie\s+)?(?:adjuvante?\s+)?(?:par\s+|de\s+|d'|a base d\w+\s*)?\s*(?:l'|la\s+|le\s+)?"
)
_NOT_DURATION = expression(
    r"(?:il y a|depuis|agee?(?: de)?|a l'age de|dans|apres|prevue?s? (?:pour|pendant|sur)|toutes? les|tous les|des l'age de|vers|y a|\ba|/)\s*(?:environ|plus de|pres de|moins de|plus d'|pres d'|moins d')?\s*$"
)
_SINCE = expression(
    r"(?:il y a|agee?(?: de)?|a l'age de|dans|toutes? les|tous les|\by a)\s*(?:environ)?\s*$"
)


@dataclass(frozen=True, slots=True)
class Timing:
    """What is said of the time of a treatment; dates are ISO as precise as said."""

    start: str | None = None
    end: str | None = None
    months: int | float | None = None
    cycles: int | None = None
    reach: int = 0
    """Where the last piece read ends: for the evidence."""
    head: int = 0
    """Where the first piece read begins."""

    @property
    def stated(self) -> bool:
        return any(v is not None for v in (self.start, self.end, self.months, self.cycles))


def dates_in(letter: Letter, lo: int, hi: int) -> list[DateMention]:
    """The dates that begin in ``[lo, hi)``."""
    starts = letter.once(_date_starts)
    first = bisect_left(starts, lo)
    if first == len(starts) or starts[first] >= hi:
        return []
    return letter.dates[first : bisect_left(starts, hi, lo=first)]


def _date_starts(letter: Letter) -> list[int]:
    return [mention.start for mention in letter.dates]


def number(word: str) -> int:
    """The number that figures or a French word stand for."""
    return int(word) if word.isdigit() else _WORDS[word]


def date_pairs(letter: Letter, lo: int, hi: int) -> list[tuple[int, int, str, str]]:
    """Ranges of dates in ``[lo, hi)``: ``(from, to, first ISO, last ISO)``."""
    folded = letter.folded
    pairs: list[tuple[int, int, str, str]] = []
    for match in _YEARS.finditer(folded, lo, hi):
        last = match["b"] if len(match["b"]) == 4 else match["a"][:2] + match["b"]
        # "2020-12" is a month; a second year comes after the first one.
        if last > match["a"] and (len(match["b"]) == 4 or int(match["b"]) > 12):
            pairs.append((*match.span(), match["a"], last))
    dates = dates_in(letter, lo, hi)
    if not dates:
        return pairs
    for match in _YEAR_TO_MONTH.finditer(folded, lo, hi):
        pairs.append((*match.span(), match["a"], f"{match['y']}-{int(match['m']):02d}"))
    for match in _MONTHS_OF_YEAR.finditer(folded, lo, hi):
        first, last = int(match["a"]), int(match["b"])
        if first < last:
            pairs.append((*match.span(), f"{match['y']}-{first:02d}", f"{match['y']}-{last:02d}"))
    for match in _MONTH_PAIR.finditer(folded, lo, hi):
        inside = [d for d in dates if match.start() <= d.start < match.end()]
        first, last = _MONTH_NUMBER[match["a"]], _MONTH_NUMBER[match["b"]]
        year = int(match["y"]) if match["y"] else (int(inside[-1].iso[:4]) if inside else None)
        if year:
            before = year - (first > last)
            pairs.append((*match.span(), f"{before}-{first:02d}", f"{year}-{last:02d}"))
    for one, other in pairwise(dates):
        between = folded[one.end : other.start]
        if not _RANGE_JOINT.fullmatch(between):
            continue
        if between.strip() == "et" and "entre" not in folded[max(lo, one.start - 10) : one.start]:
            continue
        if any(a <= one.start < b for a, b, _, _ in pairs):
            continue
        first_iso = _in_year_of(folded[one.start : one.end], one.iso, other.iso)
        if first_iso[:7] <= other.iso[:7]:
            pairs.append((one.start, other.end, first_iso, other.iso))
    return sorted(pairs)


def _in_year_of(words: str, iso: str, last: str) -> str:
    """The first date of a range, in the year of the last one when it gives none ("du 02/05 au 15/06/2019")."""
    if len(iso) < 7 or _HAS_YEAR.search(words) or (len(iso) == 7 and "/" in words):
        return iso
    moved = last[:4] + iso[4:]
    return moved if moved[:7] <= last[:7] else f"{int(last[:4]) - 1}{iso[4:]}"


def read_timing(
    letter: Letter, start: int, end: int, lo: int, hi: int, *, foreign: Expression = FOREIGN
) -> Timing:
    """The dates, cycles and months said of what stands at ``[start, end)``, looked for in ``[lo, hi)``."""
    folded = letter.folded
    numbered = (
        _NUMBER.search(folded, max(lo, start - _BEFORE), start) is not None,
        _NUMBER.search(folded, end, min(hi, end + _BEHIND)) is not None,
    )
    dates = dates_in(letter, lo, hi)
    if not dates and not any(numbered):
        return Timing(reach=end, head=start)
    found_start, found_end = _dates(letter, dates, start, end, lo, hi, foreign)
    months, months_at = _months(folded, start, end, lo, hi, numbered)
    cycles, cycles_at = _cycles(folded, start, end, lo, hi, numbered)
    spans = [s for s in (months_at, cycles_at) if s]
    spans += [found[1:] for found in (found_start, found_end) if found]
    return Timing(
        start=found_start[0] if found_start else None,
        end=found_end[0] if found_end else None,
        months=months,
        cycles=cycles,
        reach=max([end, *(b for _, b in spans)]) if spans else end,
        head=min([start, *(a for a, _ in spans)]) if spans else start,
    )


_Found = tuple[str, int, int] | None


def _dates(
    letter: Letter,
    dates: list[DateMention],
    start: int,
    end: int,
    lo: int,
    hi: int,
    foreign: Expression,
) -> tuple[_Found, _Found]:
    folded = letter.folded
    first: _Found = None
    last: _Found = None
    pairs = date_pairs(letter, lo, hi)
    for a, b, one, other in pairs:
        if _PAUSED.search(folded, max(end, a - 40), a):
            continue
        if _attached(folded, start, end, a, b, lo, foreign):
            return (one, a, b), (other, a, b)
    for mention in dates:
        if _PER.match(folded, mention.end):
            continue
        if pairs and any(a <= mention.start < b for a, b, _, _ in pairs):
            continue
        if not _attached(folded, start, end, mention.start, mention.end, lo, foreign):
            continue
        if mention.relative and _TODAY.search(folded[mention.start : mention.end]):
            if not _START_CUE.search(folded[max(lo, mention.start - 40) : mention.start]):
                continue
        role = _role(folded, mention, lo if mention.start < start else end)
        piece = (mention.iso, mention.start, mention.end)
        if role == "end" and mention.start >= end:
            last = last or piece
        elif role == "start" or (role == "bare" and first is None and last is None):
            first = first if first and first[1] >= end else piece
    return first, last


def _attached(
    folded: str, start: int, end: int, a: int, b: int, lo: int, foreign: Expression
) -> bool:
    """Whether a date at ``[a, b)`` is near what stands at ``[start, end)``, nothing foreign between."""
    if a < end and b > start:
        return False
    if (a - end > 90) if a >= end else (start - b > 50):
        return False
    gap = folded[end:a] if a >= end else folded[b:start]
    if a < start and _AFTER.search(gap):
        return False
    if foreign.search(gap) and foreign.search(_STOPPED_FOR.sub("", gap)):
        return False
    # "Métastases depuis 2007, ayant épuisé X": the date is that of what stands before it.
    return a >= end or not foreign.search(folded[max(lo, a - 30) if "," not in gap else lo : a])


def _role(folded: str, mention: DateMention, floor: int) -> str:
    before = folded[max(floor, mention.start - 60) : mention.start]
    text = folded[mention.start : mention.end]
    if mention.relative and text.startswith("depuis"):
        return "start"
    if _LATER_CYCLE.search(before):
        return "cycle"
    if _STOPPED_SINCE.search(before):
        return "end"
    if _END_CUE.search(before) and not _START_CUE.search(before):
        return "end"
    if _START_CUE.search(before) or _START_ADVERB.search(before):
        return "start"
    return "bare"


def _months(
    folded: str, start: int, end: int, lo: int, hi: int, numbered: tuple[bool, bool]
) -> tuple[int | float | None, tuple[int, int] | None]:
    stop = min(hi, end + 80) if numbered[1] else end
    for match in _DURATION.finditer(folded, end, stop):
        gap = folded[end : match.start()]
        if match["u"] == "a" and not _CLOSED.match(folded[match.end() : match.end() + 2]):
            continue
        if not FOREIGN.search(gap) and not _NOT_DURATION.search(gap):
            return _in_months(match), match.span()
    before = folded[max(lo, start - _BEFORE) : start] if numbered[0] else ""
    for match in _DURATION.finditer(before):
        if _OF_TREATMENT.fullmatch(before, match.end()) and not _SINCE.search(
            before[: match.start()]
        ):
            offset = max(lo, start - _BEFORE)
            return _in_months(match), (offset + match.start(), offset + match.end())
    return None, None


def _in_months(match: re.Match[str]) -> int | float:
    text = match["n"].replace(",", ".")
    count = float(text) if "." in text else number(text)
    count = count + 0.5 if match["half"] else count
    months = count if match["u"] == "mois" else count * 12
    return int(months) if months == int(months) else months


def _cycles(
    folded: str, start: int, end: int, lo: int, hi: int, numbered: tuple[bool, bool]
) -> tuple[int | None, tuple[int, int] | None]:
    window_end = min(hi, end + _BEHIND)
    offset = max(lo, start - 50)
    counted_after = numbered[1] and _MAY_COUNT.search(folded, end, window_end)
    before = folded[offset:start] if numbered[0] else ""
    if before and (match := _OUT_OF_BEFORE.search(before)):
        return number(match["n"]), (offset + match.start(), start)
    if counted_after and (found := _stated_after(folded, end, window_end)):
        return found
    if before and (match := _CYCLES_BEFORE.search(before)) and not _ARTICLE.match(match.group()):
        return number(match["n"]), (offset + match.start(), start)
    if before and (match := _FIRST_ONLY.search(before)):
        return 1, (offset + match.start(), start)
    if not counted_after:
        return None, None
    for match in _CYCLES_AFTER.finditer(folded, end, window_end):
        gap = folded[end : match.start()]
        if FOREIGN.search(gap) or len(gap) > 60:
            break
        if _DAY_OF_CYCLE.search(gap):
            continue
        return number(match["x"] or match["p"] or match["n"]), match.span()
    if match := _FIRST_ONLY.search(folded, end, min(window_end, end + 40)):
        return 1, match.span()
    return None, None


def _stated_after(folded: str, end: int, stop: int) -> tuple[int, tuple[int, int]] | None:
    """The cycles received as said behind a treatment: out of those meant, "6 réalisées", "C3 ce jour"."""
    if match := _OUT_OF_AFTER.search(folded, end, stop):
        return number(match["n"]), match.span()
    done = _COUNT_DONE.search(folded, end, stop)
    if done and not FOREIGN.search(folded, end, done.start()):
        return number(done["n"]), done.span()
    if match := _CURRENT_CYCLE.match(folded, end, stop):
        return number(match["n"]), match.span()
    if match := _RECEIVED_UP_TO.search(folded, end, stop):
        return int(match["n"]), match.span()
    counted = [int(m["n"]) for m in _ENUMERATED.finditer(folded, end, stop)]
    if len(counted) >= 2 and counted == list(range(1, len(counted) + 1)):
        return counted[-1], (end, end)
    return None
