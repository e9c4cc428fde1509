"""Reader of the theme metastases: one fact an organ, from all that the document says of it.

A metastasis stated outright outranks a suspicion, which a later statement settles; a
nodule only counted or measured ("les deux nodules ont diminué") adds to a metastasis
that the document states elsewhere, and is no fact by itself. Count and size are those
of the latest account, earlier ones are history.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from assistant.extraction.expressions import expression
from assistant.extraction.letter import Letter
from assistant.extraction.metastases_assertions import clauses_by_sentence
from assistant.extraction.metastases_disease import is_proven, metastatic_fact, total_facts
from assistant.extraction.metastases_examinations import effusions
from assistant.extraction.metastases_mentions import mentions_of
from assistant.extraction.metastases_model import SITES, Assertion, Mention
from assistant.extraction.metastases_surroundings import bowel_facts, field_facts
from assistant.extraction.vertebrae import sort_levels
from criteria.facts import Fact

_EARLIER_SECTIONS = frozenset({"indication", "history", "past_history", "comparison"})
_NOW = expression(
    r"\b(?:desormais|actuellement|aujourd'hui|maintenant|a\s+ce\s+jour|a\s+present)\b"
)
_AMONG = expression(
    r"\b(?:predomin\w+|notamment|surtout|en\s+particulier|diffuse?s?|disseminee?s?)\b"
)
_LONG = 40
"""Characters of evidence beyond which another mention is looked for."""
_KNOWN_TOGETHER = {"spine": "bone", "bone": "spine"}
"""Bone metastases stated as such are also those of the vertebrae that are described, and back."""


def read(letter: Letter) -> Iterator[Fact]:
    """The facts of this theme: `metastasis` by site, then those of the disease as a whole."""
    by_site: dict[str, list[Mention]] = defaultdict(list)
    clauses = clauses_by_sentence(letter)
    for mention in itertools.chain(mentions_of(letter, clauses), effusions(letter)):
        if mention.site in SITES and not _outdated(letter, mention):
            by_site[mention.site].append(mention)
    status = {
        site: assertion for site, mentions in by_site.items() if (assertion := _status(mentions))
    }
    if status.get("spine") is Assertion.SUSPECTED and _concluded(by_site["spine"], by_site["bone"]):
        status["spine"] = Assertion.PRESENT
    facts = {}
    for site, mentions in by_site.items():
        assertion = status.get(site) or _by_neighbour(site, mentions, status)
        if assertion is None:
            continue
        if assertion is Assertion.ABSENT and _only_of_others(site, mentions, status):
            continue
        facts[site] = (assertion, _fact(letter, site, assertion, mentions))
    disease = metastatic_fact(letter, clauses)
    totals = list(total_facts(letter, clauses))
    if any(assertion is Assertion.PRESENT for assertion, _ in facts.values()):
        facts |= _added_up(letter, by_site, facts, totals)
    elif (disease is not None and disease.value == "present") or totals:
        facts |= _counted(letter, by_site, status)
    elif is_proven(letter, clauses) and len(counted := _counted(letter, by_site, status)) == 1:
        facts |= counted
    if "bone" in facts and "spine" in facts:
        facts["bone"] = (
            facts["bone"][0],
            _without_spine(facts["bone"][1], facts["spine"][1], by_site),
        )
    sites = {site: assertion for site, (assertion, _) in facts.items()}
    yield from (fact for _, fact in facts.values())
    if disease and (disease.value == "present" or Assertion.PRESENT not in sites.values()):
        yield disease
    yield from totals
    yield from field_facts(letter, clauses, sites)
    yield from bowel_facts(letter, sites)


def _outdated(letter: Letter, mention: Mention) -> bool:
    """Whether an absence is that of an examination made more than a year before the document.

    "IRM cérébrale en mai 2021 : pas de métastase" says nothing of January 2024.
    """
    if mention.assertion is not Assertion.ABSENT or not letter.date:
        return False
    dates = letter.dates_in(mention.sentence.start, mention.end)
    limit = f"{int(letter.date[:4]) - 1}{letter.date[4:]}"
    return bool(dates) and max(date.iso for date in dates) < limit[: len(dates[-1].iso)]


def _status(mentions: list[Mention]) -> Assertion | None:
    """Present once stated; of a suspicion and a denial, the later one."""
    stated = [m for m in mentions if not m.known and m.assertion is not Assertion.NOTHING]
    if any(m.assertion is Assertion.PRESENT for m in stated):
        return Assertion.PRESENT
    return stated[-1].assertion if stated else None


def _concluded(spine: list[Mention], bone: list[Mention]) -> bool:
    """Whether a conclusion states bone metastases after vertebrae were only suspected."""
    last = max(m.start for m in spine if m.assertion is Assertion.SUSPECTED)
    return any(
        m.strong
        and m.assertion is Assertion.PRESENT
        and m.start > last
        and m.sentence.section == "conclusion"
        for m in bone
    )


def _by_neighbour(
    site: str, mentions: list[Mention], status: dict[str, Assertion]
) -> Assertion | None:
    """Lytic lesions and levels that a document with stated bone metastases describes."""
    other = _KNOWN_TOGETHER.get(site)
    if site == "spine" and status.get("bone") is Assertion.SUSPECTED:
        seen = any(m.levels and m.known and not m.implicit for m in mentions)
        return Assertion.SUSPECTED if seen else None
    if (
        other
        and status.get(other) is Assertion.PRESENT
        and any(m.known and not m.implicit for m in mentions)
    ):
        return Assertion.PRESENT
    if (
        site == "spine"
        and status.get("bone") is Assertion.PRESENT
        and any(m.levels and m.known for m in mentions)
    ):
        return Assertion.PRESENT
    return None


def _only_of_others(site: str, mentions: list[Mention], status: dict[str, Assertion]) -> bool:
    """Whether the absence is only that of other lesions than the known neighbouring ones."""
    other = _KNOWN_TOGETHER.get(site)
    return bool(
        other
        and status.get(other) is Assertion.PRESENT
        and all(m.other for m in mentions if m.assertion is Assertion.ABSENT)
    )


def _counted(
    letter: Letter, by_site: dict[str, list[Mention]], status: dict[str, Assertion]
) -> dict[str, tuple[Assertion, Fact]]:
    """Counted lesions of a document that states a metastatic disease and names no organ of it."""
    return {
        site: (Assertion.PRESENT, _fact(letter, site, Assertion.PRESENT, mentions))
        for site, mentions in by_site.items()
        if site not in status
        and any(m.known and (m.count or m.sizes or m.levels) and not m.implicit for m in mentions)
    }


def _added_up(
    letter: Letter,
    by_site: dict[str, list[Mention]],
    facts: dict[str, tuple[Assertion, Fact]],
    totals: list[Fact],
) -> dict[str, tuple[Assertion, Fact]]:
    """Counted lesions of other organs, when only with them the stated total is reached.

    "2 nodules pleuraux, 1 ADP hilaire, 1 lésion de T7 ... oligométastatique (4 lésions)".
    """
    if len(totals) != 1:
        return {}
    present = [f.attrs.get("count", 1) for a, f in facts.values() if a is Assertion.PRESENT]
    others = {
        site: _fact(letter, site, Assertion.PRESENT, mentions)
        for site, mentions in by_site.items()
        if site not in facts and any(m.known and not m.implicit for m in mentions)
    }
    counts = [fact.attrs.get("count", 1) for fact in others.values()]
    if not others or sum(present) + sum(counts) != totals[0].value:
        return {}
    return {site: (Assertion.PRESENT, fact) for site, fact in others.items()}


def _fact(letter: Letter, site: str, assertion: Assertion, mentions: list[Mention]) -> Fact:
    bearing = (
        [m for m in mentions if m.assertion is assertion and not m.known]
        or [m for m in mentions if m.assertion is not Assertion.ABSENT and not m.implicit]
        or mentions
    )
    first = _clearest(bearing)
    if assertion is Assertion.ABSENT:
        return letter.fact("metastasis", assertion.value, first.start, first.end, site=site)
    about = [m for m in mentions if m.assertion is not Assertion.ABSENT]
    if assertion is Assertion.PRESENT and site in ("bone", "spine"):
        stated = [m for m in about if m.assertion is not Assertion.SUSPECTED or m.known]
        about = stated or about
    levels = _levels(about) if site == "spine" else set()
    sizes = _latest(letter, [m for m in about if m.sizes])
    volumes = [v for m in about for v in m.volumes]
    fact = letter.fact(
        "metastasis",
        assertion.value,
        first.start,
        first.end,
        site=site,
        count=_count(letter, about, levels) or _rows(about),
        size_mm=_whole(max(s for m in sizes for s in m.sizes)) if sizes else None,
        volume_ml=_whole(max(volumes)) if volumes else None,
        levels=sort_levels(levels) if levels else None,
    )
    described = next((m for m in reversed(about) if m.count is not None or m.sizes), None)
    if described is None or (described.start < first.end and first.start < described.end):
        return fact
    return fact.model_copy(
        update={"evidence": (*fact.evidence, letter.evidence(described.start, described.end))}
    )


def _clearest(bearing: list[Mention]) -> Mention:
    """The first mention, unless its slice is long and a later one says the same in few words."""
    first = bearing[0]
    if first.end - first.start <= _LONG:
        return first
    shortest = min(bearing, key=lambda m: m.end - m.start)
    return shortest if shortest.end - shortest.start <= _LONG else first


def _without_spine(bone: Fact, spine: Fact, by_site: dict[str, list[Mention]]) -> Fact:
    """Bone metastases, the vertebrae that "trois lésions osseuses" counts too taken away."""
    count, vertebrae = bone.attrs.get("count"), spine.attrs.get("count")
    if spine.value != "present" or not count or not vertebrae or count <= vertebrae:
        return bone
    counted = [m for m in by_site["bone"] if m.count == count]
    if not counted or not all(m.generic for m in counted):
        return bone
    return bone.model_copy(update={"attrs": {**bone.attrs, "count": count - vertebrae}})


def _levels(mentions: list[Mention]) -> set[str]:
    return {level for mention in mentions for level in mention.levels}


def _epoch(letter: Letter, mention: Mention) -> tuple[int, bool, int]:
    """When a mention speaks of: earlier sections first, then the last date before it in the text."""
    sentence = mention.sentence
    earlier = sentence.section in _EARLIER_SECTIONS
    now = _NOW.search(letter.folded, sentence.start, sentence.end) is not None
    if letter.kind == "imaging":
        return (0 if earlier else 1, now, 0)
    last = bisect_left(letter.dates, sentence.end, key=lambda date: date.start) - 1
    return (0 if earlier else 1, now, letter.dates[last].start if last >= 0 else -1)


def _latest(letter: Letter, mentions: list[Mention]) -> list[Mention]:
    """The mentions of the latest account among these."""
    if not mentions:
        return []
    last = max(_epoch(letter, m) for m in mentions)
    return [m for m in mentions if _epoch(letter, m) == last]


def _count(letter: Letter, mentions: list[Mention], levels: set[str]) -> int | None:
    """The last number stated; a single lesion only when no other number is.

    Nor does the one lesion of a pathology report count: what is sampled is not all there is.
    """
    counted = [m for m in mentions if m.count is not None and not m.other]
    several = [m for m in counted if (m.count or 0) > 1]
    chosen = _latest(letter, several) or _latest(letter, counted)
    if levels:
        stated = chosen[-1].count if chosen else None
        if not stated and any(
            m.plural and _AMONG.search(letter.folded, m.sentence.start, m.sentence.end)
            for m in mentions
        ):
            return None
        return max(stated or 0, len(levels))
    if not several and (letter.kind == "pathology" or _maybe_more(mentions, counted)):
        return None
    return _listed(chosen[-1], counted) if chosen else None


def _listed(counted: Mention, mentions: list[Mention]) -> int:
    """A number with those of the list that it opens ("2 lésions frontales, 1 lésion cérébelleuse")."""
    added = {
        m.listed: m.count or 0
        for m in mentions
        if m.sentence is counted.sentence and m.listed > counted.start
    }
    return (counted.count or 0) + sum(added.values())


def _rows(mentions: list[Mention]) -> int | None:
    """As many lesions as rows of a list of targets, when nothing else speaks of more."""
    rows = {m.sentence.line for m in mentions if m.row}
    others = [
        m
        for m in mentions
        if not m.row
        and (m.count or m.sizes or (m.plural and m.sentence.line != min(rows, default=0) - 1))
    ]
    return len(rows) if len(rows) > 1 and not others else None


def _maybe_more(mentions: list[Mention], singles: list[Mention]) -> bool:
    """Whether "une lésion" may be one of several: a plural elsewhere, or singles of different sizes."""
    sizes = {size for mention in singles for size in mention.sizes}
    return len(sizes) > 1 or any(m.plural and m.count is None for m in mentions)


def _whole(number: float) -> float | int:
    return int(number) if number == int(number) else number
