"""Short reports with receptors: several specimens, tables, values that stand before their names."""

from __future__ import annotations

import pytest

from tests.reading import said

REPORTS = [
    (
        "Compte rendu anatomopathologique\n"
        "Tumorectomie sein droit (2019) : carcinome canalaire, RE 90 %, RP 70 %, HER2 0, Ki67 15 %.\n"
        "Biopsie hépatique (03/2024) : métastase d'origine mammaire, RE 60 %, RP < 1 %, HER2 1+, Ki67 40 %.",
        ["er positive percent=60 specimen=metastasis", "er positive percent=90 specimen=primary", "her2_ihc 0 specimen=primary", "her2_ihc 1+ specimen=metastasis", "ki67 15 % specimen=primary", "ki67 40 % specimen=metastasis", "pr negative specimen=metastasis", "pr positive percent=70 specimen=primary"],
    ),
    (
        "             Primitif 2018    Métastase hépatique 2024\n"
        "RE           90 %             60 %\n"
        "RP           80 %             0 %\n"
        "HER2         0                1+\n"
        "Ki67         15 %             35 %",
        ["er positive percent=60 specimen=metastasis", "er positive percent=90 specimen=primary", "her2_ihc 0 specimen=primary", "her2_ihc 1+ specimen=metastasis", "ki67 15 % specimen=primary", "ki67 35 % specimen=metastasis", "pr negative percent=0 specimen=metastasis", "pr positive percent=80 specimen=primary"],
    ),
    (
        "| | Tumeur mammaire | Biopsie osseuse T12 |\n"
        "|---|---|---|\n"
        "| RE | 100 % | 80 % |\n"
        "| RP | 90 % | 0 |\n"
        "| HER2 | 2+ FISH négative | 1+ |",
        ["er positive percent=100 specimen=primary", "er positive percent=80 specimen=metastasis", "her2_ihc 1+ specimen=metastasis", "her2_ihc 2+ specimen=primary", "her2_ish not_amplified specimen=primary", "pr negative percent=0 specimen=metastasis", "pr positive percent=90 specimen=primary"],
    ),
    (
        "90 % des cellules tumorales expriment les récepteurs aux œstrogènes et 40 % les récepteurs à la progestérone. Il existe une absence de surexpression de HER2.",
        ["er positive percent=90 specimen=primary", "her2 negative specimen=primary", "pr positive percent=40 specimen=primary"],
    ),
    (
        "On note 80 % de cellules marquées pour RE, 10 % pour RP. Score 1+ pour HER2. Index de prolifération à 20 % (Ki67).",
        ["er positive percent=80 specimen=primary", "her2_ihc 1+ specimen=primary", "ki67 20 % specimen=primary", "pr positive percent=10 specimen=primary"],
    ),
    (
        "Biopsie de la lésion vertébrale L3 du 12/02/2024 : métastase d'un adénocarcinome mammaire, récepteurs d'œstrogènes à 100 %, une progestérone éteinte, à moins de 1 %, et un HER2 à 2+ que l'hybridation in situ n'a pas trouvé amplifié.",
        ["er positive percent=100 specimen=metastasis", "her2_ihc 2+ specimen=metastasis", "her2_ish not_amplified specimen=metastasis", "pr negative specimen=metastasis"],
    ),
    (
        "Sein gauche : CCI grade 2, RE 100 %, RP 50 %, HER2 1+.\n"
        "Sein droit : CLI grade 1, RE 90 %, RP 90 %, HER2 0.",
        ["er positive percent=100 specimen=primary", "er positive percent=90 specimen=primary", "her2_ihc 0 specimen=primary", "her2_ihc 1+ specimen=primary", "pr positive percent=50 specimen=primary", "pr positive percent=90 specimen=primary"],
    ),
    (
        "Phénotype : RH positifs (RE 8/8, RP 6/8), HER2 score 2 sans amplification (ratio 1,2), Ki67 élevé à 45 %.",
        ["er positive allred=8 specimen=primary", "her2_ihc 2+ specimen=primary", "her2_ish not_amplified ratio=1.2 specimen=primary", "hr positive specimen=primary", "ki67 45 % specimen=primary", "pr positive allred=6 specimen=primary"],
    ),
    (
        "Ponction pleurale : cellules carcinomateuses GATA3+, RE+ (70 %), RP-, HER2 non évaluable.",
        ["er positive percent=70 specimen=metastasis", "pr negative specimen=metastasis"],
    ),
    (
        "Le HER2, coté 1+ sur le primitif, est à 0 sur la métastase osseuse.",
        ["her2_ihc 0 specimen=metastasis", "her2_ihc 1+ specimen=primary"],
    ),
    (
        "IHC :\n"
        "- Récepteurs œstrogènes (clone SP1) : positifs, 95 %, intensité 3+\n"
        "- Récepteurs progestérone (clone 1E2) : négatifs, 0 %\n"
        "- HER2 (clone 4B5) : score 2+, équivoque\n"
        "- FISH HER2 : absence d'amplification (ratio HER2/CEP17 : 1,3 ; nombre moyen de copies : 3,2)\n"
        "- Ki67 (clone MIB-1) : 22 %",
        ["er positive intensity=strong percent=95 specimen=primary", "her2 equivocal specimen=primary", "her2_ihc 2+ specimen=primary", "her2_ish not_amplified copies=3.2 ratio=1.3 specimen=primary", "ki67 22 % specimen=primary", "pr negative percent=0 specimen=primary"],
    ),
    (
        "RE\tRP\tHER2\tKi67\n"
        "90 %\t40 %\t1+\t20 %",
        ["er positive percent=90 specimen=primary", "her2_ihc 1+ specimen=primary", "ki67 20 % specimen=primary", "pr positive percent=40 specimen=primary"],
    ),
    (
        "| Prélèvement | RE | RP | HER2 | Ki67 |\n"
        "|---|---|---|---|---|\n"
        "| Tumorectomie 2016 | 90 % | 70 % | 0 | 10 % |\n"
        "| Biopsie foie 2023 | 60 % | 0 % | 1+ | 30 % |",
        ["er positive percent=60 specimen=metastasis", "er positive percent=90 specimen=primary", "her2_ihc 0 specimen=primary", "her2_ihc 1+ specimen=metastasis", "ki67 10 % specimen=primary", "ki67 30 % specimen=metastasis", "pr negative percent=0 specimen=metastasis", "pr positive percent=70 specimen=primary"],
    ),
    (
        "HER2 : 2+ (IHC), FISH : en attente. RE : 90 %.\n"
        "Addendum du 12/03 : FISH HER2 négative, ratio 1,1.",
        ["er positive percent=90 specimen=primary", "her2_ihc 2+ specimen=primary", "her2_ish not_amplified ratio=1.1 specimen=primary"],
    ),
    (
        "Pas d'amplification de HER2 en FISH.",
        ["her2_ish not_amplified specimen=primary"],
    ),
    (
        "RE 90 %, pas d'amplification de HER2 en FISH.",
        ["er positive percent=90 specimen=primary", "her2_ish not_amplified specimen=primary"],
    ),
    (
        "RE 80 %, RP nég., pas d'amplification de HER2 en FISH.",
        ["er positive percent=80 specimen=primary", "her2_ish not_amplified specimen=primary", "pr negative specimen=primary"],
    ),
    (
        "Absence d'amplification de HER2 par hybridation in situ.",
        ["her2_ish not_amplified specimen=primary"],
    ),
    (
        "RE 90 %, score 0 pour HER2, Ki67 12 %.",
        ["er positive percent=90 specimen=primary", "her2_ihc 0 specimen=primary", "ki67 12 % specimen=primary"],
    ),
    (
        "Carcinome infiltrant. 100 % des noyaux marqués pour les récepteurs d'œstrogènes, 30 % pour ceux de la progestérone, score 2+ pour HER2.",
        ["er positive percent=100 specimen=primary", "her2_ihc 2+ specimen=primary", "pr positive percent=30 specimen=primary"],
    ),
    (
        "HER2 2+. FISH :\n"
        " amplification du gène HER2.",
        ["her2_ihc 2+ specimen=primary", "her2_ish amplified specimen=primary"],
    ),
    (
        "Récepteurs hormonaux positifs à 90 % (RE) et 20 % (RP).",
        ["er positive percent=90 specimen=primary", "hr positive specimen=primary", "pr positive percent=20 specimen=primary"],
    ),
    (
        "Les cellules tumorales expriment RE (90 %), RP (20 %).",
        ["er positive percent=90 specimen=primary", "pr positive percent=20 specimen=primary"],
    ),
    (
        "A moins de 1 % des cellules marquées, RP est considéré négatif.",
        [],
    ),
    (
        "Progestérone à moins de 1 %, HER2 à 2+, hybridation in situ non amplifiée, RE 100 %.",
        ["er positive percent=100 specimen=primary", "her2_ihc 2+ specimen=primary", "her2_ish not_amplified specimen=primary"],
    ),
    (
        "HER2 2+, dont la FISH n'a pas montré d'amplification.",
        ["her2_ihc 2+ specimen=primary", "her2_ish not_amplified specimen=primary"],
    ),
    (
        "HER2 2+ non amplifié en FISH, RE 90 %.",
        ["er positive percent=90 specimen=primary", "her2_ihc 2+ specimen=primary", "her2_ish not_amplified specimen=primary"],
    ),
    (
        "RP 40 % (RE inconnu).",
        ["pr positive percent=40 specimen=primary"],
    ),
    (
        "HER2 2+, FISH amplifiée (ratio 3,2).",
        ["her2_ihc 2+ specimen=primary", "her2_ish amplified ratio=3.2 specimen=primary"],
    ),
    (
        "La FISH n'est pas encore disponible, HER2 2+.",
        ["her2_ihc 2+ specimen=primary"],
    ),
    (
        "HER2 n'est pas surexprimé. La FISH n'a pas été jugée amplifiée.",
        ["her2 negative specimen=primary", "her2_ish not_amplified specimen=primary"],
    ),
    (
        "Œstro 100 %, progestérone 60 %, HER2 neg.",
        ["er positive percent=100 specimen=primary", "her2 negative specimen=primary", "pr positive percent=60 specimen=primary"],
    ),
    (
        "Score 3+ avec l'anticorps anti-HER2, aucun marquage pour RE et RP.",
        ["er negative specimen=primary", "her2_ihc 3+ specimen=primary", "pr negative specimen=primary"],
    ),
    (
        "RE 90 %, cotation 2+ pour HER2 sans amplification.",
        ["er positive percent=90 specimen=primary", "her2_ihc 2+ specimen=primary", "her2_ish not_amplified specimen=primary"],
    ),
    (
        "Pour RE : 90 % ; pour RP : 10 % ; pour HER2 : score 1+.",
        ["er positive percent=90 specimen=primary", "her2_ihc 1+ specimen=primary", "pr positive percent=10 specimen=primary"],
    ),
    (
        "Tumeur de grade 3, score 9, HER2 0.",
        ["her2_ihc 0 specimen=primary"],
    ),
    (
        "HER2 2+. La FISH n'a pas été réalisée.\n"
        "Cytologie positive.",
        ["her2_ihc 2+"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), REPORTS)
def test_a_report_gives_its_receptors(extractor, text, expected):
    assert said(extractor, text, "receptors") == expected
