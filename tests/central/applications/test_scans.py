"""Codes of a slip: a section's ticks what is needed there, once; unknown ones wait for their case."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from central.applications.case import CaseState
from central.applications.models import Case, CaseHappening, CaseProcedure
from central.applications.queries import waiting_codes
from central.applications.scanning import (
    AlreadyTicked,
    CaseClosed,
    NoCode,
    Opened,
    ScanOutcome,
    Ticked,
    UnknownCode,
    WrongSection,
)
from central.applications.use_cases import keep_waiting
from central.applications.use_cases.change_state import change_state
from central.applications.use_cases.scan_code import scan_code
from central.audit.queries import lines_of
from central.staff.user import User
from protocol.codes import CodeFault, CodeKind, new_code
from protocol.wire.messages.applications import CodeScanned

from .counter import (
    ADDRESS,
    AUDITOR,
    CLERK,
    COLLEAGUE,
    RESIDENTS,
    SCHOOL_CLERK,
    WELFARE,
    WELFARE_CLERK,
    WELFARE_DESK,
    Counter,
    application,
    clerk,
    code_of,
    ticked,
)


async def test_a_sections_code_ticks_what_is_needed_there_and_nothing_else(counter: Counter) -> None:
    made = application()
    case = await counter.hand_in(made)
    assert await scan(counter, code_of(made, WELFARE), WELFARE_CLERK) == Ticked(case, "1-012", WELFARE, 2)
    assert await ticked(case) == {"P401": "code", "P402": "code"}
    assert (await Case.get(id=case)).state == CaseState.RECEIVED


async def test_what_is_to_be_asked_at_the_counter_is_never_ticked_by_a_code(counter: Counter) -> None:
    made = application()
    case = await counter.hand_in(made)
    assert await scan(counter, code_of(made, RESIDENTS), CLERK) == Ticked(case, "1-012", RESIDENTS, 1)
    assert await ticked(case) == {"P003": "code"}


async def test_twice_is_once_and_the_first_tick_stays(counter: Counter) -> None:
    made = application()
    case = await counter.hand_in(made)
    first = counter.clock.now()
    await scan(counter, code_of(made, RESIDENTS), CLERK)
    counter.clock.go_on(60)
    outcome = await scan(counter, code_of(made, RESIDENTS).lower(), COLLEAGUE)
    assert outcome == AlreadyTicked(case, "1-012", RESIDENTS, CLERK.name, first)


async def test_the_cases_own_code_opens_it_and_ticks_nothing(counter: Counter) -> None:
    made = application()
    case = await counter.hand_in(made)
    assert await scan(counter, code_of(made), WELFARE_CLERK) == Opened(case, "1-012")
    assert await ticked(case) == {}


async def test_another_sections_code_names_the_right_counter(counter: Counter) -> None:
    made = application()
    case = await counter.hand_in(made)
    code = code_of(made, WELFARE)
    for who, may_override in ((SCHOOL_CLERK, False), (CLERK, True), (clerk(section="出張所"), False)):
        outcome = await scan(counter, code, who)
        assert outcome == WrongSection(case, "1-012", WELFARE, "1階 2番窓口", may_override)
    assert await ticked(case) == {}


async def test_the_receiving_section_may_tick_for_another_with_a_mark(counter: Counter) -> None:
    made = application()
    case = await counter.hand_in(made)
    code = code_of(made, WELFARE)
    assert isinstance(await scan(counter, code, SCHOOL_CLERK, despite=True), WrongSection)
    assert isinstance(await scan(counter, code, CLERK, despite=True), Ticked)
    assert await ticked(case) == {"P401": "other-section", "P402": "other-section"}


async def test_a_clerk_without_a_section_ticks_nothing(counter: Counter) -> None:
    made = application()
    await counter.hand_in(made)
    assert isinstance(await scan(counter, code_of(made, WELFARE), clerk(section=""), despite=True), WrongSection)


async def test_a_torn_or_foreign_code_is_none(counter: Counter) -> None:
    assert await scan(counter, "https://example.com", CLERK) == NoCode(CodeFault.FOREIGN)
    assert await scan(counter, new_code(CodeKind.CASE).text[:-1] + "%", CLERK) == NoCode(CodeFault.TORN)


async def test_a_closed_case_is_not_ticked(counter: Counter) -> None:
    made = application()
    case = await counter.hand_in(made)
    await change_state(case, CaseState.WITHDRAWN, "取り下げ", 1, CLERK, ADDRESS, clock=counter.clock)
    outcome = await scan(counter, code_of(made, RESIDENTS), CLERK)
    assert outcome == CaseClosed(case, "1-012", CaseState.WITHDRAWN)
    assert isinstance(await scan(counter, code_of(made), CLERK), Opened)


async def test_a_lobbys_terminal_ticks_for_every_section(counter: Counter) -> None:
    made = application()
    case = await counter.hand_in(made)
    for section in (RESIDENTS, WELFARE, "総務課"):
        await counter.scan(code_of(made, section))
    await counter.scan(code_of(made, RESIDENTS))
    assert list(await ticked(case)) == ["P003", "P401", "P402", "P901"]
    assert (await CaseProcedure.get(case_id=case, procedure="P003")).ticked_by == "操作端末1"


async def test_a_sections_terminal_ticks_only_its_own_and_the_timeline_says_so(counter: Counter) -> None:
    made = application()
    case = await counter.hand_in(made)
    await counter.scan(code_of(made, RESIDENTS), WELFARE_DESK)
    await counter.scan(code_of(made, WELFARE), WELFARE_DESK)
    assert list(await ticked(case)) == ["P401", "P402"]
    said = [(entry.what, entry.detail) for entry in await CaseHappening.filter(case_id=case).order_by("id")]
    assert said[1:] == [
        ("code-elsewhere", {"section": RESIDENTS, "place": "1階 1番窓口"}),
        ("code-read", {"section": WELFARE, "procedures": "2", "how": "code"}),
    ]


async def test_a_scan_before_its_case_waits_and_is_ticked_at_its_own_time(counter: Counter) -> None:
    made, read_at = application(), counter.clock.now()
    await counter.scan(code_of(made, WELFARE), offline=True)
    await counter.scan(code_of(made, WELFARE), WELFARE_DESK)
    assert await scan(counter, code_of(made, RESIDENTS), CLERK) == UnknownCode()
    waiting = await waiting_codes(counter.clock.now())
    assert [(code.ending, code.terminal_name, code.offline) for code in waiting] == [
        (code_of(made, WELFARE)[-4:], "操作端末1", True),
        (code_of(made, RESIDENTS)[-4:], CLERK.name, False),
    ]
    counter.clock.go_on(3600)
    case = await counter.hand_in(made)
    assert await waiting_codes(counter.clock.now()) == []
    assert await ticked(case) == {"P003": "code", "P401": "code", "P402": "code"}
    row = await CaseProcedure.get(case_id=case, procedure="P401")
    assert (row.ticked_by, row.ticked_at) == ("操作端末1", read_at)


async def test_a_code_nobody_asks_for_is_forgotten_after_a_month(counter: Counter) -> None:
    await counter.scan(new_code(CodeKind.SECTION).text)
    counter.clock.moment += timedelta(days=31)
    await counter.scan(new_code(CodeKind.SECTION).text)
    assert len(await waiting_codes(counter.clock.now())) == 1


async def test_a_reader_gone_mad_keeps_only_its_newest_codes_waiting(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep_waiting, "MOST_OF_ONE_READER", 3)
    honest = new_code(CodeKind.SECTION)
    await counter.scan(honest.text, WELFARE_DESK)
    codes = [new_code(CodeKind.SECTION) for _ in range(5)]
    for code in codes:
        counter.clock.go_on(1)
        await counter.scan(code.text)
    waiting = [each.ending for each in await waiting_codes(counter.clock.now())]
    assert waiting == [code.text[-4:] for code in (honest, *codes[2:])]


async def test_a_wrong_counter_is_told_once_however_often_it_reads(counter: Counter) -> None:
    made = application()
    case = await counter.hand_in(made)
    for _ in range(3):
        await counter.scan(code_of(made, RESIDENTS), WELFARE_DESK)
    assert await CaseHappening.filter(case_id=case, what="code-elsewhere").count() == 1


async def test_the_same_scan_event_twice_is_one(counter: Counter) -> None:
    event = counter.received(CodeScanned(new_code(CodeKind.SECTION).text))
    await counter.take(event)
    await counter.take(event)
    assert len(await waiting_codes(counter.clock.now())) == 1


async def test_a_case_and_its_scan_at_the_same_moment_never_miss_each_other(counter: Counter) -> None:
    for number in range(12):
        made = application(f"1-{number:03d}")
        case, _ = await asyncio.gather(counter.hand_in(made), counter.scan(code_of(made, WELFARE)))
        assert list(await ticked(case)) == ["P401", "P402"]
    assert await waiting_codes(counter.clock.now()) == []


async def test_two_clerks_scan_at_once_and_one_of_them_ticks(counter: Counter) -> None:
    made = application()
    case = await counter.hand_in(made)
    code = code_of(made, RESIDENTS)
    outcomes = await asyncio.gather(scan(counter, code, CLERK), scan(counter, code, COLLEAGUE))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyTicked", "Ticked"]
    assert len(await CaseHappening.filter(case_id=case, what="code-read")) == 1


async def test_an_auditor_learns_nothing_from_a_code(counter: Counter) -> None:
    made = application()
    await counter.hand_in(made)
    assert await scan(counter, code_of(made), AUDITOR) == UnknownCode()
    assert await waiting_codes(counter.clock.now()) == []


async def test_every_scan_of_a_clerk_stands_in_the_log(counter: Counter) -> None:
    made = application()
    case = await counter.hand_in(made)
    await scan(counter, code_of(made, RESIDENTS), CLERK)
    (line,) = await lines_of()
    assert (line["action"], line["subjects"], line["detail"]) == (
        "code-scanned",
        [case],
        {"outcome": "Ticked", "section": RESIDENTS},
    )


async def scan(counter: Counter, text: str, user: User, *, despite: bool = False) -> ScanOutcome:
    """A clerk's reader."""
    return await scan_code(text, user, ADDRESS, clock=counter.clock, despite_section=despite)
