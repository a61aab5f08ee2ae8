"""What a silent screen comes to, and what counts as a sign of life. Times are only ever bounded from below."""

from __future__ import annotations

import asyncio

from edge_agent.visit.happenings import Action
from edge_agent.visit.service import Patience
from edge_agent.visit.state import CallStatus, Screen, State

from .stand_ins import Counter, call_is, is_asking


async def test_silence_is_asked_about() -> None:
    counter = Counter(Patience(idle_seconds=0.02, answer_seconds=60))
    async with counter.running():
        await counter.touch(Action.START)
        assert (await counter.until(is_asking)).screen is Screen.EVENTS


async def test_a_question_that_nobody_answers_ends_the_visit() -> None:
    counter = Counter(Patience(idle_seconds=0.02, answer_seconds=0.02))
    async with counter.running():
        await counter.touch(Action.START)
        await counter.touch(Action.SET_TEXT, "largest")
        left = await counter.until(lambda state: state.is_resting)
    assert left == State(Screen.ATTRACT, revision=left.revision)


async def test_whoever_answers_stays_and_is_asked_again_later() -> None:
    counter = Counter(Patience(idle_seconds=0.02, answer_seconds=60))
    async with counter.running():
        visit = (await counter.touch(Action.START)).visit
        await counter.until(is_asking)
        assert not is_asking(await counter.touch(Action.STAY))
        assert (await counter.until(is_asking)).visit == visit


async def test_a_touch_on_an_outdated_page_is_a_sign_of_life() -> None:
    counter = Counter(Patience(idle_seconds=0.1, answer_seconds=60))
    loop = asyncio.get_running_loop()
    async with counter.running():
        await counter.touch(Action.START)
        await asyncio.sleep(0.05)
        touched_at = loop.time()
        await counter.visit.act(Action.SHOW_LOOK, 0)
        await counter.until(is_asking)
    assert loop.time() - touched_at >= 0.095


async def test_the_answer_to_a_call_is_shown_for_the_whole_time() -> None:
    counter = Counter(Patience(idle_seconds=0.1, answer_seconds=60))
    loop = asyncio.get_running_loop()
    async with counter.running():
        await counter.touch(Action.CALL_STAFF)
        await asyncio.sleep(0.05)
        answered_at = loop.time()
        await counter.visit.answered("call-1")
        await counter.until(call_is(CallStatus.NONE))
    assert loop.time() - answered_at >= 0.095


async def test_whoever_waits_for_a_clerk_is_given_the_time_a_clerk_needs() -> None:
    counter = Counter(Patience(idle_seconds=0.02, answer_seconds=60, clerk_seconds=0.2))
    loop = asyncio.get_running_loop()
    async with counter.running():
        for action, value in ((Action.START, ""), (Action.CHOOSE_EVENT, "TENKYO"), (Action.NO_CARD, "")):
            await counter.touch(action, value)
        asked_at = loop.time()
        await counter.touch(Action.ASK_CLERK)
        await counter.until(is_asking)
    assert loop.time() - asked_at >= 0.195
