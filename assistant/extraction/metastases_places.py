"""Places: in which organs a clause puts its lesions.

A clause names its organ, or takes it from the examination of the sentence ("IRM
cérébrale : pas de métastase"), from the topic of the passage, or from the title.
"""

from __future__ import annotations

import itertools

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Sentence
from assistant.extraction.metastases_forms import ticked_box
from assistant.extraction.metastases_model import (
    RARE,
    SITES,
    Assertion,
    Clause,
    Place,
    is_strong,
    plain,
)
from assistant.extraction.metastases_topics import Topic

_LANDMARK = expression(
    r"(?:\b(?:contact|distance|proximite|regard|voisinage|refoul\w+|englob\w+|engain\w+|jouxt\w+|accole\w*|adhere\w*|dehors|marge|"
    r"arriere|avant|prove\w+|origine|rapport|a\s+(?:plus\s+de\s+|moins\s+de\s+|environ\s+)?\d+(?:[.,]\d)?\s?[cm]m)\s+(?:\w+\s+)?(?:de\s+|du\s+|des\s+|d'|a\s+|au\s+|avec\s+)?(?:la\s+|le\s+|les\s+|l'|une?\s+)?"
    r"|\b(?:cancer|carcinome|adenocarcinome|tumeur|primitif|neo|k)\s+(?:du\s+|de\s+la\s+|de\s+l'|des\s+|d')?)$"
)
_LANDMARK_GOES_ON = expression(
    r"(?:\s+\w+)?\s*(?:,|et|ou|ni)\s*(?:(?:a\s+)?(?:plus\s+de\s+|moins\s+de\s+|environ\s+)?\d+(?:[.,]\d)?\s?[cm]m\s+)?(?:de\s+la\s+|de\s+l'|du\s+|des\s+|de\s+|d'|a\s+l'|au\s+|a\s+la\s+|la\s+|le\s+|l')?"
)
_GENERIC = expression(r"profond|thoraci|abdomin|pelvi|cervic|spinal|cou\b|jugul|mesenter|pedicul")
_OPPOSITE = {
    "right": expression(r"\s*\(?(?:gauches?|g)\b"),
    "left": expression(r"\s*\(?(?:droite?s?|d)\b"),
}
_BREAST_SIDE = expression(
    r"\b(?:seins?|mammaire|mastectomie|mammectomie|tumorectomie)\s+(?P<s>droite?|gauche|d|g)\b"
)
_AFAR = expression(r"\s+(?:est\s+|situee?\s+)?a\s+(?:plus\s+de\s+|moins\s+de\s+)?\d+\s?[cm]m\b")
_CONTRALATERAL = expression(r"(?:\s+(?:droite?s?|gauches?))?\s*\(?\s?(?:controlater|contro-later)")
_ABDOMINAL = expression(
    r"\b(?:ascite|rate|pancreas|surrenale\w*|reins?|mediastin\w*|abdom\w*|pelv\w*|retroperit\w*|vesicule|epanchement)\b"
)
_OF_CARCINOMA = expression(
    r"\b(?:metastases?|localisations?|lesions?\s+secondaires?)\s+(?:\w+\s+){0,2}?(?:d'un|d'une|du|de\s+son|de\s+l'|d')\s?(?:adeno)?(?:carcinome|cancer|adk|origine)"
)
_SACRAL = expression(r"sacr|aileron")
_SKELETON = expression(r"os$|squelette|cadre|axe\s+osseux|osseu")
_COLON = expression(r"\s?:")
_OF_OR_IN = expression(r"\s+(?:de\s+|en\s+)?")
_OPENING = expression(r"\s?(?:axial\w*\s)?\(")
_STOP = expression(r"\.\s")
_NEXT = expression(r"\s*(?:,|et|/)\s*(?:l[ea]s?\s+)?")
_AT_DISTANCE = expression(r"\ba\s+distance\b")
_LYTIC_SITE = "bone"


