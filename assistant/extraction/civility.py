"""Who a document is about: name and birth date. Never a doctor, a relative or a secretary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from assistant.extraction.dates import date_at, full_year, make_iso
from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter

_HEAD_LINES = 16
_MIN_AGE, _MAX_AGE = 14, 112
_WORDS_BEFORE = 45
_LONGEST_LINK = 60

_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_NO_LABEL = r"(?!PR[EÉ]NOM|N[EÉ]E?\b|DDN|SEXE|[AÂ]GE\b|DATE|NAISS)"
_FAMILY_NAME = rf"(?:(?:D['’]|L['’]|DE |DU |DES |LE |LA |EL |AL |BEN |VAN |VON |DI |DA |DOS |SAINT[- ]|ST[- ]){{0,3}}{_CAPITAL}['’]?{_CAPITAL}{{1,25}}(?:[-'’ ]{_NO_LABEL}{_CAPITAL}{{2,25}}){{0,3}}|{_CAPITAL}{_CAPITAL}\b)"
_FIRST_NAME = rf"{_CAPITAL}[a-zà-ÿ]{{1,20}}(?:[- ]{_CAPITAL}[a-zà-ÿ]{{1,20}})?"
_INITIAL = rf"{_CAPITAL}\.(?:[- ]?{_CAPITAL}\.)?"
_PARTICLE = r"(?:(?:[dD]['’]|[Dd]e |[Dd]u |[Dd]es |[Ll]e |[Ll]a |[Ee]l |[Bb]en |[Vv]an |[Vv]on )?)"
_SPACED_OUT = rf"(?:{_CAPITAL} ){{3,24}}{_CAPITAL}(?![\w.'’])"
"""A name with its capitals spaced out: "M A R T I N"."""
_NAME = (
    rf"(?:{_SPACED_OUT}(?:\s+{_FIRST_NAME})?|{_FAMILY_NAME}(?:,? (?:{_FIRST_NAME}|{_INITIAL})(?![a-zà-ÿ]))?"
    rf"|{_FIRST_NAME} {_FAMILY_NAME}"
    rf"|{_FIRST_NAME} {_INITIAL}"
    rf"|{_INITIAL} ?{_FAMILY_NAME}"
    rf"|{_PARTICLE}{_FIRST_NAME}(?:-{_FIRST_NAME})?(?: {_PARTICLE}{_FIRST_NAME})?"
    rf"|{_INITIAL})"
)
_TITLE = expression(
    r"(?<!['-])\b(?:Mme|MME|mme|Mlle|MLLE|mlle|Madame|MADAME|madame|Mademoiselle|MADEMOISELLE|Monsieur|MONSIEUR|monsieur|M\.|Mr|MR|mr)"
)
_CIVILITY = expression(
    rf"(?P<title>Mme\.?|MME\.?|mme|Mlle|MLLE|mlle|Madame|MADAME|madame|Mademoiselle|MADEMOISELLE|Monsieur|MONSIEUR|monsieur|M\.|Mr\.?|MR\.?|mr)"
    rf"(?:\s+(?:veuve|Veuve|Vve|VVE))?[\s:]+(?P<name>{_NAME})"
)
_FIELD = (
    r"(?:Nom|NOM|nom)(?:\s+(?:d'(?:usage|USAGE)|(?:de\s+)?(?:famille|naissance|marital|usuel|jeune\s+fille)|patronymique|(?:du|de\s+la)\s+patiente?|DU PATIENT|DE LA PATIENTE))?"
    r"(?:\s*(?:,|/|-|et|&|ET)\s*(?:[Pp]r[ée]noms?|PR[EÉ]NOMS?))?|[Ii]dentit[ée]|IDENTIT[EÉ]|[Cc]oncerne|CONCERNE|[Oo]bjet|OBJET|[Rr][ée]f\.? patiente?|Dossier de"
)
_PATIENT_FIELD = r"[Pp]atient(?:e|\(e\)|·e|\.e)?|PATIENT(?:E|\(E\))?|Pat\.?|PAT\.?|Pte?"
_TITLES = r"(?:(?:Mme|MME|Mlle|Madame|MADAME|Monsieur|MONSIEUR|M\.|Mr|MR)\s+)?"
_LABEL = expression(r"(?<!')\b(?:nom|identite|concerne|objet|ref\.? patient|dossier de|pat|pt)")
_LABELLED = expression(
    rf"(?:(?:{_FIELD}|{_PATIENT_FIELD})(?:[.\s]*:|\s*\.{{3,}})\s*{_TITLES}(?P<name>{_NAME})|(?:{_PATIENT_FIELD})\s+{_TITLES}(?P<bare>{_FAMILY_NAME},? (?:{_FIRST_NAME}|{_INITIAL})))"
)
_FIRST_NAME_FIELD = expression(
    rf"[ \t]{{0,4}}(?:[Pp]r[ée]noms?|PR[EÉ]NOMS?)(?:[.\s]*:|\s*\.{{3,}})\s*(?P<first>{_FIRST_NAME}|{_FAMILY_NAME})"
)
_CAPITALS = expression(rf"{_CAPITAL}(?<![\w'.-].)(?='?{_CAPITAL})")
HEADED = expression(
    rf"(?<![\w'’.-])(?P<name>{_FAMILY_NAME},? (?:{_FIRST_NAME}|{_INITIAL})|{_CAPITAL}{{2,25}}(?:-{_CAPITAL}{{2,25}})? {_CAPITAL}{{2,25}}(?:-{_CAPITAL}{{2,25}})?)(?![\w'’])"
)
_AFTER_HEADED = expression(
    r"[\s,;(\-–:]*(?:[Nn][ée]e?\b|N[EÉ]E?\b|[Nn][ée]\(e\)|DDN|[Dd]ate de naissance|[Nn]aissance|F\b|M\b|H\b|sexe|Sexe|♀|♂|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{2}\s?(?:ans\b|ANS\b|[aA]\b\.?))"
)

STAFF_BEFORE = expression(
    r"(?:\b(?:secr[e\w]*|assistantes?|cadres?|ide|idec|infirmi\w+|internes?|externes?|manip\w*|technicien\w*|sage-femme|psycholog\w+|"
    r"kine\w*|dietet\w+|pharmacien\w*|biologistes?|coordinat\w+|arc|tec|operat\w+|aide-\w+|redact\w+|destinataires?|direct\w+|"
    r"prescripteurs?|medecins?|chirurgiens?|chef|responsables?|anesthes\w+|correspondants?|contact|signe|valide|tapee?|saisie?|"
    r"personne (?:de confiance|a prevenir)|a prevenir)(?:\s+(?:de|d'|du|des|en|la|l'|le|par|medical\w*|social\w*|referent\w*|"
    r"hospitali\w+|liaison|annonce|sante|coordination|clinique|recherche|service|etudes?|garde|confiance|oncolog\w*|traitant\w*)){0,4}"
    r"(?:\s?d'\w+)?\s*[,:(\-]?\s*|\b(?:drs?|prs?|docteurs?|professeurs?)\b\.?(?:\s+[a-z-]+){0,2}\s*[,/]?\s*(?:[a-z]\.\s?)?)$"
)
KIN_BEFORE = expression(
    r"\b(?:mere(?! de (?:deux|trois|quatre|\d))|pere|soeurs?|freres?|filles?|fils|mari|epoux|(?:son |l'|leur |d'une )epouse|epouse(?! [a-z])|conjointe?|compagne|compagnon|tantes?|oncles?|"
    r"cousine?s?|niece|neveu|belle-\w+|beau-\w+|amie?|voisine?|petite?-fil\w+|grand-(?:mere|pere)|accompagnee? (?:de|par)|bebe|enfants?|"
    r"nouveau-ne)\b[^\n\t.;]{0,25}$"
)
_STAFF_AFTER = expression(
    r"[\s,(]*(?:ide\b|infirm|secret|cadre|psycholog|sage-femme|interne\b|assistante?\s+(?:sociale|medicale)|dietet|kine|arc\b|tec\b|coordin)"
)
_NOT_A_NAME = expression(
    r"(?:le (?:dr|pr|docteur|professeur|patient)|la patiente|docteur|dr|pr|professeur|et|cher|chere|ma|mon|nos|vous|je|il|elle|sein|rcp|irm|tdm|"
    r"tep|date|age|sexe|medecin|service|centre|ch|chu|chr|chru|ghu|ght|hdj|cs|onco|hopital|institut|clinique|polyclinique|ipp|cancer|"
    r"carcinome|femme|homme|compte|dossier|consultation|numero|nouvelle|suivi|demande|vue|revue|examen|resultat|scanner|hospitalisee?|"
    r"ecog|oms|nom|prenom|anonyme|x|cc|pas|sans|aucun\w*|atcd|radio\w*|echo\w*|mammo\w*|biopsie|ddn|nee?|adressee?|agee?)\b",
)
_TITLE_IN_NAME = expression(
    r"\b(?:dr|pr|docteur|professeur)\b|\s(?:du|de|au|en|sur|des|et|par|a)$|\b(?:resultats?|rendu|analyses?)\b"
)


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that the document says of the patient: the value and ``text[start:end]`` that says it."""

    value: str
    start: int
    end: int
    weight: int = 1


