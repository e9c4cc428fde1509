"""What only a trial asks for: excluded diseases, prognosis, cover, consent, follow-up."""

from __future__ import annotations

import pytest

from tests.reading import said

DISEASES = [
    ("Pas de cirrhose ni d'hépatite.", ["cirrhosis absent", "hepatitis absent"]),
    ("Foie non cirrhotique.", ["cirrhosis absent"]),
    ("Cirrhose alcoolique connue.", ["cirrhosis present"]),
    ("Pas de signe de cirrhose à l'échographie.", ["cirrhosis absent"]),
    ("Cirrhose probable.", ["cirrhosis suspected"]),
    ("Cirrhose : non. Hépatite : non.", ["cirrhosis absent", "hepatitis absent"]),
    ("Sérologies hépatites B et C négatives.", ["hepatitis absent"]),
    ("VHB nég, VHC nég.", ["hepatitis absent"]),
    ("Hépatite B chronique sous entécavir.", ["hepatitis present"]),
    ("Hépatite C guérie en 2015.", ["hepatitis absent"]),
    ("Pas d'hépatite évolutive.", ["hepatitis absent"]),
    ("Hépatite médicamenteuse sous létrozole.", ["hepatitis present"]),
    ("Vaccination contre l'hépatite B à jour.", []),
    ("Sérologie hépatite B négative.", []),
    ("Stéatohépatite.", []),
    ("Surveillance du risque d'hépatite.", []),
    ("Pas de connectivite ni de sclérodermie.", ["connective_tissue_disease absent", "scleroderma absent"]),
    ("Sclérodermie systémique suivie en médecine interne.", ["scleroderma present"]),
    ("Lupus érythémateux systémique depuis 2010.", ["connective_tissue_disease present"]),
    ("Syndrome de Gougerot-Sjögren.", ["connective_tissue_disease present"]),
    ("Maladie du tissu conjonctif : absente", ["connective_tissue_disease absent"]),
    ("Suspicion de connectivite.", ["connective_tissue_disease suspected"]),
    ("Bilan de connectivite demandé.", []),
    ("Mère atteinte d'un lupus.", []),
    ("Sclérodermie chez sa sœur.", []),
    ("Lupus anticoagulant négatif.", []),
    ("Lupus dans la famille seulement.", []),
]  # fmt: skip

PROGNOSIS = [
    ("Espérance de vie supérieure à 3 mois.", ["life_expectancy 3 bound=gt"]),
    ("Espérance de vie > 6 mois", ["life_expectancy 6 bound=gt"]),
    ("Espérance de vie estimée à plus d'un an.", ["life_expectancy 12 bound=gt"]),
    ("Survie attendue < 3 mois.", ["life_expectancy 3 bound=lt"]),
    ("L'espérance de vie ne dépasse pas 3 mois.", ["life_expectancy 3 bound=le"]),
    ("L'espérance de vie est de l'ordre de 6 mois.", ["life_expectancy 6 bound=eq"]),
    ("On dépasse largement les trois mois d'espérance de vie.", ["life_expectancy 3 bound=gt"]),
    ("Espérance de vie : 3 à 6 mois.", ["life_expectancy 3 bound=ge"]),
    ("Espérance de vie d'au moins six mois.", ["life_expectancy 6 bound=ge"]),
    ("Espérance de vie inférieure à trois mois.", ["life_expectancy 3 bound=lt"]),
    ("Pronostic oncologique estimé à plus de 12 mois.", ["life_expectancy 12 bound=gt"]),
    ("La survie médiane est de 12 mois.", []),
    ("Espérance de vie de plusieurs années.", []),
    ("Critères d'inclusion : espérance de vie > 3 mois.", []),
]

