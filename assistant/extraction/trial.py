"""Reader of the theme trial: diseases that a protocol excludes, prognosis, cover, consent, follow-up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.extraction.letter import Letter, Target
from assistant.extraction.obstacles import read_obstacles
from criteria.facts import Fact


def read(letter: Letter) -> Iterator[Fact]:
    """The facts that only a trial asks for."""
    yield from _settled(_disease(letter, "CIRRHOSIS", "cirrhosis"))
    yield from _settled(_hepatitis(letter))
    yield from _settled(_disease(letter, "SCLERODERMA", "scleroderma"))
    yield from _settled(_disease(letter, "CONNECTIVE", "connective_tissue_disease"))
    yield from _life_expectancy(letter)
    yield from _settled(_social_security(letter))
    yield from _consent(letter)
    yield from read_obstacles(letter)
    yield from _day(letter, "RANDOMISATION", "randomization_date")
    yield from _day(letter, "FIRST_FRACTION", "irradiation_date")


_RANK = {"present": 0, "suspected": 2, "absent": 1}


def _settled(facts: Iterator[Fact]) -> Iterator[Fact]:
    """One state of a key: a disease that is there prevails, a doubt only stands alone."""
    stated = list(facts)
    if stated:
        yield min(stated, key=lambda fact: _RANK[str(fact.value)])


_VACCINE = re.compile(r"\bvaccin\w*\b[^.;]{0,40}$")
_NOT_ASSERTED = re.compile(r"\b(?:suspicion|bilan|recherche|depistage|contact|exposition|infirmiere?)\s+(?:de |d'|du |des )?$")
_ADVERB = re.compile(r"\bnon\s$")
_FIELD_NO = re.compile(r"\s*(?:\([^)]{0,30}\)\s*)?[:=]\s*(?:\[\s?\]\s?oui\s*)?(?:\[\s?x\s?\]\s?)?(?:non|aucun\w*|absente?|absence|0|neant|ras|neg\w*)\b")
_FIELD_YES = re.compile(r"\s*[:=]\s*(?:\[\s?x\s?\]\s?)?oui\b")
_QUESTION = re.compile(r"[^.;!\n]{0,25}\?")
_RELATIVES = re.compile(r"[^.;\n]{0,30}\b(?:dans la famille|chez (?:sa|son) (?:mere|soeur|pere|tante|fille|fils|frere))\b")


def _state(letter: Letter, target: Target) -> str | None:
    """present, absent or suspected; None for somebody else's, or what is only looked for."""
    folded = letter.folded
    before = folded[max(target.sentence.start, target.start - 50) : target.start]
    if target.ignored or _VACCINE.search(before) or _NOT_ASSERTED.search(before):
        return None
    if _RELATIVES.match(folded, target.end, target.sentence.end):
        return None
    if _FIELD_NO.match(folded, target.end, target.sentence.end):
        return "absent"
    if _QUESTION.match(folded, target.end, target.sentence.end):
        return None if target.sentence.section in ("indication", "technique") else "suspected"
    leaning = target.closest("NEGATED_EXISTENCE", "POSSIBLE_EXISTENCE")
    if leaning == "NEGATED_EXISTENCE":
        return "absent"
    if leaning == "POSSIBLE_EXISTENCE":
        return "suspected"
    return "present"


def _quoted(letter: Letter, key: str, value: str, target: Target) -> Fact:
    """A fact quoted with the word that denies it or doubts it."""
    start, end = target.start, target.end
    wanted = {"absent": "NEGATED_EXISTENCE", "suspected": "POSSIBLE_EXISTENCE"}.get(value)
    spans = [(a, b) for category, a, b in target.modifiers if category == wanted]
    if spans:
        a, b = min(spans, key=lambda span: max(span[0] - target.end, target.start - span[1]))
        start, end = min(start, a), max(end, b)
    return letter.fact(key, value, start, end)


def _disease(letter: Letter, label: str, key: str) -> Iterator[Fact]:
    for target in letter.of(label):
        text = letter.folded[target.start : target.end]
        after = letter.folded[target.end : target.end + 20]
        if text == "lupus" and re.match(r"\s*anti-?coagulant|\s*anticoag", after):
            continue
        if text in ("sharp", "gougerot") and not re.match(r"\s|[.,;)]|$", after):
            continue
        if label == "CIRRHOSIS" and text.startswith("cirrhotique") and _ADVERB.search(
            letter.folded[max(0, target.start - 5) : target.start]
        ):
            yield letter.fact(key, "absent", target.start - 4, target.end)
            continue
        if (value := _state(letter, target)) is not None:
            yield _quoted(letter, key, value, target)


