"""What the tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.extraction.pipeline import Extractor

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The real pipeline, built once."""
    return Extractor()


@pytest.fixture(scope="session")
def corpus() -> Path:
    return CORPUS
