"""What happens to a case later: its slip again, the late word on identity, and everybody who looked."""

from __future__ import annotations

import pytest

from central.applications.case import CaseFilter, IdentityState
from central.applications.models import Case, CaseHappening
from central.applications.queries import case_view, filtered_rows
from central.applications.use_cases.look import Look, cases_of, people_of, record_look
from central.applications.use_cases.note_identity import note_identity
from central.applications.use_cases.print_slip_again import NoSuchCase, NotAllowed, PrintingAgain, print_slip_again
from central.audit.queries import lines_of
from central.errors import NotFound
from central.link.models import OutgoingCommand
from central.operations.queries import open_alarms
from protocol.wire import codec
from protocol.wire.messages.applications import Identified
from protocol.wire.messages.commands import Command, PrintSlip

from .counter import ADDRESS, AUDITOR, CLERK, LOBBY, RESIDENTS, WELFARE, WELFARE_CLERK, Counter, application


async def test_a_slip_is_printed_again_with_the_same_number_and_codes(counter: Counter) -> None:
    made = application()
    case = await counter.hand_in(made, offline=True)
    outcome = await print_slip_again(case, "紙づまり", CLERK, ADDRESS, clock=counter.clock)
    assert outcome == PrintingAgain("操作端末1")
    (command,) = await OutgoingCommand.filter(terminal=LOBBY)
    body = codec.decode(bytes(command.payload), Command).body
    assert isinstance(body, PrintSlip)
    assert (body.application, body.number, body.codes, body.offline) == (case, "1-012", made.codes, False)
    assert body.procedures == {RESIDENTS: 2, WELFARE: 2, "総務課": 1}
    (line,) = await lines_of(kind="print")
    assert (line["action"], line["printer"], line["issue_number"]) == ("slip-printed-again", LOBBY, "1-012")


async def test_a_slip_is_not_printed_again_without_a_reason_or_by_anybody(counter: Counter) -> None:
    case = await counter.hand_in()
    for reason, user in ((" ", CLERK), ("紙づまり", WELFARE_CLERK), ("紙づまり", AUDITOR)):
        assert await print_slip_again(case, reason, user, ADDRESS, clock=counter.clock) == NotAllowed()
    assert await print_slip_again("no-such-case", "x", CLERK, ADDRESS, clock=counter.clock) == NoSuchCase()
    assert await OutgoingCommand.all().count() == 0


async def test_a_late_confirmation_ends_the_waiting(counter: Counter) -> None:
    case = await counter.hand_in(application(identity=Identified("pending")))
    await note_identity(case, IdentityState.CONFIRMED, counter.clock.now(), atena_no="123456789012345")
    found = await Case.get(id=case)
    assert (found.identity, found.atena_no) == ("confirmed", "123456789012345")
    assert await open_alarms() == []


@pytest.mark.parametrize(
    ("verdict", "alarm"), [(IdentityState.REVOKED, "identity-revoked"), (IdentityState.HELD, "identity-held")]
)
async def test_a_proof_that_does_not_hold_is_an_alarm_and_is_noted_once(
    counter: Counter, verdict: IdentityState, alarm: str
) -> None:
    case = await counter.hand_in(application(identity=Identified("pending")))
    for _ in range(2):
        await note_identity(case, verdict, counter.clock.now(), atena_no="123456789012345")
    assert [(each.kind, each.subject, each.times) for each in await open_alarms()] == [(alarm, case, 1)]
    said = [entry.detail for entry in await CaseHappening.filter(case_id=case, what="identity")]
    assert said == [{"from": "pending", "to": verdict.value}]
    assert (await Case.get(id=case)).atena_no == ""


async def test_a_verdict_on_no_case_is_a_broken_promise(counter: Counter) -> None:
    with pytest.raises(NotFound):
        await note_identity("no-such-case", IdentityState.HELD, counter.clock.now())


async def test_every_look_at_people_is_one_line(counter: Counter) -> None:
    case = await counter.hand_in()
    view, rows = await case_view(case, CLERK), await filtered_rows(CaseFilter(), CLERK)
    assert view is not None
    await record_look(Look.CASE, people_of(view), CLERK, ADDRESS, clock=counter.clock)
    await record_look(Look.EXPORT, cases_of(rows), CLERK, ADDRESS, clock=counter.clock, file="cases-20260401.csv")
    await record_look(Look.LIST, (), CLERK, ADDRESS, clock=counter.clock)
    lines = await lines_of()
    assert [(line["action"], line["subjects"], line["file"]) for line in lines] == [
        ("cases-exported", [case], "cases-20260401.csv"),
        ("case-viewed", [case, "k1", "k2"], ""),
    ]
