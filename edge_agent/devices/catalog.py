"""Which driver the settings mean. Real drivers only; the practice village hands the agent a longer catalog."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..errors import BadSettings
from ..settings import CardReaderSettings, CodeReaderSettings, ReceiptPrinterSettings
from .card.port import CardReader
from .code_reader.port import CodeReader
from .receipt_printer.port import ReceiptPrinter
from .receipt_printer.printer import EscposPrinter
from .receipt_printer.talk import Wire

NO_DRIVER = "none"


@dataclass(frozen=True)
class Catalog:
    """The drivers of each kind of device by the name that settings give them."""

    card_readers: Mapping[str, Callable[[CardReaderSettings], CardReader]]
    code_readers: Mapping[str, Callable[[CodeReaderSettings], CodeReader]]
    receipt_printers: Mapping[str, Callable[[ReceiptPrinterSettings], ReceiptPrinter]]

    def card_reader(self, settings: CardReaderSettings) -> CardReader:
        """The driver of the card reader; without a reader it reports ABSENT. Raises BadSettings."""
        make = self.card_readers.get(settings.driver)
        if make is None:
            raise BadSettings(f"devices.card_reader.driver: {settings.driver!r} is no driver")
        return make(settings)

    def code_reader(self, settings: CodeReaderSettings) -> CodeReader | None:
        """The driver of the code reader; None where the counter has none. Raises BadSettings."""
        if settings.driver == NO_DRIVER:
            return None
        make = self.code_readers.get(settings.driver)
        if make is None:
            raise BadSettings(f"devices.code_reader.driver: {settings.driver!r} is no driver")
        return make(settings)

    def receipt_printer(self, settings: ReceiptPrinterSettings) -> ReceiptPrinter | None:
        """The driver of the receipt printer; None where the counter has none. Raises BadSettings."""
        if settings.driver == NO_DRIVER:
            return None
        make = self.receipt_printers.get(settings.driver)
        if make is None:
            raise BadSettings(f"devices.receipt_printer.driver: {settings.driver!r} is no driver")
        return make(settings)


def _pcsc(settings: CardReaderSettings) -> CardReader:
    # pyscard loads the system's PC/SC library, which a terminal without a reader need not have.
    from .card.reader import PcscReader

    return PcscReader(name="card-reader", match=settings.match)


def _evdev(settings: CodeReaderSettings) -> CodeReader:
    # evdev is made for Linux, and a terminal without a reader need not load it.
    from .code_reader.reader import EvdevCodeReader

    return EvdevCodeReader(name="code-reader", match=settings.match)


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


REAL_DEVICES = Catalog(
    card_readers={"pcsc": _pcsc},
    code_readers={"evdev": _evdev},
    receipt_printers={"usb": _usb_printer, "network": _network_printer},
)
