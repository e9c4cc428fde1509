"""French words of a typed line: values and their synonyms, dates, sites, specimens."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Any

from criteria.quantities import parse_number
from criteria.vocabulary.keys import Key, VocabularyError
from criteria.vocabulary.terms import SITES

NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"

MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "janvier janv jan", "fevrier fevr fev", "mars", "avril avr", "mai", "juin",
            "juillet juil", "aout", "septembre sept", "octobre oct", "novembre nov",
            "decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

WORDS: dict[str, tuple[str, ...]] = {
    "present": ("present", "presente", "presents", "presentes", "oui", "o", "positif"),
    "absent": (
        "absent", "absente", "absents", "absentes", "non", "n", "aucun", "aucune", "pas", "negatif",
    ),
    "suspected": ("suspect", "suspecte", "suspectee", "suspectees", "possible", "douteux", "?"),
    "positive": ("positif", "positifs", "positive", "pos", "+", "oui"),
    "negative": ("negatif", "negatifs", "negative", "neg", "-", "non", "nul", "0"),
    "low": ("faible", "faiblement", "low"),
    "equivocal": ("equivoque", "ambigu"),
    "amplified": ("amplifie", "oui", "positif"),
    "not_amplified": ("non amplifie", "pas amplifie", "non", "negatif"),
    "signed": ("signe", "oui"),
    "not_signed": ("non signe", "pas signe", "pas encore", "non", "a signer"),
    "refused": ("refuse", "refus"),
    "postmenopausal": ("menopausee", "oui", "menopause"),
    "premenopausal": ("non menopausee", "pas menopausee", "non", "reglee"),
    "perimenopausal": ("perimenopause", "perimenopausee"),
    "female": ("femme", "f", "feminin", "elle"),
    "male": ("homme", "h", "m", "masculin", "lui"),
    "adequate": ("a distance", "oui", "suffisante", "adequate"),
    "close": ("trop proche", "proche", "au contact", "contact", "non"),
    "mastectomy": ("mastectomie", "mammectomie", "patey"),
    "lumpectomy": ("tumorectomie", "zonectomie", "quadrantectomie"),
    "other": ("operee", "opere", "oui", "chirurgie"),
    "none": ("pas de chirurgie", "non operee", "non opere", "non", "aucune", "pas operee"),
    "nst": ("canalaire infiltrant", "nst", "canalaire", "cci", "non specifique"),
    "lobular": ("lobulaire infiltrant", "lobulaire", "cli"),
}  # fmt: skip
"""What is typed for a value, without accents; several keys share a word, never one key two."""


def plain(text: str) -> str:
    """The text in lower case, without accents, with single spaces."""
    letters = unicodedata.normalize("NFD", text.replace("’", "'").replace("œ", "oe"))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"\s+", " ", bare).strip().lower()


def parse_date(text: str) -> str:
    """The ISO date, whole or not, that French text writes: "3/5/2025", "03/2025", "3 mai 2025".

    Raises VocabularyError when it is not a date.
    """
    words = plain(text).removeprefix("le ").replace("1er", "1")
    if re.fullmatch(r"\d{4}(-\d{2}){0,2}", words):
        return words
    parts: tuple[str, ...] = tuple(re.split(r"[/.\- ]+", words))
    if len(parts) > 3 or not parts:
        raise VocabularyError(f"« {text.strip()} » n'est pas une date.")
    numbers = [MONTHS.get(part) or (int(part) if part.isdigit() else 0) for part in parts]
    year = numbers[-1] + 2000 if len(parts[-1]) == 2 else numbers[-1]
    try:
        if len(numbers) == 3:
            return datetime.date(year, numbers[1], numbers[0]).isoformat()
        if len(numbers) == 2:
            return datetime.date(year, numbers[0], 1).isoformat()[:7]
    except ValueError:
        pass
    raise VocabularyError(f"« {text.strip()} » n'est pas une date (jour/mois/année).")


def choice_of(key: Key, words: str, text: str) -> str:
    """The value of an enumeration that words name; the whole typed text is for the message.

    Raises VocabularyError when they name none.
    """
    words = words.strip(" ,.;:")
    for value, label in key.values.items():
        if words in (value, plain(label)):
            return value
    found = [value for value in key.values if words in WORDS.get(value, ())]
    if not found:
        begun = [
            (len(word), value)
            for value in key.values
            for word in WORDS.get(value, (plain(key.values[value]),))
            if len(word) > 1 and re.match(rf"{re.escape(word)}(?!\w)", words)
        ]
        found = [value for _, value in sorted(begun, reverse=True)[:1]]
    if found:
        return found[0]
    choices = ", ".join(list(key.values.values())[:8])
    raise VocabularyError(f"{key.label} : « {text.strip()} » n'est pas compris ({choices}).")


def take(pattern: str, words: str) -> tuple[re.Match[str] | None, str]:
    """The first match of the pattern, and the words without it."""
    match = re.search(pattern, words)
    if match is None:
        return None, words
    return match, f"{words[: match.start()]} {words[match.end() :]}".strip(" ,;")


DATE_PATTERN = (
    r"\d{4}-\d{2}(?:-\d{2})?|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}/\d{4}"
    rf"|(?:\d{{1,2}}(?:er)? )?(?:{'|'.join(MONTHS)})\.? \d{{4}}"
)


def dated(words: str, attrs: dict[str, Any], *, year: bool = False) -> str:
    """The words without the date they give, which goes to `attrs` (a bare year if asked)."""
    pattern = (
        rf"\(?(?:\b(?:le|du|en|au)\s+)?({DATE_PATTERN}{'|[12][90][0-9][0-9]' if year else ''})\)?"
    )
    match, rest = take(pattern, words)
    if match is not None:
        attrs["date"] = parse_date(match.group(1)) if "-" not in match[1] else match[1]
        if re.fullmatch(r"\d{4}", match[1]):
            attrs["date"] = match[1]
    return rest


def with_specimen(words: str, attrs: dict[str, Any]) -> str:
    """The words without the specimen they name, which goes to `attrs`."""
    for specimen, pattern in (
        ("primary", r"\(?\b(?:sur (?:le )?)?(?:primitif|primitive|sein)\b\)?"),
        ("metastasis", r"\(?\b(?:sur (?:la )?)?metastase\b\)?"),
    ):
        match, words = take(pattern, words)
        if match is not None:
            attrs["specimen"] = specimen
    return words


def with_site(words: str, attrs: dict[str, Any]) -> str:
    """The words without the metastatic site they name, which goes to `attrs`."""
    names = {plain(label): site for site, label in SITES.items()} | {site: site for site in SITES}
    for name, site in sorted(names.items(), key=lambda pair: -len(pair[0])):
        match, rest = take(rf"\(?\b{re.escape(name)}\)?", words)
        if match is not None and site != "other":
            attrs["site"] = site
            return rest
    return words


def with_side(words: str, attrs: dict[str, Any]) -> str:
    """The words without the side they name, which goes to `attrs`."""
    for side, pattern in (("left", r"\bgauche\b"), ("right", r"\bdroite?\b")):
        match, words = take(pattern, words)
        if match is not None:
            attrs["side"] = side
    return words


def described(key: Key, words: str, attrs: dict[str, Any]) -> str:
    """The words without the numbers that describe a finding, which go to `attrs`.

    A number with a unit is known by it ("22 mm"), another by its name ("ratio 1,7").
    """
    for name, attribute in key.attributes.items():
        if attribute.type != "number":
            continue
        pattern = rf"\b{re.escape(plain(attribute.label))}\s*:?\s*({NUMBER})"
        if attribute.unit is not None:
            pattern = rf"({NUMBER}) ?{re.escape(attribute.unit.lower())}(?!\w)"
        match, words = take(pattern, words)
        if match is not None:
            attrs[name] = parse_number(match[1])
    return words
