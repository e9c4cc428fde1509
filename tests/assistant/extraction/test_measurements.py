"""Sizes, volumes, counts, sides and vertebral levels in French text."""

from __future__ import annotations

import pytest

from assistant.documents.canonical import fold
from assistant.extraction.measurements import (
    find_counts,
    find_sides,
    find_sizes,
    find_volumes,
    read_size,
)
from assistant.extraction.vertebrae import find_levels, sort_levels

NOW = [
    ("centimetres", "nodule de 2,5 x 1,8 cm", [25.0]),
    ("glued", "12x10mm", [12.0]),
    ("three-dimensions", "4 x 3 x 2 cm", [40.0]),
    ("mixed-units", "1,2 cm x 8 mm", [12.0]),
    ("list", "22 et 9 mm", [22.0, 9.0]),
    ("longer-list", "35, 21 et 12 mm", [35.0, 21.0, 12.0]),
    ("range", "de 9 à 16 mm", [16.0]),
    ("range-between", "entre 5 et 12 mm", [12.0]),
    ("range-dash", "12-16 mm", [16.0]),
    ("words", "deux centimètres et demi", [25.0]),
    ("cm-and-mm", "2cm5", [25.0]),
    ("slash", "lésion de 44/30 mm", [44.0]),
    ("measured-at", "masse mesurée à 38 mm", [38.0]),
    ("in-words-only", "nodule centimétrique", []),
    ("no-length", "clairance 62 mL/min, 50 Gy en 25 fractions", []),
    ("date-before", "le 12.03.2024 14 mm", [14.0]),
]
EARLIER = [
    ("versus", "16 mm contre 14 mm", [16.0], [14.0]),
    ("bare-in-brackets", "14 mm (20)", [14.0], [20.0]),
    ("dated-in-brackets", "41 mm (29 mm en janvier)", [41.0], [29.0]),
    ("change", "passée de 20 à 14 mm", [14.0], [20.0]),
    ("arrow", "20 mm → 14 mm", [14.0], [20.0]),
    ("arrow-without-unit", "20 -> 14 mm", [14.0], [20.0]),
    ("decimal-before", "7,2 cm (5,8 le 06/05)", [72.0], [58.0]),
]
OTHER = [
    ("distance", "à 22 mm de l'estomac", "distance"),
    ("margin", "marge de 6 mm", "distance"),
    ("bowel-before", "grêle et estomac à 22 mm", "distance"),
    ("thickness", "4 mm d'épaisseur", "thickness"),
    ("slices", "coupes de 5 mm", "thickness"),
]
LEVELS = [
    ("range", "lésions de D7-D9", ["T7", "T8", "T9"]),
    ("range-across", "T12-L1", ["T12", "L1"]),
    ("range-in-words", "de L2 à L4", ["L2", "L3", "L4"]),
    ("enumeration", "D6, D7 et L4", ["T6", "T7", "L4"]),
    ("short-range", "D8-9", ["T8", "T9"]),
    ("th", "Th8", ["T8"]),
    ("sacral", "S1", ["S1"]),
    ("until", "de D4 jusqu'à D6", ["T4", "T5", "T6"]),
    ("sequences-and-levels", "axiales T1 et T2 de T8 à T10", ["T8", "T9", "T10"]),
    ("with-a-cervical-one", "vertèbres C4, T2, L1", ["C4", "T2", "L1"]),
    ("sequences", "hyposignal T1, T2 et STIR", []),
    ("stage", "T2 N0", []),
    ("stage-with-a-letter", "T4d N3", []),
    ("cycle", "C1 le 12/03", []),
    ("line-of-treatment", "L1 métastatique : taxol", []),
    ("no-such-vertebra", "L8 et D15", []),
]
COUNTS = [
    ("word", "deux lésions", [2]),
    ("figure", "3 nodules", [3]),
    ("at-least", "au moins 3 lésions", []),
    ("between", "2 à 3 lésions", []),
    ("part", "dont 2 nouvelles", []),
    ("measure", "12 mm", []),
]
VOLUMES = [
    ("target-volume", "GTV 8,4 cc", [8.4]),
    ("millilitres", "volume de 12 mL", [12.0]),
    ("cubic-centimetres", "lésion de 12,5 cm3", [12.5]),
    ("contrast", "injection de 100 mL de produit de contraste", []),
    ("fluid", "épanchement ponctionné (800 cc)", []),
]


def _ids(table):
    return [pytest.param(*row, id=name) for name, *row in table]


@pytest.mark.parametrize(("text", "expected"), _ids(NOW))
def test_sizes_take_their_largest_dimension_in_millimetres(text, expected):
    folded = fold(text)
    assert [size.mm for size in find_sizes(folded, 0, len(folded))] == expected


@pytest.mark.parametrize(("text", "now", "before"), _ids(EARLIER))
def test_sizes_of_an_earlier_examination_are_told_apart(text, now, before):
    folded = fold(text)
    sizes = find_sizes(folded, 0, len(folded))
    assert [s.mm for s in sizes if not s.earlier] == now
    assert [s.mm for s in sizes if s.earlier] == before


@pytest.mark.parametrize(("text", "kind"), _ids(OTHER))
def test_lengths_that_are_no_size(text, kind):
    folded = fold(text)
    assert [size.kind for size in find_sizes(folded, 0, len(folded))] == [kind]


def test_the_first_present_size_is_read():
    assert read_size("16 mm de large contre 14 mm").mm == 16.0


@pytest.mark.parametrize(("text", "expected"), _ids(LEVELS))
def test_levels_are_normalised_and_ranges_filled(text, expected):
    folded = fold(text)
    found = find_levels(folded, 0, len(folded))
    assert [level for mention in found for level in mention.levels] == expected


def test_levels_are_sorted_from_top_to_bottom():
    assert sort_levels({"L1", "T10", "C7", "T9"}) == ["C7", "T9", "T10", "L1"]


@pytest.mark.parametrize(("text", "expected"), _ids(COUNTS))
def test_only_exact_numbers_count(text, expected):
    folded = fold(text)
    assert [count.number for count in find_counts(folded, 0, len(folded))] == expected


@pytest.mark.parametrize(("text", "expected"), _ids(VOLUMES))
def test_volumes_of_lesions_in_millilitres(text, expected):
    folded = fold(text)
    assert [volume.ml for volume in find_volumes(folded, 0, len(folded))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    _ids(
        [
            ("letter", "sein d", ["right"]),
            ("word", "poumon gauche", ["left"]),
            ("both", "nodules bilatéraux", ["both"]),
            ("vertebra", "d7", []),
            ("unit", "10 g/dl", []),
        ]
    ),
)
def test_sides(text, expected):
    folded = fold(text)
    assert [side for _, _, side in find_sides(folded, 0, len(folded))] == expected
