"""The command `eligo`: thin commands, each importing what it needs when it runs."""

from __future__ import annotations

import gc
import re
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from criteria.errors import EligoError

_FRENCH_HELP = (
    ("Usage:", "Usage :"),
    ("COMMAND [ARGS]...", "COMMANDE [ARGUMENTS]..."),
    ("Arguments:", "Arguments :"),
    ("Commands:", "Commandes :"),
    ("Options:", "Options :"),
    ("Show this message and exit.", "Affiche cette aide."),
    ("[default: ", "[défaut : "),
    ("  [required]", "  [obligatoire]"),
)


def _french(text: str) -> str:
    for english, french in _FRENCH_HELP:
        text = text.replace(english, french)
    return re.sub(r"(?i) <(?:list\[path\]|path|str|text)>", "", text)


class _FrenchGroup(TyperGroup):
    def get_help(self, ctx: Any) -> str:
        return _french(super().get_help(ctx))


class _FrenchCommand(TyperCommand):
    def get_help(self, ctx: Any) -> str:
        return _french(super().get_help(ctx))


app = typer.Typer(
    name="eligo",
    cls=_FrenchGroup,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=False,
    help="Éligo lit les courriers d'oncologie et dit, critère par critère, si la patiente peut entrer dans un essai. "
    "Sans commande, ouvre l'assistant.",
)
protocol_app = typer.Typer(
    cls=_FrenchGroup,
    rich_markup_mode=None,
    help="Les protocoles installés : liste et lecture.",
    no_args_is_help=True,
)
app.add_typer(protocol_app, name="protocol")


class ExtractFormat(StrEnum):
    jsonl = "jsonl"
    table = "table"


class ScreenFormat(StrEnum):
    json = "json"
    table = "table"


class CommandError(EligoError):
    """A command that cannot do its work."""


Paths = Annotated[
    list[Path], typer.Argument(help="Documents, ou dossiers de documents.", metavar="CHEMIN")
]


@app.callback(invoke_without_command=True)
def open_assistant(
    ctx: typer.Context,
    lines: Annotated[
        bool, typer.Option("--lines", help="Ligne par ligne, pour lecteur d'écran.")
    ] = False,
    version: Annotated[bool, typer.Option("--version", help="Affiche la version.")] = False,
) -> None:
    """Open the terminal interface when no command is given."""
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"eligo {installed('eligo')}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        if not sys.stdin.isatty() and not lines:
            raise CommandError(
                "L'assistant a besoin d'un terminal : lancez « eligo » dans un terminal, ou voyez « eligo --help »."
            )
        from assistant.tui.app import run

        run(lines=lines)


@app.command(
    "open",
    cls=_FrenchCommand,
    help="Ouvre l'assistant sur ces documents, qui sont d'une seule patiente.",
)
def open_documents(
    paths: Paths,
    protocol: Annotated[
        str, typer.Option("--protocol", help="Nom ou fichier du protocole.")
    ] = "stereo-sein",
    lines: Annotated[
        bool, typer.Option("--lines", help="Ligne par ligne, pour lecteur d'écran.")
    ] = False,
) -> None:
    """Open the terminal interface on documents of one patient."""
    from assistant.documents.source import read
    from assistant.tui.app import run

    for path in paths:
        read(path)
    run(paths=tuple(paths), protocol=protocol, lines=lines)


@app.command(cls=_FrenchCommand, help="Les faits de chaque document, avec leur citation exacte.")
def extract(
    paths: Paths,
    format: Annotated[
        ExtractFormat, typer.Option("--format", help="Une ligne JSON par document, ou un tableau.")
    ] = ExtractFormat.jsonl,
) -> None:
    """One JSON object a line and document, or a table to read."""
    from assistant.reports import extract_documents, print_extraction

    failed = False
    for record in extract_documents(paths):
        failed |= "error" in record
        print_extraction(record, as_table=format is ExtractFormat.table)
    if failed:
        raise typer.Exit(1)


