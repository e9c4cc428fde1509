"""Systemic treatments: drugs, regimens, classes; their phase, status, dates, cycles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.extraction.letter import Letter, Target
from assistant.extraction.therapy_course import Course, heading_phase, phase_scopes
from assistant.extraction.therapy_nodes import Node, class_of
from assistant.extraction.therapy_status import DISCUSSED, cues_of, read_status
from assistant.extraction.therapy_timing import Timing, read_timing
from criteria.facts import Fact

_OTHER_PURPOSE = re.compile(
    r"osteopor|allergi|rhumat|polyarthrite|lupus|dmla|crohn|psoriasis|colique|colon\b|prostat|lymphom|leucem|poumon primitif|cancer bronch|bronchique|ovaire|colorectal|vessie|melanom"
)
_TRIAL = re.compile(r"(?:essai|etude|protocole|cohorte|bras|\batu\b|\baap\b|randomis\w+)\b[^.;:\n]{0,50}$")
_BREAST = re.compile(r"\bsein\b|mammaire|\bkc?\s?sein")
_LINE = re.compile(r"\b(?:l|ligne\s?)(?P<a>[1-9])\b|\b(?P<b>[1-9])\s?(?:l\b|(?:e|re|er|ere|eme)\s?ligne)|\b(?P<w>premiere|deuxieme|seconde|troisieme|quatrieme|cinquieme)\s+ligne")
_ORDINALS = {"premiere": 1, "deuxieme": 2, "seconde": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5}
_SPECIFIC_LINE = re.compile(r"l\d|\dl")
_LINE_NEAR = re.compile(r"[\s:.(\t-]*(?:(?:par|de|avec|sous|a base de|traitement|metastatique|=)[\s:]*)*(?:(?:chimiotherapie|hormonotherapie)\s+(?:par\s+|de\s+)?)?(?:\d+\s*(?:x|cycles?|cures?)?\s*(?:de\s+|d')?)?")
_CLASS_ANAPHORA = re.compile(r"(?:\b(?:la|l'|cette|les|sa|son|ses|leur|du|de la|de l'|des|sous|post|apres|pendant|depuis)\s*)$")


@dataclass(frozen=True)
class Statement:
    """One treatment as one place of the document states it."""

    value: str
    start: int
    end: int
    phase: str | None
    status: str | None
    timing: Timing
    line: int | None
    is_class: bool
    order: int


def read(letter: Letter, course: Course, nodes: dict[int, list[Node]]) -> Iterator[Fact]:
    """Facts systemic_treatment of a document, one a drug (or class) and phase."""
    anchors = [t for t in letter.of("DRUG", "TREATMENT_CLASS")]
    scopes = phase_scopes(letter, anchors)
    statements: list[Statement] = []
    for in_sentence in nodes.values():
        statements += _statements(letter, course, in_sentence, scopes)
    for statement in _consolidate(statements):
        yield letter.fact(
            "systemic_treatment",
            statement.value,
            statement.start,
            statement.end,
            **{"class": class_of(statement.value)},
            phase=statement.phase,
            status=statement.status,
            start=statement.timing.start,
            end=statement.timing.end,
            cycles=statement.timing.cycles,
            months=statement.timing.months,
            line=statement.line,
        )


@dataclass(frozen=True)
class _Reading:
    """What the words of one node say, before the course is asked."""

    node: Node
    phase: str | None
    status: str | None
    timing: Timing


def _statements(
    letter: Letter, course: Course, nodes: list[Node], scopes: list[tuple[int, int, str]]
) -> list[Statement]:
    """What one sentence states of systemic treatments."""
    readings: list[_Reading] = []
    carried_phase: str | None = None
    for node in nodes:
        if node.kind == "landmark":
            carried_phase = None
        elif node.kind == "surgery" and carried_phase == "neoadjuvant":
            carried_phase = "adjuvant"
        if node.kind not in ("drug", "class"):
            continue
        timing = _timing(letter, node)
        if node.joined and readings and not timing.start:
            timing = replace(timing, start=readings[-1].timing.start)
        worded = _worded_phase(letter, node)
        status = read_status(letter, node, timing, carried=node.carried)
        if node.joined and readings and status is None:
            status = readings[-1].status
        carried_phase = worded or carried_phase
        phase = worded or carried_phase or heading_phase(letter, node.start, scopes)
        readings.append(_Reading(node, phase, status, timing))
    readings = _share(letter, readings)
    chain = [reading.node for reading in readings]
    return [
        statement
        for reading in readings
        if not _excluded(letter, reading)
        for statement in _per_value(letter, course, reading, chain)
    ]


def _share(letter: Letter, readings: list[_Reading]) -> list[_Reading]:
    """What is said once of a sequence: its phase ("4 EC puis 12 paclitaxel en néoadjuvant"), its dates, its plan."""
    result = list(readings)
    for index in range(len(result) - 1, 0, -1):
        this, other = result[index], result[index - 1]
        gap = letter.folded[other.node.end : this.node.head]
        if re.fullmatch(r"[\s(]*\bou\b\s*(?:(?:de|d'|le|la|l'|du|une?)\s*)*", gap) and not (this.timing.stated or other.timing.stated):
            if this.status not in ("ongoing", "stopped", "completed", "never"):
                result[index], result[index - 1] = replace(this, status=DISCUSSED), replace(other, status=DISCUSSED)
            continue
        if this.status == DISCUSSED and re.fullmatch(r"\s*,\s*(?:(?:de|d'|le|la|l'|du|une?)\s*)*", gap) and other.status in (None, "planned") and not cues_of(letter, other.node):
            result[index - 1] = replace(other, status=DISCUSSED)
            continue
        if not _in_sequence(letter, other.node, this.node):
            continue
        other = replace(other, phase=other.phase or this.phase)
        timing = this.timing
        if timing.start and timing.end and timing.reach > this.node.end and not other.timing.start and not other.timing.end:
            other = replace(other, timing=replace(other.timing, start=timing.start))
            this = replace(this, timing=replace(timing, start=None))
        together = bool(re.search(r"\+|\bet\b|/", gap)) and "puis" not in gap
        if other.status is None and (this.status in ("completed", DISCUSSED) or this.status == "planned" or (together and this.status in ("ongoing", "stopped"))):
            other = replace(other, status=this.status)
        result[index], result[index - 1] = this, other
    return result


def _in_sequence(letter: Letter, one: Node, other: Node) -> bool:
    """Whether only a connector and counts stand between two treatments."""
    gap = letter.folded[one.end : other.head]
    return bool(
        re.fullmatch(
            r"[\s\d()x.,/+-]*(?:hebdo\w*|100|75|50|cures?|cycles?|cy)?[\s\d()x]*(?:puis|->|→|=>|et|\+|,|-|/|suivie?s?\s+(?:de|d'|par)|relais par)?\s*(?:de\s+|d'|par\s+)?(?:\d+\s*(?:x\s*)?(?:cures?|cycles?|injections?)?\s*(?:de\s+|d')?)?",
            gap,
        )
    )


def _timing(letter: Letter, node: Node) -> Timing:
    timing = read_timing(letter, node.head, node.end, node.lo, node.hi)
    if node.head != node.start:
        inner = read_timing(letter, node.start, node.end, node.head, node.hi)
        timing = replace(
            timing,
            cycles=inner.cycles or timing.cycles,
            months=inner.months or timing.months,
            start=timing.start or inner.start,
            end=timing.end or inner.end,
            head=min(timing.head, inner.head),
            reach=max(timing.reach, inner.reach),
        )
    if timing.start and not timing.end and re.search(r"(?:termine|fini|acheve)\w*\s+(?:sa|son|la|le|l'|ses|les|une?)\s*$", letter.folded[node.lo : node.head]):
        timing = replace(timing, start=None, end=timing.start)
    if {class_of(v) for v in node.values} <= {"endocrine", "bone_agent"}:
        timing = replace(timing, cycles=None)
    return timing


def _worded_phase(letter: Letter, node: Node) -> str | None:
    """The phase that the words of a node name: before it, inside it, else just behind it."""
    phases = [t for t in letter.inside(node.sentence, "PHASE") if node.lo <= t.start < node.hi]
    before = [t for t in phases if t.end <= node.start and _is_phase_of(letter, t, node)]
    if before:
        return str(before[-1].value)
    for target in phases:
        if target.start >= node.end:
            gap = letter.folded[node.end : target.start]
            if len(gap) <= 80 and not re.search(r"[;]|\bpuis\b|\bavant\b", gap) and _is_phase_of(letter, target, node):
                return str(target.value)
    return None


def _is_phase_of(letter: Letter, target: Target, node: Node) -> bool:
    text = letter.folded[target.start : target.end]
    if _SPECIFIC_LINE.fullmatch(text):
        # L1 is a vertebra too: it must touch the treatment.
        gap = letter.folded[target.end : node.head] if target.end <= node.head else letter.folded[node.end : target.start]
        return bool(_LINE_NEAR.fullmatch(gap)) if target.end <= node.head else bool(re.fullmatch(r"[\s(,:]*(?:en\s+)?", gap))
    if "chirurgie" in text or "intervention" in text or "mastectomie" in text or "operation" in text:
        return target.start >= node.end
    return True


def _line(letter: Letter, node: Node) -> int | None:
    match = _LINE.search(letter.folded, node.lo, min(node.hi, node.end + 60))
    if match is None:
        return None
    return int(match["a"] or match["b"] or _ORDINALS[match["w"]])


def _excluded(letter: Letter, reading: _Reading) -> bool:
    """Whether nothing is to be stated: family, discussion, another disease, a trial's title, a mere mention."""
    node, status, timing = reading.node, reading.status, reading.timing
    if node.family or status == DISCUSSED:
        return True
    folded = letter.folded
    window = folded[node.lo : node.hi]
    if re.search(r"allergi", window) or (_OTHER_PURPOSE.search(window) and not _BREAST.search(window)):
        return True
    if _TRIAL.search(folded[node.lo : node.head]) and not timing.stated:
        return True
    if node.kind == "class":
        return not _class_is_given(letter, node, status, timing, reading.phase)
    return False


