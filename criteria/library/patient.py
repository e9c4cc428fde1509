"""Age, renal function, receptors and local treatments, read from a record."""

from __future__ import annotations

import math

from criteria.derived.known import Known, Option
from criteria.derived.outcome import Outcome
from criteria.derived.patient import aged, cockcroft, completed_years, exact_age
from criteria.derived.receptors import her2_status, hormone_receptors
from criteria.derived.values import intersection, interval_of
from criteria.facts import Fact
from criteria.library.functions import Function, Parameter, cached
from criteria.logic import Truth
from criteria.quantities import ULN_MULTIPLE, Interval, Span
from criteria.record import Candidate, View
from criteria.record.resolution import latest
from criteria.record.statements import NOW, span_of, stated
from criteria.vocabulary import VOCABULARY
from criteria.vocabulary.display import number_label

LOCAL_KEYS = frozenset({"primary_surgery", "primary_radiotherapy", "metastatic_radiotherapy"})


def measure(view: View, item: str, unit: str | None) -> Known:
    """The number of an item in a unit, from the version of the view."""
    candidate = view.candidate(item)
    if candidate is None:
        return Known(missing=(item,))
    interval = number_of(item.partition("(")[0], candidate, unit)
    if interval is None:
        return Known(missing=(f"{item}#uln" if unit == ULN_MULTIPLE else item,))
    return Known((Option(interval, candidate.facts),), (item,))


def number_of(key: str, candidate: Candidate, unit: str | None) -> Interval | None:
    """The number that a candidate gives, as precise as all its statements allow."""
    told = [
        interval
        for one in (candidate, *candidate.others)
        if (interval := interval_of(key, one.value, one.unit, one.attrs, unit)) is not None
    ]
    return intersection(told) if told else None


def age(view: View, _: tuple[str, ...]) -> Known:
    """Age in years on the day of screening, from the birth date, else from an age and its date."""
    born = view.candidate("birth_date")
    span = span_of(born.value) if born is not None else None
    if born is not None and span is not None and span.exact:
        years = exact_age(span.first, view.ref_date)
        note = f"{completed_years(span.first, view.ref_date)} ans"
        return Known.one(Interval.exactly(years), born.facts, note)
    told = view.candidate("age")
    if told is None or not isinstance(told.value, int | float):
        return Known(missing=("birth_date",))
    when = _today(view) if told.when == NOW else told.when
    return Known(
        (Option(aged(float(told.value), when, view.ref_date), told.facts),), ("birth_date",)
    )


def _today(view: View) -> Span:
    return Span(view.ref_date, view.ref_date)


def _whole_years(view: View) -> tuple[Interval, tuple[Fact, ...]] | None:
    known = age(view, ())
    if not known.options:
        return None
    content = known.options[0].content
    if not isinstance(content, Interval) or math.isinf(content.high):
        return None
    low = math.floor(content.low)
    high = math.ceil(content.high) - 1 if content.high_open else math.floor(content.high)
    return Interval(low, max(low, high)), known.options[0].facts


def clearance(view: View, _: tuple[str, ...]) -> Known:
    """Cockcroft-Gault clearance in mL/min: as stated with that method, and as computed.

    A clearance by another method, or without method, says nothing of it.
    """
    options: list[Option] = []
    statements = [
        stated(fact)
        for fact in view.facts("creatinine_clearance")
        if fact.attrs.get("method") == "cockcroft"
    ]
    for candidate in latest("creatinine_clearance", statements):
        interval = number_of("creatinine_clearance", candidate, "mL/min")
        if interval is not None:
            options.append(Option(interval, candidate.facts))
    computed, missing, warnings = _computed_clearance(view)
    if computed is not None:
        options.append(computed)
    return Known(tuple(options), missing or ("creatinine_clearance",), warnings)


def _computed_clearance(view: View) -> tuple[Option | None, tuple[str, ...], tuple[str, ...]]:
    years = _whole_years(view)
    weight, creatinine = view.candidate("weight"), view.candidate("creatinine")
    kilograms = number_of("weight", weight, "kg") if weight else None
    micromoles = number_of("creatinine", creatinine, "µmol/L") if creatinine else None
    missing = tuple(
        name
        for name, value in (
            ("birth_date", years),
            ("weight", kilograms),
            ("creatinine", micromoles),
        )
        if value is None
    )
    if years is None or weight is None or creatinine is None or not kilograms or not micromoles:
        return None, ("creatinine_clearance", *missing), ()
    sex = view.candidate("sex")
    value = cockcroft(years[0], str(sex.value) if sex else None, kilograms, micromoles)
    if value is None:
        return None, ("creatinine_clearance",), ()
    facts = (*years[1], *weight.facts, *creatinine.facts, *(sex.facts if sex else ()))
    note = (
        f"Cockcroft calculé : {_range(value)} mL/min ({_range(years[0])} ans, "
        f"{_range(kilograms)} kg, créatinine {_range(micromoles)} µmol/L"
        f"{'' if sex else ', sexe inconnu'})"
    )
    missing = () if sex else ("sex",)
    return Option(value, facts, note), missing, _apart(view, weight, creatinine)


