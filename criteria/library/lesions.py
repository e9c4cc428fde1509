"""The metastases as a whole: whether there are any, how many, in what field, along the spine."""

from __future__ import annotations

import math

from criteria.derived.known import Known, Option
from criteria.derived.outcome import Outcome, unique
from criteria.derived.vertebrae import longest_run
from criteria.facts import Fact
from criteria.library.functions import Function, Parameter, cached
from criteria.library.patient import number_of
from criteria.logic import Truth
from criteria.quantities import Interval
from criteria.record import Candidate, View
from criteria.vocabulary import SITES


def metastatic_disease(view: View, _: tuple[str, ...]) -> Outcome:
    """Whether the cancer is metastatic: said so, stage IV, M1, or a metastasis anywhere.

    M0 makes it false only when nothing else is said of metastases; a suspicion decides
    nothing.
    """
    whole = view.candidate("metastatic")
    present = view.sites("present")
    if whole is not None:
        facts = whole.facts
        if whole.value == "present":
            sites_only = all(fact.key == "metastasis" for fact in facts)
            return Outcome(Truth.of(True if present or not sites_only else None), facts)
        if whole.value == "absent" and not view.sites("suspected"):
            return Outcome(Truth.FALSE, facts)
        return Outcome(Truth.UNKNOWN, facts, ("metastatic",))
    suspected = view.sites("suspected")
    local = tuple(fact for fact in view.facts("m") if "0" in str(fact.value))
    if local and not suspected and not view.record.superseded.get("metastatic"):
        return Outcome(Truth.FALSE, local)
    told = tuple(fact for _, candidate in suspected for fact in candidate.facts)
    return Outcome(Truth.UNKNOWN, told, ("metastatic",))


def known_metastases(view: View) -> bool:
    """Whether at least one metastasis is known, located or not."""
    whole, total = view.candidate("metastatic"), view.candidate("lesion_count")
    counted = total is not None and isinstance(total.value, int | float) and total.value > 0
    return (
        bool(view.sites("present")) or counted or (whole is not None and whole.value == "present")
    )


def _count(candidate: Candidate) -> float | None:
    count = candidate.attrs.get("count")
    return float(count) if isinstance(count, int | float) else None


def lesion_total(view: View, _: tuple[str, ...]) -> Known:
    """The number of metastatic lesions: the stated total, else the sum over the sites named.

    Counts of an incomplete list are a lower bound. A suspected lesion (one when it has no
    number) may or may not count. A total that is less than the lesions located is told
    twice differently, unless the locations are more recent.
    """
    present, suspected = view.sites("present"), view.sites("suspected")
    more = sum(_count(candidate) or 1.0 for _, candidate in suspected)
    uncounted = [site for site, candidate in present if _count(candidate) is None]
    counted = sum(_count(candidate) or 0.0 for _, candidate in present)
    facts = unique(fact for _, candidate in (*present, *suspected) for fact in candidate.facts)
    located = Interval(counted, math.inf if uncounted else counted + more)
    missing = (
        "lesion_count",
        *(f"metastasis({site})#count" for site in uncounted),
        *(f"metastasis({site})" for site, _ in suspected),
    )
    by_site = Option(located, facts)
    total = view.candidate("lesion_count")
    number = number_of("lesion_count", total, None) if total is not None else None
    if total is None or number is None:
        return Known((by_site,) if present else (), missing)
    suspicions = tuple(fact for _, candidate in suspected for fact in candidate.facts)
    stated = Option(Interval(number.low, number.high + more), (*total.facts, *suspicions))
    if not present or counted <= number.high:
        warnings: tuple[str, ...] = ()
        if present and not uncounted and counted < number.low:
            warnings = ("Le nombre total annoncé dépasse les lésions localisées.",)
        return Known((stated,), missing, warnings)
    if all(_later(candidate, total) for _, candidate in present):
        return Known((by_site,), missing)
    return Known((stated, by_site), missing)


def _later(one: Candidate, other: Candidate) -> bool:
    return one.when is not None and other.when is not None and other.when.before(one.when) is True


def involved(view: View, arguments: tuple[str, ...]) -> Outcome:
    """Whether a metastasis is named in one of the sites.

    A site that nobody names is taken as free: the only place where silence counts, to be
    used with an assumption that the clinician confirms.
    """
    present = [candidate for site, candidate in view.sites("present") if site in arguments]
    suspected = [candidate for site, candidate in view.sites("suspected") if site in arguments]
    if present:
        return Outcome(Truth.TRUE, tuple(fact for one in present for fact in one.facts))
    if suspected:
        facts = tuple(fact for one in suspected for fact in one.facts)
        items = [f"metastasis({site})" for site, _ in view.sites("suspected") if site in arguments]
        return Outcome(Truth.UNKNOWN, facts, tuple(items))
    return Outcome(Truth.FALSE)


