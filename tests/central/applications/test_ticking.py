"""Procedures ticked by hand: by whose they are, or by who receives cases; taken back only with a reason."""

from __future__ import annotations

import asyncio

from central.applications.case import CaseState
from central.applications.models import CaseHappening
from central.applications.use_cases.change_state import change_state
from central.applications.use_cases.tick import AlreadyDone, Done, NoSuchCase, NotAllowed, TickOutcome, tick, untick
from central.audit.queries import lines_of, verify_chain
from central.staff.roles import Role
from central.staff.user import User

from .counter import ADDRESS, AUDITOR, CLERK, COLLEAGUE, SCHOOL_CLERK, WELFARE_CLERK, Counter, clerk, ticked


async def test_a_clerk_ticks_what_is_to_be_asked_at_the_counter(counter: Counter) -> None:
    case = await counter.hand_in()
    assert await by_hand(counter, case, "P005", CLERK) == Done()
    assert await ticked(case) == {"P005": "hand"}


async def test_two_clerks_at_once_and_the_second_reads_who_was_first(counter: Counter) -> None:
    case = await counter.hand_in()
    outcomes = await asyncio.gather(*(by_hand(counter, case, "P003", who) for who in (CLERK, COLLEAGUE)))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyDone", "Done"]
    late = next(outcome for outcome in outcomes if isinstance(outcome, AlreadyDone))
    assert (late.by, late.at) in {(who.name, counter.clock.now()) for who in (CLERK, COLLEAGUE)}
    assert len(await CaseHappening.filter(case_id=case, what="ticked")) == 1


async def test_a_section_ticks_its_own_and_the_receiving_one_everybodys(counter: Counter) -> None:
    case = await counter.hand_in()
    assert await by_hand(counter, case, "P003", WELFARE_CLERK) == NotAllowed()
    assert await by_hand(counter, case, "P401", WELFARE_CLERK) == Done()
    assert await by_hand(counter, case, "P402", CLERK) == Done()
    assert await by_hand(counter, case, "P003", clerk(section="出張所")) == NotAllowed()
    assert await by_hand(counter, case, "P901", clerk(role=Role.PROTECTION)) == NotAllowed()
    assert await ticked(case) == {"P401": "hand", "P402": "other-section"}


async def test_who_may_not_see_the_case_is_told_there_is_none(counter: Counter) -> None:
    case = await counter.hand_in()
    for who in (SCHOOL_CLERK, AUDITOR):
        assert await by_hand(counter, case, "P003", who) == NoSuchCase()
    assert await by_hand(counter, "no-such-case", "P003", CLERK) == NoSuchCase()
    assert await by_hand(counter, case, "P999", CLERK) == NoSuchCase()


async def test_a_tick_is_taken_back_with_a_reason(counter: Counter) -> None:
    case = await counter.hand_in()
    await by_hand(counter, case, "P003", CLERK)
    assert await back(counter, case, " ", CLERK) == NotAllowed()
    assert await back(counter, case, "押し間違い", CLERK) == Done()
    assert await back(counter, case, "押し間違い", COLLEAGUE) == AlreadyDone(CLERK.name, counter.clock.now())
    assert await ticked(case) == {}
    entry = await CaseHappening.filter(case_id=case).order_by("-id").first()
    assert entry is not None
    assert entry.detail == {"procedure": "P003", "section": "住民課", "reason": "押し間違い"}


async def test_what_was_never_ticked_is_not_taken_back(counter: Counter) -> None:
    case = await counter.hand_in()
    assert await back(counter, case, "押し間違い", CLERK) == NotAllowed()


async def test_nothing_is_ticked_in_a_case_that_is_over(counter: Counter) -> None:
    case = await counter.hand_in()
    await change_state(case, CaseState.DUPLICATE, "二重", 1, CLERK, ADDRESS, clock=counter.clock)
    assert await by_hand(counter, case, "P003", CLERK) == NotAllowed()


async def test_the_log_knows_every_tick(counter: Counter) -> None:
    case = await counter.hand_in()
    await by_hand(counter, case, "P003", CLERK)
    await back(counter, case, "押し間違い", CLERK)
    lines = await lines_of()
    assert [(line["action"], line["subjects"]) for line in lines] == [
        ("procedure-unticked", [case]),
        ("procedure-ticked", [case]),
    ]
    assert (await verify_chain()).is_whole


async def by_hand(counter: Counter, case: str, procedure: str, user: User) -> TickOutcome:
    """済."""
    return await tick(case, procedure, user, ADDRESS, clock=counter.clock)


async def back(counter: Counter, case: str, reason: str, user: User) -> TickOutcome:
    """済 taken back."""
    return await untick(case, "P003", reason, user, ADDRESS, clock=counter.clock)
