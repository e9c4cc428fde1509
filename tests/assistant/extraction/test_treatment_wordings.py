"""Families of wordings of treatments: courses told in brief, plans, irradiations, what is not taken."""

from __future__ import annotations

import pytest

from tests.assistant.extraction.treatment_statements import statements

COURSE = [
    ('Cancer du sein métastatique osseux. Patiente sous létrozole et palbociclib depuis mars 2023, bien toléré. Xgeva mensuel.', ['letrozole metastatic ongoing start=2023-03', 'palbociclib metastatic ongoing start=2023-03', 'denosumab metastatic ongoing']),
    ('Patiente métastatique (os). A reçu 2 cycles de capé arrêtés pour syndrome main-pied.', ['capecitabine metastatic stopped cycles=2']),
    ('sein G 2015 : tumo + GS, 6 FEC, RT 50+10, tam 5 ans.', ['op lumpectomy left date=2015', 'fec adjuvant completed cycles=6', 'rt present dose_gy=50', 'tamoxifene adjuvant completed months=60']),
    ('Anastrozole depuis juin 2018, interrompu en octobre 2023 lors de la rechute hépatique.', ['anastrozole stopped start=2018-06 end=2023-10']),
    ('Paclitaxel hebdomadaire débuté le 03/04/2024 pour progression hépatique, dernière injection le 02/05.', ['paclitaxel completed start=2024-04-03 end=2024-05-02']),
    ("Vue ce jour pour sa troisième cure d'Enhertu. Cancer du sein métastatique.", ['trastuzumab-deruxtecan metastatic ongoing cycles=3']),
    ('Chimiothérapie néoadjuvante (EC x4 puis docétaxel x4) terminée le 12/03/2024.', ['ec neoadjuvant completed cycles=4', 'docetaxel neoadjuvant completed end=2024-03-12 cycles=4']),
    ('Chimiothérapie adjuvante : 3 FEC + 3 TXT en 2012', ['fec adjuvant completed cycles=3', 'docetaxel adjuvant completed start=2012 cycles=3']),
    ('Chimio adj par FEC-docétaxel 3+3 en 2011.', ['fec adjuvant completed cycles=3', 'docetaxel adjuvant completed start=2011 cycles=3']),
    ('Lignes antérieures : létrozole + ribociclib, capécitabine. Actuellement sous Enhertu, maladie métastatique.', ['letrozole metastatic stopped', 'ribociclib metastatic stopped', 'capecitabine metastatic stopped', 'trastuzumab-deruxtecan metastatic ongoing']),
    ("Je n'ai pas associé d'anti-CDK4/6 au létrozole, débuté le 2 mai 2024.", ['letrozole ongoing start=2024-05-02']),
    ("Le ribociclib, autorisé, n'a pas encore été débuté.", ['ribociclib never']),
    ('Rien reçu depuis la rechute.', ['none metastatic never']),
    ("Patiente en rechute pleurale, rien n'a été débuté à ce jour.", ['none metastatic never']),
    ('Capécitabine 1500 x 2/j 14j/21 débutée en février 2024, 4 cycles reçus.', ['capecitabine ongoing start=2024-02 cycles=4']),
    ('Exémestane-évérolimus (10 mg/j) depuis janvier 2024, 3e ligne.', ['exemestane metastatic ongoing start=2024-01', 'everolimus metastatic ongoing start=2024-01']),
    ("Elle a eu en 2010 une chirurgie conservatrice suivie de 50 Gy sur le sein droit, sans chimiothérapie, puis cinq ans d'Arimidex.", ['op lumpectomy right date=2010', 'rt present dose_gy=50', 'chemotherapy adjuvant never', 'anastrozole adjuvant completed months=60']),
    ('Hormonothérapie par analogue LHRH et exémestane depuis 2021.', ['endocrine ongoing', 'exemestane ongoing start=2021']),
    ("Patiente de 58 ans, cancer du sein métastatique osseux d'emblée. Elle débute ce jour Kisqali 600 mg et Fémara.", ['ribociclib metastatic ongoing start=2024-05-14', 'letrozole metastatic ongoing start=2024-05-14']),
    ('Récidive hépatique en janvier 2024. Traitement de première ligne par paclitaxel hebdomadaire + bévacizumab (C1 le 05/02/2024), en cours.', ['paclitaxel metastatic ongoing start=2024-02-05', 'bevacizumab metastatic ongoing start=2024-02-05']),
    ('2e ligne : Xeloda de 03/2023 à 02/2024 (PD foie). 3e ligne : éribuline depuis 03/2024.', ['capecitabine metastatic stopped start=2023-03 end=2024-02', 'eribuline metastatic ongoing start=2024-03']),
    ("L'hormonothérapie par Arimidex est poursuivie jusqu'en 2026.", ['anastrozole ongoing']),
    ('Traitement en cours : Aromasine 25 mg, Afinitor 10 mg, Xgeva 120 mg/mois, Oxycontin.', ['exemestane ongoing', 'everolimus ongoing', 'denosumab ongoing']),
    ('Mise sous abémaciclib-fulvestrant depuis 2 mois.', ['abemaciclib ongoing start=2024-03', 'fulvestrant ongoing start=2024-03']),
    ('Carcinome du sein droit 2006 : Patey + CA, 6 FEC100, RTE 50 Gy paroi et ss clav, Arimidex 2007-2012. Méta os 2018 : létrozole-palbo 2018-2021, Xéloda 2021-2023, Enhertu depuis 06/2023.', ['op mastectomy right date=2006', 'fec adjuvant completed cycles=6', 'rt present dose_gy=50', 'anastrozole adjuvant completed start=2007 end=2012', 'letrozole metastatic stopped start=2018 end=2021', 'palbociclib metastatic stopped start=2018 end=2021', 'capecitabine metastatic stopped start=2021 end=2023', 'trastuzumab-deruxtecan metastatic ongoing start=2023-06']),
    ("La patiente a interrompu d'elle-même son tamoxifène en décembre 2023.", ['tamoxifene stopped end=2023-12']),
    ('Tolérance moyenne du Verzenios, réduit à 100 mg x 2. Cancer du sein métastatique.', ['abemaciclib metastatic ongoing']),
    ("Herceptin 18 injections d'octobre 2016 à octobre 2017.", ['trastuzumab completed start=2016-10 end=2017-10 cycles=18']),
    ("Opérée en 2014 d'un cancer du sein droit (tumorectomie), RT puis tamoxifène jusqu'en 2019.", ['op lumpectomy right date=2014', 'rt present', 'tamoxifene adjuvant completed end=2019']),
    ('Pas de traitement systémique en cours ni reçu pour la maladie métastatique.', ['none metastatic never']),
    ('Sous Ibrance C8 avec Faslodex, scanner stable. Cancer du sein métastatique.', ['palbociclib metastatic ongoing', 'fulvestrant metastatic ongoing']),
    ('Mammectomie + curage (2003) suivie de CMF x 6 et cobalt, puis Nolvadex 5 ans.', ['op mastectomy date=2003', 'cmf adjuvant completed cycles=6', 'rt present', 'tamoxifene adjuvant completed months=60']),
    ('ttt actuel : tamox 20 mg/j.', ['tamoxifene ongoing']),
    ('Létrozole débuté il y a 3 semaines. Rechute osseuse de mars 2024.', ['letrozole metastatic ongoing start=2024-04-23']),
    ('La patiente est toujours naïve de traitement systémique, en attente de la RCP. Rechute osseuse.', ['none metastatic never']),
    ('Pas de CDK4/6 à ce jour. Rechute osseuse, létrozole seul depuis le 25 avril 2024.', ['letrozole metastatic ongoing start=2024-04-25']),
    ('Chirurgie : tumorectomie D 06/2017, marges saines. RT : oui (50 Gy). CT : non. HT : tamoxifène 06/2017-06/2022.', ['op lumpectomy right date=2017-06', 'rt present dose_gy=50', 'chemotherapy adjuvant never', 'tamoxifene adjuvant completed start=2017-06 end=2022-06']),
    ('Cancer du sein de la mère traité par mastectomie. La patiente est sous Femara depuis mars 2024 pour une rechute pulmonaire.', ['letrozole metastatic ongoing start=2024-03']),
    ('Le traitement par anastrozole a été bien supporté pendant 5 ans et arrêté en 2020.', ['anastrozole stopped end=2020 months=60']),
    ('Elle a terminé ses 6 cycles de FEC-D en juillet 2015.', ['fec completed end=2015-07 cycles=6', 'docetaxel completed end=2015-07 cycles=6']),
    ('CHIMIOTHERAPIE NEOADJUVANTE : 4 EC + 12 TAXOL HEBDO (DE 01/2022 A 06/2022)', ['ec neoadjuvant completed start=2022-01 cycles=4', 'paclitaxel neoadjuvant completed end=2022-06 cycles=12']),
    ("Létrozole + Kisqali depuis le 02/04/2024 (soit 6 semaines), métastases pulmonaires d'emblée.", ['letrozole metastatic ongoing start=2024-04-02', 'ribociclib metastatic ongoing start=2024-04-02']),
    ("Ttt par denosumab 120 mg tous les 28 jours depuis l'apparition des métastases osseuses (06/2022).", ['denosumab metastatic ongoing']),
    ('Echec de 2 lignes (fulvestrant-palbociclib puis exémestane-everolimus).', ['fulvestrant stopped', 'palbociclib stopped', 'exemestane stopped', 'everolimus stopped']),
    ('Elle a reçu 3 des 6 cures prévues de docétaxel.', ['docetaxel completed cycles=3']),
    ('Docétaxel : 3 cures sur 6 réalisées, arrêt pour neuropathie.', ['docetaxel stopped cycles=3']),
    ('Tamoxifène 20 mg 1/j depuis 04/21, ttt bien suivi.', ['tamoxifene ongoing start=2021-04']),
    ('Trastuzumab SC toutes les 3 semaines (14 sur 18 réalisées).', ['trastuzumab completed cycles=14']),
    ('Hormonothérapie : oui (Femara depuis 2019)', ['letrozole ongoing start=2019']),
    ('Hormonothérapie : non débutée', ['endocrine never']),
    ('Patiente sous Fémara + Ibrance (C1J1 le 22/04/2024) pour une maladie oligométastatique.', ['letrozole metastatic ongoing start=2024-04-22', 'palbociclib metastatic ongoing start=2024-04-22']),
    ("En rémission complète sous trastuzumab-pertuzumab depuis 3 ans. Métastases hépatiques d'emblée.", ['trastuzumab metastatic ongoing start=2021', 'pertuzumab metastatic ongoing start=2021']),
    ('Nolvadex 1989-1994.', ['tamoxifene completed start=1989 end=1994']),
    ('Essai MONARCH 3 : abémaciclib + létrozole depuis mars 2023. Cancer du sein métastatique.', ['abemaciclib metastatic ongoing start=2023-03', 'letrozole metastatic ongoing start=2023-03']),
    ("Elle n'a reçu qu'une seule injection de Faslodex (le 30/04/2024), sans inhibiteur de CDK4/6. Métastase pulmonaire.", ['fulvestrant metastatic ongoing start=2024-04-30']),
]  # fmt: skip

