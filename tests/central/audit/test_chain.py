"""Whoever touches a line of the audit log, its order or its end is found out."""

from __future__ import annotations

import asyncio

import pytest

from central.audit.entry import AuditKind, Print
from central.audit.queries import lines_of, verify_chain
from central.audit.use_cases.record import AuditEntry, record
from central.db.connection import Database
from central.db.rows import rows
from tests.central.clock import TestClock
from tests.central.waiting import rolled_back

_UNLOCK = "ALTER TABLE audit_record DISABLE TRIGGER audit_record_only_grows"


async def _write(count: int) -> None:
    clock = TestClock()
    for number in range(count):
        clock.go_on(1)
        await record(AuditEntry(at=clock.now(), actor="madoguchi", action="searched", detail={"number": number}))


async def test_an_untouched_log_is_whole(database: Database) -> None:
    assert (await verify_chain()).is_whole
    await _write(5)
    report = await verify_chain()
    assert (report.lines, report.is_whole) == (5, True)


@pytest.mark.parametrize(
    ("tampering", "broken_at"),
    [
        ("UPDATE audit_record SET actor = 'somebody' WHERE seq = 3", 3),
        ("UPDATE audit_record SET at = at + interval '1 microsecond' WHERE seq = 2", 2),
        ("UPDATE audit_record SET detail = '{}' WHERE seq = 5", 5),
        ("DELETE FROM audit_record WHERE seq = 4", 4),
        ("DELETE FROM audit_record WHERE seq >= 4", 4),
        ("UPDATE audit_record SET seq = 7 - seq WHERE seq IN (3, 4) AND false OR seq = 1", 1),
    ],
)
async def test_tampering_is_found(database: Database, tampering: str, broken_at: int) -> None:
    await _write(5)
    await rows(_UNLOCK)
    await rows(tampering)
    assert (await verify_chain()).broken_at == broken_at


@pytest.mark.parametrize("change", ["UPDATE audit_record SET actor = ''", "DELETE FROM audit_record"])
async def test_the_database_itself_refuses_a_change(database: Database, change: str) -> None:
    await _write(1)
    with pytest.raises(Exception, match="only grows"):
        await rows(change)


async def test_many_writers_at_once_make_one_chain(database: Database) -> None:
    await asyncio.gather(*(_write(5) for _ in range(4)))
    report = await verify_chain()
    assert (report.lines, report.is_whole) == (20, True)


async def test_a_line_that_was_rolled_back_leaves_no_hole(database: Database) -> None:
    await _write(1)
    await rolled_back(lambda: _write(1))
    await _write(1)
    assert (await verify_chain()).is_whole


async def test_a_print_is_written_down_whole(database: Database) -> None:
    printed = Print(printer="honcho-1", title="住民票の写し", copies=2, seal_printed=True, issue_number="1-012")
    entry = AuditEntry(
        at=TestClock().now(), actor="madoguchi", action="printed", kind=AuditKind.PRINT, printed=printed,
        subjects=("12345",),
    )  # fmt: skip
    await record(entry)
    (line,) = await lines_of(kind="print")
    assert (line["title"], line["copies"], line["seal_printed"]) == ("住民票の写し", 2, True)
    assert line["subjects"] == ["12345"]
