"""Which devices of a counter are recorded, and what is done with what they report."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from ..devices.base import Driver
from ..devices.card.port import CardEvent, CardInserted, CardReader
from ..devices.catalog import Catalog
from ..devices.overheard import overheard
from ..devices.pen.port import Pen, PenEvent
from ..devices.redaction import StrokeMeasure
from ..devices.supervisor import Supervisor
from ..settings import DevicesSettings
from .lines import DeviceListed
from .questions import ask_card
from .tape import Tape

E = TypeVar("E")


@dataclass(frozen=True)
class Microphone:
    """One device; `put` hands it to a supervisor, once."""

    listed: DeviceListed
    put: Callable[[Supervisor], None]


def microphones(catalog: Catalog, settings: DevicesSettings, tape: Tape) -> Iterator[Microphone]:
    """One at each device that the settings name, in the order of the desk. Raises BadSettings."""
    heard = overheard(catalog, tape)
    reader = heard.card_reader(settings.card_reader)
    yield _microphone(reader, settings.card_reader.driver, _asking(reader))
    staffs = heard.staff_card_reader(settings.staff_card_reader)
    if staffs is not None:
        yield _microphone(staffs, settings.staff_card_reader.driver, _asking(staffs))
    codes = heard.code_reader(settings.code_reader)
    if codes is not None:
        yield _microphone(codes, settings.code_reader.driver, _nothing)
    printer = heard.receipt_printer(settings.receipt_printer)
    if printer is not None:
        yield _microphone(printer, settings.receipt_printer.driver, _nothing)
    pen = heard.pen(settings.pen)
    if pen is not None:
        yield _microphone(pen, settings.pen.driver, _measuring(pen, tape))
    lamp = heard.signal_lamp(settings.signal_lamp)
    if lamp is not None:
        yield _microphone(lamp, settings.signal_lamp.driver, _nothing)


def _microphone(device: Driver[E], driver: str, took: Callable[[E], Awaitable[None]]) -> Microphone:
    listed = DeviceListed(device.name, device.kind, driver)
    return Microphone(listed, lambda supervisor: supervisor.add(device, took))


def _asking(reader: CardReader) -> Callable[[CardEvent], Awaitable[None]]:
    async def took(event: CardEvent) -> None:
        if isinstance(event, CardInserted):
            await ask_card(reader, event)

    return took


def _measuring(pen: Pen, tape: Tape) -> Callable[[PenEvent], Awaitable[None]]:
    measure = StrokeMeasure()

    async def took(event: PenEvent) -> None:
        stroke = measure.take(event)
        if stroke is not None:
            tape.hear(pen.name, stroke)

    return took


async def _nothing(_event: object) -> None:
    """What it is was heard already."""
