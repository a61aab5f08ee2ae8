"""Jobs are deferred in the caller's transaction: what rolls back defers nothing, what commits is run at least once."""

from __future__ import annotations

import json
from datetime import timedelta

from ..clock import SystemClock
from .rows import rows

QUEUE = "default"

# No queueing lock: a second job of the same lock would abort the caller's transaction.
_DEFER = """
SELECT procrastinate_defer_jobs_v1(
    ARRAY[ROW($1::varchar, $2::varchar, 0, NULL, NULL, $3::jsonb, $4::timestamptz)::procrastinate_job_to_defer_v1]
)
"""


async def defer(job: str, *, queue: str = QUEUE, after: timedelta = timedelta(), **arguments: str | int) -> None:
    """Let a worker of `queue` run `job` with these arguments once this transaction has committed, `after` some time.

    Jobs wait by the database's clock, so the wait is a real one also while a village practises another day.
    """
    at = SystemClock().now() + after if after else None
    await rows(_DEFER, [queue, job, json.dumps(arguments), at])