COVER = [
    ("Affiliée à un régime de sécurité sociale.", ["social_security present"]),
    ("Elle bénéficie d'une couverture sociale.", ["social_security present"]),
    ("Elle est bien assurée sociale.", ["social_security present"]),
    ("Social : aucune couverture sociale à ce jour, AME demandée.", ["social_security absent"]),
    ("AME en cours de demande.", []),
    ("Ses droits à la sécurité sociale sont toujours ouverts.", ["social_security present"]),
    ("Il est dépourvu de couverture sociale.", ["social_security absent"]),
    ("La distance ne sera pas un frein au suivi.", ["compliance_obstacle absent"]),
    ("Sous ALD pour son cancer.", ["social_security present"]),
    ("Sécurité sociale : oui", ["social_security present"]),
    ("N'est pas affiliée à la sécurité sociale.", ["social_security absent"]),
    ("Sans couverture sociale.", ["social_security absent"]),
    ("Ses droits à la sécurité sociale sont fermés.", ["social_security absent"]),
    ("N° de sécurité sociale : 2 58 04 75 123 456", []),
    ("Critères : affiliation à la sécurité sociale.", []),
]

CONSENT = [
    ("Essai STEREO-SEIN : consentement signé le 12/03/2024.", ["consent signed date=2024-03-12"]),
    ("Elle a signé le consentement de l'essai.", ["consent signed"]),
    (
        "Notice d'information de l'essai remise, consentement non encore signé.",
        ["consent not_signed"],
    ),
    ("Essai proposé. Elle n'a pas signé le consentement.", ["consent not_signed"]),
    (
        "Essai STEREO-SEIN, patiente à informer (consentement non recueilli à ce jour).",
        ["consent not_signed"],
    ),
    (
        "Essai expliqué, notice remise, signature prévue au prochain rendez-vous.",
        ["consent not_signed"],
    ),
    (
        "Essai expliqué, notice remise le 14/01/2025 ; consentement signé le 23/01/2025.",
        ["consent signed date=2025-01-23"],
    ),
    ("Elle refuse de participer à l'essai.", ["consent refused"]),
    ("Elle ne souhaite pas participer à l'étude clinique.", ["consent refused"]),
    ("Consentement opératoire signé. Un essai a été évoqué.", []),
    ("Consentement pour la tumorothèque signé. Un essai pourra être discuté.", []),
    ("Consentement aux soins recueilli.", []),
    ("Critères de l'essai : consentement signé.", []),
    ("Si elle signe le consentement, l'essai débutera.", []),
]

FOLLOW_UP = [
    ("Aucun obstacle psychologique, familial ou géographique au suivi.", ["compliance_obstacle absent"]),
    ("Aucun obstacle à sa participation et à son suivi.", ["compliance_obstacle absent"]),
    ("Elle est disponible et motivée.", ["compliance_obstacle absent"]),
    ("Elle habite à 300 km, le suivi sera très difficile.", ["compliance_obstacle present"]),
    ("L'isolement géographique rend le suivi difficile.", ["compliance_obstacle present"]),
    ("Elle ne pourra pas se déplacer pour les visites.", ["compliance_obstacle present"]),
    ("Les trajets répétés seraient un vrai frein au suivi.", ["compliance_obstacle present"]),
    ("La compliance est mauvaise : observance médiocre aux consultations.", ["compliance_obstacle present"]),
    ("Je n'ai pas repéré de frein familial ou géographique au suivi.", ["compliance_obstacle absent"]),
    ("Obstacle géographique, familial ou psychologique : aucun identifié.", ["compliance_obstacle absent"]),
    ("Elle habite à 40 km et vient en taxi.", []),
    ("Suivi radiologique difficile du nodule.", []),
    ("Mauvaise observance du tamoxifène.", []),
    ("Surveillance annuelle par le médecin traitant.", []),
]  # fmt: skip

DAYS = [
    ("Randomisée le 15/03/2024.", ["randomization_date 2024-03-15"]),
    ("Première séance de stéréotaxie le 28/03/2024.", ["irradiation_date 2024-03-28"]),
    ("La randomisation ne pourra pas être faite avant le 22/09/2024.", []),
    ("Essai randomisé, IRM du 12/03/2024.", []),
]


@pytest.mark.parametrize(
    ("text", "expected"), DISEASES + PROGNOSIS + COVER + CONSENT + FOLLOW_UP + DAYS
)
def test_what_a_trial_asks_as_it_is_worded(extractor, text, expected):
    assert said(extractor, text, "trial") == expected


def test_a_consent_to_care_is_no_consent_to_the_trial(extractor):
    facts = extractor.extract(
        "Elle a signé le consentement de soin, mais ne souhaite pas d'essai."
    ).facts
    assert not [fact for fact in facts if fact.key == "consent" and fact.value == "signed"]