_HEALED = re.compile(r"[^.;]{0,35}?\b(?:guerie|gueri|resolue|resolutive|ancienne gueri\w*|cicatricielle|non active|inactive|non evolutive|immunisee?)")
_NOT_ACTIVE = re.compile(r"\s*(?:virale |chronique |b |c )*(?:active|evolutive)")
_STEATO = re.compile(r"(?:steato-?\s?|stea-?\s?)$")
_NEGATIVE_SEROLOGY = re.compile(r"[^.;\n]{0,45}?(?:\b(?:neg|negati(?:f|ve|fs|ves))\b|(?<=[a-z\s])-(?=[\s,.;)]|$))")
_POSITIVE_SEROLOGY = re.compile(r"[^.;\n]{0,25}?\b(?:pos|positi(?:f|ve|fs|ves))\b|\s?\+")
_VIRUS_PAIR = re.compile(
    r"\b(?:vhb|hbv|ag\s?hbs|hbs|hepatite b)\b\s*[:=]?\s*(?:neg\w*|-)\s*(?:,|;|/|et|-|\s)\s*(?:(?:la|l'|anticorps|ac|serologie)\s*)*(?:anti-?\s?)?(?:vhc|hcv|hepatite c)\s*[:=]?\s*(?:neg\w*|-)"
)


def _hepatitis(letter: Letter) -> Iterator[Fact]:
    folded = letter.folded
    for target in letter.of("HEPATITIS"):
        text = folded[target.start : target.end]
        if not text.startswith(("hepatite", "hepatopathie", "infection")) or _STEATO.search(folded[max(0, target.start - 8) : target.start]):
            continue
        before = folded[max(target.sentence.start, target.start - 40) : target.start]
        if re.search(r"\bserolog\w*[^.;]{0,35}$", before):
            continue
        if healed := _HEALED.match(folded, target.end, target.sentence.end):
            yield letter.fact("hepatitis", "absent", target.start, healed.end())
            continue
        value = _state(letter, target)
        if value == "present" and target.historical:
            continue
        if value is not None:
            yield _quoted(letter, "hepatitis", value, target)
    for target in letter.of("SEROLOGY"):
        text = folded[target.start : target.end]
        both = bool(re.search(r"b et c|b/c|\bvhb\b.*\bvhc\b|hbv.*hcv|virales?$|hepatites?$|b et c$", text)) or bool(
            re.match(r"\s*(?:des )?(?:hepatites? )?(?:b\s*(?:et|/|-|,)\s*c|vhb\s*(?:et|/|-|,)\s*vhc)\b", folded[target.end : target.end + 30])
        )
        negative = _NEGATIVE_SEROLOGY.match(folded, target.end, target.sentence.end)
        if both and negative and not target.ignored and not _POSITIVE_SEROLOGY.match(folded, target.end, negative.end()):
            yield letter.fact("hepatitis", "absent", target.start, negative.end())
    for match in _VIRUS_PAIR.finditer(folded):
        yield letter.fact("hepatitis", "absent", match.start(), match.end())


_NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "neuf": 9, "dix": 10, "douze": 12, "dix-huit": 18, "vingt-quatre": 24}
_NUMBER = r"(?P<n>\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"
_BOUNDS = (
    ("ge", r"≥|>=|au moins|superieure? ou egale? a|d'au moins|minimum|minimale? de|a minima"),
    ("le", r"≤|<=|au plus|inferieure? ou egale? a|maximum|tout au plus|n'excedant pas|n'excede pas|ne depass\w+ pas|ne depassera pas"),
    ("gt", r">|superieure? a|plus d'|plus de|au-dela de|au dela de|bien au-dela|exced\w+|depass\w+|sup\.? a|>>"),
    ("lt", r"<|inferieure? a|moins d'|moins de|en dessous de|en-dessous de|inf\.? a"),
)  # fmt: skip
_BOUND_OF = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _BOUNDS))
_SPAN = re.compile(rf"(?:(?P<first>\d{{1,3}})\s*(?:a|-|ou)\s*)?(?<![\w.,]){_NUMBER}\s*(?P<unit>mois|ans?\b|annees?|semaines?)")
_BACKWARD = re.compile(rf"{_NUMBER}\s*(?P<unit>mois|ans?|annees?|semaines?)\s*(?:d'|de |en )?\s*$")
_MONTHS_IN = {"m": 1.0, "a": 12.0, "s": 12 / 52}


