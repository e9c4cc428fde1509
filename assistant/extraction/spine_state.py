"""What a sentence says of a danger to the spine: there, not there, suspected; the final state of each."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter, Target
from criteria.facts import Fact

_RANK = {"present": 0, "suspected": 1, "absent": 2}
_ASKS = frozenset({"indication", "technique"})
QUESTION = expression(r"[^.;!\n]{0,40}\?")
_MENACE = expression(
    r"\b(?:risque|menace|menacante?|prevenir|eviter|surveillance|signes? d'alerte|consignes?|survenue|apparition)\b[^.;]{0,40}$"
)
_PAST = expression(r"\b(?:antecedents?|atcd|operee?|decompress\w+|laminectomie|en (?:19|20)\d\d)\b")
_DOUBTFUL = expression(r"\s+(?:\w+\s+)?(?:douteu[xs]e?|discutables?|equivoques?|incertaine?)\b")
_RECOVERED = expression(
    r"\s*(?:\w+\s){0,3}(?:regress\w+|resol\w+|recupere\w*|disparu\w*|amend\w+|sequell\w+)"
)


def stated(letter: Letter, target: Target) -> str | None:
    """present, absent or suspected; None for what is only asked, feared, past or somebody else's."""
    folded = letter.folded
    before = folded[max(target.sentence.start, target.start - 60) : target.start]
    if not letter.ticked[target.start : target.end].strip():
        return None
    menace = _MENACE.search(before)
    if target.ignored or (
        menace and not _denied_since(target, target.start - len(before) + menace.start())
    ):
        return None
    if QUESTION.match(folded, target.end, target.sentence.end):
        return None if target.sentence.section in _ASKS or letter.kind == "imaging" else "suspected"
    leaning = target.closest("NEGATED_EXISTENCE", "POSSIBLE_EXISTENCE")
    if (answered := letter.answer(target)) is not None:
        return "present" if answered[0] else "absent"
    if leaning == "NEGATED_EXISTENCE":
        return "absent"
    if leaning == "POSSIBLE_EXISTENCE" or _DOUBTFUL.match(folded, target.end, target.sentence.end):
        return "suspected"
    if target.historical or _RECOVERED.match(folded, target.end, target.sentence.end):
        return None
    if _PAST.search(before):
        return None
    return "present"


def _denied_since(target: Target, start: int) -> bool:
    """Whether a denial stands between a feared event and the target: "risque de fracture, sans instabilité"."""
    return any(
        category == "NEGATED_EXISTENCE" and start < first < target.start
        for category, first, _ in target.modifiers
    )


def quoted(letter: Letter, key: str, value: str, target: Target) -> Fact:
    """A fact quoted from its negation to its noun."""
    start, end = target.start, target.end
    if value != "present":
        wanted = "NEGATED_EXISTENCE" if value == "absent" else "POSSIBLE_EXISTENCE"
        spans = [(a, b) for category, a, b in target.modifiers if category == wanted]
        if spans:
            a, b = min(spans, key=lambda span: max(span[0] - target.end, target.start - span[1]))
            start, end = min(start, a), max(end, b)
    return letter.fact(key, value, start, end)


def settle(facts: Iterator[Fact]) -> Iterator[Fact]:
    """One state of each key: a finding prevails over a doubt, and a doubt that is answered is none."""
    found = list(facts)
    if not found:
        return
    decided = [fact for fact in found if fact.value != "suspected"] or found
    yield min(decided, key=lambda fact: _RANK[str(fact.value)])
