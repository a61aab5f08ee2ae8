"""After the number, and after every other end of a visit, nothing of the resident can be reached from the visit."""

from __future__ import annotations

import gc
import types
from collections.abc import Iterator

import pytest

from edge_agent.visit.draft import OwnWords
from edge_agent.visit.happenings import Action
from edge_agent.visit.state import Screen, State
from protocol.wire.messages.applications import Ink, Sample
from protocol.wire.messages.identity import CardProof, Outcome
from protocol.wire.messages.residents import Household, Member

from .cards import Cupboard, PretendCard, PretendReader, text_of
from .central import HOUSEHOLD, Central
from .desk import Desk, open_desk
from .leisure import leisurely
from .moving import NEW, NEXT, NO_TELEPHONE, WHEN, WHERE, Touch
from .stand_ins import Shelf, turns
from .test_signing import SIGNATURE

PEOPLES = (Household, Member, CardProof, OwnWords, Ink, Sample)
NOT_THE_VISITS = (types.ModuleType, type, PretendReader, PretendCard, Central, Cupboard, Shelf)
NAMES = (*(member.name for member in HOUSEHOLD.members), "道志　次郎", "６１８１番地")


def reachable(start: object) -> Iterator[object]:
    """Everything that can be reached from an object but what stands around it in tests."""
    seen, waiting = {id(start)}, [start]
    while waiting:
        found = waiting.pop()
        yield found
        of_a_function = isinstance(found, types.FunctionType) and (found.__closure__, found.__defaults__)
        for each in of_a_function or gc.get_referents(found):
            if id(each) not in seen and not isinstance(each, NOT_THE_VISITS):
                seen.add(id(each))
                waiting.append(each)


def of_the_resident(desk: Desk) -> list[object]:
    """What is still there of whoever stood here; the catalogue and the words of the program are nobody's."""
    gc.collect()
    return [
        each
        for start in (desk.visit, desk.errands)
        for each in reachable(start)
        if isinstance(each, PEOPLES) or (isinstance(each, str) and any(name in each for name in NAMES))
    ]


async def walk(desk: Desk, *touches: Touch) -> State:
    """One touch after the other."""
    for action, value in touches:
        await desk.touch(action, value)
    return desk.visit.state


async def answer_everything(desk: Desk) -> None:
    """いいえ, nothing, or the first choice to every question."""
    while desk.visit.state.screen is Screen.QUESTION:
        before = desk.visit.state
        for value in ("no", "", "NONE", "0"):
            if await desk.touch(Action.ANSWER, value) is not before:
                break
        assert desk.visit.state is not before


async def at_sign(desk: Desk) -> None:
    """Somebody with a household, or with their card's text, before the pad."""
    await walk(desk, NEXT) if desk.visit.state.screen is Screen.HOUSEHOLD else await walk(
        desk, (Action.SET_MOVERS, "1")
    )
    if desk.visit.state.screen is Screen.REMAINING_HEAD:
        await walk(desk, (Action.CHOOSE_REMAINING_HEAD, HOUSEHOLD.members[-1].key))
    await walk(desk, *WHERE, WHEN, NEW, NO_TELEPHONE)
    await answer_everything(desk)
    await walk(desk, NEXT, (Action.SIGN, ""))
    assert desk.visit.state.screen is Screen.SIGN


async def with_household(desk: Desk) -> None:
    """By the card, with the household of 住基."""
    await desk.at_pin()
    await desk.type_pin()
    await desk.at(Screen.HOUSEHOLD)
    await walk(desk, (Action.CHOOSE_ALL, ""))


async def with_card_text(desk: Desk) -> None:
    """By the card, with the card's own text."""
    desk.central.outcome = Outcome.STRANGER
    await desk.at_pin(PretendCard(text=text_of("道志　次郎")))
    await desk.type_pin()
    await desk.at(Screen.NO_HOUSEHOLD)
    await desk.touch(Action.READ_CARD_TEXT)
    await desk.until(lambda state: state.card_text.takes_number)
    await desk.visit.give_card_text_pin(bytearray(b"1357"), desk.visit.state.revision)
    await desk.at(Screen.MOVERS)


BEGINNINGS = {"household": with_household, "card text": with_card_text}


@pytest.mark.parametrize("beginning", BEGINNINGS)
@leisurely
async def test_once_the_number_is_there_nothing_of_the_resident_is(beginning: str) -> None:
    async with open_desk() as desk:
        await BEGINNINGS[beginning](desk)
        await at_sign(desk)
        assert of_the_resident(desk)
        state = await desk.visit.sign(SIGNATURE, desk.visit.state.revision)
        await turns()
        assert state.screen is Screen.DONE
        assert of_the_resident(desk) == []
        await desk.touch(Action.FINISH)
        assert of_the_resident(desk) == []


@pytest.mark.parametrize("beginning", BEGINNINGS)
@leisurely
async def test_whoever_quits_leaves_nothing_behind(beginning: str) -> None:
    async with open_desk() as desk:
        await BEGINNINGS[beginning](desk)
        await at_sign(desk)
        assert of_the_resident(desk)
        await desk.quit()
        await turns()
        assert of_the_resident(desk) == []
