"""The phase, the line and the status of a systemic treatment: worded, or plain from the course of the disease."""

from __future__ import annotations

import re

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Target
from assistant.extraction.therapy_course import Course, Landmark
from assistant.extraction.therapy_node import (
    BONE_AGENTS,
    NEVER_ADJUVANT,
    Node,
    class_of,
    targets_between,
)
from assistant.extraction.therapy_timing import Timing

_LINE = expression(
    r"\b(?:l|ligne\s?)(?P<a>[1-9])\b|\b(?P<b>[1-9])\s?(?:l\b|(?:e|re|er|ere|eme)\s?ligne)|\b(?P<w>premiere|deuxieme|seconde|troisieme|quatrieme|cinquieme)\s+ligne"
)
_ORDINALS = {
    "premiere": 1,
    "deuxieme": 2,
    "seconde": 2,
    "troisieme": 3,
    "quatrieme": 4,
    "cinquieme": 5,
}
_RHYTHM = expression(
    r"(?:\d[.,]\d|[^.;,:]|:\s){0,30}?(?:\bq\s?\d{1,2}\s?(?:s|sem|w|j)\b|\bmensuel|\btrimestriel|\bhebdo|/\s?\d{0,2}\s?(?:j\b|jours?|sem\w*|mois)|\btou(?:te)?s les|\bpar (?:jour|mois|semaine)|x\s?\d\s?/\s?j|\d\s?(?:j|jours)\s?(?:/|sur)\s?28|1\s?cp\b)"
)
_BY_PLAN = expression(r"\b(?:termine|fini|acheve|complet)")
_AFTER_MONTHS = expression(r"\b(?:apres|au bout de|a)\s+(?:environ\s+)?[\w-]+\s+(?:mois|ans?)\s+d")
_SPECIFIC_LINE = expression(r"l\d|\dl")
_LINE_BEHIND = expression(
    r"[\s(,:]*(?:en\s+)?|(?:(?!lesion|metast|vertebr|rachi|fractur|tassement|irradi|radioth)[^.;\n]){0,60}(?:\(|\ben\s+)"
)
_LINE_NEAR = expression(
    r"[\s:.(\t-]*(?:(?:par|de|avec|sous|a base de|traitement|metastatique|=)[\s:]*)*(?:(?:chimiotherapie|hormonotherapie)\s+(?:par\s+|de\s+)?)?(?:\d+\s*(?:x|cycles?|cures?)?\s*(?:de\s+|d')?)?"
)


def worded_phase(letter: Letter, node: Node) -> str | None:
    """The phase that the words of a node name: before it, inside it, else just behind it."""
    phases = targets_between(letter, "PHASE", node.lo, node.hi)
    before = [t for t in phases if t.end <= node.start and _is_phase_of(letter, t, node)]
    if before:
        return str(before[-1].value)
    for target in phases:
        if target.start >= node.end:
            gap = letter.folded[node.end : target.start]
            if (
                len(gap) <= 80
                and not re.search(r"[;]|\bpuis\b|\bavant\b", gap)
                and _is_phase_of(letter, target, node)
            ):
                return str(target.value)
    return None


def _is_phase_of(letter: Letter, target: Target, node: Node) -> bool:
    text = letter.folded[target.start : target.end]
    if _SPECIFIC_LINE.fullmatch(text):
        # L1 is a vertebra too: it must touch the treatment.
        gap = (
            letter.folded[target.end : node.head]
            if target.end <= node.head
            else letter.folded[node.end : target.start]
        )
        return (
            bool(_LINE_NEAR.fullmatch(gap))
            if target.end <= node.head
            else bool(_LINE_BEHIND.fullmatch(gap))
        )
    if (
        "chirurgie" in text
        or "intervention" in text
        or "mastectomie" in text
        or "operation" in text
    ):
        return target.start >= node.end
    return True


def line_of(letter: Letter, node: Node) -> int | None:
    match = _LINE.search(letter.folded, node.lo, min(node.hi, node.end + 60))
    if match is None:
        return None
    return int(match["a"] or match["b"] or _ORDINALS[match["w"]])


def phase_from_course(
    letter: Letter, course: Course, node: Node, status: str | None, timing: Timing
) -> str | None:
    """The phase that the course makes unmistakable, None when it does not."""
    phase = _phase_in_course(letter, course, node, status, timing)
    if phase in ("adjuvant", "neoadjuvant") and NEVER_ADJUVANT.intersection(node.values):
        return "metastatic" if course.metastatic else None
    return phase