def _range(interval: Interval) -> str:
    ends = [number_label(round(end, 1)) for end in (interval.low, interval.high)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} à {ends[1]}"


def _apart(view: View, weight: Candidate, creatinine: Candidate) -> tuple[str, ...]:
    """A warning when the weight and the creatinine are of different months."""
    days = [
        _today(view) if candidate.when == NOW else candidate.when
        for candidate in (weight, creatinine)
    ]
    one, other = days
    if one is None or other is None:
        return ()
    months = {(day.year, day.month) for span in (one, other) for day in (span.first, span.last)}
    near = abs((one.first - other.first).days) <= 31
    if len(months) == 1 or (near and not (one.exact and other.exact)):
        return ()
    return ("Le poids et la créatinine ne sont pas du même mois.",)


def receptors(view: View, _: tuple[str, ...]) -> Known:
    """The state of the hormone receptors over all the specimens."""
    return hormone_receptors(
        view.facts("er"), view.facts("pr"), view.facts("hr"), view.facts("triple_negative")
    )


def her2(view: View, _: tuple[str, ...]) -> Known:
    """HER2 over all the specimens."""
    return her2_status(
        view.facts("her2_ihc"),
        view.facts("her2_ish"),
        view.facts("her2"),
        view.facts("triple_negative"),
    )


def performed(view: View, arguments: tuple[str, ...]) -> Outcome:
    """Whether a local treatment was done with a curative intent.

    False only when it is explicitly ruled out; a palliative gesture (toilet mastectomy,
    haemostatic irradiation) or a mere plan leaves it unknown.
    """
    item = arguments[0]
    candidate = view.candidate(item)
    if candidate is None:
        return Outcome(Truth.UNKNOWN, missing=(item,))
    events = (candidate, *candidate.others)
    if candidate.value in ("none", "absent"):
        return Outcome(Truth.FALSE, candidate.facts)
    done = [one for one in events if one.attrs.get("status") != "planned"]
    curative = [one for one in done if one.attrs.get("intent") != "palliative"]
    facts = tuple(fact for one in curative or done or events for fact in one.facts)
    return Outcome(Truth.of(True if curative else None), facts, missing=(item,))


def planned(view: View, arguments: tuple[str, ...]) -> Outcome:
    """Whether a local treatment is explicitly planned with that intent; unknown otherwise."""
    item, intent = arguments
    candidate = view.candidate(item)
    events = (candidate, *candidate.others) if candidate is not None else ()
    plans = [
        one
        for one in events
        if one.attrs.get("status") == "planned" and one.attrs.get("intent") == intent
    ]
    facts = tuple(fact for one in plans for fact in one.facts)
    return Outcome(Truth.of(True if plans else None), facts, missing=(item,))


def ref_date(view: View, _: tuple[str, ...]) -> Known:
    """The day of screening."""
    return Known.one(_today(view))


def first_known(view: View, arguments: tuple[str, ...]) -> Known:
    """The first of the named dates that is known."""
    for item in arguments:
        known = ref_date(view, ()) if item == "ref_date" else date(view, item)
        if known.options:
            return known
    return Known(missing=arguments)


def date(view: View, item: str) -> Known:
    """The date of an item."""
    candidate = view.candidate(item)
    span = span_of(candidate.value) if candidate is not None else None
    if candidate is None or span is None:
        return Known(missing=(item,))
    return Known.one(span, candidate.facts)


_DATES = frozenset({name for name, key in VOCABULARY.items() if key.type == "date"}) | {"ref_date"}

FUNCTIONS = (
    Function("age", "number", "âge", cached("age", age), frozenset({"birth_date", "age"}),
             unit="years"),
    Function(
        "clearance_cockcroft", "number", "clairance de Cockcroft",
        cached("clearance_cockcroft", clearance),
        frozenset({"creatinine_clearance", "birth_date", "age", "sex", "weight", "creatinine"}),
        unit="mL/min",
    ),
    Function(
        "hormone_receptors", "enum", "récepteurs hormonaux", cached("hormone_receptors", receptors),
        frozenset({"er", "pr", "hr", "triple_negative"}),
        values=frozenset({"positive", "low", "negative"}),
    ),
    Function(
        "her2_status", "enum", "HER2", cached("her2_status", her2),
        frozenset({"her2_ihc", "her2_ish", "her2", "triple_negative"}),
        values=frozenset({"positive", "negative"}),
    ),
    Function(
        "performed", "truth", "traitement local fait", performed, LOCAL_KEYS,
        (Parameter("traitement", LOCAL_KEYS, reads=True),),
    ),
    Function(
        "planned", "truth", "traitement local prévu", planned, LOCAL_KEYS,
        (Parameter("traitement", LOCAL_KEYS, reads=True),
         Parameter("intention", frozenset({"curative", "palliative"}))),
    ),
    Function("ref_date", "date", "date de l'évaluation", ref_date, frozenset()),
    Function(
        "first_known", "date", "date", first_known, _DATES - {"ref_date"},
        (Parameter("date", _DATES, many=True, reads=True),),
    ),
)  # fmt: skip
