"""While a card is checked: what central says of it, when that is shown, and what never reaches anybody else."""

from __future__ import annotations

import asyncio

import pytest

from edge_agent.visit.happenings import Action
from edge_agent.visit.state import Assurance, Overlay, Screen, Stop
from protocol.devices import DeviceState
from protocol.wire.messages import questions
from protocol.wire.messages.answers import Refused
from protocol.wire.messages.identity import BeginIdentity, Outcome, ProveIdentity
from protocol.wire.messages.residents import AskHousehold, Household

from .cards import PretendCard, reader_is
from .central import NEUTRAL_SECONDS
from .desk import Desk, open_desk, slow
from .leisure import leisurely
from .stand_ins import turns


@leisurely
async def test_whoever_quits_while_their_card_is_checked_leaves_nothing_to_the_next_visit() -> None:
    async with open_desk() as desk:
        card = PretendCard()
        await desk.at_pin(card)
        desk.central.hold = slow
        await desk.type_pin(b"1111")
        assert (await desk.quit()).screen is Screen.TAKE_CARD
        await desk.reader.take()
        await desk.at(Screen.ATTRACT)
        second = PretendCard(tries=2)
        await desk.at_pin(second)
        before = desk.visit.state
        await asyncio.sleep(20)
        assert (desk.visit.state, card.verified, second.verified) == (before, [], [])
        assert (desk.reader.sessions, desk.central.proofs()) == (0, [])


@pytest.mark.parametrize("held", [BeginIdentity, ProveIdentity, AskHousehold])
@leisurely
async def test_an_outcome_of_the_visit_before_is_dropped_wherever_it_was(held: type[questions.Body]) -> None:
    async with open_desk() as desk:
        await desk.at_pin()
        reached = asyncio.Event()

        async def hold(body: questions.Body) -> None:
            if isinstance(body, held):
                reached.set()
                await asyncio.sleep(1.5)

        desk.central.hold = hold
        await desk.type_pin()
        await reached.wait()
        await desk.quit()
        await desk.reader.take()
        await desk.at(Screen.ATTRACT)
        desk.central.outcome = Outcome.NEUTRAL
        await desk.at_pin()
        desk.central.hold = slow
        began = asyncio.get_running_loop().time()
        await desk.type_pin()
        state = await desk.at(Screen.STOP)
        assert state.identification.stop is Stop.NEUTRAL
        assert asyncio.get_running_loop().time() - began == pytest.approx(NEUTRAL_SECONDS)


@leisurely
async def test_the_question_whether_to_quit_stays_when_the_outcome_comes() -> None:
    async with open_desk() as desk:
        await desk.at_pin()
        desk.central.hold = slow
        await desk.type_pin()
        await desk.touch(Action.QUIT)
        assert (await desk.at(Screen.HOUSEHOLD)).overlay is Overlay.QUIT
        assert (await desk.touch(Action.CLOSE_OVERLAY)).screen is Screen.HOUSEHOLD


@leisurely
async def test_back_and_silence_do_nothing_while_a_card_is_checked() -> None:
    async with open_desk() as desk:
        await desk.at_pin()
        desk.central.hold = slow
        desk.visit.patience = type(desk.visit.patience)(idle_seconds=0.2, answer_seconds=0.2)
        checking = await desk.type_pin()
        assert await desk.touch(Action.BACK) is checking
        assert await desk.later(0.9) is checking


@pytest.mark.parametrize(
    ("delay", "expected"), [(0.0, NEUTRAL_SECONDS), (1.0, NEUTRAL_SECONDS), (1.9, NEUTRAL_SECONDS)]
)
@leisurely
async def test_a_neutral_stop_appears_at_its_moment_whatever_took_how_long(delay: float, expected: float) -> None:
    async with open_desk() as desk:
        await desk.at_pin()
        desk.central.outcome = Outcome.NEUTRAL

        async def hold(_body: questions.Body) -> None:
            await asyncio.sleep(delay)

        desk.central.hold = hold
        loop = asyncio.get_running_loop()
        sent_at = loop.time()
        checking = await desk.type_pin()
        await asyncio.sleep(3.9)
        assert desk.visit.state is checking
        state = await desk.at(Screen.STOP)
        assert loop.time() - sent_at == pytest.approx(expected)
        assert (state.identification.stop, state.identification.proof) == (Stop.NEUTRAL, None)


@leisurely
async def test_nothing_that_happens_meanwhile_brings_a_neutral_stop_forward() -> None:
    async with open_desk() as desk:
        await desk.at_pin()
        desk.central.outcome = Outcome.NEUTRAL
        loop = asyncio.get_running_loop()
        sent_at = loop.time()
        visit = (await desk.type_pin()).visit
        await desk.touch(Action.CALL_STAFF)
        await turns(60)
        assert desk.central.proofs()
        await desk.reader.take()
        await desk.reader.put(PretendCard())
        await desk.visit.confirmed_by_clerk(visit)
        desk.devices.set(reader_is(DeviceState.ABSENT))
        await desk.until(lambda state: state.screen is not Screen.CHECKING)
        assert loop.time() - sent_at == pytest.approx(NEUTRAL_SECONDS)
        assert desk.visit.state.screen is Screen.STOP


