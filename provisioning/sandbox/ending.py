"""How a program of the village ends: a signal cancels what runs, so that everything is closed in order."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Coroutine

_ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run_until_ended(work: Coroutine[None, None, None], *, said: Callable[[], None] | None = None) -> None:
    """Run `work` to its end or until Ctrl-C or SIGTERM; `said` is called at the signal. Raises what `work` raises."""
    try:
        asyncio.run(_with_signals(work, said))
    except asyncio.CancelledError:
        return


async def _with_signals(work: Coroutine[None, None, None], said: Callable[[], None] | None) -> None:
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def end() -> None:
        for number in _ENDING:  # a second one does not disturb the ending
            loop.add_signal_handler(number, lambda: None)
        if said is not None:
            said()
        if task is not None:
            task.cancel()

    for number in _ENDING:
        loop.add_signal_handler(number, end)
    await work
