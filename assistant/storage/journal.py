"""The journal on disk: one append-only table of events for all the patients.

An event that `Journal.append` has returned from is on the disk: the journal is
in WAL mode with ``synchronous=FULL``, so that every commit is followed by an
fsync and neither a kill nor a power cut takes back what the screen called
saved. The table refuses updates and deletions by itself.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from assistant.session import events
from assistant.storage.errors import EligoStorageError, storage_error
from assistant.storage.locations import journal_path

SCHEMA_VERSION = 1
"""Kept in the file, so that an older Eligo refuses a newer journal instead of misreading it."""

BUSY_SECONDS = 3.0
"""How long a write waits for another window before it gives up with a sentence."""

_SCHEMA = """
CREATE TABLE events (
    patient INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (patient, rank)
) STRICT;
CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER events_are_never_removed BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'append-only'); END;
"""


@dataclass(frozen=True)
class PatientSummary:
    """One file of the journal, as the list of files shows it."""

    number: int
    opened_at: datetime
    changed_at: datetime
    events: int


class Journal:
    """The journal of one user. Use it from one thread; several processes may share the file."""

    def __init__(self, path: Path | None = None) -> None:
        """Open or create the journal; raises `EligoStorageError`."""
        self.path = path if path is not None else journal_path()
        self._connection = self._open()

    def close(self) -> None:
        """Let go of the file. What was appended stays."""
        self._connection.close()

    def append(self, patient: int, rank: int, event: events.Event) -> None:
        """Write the event at ``rank`` (from 0) of the patient's file; on disk when it returns.

        Raises `EligoStorageError` when that rank is taken, which means that
        another window has gone on with the same file.
        """
        row = (patient, rank, event.at.isoformat(), event.kind, events.to_json(event))
        try:
            with self._transaction():
                self._insert(row)
        except sqlite3.IntegrityError:
            raise EligoStorageError(
                f"Le dossier {patient} a été modifié dans une autre fenêtre ; "
                "fermez-le et rouvrez-le pour continuer."
            ) from None

    def open_patient(self, protocol: str) -> events.PatientOpened:
        """Start a new file under the next local number; the event is on disk on return."""
        with self._transaction():
            (number,) = self._connection.execute(
                "SELECT coalesce(max(patient), 0) + 1 FROM events"
            ).fetchone()
            event = events.PatientOpened(number=number, protocol=protocol)
            self._insert((number, 0, event.at.isoformat(), event.kind, events.to_json(event)))
        return event

    def events(self, patient: int) -> list[events.Event]:
        """Every event of the file, oldest first; empty for a number never opened."""
        with self._guard():
            rows = self._connection.execute(
                "SELECT body FROM events WHERE patient = ? ORDER BY rank", (patient,)
            ).fetchall()
        try:
            return [events.from_json(body) for (body,) in rows]
        except ValidationError:
            raise EligoStorageError(
                f"Journal « {self.path} » : le dossier {patient} contient un événement "
                "illisible ; une version plus récente d'Eligo l'a peut-être écrit."
            ) from None

    def patients(self) -> list[PatientSummary]:
        """The files, the one touched last first."""
        with self._guard():
            rows = self._connection.execute(
                "SELECT patient, min(at), max(at), count(*) FROM events"
                " GROUP BY patient ORDER BY max(at) DESC, patient DESC"
            ).fetchall()
        return [
            PatientSummary(
                number=number,
                opened_at=datetime.fromisoformat(opened),
                changed_at=datetime.fromisoformat(changed),
                events=count,
            )
            for number, opened, changed, count in rows
        ]

    def _insert(self, row: tuple[int, int, str, str, str]) -> None:
        self._connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?)", row)

    def _open(self) -> sqlite3.Connection:
        try:
            _create_private(self.path)
            connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise storage_error(self.path, error) from None
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            self._migrate(connection)
        except sqlite3.Error as error:
            connection.close()
            raise storage_error(self.path, error) from None
        except EligoStorageError:
            connection.close()
            raise
        return connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version == 0:
            for statement in _statements(_SCHEMA):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
        if version > SCHEMA_VERSION:
            raise EligoStorageError(
                f"Journal « {self.path} » : il a été écrit par une version plus récente "
                "d'Eligo ; mettez Eligo à jour pour l'ouvrir."
            )

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.IntegrityError:
            raise
        except sqlite3.Error as error:
            raise storage_error(self.path, error) from None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._guard():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


def _create_private(path: Path) -> None:
    """Make the folder and the file readable by the user alone before anything is written."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    os.close(descriptor)
    path.chmod(0o600)


def _statements(script: str) -> list[str]:
    """The statements of a script, for `executescript` would commit behind our back."""
    statements, current = [], ""
    for line in script.splitlines(keepends=True):
        current += line
        if sqlite3.complete_statement(current):
            statements.append(current)
            current = ""
    return statements
