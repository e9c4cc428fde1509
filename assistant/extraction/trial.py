"""Reader of the theme trial: diseases that a protocol excludes, prognosis, cover, consent, follow-up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.extraction import consent, diseases
from assistant.extraction.diseases import QUESTION, settled
from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter
from assistant.extraction.obstacles import read_obstacles
from criteria.facts import Fact


def read(letter: Letter) -> Iterator[Fact]:
    """The facts that only a trial asks for."""
    yield from diseases.read(letter)
    yield from _life_expectancy(letter)
    yield from settled(_social_security(letter))
    yield from consent.read(letter)
    yield from read_obstacles(letter)
    yield from _day(letter, "RANDOMISATION", "randomization_date")
    yield from _day(letter, "FIRST_FRACTION", "irradiation_date")


_NUMBERS = {
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "neuf": 9,
    "dix": 10,
    "douze": 12,
    "dix-huit": 18,
    "vingt-quatre": 24,
}
_NUMBER = r"(?P<n>\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"
_BOUNDS = (
    ("ge", r"≥|>=|au moins|superieure? ou egale? a|d'au moins|minimum|minimale? de|a minima"),
    ("le", r"≤|<=|au plus|inferieure? ou egale? a|maximum|tout au plus|n'excedant pas|n'excede pas|ne depass\w+ pas|ne depassera pas"),
    ("gt", r">|superieure? a|plus d'|plus de|au-dela de|au dela de|bien au-dela|exced\w+|depass\w+|sup\.? a|>>"),
    ("lt", r"<|inferieure? a|moins d'|moins de|en dessous de|en-dessous de|inf\.? a"),
)  # fmt: skip
_BOUND_OF = expression("|".join(f"(?P<{name}>{pattern})" for name, pattern in _BOUNDS))
_SPAN = expression(
    rf"(?:(?P<first>\d{{1,3}})\s*(?:a|-|ou|et)\s*)?(?<![\w.,]){_NUMBER}\s*(?P<unit>mois|ans?\b|annees?|semaines?)"
)
_DENIED = expression(r"\s*(?:[:=?]|\t)\s*non\b")
_IN_MONTHS = expression(
    r"\s*(?:estimee?\s*|attendue\s*)?\((?:en )?mois\)\s*[:=\t]?\s*(?P<bound>[<>≤≥]?=?)\s*(?P<n>\d{1,3})\b"
)
_BACKWARD = expression(rf"{_NUMBER}\s*(?P<unit>mois|ans?|annees?|semaines?)\s*(?:d'|de |en )?\s*$")
_MONTHS_IN = {"m": 1.0, "a": 12.0, "s": 12 / 52}


_LONGEST = 480
"""Months: more is the expectancy of a population, not of a patient."""
_OF_RELATIVE = expression(
    r"\s*(?:(?:pour|chez|de|environ)\s+)*(?:son|sa|leur)\s+(?:conjointe?|mari|epou(?:x|se)|mere|pere|soeur|frere|fils|fille|tante)\b"
)


def _life_expectancy(letter: Letter) -> Iterator[Fact]:
    """Life expectancy in months, with its bound."""
    folded = letter.folded
    for target in letter.of("LIFE_EXPECTANCY"):
        word = folded[target.start : target.end]
        start = max(target.sentence.start, target.start - 80)
        if target.hypothetical or re.search(
            r"\bcriteres?\b|\bdoit etre\b|\bdevra etre\b|\bprolong(?!ee?\b)|\ballong|\bgain\b|\bbenefice|\ben france\b|\bpopulation|\bexige|\brequi|\bmediane?\b|\bprobabilite|\bmoyenne\b|vie (?:des|chez les|dans la)\b|\bsans (?:progression|recidive|maladie)",
            folded[start : target.end + 25],
        ):
            continue
        if word in ("survie", "pronostic") and not re.match(
            r"\s*(?:vital\s*|oncologique\s*|global\s*|carcinologique\s*)?(?:est\s*)?(?:estimee?\s*|evaluee?\s*|jugee?\s*)?(?:a\s*|:\s*|de\s*)?(?:[<>≤≥]|superieure?|inferieure?|au-dela|plus d|moins d|\d+ mois)",
            folded[target.end : target.end + 50],
        ):
            continue
        after_end = min(target.sentence.end, target.end + 75)
        if match := _IN_MONTHS.match(folded, target.end, after_end):
            bound = _bound(match["bound"]) or "eq"
            value, left, right = int(match["n"]), target.start, match.end()
        elif match := _SPAN.search(folded, target.end, after_end):
            gap = folded[target.end : match.start()]
            bound = _bound(gap) or "eq"
            left, right = target.start, match.end()
            if match["first"]:
                value, bound = _months(match["first"], match["unit"]), "ge"
            else:
                value = _months(match["n"], match["unit"])
            if _DENIED.match(folded, match.end(), letter.line_bounds(target.sentence)[1]):
                bound = {"gt": "le", "ge": "lt", "lt": "ge", "le": "gt", "eq": "eq"}[bound]
            if re.match(
                r"\s*(?:au moins|au minimum|minimum|et plus|ou plus)\b",
                folded[match.end() : match.end() + 14],
            ):
                bound = "ge"
            elif re.match(
                r"\s*(?:au plus|au maximum|maximum|tout au plus)\b",
                folded[match.end() : match.end() + 16],
            ):
                bound = "le"
            if re.search(r"\b(?:depuis|il y a|dans|apres|suivi)\b", gap):
                continue
            if _OF_RELATIVE.match(folded, match.end(), target.sentence.end):
                continue
        elif match := _BACKWARD.search(folded, start, target.start):
            value = _months(match["n"], match["unit"])
            before = folded[max(target.sentence.start, match.start() - 40) : match.start()]
            bound = _bound(before) or "eq"
            left, right = match.start(), target.end
            if bound != "eq" and (
                opening := list(_BOUND_OF.finditer(folded, start, match.start()))
            ):
                left = opening[-1].start()
        else:
            continue
        if value > _LONGEST:
            continue
        yield letter.fact("life_expectancy", value, left, right, bound=bound)
        return


def _bound(gap: str) -> str | None:
    found = list(_BOUND_OF.finditer(gap))
    if not found:
        return None
    name = str(found[-1].lastgroup)
    if name in ("gt", "lt") and re.search(r"\bne\b|\bn'", gap) and re.search(r"\bpas\b", gap):
        return {"gt": "le", "lt": "ge"}[name]
    return name


def _months(text: str, unit: str) -> float:
    number = _NUMBERS.get(text) or int(text)
    months = number * _MONTHS_IN[unit[0]]
    return int(months) if float(months).is_integer() else round(months, 1)


_CRITERIA = expression(
    r"\bcriteres?\b(?! (?:tous )?(?:verifies|remplis|respectes|valides|controles|reunis)\b)"
)
_COVER = expression(
    r"\b(?:securite sociale|secu\b|assurance maladie|cpam|regime|\bmsa\b|\bcmu\b|\bpuma\b|\bame\b|aide medicale|rsi\b|\bss\b|social|cnmss|mgen|camieg|css\b|c2s\b|ald\b|100 ?%)"
)
_VALID_COVER = expression(
    rf"\s*[:=]?\s*(?:(?:sont|est|etant)\s+(?:bien |toujours )?)?(?:ok|oui|a jour|ouverts?|valides?|complete|active)\b|\s*[:=]\s*(?:affiliee? )?{_COVER.pattern}"
)
_LOST = expression(
    r"[^.;]{0,50}?\b(?:sont|est|etant|restent|ont ete|actuellement)?\s*(?:fermes?|fermee?s?|expires?|perdus?|suspendus?|interrompus?|echus?|non ouverts?|pas ouverts?|pas (?:a jour|encore ouverts?|de droits?)|en attente|en cours|non a jour|a ouvrir|a renouveler|inexistante?|absente?)\b"
)
_FUND = expression(r"\b(?:caisse|organisme|regime|couverture)\s*:\s*$")
_ASKED = expression(
    r"\s*(?:\w+\s+)?(?:demandee?s?|a demander|sollicitee?s?|refusee?s?|a faire|a instruire|en cours de demande)\b"
)
"""Asked for, refused or to be made: nothing says that the patient is covered."""
_NO_COVER = expression(
    r"\b(?:sans|depourvue?|denuee?|pas|aucune?|plus|ni|non|n'est pas|absence de|perdu)\s+(?:encore\s+|actuellement\s+)?(?:de |d'|la |sa |ses |toute )*$"
)


def _social_security(letter: Letter) -> Iterator[Fact]:
    folded = letter.folded
    for target in letter.of("SOCIAL_SECURITY"):
        if target.ignored or target.uncertain:
            continue
        text = folded[target.start : target.end]
        sentence = target.sentence
        before = folded[max(sentence.start, target.start - 45) : target.start]
        after = folded[target.end : min(sentence.end, target.end + 60)]
        if _CRITERIA.search(folded, max(sentence.start, target.start - 200), target.start):
            continue
        if re.search(
            r"\b(?:n°|numero|num|no|nir|demande|dossier|formulaire|carte|caisse|ouverture)\s*(?:de |d'|a |la )*$",
            before,
        ):
            continue
        if QUESTION.match(folded, target.end, sentence.end) or re.search(
            r"\bne sai[ts] (?:pas|plus)\b", after
        ):
            continue
        if _ASKED.match(folded, target.end, sentence.end):
            continue
        if lost := _LOST.match(folded, target.end, min(sentence.end, target.end + 70)):
            if not text.startswith(("affilie", "beneficiaire", "assuree", "ald", "prise")):
                yield letter.fact("social_security", "absent", target.start, lost.end())
            continue
        if re.match(
            r"(?:affili|rattach|couverte?$|beneficiaire|inscrit|immatricul|ayant|assuree?$|assure$)",
            text,
        ):
            named = _COVER.search(after)
            if named is None:
                continue
            end = target.end + named.end()
            denial = _NO_COVER.search(before)
            if denial or target.negated:
                start = target.start - len(before) + denial.start() if denial else target.start
                yield letter.fact("social_security", "absent", start, end)
            else:
                yield letter.fact("social_security", "present", target.start, end)
            continue
        if _NO_COVER.search(before):
            if re.search(r"couverture|protection|droits|securite|assur|regime", text):
                yield letter.fact("social_security", "absent", target.start, target.end)
            continue
        if text in ("ame", "ald", "msa", "cmu", "puma", "aide medicale d'etat") or text.startswith(
            ("prise en charge", "pec", "100", "a 100")
        ):
            if (
                re.search(
                    r"(?:\b(?:sous|en|a la|a l'|ald|beneficie (?:de|d'un\w*|de l')|par la|titulaire|de l'|de la)|[,:])\W*$|^$",
                    before,
                )
                or text == "ald"
            ):
                if not re.search(
                    r"\b(?:hors|demande|fin|refus|protocole|certificat|formulaire)\b[^.,;]{0,15}$",
                    before,
                ):
                    yield letter.fact("social_security", "present", target.start, target.end)
            continue
        if answered := letter.answer(target):
            value = "present" if answered[0] else "absent"
            yield letter.fact("social_security", value, target.start, answered[1])
        elif match := _VALID_COVER.match(after):
            yield letter.fact("social_security", "present", target.start, target.end + match.end())
        elif (
            re.search(
                r"\b(?:beneficie (?:bien )?(?:d'une?|de la|de l'|du|d')|a une|assure\w* (?:a|par) (?:la|l'))\s*$",
                before,
            )
            or text.startswith("assure")
            or _FUND.search(before)
        ):
            yield letter.fact("social_security", "present", target.start, target.end)


def _day(letter: Letter, label: str, key: str) -> Iterator[Fact]:
    """The full date right behind a word: done or fixed, never refused or only hoped for."""
    for target in letter.of(label):
        before = letter.folded[max(target.sentence.start, target.start - 40) : target.start]
        if (
            target.ignored
            or target.cancelled
            or target.negated
            or re.search(r"\b(?:essai|etude|phase \w+)\s*$", before)
        ):
            continue
        for mention in letter.dates_in(target.end, min(target.sentence.end, target.end + 45)):
            gap = letter.folded[target.end : mention.start]
            if not mention.is_full or re.search(
                r"\b(?:avant|apres|pas|irm|scanner|tdm|depuis|fin|terminee|derniere)\b", gap
            ):
                break
            yield letter.fact(key, mention.iso, target.start, mention.end)
            return