def patient_name(letter: Letter) -> Sign | None:
    """The name of the patient as the document writes it, first name included."""
    return max(names(letter), key=lambda sign: sign.weight, default=None)


def birth_date(letter: Letter) -> Sign | None:
    """The birth date of the patient (ISO), as far as the date of the document is known."""
    folded = letter.folded
    reference = date.fromisoformat(letter.date) if letter.date else None
    for cue, start in letter.once(_birth_cues):
        if (iso := _birth_at(folded, start, reference)) is not None:
            return Sign(iso[0], cue, iso[1])
    for start in letter.once(_ends_of_names):
        if (iso := _birth_at(folded, start, reference, bare=True)) is not None:
            return Sign(iso[0], start, iso[1])
    return _behind_age(letter, reference)


def _behind_age(letter: Letter, reference: date | None) -> Sign | None:
    """A date in brackets behind an age of which it is the birth: "58a (12/11/66)"."""
    for match in _AGE_AND_DATE.finditer(letter.folded) if reference else ():
        iso = _birth_at(letter.folded, match.end(), reference)
        if iso is None or is_relative(clause_before(letter, match.start())):
            continue
        if 0 <= _years_between(iso[0], reference) - int(match["age"]) <= 1:
            return Sign(iso[0], match.end(), iso[1])
    return None


