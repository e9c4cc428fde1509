"""The name, the birth date and the sex of the patient, never those of somebody else."""

from __future__ import annotations

import pytest

PEOPLE = [
    ("Madame LE GOFF Anne-Marie née LE BRAS le 05/07/1958 (65 ans)", "LE GOFF Anne-Marie", "1958-07-05", "female"),
    ("Mme Huguette DALLEMAGNE, née le 2 juin 1951", "Huguette DALLEMAGNE", "1951-06-02", "female"),
    ("Patiente : PIERREFEU Corinne   Date de naissance : 8/10/1971", "PIERREFEU Corinne", "1971-10-08", "female"),
    ("Nom : RIGOULOT-MAZEL        Prénom : Florence       DDN : 27.08.1974", "RIGOULOT-MAZEL Florence", "1974-08-27", None),
    ("Nom de naissance : MARTIN   Prénom : Claire   Date de naissance : 12 03 1960   Sexe : F", "MARTIN Claire", "1960-03-12", "female"),
    ("Identité : BLANCHETEAU Simone, Mme, 81 ans", "BLANCHETEAU Simone", None, "female"),
    ("HAMZAOUI Leïla, née le 08.05.1976", "HAMZAOUI Leïla", "1976-05-08", "female"),
    ("Compte rendu du 12/04/2025\n\nLEMOUELLIC Gérard            Sexe M            08/08/1957", "LEMOUELLIC Gérard", "1957-08-08", "male"),
    ("OBJET : Mme OUDINOT Fabienne, née le 30 juin 1957", "OUDINOT Fabienne", "1957-06-30", "female"),
    ("IDE : Mme Toupin. Secrétaire : Mme Valérie KLEIN. Patient : M. BOUCHARD Luc", "BOUCHARD Luc", None, "male"),
    ("Madame le Docteur Anne DUVAL\nCher confrère, j'ai vu Monsieur Paul LEBRUN.", "Paul LEBRUN", None, "male"),
    ("J'ai vu Mme Petit, 38 ans, accompagnée de sa fille Mme Leroy.", "Petit", None, "female"),
    ("Dr F. LABOURDETTE, Dr M. OUEDRAOGO\nMadame JOUANDEAU Renée-Claude", "JOUANDEAU Renée-Claude", None, "female"),
    ("Mme K. D., dossier 7", "K. D.", None, "female"),
    ("NOM : DUPUIS   PRENOM : JEANNE   NEE LE 03/02/1949", "DUPUIS JEANNE", "1949-02-03", "female"),
    ("Monsieur Gérard POMMEREUIL\nNé le : 30-06-1955", "Gérard POMMEREUIL", "1955-06-30", "male"),
    ("COURTEHEUSE Annick ♀ 14.07.60\n\nConsultation du 24/09/2024", "COURTEHEUSE Annick", "1960-07-14", "female"),
    ("CHG\nSOULHIARD Renée F 22/08/1949   serv HGE\nreçu 09/03/2021", "SOULHIARD Renée", "1949-08-22", "female"),
    ("Consultation du 14/09/2022\nIdentité     Mme LANCEL Germaine     88 ans     01/06/1934", "LANCEL Germaine", "1934-06-01", "female"),
    ("NOM ............ CHOULET         Prénom ...... Odile     Sexe : F", "CHOULET Odile", None, "female"),
    ("NOM : DUVALLON  PRENOM : MARIE-CLAUDE  DDN 04/05/1956  SEXE F", "DUVALLON MARIE-CLAUDE", "1956-05-04", "female"),
    ("Patient porteur d'un cancer du sein.", None, None, "male"),
    ("Dr MARTIN Paul, né le 12/03/1960 ?", None, None, None),
    ("RESULTATS DU 05/03/2024\nHEMOGLOBINE : 12.4 g/dl", None, None, None),
    ("Examen neurologique normal le 5 mars 2024.", None, None, None),
    ("L'espérance de vie ne dépasse pas 3 mois.", None, None, None),
    ("Assistante médicale : Mme Nathalie SOUBEYRAN", None, None, None),
    ("Son fils, né le 12/03/1990, nous accompagne.", None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "birth", "sex"), PEOPLE)
def test_the_patient_is_the_person_named(extractor, text, name, birth, sex):
    identity = extractor.extract(text).identity
    assert (identity.name, identity.birth_date, identity.sex) == (name, birth, sex)


def test_identity_and_facts_quote_the_same_words(extractor):
    extraction = extractor.extract("Mme DURAND Paulette, née le 4 mars 1961, consulte ce jour.")
    (birth,) = (fact for fact in extraction.facts if fact.key == "birth_date")
    assert birth.evidence == (extraction.identity.birth_date_evidence,)
    assert birth.evidence[0].text == "née le 4 mars 1961"


def test_a_two_figure_year_is_never_that_of_a_child(extractor):
    text = "Consultation du 12/05/2023\n\nMme ROUX Odile, née le 14/02/21"
    assert extractor.extract(text).identity.birth_date == "1921-02-14"
