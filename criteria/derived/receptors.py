"""Hormone receptors and HER2 of a tumour from the results of its specimens.

The same receptor may be given by several specimens, several samples of one specimen
and several documents. Every combination of what they say is kept as an option, so
that a difference matters only where a protocol's rule tells the options apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Final

from criteria.derived.known import Known, Option
from criteria.facts import Fact

POSITIVE_FROM: Final = 10.0
LOW_FROM: Final = 1.0
"""Percentages of stained nuclei: 10 % is the French threshold (GEFPICS), 1 % ASCO/CAP's."""

_ORDER: Final = ("negative", "low", "positive")
_UNCLEAR: Final = frozenset({"low", "positive"})
_ANY: Final = frozenset(_ORDER)

Version = tuple[frozenset[str], tuple[Fact, ...]]


def receptor_states(fact: Fact) -> frozenset[str]:
    """The states that one ER or PR result allows: positive, low (1-9 %), negative.

    A percentage prevails over the word, but the upper end of a range that straddles 10 %
    ("5-10 %", said low) does not make it positive. Allred 3-5 or H-score 1-29 alone cannot be
    translated into a percentage: low and positive both remain (Allred, Mod Pathol 1998).
    """
    percent, allred, hscore = (fact.attrs.get(name) for name in ("percent", "allred", "hscore"))
    if percent is not None:
        band = _band(float(percent))
        return _UNCLEAR if fact.value == "low" and band == "positive" else frozenset({band})
    if allred is not None:
        if allred <= 2:
            return frozenset({"negative"})
        return _UNCLEAR if allred <= 5 else frozenset({"positive"})
    if hscore is not None:
        if hscore < 1:
            return frozenset({"negative"})
        return _UNCLEAR if hscore < 30 else frozenset({"positive"})
    return frozenset({str(fact.value)})


def _band(percent: float) -> str:
    if percent < LOW_FROM:
        return "negative"
    return "low" if percent < POSITIVE_FROM else "positive"


def _by_specimen(facts: Iterable[Fact]) -> dict[str | None, list[Fact]]:
    groups: dict[str | None, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.attrs.get("specimen"), []).append(fact)
    return groups


def _versions(facts: Sequence[Fact]) -> list[Version]:
    """What one specimen says of one receptor: one version, or several that contradict."""
    detailed = {fact.document for fact in facts if "percent" in fact.attrs}
    kept = [
        fact
        for fact in facts
        if "percent" in fact.attrs or fact.document is None or fact.document not in detailed
    ]
    versions: list[Version] = []
    for fact in kept:
        states = receptor_states(fact)
        for index, (others, told) in enumerate(versions):
            if states & others:
                versions[index] = (states & others, (*told, fact))
                break
        else:
            versions.append((states, (fact,)))
    return versions


def hormone_receptors(
    er: Sequence[Fact], pr: Sequence[Fact], hr: Sequence[Fact], triple_negative: Sequence[Fact]
) -> Known:
    """The state of the hormone receptors: positive, low or negative.

    It is the best of ER and PR. `hr`, the receptors as a whole, counts for a specimen
    without detail; negative as a whole, or triple negative, makes both negative.
    """
    by_receptor = {"er": _by_specimen(er), "pr": _by_specimen(pr)}
    detailed = {specimen for groups in by_receptor.values() for specimen in groups}
    versions = {
        name: [version for facts in groups.values() for version in _versions(facts)]
        for name, groups in by_receptor.items()
    }
    wholes: list[Version] = []
    for specimen, facts in _by_specimen(hr).items():
        for fact in facts:
            if fact.value == "negative" and _no_positive(by_receptor, specimen):
                _add_negative(versions, by_receptor, specimen, fact)
            elif specimen not in detailed:
                wholes.append((frozenset({str(fact.value)}), (fact,)))
    for fact in triple_negative:
        if fact.value == "present":
            for name in versions:
                versions[name].append((frozenset({"negative"}), (fact,)))
    missing = tuple(name for name in ("er", "pr") if not versions[name])
    if len(missing) == 2:
        return Known(_distinct(wholes), () if wholes else missing)
    unknown: list[Version] = [(_ANY, ())]
    details = [
        _better(one, other)
        for one, other in product(versions["er"] or unknown, versions["pr"] or unknown)
    ]
    options = _distinct([*details, *wholes])
    unclear = any(len(states) > 1 for states, _ in details)
    return Known(options, _unclear_items(versions, missing) if unclear else ())


def _unclear_items(versions: dict[str, list[Version]], missing: tuple[str, ...]) -> tuple[str, ...]:
    vague = [name for name, told in versions.items() if any(len(states) > 1 for states, _ in told)]
    return (*missing, *vague)


