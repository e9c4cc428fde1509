"""Tables of laboratory values: columns of dates, pairs of analytes, flags, earlier results, rows of dates."""

from __future__ import annotations

import pytest

from tests.reading import said

TABLES = [
    (
        "Biologie              10/01/2024   07/02/2024\n"
        "ASAT / ALAT (UI/L)    21 / 18      25 / 44\n"
        "GGT / PAL (UI/L)      45 / 110     52 / 131\n"
        "Na / K (mmol/L)       138 / 4,1    140 / 3,9\n"
        "Créatinine (µmol/L)   61           64",
        ["alp 110 UI/L date=2024-01-10", "alp 131 UI/L date=2024-02-07", "alt 18 UI/L date=2024-01-10", "alt 44 UI/L date=2024-02-07", "ast 21 UI/L date=2024-01-10", "ast 25 UI/L date=2024-02-07", "creatinine 61 µmol/L date=2024-01-10", "creatinine 64 µmol/L date=2024-02-07", "ggt 45 UI/L date=2024-01-10", "ggt 52 UI/L date=2024-02-07"],
    ),
    (
        "                      10.01.2024   07.02.2024   06.03.2024   Normes\n"
        "ASAT (TGO)    UI/L    44           39           58           < 35\n"
        "ALAT (TGP)    UI/L    36           33           51           < 35\n"
        "Gamma GT (GGT) UI/L   188          150          240          < 40",
        ["alt 33 UI/L date=2024-02-07 uln=35", "alt 36 UI/L date=2024-01-10 uln=35", "alt 51 UI/L date=2024-03-06 uln=35", "ast 39 UI/L date=2024-02-07 uln=35", "ast 44 UI/L date=2024-01-10 uln=35", "ast 58 UI/L date=2024-03-06 uln=35", "ggt 150 UI/L date=2024-02-07 uln=40", "ggt 188 UI/L date=2024-01-10 uln=40", "ggt 240 UI/L date=2024-03-06 uln=40"],
    ),
    (
        "Prélevé le 12/03/2024\n"
        "Examen           Unité   12/03/24   20/02/24   Valeurs réf.\n"
        "ASAT (SGOT)      U/L     31         28         5 - 34\n"
        "Créatinine       µmol/L  71         -          45 - 84\n"
        "Plaquettes       G/L     221        204        150 - 400",
        ["ast 28 UI/L date=2024-02-20 uln=34", "ast 31 UI/L date=2024-03-12 uln=34", "creatinine 71 µmol/L date=2024-03-12 uln=84", "platelets 204 G/L date=2024-02-20", "platelets 221 G/L date=2024-03-12"],
    ),
    (
        "| Analyse | Unité | 12/03/2024 | 20/02/2024 | Norme |\n"
        "|---|---|---|---|---|\n"
        "| ASAT (TGO) | UI/L | 44 | 39 | < 35 |\n"
        "| Hémoglobine (Hb) | g/dL | 10,4 | - | 11,5-15 |",
        ["ast 39 UI/L date=2024-02-20 uln=35", "ast 44 UI/L date=2024-03-12 uln=35", "hemoglobin 10.4 g/dL date=2024-03-12"],
    ),
    (
        "Analyse\tNorme\tUnité\t12/03/2024\t20/02/2024\n"
        "ASAT (TGO)\t< 35\tUI/L\t44\t39\n"
        "ALAT (TGP)\t< 35\tUI/L\t36\t-\n"
        "Plaquettes\t150-400\tG/L\t221\t204",
        ["alt 36 UI/L date=2024-03-12 uln=35", "ast 39 UI/L date=2024-02-20 uln=35", "ast 44 UI/L date=2024-03-12 uln=35", "platelets 204 G/L date=2024-02-20", "platelets 221 G/L date=2024-03-12"],
    ),
    (
        "Bio du 04/03/2024 :\n"
        "ASAT/ALAT : 32/41 UI/L\n"
        "GGT/PAL 45/110\n"
        "Na/K 138/4,2\n"
        "Hb/plaq 11,2/245",
        ["alp 110 UI/L date=2024-03-04", "alt 41 UI/L date=2024-03-04", "ast 32 UI/L date=2024-03-04", "ggt 45 UI/L date=2024-03-04", "hemoglobin 11.2 g/dL date=2024-03-04", "platelets 245 G/L date=2024-03-04"],
    ),
    (
        "LABORATOIRE\n"
        "Prélèvement du 05/03/2024\n"
        "HEMATOLOGIE\n"
        "Hémoglobine ............ 10,1 L   g/dL    (12,0-16,0)   [10,8 le 12/02/2024]\n"
        "Plaquettes ............. 412 H    G/L     (150-400)     [380 le 12/02/2024]",
        ["hemoglobin 10.1 g/dL date=2024-03-05", "hemoglobin 10.8 g/dL date=2024-02-12", "platelets 380 G/L date=2024-02-12", "platelets 412 G/L date=2024-03-05"],
    ),
    (
        "Prélevé le 05/03/2024                              Antériorités\n"
        "                        Résultat    Normes         12/02/2024\n"
        "Hémoglobine             10,1 *      12,0-16,0      10,8\n"
        "ASAT                    44 *        < 35           39\n"
        "Créatinine              71          45-84          68",
        ["ast 39 UI/L date=2024-02-12 uln=35", "ast 44 UI/L date=2024-03-05 uln=35", "creatinine 68 µmol/L date=2024-02-12 uln=84", "creatinine 71 µmol/L date=2024-03-05 uln=84", "hemoglobin 10.1 g/dL date=2024-03-05", "hemoglobin 10.8 g/dL date=2024-02-12"],
    ),
    (
        "Prélevé le 05/03/2024\n"
        "BIOCHIMIE (UI/L)\n"
        "ASAT   44\n"
        "ALAT   36\n"
        "GGT    188\n"
        "PAL    161",
        ["alp 161 UI/L date=2024-03-05", "alt 36 UI/L date=2024-03-05", "ast 44 UI/L date=2024-03-05", "ggt 188 UI/L date=2024-03-05"],
    ),
    (
        "Prélevé le 05/03/2024\n"
        "Hémoglobine\n"
        "  10,4 g/dL      (11,5-15,0)\n"
        "Plaquettes\n"
        "  221 G/L        (150-400)\n"
        "ASAT (TGO)\n"
        "  44 UI/L        (< 35)",
        ["ast 44 UI/L date=2024-03-05 uln=35", "hemoglobin 10.4 g/dL date=2024-03-05", "platelets 221 G/L date=2024-03-05"],
    ),
    (
        "Prélevé le 05/03/2024\n"
        "Créatinine           71 µmol/L      N: 45-84     (68 le 12/02/2024)\n"
        "Bilirubine totale    9 µmol/L       N: < 21      (8)\n"
        "ASAT                 44 UI/L  +     N: < 35      (39)",
        ["ast 44 UI/L date=2024-03-05 uln=35", "bilirubin 9 µmol/L date=2024-03-05 uln=21", "creatinine 68 µmol/L date=2024-02-12 uln=84", "creatinine 71 µmol/L date=2024-03-05 uln=84"],
    ),
    (
        "Date          Hb     Plaq    PNN    CA 15-3\n"
        "12/01/2024    12,1   245     3,4    112\n"
        "02/02/2024    11,4   210     2,1    98\n"
        "23/02/2024    10,8   187     1,4    76",
        ["ca15_3 112 U/mL date=2024-01-12", "ca15_3 76 U/mL date=2024-02-23", "ca15_3 98 U/mL date=2024-02-02", "hemoglobin 10.8 g/dL date=2024-02-23", "hemoglobin 11.4 g/dL date=2024-02-02", "hemoglobin 12.1 g/dL date=2024-01-12", "neutrophils 1.4 G/L date=2024-02-23", "neutrophils 2.1 G/L date=2024-02-02", "neutrophils 3.4 G/L date=2024-01-12", "platelets 187 G/L date=2024-02-23", "platelets 210 G/L date=2024-02-02", "platelets 245 G/L date=2024-01-12"],
    ),
    (
        "| Date | Hb | ASAT | ALAT |\n"
        "|---|---|---|---|\n"
        "| 12/01/2024 | 12,1 | 24 | 31 |\n"
        "| 02/02/2024 | 11,4 | 26 | 35 |",
        ["alt 31 UI/L date=2024-01-12", "alt 35 UI/L date=2024-02-02", "ast 24 UI/L date=2024-01-12", "ast 26 UI/L date=2024-02-02", "hemoglobin 11.4 g/dL date=2024-02-02", "hemoglobin 12.1 g/dL date=2024-01-12"],
    ),
    (
        "Bilan hépatique    12 janv. 2024    9 févr. 2024\n"
        "ASAT (N<35)        24               41\n"
        "ALAT (N<40)        31               55\n"
        "Bilirubine         8                9",
        ["alt 31 UI/L date=2024-01-12 uln=40", "alt 55 UI/L date=2024-02-09 uln=40", "ast 24 UI/L date=2024-01-12 uln=35", "ast 41 UI/L date=2024-02-09 uln=35", "bilirubin 8 µmol/L date=2024-01-12", "bilirubin 9 µmol/L date=2024-02-09"],
    ),
    (
        "Bilan               le 12/01/24       le 09/02/24\n"
        "ASAT (TGO) / ALAT (TGP)   24 / 31     41 / 55\n"
        "Bili totale         8                 9",
        ["alt 31 UI/L date=2024-01-12", "alt 55 UI/L date=2024-02-09", "ast 24 UI/L date=2024-01-12", "ast 41 UI/L date=2024-02-09", "bilirubin 8 µmol/L date=2024-01-12", "bilirubin 9 µmol/L date=2024-02-09"],
    ),
    (
        "Prélevé le 05/03/2024\n"
        "TRANSAMINASES\n"
        "  ASAT (S.G.O.T.)            44  UI/L       10-35\n"
        "  ALAT (S.G.P.T.)            36  UI/L       10-35\n"
        "GAMMA G.T. (GGT)            188  UI/L       <40\n"
        "PHOSPHATASES ALCALINES (PAL)  161  UI/L     35-104\n"
        "LACTATE DESHYDROGENASE (LDH)  310  UI/L     <250",
        ["alp 161 UI/L date=2024-03-05 uln=104", "alt 36 UI/L date=2024-03-05 uln=35", "ast 44 UI/L date=2024-03-05 uln=35", "ggt 188 UI/L date=2024-03-05 uln=40", "ldh 310 UI/L date=2024-03-05 uln=250"],
    ),
    (
        "                      05/03/2024        12/02/2024\n"
        "Hémoglobine (g/dl)    ↓ 10,4            10,8\n"
        "Plaquettes (/mm3)     221 000           204 000\n"
        "PNN (/mm3)            1 620             980",
        ["hemoglobin 10.4 g/dL date=2024-03-05", "hemoglobin 10.8 g/dL date=2024-02-12", "neutrophils 1620 /mm3 date=2024-03-05", "neutrophils 980 /mm3 date=2024-02-12", "platelets 204000 /mm3 date=2024-02-12", "platelets 221000 /mm3 date=2024-03-05"],
    ),
    (
        "Prélevé le 05/03/2024\n"
        "DFG (CKD-EPI)         mL/min/1,73   67     70 (12/02/2024)\n"
        "Créatinine            mg/L          9,2    8,8 (12/02/2024)",
        ["creatinine 8.8 mg/L date=2024-02-12", "creatinine 9.2 mg/L date=2024-03-05", "creatinine_clearance 67 mL/min date=2024-03-05 method=ckd-epi", "creatinine_clearance 70 mL/min date=2024-02-12 method=ckd-epi"],
    ),
    (
        "ASAT (TGO) - ALAT (TGP)     : 24 - 31 UI/L\n"
        "PAL - GGT                   : 77 - 45 UI/L",
        ["alp 77 UI/L", "alt 31 UI/L", "ast 24 UI/L", "ggt 45 UI/L"],
    ),
    (
        "Bilan du 05/03 : ASAT (TGO) 44 (N<35) ; ALAT (TGP) 36 (N<35) ; gamma-GT (GGT) 188 ; PAL (phosphatases alcalines) 161",
        ["alp 161 UI/L", "alt 36 UI/L uln=35", "ast 44 UI/L uln=35", "ggt 188 UI/L"],
    ),
    (
        "Examens                 Résultats   Unités    Intervalle de réf.   Résultat antérieur\n"
        "                                                                    12/02/2024\n"
        "Hémoglobine             10,4        g/dL      11,5 - 15,0           10,8\n"
        "Neutrophiles            1,62        G/L       1,70 - 7,50           0,98\n"
        "ASAT (TGO)              44          UI/L      < 35                  39",
        ["ast 39 UI/L date=2024-02-12 uln=35", "ast 44 UI/L uln=35", "hemoglobin 10.4 g/dL", "hemoglobin 10.8 g/dL date=2024-02-12", "neutrophils 0.98 G/L date=2024-02-12", "neutrophils 1.62 G/L"],
    ),
    (
        "            | 22/01/24 | 08/02/24\n"
        "Hb          | 11,9     | 10,6\n"
        "ASAT / ALAT | 21 / 18  | 25 / 44\n"
        "PAL         | 110      | 131 H",
        ["alp 110 UI/L date=2024-01-22", "alp 131 UI/L date=2024-02-08", "alt 18 UI/L date=2024-01-22", "alt 44 UI/L date=2024-02-08", "ast 21 UI/L date=2024-01-22", "ast 25 UI/L date=2024-02-08", "hemoglobin 10.6 g/dL date=2024-02-08", "hemoglobin 11.9 g/dL date=2024-01-22"],
    ),
    (
        "NFS du 12/03/2024\n"
        "Hémoglobine           g/dL     10,4  (11,5 - 15,0)\n"
        "Plaquettes            G/L       221  (150 - 400)\n"
        "Polynucléaires neutrophiles   G/L   1,62   (1,70 - 7,50)",
        ["hemoglobin 10.4 g/dL date=2024-03-12", "neutrophils 1.62 G/L date=2024-03-12", "platelets 221 G/L date=2024-03-12"],
    ),
    (
        "              12.09.2024     22.08.2024     01.08.2024    Référence\n"
        " Créatinine        mg/L          9,2            -              8,8        5,5-11,0\n"
        "                   µmol/L        81             -              78         49-97\n"
        " ASAT (TGO)        UI/L          44             39             58         < 35",
        ["ast 39 UI/L date=2024-08-22 uln=35", "ast 44 UI/L date=2024-09-12 uln=35", "ast 58 UI/L date=2024-08-01 uln=35", "creatinine 78 µmol/L date=2024-08-01 uln=97", "creatinine 8.8 mg/L date=2024-08-01 uln=11", "creatinine 81 µmol/L date=2024-09-12 uln=97", "creatinine 9.2 mg/L date=2024-09-12 uln=11"],
    ),
    (
        "Prélevé le 05/03/2024\n"
        "Bilirubine totale    mg/L     6     < 12\n"
        "                     µmol/L   10    < 21\n"
        "Créatinine     7,8  mg/L     5,5-11,0\n"
        "               69   µmol/L   49-97\n"
        "Hémoglobine          g/dL     10,4\n"
        "                     mmol/L   6,4",
        ["bilirubin 10 µmol/L date=2024-03-05 uln=21", "bilirubin 6 mg/L date=2024-03-05 uln=12", "creatinine 69 µmol/L date=2024-03-05 uln=97", "creatinine 7.8 mg/L date=2024-03-05 uln=11", "hemoglobin 10.4 g/dL date=2024-03-05"],
    ),
    (
        "| Analyse | Unité | 12/03/2024 | 20/02/2024 |\n"
        "|---|---|---|---|\n"
        "| Créatinine | mg/L | 9,2 | 8,8 |\n"
        "| | µmol/L | 81 | 78 |",
        ["creatinine 78 µmol/L date=2024-02-20", "creatinine 8.8 mg/L date=2024-02-20", "creatinine 81 µmol/L date=2024-03-12", "creatinine 9.2 mg/L date=2024-03-12"],
    ),
    (
        "Ascension isolée du CA 15-3 sous tamoxifène : 24 U/mL en mars 2024, 67 U/mL le 12 novembre 2024.",
        ["ca15_3 24 U/mL date=2024-03", "ca15_3 67 U/mL date=2024-11-12"],
    ),
    (
        "CA 15-3 : 45 en 03/2024, 62 en 06/2024, 98 en 09/2024",
        ["ca15_3 45 U/mL date=2024-03", "ca15_3 62 U/mL date=2024-06", "ca15_3 98 U/mL date=2024-09"],
    ),
    (
        "Compte rendu du 03/10/2024\n"
        "CA 15-3 : 98 U/mL (62 en juin 2024, 45 en mars 2024).",
        ["ca15_3 45 U/mL date=2024-03", "ca15_3 62 U/mL date=2024-06", "ca15_3 98 U/mL"],
    ),
    (
        "| Date | Hb (g/L) | ASAT | Poids | ALAT |\n"
        "|---|---|---|---|---|\n"
        "| 12/01/2024 | 121 | 24 | 65 | 31 |\n"
        "| 02/02/2024 | 114 | | 64 | 35 |\n"
        "Conclusion : stable.",
        ["alt 31 UI/L date=2024-01-12", "alt 35 UI/L date=2024-02-02", "ast 24 UI/L date=2024-01-12", "hemoglobin 114 g/L date=2024-02-02", "hemoglobin 121 g/L date=2024-01-12"],
    ),
    (
        "Date\tCréat (µmol/L)\tClairance (Cockcroft)\tAlbumine (g/L)\n"
        "C1J1 12/01/2024\t71\t82\t38\n"
        "C2J1 02/02/2024\t75\t78\t36",
        ["albumin 36 g/L date=2024-02-02", "albumin 38 g/L date=2024-01-12", "creatinine 71 µmol/L date=2024-01-12", "creatinine 75 µmol/L date=2024-02-02", "creatinine_clearance 78 mL/min date=2024-02-02 method=cockcroft", "creatinine_clearance 82 mL/min date=2024-01-12 method=cockcroft"],
    ),
    (
        "               12/01/2024   02/02/2024   23/02/2024\n"
        "LDH            hémolysé     310          280\n"
        "CA 15-3        45           -            62\n"
        "GGT            41           38           -",
        ["ca15_3 45 U/mL date=2024-01-12", "ca15_3 62 U/mL date=2024-02-23", "ggt 38 UI/L date=2024-02-02", "ggt 41 UI/L date=2024-01-12", "ldh 280 UI/L date=2024-02-23", "ldh 310 UI/L date=2024-02-02"],
    ),
    (
        "Prélevé le 05/03/2024\n"
        "Hémoglobine..............: 10,4 g/dL     (Antériorité : 10,8 le 12/02/24)\n"
        "Plaquettes...............: 221 G/L       (Antériorité : 204 le 12/02/24)",
        ["hemoglobin 10.4 g/dL date=2024-03-05", "hemoglobin 10.8 g/dL date=2024-02-12", "platelets 204 G/L date=2024-02-12", "platelets 221 G/L date=2024-03-05"],
    ),
    (
        "Bilan biologique :\n"
        "- Hb : 11,2 (12/01) -> 10,4 (02/02)\n"
        "- ASAT/ALAT : 24/31 -> 41/55\n"
        "- créat : 61 -> 64",
        ["alt 55 UI/L", "ast 41 UI/L", "creatinine 64 µmol/L", "hemoglobin 10.4 g/dL"],
    ),
    (
        "                    Unités    Valeurs réf.    05/03/24    12/02/24\n"
        "Hémoglobine         g/dL      12,0 - 16,0     10,4        10,8\n"
        "Plaquettes          G/L       150 - 400       221         204\n"
        "ASAT (TGO)          UI/L      5 - 35          44          39\n"
        "Créatinine          µmol/L    45 - 84         71          -",
        ["ast 39 UI/L date=2024-02-12 uln=35", "ast 44 UI/L date=2024-03-05 uln=35", "creatinine 71 µmol/L date=2024-03-05 uln=84", "hemoglobin 10.4 g/dL date=2024-03-05", "hemoglobin 10.8 g/dL date=2024-02-12", "platelets 204 G/L date=2024-02-12", "platelets 221 G/L date=2024-03-05"],
    ),
    (
        "Biologie du 05/03/2024 (vs 12/02/2024) : Hb 10,4 (vs 10,8), ASAT 44 (vs 39), CA 15-3 98 (vs 112)",
        ["ast 44 UI/L date=2024-03-05", "ca15_3 98 U/mL date=2024-03-05", "hemoglobin 10.4 g/dL date=2024-03-05"],
    ),
    (
        "Hémoglobine (Hb)\t10,4\tg/dL\tB\t12,0 - 16,0\n"
        "ASAT (TGO)\t44\tU/L\tH\t< 35\n"
        "GGT\t188\tU/L\tHH\t< 40\n"
        "Plaquettes\t98\tG/L\t*\t150 - 400",
        ["ast 44 UI/L uln=35", "ggt 188 UI/L uln=40", "hemoglobin 10.4 g/dL", "platelets 98 G/L"],
    ),
    (
        "| Paramètre | J1C1 (12/01/2024) | J1C2 (02/02/2024) |\n"
        "| Hb | 12,1 g/dL | 11,4 g/dL |\n"
        "| ASAT/ALAT | 24/31 | 41/55 |\n"
        "| CA 15-3 | 112 | 98 |",
        ["alt 31 UI/L date=2024-01-12", "alt 55 UI/L date=2024-02-02", "ast 24 UI/L date=2024-01-12", "ast 41 UI/L date=2024-02-02", "ca15_3 112 U/mL date=2024-01-12", "ca15_3 98 U/mL date=2024-02-02", "hemoglobin 11.4 g/dL date=2024-02-02", "hemoglobin 12.1 g/dL date=2024-01-12"],
    ),
    (
        "Bilan sanguin           Entrée (22/01/24)      Sortie (08/02/24)\n"
        "Hb                      9,8                    10,6\n"
        "Créat                   88                     71\n"
        "Albumine                28                     31",
        ["albumin 28 g/L date=2024-01-22", "albumin 31 g/L date=2024-02-08", "creatinine 71 µmol/L date=2024-02-08", "creatinine 88 µmol/L date=2024-01-22", "hemoglobin 10.6 g/dL date=2024-02-08", "hemoglobin 9.8 g/dL date=2024-01-22"],
    ),
    (
        "Date : 12/01/2024    Hb 12,1   PNN 3,4   Plaq 245\n"
        "Date : 02/02/2024    Hb 11,4   PNN 2,1   Plaq 210",
        ["hemoglobin 11.4 g/dL date=2024-02-02", "hemoglobin 12.1 g/dL date=2024-01-12", "neutrophils 2.1 G/L date=2024-02-02", "neutrophils 3.4 G/L date=2024-01-12", "platelets 210 G/L date=2024-02-02", "platelets 245 G/L date=2024-01-12"],
    ),
    (
        "12/01/2024 : Hb 12,1 / PNN 3,4 / Plaq 245\n"
        "02/02/2024 : Hb 11,4 / PNN 2,1 / Plaq 210",
        ["hemoglobin 11.4 g/dL date=2024-02-02", "hemoglobin 12.1 g/dL date=2024-01-12", "neutrophils 2.1 G/L date=2024-02-02", "neutrophils 3.4 G/L date=2024-01-12", "platelets 210 G/L date=2024-02-02", "platelets 245 G/L date=2024-01-12"],
    ),
    (
        "ASAT/ALAT/GGT/PAL : 24/31/188/161 UI/L\n"
        "Bili T/BC : 9/3 µmol/L\n"
        "Urée/créat : 5,1/71\n"
        "Hb/Ht : 11,2/34",
        ["alp 161 UI/L", "alt 31 UI/L", "ast 24 UI/L", "creatinine 71 µmol/L", "ggt 188 UI/L", "hemoglobin 11.2 g/dL"],
    ),
    (
        "Hépatique : ASAT 44 UI/L (1,3 N), ALAT 36 UI/L (N), GGT 188 UI/L (4,7 N), PAL 161 UI/L (1,5 N), bilirubine totale 6 mg/L (N)",
        ["alp 1.5 xULN", "alp 161 UI/L", "alt 36 UI/L", "ast 1.3 xULN", "ast 44 UI/L", "bilirubin 6 mg/L", "ggt 188 UI/L", "ggt 4.7 xULN"],
    ),
    (
        "Créatinine (enzymatique)        71        µmol/L     45 à 84\n"
        "DFG estimé (CKD-EPI 2009)       82        mL/min/1,73 m²   > 60\n"
        "Albumine (immunoturbidimétrie)  36        g/L        35 à 50\n"
        "CA 15-3 (Roche, Cobas)          96        U/mL       < 26,4",
        ["albumin 36 g/L", "ca15_3 96 U/mL uln=26.4", "creatinine 71 µmol/L uln=84", "creatinine_clearance 82 mL/min method=ckd-epi"],
    ),
    (
        "Examen             12/01/24       02/02/24       23/02/24\n"
        "LDH                310 H          280 H          245\n"
        "PAL                161*           179*           140\n"
        "CA 15-3            < 30           -              45",
        ["alp 140 UI/L date=2024-02-23", "alp 161 UI/L date=2024-01-12", "alp 179 UI/L date=2024-02-02", "ca15_3 45 U/mL date=2024-02-23 uln=30", "ldh 245 UI/L date=2024-02-23", "ldh 280 UI/L date=2024-02-02", "ldh 310 UI/L date=2024-01-12"],
    ),
]  # fmt: skip

