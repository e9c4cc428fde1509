"""One engine, timed in a process of its own: ``python -m tests.benchmarks.engines NAME DOCUMENTS``.

Prints one JSON object. An engine imports what it needs itself: EDS-NLP lives in another
environment than the others (it needs a spaCy that medspaCy does not accept).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from tests.benchmarks.concepts import CONCEPTS
from tests.benchmarks.texts import documents, long_documents

Engine = Callable[[str], Any]

WARM_UP = 60
"""Documents before the clock starts, none of which is measured."""
LONG, SHORT = 200_000, 10_000


def eligo() -> Engine:
    """The whole extraction: from the text to the facts."""
    from assistant.extraction.pipeline import Extractor

    return Extractor().extract


def bare_spacy() -> Engine:
    """The French tokenizer of spaCy and nothing else."""
    import spacy

    return spacy.blank("fr")


def medspacy_french() -> Engine:
    """The French default pipeline of medspaCy, with the 150 concepts as targets."""
    from loguru import logger

    logger.remove()
    import medspacy
    import spacy
    from medspacy.target_matcher import TargetRule

    nlp = medspacy.load(spacy.blank("fr"), language_code="fr")
    nlp.get_pipe("medspacy_target_matcher").add(
        [TargetRule(name, name.upper(), pattern=pattern) for name, pattern in CONCEPTS.items()]
    )
    return nlp


def edsnlp_full() -> Engine:
    """EDS-NLP with the 150 concepts, its qualifiers, dates, quantities and TNM."""
    from loguru import logger

    logger.remove()
    import edsnlp
    import edsnlp.pipes as eds

    nlp = edsnlp.blank("eds")
    nlp.add_pipe(eds.normalizer())
    nlp.add_pipe(eds.sentences())
    nlp.add_pipe(
        eds.matcher(regex={name: [pattern] for name, pattern in CONCEPTS.items()}, attr="LOWER")
    )
    for qualifier in (eds.negation, eds.hypothesis, eds.family, eds.history):
        nlp.add_pipe(qualifier())
    nlp.add_pipe(eds.dates())
    nlp.add_pipe(eds.quantities(quantities="all"))
    nlp.add_pipe(eds.tnm())
    return nlp


ENGINES: dict[str, Callable[[], Engine]] = {
    "eligo": eligo,
    "spacy": bare_spacy,
    "medspacy": medspacy_french,
    "edsnlp": edsnlp_full,
}


def throughput(name: str, number: int) -> dict[str, float]:
    """Documents and characters a second of processor time, on texts that the engine has not seen."""
    engine = ENGINES[name]()
    for text in documents(WARM_UP):
        engine(text)
    texts = documents(number, first=WARM_UP)
    begin = time.process_time()
    for text in texts:
        engine(text)
    seconds = time.process_time() - begin
    return {"documents": number / seconds, "characters": sum(map(len, texts)) / seconds}


def length_cost() -> dict[str, float]:
    """Seconds of processor time for one text of LONG characters, and for as many characters in texts of SHORT."""
    engine = eligo()
    for text in documents(WARM_UP):
        engine(text)
    (whole,) = long_documents(LONG, 1, copy=1)
    pieces = long_documents(SHORT, LONG // SHORT, copy=2)
    begin = time.process_time()
    engine(whole)
    middle = time.process_time()
    for piece in pieces:
        engine(piece)
    return {"whole": middle - begin, "pieces": time.process_time() - middle}


def main() -> None:
    name, number = sys.argv[1], int(sys.argv[2])
    print(json.dumps(length_cost() if name == "length" else throughput(name, number)))


if __name__ == "__main__":
    main()
