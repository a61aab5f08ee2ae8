"""Time that passes only when nothing else is left to do: waits cost nothing and are exact."""

from __future__ import annotations

import asyncio
import functools
import selectors
from collections.abc import Callable, Coroutine, Sequence
from typing import ParamSpec

P = ParamSpec("P")


class _Leisure(selectors.DefaultSelector):
    """Instead of waiting it moves the time on."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """What is ready; never waits."""
        ready: Sequence[tuple[selectors.SelectorKey, int]] = super().select(0)
        if timeout is None and not ready:
            raise AssertionError("everybody waits for somebody else")
        if timeout and not ready:
            self.now += timeout
        return list(ready)


class _LeisurelyLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._leisure = _Leisure()
        super().__init__(self._leisure)

    def time(self) -> float:
        """Seconds of waiting so far."""
        return self._leisure.now


def leisurely(test: Callable[P, Coroutine[None, None, None]]) -> Callable[P, None]:
    """Run a test in such a time."""

    @functools.wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with asyncio.Runner(loop_factory=_LeisurelyLoop) as runner:
            runner.run(test(*args, **kwargs))

    return run
