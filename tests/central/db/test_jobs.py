"""A deferred job belongs to its transaction, and the library's own worker runs it, again when it was cut short."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import asyncpg
import pytest
from procrastinate.schema import SchemaManager
from procrastinate.sync_psycopg_connector import SyncPsycopgConnector

import central.db
from central.db import worker
from central.db.connection import Database
from central.db.defer import defer
from central.db.rows import rows
from central.db.transaction import transaction
from central.db.worker import Job, JobWorker
from tests.central.database import PrivatePostgres
from tests.central.waiting import ended, rolled_back, until

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture(autouse=True)
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that looks again at once."""
    for pause in ("_AGAIN_SECONDS", "_POLL_SECONDS"):
        monkeypatch.setattr(worker, pause, 0.1)


class Hall:
    """Remembers what was done and what broke."""

    def __init__(self) -> None:
        self.done: list[tuple[str, int]] = []
        self.broken: list[str] = []

    async def note(self, *, case: str, times: int) -> None:
        self.done.append((case, times))

    async def break_down(self) -> None:
        raise ZeroDivisionError

    async def broke(self, job: str) -> None:
        self.broken.append(job)


@asynccontextmanager
async def working(url: str, hall: Hall, *queues: str, **jobs: Job) -> AsyncIterator[None]:
    """A worker of these queues that knows these jobs, and `note`."""
    known: Mapping[str, Job] = {"note": hall.note, **jobs}
    running = asyncio.create_task(JobWorker(url, known, failed=hall.broke, queues=queues).run())
    try:
        yield
    finally:
        await ended(running)


async def states() -> list[str]:
    """The state of every job that is kept, in their order."""
    found = await rows("SELECT status::text AS status FROM procrastinate_jobs ORDER BY id")
    return [row["status"] for row in found]


async def test_a_job_that_was_deferred_is_run_by_the_library_and_not_kept(database_url: str) -> None:
    hall = Hall()
    async with working(database_url, hall):
        async with transaction():
            await defer("note", case="c-1", times=2)
        await until(lambda: hall.done == [("c-1", 2)])
        await until(_nothing_is_kept)


async def test_a_job_in_a_queue_that_nobody_serves_waits_unharmed(database_url: str) -> None:
    hall = Hall()
    await defer("note", queue="guidance", case="waits", times=1)
    async with working(database_url, hall):
        await defer("note", case="common", times=1)
        await until(lambda: hall.done == [("common", 1)])
    assert (await states(), hall.broken) == (["todo"], [])
    async with working(database_url, hall, "guidance"):
        await until(lambda: hall.done[1:] == [("waits", 1)])


async def test_a_transaction_that_rolls_back_defers_nothing() -> None:
    await rolled_back(lambda: defer("note", case="c-1", times=1))
    assert await states() == []


async def test_the_same_job_may_be_deferred_twice_in_one_transaction() -> None:
    async with transaction():
        await defer("note", case="c-1", times=1)
        await defer("note", case="c-1", times=1)
    assert await states() == ["todo", "todo"]


async def test_a_job_waits_for_its_time(database_url: str) -> None:
    hall = Hall()
    await defer("note", case="later", times=1, after=timedelta(hours=1))
    async with working(database_url, hall):
        await defer("note", case="now", times=1)
        await until(lambda: hall.done == [("now", 1)])
    assert await states() == ["todo"]


async def test_a_job_that_fails_is_told_once_and_kept(database_url: str) -> None:
    hall = Hall()
    async with working(database_url, hall, broken=hall.break_down):
        await defer("broken")
        await until(_one_failed)
    assert hall.broken == ["broken"]


async def test_a_job_that_lost_its_database_runs_again(database_url: str) -> None:
    hall, losses = Hall(), [asyncpg.ConnectionDoesNotExistError("lost")]

    async def lose_first() -> None:
        if losses:
            raise losses.pop()
        hall.done.append(("again", 1))

    async with working(database_url, hall, lose=lose_first):
        await defer("lose")
        await until(lambda: hall.done == [("again", 1)])
    assert hall.broken == []


async def test_a_job_that_the_end_of_the_program_cut_short_waits_for_the_next(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_GRACE_SECONDS", 0.1)
    hall, begun = Hall(), asyncio.Event()

    async def linger() -> None:
        begun.set()
        await asyncio.sleep(60)

    async with working(database_url, hall, linger=linger):
        await defer("linger")
        await begun.wait()
    assert await states() == ["todo"]


async def test_a_job_whose_worker_was_killed_runs_again(database_url: str) -> None:
    hall = Hall()
    await defer("note", case="c-1", times=1)
    await rows("UPDATE procrastinate_jobs SET status = 'doing'")
    async with working(database_url, hall):
        await until(lambda: hall.done == [("c-1", 1)])


async def test_a_worker_outlasts_a_database_that_is_away(database: Database, postgres: PrivatePostgres) -> None:
    hall = Hall()
    async with working(database.url, hall):
        await defer("note", case="c-1", times=1)
        await until(lambda: hall.done == [("c-1", 1)])
        await postgres.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'central-jobs'"
        )
        await defer("note", case="c-2", times=1)
        await until(lambda: hall.done[1:] == [("c-2", 1)])


def test_the_schema_that_was_taken_over_is_that_of_the_library() -> None:
    (ours,) = (Path(central.db.__file__).parent / "vendor").glob("*.sql")
    assert ours.read_text(encoding="utf-8").endswith(SchemaManager(SyncPsycopgConnector()).get_schema())


async def _nothing_is_kept() -> bool:
    return await states() == []


async def _one_failed() -> bool:
    return await states() == ["failed"]
