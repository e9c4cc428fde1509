"""HER2: score in immunohistochemistry, in situ hybridisation, worded conclusion."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.extraction import receptors_her2_values as values
from assistant.extraction.expressions import IndexedText, expression
from assistant.extraction.letter import Letter
from assistant.extraction.readings import Reading
from assistant.extraction.receptors_hormones import taken_back
from assistant.extraction.receptors_tables import Anchor
from assistant.extraction.receptors_values import Found
from assistant.extraction.receptors_wording import (
    DENIED,
    EXPRESSION,
    NO_EXPRESSION,
    REACH,
    RULE_AFTER,
    SCORE_BEFORE,
    reading,
    value_text,
)

_GENOMIC = expression(
    r"\bngs\b|\bmutations?\b|\bmute\w*|\bvariants?\b|\bvaf\b|sequencage|\bctdna\b|\bnombre de copies\b(?!\s*[:=]?\s*\d)"
)
_NEXT_SENTENCE = expression(r"^\W*(?:score|soit|cote\w*|au total)\b")
_CUT = expression(r"\bmais\b|\b(?:ganglions?|marges?|berges?|y?pt[0-4]|triple)\b")
_ISH_SIGN = expression(r"\s?(?::\s?)?\(?\s?(?P<sign>[+-])\s?\)?(?=\s*(?:[,;.)]|$))")
_ISH_LINES = 12
_NOT_DONE = expression(
    r"\W*(?:sans objet|non (?:fait|realise|necessaire|demande|indique|applicable|pratique)|inutile|n\.?a\.?\b|en (?:attente|cours)|a (?:faire|demander)|n'(?:a|est|avait|etait) pas (?:ete )?(?:fait|realise|demande|necessaire|indique|pratique))"
)
"""What is said of a hybridisation of which no result follows."""


def read_her2(
    letter: Letter, text: IndexedText, anchor: Anchor, following: Anchor | None
) -> Iterator[Reading]:
    after = value_text(letter, text, anchor, cut=False)
    if "erbb2" in letter.folded[anchor.start : anchor.end] and _GENOMIC.search(after):
        return
    if RULE_AFTER.match(after):
        return
    if cut := _CUT.search(after):
        after = after[: cut.start()]
    found = values.her2(after)
    if "her2_ihc" not in found and anchor.after[1] == anchor.target.sentence.end:
        after = _with_next_sentence(letter, text, anchor, after)
        found = values.her2(after)
    before = _before_her2(text, anchor)
    if before is not None and "her2" not in found:
        key, value, offset = before
        yield reading(letter, key, value, anchor, offset=offset)
    if "her2_ihc" not in found and (scored := _score_before(text, anchor)):
        yield reading(letter, "her2_ihc", scored, anchor, offset=0)
    for key, value in found.items():
        yield reading(letter, key, value, anchor, offset=anchor.after[0])
    if found:
        yield from taken_back(letter, anchor, text)
    if following is None or following.kind != "ish" or following.start != anchor.after[1]:
        amplified = values.ish(after, words=False)
        if (
            amplified is not None
            and "amplif" in after[amplified.start : amplified.end]
            and not _GENOMIC.search(after)
        ):
            yield reading(letter, "her2_ish", amplified, anchor, offset=anchor.after[0])


def _score_before(text: IndexedText, anchor: Anchor) -> Found | None:
    """The score that a name follows: "score 1+ pour HER2"."""
    start = max(anchor.before[0], anchor.start - REACH)
    match = SCORE_BEFORE.search(text, start, anchor.start)
    if match is None:
        return None
    score = match["score"]
    return Found("0" if score == "0" else f"{score}+", match.start(), match.end("score"))


def _with_next_sentence(letter: Letter, text: IndexedText, anchor: Anchor, after: str) -> str:
    """The value of HER2 often stands in the next sentence of its line: "... Score 2+"."""
    following = anchor.target.sentence.index + 1
    if following >= len(letter.sentences):
        return after
    sentence = letter.sentences[following]
    piece = text[sentence.start : sentence.end]
    if sentence.line != anchor.target.sentence.line or not _NEXT_SENTENCE.match(piece):
        return after
    return text[anchor.after[0] : min(sentence.end, sentence.start + 30)]


def _before_her2(text: IndexedText, anchor: Anchor) -> tuple[str, Found, int] | None:
    first = anchor.group[0] if anchor.group else anchor
    start = max(first.before[0], first.start - REACH)
    if not EXPRESSION.may_match(text, start, first.start) and not NO_EXPRESSION.may_match(
        text, start, first.start
    ):
        return None
    before = text[start : first.start]
    if match := NO_EXPRESSION.search(before):
        if match["noun"] == "amplification":
            return "her2_ish", Found("not_amplified", *match.span()), start
        return "her2", Found("negative", *match.span()), start
    if (match := EXPRESSION.search(before)) and not DENIED.search(before, 0, match.start()):
        if match["word"].startswith("amplif"):
            return "her2_ish", Found("amplified", *match.span()), start
        if match["over"]:
            return "her2", Found("positive", *match.span()), start
    return None


def read_ish(
    letter: Letter, text: IndexedText, anchors: list[Anchor], index: int
) -> Iterator[Reading]:
    """The result beside the name of the technique, before it, or on the lines below it."""
    anchor = anchors[index]
    after = value_text(letter, text, anchor, cut=False)
    start, end = anchor.after
    if RULE_AFTER.match(after):
        return
    found = values.ish(after) or _ish_sign(after)
    offset = start
    if found is None:
        begin = max(anchor.before[0], anchor.start - REACH)
        while found := values.ish(
            text[begin : anchor.start] + " " * (start - anchor.start) + after
        ):
            offset = begin
            if "amplif" in text[begin + found.start : begin + found.end]:
                break
            begin += found.end
    if found is None and end == anchor.target.sentence.end and not _NOT_DONE.match(after):
        stop = _next_other(letter, anchors, index)
        found, offset = values.ish(text[start:stop]), start
        end = stop
    if found is None:
        return
    if not found.attrs:
        found.attrs.update(values.ish_measures(text[offset:end]))
    yield reading(letter, "her2_ish", found, anchor, offset=offset)


def _ish_sign(after: str) -> Found | None:
    match = _ISH_SIGN.match(after)
    if match is None:
        return None
    return Found("amplified" if match["sign"] == "+" else "not_amplified", *match.span("sign"))


def _next_other(letter: Letter, anchors: list[Anchor], index: int) -> int:
    """Where the lines that may hold the result end: at another marker, or a dozen lines on."""
    line = anchors[index].target.sentence.line
    lines = letter.canonical.lines
    stop = lines[min(line + _ISH_LINES, len(lines) - 1)].end
    for other in anchors[index + 1 :]:
        if other.kind != "her2" or other.start >= stop:
            return min(stop, other.start)
        return min(stop, letter.line_bounds(other.target.sentence)[0])
    return stop
