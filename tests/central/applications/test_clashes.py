"""A reception number that was given twice: a clerk who has looked settles it for every case, and takes that back."""

from __future__ import annotations

import asyncio

import pytest

from central.applications.case import CaseView
from central.applications.happened import Happened
from central.applications.queries import case_view
from central.applications.use_cases.settle_clash import (
    AlreadyDone,
    ClashOutcome,
    NoSuchClash,
    NotAllowed,
    Outdated,
    Settled,
    reopen_clash,
    settle_clash,
)
from central.audit.queries import lines_of
from central.operations.queries import open_alarms
from central.staff.user import User

from .counter import ADDRESS, AUDITOR, CLERK, COLLEAGUE, WELFARE_CLERK, Counter, application

REASON = "氏名と住所で見分けた"


@pytest.fixture
async def clash(counter: Counter) -> tuple[str, str]:
    """Two cases of one number."""
    return await counter.hand_in(), await counter.hand_in()


async def test_a_clash_is_settled_for_both_cases_and_its_alarm_ends(counter: Counter, clash: tuple[str, str]) -> None:
    assert [alarm.subject for alarm in await open_alarms()] == ["2026-04-01 1-012"]
    assert await _settle(counter, clash[1]) == Settled()
    for case, other in (clash, clash[::-1]):
        view = await _seen(case)
        assert (view.row.clash_mark, view.clashes) == ("clash-settled", (other,))
        last = view.timeline[-1]
        assert (last.what, last.by, last.detail) == (Happened.CLASH_SETTLED, CLERK.name, {"reason": REASON})
    assert await open_alarms() == []
    assert await _audited("case-clash-settled") == {clash[0], clash[1]}


async def test_settling_is_taken_back_from_either_case_and_the_alarm_stands_again(
    counter: Counter, clash: tuple[str, str]
) -> None:
    await _settle(counter, clash[0])
    assert await _reopen(counter, clash[1]) == Settled()
    for case in clash:
        view = await _seen(case)
        assert (view.row.clash_mark, view.timeline[-1].what) == ("clash", Happened.CLASH_REOPENED)
    assert [(alarm.kind, alarm.detail) for alarm in await open_alarms()] == [("number-clash", {"cases": 2})]
    assert await _audited("case-clash-reopened") == {clash[0], clash[1]}
    assert await _settle(counter, clash[0]) == Settled()


async def test_of_two_clerks_at_once_the_second_learns_who_was_first(counter: Counter, clash: tuple[str, str]) -> None:
    both = zip(clash, (CLERK, COLLEAGUE), strict=True)
    outcomes = await asyncio.gather(*(_settle(counter, case, user=who) for case, who in both))
    first = CLERK if outcomes[0] == Settled() else COLLEAGUE
    assert sorted(outcomes, key=str) == [AlreadyDone(first.name, counter.clock.now()), Settled()]
    assert await _reopen(counter, clash[0], user=COLLEAGUE) == Settled()
    assert await _reopen(counter, clash[1]) == AlreadyDone(COLLEAGUE.name, counter.clock.now())


async def test_one_more_case_of_the_number_stands_for_itself(counter: Counter, clash: tuple[str, str]) -> None:
    await _settle(counter, clash[0])
    third = await counter.hand_in()
    assert {(await _seen(case)).row.clash_mark for case in (*clash, third)} == {"clash"}
    assert [alarm.detail for alarm in await open_alarms()] == [{"cases": 3}]
    assert await _settle(counter, clash[0], others=1) == Outdated()
    assert await _settle(counter, clash[0], others=2) == Settled()
    assert (await _seen(third)).row.clash_mark == "clash-settled"


@pytest.mark.parametrize("reason", ["", " 　"])
async def test_settling_needs_a_reason(counter: Counter, clash: tuple[str, str], reason: str) -> None:
    assert await _settle(counter, clash[0], reason=reason) == NotAllowed()
    assert (await _seen(clash[0])).row.clash_mark == "clash"


async def test_only_who_decides_settles(counter: Counter, clash: tuple[str, str]) -> None:
    for who in (WELFARE_CLERK, AUDITOR):
        assert await _settle(counter, clash[0], user=who) == NotAllowed()
    await _settle(counter, clash[0])
    for who in (WELFARE_CLERK, AUDITOR):
        assert await _reopen(counter, clash[0], user=who) == NotAllowed()
    assert (await _seen(clash[0])).row.clash_mark == "clash-settled"


async def test_there_is_nothing_to_settle_about_a_number_of_its_own(counter: Counter) -> None:
    alone = await counter.hand_in(application("1-013"))
    for case in (alone, "no-such-case"):
        assert await _settle(counter, case, others=0) == NoSuchClash()
        assert await _reopen(counter, case) == NoSuchClash()
    assert (await _seen(alone)).row.clash_mark == ""


async def test_what_was_never_settled_is_not_taken_back(counter: Counter, clash: tuple[str, str]) -> None:
    assert await _reopen(counter, clash[0]) == NoSuchClash()


async def _settle(
    counter: Counter, case: str, *, others: int = 1, reason: str = REASON, user: User = CLERK
) -> ClashOutcome:
    return await settle_clash(case, others, reason, user, ADDRESS, clock=counter.clock)


async def _reopen(counter: Counter, case: str, *, user: User = CLERK) -> ClashOutcome:
    return await reopen_clash(case, user, ADDRESS, clock=counter.clock)


async def _seen(case: str) -> CaseView:
    view = await case_view(case, CLERK)
    assert view is not None
    return view


async def _audited(action: str) -> set[str]:
    lines = [line for line in await lines_of(kind="operation") if line["action"] == action]
    return {str(subject) for line in lines for subject in line["subjects"]}
