"""The spine: what threatens the cord, stability, the canal, lying flat."""

from __future__ import annotations

import pytest

from tests.reading import said

CORD = [
    ("Pas de compression médullaire ni de syndrome de la queue de cheval.", ["cauda_equina absent", "cord_compression absent"]),
    ("Absence de compression du cordon médullaire ou de la queue de cheval.", ["cauda_equina absent", "cord_compression absent"]),
    ("Compression médullaire en T8 avec hypersignal de la moelle.", ["cord_compression present"]),
    ("Épidurite compressive en regard de D10.", ["cord_compression present"]),
    ("Épidurite non compressive.", ["cord_compression absent"]),
    ("Cordon médullaire libre.", ["cord_compression absent"]),
    ("Moelle comprimée en T4.", ["cord_compression present"]),
    ("Atteinte de T9, Bilsky 3.", ["cord_compression present"]),
    ("Atteinte de T9, Bilsky 1b.", []),
    ("PAS DE COMPRESSION MEDULLAIRE", ["cord_compression absent"]),
    ("Queue de cheval libre.", ["cauda_equina absent"]),
    ("Le syndrome de la queue de cheval est absent.", ["cauda_equina absent"]),
    ("Syndrome de la queue de cheval débutant.", ["cauda_equina present"]),
    ("Suspicion de compression médullaire.", ["cord_compression suspected"]),
    ("Compression médullaire probable en D5.", ["cord_compression suspected"]),
    ("Sans compression médullaire mais avec épidurite.", ["cord_compression absent"]),
    ("Lésions d'allure secondaire de T11, tassement, pas de compression médullaire.", ["cord_compression absent"]),
    ("Risque de compression médullaire.", []),
    ("Antécédent de compression médullaire opérée en 2019.", []),
    ("Radiothérapie en urgence en cas de compression médullaire.", []),
    ("Compression radiculaire L5.", []),
    ("Cône terminal en regard de L1, racines de la queue de cheval visibles.", []),
    ("Indication : compression médullaire ?\n\nIRM DU RACHIS\nRésultats : fourreau dural respecté.", []),
]  # fmt: skip

DEFICIT = [
    ("Pas de déficit sensitivo-moteur.", ["neuro_deficit absent"]),
    ("Absence de déficit neurologique.", ["neuro_deficit absent"]),
    ("Sans déficit moteur ni sensitif.", ["neuro_deficit absent"]),
    ("Pas de trouble sensitivo-moteur.", ["neuro_deficit absent"]),
    ("Examen neurologique sans particularité.", ["neuro_deficit absent"]),
    ("Patiente neurologiquement intacte.", ["neuro_deficit absent"]),
    ("Neuro : RAS.", ["neuro_deficit absent"]),
    ("Paraparésie cotée à 3/5.", ["neuro_deficit present"]),
    ("Steppage du pied droit.", ["neuro_deficit present"]),
    ("Déficit moteur du membre inférieur gauche.", ["neuro_deficit present"]),
    ("Consulter en urgence en cas de déficit moteur.", []),
    ("Déficit en vitamine D.", []),
    ("Déficit en DPD recherché.", []),
    ("Hémiparésie séquellaire d'un AVC.", []),
    ("Paralysie faciale ancienne, neuropathie de grade 1.", []),
]

STABILITY = [
    ("Score SINS à 14/18.", ["spinal_instability present"]),
    ("SINS = 5.", ["spinal_instability absent"]),
    ("SINS (T10) : 6", ["spinal_instability absent"]),
    ("Score SINS : 9, potentiellement instable.", []),
    ("SINS < 7", ["spinal_instability absent"]),
    (
        "Score SINS pour T9\n   localisation ...... 3\n   douleur .......... 3\n   TOTAL ............ 13 / 18",
        ["spinal_instability present"],
    ),
    ("Pas de signe d'instabilité rachidienne.", ["spinal_instability absent"]),
    ("Fracture instable de L2.", ["spinal_instability present"]),
    ("Rachis stable, pas de recul du mur postérieur de T8.", ["spinal_instability absent"]),
    ("Rachis stable par rapport à l'examen précédent.", []),
    ("Lésions rachidiennes stables.", []),
    ("Instabilité hémodynamique. Instabilité microsatellitaire.", []),
    ("Instabilité à la marche, atteinte rachidienne.", []),
]

