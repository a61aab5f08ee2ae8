"""How far a case is: changed with a reason, one change at a time, and the last one undone."""

from __future__ import annotations

import asyncio

import pytest

from central.applications.case import CaseState, CaseView
from central.applications.queries import case_view, counts
from central.applications.use_cases.change_state import (
    Changed,
    ChangeOutcome,
    NoSuchCase,
    NotAllowed,
    Outdated,
    change_state,
    undo_state,
)
from central.applications.use_cases.tick import tick
from central.staff.user import User

from .counter import ADDRESS, AUDITOR, CLERK, COLLEAGUE, RESIDENTS, WELFARE_CLERK, Counter, application

OVER = (CaseState.DONE, CaseState.WITHDRAWN, CaseState.DUPLICATE, CaseState.CARRIED_OVER)


async def test_a_case_is_taken_in_hand_without_a_reason(counter: Counter) -> None:
    case = await counter.hand_in()
    assert await change(counter, case, CaseState.IN_HAND, revision=1) == Changed(2)
    view = await seen(case)
    assert (view.row.state, view.row.taken_by, view.revision) == (CaseState.IN_HAND, CLERK.name, 2)


@pytest.mark.parametrize("state", OVER)
async def test_every_other_state_needs_a_reason(counter: Counter, state: CaseState) -> None:
    case = await counter.hand_in()
    assert await change(counter, case, state, revision=1) == NotAllowed()
    assert await change(counter, case, state, "窓口で確認した", revision=1) == Changed(2)
    assert (await seen(case)).row.state is state


async def test_a_case_with_everything_ticked_is_done_without_a_reason(counter: Counter) -> None:
    made = application()
    case = await counter.hand_in(made)
    for procedure in made.procedures:
        if procedure.standing == "applies":
            assert await change(counter, case, CaseState.DONE, revision=1) == NotAllowed()
            await tick(case, procedure.procedure, CLERK, ADDRESS, clock=counter.clock)
    assert await change(counter, case, CaseState.DONE, revision=1) == Changed(2)


async def test_two_clerks_at_once_and_the_second_learns_who_was_first(counter: Counter) -> None:
    case = await counter.hand_in()
    outcomes = await asyncio.gather(
        *(change(counter, case, CaseState.IN_HAND, user=who, revision=1) for who in (CLERK, COLLEAGUE))
    )
    first = CLERK if isinstance(outcomes[0], Changed) else COLLEAGUE
    assert Changed(2) in outcomes
    assert Outdated(first.name, counter.clock.now()) in outcomes
    assert (await seen(case)).row.taken_by == first.name


async def test_a_colleague_takes_a_case_over(counter: Counter) -> None:
    case = await counter.hand_in()
    await change(counter, case, CaseState.IN_HAND, revision=1)
    assert await change(counter, case, CaseState.IN_HAND, revision=2) == NotAllowed()
    assert await change(counter, case, CaseState.IN_HAND, user=COLLEAGUE, revision=2) == Changed(3)
    assert await undo_state(case, 3, COLLEAGUE, ADDRESS, clock=counter.clock) == Changed(4)
    assert (await seen(case)).row.taken_by == CLERK.name


async def test_the_last_change_is_undone_and_an_undoing_is_not(counter: Counter) -> None:
    case = await counter.hand_in()
    await change(counter, case, CaseState.IN_HAND, revision=1)
    await change(counter, case, CaseState.WITHDRAWN, "本人の申し出", revision=2)
    assert [entry.is_undoable for entry in (await seen(case)).timeline] == [False, False, True]
    assert await undo_state(case, 2, CLERK, ADDRESS, clock=counter.clock) == Outdated(CLERK.name, counter.clock.now())
    assert await undo_state(case, 3, CLERK, ADDRESS, clock=counter.clock) == Changed(4)
    view = await seen(case)
    assert (view.row.state, view.row.taken_by) == (CaseState.IN_HAND, CLERK.name)
    assert not any(entry.is_undoable for entry in view.timeline)
    assert await undo_state(case, 4, CLERK, ADDRESS, clock=counter.clock) == NotAllowed()


async def test_what_is_over_changes_only_by_undoing(counter: Counter) -> None:
    case = await counter.hand_in()
    await change(counter, case, CaseState.DUPLICATE, "1-011と同じ", revision=1)
    assert await change(counter, case, CaseState.IN_HAND, revision=2) == NotAllowed()
    assert await change(counter, case, CaseState.DONE, "まちがい", revision=2) == NotAllowed()


async def test_a_case_carried_over_goes_on_another_day(counter: Counter) -> None:
    case = await counter.hand_in()
    await change(counter, case, CaseState.CARRIED_OVER, "書類待ち", revision=1)
    assert await change(counter, case, CaseState.IN_HAND, revision=2) == Changed(3)
    assert await change(counter, case, CaseState.RECEIVED, "もどす", revision=3) == NotAllowed()


async def test_only_who_receives_cases_decides(counter: Counter) -> None:
    case = await counter.hand_in()
    for who in (WELFARE_CLERK, AUDITOR):
        assert await change(counter, case, CaseState.IN_HAND, user=who, revision=1) == NotAllowed()
    assert await change(counter, "no-such-case", CaseState.IN_HAND, revision=1) == NoSuchCase()


async def test_states_are_counted_as_far_as_they_may_be_seen(counter: Counter) -> None:
    made = application("1-001")
    await counter.hand_in(made)
    at_home = tuple(each for each in made.procedures if each.section == RESIDENTS)
    taken = await counter.hand_in(application("1-002", procedures=at_home))
    await change(counter, taken, CaseState.IN_HAND, revision=1)
    assert {state: many for state, many in (await counts(CLERK)).items() if many} == {
        CaseState.RECEIVED: 1,
        CaseState.IN_HAND: 1,
    }
    assert {state: many for state, many in (await counts(WELFARE_CLERK)).items() if many} == {CaseState.RECEIVED: 1}
    assert set((await counts(AUDITOR)).values()) == {0}


async def change(
    counter: Counter, case: str, to: CaseState, reason: str = "", *, user: User = CLERK, revision: int
) -> ChangeOutcome:
    """A clerk's button."""
    return await change_state(case, to, reason, revision, user, ADDRESS, clock=counter.clock)


async def seen(case: str) -> CaseView:
    """The case as a clerk sees it."""
    view = await case_view(case, CLERK)
    assert view is not None
    return view
