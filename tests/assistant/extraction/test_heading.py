"""What a document says of itself: its kind and its date, by its letterhead."""

from __future__ import annotations

import pytest

DOCUMENTS = [
    ("Centre Hospitalier de Saint-Malin\nService d'oncologie médicale\n\nSaint-Malin, le 12 mars 2024\n\nMme LEROUX Martine\nNée le 04/07/1958\n\nCher confrère,\nJ'ai vu ce jour votre patiente, opérée le 3 mai 2019. IRM du 02/03/2024 : stabilité.\nDictée le 12/03/2024, tapée le 15/03/2024", "consultation", "2024-03-12"),
    ("CABINET DE RADIOLOGIE DES TILLEULS\nPatient(e) : Mme DELORME Annick   Né(e) le 30/11/1949\nExamen du 17/01/2025   Prescripteur : Dr Hamon\n\nSCANNER THORACO-ABDOMINO-PELVIEN\n\nTECHNIQUE : injection. Comparaison au 12/09/2024.\nCompte rendu validé électroniquement le 18/01/2025", "imaging", "2025-01-17"),
    ("LABORATOIRE D'ANATOMIE PATHOLOGIQUE\nNom : BRIAND   Prénom : Solenn   DDN : 03/03/1967\nPrélèvement du 14/06/2024   Reçu le 15/06/2024   Compte rendu du 21/06/2024\nBiopsie mammaire droite", "pathology", "2024-06-21"),
    ("CHU DE VALMONT - NEUROPATHOLOGIE\nDate : 29 juin 2023\nNeurochirurgien : Dr Sallenave   Intervention : 20 juin 2023\nPièce : fragments de 4 g", "pathology", "2023-06-29"),
    ("Laboratoire de Pathologie\nExamen 24-412, ponction hépatique (Dr Mouraud, 03 janvier 2024)\n\nCarcinome infiltrant.\n\nPr C. Vestrepain - le 9 janvier 2024", "pathology", "2024-01-09"),
    ("Fiche RCP sénologie\nDate de la RCP : 08/10/2024\nPatiente : MARTY Danielle, née le 25/12/1960\nPrésents : Dr Sorel, Dr Pic", "rcp", "2024-10-08"),
    ("Laboratoire BIOSUD - Biologie médicale\nMme HENRY Paulette   05/05/1955\nPrélevé le 19/11/2024 à 08:12, édité le 20/11/2024\nHémoglobine 12,1 g/dL", "biology", "2024-11-19"),
    ("HÔPITAL DE JOUR - PNEUMOLOGIE\n\nCOMPTE RENDU D'HOSPITALISATION du 19/01/2023 au 26/01/2023\nMme TESSONNEAU Raymonde, 73 ans\nMotif : dyspnée sur épanchement pleural", "discharge", "2023-01-26"),
    ("Appel / avis tél. 02.07.24 18h15 - gynéco de garde -> onco d'astreinte\n\npat. 36 ans, J21 post-partum\nécho jeudi : 52 mm", "consultation", "2024-07-02"),
    ("COMPTE RENDU DE FIN D'IRRADIATION\nMadame Brun, traitée du 03/01/2024 au 09/02/2024\nSein gauche, 50 Gy", "other", "2024-02-09"),
    ("Transmissions\n10/03  08h50  IDE : EVA 3.\n10/03  14h  appel du médecin", "nursing", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "day"), DOCUMENTS)
def test_a_letterhead_gives_the_kind_and_the_date(extractor, text, kind, day):
    extraction = extractor.extract(text)
    assert (extraction.kind, extraction.date) == (kind, day)


STAY = "Compte rendu d'hospitalisation du 19/01/2023 au 26/01/2023\nMme T., 73 ans\n"


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("OMS 3 à l'entrée, OMS 2 à la sortie.", [(2, "2023-01-26")]),
        ("À L'ENTRÉE : 38°9, OMS 3.\nÀ LA SORTIE : apyrétique, OMS 2.", [(2, "2023-01-26")]),
        ("OMS 1 à la sortie.", [(1, None)]),
    ],
)
def test_the_grade_at_the_end_of_a_stay_takes_its_date(extractor, text, grades):
    facts = [fact for fact in extractor.extract(STAY + text).facts if fact.key == "ecog"]
    assert [(fact.value, fact.attrs.get("date")) for fact in facts] == grades
