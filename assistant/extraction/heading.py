"""What a document says of itself: its kind, its date, the patient that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.extraction.dates import find_dates
from assistant.extraction.letter import Letter
from criteria.facts import Evidence


@dataclass(frozen=True, slots=True)
class PatientIdentity:
    """Who a document is about, as far as it says; each with its quote."""

    name: str | None = None
    name_evidence: Evidence | None = None
    birth_date: str | None = None
    birth_date_evidence: Evidence | None = None
    sex: str | None = None
    sex_evidence: Evidence | None = None


_TITLE = 12
"""Characters of weight that a cue in the first lines has over one in the body."""

_KINDS: tuple[tuple[str, int, str], ...] = (
    ("pathology", 9, r"anatomie (?:et cytologie )?patho|anatomo-?patho|cytopatho|cabinet de pathologie|laboratoire d'acp|\bacp\b|compte[- ]rendu d'anapath"),
    ("pathology", 6, r"histopatholog|\banapath|cytolog(?:ie|iste)|immunohisto|examen (?:histologique|extemporane)|pathologie moleculaire|laboratoire (?:acp|de pathologie)|histolog"),
    ("pathology", 3, r"\bmacroscopie|\bmicroscopie|fixation|formol|fragments?\b|piece de|lames?\b|clone|mitoses|sbr\b"),
    ("imaging", 9, r"\b(?:tdm|scanner|irm|tep|pet)\b(?=[^.\n]{0,60}(?:thorac|abdo|cereb|tap|rach|hepat|18f|fdg|corps|du\b|le\b|$))|mammograph|echograph|scintigraph|radiograph|tomodensitometr"),
    ("imaging", 5, r"imagerie|radiolog|medecine nucleaire|scanograph|\birm\b"),
    ("imaging", 3, r"technique\s*:|injection de|produit de contraste|acquisition|gadolin|\bdlp\b|\bpdl\b|suv|coupes|sequences?|hypersignal|fdg"),
    ("rcp", 14, r"reunion de concertation|fiche (?:de )?rcp|\brcp\b(?=[^.\n]{0,40}(?:du|sein|seno|n°|de recours|metas|oligo|-|:))|concertation pluridisciplinaire|avis du groupe|quorum"),
    ("biology", 10, r"laboratoire (?:de )?(?:biologie|garde|d'analyses)|biologie medicale|labo(?:ratoire)? de (?:garde|ville)|\blbm\b|biochimie|resultats? d'analyses|compte rendu d'analyses|bilan (?:sanguin|biologique) du|hematologie"),
    ("biology", 4, r"valeurs? de reference|prelev(?:e|ement) (?:le|du)|biologiste"),
    ("operative", 12, r"compte[- ]rendu operatoire|protocole operatoire|\bcro\b|operateur|intervention\s*:|chirurgien\s*[.:]|anesthesi(?:e|ste)\s*[.:]|incision"),
    ("discharge", 12, r"compte[- ]rendu d'hospitalisation|lettre de sortie|lettre de liaison|\bcrh\b|hospitalise(?:e)? (?:du|dans)|date de sortie|sortie le|sejour du|traitement de sortie"),
    ("nursing", 12, r"\bide\b|infirmier|infirmiere|transmissions?|fiche de (?:visite|liaison|surveillance)|soins? de support|aide[- ]soignante|\bhdj\b.{0,40}\bide\b"),
    ("consultation", 7, r"cher(?:e)? (?:confrere|consoeur|collegue|ami|amie)|chers? |consultation|\bcs\b|j'ai (?:re)?vu|je (?:re)?vois|vous remercie|confraternel|cordialement|bien (?:a toi|a vous)|amities|merci de m'avoir|j'ai recu|confrere"),
)  # fmt: skip
_KIND_CUES = tuple((kind, weight, re.compile(pattern)) for kind, weight, pattern in _KINDS)

_BIRTH = re.compile(
    r"(?:\bne(?:e|\(e\)|\.e|·e)?\s*(?:,|:|le\b)|\bddn\b|\bd\.d\.n\b|date de naissance|\bnaissance\b|\bn\.\s|\bnee?\s*:)\s*(?:le\s*)?[:.\s]*$"
)
_DATE_CUES: tuple[tuple[int, str], ...] = (
    (12, r"(?:examen|consultation|visite|cs|rcp|reunion|concertation|seance|visio|staff|intervention|operation|hdj|realisee?s?)[^,;]{0,30}\s(?:du|le|en date du)\s*:?\s*$"),
    (12, r"(?:date (?:d'|de l'|de la |du |de )?(?:examen|consultation|rcp|reunion|compte rendu|cr|realisation|signature|edition|validation|l'acte|intervention|reponse|redaction|sortie|impression)?)\s*[.\s]*:?\s*(?:le\s*)?$"),
    (13, r"(?:valide|signe|sorti|repondu|rendu|edite|resultats? (?:rendus?|valides?)|compte[- ]rendu|diffuse|termine|redige)e?(?:\(e\))?s?\s*(?:electroniquement\s*)?(?:le|du|:)\s*:?\s*$"),
    (11, r"[a-z]{3},?\s+le\s*:?\s*(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s*)?$"),
    (8, r"(?:^|\n|\t)\s*(?:fait\s+)?(?:le\s*:?\s*)?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),?\s*)?(?:le\s*)?$"),
    (6, r"(?:recu|prelev|preleve|enregistre)e?s?\s*(?:le|:)?\s*$"),
    (5, r"(?:\bdu|\ble)\s*$"),
)  # fmt: skip
_DATE_SCORES = tuple((weight, re.compile(pattern)) for weight, pattern in _DATE_CUES)
_DICTATED = re.compile(
    r"(?:dictee?|frappee?|frappe|tapee?|numerise|imprime|relue?|scanne|transmis|envoye)\s*(?:le|:)?\s*$"
)

_NAME_WORD = r"(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’]+(?:[-\s][A-ZÀ-ÖØ-Þ'’]{2,})*|(?:[A-Z]['’])?[A-ZÀ-ÖØ-Þ][\wà-ÿ'’]+(?:-[A-ZÀ-ÖØ-Þ][\wà-ÿ'’]+)*)"
_CIVIL_NAME = re.compile(
    rf"(?:\b(?:Mme|Mlle|Madame|Mademoiselle|Monsieur|MADAME|MONSIEUR|MME)\b\.?|\bM\.(?=\s)|\bMr\b\.?|\b[Pp]atiente?\s*:|\bPATIENTE?\s*:|\bNom(?:,? pr[ée]nom)?s?\s*[.\s]*:|\bNOM\s*[.\s]*:|\bConcerne\s*:)\s*"
    rf"(?:(?:Mme|Mlle|M\.|Mr|Madame|Monsieur)\s+)?(?!le\b|la\b|le Dr|Dr\b|Docteur|Pr\b|Professeur)(?P<name>{_NAME_WORD}(?:[\s,]+{_NAME_WORD}){{0,2}})"
)
_STAFF_BEFORE = re.compile(
    r"(?:secr[ée]ta|assistante|cadre|IDE|infirmi|Dr|Pr|Docteur|Professeur|m[èe]re|fille|s[oœ]e?ur)[^\n]{0,40}$",
    re.IGNORECASE,
)


def kind(letter: Letter) -> str:
    """One of consultation, pathology, imaging, rcp, biology, operative, discharge, nursing, other."""
    head_end = (
        letter.canonical.lines[min(11, len(letter.canonical.lines) - 1)].end
        if letter.canonical.lines
        else 0
    )
    head, body = letter.folded[:head_end], letter.folded[head_end:]
    scores: dict[str, float] = {}
    for name, weight, pattern in _KIND_CUES:
        in_head = len({match.group() for match in pattern.finditer(head)})
        in_body = len({match.group() for match in pattern.finditer(body)})
        scores[name] = (
            scores.get(name, 0) + weight * min(in_head, 3) + weight * 0.25 * min(in_body, 4)
        )
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= 2 else "other"


def document_date(letter: Letter) -> str | None:
    """The date of the document (ISO), from its letterhead or its cues; never a birth date."""
    folded = letter.folded
    lines = letter.canonical.lines
    best: tuple[float, int, str] | None = None
    for mention in find_dates(folded):
        if not mention.is_full:
            continue
        line = next(
            i
            for i, line in enumerate(lines)
            if line.start <= mention.start < max(line.end, line.start + 1)
        )
        before = folded[max(lines[line].start, mention.start - 60) : mention.start]
        if _BIRTH.search(before) or _DICTATED.search(before):
            continue
        previous = (
            folded[lines[line - 1].start : lines[line - 1].end]
            if line and not before.strip()
            else ""
        )
        if previous and _BIRTH.search(previous.rstrip() + " "):
            continue
        cue = max((weight for weight, pattern in _DATE_SCORES if pattern.search(before)), default=0)
        place = max(0, 14 - line) * 0.6 if line < 14 else (3.0 if line >= len(lines) - 4 else -6.0)
        score = cue + place
        if best is None or score > best[0]:
            best = (score, mention.start, mention.iso)
    return best[2] if best and best[0] > 2 else None


def identity(letter: Letter) -> PatientIdentity:
    """The patient that the document names; each part None when it does not say."""
    name = name_evidence = None
    for match in _CIVIL_NAME.finditer(letter.text):
        if _STAFF_BEFORE.search(
            letter.text[max(0, match.start() - 40) : match.start()].rsplit("\n", 1)[-1]
        ):
            continue
        start, end = match.span("name")
        name, name_evidence = letter.text[start:end], letter.evidence(start, end)
        break
    return PatientIdentity(name=name, name_evidence=name_evidence)
