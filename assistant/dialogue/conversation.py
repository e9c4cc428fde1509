"""The conversation: one question at a time, and nothing counts before it was repeated.

A line is read in this order: an answer to « ai-je bien compris ? », a request
(why, what is missing, undo...), the answer to the question asked, a free
statement. What is understood is repeated and recorded only on a second « oui »
or Enter; what is not understood is said so, with what can be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.dialogue import replies
from assistant.dialogue.answers import Statement, hint, read_answer, read_detail
from assistant.dialogue.understanding import Request, Understood, understand
from assistant.session import ReviewedFact, Session, SessionError
from assistant.session.verdicts import Assessor, Verdicts
from criteria.facts import Fact
from criteria.questions import Question
from criteria.vocabulary import VOCABULARY, VocabularyError, check, item_label, item_of, parse_item

Extract = Callable[[str], Sequence[Fact]]
"""Reads free French into facts; raises `NotReadyError` while the pipeline loads."""


class NotReadyError(Exception):
    """The extraction is still loading."""


@dataclass(frozen=True)
class Reply:
    """What the assistant says. ``changed`` when a decision was recorded."""

    text: str
    changed: bool = False


class Conversation:
    """The dialogue about one session. It records decisions, and shows nothing itself."""

    def __init__(self, session: Session, assessor: Assessor, extract: Extract) -> None:
        self.session = session
        self._assessor = assessor
        self._extract = extract
        self._asked: str | None = None
        self._aspect: str | None = None
        self._passed: set[str] = set()
        self._pending: tuple[Statement, ...] = ()
        self._topic: str | None = None

    @property
    def verdicts(self) -> Verdicts:
        """The assessments of the session as it is now."""
        return self._assessor.verdicts(self.session.state)

    @property
    def asked(self) -> str | None:
        """The item of the question that waits for an answer."""
        return self._asked

    @property
    def waiting(self) -> tuple[Statement, ...]:
        """What was understood and waits for a yes."""
        return self._pending

    def look_at(self, criterion: str | None) -> None:
        """Take « pourquoi ? » alone to be about this criterion."""
        self._topic = criterion

    def next_question(self) -> Reply | None:
        """Ask the best question not passed over, None when there is none left.

        While facts wait for a decision nothing is asked of itself: they may answer.
        """
        for question in self.verdicts.questions:
            if question.item not in self._passed:
                return self.ask(question.item, question)
        self._asked = None
        return None

    def ask(self, item: str, question: Question | None = None) -> Reply:
        """Ask for an item, whether the protocol needs it or not."""
        self._asked = item
        self._aspect = question.aspect if question is not None else None
        self._pending = ()
        key, discriminator = parse_item(item)
        text = question.question if question is not None else VOCABULARY[key].question
        if question is None and discriminator is not None:
            text = f"{item_label(item)} : {text[0].lower()}{text[1:]}"
        decides = f" (décide {', '.join(question.decides)})" if question else ""
        return Reply(f"{text}{decides}")

    @property
    def placeholder(self) -> str:
        """What the empty line may say: what is expected now."""
        if self._pending:
            return "Entrée ou « oui » enregistre ; sinon, redites"
        if self._asked is not None:
            return f"{hint(parse_item(self._asked)[0], self._aspect)} ; ou « inconnu »"
        return "Posez une question, ou dites un fait"

    def hear(self, line: str) -> Reply:
        """Answer a line of the clinician; raises what the recorder of the session raises."""
        understood = understand(line, self.verdicts.confirmed.criteria)
        if self._pending:
            if understood.request in (Request.YES, Request.EMPTY):
                return self._record()
            if understood.request is Request.NO:
                self._pending = ()
                return Reply("Rien n'est enregistré. Redites-le, ou « inconnu ».")
        try:
            return self._request(understood) or self._value(line)
        except SessionError as error:
            return Reply(str(error))

    def _request(self, understood: Understood) -> Reply | None:
        match understood.request:
            case Request.EMPTY:
                return Reply(self._reminder())
            case Request.WHY:
                return Reply(self._why(understood.criterion))
            case Request.MISSING:
                return Reply(replies.missing(self.session, self.verdicts))
            case Request.VERDICT:
                return Reply(replies.verdict_sentence(self.verdicts))
            case Request.HELP:
                return Reply(replies.HELP)
            case Request.UNDO:
                undone = replies.described(self.session.undo(), self.session)
                return Reply(f"Annulé : {undone}.", changed=True)
            case Request.REDO:
                redone = replies.described(self.session.redo(), self.session)
                return Reply(f"Rétabli : {redone}.", changed=True)
            case Request.NEXT:
                return self._pass()
            case Request.UNKNOWN:
                return self._unknown()
            case _:
                return None

    def _why(self, criterion: str | None) -> str:
        criterion = criterion or self._topic
        if criterion is None:
            return replies.why_verdict(self.verdicts)
        return replies.why_criterion(self.verdicts, criterion)

    def _pass(self) -> Reply:
        if self._asked is not None:
            self._passed.add(self._asked)
        return self.next_question() or self._nothing_left()

    def _unknown(self) -> Reply:
        if self._asked is None:
            return Reply("Aucune question n'est posée. " + self._reminder())
        item, self._asked = self._asked, None
        self._pending = ()
        self.session.mark_unknown(item)
        following = self.next_question()
        said = f"Noté : {item_label(item)} inconnu ; les critères concernés restent indéterminés."
        return Reply(f"{said}\n{following.text}" if following else said, changed=True)

    def _value(self, line: str) -> Reply:
        refusal = None
        if self._asked is not None:
            try:
                self._pending = (self._answer(self._asked, line),)
                return self._repeat()
            except VocabularyError as error:
                refusal = str(error)
        try:
            statements = _statements(self._extract(line))
        except NotReadyError:
            return Reply(
                refusal or "La lecture du français se prépare ; redites-le dans un instant."
            )
        if statements:
            self._pending = statements
            return self._repeat()
        if refusal is not None:
            return Reply(refusal)
        return Reply(f"{replies.NOT_UNDERSTOOD} {replies.HELP}")

    def _answer(self, item: str, line: str) -> Statement:
        known = self._known(item)
        if self._aspect is None or known is None:
            return read_answer(item, line)
        return read_detail(known.id, known.fact, self._aspect, line)

    def _known(self, item: str) -> ReviewedFact | None:
        """The fact of the item that the criteria use, the last one when there are several."""
        used = [fact for one in self.verdicts.provisional.criteria.values() for fact in one.facts]
        held = [
            one
            for one in self.session.state.facts.values()
            if item_of(one.fact) == item and one.fact in used
        ]
        return held[-1] if held else None

    def _repeat(self) -> Reply:
        said = " ; ".join(str(statement) for statement in self._pending)
        return Reply(f"J'ai compris : {said}. Entrée ou « oui » pour l'enregistrer.")

    def _record(self) -> Reply:
        statements, self._pending = self._pending, ()
        for one in statements:
            if one.completes is not None:
                self.session.correct(one.completes, one.value, one.unit, dict(one.attrs))
            else:
                self.session.enter(one.key, one.value, one.unit, dict(one.attrs))
        self._asked = None
        following = self.next_question()
        said = f"Enregistré : {' ; '.join(str(statement) for statement in statements)}."
        if following is not None:
            return Reply(f"{said}\n{following.text}", changed=True)
        return Reply(f"{said}\n{replies.verdict_sentence(self.verdicts)}", changed=True)

    def _reminder(self) -> str:
        if self._asked is not None:
            question = next(
                (one for one in self.verdicts.questions if one.item == self._asked), None
            )
            return self.ask(self._asked, question).text
        following = self.next_question()
        return following.text if following else self._nothing_left().text

    def _nothing_left(self) -> Reply:
        return Reply(f"Plus de question. {replies.verdict_sentence(self.verdicts)}")


def _statements(facts: Sequence[Fact]) -> tuple[Statement, ...]:
    """The facts of a typed sentence that the vocabulary accepts, each once."""
    statements: list[Statement] = []
    for fact in facts:
        try:
            value, unit, attrs = check(fact.key, fact.value, fact.unit, fact.attrs)
        except VocabularyError:
            continue
        statement = Statement(fact.key, value, unit, attrs)
        if statement not in statements:
            statements.append(statement)
    return tuple(statements)