@pytest.mark.parametrize(
    ("outcome", "screen", "assurance", "stop"),
    [
        (Outcome.IDENTIFIED, Screen.HOUSEHOLD, Assurance.CARD, None),
        (Outcome.PENDING, Screen.HOUSEHOLD, Assurance.PENDING, None),
        (Outcome.STRANGER, Screen.NO_HOUSEHOLD, Assurance.STRANGER, None),
        (Outcome.EXPIRED, Screen.STOP, Assurance.NONE, Stop.EXPIRED),
        (Outcome.UNAVAILABLE, Screen.STOP, Assurance.NONE, Stop.UNAVAILABLE),
    ],
)
@leisurely
async def test_every_other_outcome_is_shown_at_once(
    outcome: Outcome, screen: Screen, assurance: Assurance, stop: Stop | None
) -> None:
    async with open_desk() as desk:
        await desk.at_pin()
        desk.central.outcome = outcome
        sent_at = asyncio.get_running_loop().time()
        await desk.type_pin()
        state = await desk.at(screen)
        assert asyncio.get_running_loop().time() == sent_at
        assert (state.identification.assurance, state.identification.stop) == (assurance, stop)
        assert (state.identification.proof is not None) == (stop is None)


@pytest.mark.parametrize("answer", [None, Refused(code="later")])
@leisurely
async def test_a_central_that_does_not_judge_may_be_asked_again(answer: Refused | None) -> None:
    async with open_desk() as desk:
        await desk.at_pin()
        desk.central.instead[ProveIdentity] = answer
        await desk.type_pin()
        assert (await desk.at(Screen.STOP)).identification.stop is Stop.UNAVAILABLE
        assert (await desk.touch(Action.TRY_AGAIN)).screen is Screen.PIN
        del desk.central.instead[ProveIdentity]
        await desk.type_pin()
        await desk.at(Screen.HOUSEHOLD)


@leisurely
async def test_without_a_challenge_the_card_is_not_asked_for_anything() -> None:
    async with open_desk() as desk:
        card = PretendCard()
        await desk.at_pin(card)
        desk.central.instead[BeginIdentity] = Refused(code="too-many")
        await desk.type_pin()
        assert (await desk.at(Screen.STOP)).identification.stop is Stop.UNAVAILABLE
        assert card.verified == []


@pytest.mark.parametrize("answer", [None, Household(False), Refused(code="later")])
@leisurely
async def test_a_household_that_does_not_come_leaves_the_visit_to_go_on(answer: Household | Refused | None) -> None:
    async with open_desk() as desk:
        await desk.at_pin()
        desk.central.instead[AskHousehold] = answer
        await desk.type_pin()
        state = await desk.at(Screen.NO_HOUSEHOLD)
        assert (state.household, state.identification.assurance) == (None, Assurance.CARD)
        assert (await desk.touch(Action.NEXT)).screen is Screen.NAME


@leisurely
async def test_with_the_line_cut_the_card_signs_a_challenge_of_the_stock() -> None:
    async with open_desk() as desk:
        filling = asyncio.create_task(desk.stock.run())
        await turns()
        desk.central.is_cut = True
        await desk.at_pin()
        await desk.type_pin()
        state = await desk.at(Screen.NO_HOUSEHOLD)
        assert (state.identification.assurance, desk.central.proofs()) == (Assurance.PENDING, [])
        assert state.identification.proof is not None
        filling.cancel()


@leisurely
async def test_with_the_line_cut_and_no_stock_the_visit_goes_on_unverified() -> None:
    async with open_desk() as desk:
        card = PretendCard()
        await desk.at_pin(card)
        desk.central.is_cut = True
        await desk.type_pin()
        state = await desk.at(Screen.NO_HOUSEHOLD)
        assert (state.identification.assurance, card.verified) == (Assurance.UNVERIFIED, [])


@leisurely
async def test_an_error_in_an_errand_ends_the_run() -> None:
    desk = Desk()
    running = asyncio.create_task(desk.visit.run())

    async def break_down(body: questions.Body) -> None:
        raise OSError("no memory")

    await desk.at_pin()
    desk.central.hold = break_down
    await desk.type_pin()
    with pytest.raises(ExceptionGroup) as failed:
        await running
    assert failed.group_contains(OSError, match="no memory")


@leisurely
async def test_a_card_may_be_looked_at_while_another_is_still_being_proved() -> None:
    async with open_desk() as desk:
        card = PretendCard()
        await desk.at_pin(card)
        desk.central.hold = slow
        await desk.type_pin()
        await desk.reader.take()
        await desk.reader.put(PretendCard(tries=2))
        assert (await desk.later()).card.tries == 2
        assert (await desk.at(Screen.PIN)).card.tries == 2
