"""Where things are kept: the data folder of the platform, for this user alone."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def data_directory() -> Path:
    """The folder of Eligo's data (``XDG_DATA_HOME`` and its like are honoured)."""
    return Path(platformdirs.user_data_dir("eligo", appauthor=False))


def journal_path() -> Path:
    """The file of the journal."""
    return data_directory() / "journal.sqlite3"
