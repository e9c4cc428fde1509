"""Receptors, HER2 and Ki67 in French sentences: value, percentage, intensity, scores, specimen.

Expected facts are written "key value attributes ...", in the order of the text; the
specimen is left out when it is the primary tumour.
"""

from __future__ import annotations

import pytest

from assistant.extraction import receptors
from criteria.facts import Fact

HORMONE_RECEPTORS = [
    (
        "Cancer du sein gauche, RE+/RP+/HER2-, Ki67 25%.",
        "er positive; pr positive; her2 negative; ki67 25",
    ),
    ("Carcinome infiltrant RO+ RP- HER2 0.", "er positive; pr negative; her2_ihc 0"),
    (
        "IHC : RO 90 %, RP 80 %, HER2 score 1+, Ki67 à 20 %.",
        "er positive 90%; pr positive 80%; her2_ihc 1+; ki67 20",
    ),
    (
        "RE = 95 % (+++), RP = 30 % (++), HER-2 : 0.",
        "er positive 95% strong; pr positive 30% moderate; her2_ihc 0",
    ),
    (
        "Récepteurs aux œstrogènes et à la progestérone positifs (90 % et 70 %), absence de surexpression de HER2.",
        "er positive 90%; pr positive 70%; her2 negative",
    ),
    ("RO/RP : 100/80 %, HER2 1+.", "er positive 100%; pr positive 80%; her2_ihc 1+"),
    ("RO et RP négatifs, HER2 3+.", "er negative; pr negative; her2_ihc 3+"),
    ("RE, RP et HER2 négatifs.", "er negative; pr negative; her2 negative"),
    (
        "Les cellules tumorales n'expriment ni les récepteurs aux œstrogènes, ni ceux à la progestérone, ni HER2.",
        "er negative; pr negative; her2 negative",
    ),
    (
        "Récepteurs d'œstrogène : positifs à 80 %, intensité forte. Récepteurs de progestérone : négatifs.",
        "er positive 80% strong; pr negative",
    ),
    ("RE 5-10 %, RP < 1 %.", "er low; pr negative"),
    ("RE faiblement positif.", "er positive weak"),
    ("RE faiblement positif (5 %).", "er low 5% weak"),
    ("Allred RE 7/8, RP 3/8, HER2 0.", "er positive allred=7; pr low allred=3; her2_ihc 0"),
    ("RO : Allred 8, RP : Allred 0.", "er positive allred=8; pr negative allred=0"),
    ("H-score RE 270, RP 10.", "er positive hscore=270"),
    ("Récepteurs hormonaux : RE 80 %, RP 20 %", "er positive 80%; pr positive 20%"),
    ("Récepteurs hormonaux : œstrogènes 90 %, progestérone 0 %", "er positive 90%; pr negative 0%"),
    (
        "80 % des cellules expriment les récepteurs aux œstrogènes et 30 % les récepteurs à la progestérone.",
        "er positive 80%; pr positive 30%",
    ),
    (
        "RE positif 100 %, RP positif 60 %, HER2 négatif 1+, ki 67 20 %",
        "er positive 100%; pr positive 60%; her2 negative; her2_ihc 1+; ki67 20",
    ),
    ("RE : positif ; RP : positif ; HER2 : négatif", "er positive; pr positive; her2 negative"),
    ("RE 90% RP 5% HER2 0 Ki 10%", "er positive 90%; pr low 5%; her2_ihc 0; ki67 10"),
    (
        "Profil : RE + (90%), RP + (60%), HER2 - (1+)",
        "er positive 90%; pr positive 60%; her2_ihc 1+",
    ),
    (
        "Statut hormonal : RO = 70% ; RP = 0% ; Her-2/neu = 1+",
        "er positive 70%; pr negative 0%; her2_ihc 1+",
    ),
    (
        "Les récepteurs aux oestrogènes sont exprimés par 95% des cellules tumorales avec une intensité forte ; les récepteurs à la progestérone sont négatifs.",
        "er positive 95% strong; pr negative",
    ),
    (
        "Expression des récepteurs aux œstrogènes par 80 % des cellules, de la progestérone par 10 %.",
        "er positive 80%; pr positive 10%",
    ),
    (
        "Récepteurs œstrogéniques : 100 % (3+). Récepteurs progestéroniques : 60 % (2+).",
        "er positive 100% strong; pr positive 60% moderate",
    ),
    (
        "IHC sur la biopsie ganglionnaire sus-claviculaire : RE 60 %, RP 0, HER2 2+, FISH en cours.",
        "er positive 60%; pr negative 0%; her2_ihc 2+",
    ),
    (
        "Cancer du sein bilatéral : à droite RE 100 %, RP 80 %, HER2 0 ; à gauche RE 0 %, RP 0 %, HER2 3+.",
        "er positive 100%; pr positive 80%; her2_ihc 0; er negative 0%; pr negative 0%; her2_ihc 3+",
    ),
    (
        "Sein droit : CCI grade 2 RE 90 % RP 10 % HER2 1+. Sein gauche : CLI grade 2 RE 100 % RP 100 % HER2 0.",
        "er positive 90%; pr positive 10%; her2_ihc 1+; er positive 100%; pr positive 100%; her2_ihc 0",
    ),
    ("Récidive locale : RE 40 %, RP 0 %, HER2 1+.", "er positive 40%; pr negative 0%; her2_ihc 1+"),
    (
        "La biopsie du sein objective un carcinome infiltrant de bas grade, RE et RP fortement exprimés (100 % et 90 %), sans surexpression d'HER2, Ki-67 à 5 %.",
        "er positive 100%; pr positive 90%; her2 negative; ki67 5",
    ),
    ("RE en attente, RP 80 %.", "pr positive 80%"),
    ("HER2:0, RE:90%, RP:70%, KI67:20%", "her2_ihc 0; er positive 90%; pr positive 70%; ki67 20"),
    (
        "Le profil est RE 100 % (score d'Allred 8), RP 60 % (score d'Allred 7), HER2 score 0.",
        "er positive 100% allred=8; pr positive 60% allred=7; her2_ihc 0",
    ),
    ("RO positifs à 30% d'intensité faible", "er positive 30% weak"),
    ("RE > 90 %, RP = 10 %.", "er positive 90%; pr positive 10%"),
    ("RE entre 60 et 70 %, RP entre 5 et 10 %.", "er positive 70%; pr low"),
    ("RE : 9 %", "er low 9%"),
    ("RE : 0,5 %", "er negative 0.5%"),
    ("RE < 10 % considéré comme négatif.", "er negative"),
    ("Aucune cellule n'exprime le récepteur à la progestérone.", "pr negative"),
    ("Le récepteur des œstrogènes est éteint, le HER2 est à 1+.", "er negative; her2_ihc 1+"),
    ("Oestrogènes +++ 90 % ; progestérone - ; récepteurs.", "er positive 90% strong; pr negative"),
    ("Récepteurs aux œstrogènes et progestérone : 0 %.", "er negative 0%; pr negative 0%"),
    ("RE/RP : +/-", "er positive; pr negative"),
    ("ER positive 95 %, PR negative, HER2 1+.", "er positive 95%; pr negative; her2_ihc 1+"),
    ("Récepteurs : RE +, RP +", "er positive; pr positive"),
    ("RE 70% (+), RP 40% (++)", "er positive 70% weak; pr positive 40% moderate"),
    (
        "Père : cancer de la prostate. Patiente : CCI grade 3, RE 0, RP 0, HER2 0.",
        "er negative 0%; pr negative 0%; her2_ihc 0",
    ),
    (
        "Indication : cancer du sein gauche RE+ HER2-, recherche de métastases.",
        "er positive; her2 negative",
    ),
    ("GATA3 + ER + PR -", "er positive; pr negative"),
    ("Recherche HER2 en cours, RE positifs 60 %.", "er positive 60%"),
    (
        "Mastectomie droite : CCI de 40 mm grade 3, RE 80 %. Récidive pariétale en 2020 : RE 50 %.",
        "er positive 80%; er positive 50%",
    ),
    ("Biopsie sous-claviculaire : CCI RE 90.", "er positive 90%"),
    (
        "Cancer du sein gauche traité en 2011 (CCI 22 mm, grade II, RO 90 %, RP 60 %, HER2 0, 2N+/14).",
        "er positive 90%; pr positive 60%; her2_ihc 0",
    ),
    (
        "Cancer du sein G en 2014 pT2 (25 mm) N1 (2N+/12) M0 SBR2 RE+ RP+ HER2-.",
        "er positive; pr positive; her2 negative",
    ),
]

