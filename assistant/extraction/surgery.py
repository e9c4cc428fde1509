"""Operations of the primary tumour: type, side, date; planned, or explicitly not done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter
from assistant.extraction.therapy_course import BREAST_SIDE, breast_sides, report_date
from assistant.extraction.therapy_node import Node, of_other_cancer
from assistant.extraction.therapy_status import DISCUSSED, may_be_denied, read_status
from assistant.extraction.therapy_timing import FOREIGN, Timing, dates_in
from criteria.facts import Fact

_SIDE = expression(r"\b(?P<r>droite?s?|dte?)\b|\b(?P<l>gauches?|gche?)\b")
_CHECKED_SIDE = expression(
    r"\b(?:cote|lateralite|sein)\s*[.\s]*:?[^\n]{0,24}(?:\[\s?x\s?\]|☒|☑)\s*(?:(?P<r>d\b|droite?)|(?P<l>g\b|gauche))"
)
_TREATED_BY = expression(r"^[^.;]*(?:traitee?|operee?) par\s+(?:une?\s+)?$")
_BILATERAL = expression(r"\s*bilaterale")
_OPERATED_BREAST = expression(
    r"\bsein\b|mammaire|\bks\b|carcinome (?:canalaire|lobulaire|infiltrant)|\bcci\b|\bcli\b|neoplasie"
)
_OTHER_ORGAN = expression(
    r"dupuytren|parathyro|thyroid|append|vesicule|cholecyst|hernie|hanche|genou|hyster|ovari|annex|cataracte|colon|colique|foie|hepat|poumon|pulmon|cerebr|rachis|vertebr|decompress|fixation|arthrod|cimento|kypho|stabilis|enclou|neurochir|thoracosc|"
    r"prothese|prostat|melanom|canal carpien|varice|endometr|col de l|fibrome|osteosynth|lobectom|laminect|metasta|reconstruc|tante|mere\b|soeur|cousine"
)
_CHECKBOX = expression(r"\[\s*\]\s*(?:piece\s+(?:de|d')\s*)?$|☐\s*(?:piece\s+(?:de|d')\s*)?$")
_PROPHYLACTIC = expression(
    r"\s*(?:bilaterale\s+|controlaterale\s+|de symetri\w*\s+)*(?:prophylacti|preventive|de reduction|de symetri)"
)
_BENIGN = expression(
    r"(?:\s*(?:droite?|gauche|d\b|g\b|du sein|sein|mammaire|bilaterale|pour|d'une?|en (?:19|20)\d\d|(?:19|20)\d\d|\(|:|,|=|->|acr\s?[23]))*\s*(?:adenofibrom|fibro-?\s?adenom|lesion benigne|tumeur benigne|nodule benin|benin|kyste|mastose|mastopathie|papillom|hamartom|lipom|tumeur phyllode benigne)"
)
"""« Tumorectomie droite 2005 (adénofibrome) »: no operation of a cancer."""
_NOT_DONE = expression(
    r"(?:indication|technique|possibilite|question|type|lit|risque|apres|ou|sera|protocole|prothese)\s+(?:de\s+|d'|d'une\s+)*$"
)
_RULED_OUT = expression(r"refus|recus|declin|pas de chir|pas operee")
_REFUSED = expression(r"refus|recus")
_NOT_NOW = expression(
    r"reprise|foie|hepati|metasta|neurochir|rachi|curage|ganglion|a ce stade|pour (?:l'instant|le moment)|encore|immediat|premiere"
)
_SINCE_OPERATION = expression(r"(?:etat|statut)\s+apres|suites? de")
_AFTER = expression(r"apres\s+$")
_OR_ELSE = expression(r"\s*ou\b|\s*versus|\s*vs\b")
_OR = expression(r"\bou\s+(?:une\s+)?$")
_PALLIATIVE = expression(r"proprete|(?:visee|intention|but|titre)s? palliati|hemosta|palliative\b")
_CURATIVE = expression(
    r"(?:visee|intention|but|titre|objectif)s? (?:radicale? et )?curati|\bcurative\b"
)
_NOT_CURATIVE = expression(r"(?:non|pas de visee|sans visee) curati")
_OF_WHAT = expression(r"\s*(?:d'une?|d'un|de la|du|de|pour)\s+")
_BREAST_BEFORE = expression(r"\bsein\b[^.;]{0,40}$")
_LIST_BEFORE = expression(r"(?:\+|,|:|\()\s*$|\bpar\s+$")
_LIST_BEHIND = expression(r"\s*(?:\+|,|puis|->|→|\)|en\s+(?:19|20)|\()")
_NOT_OPERATED = expression(r"\b(?:non|jamais|pas)\s+$")
_DEPARTMENT = expression(
    r"\b(?:service|unite|consultation|avis|pole|departement|dr|pr|en|de)\s+(?:de\s+|d'|la\s+)*$"
)
_PRIMARY = expression(r"\bsein\b|mammaire|primitif|tumeur primitive|locale?\b")
_NEGATION = expression(r"(?:pas|aucune?|refus\w*|recus\w*|ni|sans|jamais|non)\b[^.;,]{0,30}$")
_NODES = expression(r"axill|curage|reconstruc")
_SIDE_LETTER = expression(r"\s*(?:du sein\s+|sein\s+)?(?P<s>[DG])\b")
_QUADRANT_SIDE = expression(r"[^.;,]{0,25}\bqs[ei]\s+(?P<s>[dg])\b")
_SIDE_FIELD = expression(r"\bcote\s*[.\s]*:\s*(?P<s>droit|gauche)")
_OPERATION = expression(r"curage|chirurg\w*|ganglion\w*|mastec\w*|tumorec\w*")
_ENDED = expression(r"terminee?|acheve|fin\b|dernier|\d\s?(?:gy|grays?)\b")
_OF_PATIENT = expression(r"\b(?:suivie?|connue?|revue?|nee?|ddn)\s+(?:depuis|en|le)?\s*$")
_OTHER_EVENT = expression(
    r"biops|scanner|\birm\b|\btep\b|consult|rcp|rechut|recidiv|revue?\b|controle"
)
_BIOPSY_BEFORE = expression(r"biops\w*[^.;]{0,20}$")


@dataclass(frozen=True)
class _Operation:
    value: str
    start: int
    end: int
    side: str | None
    date: str | None
    status: str | None
    intent: str | None


def read(letter: Letter, nodes: dict[int, list[Node]]) -> Iterator[Fact]:
    """Facts primary_surgery of a document."""
    operations: list[_Operation] = []
    for in_sentence in nodes.values():
        for index, node in enumerate(in_sentence):
            if node.kind == "surgery":
                operations += _operations(letter, in_sentence, index)
    for operation in _distinct(operations):
        yield letter.fact(
            "primary_surgery",
            operation.value,
            operation.start,
            operation.end,
            side=operation.side,
            date=operation.date,
            status=operation.status,
            intent=operation.intent,
        )


def _operations(letter: Letter, nodes: list[Node], index: int) -> Iterator[_Operation]:
    node = nodes[index]
    folded = letter.folded
    text = folded[node.start : node.end]
    before = folded[max(node.sentence.start, node.start - 60) : node.start]
    after = folded[node.end : min(node.sentence.end, node.end + 60)]
    if (
        node.family
        or of_other_cancer(letter, node)
        or _CHECKBOX.search(before[-24:])
        or _PROPHYLACTIC.match(after)
        or _BENIGN.match(after)
    ):
        return
    value = node.values[0]
    generic = value == "other"
    if generic and any(
        n.kind == "surgery" and n.values[0] != "other" and n.start > node.start
        for n in nodes[index + 1 : index + 2]
    ):
        return
    # What is not told as done is a fact only when it is planned or denied.
    if (
        generic
        and not may_be_denied(letter, node)
        and not _is_of_breast(letter, node)
        and not _operated(letter, node)
    ):
        return
    date = _date(letter, nodes, index)
    status = read_status(letter, node, Timing(start=date), carried=node.carried)
    if status == "never":
        if value in ("mastectomy", "lumpectomy") and not _RULED_OUT.search(
            folded, node.lo, node.hi
        ):
            return
        if (
            generic
            and not _is_of_breast(letter, node)
            and not _REFUSED.search(folded, node.lo, node.hi)
        ):
            return
        if _NOT_NOW.search(folded, node.lo, node.hi):
            return
        yield _Operation("none", *_negated_span(letter, node), None, None, None, None)
        return
    if text.startswith("traitement") or text in ("operable", "inoperable") or status == DISCUSSED:
        return
    if (
        _NOT_DONE.search(before[-24:])
        and not _SINCE_OPERATION.search(before[-24:])
        and not (date and _AFTER.search(before[-24:]))
    ):
        return
    if _OR_ELSE.match(after) or _OR.search(before):
        return
    planned = status == "planned"
    if planned and date and letter.date and date < letter.date[: len(date)]:
        date = None
    if generic and not planned and not _operated(letter, node):
        return
    if generic and planned and not _is_of_breast(letter, node):
        return
    if "[" in before[-3:] and "[x" not in before[-4:]:
        return
    intent = _intent(letter, node)
    if _BILATERAL.match(after):
        for side in ("left", "right"):
            yield _Operation(
                value, node.start, node.end, side, date, "planned" if planned else None, intent
            )
        return
    side = _side(letter, node)
    yield _Operation(
        value, node.start, node.end, side, date, "planned" if planned else None, intent
    )


def _intent(letter: Letter, node: Node) -> str | None:
    """curative or palliative, when the words of the operation say it."""
    folded, end = letter.folded, min(node.hi, node.end + 90)
    if _PALLIATIVE.search(folded, node.lo, end):
        return "palliative"
    if _CURATIVE.search(folded, node.lo, end) and not _NOT_CURATIVE.search(folded, node.lo, end):
        return "curative"
    return None


def _operated(letter: Letter, node: Node) -> bool:
    """Whether "opérée" or a bare "chirurgie" is the operation of the breast tumour, and done."""
    folded = letter.folded
    text = folded[node.start : node.end]
    near = folded[max(node.sentence.start, node.start - 60) : min(node.sentence.end, node.end + 90)]
    left = folded[max(node.sentence.start, node.start - 60) : node.start]
    right = folded[node.end : min(node.sentence.end, node.end + 70)]
    if _OF_WHAT.match(right) and _OTHER_ORGAN.search(right[:45]):
        return False
    if _OTHER_ORGAN.search(left) and not _BREAST_BEFORE.search(left):
        return False
    if not text.startswith("opere") and text in (
        "chirurgie",
        "intervention chirurgicale",
        "acte chirurgical",
        "geste chirurgical",
    ):
        # A bare "chirurgie" in an enumeration of treatments of a breast cancer.
        return bool(
            _LIST_BEFORE.search(left)
            and _OPERATED_BREAST.search(left)
            and _LIST_BEHIND.match(right)
        )
    if text.startswith("opere"):
        return not _NOT_OPERATED.search(left) and bool(_OPERATED_BREAST.search(near))
    return not _DEPARTMENT.search(left)


def _is_of_breast(letter: Letter, node: Node) -> bool:
    if _OTHER_ORGAN.search(letter.folded, node.lo, node.hi):
        return False
    text = letter.folded[node.start : node.end]
    return (
        len(text) > 12
        or text.startswith("opere")
        or text == "chirurgie"
        or bool(_PRIMARY.search(letter.folded, node.lo, node.hi))
    )


def _negated_span(letter: Letter, node: Node) -> tuple[int, int]:
    before = letter.folded[max(node.sentence.start, node.start - 40) : node.start]
    match = _NEGATION.search(before)
    return (node.start - len(before) + match.start() if match else node.start, node.end)


def _side(letter: Letter, node: Node) -> str | None:
    """The side said of the operation, else of the breast it is told of."""
    folded = letter.folded
    right = folded[node.end : min(node.hi, node.end + 60)]
    for match in _SIDE.finditer(right):
        if not _NODES.search(right, 0, match.start()):
            return "right" if match["r"] else "left"
    if match := _SIDE_LETTER.match(letter.text, node.end, node.end + 14):
        return "right" if match["s"] == "D" else "left"
    if match := _QUADRANT_SIDE.match(right):
        return "right" if match["s"] == "d" else "left"
    left = folded[max(node.sentence.start, node.lo - 160) : node.start]
    found = list(BREAST_SIDE.finditer(left)) or list(_SIDE.finditer(folded[node.lo : node.start]))
    if found:
        return "right" if found[-1]["r"] else "left"
    checked = letter.once(_checked_side)
    if checked and checked.end() <= node.start:
        return "right" if checked["r"] else "left"
    sides = letter.once(breast_sides)
    earlier = [side for side, first in sides.items() if first < node.start]
    if len(earlier) == 1:
        return earlier[0]
    if not earlier and len(sides) == 1:
        return next(iter(sides))
    if match := _SIDE_FIELD.search(folded, 0, 3000):
        return "right" if match["s"] == "droit" else "left"
    return None


def _checked_side(letter: Letter) -> re.Match[str] | None:
    return _CHECKED_SIDE.search(letter.folded)


def _date(letter: Letter, nodes: list[Node], index: int) -> str | None:
    """The date of an operation: beside it, else of the cancer told in the same sentence, else of the report."""
    node = nodes[index]
    folded = letter.folded
    after = dates_in(letter, node.end, min(node.hi, node.end + 110))
    if after:
        gap = folded[node.end : after[0].start]
        if not FOREIGN.search(_OPERATION.sub("", gap)) and not _ENDED.search(gap):
            return after[0].iso
    floor = max(node.sentence.start, node.start - 300)
    before = dates_in(letter, floor, node.start)
    before = [
        d
        for d in before
        if not _OF_PATIENT.search(folded, max(0, d.start - 20), d.start)
        and not folded[d.start : d.end].startswith("depuis")
    ]
    beside = nodes[index - 1] if index and nodes[index - 1].kind == "surgery" else node
    inside = [d for d in before if d.start >= beside.lo] or (
        before if index == 0 or all(n.kind == "surgery" for n in nodes[:index]) else []
    )
    if inside and node.start - inside[-1].end <= 160:
        gap = folded[inside[-1].end : node.start]
        foreign = _OTHER_EVENT.search(gap) and not _TREATED_BY.search(gap)
        if not foreign and not _BIOPSY_BEFORE.search(folded, floor, inside[-1].start):
            return inside[-1].iso
    return None if node.sentence.section == "past_history" else letter.once(report_date)


def _distinct(operations: list[_Operation]) -> list[_Operation]:
    """Operations told once; the bare "opérée" of an operation told by its type is left out."""
    typed = [o for o in operations if o.value in ("mastectomy", "lumpectomy") and o.status is None]
    planned = any(o.status == "planned" for o in operations)
    result: list[_Operation] = []
    for operation in operations:
        if operation.value == "other" and operation.status is None and typed:
            continue
        if operation.status == "planned" and any(o.value == operation.value for o in typed):
            continue
        if operation.value == "none" and (typed or planned):
            continue
        same = next(
            (
                i
                for i, o in enumerate(result)
                if o.value == operation.value
                and (o.side is None or operation.side is None or o.side == operation.side)
                and (
                    o.date is None
                    or operation.date is None
                    or o.date.startswith(operation.date)
                    or operation.date.startswith(o.date)
                )
            ),
            None,
        )
        if same is None:
            result.append(operation)
            continue
        known = result[same]
        result[same] = _Operation(
            known.value, known.start, known.end, known.side or operation.side,
            max((d for d in (known.date, operation.date) if d), key=len, default=None),
            known.status if known.status == operation.status else None, known.intent or operation.intent,
        )  # fmt: skip
    return result