PLANNED = [
    ("RCP du 10/05/2024 : fulvestrant + palbociclib, stéréotaxie d'L3.", ['fulvestrant planned', 'palbociclib planned', 'met-rt present planned spine']),
    ('Proposition de la RCP :\n- EC x 4 puis paclitaxel x 12\n- Chirurgie mammaire\n- Radiothérapie', ['ec planned', 'paclitaxel planned', 'op other planned']),
    ("Pas d'indication à une radiothérapie adjuvante. Hormonothérapie par tamoxifène à débuter.", ['rt absent', 'tamoxifene planned']),
    ("Changement de ligne : arrêt du palbociclib et du fulvestrant, début d'une chimiothérapie orale par Xeloda. Maladie métastatique.", ['palbociclib metastatic stopped', 'fulvestrant metastatic stopped', 'capecitabine metastatic planned']),
    ('Nous avons convenu de ne pas débuter le ribociclib avant la stéréotaxie.', ['ribociclib never', 'met-rt present planned']),
]  # fmt: skip

LOCAL = [
    ('RT du sein gauche 50 Gy en 2019 et de la métastase de T8 30 Gy.', ['rt present date=2019 dose_gy=50', 'met-rt present spine dose_gy=30']),
    ('Irradiation du rachis dorsal et du bassin, 30 Gy en 10 fractions, en mars 2024.', ['met-rt present spine date=2024-03 dose_gy=30', 'met-rt present bone date=2024-03 dose_gy=30']),
    ("Stéréotaxie de L2 (3 x 9 Gy) en juin 2022 et radiochirurgie d'une métastase frontale droite en mars 2023.", ['met-rt present spine date=2022-06 dose_gy=27', 'met-rt present brain date=2023-03']),
    ('Irradiation antalgique du fémur gauche 8 Gy en une fraction le 3 mars 2024.', ['met-rt present bone date=2024-03-03 dose_gy=8']),
    ('Traitement locorégional du sein prévu : mastectomie à visée curative le 20/06/2024.', ['op mastectomy planned date=2024-06-20']),
    ('Elle refuse toute chirurgie mammaire. Elle refuse également la radiothérapie.', ['op none', 'rt absent']),
    ("Les métastases n'ont jamais été irradiées. Radiothérapie mammaire en 2011.", ['met-rt absent', 'rt present date=2011']),
    ('Radiothérapie : 50 Gy en 25 fractions sur le sein gauche, boost de 16 Gy, du 02/09/2019 au 18/10/2019.', ['rt present date=2019-10-18 dose_gy=50']),
    ('Reprise chirurgicale des berges en mars 2019 après zonectomie en février 2019.', ['op lumpectomy date=2019-02']),
    ("Le primitif n'a pas été opéré ni irradié.", ['op none', 'rt absent']),
    ('Métastase cérébelleuse opérée en janvier 2024 puis irradiée (27 Gy en 3 fractions).', ['met-rt present brain dose_gy=27']),
    ('Stéréotaxie hépatique (segment VI) 45 Gy/3 fractions terminée le 2 avril 2024', ['met-rt present liver date=2024-04-02 dose_gy=45']),
    ('RT T10-L1 20Gy/5f 02/24 ; RT hanche D 8Gy 03/24', ['met-rt present spine date=2024-02 dose_gy=20', 'met-rt present bone date=2024-03 dose_gy=8']),
    ('Une cimentoplastie de L3 suivie de radiothérapie 30 Gy en 2023.', ['met-rt present spine date=2023 dose_gy=30']),
]  # fmt: skip

