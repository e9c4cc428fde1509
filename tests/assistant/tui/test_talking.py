"""The conversation on screen: questions, answers, what is pasted into it."""

from __future__ import annotations


async def decided(desk) -> None:
    """Accept every proposed fact."""
    while desk.review.session.state.undecided:
        await desk.press("a")


async def test_nothing_is_asked_while_facts_wait(open_app):
    async with open_app() as desk:
        assert desk.review.conversation.asked is None


async def test_the_best_question_comes_once_all_is_decided(open_app):
    async with open_app() as desk:
        await decided(desk)
        first = desk.review.verdicts.questions[0]
        assert desk.review.conversation.asked == first.item
        assert first.question in desk.said[-1]


async def test_an_answer_is_repeated_before_it_counts(open_app):
    async with open_app() as desk:
        desk.review.ask_for("consent")
        await desk.write("oui")
        assert "J'ai compris" in desk.said[-1] and "signé" in desk.said[-1]
        assert desk.review.verdicts.confirmed.criteria["I14"].status == "unknown"
        await desk.press("enter")
        assert desk.review.verdicts.confirmed.criteria["I14"].status == "pass"


async def test_no_after_the_repetition_records_nothing(open_app):
    async with open_app() as desk:
        desk.review.ask_for("consent")
        await desk.write("oui")
        await desk.write("non")
        assert desk.review.verdicts.confirmed.criteria["I14"].status == "unknown"
        assert "Rien n'est enregistré" in desk.said[-1]


async def test_a_value_that_cannot_be_read_is_refused_and_asked_again(open_app):
    async with open_app() as desk:
        desk.review.ask_for("albumin")
        await desk.write("beaucoup")
        assert "Albumine" in desk.said[-1]
        assert desk.review.conversation.asked == "albumin"


async def test_unknown_is_an_answer_and_the_next_question_follows(open_app):
    async with open_app() as desk:
        await decided(desk)
        asked = desk.review.conversation.asked
        await desk.press("i")
        await desk.write("je ne sais pas")
        assert asked in desk.review.session.state.unknown
        assert desk.review.conversation.asked not in (None, asked)


async def test_an_unknown_answer_never_satisfies_a_criterion(open_app):
    async with open_app() as desk:
        await decided(desk)
        await desk.press("i")
        while desk.review.conversation.asked is not None:
            await desk.write("inconnu")
        assert desk.review.verdicts.confirmed.verdict == "undetermined"
        assert desk.review.verdicts.confirmed.criteria["I14"].status == "unknown"


async def test_m_on_a_missing_row_asks_for_it(open_app):
    async with open_app() as desk:
        await desk.press("G", "m")
        assert desk.review.pane == "assistant"
        assert desk.review.conversation.asked == desk.review.current.removeprefix("manque:")


async def test_m_elsewhere_lets_any_fact_be_chosen(open_app):
    async with open_app() as desk:
        await desk.press("g", "m", *"albumine", "enter")
        await desk.pilot.pause()
        assert desk.review.conversation.asked == "albumin"


async def test_what_is_missing_is_told(open_app):
    async with open_app() as desk:
        await desk.press("i")
        await desk.write("que manque-t-il ?")
        assert "reste 13 faits à décider" in desk.said[-1]
        assert "Consentement" in desk.said[-1] or "autres" in desk.said[-1]


async def test_why_names_the_criterion_in_the_words_of_the_protocol(open_app):
    async with open_app() as desk:
        await desk.press("i")
        await desk.write("pourquoi I3 ?")
        assert "Statut OMS ≤ 2" in desk.said[-1]
        assert "OMS 1" in desk.said[-1]


async def test_undo_can_be_said(open_app):
    async with open_app() as desk:
        await desk.press("a", "i")
        await desk.write("annule")
        assert desk.review.session.state.reviewed_count == 0
        assert "Annulé" in desk.said[-1]


async def test_a_statement_in_free_french_is_repeated_then_recorded(open_app):
    async with open_app() as desk:
        await desk.press("i")
        await desk.write("elle est OMS 2 aujourd'hui")
        assert "Indice OMS : 2" in desk.said[-1]
        await desk.write("oui")
        entered = [
            one.fact for one in desk.review.session.state.facts.values() if one.document is None
        ]
        assert [(fact.key, fact.value) for fact in entered] == [("ecog", 2)]


async def test_what_is_not_understood_is_said_so_with_what_is(open_app):
    async with open_app() as desk:
        await desk.press("i")
        await desk.write("il fait beau")
        assert desk.said[-1].startswith("Je n'ai pas compris.")
        assert "pourquoi" in desk.said[-1]


async def test_lines_pasted_into_the_conversation_are_offered_as_a_document(open_app):
    async with open_app() as desk:
        await desk.press("i")
        await desk.paste("Biologie\nbilirubine à 14")
        assert "Les ajouter au dossier" in desk.said[-1]
        await desk.write("oui")
        await desk.settle()
        assert "bilirubin" in {one.fact.key for one in desk.review.session.state.facts.values()}


async def test_an_offer_refused_leaves_the_file_as_it_was(open_app):
    async with open_app() as desk:
        await desk.press("i")
        await desk.paste("Biologie\nbilirubine à 14")
        await desk.write("non")
        assert list(desk.review.session.state.documents) == [1]


async def test_one_line_pasted_into_the_conversation_is_typed(open_app):
    async with open_app() as desk:
        await desk.press("i")
        await desk.paste("OMS 2")
        assert desk.review.talk.line.value == "OMS 2"


async def test_markup_in_an_answer_is_shown_as_it_is(open_app):
    async with open_app() as desk:
        await desk.press("i")
        desk.review.talk.line.value = "[bold]x[/] [/]"
        await desk.press("enter")
        assert "[bold]x[/] [/]" in desk.screen_text()


async def test_the_last_lines_come_back_with_the_arrows(open_app):
    async with open_app() as desk:
        await desk.press("i")
        await desk.write("verdict")
        await desk.press("up")
        assert desk.review.talk.line.value == "verdict"
