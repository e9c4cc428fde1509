"""What the decisions are worth to the protocol: two assessments, kept apart.

The confirmed one sees only what a person has vouched for. The provisional one is
what would hold if every proposed fact were confirmed as it stands; it is shown
beside the other and never in its place.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.dossier import Dossier, IdentityConflict
from assistant.session.state import ReviewedFact, State
from criteria.assessment import Assessment, Assumption, CriterionResult, Status, Verdict
from criteria.evaluation import assess
from criteria.facts import Fact
from criteria.facts import Status as FactStatus
from criteria.protocol import Protocol
from criteria.questions import Question, questions

Relevance = Mapping[str, tuple[str, ...]]
"""The criteria that each fact can change, by the id of the fact."""


@dataclass(frozen=True)
class Verdicts:
    """The two assessments of one state, and what they leave to do."""

    confirmed: Assessment
    provisional: Assessment
    questions: tuple[Question, ...]
    """Best first; items that the clinician does not know are left out."""

    pending: tuple[Assumption, ...]
    """Assumptions that the verdict rests on, not confirmed yet."""

    conflicts: tuple[IdentityConflict, ...]
    """Documents that name different persons, not declared to be of one."""


@dataclass
class Assessor:
    """Assesses the states of a session against one protocol, on one day.

    What it keeps is replaced whole, so that a thread may weigh the facts while the
    screen asks for verdicts.
    """

    protocol: Protocol
    ref_date: date
    _verdicts: tuple[State, Verdicts] | None = field(default=None, repr=False)
    _relevance: tuple[Hashable, Relevance] = field(default=((), {}), repr=False)

    def verdicts(self, state: State) -> Verdicts:
        """Both assessments of the state and its questions; kept until the state changes."""
        kept = self._verdicts
        if kept is None or kept[0] is not state:
            kept = self._verdicts = (state, self._assess_both(state))
        return kept[1]

    def relevance(self, state: State) -> Relevance:
        """For each fact of a document that is not rejected, the criteria that it can change.

        A fact counts when a criterion uses it or leaving it out changes one. What may
        only come to count counts too, for it might be accepted unread today: what an
        undetermined criterion reads (the liver tests, before the liver is known), and
        what would change a criterion if the other facts of its key were rejected (an
        older result behind a newer one). It takes two assessments a fact.
        """
        key, kept = _substance(state), self._relevance
        if kept[0] != key:
            kept = self._relevance = (key, self._relevant(state))
        return kept[1]

    def last_relevance(self, state: State) -> tuple[Relevance, bool]:
        """The relevance as it was last computed, and whether it still holds.

        Confirming or skipping leaves it as it is; rejecting, correcting and entering
        call for computing it again, which the screen does not wait for.
        """
        key, relevance = self._relevance
        return relevance, key == _substance(state)

    def _assess_both(self, state: State) -> Verdicts:
        facts = _facts(state)
        dossier = _dossier(state, facts)
        record = dossier.record(self.ref_date, provisional=True)
        provisional = self._assess(state, facts, provisional=True)
        confirmed = guarded(self._assess(state, facts, provisional=False), provisional)
        asked = questions(self.protocol, record, provisional)
        held = {assumption for assumption, _ in state.assumptions}
        return Verdicts(
            confirmed=confirmed,
            provisional=provisional,
            questions=tuple(one for one in asked if one.item not in state.unknown),
            pending=tuple(one for one in provisional.assumptions if one.id not in held),
            conflicts=() if state.same_patient else tuple(dossier.identity_conflicts()),
        )

    def _assess(self, state: State, facts: Sequence[Fact], *, provisional: bool) -> Assessment:
        record = _dossier(state, facts).record(self.ref_date, provisional=provisional)
        held = frozenset(assumption for assumption, _ in state.assumptions)
        return assess(self.protocol, record, assumptions_confirmed=held)

    def _relevant(self, state: State) -> Relevance:
        counted = [
            one
            for one in state.facts.values()
            if one.document is not None and one.fact.status is not FactStatus.REJECTED
        ]
        used = self._as_one_patient(state, _facts(state)).criteria
        read = {key for criterion in self.protocol.criteria.values() for key in criterion.reads}
        everything = self._statuses(state, _facts(state))
        without_key: dict[str, dict[str, str]] = {}
        relevance = {}
        for reviewed in counted:
            changed = {
                result.id
                for result in used.values()
                if reviewed.fact in result.facts
                or (
                    result.status is Status.UNKNOWN
                    and reviewed.fact.key in self.protocol.criteria[result.id].reads
                )
            }
            if reviewed.fact.key in read:
                without = self._statuses(state, _facts(state, leaving_out=[reviewed]))
                changed |= _differences(everything, without)
            rivals = [other for other in counted if other.fact.key == reviewed.fact.key]
            if reviewed.fact.key in read and len(rivals) > 1:
                others = [rival for rival in rivals if rival is not reviewed]
                alone = self._statuses(state, _facts(state, leaving_out=others))
                if reviewed.fact.key not in without_key:
                    none = self._statuses(state, _facts(state, leaving_out=rivals))
                    without_key[reviewed.fact.key] = none
                changed |= _differences(alone, without_key[reviewed.fact.key])
            parents = {used[criterion].parent for criterion in changed}
            relevance[reviewed.id] = tuple(one for one in used if one in changed - parents)
        return relevance

    def _statuses(self, state: State, facts: Sequence[Fact]) -> dict[str, str]:
        criteria = self._as_one_patient(state, facts).criteria
        return {result.id: result.status for result in criteria.values()}

    def _as_one_patient(self, state: State, facts: Sequence[Fact]) -> Assessment:
        """The provisional assessment with any doubt on the identity lifted.

        While it stands nothing decides anything, and every fact would pass for one
        that can be accepted unread.
        """
        dossier = Dossier(facts, same_patient=True)
        record = dossier.record(self.ref_date, provisional=True)
        return assess(self.protocol, record)


def guarded(confirmed: Assessment, provisional: Assessment) -> Assessment:
    """The confirmed assessment, nothing decided that an undecided fact contradicts.

    An old M0 confirmed before the metastases would refuse the patient; an absence
    confirmed while another document speaks of a presence would let her in. Where the
    proposed facts would change a decided status, it stays unknown until they are
    decided.
    """
    criteria = {
        result.id: _withheld(result, provisional.criteria[result.id])
        for result in confirmed.criteria.values()
    }
    statuses = {result.status for result in criteria.values() if result.parent is None}
    verdict = confirmed.verdict
    if Status.FAIL in statuses:
        verdict = Verdict.INELIGIBLE
    elif Status.UNKNOWN in statuses:
        verdict = Verdict.UNDETERMINED
    return replace(confirmed, criteria=criteria, verdict=verdict)


def _withheld(confirmed: CriterionResult, provisional: CriterionResult) -> CriterionResult:
    if confirmed.status in (Status.UNKNOWN, provisional.status):
        return confirmed
    told = provisional.proof
    return replace(
        confirmed,
        status=Status.UNKNOWN,
        prove=lambda: f"Des faits proposés, à décider, changeraient ce critère. {told}",
    )


def _substance(state: State) -> Hashable:
    """What the provisional assessment depends on: confirming and skipping change nothing of it."""
    kept = [
        (one.id, repr(one.fact.value), one.fact.unit, repr(sorted(one.fact.attrs.items())))
        for one in state.facts.values()
        if one.fact.status is not FactStatus.REJECTED
    ]
    dated = [(one.id, one.date) for one in state.documents.values()]
    return tuple(kept), tuple(dated)


def _facts(state: State, *, leaving_out: Sequence[ReviewedFact] = ()) -> list[Fact]:
    left_out = {reviewed.id for reviewed in leaving_out}
    return [reviewed.fact for reviewed in state.facts.values() if reviewed.id not in left_out]


def _dossier(state: State, facts: Sequence[Fact]) -> Dossier:
    identities = {
        document.reference: document.identity
        for document in state.documents.values()
        if document.identity is not None
    }
    return Dossier(facts, identities, same_patient=state.same_patient)


def _differences(one: dict[str, str], other: dict[str, str]) -> set[str]:
    return {criterion for criterion, status in one.items() if other[criterion] != status}
