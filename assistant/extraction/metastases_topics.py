"""Topics: the organ that a passage is about, from headings, examinations and titles."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Sentence
from assistant.extraction.metastases_model import RARE, SITES, Clause, Place, is_strong, plain

_HEADING = expression(
    r"[-*•·.>►➔+#\s]*(?:\d{1,2}[.)/°]\s*|[a-z]\)\s*)?(?:au\s+niveau\s+|sur\s+le\s+plan\s+|au\s+plan\s+|a\s+l'etage\s+|etage\s+|niveau\s+|cote\s+|plan\s+)?"
    r"(?P<h>[^:;\n]{2,60}?)(?=[:=.,\s]|$)\s?(?:(?P<sep>:|=)|\.\s?-|\.(?=\s)|,?\s-\s|$)"
)
_ROW = expression(r"(?P<h>[^:;\t\n]{2,40})(?P<sep>\t)(?=[^\t\n]{0,40}\t)")
"""The first cell of a row of three or more: what the row is about."""
LISTING = expression(
    r"\b(?:extension|sites?|localisations?|cibles?|lesions?\s+cibles?|metasta\w+|rechutes?|recidives?|atteintes?|maladie\s+\w+|progression|diffusion)\b"
)
_TARGETS = expression(
    r"[-*•\s]*(?:\d[.)]\s*)?lesions?\s+(?:non[\s-])?cibles?\b(?!\s*:\s*\S)|[^\n:]{0,30}\brecist\b[^\n:]{0,20}$"
)
_DATED = expression(
    r"(?:en\s+)?(?:le\s+)?[\d/.\s]*(?:janv\w*|fev\w*|mars|avr\w*|mai|juin|juil\w*|aout|sept\w*|oct\w*|nov\w*|dec\w*)?[\s\d/.]*"
)
_ANSWERED = expression(r"\s*oui\W*$")
_BRIEF = expression(r"\b(?:rechutes?|recidives?|progression|maladie)\b")
_WORD = expression(r"\w+")
_SEVERAL = expression(r"thoraco|abdomin|\btap\b|corps\s+entier|\bet\b")
_FINDING = expression(r":\s*\S|\b(?:pas|sans|aucune?|absence|metasta\w+|lesions?|normale?|ras)\b")
_LOCAL = expression(r"\b(?:locale?s?|locoregional\w*|parietale?|mammaire|pas|absence|sans)\b")


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

    @property
    def is_empty(self) -> bool:
        """Whether the text is about no organ and heads no list."""
        return not (self.places or self.heading or self.listing)


def is_row(letter: Letter, line: int) -> bool:
    """Whether a line has three columns or more."""
    bounds = letter.canonical.lines[line]
    return letter.text.count("\t", bounds.start, bounds.end) > 1


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
                if _FINDING.search(letter.folded, target.end, stop):
                    continue
                if _SEVERAL.search(letter.folded, begin, stop):
                    return []
                values[value.split("_")[0]] = Place(value.split("_")[0], target.start, target.end)
                seen += 1
    return list(values.values()) if len(values) == 1 else []


def topic_before(letter: Letter, sentence: Sentence, topic: Topic, *, told: bool) -> Topic:
    """The topic when a sentence begins: kept, or changed by a heading at the start of its line.

    ``told`` tells whether the sentence names a lesion or an organ.
    """
    line = letter.canonical.lines[sentence.line]
    if sentence.start != line.start:
        return topic
    if not told and topic.is_empty and not LISTING.may_match(letter.folded, line.start, line.end):
        return topic
    if sentence.line > topic.until:
        topic = Topic()
    if line.after_blank and not (topic.heading and topic.line == sentence.line - 1):
        topic = Topic()
    match = _ROW.match(letter.folded, line.start, line.end)
    if (
        match is None
        or letter.inside(sentence, "MET_LESION")
        or all(t.end > match.end() for t in letter.inside(sentence, "MET_SITE"))
    ):
        match = _HEADING.match(letter.folded, line.start, line.end)
    if not match:
        return topic if topic.heading or topic.listing else Topic()
    if topic.listing and not letter.inside(sentence, "MET_SITE") and is_row(letter, sentence.line):
        return topic
    begin, end = match.span("h")
    places = [
        Place(t.value or "none", t.start, t.end)
        for t in letter.inside(sentence, "MET_SITE")
        if begin <= t.start and t.end <= end + 1
    ]
    bracket = letter.folded.find("(", begin, end)
    words = sum(
        1 for _ in _WORD.finditer(letter.folded, begin, bracket if bracket > begin else end)
    )
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
    answered = _ANSWERED.match(letter.ticked, match.end(), line.end) is not None
    alone = answered or match.end() >= line.end - 1
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
        brief = not answered and _BRIEF.search(letter.folded, begin, end) is not None
        until = sentence.line + 1 if brief else 10**9
        return Topic([plain(p) for p in places], bool(places), True, sentence.line, until=until)
    lesions = [t for t in letter.inside(sentence, "MET_LESION") if t.end <= end + 1]
    strong = any(is_strong(t) and not t.negated for t in lesions)
    if alone and places and strong and words <= 6 and letter.text[line.end - 1] not in ".?!)":
        return Topic([plain(p) for p in places], True, True, sentence.line)
    if alone or (sentence.section is not None and match["sep"]):
        return Topic()
    return topic if topic.heading or topic.listing else Topic()


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
