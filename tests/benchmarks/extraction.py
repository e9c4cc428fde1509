"""Throughput of the extraction as a ratio to two baselines, on the same texts, in turn.

Run with ``python -m tests.benchmarks.extraction``. Each engine runs in a process of its
own on one core; three rounds, the median of each is compared.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent.parent / "corpus"
ROUNDS = 3
REPEATS = 4


def texts() -> list[str]:
    """The documents of the corpus, repeated with a distinct first line so that no cache answers for them."""
    originals = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.rglob("*.txt"))]
    return [f"Dossier {number}\n{text}" for number in range(REPEATS) for text in originals]


def ours() -> float:
    from assistant.extraction.pipeline import Extractor

    extractor = Extractor()
    return _documents_per_second(extractor.extract)


def bare_tokenizer() -> float:
    import spacy

    return _documents_per_second(spacy.blank("fr"))


def medspacy_french() -> float:
    from loguru import logger

    logger.remove()
    import medspacy
    import spacy

    nlp = medspacy.load(spacy.blank("fr"), language_code="fr")
    return _documents_per_second(nlp, limit=40)


ENGINES = {
    "eligo (texte -> faits)": ours,
    "spacy.blank('fr') seul": bare_tokenizer,
    "medspaCy français par défaut": medspacy_french,
}


def _documents_per_second(engine: object, limit: int | None = None) -> float:
    documents = texts()[:limit]
    engine(documents[0])  # type: ignore[operator]
    begin = time.perf_counter()
    for document in documents:
        engine(document)  # type: ignore[operator]
    return len(documents) / (time.perf_counter() - begin)


def main() -> None:
    if len(sys.argv) > 1:
        print(json.dumps(ENGINES[sys.argv[1]]()))
        return
    figures: dict[str, list[float]] = {name: [] for name in ENGINES}
    for _ in range(ROUNDS):
        for name in ENGINES:
            run = subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.extraction", name],
                capture_output=True,
                text=True,
                check=True,
                env={**os.environ, "OMP_NUM_THREADS": "1"},
            )
            figures[name].append(json.loads(run.stdout.strip().splitlines()[-1]))
    reference = statistics.median(figures["eligo (texte -> faits)"])
    print(f"{len(texts())} documents, médiane de {ROUNDS} passages")
    for name, values in figures.items():
        median = statistics.median(values)
        print(f"{name:<32} {median:8.1f} documents/s   eligo / ceci = {reference / median:.2f}")


if __name__ == "__main__":
    main()
