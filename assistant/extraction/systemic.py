"""Systemic treatments: drugs, regimens, classes; their phase, status, dates, cycles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter
from assistant.extraction.therapy_beginnings import begun_with, told_today
from assistant.extraction.therapy_classes import is_class_given
from assistant.extraction.therapy_course import (
    Course,
    heading_phase,
    phase_scopes,
    read_course,
)
from assistant.extraction.therapy_node import (
    BONE_AGENTS,
    METASTATIC_ONLY,
    SUPPRESSION,
    Node,
    class_of,
    cues_of,
    is_suppression,
    of_other_cancer,
    timing_of,
)
from assistant.extraction.therapy_placing import (
    is_of_earlier_line,
    line_of,
    phase_from_course,
    settle_status,
    worded_phase,
)
from assistant.extraction.therapy_statements import Statement, consolidate
from assistant.extraction.therapy_status import DISCUSSED, read_status
from assistant.extraction.therapy_timing import Timing, read_timing
from criteria.facts import Fact

_ALLERGY = expression(r"allergi")
_OTHER_PURPOSE = expression(
    r"osteopor|allergi|rhumat|polyarthrite|lupus|dmla|crohn|psoriasis|colique|colon\b|prostat|lymphom|leucem|poumon primitif|cancer bronch|bronchique|ovaire|colorectal|vessie|melanom"
)
_AFTER_WHICH = expression(
    r"[^.;,]{0,40}\b(?:apres|a l'issue d[eu']|au decours d[eu']|precedee?s? (?:de|d'|par))\s*(?:(?:les?|la|une?|l')\s*)?"
    r"(?:\d{1,2}\s*(?:x\s*)?(?:(?:cures?|cycles?)\s*(?:de\s+|d')?)?)?"
)
"""« Mastectomie réalisée après 4 EC »: what comes behind was given before the operation."""
_TRIAL = expression(
    r"\bessai\b[^.;\n]{0,60}$|(?:essai|etude|protocole|cohorte|bras|\batu\b|\baap\b|randomis\w+)\b[^.;:\n]{0,50}$"
)
_BREAST = expression(r"\bsein\b|mammaire|\bkc?\s?sein")
_ENDING = expression(
    r"(?:ne (?:prend|prenait|recoit) plus|n'(?:est|etait) plus (?:sous|traitee? par)|n'a plus|termine|fini|acheve|\bfin|arret\w*|stopp\w*|interromp\w*|interruption|suspen\w*|pause therapeutique|pause)\w*\s+(?:d'elle-meme\s+|elle-meme\s+|spontanement\s+|definitivement\s+)?(?:le traitement par\s+)?(?:de\s+|d'|du\s+|des\s+)?(?:sa|son|la|le|l'|ses|les|une?)?\s*(?:\d{1,2}\s*(?:cures?|cycles?|injections?)\s+(?:de\s+|d'))?$"
)
_NTH_CYCLE = expression(
    r"\b(?:(?P<n>[2-9]|1\d)(?:e|eme|de|nde)|(?P<w>deuxieme|seconde?|troisieme|quatrieme|cinquieme|sixieme|septieme|huitieme|neuvieme|dixieme|douzieme))\s+"
    r"(?:et dernier\w*\s+)?(?:cure|cycle|injection|perfusion|administration)s?\s+(?:de\s+chimiotherapie\s+)?(?:de\s+l'association\s+|par\s+|de\s+|d'|du\s+)?\s*$"
)
_MAINTENANCE = expression(r"\bentretien\b|\bmaintenance\b")
_LAST_ONE = expression(
    r"\bdernier\w*\s+(?:cure|cycle|injection|perfusion|administration|prise|dose)s?\s+(?:de\s+|d'|du\s+)?$"
)
_NTH = {
    "deuxieme": 2, "second": 2, "seconde": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5, "sixieme": 6,
    "septieme": 7, "huitieme": 8, "neuvieme": 9, "dixieme": 10, "douzieme": 12,
}  # fmt: skip
_CYCLE_DAY = expression(
    r"(?<![a-z])c(?P<n>[2-9]|[1-3]\d)\s?[-/]?\s?j\s?1\b\s*(?:ce jour|aujourd'hui|auj)?\s*(?:de\s+|d'|du\s+|:)?\s*$"
)
_OWN_COUNT = expression(
    r"\s*(?:\(\s*(?:x\s*)?(?P<p>\d{1,2})\s*(?:cycles?|cures?|cy|injections?|semaines?)?\s*\)|x\s?(?P<x>\d{1,2})\b(?!\s*(?:mg|/|fois|j\b)))"
)
_SUM = expression(
    r"\s*(?:hebdo\w*|100)?\s*[(:]?\s*(?P<a>\d{1,2})\s*\+\s*(?P<b>\d{1,2})\b(?!\s*(?:mg|gy|%))"
)
_OR = expression(r"[\s(]*\b(?:ou|versus|vs)\b\.?\s*(?:(?:de|d'|le|la|l'|du|une?|traitement)\s*)*")
_COMMA = expression(r"\s*,\s*(?:(?:de|d'|le|la|l'|du|une?)\s*)*")
_AND = expression(r"\+|\bet\b|/")
_SEQUENCE = expression(
    r"[\s\d()x.,/+-]*(?:hebdo\w*|100|75|50|cures?|cycles?|cy)?[\s\d()x]*(?:puis|->|→|=>|et|\+|,|-|/|suivie?s?\s+(?:de|d'|par)|relais par)?\s*(?:de\s+|d'|par\s+)?(?:(?:\d+|deux|trois|quatre|six|huit|neuf|douze)\s*(?:x\s*)?(?:cures?|cycles?|injections?)?\s*(?:hebdo\w*\s*)?(?:de\s+|d')?)?"
)
_NEW_FIELD = expression(
    r"\b(?:decisions?|propositions?|conclusions?|conduite a tenir|cat|projet|programme|au total)\b[^:.;]{0,30}:"
)
_AFTERWARDS = expression(r"en post-?\s?op|post-?\s?neo-?\s?adj")
_HYPHENATED = expression(r"[a-z]+(?:-[a-z]+)+")
_COUNTED_FIRST = expression(r"\d\s*(?:x\s*)?$")
_BEGUN = expression(r"debut|commenc|depuis|instaur|introdui|initi|demarr")
_UNTIL_RELAPSE = expression(
    r"(?:arret\w*|interromp\w*|interrompu\w*|stopp?\w*|poursuivi\w*|jusqu'|suspen\w*)[^.;,]{0,40}(?:\ba|lors de|au moment de)\s+(?:la|sa|cette)\s*$"
)
_ORAL = frozenset(
    "palbociclib ribociclib abemaciclib everolimus alpelisib inavolisib capivasertib olaparib talazoparib lapatinib tucatinib neratinib".split()
)


def read(letter: Letter, nodes: dict[int, list[Node]]) -> Iterator[Fact]:
    """Facts systemic_treatment of a document, one a drug (or class) and phase."""
    given = [
        in_sentence
        for in_sentence in nodes.values()
        if any(node.kind in ("drug", "class") for node in in_sentence)
    ]
    if not given:
        return
    course = letter.once(read_course)
    scopes = phase_scopes(letter, [*letter.of("DRUG"), *letter.of("TREATMENT_CLASS")])
    statements: list[Statement] = []
    for in_sentence in given:
        statements += _statements(letter, course, in_sentence, scopes)
    for statement in consolidate(statements):
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
    after_operation = False
    for index, node in enumerate(nodes):
        if node.kind == "landmark" or (node.kind == "radiotherapy" and after_operation):
            carried_phase = None
        elif node.kind == "surgery" and carried_phase == "neoadjuvant":
            carried_phase = "adjuvant"
        if node.kind not in ("drug", "class"):
            continue
        if not course.de_novo and index and nodes[index - 1].kind == "surgery":
            if _AFTER_WHICH.fullmatch(letter.folded, nodes[index - 1].end, node.head):
                carried_phase, after_operation = "neoadjuvant", True
        if readings and _NEW_FIELD.search(letter.folded, readings[-1].node.end, node.head):
            carried_phase = None
        timing = _until_relapse(letter, course, nodes, node, _timing(letter, node))
        if node.joined and readings and not timing.start:
            timing = replace(timing, start=readings[-1].timing.start)
        if not timing.start and readings and not node.denied:
            timing = replace(
                timing, start=begun_with(letter, readings[-1].node, readings[-1].timing, node)
            )
        worded = worded_phase(letter, node)
        status = read_status(letter, node, timing, carried=node.carried)
        if node.joined and readings:
            status = status or readings[-1].status
            if not timing.cycles and readings[-1].timing.cycles and not _is_uncounted(node.values):
                timing = replace(timing, cycles=readings[-1].timing.cycles)
        if status == "ongoing" and timing.end:
            timing = replace(timing, end=None)
        carried_phase = worded or carried_phase
        phase = worded or carried_phase or heading_phase(letter, node.start, scopes)
        readings.append(_Reading(node, phase, status, timing))
    readings = _share(letter, readings)
    following = [*(reading.node for reading in readings), None][1:]
    return [
        statement
        for reading, after in zip(readings, following, strict=True)
        if not _excluded(letter, reading)
        for statement in _per_value(letter, course, reading, after)
    ]


def _share(letter: Letter, readings: list[_Reading]) -> list[_Reading]:
    """What is said once of a sequence: its phase ("4 EC puis 12 paclitaxel en néoadjuvant"), its dates, its plan."""
    result = list(readings)
    for index in range(len(result) - 1, 0, -1):
        this, other = result[index], result[index - 1]
        gap = letter.folded[other.node.end : this.node.head]
        if _OR.fullmatch(gap) and not (this.timing.stated or other.timing.stated):
            if this.status not in ("ongoing", "stopped", "completed", "never"):
                result[index], result[index - 1] = (
                    replace(this, status=DISCUSSED),
                    replace(other, status=DISCUSSED),
                )
            continue
        if (
            this.status == DISCUSSED
            and _COMMA.fullmatch(gap)
            and other.status in (None, "planned")
            and not cues_of(letter, other.node)
        ):
            result[index - 1] = replace(other, status=DISCUSSED)
            continue
        if not _in_sequence(letter, other.node, this.node):
            continue
        if not _AFTERWARDS.search(letter.folded, this.node.end, this.node.hi):
            other = replace(other, phase=other.phase or this.phase)
        if total := _SUM.match(letter.folded, this.node.end):
            this = replace(this, timing=replace(this.timing, cycles=int(total["b"])))
            other = replace(other, timing=replace(other.timing, cycles=int(total["a"])))
        if other.timing.months and other.node.head != other.node.start and not this.timing.months:
            # "Six mois de chimiothérapie (4 EC, 12 paclitaxel)": the duration is that of the whole.
            other = replace(other, timing=replace(other.timing, months=None))
        timing = this.timing
        if (
            timing.start
            and timing.end
            and timing.reach > this.node.end
            and not other.timing.start
            and not other.timing.end
        ):
            if _are_concurrent(this.node, other.node, gap):
                other = replace(
                    other, timing=replace(other.timing, start=timing.start, end=timing.end)
                )
            else:
                other = replace(other, timing=replace(other.timing, start=timing.start))
                this = replace(this, timing=replace(timing, start=None))
        if (
            not timing.stated
            and other.timing.start
            and other.timing.end
            and other.timing.reach == other.node.end
        ):
            # "Hormonothérapie de 2004 à 2009 (tamoxifène puis Aromasine)"
            this = replace(this, timing=replace(timing, end=other.timing.end))
            other = replace(other, timing=replace(other.timing, end=None))
        together = bool(_AND.search(gap)) and "puis" not in gap
        if other.status is None and (
            this.status in ("completed", DISCUSSED)
            or this.status == "planned"
            or (together and this.status in ("ongoing", "stopped"))
        ):
            other = replace(other, status=this.status)
        result[index], result[index - 1] = this, other
    return result


def _are_concurrent(one: Node, other: Node, gap: str) -> bool:
    """Whether a targeted drug and hormones are given together: "Ribo + AI (06/23 - 09/24)"."""
    classes = {class_of(value) for value in (*one.values, *other.values)}
    return gap.strip() in ("+", "/", "-", "&") and classes == {"targeted", "endocrine"}


def _in_sequence(letter: Letter, one: Node, other: Node) -> bool:
    """Whether only a connector and counts stand between two treatments."""
    return bool(_SEQUENCE.fullmatch(letter.folded, one.end, other.head))


def _timing(letter: Letter, node: Node) -> Timing:
    timing = timing_of(letter, node)
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
    folded, lo, head = letter.folded, node.lo, node.head
    if timing.start and not timing.end and _ENDING.search(folded, lo, head):
        timing = replace(timing, start=None, end=timing.start)
    if timing.start and _LAST_ONE.search(folded, lo, head):
        timing = replace(timing, start=None)
    if timing.end and letter.date and timing.end > letter.date[: len(timing.end)]:
        timing = replace(timing, end=None)
    if ordinal := _NTH_CYCLE.search(folded, lo, head):
        count = int(ordinal["n"]) if ordinal["n"] else _NTH[ordinal["w"]]
        begun = _BEGUN.search(letter.folded, node.end, timing.reach) and timing.start
        timing = replace(timing, start=begun or None, cycles=count)
    timing = told_today(letter, node, timing)
    if not timing.cycles and (day := _CYCLE_DAY.search(folded, max(lo, head - 60), head)):
        timing = replace(timing, cycles=int(day["n"]))
    if timing.cycles and _is_uncounted(node.values):
        timing = replace(timing, cycles=None)
    return timing


def _until_relapse(
    letter: Letter, course: Course, nodes: list[Node], node: Node, timing: Timing
) -> Timing:
    """The times of a treatment that is told to have been taken until the relapse, which has a date."""
    if timing.end:
        return timing
    following = next((n for n in nodes if n.start >= node.end), None)
    if following is None or following.kind != "landmark":
        return timing
    relapse = course.date_of("relapse")
    if relapse and _UNTIL_RELAPSE.search(letter.folded[node.end : following.start]):
        return replace(timing, end=relapse)
    return timing


def _is_uncounted(values: tuple[str, ...]) -> bool:
    """Whether drugs are taken day by day: what looks like a count is a dose ("150 x 2")."""
    return all(v in _ORAL or class_of(v) in ("endocrine", "bone_agent") for v in values)


def _excluded(letter: Letter, reading: _Reading) -> bool:
    """Whether nothing is to be stated: family, discussion, another disease, a trial's title, a mere mention."""
    node, status, timing = reading.node, reading.status, reading.timing
    if node.family or status == DISCUSSED or of_other_cancer(letter, node):
        return True
    folded = letter.folded
    if _ALLERGY.search(folded, node.lo, node.hi) or (
        _OTHER_PURPOSE.search(folded, node.lo, node.hi)
        and not _BREAST.search(folded, node.lo, node.hi)
    ):
        return True
    if not timing.stated and _TRIAL.search(folded, node.lo, node.head):
        return True
    if node.kind == "class":
        return not is_class_given(letter, node, status, timing, reading.phase)
    return False


