"""Histology, grade, TNM, stage and size of the breast tumour in French sentences.

Expected facts are written "key value attributes ...", in the order of the text; the
specimen is left out when it is the primary tumour.
"""

from __future__ import annotations

import pytest

from assistant.extraction import staging
from criteria.facts import Fact

HISTOLOGY = [
    ("Carcinome canalaire in situ de haut grade de 35 mm.", "histology dcis"),
    ("CCIS de grade nucléaire 3.", "histology dcis"),
    ("Carcinome mucineux du sein droit.", "histology mucinous"),
    ("Carcinome papillaire infiltrant.", "histology other_invasive"),
    ("Carcinome médullaire du sein.", "histology other_invasive"),
    ("Pas de carcinome lobulaire. Carcinome infiltrant TNS.", "histology nst"),
    ("Métastase hépatique d'un carcinome canalaire infiltrant.", "histology nst metastasis"),
    (
        "Biopsie hépatique : carcinome lobulaire, RE 80 %, RP 0 %, HER2 0.",
        "histology lobular metastasis",
    ),
    ("Type histologique : lobulaire infiltrant", "histology lobular"),
    ("Carcinome infiltrant à différenciation apocrine.", "histology apocrine"),
    ("Carcinome infiltrant micropapillaire.", "histology micropapillary"),
    ("Carcinome infiltrant mixte, canalaire et lobulaire.", "histology mixed"),
    (
        "Biopsie d'une adénopathie axillaire gauche : métastase d'un carcinome canalaire, RE 90 %, RP 80 %, HER2 0.",
        "histology nst",
    ),
    (
        "Biopsie ostéo-médullaire : envahissement par un carcinome lobulaire, RE 100 %.",
        "histology lobular metastasis",
    ),
    ("Biopsie sous-claviculaire : CCI RE 90.", "histology nst"),
]

GRADES = [
    ("Grade SBR : III (3+3+2).", "grade 3"),
    ("Elston-Ellis : 3 + 2 + 2 = 7, soit grade II.", "grade 2"),
    ("SBR 3+3+3 = 9, grade 3.", "grade 3"),
    ("Grade histopronostique de Scarff-Bloom-Richardson : 1.", "grade 1"),
    ("Grade d'Elston et Ellis : 2.", "grade 2"),
    ("Grade 2 de Nottingham.", "grade 2"),
    ("Histologie : adénocarcinome lobulaire, grade EE 2.", "histology lobular; grade 2"),
    ("Carcinome infiltrant de type mucineux, SBR 1.", "histology mucinous; grade 1"),
    ("Carcinome métaplasique grade III.", "histology metaplastic; grade 3"),
    ("SBR : 2", "grade 2"),
    ("Gr. II de SBR", "grade 2"),
    ("Grade SBR   1 ☐   2 ☒   3 ☐", "grade 2"),
    ("Score EE = 8 (3+3+2) : grade III", "grade 3"),
    (
        "Père : cancer de la prostate. Patiente : CCI grade 3, RE 0, RP 0, HER2 0.",
        "histology nst; grade 3",
    ),
]

