"""Ends work whose libraries may forget that they were cancelled."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any


async def insisting(work: Coroutine[Any, Any, None], *, again_seconds: float) -> None:
    """Run `work`; once this is cancelled, tell it so again and again until it has ended.

    `asyncio.wait_for` of Python 3.11 loses a cancellation that comes together with its result
    (https://github.com/python/cpython/issues/86296).
    """
    task = asyncio.create_task(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            task.cancel()
            await asyncio.wait([task], timeout=again_seconds)
        raise