def _gives_way(letter: Letter, node: Node, value: str) -> bool:
    """Whether the chemotherapy of a combination is over and the rest goes on as maintenance."""
    return (
        class_of(value) == "chemotherapy"
        and any(class_of(other) == "targeted" for other in node.values)
        and bool(
            _MAINTENANCE.search(letter.folded, node.end, min(node.sentence.end, node.end + 120))
        )
    )


def _own_counts(letter: Letter, node: Node) -> dict[str, int]:
    """The cycles said of one drug of a combination, just behind its name: "docétaxel (6 cycles) - trastuzumab"."""
    counts: dict[str, int] = {}
    for target in node.targets[:-1]:
        if match := _OWN_COUNT.match(letter.folded, target.end, node.end):
            for value in str(target.value).split("+"):
                counts[value] = int(match["p"] or match["x"])
    return counts


def _per_value(
    letter: Letter, course: Course, reading: _Reading, following: Node | None
) -> Iterator[Statement]:
    node, timing = reading.node, reading.timing
    phase = reading.phase or phase_from_course(letter, course, node, reading.status, timing)
    if phase is None and course.metastatic:
        if (
            (METASTATIC_ONLY - BONE_AGENTS).intersection(node.values)
            or METASTATIC_ONLY.issuperset(node.values)
            or is_of_earlier_line(letter, node)
        ):
            phase = "metastatic"
    status = settle_status(letter, node, reading.status, timing, phase, following)
    line = line_of(letter, node) if phase == "metastatic" else None
    start, end = min(timing.head, node.head), max(timing.reach, node.end)
    counted_first = (
        len(node.targets) > 1
        and _COUNTED_FIRST.search(letter.folded, max(node.lo, node.start - 6), node.start)
        and not _HYPHENATED.fullmatch(letter.folded, node.start, node.end)
    )
    counts = _own_counts(letter, node)
    for index, value in enumerate(node.values):
        said = timing
        if counts:
            said = replace(timing, cycles=counts.get(value))
        elif timing.cycles and ((index and counted_first) or _is_uncounted((value,))):
            said = replace(timing, cycles=None)
        value_status = status
        if status != "planned" and _gives_way(letter, node, value):
            value_status = "completed"
        if said.cycles and status in ("planned", "never"):
            said = replace(said, cycles=None)
        yield Statement(
            value, start, end, phase, value_status, said, line, node.kind == "class", node.start,
            bare=reading.status is None and not timing.stated,
            members=SUPPRESSION if is_suppression(letter, node) else frozenset(),
        )  # fmt: skip