def _years_between(iso: str, day: date) -> int:
    """Whole years from an ISO date to a day."""
    return day.year - int(iso[:4]) - ((day.month, day.day) < (int(iso[5:7]), int(iso[8:10])))


_AGE_AND_DATE = expression(
    r"(?P<age>\d\d)(?<![\w./,-]\d\d)\s?(?:ans|a)\s?[(,]\s?(?=\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\s?(?:\)|$|[,;\n]))"
)


def names(letter: Letter) -> list[Sign]:
    """The names that may be the patient's, the surest with the most weight."""
    return letter.once(_names)


_BIRTH_WORD = expression(
    r"(?<!')\b(?:nee?(?!\w)|naiss|date\s+(?:de\s+)?naiss|n\.|dn|d\.n|dd\.?\s?n|d[. ]d\.?\s?n|d\. [dn])"
)
_BIRTH_CUE = expression(
    r"(?P<cue>(?<!')\b(?:nee?(?:\(e\)|\.e|·e|/nee)?(?!\w)(?=\s*(?:,|:|le\b|\d|[a-z]{1,30}(?:[- '][a-z]{1,30}){0,3},?\s+(?:le\s+)?\d|en\b))|d[dn]\.?\s?n\b\.?|d[. ][dn]\.?\s?n\b\.?|d\. [dn]\.?\s?n\b\.?|\bd\.?n\.?(?=\s*:|\s\d{1,2}[/.-]\d)|date\s+(?:de\s+)?(?:naissance|naiss\b\.?)|"
    r"naissance|\bnaiss\.?|\bn\.(?=\s?\d)))(?:\s?[/-]\s?sexe)?(?P<gap>(?:\s+[a-z][a-z' -]{1,40}?(?=,?\s+(?:le\s+)?\d))?\s*,?\s*(?:\(?\s*jj/mm/aaaa\s*\)?\s*)?[.\s]{0,60}[:.]?\s*(?:[fmh]\s?[/,;-]\s?)?(?:le\s*:?\s*)?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?)"
)
_LINK = expression(
    r"[\s,;(\-–♀♂]*(?:\d\d\s?(?:ans|a)\b[\s,;(\-–]*)?(?:(?:sexe\s*:?\s*)?[fmh]\b[\s,;()\-–]*)?"
)
"""What may stand between a name and a birth date."""
_SPACED_DATE = expression(
    r"(?P<d>[0-3]?\d)[ /.\-]{1,3}(?P<m>[01]?\d)[ /.\-]{1,3}(?P<y>(?:19|20)\d\d|\d\d)(?!\d)|(?P<d8>[0-3]\d)(?P<m8>[01]\d)(?P<y8>(?:19|20)\d\d)(?!\d)"
)


