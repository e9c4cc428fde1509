"""What a clinician types in a one-line editor, read into a value of the vocabulary."""

from __future__ import annotations

import re
from typing import Any

from criteria.quantities import QuantityError, parse_number, parse_unit, split_quantity
from criteria.vocabulary.catalogue import key_named
from criteria.vocabulary.checking import Checked, check
from criteria.vocabulary.keys import Key, VocabularyError
from criteria.vocabulary.typed_clinical import READERS
from criteria.vocabulary.wording import (
    NUMBER,
    choice_of,
    dated,
    described,
    parse_date,
    plain,
    take,
    with_side,
    with_site,
    with_specimen,
)


def parse_value(key: str, text: str) -> Checked:
    """The value, unit and attributes that a typed line states for a key.

    >>> parse_value("albumin", "2,5 g/dL")
    (2.5, 'g/dL', {})
    >>> parse_value("er", "positif 90 %")
    ('positive', None, {'percent': 90})

    Raises VocabularyError, one French sentence, when the line cannot be read.
    """
    known = key_named(key)
    if not text.strip():
        raise VocabularyError(f"{known.label} : une valeur est attendue.")
    if known.type == "date":
        return check(key, parse_date(text))
    if key == "life_expectancy" and plain(text) in ("oui", "non"):
        return check(key, 3, None, {"bound": "gt" if plain(text) == "oui" else "le"})
    reader = READERS.get(key)
    if reader is not None:
        return reader(known, text)
    if known.type == "number":
        return _number(known, text)
    if known.type == "text":
        return check(key, text)
    attrs: dict[str, Any] = {}
    rest = dated(plain(text), attrs)
    if known.discriminator == "specimen":
        rest = with_specimen(rest, attrs)
    if known.discriminator == "site":
        rest = with_site(rest, attrs)
    if key.startswith("primary_") or key == "metastatic_radiotherapy":
        rest = _local_treatment(rest, attrs)
        if attrs.get("status") == "planned" and rest in ("", "chirurgie", "radiotherapie"):
            rest = "other" if key == "primary_surgery" else "present"
    else:
        rest = described(known, rest, attrs)
    return check(key, choice_of(known, rest, text), None, attrs)


def _local_treatment(words: str, attrs: dict[str, Any]) -> str:
    for name, value, pattern in (
        ("status", "planned", r"\b(?:prevue?s?|programmee?s?|planifiee?s?)\b"),
        ("intent", "curative", r"\b(?:(?:a )?visee |intention )?curative\b"),
        ("intent", "palliative", r"\b(?:(?:a )?visee |intention )?(?:palliative|de proprete)\b"),
    ):
        match, words = take(pattern, words)
        if match is not None:
            attrs[name] = value
    words = with_side(words, attrs)
    if attrs.get("date") is None:
        words = dated(words, attrs, year=True)
    match, words = take(r"(\d+(?:[.,]\d+)?) ?gy\b", words)
    if match is not None:
        attrs["dose_gy"] = parse_number(match.group(1))
    return words


def _number(key: Key, text: str) -> Checked:
    attrs: dict[str, Any] = {}
    words = re.sub(rf"^\s*(?:{re.escape(plain(key.short))}|oms|ecog|ps)\b\s*:?\s*", "", plain(text))
    words = dated(words, attrs)
    if "bound" in key.attributes:
        words = _bound(words, attrs)
    if "method" in key.attributes:
        match, words = take(r"\(?\b(cockcroft|mdrd|ckd-?epi)(?:[- ]gault)?\b\)?", words)
        if match is not None:
            attrs["method"] = match[1].replace("ckdepi", "ckd-epi")
    if "karnofsky" in key.attributes:
        match, words = take(r"\bkarnofsky\s*:?\s*(\d+) ?%?", words)
        if match is not None:
            attrs["karnofsky"] = int(match[1])
            words = words.strip(" ,;") or str(_from_karnofsky(int(match[1])))
    if "side" in key.attributes:
        words = with_side(words, attrs)
    if key.name == "ecog" and (match := re.fullmatch(r"[0-4] ?(?:-|a|/) ?([0-4])", words)):
        words = match[1]
    if "uln" in key.attributes:
        if re.fullmatch(r"normal(?:e|es|aux)?|n", words):
            return check(key.name, "normal", None, attrs)
        match, words = take(
            rf"\(?\s*(?:n|lsn|normale)\s*[<≤:=]?\s*({NUMBER})\s*\)?|(?<=\d)\s*/\s*({NUMBER})$",
            words,
        )
        if match is not None:
            attrs["uln"] = parse_number(match[1] or match[2])
    try:
        number, unit = split_quantity(words)
        unit = unit.strip(" .,;")
        own = {name.lower(): name for name in key.units}
        read = own.get(unit.lower()) or (parse_unit(unit) if unit else None)
        return check(key.name, number, read, attrs)
    except QuantityError as error:
        raise VocabularyError(f"{key.label} : {error}") from None


def _from_karnofsky(karnofsky: int) -> int:
    """The usual ECOG of a Karnofsky index (Oken et al., Am J Clin Oncol 1982)."""
    if not 0 <= karnofsky <= 100:
        raise VocabularyError("Karnofsky : un nombre de 0 à 100 est attendu.")
    return next(ecog for ecog, floor in enumerate((90, 70, 50, 30, 0)) if karnofsky >= floor)


def _bound(words: str, attrs: dict[str, Any]) -> str:
    for bound, pattern in (
        ("ge", r">=|≥|au moins|superieure? ou egale? a"),
        ("le", r"<=|≤|au plus|inferieure? ou egale? a"),
        ("gt", r">|plus de|superieure? a"),
        ("lt", r"<|moins de|inferieure? a"),
    ):
        match, words = take(rf"^\s*(?:{pattern})", words)
        if match is not None:
            attrs["bound"] = bound
    return words
