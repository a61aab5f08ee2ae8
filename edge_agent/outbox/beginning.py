"""The first stream of a new outbox file: at installation, or after a broken file was moved aside."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from protocol.identifiers import new_id

from ..clock import business_day
from ..log import logger
from .file import set_aside
from .ledger import add_epoch, read_stream, save_stream
from .rescue import read_broken, write_rescued
from .stream import EpochReason, Stream

_log = logger("outbox")


def opened_stream(connection: sqlite3.Connection, file: Path, now: datetime, *, is_trusted: bool) -> Stream:
    """Where the stream stands; a new file gets a stream, and everything that a broken file before it still held."""
    stream = read_stream(connection)
    if stream is not None:
        return stream
    broken = set_aside(file)
    connection.execute("BEGIN IMMEDIATE")
    if broken:
        stream = _after_broken(connection, file, broken[-1], _unused(now, is_trusted=is_trusted))
        add_epoch(connection, stream, EpochReason.CORRUPT)
    else:
        stream = replace(_unused(now, is_trusted=is_trusted), life=1)
        add_epoch(connection, stream, EpochReason.INSTALLED)
    save_stream(connection, stream)
    connection.execute("COMMIT")
    return stream


def _unused(now: datetime, *, is_trusted: bool) -> Stream:
    day = business_day(now)
    return Stream(0, new_id(), 0, 0, newest=now, day=day, is_day_trusted=is_trusted)


def _after_broken(connection: sqlite3.Connection, file: Path, broken: Path, unused: Stream) -> Stream:
    rescued = read_broken(broken)
    write_rescued(connection, rescued)
    _log.error("outbox-rescued", events=len(rescued.rows), is_position_known=rescued.stream is not None)
    last = rescued.stream or unused
    last = last.on_day(unused.day, is_trusted=unused.is_day_trusted)
    return last.in_new_epoch(unused.epoch, earlier_changes=len(set_aside(file, last.day)) - 1)
