"""An application arrives: one event is one case, rung for once, with everything the event said."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import pytest

from central.applications.case import IdentityState
from central.applications.happened import Happened
from central.applications.inbox_handlers import HANDLERS
from central.applications.models import Case, CaseCode, CaseHappening
from central.applications.queries import case_view, highest_serial, why
from central.db.changes import Listener
from central.db.connection import Database
from central.db.rows import rows
from central.identity.use_cases.note_visit import Assurance, Noted, note_visit
from central.inbox.answers import stream_position
from central.inbox.application import Application
from central.inbox.dispatcher import Dispatcher
from central.inbox.listener import BatchListener
from central.inbox.queries import INBOX
from central.link.asked import Asked
from central.notifications.queries import open_arrivals
from central.operations.queries import open_alarms
from protocol.codes import CodeKind, new_code
from protocol.wire.messages.answers import Position
from protocol.wire.messages.applications import (
    LARGEST_INK,
    SIGNATURE,
    Answered,
    CodeScanned,
    Identified,
    Listed,
    Sample,
    SlipCode,
    SlipReported,
)
from protocol.wire.messages.identity import Outcome
from protocol.wire.messages.questions import StreamPosition
from tests.central.terminal import OPENER, BareTerminal, Everybody, RecordingSession

from .counter import CLERK, INK, LOBBY, RESIDENTS, WELFARE_DESK, Counter, application, at, clerk, code_of


async def test_a_case_says_what_the_event_said(counter: Counter) -> None:
    counter.clock.moment = at()
    made = application()
    view = await case_view(await counter.hand_in(made), CLERK)
    assert view is not None
    assert (view.row.number, view.row.applicant, view.row.people) == ("1-012", "道志 健太", 1)
    assert (view.row.terminal_name, view.row.place) == ("操作端末1", "ロビー")
    assert view.application == made
    assert view.ink == INK
    assert view.household_as_of == at()
    assert [(person.name, person.moves) for person in view.people] == [("道志 太郎", False), ("道志 健太", True)]


async def test_procedures_stand_in_walking_order_with_their_words_and_days(counter: Counter) -> None:
    view = await case_view(await counter.hand_in(), CLERK)
    assert view is not None
    assert [each.section for each in view.procedures] == ["住民課", "住民課", "福祉課", "福祉課", "総務課"]
    first = view.procedures[0]
    assert (first.id, first.name, first.place, first.is_needed) == ("P003", "転居届", "1階 1番窓口", True)
    assert first.documents[0] == "本人確認書類"
    assert first.due == date(2026, 4, 13)
    assert not view.procedures[1].is_needed
    assert (view.row.needed, view.row.ticked) == (4, 0)


async def test_answers_stand_in_the_words_they_were_asked_in(counter: Counter) -> None:
    view = await case_view(await counter.hand_in(), CLERK)
    assert view is not None
    assert [(each.answer, each.person) for each in view.answers] == [("はい", ""), ("", "道志 健太")]
    assert "犬" in view.answers[0].question


async def test_the_same_event_twice_is_one_case_and_one_ring(counter: Counter) -> None:
    event = counter.received(application())
    await counter.take(event)
    await counter.take(event)
    assert await Case.all().count() == 1
    assert await CaseCode.all().count() == 4
    assert len(await open_arrivals()) == 1


async def test_a_case_without_a_catalogue_that_central_knows_still_shows(counter: Counter) -> None:
    case = await counter.hand_in(application(catalogue="a" * 64))
    view = await case_view(case, CLERK)
    assert view is not None
    assert view.procedures[0].name == "P003"
    assert await why(case, CLERK) == ()


async def test_why_is_told_in_the_facts_that_decided(counter: Counter) -> None:
    told = {each.procedure: each for each in await why(await counter.hand_in(), CLERK)}
    assert told["P003"].standing == "applies"
    dogs = [each for each in told.values() if "犬を飼っている：はい" in each.reasons]
    assert [each.standing for each in dogs] == ["applies"]
    assert told["P103"].reasons == ("健康保険：国民健康保険（道志 健太）",)
    assert "does-not-apply" in {each.standing for each in told.values()}


async def test_two_cases_under_one_number_are_both_kept_and_both_say_so(counter: Counter) -> None:
    first = await counter.hand_in()
    second = await counter.hand_in(terminal=WELFARE_DESK)
    views = [await case_view(case, CLERK) for case in (first, second)]
    assert [view.clashes for view in views if view] == [(second,), (first,)]
    assert all(view.row.has_clash for view in views if view)
    assert [alarm.kind for alarm in await open_alarms()] == ["number-clash"]


async def test_the_same_number_on_another_day_is_no_clash(counter: Counter) -> None:
    await counter.hand_in()
    counter.clock.moment += timedelta(days=1)
    view = await case_view(await counter.hand_in(), CLERK)
    assert view is not None
    assert view.clashes == ()
    assert await open_alarms() == []


async def test_a_catalogue_that_was_never_loaded_here_is_an_alarm_and_no_hindrance(counter: Counter) -> None:
    case = await counter.hand_in(application(catalogue="0" * 64))
    assert await case_view(case, CLERK) is not None
    assert [(alarm.kind, alarm.subject) for alarm in await open_alarms()] == [("catalogue-missing", "0" * 64)]


async def test_a_terminal_learns_the_highest_serial_of_its_day(counter: Counter) -> None:
    counter.clock.moment = at(hour=23, minute=30)
    for number in ("1-012", "1-007", "something-else"):
        await counter.hand_in(application(number))
    assert await highest_serial(LOBBY, "2026-04-01") == 12
    assert await highest_serial(LOBBY, "2026-04-02") == 0
    assert await highest_serial(WELFARE_DESK, "2026-04-01") == 0
    assert await highest_serial(LOBBY, "yesterday") == 0


async def test_the_time_of_a_clock_that_cannot_be_believed_is_that_of_arrival(counter: Counter) -> None:
    case = await Case.get(id=await counter.hand_in(occurred_at=at(day=3), clock_trusted=False))
    assert case.since == counter.clock.now()


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("card", IdentityState.PENDING),
        ("pending", IdentityState.PENDING),
        ("stranger", IdentityState.STRANGER),
        ("staff", IdentityState.NONE),
        ("unverified", IdentityState.NONE),
        ("anything", IdentityState.NONE),
    ],
)
async def test_a_terminals_word_is_never_enough(counter: Counter, said: str, state: IdentityState) -> None:
    case = await Case.get(id=await counter.hand_in(application(identity=Identified(said))))
    assert case.identity == state
    waiting = await rows("SELECT args FROM procrastinate_jobs WHERE task_name = 'check-identity'")
    assert len(waiting) == (1 if state is IdentityState.PENDING else 0)


@pytest.mark.parametrize(
    ("assurance", "said", "state"),
    [
        (Assurance.CARD, "card", IdentityState.CONFIRMED),
        (Assurance.FACE_TO_FACE, "staff", IdentityState.BY_CLERK),
        (Assurance.CARD, "unverified", IdentityState.NONE),
    ],
)
async def test_what_central_proved_itself_counts(
    counter: Counter, assurance: Assurance, said: str, state: IdentityState
) -> None:
    noted = Noted(LOBBY, "visit-1", "123456789012345", assurance, Outcome.IDENTIFIED)
    await note_visit(noted, counter.clock.now())
    case = await Case.get(id=await counter.hand_in(application(identity=Identified(said))))
    assert case.identity == state


async def test_a_slip_report_is_noted_once(counter: Counter) -> None:
    case = await counter.hand_in()
    for state in ("printed", "printed", "failed", "something"):
        await counter.report_slip(case, state)
    await counter.report_slip("no-such-case", "printed")
    noted = [each.what for each in await CaseHappening.filter(case_id=case).order_by("id")]
    assert noted == [Happened.RECEIVED, Happened.SLIP_PRINTED, Happened.SLIP_FAILED, Happened.SLIP_UNKNOWN]


async def test_nobody_but_who_may_sees_a_case(counter: Counter) -> None:
    case = await counter.hand_in()
    assert await case_view("no-such-case", CLERK) is None
    assert await case_view(case, clerk(section=RESIDENTS)) is not None


async def test_a_terminal_that_talks_nonsense_breaks_no_page(counter: Counter) -> None:
    nonsense = Answered("a.no_such_fact", "<b>")
    made = application(
        "ABC", moved_on="9999-12-31", household_as_of="yesterday", procedures=(Listed("P003", "?", "?"),) * 2,
        answers=(nonsense, Answered("p.hi", "?"), Answered("nothing", ("a",), "k9")),
        codes=(SlipCode("DSM1:TORN"),), life_event="NEXT_YEAR",
    )  # fmt: skip
    case = await counter.arrive(made, attachments={SIGNATURE: b"no ink"})
    view = await case_view(case, CLERK)
    assert view is not None
    assert (view.ink, view.household_as_of, len(view.procedures)) == (None, None, 1)
    assert view.answers[0].answer == "<b>"
    assert await why(case, CLERK) == ()


async def test_an_ink_no_hand_can_have_drawn_is_no_signature(counter: Counter) -> None:
    stroke = tuple(Sample(at_, 1, 1, -1) for at_ in range(LARGEST_INK))
    endless = msgspec.structs.replace(INK, strokes=(stroke, stroke[:1]))
    for ink in (msgspec.json.encode(endless), b" " * 200_000 + msgspec.json.encode(INK)):
        view = await case_view(await counter.arrive(application(), attachments={SIGNATURE: ink}), CLERK)
        assert view is not None
        assert view.ink is None


async def test_a_household_of_the_year_one_is_no_household_of_the_registry(counter: Counter) -> None:
    case = await counter.hand_in(application(household_as_of="0001-01-01T00:00:00+14:00"))
    view = await case_view(case, CLERK)
    assert view is not None
    assert view.household_as_of is None


async def test_a_terminal_that_never_stops_reporting_fills_no_timeline(counter: Counter) -> None:
    case = await counter.hand_in()
    for number in range(101):
        await counter.arrive(SlipReported(case, f"print-{number}", "failed"))
    assert await CaseHappening.filter(case_id=case, what=Happened.SLIP_FAILED).count() == 100


async def test_another_terminals_slip_report_says_nothing(counter: Counter) -> None:
    case = await counter.hand_in()
    await counter.arrive(SlipReported(case, "print-1", "printed"), terminal=WELFARE_DESK)
    assert await CaseHappening.filter(case_id=case, what=Happened.SLIP_PRINTED).count() == 0


async def test_a_code_of_another_case_or_kind_stays_what_it_was(counter: Counter) -> None:
    first = application()
    theirs = await counter.hand_in(first)
    swapped = SlipCode(new_code(CodeKind.CASE).text, RESIDENTS)
    ours = await counter.hand_in(application("1-013", codes=(*first.codes, *first.codes, swapped)))
    assert await CaseCode.filter(case_id=theirs).count() == 4
    assert await CaseCode.filter(case_id=ours).count() == 0


async def test_the_whole_way_from_the_sealed_event_to_the_case(counter: Counter, database: Database) -> None:
    made, terminal, clock = application(), BareTerminal(LOBBY), counter.clock
    listener = Listener(database.url, {INBOX})
    dispatcher = Dispatcher(Application(OPENER, HANDLERS, clock), listener, clock, count_late=_nobody_counts)
    scan, event = terminal.event(CodeScanned(code_of(made, RESIDENTS))), terminal.event(made, offline=True)
    await BatchListener(RecordingSession(), Everybody(), clock).take(terminal.batch([scan, event]))
    await dispatcher.dispatch(LOBBY)
    view = await case_view(event.id, CLERK)
    assert view is not None
    assert view.application == made
    assert (view.row.offline, view.row.ticked) == (True, 1)
    question = StreamPosition(epoch=terminal.epoch, business_day="2026-04-01")
    assert await stream_position(Asked(LOBBY, ""), question) == Position(highest_seq=2, highest_serial=12)


async def _nobody_counts(terminal: str, events: int) -> None:
    assert terminal == LOBBY
    assert events == 1
