"""Irradiations told without their name: by a dose, or by the fields of a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter
from assistant.extraction.radiotherapy_places import PRIMARY, site_in
from assistant.extraction.therapy_node import Node
from assistant.extraction.therapy_timing import dates_in, read_timing

_DOSE_ANCHOR = expression(
    r"(?<![\d.,])(?P<d>\d{2}(?:[.,]\d)?)\s?(?:gy|grays?)\s+(?:en|/|sur)\s?\d{1,2}\s?(?:fractions?|seances?|fr\b|f\b)"
)
_DELIVERED = expression(r"stereota|sbrt|traitement delivre|volumes? traites?")
_BREAST_DOSE = expression(
    r"(?<![\d.,])(?P<d>[34567]\d(?:[.,]\d)?)\s?(?:gy|grays?)\s+(?:(?:en|/)\s?\d{1,2}\s?(?:fractions?|seances?|fr\b|f\b)\s+)?(?:delivrees?\s+|delivres\s+)?"
    r"(?:sur|dans|au niveau d[eu]|aux?|a)\s+(?:le |la |les |l'|l'ensemble d[eu] (?:la )?)?(?:sein|paroi|glande|lit tumoral|lit operatoire|aires? ganglionnaires?|region mammaire)"
)
_TO_COME = expression(
    r"prevu|propos|\bsera|programm|planif|a delivrer|discut|si\b|eventuel|indication|(?:mere|soeur|tante|cousine)\b"
)
FOREIGN = expression(
    r"scanner|\btdm\b|\birm\b|\btep\b|\bpet\b|biops|tumorec|mastec|mammec|\boperee?\b|rechut|recidiv|\brcp\b|consult|\bcs\b|\brv\b|\brdv\b|\brevue?\b|\bbilan|controle|stabil|suivi\b|diagnos|apparition"
)
_DOSE_ON = expression(
    r"(?<![\d.,])(?P<d>\d{1,2}(?:[.,]\d)?)\s?gy\s+(?:(?:en|/)\s?\d{1,2}\s?(?:fractions?|seances?|fr\b|f\b)\s+)?(?:delivrees?\s+|delivres\s+)?(?:sur|au niveau d[eu])\s+"
)
_NOT_DELIVERED = expression(r"prevu|propos|\bsera|organ|planif|a delivrer")
_ALL_ENDED = expression(
    r"\b(?:le tout|l'ensemble)\b[^.;\d]{0,20}(?:acheve|termin|fini|pris fin|clotur)\w*\s+(?:le|en|au mois de|debut|fin|mi-?)?\s*"
)
_CUT = expression(r".*(?:\bpuis\b|[,;])")
_REPORT = expression(
    r"\bfin\s+(?:de\s+|d')(?:traitement\s+(?:par\s+|de\s+)?)?(?:la\s+)?(?:radiotherapie|irradiation|stereotaxie|curietherapie|rt\b)"
    r"|\b(?:compte[- ]rendu|cr|resume|synthese)\s+(?:de\s+|d'|du\s+)?(?:traitement\s+(?:par\s+|de\s+)?)?(?:radiotherapie|irradiation|stereotaxie)"
)
_VOLUME = expression(
    r"\b(?:volumes?|localisations?|sites?|cibles?|regions?|zones?|territoires?|lesions?|champs?)(?:\s+(?:cibles?|traitee?s?|irradiee?s?|de traitement|d'irradiation))*\s*:\s*"
)
_DOSE_FIELD = expression(
    r"\b(?:dose|prescription|schema|fractionnement)[^:\n]{0,30}:[^\n]{0,20}?(?<![\d.,])(?P<d>\d{1,2}(?:[.,]\d{1,2})?)\s?gy\b"
)
_END_FIELD = expression(
    r"\b(?:fin|date de fin|termine\w*(?:\s+le)?|derniere (?:seance|fraction)|jusqu'au)\s*(?:du traitement\s*|le\s*)?:?\s*$|\bau\s+$"
)
_TITLE = 600
"""Characters in which the title of a report stands."""


@dataclass(frozen=True)
class Irradiation:
    """One irradiation as one place of the document states it."""

    key: str
    value: str
    start: int
    end: int
    site: str | None
    date: str | None
    dose: float | None
    status: str | None
    side: str | None = None


def irradiations_by_dose(letter: Letter, nodes: dict[int, list[Node]]) -> Iterator[Irradiation]:
    """Targets of a report of stereotactic treatment: a dose and its fractions on a line that names a site."""
    if not _DELIVERED.search(letter.folded):
        return
    told = {
        letter.sentences[index].line
        for index, in_sentence in nodes.items()
        if any(node.kind == "radiotherapy" for node in in_sentence)
    }
    for match in _DOSE_ANCHOR.finditer(letter.folded):
        sentence = letter.sentence_at(match.start())
        line_start, line_end = letter.line_bounds(sentence)
        if sentence.line in told:
            continue
        line = letter.folded[line_start : match.start()]
        site = site_in(line)
        if site is None or _NOT_DELIVERED.search(letter.folded, line_start, line_end):
            continue
        after = dates_in(letter, match.end(), min(line_end, match.end() + 60))
        yield Irradiation(
            "metastatic_radiotherapy", "present", match.start(), after[0].end if after else match.end(), site,
            after[0].iso if after else None, float(match["d"].replace(",", ".")), None,
        )  # fmt: skip


def breast_by_dose(letter: Letter, nodes: dict[int, list[Node]]) -> Iterator[Irradiation]:
    """An irradiation told by its dose alone: "puis 50 Gy sur le sein, terminés en avril 2007"."""
    for match in _BREAST_DOSE.finditer(letter.folded):
        sentence = letter.sentence_at(match.start())
        in_sentence = nodes.get(sentence.index, [])
        if any(node.kind == "radiotherapy" for node in in_sentence):
            continue
        lo = max([sentence.start, *(n.end for n in in_sentence if n.end <= match.start())])
        hi = min([sentence.end, *(n.head for n in in_sentence if n.start >= match.end())])
        if cut := _CUT.match(letter.folded[lo : match.start()]):
            lo += cut.end()
        before = letter.folded[lo : match.start()]
        if _TO_COME.search(before) or letter.folded[lo:hi].rstrip().endswith("?"):
            continue
        timing = read_timing(letter, match.start(), match.end(), lo, hi, foreign=FOREIGN)
        yield Irradiation(
            "primary_radiotherapy", "present", match.start(), match.end(), None,
            timing.end or end_of_all(letter, match.end(), hi) or timing.start, float(match["d"].replace(",", ".")), None,
        )  # fmt: skip


def end_of_all(letter: Letter, start: int, end: int) -> str | None:
    """The date on which all that is told of an irradiation ended: "le tout s'étant achevé le 29 juin"."""
    ended = _ALL_ENDED.search(letter.folded, start, min(end, start + 240))
    dates = dates_in(letter, ended.end(), ended.end() + 1) if ended else []
    return dates[0].iso if dates else None


def metastases_by_dose(letter: Letter, nodes: dict[int, list[Node]]) -> Iterator[Irradiation]:
    """An irradiation of a metastasis told by its dose alone: "puis 20 Gy sur L3-L5 en novembre 2024"."""
    for match in _DOSE_ON.finditer(letter.folded):
        sentence = letter.sentence_at(match.start())
        reach = min(sentence.end, match.end() + 40)
        site = site_in(letter.folded, match.end(), reach)
        if (
            site is None
            or PRIMARY.search(letter.folded, match.end(), reach)
            or any(node.kind == "radiotherapy" for node in nodes.get(sentence.index, []))
            or _TO_COME.search(letter.folded, max(sentence.start, match.start() - 60), reach)
        ):
            continue
        dates = dates_in(letter, match.end(), min(sentence.end, match.end() + 60))
        yield Irradiation(
            "metastatic_radiotherapy", "present", match.start(), reach, site,
            dates[0].iso if dates else None, float(match["d"].replace(",", ".")), None,
        )  # fmt: skip


def irradiations_of_report(letter: Letter) -> list[Irradiation]:
    """What the report of an irradiation that is over gives in its fields: volume, dose, last day."""
    folded = letter.folded
    title = _REPORT.search(folded, 0, _TITLE)
    volume = _VOLUME.search(folded, title.end()) if title else None
    dose = _DOSE_FIELD.search(folded, volume.end()) if volume else None
    if volume is None or dose is None or _NOT_DELIVERED.search(folded, volume.end(), dose.end()):
        return []
    where = folded[volume.end() : min(dose.start(), volume.end() + 120)].partition("\n")[0]
    breast = PRIMARY.search(where) is not None and "metasta" not in where
    site = None if breast else site_in(where)
    if not breast and site is None:
        return []
    ends = [
        mention.iso
        for mention in dates_in(letter, volume.end(), dose.end() + 200)
        if _END_FIELD.search(folded, max(0, mention.start - 40), mention.start)
    ]
    key = "primary_radiotherapy" if breast else "metastatic_radiotherapy"
    gray = float(dose["d"].replace(",", "."))
    end = ends[0] if ends else None
    return [Irradiation(key, "present", volume.end(), dose.end(), site, end, gray, None)]
