"""The card at a running counter: laid down early, late, pulled, swapped, of no use; and a reader that goes away."""

from __future__ import annotations

import asyncio

import pytest

from edge_agent.cards.apdu import SW, Command
from edge_agent.cards.recognition import CardKind
from edge_agent.visit.happenings import Action
from edge_agent.visit.state import Assurance, Card, CardNotice, CardState, Screen, Stop
from protocol.wire.messages import questions
from protocol.wire.messages.identity import BeginIdentity
from protocol.wire.messages.residents import AskHousehold

from .cards import STRANGE, PretendCard, is_pin_sent, is_reading, is_signing
from .central import HOUSEHOLD
from .desk import open_desk
from .leisure import leisurely
from .stand_ins import turns


@leisurely
async def test_a_card_and_its_number_show_the_household() -> None:
    async with open_desk() as desk:
        await desk.at_pin()
        assert (await desk.type_pin()).screen is Screen.CHECKING
        state = await desk.at(Screen.HOUSEHOLD)
        assert (state.household, state.identification.assurance) == (HOUSEHOLD, Assurance.CARD)
        assert state.identification.proof == desk.central.proofs()[0].proof
        assert desk.central.proofs()[0].life_events == ("TENKYO",)


@leisurely
async def test_a_card_that_lay_there_before_the_visit_is_asked_for_its_number_at_once() -> None:
    async with open_desk() as desk:
        await desk.reader.put(PretendCard())
        assert (await desk.later()).screen is Screen.ATTRACT
        assert (await desk.begin()).screen is Screen.PIN


@pytest.mark.parametrize("is_early", [True, False])
@pytest.mark.parametrize(
    ("card", "notice"),
    [
        (PretendCard(kind=CardKind.DRIVERS_LICENCE), CardNotice.NOT_MY_NUMBER),
        (PretendCard(kind=CardKind.JUKI_CARD), CardNotice.NOT_MY_NUMBER),
        (PretendCard(before=lambda _: STRANGE), CardNotice.UNREADABLE),
    ],
)
@leisurely
async def test_a_card_of_no_use_is_told_so(card: PretendCard, notice: CardNotice, is_early: bool) -> None:
    async with open_desk() as desk:
        if is_early:
            await desk.reader.put(card)
            await desk.later()
        await desk.begin()
        if not is_early:
            await desk.reader.put(card)
        state = await desk.later()
        assert (state.screen, state.card_notice) == (Screen.CARD, notice)
        await desk.reader.take()
        left = await desk.later()
        assert left.card_notice is (CardNotice.UNREADABLE if notice is CardNotice.UNREADABLE else CardNotice.NONE)
        await desk.reader.put(PretendCard())
        assert (await desk.at(Screen.PIN)).card_notice is CardNotice.NONE


@pytest.mark.parametrize("is_early", [True, False])
@pytest.mark.parametrize(
    ("card", "stop"),
    [
        (PretendCard(has_certificate=False), Stop.NO_CERTIFICATE),
        (PretendCard(has_pin=False), Stop.NO_PIN),
        (PretendCard(kind=CardKind.FACE_ONLY), Stop.NO_PIN),
        (PretendCard(tries=0), Stop.PIN_LOCKED),
    ],
)
@leisurely
async def test_a_card_that_cannot_prove_anything_is_stopped_without_a_try(
    card: PretendCard, stop: Stop, is_early: bool
) -> None:
    async with open_desk() as desk:
        if is_early:
            await desk.reader.put(card)
            await desk.later()
        await desk.begin()
        if not is_early:
            await desk.reader.put(card)
        assert (await desk.at(Screen.STOP)).identification.stop is stop
        assert card.verified == []
        await desk.reader.take()
        assert (await desk.later()).identification.stop is stop
        await desk.reader.put(PretendCard())
        assert (await desk.later()).screen is Screen.PIN


@leisurely
async def test_wrong_numbers_show_the_tries_and_the_last_one_has_to_be_agreed_to() -> None:
    async with open_desk() as desk:
        card = PretendCard()
        assert (await desk.at_pin(card)).card.tries == 3
        await desk.type_pin(b"1111")
        state = await desk.at(Screen.PIN)
        assert (state.card.tries, state.identification.was_wrong) == (2, True)
        await desk.type_pin(b"2222")
        state = await desk.at(Screen.LAST_TRY)
        assert (state.card.tries, state.identification.was_wrong) == (1, True)
        assert (await desk.type_pin(b"3333")).screen is Screen.LAST_TRY
        await desk.touch(Action.AGREE_LAST_TRY)
        await desk.type_pin(b"3333")
        assert (await desk.at(Screen.STOP)).identification.stop is Stop.PIN_LOCKED
        assert card.verified == [b"1111", b"2222", b"3333"]