def _life_expectancy(letter: Letter) -> Iterator[Fact]:
    """Life expectancy in months, with its bound."""
    folded = letter.folded
    for target in letter.of("LIFE_EXPECTANCY"):
        word = folded[target.start : target.end]
        start = max(target.sentence.start, target.start - 80)
        if target.hypothetical or re.search(r"\bcriteres?\b|\bexige|\brequi|\bmediane?\b|\bprobabilite|\bsans (?:progression|recidive|maladie)", folded[start : target.end + 25]):
            continue
        if word in ("survie", "pronostic") and not re.match(r"\s*(?:vital\s*)?(?:est\s*)?(?:estimee?\s*|evaluee?\s*)?(?:a\s*|:\s*|de\s*)?(?:[<>≤≥]|superieure?|inferieure?|au-dela|plus de|moins de|\d+ mois)", folded[target.end : target.end + 50]):
            continue
        after_end = min(target.sentence.end, target.end + 75)
        if match := _SPAN.search(folded, target.end, after_end):
            gap = folded[target.end : match.start()]
            bound = _bound(gap) or "eq"
            left, right = target.start, match.end()
            if match["first"]:
                value, bound = _months(match["first"], match["unit"]), "ge"
            else:
                value = _months(match["n"], match["unit"])
            if re.match(r"\s*(?:au moins|au minimum|minimum|et plus|ou plus)\b", folded[match.end() : match.end() + 14]):
                bound = "ge"
            elif re.match(r"\s*(?:au plus|au maximum|maximum|tout au plus)\b", folded[match.end() : match.end() + 16]):
                bound = "le"
            if re.search(r"\b(?:depuis|il y a|dans|apres|suivi)\b", gap):
                continue
        elif match := _BACKWARD.search(folded, start, target.start):
            value = _months(match["n"], match["unit"])
            before = folded[max(target.sentence.start, match.start() - 40) : match.start()]
            bound = _bound(before) or "eq"
            left, right = match.start(), target.end
            if bound != "eq" and (opening := list(_BOUND_OF.finditer(folded, start, match.start()))):
                left = opening[-1].start()
        else:
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


_CRITERIA = re.compile(r"\bcriteres?\b")
_COVER = re.compile(r"\b(?:securite sociale|secu\b|assurance maladie|cpam|regime|\bmsa\b|\bcmu\b|\bpuma\b|\bame\b|aide medicale|rsi\b|social|cnmss|mgen|camieg|css\b|c2s\b|ald\b|100 ?%)")
_LOST = re.compile(
    r"[^.;]{0,50}?\b(?:sont|est|etant|restent|ont ete|actuellement)?\s*(?:fermes?|fermee?s?|expires?|perdus?|suspendus?|interrompus?|echus?|non ouverts?|pas ouverts?|pas (?:a jour|encore ouverts?|de droits?)|en attente|en cours|non a jour|a ouvrir|a renouveler|inexistante?|absente?)\b"
)
_NO_COVER = re.compile(r"\b(?:sans|pas|aucune?|plus|ni|non|n'est pas|absence de|perdu)\s+(?:encore\s+|actuellement\s+)?(?:de |d'|la |sa |ses |toute )*$")


def _social_security(letter: Letter) -> Iterator[Fact]:
    folded = letter.folded
    for target in letter.of("SOCIAL_SECURITY"):
        if target.ignored or target.uncertain:
            continue
        text = folded[target.start : target.end]
        sentence = target.sentence
        before = folded[max(sentence.start, target.start - 45) : target.start]
        after = folded[target.end : min(sentence.end, target.end + 60)]
        if _CRITERIA.search(folded, sentence.start, target.start):
            continue
        if re.search(r"\b(?:n°|numero|num|no|nir|demande|dossier|formulaire|carte|caisse|ouverture)\s*(?:de |d'|a |la )*$", before):
            continue
        if _QUESTION.match(folded, target.end, sentence.end) or re.search(r"\bne sai[ts] (?:pas|plus)\b", after):
            continue
        if lost := _LOST.match(folded, target.end, min(sentence.end, target.end + 70)):
            if not text.startswith(("affilie", "beneficiaire", "assuree", "ald", "prise")):
                yield letter.fact("social_security", "absent", target.start, lost.end())
            continue
        if re.match(r"(?:affili|rattach|couverte?$|beneficiaire|inscrit|immatricul|ayant|assuree?$|assure$)", text):
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
        if text in ("ame", "ald", "msa", "cmu", "puma", "aide medicale d'etat") or text.startswith(("prise en charge", "pec", "100", "a 100")):
            if re.search(r"\b(?:sous|en|a la|ald|beneficie (?:de|d'un\w*|de l')|par la|titulaire|de l'|de la|,|:)\W*$|^$", before) or text == "ald":
                if not re.search(r"\b(?:hors|demande|fin|refus)\b[^.,;]{0,15}$", before):
                    yield letter.fact("social_security", "present", target.start, target.end)
            continue
        if match := re.match(r"\s*(?::|=)?\s*(?:\[\s?x\s?\]\s?)?(?:oui|ok|a jour|ouverts?|valides?|complete|active)\b", after):
            yield letter.fact("social_security", "present", target.start, target.end + match.end())
        elif match := re.match(r"\s*[:=]\s*(?:non|aucune?|neant|0)\b", after):
            yield letter.fact("social_security", "absent", target.start, target.end + match.end())
        elif re.search(r"\b(?:beneficie (?:bien )?(?:d'une?|de la|de l'|du|d')|a une|assure\w* (?:a|par) (?:la|l'))\s*$", before) or text.startswith("assure"):
            yield letter.fact("social_security", "present", target.start, target.end)


