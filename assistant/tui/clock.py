"""Times as they are shown: local, in French order."""

from __future__ import annotations

from datetime import date, datetime


def local_time(at: datetime) -> str:
    """« 14:02 »."""
    return f"{at.astimezone():%H:%M}"


def local_day_and_time(at: datetime) -> str:
    """« 14/03/2025 14:02 »."""
    return f"{at.astimezone():%d/%m/%Y %H:%M}"


def today() -> date:
    """The day of screening: criteria are evaluated as of today."""
    return date.today()
