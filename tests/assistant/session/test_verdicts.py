"""The two assessments of a session: what decides, what only announces, what is withheld."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.session import Session, events
from assistant.session.verdicts import Assessor
from criteria.facts import Fact
from criteria.protocol import load

PROTOCOL = load("stereo-sein")


def fact(key, value, unit=None, **attrs):
    return Fact(key=key, value=value, unit=unit, attrs=attrs)


def opened(*documents: tuple[str, list[Fact]]) -> Session:
    """A session with these documents, each given as its date and its facts."""
    session = Session([events.PatientOpened(number=1, protocol="stereo-sein")])
    for number, (day, facts) in enumerate(documents):
        added = session.add_document(f"document {number}", f"texte {number}")
        session.propose(added, facts, kind="consultation", date=day)
    return session


@pytest.fixture
def assessor() -> Assessor:
    return Assessor(PROTOCOL, date(2025, 3, 10))


def statuses(assessor, session, criterion) -> tuple[str, str]:
    verdicts = assessor.verdicts(session.state)
    return (
        verdicts.confirmed.criteria[criterion].status.value,
        verdicts.provisional.criteria[criterion].status.value,
    )


def test_a_proposed_fact_announces_and_does_not_decide(assessor):
    session = opened(("2025-03-03", [fact("ecog", 1)]))
    assert statuses(assessor, session, "I3") == ("unknown", "pass")


def test_a_confirmed_fact_decides(assessor):
    session = opened(("2025-03-03", [fact("ecog", 3)]))
    session.confirm("1.1")
    assert statuses(assessor, session, "I3") == ("fail", "fail")


def test_a_rejected_fact_does_neither(assessor):
    session = opened(("2025-03-03", [fact("ecog", 1)]))
    session.reject("1.1")
    assert statuses(assessor, session, "I3") == ("unknown", "unknown")


def test_a_correction_decides_with_its_new_value(assessor):
    session = opened(("2025-03-03", [fact("ecog", 1)]))
    session.correct("1.1", 3, None, {})
    assert statuses(assessor, session, "I3") == ("fail", "fail")


def test_an_old_m0_refuses_nobody_while_metastases_are_proposed(assessor):
    facts = [fact("m", "M0"), fact("histology", "nst"), fact("metastasis", "present", site="lung")]
    session = opened(("2025-03-03", facts))
    session.confirm("1.1")
    session.confirm("1.2")
    assert statuses(assessor, session, "I1") == ("unknown", "pass")


def test_a_confirmed_absence_is_withheld_while_another_document_says_present(assessor):
    session = opened(
        ("2025-03-03", [fact("metastasis", "absent", site="brain"), fact("metastatic", "present")]),
        ("2025-03-05", [fact("metastasis", "present", site="brain")]),
    )
    session.confirm("1.1")
    session.confirm("1.2")
    confirmed, provisional = statuses(assessor, session, "E4")
    assert confirmed == "unknown" and provisional != "pass"


def test_what_was_withheld_is_decided_once_the_other_fact_is(assessor):
    session = opened(
        ("2025-03-03", [fact("metastasis", "absent", site="brain"), fact("metastatic", "present")]),
        ("2025-03-05", [fact("metastasis", "present", site="brain")]),
    )
    session.confirm("1.1")
    session.confirm("1.2")
    session.reject("2.1")
    assert statuses(assessor, session, "E4") == ("pass", "pass")


def test_an_item_nobody_knows_is_not_asked_again(assessor):
    session = opened(("2025-03-03", [fact("ecog", 1)]))
    assert "consent" in {one.item for one in assessor.verdicts(session.state).questions}
    session.mark_unknown("consent")
    assert "consent" not in {one.item for one in assessor.verdicts(session.state).questions}


def test_the_newest_value_is_relevant_and_so_is_the_older_one_behind_it(assessor):
    session = opened(("2025-01-03", [fact("ecog", 3)]), ("2025-03-03", [fact("ecog", 1)]))
    relevance = assessor.relevance(session.state)
    assert relevance["1.1"] == ("I3",) and relevance["2.1"] == ("I3",)


def test_a_fact_that_no_criterion_reads_is_relevant_to_none(assessor):
    session = opened(("2025-03-03", [fact("ki67", 18, "%", specimen="primary"), fact("ecog", 1)]))
    assert assessor.relevance(session.state)["1.1"] == ()


def test_relevance_holds_while_facts_are_confirmed_and_not_once_one_is_rejected(assessor):
    session = opened(("2025-03-03", [fact("ecog", 1), fact("weight", 64, "kg")]))
    assessor.relevance(session.state)
    session.confirm("1.1")
    assert assessor.last_relevance(session.state)[1]
    session.reject("1.2")
    assert not assessor.last_relevance(session.state)[1]


def test_relevance_is_the_same_for_a_fact_confirmed_then_undone(assessor):
    session = opened(("2025-03-03", [fact("ecog", 1)]))
    session.confirm("1.1")
    relevance = assessor.relevance(session.state)
    session.undo()
    assert assessor.last_relevance(session.state) == (relevance, True)
    assert relevance["1.1"] == ("I3",)


@pytest.mark.parametrize("decide", ["confirm", "reject"])
def test_no_decided_status_is_contradicted_by_the_provisional_one(assessor, decide):
    facts = [
        fact("m", "M0"),
        fact("ecog", 1),
        fact("er", "positive", percent=90, specimen="primary"),
        fact("er", "negative", percent=0, specimen="metastasis"),
        fact("metastasis", "absent", site="liver"),
        fact("metastasis", "present", site="lung", count=2, size_mm=12),
    ]
    session = opened(("2025-03-03", facts))
    for fact_id in list(session.state.facts):
        getattr(session, decide)(fact_id)
        verdicts = assessor.verdicts(session.state)
        for result in verdicts.confirmed.criteria.values():
            announced = verdicts.provisional.criteria[result.id].status
            assert result.status in ("unknown", announced), result.id


LIVER_TEST = fact("ast", 41, "UI/L", uln=35)


@pytest.mark.parametrize(
    ("liver", "relevant"),
    [
        pytest.param([], True, id="liver-not-known-yet"),
        pytest.param([fact("metastasis", "absent", site="liver")], False, id="liver-free"),
    ],
)
def test_a_liver_test_may_be_accepted_unread_only_once_the_liver_is_free(assessor, liver, relevant):
    session = opened(("2025-03-03", [LIVER_TEST, *liver]))
    assert bool(assessor.relevance(session.state)["1.1"]) is relevant
