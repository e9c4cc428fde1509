"""What the interface may import, print and show when it goes wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def loaded(statement: str) -> set[str]:
    """The modules that are there after a statement, in a fresh interpreter."""
    code = f"{statement}\nimport sys\nprint('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "statement",
    [
        "import assistant.session",
        "import assistant.storage",
        "import assistant.dialogue.conversation",
    ],
)
def test_nothing_below_the_interface_loads_textual(statement):
    assert "textual" not in loaded(statement)


def test_the_interface_does_not_load_the_extraction_before_it_is_drawn():
    modules = loaded("import assistant.tui.app")
    assert not modules & {"spacy", "medspacy"}


def test_the_session_loads_no_database():
    assert "sqlite3" not in loaded("import assistant.session")


async def test_an_internal_error_says_nothing_of_the_letter(open_app):
    with pytest.raises(ZeroDivisionError):
        async with open_app() as desk:
            app = desk.app
            desk.review.do_confirm = lambda: 1 / 0
            await desk.press("a")
    printed = [str(part) for part in app._exit_renderables]
    assert len(printed) <= 1
    assert not any("ARDENT" in text for text in printed)


async def test_an_internal_error_is_one_french_sentence(open_app, capsys):
    with pytest.raises(ZeroDivisionError):
        async with open_app() as desk:
            desk.review.do_confirm = lambda: 1 / 0
            await desk.press("a")
    output = capsys.readouterr()
    told = output.out + output.err
    assert "ARDENT" not in told and "Traceback" not in told


async def test_the_extraction_runs_without_a_network(open_app, monkeypatch):
    import socket

    def refuse(*_):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    async with open_app() as desk:
        await desk.press("a", "f1")


async def test_it_reads_without_colours(open_app, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_app() as desk:
        await desk.press("a", "x")
        text = desk.screen_text()
        assert "✓" in text and "confirmé" in text and "✗" in text and "rejeté" in text