def own_places(letter: Letter, clause: Clause, sentence: Sentence) -> list[Place]:
    """The organs in which a clause places its lesions."""
    folded = letter.folded
    lesions = {t.value for t in clause.lesions}
    node = "node" in lesions
    kept: list[Place] = []
    regional = any(p.value == "regional" for p in clause.places)
    values = {p.value for p in clause.places}
    levels = [level for p in clause.places for level in p.levels]
    landmark = -1
    for place in clause.places:
        if ticked_box(letter, clause, place) is False:
            continue
        if _is_before_denial(folded, clause, place):
            continue
        if place.value == "bone" and levels and clause.assertion is not Assertion.ABSENT:
            word = folded[place.start : place.end]
            if _SACRAL.match(word) and any(level.startswith("S") for level in levels):
                continue
            if _SKELETON.match(word) and _levels_inside(folded, clause, place):
                continue
        if _LANDMARK.search(folded, max(sentence.start, place.start - 32), place.start) or (
            landmark >= 0 and _LANDMARK_GOES_ON.fullmatch(folded, landmark, place.start)
        ):
            landmark = place.end
            continue
        value = place.value
        if value == "spine" and "pancreas" in values and folded.startswith("corpor", place.start):
            continue
        if value == "brain_lobe":
            if "brain" in values or "brain_exam" in values:
                kept.append(Place("brain", place.start, place.end))
            continue
        if value == "node_place":
            word = folded[place.start : place.end]
            linked = (
                node
                or "node" in values
                or (
                    word.startswith(("mediastin", "hil", "station", "retro", "lombo", "axillaire"))
                    and any(is_strong(t) for t in clause.lesions)
                )
            )
            if linked and not (_GENERIC.match(word) and not _near_node(clause, place, 30)):
                kept.append(Place("lymph_node", place.start, place.end))
            continue
        if value == "regional" and (
            _CONTRALATERAL.match(folded, place.end, sentence.end)
            or _is_opposite(letter, clause, place)
        ):
            kept.append(Place("lymph_node", place.start, place.end))
            continue
        if value == "node":
            others = values & (SITES - {"lymph_node", "skin"})
            named = others or "node_place" in values or _is_metastatic(clause, place)
            if not regional and named and (others or letter.kind != "pathology"):
                kept.append(Place("lymph_node", place.start, place.end))
            continue
        if value not in SITES:
            continue
        if lesions == {"node"} and not _near_node(clause, place):
            continue
        if (
            node
            and value in ("liver", "lung", "bone", "digestive", "spleen", "kidney", "pancreas")
            and _near_node(clause, place)
        ):
            if not regional:
                kept.append(Place("lymph_node", place.start, place.end))
            continue
        if value in RARE and _AFAR.match(folded, place.end, sentence.end):
            continue
        if value in RARE and not _beside(folded, clause, place):
            continue
        kept.append(place)
    return kept


def _is_metastatic(clause: Clause, place: Place) -> bool:
    """Whether the disease is said to be metastatic in nodes ("cancer métastatique ganglionnaire")."""
    return any(t.value == "disease" and 0 <= place.start - t.end <= 2 for t in clause.lesions)


def _levels_inside(folded: str, clause: Clause, place: Place) -> bool:
    """Whether vertebral levels say what a general bone word means ("os : L5", "osseuses (T7, L1)")."""
    if _COLON.match(folded, place.end):
        return True
    after = next((p for p in clause.places if p.start >= place.end), None)
    if after and after.levels and _OF_OR_IN.fullmatch(folded, place.end, after.start):
        return True
    opening = _OPENING.match(folded, place.end, place.end + 12)
    closing = folded.find(")", place.end, clause.end)
    return bool(opening) and any(p.levels and place.end < p.start < closing for p in clause.places)


def _breast_sides(letter: Letter) -> set[str]:
    """The sides of the breasts that the document names as ill or operated."""
    return {"right" if m["s"][0] == "d" else "left" for m in _BREAST_SIDE.finditer(letter.folded)}


def _is_opposite(letter: Letter, clause: Clause, place: Place) -> bool:
    """Whether an axillary node lies on the side opposite to the only breast cancer."""
    folded = letter.folded
    if clause.assertion is Assertion.ABSENT or not folded.startswith(
        ("axill", "aissel"), place.start
    ):
        return False
    sides = letter.once(_breast_sides)
    if len(sides) != 1:
        return False
    return bool(_OPPOSITE[next(iter(sides))].match(folded, place.end, clause.end))


