"""From a session and its verdicts to what the panes show. No widget here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from assistant.dialogue import replies
from assistant.dialogue.replies import VERDICTS, top_level
from assistant.dialogue.understanding import Request, understand
from assistant.session import ReviewedFact, State
from assistant.session.verdicts import Relevance, Verdicts
from assistant.tui.display import visible
from assistant.tui.theme import CRITERION_LOOKS, FACT_LOOKS, VERDICT_LOOKS, Look
from assistant.tui.widgets.letter import Mark
from assistant.tui.widgets.prose import Paragraph
from assistant.tui.widgets.rows import Heading, Row
from criteria.assessment import CriterionResult
from criteria.facts import Fact, Status
from criteria.vocabulary import (
    SITES,
    SPECIMENS,
    VOCABULARY,
    item_label,
    item_of,
    parse_item,
    value_label,
)

MISSING = "manque:"
"""Prefix of the ids of rows that stand for a missing item rather than a fact."""

KINDS = {
    "consultation": "consultation",
    "pathology": "anatomopathologie",
    "imaging": "imagerie",
    "rcp": "RCP",
    "biology": "biologie",
    "operative": "compte rendu opératoire",
    "discharge": "hospitalisation",
    "nursing": "note infirmière",
    "other": "document",
}


def ordered(state: State, relevance: Relevance, verdicts: Verdicts) -> list[str]:
    """The ids of the facts as the list keeps them: what can decide first, then the rest.

    First the facts that would refuse the patient, for one of them confirmed settles
    the verdict; then those that a criterion turns on; then the others. Within each
    part the order of the documents stays, so that the letter is read downwards.
    """
    criteria = verdicts.provisional.criteria

    def rank(reviewed: ReviewedFact) -> int:
        if not reviewed.undecided:
            return 3
        decided = relevance.get(reviewed.id, ())
        refuses = any(
            criteria[one].status == "fail" and reviewed.fact in criteria[one].facts
            for one in decided
        )
        return 0 if refuses else 1 if decided else 2

    facts = [reviewed for reviewed in state.facts.values() if reviewed.document is not None]
    return [reviewed.id for reviewed in sorted(facts, key=rank)]


def fact_rows(
    state: State, order: Sequence[str], relevance: Relevance, verdicts: Verdicts
) -> list[Row | Heading]:
    """The lines of the list of facts: proposed ones in their order, entered ones, missing ones."""
    rows: list[Row | Heading] = [
        _fact_row(state.facts[fact], relevance) for fact in order if fact in state.facts
    ]
    entered = [one for one in state.facts.values() if one.document is None]
    if entered:
        rows.append(Heading("Saisis par vous"))
        rows += [_fact_row(one, relevance) for one in entered]
    if verdicts.questions:
        rows.append(Heading("Manquants — m pour répondre"))
        rows += [
            Row(
                id=MISSING + question.item,
                look=FACT_LOOKS["missing"],
                label=short_label(question.item),
                value="manquant",
                note=_decides(question.decides),
            )
            for question in verdicts.questions
        ]
    if state.unknown:
        rows.append(Heading("Inconnus de vous aussi"))
        rows += [
            Row(MISSING + item, FACT_LOOKS["unknown"], short_label(item), "inconnu", "")
            for item in sorted(state.unknown)
        ]
    return rows


def short_label(item: str) -> str:
    """The name of an item for a column of a list: « RO primitif », « Mét. hépatiques »."""
    name, discriminator = parse_item(item)
    key = VOCABULARY.get(name)
    if key is None:
        return item
    if name == "metastasis":
        return item_label(item).replace("Métastases", "Mét.").replace("métastatiques", "mét.")
    if discriminator is None or key.discriminator == "drug":
        return key.short
    names = SPECIMENS if key.discriminator == "specimen" else SITES
    return f"{key.short} {names.get(discriminator, discriminator)}"


def look_of(reviewed: ReviewedFact) -> Look:
    """The glyph and the word of a fact as it stands."""
    if reviewed.undecided and reviewed.skipped:
        return FACT_LOOKS["skipped"]
    return FACT_LOOKS[reviewed.fact.status.value]


def _fact_row(reviewed: ReviewedFact, relevance: Relevance) -> Row:
    look = look_of(reviewed)
    note = look.word
    if reviewed.undecided:
        note = _decides(relevance.get(reviewed.id, ())) or "sans effet ici"
        if reviewed.skipped:
            note = f"{look.word} · {note}"
    return Row(
        id=reviewed.id,
        look=look,
        label=visible(short_label(item_of(reviewed.fact))),
        value=visible(value_label(reviewed.fact)),
        note=note,
        faint=reviewed.undecided and not relevance.get(reviewed.id),
    )


def _decides(criteria: Iterable[str]) -> str:
    names = list(criteria)
    if not names:
        return ""
    shown = " ".join(names[:3]) + (" …" if len(names) > 3 else "")
    return f"décide {shown}"


def fact_detail(state: State, reviewed: ReviewedFact, relevance: Relevance) -> Content:
    """The current fact in full: the quote first, then what was read in it and what it decides."""
    fact, look = reviewed.fact, look_of(reviewed)
    parts: list[Content] = []
    if fact.evidence:
        quote = " […] ".join(visible(piece.text) for piece in fact.evidence)
        parts.append(Content.assemble("« ", (quote, "bold"), " »", (_origin(state, fact), "dim")))
    decided = relevance.get(reviewed.id, ()) if reviewed.undecided else ()
    note = f"décide {', '.join(decided)}" if decided else look.word
    line = Content.assemble(
        (f"{look.glyph} ", look.style),
        visible(f"{item_label(item_of(fact))} : {value_label(fact)}"),
        (f" — {note}", look.style),
    )
    if fact.status is Status.CORRECTED:
        before = visible(value_label(reviewed.proposed))
        line = line + Content.styled(f" (proposé : {before})", "dim")
    return Content("\n").join([*parts, line])


def _origin(state: State, fact: Fact) -> str:
    if fact.document is None:
        return ""
    document = state.documents.get(int(fact.document.id))
    if document is None:
        return ""
    dated = f", {french_date(document.date)}" if document.date else ""
    return f"  {visible(document.name)}{dated}"


def french_date(iso: str) -> str:
    """« 14/03/2025 » for an ISO date, whole or not."""
    return "/".join(reversed(iso.split("-")))


def letter_title(state: State, document: int) -> str:
    """The title of the pane that shows a document."""
    numbers = list(state.documents)
    held = state.documents[document]
    rank = f" {numbers.index(document) + 1}/{len(numbers)}" if len(numbers) > 1 else ""
    dated = f", {french_date(held.date)}" if held.date else ", non daté"
    kind = KINDS.get(held.kind, held.kind) if held.read else "lecture en cours"
    return f"1 Lettre{rank} — {visible(held.name)} ({kind}{dated if held.read else ''})"


def marks(state: State, document: int) -> list[Mark]:
    """The evidence of the facts of a document; rejected facts keep theirs."""
    return [
        Mark(reviewed.id, piece.start, piece.end)
        for reviewed in state.facts.values()
        if reviewed.document == document
        for piece in reviewed.fact.evidence
    ]


def criterion_rows(verdicts: Verdicts) -> list[Row | Heading]:
    """The lines of the list of criteria, the parts of a criterion under it."""
    provisional = verdicts.provisional.criteria
    return [
        _criterion_row(result, provisional[result.id])
        for result in verdicts.confirmed.criteria.values()
        if _shown(result, verdicts)
    ]


def _shown(result: CriterionResult, verdicts: Verdicts) -> bool:
    """Parts of a criterion that is not applicable say nothing more than it does."""
    if result.parent is None:
        return True
    return verdicts.provisional.criteria[result.parent].status != "not_applicable"


def _criterion_row(confirmed: CriterionResult, provisional: CriterionResult) -> Row:
    look = CRITERION_LOOKS[confirmed.status]
    note = look.word
    if confirmed.status != provisional.status:
        announced = CRITERION_LOOKS[provisional.status]
        look = FACT_LOOKS["proposed"] if confirmed.status == "unknown" else look
        note = f"→ {announced.glyph} {announced.word}"
    indent = "  " if confirmed.parent is not None else ""
    return Row(
        id=confirmed.id,
        look=look,
        label=f"{indent}{confirmed.id} {confirmed.title}",
        value="",
        note=note,
    )


def verdict_line(verdicts: Verdicts) -> Content:
    """Both verdicts on one line, the confirmed one first and in full colour."""
    confirmed = VERDICT_LOOKS[verdicts.confirmed.verdict]
    announced = VERDICT_LOOKS[verdicts.provisional.verdict]
    return Content.assemble(
        ("Confirmé ", "dim"),
        (f"{confirmed.glyph} {confirmed.word}", f"bold {confirmed.style}"),
        (f"  ·  provisoire {announced.glyph} {VERDICTS[verdicts.provisional.verdict]}", "dim"),
    )


def verdict_summary(verdicts: Verdicts) -> Content:
    """The verdicts and the count of each status, for a window without the list of criteria."""
    counts: dict[str, int] = {}
    for result in top_level(verdicts.confirmed.criteria):
        counts[result.status] = counts.get(result.status, 0) + 1
    pieces = [
        Content.styled(
            f"{CRITERION_LOOKS[status].glyph} {counts[status]}", CRITERION_LOOKS[status].style
        )
        for status in CRITERION_LOOKS
        if status in counts
    ]
    return Content.assemble(Content(" ").join(pieces), "  ", verdict_line(verdicts))


def conflict_warning(state: State, verdicts: Verdicts) -> Content | None:
    """Documents that do not name the same person, with both quotes; None when they agree."""
    if not verdicts.conflicts:
        return None
    parts = [
        Content.styled("Ces documents ne nomment pas la même personne", "bold $etat-non"),
        *(Content(visible(replies.conflict_line(state, one))) for one in verdicts.conflicts),
        Content.assemble(
            ("=", "bold"), " une seule personne · ",
            ("R", "bold"), " retirer ce document · ",
            ("d", "bold"), " voir l'autre",
        ),
    ]  # fmt: skip
    return Content("\n").join(parts)


def missing_detail(row: str | None, verdicts: Verdicts, *, busy: bool) -> Content:
    """The question behind a row that is no fact."""
    if row is None and busy:
        return Content.styled("Lecture en cours…", "dim")
    if row is None:
        return Content.styled("Aucun fait proposé. m pour en saisir un.", "dim")
    item = row.removeprefix(MISSING)
    for question in verdicts.questions:
        if question.item == item:
            return Content.assemble(
                question.question,
                (f"\ndécide {', '.join(question.decides)} — m ou Entrée pour répondre", "dim"),
            )
    return Content.assemble(item_label(item), (" — m pour répondre malgré tout", "dim"))


def reading_sentence(state: State, document: int, relevance: Relevance) -> str:
    """What came out of the reading of a document."""
    held = state.documents.get(document)
    if held is None:
        return "Ce document n'est plus dans le dossier."
    count = sum(one.document == document for one in state.facts.values())
    kind = KINDS.get(held.kind, held.kind)
    dated = f" du {french_date(held.date)}" if held.date else ", sans date lisible"
    if not count:
        return (
            f"« {held.name} » ({kind}{dated}) : aucun fait reconnu. Eligo lit le français "
            "médical ; vous pouvez saisir les faits (m) ou coller un autre document."
        )
    plural = "s" if count > 1 else ""
    sentence = f"« {held.name} » ({kind}{dated}) : {count} fait{plural} proposé{plural}, à relire."
    idle = sum(
        one.document == document and one.undecided and not relevance.get(one.id)
        for one in state.facts.values()
    )
    if idle:
        sentence += f" {idle} sans effet sur les critères : A les accepte ensemble."
    return sentence


def yes_or_no(line: str) -> bool | None:
    """Whether a line says yes, no, or neither."""
    return {Request.YES: True, Request.NO: False}.get(understand(line).request)


def criterion_proof(verdicts: Verdicts, criterion: str) -> list[Paragraph]:
    """The criterion in the protocol's words, its two statuses, and the sentences behind."""
    confirmed = verdicts.confirmed.criteria[criterion]
    provisional = verdicts.provisional.criteria[criterion]
    paragraphs = [Paragraph(f"« {confirmed.text} »", "bold"), Paragraph("")]
    paragraphs += _status("Confirmé", confirmed)
    if (provisional.status, provisional.proof) != (confirmed.status, confirmed.proof):
        paragraphs += _status("Provisoire, si tous les faits proposés sont justes", provisional)
    for title, lines in replies.about_criterion(provisional):
        paragraphs += [Paragraph(""), Paragraph(title, "bold $primary")]
        paragraphs += [Paragraph(f"  {line}", indent=4) for line in lines]
    return paragraphs


