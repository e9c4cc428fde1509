"""What a document says of itself: its kind, its date, the patient that it names."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from assistant.extraction import civility
from assistant.extraction.dates import DateMention, resolve, written_dates
from assistant.extraction.expressions import Expression, expression
from assistant.extraction.letter import Letter
from assistant.extraction.sex import patient_sex
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


_KINDS: tuple[tuple[str, float, str], ...] = (
    ("pathology", 9, r"anatomie|anatomo-?patho|neuropatholog|anapath|cytopatho|cabinet de pathologie|\bacp\b|biopatholog|histopath|(?:service|laboratoire|unite|plateforme|fiche\b[^.\n]{0,20}) de pathologie"),
    ("pathology", 5, r"(?:micro|macro)?biopsies?|seconde lecture|cytolog|immunohisto|examen (?:histologique|extemporane)|pathologie moleculaire|histolog|macroscop|microscop|ebus|examen (?:n°|\d\d ?/)"),
    ("pathology", 3, r"\bformol|fragments?\b|piece (?:de|operatoire)|\blames?\b|mitoses|\bsbr\b|carottes?\b|\bblocs?\b|cr n°"),
    ("imaging", 9, r"\b(?:tdm|scanner|irm|tep|pet|tep-tdm|pet-scan|angio-?irm|angio-?scanner|panoramique|echo)\b|mammograph|echograph|scintigraph|radiograph|tomodensitometr"),
    ("imaging", 6, r"imagerie|radiolog|medecine nucleaire|scanograph"),
    ("imaging", 3, r"technique\s*:|injection de|produit de contraste|acquisition|gadolin|\bdlp\b|\bpdl\b|\bsuv|coupes|sequences?\b|hypersignal|\bfdg\b|18f"),
    ("rcp", 14, r"reunion de concertation|fiche (?:de )?rcp|\brcp\b(?! le\b| de\b| prevue)|concertation pluridisciplinaire|comite de concertation"),
    ("rcp", 6, r"avis du groupe|quorum|presents?\s*:|rapporteur|ce que dit la rcp|decision de la rcp|medecin demandeur"),
    ("biology", 11, r"laboratoire (?:de )?(?:biologie|garde|d'analyses)|biologie medicale|labo(?:ratoire)? de (?:garde|ville)|\blabo?m\b|\blbm\b|biochimie|resultats? d'analyses|analyses? de biologie|bilan (?:sanguin|biologique)|\blabo\b(?! (?:d')?(?:ana|acp|patho|cyto))|biologiste responsable|\bbio(?:vallis|labo|logie)\b"),
    ("biology", 3, r"valeurs? de reference|anteriorite|reference\b|numeration|ionogramme|hematologie|biologiste"),
    ("operative", 14, r"compte[- ]rendu operatoire|protocole operatoire|\bcro\b|cr operatoire"),
    ("operative", 4, r"aide\s*[.:]|chirurgien\s*[.:]|anesthesi|incision|installation|fermeture|operateur"),
    ("discharge", 22, r"compte[- ]rendu d'hospitalisation|lettre de sortie|lettre de liaison|\bcrh\b|resume de sejour"),
    ("discharge", 5, r"hospitalise(?:e)? (?:du|dans|le)|date de sortie|sortie le|sejour du|traitement de sortie|date d'entree|\bentree\b"),
    ("nursing", 13, r"(?:fiche|note|transmission|consultation|feuille|suivi|appel|entretien|releve)s?[^.,:;(\n]{0,30}(?:\bide\b|infirmier|infirmiere)|transmissions? (?:ciblee|infirmiere)|infirmiere? de coordination|\bidec\b"),
    ("nursing", 4, r"\bide\b|infirmier|infirmiere|pansement|chambre implantable"),
    ("consultation", 3, r"senologie|chirurgie (?:gynecologique|mammaire|du sein)|gynecologue|avis tel|astreinte"),
    ("other", 12, r"fin de (?:traitement|radiotherapie|irradiation)|compte[- ]rendu de radiotherapie|certificat|questionnaire|ordonnance"),
    ("consultation", 10, r"consultation|\bcs\b|teleconsultation|visite|avis tel|appel tel|demande d'avis|courrier medical|lettre (?:au|a) (?:medecin|confrere|dr\b|docteur)"),
    ("consultation", 5, r"oncologie medicale|hdj|hopital de jour|medecine generale|oncologue|medecin generaliste"),
)  # fmt: skip
_KIND_CUES = tuple((name, weight, expression(pattern)) for name, weight, pattern in _KINDS)
_LETTER_CUES = expression(
    r"\bcher(?:e|s|es)? (?:confrere|consoeur|collegue|ami|amie|maitre|docteur|monsieur|madame|[a-z]+\b)|confraternel|cordialement|"
    r"bien (?:amicalement|a toi|a vous)|amities|amicalement|j'ai (?:re)?vu|je (?:re)?vois|vous remercie|te remercie|merci (?:de|d')|"
    r"je vous (?:adresse|readresse|confie|prie)|tu m'adresses|vous m'adressez|j'ai recu|docteur,|bonjour|bonsoir"
)
_HEAD_LINES = 9
_PLACES = (2.0, 1.4, 1.0, 1.0, 0.6, 0.6, 0.6, 0.6, 0.6)
"""What a cue of each of the first lines weighs."""
_LONG_LINE = 110
"""Characters: a longer line is hardly a title, unless the lines of the letterhead were joined."""
_TITLES_ONLY = 6
"""A cue that weighs more counts in the first lines alone."""
_MOST_WORDS = 3
_MOST_LETTER_CUES = 4

_WEEKDAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim)\.?,?\s*)?"
_CUES: dict[str, Expression] = {
    name: expression(pattern + _WEEKDAY + "$")
    for name, pattern in {
        "alone": r"(?:(?m:^)|\t)\s*(?:fait\s+)?(?:le\s*:?\s*)?",
        "visit": r"(?:consultation|visite|fiche|\bcs\b|\brcp\b|reunion|concertation|visio|staff|hdj|revue|vue?|appel|entretien)[^,;.]{0,45}\s(?:du|le|en date du|:)?\s*",
        "exam": r"(?:exam(?:en|\.)|realisee?s?|\btdm\b|scanner|\birm\b|\btep\b|\bpet\b|mammographie|echographie|scintigraphie)[^,;.]{0,45}(?:du|le|:|-)?\s*",
        "issued": r"(?:validee?|validation|signee?|sortie?|repondue?|rendue?|editee?|edition|diffusee?|termine|redigee?|date (?:de|du|d') ?(?:compte[- ]rendu|cr|reponse|validation|signature|edition|diffusion|redaction)|\bcr\b|compte[- ]rendu|complement|reponse|resultats?)(?: complementaire| rectificatif| modifie)?(?:\(e\))?\s*(?:electroniquement\s*)?(?:le|du)?\s*[.\s]*:?\s*",
        "addendum": r"(?:complement(?:aire)?|addendum|additif|rectificatif)\b(?! (?:au|du) (?:compte|cr))[^;.()\t]{0,25}(?:\bdu|\ble|:)\s*",
        "labelled": r"\bdate(?: de l'examen)?\s*[.\s]*:?\s*(?:le\s*)?",
        "sampled": r"(?:recue?|prelevee?|prelevement|prel\.|enregistree?|biopsie|ponction)[^;.]{0,45}(?:\ble|\bdu|:)?\s*",
        "operated": r"(?:intervention|operation|operee?|bloc|chirurgie|acte)\b[^;.]{0,20}(?:du|le|:|,)?\s*",
        "leaves": r"(?:(?:sortie|sortant)\s*(?:le|:)?|(?:hospitalis|sejour|traitee?\b|irradiee?\b)[^;.]{0,50}\bau)\s*",
        "enters": r"(?:entree|hospitalisee?|admise?)\b[^,;.]{0,20}(?:le|du|:)?\s*",
        "printed": r"(?:imprimee?)\s*(?:le|:)?\s*",
        "signed": r"(?<!\()\b(?:dr|pr|docteur|professeur)\b[^,;:\n]{2,40}[,-]\s*(?:le\s*)?",
        "plain": r"(?:\bdu|\ble)\s*",
    }.items()
}
_PLACE = expression(
    r"(?:(?m:^)|\t)\s*[A-ZÀ-ÖØ-Þ][\wÀ-ÿ'/.-]+(?:[ -](?:[A-ZÀ-ÖØ-Þ][\wÀ-ÿ'/.-]*|le|la|les|de|du|des|en|sur|sous|aux|lès|s/)){0,4}"
    r"(?:,\s*(?:(?i:le)\s*)?|\s(?i:le)\s)(?::\s*)?(?:(?i:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s*)?$"
)
"""« Sorlanges, le », « Vaucresson, »: a place and the date of a letter."""
_WEIGHTS = {
    "place": 12, "alone": 8, "visit": 12, "exam": 8, "issued": 13, "labelled": 12, "sampled": 6, "operated": 5,
    "addendum": 3, "leaves": 7, "enters": 3, "printed": 7, "signed": 7, "plain": 3,
}  # fmt: skip
_WEIGHTS_OF_KIND = {
    "imaging": {"exam": 13, "issued": 9},
    "biology": {"sampled": 15, "issued": 11},
    "operative": {"operated": 15, "exam": 3, "visit": 3},
    "discharge": {"leaves": 16, "visit": 4, "exam": 3},
    "pathology": {"addendum": 26, "signed": 12, "visit": 3, "exam": 5, "operated": 3, "sampled": 5},
    "consultation": {"exam": 3, "issued": 4, "sampled": 3, "operated": 2},
    "rcp": {"exam": 3, "sampled": 3, "operated": 2, "visit": 15},
}  # fmt: skip
_NOT_THIS_DOCUMENT = expression(
    r"(?:\bne\(?e?\)?(?:\.e|·e)?\s*(?:,|:|le\b)|\bddn\b|d\.d\.n|\bd\.?n\.?n?\.?\b|naissance|\bn\.\s|\bnee?\s*:)\s*(?:le\s*)?[:.\s]*$"
    r"|(?:dictee?|frappee?|tapee?|numerisee?|relue?|scannee?|transmise?|envoyee?|rdv|rendez-vous|prochaine?[^.\n]{0,25}|revoir|reverrai|"
    r"(?:annule et )?remplace[^.\n]{0,30}|envoi|precedente?[^.\n]{0,20}|initiale?[^.\n]{0,15}|comparaison[^.\n]{0,40}|comparatif[^.\n]{0,30}|anteriorite)\s*(?:le|du|:|au)?\s*$"
)
_AGE_BEHIND = expression(r"[\s,;(/-]{1,12}\d{2,3}\s?(?:ans|a)\b")
"""The age behind a date: "07/07/1961 63 ans" is a birth."""


_OLD_YEARS = 3
"""A date that much older than the latest one of a document is hardly ever the document's."""


