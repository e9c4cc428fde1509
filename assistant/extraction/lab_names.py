"""Names of analytes in a text, and where the value of each one may stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.extraction.expressions import expression
from assistant.extraction.lab_values import LabValue
from assistant.extraction.letter import Letter, Target


@dataclass(slots=True)
class Anchor:
    """A name of an analyte: ``text[start:end]``, with what its window holds."""

    key: str
    start: int
    end: int
    stop: int
    """Where its window ends."""
    method: str | None = None
    values: list[LabValue] = field(default_factory=list)
    upper: float | None = None


def find_anchors(letter: Letter) -> list[Anchor]:
    """The names of analytes, each with its window; a clearance carries its method."""
    names: list[tuple[str, Target]] = [
        (target.value or "other", target) for target in letter.of("LAB")
    ]
    names += [("method", target) for target in letter.of("CLEARANCE_METHOD")]
    names.sort(key=lambda pair: (pair[1].start, -pair[1].end))
    kept: list[tuple[str, Target]] = []
    for key, target in names:
        if kept and target.start < kept[-1][1].end:
            continue
        kept.append((key, target))
    anchors: list[Anchor] = []
    for index, (key, target) in enumerate(kept):
        if target.family or (target.hypothetical and target.sentence.section != "biology"):
            key = "other"
        if _OTHER_FLUID.search(letter.folded, target.sentence.start, target.start):
            key = "other"
        following = kept[index + 1][1].start if index + 1 < len(kept) else len(letter.text)
        stop = min(following, _window_end(letter, target))
        previous = anchors[-1] if anchors else None
        if key == "method":
            method = target.value
            if previous and previous.key == "creatinine_clearance":
                gap = letter.folded[previous.end : target.start]
                if "\n" not in gap and len(gap) < 60 and not any(c.isdigit() for c in gap):
                    closing = letter.folded.find(")", target.end, target.end + 20)
                    inside = gap.count("(") > gap.count(")") and closing >= 0
                    previous.end = closing + 1 if inside else target.end
                    previous.stop = max(stop, previous.end)
                    previous.method = method
                    continue
                second = previous.method and _value_before_method(letter, target)
                if not second and _names_behind(gap, letter.folded, target.end):
                    previous.method = previous.method or method
                    previous.stop = min(previous.stop, target.start)
                    continue
            anchor = Anchor("creatinine_clearance", target.start, target.end, stop, method)
            if value := _value_before_method(letter, target):
                anchor.start, anchor.values = value.start, [value]
            anchors.append(anchor)
            continue
        if (
            key == "creatinine_clearance"
            and previous
            and previous.key == key
            and target.start - previous.end < 25
            and not _ELSEWHERE.search(letter.folded, previous.end, target.start)
        ):
            previous.end, previous.stop = target.end, stop
            continue
        if (
            previous
            and previous.key == key != "other"
            and (synonym := _SYNONYM.match(letter.folded, previous.end, target.start))
            and synonym.end() == target.start
        ):
            # "ASAT (TGO)", "Hémoglobine (Hb)": one name of one result.
            closing = _CLOSES.match(letter.folded, target.end) if "(" in synonym.group() else None
            previous.end, previous.stop = closing.end() if closing else target.end, stop
            continue
        anchor = Anchor(key, target.start, target.end, stop)
        anchors.append(anchor)
        if key in _GIVEN_TWICE:
            # "8,1 mg/L ... soit 72 µmol/L": the same result in another unit, with its own limits.
            if again := _AGAIN.search(letter.folded, target.end, stop):
                anchor.stop = again.start()
                anchors.append(Anchor(key, again.start(), again.end(), stop))
            elif row := _row_in_another_unit(letter, target.end, stop):
                anchor.stop = min(stop, row)
                line = letter.canonical.lines[letter.sentence_at(row).line]
                anchors.append(Anchor(key, row, row, max(stop, line.end)))
            elif again := _AGAIN.match(letter.folded, stop + 1):
                line = letter.canonical.lines[letter.sentence_at(again.start()).line]
                anchors.append(Anchor(key, again.start(), again.end(), line.end))
    return anchors


_OTHER_FLUID = expression(
    r"(?:\bliquide (?:d'ascite|d'epanchement|de ponction|pleural|peritoneal|pericardique|articulaire|cephalo\S*)|\b(?:ponction|analyse|biochimie) (?:d'ascite|de l'ascite|pleurale|lombaire|du liquide)|"
    r"\blcr\b|\bliquide\s*:|\b(?:ascite|urines?|urinaires?|bandelette|ecbu)\s*:)[^.;\n]{0,90}$"
)
"""What is measured in another fluid than blood."""
_SYNONYM = expression(r"\s{0,3}[(/=]\s?")
_CLOSES = expression(r"\s?\)")
_GIVEN_TWICE = frozenset({"creatinine", "bilirubin", "albumin", "hemoglobin"})
_UNIT_CELL = expression(r"(?<=[\s|])(?:[µu]mol|mg|g)\s?/\s?d?l\b(?=\s?[\t|]\s?[\d<>-])")
_UNIT_ROW = expression(
    r"[\s|]*(?=(?:[µu]mol|mg|g)\s?/\s?d?l\s?[\t|]\s?\d|\d+(?:[.,]\d+)?\s{1,3}(?:[µu]mol|mg|g)\s?/\s?d?l(?:\s|$))"
)
_DIGIT = expression(r"\d")
_AGAIN = expression(r"\bsoit\b(?=\s)")
_BEFORE_METHOD = expression(
    r"(?<![\w.,/])(?P<n>\d{1,3})\s*(?:ml\s?/\s?mi?n\S*\s*)?(?:en|selon|par|avec|d'apres)\s+(?:la\s+|le\s+)?(?:formule\s+)?(?:de\s+|du\s+)?$"
)


_BY_METHOD = expression(r"\b(?:selon|par|en|formule|methode)\b[^\d]*$")
_ELSEWHERE = expression(r"[\d\n]")
_SEPARATORS = expression(r"\W*")
_WORDED = expression(r"[^\W_]")
_BRACKETED = expression(r"\([^()]*\)")
_BEGINS_VALUE = expression(r"[\d<>(\[]|[a-zµ]{1,5}/|giga")


def _row_in_another_unit(letter: Letter, start: int, stop: int) -> int | None:
    """Where the row below a result begins that gives it again in another unit, under no name."""
    for match in _UNIT_CELL.finditer(letter.folded, start, min(stop + 4, len(letter.folded))):
        before, after = letter.canonical.slice(match.start() - 2, match.end())
        if "\n" in letter.canonical.source[before:after] and _DIGIT.search(
            letter.folded, start, match.start()
        ):
            return match.start()
    lines = letter.canonical.lines
    index = letter.sentence_at(start).line + 1
    if index < len(lines) and not lines[index].after_blank and stop <= lines[index].start:
        below = _UNIT_ROW.match(letter.folded, lines[index].start, lines[index].end)
        return below.end() if below else None
    return None


def _value_before_method(letter: Letter, target: Target) -> LabValue | None:
    """The clearance that stands before its method: "41 en CKD-EPI"."""
    start = max(target.sentence.start, target.start - 40)
    match = _BEFORE_METHOD.search(letter.folded, start, target.start)
    if match is None:
        return None
    return LabValue(match.start(), match.end("n"), int(match["n"]), "mL/min")


def _names_behind(gap: str, folded: str, end: int) -> bool:
    """Whether a method stands behind the value that it computed: "62 mL/min (Cockcroft)"."""
    if "\n" in gap or len(gap) > 70 or ";" in gap:
        return False
    following = _SEPARATORS.match(folded, end, min(end + 12, len(folded)))
    after = folded[following.end() : following.end() + 1] if following else ""
    opened = gap.rstrip().endswith("(") or _BY_METHOD.search(gap)
    return bool(opened) or not after.isdigit()


def _window_end(letter: Letter, target: Target) -> int:
    """Where the value of a name must be: its sentence, or its line where dots lead to the value."""
    line_end = letter.canonical.lines[target.sentence.line].end
    sentence_end = target.sentence.end
    while sentence_end < line_end:
        cells = letter.text[sentence_end] == "\t"
        if (
            cells
            or not _WORDED.search(letter.folded, target.end, sentence_end)
            or letter.text[target.end : sentence_end].rstrip().endswith("...")
        ):
            sentence_end = letter.sentence_at(sentence_end + 1).end
        else:
            break
    if sentence_end < line_end:
        return sentence_end
    # Text taken out of a PDF may put each cell of a row on a line of its own.
    index = target.sentence.line
    if not _WORDED.search(_BRACKETED.sub("", letter.folded[target.end : line_end])):
        for following in letter.canonical.lines[index + 1 : index + 4]:
            if following.after_blank or not _BEGINS_VALUE.match(
                letter.folded, following.start, following.end
            ):
                break
            line_end = following.end
    return line_end
