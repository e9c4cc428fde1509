"""Vertebral levels, as French reports write them; offsets are those of the folded text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter

_LEVEL_LIMITS = {"C": 7, "T": 12, "L": 5, "S": 5}
_LEVEL_ORDER = tuple(
    f"{letter}{number}" for letter, last in _LEVEL_LIMITS.items() for number in range(1, last + 1)
)
_LEVEL = expression(
    r"(?P<p>[cdtls](?<![\w+].)(?:(?<=t)h)?)(?P<n>1[0-2]|[1-9])(?![\d_]|[a-z](?!\d)|[.,]\d)"
)
_LEVEL_TO = expression(r"\s?(?:a|jusqu'a|jusqu'en|-|->|/)\s?$")
_LEVEL_NUMBER = expression(r"\s?[-/]\s?(?P<n>1[0-2]|[1-9])(?![\d\w]|[.,]\d|\s?(?:mm|cm|%|/))")
_NOT_LEVEL_BEFORE = expression(
    r"(?:stade|classe?e?|"
    r"cycle|cures?|ligne|jour|grade|score|clinique|tumeur|irm|codon|c\.|p\.|iv|et\s+t1|t1\s*(?:,|et|/|puis)|numero|n°)[\s,(/:'-]*$"
)
_SEQUENCE_BEFORE = expression(
    r"(?:signal|signaux|ponder\w+|sequences?|sagittal\w*|axial\w*|coronal\w*|ax|sag|cor|en|3d|hyper|hypo|iso|echo|spin)[\s,(/:'-]*$"
)
_NOT_LEVEL_AFTER = expression(
    r"\s?(?:n[0-3x]|m[01x]\b|fs\b|stir\b|flair\b|fat|gado|tse\b|se\b|ponder|dixon|injecte|mensuel|hebdo|metastatique|ligne|de\s+chimio|"
    r"de\s+docet|de\s+paclit|d'ec\b|j[1-9]\b|le\s+\d|du\s+\d|ce\s+jour|sans\s+inj|avant\s+inj|apres\s+inj|\*)"
)
_SEQUENCES = expression(r"\s?(?:et|,|/)\s?t2\b")


@dataclass(frozen=True, slots=True)
class Levels:
    """Vertebrae named together: ``levels`` in order, thoracic ones as T1 to T12."""

    start: int
    end: int
    levels: tuple[str, ...]


def level_places(letter: Letter) -> list[int]:
    """Where what may be a vertebral level begins in ``letter.folded``."""
    return [match.start() for match in _LEVEL.finditer(letter.folded)]


def find_levels(folded: str, start: int, end: int) -> list[Levels]:
    """Vertebral levels in ``folded[start:end]``, ranges filled: "D7-D9", "T12-L1", "de L2 a L4", "D8-9".

    Sequences of an MRI (T1, T2), stages (T2 N0) and cycles (C1 J1) are left out.
    """
    found: list[Levels] = []
    pending: Levels | None = None
    for match in _LEVEL.finditer(folded, start, end):
        level = _level(match)
        if level is None or _is_no_level(folded, start, end, match, level):
            pending = None
            continue
        levels, stop = (level,), match.end()
        if more := _LEVEL_NUMBER.match(folded, stop, end):
            last = f"{level[0]}{more['n']}"
            if last in _LEVEL_ORDER and _between(level, last):
                levels, stop = _between(level, last), more.end()
        if (
            pending is not None
            and _LEVEL_TO.fullmatch(folded, pending.end, match.start())
            and _between(pending.levels[-1], level)
        ):
            levels = (*pending.levels[:-1], *_between(pending.levels[-1], level))
            found[-1] = pending = Levels(pending.start, stop, levels)
            continue
        pending = Levels(match.start(), stop, levels)
        found.append(pending)
    return found


def sort_levels(levels: set[str]) -> list[str]:
    """Vertebral levels from top to bottom."""
    return sorted(levels, key=_LEVEL_ORDER.index)


def _level(match: re.Match[str]) -> str | None:
    letter = {"d": "T", "t": "T", "th": "T"}.get(match["p"], match["p"].upper())
    level = f"{letter}{match['n']}"
    return level if level in _LEVEL_ORDER else None


def _is_no_level(folded: str, start: int, end: int, match: re.Match[str], level: str) -> bool:
    """Whether the letter and figure are an MRI sequence, a stage, a cycle or a line of treatment."""
    if level[0] == "S" and match["n"] in "678":
        return True
    if level == "T1" and _SEQUENCES.match(folded, match.end(), end):
        return True
    ambiguous = (match["p"] in "tcls" and int(match["n"]) <= 4) or match["p"] == "c"
    if not ambiguous:
        return False
    low = max(start, match.start() - 14)
    if match["p"] == "t" and _SEQUENCE_BEFORE.search(folded, low, match.start()):
        return True
    return bool(
        _NOT_LEVEL_AFTER.match(folded, match.end(), end)
        or _NOT_LEVEL_BEFORE.search(folded, low, match.start())
    )


def _between(first: str, last: str) -> tuple[str, ...]:
    low, high = _LEVEL_ORDER.index(first), _LEVEL_ORDER.index(last)
    return _LEVEL_ORDER[low : high + 1] if low < high else ()