TNM = [
    ("Cancer du sein T1cN0M0.", "t T1c; n N0; m M0"),
    ("Cancer du sein cT2cN1cM0.", "t cT2; n cN1; m cM0"),
    ("Cancer du sein T2pN1a.", "t T2; n pN1a"),
    (
        "Carcinome lobulaire infiltrant du sein gauche, pT3 pN2a M1, stade IV.",
        "histology lobular; t pT3; n pN2a; m M1; stage IV",
    ),
    ("K sein D T2N1M0 en 2015, mastectomie.", "t T2; n N1; m M0"),
    ("Classée T4d N2 M0.", "t T4d; n N2; m M0"),
    ("TNM : cT3N1M1.", "t cT3; n N1; m M1"),
    ("cancer du sein gauche ct2n0m0 sbr3", "t cT2; n N0; m M0; grade 3"),
    ("TUMEUR DU SEIN GAUCHE CLASSEE PT2 PN1 M0 GRADE III", "t pT2; n pN1; m M0; grade 3"),
    ("ypT0 ypN0 après chimiothérapie.", "t ypT0; n ypN0"),
    ("ypT1a(m) N1mi(sn)", "t ypT1a(m); n N1mi(sn)"),
    ("pT1b (m) pN0 (i+) (sn)", "t pT1b(m); n pN0(i+)(sn)"),
    ("pTis N0", "t pTis; n N0"),
    ("Cancer du sein stade IIIA.", "stage IIIA"),
    ("Cancer du sein de stade IIB opéré.", "stage IIB"),
    (
        "Adénocarcinome mammaire infiltrant, RO 100 % RP 10 % HER2 score 1+ ki67 15 %, T1c N0 M0.",
        "t T1c; n N0; m M0",
    ),
    ("Nodule classé ACR5, cT1c N0.", "t cT1c; n N0"),
    ("pT2 (m) N2a (5N+/15) Mx", "t pT2(m); n N2a; m Mx"),
    ("ypT1c(m) ypN1a(sn) M0", "t ypT1c(m); n ypN1a(sn); m M0"),
    ("rpT1 N0", "t rpT1; n N0"),
    ("cT4dN3M1", "t cT4d; n N3; m M1"),
    ("uT3N1", "t uT3; n N1"),
    ("TNM cT2 cN1 cMO", "t cT2; n cN1; m cM0"),
    ("T2N1 M0, stade IIB", "t T2; n N1; m M0; stage IIB"),
    ("Carcinome du sein gauche, stade clinique IIIC.", "stage IIIC"),
    ("Cancer du sein stade 4 d'emblée.", "stage IV"),
    ("Addendum : lire pT1c à la place de pT2.", "t pT1c"),
    (
        "Carcinome bronchique cT1bN0M0 opéré en 2018. Cancer du sein pT1cN0 en 2010.",
        "t pT1c; n N0",
    ),
    ("Cancer du sein pT1cN0 en 2010 ; cancer du côlon pT3N1 en 2019.", "t pT1c; n N0"),
    (
        "Elle a été opérée d'un carcinome lobulaire infiltrant du sein droit (T2N1M0, grade 2, RH+, HER2 négatif).",
        "histology lobular; t T2; n N1; m M0; grade 2",
    ),
]

