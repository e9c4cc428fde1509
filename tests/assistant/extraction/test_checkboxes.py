"""Forms with boxes: what is not ticked is not said."""

from __future__ import annotations

import pytest

from assistant.extraction.checkboxes import unticked_spans, without_unticked

CASES = [
    ("box-before", "[x] TNS [ ] lobulaire", "[x] TNS"),
    ("box-before-after-a-label", "Côté : [ ] droit [x] gauche", "Côté :           [x] gauche"),
    ("box-behind", "Grade SBR : 1[ ] 2[X] 3[ ]", "Grade SBR :      2[X]"),
    ("signs", "☐ positif ☒ négatif", "          ☒ négatif"),
    ("columns", "[ ] négatif\t70 %\tintensité [ ] faible [x] forte", "\t70 %\tintensité            [x] forte"),
    ("nothing-ticked", "FISH : [ ] amplifiée [ ] non amplifiée", "FISH :"),
    ("answers-in-a-row", "os [x] oui [ ] non ; foie [ ] oui [x] non", "os [x] oui         ; foie         [x] non"),
    ("no-box", "Score (0) et [1] notes", "Score (0) et [1] notes"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kept"), [pytest.param(*row[1:], id=row[0]) for row in CASES])
def test_only_ticked_options_are_kept(text, kept):
    assert without_unticked(text, unticked_spans(text)).strip(" ") == kept.strip(" ")


def test_the_text_keeps_its_length():
    text = "Type : [x] TNS [ ] lobulaire\nGrade 1 ☐ 2 ☒"
    assert len(without_unticked(text, unticked_spans(text))) == len(text)
