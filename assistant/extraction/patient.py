"""Reader of the theme patient: birth date, age, sex, body measures, performance status, fertility."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.extraction import civility, fertility, performance
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
    yield from _age(letter)
    yield from _weight(letter)
    yield from _height(letter)
    yield from performance.read(letter)
    yield from fertility.read(letter)


_YEARS = r"(?P<age>1[89]|[2-9]\d|10\d)\s?(?:ans?\b(?!\s*(?:d[e'u]|apres|plus|auparavant|avant|et demi d|plus tard))|a\b(?=[\s,.;)]|$)|y\b)"
_AGE_STATED = expression(
    rf"(?<!')\bagee?(?:\(e\))?\s+(?:aujourd'hui |actuellement |maintenant |desormais )?de\s+{_YEARS}|\bage\s*(?:actuel\s*)?(?:[.\s]{{0,40}}[:=]|\s*\.{{3,40}})\s*(?P<field>1[89]|[2-9]\d|10\d)(?!\d|\s?(?:kg|cm|%|mois))|(?<!l')(?<!d')\bage\s+{_YEARS.replace('?P<age>', '?P<age2>')}"
)
_THEN = rf"\s*[,:]?\s*(?:\(?\s*(?:f|h|m)\s*\)?\s*,?\s*)?(?:agee? )?(?:de )?{_YEARS}"
_AGE_OF_PERSON = expression(
    rf"(?<!')\b(?:patiente?|pte?|pat|femme|homme|dame|monsieur|retraitee?){_THEN}"
)
_AGE_OF_SIGN = expression(rf"[fh♀♂](?<![\w'].){_THEN}")
_SOMEBODY = expression(
    r"\b(?:c'est|il s'agit (?:bien )?d'|chez|adresse\w*|pour|vois|revois|recois|recu|vu)\s?(?:un|une|cette|cet|ce)\s"
)
_AGE_OF_SOMEBODY = expression(rf"\s*(?:[\w'-]+\s+){{1,4}}?(?:agee?\s+)?de\s+{_YEARS}")
_AGE_OF_TITLED = expression(
    rf"(?:mme|madame|mlle|monsieur|mr)\.?\s[^\d\n,;:()]{{1,40}}[,(]\s*(?:agee?\s+de\s+)?{_YEARS}"
)
_AGE_OWNED = expression(rf"\b(?:elle|il) (?P<a>a) {_YEARS}")
_AGE_BEHIND = expression(
    rf"[\s,;(\-–:/]*(?:\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}})?[\s,;(\-–:/]*(?:(?:[fmh]|mme|mlle|monsieur|♀|♂|sexe\s*:?\s*[fmh])\b[\s,;(\-–]*|[♀♂]\s*)?(?:agee? de |age\s*:?\s*)?(?:ag[ée]e? de )?{_YEARS}"
)
_AGE_BEHIND_BIRTH = expression(rf"[\s,;(\-–/]*(?:soit |age\s*:?\s*)?{_YEARS}")
_AGE_OPENS = expression(rf"\s*[-•*(]?\s*(?:[fh],?\s)?{_YEARS}\s*(?=[,.;)\t\n/-]|$)")
_PAST_AGE = expression(
    r"\b(?:alors|a l'age|a l'epoque|diagnosti\w+|decouvert\w*|decedee?s?|en \d{4})\W+(?:\w+\W+){0,2}$"
)
_OF_OTHERS = expression(r"\b(?:alors|chez les|chez la)\s*$")


def _age(letter: Letter) -> Iterator[Fact]:
    """The age of the patient now; never the age at an event, nor that of a relative."""
    found: list[tuple[int, int, int, int]] = []
    folded = letter.folded
    for match in _AGE_STATED.finditer(folded):
        group = next(name for name in ("age", "field", "age2") if match[name])
        before = clause_before(letter, match.start())
        if is_relative(before) or _PAST_AGE.search(before):
            continue
        found.append((0, match.start(), match.end(), int(match[group])))
    for pattern in (_AGE_OF_PERSON, _AGE_OF_SIGN):
        for match in pattern.finditer(folded):
            before = clause_before(letter, match.start())
            if not is_relative(before) and not _OF_OTHERS.search(before):
                found.append((0, match.start("age"), _years_end(match), int(match["age"])))
    behind = [
        (somebody.start(), _AGE_OF_SOMEBODY.match(folded, somebody.end()))
        for somebody in _SOMEBODY.finditer(folded)
    ]
    behind += [
        (place, _AGE_OF_TITLED.match(folded, place)) for place in letter.once(civility.title_places)
    ]
    for start, aged in behind:
        if aged:
            left = max(letter.sentence_at(start).start, start - 90)
            if not is_relative(folded[left : aged.start("age")]):
                found.append((0, aged.start("age"), _years_end(aged), int(aged["age"])))
    for match in _AGE_OWNED.finditer(folded):
        if letter.text[match.start("a")] in "aA" and not is_relative(
            clause_before(letter, match.start())
        ):
            found.append((0, match.start("age"), _years_end(match), int(match["age"])))
    after = [_AGE_BEHIND.match(folded, sign.end) for sign in civility.names(letter)]
    if birth := civility.birth_date(letter):
        after.append(_AGE_BEHIND_BIRTH.match(folded, birth.end))
    for aged in after:
        if aged:
            found.append((0, aged.start("age"), _years_end(aged), int(aged["age"])))
    for sentence in letter.sentences if not found else ():
        opened = _AGE_OPENS.match(folded, sentence.start, sentence.end)
        if opened and sentence.section not in ("family_history", "past_history"):
            found.append((1, opened.start("age"), _years_end(opened), int(opened["age"])))
            break
    if found:
        _, start, end, age = min(found)
        yield letter.fact("age", age, start, end)


def _years_end(match: re.Match[str]) -> int:
    return match.end() - (len(match.group()) - len(match.group().rstrip(" ,.;)")))


_KG = r"(?P<kg>[2-9]\d|1\d\d)(?P<part>[.,]\d{1,3})?"
_WEIGHT_CUE = expression(
    rf"\b(?:poids|pds|pese|pesait|pesant|pesee)\b\.?(?:\s*\((?:kg|en kg|actuel|ce jour)\))?(?:\s*(?:ce jour|actuel|du jour|stable|stables|est|toujours|corporel|reste|actuellement|aujourd'hui|environ|conserve|mesure|le [\d/.]+|a|de|en kg|:|=|\.|,|\t|remonte a|en baisse a|en hausse a|en legere baisse a|autour de))*+\s*{_KG}\s*(?:kgs?\b|kilos?\b|(?=[\s,.;)/-]|$)(?![ \t]*(?:%|cm|mm|ans|mg|g\b|ml|[.,-]?\d)))(?!\s?/)"
)
_WEIGHT_BARE = expression(
    rf"(?<![\w.,+/-]){_KG}\s?(?:kgs?\b|kilos?\b)(?!\s?[/.]?\s?m2|\s?/|\s+(?:en moins|de moins|perdus?|en \d|en (?:un|deux|trois|quatre|six)|de plus|en plus|pris\b))"
)
_NOT_WEIGHT = expression(
    r"(?:\bperte (?:ponderale |de poids )?(?:de |d'|:)?(?:environ )?|\bperdu |\bpris |\bprise (?:de poids )?(?:de )?|\bgain (?:de poids )?(?:de )?|\bmaigri (?:de )?|amaigri\w* (?:de )?|\bmoins |\bplus |(?<!\s)[-+]\s?|\(\s?[-+]\s?|\bcharges? (?:lourdes? )?(?:de |> ?)?|"
    r"\b(?:de forme|habituel|anterieur|initial|avant|ancien|de base|sec)\s*:?\s*(?:a |de )?|\bcontre |\bvs\.? |\bimc |\d\s?x\s?|\bporter |\bsoulever |\bpar |/\s?|de naissance\s*:?\s*(?:de )?|<\s?|>\s?)$"
)
_CHANGE = expression(r"\b(?:pertes?|prises?|gain|variations?|reprise) de $")
_FORMER_WEIGHT = expression(
    r"\b(?:poids|pds)\s*(?:de forme|habituel|anterieur|initial|avant|de naissance|ideal|sec|au diagnostic|de la piece|operatoire)"
)


_LATER_WEIGHT = expression(rf"\s*(?:a|->|→|puis)\s*{_KG}\s*kg")
_WAS = expression(r"\b(?:passee?|passant)\s+de\s+$")
_FORMERLY = expression(
    r"\s*(?:en \w+|avant|le \d|il y a|au diagnostic|habituel\w*|auparavant|lors)\b"
)


_WEIGHT_AND_HEIGHT = expression(
    r"P(?<![\w.]P)\s?[:=]?\s?(?P<size>(?P<kg>[3-9]\d|1[0-4]\d)(?P<part>[.,]\d{1,2})?)(?=[\s,;/.(][^\n%]{0,16}\bT\s?[:=]?\s?1[,.m]?\d)"
)
""" "P 66,5 T 1m68": letters that only the pair makes a weight and a height."""


def _weight(letter: Letter) -> Iterator[Fact]:
    """The weight of the patient in kg: the first with its cue, else the first in kilograms.

    In notes kept day by day every weight is a fact, with the date of its line.
    """
    folded = letter.folded
    if terse := _WEIGHT_AND_HEIGHT.search(letter.text):
        value = float(f"{terse['kg']}{(terse['part'] or '').replace(',', '.')}")
        figure = int(value) if value.is_integer() else value
        yield letter.fact("weight", figure, terse.start(), terse.end("size"), unit="kg")
        return
    in_kilograms = "kg" in folded or "kilo" in folded
    for cued, opened in ((True, True), (False, False), (False, True)):
        if not cued and not in_kilograms:
            return
        written = 0
        for match in (_WEIGHT_CUE if cued else _WEIGHT_BARE).finditer(folded):
            before = folded[max(0, match.start() - 40) : match.start()]
            if _FORMER_WEIGHT.match(folded, match.start()) or _CHANGE.search(before):
                continue
            if not cued and (
                _NOT_WEIGHT.search(before)
                or (before.endswith("(") and (not opened or _FORMERLY.match(folded, match.end())))
                or (before.rstrip().endswith(("-", "+")) and int(match["kg"]) < 40)
            ):
                continue
            if _WAS.search(before) and (later := _LATER_WEIGHT.match(folded, match.end())):
                match = later
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
    r"(?P<m>[12](?<![\w.,/-].))\s?(?:m(?:etres?)?\s?(?P<c1>\d\d)\b|[.,](?P<c2>\d\d)\s?m(?![\w2]|\s?2\b))(?!\s?[x/])"
)
_CENTIMETRES = expression(r"(?<![\w.,/x-])(?P<cm>1[2-9]\d|20\d)\s?cm\b(?!\s?[x/])")
_AND_HEIGHT = r"\s*[.\s]{0,40}(?:\(cm\)\s*)?[:=]?\s*(?P<cm>1[2-9]\d|20\d)(?!\d|[.,]\d|\s?(?:mm|mg|ml|x|/|g\b|ans))"
_HEIGHT_CUE = expression(rf"\b(?:taille|mesure){_AND_HEIGHT}")
_HEIGHT_SIGN = expression(rf"t(?<!\wt){_AND_HEIGHT}")
_HEIGHT_DECIMAL = expression(
    r"\btaille\s*(?:\(m\)\s*)?[:=]?\s*(?P<m>1)[.,](?P<c1>\d\d)\b(?!\s?(?:mm|cm|x|/))(?P<c2>)"
)


_NOT_HEIGHT = expression(
    r"\b(?:incisives|anale|perimetre|marche|distance|tumeur|masse|lesion|nodule|surface|sc\b)"
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