def _phase_in_course(
    letter: Letter, course: Course, node: Node, status: str | None, timing: Timing
) -> str | None:
    if course.de_novo or (course.metastatic and BONE_AGENTS.issuperset(node.values)):
        return "metastatic"
    surgery, relapse = course.date_of("surgery"), course.date_of("relapse")
    begun, ended = timing.start, timing.end
    if relapse and begun and begun[: len(relapse)] >= relapse[: len(begun)]:
        return "metastatic"
    if (
        relapse
        and ended
        and ended < relapse[: len(ended)]
        and not (surgery and ended < surgery[: len(ended)])
    ):
        return "adjuvant" if course.before(len(letter.text), "surgery") else None
    if surgery and ended and ended < surgery[: len(ended)]:
        return "neoadjuvant"
    if (
        surgery
        and begun
        and not relapse
        and begun < surgery[: len(begun)]
        and not course.metastatic
    ):
        return "neoadjuvant"
    last = course.before(node.start, "surgery", "relapse", "metastatic")
    if status in ("ongoing", "planned") and course.metastatic:
        if begun and last and last.kind == "surgery" and _outlives_relapse(course, node, begun):
            return "adjuvant"
        if last and last.kind == "surgery" and _is_told_with(letter, course, node, last.start):
            return "adjuvant"
        return "metastatic"
    if (
        re.search(
            r"a (?:la|sa) (?:rechute|recidive|progression)|(?:rechute|recidive) sous\b",
            letter.folded[node.lo : node.hi],
        )
        and status == "stopped"
    ):
        if course.before(node.start, "surgery") and not course.before(node.start, "relapse"):
            return "adjuvant"
    if (
        begun
        and course.metastatic
        and relapse is None
        and not course.before(node.start, "surgery")
        and _is_recent(begun, letter.date)
    ):
        return "metastatic"
    if last is None:
        following = course.after(node.end, "surgery")
        if (
            following
            and _precedes_surgery(letter, course, node, following)
            and status != "never"
            and (timing.months or 0) < 18
        ):
            return "neoadjuvant"
        return "neoadjuvant" if _awaits_surgery(letter, course, node, status, timing) else None
    if last.kind == "surgery":
        return None if _is_late(begun, last.date or surgery) else "adjuvant"
    if last.kind == "relapse":
        return "metastatic"
    if course.before(node.start, "surgery") is None:
        return None
    return "metastatic"


def _precedes_surgery(letter: Letter, course: Course, node: Node, surgery: Landmark) -> bool:
    """Whether a treatment is told just before the operation, in a disease that was not metastatic then."""
    later = course.after(0, "relapse", "metastatic")
    if course.metastatic and (later is None or later.start < surgery.start):
        return False
    same_line = letter.sentence_at(surgery.start).line == node.sentence.line
    near = surgery.start - node.end <= _SOON and class_of(node.values[0]) != "endocrine"
    return same_line or near


def _awaits_surgery(
    letter: Letter, course: Course, node: Node, status: str | None, timing: Timing
) -> bool:
    """Whether a treatment under way or planned comes before the only operation, which is announced."""
    if course.to_come is None or course.landmarks or BONE_AGENTS.issuperset(node.values):
        return False
    if status == "planned":
        return node.start < course.to_come
    told = timing.end or timing.start
    if status == "completed" and class_of(node.values[0]) == "chemotherapy":
        return told is not None and _is_recent(told, letter.date)
    if status != "ongoing":
        return False
    if {class_of(v) for v in node.values} <= {"endocrine"}:
        return timing.start is not None and _is_recent(timing.start, letter.date)
    return True


_SOON = 150
"""Characters between a chemotherapy and the operation that is told next."""


def _is_told_with(letter: Letter, course: Course, node: Node, surgery: int) -> bool:
    """Hormones told in one breath with the operation, before anything is told of metastases."""
    return (
        node.sentence.start <= surgery
        and {class_of(v) for v in node.values} <= {"endocrine"}
        and "fulvestrant" not in node.values
        and course.before(node.start, "relapse", "metastatic") is None
        and not re.search(r"metasta|rechut|recidiv", letter.folded[node.end : node.sentence.end])
    )


