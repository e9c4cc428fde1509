"""The specimen that a finding was read on: primary tumour or metastasis."""

from __future__ import annotations

import pytest

from assistant.extraction.specimen import Specimens

CASES = [
    ("breast-biopsy", "Microbiopsie du sein droit : |RE 90 %.", "primary"),
    ("operative-piece", "Mastectomie gauche en 2012 : |RE 90 %.", "primary"),
    ("liver-biopsy", "La biopsie hépatique retrouve un carcinome |RE 90 %.", "metastasis"),
    ("bone-biopsy", "Biopsie iliaque du 3 mars : |RE 90 %.", "metastasis"),
    ("lung-nodule", "Ponction transthoracique du nodule lobaire inférieur : |RE 90 %.", "metastasis"),
    ("pleural-fluid", "Cytologie du liquide pleural : |RE 90 %.", "metastasis"),
    ("node-of-the-mediastinum", "EBUS station 7, cytobloc : |RE 90 %.", "metastasis"),
    ("node-of-the-armpit", "Cytoponction axillaire droite : |RE 90 %.", "primary"),
    ("metastasis-of-a-carcinoma", "Il s'agit d'une métastase d'un carcinome mammaire, |RE 90 %.", "metastasis"),
    ("breast-origin", "Cellules carcinomateuses d'origine mammaire, |RE 90 %.", "metastasis"),
    ("rebiopsy", "Rebiopsie à la progression : |RE 90 %.", "metastasis"),
    ("weak-cue-after-sampling", "La biopsie du foie montre un carcinome du sein |RE 90 %.", "metastasis"),
    ("back-to-the-primary", "Biopsie du foie RE 10 %, alors que la tumeur primitive était |RE 90 %.", "primary"),
    ("behind-it", "Les |RE étaient à 90 % sur la pièce de mastectomie, il existe des métastases.", "primary"),
    ("sentence-before", "Biopsie du foie le 3 mars. Carcinome peu différencié, |RE 90 %.", "metastasis"),
    ("no-metastasis-anywhere", "Tumeur de grade 2, |RE 90 %. Bilan d'extension sans métastase.", "primary"),
    ("unknown-in-a-metastatic-patient", "Maladie métastatique depuis 2019, |RE 90 %.", None),
    ("denied-biopsy", "Pas de biopsie hépatique. Mastectomie en 2012 : |RE 90 %.", "primary"),
    ("breast-imaging", "MAMMOGRAPHIE BILATÉRALE\nSœur métastatique. Contexte : |RE 90 %.", "primary"),
]  # fmt: skip
"""Name, text with "|" before the finding, specimen."""


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in CASES])
def test_specimen(extractor, text, expected):
    offset = text.index("|")
    letter = extractor.analyse(text.replace("|", ""))
    assert Specimens(letter).at(offset) == expected


def test_a_report_on_a_metastasis_examines_it(extractor):
    text = (
        "LABORATOIRE D'ANATOMIE PATHOLOGIQUE\n\n"
        "Renseignements cliniques : mastectomie en 2012.\n\n"
        "Prélèvement : biopsie hépatique, 3 fragments fixés en formol.\n\n"
        "Immunohistochimie\n"
        "Récepteurs aux œstrogènes : 30 %"
    )
    specimens = Specimens(extractor.analyse(text))
    assert (specimens.examined, specimens.at(len(text) - 5)) == ("metastasis", "metastasis")


def test_the_receptors_of_the_disease_are_of_no_specimen(extractor):
    letter = extractor.analyse("Cancer du sein gauche RH+. Métastases osseuses.")
    specimens = Specimens(letter)
    at = letter.text.find("RH")
    assert (specimens.at(at), specimens.at(at, of_disease=True)) == ("primary", None)
