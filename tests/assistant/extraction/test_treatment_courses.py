"""Courses of treatments: cycles of the day, plans before an operation, ends and causes, dates said once."""

from __future__ import annotations

import pytest

from tests.assistant.extraction.treatment_statements import statements

TODAY = [
    ('Cancer du sein triple négatif, pas de métastase. EC dose dense C1 fait ce jour, puis paclitaxel hebdo x 12.', ['ec ongoing start=2024-05-14', 'paclitaxel planned']),
    ('1re cure de FEC ce jour, puis 3 docétaxel.', ['fec ongoing start=2024-05-14 cycles=1', 'docetaxel planned']),
    ('Taxol hebdo C1J1 réalisé ce jour sans incident. Métastases hépatiques.', ['paclitaxel metastatic ongoing start=2024-05-14']),
    ('EC C1 ce jour, bonne tolérance immédiate. Prévoir C2 dans 3 semaines.', ['ec ongoing start=2024-05-14']),
    ('Première injection de Faslodex faite ce jour, Ibrance débuté ce jour. Métastases osseuses.', ['fulvestrant metastatic ongoing start=2024-05-14', 'palbociclib metastatic ongoing start=2024-05-14']),
    ('Tumorectomie le 02/04/2024. Chimiothérapie adjuvante : EC C1J1 fait ce jour, puis Taxol hebdo x 12.', ['op lumpectomy date=2024-04-02', 'ec adjuvant ongoing start=2024-05-14', 'paclitaxel adjuvant planned']),
    ('Cancer du sein métastatique (foie, os), éribuline, J1 du 4e cycle.', ['eribuline metastatic ongoing']),
    ('Eribuline, J8 du 3e cycle. Métastases hépatiques.', ['eribuline metastatic ongoing']),
    ('Halaven J1 du 2ème cycle ce jour, maladie métastatique.', ['eribuline metastatic ongoing']),
    ('Renseignements : cancer du sein métastatique, capécitabine, 5e cycle en cours.', ['capecitabine metastatic ongoing cycles=5']),
    ('Paclitaxel hebdomadaire, 3e semaine du cycle 2. Métastases pulmonaires.', ['paclitaxel metastatic ongoing']),
    ("J1C4 d'éribuline. Cancer du sein métastatique.", ['eribuline metastatic ongoing']),
    ('Avant le 3e cycle de Trodelvy. Cancer du sein métastatique.', ['sacituzumab metastatic ongoing cycles=3']),
    ('Enhertu : J1 de la 6e cure. Métastases cérébrales.', ['trastuzumab-deruxtecan metastatic ongoing']),
    ('Reçoit ce jour C1J1 de EC, le paclitaxel suivra. Cancer du sein localisé cT3N1M0.', ['ec ongoing start=2024-05-14', 'paclitaxel planned']),
    ('Début ce jour du pembrolizumab-paclitaxel-carboplatine selon KN522 puis EC-pembrolizumab. cT2N1M0.', ['pembrolizumab ongoing start=2024-05-14', 'paclitaxel ongoing start=2024-05-14', 'carboplatine ongoing start=2024-05-14', 'ec planned']),
    ('Métastases hépatiques. C1J1 Enhertu le 02/05/2024, C2 prévu le 23/05.', ['trastuzumab-deruxtecan metastatic ongoing start=2024-05-02']),
    ('Dernière cure : C6 de docétaxel faite ce jour.', ['docetaxel completed end=2024-05-14']),
    ('EC-T : dernier cycle C4 fait ce jour, fin du traitement.', ['ec completed end=2024-05-14 cycles=4', 'paclitaxel completed end=2024-05-14 cycles=4']),
    ('Docétaxel C1 prévu ce jour, reporté.', ['docetaxel planned']),
    ('Paclitaxel prévu, C1 le 20/05/2024, puis EC.', ['paclitaxel planned start=2024-05-20', 'ec planned']),
    ('Capécitabine 1000 mg x 2/j, J8 du 5e cycle, bien tolérée. Métastases pleurales.', ['capecitabine metastatic ongoing']),
    ('Vinorelbine orale J1 J8, C3J8 fait ce jour. Métastases hépatiques.', ['vinorelbine metastatic ongoing']),
    ('Enhertu C5 fait ce jour, C6 le 04/06. Métastases hépatiques.', ['trastuzumab-deruxtecan metastatic ongoing cycles=5']),
    ('Ttt : Taxol 80 mg/m² J1 J8 J15, J15 du 2e cycle ce jour. Métastases hépatiques.', ['paclitaxel metastatic ongoing']),
    ('Dernière cure de docétaxel ce jour.', ['docetaxel completed end=2024-05-14']),
    ('Taxol hebdo : 12e et dernière injection ce jour.', ['paclitaxel completed end=2024-05-14']),
    ('Fin ce jour de la chimiothérapie par EC.', ['ec completed end=2024-05-14']),
    ('Dernier scanner ce jour sous létrozole. Métastases osseuses.', ['letrozole metastatic ongoing']),
]  # fmt: skip

