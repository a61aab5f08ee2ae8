"""Residents without a card: the clerk is asked once, and their word is not lost."""

from __future__ import annotations

import pytest

from edge_agent.visit.happenings import Action
from edge_agent.visit.state import Assurance, Clerk, Screen
from protocol.wire.messages import events

from .cards import PretendCard
from .central import HOUSEHOLD
from .desk import open_desk, slow
from .leisure import leisurely


@leisurely
async def test_a_clerk_is_asked_once_and_their_word_brings_the_household() -> None:
    async with open_desk() as desk:
        visit = (await desk.begin()).visit
        await desk.touch(Action.NO_CARD)
        for _ in range(2):
            assert (await desk.touch(Action.ASK_CLERK)).screen is Screen.FACE_TO_FACE
            await desk.touch(Action.BACK)
        await desk.touch(Action.ASK_CLERK)
        assert desk.shelf.stored == [(events.FaceToFaceRequested("face-to-face"), visit)]
        await desk.visit.confirmed_by_clerk("another visit")
        assert desk.visit.state.clerk is Clerk.ASKED
        await desk.visit.confirmed_by_clerk(visit)
        state = await desk.at(Screen.HOUSEHOLD)
        assert (state.identification.assurance, state.household) == (Assurance.STAFF, HOUSEHOLD)


@leisurely
async def test_a_confirmation_that_came_while_the_resident_was_elsewhere_is_not_lost() -> None:
    async with open_desk() as desk:
        visit = (await desk.begin()).visit
        for action in (Action.NO_CARD, Action.ASK_CLERK, Action.BACK, Action.BACK):
            await desk.touch(action)
        await desk.visit.confirmed_by_clerk(visit)
        assert (await desk.later()).screen is Screen.CARD
        for action in (Action.NO_CARD, Action.ASK_CLERK):
            await desk.touch(action)
        assert (await desk.at(Screen.HOUSEHOLD)).identification.assurance is Assurance.STAFF
        assert len(desk.shelf.stored) == 1


@leisurely
async def test_a_request_that_was_not_stored_was_not_made() -> None:
    async with open_desk() as desk:
        await desk.begin()
        await desk.touch(Action.NO_CARD)
        desk.shelf.failure = OSError("disk")
        with pytest.raises(OSError, match="disk"):
            await desk.touch(Action.ASK_CLERK)
        assert (desk.visit.state.screen, desk.visit.state.clerk) == (Screen.NO_CARD, Clerk.NOT_ASKED)


@leisurely
async def test_a_stale_household_does_not_go_before_the_proof_of_a_card() -> None:
    async with open_desk() as desk:
        visit = (await desk.begin()).visit
        desk.central.hold = slow
        for action in (Action.NO_CARD, Action.ASK_CLERK):
            await desk.touch(action)
        await desk.visit.confirmed_by_clerk(visit)
        for action in (Action.BACK, Action.BACK):
            await desk.touch(action)
        await desk.reader.put(PretendCard())
        await desk.at(Screen.PIN)
        await desk.type_pin()
        assert (await desk.at(Screen.HOUSEHOLD)).identification.assurance is Assurance.CARD
        assert len(desk.central.proofs()) == 1