def _is_before_denial(folded: str, clause: Clause, place: Place) -> bool:
    """Whether a denial about other organs follows ("L4 stable, rien au foie")."""
    if not clause.negations or clause.assertion is not Assertion.ABSENT:
        return False
    denial = clause.negations[0][0]
    if place.end > denial:
        return False
    gap = folded[place.end : denial]
    later = any(p.start > denial and p.value in SITES for p in clause.places)
    return _STOP.search(gap) is not None or (later and ":" not in gap)


def _near_node(clause: Clause, place: Place, reach: int = 12) -> bool:
    """Whether the organ word tells where a node is ("adénopathie iliaque")."""
    lesion = min(clause.lesions, key=lambda t: abs(t.end - place.start))
    return lesion.value == "node" and 0 <= place.start - lesion.end <= reach


def _beside(folded: str, clause: Clause, place: Place) -> bool:
    if not clause.lesions or (
        all(p.value in RARE for p in clause.places) and place is clause.places[0]
    ):
        return True
    gaps = [max(t.start - place.end, place.start - t.end) for t in clause.lesions]
    if min(gaps) <= 25:
        return True
    index = clause.places.index(place)
    before = clause.places[index - 1] if index else None
    if before is not None and place.start - before.end <= 14:
        return True
    # "Rate, pancréas, surrénales : pas de lésion": a list that leads to the lesion.
    for one, other in itertools.pairwise(clause.places[index:]):
        if not _NEXT.fullmatch(folded, one.end, other.start):
            return False
        if min(t.start - other.end for t in clause.lesions) <= 25 and other.value not in RARE:
            return True
    return False


def inherited_places(
    letter: Letter,
    clause: Clause,
    clauses: list[Clause],
    carried: list[Place],
    topic: Topic,
    fallback: list[Place],
) -> list[Place]:
    """The organs of a clause that names none."""
    folded = letter.folded
    values = {t.value or "" for t in clause.lesions}
    implied = [v.removeprefix("implied_") for v in values if v.startswith("implied_")]
    if implied:
        target = next(t for t in clause.lesions if (t.value or "").startswith("implied_"))
        return [Place(implied[0], target.start, target.end)]
    if (
        any(p.value in ("regional", "region") for p in clause.places)
        or "disease" in values
        or values <= {"m1"}
    ):
        return []
    if values <= {"involvement", "vague", "micro"} and clause.assertion is Assertion.ABSENT:
        return []
    exams = [p for p in clause.places if p.value.endswith(("_exam", "_biopsy"))]
    if exams:
        return [plain(p) for p in exams]
    if "node" in values and values <= {"node", "vague", "finding"}:
        begin, _ = letter.line_bounds(clause.sentence)
        if letter.kind == "imaging" and _ABDOMINAL.search(folded, begin, clause.lesions[0].start):
            return [Place("lymph_node", clause.lesions[0].start, clause.lesions[0].end)]
        return (
            [Place("lymph_node", clause.start, clause.start)]
            if any(p.value == "lymph_node" or p.value == "node_place" for p in topic.places)
            else []
        )
    if _AT_DISTANCE.search(folded, clause.start, clause.end):
        return []
    exams = [
        p
        for c in clauses
        if c.start < clause.start
        for p in c.places
        if p.value.endswith(("_exam", "_biopsy"))
    ]
    if carried and clause.assertion is not Assertion.ABSENT:
        return carried
    if carried and exams == [] and all(not c.lesions for c in clauses if c.start < clause.start):
        return carried
    if exams:
        return [plain(exams[-1])]
    if topic.places and (topic.heading or topic.exam or clause.assertion is not Assertion.ABSENT):
        found = []
        for place in topic.places:
            if place.value == "node_place":
                continue
            found.append(
                Place(
                    "brain" if place.value == "brain_lobe" else place.value,
                    place.start,
                    place.end,
                    place.levels,
                )
            )
        return [p for p in found if p.value in SITES]
    if _OF_CARCINOMA.search(folded, clause.anchor, clause.end) and not any(
        p.value == "regional" for p in clause.places
    ):
        samples = {
            (t.value or "").removesuffix("_biopsy"): t
            for t in letter.of("MET_SITE")
            if (t.value or "").endswith("_biopsy")
        }
        if len(samples) == 1:
            site, target = next(iter(samples.items()))
            return [Place(site, target.start, target.end)]
    if values <= {"lytic"}:
        return [Place(_LYTIC_SITE, clause.lesions[0].start, clause.lesions[0].end)]
    return fallback