BEFORE_SURGERY = [
    ('Paclitaxel hebdo + carboplatine AUC 5 + pembrolizumab, C1J1 fait ce jour, 12 semaines puis EC x 4 avec pembro. Chirurgie prévue en décembre.', ['paclitaxel neoadjuvant ongoing start=2024-05-14', 'carboplatine neoadjuvant ongoing start=2024-05-14', 'pembrolizumab neoadjuvant ongoing start=2024-05-14', 'ec neoadjuvant planned', 'op other planned']),
    ('C1 de docétaxel-trastuzumab-pertuzumab administré ce jour, 6 cycles prévus avant chirurgie.', ['docetaxel neoadjuvant ongoing start=2024-05-14', 'trastuzumab neoadjuvant ongoing start=2024-05-14', 'pertuzumab neoadjuvant ongoing start=2024-05-14', 'op other planned']),
    ('TCHP cycle 1 ce jour, chirurgie après 6 cycles.', ['docetaxel neoadjuvant ongoing start=2024-05-14', 'carboplatine neoadjuvant ongoing start=2024-05-14', 'trastuzumab neoadjuvant ongoing start=2024-05-14', 'pertuzumab neoadjuvant ongoing start=2024-05-14']),
    ("Cancer du sein triple négatif, sait que la chimio vient avant l'opération. Paclitaxel + carboplatine, C1J1 fait ce jour, puis EC x 4. Chirurgie prévue en décembre.", ['paclitaxel neoadjuvant ongoing start=2024-05-14', 'carboplatine neoadjuvant ongoing start=2024-05-14', 'ec neoadjuvant planned', 'op other planned']),
    ('cT3N1M0. EC x4 en cours (C2 ce jour), puis Taxol x12, puis mastectomie gauche et radiothérapie, puis hormonothérapie par létrozole.', ['ec neoadjuvant ongoing cycles=2', 'paclitaxel neoadjuvant planned', 'op mastectomy planned left', 'rt present planned', 'letrozole adjuvant planned']),
    ('Mastectomie prévue le 20/05/2024, puis EC x 4.', ['op mastectomy planned date=2024-05-20', 'ec planned']),
    ('Tumorectomie en mars 2024. EC C2 ce jour. Reprise chirurgicale prévue en juin.', ['op lumpectomy date=2024-03', 'ec adjuvant ongoing cycles=2']),
    ('Récidive locale. Sous tamoxifène depuis 2019. Mastectomie prévue le 28/05/2024.', ['tamoxifene ongoing start=2019', 'op mastectomy planned date=2024-05-28']),
    ('cT2N0. Létrozole depuis février 2024, tumorectomie prévue en juillet.', ['letrozole neoadjuvant ongoing start=2024-02', 'op lumpectomy planned']),
    ('cT2N0. Létrozole depuis 2018, tumorectomie prévue en juillet.', ['letrozole ongoing start=2018', 'op lumpectomy planned']),
    ('Métastases hépatiques. Paclitaxel en cours. Pas de chirurgie prévue.', ['paclitaxel metastatic ongoing', 'op none']),
    ('Zometa en cours, EC C3 ce jour, mastectomie programmée en août.', ['acide-zoledronique ongoing', 'ec neoadjuvant ongoing cycles=3', 'op mastectomy planned']),
    ('Patiente traitée en 2015 : chimiothérapie néoadjuvante, mastectomie en 2016, irradiation pariétale.', ['chemotherapy neoadjuvant completed start=2015', 'op mastectomy date=2016', 'rt present']),
]  # fmt: skip

