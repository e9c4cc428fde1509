"""Reader of the theme patient: birth date, age, sex, body measures, performance status, fertility."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.extraction import civility, fertility, performance
from assistant.extraction.age import find_age
from assistant.extraction.civility import clause_before, is_relative
from assistant.extraction.diary import diary_date
from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter
from assistant.extraction.sex import patient_sex
from criteria.facts import Fact


def read(letter: Letter) -> Iterator[Fact]:
    """The facts about the person: at most one birth date, age, sex, weight and height."""
    if birth := civility.birth_date(letter):
        yield letter.fact("birth_date", birth.value, birth.start, birth.end)
    if sex := patient_sex(letter):
        yield letter.fact("sex", sex.value, sex.start, sex.end)
    if age := find_age(letter):
        start, end, years = age
        yield letter.fact("age", years, start, end)
    yield from _weight(letter)
    yield from _height(letter)
    yield from performance.read(letter)
    yield from fertility.read(letter)


_KG = r"(?P<kg>[2-9]\d|1\d\d)(?P<part>[.,]\d{1,3})?"
_WEIGHT_CUE = expression(
    rf"\b(?:poids|pds|pese|pesait|pesant|pesee)\b\.?(?:\s*\((?:kg|en kg|actuel|ce jour)\))?(?:\s*(?:ce jour|actuel|de sortie|a la sortie|du jour|stable|stables|est|toujours|corporel|reste|actuellement|aujourd'hui|environ|conserve|mesure|le [\d/.]+|a|de|en kg|:|=|\.|,|\t|(?:(?:est )?(?:passe|descendu|remonte|tombe)e?|passant|diminue) de \d{{2,3}}(?:[.,]\d)?(?:\s?kgs?)? a|remonte a|en baisse a|en hausse a|en legere baisse a|autour de))*+\s*{_KG}\s*(?:kgs?\b|kilos?\b|(?=[\s,.;)/-]|$)(?![ \t]*(?:%|cm|mm|ans|mg|g\b|ml|[.,-]?\d)))(?!\s?/)"
)
_WEIGHT_BARE = expression(
    rf"(?<![\w.,+/-]){_KG}\s?(?:kgs?\b|kilos?\b)(?!\s?[/.]?\s?m2|\s?/(?!\s?1\s?[m,.]\s?\d)|\s+(?:en moins|de moins|perdus?|en \d|en (?:un|deux|trois|quatre|six)|de plus|en plus|pris\b))"
)
_NOT_WEIGHT = expression(
    r"(?:\bperte (?:ponderale |de poids )?(?:de |d'|:)?(?:environ )?|\bperdu |\bpris |\bprise (?:de poids )?(?:de )?|\bgain (?:de poids )?(?:de )?|\bmaigri (?:de )?|amaigri\w* (?:de )?|\bmoins |\bplus |(?<!\s)[-+]\s?|\(\s?[-+]\s?|\bcharges? (?:lourdes? )?(?:de |> ?)?|"
    r"\b(?:de forme|habituel|anterieur|initial|avant|ancien|de base|sec)\s*:?\s*(?:a |de )?|\bcontre |\bvs\.? |\bimc |\d\s?x\s?|\bporter |\bsoulever |\bpar |/\s?|\bmasse (?:grasse|maigre|musculaire)\s*:?\s*(?:de )?|\bcible\s*:?\s*(?:a |de )?|de naissance\s*:?\s*(?:de )?|<\s?|>\s?)$"
)
_HEIGHT_BEFORE = expression(r"\d\s?(?:m\s?\d\d|cm)\s?/\s?$")
"""A height and a weight that a slash ties: "1m72 / 80 kg"."""
_CHANGE = expression(r"\b(?:pertes?|prises?|gain|variations?|reprise) de $")
_FORMER_WEIGHT = expression(
    r"\b(?:poids|pds)\s*(?:de forme|habituel|anterieur|initial|avant|de naissance|ideal|cible|souhaite|a atteindre|theorique|sec|d'entree|a l'entree|d'admission|au diagnostic|de la piece|operatoire)"
)


_LATER_WEIGHT = expression(rf"\s*(?:a|->|→|puis)\s*{_KG}\s*kg")
_LEAVING_WEIGHT = expression(
    rf"\s*a l'(?:entree|admission|arrivee)\s*[,;/]?\s*(?:et |puis )?{_KG}\s*kg\s*a la sortie"
)
_WAS = expression(r"\b(?:passee?|passant)\s+de\s+$")
_FORMERLY = expression(
    r"\s*(?:en \w+|avant|le \d|il y a|au diagnostic|habituel\w*|auparavant|lors)\b"
)


_WEIGHT_AND_HEIGHT = expression(
    r"P(?<![\w.]P)\s?[:=]?\s?(?P<size>(?P<kg>[3-9]\d|1[0-4]\d)(?P<part>[.,]\d{1,2})?)(?=[\s,;/.(][^\n%]{0,16}\bT\s?[:=]?\s?1[,.m]?\d)"
)
_HEIGHT_AND_WEIGHT = expression(
    r"T(?<![\w.]T)\s?[:=]?\s?1[,.m]?\d\d\s?(?:cm|m)?[\s,;/]{1,3}P\s?[:=]?\s?(?P<size>(?P<kg>[3-9]\d|1[0-4]\d)(?P<part>[.,]\d{1,2})?)(?!\d|[.,]\d|\s?%)"
)
""" "P 66,5 T 1m68": letters that only the pair makes a weight and a height."""


def _weight(letter: Letter) -> Iterator[Fact]:
    """The weight of the patient in kg: the first with its cue, else the first in kilograms.

    In notes kept day by day every weight is a fact, with the date of its line.
    """
    folded = letter.folded
    if terse := _WEIGHT_AND_HEIGHT.search(letter.text) or _HEIGHT_AND_WEIGHT.search(letter.text):
        value = float(f"{terse['kg']}{(terse['part'] or '').replace(',', '.')}")
        figure = int(value) if value.is_integer() else value
        yield letter.fact("weight", figure, terse.start(), terse.end("size"), unit="kg")
        return
    named = any(word in folded for word in ("poids", "pds", "pese", "pesa"))
    in_kilograms = "kg" in folded or "kilo" in folded
    for cued, opened in ((True, True), (False, False), (False, True)):
        if not (named if cued else in_kilograms):
            continue
        written = 0
        for match in (_WEIGHT_CUE if cued else _WEIGHT_BARE).finditer(folded):
            before = folded[max(0, match.start() - 40) : match.start()]
            if _FORMER_WEIGHT.match(folded, match.start()) or _CHANGE.search(before):
                continue
            if not cued and (
                (_NOT_WEIGHT.search(before) and not _HEIGHT_BEFORE.search(before))
                or (before.endswith("(") and (not opened or _FORMERLY.match(folded, match.end())))
                or (before.rstrip().endswith(("-", "+")) and int(match["kg"]) < 40)
            ):
                continue
            if _WAS.search(before) and (later := _LATER_WEIGHT.match(folded, match.end())):
                match = later
            if leaving := _LEAVING_WEIGHT.match(folded, match.end()):
                match = leaving
            if is_relative(clause_before(letter, match.start())):
                continue
            value = float(f"{match['kg']}{(match['part'] or '').replace(',', '.')}")
            if not 25 <= value <= 200:
                continue
            iso = diary_date(letter, match.start())
            if written and iso is None:
                continue
            written += 1
            figure = int(value) if value.is_integer() else value
            yield letter.fact("weight", figure, match.start(), match.end(), unit="kg", date=iso)
        if written:
            return


_METRES = expression(
    r"(?P<m>[12](?<![\w.,/-].))\s?(?:m(?:etres?)?\s?(?P<c1>\d\d)\b|[.,](?P<c2>\d\d)\s?m(?![\w2]|\s?2\b))(?!\s?x|\s?/(?!\s?\d{2,3}\s?kg))"
)
_CENTIMETRES = expression(r"(?<![\w.,/x-])(?P<cm>1[2-9]\d|20\d)\s?cm\b(?!\s?[x/])")
_AND_HEIGHT = r"\s*[.\s]{0,40}(?:\(cm\)\s*)?[:=]?\s*(?P<cm>1[2-9]\d|20\d)(?!\d|[.,]\d|\s?(?:mm|mg|ml|x|/|g\b|ans))"
_HEIGHT_CUE = expression(rf"\b(?:taille|mesure){_AND_HEIGHT}")
_HEIGHT_SIGN = expression(rf"t(?<!\wt){_AND_HEIGHT}")
_HEIGHT_DECIMAL = expression(
    r"\btaille\s*(?:\(m\)\s*)?[:=]?\s*(?P<m>1)[.,](?P<c1>\d\d)\b(?!\s?(?:mm|cm|x|/))(?P<c2>)"
)


_NOT_HEIGHT = expression(
    r"\b(?:incisives|anale|perimetre|marche|distance|tumeur|masse|lesion|nodule|surface|sc\b)|\bsur\s*$"
)


def _height(letter: Letter) -> Iterator[Fact]:
    """The height of the patient in cm."""
    folded = letter.folded
    for pattern in (_HEIGHT_CUE, _HEIGHT_SIGN, _METRES, _CENTIMETRES, _HEIGHT_DECIMAL):
        for match in pattern.finditer(folded):
            groups = match.groupdict()
            value = (
                int(groups["cm"])
                if groups.get("cm")
                else int(groups["m"]) * 100 + int(groups["c1"] or groups["c2"])
            )
            if not 120 <= value <= 215 or _NOT_HEIGHT.search(
                clause_before(letter, match.start())[-60:]
            ):
                continue
            yield letter.fact("height", value, match.start(), match.end(), unit="cm")
            return
