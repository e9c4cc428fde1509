"""The course of the disease as a document tells it: what places a treatment before or after what.

The phase of a treatment that is not worded follows from the course: what follows the
operation of the primary and precedes the relapse is adjuvant, what comes before the
operation is neoadjuvant, what is given in a metastatic disease is metastatic.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Target
from assistant.extraction.therapy_node import operations
from assistant.extraction.therapy_timing import dates_in

_NODAL = expression(r"ganglion|axill|sentinelle|micro-?$|\bgs\b|\bn\+")
_NOT_NOW = expression(
    r"(?:risque|prevention|absence|depistage|recherche|signe|argument|suspicion|evocat|surveillance|peur|crainte|sans|pas|ni|aucun\w*|non|sa\s+non)"
    r"(?:\s+(?:de|d'|des|du|la|le|une?|en faveur|clinique\w*|radiologique\w*|toute|pour|ou|et|autre|evident\w*|franche?|patente?))*\s*(?:de\s+|d'|une?\s+)*$"
)
_TRIAL_TITLE = expression(
    r"(?:essai|etude|protocole|rcp|reunion|centre|unite|comite|commission)\b[^.;:\n]{0,40}$"
)
_DENYING = frozenset(["NEGATED_EXISTENCE", "POSSIBLE_EXISTENCE", "HYPOTHETICAL"])
_NOT_DONE = frozenset(["NEGATED_EXISTENCE", "HYPOTHETICAL", "PLANNED", "CANCELLED"])
_DENIED = frozenset(["NEGATED_EXISTENCE", "POSSIBLE_EXISTENCE", "CANCELLED"])
_BEFORE_OPERATION = expression(r"avant (?:la |l')?(?:chirurgie|intervention|mastectomie|operation)")
_THEN = expression(r"\b(?:puis|avant)\s+(?:la\s+|une\s+)?$")
_ANNOUNCED = expression(
    r"\s*(?:(?:du sein|mammaire|sera|est|a)\s+){0,2}(?:prevu|programm|planif|prevoir|apres (?:la fin|les|\d|six|quatre|huit))"
)
_ASK = expression(r"\s*\?")
_CLAUSE_END = expression(r"[,;:(.)]")
_BREAST_TREATED_BY = expression(r"(?:\bsein\b|mammaire)[^.;]{0,90}(?:\bpar\s+|[:,(]\s*)$")
_METASTATIC = expression(r"metasta|\bstade (?:iv|4)\b|\bm1\b|secondaire")
_LOCAL = expression(
    r"\s*(?:(?:tumorale|isolee|purement|exclusivement|uniquement|du cancer)\s*)*(?:locale|loco|homo|contro|parietale|mammaire|du sein|ganglionnaire axill|axillaire|sur la cicatrice)"
)
_DISTANT = expression(r"metasta|a distance")
_TO_DATE = expression(
    r"[^.;,]{0,50}(?:\(|\ben\b|\ble\b|\bdepuis\b|\bfin\b|\bdebut\b|:|\bd[eu]\b|,)?\s*"
)
_FROM_DATE = expression(r"\s*(?:[:,;=-]|->|→)?[^.;,\d]{0,50}")
_NUMBERED_HEADING = expression(r"(?:\d{1,2}|[IVX]{1,4})\s?[.)/-]\s*[A-ZÀ-Ý]{3}")
_DIGIT = expression(r"\d")
_HEAD_NUMBER = expression(r"(?:[-*•·>►➔→#=]+|\(?[0-9IVX]{1,4}\s?[.)/°-]+|[a-zA-Z][.)])\s*")


BREAST_SIDE = expression(
    r"(?:\bsein|mammaire|\bks)s?\s+(?:(?P<r>droite?|dt|d)|(?P<l>gauche|gche?|g))\b"
)
_SPECIMEN = expression(
    r"\bpiece|berges?\b|marges?\b|encr|\bpese|tumorectomie|mastectomie|mammectomie|zonectomie"
)
_BIOPSY = expression(
    r"\bfragments? (?:biops\w+|de \d|calibr\w+)|\d\s+fragments\b|carottes?\b|cylindres?\b|microbiopsies?\s*[:(]|biopsie (?:hepati|osseu|pulmon|vertebr|trans)"
)
_SPECIMEN_DATE = expression(
    r"(?:\b[il]nterv\w*|prelev\w*|bloc|operat\w*|operee?|acte|geste|exerese|chirurgie|piece)[^\n]{0,40}$"
)
_OTHER_DATE = expression(r"valid|sign|recu|enregistr|biops")


@dataclass(frozen=True, slots=True)
class Landmark:
    """An event of the course at ``[start, end)`` of the text, with the date said of it."""

    kind: str
    start: int
    end: int
    date: str | None = None


@dataclass
class Course:
    """Landmarks in order of the text, and what holds for the whole document."""

    landmarks: list[Landmark] = field(default_factory=list)
    metastatic: bool = False
    """Whether the document says somewhere, without negation or doubt, that the disease is metastatic."""
    de_novo: bool = False
    to_come: int | None = None
    """Up to where what is planned is planned before the operation, when one is announced."""
    _by_kind: dict[str, list[Landmark]] = field(default_factory=dict, repr=False)
    _dates: dict[str, str | None] = field(default_factory=dict, repr=False)

    def add(self, landmark: Landmark) -> None:
        """Take in one landmark, in any order; `sort` must follow before anything is asked."""
        self.landmarks.append(landmark)

    def sort(self) -> None:
        """Put the landmarks in the order of the text."""
        self.landmarks.sort(key=lambda m: m.start)
        self._by_kind = {}
        for landmark in self.landmarks:
            self._by_kind.setdefault(landmark.kind, []).append(landmark)

    def before(self, offset: int, *kinds: str) -> Landmark | None:
        """The last landmark of these kinds that stands before ``offset``."""
        found = []
        for kind in kinds:
            landmarks = self._by_kind.get(kind, [])
            if index := bisect_left(landmarks, offset, key=lambda m: m.start):
                found.append(landmarks[index - 1])
        return max(found, key=lambda m: m.start, default=None)

    def after(self, offset: int, *kinds: str) -> Landmark | None:
        """The first landmark of these kinds behind ``offset``."""
        found = []
        for kind in kinds:
            landmarks = self._by_kind.get(kind, [])
            index = bisect_left(landmarks, offset, key=lambda m: m.start)
            found += landmarks[index : index + 1]
        return min(found, key=lambda m: m.start, default=None)

    def date_of(self, kind: str) -> str | None:
        """The earliest date said of a kind of landmark."""
        if kind not in self._dates:
            dates = [m.date for m in self._by_kind.get(kind, []) if m.date]
            self._dates[kind] = min(dates, default=None)
        return self._dates[kind]


def read_course(letter: Letter) -> Course:
    """The landmarks of a document: relapses, metastases, operations of the primary, with their dates."""
    course = Course()
    for target in letter.of("COURSE"):
        if target.value == "primary" or not _holds(letter, target):
            continue
        if target.value == "local":
            course.add(Landmark("local", target.start, target.end))
            continue
        if target.value == "de_novo":
            if _tells_de_novo(letter, target):
                course.de_novo = course.metastatic = True
                course.add(Landmark("metastatic", target.start, target.end, _date(letter, target)))
            continue
        if target.value == "stage_iv":
            course.metastatic = True
            course.add(Landmark("metastatic", target.start, target.end))
            continue
        if target.value == "metastasis" and _NODAL.search(
            letter.folded,
            max(target.sentence.start, target.start - 24),
            min(target.sentence.end, target.end + 24),
        ):
            continue
        kind = "relapse" if target.value == "relapse" else "metastatic"
        if kind == "relapse" and _is_local(letter, target):
            course.add(Landmark("local", target.start, target.end))
            continue
        course.metastatic = True
        course.add(Landmark(kind, target.start, target.end, _date(letter, target)))
    for target in letter.once(operations):
        if _is_done(letter, target):
            course.add(Landmark("surgery", target.start, target.end, _date(letter, target)))
        elif course.to_come is None and _is_to_come(letter, target):
            course.to_come = target.start
    for target in letter.of("PHASE"):
        if target.value == "neoadjuvant" and _BEFORE_OPERATION.match(letter.folded, target.start):
            course.to_come = len(letter.text)
    course.sort()
    return course


def _is_to_come(letter: Letter, target: Target) -> bool:
    """Whether an operation of the breast is announced: "chirurgie prévue en décembre", "puis mastectomie"."""
    if target.family or _is_modified(letter, target, _DENIED):
        return False
    before = max(target.sentence.start, target.start - 24)
    return (
        target.has("PLANNED")
        or bool(_THEN.search(letter.folded, before, target.start))
        or bool(_ANNOUNCED.match(letter.folded, target.end, target.sentence.end))
    )


def breast_sides(letter: Letter) -> dict[str, int]:
    """Where each breast ("left", "right") is first named."""
    sides: dict[str, int] = {}
    for match in BREAST_SIDE.finditer(letter.folded):
        sides.setdefault("right" if match["r"] else "left", match.start())
    return sides


def report_date(letter: Letter) -> str | None:
    """The date of the act or of the specimen of an operative or surgical pathology report."""
    if letter.kind == "operative":
        return letter.date
    if (
        letter.kind != "pathology"
        or _BIOPSY.search(letter.folded)
        or not _SPECIMEN.search(letter.folded)
    ):
        return None
    for mention in letter.dates:
        before = letter.folded[max(0, mention.start - 60) : mention.start].rpartition("\n")[2]
        if (
            mention.is_full
            and _SPECIMEN_DATE.search(before)
            and not _OTHER_DATE.search(before[-24:])
        ):
            return mention.iso
    return None


def _holds(letter: Letter, target: Target) -> bool:
    """Whether an event is told of the patient as having happened."""
    sentence, folded = target.sentence, letter.folded
    before = max(sentence.start, target.start - 60)
    if (
        target.family
        or _ASK.match(folded, target.end, sentence.end)
        or _NOT_NOW.search(folded, before, target.start)
    ):
        return False
    if target.value in ("relapse", "local", "metastasis") and _TRIAL_TITLE.search(
        folded, before, target.start
    ):
        return False
    return not _is_modified(letter, target, _DENYING)


def _is_done(letter: Letter, target: Target) -> bool:
    """Whether an operation of the breast is told as done, enough to tell what comes after it."""
    folded = letter.folded
    if target.value == "other" and not folded.startswith("opere", target.start):
        before = max(target.sentence.start, target.start - 90)
        if not _BREAST_TREATED_BY.search(folded, before, target.start):
            return False
    return not target.family and not _is_modified(letter, target, _NOT_DONE)


def _is_modified(letter: Letter, target: Target, categories: frozenset[str]) -> bool:
    """Whether a modifier of one of these categories bears on a target."""
    return any(
        name in categories and _bears(letter, target, start, end)
        for name, start, end in target.modifiers
    )


def _bears(letter: Letter, target: Target, start: int, end: int) -> bool:
    """Whether a modifier is near its target, no other clause between: the scope of ConText is the sentence."""
    first, last = (end, target.start) if end <= target.start else (target.end, start)
    return last - first <= 45 and not _CLAUSE_END.search(letter.folded, first, last)


def _tells_de_novo(letter: Letter, target: Target) -> bool:
    text = letter.folded[target.start : target.end]
    if "metasta" in text or "iv" in text.split():
        return True
    around = letter.folded[
        max(target.sentence.start, target.start - 80) : min(target.sentence.end, target.end + 80)
    ]
    return bool(_METASTATIC.search(around))


def _is_local(letter: Letter, target: Target) -> bool:
    """A relapse said to be in the breast, the wall or the regional nodes, with nothing at a distance."""
    after = min(target.sentence.end, target.end + 70)
    return bool(_LOCAL.match(letter.folded, target.end, after)) and not _DISTANT.search(
        letter.folded, target.end, after
    )


def _date(letter: Letter, target: Target) -> str | None:
    """The date said of an event: in the words around it, nothing but words between."""
    sentence = target.sentence
    after = dates_in(letter, target.end, min(sentence.end, target.end + 60))
    if after and _TO_DATE.fullmatch(letter.folded, target.end, after[0].start):
        return (
            None
            if "depuis" in letter.folded[target.end : after[0].end]
            and target.label == "BREAST_SURGERY"
            else after[0].iso
        )
    before = dates_in(letter, max(sentence.start, target.start - 110), target.start)
    if before and _FROM_DATE.fullmatch(letter.folded, before[-1].end, target.start):
        lead = letter.folded[max(sentence.start, before[-1].start - 12) : before[-1].end]
        return None if "depuis" in lead else before[-1].iso
    return None


def heading_phase(letter: Letter, offset: int, phases: list[tuple[int, int, str]]) -> str | None:
    """The phase that the nearest heading above ``offset`` announces, None when it announces none."""
    index = bisect_right(phases, offset, key=lambda scope: scope[0])
    return phases[index - 1][2] if index and offset < phases[index - 1][1] else None


def phase_scopes(letter: Letter, anchors: list[Target]) -> list[tuple[int, int, str]]:
    """Lines that announce a phase for the lines below: ``(start, end, phase)``.

    Such a line names a phase and no treatment; it governs up to the next heading or blank line.
    """
    lines = letter.canonical.lines
    taken = {t.sentence.line for t in anchors}
    by_line: dict[int, Target] = {}
    for target in [*letter.of("PHASE"), *letter.of("COURSE")]:
        index = target.sentence.line
        if (
            index not in taken
            and lines[index].end - lines[index].start <= 70
            and _may_announce(letter, target)
            and _holds(letter, target)
            and (index not in by_line or target.start < by_line[index].start)
        ):
            by_line[index] = target
    scopes = []
    for index, target in sorted(by_line.items()):
        line = lines[index]
        text = letter.text[line.start : line.end]
        if not (text.rstrip().endswith(":") or text.isupper() or _HEAD_NUMBER.match(text)):
            continue
        end = len(letter.text)
        for below in range(index + 1, len(lines)):
            following = lines[below]
            if (below > index + 1 and following.after_blank) or _is_heading(
                letter, following.start, following.end
            ):
                end = following.start
                break
        phase = target.value if target.label == "PHASE" else "metastatic"
        scopes.append((line.end, end, str(phase)))
    return scopes


def _may_announce(letter: Letter, target: Target) -> bool:
    """Whether a target names a phase, or the state of the disease that is one."""
    if target.label == "PHASE":
        return True
    return target.value == "relapse" or (
        target.value not in ("local", "primary")
        and "metastatique" in letter.folded[target.start : target.end]
    )


def _is_heading(letter: Letter, start: int, end: int) -> bool:
    text = letter.text[start:end]
    return len(text) <= 60 and bool(
        _NUMBERED_HEADING.match(text)
        or (text.isupper() and len(text.split()) > 1 and not _DIGIT.search(text))
    )
