"""Each of the ten faults by what is seen: which sentence the technician reads."""

from __future__ import annotations

import msgspec
import pytest

from edge_agent.local_api.api import LinkView, RecentEvent, SelfTested, Status
from edge_agent.local_api.measures import Goal, RoundTrip, Trouble
from edge_agent.tui.causes import Cause, Fault, Standing
from edge_agent.tui.judgement import judged
from edge_agent.tui.sight import Sight
from protocol.devices import DeviceKind, DeviceState, DeviceStatus, FaultCode
from protocol.health import Cause as Found
from protocol.health import CheckName, HealthCheck, Level
from protocol.wire.messages.answers import LinkState

from .agent import STATUS, UP

DOWN = LinkView(LinkState.DOWN, UP.since)
WELL = msgspec.structs.replace(STATUS, devices=(), health=(), links=msgspec.structs.replace(STATUS.links, juki=UP))


def seen(status: Status, *tests: SelfTested) -> Sight:
    """An agent at one moment."""
    recent = tuple(RecentEvent(number, status.time, test) for number, test in enumerate(tests))
    return Sight(status, (), recent, ())


def look(fault: Fault, status: Status, *trips: RoundTrip, tests: tuple[SelfTested, ...] = ()) -> Cause:
    """The cause that is named."""
    return judged(fault, seen(status, *tests), lambda goal: next((t for t in trips if t.goal is goal), None)).cause


def with_device(kind: DeviceKind, state: DeviceState, fault: FaultCode | None = None) -> Status:
    """A counter with one device."""
    return msgspec.structs.replace(WELL, devices=(DeviceStatus(kind, kind.value, state, fault),))


def with_check(name: CheckName, level: Level, cause: Found, **figures: int) -> Status:
    """A counter with one finding."""
    return msgspec.structs.replace(WELL, health=(HealthCheck(name, level, cause, WELL.time, figures),))


@pytest.mark.parametrize(
    ("kind", "state", "fault", "judged_fault", "cause"),
    [
        ("card_reader", "idle", None, Fault.CARD_READER, Cause.CARD_READER_WORKS),
        ("card_reader", "absent", None, Fault.CARD_READER, Cause.CARD_READER_ABSENT),
        ("card_reader", "fault", "service-down", Fault.CARD_READER, Cause.CARD_READER_SERVICE),
        ("card_reader", "fault", "no-permission", Fault.CARD_READER, Cause.CARD_READER_PERMISSION),
        ("pen", "idle", None, Fault.CARD_READER, Cause.CARD_READER_SERVICE),
        ("card_reader", "ready", None, Fault.CARD, Cause.CARD_SEEN),
        ("card_reader", "idle", None, Fault.CARD, Cause.CARD_NONE),
        ("card_reader", "fault", "unresponsive", Fault.CARD, Cause.CARD_MUTE),
        ("card_reader", "fault", "in-use", Fault.CARD, Cause.CARD_TAKEN),
        ("card_reader", "fault", "service-down", Fault.CARD, Cause.CARD_WITHOUT_READER),
        ("card_reader", "absent", None, Fault.CARD, Cause.CARD_WITHOUT_READER),
        ("receipt_printer", "ready", None, Fault.PRINTER, Cause.PRINTER_WORKS),
        ("receipt_printer", "fault", "paper-out", Fault.PRINTER, Cause.PRINTER_PAPER),
        ("receipt_printer", "fault", "cover-open", Fault.PRINTER, Cause.PRINTER_COVER),
        ("receipt_printer", "fault", "offline", Fault.PRINTER, Cause.PRINTER_OFFLINE),
        ("receipt_printer", "fault", "in-use", Fault.PRINTER, Cause.PRINTER_TAKEN),
        ("receipt_printer", "absent", None, Fault.PRINTER, Cause.PRINTER_OFFLINE),
        ("pen", "idle", None, Fault.PRINTER, Cause.PRINTER_NONE),
        ("code_reader", "idle", None, Fault.SCANNER, Cause.SCANNER_UNTESTED),
        ("code_reader", "absent", None, Fault.SCANNER, Cause.SCANNER_ABSENT),
        ("code_reader", "fault", "in-use", Fault.SCANNER, Cause.SCANNER_TAKEN),
        ("code_reader", "fault", "no-permission", Fault.SCANNER, Cause.SCANNER_PERMISSION),
        ("pen", "idle", None, Fault.SCANNER, Cause.SCANNER_NONE),
    ],
)
def test_a_device_is_judged_by_how_it_stands(
    kind: str, state: str, fault: str | None, judged_fault: Fault, cause: Cause
) -> None:
    code = None if fault is None else FaultCode(fault)
    assert look(judged_fault, with_device(DeviceKind(kind), DeviceState(state), code)) is cause


@pytest.mark.parametrize(("passed", "cause"), [(True, Cause.SCANNER_TESTED), (False, Cause.SCANNER_FAILED)])
def test_a_reader_that_was_tested_is_judged_by_its_newest_test(passed: bool, cause: Cause) -> None:
    status = with_device(DeviceKind.CODE_READER, DeviceState.IDLE)
    tests = (SelfTested("pen", not passed), SelfTested("code_reader", passed), SelfTested("code_reader", not passed))
    assert look(Fault.SCANNER, status, tests=tests) is cause