@leisurely
async def test_tries_that_another_program_used_are_told_and_not_called_wrong() -> None:
    async with open_desk() as desk:
        card = PretendCard()
        await desk.at_pin(card)
        card.tries = 1
        await desk.type_pin()
        state = await desk.at(Screen.LAST_TRY)
        assert (state.card.tries, state.identification.was_wrong, card.verified) == (1, False, [])


@leisurely
async def test_a_number_whose_outcome_nobody_knows_is_not_called_wrong_and_not_sent_again() -> None:
    async with open_desk() as desk:
        card = PretendCard()
        await desk.at_pin(card)
        card.before = lambda command: STRANGE if is_pin_sent(command) else None
        await desk.type_pin()
        state = await desk.at(Screen.PIN)
        assert (state.card.tries, state.identification.was_wrong) == (3, False)
        assert len([command for command in card.sent if is_pin_sent(command)]) == 1


@leisurely
async def test_a_number_submitted_twice_is_sent_to_the_card_once() -> None:
    async with open_desk() as desk:
        card = PretendCard()
        revision = (await desk.at_pin(card)).revision
        pins = [bytearray(b"1111") for _ in range(3)]
        await asyncio.gather(*(desk.visit.give_pin(pin, revision) for pin in pins[:2]))
        await desk.visit.give_pin(pins[2], desk.visit.state.revision)
        await desk.at(Screen.PIN)
        assert card.verified == [b"1111"]
        assert pins == [bytearray(4)] * 3


@pytest.mark.parametrize("pin", [b"", b"123", b"12345", b"12a4", "１２".encode()])
@leisurely
async def test_what_is_no_number_of_four_digits_changes_nothing(pin: bytes) -> None:
    async with open_desk() as desk:
        before = await desk.at_pin()
        given = bytearray(pin)
        assert await desk.visit.give_pin(given, before.revision) is before
        assert given == bytearray(len(pin))


@pytest.mark.parametrize("tries", [3, 1])
@leisurely
async def test_a_card_pulled_before_the_number_may_be_put_back(tries: int) -> None:
    async with open_desk() as desk:
        shown = await desk.at_pin(PretendCard(tries=tries))
        if tries == 1:
            await desk.touch(Action.AGREE_LAST_TRY)
        await desk.reader.take()
        lost = await desk.at(Screen.CARD)
        assert (lost.card_notice, lost.life_event, lost.visit) == (CardNotice.PULLED, "TENKYO", shown.visit)
        await desk.reader.put(PretendCard(tries=tries))
        assert (await desk.at(Screen.PIN, Screen.LAST_TRY)).screen is shown.screen


@leisurely
async def test_another_card_in_its_place_has_its_own_tries() -> None:
    async with open_desk() as desk:
        await desk.at_pin()
        await desk.type_pin(b"1111")
        await desk.at(Screen.PIN)
        await desk.reader.take()
        await desk.reader.put(PretendCard(tries=1))
        state = await desk.at(Screen.LAST_TRY)
        assert (state.card.tries, state.identification.was_wrong) == (1, False)


@pytest.mark.parametrize("is_swapped", [False, True])
@pytest.mark.parametrize("moment", [is_reading, is_pin_sent, is_signing])
@leisurely
async def test_a_card_pulled_before_it_has_signed_may_be_put_back(moment: object, is_swapped: bool) -> None:
    assert callable(moment)
    async with open_desk() as desk:
        card = PretendCard()
        visit = (await desk.at_pin(card)).visit

        def pull(command: Command) -> None:
            card.is_here = card.is_here and not moment(command)

        card.before = pull
        await desk.type_pin()
        if is_swapped:
            await desk.reader.take()
            await desk.reader.put(PretendCard(tries=2))
            state = await desk.later()
            assert (state.screen, state.card.tries) == (Screen.PIN, 2)
            return
        lost = await desk.at(Screen.CARD)
        assert (lost.card_notice, lost.card.state) == (CardNotice.UNREADABLE, CardState.UNREADABLE)
        await desk.reader.take()
        assert (await desk.later()).card_notice is CardNotice.UNREADABLE
        card.before = lambda _: None
        await desk.reader.put(card)
        await desk.at(Screen.PIN)
        await desk.type_pin()
        assert (await desk.at(Screen.HOUSEHOLD)).visit == visit


