"""The real program in a real terminal: paste, decide, kill, resume."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
"""Seconds to wait for the screen to show something, on a slow machine."""


class Terminal:
    """A tmux session of its own server, running the program on a journal of its own."""

    def __init__(self, data: Path, width: int, height: int) -> None:
        self.socket = f"eligo-{uuid.uuid4().hex[:8]}"
        self.size = ("-x", str(width), "-y", str(height))
        self.data = data

    def tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self.socket, *arguments], capture_output=True, text=True, check=True
        )
        return done.stdout

    def start(self) -> None:
        """Run the program in a new session."""
        command = f"exec {sys.executable} -m assistant"
        environment = ("-e", f"XDG_DATA_HOME={self.data}", "-e", f"PYTHONPATH={ROOT}")
        self.tmux("-f", os.devnull, "new-session", "-d", "-s", "eligo", *self.size,
                  "-c", str(ROOT), *environment, command)  # fmt: skip
        self.tmux("set-option", "-g", "remain-on-exit", "on")

    def screen(self) -> str:
        return self.tmux("capture-pane", "-p", "-t", "eligo")

    def keys(self, *keys: str) -> None:
        self.tmux("send-keys", "-t", "eligo", *keys)

    def paste(self, path: Path) -> None:
        """Paste a file as a terminal does: bracketed, lines ended by carriage returns."""
        self.tmux("load-buffer", str(path))
        self.tmux("paste-buffer", "-p", "-t", "eligo")

    def until(self, condition: Callable[[str], bool]) -> str:
        """The first screen that the condition holds of."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            screen = self.screen()
            if condition(screen):
                return screen
            threading.Event().wait(0.05)
        raise AssertionError(f"never shown; the screen says:\n{self.screen()}")

    def shown(self, form: str) -> str:
        """What tmux knows of the pane."""
        return self.tmux("display-message", "-p", "-t", "eligo", form).strip()

    def kill_program(self) -> None:
        """End the program as a crash does."""
        pid = int(self.shown("#{pane_pid}"))
        os.kill(pid, signal.SIGKILL)
        self.until(lambda _: self.shown("#{pane_dead}") == "1")

    def stop(self) -> None:
        subprocess.run(["tmux", "-L", self.socket, "kill-server"], capture_output=True, check=False)


@pytest.fixture(params=[(120, 35), (80, 24)], ids=["120x35", "80x24"])
def terminal(request, tmp_path):
    terminal = Terminal(tmp_path, *request.param)
    yield terminal
    terminal.stop()


def test_decisions_survive_a_kill(terminal, tmp_path):
    letter = tmp_path / "lettre.txt"
    sample = files("assistant").joinpath("sample", "lettre.txt")
    letter.write_text(sample.read_text(encoding="utf-8"), encoding="utf-8")
    terminal.start()
    terminal.until(lambda screen: "Collez ici" in screen)
    terminal.paste(letter)
    terminal.until(lambda screen: "relus 0/5" in screen and "lecture en cours" not in screen)
    terminal.keys("a", "a", "x")
    decided = terminal.until(lambda screen: "relus 3/" in screen)
    assert "enregistré" in decided
    terminal.kill_program()
    terminal.tmux("kill-session", "-t", "eligo")
    terminal.start()
    terminal.until(lambda screen: "relus 3/" in screen and "Dossiers en cours" in screen)
    terminal.keys("F6", "Enter")
    resumed = terminal.until(lambda screen: "Dossier repris" in screen)
    assert "relus 3/" in resumed
    terminal.keys("u")
    terminal.until(lambda screen: "relus 2/" in screen)
