"""The counter closes with the hours and with a full disk, and never under a resident's hands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from edge_agent.visit.happenings import Action
from edge_agent.visit.state import Screen, State

from ..counter import MORNING
from .stand_ins import EVENING, Counter


@pytest.mark.parametrize("at", [EVENING, datetime(2026, 4, 3, 1, 0, tzinfo=UTC)])
async def test_outside_hours_the_counter_is_closed(at: datetime) -> None:
    counter = Counter(at=at)
    async with counter.running():
        await counter.until(lambda state: state.screen is Screen.CLOSED)
        assert (await counter.touch(Action.START)).screen is Screen.CLOSED


async def test_the_counter_closes_and_opens_with_the_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edge_agent.visit.service._LOOK_AT_HOURS_SECONDS", 0.01)
    counter = Counter()
    async with counter.running():
        counter.clock.at = EVENING
        await counter.until(lambda state: state.screen is Screen.CLOSED)
        counter.clock.move(hours=16)
        await counter.until(lambda state: state.screen is Screen.ATTRACT)
        counter.shelf.room = False
        await counter.until(lambda state: state.screen is Screen.FULL)
        counter.shelf.room = True
        await counter.until(lambda state: state.screen is Screen.ATTRACT)


@pytest.mark.parametrize(("at", "room", "rest"), [(EVENING, True, Screen.CLOSED), (MORNING, False, Screen.FULL)])
async def test_the_last_visit_may_be_finished_and_no_other_slips_in_behind_it(
    at: datetime, room: bool, rest: Screen
) -> None:
    counter = Counter()
    await counter.touch(Action.START)
    counter.clock.at, counter.shelf.room = at, room
    assert (await counter.touch(Action.CHOOSE_EVENT, "moving-in")).screen is Screen.PREPARING
    await counter.touch(Action.QUIT)
    left = await counter.touch(Action.QUIT_FOR_SURE)
    assert left == State(rest, revision=left.revision)
