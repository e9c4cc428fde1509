"""Forms about metastases: organs with a box of their own, or with boxes of yes and no."""

from __future__ import annotations

from bisect import bisect_left

from assistant.extraction.checkboxes import answer, asks_yes_or_no
from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Sentence
from assistant.extraction.metastases_model import REACH, Clause, Place, window
from assistant.extraction.metastases_topics import Topic

_BOX = expression(r"\[\s?\]|☐|□|(?P<on>\[\s?[x✓✔]\s?\]|☒|☑|✓|✔)")
_BOX_SIGN = expression(r"[\[☐□☒☑✓✔]")
_LETTER = expression(r"[a-z]")
_OF_DISEASE = expression(
    r"\b(?:extension|sites?|localisations?|metasta\w+|atteintes?|dissemination|m1\b|secondaires?\b)"
)
_QUALIFIED = expression(
    r"(?:\s(?:connue?s?|symptomatiques?|active?s?|evoluti(?:ve|f)s?|(?:non\s)?(?:traite|controle)e?s?|progressi(?:ve|f)s?|multiples?|prouvee?s?|documentee?s?|"
    r"actuelle?s?|au\sdiagnostic|d'emblee|synchrones?|menacante?s?|instables?|stables?|associee?s?|initiale?s?|recente?s?|nouvelle?s?|inaugurale?s?)\b){1,3}"
)
"""What a question adds to a metastasis: a no to "métastases cérébrales symptomatiques" is none to all."""
_UNCHOSEN = expression(
    r"[\s:.]{0,40}+(?:\(\s?)?(?:oui\s?[/|-]?\s?non|non\s?[/|-]?\s?oui)\b(?!\s?[\[☐□☒☑✓✔]|\s+\w)"
)


def find_boxes(letter: Letter) -> list[tuple[int, int, bool]]:
    """The boxes of a form, each with whether it is ticked."""
    if not _BOX_SIGN.search(letter.canonical.folded):
        return []
    return [(m.start(), m.end(), m["on"] is not None) for m in _BOX.finditer(letter.folded)]


def _may_ask(letter: Letter) -> bool:
    """Whether a document may have a question to answer by yes or no."""
    return bool(letter.once(find_boxes)) or "oui" in letter.canonical.folded


def form_answer(letter: Letter, sentence: Sentence, *names: int) -> tuple[bool | None, int] | None:
    """What a form answers by yes and no behind a name, and where: None said when nothing is ticked.

    ``names`` are where the names end that the answer may stand behind; None when no boxes
    of yes and no, and no words to choose from, stand there.
    """
    if not letter.once(_may_ask):
        return None
    folded, end = letter.folded, letter.line_bounds(sentence)[1]
    for name in names:
        if _UNCHOSEN.match(folded, name, end):
            return None, name
        if not letter.once(find_boxes):
            continue
        if asks_yes_or_no(folded, name, end):
            return answer(letter.ticked, name, end) or (None, name)
        qualified = _QUALIFIED.match(folded, name, end)
        if qualified and asks_yes_or_no(folded, qualified.end(), end):
            said = answer(letter.ticked, qualified.end(), end)
            return said if said and said[0] else (None, name)
    return None


def is_listed(letter: Letter, clause: Clause, place: Place, topic: Topic) -> bool:
    """Whether an organ stands in a list of the sites of the disease."""
    begin = max(letter.line_bounds(clause.sentence)[0], place.start - REACH)
    return topic.listing or bool(_OF_DISEASE.search(letter.folded, begin, place.start))


def ticked_box(letter: Letter, clause: Clause, place: Place) -> bool | None:
    """Whether the box of an organ is ticked, None without a box; boxes stand before or after the labels.

    Boxes of yes and no are none of these: see ``form_answer``.
    """
    boxes = letter.once(find_boxes)
    if not boxes or form_answer(letter, clause.sentence, place.end):
        return None
    begin, end = window(clause), min(clause.sentence.end, clause.end + REACH)
    boxes = boxes[bisect_left(boxes, (begin,)) : bisect_left(boxes, (end,))]
    if not boxes:
        return None
    folded = letter.folded
    label = folded.rfind(":", begin, boxes[0][0])
    behind = label >= 0 and _LETTER.search(folded, label + 1, boxes[0][0]) is not None
    if behind:
        return next((on for start, _, on in boxes if 0 <= start - place.end <= 3), None)
    return next((on for _, end, on in boxes if 0 <= place.start - end <= 3), None)
