"""The card's own text: its own number, never the other's, and a way on by hand from every trouble."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from edge_agent.cards.apdu import Command
from edge_agent.visit.draft import CardText, CardTextNotice, OwnWords
from edge_agent.visit.happenings import Action, CardTextFailed, CardTextPinGiven, CardTextRead
from edge_agent.visit.state import Card, Overlay, Screen, State
from edge_agent.visit.transitions import step
from protocol.devices import FaultCode
from protocol.wire.messages.identity import Outcome

from .cards import PIN, STRANGE, TEXT_PIN, PretendCard, is_pin_sent, text_of
from .desk import Desk, open_desk
from .leisure import leisurely
from .moving import LYING, at_no_household, touched
from .stand_ins import turns

JIRO = text_of("道志　次郎")
OWN = OwnWords("道志　次郎", "", date(1990, 4, 1), "male", "山梨県南都留郡道志村６１８１番地１", is_from_card=True)


@asynccontextmanager
async def at_card_text(card: PretendCard) -> AsyncIterator[Desk]:
    """A stranger whose card is asked for its text."""
    async with open_desk() as desk:
        desk.central.outcome = Outcome.STRANGER
        await desk.at_pin(card)
        await desk.type_pin()
        await desk.at(Screen.NO_HOUSEHOLD)
        await desk.touch(Action.READ_CARD_TEXT)
        yield desk


async def give(desk: Desk, pin: bytes = TEXT_PIN) -> State:
    """Four digits for the text, and what comes of them."""
    given = bytearray(pin)
    await desk.visit.give_card_text_pin(given, desk.visit.state.revision)
    assert given == bytearray(len(given))
    return await desk.until(lambda state: not state.card_text.is_reading)


async def asked(desk: Desk) -> CardText:
    """What the card said of its tries, or why not."""
    state = await desk.until(lambda state: state.card_text != CardText())
    return state.card_text


@leisurely
async def test_the_text_is_read_with_its_own_number_and_fills_in_who_stands_here() -> None:
    card = PretendCard(text=JIRO)
    async with at_card_text(card) as desk:
        assert await asked(desk) == CardText(3)
        state = await give(desk)
        assert (state.screen, state.draft.own, state.card_text) == (Screen.MOVERS, OWN, CardText())
        assert card.verified == [PIN, TEXT_PIN]
        assert touched(state, (Action.BACK, "")).screen is Screen.NO_HOUSEHOLD


@leisurely
async def test_a_wrong_number_costs_one_try_and_says_how_many_are_left() -> None:
    card = PretendCard(text=JIRO)
    async with at_card_text(card) as desk:
        await asked(desk)
        state = await give(desk, b"0000")
        assert (state.screen, state.card_text) == (Screen.CARD_TEXT, CardText(2, CardTextNotice.WRONG))
        assert (card.tries, card.text_tries) == (3, 2)
        assert (await give(desk)).draft.own == OWN


@leisurely
async def test_the_last_try_is_used_only_after_it_was_agreed_to() -> None:
    card = PretendCard(text=JIRO, text_tries=2)
    async with at_card_text(card) as desk:
        await asked(desk)
        state = await give(desk, b"0000")
        assert state.card_text.is_last_try
        assert (await give(desk)).card_text == state.card_text
        assert card.verified == [PIN, b"0000"]
        await desk.touch(Action.AGREE_LAST_TRY)
        assert (await give(desk, b"1111")).card_text == CardText(0, CardTextNotice.LOCKED)
        assert (await give(desk)).card_text.notice is CardTextNotice.LOCKED
        assert card.verified == [PIN, b"0000", b"1111"]


def handed_on(desk: Desk) -> list[bytearray]:
    """Every number that goes on to the card, as it is now."""
    pins, read = [], desk.errands.read_card_text

    def record(visit: str, card: Card, tries_shown: int, pin: bytearray) -> None:
        pins.append(pin)
        read(visit, card, tries_shown, pin)

    desk.errands.read_card_text = record  # type: ignore[method-assign]
    return pins


Setting = Callable[[Desk, PretendCard], Any]


def _strange(card: PretendCard, which: Callable[[Command], bool]) -> None:
    card.before = lambda command: STRANGE if which(command) else None


TROUBLES: dict[str, tuple[Setting, CardTextNotice]] = {
    "pulled": (lambda desk, _card: desk.reader.take(), CardTextNotice.PULLED),
    "strange": (lambda _desk, card: _strange(card, lambda _: True), CardTextNotice.UNREADABLE),
    "no answer": (lambda _desk, card: _strange(card, is_pin_sent), CardTextNotice.UNREADABLE),
    "in use": (lambda desk, _card: setattr(desk.reader, "refusal", FaultCode.IN_USE), CardTextNotice.UNREADABLE),
    "locked meanwhile": (lambda _desk, card: setattr(card, "text_tries", 0), CardTextNotice.LOCKED),
    "fewer meanwhile": (lambda _desk, card: setattr(card, "text_tries", 2), CardTextNotice.NONE),
    "no such text": (lambda _desk, card: setattr(card, "text", b"\x00" * 20), CardTextNotice.UNREADABLE),
}


@pytest.mark.parametrize("trouble", TROUBLES)
@leisurely
async def test_every_trouble_is_said_and_the_resident_goes_on_by_hand(trouble: str) -> None:
    card = PretendCard(text=JIRO)
    setting, notice = TROUBLES[trouble]
    async with at_card_text(card) as desk:
        await asked(desk)
        coming = setting(desk, card)
        await desk.visit.give_card_text_pin(bytearray(TEXT_PIN), desk.visit.state.revision)
        if coming is not None:
            await coming
        await turns(60)
        state = desk.visit.state
        assert (state.screen, state.card_text.notice, state.card_text.is_reading) == (Screen.CARD_TEXT, notice, False)
        assert (await desk.touch(Action.NEXT)).screen is Screen.NAME
        assert desk.reader.sessions == 0


@leisurely
async def test_a_locked_text_or_none_at_all_is_said_before_anybody_types() -> None:
    for card, notice in (
        (PretendCard(text_tries=0), CardTextNotice.LOCKED),
        (PretendCard(has_text_pin=False), CardTextNotice.NO_PIN),
    ):
        async with at_card_text(card) as desk:
            assert await asked(desk) == CardText(0, notice)
            await give(desk)
            assert card.verified == [PIN]


@leisurely
async def test_a_card_that_is_put_back_is_asked_again() -> None:
    card = PretendCard(text=JIRO)
    async with at_card_text(card) as desk:
        await asked(desk)
        await desk.reader.take()
        await desk.until(lambda state: state.card_text == CardText(notice=CardTextNotice.PULLED))
        await desk.reader.put(card)
        await desk.until(lambda state: state.card_text.tries == 3)
        assert (await give(desk)).screen is Screen.MOVERS


@leisurely
async def test_after_a_proof_the_text_is_asked_of_no_other_card() -> None:
    mine, other = PretendCard(text=JIRO), PretendCard(text=text_of("他人　花子"), certificate=b"\x30\x08another1")
    async with at_card_text(mine) as desk:
        await asked(desk)
        for another in (other, PretendCard(text=JIRO, has_certificate=False)):
            await desk.reader.take()
            await desk.reader.put(another)
            state = await desk.until(lambda state: state.card_text.notice is CardTextNotice.OTHER_CARD)
            assert not state.card_text.takes_number
            await give(desk)
            assert (another.verified, desk.visit.state.draft.own) == ([], None)
        await desk.reader.take()
        await desk.reader.put(mine)
        await desk.until(lambda state: state.card_text.tries == 3)
        assert (await give(desk)).draft.own == OWN


@leisurely
async def test_where_nobody_proved_who_they_are_any_card_may_say_it() -> None:
    async with open_desk() as desk:
        await desk.begin()
        await desk.touch(Action.NO_CARD)
        assert (await desk.touch(Action.GO_ON_UNVERIFIED)).identification.proof is None
        await desk.reader.put(PretendCard(text=JIRO))
        await desk.until(lambda state: state.card.is_usable)
        await desk.touch(Action.READ_CARD_TEXT)
        assert await asked(desk) == CardText(3)
        assert (await give(desk)).draft.own == OWN


def test_the_question_whether_to_quit_stays_when_the_text_comes() -> None:
    state = touched(at_no_household(card=LYING), (Action.READ_CARD_TEXT, ""))
    after, _ = step(replace(state, overlay=Overlay.QUIT), CardTextRead(OWN))
    assert (after.screen, after.overlay) == (Screen.MOVERS, Overlay.QUIT)
    after, _ = step(replace(state, overlay=Overlay.STILL_THERE), CardTextRead(OWN))
    assert after.overlay is Overlay.NONE


@leisurely
async def test_the_number_is_overwritten_when_the_resident_quits_at_any_moment() -> None:
    for turns_before in (0, 1, 3, 10, 30):
        async with at_card_text(PretendCard(text=JIRO)) as desk:
            await asked(desk)
            pins = handed_on(desk)
            giving = asyncio.create_task(desk.visit.give_card_text_pin(bytearray(TEXT_PIN), desk.visit.state.revision))
            await turns(turns_before)
            await desk.quit()
            await giving
            await turns(20)
            assert (pins, desk.reader.sessions) in (([bytearray(4)], 0), ([], 0))


@pytest.mark.parametrize("overlay", [Overlay.QUIT, Overlay.STILL_THERE])
def test_no_number_is_taken_under_a_question_that_is_to_be_answered_first(overlay: Overlay) -> None:
    state = replace(touched(at_no_household(card=LYING), (Action.READ_CARD_TEXT, "")), card_text=CardText(3))
    asked = replace(state, overlay=overlay)
    assert step(asked, CardTextPinGiven(asked.revision)) == (asked, ())


def test_what_comes_of_another_card_or_too_late_changes_nothing() -> None:
    state = touched(at_no_household(card=LYING), (Action.READ_CARD_TEXT, ""))
    assert step(state, CardTextFailed("card-0", CardTextNotice.PULLED)) == (state, ())
    gone = touched(state, (Action.NEXT, ""))
    assert step(gone, CardTextRead(OWN)) == (gone, ())


def test_what_the_card_says_is_not_shown_in_a_state() -> None:
    for shown in (CardTextRead(OWN), OWN, replace(at_no_household(), draft=replace(at_no_household().draft, own=OWN))):
        assert "道志" not in repr(shown)
        assert "1990" not in repr(shown)
