"""Laboratory values: one table of sentences, what each one says."""

from __future__ import annotations

import pytest

from tests.reading import said

TERSE = [
    ("ASAT/ALAT 31/44 UI/L, GGT 3N, PAL normales.", ["alp normal", "alt 44 UI/L", "ast 31 UI/L", "ggt 3 xULN"]),
    ("ASAT et ALAT à 31 et 44 UI/L.", ["alt 44 UI/L", "ast 31 UI/L"]),
    ("TGO/TGP : 1,2N/1,5N", ["alt 1.5 xULN", "ast 1.2 xULN"]),
    ("ASAT/ALAT = 28/11 UI/L", ["alt 11 UI/L", "ast 28 UI/L"]),
    ("SGOT 45, SGPT 52, gamma-glutamyl transpeptidase 88", ["alt 52 UI/L", "ast 45 UI/L", "ggt 88 UI/L"]),
    ("γGT 58 UI/L", ["ggt 58 UI/L"]),
    ("Gamma GT : 2,1 N", ["ggt 2.1 xULN"]),
    ("BIO : ASAT N ALAT N PAL 1.2N", ["alp 1.2 xULN", "alt normal", "ast normal"]),
    ("HB 12 PLAQ 250 PNN 2.1", ["hemoglobin 12 g/dL", "neutrophils 2.1 G/L", "platelets 250 G/L"]),
    ("Hb: 12,1g/dL;PNN:2,4G/L;Plaq:198G/L", ["hemoglobin 12.1 g/dL", "neutrophils 2.4 G/L", "platelets 198 G/L"]),
    ("ASAT: 31UI/L ALAT: 28UI/L", ["alt 28 UI/L", "ast 31 UI/L"]),
    ("Plaquettes à 1 250 000/mm3", ["platelets 1250000 /mm3"]),
    ("plaquettes 212.000/mm3, PNN 3200/mm3", ["neutrophils 3200 /mm3", "platelets 212000 /mm3"]),
    ("plq 188000", ["platelets 188000 /mm3"]),
    ("PNN à 1,2 x 10^9/L", ["neutrophils 1.2 G/L"]),
    ("PNN 1200/µL", ["neutrophils 1200 /mm3"]),
    ("HEMOGLOBINE : 12.4 g/dl  PLAQUETTES : 310 Giga/l", ["hemoglobin 12.4 g/dL", "platelets 310 G/L"]),
    ("CA15-3 = 71 (N<30), ACE 3", ["ca15_3 71 U/mL uln=30"]),
    ("CA 15.3 : 45,6 kU/L", ["ca15_3 45.6 U/mL"]),
    ("Bilirubine T/D : 12/4 µmol/L", ["bilirubin 12 µmol/L"]),
    ("bilirubine totale 0,8 mg/dL", ["bilirubin 0.8 mg/dL"]),
    ("Créat 7,8 mg/l.", ["creatinine 7.8 mg/L"]),
    ("Créatinine à 0,65 mg/dl", ["creatinine 0.65 mg/dL"]),
    ("albumine 3,8 g/dL", ["albumin 3.8 g/dL"]),
    ("Albuminémie : 38,5 g/l", ["albumin 38.5 g/L"]),
]  # fmt: skip

