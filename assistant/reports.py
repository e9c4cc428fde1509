"""What the commands print: JSON to the letter of the contract, and tables to read."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.documents.source import DocumentError, documents_of, read

if TYPE_CHECKING:
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


def french_date(iso: str) -> str:
    """`2025-03-14` as 14/03/2025."""
    return "/".join(reversed(iso.split("-")))


def visible(text: str) -> str:
    """Text with its control characters shown, so that none reaches the terminal."""
    return "".join(
        char if char.isprintable() else (" " if char.isspace() else "·") for char in text
    )


def exact(text: str) -> str:
    """A quote as its document has it: only line breaks, tabs and control characters are shown by a sign."""
    return "".join(
        char if char.isprintable() or char in _SPACES else _SIGNS.get(char, "·") for char in text
    )


_SPACES = "\u00a0\u202f\u2009"
_SIGNS = {"\n": "⏎", "\r": "", "\t": "⇥"}


COLUMNS = 100


def wrapped(text: str, first: str, rest: str) -> list[str]:
    """Lines of at most COLUMNS characters, the first behind ``first`` and the others behind ``rest``.

    No line ends behind an opening quotation mark or begins with a closing one.
    """
    glued = text.replace("« ", f"«{_GLUE}").replace(" »", f"{_GLUE}»")
    lines = textwrap.wrap(
        glued, COLUMNS, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )
    return [line.replace(_GLUE, " ") for line in lines]


_GLUE = "\ue000"
"""A character for private use, which `visible` and `exact` never let through."""


def context_word(category: str) -> str:
    """What a ConText category says, in French; the category itself when it has no word."""
    return CONTEXT_WORDS.get(category, category)


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
CONTEXT_WORDS = {
    "NEGATED_EXISTENCE": "négation",
    "POSSIBLE_EXISTENCE": "doute",
    "HYPOTHETICAL": "hypothèse",
    "QUESTION": "question",
    "FAMILY": "famille",
    "HISTORICAL": "passé",
    "PLANNED": "prévu",
    "ONGOING": "en cours",
    "CANCELLED": "abandonné",
    "FOUND": "constaté",
}