def _no_positive(
    by_receptor: dict[str, dict[str | None, list[Fact]]], specimen: str | None
) -> bool:
    told = [fact for groups in by_receptor.values() for fact in groups.get(specimen, ())]
    return all(receptor_states(fact) == {"negative"} for fact in told)


def _add_negative(
    versions: dict[str, list[Version]],
    by_receptor: dict[str, dict[str | None, list[Fact]]],
    specimen: str | None,
    fact: Fact,
) -> None:
    for name, told in versions.items():
        if specimen not in by_receptor[name]:
            told.append((frozenset({"negative"}), (fact,)))


def _better(one: Version, other: Version) -> Version:
    """The best state of two receptors; a receptor that alone makes it positive is its proof."""
    states = frozenset(max(a, b, key=_ORDER.index) for a in one[0] for b in other[0])
    proofs = [facts for told, facts in (one, other) if told == states == {"positive"}]
    if not proofs:
        proofs = [one[1], other[1]]
    return states, tuple(fact for facts in proofs for fact in facts)


def _distinct(versions: Iterable[Version]) -> tuple[Option, ...]:
    merged: dict[frozenset[str], list[Fact]] = {}
    for states, facts in versions:
        told = merged.setdefault(states, [])
        told.extend(fact for fact in facts if fact not in told)
    return tuple(Option(states, tuple(facts)) for states, facts in merged.items())


def her2_status(
    ihc: Sequence[Fact], ish: Sequence[Fact], her2: Sequence[Fact], triple_negative: Sequence[Fact]
) -> Known:
    """HER2 of the tumour, negative or positive; both remain for IHC 2+ without ISH.

    IHC 3+ or an amplification is positive; IHC 0 or 1+, or a 2+ (or no IHC) that is not
    amplified, is negative; otherwise the worded conclusion stands. An ISH without a
    specimen belongs to the only specimen with an IHC. ASCO/CAP 2018, GEFPICS 2021.
    """
    groups: dict[str | None, dict[str, list[Fact]]] = {}
    named = {fact.attrs.get("specimen") for fact in ihc}
    alone = next(iter(named)) if len(named) == 1 else None
    for name, facts in (("ihc", ihc), ("ish", ish), ("her2", her2)):
        for fact in facts:
            specimen = fact.attrs.get("specimen")
            if name == "ish" and specimen is None:
                specimen = alone
            groups.setdefault(specimen, {}).setdefault(name, []).append(fact)
    for name in ("ish",):
        lone = [specimen for specimen in groups if list(groups[specimen]) == [name]]
        if named == {None} and None in groups and len(lone) == 1:
            groups[None].setdefault(name, []).extend(groups.pop(lone[0])[name])
    versions: list[Version] = []
    missing: list[str] = []
    warnings: list[str] = []
    for specimen, group in groups.items():
        for combination in product(*(_each(group.get(name)) for name in ("ihc", "ish", "her2"))):
            told = tuple(fact for fact in combination if fact is not None)
            states = _her2_states(*combination, warnings=warnings)
            if states is None:
                versions += [(frozenset({state}), told) for state in ("negative", "positive")]
                continue
            versions.append((states, told))
            if len(states) > 1:
                several = len(groups) > 1 and specimen is not None
                missing.append(f"her2_ish({specimen})" if several else "her2_ish")
    versions += [
        (frozenset({"negative"}), (fact,)) for fact in triple_negative if fact.value == "present"
    ]
    if not versions:
        return Known(missing=("her2_ihc",))
    return Known(_distinct(versions), tuple(dict.fromkeys(missing)), tuple(warnings))


def _each(facts: list[Fact] | None) -> list[Fact | None]:
    distinct: dict[object, Fact | None] = {fact.value: fact for fact in facts or ()}
    return list(distinct.values()) or [None]


def _her2_states(
    ihc: Fact | None, ish: Fact | None, her2: Fact | None, *, warnings: list[str]
) -> frozenset[str] | None:
    """The states that one specimen allows; None when its results contradict each other."""
    score, hybridised, word = (fact.value if fact else None for fact in (ihc, ish, her2))
    if score == "3+" or hybridised == "amplified":
        if word in ("negative", "low"):
            return None
        if score in ("0", "1+"):
            warnings.append(
                f"HER2 : IHC {score} mais amplification en hybridation in situ ; "
                "l'amplification est retenue, à vérifier."
            )
        return frozenset({"positive"})
    if score in ("0", "1+") or (hybridised == "not_amplified" and score in (None, "2+")):
        return None if word == "positive" else frozenset({"negative"})
    if word == "positive":
        return frozenset({"positive"})
    if word in ("negative", "low"):
        return frozenset({"negative"})
    return frozenset({"negative", "positive"})
