"""The speed of the extraction, as ratios to other engines on the same texts in the same run.

``python -m tests.benchmarks.extraction [--rounds N] [--documents N]``. Each engine runs in a
process of its own on one core, the engines in turn; a ratio is that of one round, and the
median of the rounds is printed with its extremes. Nothing is asserted: machines differ.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from pathlib import Path

from tests.benchmarks.runs import ROOT, MeasureError, measured, pin, row, seconds, spread

EDSNLP = ROOT / ".venv-edsnlp" / "bin" / "python"
"""The environment of EDS-NLP, which `make bench` makes: it needs another spaCy than medspaCy."""

PEERS = {
    "edsnlp": ("EDS-NLP complet, 150 expressions", ">= 8"),
    "medspacy": ("medspaCy français, 150 expressions", ">= 20"),
    "spacy": ("spacy.blank('fr') seul", ""),
}
"""Label of each engine, and how many times faster the whole extraction should be, if that is aimed at."""
LENGTH_AIM, COLD_AIM = "<= 1.3", "<= 0.8"
LENGTH_ROUNDS = 3
SAMPLE = "assistant/sample/lettre.txt"
MODULE = "tests.benchmarks.engines"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--edsnlp", type=Path, default=EDSNLP)
    asked = parser.parse_args()
    pin()
    print(
        f"{asked.documents} documents distincts, {asked.rounds} passages, un cœur, temps processeur, médianes"
    )
    try:
        compare(asked.rounds, asked.documents, asked.edsnlp)
        lengths()
        cold_starts(asked.rounds)
    except MeasureError as error:
        sys.exit(str(error))


def compare(rounds: int, documents: int, edsnlp: Path) -> None:
    """Throughput of the extraction and of each peer, in turn."""
    ours: list[dict[str, float]] = []
    theirs: dict[str, list[float]] = {name: [] for name in PEERS}
    if not edsnlp.exists():
        del theirs["edsnlp"]
    for _ in range(rounds):
        ours.append(measured(MODULE, "eligo", documents))
        for name, figures in theirs.items():
            python = edsnlp if name == "edsnlp" else sys.executable
            figures.append(measured(MODULE, name, documents, python=python)["documents"])
    mine = [figures["documents"] for figures in ours]
    rate = statistics.median(figures["characters"] for figures in ours) / 1e6
    print(
        row(
            "Éligo, du texte aux faits",
            f"{statistics.median(mine):.1f} documents/s",
            f"{rate:.2f} Mcaractères/s",
        )
    )
    for name, figures in theirs.items():
        label, aim = PEERS[name]
        ratios = [one / other for one, other in zip(mine, figures, strict=True)]
        print(
            row(
                label,
                f"{statistics.median(figures):.1f} documents/s",
                f"Éligo x {spread(ratios)}",
                aim,
            )
        )
    if "edsnlp" not in theirs:
        print(
            f"{PEERS['edsnlp'][0]} : non mesuré, car {edsnlp} manque (« make bench » le crée s'il peut installer edsnlp)."
        )


def lengths() -> None:
    """One document of 200,000 characters against twenty of 10,000."""
    figures = [measured(MODULE, "length", 0) for _ in range(LENGTH_ROUNDS)]
    whole = statistics.median(figure["whole"] for figure in figures)
    ratios = [figure["whole"] / figure["pieces"] for figure in figures]
    print(
        row(
            "200 000 caractères en un document",
            f"{whole:.2f} s",
            f"vingt de 10 000 x {spread(ratios)}",
            LENGTH_AIM,
        )
    )


def cold_starts(rounds: int) -> None:
    """`eligo extract` on the sample letter against building a blank French spaCy, whole processes."""
    mine = [sys.executable, "-m", "assistant", "extract", SAMPLE]
    blank = [sys.executable, "-c", "import spacy; spacy.blank('fr')"]
    for command in (mine, blank):
        seconds(command)  # what the disk has to fetch is fetched
    pairs = [(seconds(mine), seconds(blank)) for _ in range(max(rounds, 5))]
    start = statistics.median(one for one, _ in pairs)
    ratios = [one / other for one, other in pairs]
    print(
        row(
            "démarrage à froid, lettre d'exemple",
            f"{start:.2f} s",
            f"spacy.blank('fr') x {spread(ratios)}",
            COLD_AIM,
        )
    )


if __name__ == "__main__":
    main()