PROSE = [
    ("Les transaminases sont à 2,5 fois la normale, la bilirubine à 15 µmol/l.", ["alt 2.5 xULN", "ast 2.5 xULN", "bilirubin 15 µmol/L"]),
    ("Cytolyse à 2 fois la normale sur les ASAT et 1,5 fois la normale sur les ALAT ; bilirubine normale.", ["alt 1.5 xULN", "ast 2 xULN", "bilirubin normal"]),
    ("Thrombopénie à 87 000 plaquettes, neutropénie à 800 PNN/mm3.", ["neutrophils 800 /mm3", "platelets 87000 /mm3"]),
    ("11,8 g d'Hb, 3100 PNN, 221 000 plaquettes", ["hemoglobin 11.8 g/dL", "neutrophils 3100 /mm3", "platelets 221000 /mm3"]),
    ("Hb 8.9 (-1,2). PNN 0.45 !!", ["hemoglobin 8.9 g/dL", "neutrophils 0.45 G/L"]),
    ("GB 4200 PNN 2300", ["neutrophils 2300 /mm3"]),
    ("Transaminases à 3 x la LSN.", ["alt 3 xULN", "ast 3 xULN"]),
    ("Phosphatases alcalines à 1,5 fois la limite supérieure de la normale.", ["alp 1.5 xULN"]),
    ("Les phosphatases alcalines sont à deux fois la normale.", ["alp 2 xULN"]),
    ("Transaminases normales, LDH dans les normes.", ["alt normal", "ast normal", "ldh normal"]),
    ("ASAT, ALAT, GGT et PAL normales.", ["alp normal", "alt normal", "ast normal", "ggt normal"]),
    ("Bilirubine et créatinine normales.", ["bilirubin normal", "creatinine normal"]),
    ("L'albumine est normale.", ["albumin normal"]),
    ("Transaminases normales (ASAT 25, ALAT 30).", ["alt 30 UI/L", "ast 25 UI/L"]),
    ("Bilirubine normale à 8 µmol/L. Plaquettes normales à 250 G/L.", ["bilirubin 8 µmol/L", "platelets 250 G/L"]),
    ("L'hémoglobine est à 11 g, les plaquettes à 250 000.", ["hemoglobin 11 g/dL", "platelets 250000 /mm3"]),
    ("Elle présente 9,8 g/dL d'hémoglobine.", ["hemoglobin 9.8 g/dL"]),
    ("Son hémoglobine, qui avait chuté après le deuxième cycle, est remontée à 10,8 g/dL.", ["hemoglobin 10.8 g/dL"]),
    ("Hémoglobine passée de 12,1 à 9,8 g/dL.", ["hemoglobin 9.8 g/dL"]),
    ("CA 15.3 : 34 → 56 → 78 U/mL", ["ca15_3 78 U/mL"]),
    ("CA 15-3 à 45 U/mL contre 62 U/mL", ["ca15_3 45 U/mL"]),
    ("Créatinine 81 µmol/L (9,2 mg/L)", ["creatinine 81 µmol/L", "creatinine 9.2 mg/L"]),
    ("Hémoglobine 9,8 g/dl (grade 1), PNN 0,9 G/l (grade 3).", ["hemoglobin 9.8 g/dL", "neutrophils 0.9 G/L"]),
]  # fmt: skip

LIMITS = [
    ("TGO 28 (N<35) TGP 40 (VN 10-50)", ["alt 40 UI/L uln=50", "ast 28 UI/L uln=35"]),
    ("LDH 480 UI/L (VN : 125-220)", ["ldh 480 UI/L uln=220"]),
    ("ASAT 34 UI/L (valeurs normales : 10 à 35)", ["ast 34 UI/L uln=35"]),
    ("ALAT 40 UI/L (LSN = 35)", ["alt 40 UI/L uln=35"]),
    ("ALAT 82 UI/L pour une normale à 40", ["alt 82 UI/L uln=40"]),
    ("Bilirubine : 8 µmol/L [<21]", ["bilirubin 8 µmol/L uln=21"]),
    ("Créatinine : 54 µmol/L [45-84]", ["creatinine 54 µmol/L uln=84"]),
    ("Hb 13,0 g/dL (12,0 - 16,0)", ["hemoglobin 13 g/dL"]),
    ("ASAT 31 UI/L N < 35", ["ast 31 UI/L uln=35"]),
    ("| ASAT | 31 | UI/L | < 35 |", ["ast 31 UI/L uln=35"]),
    ("Bilirubine totale\n9\nµmol/L\n5 - 21", ["bilirubin 9 µmol/L uln=21"]),
]  # fmt: skip

CLEARANCE = [
    ("clairance 62 mL/min (Cockcroft)", ["creatinine_clearance 62 mL/min method=cockcroft"]),
    ("Clairance de la créatinine selon la formule de Cockcroft et Gault estimée à 72 ml/mn.", ["creatinine_clearance 72 mL/min method=cockcroft"]),
    ("DFG 78 mL/min/1,73 m² (CKD-EPI), Cockcroft 66 ml/min.", ["creatinine_clearance 66 mL/min method=cockcroft", "creatinine_clearance 78 mL/min method=ckd-epi"]),
    ("Clairance MDRD = 58 ; Cockroft = 62", ["creatinine_clearance 58 mL/min method=mdrd", "creatinine_clearance 62 mL/min method=cockcroft"]),
    ("créatinine 95 µmol/L, DFGe 52 (CKD-EPI)", ["creatinine 95 µmol/L", "creatinine_clearance 52 mL/min method=ckd-epi"]),
    ("Débit de filtration glomérulaire estimé à 88 ml/min", ["creatinine_clearance 88 mL/min"]),
    ("71 µmol/L de créatinine", ["creatinine 71 µmol/L"]),
    ("Clairance selon Cockcroft : non calculée", []),
    ("Clairance > 60 mL/min.", []),
]  # fmt: skip

