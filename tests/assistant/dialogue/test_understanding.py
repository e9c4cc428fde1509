"""What a line of the conversation asks for."""

from __future__ import annotations

import pytest

from assistant.dialogue.understanding import Request, understand

CRITERIA = ["I1", "I8", "I8b", "I14", "E3", "E5g"]


@pytest.mark.parametrize(
    ("line", "request_"),
    [
        ("", Request.EMPTY),
        ("   ", Request.EMPTY),
        ("oui", Request.YES),
        ("Oui.", Request.YES),
        ("ok", Request.YES),
        ("c'est ça", Request.YES),
        ("d’accord", Request.YES),
        ("non", Request.NO),
        ("Non merci", Request.NO),
        ("ce n'est pas ça", Request.NO),
        ("inconnu", Request.UNKNOWN),
        ("Je ne sais pas", Request.UNKNOWN),
        ("je sais pas", Request.UNKNOWN),
        ("?", Request.UNKNOWN),
        ("non renseigné", Request.UNKNOWN),
        ("pas encore dosée", Request.UNKNOWN),
        ("en attente", Request.UNKNOWN),
        ("je n'ai pas ce résultat", Request.UNKNOWN),
        ("Que manque-t-il ?", Request.MISSING),
        ("il manque quoi ?", Request.MISSING),
        ("qu'est-ce qui manque", Request.MISSING),
        ("qu’est-ce qu’il manque encore ?", Request.MISSING),
        ("que reste-t-il à faire ?", Request.MISSING),
        ("verdict ?", Request.VERDICT),
        ("où en est-on ?", Request.VERDICT),
        ("est-elle éligible ?", Request.VERDICT),
        ("question suivante", Request.NEXT),
        ("annule", Request.UNDO),
        ("Annuler la dernière décision", Request.UNDO),
        ("je me suis trompée", Request.UNDO),
        ("rétablis", Request.REDO),
        ("aide", Request.HELP),
        ("que sais-tu faire ?", Request.HELP),
        ("OMS 1", Request.OTHER),
        ("14 µmol/L", Request.OTHER),
        ("non ménopausée", Request.OTHER),
        ("pas de métastase cérébrale", Request.OTHER),
        ("il manque une dent", Request.OTHER),
        ("oui, 90 %", Request.OTHER),
    ],
)
def test_the_meaning_of_a_line(line, request_):
    assert understand(line, CRITERIA).request is request_


@pytest.mark.parametrize(
    ("line", "criterion"),
    [
        ("pourquoi ?", None),
        ("Pourquoi E3 ?", "E3"),
        ("pourquoi i8b", "I8b"),
        ("explique I 8 b", "I8b"),
        ("mais pourquoi le critère I14 ?", "I14"),
        ("e5g ?", "E5g"),
        ("pourquoi I99 ?", None),
    ],
)
def test_which_criterion_is_asked_about(line, criterion):
    understood = understand(line, CRITERIA)
    assert (understood.request, understood.criterion) == (Request.WHY, criterion)