def _outlives_relapse(course: Course, node: Node, begun: str) -> bool:
    """Hormones begun after the operation that go on when the relapse, told behind, is found."""
    if not {class_of(v) for v in node.values} <= {"endocrine"} or "fulvestrant" in node.values:
        return False
    if course.before(node.start, "relapse", "metastatic"):
        return False
    later = course.after(node.end, "relapse", "metastatic")
    return later is not None and later.date is not None and begun < later.date[: len(begun)]


_ADJUVANT_YEARS = 7
"""Extended adjuvant hormones begin five years after the operation; later, they are for something else."""


def _is_late(begun: str | None, operated: str | None) -> bool:
    """Whether a treatment begins too long after the operation to be adjuvant to it."""
    if begun is None or operated is None:
        return False
    return int(begun[:4]) - int(operated[:4]) > _ADJUVANT_YEARS


def _is_recent(begun: str, document: str | None) -> bool:
    """Begun in the half-year before the document: in a patient who is metastatic now, for that disease."""
    if document is None or len(begun) < 7:
        return False
    months = (int(document[:4]) - int(begun[:4])) * 12 + int(document[5:7]) - int(begun[5:7])
    return 0 <= months <= 6


def settle_status(
    letter: Letter,
    node: Node,
    status: str | None,
    timing: Timing,
    phase: str | None,
    following: Node | None,
) -> str | None:
    """The status, from the tense and the place of the treatment when no word gives it."""
    if (
        status == "ongoing"
        and phase == "adjuvant"
        and re.search(
            r"\b(?:rechute|recidive|progression)\w*\b[^.;]{0,60}\bsous\s",
            letter.folded[max(node.sentence.start, node.head - 120) : node.head],
        )
    ):
        return "stopped"
    if status == "ongoing" and timing.start and class_of(node.values[0]) == "radionuclide":
        return "completed"
    if status in ("planned", "ongoing", "stopped", "never"):
        return status
    if (
        status in (None, "given")
        and phase == "metastatic"
        and not timing.stated
        and _is_followed(letter, following, node)
    ):
        return "stopped"
    if status == "given" and phase == "metastatic" and _formerly(letter, node):
        return "stopped"
    ends_by_plan = timing.cycles or class_of(node.values[0]) == "bone_agent"
    if status == "completed" and phase == "metastatic" and timing.end and not ends_by_plan:
        if not _BY_PLAN.search(letter.folded, node.lo, node.hi):
            return "stopped"
    if status == "completed":
        return status
    if timing.end:
        return "completed"
    if phase in ("adjuvant", "neoadjuvant"):
        return "completed"
    if phase == "metastatic" and timing.months and status in (None, "given"):
        lead = letter.folded[max(node.sentence.start, node.head - 90) : node.end]
        if _AFTER_MONTHS.search(lead):
            return "stopped" if re.search(r"progress|echec|echapp", lead) else "ongoing"
    if timing.months or timing.cycles:
        return "completed"
    if status == "given" or (timing.start and class_of(node.values[0]) == "radionuclide"):
        return "completed"
    if node.sentence.section == "treatment" or (
        phase in (None, "metastatic") and status is None and _is_scheduled(letter, node)
    ):
        return "ongoing"
    if phase == "metastatic" and status is None and BONE_AGENTS.issuperset(node.values):
        return "ongoing"
    return None


def _is_scheduled(letter: Letter, node: Node) -> bool:
    """Whether the rhythm of a treatment is given, in the present: "Xgeva q4s", "mensuel", "/28 j"."""
    return bool(_RHYTHM.match(letter.folded[node.end : min(node.hi, node.end + 60)]))


def _formerly(letter: Letter, node: Node) -> list[Target]:
    """The words that name a treatment as one of the past: "précédemment : X, Y"."""
    start = max(node.sentence.start, node.start - 120)
    cues = targets_between(letter, "THERAPY_STATUS", start, node.start)
    return [target for target in cues if target.value == "formerly"]


def is_of_earlier_line(letter: Letter, node: Node) -> bool:
    """Whether a treatment is listed under the lines of the past: "lignes antérieures : X, Y"."""
    return any("ligne" in target.text.lower() for target in _formerly(letter, node))


def _is_followed(letter: Letter, following: Node | None, node: Node) -> bool:
    """Whether another treatment takes over in the same sentence."""
    return (
        following is not None
        and class_of(node.values[0]) != "chemotherapy"
        and bool(
            re.search(r"\bpuis\b|relais|->|→|remplace", letter.folded[node.end : following.head])
        )
    )
