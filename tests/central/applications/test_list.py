"""The list: found by sound and by sign, filtered, in order, in pages, and only as far as a role sees."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.applications.case import CaseFilter, CaseState
from central.applications.queries import case_page, case_view, filtered_rows, why
from central.applications.searching import wanted
from central.applications.use_cases.change_state import change_state
from central.applications.use_cases.tick import tick
from protocol.wire.messages.applications import Answered, Listed

from .counter import (
    ADDRESS,
    AUDITOR,
    CLERK,
    RESIDENTS,
    SCHOOL_CLERK,
    WELFARE,
    WELFARE_CLERK,
    Counter,
    application,
    at,
    person,
)


@pytest.mark.parametrize(
    "typed",
    [
        "ミズカミ ハジメ",
        "みづかみはじめ",
        "ミスカミ",
        "ﾐｽﾞｶﾐ",
        "ハシメ",
        "はぢめ",
        "水上",
        "水上一",
        "1-012",
        "１－０１２",
        "サッタ",
        "サツター",
        "渡邉",
        "渡辺",
    ],
)
async def test_a_case_is_found_however_it_was_heard_or_written(counter: Counter, typed: str) -> None:
    family = (
        person("k1", "水上 一", "ミズカミ ハジメ"),
        person("k2", "渡邊 咲", "サッター サキ"),
    )
    case = await counter.hand_in(application(people=family, applicant="水上 一", applicant_kana="ミズカミ ハジメ"))
    await counter.hand_in(application("1-013", people=(), applicant="佐藤 花", applicant_kana="サトウ ハナ"))
    assert [row.id for row in await filtered_rows(CaseFilter(text=typed), CLERK)] == [case]


@pytest.mark.parametrize("typed", ["山田", "%", "_", "9-999", "ー"])
async def test_what_is_not_there_is_not_found(counter: Counter, typed: str) -> None:
    await counter.hand_in()
    assert await filtered_rows(CaseFilter(text=typed), CLERK) == []


@given(st.text())
def test_any_text_can_be_typed(text: str) -> None:
    found = wanted(text)
    assert found is None or found.number


async def test_filters_narrow_the_list(counter: Counter) -> None:
    counter.clock.moment = at(day=1)
    old = await counter.hand_in(application("1-001"))
    counter.clock.moment = at(day=3)
    at_home = tuple(each for each in application().procedures if each.section == RESIDENTS)
    new = await counter.hand_in(application("1-002", procedures=at_home, life_event="TENSHUTSU"))
    await change_state(new, CaseState.IN_HAND, "", 1, CLERK, ADDRESS, clock=counter.clock)
    for wanted_, found in (
        (CaseFilter(), [new, old]),
        (CaseFilter(states=(CaseState.IN_HAND, CaseState.DONE)), [new]),
        (CaseFilter(life_event="TENKYO"), [old]),
        (CaseFilter(section=WELFARE), [old]),
        (CaseFilter(identity="none"), [new, old]),
        (CaseFilter(identity="revoked"), []),
        (CaseFilter(first=date(2026, 4, 2)), [new]),
        (CaseFilter(first=date(2026, 4, 1), last=date(2026, 4, 1)), [old]),
        (CaseFilter(first=date(1, 1, 1), last=date(9999, 12, 31)), [new, old]),
    ):
        assert [row.id for row in await filtered_rows(wanted_, CLERK)] == found, wanted_


async def test_every_order_is_an_order(counter: Counter) -> None:
    cases = {}
    for number, kana in (("1-1000", "アオネ"), ("1-002", "ナガタ"), ("1-999", "カンダ")):
        counter.clock.go_on(60)
        cases[number] = await counter.hand_in(application(number, applicant=kana, applicant_kana=kana))
    await change_state(cases["1-1000"], CaseState.DONE, "済", 1, CLERK, ADDRESS, clock=counter.clock)
    for order, numbers in (
        ("newest", ["1-999", "1-002", "1-1000"]),
        ("oldest", ["1-1000", "1-002", "1-999"]),
        ("number", ["1-002", "1-999", "1-1000"]),
        ("name", ["1-1000", "1-999", "1-002"]),
        ("state", ["1-999", "1-002", "1-1000"]),
        ("of next year", ["1-999", "1-002", "1-1000"]),
    ):
        rows = await filtered_rows(CaseFilter(order=order), CLERK)
        assert [row.number for row in rows] == numbers, order


async def test_pages_hold_fifty_and_the_file_holds_all(counter: Counter) -> None:
    for number in range(1, 53):
        counter.clock.go_on(1)
        await counter.hand_in(application(f"1-{number:03d}"))
    first = await case_page(CaseFilter(), CLERK)
    assert (len(first.rows), first.total, first.page, first.pages) == (50, 52, 1, 2)
    second = await case_page(CaseFilter(page=2), CLERK)
    assert [row.number for row in second.rows] == ["1-002", "1-001"]
    beyond = await case_page(CaseFilter(page=99), CLERK)
    assert (beyond.page, beyond.rows) == (2, second.rows)
    assert len(await filtered_rows(CaseFilter(page=2), CLERK)) == 52


async def test_an_empty_list_is_one_page(counter: Counter) -> None:
    assert counter.seq == 0
    page = await case_page(CaseFilter(), CLERK)
    assert (page.rows, page.total, page.page, page.pages) == ((), 0, 1, 1)


async def test_a_section_sees_cases_and_procedures_of_its_own(counter: Counter) -> None:
    case = await counter.hand_in()
    rows = await filtered_rows(CaseFilter(), WELFARE_CLERK)
    assert [row.id for row in rows] == [case]
    view = await case_view(case, WELFARE_CLERK)
    assert view is not None
    assert {procedure.section for procedure in view.procedures} == {WELFARE}
    assert {one.procedure for one in await why(case, WELFARE_CLERK)} >= {"P401", "P503"}
    assert "P003" not in {one.procedure for one in await why(case, WELFARE_CLERK)}
    for who in (SCHOOL_CLERK, AUDITOR):
        assert await filtered_rows(CaseFilter(), who) == []
        assert await case_view(case, who) is None
        assert await why(case, who) == ()


async def test_a_line_ages_from_its_acceptance(counter: Counter) -> None:
    await counter.hand_in(occurred_at=counter.clock.now() - timedelta(minutes=42), offline=True)
    (row,) = await filtered_rows(CaseFilter(), CLERK)
    assert (row.waited(counter.clock.now()), row.offline) == (timedelta(minutes=42), True)


async def test_a_section_sees_only_the_answers_and_events_of_its_own_procedures(counter: Counter) -> None:
    answers = (Answered("a.has_dog", True), Answered("a.jiritsu_iryo", False), Answered("no.such", "?"))
    listed = (*application().procedures, Listed("P404", "applies", WELFARE))
    case = await counter.hand_in(application(answers=answers, procedures=listed))
    await tick(case, "P003", CLERK, ADDRESS, clock=counter.clock)
    await tick(case, "P401", WELFARE_CLERK, ADDRESS, clock=counter.clock)
    views = [await case_view(case, user) for user in (CLERK, WELFARE_CLERK)]
    assert [len(view.answers) for view in views if view] == [3, 1]
    assert [[entry.detail.get("procedure") for entry in view.timeline] for view in views if view] == [
        [None, "P003", "P401"],
        [None, "P401"],
    ]


async def test_a_section_sees_no_answers_of_a_case_whose_catalogue_nobody_knows(counter: Counter) -> None:
    view = await case_view(await counter.hand_in(application(catalogue="a" * 64)), WELFARE_CLERK)
    assert view is not None
    assert view.answers == ()
