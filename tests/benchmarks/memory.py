"""Memory of a process that reads many documents: ``python -m tests.benchmarks.memory [--documents N]``.

The resident memory after all the documents, all distinct, against that after the first 1,000:
what grows with the number of texts would end a process that reads a whole archive.
"""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path

from tests.benchmarks.runs import pin, row
from tests.benchmarks.texts import documents

FIRST, ALL = 1_000, 25_000
AIM = "<= 1.1"


def resident() -> float:
    """Megabytes of this process in memory; the most it ever had where the system tells no more."""
    gc.collect()
    statm = Path("/proc/self/statm")
    if statm.exists():
        import resource

        return int(statm.read_text().split()[1]) * resource.getpagesize() / 1e6
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=ALL)
    number = max(parser.parse_args().documents, FIRST + 1)
    pin()
    from assistant.extraction.pipeline import Extractor

    extractor = Extractor()
    first = 0.0
    for index in range(number):
        (text,) = documents(1, first=index)
        extractor.extract(text)
        if index + 1 == FIRST:
            first = resident()
    last = resident()
    print(
        row(
            f"mémoire après {number:,} documents".replace(",", " "),
            f"{last:.0f} Mo",
            f"après 1 000 x {last / first:.2f}",
            AIM,
        )
    )


if __name__ == "__main__":
    main()
