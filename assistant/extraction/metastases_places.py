"""Places: in which organs a clause puts its lesions.

A clause names its organ, or takes it from the heading it stands under ("Foie :"), from
the examination of the sentence ("IRM cérébrale : pas de métastase"), from the sentence
before, or from the title of a document about one organ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.extraction.letter import Letter, Sentence
from assistant.extraction.metastases_clauses import (
    REACH,
    Assertion,
    Clause,
    Place,
    is_strong,
    window,
)

SITES = frozenset(
    [
        "bone", "spine", "liver", "lung", "pleura", "lymph_node", "brain", "meninges", "adrenal", "peritoneum", "ovary",
        "skin", "pancreas", "kidney", "spleen", "soft_tissue", "digestive", "other",
    ]
)  # fmt: skip
RARE = frozenset(
    {"pancreas", "kidney", "spleen", "soft_tissue", "digestive", "other", "skin", "ovary"}
)
"""Organs that a sentence often names as a landmark: they must stand next to the lesion."""
_LANDMARK = re.compile(
    r"(?:\b(?:contact|distance|proximite|regard|voisinage|refoul\w+|englob\w+|engain\w+|jouxt\w+|accole\w*|adhere\w*|dehors|marge|"
    r"arriere|avant|prove\w+|origine|rapport|a\s+(?:plus\s+de\s+|moins\s+de\s+|environ\s+)?\d+(?:[.,]\d)?\s?[cm]m)\s+(?:\w+\s+)?(?:de\s+|du\s+|des\s+|d'|a\s+|au\s+|avec\s+)?(?:la\s+|le\s+|les\s+|l'|une?\s+)?"
    r"|\b(?:cancer|carcinome|adenocarcinome|tumeur|primitif|neo|k)\s+(?:du\s+|de\s+la\s+|de\s+l'|des\s+|d')?)$"
)
_LANDMARK_GOES_ON = re.compile(
    r"(?:\s+\w+)?\s*(?:,|et|ou|ni)\s*(?:de\s+la\s+|de\s+l'|du\s+|des\s+|de\s+|d'|a\s+l'|au\s+|a\s+la\s+|la\s+|le\s+|l')?"
)
_GENERIC = re.compile(r"profond|thoraci|abdomin|pelvi|cervic|spinal|cou\b|jugul|mesenter|pedicul")
_EXAMINED_NODES = re.compile(r"[^.;]{0,40}(?:\bsur|/)\s?\d")
_OPPOSITE = {
    "right": re.compile(r"\s*\(?(?:gauches?|g)\b"),
    "left": re.compile(r"\s*\(?(?:droite?s?|d)\b"),
}
_BREAST_SIDE = re.compile(
    r"\b(?:seins?|mammaire|mastectomie|mammectomie|tumorectomie)\s+(?P<s>droite?|gauche|d|g)\b"
)
_AFAR = re.compile(r"\s+(?:est\s+|situee?\s+)?a\s+(?:plus\s+de\s+|moins\s+de\s+)?\d+\s?[cm]m\b")
_CONTRALATERAL = re.compile(r"(?:\s+(?:droite?s?|gauches?))?\s*\(?\s?(?:controlater|contro-later)")
_ABDOMINAL = re.compile(
    r"\b(?:ascite|rate|pancreas|surrenale\w*|reins?|mediastin\w*|abdom\w*|pelv\w*|retroperit\w*|vesicule|epanchement)\b"
)
_HEADING = re.compile(
    r"[-*•·.>►➔+#\s]*(?:\d{1,2}[.)/°]\s*|[a-z]\)\s*)?(?:au\s+niveau\s+|sur\s+le\s+plan\s+|au\s+plan\s+|a\s+l'etage\s+|etage\s+|niveau\s+|cote\s+|plan\s+)?"
    r"(?P<h>[^:;\n]{2,60}?)\s?(?:(?P<sep>:|=)|\.\s?-|\.(?=\s)|,?\s-\s|$)"
)
LISTING = re.compile(
    r"\b(?:extension|sites?|localisations?|cibles?|lesions?\s+cibles?|metasta\w+|rechutes?|recidives?|atteintes?|maladie\s+\w+|progression|diffusion)\b"
)
_TARGETS = re.compile(r"[-*•\s]*(?:\d[.)]\s*)?lesions?\s+(?:non[\s-])?cibles?\b(?!\s*:\s*\S)")
_DATED = re.compile(
    r"(?:en\s+)?(?:le\s+)?[\d/.\s]*(?:janv\w*|fev\w*|mars|avr\w*|mai|juin|juil\w*|aout|sept\w*|oct\w*|nov\w*|dec\w*)?[\s\d/.]*"
)
_BRIEF = re.compile(r"\b(?:rechutes?|recidives?|progression|maladie)\b")
_LOCAL = re.compile(r"\b(?:locale?s?|locoregional\w*|parietale?|mammaire|pas|absence|sans)\b")
_BOX = re.compile(r"\[\s?\]|☐|□|(?P<on>\[\s?[x✓✔]\s?\]|☒|☑|✓|✔)")
_OF_CARCINOMA = re.compile(
    r"\b(?:metastases?|localisations?|lesions?\s+secondaires?)\s+(?:\w+\s+){0,2}?(?:d'un|d'une|du|de\s+son|de\s+l'|d')\s?(?:adeno)?(?:carcinome|cancer|adk|origine)"
)
_SACRAL = re.compile(r"sacrum|aileron")
_SKELETON = re.compile(r"os$|squelette|cadre|axe\s+osseux|osseu")
_LYTIC_SITE = "bone"


@dataclass(slots=True)
class Topic:
    """The organ that the text is about. A heading holds longer than a sentence does."""

    places: list[Place] = field(default_factory=list)
    heading: bool = False
    listing: bool = False
    line: int = -1
    exam: bool = False
    until: int = 10**9
    """The last line that a list of organs may reach."""


def title_sites(letter: Letter) -> list[Place]:
    """The one organ of an examination or sample that the document is about, if it is about one."""
    values: dict[str, Place] = {}
    seen = 0
    for target in letter.of("MET_SITE"):
        value = target.value or "none"
        if not value.endswith(("_exam", "_biopsy")):
            continue
        if letter.kind == "pathology":
            if value.endswith("_biopsy"):
                values[value.split("_")[0]] = Place(value.split("_")[0], target.start, target.end)
        elif letter.kind == "imaging" and target.sentence.line < 14 and seen < 1:
            begin, stop = letter.line_bounds(target.sentence)
            if stop - begin < 90 and (letter.text[target.start].isupper()):
                values[value.split("_")[0]] = Place(value.split("_")[0], target.start, target.end)
                line = letter.folded[begin:stop]
                if re.search(r"thoraco|abdomin|\btap\b|corps\s+entier|\bet\b", line):
                    return []
                seen += 1
    return list(values.values()) if len(values) == 1 else []


def topic_before(letter: Letter, sentence: Sentence, topic: Topic) -> Topic:
    """The topic when a sentence begins: kept, or changed by a heading at the start of its line."""
    line = letter.canonical.lines[sentence.line]
    if sentence.start != line.start:
        return topic
    if sentence.line > topic.until:
        topic = Topic()
    if line.after_blank and not (topic.heading and topic.line == sentence.line - 1):
        topic = Topic()
    match = _HEADING.match(letter.folded, line.start, line.end)
    if not match:
        return topic if topic.heading or topic.listing else Topic()
    begin, end = match.span("h")
    places = [
        Place(t.value or "none", t.start, t.end)
        for t in letter.inside(sentence, "MET_SITE")
        if begin <= t.start and t.end <= end + 1
    ]
    words = len(re.findall(r"\w+", letter.folded[begin:end]))
    whole = match.end() >= line.end and words <= 6 and letter.text[line.end - 1] not in ".,;?!)"
    if _TARGETS.match(letter.folded, line.start, line.end):
        return Topic([], False, True, sentence.line)
    if (
        topic.listing
        and match["sep"]
        and not places
        and _DATED.fullmatch(letter.folded, begin, end)
    ):
        return topic
    is_heading = bool(match["sep"]) or whole or letter.text[begin:end].isupper()
    if not is_heading:
        return topic if topic.heading or topic.listing else Topic()
    alone = match.end() >= line.end - 1
    if places and words <= 8 and not letter.inside(sentence, "MET_LESION"):
        direct = [p for p in places if p.value not in ("none", "region", "brain_lobe")]
        if any(p.value == "region" for p in places) and not direct:
            return Topic(line=sentence.line)
        return Topic(
            [plain(p) for p in direct], True, topic.listing, sentence.line, until=topic.until
        )
    if (
        alone
        and LISTING.search(letter.folded, begin, end)
        and words <= 6
        and not _LOCAL.search(letter.folded, begin, end)
    ):
        brief = _BRIEF.search(letter.folded, begin, end) is not None
        until = sentence.line + 1 if brief else 10**9
        return Topic([plain(p) for p in places], bool(places), True, sentence.line, until=until)
    lesions = [t for t in letter.inside(sentence, "MET_LESION") if t.end <= end + 1]
    strong = any(is_strong(t) and not t.negated for t in lesions)
    if alone and places and strong and words <= 6 and letter.text[line.end - 1] not in ".?!)":
        return Topic([plain(p) for p in places], True, True, sentence.line)
    if alone or (sentence.section is not None and match["sep"]):
        return Topic()
    return topic if topic.heading else Topic()


def topic_after(letter: Letter, sentence: Sentence, clauses: list[Clause], topic: Topic) -> Topic:
    """What a sentence leaves as topic for the next one of its paragraph."""
    if topic.heading or topic.listing:
        return topic
    sites = [p for clause in clauses for p in clause.places if p.value not in ("none", "node")]
    values = {p.value for p in sites}
    if not values:
        return topic
    exams = [p for p in sites if p.value.endswith(("_exam", "_biopsy"))]
    if len(values) > 1 and len({p.value for p in exams}) == 1:
        return Topic([plain(exams[0])], False, False, sentence.line, exam=True)
    if len(values) == 1 and next(iter(values)) in SITES - RARE:
        return Topic(sites[:1], False, False, sentence.line)
    if len(values) == 1 and sites[0].value.endswith(("_exam", "_biopsy")):
        return Topic([plain(sites[0])], False, False, sentence.line, exam=True)
    return Topic()


def plain(place: Place) -> Place:
    return Place(
        place.value.removesuffix("_exam").removesuffix("_biopsy"),
        place.start,
        place.end,
        place.levels,
    )


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
        before = folded[max(sentence.start, place.start - 32) : place.start]
        if ticked_box(folded, clause, place) is False:
            continue
        if _is_before_denial(folded, clause, place):
            continue
        if place.value == "bone" and levels and clause.assertion is not Assertion.ABSENT:
            word = folded[place.start : place.end]
            if _SACRAL.match(word) and any(level.startswith("S") for level in levels):
                continue
            if _SKELETON.match(word) and re.match(r"\s?:", folded[place.end : place.end + 2]):
                continue
        if _LANDMARK.search(before) or (
            landmark >= 0 and _LANDMARK_GOES_ON.fullmatch(folded, landmark, place.start)
        ):
            landmark = place.end
            continue
        value = place.value
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
            if not regional and (others or "node_place" in values):
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


def ticked_box(folded: str, clause: Clause, place: Place) -> bool | None:
    """Whether the box of an organ is ticked, None without a box; boxes stand before or after the labels."""
    begin, end = window(clause), min(clause.sentence.end, clause.end + REACH)
    boxes = list(_BOX.finditer(folded, begin, end))
    if not boxes:
        return None
    label = folded.rfind(":", begin, boxes[0].start())
    behind = (
        bool(re.search(r"[a-z]", folded[max(begin, label + 1) : boxes[0].start()])) and label >= 0
    )
    if behind:
        mine = next((m for m in boxes if 0 <= m.start() - place.end <= 3), None)
    else:
        mine = next((m for m in boxes if 0 <= place.start - m.end() <= 3), None)
    return None if mine is None else mine["on"] is not None


def _is_opposite(letter: Letter, clause: Clause, place: Place) -> bool:
    """Whether an axillary node lies on the side opposite to the only breast cancer."""
    folded = letter.folded
    if clause.assertion is Assertion.ABSENT or not folded.startswith(
        ("axill", "aissel"), place.start
    ):
        return False
    sides = {"right" if m["s"][0] == "d" else "left" for m in _BREAST_SIDE.finditer(folded)}
    if len(sides) != 1:
        return False
    return bool(_OPPOSITE[sides.pop()].match(folded, place.end, clause.end))


def _is_before_denial(folded: str, clause: Clause, place: Place) -> bool:
    """Whether a denial about other organs follows ("L4 stable, rien au foie")."""
    if not clause.negations or clause.assertion is not Assertion.ABSENT:
        return False
    denial = clause.negations[0][0]
    if place.end > denial:
        return False
    gap = folded[place.end : denial]
    later = any(p.start > denial and p.value in SITES for p in clause.places)
    return bool(re.search(r"\.\s", gap)) or (later and ":" not in gap)


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
    return before is not None and place.start - before.end <= 14


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
    general = re.search(r"\ba\s+distance\b", letter.folded[clause.start : clause.end])
    if general:
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
