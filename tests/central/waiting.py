"""Waiting for what other tasks and programs bring about."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress

from central.db.transaction import transaction


async def until(truth: Callable[[], bool | Awaitable[bool]], *, seconds: float = 15) -> None:
    """Look again and again until it is true. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not await _value(truth):  # noqa: ASYNC110 - it becomes true in another process
            await asyncio.sleep(0.02)


async def rolled_back(work: Callable[[], Coroutine[None, None, object]]) -> None:
    """Do some work in a transaction that fails at its end."""
    with suppress(ZeroDivisionError):
        async with transaction():
            await work()
            raise ZeroDivisionError


async def ended(task: asyncio.Task[None]) -> None:
    """Cancel a task and wait for its end."""
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _value(truth: Callable[[], bool | Awaitable[bool]]) -> bool:
    value = truth()
    return value if isinstance(value, bool) else await value
