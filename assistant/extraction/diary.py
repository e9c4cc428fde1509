"""Notes kept day by day: each line opens with its date."""

from __future__ import annotations

from assistant.extraction.letter import Letter

_ENOUGH_LINES = 3


def diary_date(letter: Letter, at: int) -> str | None:
    """The full date that opens the line of a character, in a document written as a diary; else None."""
    lines = letter.canonical.lines
    opened = [
        d
        for d in letter.dates
        if d.is_full and not letter.text[d.start - 1 : d.start].strip("\n\t")
    ]
    starts = {line.start for line in lines}
    entries = {mention.start: mention.iso for mention in opened if mention.start in starts}
    if len(entries) < _ENOUGH_LINES:
        return None
    return entries.get(lines[letter.sentence_at(at).line].start)
