"""What `eligo evaluate` prints: the scores, and the errors by cause in 100 columns."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.evaluation import DisagreementGroup, DossierCase, Evaluation
from assistant.extraction.mistakes import Case, MistakeGroup, Rule
from assistant.extraction.scoring import Report
from assistant.reports import GROUP_WORDS, STATUS_WORDS, context_word, exact, visible, wrapped
from assistant.screening import DossierScores

CAUSE_WORDS = {
    "missed": "manquée",
    "invented": "inventée",
    "wrong": "attribut faux",
    "missing": "attribut manqué",
    "extra": "attribut en trop",
}


def print_evaluation(evaluation: Evaluation, *, errors: bool) -> None:
    """The scores of a corpus, then its errors when they are asked for."""
    if evaluation.report.documents:
        _print_report(evaluation.report)
        if errors:
            for line in _mistake_lines(evaluation):
                print(line)
    if evaluation.dossiers.dossiers:
        _print_dossiers(evaluation.dossiers)
        shown = [g for g in evaluation.disagreements if errors]
        for line in _disagreement_lines(shown):
            print(line)


def _print_report(report: Report) -> None:
    print(f"{report.documents} documents annotés")
    print(
        f"{'groupe':<13}{'précision':>10}{'rappel':>9}{'F1':>8}{'trouvés':>9}{'manqués':>9}{'inventés':>10}"
    )
    rows = [*sorted(report.groups.items()), ("ensemble", report.overall)]
    for name, counts in rows:
        print(
            f"{GROUP_WORDS.get(name, name):<13}{counts.precision:>10.3f}{counts.recall:>9.3f}{counts.f1:>8.3f}"
            f"{counts.matched:>9}{counts.missed:>9}{counts.invented:>10}"
        )
    print(f"attributs exacts : {report.attribute_accuracy:.3f}")
    print(f"citations égales au texte source : {report.evidence_exact}/{report.evidence_total}")
    print(
        f"citations qui recouvrent celle de l'annotation : {report.evidence_overlap}/{report.matched_with_evidence}"
    )
    print(
        f"nature du document : {report.kinds_right}/{report.documents} ; date du document : {report.dates_right}/{report.documents}"
    )


def _print_dossiers(scores: DossierScores) -> None:
    print(
        f"{scores.dossiers} dossiers : critères conformes {scores.right}/{scores.total} ({scores.right / scores.total:.3f})"
    )
    print(f"verdicts conformes : {scores.verdicts_right}/{scores.dossiers}")
    print(f"refus annoncés satisfaits ou sans objet (le pire défaut) : {len(scores.dangerous)}")
    for one in scores.dangerous:
        print(f"  {one.dossier.name} {one.criterion} : {_instead(one.found, one.expected)}")


def _mistake_lines(evaluation: Evaluation) -> Iterator[str]:
    total = sum(group.count for group in evaluation.mistakes)
    yield ""
    yield f"Erreurs sur les documents : {total}"
    for group in evaluation.mistakes:
        yield ""
        yield _title(group)
        for family, cases in group.families:
            yield from wrapped(f"{len(cases)} × {visible(family)}", "  ", "      ")
            for case in cases:
                yield from _case_lines(case, evaluation.name(case.document))


def _title(group: MistakeGroup) -> str:
    theme = GROUP_WORDS.get(group.theme, group.theme)
    key = f"{group.key}.{group.attribute}" if group.attribute else group.key
    return f"{theme} / {key} / {CAUSE_WORDS[group.cause]} : {group.count}"


def _case_lines(case: Case, name: str) -> Iterator[str]:
    place = f"{name}:{case.line}" if case.line is not None else name
    yield f"    {visible(place)}"
    for label, said in (
        ("fait", case.about),
        ("attendu", case.expected),
        ("extrait", case.found),
        ("extrait à la place" if case.found is None else "annoté à la place", case.instead),
    ):
        if said:
            yield from wrapped(f"{label} : {visible(said)}", "      ", "        ")
    yield from wrapped(f"citation : « {exact(case.quote)} »", "      ", "        ")
    if case.sentence and case.sentence != case.quote:
        yield from wrapped(f"phrase   : {exact(case.sentence)}", "      ", "        ")
    for rule in case.rules:
        yield from wrapped(rule_line(rule), "      ", "        ")
    if case.section:
        yield f"      section  : {case.section}"


def rule_line(rule: Rule) -> str:
    """One rule that matched, where it is written, and what bears on it."""
    line = f"règle    : {rule.label} « {visible(rule.text)} »"
    if rule.origin:
        line += f" ({rule.origin})"
    for category, words in rule.modifiers:
        line += f" ; {context_word(category)} « {visible(words)} »"
    return line


def _disagreement_lines(groups: list[DisagreementGroup]) -> Iterator[str]:
    if groups:
        yield ""
        yield f"Erreurs sur les dossiers : {sum(len(group.cases) for group in groups)}"
    for group in groups:
        yield ""
        danger = " (le pire défaut)" if group.dangerous else ""
        yield f"{group.criterion} / {_instead(group.found, group.expected)}{danger} : {len(group.cases)}"
        for case in group.cases:
            yield from _dossier_lines(case)


def _dossier_lines(case: DossierCase) -> Iterator[str]:
    yield f"    {case.dossier}"
    if case.proof:
        yield from wrapped(f"preuve : {visible(case.proof)}", "      ", "        ")
    for fact in case.facts:
        stated = f"{fact.key} {fact.value}"
        if fact.line is None:
            yield from wrapped(f"saisi : {visible(stated)}", "      ", "        ")
            continue
        quote = f"{fact.document}:{fact.line} {stated} « {exact(fact.quote)} »"
        yield from wrapped(visible(quote), "      ", "        ")
        if fact.sentence != fact.quote:
            yield from wrapped(f"phrase : {exact(fact.sentence)}", "        ", "          ")


def _instead(found: str, expected: str) -> str:
    return f"{STATUS_WORDS[found]} au lieu de {STATUS_WORDS[expected]}"