def kind(letter: Letter) -> str:
    """One of consultation, pathology, imaging, rcp, biology, operative, discharge, nursing, other.

    A cue that opens one of the first lines is a title and weighs most.
    """
    scores: dict[str, float] = {}
    folded, lines = letter.folded, letter.canonical.lines
    starts = [line.start for line in lines[:_HEAD_LINES]]
    letter_cues: set[str] = set()
    head_end = lines[len(starts) - 1].end if starts else 0
    for match in _LETTER_CUES.finditer(folded):
        rank = bisect_right(starts, match.start()) - 1
        if rank > 2 and match.start() < head_end:
            head_end = starts[rank]
        letter_cues.add(match.group())
        if len(letter_cues) >= _MOST_LETTER_CUES and match.start() >= head_end:
            break
    for name, weight, pattern in _KIND_CUES:
        titled = -1
        words: set[str] = set()
        for match in pattern.finditer(
            folded, 0, head_end if weight > _TITLES_ONLY else len(folded)
        ):
            words.add(match.group())
            if match.start() >= head_end:
                if len(words) >= _MOST_WORDS:
                    break
                continue
            rank = bisect_right(starts, match.start()) - 1
            if rank > titled and match.end() <= lines[rank].end:
                titled = rank
                scores[name] = scores.get(name, 0) + weight * _in_head(letter, match, rank)
        if weight <= _TITLES_ONLY:
            scores[name] = scores.get(name, 0) + weight * 0.35 * min(_MOST_WORDS, len(words))
    cordial = 8 * min(len(letter_cues), _MOST_LETTER_CUES)
    scores["consultation"] = scores.get("consultation", 0) + cordial
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= 3 else "other"


