"""Irradiations of the breast and of metastases."""

from __future__ import annotations

import pytest

from tests.assistant.extraction.treatment_statements import statements

IRRADIATIONS = [
    ('Consultation du 12/03/2024. Elle a refusé la mastectomie. Irradiation du sein seule, 66 Gy, terminée le 12/05/2022.', ['op none', 'rt present date=2022-05-12 dose_gy=66']),
    ('Consultation du 12/03/2024. Pas de traitement local du primitif. Radiothérapie antalgique sur L3 (30 Gy en 10 fractions) en janvier 2024.', ['op none', 'met-rt present spine date=2024-01 dose_gy=30']),
    ('Consultation du 12/03/2024. Aucun antécédent de radiothérapie.', ['rt absent', 'met-rt absent']),
    ("Consultation du 12/03/2024. Radiothérapie stéréotaxique d'une métastase hépatique prévue en avril 2024.", ['met-rt present planned liver date=2024-04']),
    ("La chirurgie du sein est récusée. Pas d'irradiation du sein.", ['op none', 'rt absent']),
    ('Mammectomie droite le 5 mars 2018 avec curage axillaire puis RTE (paroi, sus-clav, CMI : 50 Gy / 25 fr) terminée le 30 juillet 2018.', ['op mastectomy right date=2018-03-05', 'rt present date=2018-07-30 dose_gy=50']),
    ("Radiothérapie encéphalique in toto 30 Gy en 10 fractions en février 2023. Stéréotaxie d'une métastase surrénalienne gauche (45 Gy en 3 fractions) en 2022.", ['met-rt present brain date=2023-02 dose_gy=30', 'met-rt present adrenal date=2022 dose_gy=45']),
    ('Irradiation antalgique du bassin droit, 8 Gy en une séance, le 12/04/2024. Irradiation T8-T10 en 2021 (20 Gy/5).', ['met-rt present bone date=2024-04-12 dose_gy=8', 'met-rt present spine date=2021 dose_gy=20']),
    ("La patiente n'a jamais été irradiée.", ['rt absent', 'met-rt absent']),
    ('Jamais de radiothérapie auparavant.', ['rt absent', 'met-rt absent']),
    ('Radiothérapie adjuvante refusée par la patiente.', ['rt absent']),
    ('Tumorectomie du QSE gauche le 12.03.2019 et radiothérapie (sein 50 Gy, boost 16 Gy du 02/05 au 15/06/2019).', ['op lumpectomy left date=2019-03-12', 'rt present date=2019-06-15 dose_gy=50']),
    ('La RCP du 10/05 a proposé une radiothérapie stéréotaxique sur la lésion de T9.', ['met-rt present planned spine']),
    ('Suites : curiethérapie partielle du sein. Mastectomie gauche + LD le 3/2/20.', ['rt present', 'op mastectomy left date=2020-02-03']),
    ('Radiothérapie sein droit et aires ganglionnaires 50,4 Gy + boost 10 Gy, de février à avril 2017.', ['rt present date=2017-04 dose_gy=50.4']),
    ('RT paroi + SC + CMI (50 Gy/25 fr) fin 03/19.', ['rt present date=2019-03 dose_gy=50']),
    ('Radiothérapie hypofractionnée du sein G : 40 Gy en 15 fractions, fin le 03/02/2023.', ['rt present date=2023-02-03 dose_gy=40']),
    ('Radiothérapie mammaire prévue en juin.', ['rt present planned']),
    ('Pas de RT après la mastectomie.', ['rt absent', 'op mastectomy']),
    ('Métastase fémorale irradiée en décembre 2023 (20 Gy en 5 fractions).', ['met-rt present bone date=2023-12 dose_gy=20']),
    ('SBRT hépatique (3 x 15 Gy) en 10/2022.', ['met-rt present liver date=2022-10 dose_gy=45']),
    ('Radiochirurgie de 2 métastases cérébrales le 14/03/2023.', ['met-rt present brain date=2023-03-14']),
    ('RT décompressive D6-D8 en urgence le 20/04/2024, 30 Gy.', ['met-rt present spine date=2024-04-20 dose_gy=30']),
    ('Rachis dorsal irradié à 30 Gy en 2021.', ['met-rt present spine date=2021 dose_gy=30']),
    ('Cancer du sein traité par radiothérapie exclusive (sein 65 Gy) en 1990.', ['rt present date=1990 dose_gy=65']),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), IRRADIATIONS, ids=[text[:60] for text, _ in IRRADIATIONS]
)
def test_irradiations(text: str, expected: list[str]) -> None:
    assert statements(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Aucun des deux nodules hépatiques secondaires n'a été irradié.",
        "Aucune de ces métastases osseuses n'avait encore été irradiée.",
        "Les métastases hépatiques n'ont pas été irradiées.",
    ],
)
def test_none_of_them_irradiated_is_no_irradiation(extractor, text):
    read = extractor.extract(text).facts
    assert not [f for f in read if f.key == "metastatic_radiotherapy" and f.value == "present"]
