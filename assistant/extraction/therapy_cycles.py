"""The cycle at which a treatment is: a numbered cycle, the day of a cycle, a cycle given today."""

from __future__ import annotations

from assistant.extraction.expressions import expression
from assistant.extraction.therapy_node import Node

_CYCLE_NUMBER = expression(
    r"(?:\b(?:pour|avant)\s+(?:sa|son|la|le|une)\s+[\w-]+\s+(?:cure|cycle|injection|perfusion)\s+(?:de\s+l'association\s+|de\s+|d'|du\s+|par\s+)?$)|(?<![a-z])(?:j\d{1,2}\s?)?c\d{1,2}\s?(?:j\d+)?(?:\s+(?:ce jour|aujourd'hui|auj)\b)?\s*:?(?:\s+(?:d'|de\s+))?\s*$"
)
_CYCLE_BEHIND = expression(
    r"[^.;,]{0,20}\bc\d{1,2}\s?(?:j\d+)?\b|[^.;]{0,20}\bs\d{1,2}(?:/\d{1,2}|\s+(?:ce jour|auj))"
)
_NTH = r"(?:\d{1,2}(?:ere|er|re|eme|e|nde|nd)|premiere?|deuxieme|seconde?|troisieme|quatrieme|cinquieme|sixieme)"
_DAY_OF_CYCLE = expression(
    rf"[^.;]{{0,24}}\b(?:j\s?\d{{1,2}}|jour \d{{1,2}}|{_NTH} semaine)\s+(?:du|de la)\s+(?:{_NTH}\s+(?:cycle|cure)|(?:cycle|cure)\s+\d)"
)
"""« J1 du 4e cycle »: the treatment is under way."""
_CYCLE = rf"(?:(?:j\d{{1,2}}\s?)?c\d{{1,2}}\s?[-/]?\s?(?:j\d{{1,2}})?|(?:cycle|cure)\s(?:n°\s?)?\d{{1,2}}|{_NTH}\s(?:cycle|cure|injection|perfusion))"
_CYCLE_TODAY = expression(
    rf"[^.;]{{0,40}}\b{_CYCLE}\s*(?:,\s*|\()?(?:(?:a ete\s+)?(?:fait|realis|administr|effectu|delivr|recu|perfus|pass|ok\b)\w*\s*)?(?:,\s*)?"
    r"(?:ce jour|ce matin|cet apres-midi|aujourd'hui|auj\b)"
)
"""« C1J1 fait ce jour », behind a treatment."""
TODAY = expression(r"ce jour|ce matin|cet apres-midi|aujourd'hui|\bauj\b")
_TODAYS_CYCLE_OF = expression(
    rf"(?:ce jour|ce matin|aujourd'hui)\W{{0,3}}(?:(?:de la|de sa|de son|d'une?|du|la|le|sa|son|pour|a recu)\s+){{0,3}}{_NTH}\s+(?:cycle|cure|injection|perfusion|administration)\s+(?:de\s+l'|de\s+|d'|du\s+)?$"
)
"""« Administration ce jour du 1er cycle de », ahead of a treatment."""
_LAST_CYCLE = expression(r"\bderni|\bfin\b|\bet fin")
NEXT_CYCLE = expression(
    r"(?:\bc(?:[2-9]|1\d)\s?(?:j\d+)?|\b(?:[2-9]|1\d)(?:e|eme)\s+(?:cure|cycle|injection)|\bprochaine?\s+(?:cure|cycle|injection))\s+(?:est\s+|sera\s+)?$"
)
"""« C4 prévu le 4 juin »: what is planned is a cycle of a treatment that runs."""


def counts_cycles(text: str, node: Node) -> bool:
    """Whether the number of a cycle stands beside a treatment: it is under way."""
    return bool(
        _CYCLE_NUMBER.search(text, node.lo, node.head)
        or _CYCLE_BEHIND.match(text, node.end, node.hi)
        or _DAY_OF_CYCLE.match(text, node.end, node.hi)
        or runs_today(text, node)
    )


def runs_today(text: str, node: Node) -> bool:
    """Whether a cycle, not the last one, is said to be given on the day of the document."""
    if not TODAY.search(text, node.lo, node.hi):
        return False
    if _TODAYS_CYCLE_OF.search(text, max(node.lo, node.head - 80), node.head):
        return True
    match = _CYCLE_TODAY.match(text, node.end, node.hi)
    return match is not None and not _LAST_CYCLE.search(text, node.lo, match.end())
