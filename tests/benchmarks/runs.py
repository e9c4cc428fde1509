"""Running measures in processes of their own, on one core, and printing them beside their aims."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent


class MeasureError(Exception):
    """A measure that could not be taken; the message is one French sentence."""


def pin() -> None:
    """Keep this process, and those that it starts, on one core where the system can do so."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def measured(module: str, *arguments: str | int, python: str | Path = sys.executable) -> Any:
    """The JSON that a module prints on its last line, run in a process of its own.

    Raises MeasureError when it fails.
    """
    run = _run([str(python), "-m", module, *map(str, arguments)])
    try:
        return json.loads(run.stdout.strip().splitlines()[-1])
    except (IndexError, json.JSONDecodeError):
        reason = (run.stderr.strip().splitlines() or ["aucune réponse"])[-1]
        raise MeasureError(
            f"{module} {' '.join(map(str, arguments))} a échoué : {reason}"
        ) from None


def seconds(command: Sequence[str]) -> float:
    """The wall time of a whole process, from its start to its end."""
    begin = time.perf_counter()
    run = _run(command)
    elapsed = time.perf_counter() - begin
    if run.returncode:
        raise MeasureError(f"« {' '.join(command[:4])} » a échoué : {run.stderr.strip()[-200:]}")
    return elapsed


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env=environment
    )


def row(label: str, figure: str, ratio: str = "", aim: str = "") -> str:
    """One line of a report: what, how much, how it compares, what is aimed at."""
    line = f"{label:<46} {figure:>18}"
    if ratio:
        line += f"   {ratio:<22}"
    return (line + (f" objectif {aim}" if aim else "")).rstrip()


def spread(values: Sequence[float]) -> str:
    """The median of some ratios with their extremes: ``8.31 (8.02-8.55)``."""
    return f"{statistics.median(values):.2f} ({min(values):.2f}-{max(values):.2f})"