def _status(title: str, result: CriterionResult) -> list[Paragraph]:
    look = CRITERION_LOOKS[result.status]
    return [
        Paragraph(f"{title} : {look.glyph} {look.word}", look.style),
        Paragraph(f"  {result.proof}", indent=2),
    ]


def fact_proof(state: State, reviewed: ReviewedFact, verdicts: Verdicts) -> list[Paragraph]:
    """Where a fact comes from, and the criteria that use it."""
    fact, look = reviewed.fact, look_of(reviewed)
    paragraphs = [
        Paragraph(f"« {visible(piece.text)} »{_origin(state, fact)}", "bold")
        for piece in fact.evidence
    ]
    paragraphs.append(
        Paragraph(f"{look.glyph} {replies.fact_sentence(fact)} — {look.word}", look.style)
    )
    if fact.status is Status.CORRECTED:
        paragraphs.append(Paragraph(f"Proposé : {value_label(reviewed.proposed)}"))
    using = [result for result in verdicts.provisional.criteria.values() if fact in result.facts]
    paragraphs.append(Paragraph(""))
    if not using:
        paragraphs.append(Paragraph("Aucun critère ne s'en sert aujourd'hui."))
    for result in using:
        paragraphs.append(Paragraph(f"{result.id} {result.title}", "bold $primary"))
        paragraphs += _status("  Provisoire", result)
    return paragraphs


def verdict_proof(verdicts: Verdicts) -> list[Paragraph]:
    """What the verdict comes from."""
    return [Paragraph(line, indent=2) for line in replies.why_verdict(verdicts).split("\n")]