ENDED = [
    ('Mastectomie 02/17. TAM 01/18 -> 09/22 stop car rechute.', ['op mastectomy date=2017-02', 'tamoxifene adjuvant stopped start=2018-01 end=2022-09']),
    ('Letrozole 2019-2022, stop car PD osseuse.', ['letrozole stopped start=2019 end=2022']),
    ('Anastrozole 03/2015 → 05/2019, arrêt pour arthralgies.', ['anastrozole stopped start=2015-03 end=2019-05']),
    ('Tamoxifène 01/2018-12/2022 (arrêté car phlébite).', ['tamoxifene stopped start=2018-01 end=2022-12']),
    ('Exémestane 06/20 - 02/23, stop (rechute hépatique).', ['exemestane stopped start=2020-06 end=2023-02']),
    ('Tamoxifène 01/18 -> 01/23 terminé.', ['tamoxifene completed start=2018-01 end=2023-01']),
    ("Le Dr Lemaire a débuté le 6 janvier 2024 le fulvestrant, dont les injections se poursuivent, et l'abémaciclib à 150 mg matin et soir, lequel a dû être suspendu le 8 février devant une diarrhée de grade 3. Métastases osseuses.", ['fulvestrant metastatic ongoing start=2024-01-06', 'abemaciclib metastatic stopped start=2024-01-06 end=2024-02-08']),
    ('On lui a prescrit le palbociclib, qui a été arrêté le 3 avril 2024 devant une neutropénie. Métastases osseuses.', ['palbociclib metastatic stopped end=2024-04-03']),
    ('Elle prend du létrozole, commencé en mars 2023, et du ribociclib, lequel a été interrompu en avril 2024 pour un QT long. Métastases osseuses.', ['letrozole metastatic ongoing start=2023-03', 'ribociclib stopped end=2024-04']),
    ("Opérée le 3 avril 2012 d'une tumeur du sein droit par quadrantectomie, elle a ensuite reçu 50 Gy sur le sein et les chaînes mammaires internes, complétés par un surdosage de 16 Gy, le tout s'étant achevé le 29 juin 2012, et a pris l'anastrozole cinq ans.", ['op lumpectomy right date=2012-04-03', 'rt present date=2012-06-29 dose_gy=50', 'anastrozole adjuvant completed months=60']),
    ("Mastectomie gauche en 2015, suivie d'une irradiation de la paroi de 50 Gy, qui s'est terminée le 12 novembre 2015.", ['op mastectomy left date=2015', 'rt present date=2015-11-12 dose_gy=50']),
    ('Tumorectomie droite 2018, puis radiothérapie du sein, laquelle a pris fin en mars 2019.', ['op lumpectomy right date=2018', 'rt present date=2019-03']),
    ('Tumorectomie, 50 Gy sur le sein achevés le 4 mai 2016.', ['op lumpectomy', 'rt present date=2016-05-04 dose_gy=50']),
    ('Mastec 02/17, adj 3 FEC + 3 TXT, puis RT paroi/ss-clav 50Gy term. 12/17.', ['op mastectomy date=2017-02', 'fec adjuvant completed cycles=3', 'docetaxel adjuvant completed cycles=3', 'rt present date=2017-12 dose_gy=50']),
    ('Tumo 2019, RT sein 50 Gy term le 14/06/2019.', ['op lumpectomy date=2019', 'rt present date=2019-06-14 dose_gy=50']),
    ('Mastectomie 2020. RT paroi 50 Gy, fin 05/2020.', ['op mastectomy date=2020', 'rt present date=2020-05 dose_gy=50']),
    ('Mastectomie 2020. FEC x6 term. 03/2020.', ['op mastectomy date=2020', 'fec adjuvant completed end=2020-03 cycles=6']),
    ('Tumo G 2018, EC x4 term 11/18, Taxol x 12 term. 02/19, RT term. 04/19.', ['op lumpectomy left date=2018', 'ec adjuvant completed end=2018-11 cycles=4', 'paclitaxel adjuvant completed end=2019-02 cycles=12', 'rt present date=2019-04']),
    ('Palbociclib arrêté le 02/05/2024, létrozole poursuivi. Métastases osseuses.', ['palbociclib metastatic stopped end=2024-05-02', 'letrozole metastatic ongoing']),
    ("Irradiation du sein 50 Gy et boost 16 Gy, l'ensemble terminé en mai 2014.", ['rt present date=2014-05 dose_gy=50']),
    ('FEC x 6 puis irradiation mammaire droite, le tout terminé fin mars 2013.', ['fec completed cycles=6', 'rt present date=2013-03']),
    ('Elle a pris du tamoxifène, interrompu à cause de la grossesse en mai 2020.', ['tamoxifene stopped end=2020-05']),
    ('Anastrozole 2015-2018 stop suite à récidive osseuse.', ['anastrozole stopped start=2015 end=2018']),
    ('Herceptin term. 09/2018, tamoxifène dp 10/2017.', ['trastuzumab completed end=2018-09', 'tamoxifene ongoing start=2017-10']),
]  # fmt: skip

