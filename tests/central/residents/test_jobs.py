"""The schedule keeps the promise of ten minutes, whatever the settings say, and the worker keeps the schedule."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import pytest

from central.db.worker import JobWorker
from central.residents.jobs import LOOK_AFTER, TAKE, jobs, schedule
from central.residents.queries import register_view
from central.residents_settings import MOST_MINUTES_BEHIND, FileResidentsSettings, RestResidentsSettings
from tests.central.waiting import ended, until

from .extracts import Folder

REST = RestResidentsSettings(
    url="https://juki", ca_file=Path("a"), certificate_file=Path("b"), key_file=Path("c")
)  # fmt: skip


def by_files(**given: int) -> FileResidentsSettings:
    """As a settings file says it."""
    read = {"kind": "files", "folder": "extracts", **given}
    return msgspec.convert(read, FileResidentsSettings, dec_hook=lambda _, value: Path(value))


@pytest.mark.parametrize("minutes", [1, 2, 5])
def test_extracts_are_taken_at_least_every_five_minutes(minutes: int) -> None:
    assert schedule(by_files(take_minutes=minutes))[TAKE] == f"*/{minutes} * * * *"
    assert 2 * minutes <= MOST_MINUTES_BEHIND


@pytest.mark.parametrize("given", [{"take_minutes": 0}, {"take_minutes": 6}, {"oldest_minutes": 11}])
def test_settings_that_would_break_the_promise_are_refused(given: dict[str, int]) -> None:
    with pytest.raises(msgspec.ValidationError):
        by_files(**given)


def test_an_age_below_the_schedule_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        by_files(take_minutes=5, oldest_minutes=5)


def test_a_village_with_another_way_or_none_has_no_such_jobs(tmp_path: Path) -> None:
    clock = Folder(tmp_path).clock
    assert [schedule(each) for each in (None, REST)] == [{}, {}]
    assert [jobs(each, clock) for each in (None, REST)] == [{}, {}]


async def test_the_worker_takes_what_lies_in_the_folder_by_itself(
    tmp_path: Path, database_url: str, database: object
) -> None:
    folder, broken = Folder(tmp_path), list[str]()
    await folder.write()

    async def failed(job: str) -> None:
        broken.append(job)

    known = jobs(FileResidentsSettings(folder=tmp_path), folder.clock)
    every_second = dict.fromkeys((TAKE, LOOK_AFTER), "* * * * * */1")
    running = asyncio.create_task(JobWorker(database_url, known, failed=failed, schedule=every_second).run())
    try:
        await until(_is_filled)
    finally:
        await ended(running)
    assert broken == []


async def _is_filled() -> bool:
    return await register_view() is not None
