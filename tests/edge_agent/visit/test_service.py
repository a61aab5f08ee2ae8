"""The running visit: what it reports, whom it shows its states, and what a failure leaves behind."""

from __future__ import annotations

import asyncio

import pytest

from edge_agent.errors import NotStored
from edge_agent.visit.happenings import Action
from edge_agent.visit.state import Call, CallStatus, Overlay, Screen, State, TextSize
from protocol.wire.messages import events

from .stand_ins import Counter, call_is, turns


async def test_a_call_reports_the_screen_and_nothing_else() -> None:
    counter = Counter()
    started = await counter.touch(Action.START)
    await counter.touch(Action.CHOOSE_EVENT, "moving-in")
    called = await counter.touch(Action.CALL_STAFF)
    assert counter.shelf.stored == [(events.StaffCalled("preparing"), started.visit)]
    assert called.call == Call(CallStatus.CALLING, "call-1")


async def test_a_call_from_the_resting_screen_belongs_to_no_visit() -> None:
    counter = Counter()
    await counter.touch(Action.CALL_STAFF)
    assert counter.shelf.stored == [(events.StaffCalled("attract"), "")]


async def test_a_withdrawn_call_is_reported_by_its_id() -> None:
    counter = Counter()
    await counter.touch(Action.CALL_STAFF)
    state = await counter.touch(Action.WITHDRAW_CALL)
    assert (counter.shelf.stored[1], state.call) == ((events.CallWithdrawn("call-1"), ""), Call())


async def test_every_visit_has_an_id_of_its_own() -> None:
    counter = Counter()
    first = await counter.touch(Action.START)
    await counter.touch(Action.QUIT_FOR_SURE)
    second = await counter.touch(Action.START)
    assert "" != first.visit != second.visit != ""


async def test_a_call_made_with_the_line_cut_waits_until_it_is_mended() -> None:
    counter = Counter()
    counter.wire.set(is_cut=True)
    async with counter.running():
        called = await counter.touch(Action.CALL_STAFF)
        assert called.call == Call(CallStatus.BUFFERED, "call-1")
        counter.wire.set(is_cut=False)
        assert (await counter.until(call_is(CallStatus.CALLING))).call.id == "call-1"


async def test_only_the_answer_to_this_call_says_that_staff_come() -> None:
    counter = Counter()
    await counter.touch(Action.CALL_STAFF)
    statuses = []
    for call in ("call-9", "", "call-1"):
        await counter.visit.answered(call)
        statuses.append(counter.visit.state.call.status)
    assert statuses == [CallStatus.CALLING, CallStatus.CALLING, CallStatus.COMING]


async def test_the_same_answer_again_outdates_no_page() -> None:
    counter = Counter()
    await counter.touch(Action.CALL_STAFF)
    await counter.visit.answered("call-1")
    shown = counter.visit.state
    await counter.visit.answered("call-1")
    assert counter.visit.state is shown


async def test_a_watcher_gets_the_state_now_and_then_the_newest() -> None:
    counter = Counter()
    states = counter.visit.changes()
    assert await anext(states) == State()
    await counter.touch(Action.START)
    newest = await counter.touch(Action.SET_TEXT, "large")
    assert await anext(states) is newest
    following = asyncio.ensure_future(anext(states))
    await turns()
    assert not following.done()
    await counter.touch(Action.SHOW_LOOK)
    assert (await following).overlay is Overlay.LOOK


async def test_every_watcher_is_shown_a_call_while_it_is_being_stored() -> None:
    counter = Counter()
    watchers = [counter.visit.changes() for _ in range(3)]
    for watcher in watchers:
        await anext(watcher)
    counter.shelf.may_answer.clear()
    async with asyncio.TaskGroup() as group:
        group.create_task(counter.touch(Action.CALL_STAFF))
        assert {(await anext(watcher)).call for watcher in watchers} == {Call(CallStatus.CALLING)}
        counter.shelf.may_answer.set()


async def test_touches_at_the_same_time_are_carried_out_one_after_the_other() -> None:
    counter = Counter()
    counter.shelf.may_answer.clear()
    async with asyncio.TaskGroup() as group:
        first = group.create_task(counter.visit.act(Action.CALL_STAFF, 1))
        await counter.shelf.asked.wait()
        second = group.create_task(counter.visit.act(Action.CALL_STAFF, 1))
        third = group.create_task(counter.visit.act(Action.START, 3))
        await turns()
        assert not any(touch.done() for touch in (first, second, third))
        counter.shelf.may_answer.set()
    assert [body for body, _ in counter.shelf.stored] == [events.StaffCalled("attract")]
    assert second.result() is first.result()
    assert (third.result().screen, third.result().call) == (Screen.EVENTS, Call(CallStatus.CALLING, "call-1"))


async def test_two_starts_of_one_page_begin_one_visit() -> None:
    counter = Counter()
    first, second = await asyncio.gather(*(counter.visit.act(Action.START, 1) for _ in range(2)))
    assert first.visit == second.visit


async def test_a_call_that_could_not_be_stored_was_not_made_and_can_be_made_again() -> None:
    counter = Counter()
    counter.shelf.failure = NotStored("disk")
    with pytest.raises(NotStored):
        await counter.touch(Action.CALL_STAFF)
    assert (counter.visit.state.call, counter.visit.state.revision) == (Call(), 3)
    counter.shelf.failure = None
    assert (await counter.touch(Action.CALL_STAFF)).call.status is CallStatus.CALLING


async def test_a_withdrawal_that_could_not_be_stored_leaves_the_call_open() -> None:
    counter = Counter()
    called = await counter.touch(Action.CALL_STAFF)
    counter.shelf.failure = NotStored("disk")
    with pytest.raises(NotStored):
        await counter.touch(Action.WITHDRAW_CALL)
    assert counter.visit.state.call == called.call


async def test_a_touch_whose_page_went_away_leaves_no_half_made_call() -> None:
    counter = Counter()
    counter.shelf.may_answer.clear()
    touch = asyncio.create_task(counter.touch(Action.CALL_STAFF))
    await counter.shelf.asked.wait()
    touch.cancel()
    with pytest.raises(asyncio.CancelledError):
        await touch
    assert counter.visit.state.call == Call()


async def test_a_failure_of_one_watch_ends_the_run() -> None:
    counter = Counter()
    counter.shelf.room = OSError("no disk")
    with pytest.raises(ExceptionGroup) as failed:
        await counter.visit.run()
    assert failed.group_contains(OSError, match="no disk")


async def test_a_run_that_is_cancelled_leaves_the_visit_as_it_is() -> None:
    counter = Counter()
    async with counter.running():
        await counter.touch(Action.START)
        await counter.touch(Action.SET_TEXT, "large")
    assert counter.visit.state.look.text is TextSize.LARGE
