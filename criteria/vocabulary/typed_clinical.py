"""Typed lines with a grammar of their own: receptors, metastases, HER2, treatments."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from criteria.quantities import parse_number
from criteria.vocabulary.checking import Checked, check
from criteria.vocabulary.keys import Key, VocabularyError
from criteria.vocabulary.terms import CLASSES, DRUGS
from criteria.vocabulary.wording import (
    DATE_PATTERN,
    NUMBER,
    choice_of,
    dated,
    parse_date,
    plain,
    take,
    with_site,
    with_specimen,
)


def _receptor(key: Key, text: str) -> Checked:
    attrs: dict[str, Any] = {}
    words = with_specimen(plain(text), attrs)
    match, words = take(rf"({NUMBER}) ?%", words)
    if match is not None:
        attrs["percent"] = parse_number(match[1])
    for name in ("allred", "h-?score"):
        match, words = take(rf"\b{name}\s*:?\s*(\d+)(?:/\d+)?", words)
        if match is not None:
            attrs[name.replace("-?", "")] = int(match[1])
    words = _intensity(words.strip(" ,;"), attrs)
    percent = attrs.get("percent")
    if percent is not None:
        value = "negative" if percent < 1 else "low" if percent < 10 else "positive"
        stated = choice_of(key, words, text) if words else value
        if {stated, value} == {"positive", "negative"}:
            raise VocabularyError(f"{key.label} : « {text.strip()} » se contredit.")
        return check(key.name, value, None, attrs)
    if not words and "allred" in attrs:
        value = (
            "negative" if attrs["allred"] <= 2 else "low" if attrs["allred"] == 3 else "positive"
        )
        return check(key.name, value, None, attrs)
    return check(key.name, choice_of(key, words.replace("++", "+"), text), None, attrs)


_INTENSITIES = {
    "+++": "strong", "++": "moderate", "forte": "strong", "fort": "strong", "intense": "strong",
    "moderee": "moderate", "modere": "moderate", "faible": "weak",
}  # fmt: skip


def _intensity(words: str, attrs: dict[str, Any]) -> str:
    """The words without the intensity of the staining, which goes to `attrs`.

    "Faible" alone, or with a percentage under 10, is the value and no intensity.
    """
    *before, last = re.split(r"[ ,;]+", words) if words else [""]
    low = last == "faible" and attrs.get("percent", 0) < 10 and not before
    if last not in _INTENSITIES or low or not (before or "percent" in attrs):
        return words
    attrs["intensity"] = _INTENSITIES[last]
    return " ".join(before)


def _metastasis(key: Key, text: str) -> Checked:
    attrs: dict[str, Any] = {}
    words = with_site(dated(plain(text), attrs), attrs)
    for name, pattern in (
        ("size_mm", rf"({NUMBER}) ?(mm|cm)\b"),
        ("volume_ml", rf"({NUMBER}) ?(ml|cc|cm3)\b"),
    ):
        match, words = take(pattern, words)
        if match is not None:
            attrs[name] = parse_number(match[1]) * (10 if match[2] == "cm" else 1)
    levels = re.findall(r"\b[ctdls]\d{1,2}\b", words)
    if levels:
        attrs["levels"] = [level.upper().replace("D", "T") for level in levels]
        words = re.sub(r"\b[ctdls]\d{1,2}\b", "", words).strip(" ,;")
    match, words = take(r"(\d+) ?(?:lesions?|metastases?|nodules?)?", words)
    if match is not None:
        attrs["count"] = int(match[1])
    value = choice_of(key, words, text) if words.strip(" ,;") else "present" if attrs else ""
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
    words = with_specimen(plain(text), attrs)
    words = re.sub(r"\b(?:her2|ihc|score|cote)\b\s*:?", "", words).strip()
    words = {"+": "1+", "++": "2+", "+++": "3+", "1": "1+", "2": "2+", "3": "3+"}.get(words, words)
    return check(key.name, words, None, attrs)


_WHEN = rf"(?:{DATE_PATTERN}|\d{{4}})"


def _when(text: str) -> str:
    return text if re.fullmatch(r"\d{4}", text) else parse_date(text)


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
        match, words = take(pattern, words)
        if match is not None:
            attrs.setdefault(name, value)
    for name, pattern in (
        ("cycles", rf"({NUMBER}) ?(?:cycles?|cures?)\b"),
        ("months", rf"({NUMBER}) ?mois\b"),
    ):
        match, words = take(pattern, words)
        if match is not None:
            attrs[name] = parse_number(match[1])
    match, words = take(rf"\(({_WHEN}) ?- ?({_WHEN})\)|du ({_WHEN}) au ({_WHEN})", words)
    if match is not None:
        first, last = (match[1], match[2]) if match[1] else (match[3], match[4])
        attrs["start"], attrs["end"] = _when(first), _when(last)
    match, words = take(r"\bdepuis\b(?= )", words)
    if match is not None:
        attrs.setdefault("status", "ongoing")
        words = f"{words[: match.start()]} debut {words[match.start() :]}"
    for name, pattern in (
        ("start", rf"\b(?:du|des|debut|a partir du)\s+(?:le )?({_WHEN})"),
        ("end", rf"\b(?:jusqu'(?:au|en)|au|fin|arrete le|le|en)\s+({_WHEN})"),
    ):
        match, words = take(pattern, words)
        if match is not None:
            attrs[name] = _when(match[1])
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


READERS: dict[str, Callable[[Key, str], Checked]] = {
    "er": _receptor,
    "pr": _receptor,
    "her2_ihc": _her2_ihc,
    "metastasis": _metastasis,
    "systemic_treatment": _treatment,
}
