"""Texts for the benchmarks: the corpus with other figures and other names in every copy.

Nothing but the standard library, so that every engine reads the same texts whatever its
environment. What a copy holds depends on its number alone.
"""

from __future__ import annotations

import random
import re
from functools import cache
from itertools import count
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent.parent / "corpus"

_FIGURE = re.compile(
    r"(?<![\w/.,-])\d{1,3}(?=(?:[.,]\d)?\s?(?:%|[a-zA-Zµ/();,.]|$|\s))(?![\d/-]|\.\d\d)"
)
_NAME = re.compile(r"(\b(?:Mme|Mlle|Dre|Drs|Dr|Pr|M\.|Me|Madame|Docteur)\s)[A-ZÉÈ][\w'-]+")
_YEAR = re.compile(r"(?<=[\s/.])(?:19[3-9]|20[01])\d(?!\w)")
_SYLLABLES = "ba co dé fa gui la lan lé ma mi nor par ré sau tal ter vi".split()
_STATED = re.compile(r"\.(?=\s*\n|\s*$)")


def documents(number: int, first: int = 0) -> list[str]:
    """``number`` distinct documents, those of the corpus in turn, from the copy ``first`` on."""
    originals = _originals()
    return [
        varied(originals[index % len(originals)], index) for index in range(first, first + number)
    ]


def varied(text: str, copy: int) -> str:
    """A text with other figures, names and years inside its sentences."""
    chance = random.Random(copy)
    lines = []
    for line in text.split("\n"):
        other = _NAME.sub(lambda match: match[1] + _name(chance), line)
        other = _FIGURE.sub(lambda match: _figure(match[0], chance), other)
        other = _YEAR.sub(lambda match: match[0][:3] + str(chance.randrange(10)), other)
        if other == line and len(line) > 20:
            other = _STATED.sub(lambda _: f" (Dr {_name(chance)}).", line, count=1)
        lines.append(other)
    return "\n".join(lines)


def long_documents(size: int, number: int, copy: int) -> list[str]:
    """``number`` texts of ``size`` characters: paragraphs of the corpus in any order, each varied."""
    paragraphs = [p for text in _originals() for p in text.split("\n\n") if len(p) > 60]
    chance = random.Random(copy)
    numbers = count(copy * 100_000)
    texts = []
    for _ in range(number):
        parts: list[str] = []
        length = 0
        while length < size:
            parts.append(varied(chance.choice(paragraphs), next(numbers)))
            length += len(parts[-1]) + 2
        texts.append("\n\n".join(parts)[:size])
    return texts


@cache
def _originals() -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8") for path in sorted(CORPUS.rglob("*.txt")))


def _figure(figure: str, chance: random.Random) -> str:
    """A figure of the same size, which keeps a day of the month one."""
    if len(figure) == 1:
        return figure if figure in "012" else str(chance.randrange(3, 10))
    tens = figure[:-1]
    return tens + str(chance.randrange(9 if tens in ("1", "2") else 1 if tens == "3" else 10))


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(3)).capitalize()
