"""What is explicitly not given, and what is no treatment of the patient at all."""

from __future__ import annotations

import pytest

from tests.assistant.extraction.treatment_statements import statements

UNTREATED = [
    ('Consultation du 12/03/2024. Patiente de 55 ans, tumorectomie gauche en 2015, 3 FEC 100 puis 3 docétaxel, radiothérapie du sein 50 Gy + boost 16 Gy, puis tamoxifène 5 ans. Rechute osseuse en février 2024. Aucun traitement débuté depuis la rechute.', ['op lumpectomy left date=2015', 'fec adjuvant completed cycles=3', 'docetaxel adjuvant completed cycles=3', 'rt present dose_gy=50', 'tamoxifene adjuvant completed months=60', 'none metastatic never']),
    ('Consultation du 12/03/2024. Patiente naïve de tout traitement en phase métastatique.', ['none metastatic never']),
    ('Consultation du 12/03/2024. La patiente est vue avant toute première ligne.', ['none never']),
    ("Patiente en rechute hépatique, n'ayant encore reçu aucun traitement pour cette rechute.", ['none metastatic never']),
    ("A ce jour, aucun traitement systémique n'a été débuté.", ['none never']),
    ('Pas encore de traitement débuté pour les métastases.', ['none metastatic never']),
    ("Consultation du 14/05/2024\nChère consoeur,\nJ'ai revu Madame X, 62 ans, suivie pour un carcinome lobulaire du sein gauche diagnostiqué en 2011. Elle a été traitée par mastectomie gauche et curage axillaire le 12 avril 2011, suivis d'une chimiothérapie séquentielle par 3 FEC 100 et 3 Taxotère, d'une radiothérapie de la paroi et des aires ganglionnaires (50 Gy, terminée en décembre 2011) et d'une hormonothérapie par Fémara pendant 5 ans.\nEn mars 2024, apparition de douleurs dorsales. Le bilan retrouve des métastases osseuses multiples.\nElle n'a pour le moment reçu aucun traitement spécifique. Je lui propose de débuter un traitement par Fémara et Kisqali associé à du Xgeva.", ['op mastectomy left date=2011-04-12', 'fec adjuvant completed cycles=3', 'docetaxel adjuvant completed cycles=3', 'rt present date=2011-12 dose_gy=50', 'letrozole adjuvant completed months=60', 'none metastatic never', 'letrozole metastatic planned', 'ribociclib metastatic planned', 'denosumab metastatic planned']),
    ("Consultation du 14/05/2024\nAntécédents :\n- HTA\n- Carcinome du sein droit en 1999 : zonectomie, RT, pas de chimio, Nolvadex 5 ans\n- Appendicectomie\nHistoire de la maladie :\nMise en évidence d'une métastase hépatique unique de 3 cm en avril 2024.\nPas de traitement systémique débuté.", ['op lumpectomy right date=1999', 'rt present', 'chemotherapy adjuvant never', 'tamoxifene adjuvant completed months=60', 'none metastatic never']),
    ('Fiche RCP 14/05/2024\nTraitements antérieurs : aucun\nStade métastatique : oui (foie)', ['none metastatic never']),
    ('Aucun traitement anticancéreux à ce jour.', ['none never']),
    ('Traitement systémique : néant.', ['none never']),
    ("N'a jamais été traitée pour ses métastases.", ['none metastatic never']),
    ('Patiente vierge de tout traitement systémique.', ['none never']),
    ('Maladie métastatique naïve de traitement.', ['none metastatic never']),
    ('Aucune ligne de traitement métastatique reçue.', ['none metastatic never']),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), UNTREATED, ids=[text[:60] for text, _ in UNTREATED])
def test_no_treatment_so_far(text: str, expected: list[str]) -> None:
    assert statements(text) == expected


SILENT = [
    ('Consultation du 12/03/2024. Allergie au docétaxel. Mère traitée par tamoxifène.', []),
    ('Antécédents : cancer du côlon en 2010 traité par FOLFOX. Polyarthrite rhumatoïde sous méthotrexate.', []),
    ('Aucun traitement antalgique. Pas de traitement habituel.', []),
    ('Traitement habituel : aucun.', []),
    ('Elle ne prend aucun traitement.', []),
    ('Pas de traitement adjuvant.', []),
    ('Contre-indication aux anthracyclines (FEVG 40 %).', []),
    ("Proposition d'un traitement par abémaciclib + fulvestrant si mutation absente.", []),
    ("NGS : mutation PIK3CA, sensible à l'alpélisib.", []),
    ('ATCD familiaux : mère, K sein traité par mastectomie et chimiothérapie.', []),
    ("On a évoqué une chimiothérapie par Taxol mais la patiente préfère l'hormonothérapie.", []),
    ("Le docétaxel n'est pas envisageable compte tenu de l'âge.", []),
    ('Récusée pour une chimiothérapie.', []),
    ('Score Oncotype DX 12 : pas de bénéfice de la chimiothérapie.', []),
    ('Faut-il proposer une chimiothérapie ?', []),
    ("Discussion d'une hormonothérapie seule versus chimiothérapie.", []),
    ("Inclusion dans l'essai PALLAS (palbociclib adjuvant) proposée.", []),
    ('Sa mère a reçu du tamoxifène. Sa soeur a eu une mastectomie et une chimiothérapie.', []),
    ('Prolia pour ostéoporose.', []),
    ('Alternance létrozole/exémestane discutée.', []),
    ('Sans traitement antalgique.', []),
    ("Aucun traitement adjuvant n'a été réalisé.", []),
    ('Traitement antihypertenseur : aucun.', []),
    ('Mastectomie prophylactique controlatérale.', []),
    ('Tumeur jugée inopérable.', []),
    ('Mastectomie ou tumorectomie à discuter selon la réponse.', []),
    ("Lésion en dehors du champ d'irradiation mammaire.", []),
    ('Service de radiothérapie du Dr Martin. Avis radiothérapie demandé.', []),
    ('Ménopausée, traitement hormonal substitutif pendant 5 ans.', []),
    ('Pas de traitement hormonal de la ménopause.', []),
    ('Carcinome du col utérin irradié en 2001.', []),
    ("Pas d'anthracyclines en raison de la FEVG.", []),
    ('Cancer du côlon opéré en 2012 puis chimiothérapie par FOLFOX.', []),
    ('Anticorps anti-HBc positifs, AC ANTI-HBS POSITIFS, TC thoracique normale.', []),
    ("ATCD familiaux : tante opérée d'un cancer du sein, grand-mère traitée par chimiothérapie et tamoxifène.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SILENT, ids=[text[:60] for text, _ in SILENT])
def test_nothing_is_stated(text: str, expected: list[str]) -> None:
    assert statements(text) == expected


def test_hormones_begun_long_after_the_operation_are_not_called_adjuvant(extractor):
    text = (
        "Le 12 mars 2025\nTumorectomie en mai 2011, tamoxifène jusqu'en 2016. "
        "Dans l'attente j'ai commencé le létrozole le 26 février 2025."
    )
    phases = {
        fact.value: fact.attrs.get("phase")
        for fact in extractor.extract(text).facts
        if fact.key == "systemic_treatment"
    }
    assert phases == {"tamoxifene": "adjuvant", "letrozole": None}
