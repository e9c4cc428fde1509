"""Who the patient is and how the patient is: one table of sentences a theme."""

from __future__ import annotations

import pytest

from tests.reading import said


def about(extractor, text, *keys):
    return [line for line in said(extractor, text, "patient") if line.split()[0] in keys]


AGES = [
    ("Patiente âgée de 52 ans.", ["age 52"]),
    ("Pte 58a, OMS1", ["age 58"]),
    ("Mme Huguette B., 79 ans, mammectomie D en 2007, tamoxifène 5 ans.", ["age 79"]),
    ("Âge : 67 ans - Sexe : Masculin", ["age 67"]),
    ("RAVENEAU Cindy, F, 38 ans", ["age 38"]),
    ("Patient : M. BOUCHARD Luc, 04/05/1950 (74 ans)", ["age 74"]),
    ("Une femme de 61 ans est adressée pour un nodule.", ["age 61"]),
    ("Elle a 45 ans et travaille à mi-temps.", ["age 45"]),
    ("MME BERTRAND SYLVIE 61 ANS OMS 1", ["age 61"]),
    ("Cette patiente de 71 ans, dont la mère est décédée à 62 ans, va bien.", ["age 71"]),
    ("F 58 ans. K sein G.", ["age 58"]),
    ("C'est un ancien géomètre de 72 ans, bien entouré.", ["age 72"]),
    ("Mme F... B..., 57 ans, née en 1967", ["age 57"]),
    ("ÂGE ......... 72", ["age 72"]),
    ("Cancer du sein diagnostiqué à l'âge de 48 ans.", []),
    ("Ménopausée depuis 14 ans, suivie depuis 20 ans.", []),
    ("Sa sœur, âgée de 44 ans, a un cancer de l'ovaire.", []),
    ("Mère : cancer du sein à 44 ans.", []),
    ("Tamoxifène pendant 5 ans, tabac 25 ans.", []),
    ("Accompagnée de son mari, 71 ans.", []),
]

BODIES = [
    ("Pds 71kg.", ["weight 71 kg"]),
    ("Poids : 62,5 kg - Taille : 1m62.", ["height 162 cm", "weight 62.5 kg"]),
    ("Elle pèse 57 kg pour 167 cm.", ["height 167 cm", "weight 57 kg"]),
    ("82 kgs pour 1,76 m", ["height 176 cm", "weight 82 kg"]),
    ("Il pèse 88 kg pour 1 m 79.", ["height 179 cm", "weight 88 kg"]),
    ("pds 61. T 165.", ["height 165 cm", "weight 61 kg"]),
    ("Taille (cm) : 178 - Poids (kg) : 82", ["height 178 cm", "weight 82 kg"]),
    ("Poids 64,2 kg (- 2 kg) ; taille 158 cm", ["height 158 cm", "weight 64.2 kg"]),
    ("Elle est passée de 65 à 58 kg.", ["weight 58 kg"]),
    ("Poids stable à 59 kg", ["weight 59 kg"]),
    ("Pas de perte de poids (64 kg, 168 cm).", ["height 168 cm", "weight 64 kg"]),
    ("TEP du 02/10/2024 - 70 kg - glycémie 5,3 mmol/L", ["weight 70 kg"]),
    ("Elle pèse 63 kg (68 kg en janvier).", ["weight 63 kg"]),
    (
        "11/03/2025 09h IDE : poids 53,4\n12/03/2025 10h toilette\n14/03/2025 09h IDE : poids 54",
        ["weight 53.4 kg date=2025-03-11", "weight 54 kg date=2025-03-14"],
    ),
    ("Elle a perdu 26 kg en deux ans.", []),
    ("Perte de poids de 25 kg.", []),
    ("Taxol 80 mg/m2, Avastin 10 mg/kg, surface corporelle 1,73 m2.", []),
    ("Tumeur de 3 cm, pièce de 120 g.", []),
    ("Clairance 62 mL/min/1,73 m².", []),
    ("Poids habituel 65 kg.", []),
    ("Périmètre de marche limité à 150 m.", []),
]

