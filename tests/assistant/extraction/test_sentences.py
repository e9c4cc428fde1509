"""Sentences and sections of French clinical documents."""

from __future__ import annotations

import pytest

from assistant.documents.canonical import canonicalise
from assistant.extraction.pipeline import Extractor
from assistant.extraction.tokens import sentence_bounds

SENTENCES = {
    "two statements": "Pas de métastase.|Revoir dans 3 mois.",
    "exclamation": "Bonne réponse !|On continue.",
    "question": "Métastase ?|Angiome ?",
    "question answered no": "Cirrhose ? Non.",
    "question answered yes": "Métastases ? Oui, hépatiques.",
    "question without capital": "métastase ? à voir en RCP",
    "title and name": "J'ai vu Mme. Durand ce jour.|Elle va bien.",
    "M. and name": "Je revois M. Pommereuil en consultation.",
    "Dr and name": "Adressée par le Dr. Belloc pour avis.",
    "Pr and name": "Avis du Pr. Malaucène demandé.",
    "initial of a first name": "Dr C. Pradelles, médecine générale.",
    "two initials": "Relu par J. B. Castagné le 3 mai.",
    "compound initials": "Dr J.-B. Castagné a relu.",
    "segment": "Nodule du seg. VI de 12 mm.",
    "segment in figures": "Nodule du seg. 6 de 12 mm.",
    "decimal comma": "Lésion de 2,5 cm.|Pas d'autre lésion.",
    "decimal point": "Créatinine 0.8 mg/dL, Hb 12.4 g/dL.",
    "date with points": "Scanner du 12.03.2024 sans anomalie.",
    "date at the end": "Scanner le 12.03.2024.|Pas de métastase.",
    "year at the end": "Mastectomie en 2018.|Tamoxifène ensuite.",
    "vertebra at the end": "Lésion de L3.|Épidurite.",
    "stage at the end": "Tumeur classée pT2.|Grade 2.",
    "grade in roman figures": "SBR II.|RO 90 %.",
    "unit at the end": "Nodule de 12 mm.|Foie normal.",
    "percent at the end": "RO à 90 %.|RP à 20 %.",
    "millilitres": "Injection de 90 ml.|Pas de réaction.",
    "ca 15.3": "CA 15.3 à 212 U/ml.|Pas de plainte.",
    "environ": "Nodule de env. 12 mm au dôme.",
    "cf": "Bilan fait (cf. courrier du 3 mai).",
    "etc": "Nausées, vomissements, etc. depuis mardi.",
    "ATCD abbreviations": "Gg. axillaires et lésion lomb. connue.",
    "n degree": "Dossier no. 12345 à revoir.",
    "telephone": "Tél. 01 02 03 04 05 au secrétariat.",
    "page": "Voir p. 3 du compte rendu.",
    "figure": "Aspect typique (fig. 2) du foie.",
    "dotted acronym": "Décision de R.C.P. du 3 mai.",
    "i.v.": "Injection i.v. lente de produit.",
    "ellipsis inside": "Patiente fatiguée... mais présente.",
    "ellipsis at the end": "Patiente fatiguée...|Elle mange peu.",
    "leader dots": "HER2 ........ 1+",
    "closing parenthesis": "Foie normal (pas de métastase).|Os normal.",
    "closing quote": "Images « suspectes ».|IRM demandée.",
    "lower case after a full stop": "pas de métastase. contrôle à 3 mois",
    "bullet dash": "- Foie : normal.|- Os : métastases.",
    "bullet round": "• Foie normal|• Os normal",
    "numbered list": "1. Progression osseuse.|2. Foie stable.",
    "lettered list": "a) foie normal|b) os normal",
    "arrows": "-> scanner à 3 mois|-> IRM si douleur",
    "semicolon stays": "Foie normal ; os normal.",
    "blank line": "Conclusion||Pas de métastase.",
    "wrapped line": "Le scanner thoraco-abdomino-pelvien du 12 mars retrouve une lésion\nhépatique de 12 mm.",
    "cut word": "Le foie ne comporte pas de méta-\nstase.",
    "hard line end": "Foie normal|Os normal",
    "capitals": "PAS DE METASTASE.|REVOIR DANS 3 MOIS.",
    "figure opens a sentence": "Foie normal.|3 nodules pulmonaires.",
    "accented capital": "Foie normal.|Évolution favorable.",
    "vs": "Lésion de 12 mm vs. 14 mm en mars.",
    "max": "SUV max. 6,9 en T8.",
    "injection": "Scanner inj. du 3 mai normal.",
    "laboratory": "Bili. 9 µmol/L, créat. 58 µmol/L.",
    "double hyphen": "Foie normal -- os normal.",
}  # fmt: skip