AS_A_WHOLE = [
    (
        "RECEPTEURS HORMONAUX POSITIFS (RE 90%, RP 70%), HER2 NEGATIF.",
        "hr positive; er positive 90%; pr positive 70%; her2 negative",
    ),
    ("Récepteurs hormonaux négatifs, c-erbB2 score 3+.", "hr negative; her2_ihc 3+"),
    ("Pas d'expression des récepteurs hormonaux. HER2 1+.", "hr negative; her2_ihc 1+"),
    (
        "Carcinome exprimant fortement les récepteurs hormonaux, sans surexpression ni amplification de HER2.",
        "hr positive; her2 negative",
    ),
    ("Tumeur HER2-positive, RH-négative.", "her2 positive; hr negative"),
    ("Cancer du sein luminal A.", "hr positive"),
    ("Tumeur hormono-sensible, HER2 non surexprimé.", "hr positive; her2 negative"),
    ("Cancer du sein non hormonodépendant.", "hr negative"),
    ("Carcinome mammaire hormonodépendant HER2-.", "hr positive; her2 negative"),
    ("RH+++ HER2 neg", "hr positive; her2 negative"),
    ("Cancer sein G RH pos HER2 neg", "hr positive; her2 negative"),
    (
        "Récepteurs hormonaux fortement positifs (RO 100 %, RP 90 %), HER2 0, Ki67 8 %",
        "hr positive; er positive 100%; pr positive 90%; her2_ihc 0; ki67 8",
    ),
    ("Récepteurs stéroïdiens positifs.", "hr positive"),
    ("Absence d'expression des récepteurs hormonaux ; HER2 score 0.", "hr negative; her2_ihc 0"),
    ("Tumeur n'exprimant pas les récepteurs hormonaux ni HER2.", "hr negative; her2 negative"),
    (
        "Les récepteurs hormonaux sont positifs à 90 % pour les œstrogènes et 70 % pour la progestérone.",
        "hr positive; er positive 90%; pr positive 70%",
    ),
    (
        "Cancer du sein droit RH+ HER2- et adénocarcinome bronchique EGFR muté.",
        "hr positive; her2 negative",
    ),
    ("Luminal B HER2 négatif.", "hr positive; her2 negative"),
    ("Carcinome de phénotype luminal A.", "hr positive"),
    ("Her2 (-) RH (+)", "her2 negative; hr positive"),
    ("Patiente HER2+ RH-.", "her2 positive; hr negative"),
    ("RH - HER2 +", "hr negative; her2 positive"),
    ("Tumeur hormonosensible HER2 négative.", "hr positive; her2 negative"),
    ("La maladie reste hormonosensible.", "hr positive"),
    ("Tumeur hormono-indépendante.", "hr negative"),
    ("Les récepteurs sont positifs.", "hr positive"),
    ("Cancer du sein métastatique RH+ HER2-.", "hr positive; her2 negative"),
    ("Métastases hépatiques d'un cancer du sein RH+/HER2-.", "hr positive; her2 negative"),
    (
        "Elle a été opérée d'un carcinome lobulaire infiltrant du sein droit (T2N1M0, grade 2, RH+, HER2 négatif).",
        "hr positive; her2 negative",
    ),
]

