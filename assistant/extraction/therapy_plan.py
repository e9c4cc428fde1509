"""What a document announces as still to be done: by its sections, its first words, its lists."""

from __future__ import annotations

import re

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Sentence
from assistant.extraction.therapy_timing import dates_in

_PLAN = (
    r"(?:rcp|rcps|staff|dossier de (?:la patiente|madame|mme)|reunion de concertation|avis|reponse|propositions?|decisions?|projet|programme|plan|cat|conduite a tenir|strategie|"
    r"recommandations?|preconisations?|prise en charge proposee)"
)
_PLAN_LEAD = expression(
    rf"\W*(?:\d{{1,2}}\s?[.)]\s*)?(?:la |le |notre |au total,? )?{_PLAN}\b[^.:;\n]{{0,60}}:"
)
_PLAN_HEADING = expression(
    r"(?:^|[.;!]\s)\W*(?:[ivx\d]{1,3}\s?[.)/-]\s*)?(?:projet|programme|plan|strategie|propositions?|decisions?|prise en charge proposee|conduite a tenir|traitement propose|"
    r"nous proposons|je propose|il est propose|la rcp propose)\b[^.:;\n]{0,60}:?\s*$",
    re.MULTILINE,
)
_ITEM = expression(r"\s*(?:[-*•·>►➔→]|\(?\d{1,2}\s?[.)/°-]|[a-z][.)])")


def is_plan(letter: Letter, sentence: Sentence) -> bool:
    """Whether a sentence tells what is to be done: by its section, its first words or the line above its list."""
    if sentence.section == "plan":
        return True
    folded = letter.folded
    lines = letter.canonical.lines
    line = lines[sentence.line]
    if _PLAN_LEAD.may_match(folded, line.start, line.end):
        for start in (sentence.start, line.start):
            if match := _PLAN_LEAD.match(folded, start, line.end):
                return _is_recent(letter, match)
    for index in range(sentence.line, max(-1, sentence.line - 12), -1):
        line = lines[index]
        if _PLAN_HEADING.search(folded, max(line.start, line.end - 200), line.end):
            return True
        if line.after_blank or not _ITEM.match(folded, line.start, line.end):
            return False
    return False


def _is_recent(letter: Letter, match: re.Match[str]) -> bool:
    """Whether a meeting is of the weeks around the document: the plan of an old one has been carried out."""
    if letter.date is None:
        return True
    year, month = int(letter.date[:4]), int(letter.date[5:7])
    return all(
        len(mention.iso) >= 7
        and abs((year - int(mention.iso[:4])) * 12 + month - int(mention.iso[5:7])) <= 2
        for mention in dates_in(letter, match.start(), match.end())
    )
