"""Notes kept day by day: each line opens with its date."""

from __future__ import annotations

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter

_ENOUGH_LINES = 3
_OPENING = expression(
    r"(?:entree|sortie|admission|arrivee|transfert|retour(?: a domicile)?)\s+(?:(?:le|du|au)\s+)?(?=\d)"
)
_CLOSED = expression(r"\s?(?::|-|=|$)")


def diary_date(letter: Letter, at: int) -> str | None:
    """The full date that opens the line of a character, in a document written as a diary; else None.

    A line that opens with a moment of a stay ("SORTIE LE 09/02 :") has its date in any document.
    """
    entries = letter.once(_entries)
    if len(entries) < _ENOUGH_LINES:
        entries = letter.once(_headed)
    return entries.get(letter.canonical.lines[letter.sentence_at(at).line].start)


def _entries(letter: Letter) -> dict[int, str]:
    """The full dates that open a line, by where the line begins."""
    starts = {line.start for line in letter.canonical.lines}
    return {
        mention.start: mention.iso
        for mention in letter.dates
        if mention.is_full and mention.start in starts
    } | letter.once(_headed)


def _headed(letter: Letter) -> dict[int, str]:
    """The full dates behind the word that opens a line of a stay: "SORTIE LE 09/02 : OMS 2"."""
    found = {}
    for line in letter.canonical.lines:
        if opening := _OPENING.match(letter.folded, line.start, line.end):
            mention = next(iter(letter.dates_in(opening.end(), opening.end() + 1)), None)
            if mention and mention.is_full and _CLOSED.match(letter.folded, mention.end, line.end):
                found[line.start] = mention.iso
    return found
