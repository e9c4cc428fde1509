"""Reader of the theme patient: birth date, age, sex, body measures, performance status, fertility."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.extraction import civility
from assistant.extraction.letter import Letter, Target
from criteria.facts import Fact

KARNOFSKY_TO_ECOG = {100: 0, 90: 0, 80: 1, 70: 1, 60: 2, 50: 2, 40: 3, 30: 3, 20: 4, 10: 4}
"""The usual correspondence (Oken 1982; other tables put 90 and 80 one grade higher): to be confirmed."""


def read(letter: Letter) -> Iterator[Fact]:
    """The facts about the person: at most one birth date, age, sex, weight and height."""
    if birth := civility.birth_date(letter):
        yield letter.fact("birth_date", birth.value, birth.start, birth.end)
    if sex := civility.sex(letter):
        yield letter.fact("sex", sex.value, sex.start, sex.end)
    yield from _age(letter)
    yield from _weight(letter)
    yield from _height(letter)
    yield from _performance(letter)
    yield from _menopause(letter)
    yield from _pregnancy(letter)
    yield from _breastfeeding(letter)


_YEARS = r"(?P<age>1[89]|[2-9]\d|10\d)\s?(?:ans?\b(?!\s*(?:d[e'u]|apres|plus|auparavant|avant|et demi d|plus tard))|a\b(?=[\s,.;)]|$)|y\b)"
_AGE_STATED = re.compile(rf"(?<!['\w])agee?(?:\(e\))?\s+(?:aujourd'hui |actuellement |maintenant |desormais )?de\s+{_YEARS}|\bage\s*(?:actuel\s*)?[.\s]*[:=]\s*(?P<field>1[89]|[2-9]\d|10\d)(?!\d|\s?(?:kg|cm|%|mois))|(?<!l')(?<!d')\bage\s+{_YEARS.replace('?P<age>', '?P<age2>')}")
_AGE_OF_PERSON = re.compile(
    rf"(?<![\w'])(?:patiente?|pte?|pat|femme|homme|dame|monsieur|retraitee?|f|h|♀|♂|jeune femme)\s*[,:]?\s*(?:\(?\s*(?:f|h|m)\s*\)?\s*,?\s*)?(?:agee? )?(?:de )?{_YEARS}"
)
_AGE_OWNED = re.compile(rf"\b(?:elle|il) (?P<a>a) {_YEARS}")
_AGE_BEHIND = re.compile(
    rf"[\s,;(\-–:/]*(?:\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}})?[\s,;(\-–:/]*(?:(?:[fmh]|mme|mlle|monsieur|♀|♂|sexe\s*:?\s*[fmh])\b[\s,;(\-–]*|[♀♂]\s*)?(?:agee? de |age\s*:?\s*)?(?:ag[ée]e? de )?{_YEARS}"
)
_AGE_OPENS = re.compile(rf"\s*[-•*(]?\s*(?:[fh],?\s)?{_YEARS}\s*(?=[,.;)\t\n/-]|$)")
_PAST_AGE = re.compile(r"\b(?:alors|a l'age|a l'epoque|diagnosti\w+|decouvert\w*|decedee?s?|en \d{4})\W+(?:\w+\W+){0,2}$")
_BIRTH_BEHIND = re.compile(r"[\s,;(\-–]*nee?(?:\(e\))?\s[^\n\t]{0,40}?\d{4}\s*[\s,;(\-–/]*(?=\d)")


def _age(letter: Letter) -> Iterator[Fact]:
    """The age of the patient now; never the age at an event, nor that of a relative."""
    found: list[tuple[int, int, int, int]] = []
    folded = letter.folded
    for match in _AGE_STATED.finditer(folded):
        group = next(name for name in ("age", "field", "age2") if match[name])
        before = _clause(letter, match.start())
        if _is_relative(before) or _PAST_AGE.search(before):
            continue
        found.append((0, match.start(), match.end(), int(match[group])))
    for match in _AGE_OF_PERSON.finditer(folded):
        before = _clause(letter, match.start())
        if not _is_relative(before) and not re.search(r"\b(?:alors|chez les|chez la)\s*$", before):
            found.append((0, match.start("age"), _years_end(match), int(match["age"])))
    for match in _AGE_OWNED.finditer(folded):
        if letter.text[match.start("a")] in "aA" and not _is_relative(_clause(letter, match.start())):
            found.append((0, match.start("age"), _years_end(match), int(match["age"])))
    for sign in civility.names(letter):
        if match := _AGE_BEHIND.match(folded, sign.end):
            found.append((0, match.start("age"), _years_end(match), int(match["age"])))
    if birth := civility.birth_date(letter):
        if match := re.compile(rf"[\s,;(\-–/]*(?:soit |age\s*:?\s*)?{_YEARS}").match(folded, birth.end):
            found.append((0, match.start("age"), _years_end(match), int(match["age"])))
    for sentence in letter.sentences:
        if match := _AGE_OPENS.match(folded, sentence.start, sentence.end):
            if sentence.section not in ("family_history", "past_history"):
                found.append((1, match.start("age"), _years_end(match), int(match["age"])))
    if found:
        _, start, end, age = min(found)
        yield letter.fact("age", age, start, end)


def _years_end(match: re.Match[str]) -> int:
    return match.end() - (len(match.group()) - len(match.group().rstrip(" ,.;)")))


def _clause(letter: Letter, at: int) -> str:
    """The folded text of the sentence before a character."""
    return letter.folded[max(letter.sentence_at(at).start, at - 90) : at]


_KIN = re.compile(
    r"\b(?:mere(?! de (?:deux|trois|quatre|\d|famille))|pere|soeurs?|freres?|filles?|fils|mari|epoux|epouse|conjointe?|compagnon|compagne|tantes?|oncles?|cousine?s?|grand-\w+|enfants?|bebe|niece|neveu|parents?)\b"
)
_PATIENT_NAMED = re.compile(r"\b(?:mme|mlle|madame|monsieur|patiente?)\b")


def _is_relative(before: str) -> bool:
    """Whether the last person named is a relative."""
    kin = list(_KIN.finditer(before))
    if not kin:
        return False
    named = list(_PATIENT_NAMED.finditer(before))
    return not named or named[-1].start() < kin[-1].start()


_KG = r"(?P<kg>[2-9]\d|1\d\d)(?P<part>[.,]\d{1,2})?"
_WEIGHT_CUE = re.compile(
    rf"\b(?:poids|pds|pese|pesait|pesant|pesee)\b\.?(?:\s*\((?:kg|en kg|actuel|ce jour)\))?(?:\s*(?:ce jour|actuel|du jour|stable|stables|est|toujours|corporel|reste|actuellement|aujourd'hui|environ|conserve|mesure|le [\d/.]+|a|de|en kg|:|=|\.|,|\t|remonte a|en baisse a|en hausse a|en legere baisse a|autour de))*+\s*{_KG}\s*(?:kgs?\b|kilos?\b|(?=[\s,.;)/-]|$)(?!\s*(?:%|cm|mm|ans|mg|g\b|ml|[.,-]?\d)))(?!\s?/)"
)
_WEIGHT_BARE = re.compile(rf"(?<![\w.,+/-]){_KG}\s?(?:kgs?\b|kilos?\b)(?!\s?[/.]?\s?m2|\s?/|\s+(?:en moins|de moins|perdus?|en \d|en (?:un|deux|trois|quatre|six)|de plus|en plus|pris\b))")
_NOT_WEIGHT = re.compile(
    r"(?:\bperte (?:ponderale )?(?:de |d'|:)?(?:environ )?|\bperdu |\bpris |\bprise (?:de poids )?(?:de )?|\bgain (?:de )?|\bmaigri (?:de )?|amaigri\w* (?:de )?|\bmoins |\bplus |[-+]\s?|\bcharges? (?:lourdes? )?(?:de |> ?)?|"
    r"\b(?:de forme|habituel|anterieur|initial|avant|ancien|de base|sec)\s*:?\s*(?:a |de )?|\bcontre |\bvs\.? |\bimc |\d\s?x\s?|\bporter |\bsoulever |\bpar |/\s?|\(|de naissance\s*:?\s*(?:de )?|<\s?|>\s?)$"
)
_FORMER_WEIGHT = re.compile(r"\b(?:poids|pds)\s*(?:de forme|habituel|anterieur|initial|avant|de naissance|ideal|sec|au diagnostic|de la piece|operatoire)")


def _weight(letter: Letter) -> Iterator[Fact]:
    """The weight of the patient in kg: the first with its cue, else the first in kilograms."""
    folded = letter.folded
    for pattern in (_WEIGHT_CUE, _WEIGHT_BARE):
        for match in pattern.finditer(folded):
            if _FORMER_WEIGHT.match(folded, match.start()):
                continue
            if pattern is _WEIGHT_BARE and _NOT_WEIGHT.search(folded[max(0, match.start() - 40) : match.start()]):
                continue
            later = re.compile(rf"\s*(?:a|->|→|puis)\s*{_KG}\s*kg").match(folded, match.end())
            if re.search(r"\b(?:passee?|passant)\s+de\s+$", folded[max(0, match.start() - 20) : match.start()]) and later:
                match = later
            if _is_relative(_clause(letter, match.start())):
                continue
            value = float(f"{match['kg']}{(match['part'] or '').replace(',', '.')}")
            if not 25 <= value <= 200:
                continue
            yield letter.fact("weight", int(value) if value.is_integer() else value, match.start(), match.end(), unit="kg")
            return


_METRES = re.compile(r"(?<![\w.,/-])(?P<m>[12])\s?(?:m\s?(?P<c1>\d\d)\b|[.,](?P<c2>\d\d)\s?m(?![\w2]|\s?2\b))(?!\s?[x/])")
_CENTIMETRES = re.compile(r"(?<![\w.,/x-])(?P<cm>1[2-9]\d|20\d)\s?cm\b(?!\s?[x/])")
_HEIGHT_CUE = re.compile(r"\b(?:taille|mesure|t)\s*[.\s]*(?:\(cm\)\s*)?[:=]?\s*(?P<cm>1[2-9]\d|20\d)(?!\d|[.,]\d|\s?(?:mm|mg|ml|x|/|g\b|ans))")
_HEIGHT_DECIMAL = re.compile(r"\btaille\s*(?:\(m\)\s*)?[:=]?\s*(?P<m>1)[.,](?P<c1>\d\d)\b(?!\s?(?:mm|cm|x|/))(?P<c2>)")


_NOT_HEIGHT = re.compile(r"\b(?:incisives|anale|perimetre|marche|distance|tumeur|masse|lesion|nodule|surface|sc\b)")


def _height(letter: Letter) -> Iterator[Fact]:
    """The height of the patient in cm."""
    folded = letter.folded
    for pattern in (_HEIGHT_CUE, _METRES, _CENTIMETRES, _HEIGHT_DECIMAL):
        for match in pattern.finditer(folded):
            groups = match.groupdict()
            value = int(groups["cm"]) if groups.get("cm") else int(groups["m"]) * 100 + int(groups["c1"] or groups["c2"])
            if not 120 <= value <= 215 or _NOT_HEIGHT.search(_clause(letter, match.start())[-60:]):
                continue
            yield letter.fact("height", value, match.start(), match.end(), unit="cm")
            return


_GRADE = re.compile(
    r"(?:[\s:=.,(\t]|(?<!\w)(?:a|est|etait|de|d'|reste|restee?|evaluee?|estimee?|cotee?|stable|toujours|conserve|actuel|actuellement|ce jour|du jour|mesuree?|entre|score|grade|indice|statut|stade|etait|egal|autour|"
    r"oms|ecog|ps|who|performance|status|patiente?|ameliore|alter[e]|maintenu|l'|selon|la|le|classification|echelle|passee?|bon|inchangee?|altere|excellent|excellente|cotation|en)(?!\w)|[)])*+"
    r"(?P<low>[0-4]|zero|iv|i{1,3})(?![\w.,]\d|\d|[°])(?![a-z])(?:\s*(?:-|/|a|ou|->|→|=>|puis|à)\s*(?P<high>[0-5])(?![\d.,]\d|\d|[a-z]))?"
)
_NOT_A_GRADE = re.compile(r"\s?(?:%|mg|g\b|ml|cp\b|cps\b|ampoules?|fois|/j|h\b|mois|ans\b|sem|jours?|mm|cm|lesions?|cycles?|cures?|eme|ere?\b|e\b|enfants?|grossesses?|metasta|nodules?|semaines?|gelules?|comprimes?|ordonnances?)")
_GRADE_BEFORE = re.compile(r"(?:(?:grade|stade|cotee?|score|statut)\s+)?(?P<low>[0-4])\s*(?:selon|sur|de|d'apres|dans|,)?\s*(?:la |l'|le )?(?:classification |echelle |score |index |indice |criteres )*(?:de |d')?(?:la |le |l')?\s*$")
_NOT_PERFORMANCE = re.compile(r"\b(?:classification|tumeurs?|edition|type|histolog\w*|toxicite|neutropenie|mucite|selon (?:la )?(?:classification )?(?:de )?l'|antalgiques?|paliers?|grade \d (?:de |selon ))\s*(?:de |l'|la |par |selon )*$")
_PAST_STATE = re.compile(r"\b(?:entree|admission|arrivee|initialement|au diagnostic|anterieur|auparavant|avant)\b")
_NUMERALS = {"zero": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4}


def _performance(letter: Letter) -> Iterator[Fact]:
    """The performance status (0-4); the upper grade of a range, the last one of a change."""
    grades: list[tuple[int, int, int, str | None, bool]] = []
    for target in letter.of("PERFORMANCE"):
        if target.ignored:
            continue
        read = _grade_after(letter, target) or _grade_before(letter, target)
        if read is None:
            continue
        value, start, end = read
        clause = _clause(letter, target.start)
        around = re.split(r"[,;]", clause)[-1] + re.split(r"[.,;\n]", letter.folded[end : end + 24])[0]
        dated = re.compile(r"\s*\(?(?:le|au|du|en date du)\s+").match(letter.folded, end)
        mention = next(iter(letter.dates_in(dated.end(), dated.end() + 1)), None) if dated else None
        grades.append((value, start, end, mention.iso if mention and mention.is_full else None, bool(_PAST_STATE.search(around))))
    if any(not past for *_, past in grades):
        grades = [grade for grade in grades if not grade[4] or grade[3]]
    karnofsky = list(_karnofsky(letter))
    for value, start, end, iso, _ in grades:
        near = next((k for k, s, _ in karnofsky if abs(s - end) < 40 and letter.sentence_at(s) is letter.sentence_at(start)), None)
        yield letter.fact("ecog", value, start, end, karnofsky=near, date=iso)
    if not grades:
        for value, start, end in karnofsky:
            yield letter.fact("ecog", KARNOFSKY_TO_ECOG[value], start, end, karnofsky=value)


def _grade_after(letter: Letter, target: Target) -> tuple[int, int, int] | None:
    folded, text = letter.folded, letter.text
    if _NOT_PERFORMANCE.search(folded[max(0, target.start - 45) : target.start]):
        return None
    if target.text == "ps" and not folded[target.end : target.end + 3].strip(" :=")[:1].isdigit():
        return None
    line_end = letter.line_bounds(target.sentence)[1]
    match = _GRADE.match(folded, target.end, line_end)
    if match is None or _NOT_A_GRADE.match(folded, match.end()):
        return None
    low = match["low"]
    if low in ("i", "ii", "iii", "iv") and not text[match.start("low") : match.end("low")].isupper():
        return None
    value = _NUMERALS[low] if low in _NUMERALS else int(low)
    high = match["high"]
    if high is not None:
        separator = folded[match.end("low") : match.start("high")].strip()
        if separator == "/" and int(high) >= 4:
            pass
        elif separator in ("->", "→", "=>", "puis", "a", "à") and re.search(r"passee?|passe", folded[target.start : match.end()]):
            value = int(high)
        elif separator in ("->", "→", "=>", "puis"):
            value = int(high)
        elif int(high) <= 4:
            value = max(value, int(high))
    return value, target.start, match.end("high") if high is not None else match.end("low")


def _grade_before(letter: Letter, target: Target) -> tuple[int, int, int] | None:
    """The grade that stands before the name of the scale: "coté 1 sur l'échelle OMS"."""
    start = max(target.sentence.start, target.start - 60)
    match = _GRADE_BEFORE.search(letter.folded, start, target.start)
    if match is None or re.search(r"\d|[.,]$|\b(?:grade|stade)\b", letter.folded[max(0, match.start() - 14) : match.start("low")]):
        return None
    if not re.search(r"\b(?:cotee?|score|statut|sur|autonom\w*|etat general|activite|performance)\b|\(", letter.folded[start : target.start]):
        return None
    return int(match["low"]), match.start("low"), target.end


def _karnofsky(letter: Letter) -> Iterator[tuple[int, int, int]]:
    for target in letter.of("KARNOFSKY"):
        if target.ignored:
            continue
        match = re.compile(
            r"(?:[\s:=.,(]|(?<!\w)(?:a|est|de|estimee?|evaluee?|index|score|indice|autour|entre|environ|ce jour)(?!\w))*+(?:(?:\d0)\s?%?\s*(?:-|a|/)\s*)?(?P<k>100|[1-9]0)\s?%?(?!\d)"
        ).match(letter.folded, target.end, letter.line_bounds(target.sentence)[1])
        if match:
            yield int(match["k"]), target.start, match.end()


_NEGATION_BEFORE = re.compile(r"\b(?:non|pas|jamais) (?:encore |du tout )?(?:ete )?$|n'est (?:pas|plus) (?:encore )?$")
_IN_GENERAL = re.compile(r"\b(?:chez (?:la|les|une?) (?:femmes?|patientes?)|femmes|pour les|indique[e]?|amm)\b[^.]{0,40}$|\b(?:mere|soeur|tante|avant sa|apres sa|avant la|depuis sa)\b[^.,;]{0,25}$")
_FIELD_VALUE = re.compile(r"\s*(?:\([^)]*\)\s*)?[:=?]\s*(?:\[\s?\]\s?\w+\s*)*(?:\[\s?[x✓]\s?\]\s?|[☒☑]\s?)?(?P<v>oui|non|faite|pre-?menopaus\w*|post-?menopaus\w*|peri-?menopaus\w*|menopausee|non menopausee|pre|post|peri)\b")


def _menopause(letter: Letter) -> Iterator[Fact]:
    """The menopausal status, where it is worded; an age never implies it."""
    for target in letter.of("MENOPAUSE"):
        folded = letter.folded
        before = folded[max(target.sentence.start, target.start - 45) : target.start]
        if target.hypothetical or target.sentence.section == "family_history" or _IN_GENERAL.search(before):
            continue
        field = _FIELD_VALUE.match(folded, target.end, target.sentence.end)
        value, start, end = str(target.value), target.start, target.end
        if value == "field" or field:
            if field is None:
                continue
            word, end = field["v"], field.end()
            if word in ("oui", "faite", "post") or word.startswith(("post", "menop")):
                value = "postmenopausal"
            elif word.startswith("peri"):
                value = "perimenopausal"
            else:
                value = "premenopausal"
        if (negation := _NEGATION_BEFORE.search(before)) and not field:
            if value != "postmenopausal":
                continue
            value, start = "premenopausal", target.start - len(before) + negation.start()
        elif target.uncertain or before.rstrip().endswith(("si", "ou")):
            continue
        yield letter.fact("menopause", value, start, end)
        return


_PREGNANT = re.compile(r"\s*(?:en cours|evolutive|actuelle|de \d+\s?(?:sa\b|semaines|mois)|\(\d+ sa|a \d+ sa|\d+\s?sa\b|connue|intra-?uterine)")
_BOX = re.compile(r"\s*(?:en cours|actuelle|evolutive)?\s*[:=?]\s*(?:\[\s?\]\s?\w+[^\[\n]{0,8})?(?:\[\s?[x✓]\s?\]\s?|[☒☑]\s?)?(?P<v>oui|non|0|neant|aucune?|absente?)\b")
_NO = re.compile(r"\b(?:pas|non|ni|absence|aucune?|sans|n'est pas|jamais|exclu\w*)[ '(]+(?:de |d'|en |enceinte ni |actuellement |elle n')*$")
_PAST_PREGNANCY = re.compile(r"\b(?:antecedents?|atcd|desir|projet|risque|avant|apres|pendant|lors|cours de la|distance|souhait|contraception|empecher|debut de)\b[^.,;]{0,30}$")


def _pregnancy(letter: Letter) -> Iterator[Fact]:
    """A pregnancy in course or ruled out; never those of the past, nor those to be avoided."""
    for target in letter.of("PREGNANCY"):
        if target.ignored:
            continue
        folded = letter.folded
        before = folded[max(target.sentence.start, target.start - 40) : target.start]
        after = folded[target.end : target.sentence.end]
        word = folded[target.start : target.end]
        value, end = None, target.end
        if box := _BOX.match(folded, target.end, letter.line_bounds(target.sentence)[1]):
            if "test" not in word and "hcg" not in word:
                value, end = ("present" if box["v"] == "oui" else "absent"), box.end()
        elif "test" in word or "hcg" in word:
            if match := re.match(r"[^.;]{0,30}?\bnegati(?:f|ve|fs|ves)\b|[^.;,]{0,12}<\s?\d", after):
                value, end = "absent", target.end + match.end()
            elif match := re.match(r"[^.;]{0,30}?\bpositi(?:f|ve|fs)\b", after):
                value, end = "present", target.end + match.end()
        elif word == "grossesse":
            running = _PREGNANT.match(after)
            if _NO.search(before) and not re.match(r"\s*(?:menee|depuis|anterieure|anterieurement|a terme)", after):
                value = "absent" if "exclu" not in before else "absent"
                end += running.end() if running else 0
            elif match := re.match(r"\s*(?:en cours |evolutive )?(?:formellement )?(?:exclue|ecartee|eliminee)\b", after):
                value, end = "absent", target.end + match.end()
            elif running and not _PAST_PREGNANCY.search(before) and not re.search(r"\b(?:premiere|seconde|deuxieme|derniere|une) $", before):
                value, end = "present", target.end + running.end()
        elif re.search(r"\b(?:l'|femmes?|pole|filiere) ?$", before) and not re.match(r"\s*de \d", after):
            value = None
        elif _NO.search(before):
            value = "absent"
        elif not target.negated and not target.uncertain and not _is_relative(before):
            value = "present"
            if running := re.match(r"\s*(?:de|a)\s+\d+(?:\s?\+\s?\d)?\s?(?:sa|semaines|mois)\b(?:\s?\+\s?\d\s?j\b)?", after):
                end += running.end()
        if value is not None:
            start = target.start
            if value == "absent" and (negation := _NO.search(before)):
                start = target.start - len(before) + negation.start()
            yield letter.fact("pregnancy", value, start, end)
            return


_RUNNING = re.compile(r"\s*(?:en cours|actuel\b|actuellement|maternel en cours|encore|son (?:bebe|enfant|nourrisson)|toujours)")
_PARITY = re.compile(r"\b(?:g\s?\d\s?p\s?\d|enfants?|nulli\w+|multipare|primipare|grossesses|menarche|accouchement)\b")


def _breastfeeding(letter: Letter) -> Iterator[Fact]:
    """Breastfeeding in course, or said not to be; never that of the past."""
    for target in letter.of("BREASTFEEDING"):
        if target.ignored:
            continue
        folded = letter.folded
        word = folded[target.start : target.end]
        before = folded[max(target.sentence.start, target.start - 40) : target.start]
        value, end = None, target.end
        running = _RUNNING.match(folded, target.end, target.sentence.end)
        if box := _BOX.match(folded, target.end, letter.line_bounds(target.sentence)[1]):
            value, end = ("present" if box["v"] == "oui" else "absent"), box.end()
        elif _NO.search(before) or before.endswith(("n'", "n'est ")):
            history = _PARITY.search(folded[target.sentence.start : target.start]) and not running and word == "allaitement"
            value = None if history else "absent"
            end = running.end() if running else end
        elif word != "allaitement" and not target.negated:
            if not re.search(r"\b(?:a|avait|ayant|meres?|femmes?)\s+(?:\w+\s+)?$", before):
                value = "present"
        elif running and not target.negated and not _PAST_PREGNANCY.search(before):
            value, end = "present", running.end()
        if value is not None:
            start = target.start
            if value == "absent" and (negation := _NO.search(before)):
                start = target.start - len(before) + negation.start()
            yield letter.fact("breastfeeding", value, start, end)
            return
