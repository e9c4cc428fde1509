"""Dates of French letters, with and without the date of the document."""

import pytest

from assistant.documents.canonical import fold
from assistant.extraction.dates import find_dates

DOCUMENT = "2025-03-12"


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("le 3 mai 2024", ["2024-05-03"]),
        ("le 1er septembre 2023", ["2023-09-01"]),
        ("03/05/2024", ["2024-05-03"]),
        ("03.05.24", ["2024-05-03"]),
        ("3-5-2024", ["2024-05-03"]),
        ("2024-05-03", ["2024-05-03"]),
        ("mai 2024", ["2024-05"]),
        ("en août 2017", ["2017-08"]),
        ("05/2024", ["2024-05"]),
        ("09/21", ["2021-09"]),
        ("fin 09/21.", ["2021-09"]),
        ("en 2017", ["2017"]),
        ("née le 04.06.61", ["1961-06-04"]),
        ("le 4 mars", ["2025-03-04"]),
        ("le 17/01", ["2025-01-17"]),
        ("le 20 décembre", ["2024-12-20"]),
        ("en juillet dernier", ["2024-07"]),
        ("il y a 3 semaines", ["2025-02-19"]),
        ("depuis deux mois", ["2025-01"]),
        ("ce jour", ["2025-03-12"]),
        ("hier", ["2025-03-11"]),
        ("de mars 2015 à février 2020", ["2015-03", "2020-02"]),
        ("12/02/2024 -> 25/03/2024", ["2024-02-12", "2024-03-25"]),
        ("sept. 2022", ["2022-09"]),
    ],
)
def test_dates(text: str, dates: list[str]) -> None:
    assert [mention.iso for mention in find_dates(fold(text), DOCUMENT)] == dates


@pytest.mark.parametrize(
    "text",
    [
        "TA 13/8",
        "poids 62 kg",
        "RE 90 %, RP 40 %",
        "ratio 1,2",
        "N 10-50",
        "31/02/2024",
        "dossier 2021-07730",
        "12 x 10 mm",
        "EVA 4/10",
        "tél. 02 00 14 77 20",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(fold(text)) == []
