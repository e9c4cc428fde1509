"""Time of one evaluation and of the next question, beside a fixed reference of the same run.

Run with ``python -m tests.benchmarks.criteria``. The reference is pure Python work that
never changes, so that the ratios compare from one machine to another.
"""

from __future__ import annotations

import json
import statistics
import timeit
from datetime import date
from functools import partial
from pathlib import Path

from criteria.evaluation import assess
from criteria.facts import Document, Fact, Status
from criteria.protocol import load
from criteria.questions import questions
from criteria.record import Record

CORPUS = Path(__file__).resolve().parent.parent.parent / "corpus"


def records() -> list[Record]:
    """The confirmed records of the gold facts of each annotated document."""
    found = []
    for path in sorted(CORPUS.rglob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(content, dict) or "facts" not in content or not content["date"]:
            continue
        document = Document(id=path.stem, kind=content["kind"], date=content["date"])
        facts = [
            Fact(
                key=fact["key"],
                value=fact["value"],
                unit=fact.get("unit"),
                attrs=fact["attrs"],
                document=document,
                status=Status.CONFIRMED,
            )
            for fact in content["facts"]
        ]
        found.append(Record.from_facts(facts, ref_date=date.fromisoformat(content["date"])))
    return found


def reference() -> int:
    """A fixed amount of pure Python work."""
    return sum(len(str(number)) for number in range(1000))


def median_ms(work: object, repeat: int = 5) -> float:
    return statistics.median(timeit.repeat(work, number=1, repeat=repeat)) * 1000  # type: ignore[arg-type]


def main() -> None:
    protocol = load("stereo-sein")
    cases = records()
    base = median_ms(reference, repeat=50)
    evaluations, askings = [], []
    for record in cases:
        evaluations.append(median_ms(partial(assess, protocol, record)))
        askings.append(median_ms(partial(questions, protocol, record, assess(protocol, record))))
    evaluation, asking = statistics.median(evaluations), statistics.median(askings)
    print(f"{len(cases)} dossiers d'un document ; référence {base:.3f} ms")
    print(
        f"une évaluation        {evaluation:7.3f} ms   {evaluation / base:6.1f} fois la référence"
    )
    print(f"la question suivante  {asking:7.3f} ms   {asking / base:6.1f} fois la référence")


if __name__ == "__main__":
    main()