_TRIAL = re.compile(r"\bessais?\b|stereo-?sein|stereo-?os|protocole de recherche|etude clinique|randomis|pre-?selection|screening|recherche clinique|recherche biomedicale|inclusion|promoteur")
_OTHER_CONSENT = re.compile(r"chirurg|operatoire|anesthes|tumorotheque|biobanque|biotheque|\bcrb\b|aux soins|de soins|genetique|constitutionnel|photo|transfus|collection|port-?a-?cath|chimiotherapie|a l'acte|a l'intervention|reconstruction")
_NOT_SIGNED = re.compile(r"\b(?:n'a (?:pas|toujours pas) (?:encore )?signe|pas (?:encore )?(?:signe|donne|ete signe|recueilli)|non (?:encore )?signe|a signer|reste a signer|doit signer|signera|sera signe|avant (?:de signer|signature)|en attente de signature|attente (?:du|de son) consentement|pas (?:de|eu de) consentement|a recueillir|pas rendu)")
_SIGNED = re.compile(r"\b(?:a (?:bien |deja )?(?:lu et )?signe|signee?s?|ont ete signes|a ete signe|recueillie?|obtenue?|a donne son|a rendu signe|signature (?:le|du))\b")
_REFUSED = re.compile(r"\b(?:refuse|a refuse|refusant|refus|decline|a decline|ne souhaite pas|n'a pas souhaite|ne veut pas|ne desire pas|retire|a retire|s'oppose|non consentante)\b")


def _consent(letter: Letter) -> Iterator[Fact]:
    """Consent to a trial; never to care, an operation or a collection of samples."""
    folded = letter.folded
    if not _TRIAL.search(folded):
        return
    found: list[tuple[int, Fact]] = []
    for target in letter.of("CONSENT", "PARTICIPATION"):
        sentence = target.sentence
        words = folded[sentence.start : sentence.end]
        if _CRITERIA.search(folded, sentence.start, target.start):
            continue
        if target.family or _OTHER_CONSENT.search(folded[max(sentence.start, target.start - 70) : min(sentence.end, target.end + 70)]):
            continue
        left, right = max(sentence.start, target.start - 75), min(sentence.end, target.end + 60)
        if match := _REFUSED.search(folded, left, target.start):
            between = folded[match.end() : target.start]
            if len(between) < 45 and not re.search(r"[;.]|\bmais\b", between) and (target.label == "CONSENT" or re.search(r"\b(?:essai|etude|protocole|recherche|participer|participation|inclusion)\b", words)):
                found.append((0, letter.fact("consent", "refused", match.start(), target.end)))
            continue
        if target.label == "PARTICIPATION":
            if match := re.compile(r"\s*(?:est |a ete )?(?:refusee?|declinee?)\b").match(folded, target.end, right):
                found.append((0, letter.fact("consent", "refused", target.start, match.end())))
            continue
        if target.hypothetical:
            continue
        if match := _NOT_SIGNED.search(folded, left, right):
            found.append((1, letter.fact("consent", "not_signed", min(target.start, match.start()), max(target.end, match.end()))))
        elif match := _SIGNED.search(folded, left, right):
            if re.search(r"\bne\b|\bn'|\bapres\b|\bune fois\b|\bdes que\b|\blorsqu|\bquand\b|\bsous reserve\b|\ba condition\b|\bdevra\b|\bdoit\b|\bpourra\b", folded[left : match.start()][-40:]):
                continue
            start, end = min(target.start, match.start()), max(target.end, match.end())
            date = next((d for d in letter.dates_in(start, min(sentence.end, end + 30)) if d.is_full), None)
            found.append((2, letter.fact("consent", "signed", start, end, date=date.iso if date else None)))
    if found:
        yield min(found, key=lambda pair: pair[0])[1]


def _day(letter: Letter, label: str, key: str) -> Iterator[Fact]:
    """The full date right behind a word: done or fixed, never refused or only hoped for."""
    for target in letter.of(label):
        before = letter.folded[max(target.sentence.start, target.start - 40) : target.start]
        if target.ignored or target.cancelled or target.negated or re.search(r"\b(?:essai|etude|phase \w+)\s*$", before):
            continue
        for mention in letter.dates_in(target.end, min(target.sentence.end, target.end + 45)):
            gap = letter.folded[target.end : mention.start]
            if not mention.is_full or re.search(r"\b(?:avant|apres|pas|irm|scanner|tdm|depuis|fin|terminee|derniere)\b", gap):
                break
            yield letter.fact(key, mention.iso, target.start, mention.end)
            return
