"""What a document says of itself: its kind, its date, the patient that it names."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.extraction import civility
from assistant.extraction.dates import find_dates
from assistant.extraction.expressions import Expression, expression
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


_KINDS: tuple[tuple[str, float, str], ...] = (
    ("pathology", 9, r"anatomie|anatomo-?patho|anapath|cytopatho|cabinet de pathologie|\bacp\b|biopatholog|histopath|(?:service|laboratoire|unite|plateforme|fiche\b[^.\n]{0,20}) de pathologie"),
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
    ("consultation", 10, r"consultation|\bcs\b|teleconsultation|visite"),
    ("consultation", 5, r"oncologie medicale|hdj|hopital de jour|medecine generale|oncologue|medecin generaliste"),
)  # fmt: skip
_KIND_CUES = tuple((name, weight, expression(pattern)) for name, weight, pattern in _KINDS)
_LETTER_CUES = expression(
    r"\bcher(?:e|s|es)? (?:confrere|consoeur|collegue|ami|amie|maitre|docteur|monsieur|madame|[a-z]+\b)|confraternel|cordialement|"
    r"bien (?:amicalement|a toi|a vous)|amities|amicalement|j'ai (?:re)?vu|je (?:re)?vois|vous remercie|te remercie|merci (?:de|d')|"
    r"je vous (?:adresse|readresse|confie|prie)|tu m'adresses|vous m'adressez|j'ai recu|docteur,|bonjour|bonsoir"
)
_HEAD_LINES = 9

_WEEKDAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim)\.?,?\s*)?"
_CUES: dict[str, Expression] = {
    name: expression(pattern + _WEEKDAY + "$")
    for name, pattern in {
        "alone": r"(?:^|\t)\s*(?:fait\s+)?(?:le\s*:?\s*)?",
        "visit": r"(?:consultation|visite|fiche|\bcs\b|\brcp\b|reunion|concertation|visio|staff|hdj|revue|vue?|appel|entretien)[^,;.]{0,45}\s(?:du|le|en date du|:)?\s*",
        "exam": r"(?:exam(?:en|\.)|realisee?s?|\btdm\b|scanner|\birm\b|\btep\b|\bpet\b|mammographie|echographie|scintigraphie)[^,;.]{0,45}(?:du|le|:|-)?\s*",
        "issued": r"(?:validee?|validation|signee?|sortie?|repondue?|rendue?|editee?|edition|diffusee?|termine|redigee?|date (?:de|du|d') ?(?:compte[- ]rendu|cr|reponse|validation|signature|edition|diffusion|redaction)|\bcr\b|compte[- ]rendu|complement|reponse|resultats?)(?: complementaire| rectificatif| modifie)?(?:\(e\))?\s*(?:electroniquement\s*)?(?:le|du)?\s*[.\s]*:?\s*",
        "addendum": r"(?:complement(?:aire)?|addendum|additif|rectificatif)\b(?! (?:au|du) (?:compte|cr))[^;.()\t]{0,25}(?:\bdu|\ble|:)\s*",
        "labelled": r"\bdate(?: de l'examen)?\s*[.\s]*:?\s*(?:le\s*)?",
        "sampled": r"(?:recue?|prelevee?|prelevement|prel\.|enregistree?|biopsie|ponction)[^;.]{0,45}(?:\ble|\bdu|:)?\s*",
        "operated": r"(?:intervention|operation|operee?|bloc|chirurgie|acte)\b[^;.]{0,20}(?:du|le|:|,)?\s*",
        "leaves": r"(?:(?:sortie|sortant)\s*(?:le|:)?|(?:hospitalis|sejour)[^;.]{0,50}\bau)\s*",
        "enters": r"(?:entree|hospitalisee?|admise?)\b[^,;.]{0,20}(?:le|du|:)?\s*",
        "printed": r"(?:imprimee?)\s*(?:le|:)?\s*",
        "signed": r"\b(?:dr|pr|docteur|professeur)\b[^,;:\n]{2,40}[,-]\s*(?:le\s*)?",
        "plain": r"(?:\bdu|\ble)\s*",
    }.items()
}
_PLACE = expression(
    r"(?:^|\t)\s*[A-ZÀ-ÖØ-Þ][\wÀ-ÿ'/.-]+(?:[ -](?:[A-ZÀ-ÖØ-Þ][\wÀ-ÿ'/.-]*|le|la|les|de|du|des|en|sur|sous|aux|lès|s/)){0,4}"
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
    lines = letter.canonical.lines
    for rank, line in enumerate(lines[:_HEAD_LINES]):
        text = letter.folded[line.start : line.end]
        if rank > 2 and _LETTER_CUES.search(text):
            break
        place = (2.0, 1.4, 1.0, 1.0)[rank] if rank < 4 else 0.6
        for name, weight, pattern in _KIND_CUES:
            match = pattern.search(text)
            if match:
                title = (
                    1.6
                    if match.start() <= 8 or letter.text[match.start() : match.end()].isupper()
                    else 0.8
                )
                long = 0.4 if len(text) > 110 else 1.0
                scores[name] = scores.get(name, 0) + weight * place * title * long
    body = letter.folded
    for name, weight, pattern in _KIND_CUES:
        if weight <= 6:
            scores[name] = scores.get(name, 0) + weight * 0.35 * min(
                3, len({m.group() for m in pattern.finditer(body)})
            )
    letter_cues = len({match.group() for match in _LETTER_CUES.finditer(body)})
    scores["consultation"] = scores.get("consultation", 0) + 8 * min(letter_cues, 4)
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= 3 else "other"


def document_date(letter: Letter) -> str | None:
    """The date of the document (ISO), from its letterhead or its cues; never a birth date."""
    folded, lines = letter.folded, letter.canonical.lines
    weights = {**_WEIGHTS, **_WEIGHTS_OF_KIND.get(letter.kind, {})}
    mentions = [mention for mention in find_dates(folded) if mention.is_full]
    latest = max((int(mention.iso[:4]) for mention in mentions), default=0)
    best: tuple[float, str] | None = None
    rank = 0
    birth = civility.birth_date(letter)
    for mention in mentions:
        if birth and birth.start <= mention.start < birth.end:
            continue
        while lines[rank].end <= mention.start:
            rank += 1
        before = folded[max(lines[rank].start, mention.start - 70) : mention.start]
        previous = (
            folded[lines[rank - 1].start : lines[rank - 1].end]
            if rank and not before.strip()
            else ""
        )
        if _AGE_BEHIND.match(folded, mention.end):
            continue
        if _NOT_THIS_DOCUMENT.search(before) or (previous and _NOT_THIS_DOCUMENT.search(previous)):
            continue
        cue = max(
            (weights[name] for name, pattern in _CUES.items() if pattern.search(before)), default=0
        )
        if _PLACE.search(letter.text[mention.start - len(before) : mention.start]):
            cue = max(cue, weights["place"])
        from_end = len(lines) - 1 - rank
        place = (
            max(0.0, 12 - rank) * 0.5
            + (3.0 if from_end < 4 else 0.0)
            - (5.0 if rank > 12 and from_end >= 4 else 0.0)
        )
        if int(mention.iso[:4]) < latest - _OLD_YEARS:
            place -= 10  # an event of the history, or a birth
        if best is None or cue + place > best[0]:
            best = (cue + place, mention.iso)
    return best[1] if best and best[0] > 2 else None


def identity(letter: Letter) -> PatientIdentity:
    """The patient that the document names; each part None when it does not say."""
    name, birth, sex = (
        find(letter) for find in (civility.patient_name, civility.birth_date, civility.sex)
    )
    return PatientIdentity(
        name=name.value if name else None,
        name_evidence=letter.evidence(name.start, name.end) if name else None,
        birth_date=birth.value if birth else None,
        birth_date_evidence=letter.evidence(birth.start, birth.end) if birth else None,
        sex=sex.value if sex else None,
        sex_evidence=letter.evidence(sex.start, sex.end) if sex else None,
    )