HER2 = [
    ("HER2 2+, FISH en attente.", "her2_ihc 2+"),
    ("Statut HER2 : négatif (score 1+).", "her2 negative; her2_ihc 1+"),
    ("HER2 low (1+).", "her2 low; her2_ihc 1+"),
    ("HER2 faible.", "her2 low"),
    ("HER2 positif (3+).", "her2 positive; her2_ihc 3+"),
    ("HER2 +++ en IHC.", "her2_ihc 3+"),
    ("Surexpression de HER2 (3+).", "her2 positive; her2_ihc 3+"),
    ("Test Hercept positif de score 2.", "her2_ihc 2+"),
    ("HER2 : absence de surexpression (score 0)", "her2 negative; her2_ihc 0"),
    ("HER2/neu négatif", "her2 negative"),
    ("c-erb-B2 +++", "her2_ihc 3+"),
    ("CERBB2 SCORE 1", "her2_ihc 1+"),
    ("HER2 : marquage faible et incomplet de 20 % des cellules (score 1+).", "her2_ihc 1+"),
    ("HER2 (4B5) : 0", "her2_ihc 0"),
    ("HER-2 = ++", "her2_ihc 2+"),
    ("HER2 équivoque, FISH non contributive.", "her2 equivocal"),
    ("Pas de surexpression de la protéine HER2.", "her2 negative"),
    ("Surexpression de c-erbB2.", "her2 positive"),
]