def _in_head(letter: Letter, match: re.Match[str], rank: int) -> float:
    """How much a cue in one of the first lines weighs: less in a long line, more as its title."""
    line = letter.canonical.lines[rank]
    start, end = match.span()
    opens = start - line.start <= 8 or not rank and letter.text[start:end].isupper()
    title = 1.6 if opens else 0.8
    long = line.end - line.start > _LONG_LINE
    return _PLACES[rank] * title * ((0.7 if opens else 0.4) if long else 1.0)


def document_date(letter: Letter) -> str | None:
    """The date of the document (ISO), from its letterhead or its cues; never a birth date."""
    lines = letter.canonical.lines
    mentions = [
        mention
        for mention in resolve(letter.folded, letter.once(_written), None)
        if mention.is_full
    ]
    latest = max((int(mention.iso[:4]) for mention in mentions), default=0)
    best: tuple[float, str | None] = (2.0, None)
    rank = 0
    birth = civility.birth_date(letter)
    for mention in mentions:
        if birth and birth.start <= mention.start < birth.end:
            continue
        while lines[rank].end <= mention.start:
            rank += 1
        from_end = len(lines) - 1 - rank
        place = (
            max(0.0, 12 - rank) * 0.5
            + (3.0 if from_end < 4 else 0.0)
            - (5.0 if rank > 12 and from_end >= 4 else 0.0)
        )
        if int(mention.iso[:4]) < latest - _OLD_YEARS:
            place -= 10  # an event of the history, or a birth
        weight = place + _cue(letter, mention, rank, best[0] - place)
        if weight > best[0] and not _is_of_another(letter, mention, rank):
            best = (weight, mention.iso)
    return best[1]