TOLD = [
    ('Prise en charge initiale : mastectomie droite + 6 FEC + RT.', ['op mastectomy right', 'fec adjuvant completed cycles=6', 'rt present']),
    ('Prise en charge : mastectomie gauche 2015, 3 FEC 3 docétaxel, RT, tamoxifène.', ['op mastectomy left date=2015', 'fec adjuvant completed cycles=3', 'docetaxel adjuvant completed', 'rt present', 'tamoxifene adjuvant completed']),
    ('Avis du Dr Martin : patiente ayant reçu du létrozole 3 ans.', ['letrozole completed months=36']),
    ('Proposition : poursuite du létrozole, arrêt du palbociclib. Maladie métastatique.', ['letrozole metastatic ongoing', 'palbociclib metastatic stopped']),
    ("Elle avait été opérée d'un mélanome en 2010 et d'un cancer du sein gauche en 2015 (tumorectomie).", ['op lumpectomy left date=2015']),
    ('Le tamoxifène a été remplacé par le létrozole en 2018.', ['tamoxifene stopped', 'letrozole ongoing start=2018']),
    ('Pas de modification du traitement par létrozole et abémaciclib. Métastases osseuses.', ['letrozole metastatic ongoing', 'abemaciclib metastatic ongoing']),
    ('Progression après 8 mois de capécitabine. Cancer du sein métastatique.', ['capecitabine metastatic stopped months=8']),
    ("Elle n'a pas toléré le tamoxifène.", ['tamoxifene stopped']),
    ('Mère : cancer du sein à 50 ans, mastectomie, chimiothérapie. Patiente : tumorectomie D en 2020, RT, pas de chimio.', ['op lumpectomy right date=2020', 'rt present', 'chemotherapy adjuvant never']),
    ("Traitement par Femara débuté ce jour. Carcinome d'emblée métastatique.", ['letrozole metastatic ongoing start=2024-05-14']),
    ('Radiothérapie à débuter le 3 juin 2024 sur la paroi.', ['rt present planned date=2024-06-03']),
    ('RT sein D + boost en cours (15/25).', ['rt present']),
    ('SBRT L3 prévue dans STEREO-SEIN après consentement.', ['met-rt present planned spine']),
    ('Le tamoxifène a été remplacé par le létrozole en 2018.', ['tamoxifene stopped', 'letrozole ongoing start=2018']),
    ('Pas de modification du traitement par létrozole et abémaciclib. Métastases osseuses.', ['letrozole metastatic ongoing', 'abemaciclib metastatic ongoing']),
    ("Elle n'a pas toléré le tamoxifène.", ['tamoxifene stopped']),
    ('Sein gauche : tumorectomie en 2019, radiothérapie refusée. Sein droit : mastectomie en 2005, radiothérapie pariétale 50 Gy.', ['op lumpectomy left date=2019', 'rt absent left', 'op mastectomy right date=2005', 'rt present right dose_gy=50']),
    ('Sein gauche : tumorectomie en 2019, radiothérapie 50 Gy. Sein droit normal.', ['op lumpectomy left date=2019', 'rt present dose_gy=50']),
]  # fmt: skip

SILENT = [
    ('Discussion : MWA vs SBRT vs systémique.', []),
    ('MWA vs SBRT vs chimio.', []),
    ('Le traitement (hormonothérapie, chimiothérapie ou traitement anti-HER2) sera choisi lorsque le statut HER2 sera connu.', []),
    ('Ostéoporose traitée par Prolia tous les 6 mois.', []),
    ('Mastectomie de propreté envisagée.', []),
    ('Marqueurs tumo normaux.', []),
    ('Elle redoute la chimiothérapie de sa mère.', []),
    ("En l'absence de contre-indication, elle pourra bénéficier de l'olaparib.", []),
    ('Bi-mastectomie prophylactique en 2015.', []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    COURSE + PLANNED + LOCAL + TOLD + SILENT,
    ids=[text[:60] for text, _ in COURSE + PLANNED + LOCAL + TOLD + SILENT],
)
def test_wordings_of_treatments(text: str, expected: list[str]) -> None:
    assert statements(text) == expected