def _class_is_given(letter: Letter, node: Node, status: str | None, timing: Timing, phase: str | None) -> bool:
    """Whether a class named alone is stated as a treatment of the patient rather than mentioned."""
    folded = letter.folded
    if status == "never":
        return node.values[0] in ("chemotherapy", "endocrine")
    if timing.stated:
        return True
    if not phase and re.search(r"\b(?:depuis|apres|pendant|avant|de|a|post|suite a)\s+(?:la|sa|cette|l'|son)\s*$", folded[node.lo : node.start]):
        return False
    if status in ("planned", "ongoing", "stopped", "completed", "given"):
        return True
    before, after = folded[max(node.sentence.start, node.start - 16) : node.start], folded[node.end : node.end + 14]
    if re.search(r"(?:\bla|\bcette|\bsa|\bdu|\bde la|\bavant)\s*$", before) and not phase:
        return False
    if phase:
        return True
    return bool(re.search(r"(?:\+|,|/|puis|->|→|\bet|:|\()\s*(?:une?\s+|par\s+)?$", before)) and bool(
        re.match(r"\s*(?:\+|,|/|puis|->|→|et\b|\.|\)|;|$|\n|par\b)", after)
    )


def _per_value(letter: Letter, course: Course, reading: _Reading, chain: list[Node]) -> Iterator[Statement]:
    node, timing = reading.node, reading.timing
    phase = reading.phase or _phase_from_course(letter, course, node, reading.status, timing)
    status = _settle_status(letter, node, reading.status, timing, phase, chain)
    line = _line(letter, node) if phase == "metastatic" else None
    start, end = min(timing.head, node.head), max(timing.reach, node.end)
    if status in ("planned", "never"):
        timing = replace(timing, cycles=None)
    counted_first = bool(re.search(r"\d\s*(?:x\s*)?$", letter.folded[node.lo : node.start]))
    for index, value in enumerate(node.values):
        said = replace(timing, cycles=None) if index and counted_first else timing
        yield Statement(value, start, end, phase, status, said, line, node.kind == "class", node.start)