PERFORMANCE = [
    ("OMS1", ["ecog 1"]),
    ("PS = 1", ["ecog 1"]),
    ("ECOG-PS : 2", ["ecog 2"]),
    ("Performance status OMS à 2.", ["ecog 2"]),
    ("Patiente en bon état général, OMS évalué à 0.", ["ecog 0"]),
    ("Indice OMS : 3", ["ecog 3"]),
    ("OMS 0-1", ["ecog 1"]),
    ("PS 1/4", ["ecog 1"]),
    ("OMS zéro", ["ecog 0"]),
    ("OMS II", ["ecog 2"]),
    ("OMS passé de 1 à 2.", ["ecog 2"]),
    ("Son état général est coté 1 sur l'échelle OMS.", ["ecog 1"]),
    ("A l'entrée OMS 3, à la sortie OMS 2.", ["ecog 2"]),
    ("PS 1 (Karnofsky 80%).", ["ecog 1 karnofsky=80"]),
    ("Indice de Karnofsky à 70 %.", ["ecog 1 karnofsky=70"]),
    ("KPS 60", ["ecog 2 karnofsky=60"]),
    ("Tumeur de grade 2 de l'OMS 2019.", []),
    ("Classification OMS 2012, 4e édition.", []),
    ("Carcinome de type OMS non spécifique.", []),
    ("PS : 2 ordonnances remises.", []),
    ("L'essai accepte un statut OMS ≤ 2.", []),
    ("Si l'OMS 1 se maintient, nous poursuivrons.", []),
]

FERTILITY = [
    ("Patiente ménopausée depuis 2010.", ["menopause postmenopausal"]),
    ("Non ménopausée.", ["menopause premenopausal"]),
    ("Elle n'est pas encore ménopausée.", ["menopause premenopausal"]),
    ("Statut post-ménopausique.", ["menopause postmenopausal"]),
    ("Elle est en péri-ménopause.", ["menopause perimenopausal"]),
    ("Ménopause : oui", ["menopause postmenopausal"]),
    ("Statut hormonal : préménopause.", ["menopause premenopausal"]),
    ("Ménop. OMS 1.", ["menopause postmenopausal"]),
    ("Le traitement est indiqué chez la femme ménopausée.", []),
    ("Enceinte de 22 SA.", ["pregnancy present"]),
    ("Grossesse en cours.", ["pregnancy present"]),
    ("Pas de grossesse.", ["pregnancy absent"]),
    ("Elle n'est ni enceinte ni allaitante.", ["breastfeeding absent", "pregnancy absent"]),
    ("Test de grossesse négatif.", ["pregnancy absent"]),
    ("βHCG négatifs.", ["pregnancy absent"]),
    ("Grossesse : [ ] oui [x] non   Allaitement : [ ] oui [x] non", ["breastfeeding absent", "pregnancy absent"]),
    ("Allaite actuellement son bébé.", ["breastfeeding present"]),
    ("Pas d'allaitement en cours.", ["breastfeeding absent"]),
    ("G3P2, première grossesse à 26 ans, a allaité 6 mois.", []),
    ("Allaitement maternel interrompu en décembre.", ["breastfeeding absent"]),
    ("Elle a cessé d'allaiter le jour de l'annonce.", ["breastfeeding absent"]),
    ("Allaitement de 4 mois à l'époque.", []),
    ("Désir de grossesse, contraception par stérilet.", []),
    ("Éviter tout contact avec les femmes enceintes.", []),
    ("Sa fille est enceinte.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), AGES)
def test_age(extractor, text, expected):
    assert about(extractor, text, "age") == expected


@pytest.mark.parametrize(("text", "expected"), BODIES)
def test_weight_and_height(extractor, text, expected):
    assert about(extractor, text, "weight", "height") == expected


@pytest.mark.parametrize(("text", "expected"), PERFORMANCE)
def test_performance_status(extractor, text, expected):
    assert about(extractor, text, "ecog") == expected


@pytest.mark.parametrize(("text", "expected"), FERTILITY)
def test_menopause_pregnancy_breastfeeding(extractor, text, expected):
    assert about(extractor, text, "menopause", "pregnancy", "breastfeeding") == expected