@app.command(cls=_FrenchCommand, help="Le texte d'un document, tel que les citations le désignent.")
def text(path: Annotated[Path, typer.Argument(help="Document.", metavar="CHEMIN")]) -> None:
    """Print the extracted text, to which evidence offsets refer."""
    from assistant.documents.source import read

    sys.stdout.buffer.write(read(path).text.encode("utf-8", errors="surrogateescape"))
    sys.stdout.buffer.flush()


@app.command(
    cls=_FrenchCommand, help="Le verdict provisoire d'une patiente, à partir de tous ses documents."
)
def screen(
    paths: Paths,
    protocol: Annotated[
        str, typer.Option("--protocol", help="Nom ou fichier du protocole.")
    ] = "stereo-sein",
    date_: Annotated[
        str | None,
        typer.Option(
            "--date", metavar="AAAA-MM-JJ", help="Date d'évaluation (aujourd'hui par défaut)."
        ),
    ] = None,
    facts: Annotated[
        Path | None,
        typer.Option("--facts", metavar="FICHIER.json", help="Faits saisis par le clinicien."),
    ] = None,
    same_patient: Annotated[
        bool,
        typer.Option(
            "--same-patient", help="Les documents sont d'une seule patiente, malgré leurs en-têtes."
        ),
    ] = False,
    format: Annotated[
        ScreenFormat, typer.Option("--format", help="JSON, ou tableau.")
    ] = ScreenFormat.json,
) -> None:
    """What the verdict would be if every proposed fact were confirmed."""
    from assistant.reports import print_screening
    from assistant.screening import load_entered_facts, screen_documents

    result = screen_documents(
        paths,
        protocol=protocol,
        ref_date=_parse_date(date_),
        entered=load_entered_facts(facts) if facts else (),
        same_patient=same_patient,
    )
    print_screening(result, as_table=format is ScreenFormat.table)


@app.command(cls=_FrenchCommand, help="Mesure l'extraction (et les verdicts) sur un corpus annoté.")
def evaluate(
    corpus: Annotated[Path, typer.Argument(help="Dossier de documents annotés.", metavar="CORPUS")],
    errors: Annotated[
        bool,
        typer.Option("--errors", help="Liste les erreurs par cause, les plus fréquentes d'abord."),
    ] = False,
    format: Annotated[
        ScreenFormat, typer.Option("--format", help="Tableau, ou JSON.")
    ] = ScreenFormat.table,
) -> None:
    """Precision, recall and F1 per group, attributes, evidence, and agreement on dossiers."""
    from assistant.evaluation import evaluate_corpus

    if not corpus.is_dir():
        raise CommandError(
            f"« {corpus} » n'est pas un dossier : indiquez le dossier d'un corpus annoté."
        )
    evaluation = evaluate_corpus(corpus, errors=errors)
    if format is ScreenFormat.json:
        from assistant.reports import print_json

        print_json(evaluation.to_json(errors=errors), indent=2)
        return
    from assistant.evaluation_report import print_evaluation

    print_evaluation(evaluation, errors=errors)


@app.command(
    cls=_FrenchCommand,
    help="D'où vient un fait : sa phrase, les règles et le contexte qui l'ont fait.",
)
def explain(
    path: Annotated[Path, typer.Argument(help="Document.", metavar="FICHIER")],
    fact: Annotated[
        int | None,
        typer.Option("--fact", metavar="N", help="Numéro du fait ; sans lui, la liste des faits."),
    ] = None,
) -> None:
    """The numbered facts of a document, or the provenance of one of them."""
    from assistant.explanation import NoSuchFact, explained, numbered

    try:
        lines = numbered(path) if fact is None else explained(path, fact)
    except NoSuchFact as error:
        raise typer.BadParameter(str(error)) from None
    for line in lines:
        print(line)


