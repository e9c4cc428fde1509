"""Systemic treatments of the metastatic disease: given or not, how long, how many cycles."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from criteria.derived.known import Known, Option
from criteria.derived.outcome import Outcome, unique
from criteria.facts import Fact
from criteria.library.functions import Function, Parameter, cached
from criteria.logic import Truth, agreement
from criteria.quantities import DISTANT_FUTURE, DISTANT_PAST, Interval, Span
from criteria.record import Course, View
from criteria.record.statements import NOW
from criteria.record.treatments import Denial
from criteria.vocabulary import CLASSES, make_item

LONGEST_MONTH = 31
"""Days in a month between exact dates: from the 29 January to the 1 March is one month."""

LONGEST_CYCLE_DAYS = 62
"""Chemotherapy given for longer than this is more than one cycle: no breast cancer regimen
has a cycle of more than six weeks."""

RELAPSE_GAP_DAYS = 330
"""A treatment without a phase that ended this long before the first document that tells of
metastases was adjuvant; closer to it, its phase stays unknown."""

ITEM = "systemic_treatment"


@dataclass(frozen=True, slots=True)
class Phase:
    """One version of the treatments of the metastatic phase.

    `uncertain` courses may belong to it; `denied` names the classes explicitly not given
    (None among them: all of them).
    """

    given: tuple[Course, ...]
    uncertain: tuple[Course, ...]
    denied: frozenset[str | None]
    denials: tuple[Fact, ...]


def metastatic_phase(view: View) -> tuple[Phase, ...]:
    """The versions of the treatments of the metastatic phase, most credible first.

    Adjuvant and neoadjuvant treatments are left out, unless the metastases were there
    from the start: then every treatment since the diagnosis counts. A denial that the
    given treatments contradict, and do not follow, makes two versions.
    """
    found = view.cache.get("metastatic_phase")
    if found is None:
        found = view.cache["metastatic_phase"] = _phases(view)
    phases: tuple[Phase, ...] = found
    return phases


def _phases(view: View) -> tuple[Phase, ...]:
    placed = [(course, _belongs(view, course)) for course in view.history.courses]
    given = tuple(course for course, truth in placed if truth is Truth.TRUE)
    uncertain = tuple(course for course, truth in placed if truth is Truth.UNKNOWN)
    denials = [one for one in view.history.denials if one.phase in (None, "metastatic")]
    denied = _denied(denials)
    told = tuple(one.fact for one in denials)
    if None not in denied:
        first_line = tuple(
            fact
            for fact in view.history.plans
            if fact.attrs.get("line") == 1 and fact.attrs.get("phase") in (None, "metastatic")
        )
        if first_line and not given:
            return (Phase((), (), frozenset({None}), first_line),)
        contradicted = _contradicted(given, denials)
        return (Phase(given, uncertain, denied - contradicted, told),)
    since = max(denials, key=lambda one: one.when.first if one.when else datetime.date.min)
    follow = tuple(one for one in uncertain if _follows(one, since) is True)
    if not given and not follow:
        return (Phase((), (), denied, told),)
    if all(_follows(one, since) for one in (*given, *follow)):
        return (Phase((*given, *follow), (), frozenset(), told),)
    return (Phase(given, (), frozenset(), ()), Phase((), (), denied, told))


def _denied(denials: Sequence[Denial]) -> frozenset[str | None]:
    """The classes denied; both endocrine therapy and chemotherapy stand for all of them."""
    classes = frozenset(one.drug_class for one in denials)
    return classes | {None} if {"endocrine", "chemotherapy"} <= classes else classes


def _contradicted(given: Sequence[Course], denials: Sequence[Denial]) -> frozenset[str | None]:
    classes = {course.drug_class for course in given}
    return frozenset(one.drug_class for one in denials if one.drug_class in classes)


def _follows(course: Course, denial: Denial) -> bool:
    """Whether the course certainly began, or was told, after the denial."""
    if denial.when is None or denial.when == NOW:
        return False
    moment = course.start or course.stated
    return moment is not None and denial.when.before(moment) is True


def _belongs(view: View, course: Course) -> Truth:
    """Whether a course was given for the metastatic disease."""
    if course.phase == "metastatic":
        return Truth.TRUE
    whole = view.candidate("metastatic")
    if whole is not None and whole.value == "absent" and not view.sites("present"):
        return Truth.FALSE
    diagnosed, dated = view.record.diagnosed, view.record.diagnosis_dated
    ended_before = (
        course.end is not None and diagnosed is not None and course.end.before(diagnosed) is True
    )
    if whole is not None and whole.attrs.get("synchronous") is True:
        return Truth.FALSE if dated and ended_before else Truth.TRUE
    begun = False
    if diagnosed is not None and course.start is not None:
        margin = datetime.timedelta(days=0 if dated else LONGEST_MONTH)
        begun = course.start.first >= diagnosed.last + margin
    if course.phase is not None:
        # Called adjuvant, and begun once the metastases were known: one of the two is wrong.
        return Truth.UNKNOWN if begun else Truth.FALSE
    if diagnosed is None:
        return Truth.UNKNOWN
    if ended_before and (dated or _long_before(course, diagnosed)):
        return Truth.FALSE
    return Truth.TRUE if begun else Truth.UNKNOWN


def _long_before(course: Course, diagnosed: Span) -> bool:
    return course.end is not None and (diagnosed.first - course.end.last).days > RELAPSE_GAP_DAYS


def _facts(courses: Sequence[Course]) -> tuple[Fact, ...]:
    return unique(fact for course in courses for fact in course.facts)


def _items(courses: Sequence[Course]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(make_item(ITEM, course.drug) for course in courses))


def given(view: View, arguments: tuple[str, ...]) -> Outcome:
    """Whether a class of treatment (or any) was given in the metastatic phase.

    False when it is denied, or when the treatments of that phase are told and are of
    other classes; unknown when nothing is said, or when only a plan is.
    """
    name = arguments[0]
    return _over_versions(metastatic_phase(view), lambda phase: _given(view, phase, name))


def _given(view: View, phase: Phase, name: str) -> Outcome:
    def of_class(courses: Sequence[Course]) -> list[Course]:
        return [one for one in courses if name in ("any", one.drug_class)]

    if courses := of_class(phase.given):
        return Outcome(Truth.TRUE, _facts(courses))
    uncertain = [*of_class(phase.uncertain), *(
        one for one in (*phase.given, *phase.uncertain) if one.drug_class == "unknown"
    )]  # fmt: skip
    if uncertain:
        return Outcome(Truth.UNKNOWN, _facts(uncertain), _items(uncertain))
    if None in phase.denied or name in phase.denied:
        return Outcome(Truth.FALSE, phase.denials)
    if phase.given:
        return Outcome(Truth.FALSE, _facts(phase.given))
    return Outcome(Truth.UNKNOWN, view.history.plans, (ITEM,))


def _over_versions(phases: Sequence[Phase], test: Callable[[Phase], Outcome]) -> Outcome:
    outcomes = [test(phase) for phase in phases]
    if len(outcomes) == 1:
        return outcomes[0]
    truth = agreement(one.truth for one in outcomes)
    facts = unique(fact for one in outcomes for fact in one.facts)
    versions = tuple(Option(frozenset({one.truth.name}), one.facts) for one in outcomes)
    differ = len({one.truth for one in outcomes}) > 1
    return Outcome(truth, facts, (ITEM,), conflicts=(versions,) if differ else ())


def duration(view: View, arguments: tuple[str, ...]) -> Known:
    """Months for which a class was given in the metastatic phase, to the day of screening.

    From the first start to the last end, or to the day of screening when it goes on; a
    month between dates counts 31 days. A duration in words is taken as it is, plus the
    days since when the treatment goes on.
    """
    return _amount(view, arguments[0], _months)


def cycles(view: View, arguments: tuple[str, ...]) -> Known:
    """Cycles of a class given in the metastatic phase.

    Drugs started on the same day are one regimen; otherwise cycles may add up.
    """
    return _amount(view, arguments[0], _cycles)


def _amount(view: View, name: str, measure: Callable[[View, Sequence[Course]], Interval]) -> Known:
    options = []
    items: list[str] = []
    for phase in metastatic_phase(view):
        courses = [one for one in (*phase.given, *phase.uncertain) if one.drug_class == name]
        if courses:
            options.append(Option(measure(view, courses), _facts(courses)))
            items += _items(courses)
    return Known(tuple(options), tuple(dict.fromkeys(items)) or (ITEM,))


def _months(view: View, courses: Sequence[Course]) -> Interval:
    spans = [(one.start, _end(view, one)) for one in courses]
    starts = [start for start, _ in spans if start is not None]
    worded = [one for one in courses if one.months is not None and _by_words(one)]
    if len(starts) == len(courses) and not worded:
        first = Span(min(s.first for s in starts), min(s.last for s in starts))
        ends = [end for _, end in spans]
        last = Span(max(e.first for e in ends), max(e.last for e in ends))
        days = last.days_since(first)
        return Interval(max(days.low, 0) / LONGEST_MONTH, max(days.high, 0) / LONGEST_MONTH)
    told = [_worded_months(view, one) for one in courses]
    low = max(one.low for one in told)
    high = told[0].high if len(told) == 1 else sum(one.high for one in told)
    return Interval(low, high)


def _by_words(course: Course) -> bool:
    """Whether only the words give the duration: no dates on both sides."""
    return course.status != "ongoing" and course.end is None


def _worded_months(view: View, course: Course) -> Interval:
    if course.months is None:
        if course.start is None:
            return Interval(0, math.inf)
        days = _end(view, course).days_since(course.start)
        return Interval(max(days.low, 0) / LONGEST_MONTH, max(days.high, 0) / LONGEST_MONTH)
    if course.status != "ongoing" or course.stated is None:
        return course.months
    since = (view.ref_date - course.stated.last).days
    if since <= 0:
        return course.months
    return Interval(course.months.low + since / LONGEST_MONTH, course.months.high + since / 28)


def _end(view: View, course: Course) -> Span:
    """When the course ended, or the day of screening when it goes on or may go on."""
    today = Span(view.ref_date, view.ref_date)
    if course.end is not None:
        return Span(course.end.first, max(course.end.first, min(course.end.last, view.ref_date)))
    if course.status == "ongoing":
        return today
    first = course.start.first if course.start is not None else DISTANT_PAST
    told = course.stated.last if course.stated is not None else view.ref_date
    stopped = course.status in ("stopped", "completed")
    last = min(told, view.ref_date) if stopped else view.ref_date
    return Span(min(first, last), last)


def _cycles(view: View, courses: Sequence[Course]) -> Interval:
    told = [_course_cycles(view, one) for one in courses]
    if len(told) == 1:
        return told[0]
    starts = {one.start for one in courses}
    together = len(starts) == 1 and None not in starts and all(s and s.exact for s in starts)
    low = max(one.low for one in told)
    high = max(one.high for one in told) if together else sum(one.high for one in told)
    low_open = any(one.low == low and one.low_open for one in told)
    return Interval(low, high, low_open=low_open)


def _course_cycles(view: View, course: Course) -> Interval:
    if course.cycles is not None:
        return course.cycles
    if course.start is not None or course.months is not None:
        months = _months(view, [course])
        if months.low * LONGEST_MONTH > LONGEST_CYCLE_DAYS:
            return Interval(1, math.inf, low_open=True)
    return Interval(0, math.inf)


def last_systemic_treatment(view: View, _: tuple[str, ...]) -> Known:
    """When the last systemic treatment of any phase ended.

    In the future for a treatment that goes on, in the distant past when none was given.
    Silence on the metastatic phase leaves it open, unless a treatment goes on.
    """
    options = [_last(view, phase) for phase in metastatic_phase(view)]
    return Known(tuple(option for option in options if option is not None), (ITEM,))


def _last(view: View, phase: Phase) -> Option | None:
    counted = (*phase.given, *phase.uncertain)
    denied = None in phase.denied
    others = [
        one
        for one in view.history.courses
        if one not in counted and (one.phase is not None or not denied or one.end is not None)
    ]
    ends = [_ended(view, one) for one in (*counted, *others)]
    silent = not phase.given and not denied
    facts = (*_facts((*counted, *others)), *phase.denials)
    if not ends and silent:
        return None
    if not ends:
        return Option(Span(DISTANT_PAST, DISTANT_PAST), facts)
    first = max(end.first for end in ends)
    last = DISTANT_FUTURE if silent else max(end.last for end in ends)
    return Option(Span(first, last), facts)


def _ended(view: View, course: Course) -> Span:
    if course.status == "ongoing" and course.end is None:
        return Span(DISTANT_FUTURE, DISTANT_FUTURE)
    if course.end is not None:
        return course.end
    first = course.start.first if course.start is not None else DISTANT_PAST
    if course.status not in ("stopped", "completed"):
        return Span(first, DISTANT_FUTURE)
    told = course.stated.last if course.stated is not None else view.ref_date
    diagnosed = view.record.diagnosed
    if course.phase in ("adjuvant", "neoadjuvant") and diagnosed is not None:
        told = min(told, diagnosed.last + datetime.timedelta(days=LONGEST_MONTH))
    return Span(min(first, told), told)


_CLASSES = frozenset(CLASSES) - {"bone_agent"}
_KEYS = frozenset({ITEM, "metastatic", "metastasis", "stage", "m"})

FUNCTIONS = (
    Function(
        "given", "truth", "traitement donné", cached("given", given), _KEYS,
        (Parameter("classe", _CLASSES | {"any"}), Parameter("phase", frozenset({"metastatic"}))),
    ),
    Function(
        "duration", "number", "durée du traitement", cached("duration", duration), _KEYS,
        (Parameter("classe", _CLASSES), Parameter("phase", frozenset({"metastatic"}))),
        unit="months",
    ),
    Function(
        "cycles", "number", "nombre de cycles", cached("cycles", cycles), _KEYS,
        (Parameter("classe", _CLASSES), Parameter("phase", frozenset({"metastatic"}))),
    ),
    Function(
        "last_systemic_treatment", "date", "fin du dernier traitement systémique",
        cached("last_systemic_treatment", last_systemic_treatment), _KEYS,
    ),
)  # fmt: skip