_AGE_NEXT = expression(
    r"\s*[(,;/–-]\s*(?:soit |age\s*:?\s*)?(?:1[89]|[2-9]\d|10\d)\s?(?:ans|a)\b|\s*[(,;/–-]\s*(?:sexe\s*:?\s*)?[fmh](?=\s*(?:[\t\n)]|$))"
)


def _birth_at(
    folded: str, start: int, reference: date | None, bare: bool = False
) -> tuple[str, int] | None:
    """The plausible birth date that begins at ``start`` and where it ends."""
    iso, end, shifted = None, start, False
    if match := _SPACED_DATE.match(folded, start):
        year, month, day = (
            (match["y"], match["m"], match["d"])
            if match["y"]
            else (match["y8"], match["m8"], match["d8"])
        )
        iso, end = make_iso(full_year(year, reference), int(month), int(day)), match.end()
        if iso and len(year) == 2:
            shifted = iso != _past_century(iso, reference)
            iso = _past_century(iso, reference)
    else:
        mention = date_at(folded[start : start + 40])
        if mention and mention.is_full:
            iso, end = mention.iso, start + mention.end
    if iso is None:
        return None
    if bare and _AGE_NEXT.match(folded, end):
        return iso, end
    if reference and (bare or iso != reference.isoformat()):
        if not reference.year - _MAX_AGE <= int(iso[:4]) <= reference.year - _MIN_AGE:
            return None
    if bare and (reference is None or shifted):
        return None
    return iso, end


def _past_century(iso: str, reference: date | None) -> str:
    """A two-figure year of birth: nobody here is younger than 14."""
    year = int(iso[:4])
    latest = (reference.year if reference else 2024) - _MIN_AGE
    return f"{year - 100:04d}{iso[4:]}" if year > latest else iso


def _birth_cues(letter: Letter) -> list[tuple[int, int]]:
    """Where a birth is announced, and where its date would begin."""
    folded = letter.folded
    cues = []
    for at in letter.once(birth_words):
        match = _BIRTH_CUE.match(folded, at)
        if not match:
            continue
        start = left_of(folded, at)
        if KIN_BEFORE.search(folded, start, at):
            continue
        if STAFF_BEFORE.search(folded, start, at) and "patient" not in folded[start:at]:
            continue
        cues.append((match.start("cue"), match.end()))
    return cues


def birth_words(letter: Letter) -> list[int]:
    """Where a word stands that may announce a birth date."""
    return [match.start() for match in _BIRTH_WORD.finditer(letter.folded)]


def _ends_of_names(letter: Letter) -> list[int]:
    """Where a birth date would begin that stands right behind a name."""
    ends = []
    for sign in names(letter):
        line_end = letter.folded.find("\n", sign.end, sign.end + _LONGEST_LINK)
        link = _LINK.match(
            letter.folded, sign.end, line_end if line_end >= 0 else sign.end + _LONGEST_LINK
        )
        ends.append(link.end() if link else sign.end)
    return ends