HYBRIDISATION = [
    (
        "RE (clone SP1) : 90 %, intensité modérée à forte ; RP (clone 1E2) : 0 % ; HER2 (4B5) : 2+ ; FISH non amplifiée (ratio 1,1, 2,3 copies).",
        "er positive 90%; pr negative 0%; her2_ihc 2+; her2_ish not_amplified ratio=1.1 copies=2.3",
    ),
    ("HER2 2+ FISH négative.", "her2_ihc 2+; her2_ish not_amplified"),
    ("HER2 2+ SISH +.", "her2_ihc 2+; her2_ish amplified"),
    (
        "HER2 équivoque (2+), hybridation in situ : absence d'amplification.",
        "her2 equivocal; her2_ihc 2+; her2_ish not_amplified",
    ),
    (
        "Absence d'amplification du gène HER2 en FISH (ratio HER2/CEP17 = 1,2).",
        "her2_ish not_amplified ratio=1.2",
    ),
    ("HER2 ++, FISH amplifiée ratio 5,4.", "her2_ihc 2+; her2_ish amplified ratio=5.4"),
    ("HercepTest score 2, FISH : pas d'amplification.", "her2_ihc 2+; her2_ish not_amplified"),
    ("HER2 : 2+ en IHC, non amplifié en CISH.", "her2_ihc 2+; her2_ish not_amplified"),
    ("HER2 : pas de surexpression ni d'amplification.", "her2 negative; her2_ish not_amplified"),
    ("Pas d'amplification de HER2 par FISH.", "her2_ish not_amplified"),
    ("FISH HER2 : ratio 2,4 ; 6,1 copies/noyau.", "her2_ish amplified ratio=2.4 copies=6.1"),
    (
        "SISH HER2 : rapport 1,1, nombre moyen de copies 2,1.",
        "her2_ish not_amplified ratio=1.1 copies=2.1",
    ),
    ("Amplification de HER2 confirmée en FISH.", "her2_ish amplified"),
    ("HER2 amplifié.", "her2_ish amplified"),
    ("HER2 2+ amplifié en FISH (R = 3,2).", "her2_ihc 2+; her2_ish amplified ratio=3.2"),
    (
        "HER2 : score 2 (ISH non amplifiée) soit statut négatif.",
        "her2_ihc 2+; her2_ish not_amplified",
    ),
    ("CISH : absence d'amplification du gène HER2.", "her2_ish not_amplified"),
    (
        "DDISH non amplifiée (ratio 1,4 ; 3,2 copies).",
        "her2_ish not_amplified ratio=1.4 copies=3.2",
    ),
    (
        "Hybridation in situ : gène HER2 amplifié, ratio = 5,2, 12 copies par noyau.",
        "her2_ish amplified ratio=5.2 copies=12",
    ),
    ("FISH équivoque (ratio 1,9 ; 5,1 copies).", "her2_ish equivocal ratio=1.9 copies=5.1"),
    (
        "Biopsie cutanée en regard de la cicatrice : carcinome, RE 30 %, HER2 2+, FISH négative.",
        "er positive 30%; her2_ihc 2+; her2_ish not_amplified",
    ),
]

