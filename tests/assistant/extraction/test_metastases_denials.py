"""What denies a metastasis, and what speaks of one that is there, whatever the organ."""

from __future__ import annotations

import pytest

from assistant.extraction import metastases

ORGANS = [
    ("hépatique", "du foie", "hépatiques"),
    ("osseuse", "des os", "osseuses"),
    ("cérébrale", "du cerveau", "cérébrales"),
]
DENIED = [
    "Pas de métastase {0}.",
    "Absence de métastase {0}.",
    "Aucune métastase {0}.",
    "Aucune métastase {0} n'est retrouvée.",
    "Aucune métastase {0} n'a été mise en évidence.",
    "On ne retrouve pas de métastase {0}.",
    "On ne met pas en évidence de localisation secondaire {0}.",
    "Il n'existe pas de lésion secondaire {0}.",
    "Il n'y a pas de métastases {2}.",
    "Je n'ai pas vu de métastase {0}.",
    "Le scanner ne montre ni métastase {0} ni ascite.",
    "Le scanner n'objective pas de métastases {2}.",
    "Le scanner ne retrouve aucune métastase {1}.",
    "L'examen ne révèle plus de métastase {0}.",
    "Pas d'argument pour une métastase {0}.",
    "Pas d'image évocatrice de métastase {0}.",
    "Pas de nodule suspect de métastase {0}.",
    "Sans métastase {0} décelable.",
    "Exempt de métastase {0}.",
    "Indemne de métastase {0}.",
    "Négatif pour une métastase {0}.",
    "Métastases {2} : non.",
    "Métastases {2} : absentes.",
    "Métastases {2} : 0.",
    "Métastases {2} : néant.",
    "Métastase {0} (-).",
    "Métastase {0} exclue.",
    "L'hypothèse d'une métastase {0} est écartée.",
    "Métastase {0} éliminée par la biopsie.",
    "Métastases {2} non retrouvées.",
    "Métastase {0} non confirmée.",
    "Pas de secondarisme {0}.",
    "Ø méta {0}.",
    "0 méta {0}.",
    "no méta {0}.",
    "pas de mets {2}",
    "pas de méta {0} ni d'ascite",
    "Pas d'adénopathie, pas de métastase {0}.",
    "Ni ascite, ni métastase {0}.",
    "Nous n'avons retrouvé aucun argument en faveur d'une métastase {0}.",
    "La TEP écarte une métastase {0}.",
    "La biopsie infirme la métastase {0}.",
    "Il ne s'agit pas d'une métastase {0}.",
    "Lésion {0} : il ne s'agit pas d'une métastase.",
    "Lésion {0} bénigne, pas une métastase.",
    "Nodule {0} correspondant à un angiome et non à une métastase.",
    "Absence totale de localisation secondaire {0}.",
    "Absence d'atteinte métastatique {0}.",
    "Pas d'atteinte {0}.",
    "Métastase {0} jamais documentée.",
    "On élimine formellement une métastase {0}.",
    "Jamais de métastase {0}.",
    "Le diagnostic de métastase {0} n'a pas été retenu.",
    "La métastase {0} suspectée en mai n'est pas confirmée.",
    "La suspicion de métastase {0} n'est pas confirmée par l'IRM.",
    "Pas plus de métastase {0} que d'ascite.",
    "Aucune lésion {0} suspecte, aucune métastase.",
    "Sans adénopathie ni métastase {0}.",
    "Elle n'a pas de métastase {0}.",
    "Elle n'a jamais eu de métastase {0}.",
    "Il n'a pas été retrouvé de métastase {0}.",
    "PAS DE METASTASE {0}",
    "Bilan : métastases {2} absentes, ganglions négatifs.",
    "Scanner normal : pas de méta {0}, pas d'ADP.",
    "Nodule {0} stable depuis 10 ans : ce n'est pas une métastase.",
    "Le caractère métastatique de la lésion {0} est exclu.",
    "Lésion {0} sans caractère métastatique.",
    "Lésion {0} non métastatique.",
    "Recherche de métastase {0} négative.",
    "Pas de progression, pas de métastase {0} nouvelle.",
    "Absence de localisation néoplasique {0}.",
    "Risque de métastase {0}.",
    "Prévention des métastases {2}.",
    "À la recherche de métastases {2}.",
    "Si métastase {0}, TEP.",
    "Question : métastase {0} ?",
]
THERE = [
    "Métastase {0} connue.",
    "Métastases {2} stables.",
    "Métastases {2} en progression.",
    "Pas de progression des métastases {2}.",
    "Pas d'évolution de la métastase {0}.",
    "Métastases {2} non biopsiées.",
    "Métastase {0} non accessible à la chirurgie.",
    "Métastases {2} sans fracture.",
    "Métastase {0}, sans autre localisation.",
    "Pas de nouvelle lésion ; métastases {2} inchangées.",
    "Métastases {2} traitées par chimiothérapie, non opérées.",
    "Métastase {0} prouvée histologiquement.",
    "La biopsie confirme la métastase {0}.",
    "Apparition d'une métastase {0}.",
    "Persistance des métastases {2}.",
    "Les métastases {2} n'ont pas augmenté.",
    "Les métastases {2} ne sont pas menaçantes.",
    "En dehors de la métastase {0} connue, pas d'anomalie.",
    "Pas d'autre lésion que la métastase {0}.",
    "Maladie limitée à une métastase {0}.",
    "Hormis une métastase {0}, le bilan est normal.",
    "Douleurs en rapport avec une métastase {0}.",
    "Cancer du sein avec métastase {0} synchrone.",
    "Méta {0} sous létrozole.",
    "La patiente a développé une métastase {0}.",
    "Diagnostic de métastase {0} en 2021.",
    "Atteinte secondaire {0} confirmée.",
    "L'imagerie met en évidence une localisation secondaire {0}.",
    "Présence de métastases {2}.",
    "Métastases {2} : oui.",
    "Métastases {2} (+).",
]


def _values(extractor, sentence: str) -> list[list[str]]:
    """What each organ's sentence says of metastases."""
    return [
        [
            str(fact.value)
            for fact in metastases.read(extractor.analyse(sentence.format(*organ)))
            if fact.key == "metastasis"
        ]
        for organ in ORGANS
    ]


@pytest.mark.parametrize("sentence", DENIED)
def test_a_denied_metastasis_is_never_there(extractor, sentence):
    values = [value for said in _values(extractor, sentence) for value in said]
    assert not {"present", "suspected"} & set(values)


@pytest.mark.parametrize("sentence", THERE)
def test_what_is_denied_of_a_metastasis_leaves_it_there(extractor, sentence):
    assert _values(extractor, sentence) == [["present"]] * len(ORGANS)