def _names(letter: Letter) -> list[Sign]:
    text, lines = letter.text, letter.canonical.lines
    head = lines[min(_HEAD_LINES, len(lines)) - 1].end if lines else 0
    found = []
    for label in _LABEL.finditer(letter.folded):
        if match := _LABELLED.match(text, label.start()):
            group = "name" if match["name"] else "bare"
            if _is_patient(letter, match.start(), *match.span(group)):
                found.append(_with_first_name(letter, *match.span(group), 6))
    for match in letter.once(titles):
        known = _AFTER_HEADED.match(text, match.end("name"))
        weight = 5 if known else 4 if match.start() < head else 3
        found.append(_with_first_name(letter, *match.span("name"), weight))
    end = 0
    for place in _CAPITALS.finditer(text, 0, head):
        if place.start() < end or not (match := HEADED.match(text, place.start(), head)):
            continue
        end = match.end()
        if _AFTER_HEADED.match(text, end) and _is_patient(letter, match.start(), *match.span()):
            found.append(Sign(match["name"], match.start(), end, 5))
    return found


def titles(letter: Letter) -> list[re.Match[str]]:
    """The civilities that name the patient: groups ``title`` and ``name``."""
    return [
        match
        for place in letter.once(title_places)
        if (match := _CIVILITY.match(letter.text, place))
        and _is_patient(letter, place, *match.span("name"))
    ]


def title_places(letter: Letter) -> list[int]:
    """Where a civility stands, whoever it is of, and whether a name follows or not."""
    return [match.start() for match in _TITLE.finditer(letter.text)]


def _with_first_name(letter: Letter, start: int, end: int, weight: int) -> Sign:
    """A name, with the first name of the field behind it when there is one."""
    field = _FIRST_NAME_FIELD.match(letter.text, end)
    if field is None:
        return Sign(letter.text[start:end], start, end, weight)
    return Sign(f"{letter.text[start:end]} {field['first']}", start, field.end("first"), weight)


def _is_patient(letter: Letter, at: int, start: int, end: int) -> bool:
    """Whether ``text[start:end]``, announced from ``at`` on, is a name, and neither of staff nor of kin."""
    folded = letter.folded
    return not (
        _is_other(folded, at, end)
        or _NOT_A_NAME.match(folded, start, end)
        or _TITLE_IN_NAME.search(folded, start, end)
    )


def _is_other(folded: str, start: int, end: int) -> bool:
    """Whether a name is that of staff or of a relative."""
    left = left_of(folded, start)
    left = max(left, folded.rfind("\t", left, start) + 1)
    if _STAFF_AFTER.match(folded, end, end + 30):
        return True
    before = folded[left:start]
    if "patient" in before and not before.rstrip().endswith(("prescripteur :", "medecin :")):
        return False
    return bool(STAFF_BEFORE.search(folded, left, start) or KIN_BEFORE.search(folded, left, start))


def left_of(folded: str, at: int) -> int:
    """Where the words of the line begin that stand right before a character."""
    left = max(0, at - _WORDS_BEFORE)
    return max(left, folded.rfind("\n", left, at) + 1)


def clause_before(letter: Letter, at: int) -> str:
    """The folded text of the sentence before a character."""
    return letter.folded[max(letter.sentence_at(at).start, at - 90) : at]


_KIN = expression(
    r"\b(?:mere(?! de (?:deux|trois|quatre|\d|famille))|pere|soeurs?|freres?|filles?|fils|mari|epoux|(?:son |l'|leur |d'une )epouse|epouse(?! [a-z])|conjointe?|compagnon|compagne|tantes?|oncles?|cousine?s?|grand-\w+|enfants?|bebe|niece|neveu|parents?)\b"
)
_PATIENT_NAMED = expression(r"\b(?:mme|mlle|madame|monsieur|patiente?)\b")


def is_relative(before: str) -> bool:
    """Whether the last person named is a relative."""
    kin = list(_KIN.finditer(before))
    if not kin:
        return False
    named = list(_PATIENT_NAMED.finditer(before))
    return not named or named[-1].start() < kin[-1].start()
