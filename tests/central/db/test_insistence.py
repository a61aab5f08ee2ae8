"""A cancellation that got lost is told again."""

from __future__ import annotations

import asyncio

import pytest

from central.db.insistence import insisting


class Forgetful:
    """Forgets its first cancellations."""

    def __init__(self, forgets: int) -> None:
        self.forgets = forgets
        self.told = 0
        self.has_ended = False

    async def run(self) -> None:
        """For ever."""
        while True:
            try:
                await asyncio.sleep(3600)
            except asyncio.CancelledError:
                self.told += 1
                if self.told > self.forgets:
                    self.has_ended = True
                    raise


@pytest.mark.parametrize("forgets", [0, 1, 3])
async def test_work_ends_however_often_it_forgets_to(forgets: int) -> None:
    work = Forgetful(forgets)
    task = asyncio.create_task(insisting(work.run(), again_seconds=0.01))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert work.has_ended
    assert work.told == forgets + 1


async def test_what_the_work_raises_comes_out() -> None:
    async def broken() -> None:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        await insisting(broken(), again_seconds=1)
