"""The one thread that touches the outbox file: jobs that wait together share one durable commit."""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from ..errors import AgentError, NotStored, OutboxCorrupt
from ..log import logger
from .ledger import Ledger

T = TypeVar("T")
Job = Callable[[Ledger], Any]
_Waiting = tuple[Job, "asyncio.Future[Any]"]
_Settled = tuple["asyncio.Future[Any]", Any, Exception | None]

_GROUP = 1000
_CORRUPT = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}

_log = logger("outbox")


class Writer:
    """Runs jobs in the order they came. A job that raises must not have written anything before it did."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._ended = asyncio.Event()
        self._is_corrupt = False

    async def start(self, opening: Callable[[], Ledger]) -> Ledger:
        """Open the file in the new thread. Raises what `opening` raises."""
        self._loop = asyncio.get_running_loop()
        opened: asyncio.Future[Ledger] = self._loop.create_future()
        self._thread = threading.Thread(target=self._work, args=(opening, opened), name="outbox", daemon=True)
        self._thread.start()
        return await opened

    async def stop(self) -> None:
        """Finish what waits, close the file and end the thread."""
        if self._thread is not None:
            self._jobs.put(None)
            await self._ended.wait()
            self._thread.join()

    async def run(self, job: Callable[[Ledger], T]) -> T:
        """The result of a job, once it is on the disk. Raises NotStored, OutboxCorrupt and what the job raises."""
        future: asyncio.Future[T] = self._loop.create_future()
        self._jobs.put((job, future))
        return await future

    def _work(self, opening: Callable[[], Ledger], opened: asyncio.Future[Ledger]) -> None:
        try:
            ledger = opening()
        except (AgentError, sqlite3.Error, OSError) as error:
            self._settle([(opened, None, error)])
            return
        self._settle([(opened, ledger, None)])
        is_open = True
        while is_open:
            jobs, is_open = self._take()
            if jobs:
                self._settle(self._commit(ledger, jobs))
        ledger.close()
        self._loop.call_soon_threadsafe(self._ended.set)

    def _take(self) -> tuple[list[_Waiting], bool]:
        jobs: list[_Waiting] = []
        job = self._jobs.get()
        while job is not None:
            jobs.append(job)
            if len(jobs) == _GROUP or self._jobs.empty():
                return jobs, True
            job = self._jobs.get()
        return jobs, False

    def _commit(self, ledger: Ledger, jobs: list[_Waiting]) -> list[_Settled]:
        if self._is_corrupt:
            return [(future, None, OutboxCorrupt()) for _, future in jobs]
        try:
            with ledger.transaction():
                return [_outcome(ledger, job, future) for job, future in jobs]
        except sqlite3.Error as error:
            self._is_corrupt = is_corrupt(error)
            broken = OutboxCorrupt if self._is_corrupt else NotStored
            _log.error("outbox-commit-failed", code=broken.code, sqlite=getattr(error, "sqlite_errorname", ""))
            return [(future, None, broken()) for _, future in jobs]

    def _settle(self, settled: list[_Settled]) -> None:
        self._loop.call_soon_threadsafe(_deliver, settled)


def _outcome(ledger: Ledger, job: Job, future: asyncio.Future[Any]) -> _Settled:
    try:
        return future, job(ledger), None
    except sqlite3.Error:
        raise
    except Exception as error:  # noqa: BLE001  the loop boundary: a job's own failure belongs to who asked for it
        return future, None, error


def is_corrupt(error: sqlite3.Error) -> bool:
    """Whether SQLite says that the file itself is broken."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _CORRUPT


def _deliver(settled: list[_Settled]) -> None:
    for future, result, error in settled:
        if future.done():
            continue
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)