TOLD_ONCE = [
    ('Tamoxifène de 2018 à 2023 sans rechute.', ['tamoxifene completed start=2018 end=2023']),
    ('Elle a reçu de la capécitabine, dont la dernière prise remonte au 12 mars 2024. Métastases osseuses.', ['capecitabine metastatic stopped end=2024-03-12']),
    ('Cancer du sein gauche traité en 2019 : tumorectomie, chimiothérapie, rayons, tamoxifène toujours pris.', ['op lumpectomy left date=2019', 'chemotherapy adjuvant completed', 'rt present date=2019', 'tamoxifene adjuvant ongoing']),
    ('Cancer du sein droit traité en 2011 à Lille par mastectomie, curage, chimiothérapie et radiothérapie.', ['op mastectomy right date=2011', 'chemotherapy adjuvant completed', 'rt present date=2011']),
    ('K sein G 2016 (tumorectomie, CT, RT, HT 5 ans).', ['op lumpectomy left date=2016', 'chemotherapy adjuvant completed', 'rt present', 'endocrine adjuvant completed months=60']),
    ('Cancer du sein traité en 2008 (chirurgie conservatrice, rayons, Arimidex 5 ans).', ['op lumpectomy date=2008', 'rt present date=2008', 'anastrozole adjuvant completed months=60']),
    ('Cancer du sein gauche en 2014, traité par tumorectomie et radiothérapie puis tamoxifène.', ['op lumpectomy left date=2014', 'rt present', 'tamoxifene adjuvant completed']),
    ('11/22 L1 Zoladex + Fémara + Ibrance. Carcinose péritonéale. Ibrance 100 mg depuis. TDM : RP. CAT : idem, C8 le 12/06.', ['goserelin metastatic ongoing start=2022-11', 'letrozole metastatic ongoing start=2022-11', 'palbociclib metastatic ongoing start=2022-11']),
    ('Ascension isolée du CA 15-3 sous tamoxifène : 24 U/mL en mars 2024, 67 U/mL le 12 novembre 2024.', ['tamoxifene ongoing']),
    ('Métastases osseuses. Chimiothérapie    : [ ] oui  [x] non', ['chemotherapy never']),
    ('Métastases osseuses. A débuté en janvier 2024 le létrozole, bien toléré, et le ribociclib.', ['letrozole metastatic ongoing start=2024-01', 'ribociclib metastatic ongoing start=2024-01']),
    ('Métastases osseuses. A débuté en janvier 2024 le létrozole, et le Xgeva sera prescrit après avis dentaire.', ['letrozole metastatic ongoing start=2024-01', 'denosumab metastatic planned']),
    ('Métastases osseuses. 03/2021 L1 létrozole + palbociclib. 01/2023 L2 capécitabine. 02/2024 L3 éribuline.', ['letrozole metastatic stopped start=2021-03', 'palbociclib metastatic stopped start=2021-03', 'capecitabine metastatic stopped start=2023-01', 'eribuline metastatic ongoing start=2024-02']),
    ('Métastases osseuses. L1 paclitaxel 2019-2020, L2 capécitabine depuis 2021.', ['paclitaxel metastatic stopped start=2019 end=2020', 'capecitabine metastatic ongoing start=2021']),
    ('Métastases osseuses. L2 capécitabine débutée en 2022, L3 prévue par Enhertu.', ['capecitabine metastatic ongoing start=2022', 'trastuzumab-deruxtecan metastatic planned']),
    ('Cancer du sein traité en 2019 : tumorectomie, puis radiothérapie en 2020.', ['op lumpectomy date=2019', 'rt present date=2020']),
    ('Cancer du sein soigné en 2006 au CHU de Lille par mastectomie, rayons et Arimidex.', ['op mastectomy date=2006', 'rt present date=2006', 'anastrozole adjuvant completed']),
    ('Antécédent traité en 2012 : appendicectomie. Tumorectomie du sein 2018, radiothérapie.', ['op lumpectomy date=2018', 'rt present']),
    ('Sous capécitabine : ASAT 45 UI/L en mars 2024. Métastases hépatiques.', ['capecitabine metastatic ongoing']),
    ('Mastectomie 2018. Radiothérapie : ☐ oui ☒ non', ['op mastectomy date=2018', 'rt absent']),
    ('Mastectomie 2018. Chimiothérapie : ☒ oui ☐ non', ['op mastectomy date=2018', 'chemotherapy adjuvant completed']),
    ('Mastectomie 2018. Chimiothérapie : oui', ['op mastectomy date=2018', 'chemotherapy adjuvant completed']),
    ('Dernière injection de trastuzumab prévue le 03/06/2024.', ['trastuzumab ongoing']),
    ('A débuté en janvier 2024 le létrozole, et le Xgeva sera prescrit après avis dentaire. Métastases osseuses.', ['letrozole metastatic ongoing start=2024-01', 'denosumab metastatic planned']),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    TODAY + BEFORE_SURGERY + ENDED + TOLD_ONCE,
    ids=[text[:60] for text, _ in TODAY + BEFORE_SURGERY + ENDED + TOLD_ONCE],
)
def test_courses_of_treatments(text: str, expected: list[str]) -> None:
    assert statements(text) == expected