SIZES = [
    (
        "Carcinome infiltrant de type non spécifique du sein droit de 24 mm, grade II SBR, pT2N1aM0.",
        "histology nst; tumor_size 24 right; grade 2; t pT2; n N1a; m M0",
    ),
    (
        "CCI de 18 mm, grade 2 (EE), pT1c pN0(sn), emboles absents.",
        "histology nst; tumor_size 18; grade 2; t pT1c; n pN0(sn)",
    ),
    (
        "Microbiopsie d'un nodule de 15 mm du QSE du sein gauche : carcinome mixte canalaire et lobulaire.",
        "tumor_size 15 left; histology mixed",
    ),
    (
        "Mammographie : opacité spiculée de 2,2 cm du quadrant supéro-externe droit. Échographie : nodule hypoéchogène de 19 x 14 mm. Ganglion axillaire de 12 mm.",
        "tumor_size 22 right; tumor_size 19 right",
    ),
    ("Sein gauche : masse de 4 cm à l'union des quadrants externes.", "tumor_size 40 left"),
    ("La tumeur mesure 3,5 cm de grand axe à l'IRM mammaire.", "tumor_size 35"),
    (
        "Pièce de tumorectomie de 8 x 6 x 3 cm contenant une tumeur de 22 mm à 4 mm de la berge profonde.",
        "tumor_size 22",
    ),
    ("Tumeur classée cT2 (28 mm en IRM) cN0.", "t cT2; tumor_size 28; n cN0"),
    ("Taille tumorale : 25 mm", "tumor_size 25"),
    ("Il persiste un résidu tumoral de 8 mm dans le sein droit.", "tumor_size 8 right"),
    (
        "Foyer principal de 14 mm et second foyer de 9 mm dans le QIE droit.",
        "tumor_size 14 right; tumor_size 9 right",
    ),
    ("Carcinome bifocal du sein droit : 12 et 8 mm.", "tumor_size 12 right; tumor_size 8 right"),
    ("Carcinome infiltrant de 2 foyers mesurant 15 mm et 9 mm.", "tumor_size 15; tumor_size 9"),
    ("Lésion du sein droit de 22mm, ACR5.", "tumor_size 22 right"),
    (
        "IRM mammaire bilatérale.\nSein gauche : masse de 22 mm de l'union des quadrants internes, nodule satellite de 6 mm.",
        "tumor_size 22 left",
    ),
    (
        "Le carcinome canalaire infiltrant de grade 3 mesure 18 mm.",
        "histology nst; tumor_size 18; grade 3",
    ),
    ("Adénocarcinome tubulaire de 7 mm.", "histology tubular; tumor_size 7"),
    ("CLI de 3 cm du QIE droit", "histology lobular; tumor_size 30 right"),
    (
        "La taille tumorale est corrigée : 12 mm et non 21 mm (carcinome du sein gauche).",
        "tumor_size 12 left",
    ),
    ("Nodule du sein gauche de 12 mm, ACR 4, et nodule hépatique de 9 mm.", "tumor_size 12 left"),
    ("À 3 cm du mamelon, masse de 17 mm.", "tumor_size 17"),
    ("La tumeur de 3 cm est située à 2 cm du mamelon.", "tumor_size 30"),
    (
        "Bloc A : tumeur de 25 mm, marge latérale 3 mm, ganglion sentinelle avec macrométastase de 4 mm.",
        "tumor_size 25",
    ),
    (
        "Mastectomie droite : CCI de 40 mm grade 3, RE 80 %. Récidive pariétale en 2020 : RE 50 %.",
        "histology nst; tumor_size 40 right; grade 3",
    ),
    (
        "Cancer du sein gauche traité en 2011 (CCI 22 mm, grade II, RO 90 %, RP 60 %, HER2 0, 2N+/14).",
        "histology nst; tumor_size 22 left; grade 2",
    ),
    (
        "Carcinome infiltrant du sein D de 3,2 cm, SBR II, pT2N1(2/14)M0.",
        "tumor_size 32 right; grade 2; t pT2; n N1; m M0",
    ),
    (
        "Cancer du sein G en 2014 pT2 (25 mm) N1 (2N+/12) M0 SBR2 RE+ RP+ HER2-.",
        "t pT2; tumor_size 25 left; n N1; m M0; grade 2",
    ),
    ("Tumeur primitive du sein gauche de 3 cm, cT2N0.", "tumor_size 30 left; t cT2; n N0"),
    (
        "À l'examen, masse de 5 cm du QSE droit, adénopathie axillaire de 2 cm.",
        "tumor_size 50 right",
    ),
    ("Le nodule mammaire mesure actuellement 12 mm (contre 25 mm).", "tumor_size 12"),
    ("IRM mammaire : rehaussement non-masse de 45 mm.", "tumor_size 45"),
    ("Sein D QSE 17mm ACR5", "tumor_size 17 right"),
    ("Nodule du QSE du sein droit passant de 32 à 18 mm après 3 cycles.", "tumor_size 18 right"),
    ("Tumeur bourgeonnante de 7 cm ulcérée à la peau.", "tumor_size 70"),
    (
        "Sein gauche : lésion de 14 mm à 3 cm du mamelon ; à 15 mm en dedans, lésion de 9 mm.",
        "tumor_size 14 left; tumor_size 9 left",
    ),
]

NOT_FACTS = [
    ("Adénocarcinome du côlon pT3N1 en 2010.", ""),
    ("IRM : hypersignal T2 et hyposignal T1 du corps de L3.", ""),
    ("Métastases de T8 et T11.", ""),
    ("Insuffisance rénale chronique stade III.", ""),
    ("Dyspnée stade II de la NYHA.", ""),
    ("Neuropathie de grade 2, mucite grade 1.", ""),
    ("Nodule hépatique de 25 mm du segment VI.", ""),
    ("Pose d'une CCI le 12/03.", ""),
    ("Sa tante a eu un carcinome lobulaire.", ""),
    ("Compatible avec un carcinome lobulaire, à confirmer.", ""),
    ("Carcinome lobulaire ?", ""),
    ("Escarre de stade II au talon.", ""),
    ("Reconstruction : coque stade III de Baker.", ""),
    ("Carcinome infiltrant de haut grade.", ""),
    ("Bilan à M1 et M3, TDM à N+1.", ""),
    ("Constantes : T 36,8, TA 12/8, pouls 80.", ""),
    ("G2P2, IVG 1.", ""),
    ("IRM : T2 FLAIR, T1 gado, pas de lésion.", ""),
    ("Patiente vue à M1 de la chimiothérapie.", ""),
    ("Douleur EVA 3, grade 2.", ""),
    ("Toxicité : asthénie G2, neuropathie grade 1, mucite de grade 3.", ""),
    ("Cycle 1 : C1J1, T+1.", ""),
    ("Lymphœdème du membre supérieur stade II.", ""),
    ("Mélanome SSM Breslow 1,2 mm, pT2a N0.", ""),
    ("Adénocarcinome prostatique Gleason 7, pT2c N0.", ""),
    ("CHC de 30 mm du segment V.", ""),
    ("Cancer de l'endomètre de grade 2 stade IA en 2016.", ""),
    ("Nodule thyroïdien de 12 mm, ganglion de 8 mm, kyste de 20 mm.", ""),
    ("Lésion hépatique du segment IV de 22 mm.", ""),
    ("Métastase vertébrale de 18 mm.", ""),
    ("Fibroadénome de 15 mm.", ""),
    ("Cicatrice de 6 cm.", ""),
    ("Tumorectomie de 55 g mesurant 7 x 6 x 3 cm.", ""),
    ("Récepteurs aux androgènes positifs 90 %.", ""),
    ("GATA3 + ER + PR -", ""),
    ("Traitement par œstrogènes vaginaux positifs sur les symptômes.", ""),
    ("PD-L1 négatif, Ki67 non évaluable.", ""),
    ("Stéatose hépatique de grade 2.", ""),
    ("CCI posée en jugulaire droite.", ""),
    ("Index de Charlson CCI 5.", ""),
]


