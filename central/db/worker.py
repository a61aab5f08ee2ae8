"""Runs deferred jobs with procrastinate's worker, on connections of its own, again after every loss."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import psycopg
from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import DeleteJobCondition
from psycopg.conninfo import make_conninfo

from ..log import logger
from .connection import credentials
from .defer import QUEUE
from .insistence import insisting
from .outage import DATABASE_AWAY

Job = Callable[..., Awaitable[None]]
"""Takes what `defer` was given, by name. It may run twice: it names a row and looks whether that is done."""

TellFailure = Callable[[str], Awaitable[None]]

_AWAY = (*DATABASE_AWAY, ConnectorException, psycopg.Error)
_AGAIN_SECONDS = 5.0
_POLL_SECONDS = 5.0
_HEARTBEAT_SECONDS = 10.0
_STALLED_SECONDS = 30.0
_GRACE_SECONDS = 10.0

_log = logger("db")


class _WhenAway(BaseRetryStrategy):
    """A job that lost its database or was cut short by the program's end runs again; any other failure is a bug."""

    def get_retry_decision(self, *, exception: BaseException, job: Any) -> RetryDecision | None:  # noqa: ARG002
        """At once, after some seconds, or never."""
        if isinstance(exception, asyncio.CancelledError):
            return RetryDecision()
        return RetryDecision(retry_in={"seconds": int(_AGAIN_SECONDS)}) if isinstance(exception, _AWAY) else None


class JobWorker:
    """`jobs` by the names they are deferred under; `failed` is told the name of one that broke its promise.

    `queues` are served beside the common one. Those in `schedule` are due by cron (the database's clock, UTC), once for
    all workers and never twice at a time.
    """

    def __init__(
        self,
        url: str,
        jobs: Mapping[str, Job],
        *,
        failed: TellFailure,
        schedule: Mapping[str, str] | None = None,
        queues: Sequence[str] = (),
        at_once: int = 4,
    ) -> None:
        self._url = url
        self._jobs = jobs
        self._schedule = schedule or {}
        self._queues = [QUEUE, *queues]
        self._failed = failed
        self._at_once = at_once

    async def run(self) -> None:
        """Until cancelled; then what runs has some seconds to end, and is run again when it did not."""
        _hush()
        while True:
            try:
                await self._live_once()
            except* _AWAY as group:
                _log.warning("jobs-wait", error=type(group.exceptions[0]).__name__)
            await asyncio.sleep(_AGAIN_SECONDS)

    async def _live_once(self) -> None:
        app = self._app()
        async with app.open_async(), asyncio.TaskGroup() as group:
            rescue = group.create_task(self._rescue_stalled(app))
            await insisting(self._work(app), again_seconds=_GRACE_SECONDS + 2)
            rescue.cancel()

    async def _work(self, app: App) -> None:
        await app.run_worker_async(
            queues=self._queues,
            concurrency=self._at_once,
            install_signal_handlers=False,
            fetch_job_polling_interval=_POLL_SECONDS,
            shutdown_graceful_timeout=_GRACE_SECONDS,
            delete_jobs=DeleteJobCondition.SUCCESSFUL,
            update_heartbeat_interval=_HEARTBEAT_SECONDS,
            stalled_worker_timeout=_STALLED_SECONDS,
        )

    def _app(self) -> App:
        given = credentials(self._url)
        given["dbname"] = given.pop("database")
        conninfo = make_conninfo(application_name="central-jobs", **given)
        app = App(connector=PsycopgConnector(conninfo=conninfo, min_size=1, max_size=self._at_once + 1, timeout=10))
        for name, job in self._jobs.items():
            lock = name if name in self._schedule else None
            task = app.task(name=name, queue=QUEUE, retry=_WhenAway(), lock=lock)(self._attempt(name, job))
            if name in self._schedule:
                app.periodic(cron=self._schedule[name])(task)
        return app

    def _attempt(self, name: str, job: Job) -> Job:
        async def attempt(**arguments: str | int) -> None:
            if name in self._schedule:
                arguments.pop("timestamp", None)  # when it was due
            try:
                await job(**arguments)
            except _AWAY as error:
                _log.warning("job-waits", job=name, error=type(error).__name__)
                raise
            except Exception:
                _log.exception("job-failed", job=name)
                await self._failed(name)
                raise

        return attempt

    async def _rescue_stalled(self, app: App) -> None:
        """Whose worker has no heartbeat any more runs again; of several programs that find it, one is first."""
        while True:
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=_STALLED_SECONDS):
                _log.warning("job-stalled", job=job.task_name)
                with suppress(ConnectorException):
                    await app.job_manager.retry_job(job)
            await asyncio.sleep(_STALLED_SECONDS)


def _hush() -> None:
    """The libraries log arguments and messages of errors; what happens to a job is logged here, by its name."""
    for name in ("procrastinate", "psycopg.pool"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
