"""What the commands print: JSON to the letter of the contract, and tables to read."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.documents.source import DocumentError, documents_of, read

if TYPE_CHECKING:
    from assistant.extraction.scoring import Report
    from assistant.screening import Screening

GLYPHS = {"pass": "✓", "fail": "✗", "unknown": "?", "not_applicable": "·"}
STATUS_WORDS = {
    "pass": "respecté",
    "fail": "non respecté",
    "unknown": "indéterminé",
    "not_applicable": "sans objet",
}
VERDICT_WORDS = {
    "eligible": "ÉLIGIBLE",
    "ineligible": "NON ÉLIGIBLE",
    "undetermined": "INDÉTERMINÉ",
}


def extract_documents(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """One record a document, as `eligo extract` prints it; an unreadable one gives its error."""
    extractor = None
    for path in paths:
        try:
            files = documents_of(path)
        except DocumentError as error:
            yield {"document": str(path), "error": str(error)}
            continue
        for file in files:
            try:
                text = read(file).text
            except DocumentError as error:
                yield {"document": str(file), "error": str(error)}
                continue
            if extractor is None:
                from assistant.extraction.pipeline import Extractor

                extractor = Extractor()
            extraction = extractor.extract(text)
            yield {
                "document": str(file),
                "kind": extraction.kind,
                "date": extraction.date,
                "facts": [fact.to_json() for fact in extraction.facts],
            }


def print_json(record: dict[str, Any], *, indent: int | None = None) -> None:
    """One JSON value on standard output, in UTF-8 whatever the locale."""
    line = json.dumps(record, ensure_ascii=False, indent=indent) + "\n"
    sys.stdout.buffer.write(line.encode("utf-8", errors="backslashreplace"))
    sys.stdout.buffer.flush()


def print_extraction(record: dict[str, Any], *, as_table: bool) -> None:
    """One document: a JSON line, or a table of its facts with their quotes."""
    if not as_table:
        print_json(record)
        return
    if "error" in record:
        print(record["error"], file=sys.stderr)
        return
    from rich.table import Table
    from rich.text import Text

    from criteria.facts import Fact
    from criteria.vocabulary import item_label, item_of, value_label

    when = f", daté du {french_date(record['date'])}" if record["date"] else ", sans date"
    title = f"{record['document']} : {KIND_WORDS.get(record['kind'], record['kind'])}{when}"
    table = Table(title=Text(title), title_justify="left", expand=True, show_lines=False)
    table.add_column("Fait", ratio=3)
    table.add_column("Valeur", ratio=3)
    table.add_column("Citation", ratio=6)
    for content in record["facts"]:
        fact = Fact.model_validate({**content, "evidence": tuple(content["evidence"])})
        quote = " ".join(visible(piece["text"]) for piece in content["evidence"])
        table.add_row(
            Text(item_label(item_of(fact))), Text(value_label(fact)), Text(f"« {quote} »")
        )
    if not record["facts"]:
        table.add_row(Text("aucun fait reconnu"), "", "")
    _console().print(table)


def print_screening(screening: Screening, *, as_table: bool) -> None:
    """The provisional verdict: the JSON of the contract, or a table with the proofs."""
    if not as_table:
        print_json(screening.to_json(), indent=2)
        return
    from rich.table import Table
    from rich.text import Text

    result = screening.to_json()
    console = _console()
    for conflict in screening.identity_quotes:
        console.print(Text(conflict), style="bold")
    table = Table(
        title=Text(
            f"{result['protocol']} au {french_date(result['date'])} : verdict provisoire, si tous les faits proposés étaient confirmés"
        ),
        title_justify="left",
        expand=True,
    )
    table.add_column("", width=5)
    table.add_column("Statut", width=15)
    table.add_column("Preuve", ratio=1)
    for name, criterion in result["criteria"].items():
        status = criterion["status"]
        if status == "not_applicable" and name[-1].isalpha():
            continue  # its parent says it
        lines = [criterion["proof"], *(f"! {warning}" for warning in criterion["warnings"])]
        table.add_row(
            name,
            Text(f"{GLYPHS[status]} {STATUS_WORDS[status]}"),
            Text("\n".join(line for line in lines if line)),
        )
    console.print(table)
    console.print(Text(f"Verdict provisoire : {VERDICT_WORDS[result['verdict']]}", style="bold"))
    if result["questions"]:
        console.print(Text("À demander ensuite :"))
        for question in result["questions"][:5]:
            console.print(Text(f"  - {question['question']} ({', '.join(question['decides'])})"))


def print_protocol(name: str) -> None:
    """The criteria of a protocol with their verbatim text."""
    from rich.text import Text

    from criteria.protocol import load

    protocol = load(name)
    console = _console()
    console.print(Text(protocol.title, style="bold"))
    for criterion in protocol.all_criteria():
        console.print(Text(f"{'  ' if criterion.parent else ''}{criterion.id}  {criterion.text}"))


def print_evaluation(corpus: Path, *, errors: bool) -> None:
    """The scores of the documents of a corpus, then those of its dossiers."""
    from assistant.extraction.pipeline import Extractor
    from assistant.extraction.scoring import Report, load_corpus, score_document
    from assistant.screening import load_dossiers, score_dossiers

    extractor = Extractor()
    report = Report()
    for gold in load_corpus(corpus):
        text = read(gold.path).text
        extraction = extractor.extract(text)
        score_document(report, gold, extraction.facts, text)
        report.kinds_right += extraction.kind == gold.kind
        report.dates_right += extraction.date == gold.date
    dossiers = load_dossiers(corpus)
    if not report.documents and not dossiers:
        from criteria.errors import EligoError

        raise EligoError(
            f"« {corpus} » ne contient ni document annoté (.txt avec son .json) ni dossier (gold.json)."
        )
    if report.documents:
        _print_report(report, errors=errors)
    if dossiers:
        _print_dossiers(score_dossiers(dossiers, extractor), errors=errors)


def _print_report(report: Report, *, errors: bool) -> None:
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
    if errors:
        for document, cause, key, what in sorted(
            report.errors, key=lambda error: (error[2], error[1], error[0])
        ):
            print(
                f"{key} | {CAUSE_WORDS.get(cause, cause)} | {document} | {' '.join(visible(what).split())}"
            )


def _print_dossiers(scores: Any, *, errors: bool) -> None:
    print(
        f"{scores.dossiers} dossiers : critères conformes {scores.right}/{scores.total} ({scores.right / scores.total:.3f})"
    )
    print(f"verdicts conformes : {scores.verdicts_right}/{scores.dossiers}")
    print(f"refus annoncés satisfaits ou sans objet (le pire défaut) : {len(scores.dangerous)}")
    for line in scores.dangerous if not errors else scores.errors:
        print(f"  {line}")


def french_date(iso: str) -> str:
    """`2025-03-14` as 14/03/2025."""
    return "/".join(reversed(iso.split("-")))


def visible(text: str) -> str:
    """Text with its control characters shown, so that none reaches the terminal."""
    return "".join(
        char if char.isprintable() else (" " if char.isspace() else "·") for char in text
    )


def _console() -> Any:
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else 120)


KIND_WORDS = {
    "consultation": "consultation",
    "pathology": "anatomie pathologique",
    "imaging": "imagerie",
    "rcp": "réunion de concertation",
    "biology": "biologie",
    "operative": "compte rendu opératoire",
    "discharge": "compte rendu d'hospitalisation",
    "nursing": "soins infirmiers",
    "other": "autre document",
}
GROUP_WORDS = {
    "receptors": "récepteurs",
    "metastases": "métastases",
    "spine": "rachis",
    "staging": "stade",
    "labs": "biologie",
    "treatments": "traitements",
    "patient": "patiente",
    "trial": "essai",
}
CAUSE_WORDS = {
    "missed": "manqué",
    "invented": "inventé",
    "attribute wrong": "attribut faux",
    "attribute missing": "attribut manqué",
    "attribute extra": "attribut en trop",
}
