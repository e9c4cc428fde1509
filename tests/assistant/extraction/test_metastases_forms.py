"""Forms that ask about metastases by boxes, and areas that are called suspicious.

What a form ticks is said, what it leaves open is unknown.
"""

from __future__ import annotations

import pytest

from tests.reading import said

FORMS = [
    ("rows-before", "Extension (TDM du 25/10/2023) :\n  plèvre   [x] oui : épanchement, cytologie positive\n  foie     [ ] oui  [x] non\n  cerveau  : non exploré", ["absent liver", "present pleura"]),
    ("rows-with-figures", "Extension :\n  poumon   [x] oui : 2 nodules du LIG, 8 et 12 mm\n  os       [ ] oui  [x] non", ["absent bone", "present count=2 lung size_mm=12"]),
    ("signs", "Localisations secondaires\nFoie ☒ oui ☐ non\nPoumon ☐ oui ☒ non\nOs ☒ oui ☐ non", ["absent lung", "present bone", "present liver"]),
    ("boxes-behind", "Maladie métastatique\nfoie : OUI ☐ NON ☒", ["absent liver"]),
    ("one-line", "Métastases : foie ☐ oui ☒ non / poumon ☒ oui ☐ non / os ☐ oui ☒ non", ["absent bone", "absent liver", "present lung"]),
    ("one-line-semicolons", "Sites atteints : os [x] oui [ ] non ; foie [ ] oui [x] non ; cerveau [ ] oui [x] non", ["absent brain", "absent liver", "present bone"]),
    ("columns", "Bilan d'extension\nFoie\t☐ oui\t☒ non\nOs\t☒ oui\t☐ non", ["absent liver", "present bone"]),
    ("named-metastases", "Métastases hépatiques : [x] oui [ ] non\nMétastases cérébrales : [ ] oui [x] non", ["absent brain", "present liver"]),
    ("involvement", "Atteinte hépatique : [ ] oui [x] non\nAtteinte osseuse : [x] oui [ ] non", ["absent liver", "present bone"]),
    ("no-before-yes", "Métastases\n Os    [ ] non   [x] oui\n Foie  [x] non   [ ] oui", ["absent liver", "present bone"]),
    ("boxes-of-organs", "M+ : [x] oui [ ] non   sites : [x] os [ ] foie [x] poumon", ["present bone", "present lung"]),
    ("with-a-comment", "Extension métastatique\nFoie : [ ] oui [x] non, stéatose", ["absent liver"]),
    ("nothing-ticked", "Sites métastatiques :\ncerveau : ☐ oui ☐ non", []),
    ("third-option", "Métastases\n Cerveau     [ ] non   [ ] oui   [x] non exploré", []),
    ("words-unchosen", "Métastases hépatiques   oui / non", []),
    ("words-unchosen-capitals", "Métastases osseuses OUI NON", []),
    ("no-to-the-symptomatic", "Métastases cérébrales symptomatiques : [ ] oui [x] non", []),
    ("yes-to-the-known", "Métastases cérébrales connues : [x] oui [ ] non", ["present brain"]),
    ("toxicity", "Toxicité : foie [x] oui [ ] non, peau [x] oui [ ] non", []),
    ("history", "ATCD pulmonaires : [x] oui [ ] non\nATCD hépatiques : [ ] oui [x] non", []),
    ("organ-failure", "Insuffisance hépatique : [ ] oui [x] non", []),
]  # fmt: skip

AREAS = [
    ("area-of-a-vertebra", "Plage de 9 mm du corps de T12, en restriction de diffusion, non présente en janvier, suspecte.", ["suspected count=1 levels=['T12'] spine size_mm=9"]),
    ("area-of-the-liver", "Zone hypodense de 14 mm du segment VI, mal limitée, suspecte.", ["suspected liver size_mm=14"]),
    ("area-of-a-bone", "Zone de 8 mm de l'aile iliaque gauche, de découverte récente, douteuse.", ["suspected bone size_mm=8"]),
    ("suspicious-before", "Zone suspecte de 9 mm du corps vertébral de L1.", ["suspected count=1 levels=['L1'] spine size_mm=9"]),
    ("remodelling", "Remaniement de 10 mm du corps de T11, suspect.", ["suspected count=1 levels=['T11'] spine size_mm=10"]),
    ("none", "Pas de plage suspecte au niveau du foie ni de l'os.", ["absent bone", "absent liver"]),
    ("not-suspicious", "Plage non suspecte de 9 mm du corps de T12.", []),
    ("steatosis", "Plage de stéatose de 30 mm du segment IV, non suspecte.", []),
    ("radiation", "Remaniements post-radiques de l'apex pulmonaire gauche.", []),
    ("part-of-a-metastasis", "Métastase de 22 mm du segment VII, avec une zone de nécrose centrale de 8 mm.", ["present liver size_mm=22"]),
    ("too-small", "Zone hypodense hépatique de 8 mm, trop petite pour être caractérisée.", []),
]  # fmt: skip

DISEASE = [
    ("yes", "Métastatique d'emblée : [x] oui [ ] non", ["present"]),
    ("no", "Métastatique : [ ] oui [x] non", ["absent"]),
    ("metastases-no", "Métastases : [ ] oui [x] non\nSi oui : [ ] os [ ] foie", ["absent"]),
    ("no-to-the-synchronous", "Métastatique d'emblée : [ ] oui [x] non", []),
    ("nothing-ticked", "Métastatique : ☐ oui ☐ non", []),
]


def _rows(table):
    return [pytest.param(*row[1:], id=row[0]) for row in table]


@pytest.mark.parametrize(("text", "expected"), _rows(FORMS + AREAS))
def test_organs(extractor, text, expected):
    lines = [line.split() for line in said(extractor, text, "metastases")]
    found = [" ".join(words[1:]) for words in lines if words[0] == "metastasis"]
    assert sorted(line.replace("site=", "") for line in found) == expected


@pytest.mark.parametrize(("text", "expected"), _rows(DISEASE))
def test_the_disease_as_a_whole(extractor, text, expected):
    lines = [line.split() for line in said(extractor, text, "metastases")]
    assert [words[1] for words in lines if words[0] == "metastatic"] == expected
