"""Keys of the patient, the trial and the treatments."""

from __future__ import annotations

from typing import Final

from criteria.vocabulary.keys import (
    BOUND,
    DATE,
    INTENT,
    PLANNED,
    SIDE,
    SITE,
    YES_NO,
    Attribute,
    Key,
)
from criteria.vocabulary.terms import CLASSES, DRUGS, PHASES, TREATMENT_STATUS

_TREATMENT_ATTRIBUTES: Final = {
    "class": Attribute("classe", "enum", CLASSES),
    "phase": Attribute("phase", "enum", PHASES),
    "status": Attribute("état", "enum", TREATMENT_STATUS),
    "start": Attribute("début", "date"),
    "end": Attribute("fin", "date"),
    "cycles": Attribute("cycles", "number"),
    "months": Attribute("durée en mois", "number"),
    "line": Attribute("ligne", "number"),
    "date": DATE,
}

_LOCAL_ATTRIBUTES: Final = {"date": DATE, "status": PLANNED, "intent": INTENT}

KEYS: Final = (
    Key(
        "birth_date", "Date de naissance", "Naissance", "date", "patient",
        "Quelle est la date de naissance ?", "constant",
    ),
    Key(
        "age", "Âge", "Âge", "number", "patient", "Quel est l'âge ?",
        unit="years", units=("years",), bounds=(0, 120),
    ),
    Key(
        "sex", "Sexe", "Sexe", "enum", "patient", "Est-ce une femme ou un homme ?", "constant",
        values={"female": "femme", "male": "homme"},
    ),
    Key(
        "weight", "Poids", "Poids", "number", "patient", "Quel est le poids actuel, en kg ?",
        unit="kg", units=("kg",), bounds=(20, 300), cost=2,
    ),
    Key(
        "height", "Taille", "Taille", "number", "patient", "Quelle est la taille, en cm ?",
        unit="cm", units=("cm", "m"), bounds=(80, 230), cost=2,
    ),
    Key(
        "ecog", "Indice OMS", "OMS", "number", "patient",
        "Quel est l'indice OMS actuel, de 0 à 4 ?", bounds=(0, 4),
        attributes={"karnofsky": Attribute("Karnofsky", "number")},
    ),
    Key(
        "menopause", "Statut ménopausique", "Ménopause", "enum", "patient",
        "Est-elle ménopausée ?",
        values={
            "postmenopausal": "ménopausée",
            "premenopausal": "non ménopausée",
            "perimenopausal": "périménopause",
        },
    ),
    Key(
        "pregnancy", "Grossesse", "Grossesse", "enum", "patient",
        "Une grossesse est-elle en cours ?", values=YES_NO,
    ),
    Key(
        "breastfeeding", "Allaitement", "Allaitement", "enum", "patient",
        "Allaite-t-elle ?", values=YES_NO,
    ),
    Key(
        "life_expectancy", "Espérance de vie", "Espérance de vie", "number", "trial",
        "L'espérance de vie dépasse-t-elle 3 mois (en mois, par exemple « >3 mois ») ?",
        unit="months", units=("months", "years", "weeks"), bounds=(0, 600),
        attributes={"bound": BOUND}, judgement=True,
    ),
    Key(
        "compliance_obstacle",
        "Obstacle psychologique, familial, social ou géographique au suivi",
        "Obstacle au suivi", "enum", "trial",
        "Un obstacle psychologique, familial, social ou géographique gêne-t-il le suivi ?",
        values=YES_NO, judgement=True,
    ),
    Key(
        "social_security", "Affiliation à la sécurité sociale", "Sécurité sociale", "enum",
        "trial", "Y a-t-il une affiliation à un régime de sécurité sociale ?", values=YES_NO,
    ),
    Key(
        "consent", "Consentement à l'essai", "Consentement", "enum", "trial",
        "Le consentement à l'essai est-il signé ?",
        values={"signed": "signé", "not_signed": "non signé", "refused": "refusé"},
    ),
    Key(
        "randomization_date", "Date de randomisation", "Randomisation", "date", "trial",
        "Quelle est la date prévue de la randomisation ?",
    ),
    Key(
        "irradiation_date", "Date de la première séance stéréotaxique", "Irradiation", "date",
        "trial", "Quelle est la date prévue de la première séance stéréotaxique ?",
    ),
    Key(
        "primary_surgery", "Chirurgie du primitif", "Chirurgie", "enum", "treatments",
        "La tumeur primitive a-t-elle été opérée, ou une chirurgie curative est-elle prévue ?",
        "events",
        values={
            "mastectomy": "mastectomie",
            "lumpectomy": "tumorectomie",
            "other": "opérée, type non précisé",
            "none": "pas de chirurgie",
        },
        attributes={**_LOCAL_ATTRIBUTES, "side": SIDE},
    ),
    Key(
        "primary_radiotherapy", "Radiothérapie du primitif", "Radiothérapie", "enum",
        "treatments",
        "Le sein ou la paroi ont-ils été irradiés, ou une irradiation curative est-elle prévue ?",
        "events", values=YES_NO,
        attributes={
            **_LOCAL_ATTRIBUTES, "dose_gy": Attribute("dose", "number", unit="Gy"), "side": SIDE,
        },
    ),
    Key(
        "metastatic_radiotherapy", "Radiothérapie d'une métastase", "RT métastase", "enum",
        "treatments", "Une métastase a-t-elle déjà été irradiée ?", "events", values=YES_NO,
        attributes={
            **_LOCAL_ATTRIBUTES, "dose_gy": Attribute("dose", "number", unit="Gy"), "site": SITE,
        },
        discriminator="site",
    ),
    Key(
        "systemic_treatment", "Traitement systémique", "Traitement", "enum", "treatments",
        "Quels traitements systémiques ont été donnés en phase métastatique, et depuis quand ?",
        "events",
        values={value: drug.label for value, drug in DRUGS.items()},
        attributes=_TREATMENT_ATTRIBUTES, discriminator="drug",
        implied={"phase": "metastatic"},
    ),
)  # fmt: skip