def _written(letter: Letter) -> list[re.Match[str]]:
    return written_dates(letter.folded)


def dates(letter: Letter) -> list[DateMention]:
    """Every date of the document, in order, resolved against the date of the document."""
    return resolve(letter.folded, letter.once(_written), letter.date)


@cache
def _cues_of(kind: str) -> list[tuple[int, Expression]]:
    """The cues of a date in a document of this kind, the weightiest first."""
    weights = {**_WEIGHTS, **_WEIGHTS_OF_KIND.get(kind, {})}
    return sorted(
        [
            (weights["place"], _PLACE),
            *((weights[name], pattern) for name, pattern in _CUES.items()),
        ],
        key=lambda cue: -cue[0],
    )


def _before(letter: Letter, mention: DateMention, rank: int) -> int:
    """Where the words begin that introduce a date: in its line, at most seventy characters before."""
    return max(letter.canonical.lines[rank].start, mention.start - 70)


def _cue(letter: Letter, mention: DateMention, rank: int, floor: float) -> float:
    """The weight of the weightiest cue before a date; 0 when none is worth more than ``floor``."""
    start = _before(letter, mention, rank)
    for weight, pattern in _cues_of(letter.kind):
        if weight <= floor:
            return 0
        text = letter.text if pattern is _PLACE else letter.folded
        if pattern.search(text, start, mention.start):
            return weight
    return 0


def _is_of_another(letter: Letter, mention: DateMention, rank: int) -> bool:
    """Whether a date is that of a birth, of another document or of an appointment."""
    folded, lines = letter.folded, letter.canonical.lines
    start = _before(letter, mention, rank)
    if _AGE_BEHIND.match(folded, mention.end) or _NOT_THIS_DOCUMENT.search(
        folded, start, mention.start
    ):
        return True
    if not rank or folded[start : mention.start].strip():
        return False
    previous = lines[rank - 1]
    return _NOT_THIS_DOCUMENT.search(folded, previous.start, previous.end) is not None


def identity(letter: Letter) -> PatientIdentity:
    """The patient that the document names; each part None when it does not say."""
    name, birth, sex = (
        find(letter) for find in (civility.patient_name, civility.birth_date, patient_sex)
    )
    return PatientIdentity(
        name=name.value if name else None,
        name_evidence=letter.evidence(name.start, name.end) if name else None,
        birth_date=birth.value if birth else None,
        birth_date_evidence=letter.evidence(birth.start, birth.end) if birth else None,
        sex=sex.value if sex else None,
        sex_evidence=letter.evidence(sex.start, sex.end) if sex else None,
    )
