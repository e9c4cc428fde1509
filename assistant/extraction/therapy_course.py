"""The course of the disease as a document tells it: what places a treatment before or after what.

The phase of a treatment that is not worded follows from the course: what follows the
operation of the primary and precedes the relapse is adjuvant, what comes before the
operation is neoadjuvant, what is given in a metastatic disease is metastatic.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Target
from assistant.extraction.therapy_node import operations

_NODAL = expression(r"ganglion|axill|sentinelle|micro-?$|\bgs\b|\bn\+")
_NOT_NOW = expression(
    r"(?:risque|prevention|absence|depistage|recherche|signe|argument|suspicion|evocat|surveillance|peur|crainte|sans|pas|ni|aucun\w*|non|sa\s+non)"
    r"(?:\s+(?:de|d'|des|du|la|le|une?|en faveur|clinique\w*|radiologique\w*|toute|pour|ou|et|autre|evident\w*|franche?|patente?))*\s*(?:de\s+|d'|une?\s+)*$"
)
_TRIAL_TITLE = expression(
    r"(?:essai|etude|protocole|rcp|reunion|centre|unite|comite|commission)\b[^.;:\n]{0,40}$"
)
_DENYING = frozenset(["NEGATED_EXISTENCE", "POSSIBLE_EXISTENCE", "HYPOTHETICAL"])
_ASK = expression(r"\s*\?")
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
    sides: dict[str, int] = field(default_factory=dict)
    """Where each breast ("left", "right") is first named."""
    report_date: str | None = None
    """The date of the operation whose act or specimen the document describes."""
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
            letter.folded[
                max(target.sentence.start, target.start - 24) : min(
                    target.sentence.end, target.end + 24
                )
            ]
        ):
            continue
        kind = "relapse" if target.value == "relapse" else "metastatic"
        if kind == "relapse" and _is_local(letter, target):
            course.add(Landmark("local", target.start, target.end))
            continue
        course.metastatic = True
        course.add(Landmark(kind, target.start, target.end, _date(letter, target)))
    for target in operations(letter):
        if _is_done(letter, target):
            course.add(Landmark("surgery", target.start, target.end, _date(letter, target)))
    course.sort()
    for match in BREAST_SIDE.finditer(letter.folded):
        course.sides.setdefault("right" if match["r"] else "left", match.start())
    course.report_date = _report_date(letter)
    return course


def _report_date(letter: Letter) -> str | None:
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
    sentence = target.sentence
    before = letter.folded[max(sentence.start, target.start - 60) : target.start]
    after = letter.folded[target.end : sentence.end]
    if target.family or _NOT_NOW.search(before) or _ASK.match(after):
        return False
    if target.value in ("relapse", "local", "metastasis") and _TRIAL_TITLE.search(before):
        return False
    return not any(
        name in _DENYING and _bears(letter, target, start, end)
        for name, start, end in target.modifiers
    )


def _is_done(letter: Letter, target: Target) -> bool:
    """Whether an operation of the breast is told as done, enough to tell what comes after it."""
    text = letter.folded[target.start : target.end]
    if target.value == "other" and not re.match(r"operee?", text):
        before = letter.folded[max(target.sentence.start, target.start - 90) : target.start]
        if not re.search(r"(?:\bsein\b|mammaire)[^.;]*(?:\bpar\s+|[:,(]\s*)$", before):
            return False
    return not target.family and not any(
        name in ("NEGATED_EXISTENCE", "HYPOTHETICAL", "PLANNED", "CANCELLED")
        and _bears(letter, target, start, end)
        for name, start, end in target.modifiers
    )


def _bears(letter: Letter, target: Target, start: int, end: int) -> bool:
    """Whether a modifier is near its target, no other clause between: the scope of ConText is the sentence."""
    gap = (
        letter.folded[end : target.start]
        if end <= target.start
        else letter.folded[target.end : start]
    )
    return len(gap) <= 45 and not re.search(r"[,;:(.)]", gap)


def _tells_de_novo(letter: Letter, target: Target) -> bool:
    text = letter.folded[target.start : target.end]
    if "metasta" in text or "iv" in text.split():
        return True
    around = letter.folded[
        max(target.sentence.start, target.start - 80) : min(target.sentence.end, target.end + 80)
    ]
    return bool(re.search(r"metasta|\bstade (?:iv|4)\b|\bm1\b|secondaire", around))


def _is_local(letter: Letter, target: Target) -> bool:
    """A relapse said to be in the breast, the wall or the regional nodes, with nothing at a distance."""
    after = letter.folded[target.end : min(target.sentence.end, target.end + 70)]
    return bool(
        re.match(
            r"\s*(?:(?:tumorale|isolee|purement|exclusivement|uniquement|du cancer)\s*)*(?:locale|loco|homo|contro|parietale|mammaire|du sein|ganglionnaire axill|axillaire|sur la cicatrice)",
            after,
        )
    ) and not re.search(r"metasta|a distance", after)


def _date(letter: Letter, target: Target) -> str | None:
    """The date said of an event: in the words around it, nothing but words between."""
    sentence = target.sentence
    after = letter.dates_in(target.end, min(sentence.end, target.end + 60))
    if after and re.fullmatch(
        r"[^.;,]{0,50}(?:\(|\ben\b|\ble\b|\bdepuis\b|\bfin\b|\bdebut\b|:|\bd[eu]\b|,)?\s*",
        letter.folded[target.end : after[0].start],
    ):
        return (
            None
            if "depuis" in letter.folded[target.end : after[0].end]
            and target.label == "BREAST_SURGERY"
            else after[0].iso
        )
    before = letter.dates_in(sentence.start, target.start)
    if before and re.fullmatch(
        r"\s*(?:[:,;=-]|->|→)?[^.;,\d]{0,50}", letter.folded[before[-1].end : target.start]
    ):
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
    taken = {letter.sentence_at(t.start).line for t in anchors}
    by_line: dict[int, Target] = {}
    for target in letter.of("PHASE", "COURSE"):
        if (
            target.label == "PHASE"
            or target.value == "relapse"
            or "metastatique" in letter.folded[target.start : target.end]
        ):
            if target.value in ("local", "primary") or not _holds(letter, target):
                continue
            by_line.setdefault(target.sentence.line, target)
    scopes = []
    for index, target in sorted(by_line.items()):
        line = lines[index]
        text = letter.text[line.start : line.end]
        is_heading = (
            len(text) <= 70
            and index not in taken
            and (text.rstrip().endswith(":") or text.isupper() or bool(_HEAD_NUMBER.match(text)))
        )
        if not is_heading:
            continue
        end = len(letter.text)
        for below, following in enumerate(lines[index + 1 :]):
            if (below and following.after_blank) or _is_heading(
                letter, following.start, following.end
            ):
                end = following.start
                break
        phase = target.value if target.label == "PHASE" else "metastatic"
        scopes.append((line.end, end, str(phase)))
    return scopes


def _is_heading(letter: Letter, start: int, end: int) -> bool:
    text = letter.text[start:end]
    return len(text) <= 60 and bool(
        re.match(r"(?:\d{1,2}|[IVX]{1,4})\s?[.)/-]\s*[A-ZÀ-Ý]{3}", text)
        or (text.isupper() and len(text.split()) > 1 and not re.search(r"\d", text))
    )