@app.command(cls=_FrenchCommand, help="Une lettre d'exemple : ses faits, puis son verdict.")
def demo() -> None:
    """The main job on the sample letter: the interface in a terminal, the printed verdict elsewhere."""
    from importlib.resources import as_file, files

    with as_file(files("assistant").joinpath("sample", "lettre.txt")) as sample:
        if sys.stdin.isatty() and sys.stdout.isatty():
            from assistant.tui.app import run

            run(paths=(sample,))
            return
        from assistant.reports import extract_documents, print_extraction, print_screening
        from assistant.screening import screen_documents

        for record in extract_documents([sample]):
            print_extraction({**record, "document": "lettre d'exemple"}, as_table=True)
        print_screening(
            screen_documents([sample], protocol="stereo-sein", ref_date=date(2025, 3, 14)),
            as_table=True,
        )


@app.command(cls=_FrenchCommand, help="Où Éligo garde ses données.")
def paths() -> None:
    """The folders and files that the program uses."""
    from assistant.storage import journal_path

    typer.echo(f"journal : {journal_path()}")


@protocol_app.command("list", cls=_FrenchCommand, help="Les protocoles installés.")
def protocol_list() -> None:
    """Names of the installed protocols."""
    from criteria.protocol import available, load

    for name in available():
        typer.echo(f"{name} — {load(name).title}")


@protocol_app.command(
    "show", cls=_FrenchCommand, help="Le texte et les identifiants des critères d'un protocole."
)
def protocol_show(
    name: Annotated[
        str, typer.Argument(help="Nom ou fichier du protocole.", metavar="NOM")
    ] = "stereo-sein",
) -> None:
    """The criteria of a protocol, with their verbatim text."""
    from assistant.reports import print_protocol

    print_protocol(name)


def _parse_date(text: str | None) -> date:
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            f"« {text} » n'est pas une date : écrivez AAAA-MM-JJ, par exemple 2025-03-14."
        ) from None


def main() -> None:
    """Entry point: every error is one French sentence on standard error, never a traceback."""
    # Twenty thousand rules are built at the start and stay: looking for garbage among them costs a tenth of it.
    gc.set_threshold(50_000, 20, 50)
    try:
        status = app(standalone_mode=False)
        sys.stdout.flush()
    except typer.Exit as stop:
        status = stop.exit_code
    except (typer.Abort, KeyboardInterrupt):
        status = _fail("Interrompu.", 130)
    except BrokenPipeError:
        sys.stderr.close()
        status = 1
    except Exception as error:
        status = _report(error)
    sys.exit(status or 0)


def _report(error: Exception) -> int:
    """Print the error as one French sentence; the exit status that goes with it."""
    usage_error = typer.BadParameter.__mro__[1]
    if (
        isinstance(error, typer.BadParameter)
        and type(error) is typer.BadParameter
        and "«" in error.message
    ):
        return _fail(error.message, 2)
    if isinstance(error, usage_error):
        return _fail(_usage_sentence(error), 2)
    if isinstance(error, EligoError):
        return _fail(str(error), 1)
    if isinstance(error, MemoryError):
        return _fail("Mémoire insuffisante pour ce document.", 1)
    return _fail(
        f"Erreur interne ({type(error).__name__}) : rien n'a été perdu ; signalez-la avec la commande que vous avez lancée.",
        1,
    )


def _usage_sentence(error: Any) -> str:
    """What was wrong with the command line, in French."""
    name = type(error).__name__
    command = error.ctx.command_path if getattr(error, "ctx", None) else "eligo"
    hint = f" Voyez « {command} --help »."
    if name == "NoSuchOption":
        return f"Option inconnue : {error.option_name}.{hint}"
    if name == "MissingParameter":
        label = (
            error.param.metavar or error.param.human_readable_name if error.param else "argument"
        )
        return f"Il manque un argument : {label}.{hint}"
    if name == "BadParameter":
        option = error.param.opts[0] if getattr(error, "param", None) is not None else "argument"
        return f"Valeur incorrecte pour {option}.{hint}"
    if "No such command" in str(error):
        return f"Commande inconnue.{hint}"
    if "Missing command" in str(error):
        return f"Il manque une commande.{hint}"
    return f"Commande incorrecte.{hint}"


def _fail(sentence: str, status: int) -> int:
    sys.stdout.flush()
    print(sentence, file=sys.stderr)
    return status
