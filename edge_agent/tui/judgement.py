"""Judges each of the ten faults by what is seen of the agent and by the newest round trips; looks, asks nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from protocol.devices import DeviceKind, DeviceState, DeviceStatus, FaultCode
from protocol.health import Cause as Found
from protocol.health import CheckName, HealthCheck, Level
from protocol.wire.messages.answers import LinkState

from ..local_api.api import SelfTested
from ..local_api.measures import Goal, RoundTrip, Trouble
from .causes import Cause, Fault, Judged, broken, doubt, fine
from .sight import Sight

Trips = Callable[[Goal], RoundTrip | None]

_PRINTER = {
    FaultCode.PAPER_OUT: Cause.PRINTER_PAPER,
    FaultCode.COVER_OPEN: Cause.PRINTER_COVER,
    FaultCode.UNRESPONSIVE: Cause.PRINTER_SILENT,
    FaultCode.IN_USE: Cause.PRINTER_TAKEN,
    FaultCode.NO_PERMISSION: Cause.PRINTER_PERMISSION,
}
_SCANNER = {FaultCode.IN_USE: Cause.SCANNER_TAKEN, FaultCode.NO_PERMISSION: Cause.SCANNER_PERMISSION}
_BROKER = {
    Trouble.NO_CABLE: Cause.BROKER_CABLE,
    Trouble.NO_NAME: Cause.BROKER_NAME,
    Trouble.NO_ROUTE: Cause.BROKER_ROUTE,
    Trouble.NOBODY_THERE: Cause.BROKER_NOBODY,
    Trouble.NOT_TLS: Cause.BROKER_TLS,
    Trouble.OUT_OF_TIME: Cause.BROKER_CLOCK,
    Trouble.STRANGER: Cause.BROKER_STRANGER,
    Trouble.OWN_CERTIFICATE: Cause.BROKER_CERTIFICATE,
}
_CERTIFICATE = {
    Found.CERTIFICATE_GOOD: Cause.CERTIFICATE_GOOD,
    Found.CERTIFICATE_ENDED: Cause.CERTIFICATE_ENDED,
    Found.CERTIFICATE_UNREADABLE: Cause.CERTIFICATE_UNREADABLE,
}


def judged(fault: Fault, sight: Sight, trips: Trips) -> Judged:
    """How it stands with one fault."""
    return _JUDGES[fault](sight, trips)


def _card_reader(sight: Sight, trips: Trips) -> Judged:
    reader, trip = _device(sight, DeviceKind.CARD_READER), trips(Goal.CARD_SERVICE)
    asked = None if trip is None else trip.trouble
    if reader is None or reader.fault is FaultCode.SERVICE_DOWN or asked is Trouble.SERVICE_DOWN:
        return broken(Cause.CARD_READER_SERVICE)
    if reader.fault is FaultCode.NO_PERMISSION:
        return broken(Cause.CARD_READER_PERMISSION)
    if reader.state is DeviceState.ABSENT:
        return broken(Cause.CARD_READER_ABSENT)
    return fine(Cause.CARD_READER_WORKS)


def _card(sight: Sight, _trips: Trips) -> Judged:
    reader = _device(sight, DeviceKind.CARD_READER)
    if reader is None or reader.state is DeviceState.ABSENT:
        return doubt(Cause.CARD_WITHOUT_READER)
    if reader.fault is not None:
        causes = {FaultCode.UNRESPONSIVE: Cause.CARD_MUTE, FaultCode.IN_USE: Cause.CARD_TAKEN}
        return broken(causes[reader.fault]) if reader.fault in causes else doubt(Cause.CARD_WITHOUT_READER)
    return doubt(Cause.CARD_NONE) if reader.state is DeviceState.IDLE else fine(Cause.CARD_SEEN)


def _printer(sight: Sight, trips: Trips) -> Judged:
    printer, trip = _device(sight, DeviceKind.RECEIPT_PRINTER), trips(Goal.PRINTER)
    if printer is None:
        return fine(Cause.PRINTER_NONE)
    if printer.state is DeviceState.ABSENT:
        return broken(Cause.PRINTER_OFFLINE)
    if printer.fault is not None:
        return broken(_PRINTER.get(printer.fault, Cause.PRINTER_OFFLINE))
    if trip is not None and trip.trouble is Trouble.UNRESPONSIVE:
        return doubt(Cause.PRINTER_SILENT)
    return fine(Cause.PRINTER_WORKS)


def _scanner(sight: Sight, _trips: Trips) -> Judged:
    scanner = _device(sight, DeviceKind.CODE_READER)
    if scanner is None:
        return fine(Cause.SCANNER_NONE)
    if scanner.state in {DeviceState.ABSENT, DeviceState.FAULT}:
        return broken(_SCANNER.get(scanner.fault or FaultCode.OFFLINE, Cause.SCANNER_ABSENT))
    tests = (event.body for event in sight.recent if isinstance(event.body, SelfTested))
    last = next((test for test in tests if test.name == scanner.name), None)
    if last is None:
        return doubt(Cause.SCANNER_UNTESTED)
    return fine(Cause.SCANNER_TESTED) if last.has_passed else broken(Cause.SCANNER_FAILED)


def _broker(sight: Sight, trips: Trips) -> Judged:
    trip = trips(Goal.BROKER)
    if sight.status.links.broker.state is LinkState.UP:
        return fine(Cause.BROKER_UP)
    if trip is None:
        return doubt(Cause.BROKER_UNMEASURED)
    if trip.trouble is None:
        return broken(Cause.BROKER_REFUSED)
    return broken(_BROKER.get(trip.trouble, Cause.BROKER_SILENT))


def _certificate(sight: Sight, _trips: Trips) -> Judged:
    check = _check(sight, CheckName.CERTIFICATE)
    if check is None:
        return doubt(Cause.CERTIFICATE_UNLOOKED)
    if check.cause is Found.CERTIFICATE_ENDING:
        return doubt(Cause.CERTIFICATE_ENDING, **check.figures)
    cause = _CERTIFICATE[check.cause]
    return fine(cause, **check.figures) if check.level is Level.OK else broken(cause)


def _disk(sight: Sight, _trips: Trips) -> Judged:
    check = _check(sight, CheckName.DISK)
    if not sight.status.outbox.has_room or (check is not None and check.cause is Found.DISK_FULL):
        return broken(Cause.DISK_FULL)
    if check is None or check.level is Level.OK:
        return fine(Cause.DISK_ROOM)
    return doubt(Cause.DISK_FILLING, **check.figures)


def _clock(sight: Sight, _trips: Trips) -> Judged:
    return fine(Cause.CLOCK_RIGHT) if sight.status.is_clock_trusted else broken(Cause.CLOCK_DOUBTFUL)


def _outbox(sight: Sight, _trips: Trips) -> Judged:
    box, check = sight.status.outbox, _check(sight, CheckName.OUTBOX)
    if box.troubled:
        return broken(Cause.OUTBOX_TROUBLED, count=box.troubled)
    if box.waiting and sight.status.links.central.state is not LinkState.UP:
        return doubt(Cause.OUTBOX_WAITING, count=box.waiting)
    if check is not None and check.level is not Level.OK:
        return broken(Cause.OUTBOX_OLD, count=box.waiting)
    return fine(Cause.OUTBOX_FLOWING)


def _screen(sight: Sight, _trips: Trips) -> Judged:
    check = _check(sight, CheckName.SCREEN)
    if check is None:
        return doubt(Cause.SCREEN_UNLOOKED)
    return fine(Cause.SCREEN_ALIVE) if check.level is Level.OK else broken(Cause.SCREEN_DARK)


_JUDGES: Mapping[Fault, Callable[[Sight, Trips], Judged]] = {
    Fault.CARD_READER: _card_reader,
    Fault.CARD: _card,
    Fault.PRINTER: _printer,
    Fault.SCANNER: _scanner,
    Fault.BROKER: _broker,
    Fault.CERTIFICATE: _certificate,
    Fault.DISK: _disk,
    Fault.CLOCK: _clock,
    Fault.OUTBOX: _outbox,
    Fault.SCREEN: _screen,
}


def _device(sight: Sight, kind: DeviceKind) -> DeviceStatus | None:
    """The first of its kind, which is the one of the visits."""
    return next((device for device in sight.status.devices if device.kind is kind), None)


def _check(sight: Sight, name: CheckName) -> HealthCheck | None:
    return next((check for check in sight.status.health if check.name is name), None)
