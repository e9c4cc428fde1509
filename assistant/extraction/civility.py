"""Who a document is about: name, birth date, sex. Never a doctor, a relative or a secretary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.documents.canonical import fold
from assistant.extraction.dates import find_dates, full_year, make_iso
from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter

_HEAD_LINES = 16
_MIN_AGE, _MAX_AGE = 14, 112

_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_NO_LABEL = r"(?!PR[EÉ]NOM|N[EÉ]E?\b|DDN|SEXE|[AÂ]GE\b|DATE|NAISS)"
_FAMILY_NAME = rf"(?:(?:D['’]|L['’]|DE |DU |DES |LE |LA |EL |AL |BEN |VAN |VON |DI |DA |DOS |SAINT[- ]|ST[- ])*{_CAPITAL}['’]?{_CAPITAL}{{1,25}}(?:[-'’ ]{_NO_LABEL}{_CAPITAL}{{2,25}}){{0,3}}|{_CAPITAL}{_CAPITAL}\b)"
_FIRST_NAME = rf"{_CAPITAL}[a-zà-ÿ]{{1,20}}(?:[- ]{_CAPITAL}[a-zà-ÿ]{{1,20}})?"
_INITIAL = rf"{_CAPITAL}\.(?:[- ]?{_CAPITAL}\.)?"
_PARTICLE = r"(?:(?:[dD]['’]|[Dd]e |[Dd]u |[Dd]es |[Ll]e |[Ll]a |[Ee]l |[Bb]en |[Vv]an |[Vv]on )?)"
_NAME = (
    rf"(?:{_FAMILY_NAME}(?:,? (?:{_FIRST_NAME}|{_INITIAL})(?![a-zà-ÿ]))?"
    rf"|{_FIRST_NAME} {_FAMILY_NAME}"
    rf"|{_FIRST_NAME} {_INITIAL}"
    rf"|{_INITIAL} ?{_FAMILY_NAME}"
    rf"|{_PARTICLE}{_FIRST_NAME}(?:-{_FIRST_NAME})?(?: {_PARTICLE}{_FIRST_NAME})?"
    rf"|{_INITIAL})"
)
_CIVILITY = expression(
    rf"(?<![\w'’-])(?P<title>Mme\.?|MME\.?|mme|Mlle|MLLE|mlle|Madame|MADAME|madame|Mademoiselle|MADEMOISELLE|Monsieur|MONSIEUR|monsieur|M\.|Mr\.?|MR\.?|mr)"
    rf"(?:\s+(?:veuve|Veuve|Vve|VVE))?[\s:]+(?P<name>{_NAME})"
)
_TITLE_ALONE = expression(
    r"(?<![\w'-])(?:cette|la|une|notre|votre)\s+(?P<noun>dame|femme)\b|\bce(?:t)?\s+(?P<man>monsieur|homme)\b"
)
_FIELD = (
    r"(?:Nom|NOM|nom)(?:\s+(?:d'(?:usage|USAGE)|(?:de\s+)?(?:famille|naissance|marital|usuel|jeune\s+fille)|patronymique|(?:du|de\s+la)\s+patiente?|DU PATIENT|DE LA PATIENTE))?"
    r"(?:\s*(?:,|/|-|et|&|ET)\s*(?:[Pp]r[ée]noms?|PR[EÉ]NOMS?))?|[Ii]dentit[ée]|IDENTIT[EÉ]|[Cc]oncerne|CONCERNE|[Oo]bjet|OBJET|[Rr][ée]f\.? patiente?|Dossier de"
)
_PATIENT_FIELD = r"[Pp]atient(?:e|\(e\)|·e|\.e)?|PATIENT(?:E|\(E\))?|Pat\.?|PAT\.?|Pte?"
_TITLES = r"(?:(?:Mme|MME|Mlle|Madame|MADAME|Monsieur|MONSIEUR|M\.|Mr|MR)\s+)?"
_LABELLED = expression(
    rf"(?<![\w'])(?:(?:{_FIELD}|{_PATIENT_FIELD})(?:[.\s]*:|\s*\.{{3,}})\s*{_TITLES}(?P<name>{_NAME})|(?:{_PATIENT_FIELD})\s+{_TITLES}(?P<bare>{_FAMILY_NAME},? (?:{_FIRST_NAME}|{_INITIAL})))"
)
_FIRST_NAME_FIELD = expression(
    rf"[ \t]{{0,4}}(?:[Pp]r[ée]noms?|PR[EÉ]NOMS?)(?:[.\s]*:|\s*\.{{3,}})\s*(?P<first>{_FIRST_NAME}|{_FAMILY_NAME})"
)
_HEADED = expression(
    rf"(?<![\w'’.-])(?P<name>{_FAMILY_NAME},? (?:{_FIRST_NAME}|{_INITIAL})|{_CAPITAL}{{2,25}}(?:-{_CAPITAL}{{2,25}})? {_CAPITAL}{{2,25}}(?:-{_CAPITAL}{{2,25}})?)(?![\w'’])"
)
_AFTER_HEADED = expression(
    r"[\s,;(\-–:]*(?:[Nn][ée]e?\b|N[EÉ]E?\b|[Nn][ée]\(e\)|DDN|[Dd]ate de naissance|[Nn]aissance|F\b|M\b|H\b|sexe|Sexe|♀|♂|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{2}\s?(?:ans\b|ANS\b|[aA]\b\.?))"
)

_STAFF_BEFORE = expression(
    r"(?:\b(?:secr[e\w]*|assistantes?|cadres?|ide|idec|infirmi\w+|internes?|externes?|manip\w*|technicien\w*|sage-femme|psycholog\w+|"
    r"kine\w*|dietet\w+|pharmacien\w*|biologistes?|coordinat\w+|arc|tec|operat\w+|aide-\w+|redact\w+|destinataires?|direct\w+|"
    r"prescripteurs?|medecins?|chirurgiens?|chef|responsables?|anesthes\w+|correspondants?|contact|signe|valide|tapee?|saisie?|"
    r"personne (?:de confiance|a prevenir)|a prevenir)(?:\s+(?:de|d'|du|des|en|la|l'|le|par|medical\w*|social\w*|referent\w*|"
    r"hospitali\w+|liaison|annonce|sante|coordination|clinique|recherche|service|etudes?|garde|confiance|oncolog\w*|traitant\w*)){0,4}"
    r"(?:\s?d'\w+)?\s*[,:(\-]?\s*|\b(?:drs?|prs?|docteurs?|professeurs?)\b\.?(?:\s+[a-z-]+){0,2}\s*[,/]?\s*(?:[a-z]\.\s?)?)$"
)
_DOCTOR_BEFORE = expression(
    r"\b(?:drs?|prs?|docteurs?|professeurs?)\b\.?\s+(?:[a-z]\.[-\s]?){0,2}$"
)
_KIN_BEFORE = expression(
    r"\b(?:mere(?! de (?:deux|trois|quatre|\d))|pere|soeurs?|freres?|filles?|fils|mari|epou(?:x|se)|conjointe?|compagne|compagnon|tantes?|oncles?|"
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
    best: Sign | None = None
    for sign in names(letter):
        if best is None or sign.weight > best.weight:
            best = sign
    return best


def birth_date(letter: Letter) -> Sign | None:
    """The birth date of the patient (ISO)."""
    folded = letter.folded
    reference = date.fromisoformat(letter.date) if letter.date else None
    for match in _BIRTH_CUE.finditer(folded):
        line_start = folded.rfind("\n", 0, match.start()) + 1
        before = folded[max(line_start, match.start() - 45) : match.start()]
        if _KIN_BEFORE.search(before) or (_STAFF_BEFORE.search(before) and "patient" not in before):
            continue
        if (iso := _birth_at(folded, match.end(), reference)) is not None:
            return Sign(iso[0], match.start("cue"), iso[1])
    for sign in names(letter):
        line_end = _line_end(folded, sign.end)
        link = re.match(
            r"[\s,;(\-–♀♂]*(?:\d\d\s?ans[\s,;(\-–]*)?(?:(?:sexe\s*:?\s*)?[fmh]\b[\s,;()\-–]*)?",
            folded[sign.end : line_end],
        )
        start = sign.end + (link.end() if link else 0)
        if (iso := _birth_at(folded, start, reference, bare=True)) is not None:
            return Sign(iso[0], start, iso[1])
    return None


def sex(letter: Letter) -> Sign | None:
    """``female`` or ``male`` as the document says it; None when it does not, or says both as strongly."""
    signs = sorted(_sex_signs(letter), key=lambda sign: sign.start)
    totals = {"female": 0, "male": 0}
    for sign in signs:
        totals[sign.value] += sign.weight
    if totals["female"] == totals["male"]:
        return None
    winner = "female" if totals["female"] > totals["male"] else "male"
    return next(sign for sign in signs if sign.value == winner)


_BIRTH_CUE = expression(
    r"(?P<cue>(?<![\w'])(?:nee?(?:\(e\)|\.e|·e|/nee)?(?!\w)(?=\s*(?:,|:|le\b|\d|[a-z]+(?:[- '][a-z]+){0,3},?\s+(?:le\s+)?\d|en\b))|\bd\.?\s?[dn]\.?\s?n\b\.?|\bd\.?n\.?(?=\s*:|\s\d{1,2}[/.-]\d)|date\s+(?:de\s+)?(?:naissance|naiss\b\.?)|"
    r"naissance|\bnaiss\.?|\bn\.(?=\s?\d)))(?P<gap>(?:\s+[a-z][a-z' -]{1,40}?(?=,?\s+(?:le\s+)?\d))?\s*,?\s*(?:\(?\s*jj/mm/aaaa\s*\)?\s*)?[.\s]*[:.]?\s*(?:le\s*:?\s*)?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?)"
)
_SPACED_DATE = expression(
    r"(?P<d>[0-3]?\d)[ /.\-]{1,3}(?P<m>[01]?\d)[ /.\-]{1,3}(?P<y>(?:19|20)\d\d|\d\d)(?!\d)|(?P<d8>[0-3]\d)(?P<m8>[01]\d)(?P<y8>(?:19|20)\d\d)(?!\d)"
)


_AGE_NEXT = expression(
    r"\s*[(,;/–-]\s*(?:soit |age\s*:?\s*)?(?:1[89]|[2-9]\d|10\d)\s?ans\b|\s*[(,;/–-]\s*(?:sexe\s*:?\s*)?[fmh](?=\s*(?:[\t\n)]|$))"
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
        for mention in find_dates(folded[start : start + 40]):
            if mention.start == 0 and mention.is_full:
                iso, end = mention.iso, start + mention.end
            break
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


def names(letter: Letter) -> Iterator[Sign]:
    """The names that may be the patient's, the surest with the most weight."""
    text = letter.text
    head = (
        letter.canonical.lines[min(_HEAD_LINES, len(letter.canonical.lines)) - 1].end
        if letter.canonical.lines
        else 0
    )
    for match in _LABELLED.finditer(text):
        group = "name" if match["name"] else "bare"
        if not _is_other(letter, match.start(), match.end(group)) and _is_name(match[group]):
            yield _with_first_name(letter, match.start(group), match.end(group), 6)
    for match in _CIVILITY.finditer(text):
        if not _is_other(letter, match.start(), match.end("name")) and _is_name(match["name"]):
            known = bool(_AFTER_HEADED.match(text, match.end("name")))
            yield _with_first_name(
                letter,
                match.start("name"),
                match.end("name"),
                5 if known else 4 if match.start() < head else 3,
            )
    for match in _HEADED.finditer(text, 0, head):
        if (
            _AFTER_HEADED.match(text, match.end())
            and not _is_other(letter, match.start(), match.end())
            and _is_name(match["name"])
        ):
            yield Sign(match["name"], match.start("name"), match.end("name"), 5)