def lesion_irradiated(view: View, _: tuple[str, ...]) -> Outcome:
    """Whether a metastasis lies in a field that was irradiated before.

    False when it is denied for every site, or when no radiotherapy was ever given; a
    metastasis already irradiated leaves it unknown until its field is stated.
    """
    fields = {
        item: candidate
        for item in view.record.slots
        if item.startswith("in_irradiated_field")
        and (candidate := view.candidate(item)) is not None
    }
    inside = [candidate for candidate in fields.values() if candidate.value == "present"]
    outside = {item for item, candidate in fields.items() if candidate.value == "absent"}
    if inside and "in_irradiated_field" in outside:
        versions = (
            Option(frozenset({"present"}), tuple(f for one in inside for f in one.facts)),
            Option(frozenset({"absent"}), fields["in_irradiated_field"].facts),
        )
        told = tuple(fact for version in versions for fact in version.facts)
        return Outcome(Truth.UNKNOWN, told, ("in_irradiated_field",), conflicts=(versions,))
    if inside:
        return Outcome(Truth.TRUE, tuple(fact for one in inside for fact in one.facts))
    if not known_metastases(view):
        return Outcome(Truth.UNKNOWN, missing=("metastatic",))
    unclear = [candidate for candidate in fields.values() if candidate.value == "suspected"]
    sites = [site for site, _ in view.sites("present")]
    uncovered = [site for site in sites if f"in_irradiated_field({site})" not in outside]
    everywhere = "in_irradiated_field" in outside or (sites and not uncovered)
    if everywhere and not unclear:
        return Outcome(Truth.FALSE, tuple(f for one in fields.values() for f in one.facts))
    if not fields and (never := _never_irradiated(view)):
        return Outcome(Truth.FALSE, never)
    told = tuple(fact for one in fields.values() for fact in one.facts)
    return Outcome(Truth.UNKNOWN, told or _irradiated(view), ("in_irradiated_field",))


def _never_irradiated(view: View) -> tuple[Fact, ...]:
    """The facts that say that no radiotherapy was ever given, of the breast or of a metastasis."""
    breast = view.candidate("primary_radiotherapy")
    lesions = view.candidate("metastatic_radiotherapy")
    if breast is None or lesions is None or _irradiated(view):
        return ()
    both = breast.value == lesions.value == "absent"
    return (*breast.facts, *lesions.facts) if both else ()


def _irradiated(view: View) -> tuple[Fact, ...]:
    return tuple(
        fact
        for fact in view.facts("metastatic_radiotherapy")
        if fact.value == "present" and fact.attrs.get("status") != "planned"
    )


def contiguous_segments(view: View, _: tuple[str, ...]) -> Known:
    """The number of contiguous vertebrae involved: stated, else the longest run of the levels.

    Fewer levels than lesions are not the whole list: the run is then a lower bound.
    """
    told = view.candidate("contiguous_vertebrae")
    spine = view.candidate("metastasis(spine)")
    levels = spine.attrs.get("levels") if spine is not None else None
    run = longest_run(levels) if levels else 0
    number = number_of("contiguous_vertebrae", told, None) if told is not None else None
    options: list[Option] = []
    if told is not None and number is not None:
        options.append(Option(number, told.facts))
        if run <= number.high:
            return Known(tuple(options))
    if spine is not None and run:
        count = _count(spine)
        whole = count is None or count <= len(levels or ())
        content = Interval.exactly(run) if whole else Interval(run, math.inf)
        note = f"plus longue suite de vertèbres : {run}"
        options.append(Option(content, spine.facts, note))
    return Known(tuple(options), ("contiguous_vertebrae",))


FUNCTIONS = (
    Function(
        "metastatic_disease", "truth", "maladie métastatique",
        cached("metastatic_disease", metastatic_disease),
        frozenset({"metastatic", "metastasis", "stage", "m"}),
    ),
    Function(
        "lesion_total", "number", "nombre de lésions", cached("lesion_total", lesion_total),
        frozenset({"lesion_count", "metastasis"}),
    ),
    Function(
        "involved", "truth", "site atteint", involved, frozenset({"metastasis"}),
        (Parameter("site", frozenset(SITES), many=True),),
    ),
    Function(
        "lesion_irradiated", "truth", "métastase en champ irradié", lesion_irradiated,
        frozenset({
            "in_irradiated_field", "metastasis", "metastatic", "lesion_count",
            "primary_radiotherapy", "metastatic_radiotherapy",
        }),
    ),
    Function(
        "contiguous_segments", "number", "segments contigus", contiguous_segments,
        frozenset({"contiguous_vertebrae", "metastasis"}),
    ),
)  # fmt: skip