DATES = [
    ("Bilan du 12/03/2024 : Hb 11,2 g/dL, créat 81 µmol/L", ["creatinine 81 µmol/L date=2024-03-12", "hemoglobin 11.2 g/dL date=2024-03-12"]),
    ("Bio 20/11/23 : PNN 3,1 G/L", ["neutrophils 3.1 G/L date=2023-11-20"]),
    ("Biologie du 1er septembre 2025 : ALAT normales", ["alt normal date=2025-09-01"]),
    ("Hb : 12,5 (12/02/2024) puis 10,9 (15/03/2024)", ["hemoglobin 10.9 g/dL date=2024-03-15", "hemoglobin 12.5 g/dL date=2024-02-12"]),
    ("Hb à 7,2 g/dl le 12/02/2024", ["hemoglobin 7.2 g/dL date=2024-02-12"]),
    ("CA 15-3 (22 U/mL le 14/05/2024) sans particularité", ["ca15_3 22 U/mL date=2024-05-14"]),
    ("\t12/01/2024\t15/02/2024\nASAT (UI/L)\t31\t62\nBilirubine totale (µmol/L)\t8\t12", ["ast 31 UI/L date=2024-01-12", "ast 62 UI/L date=2024-02-15", "bilirubin 12 µmol/L date=2024-02-15", "bilirubin 8 µmol/L date=2024-01-12"]),
    ("             03/01/2024     28/01/2024\nALAT            40             55\nPAL                             98", ["alp 98 UI/L date=2024-01-28", "alt 40 UI/L date=2024-01-03", "alt 55 UI/L date=2024-01-28"]),
    ("Consultation du 10/05/2024.\nNFS du 02/05/2024 : plaquettes 210 G/L. Créatinine 70 µmol/L.", ["creatinine 70 µmol/L", "platelets 210 G/L date=2024-05-02"]),
    ("Bilan d'extension du 12/03/2024 : scanner sans lésion. Hb 12 g/dL", ["hemoglobin 12 g/dL"]),
]  # fmt: skip

TABLES = [
    ("LABORATOIRE DE BIOLOGIE MÉDICALE DES QUAIS\nPrélèvement du 29/11/2022\nA1 = 02/11/22   A2 = 10/10/22\n\n              Résultat   Unité    A1      A2\nALAT          71         U/L      50      40\nGGT           145        U/L      -       88", ["alt 40 UI/L date=2022-10-10", "alt 50 UI/L date=2022-11-02", "alt 71 UI/L date=2022-11-29", "ggt 145 UI/L date=2022-11-29", "ggt 88 UI/L date=2022-10-10"]),
    ("Biologie entrée (19/01/2023) / sortie (26/01/2023)\n  Hb 11,8 / 10,9 g/dL", ["hemoglobin 10.9 g/dL date=2023-01-26", "hemoglobin 11.8 g/dL date=2023-01-19"]),
    ("Créatinine    8,1 mg/L    5,0 à 9,0\nsoit          72 µmol/L   44 à 80", ["creatinine 72 µmol/L uln=80", "creatinine 8.1 mg/L uln=9"]),
    ("ASAT 77   ALAT 58\nN labo : ASAT < 32, ALAT < 33", ["alt 58 UI/L uln=33", "ast 77 UI/L uln=32"]),
    ("clairance 28 mL/min (Cockcroft), 41 en CKD-EPI", ["creatinine_clearance 28 mL/min method=cockcroft", "creatinine_clearance 41 mL/min method=ckd-epi"]),
    ("Créatinine 94 µmol/L le 21/01/2025, Cockcroft 69 mL/min.", ["creatinine 94 µmol/L date=2025-01-21", "creatinine_clearance 69 mL/min date=2025-01-21 method=cockcroft"]),
    ("Transaminases à 2 N (ASAT) et 1,2 N (ALAT).", ["alt 1.2 xULN", "ast 2 xULN"]),
    ("PAL une fois et demie la normale.", ["alp 1.5 xULN"]),
    ("CA 15-3 à 1 240 UI/ml", ["ca15_3 1240 U/mL"]),
    ("Élévation du CA 15-3 (de 38 à 57 U/mL).", ["ca15_3 57 U/mL"]),
]  # fmt: skip

