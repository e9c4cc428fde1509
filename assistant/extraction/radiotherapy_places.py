"""What an irradiation is directed at: the breast and its regions, or metastases and where."""

from __future__ import annotations

import sys

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter
from assistant.extraction.therapy_course import Course
from assistant.extraction.therapy_node import Node

PRIMARY = expression(
    r"\bsein\b|mammaire|paroi|parietale|thoracique|ganglionnaire|sus-?\s?cla|sous-?\s?cla|susclav|\bcmi\b|\baires\b|loco-?\s?regional|adjuvante|mammaire interne|post-?\s?op|conservat|boost|surimpression"
)
_SITE = expression(
    "|".join(
        f"(?P<{site}>{pattern})"
        for site, pattern in (
        ("adrenal", r"surrenal"),
        ("bone", r"\bos\b|osseu|bassin|iliaque|femur|femoral|humer|hanche|cotyle|acetabul|sacrum|sacre|cotes?\b|costal|sternum|sternal|ischi|pubi|scapul|omoplate|clavicule|tibia|trochanter|cotyloid"),
        ("brain", r"cerebr|cerebell|encephal|cervelet|crane|cranien|frontal|parietal(?:e)? (?:droit|gauche|d\b|g\b)|occipit|temporal|in toto|pan-?enceph"),
        ("liver", r"foie|hepati|segment (?:[iv]+|\d)\b"),
        ("lung", r"pulmon|poumon|nodule (?:l[sim]d|l[si]g)|lobe|lingul"),
        ("lymph_node", r"mediastin|adenopathie|ganglion"),
        ("skin", r"cutanee?|permeation"),
        ("spine", r"vertebr|rachis|rachidien|lombaire|dorsale?\b|cervicale?\b|medullaire|epidur"),
        )
    )
)  # fmt: skip
_LEVEL = expression(r"\b(?:[cdt](?:[1-9]|1[0-2])|l[1-5]|s1)\b")
_METASTATIC = expression(r"metasta|secondaire|antalgique|decompressi|oligo|stereo|lesion")
_METASTASIS = expression(r"\bmetastases?\b")
_BREAST = expression(r"\bsein\b")
_OF_BREAST = expression(r"\bsein\b|mammaire")
_OF_THE_BREAST = expression(r"\s*(?:du sein|mammaire)")
_DIRECTED = expression(r"metasta|secondaire|lesion|antalg|decompress|sur\s|de\s|du\s|vertebr|osseu")
_SYMPTOMATIC = expression(r"antalgique|decompressi|hemostat")
_OWN_DOSE = expression(r"\d\s?gy\b")
_PARTS = expression(r"\bet\b|,|\+|/|\bpuis\b|\bainsi que\b")
_PLACE = expression(
    r"\s*(?:(?:aussi|egalement|sur|de|du|des|d'|la|le|les|l'|une?|metastases?|lesions?|localisations?|corps)\s*)*"
    r"(?:vertebr|rachis|(?:[cdtls]\d{1,2})\b|sacr|bassin|iliaq|femu|femor|humer|hanche|cotyl|sternum|cotes?\b|ischi|pubi|scapul|omoplat|clavic|tibia|os\b|osseu|"
    r"foie|hepat|pulmon|poumon|cerebr|encephal|surrenal|cran|aile|col\b|tete)"
)


def object_of(letter: Letter, course: Course, node: Node) -> tuple[str | None, str | None]:
    """What is irradiated: ("primary", None), ("metastatic", site) or (None, None)."""
    folded = letter.folded
    technique = node.values[0]
    after = folded[node.end : min(node.hi, node.end + 80)]
    own = folded[node.start : node.end]
    before = folded[max(node.lo, node.start - 90) : node.start]
    around = f"{before} {own} {after}"
    after_end = min(node.hi, node.end + 80)
    site = site_in(folded, node.start, after_end) or site_in(
        folded, max(node.lo, node.start - 90), node.start
    )
    primary_after = bool(PRIMARY.search(after[:60]))
    if own.startswith("irradie") and not site:
        # "Métastase cérébelleuse opérée puis irradiée": what is irradiated stands farther before.
        lead = folded[max(node.sentence.start, node.start - 90) : node.start]
        if _METASTASIS.search(lead) and not PRIMARY.search(lead):
            return "metastatic", site_in(lead)
    if technique == "cranial":
        return "metastatic", site or "brain"
    if technique == "stereotactic":
        return (
            ("primary", None)
            if _OF_THE_BREAST.match(after)
            else ("metastatic", site or _site_of_line(letter, node))
        )
    own_part = _PARTS.split(after[:60])[0]
    if primary_after and (
        "metasta" not in after[:60] or (PRIMARY.search(own_part) and "metasta" not in own_part)
    ):
        brain = site == "brain" and "metasta" in around
        return ("metastatic", "brain") if brain else ("primary", None)
    if site and (
        site_in(folded, node.end, min(after_end, node.end + 40))
        or (own.startswith("irradie") and site_in(before[-40:]))
        or _DIRECTED.search(around)
    ):
        # "paroi et creux sus-claviculaire droit" never comes here; a bone or an organ does.
        if not (PRIMARY.search(before) and not _METASTATIC.search(around)):
            return "metastatic", site
    if PRIMARY.search(before[-40:]) or primary_after:
        return "primary", None
    if _SYMPTOMATIC.search(around):
        return (None, None) if "hemostat" in around else ("metastatic", site)
    last = course.before(node.start, "surgery", "relapse")
    if last is not None and last.kind == "surgery":
        return "primary", None
    following = course.after(node.end, "surgery")
    if (
        last is None
        and not course.metastatic
        and (
            following
            or _BREAST.search(
                folded,
                max(node.sentence.start, node.start - 400),
                min(node.sentence.end, node.end + 400),
            )
        )
    ):
        return "primary", None
    if last is None and _OF_BREAST.search(
        folded, max(node.sentence.start, node.start - 400), node.start
    ):
        return "primary", None
    return None, None


def sites_of(
    letter: Letter, node: Node, kind: str, site: str | None
) -> list[tuple[str | None, str | None]]:
    """The metastases irradiated together, each with the words that add it to the first one.

    "Radiothérapie du sacrum et de L3", "du sein et de la métastase de T8".
    """
    after = letter.folded[node.end : min(node.hi, node.end + 90)]
    found: list[tuple[str | None, str | None]] = [(site, None)] if kind == "metastatic" else []
    for part in _PARTS.split(after)[1:]:
        place = site_in(part[:40])
        if place and not PRIMARY.search(part[:40]) and _PLACE.match(part):
            told = kind == "metastatic" or _METASTATIC.search(part) or _OWN_DOSE.search(part)
            if told and all(place != p for p, _ in found):
                found.append((place, part))
    return found


def site_in(text: str, start: int = 0, end: int = sys.maxsize) -> str | None:
    """The place that is named first in ``text[start:end]``."""
    match = _SITE.search(text, start, end)
    level = _LEVEL.search(text, start, match.start() if match else end)
    if level:
        return "spine"
    return match.lastgroup if match else None


def _site_of_line(letter: Letter, node: Node) -> str | None:
    return site_in(
        letter.folded,
        max(node.sentence.start, node.start - 400),
        min(node.sentence.end, node.end + 400),
    )
