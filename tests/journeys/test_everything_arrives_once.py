"""Whatever is killed, every event that the counter accepted arrives exactly once and in order."""

from __future__ import annotations

import asyncio

import pytest

from provisioning.sandbox.program import Program
from provisioning.sandbox.village import Village

from .finger import Finger
from .stream import everything_arrived, next_seq, stream_of

pytestmark = pytest.mark.asyncio(loop_scope="session")
_WHILE_AWAY = 1.0


async def test_broker_central_and_terminal_are_killed_while_people_call(own_village: Village) -> None:
    await everything_arrived(own_village)
    before = await stream_of(own_village)
    stop = asyncio.Event()
    async with Finger(own_village) as finger, asyncio.TaskGroup() as group:
        group.create_task(finger.touch_until(stop))
        for program in (own_village.broker.program, own_village.central, own_village.agent, own_village.agent):
            await _kill_and_start(program)
        stop.set()

    await everything_arrived(own_village)
    stream = await stream_of(own_village)
    assert stream.stored == stream.highest == stream.applied == await next_seq(own_village) - 1
    assert stream.set_aside == 0
    assert finger.calls > 20
    made, withdrawn = stream.calls - before.calls, stream.withdrawn - before.withdrawn
    assert finger.calls <= made <= finger.calls + finger.unanswered
    assert finger.withdrawals <= withdrawn <= finger.withdrawals + finger.unanswered


async def _kill_and_start(program: Program) -> None:
    await asyncio.sleep(_WHILE_AWAY)
    await program.kill()
    await asyncio.sleep(_WHILE_AWAY)
    await program.start()
    await asyncio.sleep(_WHILE_AWAY)