KI67 = [
    ("Ki67 : 14 %.", "ki67 14"),
    ("Ki-67 évalué à 30-40 %.", "ki67 40"),
    ("Index de prolifération (MIB1) 35 %.", "ki67 35"),
    ("Ki67 : 5 à 10 %", "ki67 10"),
    ("MIB-1 à 60 %", "ki67 60"),
    ("Indice de prolifération Ki-67 : environ 25 %", "ki67 25"),
    ("Index Ki67 > 30 %", "ki67 30"),
]

TRIPLE_NEGATIVE = [
    (
        "Tumeur du sein RE- RP- HER2- (triple négative).",
        "er negative; pr negative; her2 negative; triple_negative present",
    ),
    ("Cancer du sein TN métastatique.", "triple_negative present"),
    ("Pas de profil triple négatif.", "triple_negative absent"),
    (
        "Tumeur RE négative RP négative HER2 0 : triple négatif.",
        "er negative; pr negative; her2_ihc 0; triple_negative present",
    ),
    ("Cancer du sein triple-négatif BRCA1 muté.", "triple_negative present"),
    ("TNBC stade II.", "triple_negative present"),
    ("Pas d'argument pour un cancer triple négatif.", "triple_negative absent"),
    ("Elle est triple négative selon l'anapath.", "triple_negative present"),
    ("Ce n'est plus un triple négatif.", "triple_negative absent"),
]

LAYOUTS = [
    (
        "RE: 100 % +++\nRP: 20 % +\nHER2: 1+\nKI67: 12 %",
        "er positive 100% strong; pr positive 20% weak; her2_ihc 1+; ki67 12",
    ),
    (
        "RE\t100 %\t+++\nRP\t0 %\t\nHER2\t2+\t\nFISH\tnon amplifié\t",
        "er positive 100% strong; pr negative 0%; her2_ihc 2+; her2_ish not_amplified",
    ),
    (
        "RE\tRP\tHER2\tKi67\n90 %\t80 %\t1+\t15 %",
        "er positive 90%; pr positive 80%; her2_ihc 1+; ki67 15",
    ),
    (
        "Récepteur aux oestrogènes : positif (95% - intensité forte)\nRécepteur à la progestérone : positif (5% - intensité faible)",
        "er positive 95% strong; pr low 5% weak",
    ),
    ("[ ] HER2 0 [x] HER2 1+ [ ] HER2 2+ [ ] HER2 3+", "her2_ihc 1+"),
    ("RE : ☒ positif ☐ négatif\nRP : ☐ positif ☒ négatif", "er positive; pr negative"),
]

REVISIONS = [
    ("HER2 initialement 3+, contrôlé 1+ après relecture.", "her2_ihc 1+"),
    ("Après relecture : HER2 2+ et non 3+.", "her2_ihc 2+"),
    ("RE 80 % au lieu de 8 % (erreur de frappe).", "er positive 80%"),
    (
        "RE 100 %. RP 90 %. HER2 2+. Ki67 20 %.\n\nAddendum du 12/03 : FISH HER2 non amplifiée. Statut HER2 négatif.",
        "er positive 100%; pr positive 90%; her2_ihc 2+; ki67 20; her2_ish not_amplified; her2 negative",
    ),
    (
        "RE 10 %, RP 0 %, HER2 0\n\nRelecture (CLCC) : RE 3 %, HER2 1+",
        "pr negative 0%; er low 3%; her2_ihc 1+",
    ),
]