def _with_first_name(letter: Letter, start: int, end: int, weight: int) -> Sign:
    """A name, with the first name of the field behind it when there is one."""
    field = _FIRST_NAME_FIELD.match(letter.text, end)
    if field is None:
        return Sign(letter.text[start:end], start, end, weight)
    return Sign(f"{letter.text[start:end]} {field['first']}", start, field.end("first"), weight)


def _is_name(name: str) -> bool:
    folded = fold(name)
    return not _NOT_A_NAME.match(folded) and not _TITLE_IN_NAME.search(folded)


def _is_other(letter: Letter, start: int, end: int) -> bool:
    """Whether a name is that of staff or of a relative."""
    folded = letter.folded
    line_start = max(folded.rfind("\n", 0, start), folded.rfind("\t", 0, start)) + 1
    before = folded[max(line_start, start - 45) : start]
    after = folded[end : end + 30]
    if "patient" in before and not before.rstrip().endswith(("prescripteur :", "medecin :")):
        return bool(_STAFF_AFTER.match(after))
    return bool(
        _STAFF_BEFORE.search(before) or _KIN_BEFORE.search(before) or _STAFF_AFTER.match(after)
    )


def _line_end(folded: str, at: int) -> int:
    end = folded.find("\n", at)
    return len(folded) if end < 0 else end


