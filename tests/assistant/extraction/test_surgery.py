"""Operations of the primary: type, side, date, or none."""

from __future__ import annotations

import pytest

from tests.assistant.extraction.treatment_statements import statements

OPERATIONS = [
    ('Consultation du 12/03/2024. Une mastectomie gauche est programmée le 2 avril.', ['op mastectomy planned left date=2024-04-02']),
    ('Mastectomie gauche de propreté en mars 2023.', ['op mastectomy left date=2023-03']),
    ('Cicatrice de mastectomie droite propre.', ['op mastectomy right']),
    ('Mastectomie bilatérale en 2010.', ['op mastectomy left date=2010', 'op mastectomy right date=2010']),
    ("Elle a été opérée d'un cancer du sein gauche il y a 10 ans, sans traitement complémentaire.", ['op other left date=2014']),
    ('Mastectomie gauche avec reconstruction immédiate par prothèse le 7 juin 2021.', ['op mastectomy left date=2021-06-07']),
    ('Patey D 1998.', ['op mastectomy right date=1998']),
    ('S/p tumorectomie sein G 02/2016.', ['op lumpectomy left date=2016-02']),
    ('Chirurgie du sein : tumorectomie droite + GS, le 15-09-2020.', ['op lumpectomy right date=2020-09-15']),
    ("La patiente a été opérée le 12 janvier 2024 d'une tumorectomie du sein droit.", ['op lumpectomy right date=2024-01-12']),
    ('Cancer du sein gauche opéré en 2014.', ['op other left date=2014']),
    ("Opérée d'une hernie en 2010. Cancer du sein droit non opéré.", ['op none']),
    ('La patiente refuse toute chirurgie mammaire.', ['op none']),
    ('Chirurgie du primitif non retenue par la RCP.', ['op none']),
    ('Date de chirurgie : 21/05/2024, mastectomie droite.', ['op mastectomy planned right date=2024-05-21']),
    ('Maladie de Hodgkin en 1985 traitée par chimiothérapie et irradiation en mantelet. Cancer du sein gauche en 2010 : mastectomie.', ['op mastectomy left date=2010']),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), OPERATIONS, ids=[text[:60] for text, _ in OPERATIONS]
)
def test_operations(text: str, expected: list[str]) -> None:
    assert statements(text) == expected
