"""One treatment, operation, irradiation or landmark of a sentence, and what is known of the drugs."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Sentence, Target
from assistant.extraction.therapy_timing import Timing, read_timing
from patterns.loader import load_theme

CLASSES: dict[str, str] = {
    drug: name for name, drugs in load_theme("treatments").data["classes"].items() for drug in drugs
}
"""The class of each drug; what is not there is chemotherapy."""
_CLASS_NAMES = frozenset(["chemotherapy", "endocrine", "targeted", "immunotherapy", "radionuclide"])
METASTATIC_ONLY: frozenset[str] = frozenset(load_theme("treatments").data["metastatic_only"])
"""The drugs that are given for the metastatic disease of a patient who has one."""
BONE_AGENTS: frozenset[str] = frozenset(d for d, name in CLASSES.items() if name == "bone_agent")
"""The drugs that protect the bone."""
NEVER_ADJUVANT: frozenset[str] = METASTATIC_ONLY - BONE_AGENTS - {"capecitabine"}
"""The drugs that no place in the course makes adjuvant; capecitabine is, after an incomplete response."""
SUPPRESSION: frozenset[str] = frozenset(["goserelin", "leuproreline", "triptoreline"])
"""The analogues of LHRH."""
_SUPPRESSION_NAME = expression(r"(?:analogue|agoniste)s? |a-?(?:lh|gn)")
_OPERATION_NEAR = expression(
    r"\.?\s*(?:d\b|g\b|dte?\b|gche?\b|droite?|gauche|sein|\+|/|\(|,|;|puis|et\b|en (?:19|20)|le \d|\d|-|->|→|$)"
)
_OTHER_CANCER = expression(
    r"\b(?:hodgkin|lymphome|leucemie|myelome|melanome|sarcome|polyarthrite|(?:cancer|carcinome|adenocarcinome|tumeur|neoplasie|adk|k|neo)\s+(?:\w+\s+)?(?:du |de la |de l'|de |des |d')?"
    r"(?:col\b|colon|coli\w+|rect\w+|sigmoid\w+|prostat\w+|thyroid\w+|poumon|bronch\w+|ovair\w+|endometr\w+|uter\w+|vessie|rein\b|larynx|langue|orl|estomac|gastri\w+|pancrea\w+|cutane|baso\w+|anal|anus|testicul\w+))"
)
_OF_BREAST = expression(r"\bsein|mammaire|\bmastec|\bmammec|\btumorec")
STRONG = expression(
    r"\bpuis\b|;|(?:\bque\s+)?\bsi\b|\bs\'il|\ben cas d|->|→|=>|⇒|\bsuivie?s?\b|\brelais\b|\brelaye|\bensuite\b|\bmais\b|\bsecondairement\b|\t|\bswitch\b|\balors que\b|\b(?:decisions?|propositions?|conclusions?|conduite a tenir|cat|projet|programme|au total)\b(?=[^:.;]{0,30}:)|\bavant\b(?= (?:relais|passage))|\bremplace"
)
"""What separates two treatments for good."""


def targets_between(letter: Letter, label: str, lo: int, hi: int) -> list[Target]:
    """The targets of a label that begin in ``[lo, hi)``."""
    starts = letter.once(_starts)[label]
    first = bisect_left(starts, lo)
    if first == len(starts) or starts[first] >= hi:
        return []
    return letter.of(label)[first : bisect_left(starts, hi, lo=first)]


def _starts(letter: Letter) -> dict[str, list[int]]:
    """Where the targets that are asked for by their place begin, by label."""
    return {label: [t.start for t in letter.of(label)] for label in ("PHASE", "THERAPY_STATUS")}


def of_other_cancer(letter: Letter, node: Node) -> bool:
    """Whether a treatment is told of another cancer named before it in its sentence."""
    folded, start = letter.folded, max(node.sentence.start, node.head - 300)
    last = [None, *_OTHER_CANCER.finditer(folded, start, node.head)][-1]
    return last is not None and not _OF_BREAST.search(folded, last.end(), node.head)


@dataclass
class Node:
    """One treatment, operation, irradiation or landmark: ``text[start:end]``, its words in ``[lo, hi)``."""

    kind: str
    start: int
    end: int
    sentence: Sentence
    values: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    head: int = 0
    lo: int = 0
    hi: int = 0
    denied: bool = False
    """Whether an enumeration carries a denial to this node."""
    carried: str | None = None
    """The status that the words before an enumeration give to this node too."""
    of_kin: bool = False
    """Whether a relative is named before it in its sentence, and the patient not since."""
    announced: bool = False
    """Whether the heading or the words before it announce what is to be done."""
    joined: bool = False
    """Whether the node before is given together with this one, with words between ("associé à")."""
    timing: Timing | None = None
    """What `timing_of` read."""
    cues: list[tuple[str, Target]] | None = None
    """What `cues_of` found."""

    @property
    def family(self) -> bool:
        return self.of_kin or any(target.family for target in self.targets)


def timing_of(letter: Letter, node: Node) -> Timing:
    """What the words of a node say of its time; read once."""
    if node.timing is None:
        node.timing = read_timing(letter, node.head, node.end, node.lo, node.hi)
    return node.timing


def cues_of(letter: Letter, node: Node) -> list[tuple[str, Target]]:
    """What the words of a node say of its status: each cue with its value; found once."""
    if node.cues is None:
        node.cues = [
            (str(target.value), target)
            for target in targets_between(letter, "THERAPY_STATUS", node.lo, node.hi)
            if not node.start <= target.start < node.end
        ]
    return node.cues


def class_of(value: str) -> str:
    """endocrine, chemotherapy, targeted, immunotherapy, radionuclide or bone_agent."""
    return value if value in _CLASS_NAMES else CLASSES.get(value, "chemotherapy")


def operations(letter: Letter) -> list[Target]:
    """The operations that a document names, without the words that only look like one ("marqueurs tumo")."""
    return [
        target
        for target in letter.of("BREAST_SURGERY")
        if letter.folded[target.start : target.end] not in ("tumo", "zono")
        or _OPERATION_NEAR.match(letter.folded[target.end : target.end + 16])
    ]


def is_suppression(letter: Letter, node: Node) -> bool:
    """Whether a node names the analogues of LHRH as such, no drug."""
    name = letter.folded[node.start : node.end]
    return node.kind == "class" and is_suppression_name(name)


def is_suppression_name(name: str) -> bool:
    """Whether a wording names the analogues of LHRH, not a hormonal treatment in general."""
    return bool(_SUPPRESSION_NAME.match(name.lower()))