@pytest.mark.parametrize(
    "marked", [pytest.param(text, id=name) for name, text in SENTENCES.items()]
)
def test_sentences(marked: str) -> None:
    wanted = [part.strip() for part in marked.split("|") if part.strip()]
    joint = "\n\n" if "||" in marked else "\n" if _is_list(wanted) else " "
    canonical = canonicalise(joint.join(wanted))
    bounds = sentence_bounds(canonical.text, canonical.folded, canonical.lines)
    assert [canonical.text[start:end] for start, end in bounds] == [
        " ".join(canonicalise(part).text.split("\n")) for part in wanted
    ]


def _is_list(parts: list[str]) -> bool:
    """Parts that only a line end sets apart."""
    return (
        all(not part.endswith((".", "!", "?", ")")) for part in parts[:-1]) or parts[0][0] in "-•1a"
    )


HEADINGS = {
    "colon": ("ATCD : HTA", "past_history"),
    "capitals": ("ANTECEDENTS : HTA", "past_history"),
    "title case": ("Antécédents médicaux : HTA", "past_history"),
    "no accent": ("Antecedents familiaux : cancer", "family_history"),
    "dash": ("Indication - bilan", "indication"),
    "full stop and dash": ("Motif. – Bilan", "indication"),
    "numbered": ("2) Technique : spirale", "technique"),
    "roman number": ("II. Résultats : normaux", "results"),
    "bullet": ("- Conclusion : stable", "conclusion"),
    "arrow": ("=> CAT : scanner", "plan"),
    "stars": ("** CONCLUSION ** : stable", "conclusion"),
    "alone on its line": ("CONCLUSION\nStable.", "conclusion"),
    "underlined": ("Conclusion\n----------\nStable.", "conclusion"),
    "conduite à tenir": ("Conduite à tenir : scanner", "plan"),
    "au total": ("Au total : patiente stable", "conclusion"),
    "question": ("Question posée : métastase ?", "indication"),
    "immunohistochemistry": ("IHC : RO 90 %", "immunohistochemistry"),
    "biology": ("Bio : Hb 12", "biology"),
    "treatment": ("Traitement en cours : létrozole", "treatment"),
    "clinical information": ("Renseignements cliniques : cancer du sein", "indication"),
}


@pytest.mark.parametrize(
    ("text", "category"), [pytest.param(*pair, id=name) for name, pair in HEADINGS.items()]
)
def test_heading(extractor: Extractor, text: str, category: str) -> None:
    assert extractor.analyse(text).sentences[-1].section == category


NO_HEADING = {
    "in a sentence": "La conclusion du scanner est rassurante.",
    "verb behind": "Antécédents de cancer du sein chez sa mère et sa tante.",
    "in the middle": "On retient en conclusion : stable.",
    "another word": "Traitement bien toléré depuis mars.",
}


@pytest.mark.parametrize("text", [pytest.param(t, id=name) for name, t in NO_HEADING.items()])
def test_no_heading(extractor: Extractor, text: str) -> None:
    assert extractor.analyse(text).sentences[0].section is None


REACH = {
    "alone: to the next heading": (
        "RESULTATS\nFoie normal.\n\nOs normal.\n\nCONCLUSION\nStable.",
        [("Foie normal.", "results"), ("Os normal.", "results"), ("Stable.", "conclusion")],
    ),
    "inline: its paragraph": (
        "Antécédents : HTA.\nDiabète.\n\nElle va bien.",
        [("Diabète.", "past_history"), ("Elle va bien.", None)],
    ),
    "answered at once: its answer": (
        "Antécédents familiaux : néant. Cancer du sein en 2012.",
        [("Cancer du sein en 2012.", None)],
    ),
    "inline then inline": (
        "Indication : bilan.\nTechnique : spirale.\nRésultats : normaux.",
        [("Technique : spirale.", "technique"), ("Résultats : normaux.", "results")],
    ),
    "before the first heading": (
        "Elle va bien.\nConclusion : stable.",
        [("Elle va bien.", None), ("Conclusion : stable.", "conclusion")],
    ),
}


@pytest.mark.parametrize(
    ("text", "sections"), [pytest.param(*pair, id=name) for name, pair in REACH.items()]
)
def test_reach_of_a_heading(
    extractor: Extractor, text: str, sections: list[tuple[str, str | None]]
) -> None:
    letter = extractor.analyse(text)
    found = {letter.text_of(sentence): sentence.section for sentence in letter.sentences}
    assert [(sentence, found.get(sentence, "?")) for sentence, _ in sections] == sections