def _line(fact: Fact) -> str:
    parts = [fact.key, str(fact.value)]
    for name in ("side", "specimen"):
        value = fact.attrs.get(name)
        if value is None or value == "primary":
            continue
        parts.append(str(value))
    return " ".join(parts)


def _summary(extractor, text: str) -> str:
    return "; ".join(_line(fact) for fact in staging.read(extractor.analyse(text)))


def _cases(rows):
    return [
        pytest.param(text, expected, id=text[:48].replace("\n", " ").replace("\t", " "))
        for text, expected in rows
    ]


@pytest.mark.parametrize(("text", "expected"), _cases(HISTOLOGY))
def test_histology(extractor, text, expected):
    assert _summary(extractor, text) == expected


@pytest.mark.parametrize(("text", "expected"), _cases(GRADES))
def test_grade(extractor, text, expected):
    assert _summary(extractor, text) == expected


@pytest.mark.parametrize(("text", "expected"), _cases(TNM))
def test_tnm_and_stage(extractor, text, expected):
    assert _summary(extractor, text) == expected


@pytest.mark.parametrize(("text", "expected"), _cases(SIZES))
def test_tumor_size(extractor, text, expected):
    assert _summary(extractor, text) == expected


@pytest.mark.parametrize(("text", "expected"), _cases(NOT_FACTS))
def test_what_is_no_fact(extractor, text, expected):
    assert _summary(extractor, text) == expected


def test_the_side_of_a_specimen_is_that_of_its_letter(extractor):
    text = (
        "Laboratoire d'anatomie pathologique\n"
        "A  tumorectomie droite\n"
        "B  mastectomie gauche\n\n"
        "Macroscopie\n"
        "A  72 g. Nodule blanc de 14 mm.\n"
        "B  655 g. Tumeur stellaire de 41 mm.\n"
    )
    sizes = [
        (f.value, f.attrs["side"]) for f in extractor.extract(text).facts if f.key == "tumor_size"
    ]
    assert sizes == [(14, "right"), (41, "left")]


def test_a_second_diagnosis_replaces_the_first(extractor):
    text = (
        "Tu avais porté le diagnostic de carcinome du sein droit NST, grade II.\n"
        "Après relecture je propose les modifications suivantes.\n"
        "Il s'agit d'un carcinome mucineux du sein droit, grade I."
    )
    found = [
        (f.key, f.value) for f in extractor.extract(text).facts if f.key in ("histology", "grade")
    ]
    assert found == [("histology", "mucinous"), ("grade", 1)]


def test_a_corrected_size_is_the_only_one(extractor):
    text = (
        "Résultat : résidu infiltrant du sein gauche de 14 mm, ypT1c.\n\n"
        "ADDENDUM : le résidu mesure 4 mm et non 14 mm, lire ypT1a à la place de ypT1c."
    )
    found = [f.value for f in extractor.extract(text).facts if f.key in ("tumor_size", "t")]
    assert found == [4, "ypT1a"]
