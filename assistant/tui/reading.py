"""The extraction as the interfaces use it: imported and built late, in one place."""

from __future__ import annotations

from typing import Any


def make_extractor() -> Any:
    """The extraction pipeline. Importing and building it takes a second or two."""
    from assistant.extraction.pipeline import Extractor

    return Extractor()