_FEMALE_TITLES = ("mm", "ml", "ma")
_SEX_FIELD = expression(
    r"\bsexe\s*[.\s]*:?\s*(?P<sex>f(?:eminin|emme|em)?|m(?:asculin|asc)?|h(?:omme)?)\b(?!\s*/)(?!\s*\[)"
)
_SEX_BOX = expression(
    r"\[\s?[x✓✔]\s?\]\s?(?P<sex>f(?:eminin|emme)?|m(?:asculin)?|h(?:omme)?)\b|[☒☑■]\s?(?P<box>f(?:eminin|emme)?|m(?:asculin)?|h(?:omme)?)\b"
)
_SEX_SIGN = expression(r"[♀♂]")
_SEX_WORDS = expression(
    r"(?<![\w'(-])(?:(?P<patiente>patiente(?!s)|ptes?|pat\.te)|(?P<femme>(?:une |cette |jeune |la )?(?:femme|dame)(?=,? (?:agee?|de \d|\d))|cette (?:dame|femme))|(?P<homme>(?:un |cet |jeune )?homme(?=,? (?:age|de \d|\d))|cet homme|ce monsieur)|"
    r"(?P<patient>(?:un|le|ce|votre|notre|du|au)\s+patient|patient(?= (?:de \d|age|porteur|suivi|adresse|traite|opere|hospitalise|connu|presentant|ayant)\b)))\b(?!\s?\(e\))(?!s)"
)
_BORN = expression(
    r"(?<![\w'])(?:nee?\b)(?=\s*(?:,|:)?\s*(?:le\b|[0-3]?\d[./ -]|[a-z]+(?:[- ][a-z]+)?\s+(?:le\s+)?\d))|(?<=, )nee\b(?= [a-z])"
)
_BORN_MALE = expression(r"[Nn]é\b|N[EÉ]\b|[Nn]e (?:le|:)? ?\d")
_LETTER_SEX = expression(
    r"(?:^|(?<=[,\t(\n;.\-]))\s?(?P<letter>[FHM])(?=[\s,/]{1,3}\d{2}\s?(?:ans\b|a\b|ANS\b)|[ ,]{1,2}(?:née?|nee?)\b|[\s,]{1,3}\d{1,2}[./-]\d)|(?:(?<=\d)[\s,–-]+(?P<last>[FMH])(?=\s*(?:[\t\n]|$))|(?<=[a-zà-ÿA-Z])\s(?P<mid>[FHM])(?=\s\d{1,2}[./-]\d))"
)