def _phase_from_course(
    letter: Letter, course: Course, node: Node, status: str | None, timing: Timing
) -> str | None:
    """The phase that the course makes unmistakable, None when it does not."""
    if course.de_novo:
        return "metastatic"
    surgery, relapse = course.date_of("surgery"), course.date_of("relapse")
    begun, ended = timing.start, timing.end
    if relapse and begun and begun[: len(relapse)] >= relapse[: len(begun)]:
        return "metastatic"
    if relapse and ended and ended < relapse[: len(ended)] and not (surgery and ended < surgery[: len(ended)]):
        return "adjuvant" if course.before(len(letter.text), "surgery") else None
    if surgery and ended and ended < surgery[: len(ended)]:
        return "neoadjuvant"
    if surgery and begun and not relapse and begun < surgery[: len(begun)] and not course.metastatic:
        return "neoadjuvant"
    last = course.before(node.start, "surgery", "relapse", "metastatic")
    if status in ("ongoing", "planned") and course.metastatic:
        return "metastatic"
    if re.search(r"a (?:la|sa) (?:rechute|recidive|progression)|(?:rechute|recidive) sous\b", letter.folded[node.lo : node.hi]) and status == "stopped":
        if course.before(node.start, "surgery") and not course.before(node.start, "relapse"):
            return "adjuvant"
    if begun and course.metastatic and relapse is None and not course.before(node.start, "surgery") and _is_recent(begun, letter.date):
        return "metastatic"
    if last is None:
        following = course.after(node.end, "surgery")
        if following and not course.metastatic and letter.sentence_at(following.start).line == node.sentence.line:
            return "neoadjuvant"
        return None
    if last.kind == "surgery":
        return "adjuvant"
    if last.kind == "relapse":
        return "metastatic"
    if course.before(node.start, "surgery") is None:
        return None
    return "metastatic"


