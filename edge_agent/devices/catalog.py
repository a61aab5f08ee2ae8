"""Which driver the settings mean. Real drivers only; the practice village hands the agent a longer catalog."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from ..errors import BadSettings
from ..settings import CardReaderSettings, CodeReaderSettings, PenSettings, ReceiptPrinterSettings, SignalLampSettings
from .card.port import CardReader
from .code_reader.port import CodeReader
from .pen.port import Pen
from .receipt_printer.port import ReceiptPrinter
from .receipt_printer.printer import EscposPrinter
from .receipt_printer.talk import Wire
from .signal_lamp.lamp import UsbSignalLamp
from .signal_lamp.lamp import Wire as LampWires
from .signal_lamp.port import SignalLamp

NO_DRIVER = "none"
STAFF_CARD_READER = "staff-card-reader"


class _Driven(Protocol):
    """Settings of a device that need not be there."""

    @property
    def driver(self) -> str: ...


_S = TypeVar("_S", bound=_Driven)
_D = TypeVar("_D")
_Made = Mapping[str, Callable[[_S], _D]]


@dataclass(frozen=True)
class Catalog:
    """The drivers of each kind of device by the name that settings give them."""

    card_readers: Mapping[str, Callable[[CardReaderSettings, str], CardReader]]
    code_readers: _Made[CodeReaderSettings, CodeReader]
    receipt_printers: _Made[ReceiptPrinterSettings, ReceiptPrinter]
    pens: _Made[PenSettings, Pen]
    signal_lamps: _Made[SignalLampSettings, SignalLamp]

    def card_reader(self, settings: CardReaderSettings, name: str = "card-reader") -> CardReader:
        """The driver of the card reader; without a reader it reports ABSENT. Raises BadSettings."""
        make = self.card_readers.get(settings.driver)
        if make is None:
            raise BadSettings(f"devices.card_reader.driver: {settings.driver!r} is no driver")
        return make(settings, name)

    def staff_card_reader(self, settings: CardReaderSettings, name: str = STAFF_CARD_READER) -> CardReader | None:
        """The driver of the staff's own card reader; None where they have none. Raises BadSettings."""
        return None if settings.driver == NO_DRIVER else self.card_reader(settings, name)

    def code_reader(self, settings: CodeReaderSettings) -> CodeReader | None:
        """The driver of the code reader; None where the counter has none. Raises BadSettings."""
        return _chosen(self.code_readers, settings, "code_reader")

    def receipt_printer(self, settings: ReceiptPrinterSettings) -> ReceiptPrinter | None:
        """The driver of the receipt printer; None where the counter has none. Raises BadSettings."""
        return _chosen(self.receipt_printers, settings, "receipt_printer")

    def pen(self, settings: PenSettings) -> Pen | None:
        """The driver of the pen; None where the counter has none. Raises BadSettings."""
        return _chosen(self.pens, settings, "pen")

    def signal_lamp(self, settings: SignalLampSettings) -> SignalLamp | None:
        """The driver of the signal lamp; None where the counter has none. Raises BadSettings."""
        return _chosen(self.signal_lamps, settings, "signal_lamp")


def _chosen(made: _Made[_S, _D], settings: _S, key: str) -> _D | None:
    if settings.driver == NO_DRIVER:
        return None
    make = made.get(settings.driver)
    if make is None:
        raise BadSettings(f"devices.{key}.driver: {settings.driver!r} is no driver")
    return make(settings)


def _pcsc(settings: CardReaderSettings, name: str) -> CardReader:
    # pyscard loads the system's PC/SC library, which a terminal without a reader need not have.
    from .card.reader import PcscReader

    return PcscReader(name=name, match=settings.match)


def _evdev(settings: CodeReaderSettings) -> CodeReader:
    # evdev is made for Linux, and a terminal without a reader need not load it.
    from .code_reader.reader import EvdevCodeReader

    return EvdevCodeReader(name="code-reader", match=settings.match)


def _serial(settings: CodeReaderSettings) -> CodeReader:
    from .code_reader.reader import SerialCodeReader

    return SerialCodeReader(name="code-reader", match=settings.match)


def _pen(settings: PenSettings) -> Pen:
    from .pen.tablet import EvdevPen

    return EvdevPen(name="pen", match=settings.match)


def _usb_printer(settings: ReceiptPrinterSettings) -> ReceiptPrinter:
    def connect() -> Wire:
        # python-escpos and libusb are loaded on the printer's thread, and not at all without a printer.
        from .receipt_printer.escpos_wire import UsbWire

        return UsbWire(settings.vendor_id, settings.product_id)

    return EscposPrinter(name="receipt-printer", connect=connect)


def _network_printer(settings: ReceiptPrinterSettings) -> ReceiptPrinter:
    def connect() -> Wire:
        from .receipt_printer.escpos_wire import NetworkWire

        return NetworkWire(settings.host, settings.port)

    return EscposPrinter(name="receipt-printer", connect=connect)


def _usb_lamp(settings: SignalLampSettings) -> SignalLamp:
    def connect() -> LampWires:
        # libusb is loaded on the lamp's thread, and not at all without a lamp.
        from .signal_lamp.wire import LampWire

        return LampWire(settings.match)

    return UsbSignalLamp(name="signal-lamp", connect=connect)


REAL_DEVICES = Catalog(
    card_readers={"pcsc": _pcsc},
    code_readers={"evdev": _evdev, "serial": _serial},
    receipt_printers={"usb": _usb_printer, "network": _network_printer},
    pens={"evdev": _pen},
    signal_lamps={"ne-usb": _usb_lamp},
)