def _sex_signs(letter: Letter) -> Iterator[Sign]:
    text, folded = letter.text, letter.folded
    for match in [*_SEX_FIELD.finditer(folded), *_SEX_BOX.finditer(folded)]:
        word = match["sex"] if "sex" in match.groupdict() and match["sex"] else match["box"]
        yield Sign("female" if word[0] == "f" else "male", match.start(), match.end(), 8)
    for match in _SEX_SIGN.finditer(text):
        yield Sign("female" if match.group() == "♀" else "male", match.start(), match.end(), 8)
    for match in _CIVILITY.finditer(text):
        if _is_other(letter, match.start(), match.end("name")) or not _is_name(match["name"]):
            continue
        title = match["title"].lower()
        if title == "m." and _is_doctor_line(letter, match.start()):
            continue
        yield Sign(
            "female" if title.startswith(_FEMALE_TITLES) else "male",
            match.start("title"),
            match.end("title"),
            2 if title == "m." else 3,
        )
    yield from _bare_titles(letter)
    for match in _SEX_WORDS.finditer(folded):
        before = folded[max(0, match.start() - 30) : match.start()]
        if _KIN_BEFORE.search(before) and not match["patiente"]:
            continue
        if match["patiente"] or match["femme"]:
            yield Sign("female", match.start(), match.end(), 2)
        elif match["homme"]:
            yield Sign("male", match.start(), match.end(), 3)
        else:
            yield Sign("male", match.start(), match.end(), 1)
    for match in _BORN.finditer(folded):
        line_start = folded.rfind("\n", 0, match.start()) + 1
        before = folded[max(line_start, match.start() - 45) : match.start()]
        if _KIN_BEFORE.search(before) or _STAFF_BEFORE.search(before):
            continue
        feminine = match.group().endswith("ee")
        if not feminine and not _BORN_MALE.match(text, match.start()):
            continue
        yield Sign(
            "female" if feminine else "male", match.start(), match.end(), 2 if feminine else 1
        )
    for match in _LETTER_SEX.finditer(text):
        name = str(match.lastgroup)
        if name != "letter" and not _HEADED.search(
            text, text.rfind("\n", 0, match.start()) + 1, match.start()
        ):
            continue
        yield Sign(
            "female" if match[name] == "F" else "male", match.start(name), match.end(name), 4
        )


