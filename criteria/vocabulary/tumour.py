"""Keys of the tumour: receptors, HER2, staging, metastases, spine."""

from __future__ import annotations

from typing import Final

from criteria.vocabulary.keys import (
    DATE,
    PRESENCE,
    SIDE,
    SITE,
    SPECIMEN,
    Attribute,
    Key,
)

_RECEPTOR_ATTRIBUTES: Final = {
    "percent": Attribute("pourcentage", "number", unit="%"),
    "intensity": Attribute(
        "intensité", "enum", {"weak": "faible", "moderate": "modérée", "strong": "forte"}
    ),
    "allred": Attribute("Allred", "number"),
    "hscore": Attribute("H-score", "number"),
    "specimen": SPECIMEN,
}

_POSITIVITY: Final = {"positive": "positif", "low": "faible", "negative": "négatif"}

_PRESENCE_F: Final = {"present": "présente", "absent": "absente", "suspected": "suspectée"}

KEYS: Final = (
    Key(
        "histology", "Histologie", "Histologie", "enum", "receptors",
        "Quel est le type histologique ?", "per_specimen",
        values={
            "nst": "canalaire infiltrant (NST)",
            "lobular": "lobulaire infiltrant",
            "mixed": "mixte",
            "mucinous": "mucineux",
            "tubular": "tubuleux",
            "micropapillary": "micropapillaire",
            "metaplastic": "métaplasique",
            "apocrine": "apocrine",
            "other_invasive": "autre carcinome infiltrant",
            "dcis": "canalaire in situ",
            "lcis": "lobulaire in situ",
        },
        attributes={"specimen": SPECIMEN}, discriminator="specimen", cost=3,
    ),
    Key(
        "er", "Récepteurs aux œstrogènes", "RO", "enum", "receptors",
        "Récepteurs aux œstrogènes : positifs ou négatifs, quel pourcentage ?", "per_specimen",
        values=_POSITIVITY, attributes=_RECEPTOR_ATTRIBUTES, discriminator="specimen",
    ),
    Key(
        "pr", "Récepteurs à la progestérone", "RP", "enum", "receptors",
        "Récepteurs à la progestérone : positifs ou négatifs, quel pourcentage ?", "per_specimen",
        values=_POSITIVITY, attributes=_RECEPTOR_ATTRIBUTES, discriminator="specimen",
    ),
    Key(
        "hr", "Récepteurs hormonaux", "RH", "enum", "receptors",
        "Les récepteurs hormonaux sont-ils positifs ?", "per_specimen",
        values={"positive": "positifs", "negative": "négatifs"},
        attributes={"specimen": SPECIMEN}, discriminator="specimen",
    ),
    Key(
        "her2_ihc", "HER2, score IHC", "HER2 IHC", "enum", "receptors",
        "Quel est le score HER2 en immunohistochimie (0, 1+, 2+, 3+) ?", "per_specimen",
        values={"0": "0", "1+": "1+", "2+": "2+", "3+": "3+"},
        attributes={"specimen": SPECIMEN}, discriminator="specimen",
    ),
    Key(
        "her2_ish", "HER2, hybridation in situ", "HER2 ISH", "enum", "receptors",
        "HER2 est-il amplifié en hybridation in situ (FISH, SISH) ?", "per_specimen",
        values={
            "amplified": "amplifié", "not_amplified": "non amplifié", "equivocal": "équivoque",
        },
        attributes={
            "ratio": Attribute("ratio", "number"),
            "copies": Attribute("copies", "number"),
            "specimen": SPECIMEN,
        },
        discriminator="specimen", cost=4,
    ),
    Key(
        "her2", "HER2, conclusion", "HER2", "enum", "receptors",
        "HER2 est-il positif ou négatif ?", "per_specimen",
        values={
            "positive": "positif", "negative": "négatif", "low": "faible (low)",
            "equivocal": "équivoque",
        },
        attributes={"specimen": SPECIMEN}, discriminator="specimen",
    ),
    Key(
        "triple_negative", "Triple négatif", "Triple négatif", "enum", "receptors",
        "Le cancer est-il triple négatif ?", "constant",
        values={"present": "oui", "absent": "non"}, cost=4,
    ),
    Key(
        "ki67", "Ki-67", "Ki-67", "number", "receptors", "Quel est le Ki-67, en % ?",
        "per_specimen", unit="%", units=("%",), bounds=(0, 100),
        attributes={"specimen": SPECIMEN}, discriminator="specimen",
    ),
    Key(
        "grade", "Grade histopronostique", "Grade", "number", "staging",
        "Quel est le grade (1, 2, 3) ?", "events", bounds=(1, 3),
    ),
    Key("t", "T (TNM)", "T", "text", "staging", "Quel est le T du TNM ?", "events"),
    Key("n", "N (TNM)", "N", "text", "staging", "Quel est le N du TNM ?", "events"),
    Key("m", "M (TNM)", "M", "text", "staging", "Quel est le M du TNM ?", "events"),
    Key(
        "stage", "Stade", "Stade", "enum", "staging", "Quel est le stade ?", "events",
        values={
            stage: stage for stage in ("I", "IA", "IIA", "IIB", "IIIA", "IIIB", "IIIC", "IV")
        },
    ),
    Key(
        "tumor_size", "Taille du primitif", "Taille", "number", "staging",
        "Quelle est la taille de la tumeur primitive, en mm ?",
        unit="mm", units=("mm", "cm"), bounds=(0, 400), attributes={"side": SIDE},
    ),
    Key(
        "metastatic", "Maladie métastatique", "Métastatique", "enum", "metastases",
        "Le cancer est-il métastatique ?", values=_PRESENCE_F,
        attributes={
            "synchronous": Attribute("d'emblée métastatique", "bool"), "date": DATE,
        },
    ),
    Key(
        "metastasis", "Métastases", "Métastases", "enum", "metastases",
        "Y a-t-il des métastases à ce site ?", values=_PRESENCE_F,
        attributes={
            "site": SITE,
            "count": Attribute("nombre", "number"),
            "size_mm": Attribute("taille", "number", unit="mm"),
            "volume_ml": Attribute("volume", "number", unit="mL"),
            "levels": Attribute("étages", "levels"),
        },
        discriminator="site", cost=2,
    ),
    Key(
        "lesion_count", "Nombre total de métastases", "Nombre", "number", "metastases",
        "Combien y a-t-il de lésions métastatiques au total ?", bounds=(0, 200),
    ),
    Key(
        "in_irradiated_field", "Métastase dans un champ déjà irradié", "Champ irradié", "enum",
        "metastases", "Une métastase se trouve-t-elle dans un champ déjà irradié ?", "constant",
        values={"present": "oui", "absent": "non", "suspected": "possible"},
        attributes={"site": SITE}, discriminator="site", cost=2,
    ),
    Key(
        "liver_distance_bowel", "Distance des lésions hépatiques au tube digestif",
        "Foie / tube digestif", "enum", "metastases",
        "Les lésions hépatiques sont-elles à distance de l'intestin grêle et de l'estomac ?",
        values={"adequate": "à distance", "close": "trop proche"},
        attributes={"mm": Attribute("distance", "number", unit="mm")}, cost=3, judgement=True,
    ),
    Key(
        "contiguous_vertebrae", "Segments vertébraux contigus atteints", "Segments contigus",
        "number", "spine", "Combien de segments vertébraux contigus sont atteints ?",
        bounds=(0, 26), cost=2,
    ),
    Key(
        "canal_invasion", "Envahissement du canal médullaire", "Canal", "number", "spine",
        "Quel est l'envahissement du canal médullaire, en % ?",
        unit="%", units=("%",), bounds=(0, 100), cost=3,
    ),
    Key(
        "cord_compression", "Compression médullaire", "Compression", "enum", "spine",
        "Y a-t-il une compression médullaire ?", values=_PRESENCE_F, cost=2,
    ),
    Key(
        "cauda_equina", "Syndrome de la queue de cheval", "Queue de cheval", "enum", "spine",
        "Y a-t-il un syndrome de la queue de cheval ?", values=PRESENCE, cost=2,
    ),
    Key(
        "neuro_deficit", "Déficit neurologique", "Déficit", "enum", "spine",
        "Y a-t-il un déficit neurologique ?", values=PRESENCE, cost=2,
    ),
    Key(
        "spinal_instability", "Instabilité vertébrale", "Instabilité", "enum", "spine",
        "Y a-t-il une instabilité vertébrale ?", values=_PRESENCE_F, cost=3,
    ),
    Key(
        "neuro_exam_date", "Date de l'examen neurologique", "Examen neuro", "date", "spine",
        "À quelle date a eu lieu le dernier examen neurologique ?", cost=2,
    ),
    Key(
        "lies_flat", "Peut s'allonger pour le traitement", "Décubitus", "enum", "spine",
        "Le patient peut-il rester allongé pour le traitement ?",
        values={"present": "oui", "absent": "non"}, judgement=True,
    ),
)  # fmt: skip