SPECIMENS = [
    (
        "Cancer du sein droit métastatique d'emblée : RE 100 %, RP 20 %, HER2 1+ (microbiopsie mammaire).",
        "er positive 100%; pr positive 20%; her2_ihc 1+",
    ),
    (
        "Métastase hépatique : RE 30 %, primitif : RE 90 %.",
        "er positive 30% metastasis; er positive 90%",
    ),
    (
        "\tPrimitif 2016\tMétastase hépatique 2023\nRE\t90 %\t20 %\nRP\t80 %\t0 %\nHER2\t1+\t0",
        "er positive 90%; er positive 20% metastasis; pr positive 80%; pr negative 0% metastasis; her2_ihc 1+; her2_ihc 0 metastasis",
    ),
    (
        "Biopsie d'une adénopathie axillaire gauche : métastase d'un carcinome canalaire, RE 90 %, RP 80 %, HER2 0.",
        "er positive 90%; pr positive 80%; her2_ihc 0",
    ),
    (
        "Rebiopsie du foie : métastase mammaire, profil RE 0 %, RP 0 %, HER2 1+ alors que la tumeur primitive était RE 90 %.",
        "er negative 0% metastasis; pr negative 0% metastasis; her2_ihc 1+ metastasis; er positive 90%",
    ),
    ("Cytologie pleurale : adénocarcinome d'origine mammaire RE+.", "er positive metastasis"),
    (
        "Exérèse d'une métastase cérébelleuse : carcinome mammaire RE 10 %, HER2 3+.",
        "er positive 10% metastasis; her2_ihc 3+ metastasis",
    ),
    (
        "Rechute osseuse. La biopsie confirme le caractère mammaire, RE 90 %, RP 10 %, HER2 0.",
        "er positive 90% metastasis; pr positive 10% metastasis; her2_ihc 0 metastasis",
    ),
    (
        "Métastases osseuses prouvées par biopsie (RO 80 % RP 0 % HER2 1+).",
        "er positive 80% metastasis; pr negative 0% metastasis; her2_ihc 1+ metastasis",
    ),
    (
        "Conclusion : localisation osseuse d'un carcinome mammaire, RE positif, RP négatif, HER2 score 0.",
        "er positive metastasis; pr negative metastasis; her2_ihc 0 metastasis",
    ),
    (
        "Ponction sous scanner de la lésion L3 : carcinome mammaire RH+ HER2 1+.",
        "hr positive metastasis; her2_ihc 1+ metastasis",
    ),
    (
        "Biopsie ostéo-médullaire : envahissement par un carcinome lobulaire, RE 100 %.",
        "er positive 100% metastasis",
    ),
    ("À l'examen, masse de 5 cm du QSE droit, adénopathie axillaire de 2 cm.", ""),
]

NOT_FACTS = [
    ("Groupe sanguin A RH+.", ""),
    ("Sa mère a eu un cancer du sein RH+ HER2-.", ""),
    ("Si HER2 3+, ajouter trastuzumab.", ""),
    ("En cas de récepteurs hormonaux positifs, hormonothérapie.", ""),
    ("Au scanner RP de 40 %, poursuite.", ""),
    ("RP maintenue, RC au foie.", ""),
    ("Traitement anti-HER2 en cours.", ""),
    ("Le statut HER2 n'est pas connu.", ""),
    ("RE et RP inconnus.", ""),
    ("RO : non réalisé.", ""),
    ("Profil triple négatif ?", ""),
    ("Seuil de positivité RE : 10 %.", ""),
    ("L'essai inclut les patientes RH+ HER2-.", ""),
    ("Essai de phase III dans les cancers du sein RH+/HER2-.", ""),
    ("HER2 en attente.", ""),
    ("Récepteurs hormonaux non réalisés.", ""),
    ("HER2 enrichi.", ""),
    ("Statut HER2 indéterminé", ""),
    ("HER2 positif ?", ""),
    ("ERBB2 : absence d'amplification au NGS.", ""),
    ("Mutation ERBB2 L755S.", ""),
    ("TN T2N0.", ""),
    ("Troponine Tn négative.", ""),
    ("Dans ce contexte, en cas de HER2 low, Enhertu possible.", ""),
    ("Éligible à l'Enhertu si HER2 low.", ""),
    ("Sa sœur a eu un cancer HER2+.", ""),
    ("HER2 non déterminé en 1998.", ""),
    ("Mère : carcinome lobulaire grade 2, RE+.", ""),
    ("Antécédents familiaux : tante cancer du sein triple négatif.", ""),
    ("Progestérone 0,5 ng/mL, estradiol < 5 pg/mL : ménopause confirmée.", ""),
    ("Traitement par œstrogènes vaginaux positifs sur les symptômes.", ""),
    ("Sous anti-HER2 (trastuzumab) ; double blocage HER2.", ""),
    ("HER2 3+ si plus de 10 % de cellules.", ""),
    ("Radio du poumon (RP) : normale. RP 40 %.", ""),
    ("Réponse partielle (RP) au scanner, -35 %.", ""),
    ("Si RE positifs, hormonothérapie.", ""),
    ("Selon le statut HER2, trastuzumab.", ""),
    ("Groupe A Rh positif, RAI négatives.", ""),
    ("Groupe sanguin : O RH -.", ""),
    ("Le risque de cancer du sein RH+ est majoré.", ""),
    ("FISH ALK négative.", ""),
    ("FISH HER2 : échec technique.", ""),
    ("Recherche d'une amplification de HER2 par FISH.", ""),
    ("RCP : PR DUPONT, DR RE MARTIN.", ""),
    ("PD-L1 négatif, Ki67 non évaluable.", ""),
]


