"""The closed lists that facts draw on: sites, drugs, specimens, phases, and their French names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SITES: Final[dict[str, str]] = {
    "bone": "os (hors rachis)",
    "spine": "rachis",
    "liver": "foie",
    "lung": "poumon",
    "pleura": "plèvre",
    "lymph_node": "ganglions à distance",
    "brain": "cerveau",
    "meninges": "méninges",
    "adrenal": "surrénale",
    "peritoneum": "péritoine",
    "ovary": "ovaire",
    "skin": "peau",
    "pancreas": "pancréas",
    "kidney": "rein",
    "spleen": "rate",
    "soft_tissue": "tissus mous",
    "digestive": "tube digestif",
    "other": "autre site",
}
"""Metastatic sites; regional lymph nodes are not metastases and have no site."""

LESIONS: Final[dict[str, str]] = {
    "bone": "Métastase osseuse (hors rachis)",
    "spine": "Métastase vertébrale",
    "liver": "Métastase hépatique",
    "lung": "Métastase pulmonaire",
    "pleura": "Métastase pleurale",
    "lymph_node": "Adénopathie métastatique à distance",
    "brain": "Métastase cérébrale",
    "meninges": "Métastase méningée",
    "adrenal": "Métastase surrénalienne",
    "peritoneum": "Métastase péritonéale",
    "ovary": "Métastase ovarienne",
    "skin": "Métastase cutanée",
    "pancreas": "Métastase pancréatique",
    "kidney": "Métastase rénale",
    "spleen": "Métastase splénique",
    "soft_tissue": "Métastase des tissus mous",
    "digestive": "Métastase digestive",
    "other": "Métastase d'un autre site",
}

SPECIMENS: Final[dict[str, str]] = {"primary": "primitif", "metastasis": "métastase"}

CLASSES: Final[dict[str, str]] = {
    "endocrine": "hormonothérapie",
    "chemotherapy": "chimiothérapie",
    "targeted": "thérapie ciblée",
    "immunotherapy": "immunothérapie",
    "radionuclide": "radionucléide",
    "bone_agent": "traitement osseux",
}

PHASES: Final[dict[str, str]] = {
    "neoadjuvant": "néoadjuvant",
    "adjuvant": "adjuvant",
    "metastatic": "phase métastatique",
}

TREATMENT_STATUS: Final[dict[str, str]] = {
    "planned": "prévu",
    "ongoing": "en cours",
    "stopped": "arrêté",
    "completed": "terminé",
    "never": "jamais donné",
}


@dataclass(frozen=True, slots=True)
class Drug:
    """A value of `systemic_treatment`: its French name, its class, other names it is typed by."""

    label: str
    drug_class: str | None
    names: tuple[str, ...] = ()


def _drugs(drug_class: str, **labels: str) -> dict[str, Drug]:
    drugs = {}
    for value, names in labels.items():
        label, *others = names.split("|")
        drugs[value.replace("_", "-")] = Drug(label, drug_class, tuple(others))
    return drugs


DRUGS: Final[dict[str, Drug]] = {
    **_drugs(
        "endocrine",
        letrozole="létrozole|femara",
        anastrozole="anastrozole|arimidex",
        exemestane="exémestane|aromasine",
        tamoxifene="tamoxifène|nolvadex",
        fulvestrant="fulvestrant|faslodex",
        goserelin="goséréline|zoladex",
        leuproreline="leuproréline|enantone",
        triptoreline="triptoréline|decapeptyl",
        elacestrant="élacestrant|korserdu",
    ),
    **_drugs(
        "targeted",
        palbociclib="palbociclib|ibrance",
        ribociclib="ribociclib|kisqali",
        abemaciclib="abémaciclib|verzenios",
        everolimus="évérolimus|afinitor",
        alpelisib="alpélisib|piqray",
        capivasertib="capivasertib|truqap",
        olaparib="olaparib|lynparza",
        talazoparib="talazoparib|talzenna",
        trastuzumab="trastuzumab|herceptin",
        pertuzumab="pertuzumab|perjeta",
        trastuzumab_deruxtecan="trastuzumab déruxtécan|enhertu|t-dxd",
        trastuzumab_emtansine="trastuzumab emtansine|kadcyla|t-dm1",
        lapatinib="lapatinib|tyverb",
        tucatinib="tucatinib|tukysa",
        sacituzumab="sacituzumab govitécan|trodelvy|sacituzumab",
        bevacizumab="bévacizumab|avastin",
    ),
    **_drugs(
        "immunotherapy",
        pembrolizumab="pembrolizumab|keytruda",
        atezolizumab="atézolizumab|tecentriq",
    ),
    **_drugs(
        "chemotherapy",
        paclitaxel="paclitaxel|taxol",
        docetaxel="docétaxel|taxotere",
        nab_paclitaxel="nab-paclitaxel|abraxane",
        capecitabine="capécitabine|xeloda",
        eribuline="éribuline|halaven",
        vinorelbine="vinorelbine|navelbine",
        gemcitabine="gemcitabine|gemzar",
        carboplatine="carboplatine",
        doxorubicine="doxorubicine|adriamycine",
        epirubicine="épirubicine|farmorubicine",
        cyclophosphamide="cyclophosphamide|endoxan",
        fec="FEC",
        ec="EC",
        ac="AC",
        tc="TC",
        tac="TAC",
        cmf="CMF",
        folfox="FOLFOX",
    ),
    **_drugs(
        "bone_agent",
        denosumab="dénosumab|xgeva",
        acide_zoledronique="acide zolédronique|zometa",
        bisphosphonate="bisphosphonate|biphosphonate",
    ),
    **_drugs(
        "radionuclide",
        strontium_89="strontium 89|metastron",
        samarium_153="samarium 153|quadramet",
        radium_223="radium 223|xofigo",
        lutetium_177="lutétium 177",
    ),
    "chemotherapy": Drug("chimiothérapie", "chemotherapy", ("chimio",)),
    "endocrine": Drug("hormonothérapie", "endocrine", ("hormono",)),
    "targeted": Drug("thérapie ciblée", "targeted"),
    "immunotherapy": Drug("immunothérapie", "immunotherapy"),
    "radionuclide": Drug("radionucléide", "radionuclide"),
    "none": Drug("aucun traitement", None, ("aucun", "rien", "jamais", "non")),
}
"""Every value of `systemic_treatment`: drugs, regimens, classes named alone, and none."""