CORRECTED = [
    ("Plaquettes 42 G/L, recontrôlées sur citrate à 182 G/L", ["platelets 182 G/L"]),
    ("ALAT : lire 44 UI/L et non 440 UI/L.", ["alt 44 UI/L"]),
    ("La bilirubine totale est de 12 µmol/L et non de 120 µmol/L.", ["bilirubin 12 µmol/L"]),
    ("ALAT 440 UI/L.\n\nErratum. ALAT : 44 UI/L et non 440.", ["alt 44 UI/L"]),
]

NOTHING = [
    "Chimiothérapie possible si PNN > 1,5 G/L et plaquettes > 100 G/L.",
    "Critères : ASAT < 3N, ALAT < 3N, bilirubine < 30 mg/dl.",
    "CA 15-3 à doser. LDH non rendu. ASAT : hémolysé",
    "ASAT anormale. La bilirubine est à la limite supérieure de la normale.",
    "Taxol 80 mg/m2, albumine-paclitaxel 125 mg/m2",
    "Bilirubine directe 3 µmol/L",
    "Bilan biologique sans particularité en dehors d'une anémie de grade 1.",
    "Contrôle NFS et plaquettes dans 8 jours.",
    "HbA1c 7,1 %, albuminurie 30 mg/L, préalbumine 0,15 g/L",
    "Bilirubine totale à 134 UI/l",
    "créatinine 140 mmol/L",
    "Ag HBs négatif. Ac HBc 12",
    "Transfuser si Hb inférieure à 8 g/dL.",
    "Une neutropénie est dite sévère sous 0,5 Giga/L.",
    "Hémoglobine et plaquettes : à contrôler le 12/03/2024.",
    "Bilirubine 45",
    "L'étude exige une albumine d'au moins 30 g/l.",
]


@pytest.mark.parametrize(
    ("text", "expected"), TERSE + PROSE + LIMITS + CLEARANCE + DATES + TABLES + CORRECTED
)
def test_laboratory_values_are_read_as_written(extractor, text, expected):
    assert said(extractor, text, "labs") == expected


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_no_result_gives_no_value(extractor, text):
    assert said(extractor, text, "labs") == []


REPORT = """LABORATOIRE DE BIOLOGIE MÉDICALE DES QUAIS
Prélèvement : 12/06/2024 à 08h10      Édition : 13/06/2024

ANALYSE              RÉSULTAT   UNITÉ     RÉFÉRENCE     ANTÉRIORITÉ
                                                        15/05/2024
ASAT ...............   44       UI/L      < 35            31
Créatinine .........   70       µmol/L    45 - 84         68
"""


def test_a_laboratory_report_dates_its_results_and_the_former_ones(extractor):
    assert said(extractor, REPORT, "labs") == [
        "ast 31 UI/L date=2024-05-15 uln=35",
        "ast 44 UI/L date=2024-06-12 uln=35",
        "creatinine 68 µmol/L date=2024-05-15 uln=84",
        "creatinine 70 µmol/L date=2024-06-12 uln=84",
    ]


STAY = """COMPTE RENDU D'HOSPITALISATION
Entrée 06/07/2023 - sortie 12/07/2023

Biologie entrée -> sortie
   PNN    0,12 -> 4,6 G/L
"""


def test_the_columns_of_a_stay_take_its_dates(extractor):
    assert said(extractor, STAY, "labs") == [
        "neutrophils 0.12 G/L date=2023-07-06",
        "neutrophils 4.6 G/L date=2023-07-12",
    ]


def test_the_evidence_is_the_name_and_its_value(extractor):
    facts = extractor.extract("Bonjour. L'ASAT est à 31 UI/L ce jour, le reste est calme.").facts
    assert [fact.evidence[0].text for fact in facts] == ["ASAT est à 31 UI/L"]


def test_a_unit_ends_its_sentence(extractor):
    letter = extractor.analyse("Plaquettes 210 G/L. Pas de lésion du foie.")
    assert len(letter.sentences) == 2
