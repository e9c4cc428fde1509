"""Metastases in French sentences: organ, assertion, count, size, levels.

Expected facts are written "organ assertion attribute=value ...", "disease ..." for
`metastatic`, "total N" for `lesion_count`, "field ..." for `in_irradiated_field` and
"bowel ..." for `liver_distance_bowel`. A count of 1 is left out. metastases.tsv crosses
organs, assertions and ways of writing; its \\n and \\t stand for line ends and columns.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.extraction import metastases

_NAMES = {
    "metastatic": "disease",
    "lesion_count": "total",
    "in_irradiated_field": "field",
    "liver_distance_bowel": "bowel",
}


def _summary(extractor, text: str) -> list[str]:
    lines = []
    for fact in metastases.read(extractor.analyse(text)):
        attrs = dict(fact.attrs)
        name = _NAMES.get(fact.key) or attrs.pop("site")
        if attrs.get("count") == 1:
            del attrs["count"]
        extra = "".join(
            f" {key}={'-'.join(value) if isinstance(value, list) else value}"
            for key, value in sorted(attrs.items())
        )
        lines.append(f"{name} {fact.value}{extra}")
    return sorted(lines)


def _check(extractor, text: str, expected: str) -> None:
    assert _summary(extractor, text) == sorted(
        line.strip() for line in expected.split(";") if line.strip()
    )


PRESENT = [
    ("one-organ", "Elle présente des métastases hépatiques.", "liver present"),
    ("list-of-adjectives", "Métastases hépatiques, pulmonaires et osseuses connues.", "bone present; liver present; lung present"),
    ("list-of-nouns", "Métastases au foie, aux poumons et à la plèvre.", "liver present; lung present; pleura present"),
    ("telegraphic", "Méta foie + os + plèvre", "bone present; liver present; pleura present"),
    ("telegraphic-short", "mets hép et pulm sous taxol", "liver present; lung present"),
    ("tnm-codes", "Cancer du sein M1 (HEP, PUL, OSS).", "bone present; liver present; lung present"),
    ("capitals-without-accents", "METASTASES OSSEUSES ET CEREBRALES", "bone present; brain present"),
    ("secondary-localisations", "Localisations secondaires hépatiques multiples.", "liver present"),
    ("secondary-lesions-behind", "Il existe des lésions osseuses secondaires du bassin.", "bone present"),
    ("count-and-sizes-under-organ", "Foie : deux lésions secondaires, 22 et 9 mm.", "liver present count=2 size_mm=22"),
    ("count-in-words", "Trois métastases pulmonaires, la plus volumineuse de 18 mm.", "lung present count=3 size_mm=18"),
    ("count-in-figures", "4 métastases hépatiques dont la plus grande mesure 3,5 cm.", "liver present count=4 size_mm=35"),
    ("size-dimensions", "Métastase surrénalienne gauche de 32 x 28 mm.", "adrenal present size_mm=32"),
    ("range-of-sizes", "Métastases pulmonaires bilatérales mesurant de 4 à 11 mm.", "lung present size_mm=11"),
    ("volume", "Métastase hépatique du segment VII, GTV 12,5 cc.", "liver present volume_ml=12.5"),
    ("levels", "Métastases vertébrales de D8, L1 et L3.", "spine present count=3 levels=T8-L1-L3"),
    ("level-range", "Atteinte métastatique de D7 à D9.", "spine present count=3 levels=T7-T8-T9"),
    ("level-range-dash", "Lésions secondaires T12-L1.", "spine present count=2 levels=T12-L1"),
    ("one-level", "Métastase de L4 unique.", "spine present levels=L4"),
    ("bone-and-spine", "Métastases osseuses du sacrum, de l'aile iliaque droite et de D11.", "bone present; spine present levels=T11"),
    ("ribs", "Métastases des côtes et du sternum.", "bone present"),
    ("carcinosis", "Carcinose péritonéale prouvée par cœlioscopie.", "peritoneum present"),
    ("carcinomatous-meningitis", "Méningite carcinomateuse diagnostiquée en mai.", "meninges present"),
    ("lymphangitis", "Lymphangite carcinomateuse bilatérale.", "lung present"),
    ("cannonballs", "Aspect de lâcher de ballons pulmonaire.", "lung present"),
    ("malignant-effusion", "Pleurésie néoplasique droite ponctionnée.", "pleura present"),
    ("distant-nodes", "Adénopathies médiastinales métastatiques de 24 mm.", "lymph_node present size_mm=24"),
    ("distant-nodes-in-list", "Métastases osseuses, hépatiques et ganglionnaires.", "bone present; liver present; lymph_node present"),
    ("retroperitoneal-nodes", "Métastases ganglionnaires rétropéritonéales.", "lymph_node present"),
    ("skin", "Métastases cutanées du thorax.", "skin present"),
    ("ovaries", "Métastases ovariennes bilatérales.", "ovary present"),
    ("muscle", "Métastase musculaire du psoas droit de 25 mm.", "soft_tissue present size_mm=25"),
    ("choroid", "Métastase choroïdienne de l'œil droit.", "other present"),
    ("stomach", "Métastase gastrique d'un carcinome lobulaire, prouvée histologiquement.", "digestive present"),
    ("related-to", "Hyperfixations du rachis et du bassin en rapport avec des métastases.", "bone present; spine present"),
    ("witnessing", "Nodules pleuraux traduisant une atteinte métastatique.", "pleura present"),
    ("relapse-in-organ", "Rechute hépatique en mars 2024.", "liver present"),
    ("relapse-list", "Rechute en 2023 : os + poumon.", "bone present; lung present"),
    ("progression-in-organ", "Progression pulmonaire au dernier scanner.", "lung present"),
    ("treated-lesion", "Métastase cérébrale frontale opérée en 2022.", "brain present"),
    ("in-response", "Métastases hépatiques en réponse partielle.", "liver present"),
    ("localisation-of-carcinoma", "Localisation hépatique d'un adénocarcinome d'origine mammaire.", "liver present"),
    ("proven-by-biopsy", "La biopsie hépatique retrouve un carcinome infiltrant RE 80 %.", "liver present"),
    ("single", "Métastase hépatique unique de 41 mm.", "liver present size_mm=41"),
    ("sum-in-parentheses", "Métastases hépatiques (3) et pulmonaires (2).", "liver present count=3; lung present count=2"),
    ("sizes-by-organ", "Métastases hépatiques de 22 mm et pulmonaires de 9 mm.", "liver present size_mm=22; lung present size_mm=9"),
    ("two-counts", "Deux métastases hépatiques et trois métastases osseuses.", "bone present count=3; liver present count=2"),
    ("each-with-a-location", "Deux lésions hépatiques secondaires, l'une du segment IV (16 mm), l'autre du VI (27 mm).", "liver present count=2 size_mm=27"),
    ("sites-of-disease", "Sites métastatiques : foie, os, plèvre.", "bone present; liver present; pleura present"),
    ("metastases-colon", "Métastases : poumon, cerveau.", "brain present; lung present"),
    ("brain-in-words", "Deux métastases cérébrales, cérébelleuse droite 14 mm et frontale gauche 8 mm.", "brain present count=2 size_mm=14"),
    ("contralateral-axilla", "Métastase ganglionnaire axillaire controlatérale.", "lymph_node present"),
    ("yes", "Métastases hépatiques : oui.", "liver present"),
    ("uppercase-heading", "FOIE\nMultiples lésions secondaires bilobaires jusqu'à 52 mm.", "liver present size_mm=52"),
    ("wrapped", "Il persiste au scanner de contrôle des métastases\nhépatiques et pulmonaires stables.", "liver present; lung present"),
    ("earlier-size-in-parentheses", "Métastase hépatique du segment VI : 21 mm (28 mm en mars).", "liver present size_mm=21"),
    ("earlier-size-versus", "Métastase surrénalienne droite mesurée à 18 mm contre 25 mm.", "adrenal present size_mm=18"),
    ("grown", "Métastase hépatique passée de 12 à 19 mm.", "liver present size_mm=19"),
    ("later-account", "Rechute hépatique en 2021 avec 5 nodules.\nScanner du 12/03/2024 : 3 lésions hépatiques, la plus grande de 14 mm.", "liver present count=3 size_mm=14"),
    ("next-sentence", "Métastases pulmonaires bilatérales. La plus volumineuse mesure 23 mm.", "lung present size_mm=23"),
    ("epidural-has-no-site", "Métastase de D9 avec épidurite et extension paravertébrale.", "spine present levels=T9"),
    ("isolated-bone", "Localisation osseuse secondaire isolée du sternum, 17 mm.", "bone present size_mm=17"),
    ("adrenal-of-both-sides", "Métastases surrénaliennes bilatérales.", "adrenal present"),
    ("leptomeningeal", "Localisations secondaires leptoméningées.", "meninges present"),
    ("skull-is-bone", "Métastases de la voûte crânienne.", "bone present"),
    ("target-lesions", "Trois lésions hépatiques secondaires stables.", "liver present count=3"),
    ("in-the-patient-with-her-daughter", "Elle vient avec sa fille pour ses métastases osseuses.", "bone present"),
]  # fmt: skip

ABSENT = [
    ("one-organ", "Pas de métastase cérébrale.", "brain absent"),
    ("list-with-ni", "Pas de métastase hépatique, pulmonaire ni osseuse.", "bone absent; liver absent; lung absent"),
    ("list-with-ou", "Absence de lésion secondaire hépatique ou surrénalienne.", "adrenal absent; liver absent"),
    ("ni-ni", "Ni métastase hépatique ni métastase osseuse.", "bone absent; liver absent"),
    ("lesions-in-a-row", "Pas de nodule pulmonaire, d'adénopathie médiastinale ni de lésion osseuse suspecte.", "bone absent; lung absent; lymph_node absent"),
    ("telegraphic", "pas de méta foie ni os", "bone absent; liver absent"),
    ("telegraphic-list", "Pas de méta foie, os, cerveau.", "bone absent; brain absent; liver absent"),
    ("weak-lesion", "Aucune lésion hépatique suspecte.", "liver absent"),
    ("organ-without", "Foie sans lésion focale suspecte.", "liver absent"),
    ("organ-colon", "Surrénales : pas de nodule.", "adrenal absent"),
    ("organ-heading-line", "Poumons\nPas de nodule suspect.", "lung absent"),
    ("organ-heading-capitals", "CADRE OSSEUX : absence de lésion lytique ou condensante.", "bone absent"),
    ("several-organs-heading", "Foie, surrénales : pas de lésion secondaire.", "adrenal absent; liver absent"),
    ("examination-of-organ", "IRM cérébrale du 12/03 : pas de métastase.", "brain absent"),
    ("bone-scan", "Scintigraphie osseuse : pas de foyer suspect.", "bone absent"),
    ("does-not-show", "Le scanner ne montre pas de lésion secondaire hépatique.", "liver absent"),
    ("free-of-disease", "Le foie est indemne.", "liver absent"),
    ("spine-free", "Rachis indemne de lésion secondaire.", "spine absent"),
    ("no-atteinte", "Pas d'atteinte pulmonaire ni osseuse.", "bone absent; lung absent"),
    ("no-carcinosis", "Pas de carcinose péritonéale.", "peritoneum absent"),
    ("no-nodule-of-carcinosis", "Pas de nodule de carcinose, pas d'ascite.", "peritoneum absent"),
    ("no-meningitis", "Pas d'argument pour une méningite carcinomateuse.", "meninges absent"),
    ("no-enhancement", "Pas de prise de contraste méningée suspecte.", "meninges absent"),
    ("mediastinal-nodes", "Absence d'adénomégalie médiastinale ou hilaire.", "lymph_node absent"),
    ("behind", "Métastases hépatiques : non.", "liver absent"),
    ("behind-adjective", "Lésions osseuses suspectes : absentes.", "bone absent"),
    ("excluded", "Une métastase osseuse est exclue.", "bone absent"),
    ("zero", "Lésion secondaire hépatique : 0", "liver absent"),
    ("no-argument", "Aucun argument pour une localisation secondaire vertébrale.", "spine absent"),
    ("capitals", "ABSENCE DE METASTASE PULMONAIRE", "lung absent"),
    ("oslike-bone", "pas de lésion os ni poumon", "bone absent; lung absent"),
    ("bone-and-spine", "Absence de lésion osseuse suspecte, rachis compris.", "bone absent; spine absent"),
    ("no-lysis", "Os : ni lyse ni condensation suspecte.", "bone absent"),
    ("rachis-lumbar", "Pas de lésion secondaire du rachis lombaire.", "spine absent"),
    ("brain-adjective", "Absence de localisation secondaire encéphalique.", "brain absent"),
    ("cranial-scan", "TDM crâne : absence de lésion secondaire.", "brain absent"),
    ("found-no", "On ne retrouve pas de métastase ovarienne.", "ovary absent"),
]  # fmt: skip

SUSPECTED = [
    ("suspect-behind", "Nodule surrénalien droit de 18 mm, suspect.", "adrenal suspected size_mm=18"),
    ("allure", "Lésions hépatiques d'allure secondaire.", "liver suspected"),
    ("levels-allure", "Lésions lytiques de L1 et L4 d'allure secondaire.", "spine suspected count=2 levels=L1-L4"),
    ("possible", "Métastase hépatique possible.", "liver suspected"),
    ("probable", "Métastase osseuse cotyloïdienne très probable.", "bone suspected"),
    ("suspicion-of", "Suspicion de métastases pulmonaires.", "lung suspected"),
    ("evocative", "Images osseuses évocatrices de métastases.", "bone suspected"),
    ("in-favour", "Aspect en faveur d'une métastase surrénalienne.", "adrenal suspected"),
    ("compatible", "Nodule hépatique compatible avec une métastase.", "liver suspected"),
    ("cannot-exclude", "L'IRM ne permet pas d'exclure une métastase hépatique.", "liver suspected"),
    ("cannot-be-excluded", "Une métastase vertébrale ne peut être exclue.", "spine suspected"),
    ("feared", "Des métastases hépatiques sont à craindre.", "liver suspected"),
    ("question-mark", "Métastase osseuse ?", "bone suspected"),
    ("alternative", "Fixation costale gauche, métastase ou fracture ancienne.", "bone suspected"),
    ("to-confirm", "Métastase hépatique à confirmer par biopsie.", "liver suspected"),
    ("suspect-quoted", "Images lytiques du cotyle droit \"suspectes\".", "bone suspected"),
    ("suspected-carcinosis", "Carcinose péritonéale suspectée au scanner.", "peritoneum suspected"),
    ("and-present", "Métastases hépatiques et lésion osseuse suspecte du sacrum.", "bone suspected; liver present"),
    ("suspect-nodules", "Deux nodules pulmonaires suspects de 12 et 8 mm.", "lung suspected count=2 size_mm=12"),
    ("suspected-then-confirmed", "Lésion hépatique suspecte de 20 mm au scanner. La biopsie hépatique montre un adénocarcinome : métastase hépatique.", "liver present size_mm=20"),
    ("suspected-then-denied", "Nodule hépatique suspect au scanner. IRM hépatique : pas de métastase.", "liver absent"),
    ("hypodensity-not-excluded", "Foie : hypodensité de 9 mm du segment IV, métastase non exclue.", "liver suspected size_mm=9"),
]  # fmt: skip

MIXED = [
    ("present-then-absent", "Métastases hépatiques sans métastase osseuse.", "bone absent; liver present"),
    ("absent-but-present", "Pas de métastase hépatique mais des métastases osseuses diffuses.", "bone present; liver absent"),
    ("absent-but-suspect", "Pas de lésion du foie, mais une lésion surrénale droite de 30 mm, suspecte.", "adrenal suspected size_mm=30; liver absent"),
    ("comma-new-statement", "Pas de lésion pulmonaire, foie métastatique.", "liver present; lung absent"),
    ("headings-on-one-line", "Foie : métastases multiples. Os : pas de lésion. Encéphale : absence de métastase.", "bone absent; brain absent; liver present"),
    ("semicolons", "pas de métastase pulmonaire ; métastases osseuses ; foie indemne", "bone present; liver absent; lung absent"),
    ("cervical-clear-thoracic-involved", "Rachis cervical indemne. Métastases de D5 et D6.", "spine present count=2 levels=T5-T6"),
    ("answers-in-a-list", "Métastases : os oui, foie non, poumon non.", "bone present; liver absent; lung absent"),
    ("after-hormis", "Aucune métastase hormis osseuse.", "bone present"),
    ("other-organs-of-known", "Métastase de L2. Pas d'autre lésion osseuse.", "spine present levels=L2"),
    ("no-new-lesion", "Métastases cérébrales stables. Pas de nouvelle lésion cérébrale.", "brain present"),
    ("organ-then-organ", "Métastases pulmonaires (4, max 12 mm), pas d'atteinte hépatique.", "liver absent; lung present count=4 size_mm=12"),
]  # fmt: skip

NOTHING = [
    ("cyst", "Kyste hépatique de 22 mm du segment VII.", ""),
    ("angioma", "Angiome de D7 et hémangiome du foie.", ""),
    ("adenoma", "Nodule surrénalien de 13 mm stable : adénome.", ""),
    ("non-specific", "Micronodules pulmonaires non spécifiques, à contrôler.", ""),
    ("old-fracture", "Tassement ostéoporotique ancien de L1.", ""),
    ("degenerative", "Fixation dégénérative du rachis lombaire.", ""),
    ("regional-node", "Métastase ganglionnaire axillaire droite.", ""),
    ("axillary-nodes", "Ganglions axillaires homolatéraux suspects.", ""),
    ("internal-mammary", "Adénopathie mammaire interne métastatique.", ""),
    ("pathology-nodes", "Métastase dans 2 ganglions sur 13.", ""),
    ("indication", "Indication : recherche de métastases hépatiques et osseuses.", ""),
    ("indication-question", "Indication : carcinose péritonéale ?", ""),
    ("looking-for", "TEP à la recherche de métastases osseuses.", ""),
    ("hypothesis", "En cas de métastases hépatiques, une biopsie sera proposée.", ""),
    ("if", "Si des métastases cérébrales apparaissent, on proposera une IRM.", ""),
    ("family", "Sa mère est décédée de métastases hépatiques.", ""),
    ("family-with", "Un frère atteint d'un cancer du poumon avec des métastases au cerveau.", ""),
    ("family-section", "Antécédents familiaux : cancer du côlon avec métastases hépatiques chez le père.", ""),
    ("other-cancer", "Cancer du côlon avec métastases hépatiques en 2001.", ""),
    ("local-recurrence", "Récidive locale pariétale, nodules de perméation.", ""),
    ("pulmonary-embolism", "Pas d'embolie pulmonaire. Auscultation pulmonaire normale.", ""),
    ("liver-tests", "Bilan hépatique normal, pas de cytolyse hépatique.", ""),
    ("bone-pain", "Douleurs osseuses diffuses, densité osseuse abaissée.", ""),
    ("pleural-effusion", "Épanchement pleural gauche de moyenne abondance.", ""),
    ("mammary-nodule", "Nodule mammaire de 22 mm, suspect.", ""),
    ("secondary-to", "Douleurs lombaires secondaires à une arthrose.", ""),
    ("side-effects", "Pas d'effet secondaire cutané ni digestif.", ""),
    ("plain-nodule", "Nodule pulmonaire de 6 mm.", ""),
    ("risk", "Risque de métastases osseuses expliqué à la patiente.", ""),
    ("no-fracture", "Pas de tassement vertébral.", ""),
    ("line-of-treatment", "L1 : létrozole et palbociclib, L2 : capécitabine.", ""),
    ("mri-sequences", "Lésions en hyposignal T1 et hypersignal T2.", ""),
    ("empty-box", "[ ] métastases hépatiques", ""),
]  # fmt: skip

DISEASE = [
    ("cancer", "Cancer du sein métastatique.", "disease present"),
    ("disease", "Maladie métastatique évolutive.", "disease present"),
    ("de-novo", "Cancer du sein d'emblée métastatique.", "disease present synchronous=True"),
    ("de-novo-bone", "Cancer du sein gauche métastatique d'emblée au niveau osseux.", "bone present; disease present synchronous=True"),
    ("relapse", "Rechute métastatique en 2022.", "disease present synchronous=False"),
    ("relapse-organ", "Rechute métastatique hépatique et osseuse.", "bone present; disease present synchronous=False; liver present"),
    ("oligo", "Maladie oligométastatique.", "disease present"),
    ("oligorecurrence", "Oligorécidive métastatique : poumon, sternum.", "bone present; disease present synchronous=False; lung present"),
    ("stage", "Cancer du sein de stade IV.", "disease present"),
    ("organ-behind", "Cancer du sein HER2 positif métastatique hépatique.", "disease present; liver present"),
    ("list-of-organs", "Cancer du sein métastatique aux poumons, à la plèvre et au foie.", "disease present; liver present; lung present; pleura present"),
    ("not", "Cancer du sein non métastatique.", "disease absent"),
    ("no-distant", "Pas de lésion secondaire à distance.", "disease absent"),
    ("no-distant-metastasis", "Absence de métastase à distance sur le TEP.", "disease absent"),
    ("staging-negative", "Bilan d'extension négatif.", "disease absent"),
    ("staging-detailed", "Bilan d'extension (TDM TAP, scintigraphie osseuse) : sans anomalie.", "disease absent"),
    ("staging-without", "Le bilan d'extension est sans particularité.", "disease absent"),
    ("no-argument", "Pas d'argument pour une récidive locale ou à distance.", "disease absent"),
    ("no-metastatic-relapse", "Aucun signe de rechute métastatique.", "disease absent"),
    ("tep-no-distant-uptake", "TEP : pas de fixation à distance.", "disease absent"),
    ("suspected", "Suspicion de maladie métastatique.", "disease suspected"),
    ("probable", "Probable rechute métastatique.", "disease suspected"),
    ("staging-to-come", "Bilan d'extension à prévoir.", ""),
    ("staging-hypothetical", "Si bilan d'extension négatif, chirurgie première.", ""),
    ("metastatic-nodes", "5 ganglions métastatiques sur 16.", ""),
    ("family", "Mère : cancer du sein métastatique.", ""),
    ("old-staging-now-metastatic", "2019 : bilan d'extension négatif. 2023 : rechute métastatique osseuse.", "bone present; disease present synchronous=False"),
    ("total", "Maladie oligométastatique, 3 lésions au total.", "disease present; total 3"),
    ("total-in-words", "Rechute oligométastatique, deux lésions en tout.", "disease present synchronous=False; total 2"),
    ("total-in-parentheses", "Maladie oligométastatique (4 lésions).", "disease present; total 4"),
    ("total-without-organ", "Adressée pour le traitement ablatif de trois métastases d'un cancer du sein.", "total 3"),
    ("no-total-of-one-organ", "Trois métastases hépatiques.", "liver present count=3"),
    ("field-outside", "Métastase hépatique unique, en dehors du volume irradié.", "field absent site=liver; liver present"),
    ("field-outside-short", "Lésions hors champ.", "field absent"),
    ("field-inside", "Métastase sternale située dans l'ancien champ d'irradiation.", "bone present; field present site=bone"),
    ("field-inside-territory", "La lésion se trouve en territoire déjà irradié.", "field present"),
    ("field-none", "Aucune lésion n'est dans le volume irradié en 2013.", "field absent"),
    ("bowel-far", "Métastase hépatique à distance du grêle et de l'estomac (au moins 26 mm).", "bowel adequate mm=26; liver present"),
    ("bowel-far-figures", "Métastase hépatique du dôme, à plus de 3 cm de l'estomac.", "bowel adequate mm=30; liver present"),
    ("bowel-good-distance", "Deux métastases hépatiques, à bonne distance de l'estomac.", "bowel adequate; liver present count=2"),
    ("bowel-contact", "Métastase hépatique du segment II au contact de l'estomac.", "bowel close; liver present"),
    ("bowel-adjoining", "Métastase hépatique de 31 mm jouxtant l'angle duodénal.", "bowel close; liver present size_mm=31"),
    ("bowel-no-contact", "Métastase hépatique sans contact avec le grêle.", "bowel adequate; liver present"),
]  # fmt: skip

REPORTS = [
    ("organs-answered-zero", "Bilan : foie 3 méta (max 4cm), poumons 0, os 0.", "bone absent; liver present count=3 size_mm=40; lung absent"),
    ("organ-not-explored", "Métastases : foie oui, cerveau non exploré.", "liver present"),
    ("stable-organ-is-no-metastasis", "Progression pulmonaire, foie stable.", "lung present"),
    ("of-another-cancer", "Métastases osseuses d'un cancer de prostate, cancer du sein en 2015.", ""),
    ("thyroid-nodule", "Nodule thyroïdien suspect de 12 mm.", ""),
    ("involvement-not-excluded", "On ne peut pas exclure une atteinte péritonéale débutante.", "peritoneum suspected"),
    ("negative-biopsy", "Nodules hépatiques : biopsie négative.", ""),
    ("in-fact-degenerative", "Les lésions osseuses décrites en L2 sont en fait dégénératives.", ""),
    ("pathological-fracture", "Fracture pathologique de L1 (métastase).", "spine present levels=L1"),
    ("untouched-organs", "Métastases de L3. Ni le foie ni les poumons ne sont touchés.", "liver absent; lung absent; spine present levels=L3"),
    ("nothing-there", "Métastase du sternum. Foie : rien. Rien au poumon.", "bone present; liver absent; lung absent"),
    ("sister-far-behind", "Elle reste marquée par le décès de sa sœur, emportée par des métastases cérébrales.", ""),
    ("nodes-of-a-specimen", "Limite profonde à 8 mm. 11 ganglions métastatiques sur 19.", ""),
    ("heading-then-level", "Squelette : fixation de T8, équivoque, métastase débutante possible.", "spine suspected levels=T8"),
    ("before-concluding", "T8 : IRM nécessaire avant de retenir un stade métastatique.", ""),
    ("localisation-of-an-organ", "Scanner : localisations osseuses multiples.", "bone present"),
    ("target-table", "LÉSIONS CIBLES (RECIST 1.1)\t03/03/25\t28/04/25\t24/06/25\n 1. foie seg. VIII\t46 mm\t35 mm\t31 mm\n 2. LIG, nodule basal\t19 mm\t14 mm\t13 mm\n", "liver present size_mm=31; lung present size_mm=13"),
    ("pronoun-field", "Métastases de D5 et D6. Les vertèbres sont en dehors de ce faisceau.", "field absent site=spine; spine present count=2 levels=T5-T6"),
    ("no-suspect-anomaly", "Vertèbres explorées (T10 à L4) sans anomalie suspecte.", "spine absent"),
    ("numbered-lesions", "Lésion 1 - segment I, 34 x 27 mm, évocatrice de métastase.\nConclusion : deux métastases hépatiques.", "liver present count=2 size_mm=34"),
    ("bowel-next-sentence", "Métastase hépatique du segment I. Estomac à 6 mm.", "bowel close mm=6; liver present"),
    ("volume-next-sentence", "Métastase hépatique du segment I. Volume segmenté : 13,5 mL.", "liver present volume_ml=13.5"),
    ("size-alone", "Métastase de L4, mur postérieur bombant. 32 mm.", "spine present levels=L4 size_mm=32"),
    ("relapse-list-below", "Rechute\n- juillet 2021 : os (bassin, L5) et plèvre D.", "bone present; pleura present; spine present levels=L5"),
    ("total-adds-up", "TEP : 2 nodules pleuraux (12 et 8 mm), 1 ADP hilaire D 16 mm, 1 lésion du corps de T7. Biopsie pleurale : carcinome mammaire. Oligométastatique (4 lésions).", "disease present; lymph_node present size_mm=16; pleura present count=2 size_mm=12; spine present levels=T7; total 4"),
    ("telegraphic-disease", "K sein D méta os + foie", "bone present; disease present; liver present"),
    ("opposite-axilla", "Cancer du sein gauche. Ganglion axillaire droit de 11 mm, fortement suspect.", "lymph_node suspected size_mm=11"),
    ("same-axilla", "Cancer du sein gauche. Ganglion axillaire gauche de 11 mm, fortement suspect.", ""),
    ("normal-examination", "IRM cérébrale normale. Scintigraphie osseuse négative.", "bone absent; brain absent"),
    ("label-of-sites", "Extension : foie (2 lésions), os.", "bone present; liver present count=2"),
    ("sum-of-two-counts", "Une métastase hépatique de 6 cm ainsi que deux lésions plus petites.", "liver present count=3 size_mm=60"),
    ("another-counted-after-without", "Métastase de L3 sans recul du mur postérieur et une seconde lésion en T11.", "spine present count=2 levels=T11-L3"),
    ("related-node", "Adénopathies médiastinales en rapport avec le cancer du sein connu.", "lymph_node present"),

    ("chest-abdomen-bone", "SCANNER TAP DU 12/03/2024\nRésultats :\nA l'étage thoracique :\nMultiples nodules pulmonaires bilatéraux, le plus volumineux au LSG mesurant 17 mm.\nA l'étage abdominal :\nFoie : 2 lésions hypodenses des segments VII et VIII mesurées respectivement à 24 et 13 mm.\nPas de lésion surrénalienne.\nFenêtres osseuses : lésions condensantes de T6, T9 et de l'os iliaque droit.\nConclusion : aspect de métastases pulmonaires, hépatiques et osseuses.", "adrenal absent; bone present; liver present count=2 size_mm=24; lung present size_mm=17; spine present count=2 levels=T6-T9"),
    ("pet-local-disease", "TEP-TDM au 18-FDG\nThorax : hypermétabolisme du sein droit (SUVmax 14). Adénopathies axillaires droites hypermétaboliques. Pas de nodule pulmonaire. Pas d'adénopathie médiastinale.\nAbdomen-pelvis : pas de foyer hépatique ni surrénalien suspect.\nSquelette : pas de foyer osseux suspect.\nConclusion : Pas d'argument pour une localisation à distance.", "adrenal absent; bone absent; disease absent; liver absent; lung absent; lymph_node absent"),
    ("bullets-of-nodules", "On retrouve trois nodules pulmonaires devant être considérés comme secondaires :\n * lobe supérieur droit : 17 mm (16 mm le 12/03)\n * lobe moyen : 12 mm (12)\n * lobe inférieur gauche : 9 mm (8)", "lung present count=3 size_mm=17"),
    ("target-lesions", "Lésions cibles RECIST :\n- segment VI hépatique : 34 mm\n- nodule LSD : 15 mm\nLésions non cibles : os, plèvre", "bone present; liver present size_mm=34; lung present size_mm=15; pleura present"),
    ("ticked-boxes", "Localisation(s) : [x] os [x] foie [ ] poumon [ ] cerveau", "bone present; liver present"),
    ("boxes-behind", "Siège des métastases : Os ☒ Foie ☐ Poumon ☒", "bone present; lung present"),
    ("list-with-counts", "Elle a 3 mets : 1 foie, 1 poumon, 1 os", "bone present; liver present; lung present; total 3"),
    ("number-in-brackets", "Oligométastases (n=3) : foie, D12, surrénale D", "adrenal present; liver present; spine present levels=T12; total 3"),
    ("progression-with-new-lesions", "Progression de la maladie avec apparition de 2 nouvelles lésions hépatiques (au total 4 lésions, la plus grosse 32 mm).", "liver present count=4 size_mm=32; total 4"),
    ("change-denied", "Absence de progression des métastases osseuses.", "bone present"),
    ("change-of-disease-denied", "Pas d'évolutivité métastatique.", ""),
    ("treatment-denied", "Pas de traitement des métastases cérébrales pour le moment.", "brain present"),
    ("refuted", "L'IRM infirme la métastase hépatique suspectée au scanner.", "liver absent"),
    ("to-rule-out", "Lésion lytique de L2, métastase à éliminer.", "spine suspected levels=L2"),
    ("formally-excluded", "Une métastase hépatique ne peut être formellement éliminée.", "liver suspected"),
    ("to-be-verified", "Vérifier l'absence de métastases hépatiques avant chirurgie.", ""),
    ("subject-to", "Sous réserve de l'absence de métastase cérébrale, stéréotaxie.", ""),
    ("at-least", "Elle a au moins 6 métastases hépatiques.", "liver present"),
    ("node-and-organ", "Examen clinique : foie non palpable, pas d'adénopathie.", ""),
    ("denial-of-another-organ", "Sclérodermie cutanée limitée, sans atteinte pulmonaire.", "lung absent"),
    ("mother-of-children", "Patiente, mère de trois enfants, suivie pour un carcinome mammaire d'emblée métastatique.", "disease present synchronous=True"),
    ("receptors-behind", "Métastase vertébrale T11 d'un adénocarcinome mammaire, RE positif, RP négatif.", "spine present levels=T11"),
    ("doubt-about-the-type", "Métastase hépatique d'un carcinome mammaire (type lobulaire non exclu).", "liver present"),
    ("contralateral-in-brackets", "Adénopathie axillaire gauche (controlatérale) de 16 mm, suspecte.", "lymph_node suspected size_mm=16"),
    ("node-station", "Ganglion 4R : métastase d'un carcinome d'origine mammaire.", "lymph_node present"),
    ("none-in-figures", "Poumons : 0 nodule.", "lung absent"),
    ("other-organs-denied", "Nodule surrénalien très suspect de métastase. Pas d'autre lésion viscérale, notamment ni hépatique ni pulmonaire.", "adrenal suspected; liver absent; lung absent"),
    ("sample-of-the-document", "Nature du prélèvement : biopsie hépatique.\nConclusion : métastase d'un carcinome infiltrant.", "liver present"),
    ("pleural-cytology", "Ponction pleurale : présence de cellules adénocarcinomateuses.", "pleura present"),
    ("landmarks", "Métastase hépatique de 22 mm, à 3 mm de la plèvre et à distance du rein.", "liver present size_mm=22"),
    ("metastatic-node-list", "Cancer du sein métastatique osseux, pleural et ganglionnaire médiastinal.", "bone present; disease present; lymph_node present; pleura present"),
    ("field-distance", "Les deux vertèbres sont à distance du faisceau sus-claviculaire de 2020.", "field absent site=spine"),
    ("field-far", "Métastase pulmonaire unique à plus de 6 cm du champ mammaire.", "field absent site=lung; lung present"),
    ("field-fully-inside", "Le sternum se trouve en plein dans le champ de CMI de 2012.", "field present site=bone"),
    ("total-colon", "Métastases : 3 au total, poumon et omoplate.", "bone present; lung present; total 3"),
    ("laboratory-total", "Bilirubine totale 11 mg/L, PSA total 2,8 ng/mL", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [pytest.param(t, e, id=i) for i, t, e in REPORTS])
def test_reports_and_turns_of_phrase(extractor, text, expected):
    _check(extractor, text, expected)


@pytest.mark.parametrize(("text", "expected"), [pytest.param(t, e, id=i) for i, t, e in PRESENT])
def test_present_metastases(extractor, text, expected):
    _check(extractor, text, expected)


@pytest.mark.parametrize(("text", "expected"), [pytest.param(t, e, id=i) for i, t, e in ABSENT])
def test_absent_metastases(extractor, text, expected):
    _check(extractor, text, expected)


@pytest.mark.parametrize(("text", "expected"), [pytest.param(t, e, id=i) for i, t, e in SUSPECTED])
def test_suspected_metastases(extractor, text, expected):
    _check(extractor, text, expected)


@pytest.mark.parametrize(("text", "expected"), [pytest.param(t, e, id=i) for i, t, e in MIXED])
def test_several_statements(extractor, text, expected):
    _check(extractor, text, expected)


@pytest.mark.parametrize(("text", "expected"), [pytest.param(t, e, id=i) for i, t, e in NOTHING])
def test_no_fact(extractor, text, expected):
    _check(extractor, text, expected)


@pytest.mark.parametrize(("text", "expected"), [pytest.param(t, e, id=i) for i, t, e in DISEASE])
def test_disease_as_a_whole(extractor, text, expected):
    _check(extractor, text, expected)


def _matrix() -> list:
    lines = Path(__file__).with_name("metastases.tsv").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines]
    return [
        pytest.param(
            text.replace("\\n", "\n").replace("\\t", "\t"), expected, id=f"{family}-{number}"
        )
        for number, (family, text, expected) in enumerate(cells, 1)
    ]


@pytest.mark.parametrize(("text", "expected"), _matrix())
def test_ways_of_writing(extractor, text, expected):
    _check(extractor, text, expected)
