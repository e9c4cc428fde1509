"""The journal of decisions, on disk. Nothing else in the house touches a database."""

from assistant.storage.errors import EligoStorageError
from assistant.storage.journal import Journal, PatientSummary
from assistant.storage.locations import data_directory, journal_path

__all__ = [
    "EligoStorageError",
    "Journal",
    "PatientSummary",
    "data_directory",
    "journal_path",
]
