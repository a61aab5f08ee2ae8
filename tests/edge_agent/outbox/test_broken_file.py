"""A broken outbox file is moved aside at the start, reported, and everything readable in it is sent after all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edge_agent.errors import OutboxCorrupt
from edge_agent.outbox.file import set_aside
from edge_agent.outbox.ledger import Ledger
from protocol.wire.messages.events import EpochBegan

from ..counter import call, opened, outbox, waiting_envelopes


async def fill(folder: Path, calls: int = 200) -> str:
    """An outbox in which the oldest calls lie in pages of their own; its epoch."""
    async with outbox(folder) as box:
        for _ in range(calls - 1):
            await call(box)
        return (await call(box, numbered=True)).epoch


async def test_a_file_that_is_no_database_is_moved_aside_and_a_new_epoch_begins(tmp_path: Path) -> None:
    (tmp_path / "outbox.db").write_bytes(b"not a database at all" * 1000)
    async with outbox(tmp_path) as box:
        assert str((await call(box, numbered=True)).reception_number) == "1-501"
        first, _ = await waiting_envelopes(box)
    assert opened(first).body == EpochBegan("", 0, "corrupt")
    (aside,) = set_aside(tmp_path / "outbox.db")
    assert aside.read_bytes().startswith(b"not a database")


async def test_what_is_readable_is_sent_byte_for_byte_and_the_new_epoch_names_the_last_seq(tmp_path: Path) -> None:
    epoch = await fill(tmp_path)
    async with outbox(tmp_path) as box:
        before = {envelope.seq: envelope for envelope in await waiting_envelopes(box)}
    spoil(tmp_path / "outbox.db", page_holding("waiting", tmp_path / "outbox.db"))
    async with outbox(tmp_path) as box:
        stored = await call(box, numbered=True)
        envelopes = await waiting_envelopes(box)
    rescued = [envelope for envelope in envelopes if envelope.epoch == epoch]
    assert 0 < len(rescued) < len(before)
    assert all(before[envelope.seq] == envelope for envelope in rescued)
    assert opened(envelopes[len(rescued)]).body == EpochBegan(epoch, 201, "corrupt")
    assert (stored.seq, str(stored.reception_number)) == (2, "1-501")


async def test_the_third_file_of_a_day_numbers_from_801(tmp_path: Path) -> None:
    numbers = []
    for _ in range(3):
        (tmp_path / "outbox.db").write_bytes(b"not a database at all" * 1000)
        async with outbox(tmp_path) as box:
            numbers.append(str((await call(box, numbered=True)).reception_number))
    assert numbers == ["1-501", "1-801", "1-801"]
    assert len(set_aside(tmp_path / "outbox.db")) == 3


async def test_a_file_that_breaks_in_use_refuses_everything_until_the_next_start(tmp_path: Path) -> None:
    def break_it(_: Ledger) -> None:
        error = sqlite3.DatabaseError("database disk image is malformed")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error

    async with outbox(tmp_path) as box:
        for job in (break_it, lambda ledger: ledger.listed(1)):
            with pytest.raises(OutboxCorrupt):
                await box._writer.run(job)
        with pytest.raises(OutboxCorrupt):
            await box.run()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.floats(0, 1))
async def test_a_torn_journal_leaves_the_events_up_to_the_tear_and_no_gap(
    tmp_path_factory: pytest.TempPathFactory, cut: float
) -> None:
    folder, torn = tmp_path_factory.mktemp("whole"), tmp_path_factory.mktemp("torn")
    async with outbox(folder) as box:
        for _ in range(20):
            await call(box)
        for name in ("outbox.db", "outbox.db-wal"):
            content = (folder / name).read_bytes()
            keep = int(len(content) * cut) if name.endswith("wal") else len(content)
            (torn / name).write_bytes(content[:keep])
    async with outbox(torn) as box:
        await call(box)
        seqs = [envelope.seq for envelope in await waiting_envelopes(box)]
    assert seqs == list(range(1, len(seqs) + 1))


def page_holding(table: str, file: Path) -> int:
    """A leaf page of a table that is not its first."""
    with sqlite3.connect(file) as connection:
        rows = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchall()
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.close()
    return int((rows[0][0] + pages) // 2)


def spoil(file: Path, page: int) -> None:
    """Overwrite one page with noise."""
    with file.open("r+b") as opened_file:
        opened_file.seek((page - 1) * 4096)
        opened_file.write(b"\xa5" * 4096)