_FIELD_TITLE = expression(
    r"(?<=[,;\t(/])\s?(?P<title>Mme|Mlle|Madame|Monsieur|M\.|Mr)(?=\s*[,;)\t\n]|$)|(?:^|\n)(?P<line>Madame|Monsieur)(?=\s+[A-Z]\b)"
)


def _bare_titles(letter: Letter) -> Iterator[Sign]:
    """A civility behind the name: "Identité : BLANCHETEAU Simone, Mme, 81 ans"."""
    for match in _FIELD_TITLE.finditer(letter.text):
        name = "title" if match["title"] else "line"
        line_start = letter.text.rfind("\n", 0, match.start()) + 1
        if not _HEADED.search(letter.text, line_start, match.start() + 1):
            continue
        feminine = match[name].lower().startswith(_FEMALE_TITLES)
        yield Sign("female" if feminine else "male", match.start(name), match.end(name), 3)


def _is_doctor_line(letter: Letter, at: int) -> bool:
    """Whether "M." only shortens a first name among doctors: "Dr Vial, M. Salvetat"."""
    line_start = letter.folded.rfind("\n", 0, at) + 1
    return bool(re.search(r"\b(?:dr|drs|pr|interne|docteur)\b", letter.folded[line_start:at]))


def clause_before(letter: Letter, at: int) -> str:
    """The folded text of the sentence before a character."""
    return letter.folded[max(letter.sentence_at(at).start, at - 90) : at]


_KIN = expression(
    r"\b(?:mere(?! de (?:deux|trois|quatre|\d|famille))|pere|soeurs?|freres?|filles?|fils|mari|epoux|epouse|conjointe?|compagnon|compagne|tantes?|oncles?|cousine?s?|grand-\w+|enfants?|bebe|niece|neveu|parents?)\b"
)
_PATIENT_NAMED = expression(r"\b(?:mme|mlle|madame|monsieur|patiente?)\b")


def is_relative(before: str) -> bool:
    """Whether the last person named is a relative."""
    kin = list(_KIN.finditer(before))
    if not kin:
        return False
    named = list(_PATIENT_NAMED.finditer(before))
    return not named or named[-1].start() < kin[-1].start()
