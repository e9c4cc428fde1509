"""Keys of the laboratory results and of the diseases that they speak of."""

from __future__ import annotations

from typing import Final

from criteria.vocabulary.keys import DATE, ULN, Attribute, Key

_PRESENCE_F: Final = {"present": "présente", "absent": "absente", "suspected": "suspectée"}

_LAB_ATTRIBUTES: Final = {"uln": ULN, "date": DATE}


def _enzyme(name: str, label: str, short: str) -> Key:
    return Key(
        name, label, short, "number", "labs",
        f"{short} : quelle valeur, et quelle limite supérieure du laboratoire "
        "(par exemple « 38 UI/L N<40 », ou « 2 N ») ?",
        unit="UI/L", units=("UI/L", "xULN"), bounds=(0, 20000),
        attributes=_LAB_ATTRIBUTES, cost=2,
    )  # fmt: skip


METHODS: Final = {"cockcroft": "Cockcroft", "mdrd": "MDRD", "ckd-epi": "CKD-EPI"}

KEYS: Final = (
    _enzyme("ast", "ASAT (TGO)", "ASAT"),
    _enzyme("alt", "ALAT (TGP)", "ALAT"),
    _enzyme("ggt", "Gamma-GT", "GGT"),
    _enzyme("alp", "Phosphatases alcalines", "PAL"),
    _enzyme("ldh", "LDH", "LDH"),
    Key(
        "bilirubin", "Bilirubine totale", "Bilirubine", "number", "labs",
        "Quelle est la bilirubine totale, avec son unité ?",
        unit="µmol/L", units=("µmol/L", "mg/L", "mg/dL"), bounds=(0, 2000), normal=(0, 21),
        attributes=_LAB_ATTRIBUTES, cost=2,
    ),
    Key(
        "creatinine", "Créatinine", "Créatinine", "number", "labs",
        "Quelle est la créatinine, avec son unité ?",
        unit="µmol/L", units=("µmol/L", "mg/L", "mg/dL"), bounds=(10, 2000),
        attributes=_LAB_ATTRIBUTES, cost=2,
    ),
    Key(
        "albumin", "Albumine", "Albumine", "number", "labs",
        "Quelle est l'albumine, avec son unité ?",
        unit="g/L", units=("g/L", "g/dL"), bounds=(5, 80), normal=(32, 55),
        attributes=_LAB_ATTRIBUTES, cost=2,
    ),
    Key(
        "creatinine_clearance", "Clairance de la créatinine", "Clairance", "number", "labs",
        "Quelle est la clairance de la créatinine selon Cockcroft, en mL/min ?",
        unit="mL/min", units=("mL/min",), bounds=(1, 250),
        attributes={"method": Attribute("méthode", "enum", METHODS), "date": DATE}, cost=2,
        implied={"method": "cockcroft"},
    ),
    Key(
        "hemoglobin", "Hémoglobine", "Hb", "number", "labs", "Quelle est l'hémoglobine ?",
        unit="g/dL", units=("g/dL", "g/L"), bounds=(2, 25), attributes=_LAB_ATTRIBUTES, cost=2,
    ),
    Key(
        "platelets", "Plaquettes", "Plaquettes", "number", "labs",
        "Quel est le taux de plaquettes ?",
        unit="G/L", units=("G/L", "/mm3"), bounds=(1, 3000), attributes=_LAB_ATTRIBUTES, cost=2,
    ),
    Key(
        "neutrophils", "Polynucléaires neutrophiles", "PNN", "number", "labs",
        "Quel est le taux de polynucléaires neutrophiles ?",
        unit="G/L", units=("G/L", "/mm3"), bounds=(0, 100), attributes=_LAB_ATTRIBUTES, cost=2,
    ),
    Key(
        "ca15_3", "CA 15-3", "CA 15-3", "number", "labs", "Quel est le CA 15-3 ?",
        unit="U/mL", units=("U/mL",), bounds=(0, 100000), attributes=_LAB_ATTRIBUTES, cost=2,
    ),
    Key(
        "cirrhosis", "Cirrhose", "Cirrhose", "enum", "patient", "Y a-t-il une cirrhose ?",
        "constant", values=_PRESENCE_F,
    ),
    Key(
        "hepatitis", "Hépatite", "Hépatite", "enum", "patient",
        "Y a-t-il une hépatite évolutive ?", "constant", values=_PRESENCE_F,
    ),
    Key(
        "scleroderma", "Sclérodermie", "Sclérodermie", "enum", "patient",
        "Y a-t-il une sclérodermie ?", "constant", values=_PRESENCE_F,
    ),
    Key(
        "connective_tissue_disease", "Maladie du tissu conjonctif", "Connectivite", "enum",
        "patient", "Y a-t-il une maladie du tissu conjonctif (lupus, Sjögren, connectivite) ?",
        "constant", values=_PRESENCE_F,
    ),
)  # fmt: skip
