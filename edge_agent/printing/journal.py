"""What was printed, is being printed, or nobody knows: the file that makes printing happen at most once."""

from __future__ import annotations

import os
import sqlite3
import threading
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from ..applied import has_applied
from ..clock import rfc3339
from ..log import logger

MIGRATIONS = ("m001_prints",)
_KEPT = 10_000

_log = logger("printing")


class PrintState(StrEnum):
    """ORDERED: not one byte was sent. BEGUN: bytes may have been sent. The others are how it ended."""

    ORDERED = "ordered"
    BEGUN = "begun"
    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Entry:
    """One print. `fault` is a FaultCode or empty; there is no content, only its SHA-256 in the file."""

    print_id: str
    application: str
    state: PrintState
    fault: str = ""


class Journal:
    """Every method blocks and is on the disk when it returns; they may come on several threads."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()

    def open(self) -> None:
        """Open the file, new or of any earlier version; what was begun when it was last closed is UNKNOWN now.

        What was only ordered has FAILED: its content is gone. A broken file is moved aside.
        """
        try:
            self._connection = _connected(self._file)
        except sqlite3.DatabaseError:
            self._file.replace(self._file.with_name(f"{self._file.name}.broken"))
            _log.error("print-journal-set-aside", file=self._file.name)
            self._connection = _connected(self._file)
        for before, after in ((PrintState.BEGUN, PrintState.UNKNOWN), (PrintState.ORDERED, PrintState.FAILED)):
            self._rows("UPDATE prints SET state = ? WHERE state = ?", (after, before))
        self._rows("DELETE FROM prints WHERE is_told AND rowid <= (SELECT max(rowid) FROM prints) - ?", (_KEPT,))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def order(self, entry: Entry, *, number: str, digest: str, at: datetime) -> None:
        """Note a print that is wanted."""
        moment = rfc3339(at)
        self._rows(
            "INSERT INTO prints (print_id, application, number, digest, state, fault, ordered_at, changed_at, is_told)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)",
            (entry.print_id, entry.application, number, digest, entry.state, entry.fault, moment, moment),
        )

    def change(self, entry: Entry, at: datetime) -> None:
        """Note how far a print has come."""
        self._rows(
            "UPDATE prints SET state = ?, fault = ?, changed_at = ? WHERE print_id = ?",
            (entry.state, entry.fault, rfc3339(at), entry.print_id),
        )

    def tell(self, print_id: str) -> None:
        """Note that central was told how it ended."""
        self._rows("UPDATE prints SET is_told = 1 WHERE print_id = ?", (print_id,))

    def untold(self) -> tuple[Entry, ...]:
        """Those that have ended and of which central was not told, oldest first."""
        rows = self._rows(
            "SELECT print_id, application, state, fault FROM prints"
            " WHERE NOT is_told AND state IN ('printed', 'failed', 'unknown') ORDER BY rowid"
        )
        return tuple(
            Entry(print_id, application, PrintState(state), fault) for print_id, application, state, fault in rows
        )

    def _rows(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[str, ...]]:
        with self._lock:
            return self._connection.execute(statement, values).fetchall()


def _connected(file: Path) -> sqlite3.Connection:
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA synchronous=FULL")
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("quick_check")
        if not has_applied(connection, "printing", MIGRATIONS):
            from .migrations import apply  # loads sqlite-utils

            apply(connection)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