CANAL = [
    ("Recul du mur postérieur réduisant de 30 % le canal rachidien.", ["canal_invasion 30 %"]),
    ("Envahissement canalaire estimé à 20-25 %.", ["canal_invasion 25 %"]),
    ("Pas d'envahissement intracanalaire.", ["canal_invasion 0 %"]),
    ("Canal médullaire libre.", ["canal_invasion 0 %"]),
    ("Épidurite amputant 40 % de la surface canalaire.", ["canal_invasion 40 %"]),
    ("Envahissement du canal supérieur à 20 %.", []),
    ("Tassement de 40 % du corps de L1 avec envahissement du canal.", []),
    ("Sténose canalaire dégénérative de 50 %.", []),
    ("Canal lombaire étroit constitutionnel.", []),
    ("Atteinte de quatre vertèbres contiguës (T6 à T9).", ["contiguous_vertebrae 4"]),
    ("3 étages adjacents atteints.", ["contiguous_vertebrae 3"]),
    ("Atteinte contiguë de 3 vertèbres.", ["contiguous_vertebrae 3"]),
    ("Trois vertèbres non contiguës.", []),
]

EXAMINATION = [
    (
        "Examen neurologique du 12/03/2024 : force conservée.",
        ["neuro_deficit absent", "neuro_exam_date 2024-03-12"],
    ),
    ("Examen neurologique complet le 5 mars 2024.", ["neuro_exam_date 2024-03-05"]),
    (
        "Clinique du 13/10/2025 : OMS 1, examen neuro sans déficit.",
        ["neuro_deficit absent", "neuro_exam_date 2025-10-13"],
    ),
    (
        "Consultation du 12/11/2024\n\nExamen de ce jour\nOMS 1. Aucun déficit neurologique.",
        ["neuro_deficit absent", "neuro_exam_date 2024-11-12"],
    ),
    ("Examen neurologique à refaire le 12/03/2024.", []),
    ("Examen neurologique sans déficit, IRM du 12/03/2024.", ["neuro_deficit absent"]),
]

LYING = [
    ("Elle ne peut pas s'allonger à plat en raison des douleurs.", ["lies_flat absent"]),
    ("Elle supporte bien le décubitus dorsal pendant 45 minutes.", ["lies_flat present"]),
    ("Le décubitus dorsal est impossible.", ["lies_flat absent"]),
    ("Elle tient allongée sans difficulté.", ["lies_flat present"]),
    ("Le décubitus prolongé n'est pas supportable.", ["lies_flat absent"]),
    ("Décubitus dorsal strict bien toléré.", ["lies_flat present"]),
    ("Elle n'a pas pu rester sur le dos plus de 12 minutes.", ["lies_flat absent"]),
    ("Installation en décubitus dorsal.", []),
    ("Douleur majorée en décubitus.", []),
]


@pytest.mark.parametrize(
    ("text", "expected"), CORD + DEFICIT + STABILITY + CANAL + EXAMINATION + LYING
)
def test_the_spine_as_it_is_worded(extractor, text, expected):
    assert said(extractor, text, "spine") == expected


def test_an_answer_prevails_over_the_question(extractor):
    text = "Compression médullaire ?\n\nConclusion : pas de compression médullaire."
    assert said(extractor, text, "spine") == ["cord_compression absent"]


def test_a_finding_prevails_over_a_free_level(extractor):
    text = "Pas de compression médullaire en cervical. Compression médullaire en T8."
    assert said(extractor, text, "spine") == ["cord_compression present"]


@pytest.mark.parametrize(
    "text",
    [
        "Déficit partiel en DPD.",
        "La capécitabine est écartée (déficit complet en G6PD).",
        "Déficit immunitaire connu.",
    ],
)
def test_a_deficiency_is_no_neurological_deficit(extractor, text):
    assert not [fact for fact in extractor.extract(text).facts if fact.key == "neuro_deficit"]
