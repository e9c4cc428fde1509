"""What a clinician types in a one-line editor, read into a value of the vocabulary."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable
from typing import Any

from criteria.quantities import QuantityError, parse_number, parse_unit, split_quantity
from criteria.vocabulary.catalogue import key_named
from criteria.vocabulary.checking import Checked, check
from criteria.vocabulary.keys import Key, VocabularyError
from criteria.vocabulary.terms import CLASSES, DRUGS, SITES

_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"

_MONTHS = {
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

_WORDS: dict[str, tuple[str, ...]] = {
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
    numbers = [_MONTHS.get(part) or (int(part) if part.isdigit() else 0) for part in parts]
    year = numbers[-1] + 2000 if len(parts[-1]) == 2 else numbers[-1]
    try:
        if len(numbers) == 3:
            return datetime.date(year, numbers[1], numbers[0]).isoformat()
        if len(numbers) == 2:
            return datetime.date(year, numbers[0], 1).isoformat()[:7]
    except ValueError:
        pass
    raise VocabularyError(f"« {text.strip()} » n'est pas une date (jour/mois/année).")


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
    reader = _READERS.get(key)
    if reader is not None:
        return reader(known, text)
    if known.type == "number":
        return _number(known, text)
    if known.type == "text":
        return check(key, text)
    attrs: dict[str, Any] = {}
    rest = _dated(plain(text), attrs)
    if known.discriminator == "specimen":
        rest = _specimen(rest, attrs)
    if known.discriminator == "site":
        rest = _site(rest, attrs)
    if key.startswith("primary_") or key == "metastatic_radiotherapy":
        rest = _local_treatment(rest, attrs)
        if attrs.get("status") == "planned" and rest in ("", "chirurgie", "radiotherapie"):
            rest = "other" if key == "primary_surgery" else "present"
    return check(key, _choice(known, rest, text), None, attrs)


def _choice(key: Key, words: str, text: str) -> str:
    words = words.strip(" ,.;:")
    for value, label in key.values.items():
        if words in (value, plain(label)):
            return value
    found = [value for value in key.values if words in _WORDS.get(value, ())]
    if not found:
        begun = [
            (len(word), value)
            for value in key.values
            for word in _WORDS.get(value, (plain(key.values[value]),))
            if len(word) > 1 and re.match(rf"{re.escape(word)}(?!\w)", words)
        ]
        found = [value for _, value in sorted(begun, reverse=True)[:1]]
    if found:
        return found[0]
    choices = ", ".join(list(key.values.values())[:8])
    raise VocabularyError(f"{key.label} : « {text.strip()} » n'est pas compris ({choices}).")


def _take(pattern: str, words: str) -> tuple[re.Match[str] | None, str]:
    match = re.search(pattern, words)
    if match is None:
        return None, words
    return match, f"{words[: match.start()]} {words[match.end() :]}".strip(" ,;")


_DATE = (
    r"\d{4}-\d{2}(?:-\d{2})?|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}/\d{4}"
    rf"|(?:\d{{1,2}}(?:er)? )?(?:{'|'.join(_MONTHS)})\.? \d{{4}}"
)


def _dated(words: str, attrs: dict[str, Any], *, year: bool = False) -> str:
    pattern = rf"\(?(?:\b(?:le|du|en|au)\s+)?({_DATE}{'|[12][90][0-9][0-9]' if year else ''})\)?"
    match, rest = _take(pattern, words)
    if match is not None:
        attrs["date"] = parse_date(match.group(1)) if "-" not in match[1] else match[1]
        if re.fullmatch(r"\d{4}", match[1]):
            attrs["date"] = match[1]
    return rest


def _specimen(words: str, attrs: dict[str, Any]) -> str:
    for specimen, pattern in (
        ("primary", r"\(?\b(?:sur (?:le )?)?(?:primitif|primitive|sein)\b\)?"),
        ("metastasis", r"\(?\b(?:sur (?:la )?)?metastase\b\)?"),
    ):
        match, words = _take(pattern, words)
        if match is not None:
            attrs["specimen"] = specimen
    return words


def _site(words: str, attrs: dict[str, Any]) -> str:
    names = {plain(label): site for site, label in SITES.items()} | {site: site for site in SITES}
    for name, site in sorted(names.items(), key=lambda pair: -len(pair[0])):
        match, rest = _take(rf"\(?\b{re.escape(name)}\)?", words)
        if match is not None and site != "other":
            attrs["site"] = site
            return rest
    return words


def _local_treatment(words: str, attrs: dict[str, Any]) -> str:
    for name, value, pattern in (
        ("status", "planned", r"\b(?:prevue?s?|programmee?s?|planifiee?s?)\b"),
        ("intent", "curative", r"\b(?:(?:a )?visee |intention )?curative\b"),
        ("intent", "palliative", r"\b(?:(?:a )?visee |intention )?(?:palliative|de proprete)\b"),
        ("side", "left", r"\bgauche\b"),
        ("side", "right", r"\bdroite?\b"),
    ):
        match, words = _take(pattern, words)
        if match is not None:
            attrs[name] = value
    if attrs.get("date") is None:
        words = _dated(words, attrs, year=True)
    match, words = _take(r"(\d+(?:[.,]\d+)?) ?gy\b", words)
    if match is not None:
        attrs["dose_gy"] = parse_number(match.group(1))
    return words


def _number(key: Key, text: str) -> Checked:
    attrs: dict[str, Any] = {}
    words = re.sub(rf"^\s*(?:{re.escape(plain(key.short))}|oms|ecog|ps)\b\s*:?\s*", "", plain(text))
    words = _dated(words, attrs)
    if "bound" in key.attributes:
        words = _bound(words, attrs)
    if "method" in key.attributes:
        match, words = _take(r"\(?\b(cockcroft|mdrd|ckd-?epi)(?:[- ]gault)?\b\)?", words)
        if match is not None:
            attrs["method"] = match[1].replace("ckdepi", "ckd-epi")
    if "karnofsky" in key.attributes:
        match, words = _take(r"\bkarnofsky\s*:?\s*(\d+) ?%?", words)
        if match is not None:
            return check(
                key.name, _from_karnofsky(int(match[1])), None, {"karnofsky": int(match[1])}
            )
    if "uln" in key.attributes:
        if re.fullmatch(r"normal(?:e|es|aux)?|n", words):
            return check(key.name, "normal", None, attrs)
        match, words = _take(
            rf"\(?\s*(?:n|lsn|normale)\s*[<≤:=]?\s*({_NUMBER})\s*\)?|(?<=\d)\s*/\s*({_NUMBER})$",
            words,
        )
        if match is not None:
            attrs["uln"] = parse_number(match[1] or match[2])
    try:
        number, unit = split_quantity(words)
        unit = unit.strip(" .,;")
        return check(key.name, number, parse_unit(unit) if unit else None, attrs)
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
        match, words = _take(rf"^\s*(?:{pattern})", words)
        if match is not None:
            attrs["bound"] = bound
    return words


def _receptor(key: Key, text: str) -> Checked:
    attrs: dict[str, Any] = {}
    words = _specimen(plain(text), attrs)
    match, words = _take(rf"({_NUMBER}) ?%", words)
    if match is not None:
        attrs["percent"] = parse_number(match[1])
    for name in ("allred", "h-?score"):
        match, words = _take(rf"\b{name}\s*:?\s*(\d+)(?:/\d+)?", words)
        if match is not None:
            attrs[name.replace("-?", "")] = int(match[1])
    match, words = _take(r"\+{2,3}|\b(?:fort|forte|intense|moderee?|faible)\b$", words)
    if match is not None and (words or "percent" in attrs):
        grade = {"+++": "strong", "++": "moderate"}.get(match[0])
        attrs["intensity"] = grade or {"f": "weak", "m": "moderate"}.get(
            match[0][0] if match[0] == "faible" or match[0][0] == "m" else "", "strong"
        )
    elif match is not None:
        words = match[0]
    words = words.strip(" ,;")
    percent = attrs.get("percent")
    if percent is not None:
        value = "negative" if percent < 1 else "low" if percent < 10 else "positive"
        stated = _choice(key, words, text) if words else value
        if {stated, value} == {"positive", "negative"}:
            raise VocabularyError(f"{key.label} : « {text.strip()} » se contredit.")
        return check(key.name, value, None, attrs)
    if not words and "allred" in attrs:
        value = (
            "negative" if attrs["allred"] <= 2 else "low" if attrs["allred"] == 3 else "positive"
        )
        return check(key.name, value, None, attrs)
    return check(key.name, _choice(key, words.replace("++", "+"), text), None, attrs)


def _metastasis(key: Key, text: str) -> Checked:
    attrs: dict[str, Any] = {}
    words = _site(_dated(plain(text), attrs), attrs)
    for name, pattern in (
        ("size_mm", rf"({_NUMBER}) ?(mm|cm)\b"),
        ("volume_ml", rf"({_NUMBER}) ?(ml|cc|cm3)\b"),
    ):
        match, words = _take(pattern, words)
        if match is not None:
            attrs[name] = parse_number(match[1]) * (10 if match[2] == "cm" else 1)
    levels = re.findall(r"\b[ctdls]\d{1,2}\b", words)
    if levels:
        attrs["levels"] = [level.upper().replace("D", "T") for level in levels]
        words = re.sub(r"\b[ctdls]\d{1,2}\b", "", words).strip(" ,;")
    match, words = _take(r"(\d+) ?(?:lesions?|metastases?|nodules?)?", words)
    if match is not None:
        attrs["count"] = int(match[1])
    value = _choice(key, words, text) if words.strip(" ,;") else "present" if attrs else ""
    if attrs.get("count") == 0:
        value = "absent"
        del attrs["count"]
    if "site" not in attrs:
        attrs["site"] = "other"
        checked, unit, normal = check(key.name, value, None, attrs)
        del normal["site"]
        return checked, unit, normal
    return check(key.name, value, None, attrs)


def _her2_ihc(key: Key, text: str) -> Checked:
    attrs: dict[str, Any] = {}
    words = _specimen(plain(text), attrs)
    words = re.sub(r"\b(?:her2|ihc|score|cote)\b\s*:?", "", words).strip()
    words = {"+": "1+", "++": "2+", "+++": "3+", "1": "1+", "2": "2+", "3": "3+"}.get(words, words)
    return check(key.name, words, None, attrs)


def _treatment(key: Key, text: str) -> Checked:
    attrs: dict[str, Any] = {}
    words = plain(text)
    for name, value, pattern in (
        ("phase", "neoadjuvant", r"\bneo-?adjuvante?s?\b"),
        ("phase", "adjuvant", r"\badjuvante?s?\b"),
        ("phase", "metastatic", r"\b(?:en )?(?:phase |situation )?metastatique\b"),
        ("status", "planned", r"\b(?:prevue?|a debuter|programmee?)\b"),
        ("status", "ongoing", r"\ben cours\b"),
        ("status", "stopped", r"\b(?:arretee?|stoppee?)\b"),
        ("status", "completed", r"\b(?:terminee?|finie?)\b"),
        ("status", "never", r"\bjamais(?: recue?| donnee?)?\b"),
    ):
        match, words = _take(pattern, words)
        if match is not None:
            attrs.setdefault(name, value)
    for name, pattern in (
        ("cycles", rf"({_NUMBER}) ?(?:cycles?|cures?)\b"),
        ("months", rf"({_NUMBER}) ?mois\b"),
    ):
        match, words = _take(pattern, words)
        if match is not None:
            attrs[name] = parse_number(match[1])
    for name, pattern in (
        ("start", rf"\b(?:depuis|du|des|debut|a partir du)\s+(?:le )?({_DATE}|\d{{4}})"),
        ("end", rf"\b(?:jusqu'(?:au|en)|au|fin|arrete le|le|en)\s+({_DATE}|\d{{4}})"),
    ):
        match, words = _take(pattern, words)
        if match is not None:
            attrs[name] = match[1] if re.fullmatch(r"\d{4}", match[1]) else parse_date(match[1])
    if "start" in attrs and "end" not in attrs:
        attrs.setdefault("status", "ongoing")
    drug = _drug(words.strip(" ,;"), attrs)
    if drug is None:
        raise VocabularyError(
            f"{key.label} : « {text.strip()} » ne nomme aucun traitement connu "
            "(un médicament, une classe, ou « aucun »)."
        )
    if drug == "none":
        attrs.setdefault("status", "never")
    return check(key.name, drug, None, attrs)


def _drug(words: str, attrs: dict[str, Any]) -> str | None:
    names = {
        plain(name): value
        for value, drug in DRUGS.items()
        for name in (value, drug.label, *drug.names)
    } | {plain(label): value for value, label in CLASSES.items() if value in DRUGS}
    for name, value in sorted(names.items(), key=lambda pair: -len(pair[0])):
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words):
            return value
    return "none" if not words and attrs.get("status") == "never" else None


_READERS: dict[str, Callable[[Key, str], Checked]] = {
    "er": _receptor,
    "pr": _receptor,
    "her2_ihc": _her2_ihc,
    "metastasis": _metastasis,
    "systemic_treatment": _treatment,
}
