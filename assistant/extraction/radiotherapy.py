"""Irradiations: of the breast, the wall and the regional nodes; of a metastasis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter
from assistant.extraction.radiotherapy_places import PRIMARY, object_of, sites_of
from assistant.extraction.radiotherapy_reports import (
    FOREIGN,
    Irradiation,
    breast_by_dose,
    end_of_all,
    irradiations_by_dose,
    irradiations_of_report,
    metastases_by_dose,
)
from assistant.extraction.therapy_course import Course, read_course
from assistant.extraction.therapy_node import Node, of_other_cancer
from assistant.extraction.therapy_status import DISCUSSED, may_be_denied, read_status
from assistant.extraction.therapy_timing import Timing, date_pairs, dates_in, read_timing
from criteria.facts import Fact

_DOSE = expression(r"(?<![\d.,])(?P<d>\d{1,2}(?:[.,]\d{1,2})?)\s?(?:gy|grays?)\b")
_TERSE_DOSE = expression(r"[a-z ]{0,14}?(?P<d>[3-6]\d)\s?\+\s?\d{1,2}\b(?!\s*%)")
"""The dose and the boost without their unit: "RT 50+16"."""
_FRACTIONS = expression(r"(?<![\d.,])(?P<n>[1-9])\s?x\s?(?P<d>\d{1,2}(?:[.,]\d)?)\s?gy\b")
_BOOST = expression(r"(?:boost|surimpression|complement)[^.;,)]{0,24}$|\+\s*$")
_SIDE = expression(r"\b(?:sein|cote|paroi|mammaire|a)\s+(?:(?P<r>droite?|d)|gauche|g)\b")
_TOLD_AS_DONE = expression(
    r"\btraitee?s?\b|recu|benefici|realise|delivre|effectue|irradiee?|antecedent|\ba eu\b|terminee?|deja|faite?\b"
)
_TREATED_IN = expression(
    r"\b(?:traitee?|soignee?|prise? en charge)\s+(?:en|le|des|depuis|fin|debut)\s*$"
)
_TREATED_BY = expression(r"(?:\s+(?:a|au|aux|dans|chez)\s[^.;:,(]{2,40}?)?\s*(?::|\(|par\b|avec\b)")
_ABBREVIATIONS = frozenset("rt srs ipc srt rts rtt rte rth sabr sbrt".split())
_STEREO_OF = expression(r"\s+(?:\d|foie|hep|os)")
_OF_PLACE = expression(r"\s*(?:externe|conformationnelle)?\s*(?:du|de|-|–)\s+[A-Z]")
"""« Centre de radiothérapie de Nantes »: a department, not a treatment."""
_GRAY = expression(r"gy\b")
_ADJECTIVE_OF = expression(
    r"(?:volumes?|champs?|territoires?|lits?|zones?|sequelles?|changements?|fibrose|post|pneumopathie|site|toxicite|cancerologie|oncologue|onco|departement|service|unite|institut|pole|centre|"
    r"medecin|interne|avis|dr|pr|docteur|professeur|consultation|rcp|fiche|staff|essai|etude|\bdes|en vue|cs|rv|rdv|question|indication|interrogation|oncologie|demande|appareil)"
    r"(?:\s+(?:de|d'|en|la|du|des|une|d'une|deja|anterieure?s?|ancienne?s?|non|avis|avec|le|l'))*[\s-]*$"
)
_SPECIALTY = expression(r"(?:oncologie|oncologue)[\s,/-]*$|\bdr\s+[a-z' -]{2,30}\(\s*$")
_EVER = expression(
    r"\bjamais\b|de sa vie|aucun antecedent d|pas d'antecedent d|aucune radiotherapie|vierge|aucune irradiation|pas de radiotherapie anterieure|\banterieure?\b|\bprealable\b"
)
_METASTASES_NEVER = expression(
    r"metastases?\b[^.;,]{0,20}(?:n'ont jamais|jamais|n'a jamais) ete irradiee?|jamais[^.;,]{0,12} irradiation (?:de (?:la |ses )?|des )metastases?\b"
)


def read(letter: Letter, nodes: dict[int, list[Node]]) -> Iterator[Fact]:
    """Facts primary_radiotherapy and metastatic_radiotherapy of a document."""
    found: list[Irradiation] = []
    for in_sentence in nodes.values():
        for node in in_sentence:
            if node.kind == "radiotherapy":
                found += _irradiations(letter, node)
    if len({item.value for item in found}) > 1 and letter.once(_has_both_sides):
        found = [replace(item, side=_side(letter, item)) for item in found]
    if "gy" in letter.folded or "gray" in letter.folded:
        if reported := irradiations_of_report(letter):
            found = [item for item in found if item.value == "absent" or item.dose is not None]
            found += reported
        found += irradiations_by_dose(letter, nodes)
        found += breast_by_dose(letter, nodes)
        found += metastases_by_dose(letter, nodes)
    if not found:
        return
    told = _distinct(found)
    values = {item.value for item in told if item.key == "primary_radiotherapy"}
    one_side_only = values == {"present", "absent"}
    for item in told:
        yield letter.fact(
            item.key,
            item.value,
            item.start,
            item.end,
            site=item.site,
            date=item.date,
            dose_gy=_number(item.dose),
            status=item.status,
            side=item.side if one_side_only else None,
        )


def _number(dose: float | None) -> int | float | None:
    return int(dose) if dose is not None and dose == int(dose) else dose


def _has_both_sides(letter: Letter) -> bool:
    return {match["r"] is None for match in _SIDE.finditer(letter.folded)} == {True, False}


def _irradiations(letter: Letter, node: Node) -> Iterator[Irradiation]:
    folded = letter.folded
    before = folded[max(node.sentence.start, node.start - 40) : node.start]
    text = folded[node.start : node.end]
    if (
        node.family
        or of_other_cancer(letter, node)
        or _SPECIALTY.search(before)
        or (text == "stereo" and not _STEREO_OF.match(folded, node.end, node.end + 8))
        or (text in _ABBREVIATIONS and not node.targets[0].text.isupper())
    ):
        return
    is_adjective = _ADJECTIVE_OF.search(before) and not (
        text == "rayons" and before.endswith("des ")
    )
    denied = may_be_denied(letter, node)
    if is_adjective and not denied:
        return
    course = letter.once(read_course)
    kind, site = object_of(letter, course, node)
    if kind is None and not denied:
        return
    timing = _timing(letter, node)
    status = read_status(letter, node, Timing(start=timing.start), carried=node.carried)
    if status == "never":
        yield from _absent(letter, course, node, kind)
        return
    if is_adjective or status == DISCUSSED:
        return
    if _OF_PLACE.match(letter.text, node.end, node.end + 12) and not _GRAY.search(
        folded, node.lo, node.hi
    ):
        return
    if kind is None:
        return
    dose = _dose(folded, node)
    planned = "planned" if status == "planned" else None
    if kind == "primary" and not planned and not _is_stated(letter, node, course, timing, dose):
        return
    if (
        kind == "metastatic"
        and not planned
        and not _metastatic_is_stated(letter, node, timing, dose)
    ):
        return
    date = (
        timing.end
        or end_of_all(letter, node.end, node.hi)
        or timing.start
        or _header_date(letter, node)
    )
    if planned and date and letter.date and date < letter.date[: len(date)]:
        date = None
    end = node.end
    if kind == "primary":
        yield Irradiation(
            "primary_radiotherapy", "present", node.start, end, None, date, dose, planned
        )
    for place, part in sites_of(letter, node, kind, site):
        if part is not None and kind == "primary":
            # What is said of the breast does not hold for the metastasis irradiated with it.
            match = _DOSE.search(part)
            at = folded.find(part, node.end)
            dates = dates_in(letter, at, at + len(part))
            date = dates[0].iso if dates and match else None
            dose = float(match["d"].replace(",", ".")) if match else None
        yield Irradiation(
            "metastatic_radiotherapy", "present", node.start, end, place, date, dose, planned
        )


def _is_stated(
    letter: Letter, node: Node, course: Course, timing: Timing, dose: float | None
) -> bool:
    """Whether an irradiation is told as done rather than named in passing."""
    if timing.stated or dose is not None or course.before(node.start, "surgery"):
        return True
    window = letter.folded[node.lo : node.hi]
    return bool(PRIMARY.search(window)) or bool(course.after(node.end, "surgery"))


def _metastatic_is_stated(letter: Letter, node: Node, timing: Timing, dose: float | None) -> bool:
    """Whether the irradiation of a metastasis is told as done: a date, a dose, a verb."""
    if timing.stated or dose is not None:
        return True
    return letter.folded.startswith("irradiee", node.start) or bool(
        _TOLD_AS_DONE.search(letter.folded, node.lo, node.hi)
    )


def _header_date(letter: Letter, node: Node) -> str | None:
    """ "Cancer traité en 2009 : mammectomie, irradiation": the date said once for all."""
    floor = max(node.sentence.start, node.start - 260)
    dates = dates_in(letter, floor, node.start)
    if (
        dates
        and _TREATED_IN.search(letter.folded, floor, dates[-1].start)
        and _TREATED_BY.match(letter.folded, dates[-1].end, node.start)
    ):
        return dates[-1].iso
    return None


def _timing(letter: Letter, node: Node) -> Timing:
    timing = read_timing(letter, node.start, node.end, node.lo, node.hi, foreign=FOREIGN)
    if timing.start and not timing.end and not date_pairs(letter, node.lo, node.hi):
        return Timing(start=timing.start)
    return timing


def _absent(letter: Letter, course: Course, node: Node, kind: str | None) -> Iterator[Irradiation]:
    folded = letter.folded
    window = folded[node.lo : node.hi]
    start = node.start
    before = folded[node.lo : node.start]
    if match := re.search(
        r"(?:n'(?:a|avait)|jamais|pas|aucune?|sans|ni|refus\w*|absence)\b[^.;]{0,40}$", before
    ):
        start = node.lo + match.start()
    if (
        re.search(
            r"encephal|in toto|stereo|hepat|foie|cerebr|metasta|nouvelle|urgen|osseu|vertebr|antalg",
            window,
        )
        or kind == "metastatic"
    ):
        if _METASTASES_NEVER.search(window):
            yield Irradiation(
                "metastatic_radiotherapy", "absent", start, node.end, None, None, None, None
            )
        return
    if (
        re.search(r"contre-?indi|volume|champ|sequelle|indication urgente", window)
        and "parietale" not in window
    ):
        return
    last = course.before(node.start, "surgery", "relapse", "metastatic")
    decided = re.search(r"recus|contre|indiqu|reten|indication|annul", window)
    if decided and last is not None and last.kind != "surgery" and not PRIMARY.search(window):
        return
    yield Irradiation("primary_radiotherapy", "absent", start, node.end, None, None, None, None)
    if _EVER.search(window) and not re.search(
        r"\bsein\b|mammaire|paroi|parietale|adjuvante", window
    ):
        yield Irradiation(
            "metastatic_radiotherapy", "absent", start, node.end, None, None, None, None
        )


def _dose(folded: str, node: Node) -> float | None:
    """The dose without the boost; "3 x 15 Gy" is 45."""
    if fractions := _FRACTIONS.search(folded, node.start, node.hi):
        return int(fractions["n"]) * float(fractions["d"].replace(",", "."))
    for match in _DOSE.finditer(folded, node.start, node.hi):
        if (
            not _BOOST.search(folded[node.start : match.start()])
            and float(match["d"].replace(",", ".")) >= 5
        ):
            return float(match["d"].replace(",", "."))
    if terse := _TERSE_DOSE.match(folded, node.end):
        return float(terse["d"])
    for match in _DOSE.finditer(folded, node.lo, node.start):
        if node.start - match.end() <= 40:
            return float(match["d"].replace(",", "."))
    return None


def _side(letter: Letter, item: Irradiation) -> str | None:
    """The breast that an irradiation is told of in a document about both: the last side named before it, near."""
    if item.key != "primary_radiotherapy":
        return None
    stop = letter.folded.find(".", item.end, item.end + 24)
    last = stop if stop >= 0 else item.end + 24
    named = list(_SIDE.finditer(letter.folded, max(0, item.start - 400), last))
    return ("right" if named[-1]["r"] else "left") if named else None


def _distinct(found: list[Irradiation]) -> list[Irradiation]:
    """One statement an irradiation: a later mention without details tells nothing new."""
    result: list[Irradiation] = []
    present = [item for item in found if item.value == "present" and item.status is None]
    for item in found:
        if item.value == "absent" and any(
            item.key == other.key and not (item.side and other.side and item.side != other.side)
            for other in present
        ):
            continue
        if (
            item.status == "planned"
            and item.key == "primary_radiotherapy"
            and any(item.key == other.key for other in present)
        ):
            continue
        same = next(
            (
                i
                for i, other in enumerate(result)
                if (other.key, other.value) == (item.key, item.value)
                and (item.key == "primary_radiotherapy" or item.site in (None, other.site))
                and (
                    item.date is None
                    or other.date is None
                    or item.key == "primary_radiotherapy"
                    or item.date.startswith(other.date)
                    or other.date.startswith(item.date)
                )
            ),
            None,
        )
        if same is None:
            result.append(item)
            continue
        known = result[same]
        result[same] = Irradiation(
            known.key, known.value, known.start, known.end, known.site, known.date or item.date,
            known.dose or item.dose, known.status if known.status == item.status else None, known.side,
        )  # fmt: skip
    return result