def _is_recent(begun: str, document: str | None) -> bool:
    """Begun in the half-year before the document: in a patient who is metastatic now, for that disease."""
    if document is None or len(begun) < 7:
        return False
    months = (int(document[:4]) - int(begun[:4])) * 12 + int(document[5:7]) - int(begun[5:7])
    return 0 <= months <= 6


def _settle_status(
    letter: Letter, node: Node, status: str | None, timing: Timing, phase: str | None, chain: list[Node]
) -> str | None:
    """The status, from the tense and the place of the treatment when no word gives it."""
    if status == "ongoing" and phase == "adjuvant" and re.search(r"\b(?:rechute|recidive|progression)\w*\b[^.;]{0,60}\bsous\s", letter.folded[node.sentence.start : node.head]):
        return "stopped"
    if status in ("planned", "ongoing", "stopped", "never"):
        return status
    if status in (None, "given") and phase == "metastatic" and not timing.stated and _is_followed(letter, node, chain):
        return "stopped"
    if status == "completed" and phase == "metastatic" and timing.end and not timing.cycles:
        if not re.search(r"termine|fini|acheve|complet", letter.folded[node.lo : node.hi]):
            return "stopped"
    if status == "completed":
        return status
    if timing.end:
        return "completed"
    if phase in ("adjuvant", "neoadjuvant"):
        return "completed"
    if timing.months or timing.cycles:
        return "completed"
    if status == "given":
        return "completed"
    if node.sentence.section == "treatment":
        return "ongoing"
    return None


def _is_followed(letter: Letter, node: Node, chain: list[Node]) -> bool:
    """Whether another treatment takes over in the same sentence."""
    behind = [other for other in chain if other.start > node.start]
    return bool(behind) and bool(re.search(r"\bpuis\b|relais|->|→|remplace", letter.folded[node.end : behind[0].head]))


def _consolidate(statements: list[Statement]) -> list[Statement]:
    """One statement a value and phase: the later word on its status, the dates of all."""
    statements = sorted(statements, key=lambda s: s.order)
    result: list[Statement] = []
    for statement in statements:
        index = _same_treatment(result, statement)
        if index is None:
            result.append(statement)
        else:
            result[index] = _join(result[index], statement)
    drugs = [s for s in result if not s.is_class and s.status != "never"]
    kept: list[Statement] = []
    for statement in result:
        if not statement.is_class or statement.status == "never":
            kept.append(statement)
            continue
        name = class_of(statement.value)
        vague = statement.phase is None or not statement.timing.stated
        told = [d for d in drugs if class_of(d.value) == name and (d.phase == statement.phase or (vague and (None in (d.phase, statement.phase))))]
        if not told:
            kept.append(statement)
        elif statement.status == "stopped" and told[-1].status == "ongoing" and statement.order > told[-1].order:
            # "Capécitabine C1 le 3, C2 le 24. Arrêt de la chimiothérapie": the class stands for the drug.
            stopped = replace(told[-1], status="stopped", timing=replace(told[-1].timing, end=told[-1].timing.end or statement.timing.end))
            kept = [stopped if k is told[-1] else k for k in kept]
            drugs = [stopped if d is told[-1] else d for d in drugs]
    return kept


def _same_treatment(known: list[Statement], statement: Statement) -> int | None:
    for index in range(len(known) - 1, -1, -1):
        other = known[index]
        if other.value != statement.value:
            continue
        if other.phase == statement.phase:
            return index
        if other.phase is None or statement.phase is None:
            if (statement.status == "never") != (other.status == "never"):
                continue
            return index
        # A plan or a continuation of what runs already is no second treatment.
        if statement.status in ("ongoing", "stopped") and other.status == "ongoing" and not statement.timing.start:
            return index
    return None


_RANK = {"never": 0, "planned": 1, None: 2, "completed": 3, "ongoing": 3, "stopped": 3}


def _join(one: Statement, other: Statement) -> Statement:
    status = other.status if _RANK[other.status] >= _RANK[one.status] and other.status else one.status
    if one.status == "stopped" and other.status == "completed":
        status = "stopped"
    cycles = one.timing.cycles or other.timing.cycles
    end = one.timing.end or other.timing.end
    if status == "ongoing" and one.status == "completed":
        cycles, end = other.timing.cycles, other.timing.end
    timing = replace(
        one.timing,
        start=one.timing.start or other.timing.start,
        end=end,
        months=one.timing.months or other.timing.months,
        cycles=cycles,
    )
    return replace(one, phase=one.phase or other.phase, status=status, timing=timing, line=one.line or other.line)
