"""The state of 住基 for AreYouThere."""

from __future__ import annotations

import asyncio

from central.residents.link_state import RegistryLink
from protocol.wire.messages.answers import LinkState

from ..clock import TestClock


def test_nothing_is_known_before_the_first_word() -> None:
    assert RegistryLink(TestClock()).state() is LinkState.UNKNOWN


def test_a_state_has_its_beginning_and_keeps_it_while_it_lasts() -> None:
    clock = TestClock()
    link = RegistryLink(clock)
    link.note(is_up=True)
    began = clock.now()
    clock.go_on(60)
    link.note(is_up=True)
    assert (link.current.state, link.current.since) == (LinkState.UP, began)
    link.note(is_up=False)
    assert (link.current.state, link.current.since) == (LinkState.DOWN, clock.now())


async def test_it_is_probed_only_while_nobody_asks() -> None:
    link, probes = RegistryLink(TestClock()), []

    async def probe() -> None:
        probes.append(1)
        link.note(is_up=True)

    watching = asyncio.create_task(link.watch(probe, 0.05))
    await asyncio.sleep(0.02)
    for _ in range(8):
        link.note(is_up=True)
        await asyncio.sleep(0.03)
    assert len(probes) == 1
    await asyncio.sleep(0.15)
    assert len(probes) >= 2
    watching.cancel()
