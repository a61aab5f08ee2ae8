"""The devices on the counter's desk, wired: each one kept open, its events to whoever takes them, its check."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

from protocol.devices import DeviceStatus

from .clock import CounterClock
from .devices.card.port import CardEvent, CardReader
from .devices.catalog import STAFF_CARD_READER, Catalog
from .devices.code_reader.port import CodeEvent
from .devices.pen.port import PenEvent
from .devices.receipt_printer.port import ReceiptPrinter
from .devices.supervisor import Supervisor
from .health.card_reader import CardReaderCheck
from .health.code_reader import CodeReaderCheck
from .health.pen import PenCheck
from .health.receipt_printer import ReceiptPrinterCheck
from .health.signal_lamp import SignalLampCheck
from .health.together import Part
from .local_api.self_tests import Check
from .printing.raster import SlipRaster
from .settings import DevicesSettings
from .visit.call_lamp import CallLamp, Visits


class ResidentsDevices:
    """What a visit knows of: everything but the reader of the staff."""

    def __init__(self, supervisor: Supervisor) -> None:
        self._supervisor = supervisor

    async def changes(self) -> AsyncIterator[tuple[DeviceStatus, ...]]:
        """Every device but that one, whenever any has changed."""
        async for statuses in self._supervisor.changes():
            yield tuple(status for status in statuses if status.name != STAFF_CARD_READER)


class Desk:
    """Puts devices under the supervisor, in the order of the calls. Each raises BadSettings."""

    def __init__(
        self, catalog: Catalog, settings: DevicesSettings, supervisor: Supervisor, is_resting: Callable[[], bool]
    ) -> None:
        self._catalog = catalog
        self._settings = settings
        self._supervisor = supervisor
        self._is_resting = is_resting
        self.checks: dict[str, Check] = {}

    def put_card_readers(self, reader: CardReader, took: Callable[[CardEvent], Awaitable[None]]) -> None:
        """The reader of the visits, and that of the staff if there is one: its cards are no visit's."""
        self._put_card_reader(reader, took)
        staffs = self._catalog.staff_card_reader(self._settings.staff_card_reader)
        if staffs is not None:
            self._put_card_reader(staffs, _nobody)

    def put_code_reader(self, took: Callable[[CodeEvent], Awaitable[None]]) -> None:
        """The reader of codes, if there is one."""
        codes = self._catalog.code_reader(self._settings.code_reader)
        if codes is not None:
            check = CodeReaderCheck(codes, self._supervisor, then=took, is_resting=self._is_resting)
            self._supervisor.add(codes, check.took)
            self.checks[codes.name] = check

    def put_the_rest(
        self,
        printer: ReceiptPrinter | None,
        raster: SlipRaster,
        time: CounterClock,
        wrote: Callable[[PenEvent], Awaitable[None]],
        visit: Visits,
    ) -> Sequence[Part]:
        """Printer, pen and lamp, where there are any; what has to run for them."""
        self._put_printer(printer, raster, time)
        self._put_pen(wrote)
        return self._lit_by(visit)

    def _put_printer(self, printer: ReceiptPrinter | None, raster: SlipRaster, time: CounterClock) -> None:
        if printer is not None:
            check = ReceiptPrinterCheck(printer, raster, time, is_resting=self._is_resting)
            self._supervisor.add(printer, check.took)
            self.checks[printer.name] = check

    def _put_pen(self, took: Callable[[PenEvent], Awaitable[None]]) -> None:
        pen = self._catalog.pen(self._settings.pen)
        if pen is not None:
            check = PenCheck(pen, self._supervisor, then=took, is_resting=self._is_resting)
            self._supervisor.add(pen, check.took)
            self.checks[pen.name] = check

    def _lit_by(self, visit: Visits) -> Sequence[Part]:
        lamp = self._catalog.signal_lamp(self._settings.signal_lamp)
        if lamp is None:
            return ()
        check = SignalLampCheck(lamp, is_resting=self._is_resting)
        self._supervisor.add(lamp, check.took)
        self.checks[lamp.name] = check
        return (CallLamp(check, visit, self._supervisor),)

    def _put_card_reader(self, reader: CardReader, took: Callable[[CardEvent], Awaitable[None]]) -> None:
        check = CardReaderCheck(reader, self._supervisor, then=took, is_resting=self._is_resting)
        self._supervisor.add(reader, check.took)
        self.checks[reader.name] = check


async def _nobody(_event: object) -> None:
    """Nobody takes it."""
