"""A reader that goes away under a visit, and a card that is left lying at its end."""

from __future__ import annotations

import asyncio

import pytest

from edge_agent.visit.happenings import Action
from edge_agent.visit.state import CardNotice, Screen
from protocol.devices import DeviceState, FaultCode

from .cards import PretendCard, reader_is
from .desk import open_desk
from .leisure import leisurely
from .stand_ins import EVENING, turns


@pytest.mark.parametrize(
    "status", [reader_is(DeviceState.ABSENT), reader_is(DeviceState.FAULT, FaultCode.SERVICE_DOWN)]
)
@pytest.mark.parametrize("screen", [Screen.CARD, Screen.PIN])
@leisurely
async def test_a_reader_that_goes_away_is_told_and_the_visit_goes_on_when_it_is_back(
    screen: Screen, status: object
) -> None:
    async with open_desk() as desk:
        visit = (await desk.begin()).visit
        card = PretendCard()
        if screen is Screen.PIN:
            await desk.reader.put(card)
            await desk.at(Screen.PIN)
        desk.devices.set(status)  # type: ignore[arg-type]
        if screen is Screen.PIN:
            await desk.reader.take()
        await desk.later()
        state = desk.visit.state
        assert (state.screen, state.card_notice, state.life_event) == (Screen.CARD, CardNotice.READER_AWAY, "TENKYO")
        desk.devices.set(reader_is(DeviceState.IDLE))
        await desk.reader.put(card)
        assert (await desk.at(Screen.PIN)).visit == visit


@leisurely
async def test_a_reader_that_is_away_from_the_start_is_told_on_the_card_screen() -> None:
    async with open_desk() as desk:
        desk.devices.set(reader_is(DeviceState.ABSENT))
        await desk.later()
        state = await desk.begin()
        assert (state.screen, state.card_notice) == (Screen.CARD, CardNotice.READER_AWAY)


@pytest.mark.parametrize("fault", [FaultCode.UNRESPONSIVE, FaultCode.IN_USE])
@leisurely
async def test_a_card_that_the_reader_cannot_speak_with_is_unreadable(fault: FaultCode) -> None:
    async with open_desk() as desk:
        await desk.begin()
        desk.devices.set(reader_is(DeviceState.FAULT, fault))
        assert (await desk.later()).card_notice is CardNotice.UNREADABLE
        desk.devices.set(reader_is(DeviceState.IDLE))
        await desk.reader.put(PretendCard())
        desk.devices.set(reader_is(DeviceState.READY))
        assert (await desk.later()).screen is Screen.PIN


@pytest.mark.parametrize(
    ("at", "room", "rest"), [(None, True, "attract"), (EVENING, True, "closed"), (None, False, "full")]
)
@leisurely
async def test_the_card_has_to_be_taken_before_the_place_rests(at: object, room: bool, rest: str) -> None:
    async with open_desk() as desk:
        await desk.at_pin()
        desk.clock.at = at or desk.clock.at  # type: ignore[assignment]
        desk.visit._clock.at = desk.clock.at  # type: ignore[attr-defined]
        desk.shelf.room = room
        assert (await desk.quit()).screen is Screen.TAKE_CARD
        assert (await desk.later(30)).screen is Screen.TAKE_CARD
        assert (await desk.touch(Action.START)).screen is Screen.TAKE_CARD
        shown: list[Screen] = []

        async def watch() -> None:
            async for state in desk.visit.changes():
                shown.append(state.screen)

        watching = asyncio.create_task(watch())
        await turns()
        await desk.reader.take()
        await turns()
        watching.cancel()
        assert shown == [Screen.TAKE_CARD, Screen(rest)]


@leisurely
async def test_a_reader_pulled_out_with_the_card_on_it_does_not_hold_the_counter_up() -> None:
    async with open_desk() as desk:
        await desk.at_pin()
        await desk.quit()
        desk.devices.set(reader_is(DeviceState.ABSENT))
        assert (await desk.later()).screen is Screen.ATTRACT