def _line(fact: Fact) -> str:
    parts = [fact.key, str(fact.value)]
    for name in ("percent", "intensity", "allred", "hscore", "ratio", "copies", "specimen"):
        value = fact.attrs.get(name)
        if value is None or value == "primary":
            continue
        if name == "percent":
            parts.append(f"{value}%")
        elif name in ("intensity", "side", "specimen"):
            parts.append(str(value))
        else:
            parts.append(f"{name}={value}")
    return " ".join(parts)


def _summary(extractor, text: str) -> str:
    return "; ".join(_line(fact) for fact in receptors.read(extractor.analyse(text)))


def _cases(rows):
    return [
        pytest.param(text, expected, id=text[:48].replace("\n", " ").replace("\t", " "))
        for text, expected in rows
    ]


@pytest.mark.parametrize(("text", "expected"), _cases(HORMONE_RECEPTORS))
def test_hormone_receptors(extractor, text, expected):
    assert _summary(extractor, text) == expected


@pytest.mark.parametrize(("text", "expected"), _cases(AS_A_WHOLE))
def test_receptors_as_a_whole(extractor, text, expected):
    assert _summary(extractor, text) == expected


@pytest.mark.parametrize(("text", "expected"), _cases(HER2))
def test_her2(extractor, text, expected):
    assert _summary(extractor, text) == expected


@pytest.mark.parametrize(("text", "expected"), _cases(HYBRIDISATION))
def test_in_situ_hybridisation(extractor, text, expected):
    assert _summary(extractor, text) == expected


@pytest.mark.parametrize(("text", "expected"), _cases(KI67))
def test_ki67(extractor, text, expected):
    assert _summary(extractor, text) == expected


@pytest.mark.parametrize(("text", "expected"), _cases(TRIPLE_NEGATIVE))
def test_triple_negative(extractor, text, expected):
    assert _summary(extractor, text) == expected


@pytest.mark.parametrize(("text", "expected"), _cases(LAYOUTS))
def test_tables_and_forms(extractor, text, expected):
    assert _summary(extractor, text) == expected


@pytest.mark.parametrize(("text", "expected"), _cases(REVISIONS))
def test_revised_values(extractor, text, expected):
    assert _summary(extractor, text) == expected


@pytest.mark.parametrize(("text", "expected"), _cases(SPECIMENS))
def test_specimen(extractor, text, expected):
    assert _summary(extractor, text) == expected


@pytest.mark.parametrize(("text", "expected"), _cases(NOT_FACTS))
def test_what_is_no_fact(extractor, text, expected):
    assert _summary(extractor, text) == expected


def test_evidence_goes_from_the_name_to_the_value(extractor):
    text = "Carcinome du sein. Les RE sont positifs (90 %, intensité forte), HER2 score 1+."
    facts = {fact.key: fact for fact in extractor.extract(text).facts}
    assert facts["er"].evidence[0].text == "RE sont positifs (90 %, intensité forte)"


def test_receptors_of_the_disease_have_no_specimen_in_a_metastatic_patient(extractor):
    facts = extractor.extract("Cancer du sein métastatique RH+ HER2-, métastases osseuses.").facts
    assert [f.attrs for f in facts if f.key in ("hr", "her2")] == [{}, {}]


def test_the_same_value_with_another_percentage_is_another_fact(extractor):
    text = "Carcinome bifocal du sein droit. Foyer 1 : RE 90 %. Foyer 2 : RE 100 %."
    percents = [f.attrs["percent"] for f in extractor.extract(text).facts if f.key == "er"]
    assert percents == [90, 100]
