"""The journal on disk: what was acknowledged is there, and nothing can be rewritten."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from assistant.session import Session, events
from assistant.storage import EligoStorageError, Journal, journal_path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "eligo" / "journal.sqlite3"


@pytest.fixture
def journal(path: Path):
    journal = Journal(path)
    yield journal
    journal.close()


def test_what_was_appended_is_read_again_by_another_process_in_order(journal, path):
    opened = journal.open_patient("stereo-sein")
    added = events.DocumentAdded(document=1, name="lettre", text="Mme X, « OMS 1 ».\r\n")
    journal.append(opened.number, 1, added)
    assert Journal(path).events(opened.number) == [opened, added]


def test_a_new_file_takes_the_next_local_number(journal):
    numbers = [journal.open_patient("stereo-sein").number for _ in range(3)]
    assert numbers == [1, 2, 3]


def test_files_are_listed_the_last_touched_first(journal):
    for _ in range(2):
        journal.open_patient("stereo-sein")
    later = events.QuestionUnknown(item="ecog", at="2099-01-01T10:00:00Z")
    journal.append(1, 1, later)
    assert [(patient.number, patient.events) for patient in journal.patients()] == [(1, 2), (2, 1)]


def test_a_number_never_opened_has_no_events(journal):
    assert journal.events(12) == []


def test_a_rank_already_taken_by_another_window_is_refused(journal, path):
    number = journal.open_patient("stereo-sein").number
    Journal(path).append(number, 1, events.FactConfirmed(fact="1.1"))
    with pytest.raises(EligoStorageError, match="autre fenêtre"):
        journal.append(number, 1, events.FactRejected(fact="1.1"))


def test_a_refused_event_does_not_count_in_the_session(journal, path):
    opened = journal.open_patient("stereo-sein")

    def recorder(rank, event):
        journal.append(opened.number, rank, event)

    session = Session([opened], recorder)
    Journal(path).append(opened.number, 1, events.QuestionUnknown(item="ecog"))
    with pytest.raises(EligoStorageError):
        session.add_document("lettre", "OMS 1")
    assert session.state.documents == {}


@pytest.mark.parametrize("statement", ["UPDATE events SET body = '{}'", "DELETE FROM events"])
def test_the_table_refuses_to_be_rewritten(journal, path, statement):
    journal.open_patient("stereo-sein")
    with sqlite3.connect(path) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)


def test_the_file_is_for_its_owner_alone(journal, path):
    journal.open_patient("stereo-sein")
    modes = {stat.S_IMODE(entry.stat().st_mode) for entry in path.parent.iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_every_commit_is_synced(journal):
    mode = journal._connection.execute("PRAGMA journal_mode").fetchone()
    synchronous = journal._connection.execute("PRAGMA synchronous").fetchone()
    assert (mode, synchronous) == (("wal",), (2,))


def test_the_default_place_follows_the_platform(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert journal_path().name == "journal.sqlite3"
    if sys.platform == "linux":
        assert journal_path().parent == tmp_path / "eligo"


def _not_a_database(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"une lettre, pas une base de donn\xc3\xa9es\n" * 100)


def _a_folder_instead(path: Path) -> None:
    path.mkdir(parents=True)


def _a_file_in_the_way(path: Path) -> None:
    path.parent.write_text("fichier")


def _from_the_future(path: Path) -> None:
    Journal(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        pytest.param(_not_a_database, "pas un journal d'Eligo", id="not-a-database"),
        pytest.param(_a_folder_instead, "dossier", id="folder"),
        pytest.param(_a_file_in_the_way, "fichier porte déjà ce nom", id="file-in-the-way"),
        pytest.param(_from_the_future, "version plus récente", id="from-the-future"),
    ],
)
def test_a_journal_that_cannot_be_opened_is_told_in_french(path, spoil, reason):
    spoil(path)
    with pytest.raises(EligoStorageError, match=reason):
        Journal(path)


def test_an_unknown_event_is_told_without_its_content(journal, path):
    number = journal.open_patient("stereo-sein").number
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO events VALUES (?, 1, '2025-01-01', 'x', '{\"kind\": \"Mme DUPONT\"}')",
            (number,),
        )
    with pytest.raises(EligoStorageError) as caught:
        journal.events(number)
    assert "DUPONT" not in str(caught.value)


def test_a_busy_journal_is_told_in_french(journal, path, monkeypatch):
    monkeypatch.setattr("assistant.storage.journal.BUSY_SECONDS", 0.01)
    impatient = Journal(path)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(EligoStorageError, match="autre fenêtre"):
        impatient.open_patient("stereo-sein")
    holder.close()


_WRITER = """
import sys
from pathlib import Path
from assistant.session import events
from assistant.storage import Journal
journal = Journal(Path(sys.argv[1]))
number = journal.open_patient("stereo-sein").number
rank = 0
while True:
    rank += 1
    journal.append(number, rank, events.FactConfirmed(fact=f"1.{rank}"))
    print(rank, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 40])
def test_nothing_acknowledged_is_lost_to_a_kill(path, acknowledged):
    root = Path(__file__).resolve().parents[3]
    child = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert child.stdout is not None
    watchdog = threading.Timer(60, child.kill)
    watchdog.start()
    last = 0
    while last < acknowledged:
        last = int(child.stdout.readline())
    child.send_signal(signal.SIGKILL)
    rest = child.stdout.read().split("\n")
    last = max([last, *(int(line) for line in rest[:-1])])
    child.wait()
    watchdog.cancel()
    ranks = range(1, last + 1)
    kept = Journal(path).events(1)[1 : last + 1]
    assert [event.fact for event in kept] == [f"1.{rank}" for rank in ranks]