EARLIER_RESULTS = [
    (
        "Laboratoire des Tilleuls - Biologie médicale\n"
        "Prélevé le 02/12/2024\n"
        "                                                          Antériorités\n"
        "                                                          04/11/2024\n"
        "S.G.O.T.               41   U/L     < 35                  38\n"
        "S.G.P.T.               33   U/L     < 35                  30\n"
        "G.G.T.                 61   U/L     N : 5-36              55\n"
        "V.G.M.                 91   fl      80 - 100              90\n"
        "Hb.                    11,2 g/dL    11,5 - 15,0           11,9",
        ["alt 30 UI/L date=2024-11-04 uln=35", "alt 33 UI/L date=2024-12-02 uln=35", "ast 38 UI/L date=2024-11-04 uln=35", "ast 41 UI/L date=2024-12-02 uln=35", "ggt 55 UI/L date=2024-11-04 uln=36", "ggt 61 UI/L date=2024-12-02 uln=36", "hemoglobin 11.2 g/dL date=2024-12-02", "hemoglobin 11.9 g/dL date=2024-11-04"],
    ),
    (
        "Laboratoire des Tilleuls - Biologie médicale\n"
        "Prélevé le 02/12/2024\n"
        "                                        Résultats antérieurs 04/11/2024\n"
        "Créat.          9,1   mg/L    (5 - 10)          8,8\n"
        "        soit    80    µmol/L  (44 - 88)\n"
        "Bili. tot.      6,2   mg/L    inf. à 12         5,9\n"
        "        soit    11    µmol/L                    10\n"
        "Alb.            37    g/L     35 - 50\n"
        "D.F.G. (CKD-EPI)  58  mL/min  sup. à 60         61",
        ["albumin 37 g/L date=2024-12-02", "bilirubin 10 µmol/L date=2024-11-04", "bilirubin 11 µmol/L date=2024-12-02", "bilirubin 5.9 mg/L date=2024-11-04 uln=12", "bilirubin 6.2 mg/L date=2024-12-02 uln=12", "creatinine 8.8 mg/L date=2024-11-04 uln=10", "creatinine 80 µmol/L date=2024-12-02 uln=88", "creatinine 9.1 mg/L date=2024-12-02 uln=10", "creatinine_clearance 58 mL/min date=2024-12-02 method=ckd-epi", "creatinine_clearance 61 mL/min date=2024-11-04 method=ckd-epi"],
    ),
    (
        "Laboratoire des Tilleuls - Biologie médicale\n"
        "Prélevé le 02/12/2024\n"
        "                                   Précédent : 04/11/24\n"
        "P.A.L.          112   U/L          124          N : 35-105\n"
        "L.D.H.          260   U/L          241          N : < 250\n"
        "Phosph. alcalines  112   U/L          124          N : 35-105\n"
        "C.A. 15-3       44,5  U/mL         39,0         (inf. à 32)\n"
        "C.A. 125        18    U/mL         17           (inf. à 35)",
        ["alp 112 UI/L date=2024-12-02 uln=105", "alp 124 UI/L date=2024-11-04 uln=105", "ca15_3 39 U/mL date=2024-11-04 uln=32", "ca15_3 44.5 U/mL date=2024-12-02 uln=32", "ldh 241 UI/L date=2024-11-04 uln=250", "ldh 260 UI/L date=2024-12-02 uln=250"],
    ),
    (
        "Laboratoire des Tilleuls - Biologie médicale\n"
        "Prélevé le 02/12/2024\n"
        "Antériorités\n"
        "T.G.O.       39 U/L    (inf. à 31)    41 le 04/11/2024\n"
        "T.G.P.       36 U/L    (inf. à 34)    (40 le 04/11)\n"
        "Gamma G.T.   77 U/L    < 42           92 (04/11/24)\n"
        "Plaquettes   221 000 /mm3    (150 000 - 400 000)   204 000 le 04/11/2024",
        ["alt 36 UI/L date=2024-12-02 uln=34", "alt 40 UI/L date=2024-11-04 uln=34", "ast 39 UI/L date=2024-12-02 uln=31", "ast 41 UI/L date=2024-11-04 uln=31", "ggt 77 UI/L date=2024-12-02 uln=42", "ggt 92 UI/L date=2024-11-04 uln=42", "platelets 204000 /mm3 date=2024-11-04", "platelets 221000 /mm3 date=2024-12-02"],
    ),
    (
        "Laboratoire des Tilleuls - Biologie médicale\n"
        "Prélevé le 02/12/2024\n"
        "                                                      Antériorités\n"
        "T.G.O.       39 U/L    (inf. à 31)                    45\n"
        "Hb.          11,2 g/dL (11,5 - 15,0)                  10,9\n"
        "Plaquettes   221 000 /mm3 (150 000 - 400 000)         204 000",
        ["ast 39 UI/L date=2024-12-02 uln=31", "hemoglobin 11.2 g/dL date=2024-12-02", "platelets 221000 /mm3 date=2024-12-02"],
    ),
    (
        "Laboratoire des Tilleuls - Biologie médicale\n"
        "Prélevé le 02/12/2024\n"
        "Antér. 04/11/2024\n"
        "Hémoglobine 11,0 g/dL (11,5 - 15,0) 11,4\n"
        "T.G.O. 39 U/L (inf. à 31) 45\n"
        "Neutrophiles 1 545 /mm3 (1 500 - 7 000) 1 985\n"
        "Albumine 36 g/L (35 - 50)",
        ["albumin 36 g/L date=2024-12-02", "ast 39 UI/L date=2024-12-02 uln=31", "ast 45 UI/L date=2024-11-04 uln=31", "hemoglobin 11 g/dL date=2024-12-02", "hemoglobin 11.4 g/dL date=2024-11-04", "neutrophils 1545 /mm3 date=2024-12-02", "neutrophils 1985 /mm3 date=2024-11-04"],
    ),
    (
        "Laboratoire des Tilleuls - Biologie médicale\n"
        "Prélevé le 02/12/2024\n"
        "Hémoglobine 11,0 g/dL (11,5 - 15,0)\n"
        "Résultats antérieurs du 04/11/2024 :\n"
        "Hémoglobine 11,4 g/dL\n"
        "ASAT 41 UI/L",
        ["ast 41 UI/L date=2024-11-04", "hemoglobin 11 g/dL date=2024-12-02", "hemoglobin 11.4 g/dL date=2024-11-04"],
    ),
    (
        "Laboratoire des Tilleuls - Biologie médicale\n"
        "Prélevé le 02/12/2024\n"
        "Examen            Résultat  Unité   Norme          Antér. 04/11/2024\n"
        "Hémoglobine       11,0      g/dL    11,5 - 15,0    11,4\n"
        "Albumine          36        g/L     35 - 50\n"
        "Créatinine        80        µmol/L  45 - 84        -\n"
        "Neutrophiles      1 545     /mm3    1 500 - 7 000  1 985",
        ["albumin 36 g/L date=2024-12-02", "creatinine 80 µmol/L date=2024-12-02 uln=84", "hemoglobin 11 g/dL date=2024-12-02", "hemoglobin 11.4 g/dL date=2024-11-04", "neutrophils 1545 /mm3 date=2024-12-02", "neutrophils 1985 /mm3 date=2024-11-04"],
    ),
    (
        "Mme X, vue en consultation le 03/12/2024.\n"
        "Bilan du 02/12/2024 :\n"
        "                                     Antérieur du 04/11/2024\n"
        "  NFS\n"
        "  Hb           11,0  g/dL   (12 - 16)        11,4\n"
        "  PNN          1,5   G/L    (1,5 - 7)        1,9\n"
        "  P. alc.      88    U/L    (35 - 105)       84",
        ["alp 84 UI/L date=2024-11-04 uln=105", "alp 88 UI/L date=2024-12-02 uln=105", "hemoglobin 11 g/dL date=2024-12-02", "hemoglobin 11.4 g/dL date=2024-11-04", "neutrophils 1.5 G/L date=2024-12-02", "neutrophils 1.9 G/L date=2024-11-04"],
    ),
    (
        "Laboratoire des Tilleuls - Biologie médicale\n"
        "Prélevé le 02/12/2024\n"
        "                                                         Antér. le 04.11.2024\n"
        "BIOCHIMIE\n"
        "Phosphatases alc...........   88   U/L     sup. à 35           84\n"
        "Protéines.................   71   g/L     (64 - 83)           70\n"
        "C.R.P. ...................   4    mg/L    inf. à 5            3\n"
        "Bilirubine directe........   2    mg/L    inf. à 3            2\n"
        "Bilirubine totale.........   9    µmol/L  inf. à 21           non dosé\n"
        "Hb A1c ...................   6,1  %       < 6                 5,9",
        ["alp 84 UI/L date=2024-11-04", "alp 88 UI/L date=2024-12-02", "bilirubin 9 µmol/L date=2024-12-02 uln=21"],
    ),
    (
        "Laboratoire des Tilleuls - Biologie médicale\n"
        "Prélevé le 02/12/2024\n"
        "Scanner précédent : 04/11/2024\n"
        "Hb 11,2 g/dL (12 - 16)\n"
        "ASAT 41 UI/L (< 35)",
        ["ast 41 UI/L date=2024-12-02 uln=35", "hemoglobin 11.2 g/dL date=2024-12-02"],
    ),
    (
        "Laboratoire des Tilleuls - Biologie médicale\n"
        "Prélevé le 02/12/2024\n"
        "Hémoglobine 11,0 g/dL (11,5 - 15,0) 11,4 le 04/11/2024\n"
        "T.G.P. 36 U/L (10-35) 41 (04/11/2024)\n"
        "A.L.A.T. 36 UI/L 10-35\n"
        "Ph. alc. 88 U/L (35-105)\n"
        "Gamma-G.T. 40",
        ["alp 88 UI/L date=2024-12-02 uln=105", "alt 36 UI/L date=2024-12-02 uln=35", "alt 41 UI/L date=2024-11-04 uln=35", "ggt 40 UI/L date=2024-12-02", "hemoglobin 11 g/dL date=2024-12-02", "hemoglobin 11.4 g/dL date=2024-11-04"],
    ),
    (
        "Laboratoire des Tilleuls - Biologie médicale\n"
        "Prélevé le 02/12/2024\n"
        "\t\t\t\tAntér. 04/11/2024\n"
        "Hémoglobine\t11,0\tg/dL\t(11,5 - 15,0)\t11,4\n"
        "T.G.O.\t39\tU/L\t(inf. à 31)\t45\n"
        "Albumine\t36\tg/L\t(35 - 50)\t",
        ["albumin 36 g/L date=2024-12-02", "ast 39 UI/L date=2024-12-02 uln=31", "ast 45 UI/L date=2024-11-04 uln=31", "hemoglobin 11 g/dL date=2024-12-02", "hemoglobin 11.4 g/dL date=2024-11-04"],
    ),
    (
        "Laboratoire des Tilleuls - Biologie médicale\n"
        "Prélevé le 02/12/2024\n"
        "Résultats antérieurs 04/11/2024\n"
        "Hb. 11,0 g/dL (11,5 - 15,0) 11,4\n"
        "Créat. 9,3 mg/L 82 µmol/L\n"
        "Alb. 36 g/L (35 - 50)",
        ["albumin 36 g/L date=2024-12-02", "creatinine 82 µmol/L date=2024-12-02", "creatinine 9.3 mg/L date=2024-12-02", "hemoglobin 11 g/dL date=2024-12-02", "hemoglobin 11.4 g/dL date=2024-11-04"],
    ),
    (
        "Laboratoire des Tilleuls - Biologie médicale\n"
        "Prélevé le 02/12/2024\n"
        "                                             Antér. 04/11/2024\n"
        "Bili. dir.       4    µmol/L   (inf. à 5)     3\n"
        "Bili. tot.       9    µmol/L   (inf. à 21)    8\n"
        "Créat. urin.     88   mg/L     (40 - 130)     71\n"
        "Hémoglob.        11,2 g/dL     (12 - 16)      11,9\n"
        "Phosph. alcalines 88  U/L      (35 - 105)     84\n"
        "CA. 15-3         57   U/mL     (inf. à 32)    49",
        ["alp 84 UI/L date=2024-11-04 uln=105", "alp 88 UI/L date=2024-12-02 uln=105", "bilirubin 8 µmol/L date=2024-11-04 uln=21", "bilirubin 9 µmol/L date=2024-12-02 uln=21", "ca15_3 49 U/mL date=2024-11-04 uln=32", "ca15_3 57 U/mL date=2024-12-02 uln=32", "hemoglobin 11.2 g/dL date=2024-12-02", "hemoglobin 11.9 g/dL date=2024-11-04"],
    ),
]  # fmt: skip
"""The earlier result of each row, its date in a lone heading, and the names that laboratories dot."""


@pytest.mark.parametrize(("text", "expected"), [*TABLES, *EARLIER_RESULTS])
def test_a_table_gives_its_results(extractor, text, expected):
    assert said(extractor, text, "labs") == expected
