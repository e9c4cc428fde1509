"""The command line as a user and other programs meet it: real processes, real files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

LETTER = (
    "Centre d'oncologie\nLyon, le 12 mars 2025\n\nCher confrère,\n\nJ'ai vu Mme Durand, née le 04/06/1961, OMS 1.\n"
    "RE 90 %, RP 40 %, HER2 1+. Pas de métastase cérébrale.\n"
)
ROOT = Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = {**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "120", "PYTHONPATH": str(ROOT)}


def eligo(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        timeout=110,
        **options,  # type: ignore[call-overload]
    )


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "lettre.txt"
    path.write_bytes(LETTER.encode())
    return path


def one_french_sentence(run: subprocess.CompletedProcess[str], *words: str) -> None:
    assert "Traceback" not in run.stderr
    lines = [line for line in run.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, run.stderr
    assert all(word in lines[0] for word in words), lines[0]


def test_extract_prints_one_json_line_a_document(letter: Path) -> None:
    run = eligo("extract", letter, letter)
    records = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.returncode == 0
    assert run.stderr == ""
    assert [record["document"] for record in records] == [str(letter)] * 2
    assert set(records[0]) == {"document", "kind", "date", "facts"}
    assert (records[0]["kind"], records[0]["date"]) == ("consultation", "2025-03-12")


def test_every_evidence_is_a_slice_of_the_file(letter: Path) -> None:
    record = json.loads(eligo("extract", letter).stdout)
    assert record["facts"]
    for fact in record["facts"]:
        assert set(fact) <= {"key", "value", "unit", "attrs", "evidence", "section"}
        for piece in fact["evidence"]:
            assert LETTER[piece["start"] : piece["end"]] == piece["text"]


def test_an_unreadable_document_does_not_stop_the_others(letter: Path, tmp_path: Path) -> None:
    binary = tmp_path / "image.txt"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    run = eligo("extract", tmp_path / "absent.txt", binary, letter)
    records = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.returncode == 1
    assert [("error" in record) for record in records] == [True, True, False]
    assert set(records[0]) == {"document", "error"}
    assert "Traceback" not in run.stderr


def test_a_folder_stands_for_its_documents(letter: Path, tmp_path: Path) -> None:
    (tmp_path / "autre.txt").write_text("OMS 0", encoding="utf-8")
    records = [json.loads(line) for line in eligo("extract", tmp_path).stdout.splitlines()]
    assert [Path(record["document"]).name for record in records] == ["autre.txt", "lettre.txt"]


def test_text_prints_exactly_what_the_offsets_refer_to(tmp_path: Path) -> None:
    path = tmp_path / "lettre.txt"
    path.write_bytes("\ufeffRE\u00a090 %\r\nœdème\r\n".encode())
    run = subprocess.run(
        [sys.executable, "-m", "assistant", "text", str(path)],
        capture_output=True,
        check=True,
        env=ENVIRONMENT,
    )
    assert run.stdout == path.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["extract"], 2, ["argument"]),
        (["extraire"], 2, ["inconnue", "--help"]),
        (["extract", "--rapide", "x"], 2, ["--rapide"]),
        (["extract", "--format", "xml", "x"], 2, ["--format"]),
        (["screen", "--date", "demain", "x"], 2, ["demain", "AAAA-MM-JJ"]),
        (["text", "absent.txt"], 1, ["absent.txt", "existe pas"]),
        (["evaluate", "absent"], 1, ["absent", "dossier"]),
        (["explain", "absent.txt"], 1, ["absent.txt", "existe pas"]),
        (["explain", "--fact", "deux", "x"], 2, ["--fact"]),
        ([], 1, ["terminal"]),
    ],
)
def test_wrong_use_gets_one_french_sentence(
    arguments: list[str], status: int, words: list[str], tmp_path: Path
) -> None:
    run = eligo(*arguments, cwd=tmp_path)
    assert run.returncode == status
    one_french_sentence(run, *words)


def test_help_is_french_and_light() -> None:
    run = eligo("--help")
    assert run.returncode == 0
    assert "Commandes :" in run.stdout
    for english in ("Usage:", "Options:", "Commands:", "Show this message"):
        assert english not in run.stdout


def test_help_imports_nothing_heavy() -> None:
    probe = (
        "import sys\nsys.argv = ['eligo', '--help']\nfrom assistant.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'spacy', 'medspacy', 'textual', 'pydantic', 'rich', 'numpy', 'lark', 'ruamel', 'sqlite3'} & set(sys.modules)\n"
        "print('HEAVY', sorted(heavy))"
    )
    run = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, env=ENVIRONMENT
    )
    assert run.stdout.splitlines()[-1] == "HEAVY []"


HOSTILE = "Lettre [bold]pleine[/bold] de [crochets] \x1b[31mrouge\x1b[0m et \x07 cloche [/b] RE 90 % [link=x]y[/link]\n"
ENGLISH = (
    "Dear colleague, I saw Mrs Smith, aged 54. She feels well and walks every day. Kind regards.\n"
)


@pytest.mark.parametrize(
    "command",
    [["extract", "--format", "table"], ["screen", "--format", "table", "--date", "2025-03-14"]],
)
@pytest.mark.parametrize(
    "content", [HOSTILE, ENGLISH, "", " \n\t\n"], ids=["markup", "english", "empty", "blank"]
)
def test_unusual_texts_give_a_calm_answer(tmp_path: Path, command: list[str], content: str) -> None:
    path = tmp_path / "lettre.txt"
    path.write_bytes(content.encode())
    run = eligo(*command, path)
    assert run.returncode == 0
    assert run.stderr == ""
    assert "\x1b" not in run.stdout
    assert "\x07" not in run.stdout


def test_demo_ends_in_the_printed_verdict_without_a_terminal() -> None:
    run = eligo("demo")
    assert run.returncode == 0
    assert run.stderr == ""
    assert "Verdict provisoire : INDÉTERMINÉ" in run.stdout
    assert "Jeanne" not in run.stderr


def test_explain_lists_the_facts_then_tells_where_one_comes_from(letter: Path) -> None:
    listed = eligo("explain", letter)
    number = next(
        line.split()[0] for line in listed.stdout.splitlines() if "« Pas de métastase" in line
    )
    run = eligo("explain", letter, "--fact", number)
    assert (listed.returncode, run.returncode, run.stderr) == (0, 0, "")
    assert "MET_LESION strong, tournure « métastase », patterns/metastases.yaml:" in run.stdout
    assert "NEGATED_EXISTENCE" in run.stdout


def test_explain_of_a_fact_that_the_document_has_not_is_wrong_use(letter: Path) -> None:
    run = eligo("explain", letter, "--fact", "99")
    assert run.returncode == 2
    one_french_sentence(run, "lettre.txt", "n° 99", "eligo explain")


def test_evaluate_lists_its_errors_by_cause_as_text_and_as_json(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("RE 90 %.\n", encoding="utf-8")
    gold = {"key": "er", "value": "negative", "attrs": {}, "evidence": "RE 90 %"}
    (tmp_path / "a.json").write_text(
        json.dumps({"kind": "other", "date": None, "facts": [gold]}), encoding="utf-8"
    )
    text = eligo("evaluate", tmp_path, "--errors")
    assert (text.returncode, text.stderr) == (0, "")
    assert "récepteurs / er / manquée : 1" in text.stdout
    run = eligo("evaluate", tmp_path, "--errors", "--format", "json")
    errors = json.loads(run.stdout)["errors"]["documents"]
    assert [(group["key"], group["cause"]) for group in errors] == [
        ("er", "invented"),
        ("er", "missed"),
    ]