@leisurely
async def test_a_card_that_refuses_is_to_be_put_there_again_and_nothing_ends() -> None:
    async with open_desk() as desk:
        card = PretendCard()
        await desk.at_pin(card)
        card.before = lambda command: SW(0x6A81) if is_signing(command) else None
        await desk.type_pin()
        assert (await desk.at(Screen.CARD)).card_notice is CardNotice.UNREADABLE


@leisurely
async def test_a_number_never_goes_to_another_card_than_the_one_it_was_asked_for() -> None:
    async with open_desk() as desk:
        await desk.at_pin()
        other, asking = PretendCard(), asyncio.Event()

        async def hold(body: questions.Body) -> None:
            if isinstance(body, BeginIdentity):
                await asking.wait()

        desk.central.hold = hold
        await desk.type_pin(b"1111")
        await desk.reader.take()
        await desk.reader.put(other)
        await desk.later()
        asking.set()
        assert (await desk.at(Screen.PIN)).card.tries == 3
        assert not any(is_pin_sent(command) for command in other.sent)


@leisurely
async def test_a_wrong_number_of_a_card_that_has_left_asks_for_the_card() -> None:
    async with open_desk() as desk:
        card = PretendCard()
        await desk.at_pin(card)
        desk.shelf.may_answer.clear()
        await desk.type_pin(b"1111")
        calling = asyncio.create_task(desk.touch(Action.CALL_STAFF))
        await desk.shelf.asked.wait()
        await turns(60)
        assert card.verified == [b"1111"]
        desk.shelf.may_answer.set()
        await calling
        await desk.at(Screen.PIN)
        await desk.reader.take()
        assert (await desk.at(Screen.CARD)).card_notice is CardNotice.PULLED


@leisurely
async def test_after_identification_the_card_may_be_taken_and_another_changes_nothing() -> None:
    async with open_desk() as desk:
        await desk.at_pin()
        await desk.type_pin()
        before = await desk.at(Screen.HOUSEHOLD)
        await desk.reader.take()
        assert (await desk.later()).screen is Screen.HOUSEHOLD
        await desk.reader.put(PretendCard(tries=1))
        after = await desk.later()
        assert (after.screen, after.household, after.identification) == (
            Screen.HOUSEHOLD,
            before.household,
            before.identification,
        )


@leisurely
async def test_a_card_taken_while_the_household_is_fetched_stops_nothing() -> None:
    async with open_desk() as desk:
        card = PretendCard()
        await desk.at_pin(card)
        fetching, may_answer = asyncio.Event(), asyncio.Event()

        async def hold(body: questions.Body) -> None:
            if isinstance(body, AskHousehold):
                fetching.set()
                await may_answer.wait()

        desk.central.hold = hold
        await desk.type_pin()
        await fetching.wait()
        await desk.reader.take()
        assert (await desk.later()).screen is Screen.CHECKING
        may_answer.set()
        await desk.at(Screen.HOUSEHOLD)


@leisurely
async def test_a_number_for_a_card_that_is_not_the_one_on_the_reader_is_not_sent() -> None:
    async with open_desk() as desk:
        card = PretendCard()
        await desk.at_pin(card)
        desk.errands.prove(desk.visit.state.visit, "TENKYO", Card(CardState.USABLE, "another", 3), bytearray(b"4826"))
        await desk.later()
        assert card.verified == []


@leisurely
async def test_a_card_that_was_only_shown_to_the_reader_asks_for_no_number() -> None:
    async with open_desk() as desk:
        await desk.begin()
        shown: list[Screen] = []

        async def watch() -> None:
            async for state in desk.visit.changes():
                shown.append(state.screen)

        watching = asyncio.create_task(watch())
        await desk.reader.put(PretendCard(before=lambda _: None))
        await desk.reader.take()
        await desk.reader.put(PretendCard(kind=CardKind.OTHER))
        await desk.later()
        watching.cancel()
        assert set(shown) == {Screen.CARD}
