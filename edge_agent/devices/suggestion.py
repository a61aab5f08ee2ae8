"""What to write into the settings for the devices that are plugged in, so that each is told from every other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from ..errors import DeviceError
from . import nodes
from .code_reader.keyboard import KEYS_OF_A_CODE
from .pen.strokes import ABS_PRESSURE, ABS_X, ABS_Y, BTN_TOOL_PEN, BTN_TOUCH
from .places import Place

_KEYS_OF_A_PEN = {BTN_TOOL_PEN, BTN_TOUCH}
_AXES_OF_A_PEN = {ABS_X, ABS_Y, ABS_PRESSURE}
_SERIAL = re.compile(r"\([^()]+\)")


@dataclass(frozen=True)
class Suggestion:
    """One device: its name, the table of settings it belongs to, and what stands there."""

    name: str
    table: str
    settings: Mapping[str, str]

    @property
    def text(self) -> str:
        """As it is written into the file."""
        lines = [f"{key} = {value}" for key, value in self.settings.items()]
        return "\n".join((f"# {_printable(self.name)}", f"[devices.{self.table}]", *lines, ""))


def suggestions() -> Sequence[Suggestion]:
    """Every device that a driver knows, whoever uses it now. Opens none. Blocks."""
    looks = (_inputs, _serial_lines, _card_readers, _printers, _lamps)
    return [each for look in looks for each in _seen(look)]


def _seen(look: Callable[[], Iterator[Suggestion]]) -> list[Suggestion]:
    """What is there of one kind; nothing where its service or bus is not."""
    try:
        return list(look())
    except DeviceError:
        return []


def _inputs() -> Iterator[Suggestion]:
    for node, place in nodes.places(nodes.INPUTS):
        keys = nodes.able(node, "key")
        if keys >= _KEYS_OF_A_PEN and nodes.able(node, "abs") >= _AXES_OF_A_PEN:
            yield _placed(place, "pen", "evdev")
        elif keys >= KEYS_OF_A_CODE:
            yield _placed(place, "code_reader", "evdev")


def _serial_lines() -> Iterator[Suggestion]:
    for _, place in nodes.places(nodes.SERIAL_LINES):
        yield _placed(place, "code_reader", "serial")


def _card_readers() -> Iterator[Suggestion]:
    # pyscard loads the system's PC/SC library, which a terminal without a reader need not have.
    from .card.pcsc import Pcsc

    service = Pcsc()
    service.establish()
    try:
        for reader in service.look(wait_seconds=0):
            serial = _SERIAL.search(reader.name)
            yield _said(reader.name, "card_reader", driver="pcsc", match=serial[0] if serial else reader.name)
    finally:
        service.release()


def _printers() -> Iterator[Suggestion]:
    from .receipt_printer.escpos_wire import printers

    for vendor, product in printers():
        ids = {"vendor_id": f"0x{vendor:04x}", "product_id": f"0x{product:04x}"}
        yield Suggestion(f"{vendor:04x}:{product:04x}", "receipt_printer", {"driver": '"usb"', **ids})


def _lamps() -> Iterator[Suggestion]:
    from .signal_lamp.wire import lamps

    for place in lamps():
        yield _placed(place, "signal_lamp", "ne-usb")


def _placed(place: Place, table: str, driver: str) -> Suggestion:
    return _said(place.name, table, driver=driver, match=place.match)


def _said(name: str, table: str, **words: str) -> Suggestion:
    return Suggestion(name, table, {key: msgspec.json.encode(word).decode() for key, word in words.items()})


def _printable(name: str) -> str:
    return "".join(sign for sign in name if sign.isprintable())
