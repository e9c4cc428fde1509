"""What the assistant says of the verdict, of a criterion, of a decision. French sentences."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.dossier import IdentityConflict
from assistant.session import Session, State, events
from assistant.session.verdicts import Verdicts
from criteria.assessment import CriterionResult
from criteria.facts import Fact
from criteria.vocabulary import item_label, item_of, value_label

VERDICTS = {
    "eligible": "éligible",
    "ineligible": "non éligible",
    "undetermined": "indéterminé",
}

STATUSES = {
    "pass": "respecté",
    "fail": "s'y oppose",
    "unknown": "indéterminé",
    "not_applicable": "sans objet",
}

NAMED = 5
"""Criteria or facts named in one sentence; beyond, they are counted."""

HELP = (
    "Je comprends : une réponse à ma question (« 14 µmol/L », « oui », « inconnu ») ; un fait "
    "dit en français (« OMS 1, RO 90 % ») ; « pourquoi ? », « pourquoi E3 ? » ; "
    "« que manque-t-il ? » ; « verdict » ; « question suivante » ; « annule »."
)

NOT_UNDERSTOOD = "Je n'ai pas compris."


def fact_sentence(fact: Fact) -> str:
    """« Récepteurs aux œstrogènes (primitif) : positif, 90 % »."""
    return f"{item_label(item_of(fact))} : {value_label(fact)}"


def verdict_sentence(verdicts: Verdicts) -> str:
    """Both verdicts, each said for what it is."""
    confirmed = VERDICTS[verdicts.confirmed.verdict]
    provisional = VERDICTS[verdicts.provisional.verdict]
    if confirmed == provisional:
        return f"Verdict confirmé : {confirmed}."
    return (
        f"Verdict confirmé : {confirmed}. Provisoire, si tous les faits proposés étaient "
        f"justes : {provisional}."
    )


def why_verdict(verdicts: Verdicts) -> str:
    """What the verdict comes from: what stands in the way, else what is not known."""
    lines = [verdict_sentence(verdicts)]
    confirmed = top_level(verdicts.confirmed.criteria)
    provisional = verdicts.provisional.criteria
    failing = [result for result in confirmed if result.status == "fail"]
    if failing:
        lines += [f"{one.id} s'y oppose : {one.proof}" for one in failing]
        return "\n".join(lines)
    announced = [
        result for result in top_level(verdicts.provisional.criteria) if result.status == "fail"
    ]
    lines += [f"{one.id} s'y opposerait, à confirmer : {one.proof}" for one in announced]
    unknown = [result for result in confirmed if result.status == "unknown"]
    waiting = [one.id for one in unknown if provisional[one.id].status != "unknown"]
    blocked = [one for one in unknown if provisional[one.id].status == "unknown"]
    if not announced:
        lines.append("Rien ne s'oppose à ce jour.")
    if waiting:
        lines.append(f"Des faits proposés restent à décider pour {_some(waiting)}.")
    lines += [f"{one.id} reste indéterminé : {one.proof}" for one in blocked[:NAMED]]
    if len(blocked) > NAMED:
        lines.append(f"De même : {', '.join(one.id for one in blocked[NAMED:])}.")
    lines += [f"Hypothèse à confirmer (h) : {assumption.text}" for assumption in verdicts.pending]
    return "\n".join(lines)


def why_criterion(verdicts: Verdicts, criterion: str) -> str:
    """The criterion in the words of the protocol, its status, its proof, what would settle it."""
    result = verdicts.confirmed.criteria[criterion]
    provisional = verdicts.provisional.criteria[criterion]
    lines = [f"{criterion} — « {result.text} »"]
    lines.append(f"Confirmé : {STATUSES[result.status]}. {result.proof}")
    if (provisional.status, provisional.proof) != (result.status, result.proof):
        lines.append(f"Si tout est confirmé : {STATUSES[provisional.status]}. {provisional.proof}")
    for title, told in about_criterion(provisional):
        lines += [f"{title} : {line}" for line in told]
    return "\n".join(lines)


def about_criterion(result: CriterionResult) -> list[tuple[str, list[str]]]:
    """What goes with the status of a criterion, by heading; empty headings are left out."""
    readings = [f"{one.text} → {STATUSES[one.status]}" for one in result.readings]
    told = [
        ("Il suffirait de savoir", [item_label(item) for item in result.missing]),
        ("Attention", list(result.warnings)),
        ("Lectures possibles du protocole", readings),
        ("Remédiable", [result.remedy] if result.remedy else []),
        ("Dans les documents", quotes(result)),
    ]
    return [(title, lines) for title, lines in told if lines]


def quotes(result: CriterionResult) -> list[str]:
    """The sentences of the documents behind a criterion, one line each."""
    lines = []
    for fact in result.facts:
        for piece in fact.evidence[:1]:
            quote = " ".join(piece.text.split())
            lines.append(f"« {quote} » → {fact_sentence(fact)}")
    return lines


def missing(session: Session, verdicts: Verdicts) -> str:
    """What is left to decide and to ask."""
    lines = []
    undecided = len(session.state.undecided)
    if undecided:
        lines.append(f"Il reste {undecided} fait{_s(undecided)} à décider.")
    asked = verdicts.questions
    if asked:
        lines.append("À demander, le plus utile d'abord :")
        lines += [
            f"· {item_label(question.item)} (décide {_some(list(question.decides))})"
            for question in asked[:NAMED]
        ]
        if len(asked) > NAMED:
            lines.append(f"· et {len(asked) - NAMED} autres.")
    if session.state.unknown:
        names = [item_label(item) for item in sorted(session.state.unknown)]
        lines.append(f"Inconnus de vous aussi : {_some(names)}.")
    for assumption in verdicts.pending:
        lines.append(f"Hypothèse à confirmer (h) : {assumption.text}")
    return "\n".join(lines) or "Il ne manque rien : tous les critères sont décidés."


_ASPECTS = {
    "name": "Nom",
    "birth_date": "Naissance",
    "sex": "Sexe",
}


def conflict_line(state: State, conflict: IdentityConflict) -> str:
    """What two documents say of who the patient is, both quotes side by side."""
    told = []
    for document, value, quote in (
        (conflict.first, conflict.first_value, conflict.first_quote),
        (conflict.second, conflict.second_value, conflict.second_quote),
    ):
        held = state.documents.get(int(document.id))
        words = " ".join(quote.text.split()) if quote is not None else value
        told.append(f"« {words} » ({held.name if held else document.id})")
    return f"{_ASPECTS[conflict.aspect]} : {told[0]} / {told[1]}"


def described(event: events.Event, session: Session) -> str:
    """A decision in a few words, as undoing and redoing name it."""
    match event:
        case events.FactConfirmed(fact=fact):
            return f"confirmation de « {_name(session, fact)} »"
        case events.FactsConfirmed(facts=facts):
            return f"confirmation de {len(facts)} fait{_s(len(facts))}"
        case events.FactRejected(fact=fact):
            return f"rejet de « {_name(session, fact)} »"
        case events.FactCorrected(before=before, after=after):
            return f"correction de « {fact_sentence(before)} » en « {value_label(after)} »"
        case events.FactEntered(entered=entered):
            return f"saisie de « {fact_sentence(entered)} »"
        case events.FactSkipped(fact=fact):
            return f"mise en attente de « {_name(session, fact)} »"
        case events.QuestionUnknown(item=item):
            return f"réponse « inconnu » à « {item_label(item)} »"
        case events.SamePatientDeclared():
            return "déclaration d'une seule et même personne"
        case events.AssumptionConfirmed(text=text):
            return f"confirmation de l'hypothèse « {text} »"
        case events.DocumentRemoved():
            return "retrait d'un document"
        case _:
            return "événement"


def top_level(criteria: Mapping[str, CriterionResult]) -> list[CriterionResult]:
    """The criteria as the protocol numbers them, their parts left out."""
    return [result for result in criteria.values() if result.parent is None]


def _name(session: Session, fact_id: str) -> str:
    reviewed = session.state.facts.get(fact_id)
    return fact_sentence(reviewed.fact) if reviewed else fact_id


def _some(names: list[str]) -> str:
    if len(names) <= NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:NAMED])} et {len(names) - NAMED} autres"


def _s(count: int) -> str:
    return "s" if count > 1 else ""
