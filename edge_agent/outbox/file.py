"""Opening the outbox file: created for its owner alone, checked, and moved aside when it is broken."""

from __future__ import annotations

import os
import re
import sqlite3
from datetime import date
from pathlib import Path

from ..errors import OutboxInUse
from ..log import logger
from .schema import migrate
from .writer import is_corrupt

_LOCK_SECONDS = 2.0
_COMPANIONS = ("", "-wal", "-shm", "-journal")

_log = logger("outbox")


def open_file(file: Path, today: date) -> sqlite3.Connection:
    """The file, sound and of the present schema; a broken one is moved aside first. Raises OutboxInUse."""
    try:
        return connect(file)
    except sqlite3.DatabaseError as error:
        if not is_corrupt(error):
            raise
    aside = _move_aside(file, today)
    _log.error("outbox-set-aside", file=str(aside))
    return connect(file)


def connect(file: Path) -> sqlite3.Connection:
    """One exclusive connection with every commit synced. Raises sqlite3.Error and OutboxInUse."""
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False, timeout=_LOCK_SECONDS)
    try:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        _check(connection)
        migrate(connection)
    except sqlite3.DatabaseError as error:
        connection.close()
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_BUSY:
            raise OutboxInUse(str(file)) from error
        raise
    return connection


def set_aside(file: Path, day: date | None = None) -> list[Path]:
    """Broken files of this outbox that were moved aside, on one day or ever, oldest first."""
    stamp = f"{day:%Y%m%d}" if day else r"\d{8}"
    name = re.compile(rf"{re.escape(file.name)}\.{stamp}-broken-\d+")
    return sorted(path for path in file.parent.iterdir() if name.fullmatch(path.name))


def _check(connection: sqlite3.Connection) -> None:
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        error = sqlite3.DatabaseError("quick_check")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def _move_aside(file: Path, today: date) -> Path:
    number = len(set_aside(file, today)) + 1
    aside = file.with_name(f"{file.name}.{today:%Y%m%d}-broken-{number:02d}")
    for companion in _COMPANIONS:
        old = file.with_name(file.name + companion)
        if old.exists():
            old.rename(aside.with_name(aside.name + companion))
    _sync_folder(file.parent)
    return aside


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