@pytest.mark.parametrize(
    ("trouble", "cause"),
    [
        (Trouble.NO_CABLE, Cause.BROKER_CABLE),
        (Trouble.NO_NAME, Cause.BROKER_NAME),
        (Trouble.NO_ROUTE, Cause.BROKER_ROUTE),
        (Trouble.NOBODY_THERE, Cause.BROKER_NOBODY),
        (Trouble.NO_ANSWER, Cause.BROKER_SILENT),
        (Trouble.NOT_TLS, Cause.BROKER_TLS),
        (Trouble.OUT_OF_TIME, Cause.BROKER_CLOCK),
        (Trouble.STRANGER, Cause.BROKER_STRANGER),
        (Trouble.OWN_CERTIFICATE, Cause.BROKER_CERTIFICATE),
        (None, Cause.BROKER_REFUSED),
    ],
)
def test_a_line_that_is_cut_is_judged_by_where_the_way_ends(trouble: Trouble | None, cause: Cause) -> None:
    cut = msgspec.structs.replace(WELL, links=msgspec.structs.replace(WELL.links, broker=DOWN))
    assert look(Fault.BROKER, cut) is Cause.BROKER_UNMEASURED
    assert look(Fault.BROKER, cut, RoundTrip(Goal.BROKER, None if trouble else 5, trouble)) is cause
    assert look(Fault.BROKER, WELL, RoundTrip(Goal.BROKER, None, trouble)) is Cause.BROKER_UP


@pytest.mark.parametrize(
    ("name", "level", "found", "figures", "cause"),
    [
        ("certificate", "ok", Found.CERTIFICATE_GOOD, {"days": 80}, Cause.CERTIFICATE_GOOD),
        ("certificate", "warn", Found.CERTIFICATE_ENDING, {"days": 8}, Cause.CERTIFICATE_ENDING),
        ("certificate", "alarm", Found.CERTIFICATE_ENDED, {}, Cause.CERTIFICATE_ENDED),
        ("certificate", "alarm", Found.CERTIFICATE_UNREADABLE, {}, Cause.CERTIFICATE_UNREADABLE),
        ("disk", "ok", Found.DISK_ROOM, {"percent": 50}, Cause.DISK_ROOM),
        ("disk", "warn", Found.DISK_FILLING, {"percent": 9, "days": 12}, Cause.DISK_FILLING),
        ("disk", "alarm", Found.DISK_FULL, {"percent": 0}, Cause.DISK_FULL),
        ("outbox", "alarm", Found.OUTBOX_OLD, {"count": 2, "minutes": 70}, Cause.OUTBOX_OLD),
        ("outbox", "ok", Found.OUTBOX_FLOWING, {}, Cause.OUTBOX_FLOWING),
        ("screen", "ok", Found.SCREEN_ALIVE, {}, Cause.SCREEN_ALIVE),
        ("screen", "alarm", Found.SCREEN_SILENT, {}, Cause.SCREEN_DARK),
    ],
)
def test_what_the_agent_looks_at_itself_is_judged_by_what_it_found(
    name: str, level: str, found: Found, figures: dict[str, int], cause: Cause
) -> None:
    assert look(Fault(name), with_check(CheckName(name), Level(level), found, **figures)) is cause


@pytest.mark.parametrize(
    ("fault", "cause"),
    [(Fault.CERTIFICATE, Cause.CERTIFICATE_UNLOOKED), (Fault.SCREEN, Cause.SCREEN_UNLOOKED)],
)
def test_what_was_not_looked_at_is_doubtful(fault: Fault, cause: Cause) -> None:
    now = judged(fault, seen(WELL), lambda _: None)
    assert (now.standing, now.cause) == (Standing.DOUBT, cause)


def test_the_outbox_is_judged_by_what_keeps_it() -> None:
    box = STATUS.outbox
    troubled = msgspec.structs.replace(WELL, outbox=msgspec.structs.replace(box, troubled=1))
    assert look(Fault.OUTBOX, troubled) is Cause.OUTBOX_TROUBLED
    cut = msgspec.structs.replace(WELL, links=msgspec.structs.replace(WELL.links, central=DOWN))
    assert look(Fault.OUTBOX, cut) is Cause.OUTBOX_WAITING
    full = msgspec.structs.replace(WELL, outbox=msgspec.structs.replace(box, has_room=False))
    assert look(Fault.DISK, full) is Cause.DISK_FULL


def test_a_clock_that_nobody_vouches_for_is_a_fault() -> None:
    assert look(Fault.CLOCK, WELL) is Cause.CLOCK_RIGHT
    assert look(Fault.CLOCK, msgspec.structs.replace(WELL, is_clock_trusted=False)) is Cause.CLOCK_DOUBTFUL


def test_a_measured_service_and_a_silent_printer_count_too() -> None:
    reader = with_device(DeviceKind.CARD_READER, DeviceState.IDLE)
    trip = RoundTrip(Goal.CARD_SERVICE, None, Trouble.SERVICE_DOWN)
    assert look(Fault.CARD_READER, reader, trip) is Cause.CARD_READER_SERVICE
    printer = with_device(DeviceKind.RECEIPT_PRINTER, DeviceState.READY)
    assert look(Fault.PRINTER, printer, RoundTrip(Goal.PRINTER, None, Trouble.UNRESPONSIVE)) is Cause.PRINTER_SILENT
