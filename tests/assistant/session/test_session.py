"""Decisions on one patient's file: what they change, and undoing them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.session import Session, SessionError, events, fold
from assistant.session.session import MAX_LETTER
from criteria.facts import Evidence, Fact, Status
from criteria.vocabulary import VocabularyError

LETTER = "Mme X, OMS 1, RO 90 %, ménopausée, pas de métastase cérébrale."


def proposed(key: str, value: str | int, quote: str, **attrs) -> Fact:
    start = LETTER.index(quote)
    evidence = Evidence(start=start, end=start + len(quote), text=quote)
    return Fact(key=key, value=value, attrs=attrs, evidence=(evidence,))


FACTS = [
    proposed("ecog", 1, "OMS 1"),
    proposed("er", "positive", "RO 90 %", percent=90),
    proposed("menopause", "postmenopausal", "ménopausée"),
    proposed("metastasis", "absent", "pas de métastase cérébrale", site="brain"),
]


@pytest.fixture
def session() -> Session:
    return opened()


def opened() -> Session:
    session = Session([events.PatientOpened(number=1, protocol="stereo-sein")])
    session.propose(session.add_document("lettre", LETTER), FACTS, date="2025-03-03")
    return session


def statuses(session: Session) -> list[str]:
    return [reviewed.fact.status.value for reviewed in session.state.facts.values()]


def test_every_fact_of_a_letter_is_proposed_with_its_document(session):
    references = {(r.fact.status, r.fact.document.id) for r in session.state.facts.values()}
    assert references == {(Status.PROPOSED, "1")}


def test_ids_are_the_rank_in_the_document(session):
    assert list(session.state.facts) == ["1.1", "1.2", "1.3", "1.4"]


def test_confirming_settles_one_fact(session):
    session.confirm("1.2")
    assert statuses(session) == ["proposed", "confirmed", "proposed", "proposed"]


def test_a_confirmed_fact_is_not_confirmed_twice(session):
    session.confirm("1.1")
    with pytest.raises(SessionError, match="déjà confirmé"):
        session.confirm("1.1")


def test_a_rejected_fact_can_be_taken_back(session):
    session.reject("1.1")
    session.confirm("1.1")
    assert statuses(session)[0] == "confirmed"


def test_a_correction_keeps_the_quote_and_what_was_proposed(session):
    session.correct("1.1", 2, None, {})
    reviewed = session.fact("1.1")
    assert (reviewed.fact.value, reviewed.fact.status) == (2, Status.CORRECTED)
    assert (reviewed.proposed.value, reviewed.fact.evidence[0].text) == (1, "OMS 1")


def test_a_correction_to_the_same_value_is_a_confirmation(session):
    session.correct("1.1", 1, None, {})
    assert session.fact("1.1").fact.status is Status.CONFIRMED


def test_a_corrected_fact_rejected_then_taken_back_is_still_corrected(session):
    session.correct("1.1", 2, None, {})
    session.reject("1.1")
    session.confirm("1.1")
    assert (session.fact("1.1").fact.value, statuses(session)[0]) == (2, "corrected")


def test_a_value_outside_the_vocabulary_is_refused_and_changes_nothing(session):
    before = session.events
    with pytest.raises(VocabularyError):
        session.correct("1.1", 7, None, {})
    assert session.events == before


def test_an_entered_fact_has_its_own_id_and_no_document(session):
    fact_id = session.enter("consent", "signed")
    assert (fact_id, session.fact(fact_id).fact.status) == ("s1", Status.ENTERED)
    assert session.fact(fact_id).fact.document is None


def test_the_id_of_an_entered_fact_that_was_undone_is_not_given_again(session):
    session.enter("consent", "signed")
    session.undo()
    assert session.enter("consent", "refused") == "s2"


def test_a_skipped_fact_goes_to_the_end_of_the_queue(session):
    session.skip("1.1")
    session.skip("1.3")
    assert [reviewed.id for reviewed in session.state.undecided] == ["1.2", "1.4", "1.1", "1.3"]


def test_skipping_decides_nothing(session):
    session.skip("1.1")
    assert session.state.reviewed_count == 0


def test_progress_counts_the_proposed_facts_only(session):
    session.confirm("1.1")
    session.reject("1.2")
    session.enter("consent", "signed")
    assert (session.state.reviewed_count, session.state.proposed_count) == (2, 4)


def test_accepting_the_rest_is_one_decision(session):
    session.confirm_all(["1.3", "1.4"])
    session.undo()
    assert statuses(session) == ["proposed"] * 4


def test_accepting_nothing_says_so(session):
    with pytest.raises(SessionError, match="aucun fait"):
        session.confirm_all([])


def test_undo_gives_back_the_decision_and_redo_counts_it_again(session):
    session.confirm("1.1")
    session.reject("1.2")
    assert session.undo().fact == "1.2"
    assert session.undo().fact == "1.1"
    assert session.redo().fact == "1.1"
    assert statuses(session)[:2] == ["confirmed", "proposed"]


def test_a_new_decision_forgets_what_could_be_redone(session):
    session.confirm("1.1")
    session.undo()
    session.reject("1.2")
    with pytest.raises(SessionError, match="rien à rétablir"):
        session.redo()


def test_undo_with_nothing_decided_says_so(session):
    with pytest.raises(SessionError, match="rien à annuler"):
        session.undo()


def test_undoing_a_second_thought_brings_the_first_one_back(session):
    session.confirm("1.1")
    session.correct("1.1", 2, None, {})
    session.undo()
    assert (session.fact("1.1").fact.value, statuses(session)[0]) == (1, "confirmed")


def test_removing_a_document_takes_its_facts_and_undo_brings_the_decisions_back(session):
    session.confirm("1.1")
    session.remove_document(1)
    assert session.state.facts == {}
    session.undo()
    assert statuses(session)[0] == "confirmed"


def test_a_removed_document_leaves_its_number(session):
    session.remove_document(1)
    assert session.add_document("autre", "OMS 0") == 2


def test_one_patient_is_declared_of_the_documents_seen_so_far(session):
    session.add_document("seconde", "Mme Y")
    session.declare_same_patient()
    assert session.state.same_patient
    session.add_document("troisième", "Mme Z")
    assert not session.state.same_patient


def test_a_confirmed_assumption_does_not_outlive_a_new_document(session):
    session.confirm_assumption("I8b", "Les localisations nommées sont les seules.")
    assert session.state.assumptions
    session.add_document("seconde", "Foie : trois lésions.")
    assert session.state.assumptions == frozenset()


def test_an_item_nobody_knows_is_remembered(session):
    session.mark_unknown("albumin")
    assert session.state.unknown == {"albumin"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("", "vide", id="empty"),
        pytest.param(" \n\t ", "vide", id="blank"),
        pytest.param(
            "x" * (MAX_LETTER + 1),
            "1\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}001 caractères",
            id="too-long",
        ),
        pytest.param(LETTER, "déjà dans le dossier", id="same-text"),
    ],
)
def test_a_text_that_is_no_letter_is_refused_with_a_reason(session, text, reason):
    with pytest.raises(SessionError, match=reason):
        session.add_document("lettre", text)


def test_a_quote_that_is_not_in_the_text_is_refused(session):
    number = session.add_document("seconde", "OMS 2")
    wrong = Fact(key="ecog", value=2, evidence=(Evidence(start=1, end=6, text="OMS 2"),))
    with pytest.raises(SessionError, match="ne correspond pas"):
        session.propose(number, [wrong])


def test_a_document_is_read_once(session):
    with pytest.raises(SessionError, match="déjà été lu"):
        session.propose(1, [])


def test_a_recorder_that_fails_leaves_the_session_as_it_was(session):
    def recorder(rank, event):
        raise OSError

    failing = Session(session.events, recorder)
    with pytest.raises(OSError):
        failing.confirm("1.1")
    assert failing.state == session.state


def test_events_go_through_json_unchanged(session):
    session.correct("1.1", 2, None, {})
    session.enter("consent", "signed")
    session.declare_same_patient()
    session.undo()
    assert [events.from_json(events.to_json(event)) for event in session.events] == list(
        session.events
    )


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["confirm", "reject", "skip", "correct", "enter", "undo", "redo"]),
        st.sampled_from(["1.1", "1.2", "1.3", "1.4"]),
    ),
    max_size=25,
)


def act(session: Session, action: str, fact_id: str) -> None:
    try:
        match action:
            case "correct":
                fact = session.fact(fact_id).fact
                kept = {name: fact.attrs[name] for name in fact.attrs if name == "site"}
                session.correct(fact_id, fact.value, fact.unit, kept)
            case "enter":
                session.enter("consent", "signed")
            case "undo" | "redo":
                getattr(session, action)()
            case _:
                getattr(session, action)(fact_id)
    except SessionError:
        pass


@settings(max_examples=60, deadline=None)
@given(ACTIONS)
def test_the_state_is_the_fold_of_the_journal(actions):
    session = opened()
    for action, fact_id in actions:
        act(session, action, fact_id)
    assert fold(session.events) == session.state


@settings(max_examples=60, deadline=None)
@given(ACTIONS)
def test_undoing_everything_brings_the_letter_back_untouched(actions):
    session = opened()
    facts = session.state.facts
    for action, fact_id in actions:
        act(session, action, fact_id)
    while session.state.undoable:
        session.undo()
    assert session.state.facts == facts


@settings(max_examples=60, deadline=None)
@given(ACTIONS)
def test_undo_then_redo_changes_nothing(actions):
    session = opened()
    for action, fact_id in actions:
        act(session, action, fact_id)
    facts = session.state.facts
    if session.state.undoable:
        session.undo()
        session.redo()
    assert {key: value.fact for key, value in session.state.facts.items()} == {
        key: value.fact for key, value in facts.items()
    }
