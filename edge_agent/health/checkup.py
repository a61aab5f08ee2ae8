"""Which checks a terminal has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ..clock import CounterClock
from ..link.states import LinkStates
from ..outbox.store import Outbox
from ..settings import AgentSettings
from .broker import BrokerCheck
from .card_reader import Devices
from .card_service import CardServiceCheck
from .certificate import CertificateCheck
from .disk import DiskCheck
from .findings import Check
from .memory import MemoryCheck
from .outbox import OutboxCheck
from .paper import PaperCheck
from .screen import ScreenCheck
from .temperature import TemperatureCheck
from .time_of_day import ClockCheck


class Line(Protocol):
    """What joins this counter to the data centre, as far as it is looked at."""

    @property
    def outbox(self) -> Outbox:
        """What waits to be sent."""

    @property
    def links(self) -> LinkStates:
        """How the line is."""


def checkup(
    settings: AgentSettings,
    clock: CounterClock,
    line: Line,
    devices: Devices,
    seconds_without_page: Callable[[], float | None],
) -> tuple[Check, ...]:
    """All of them, the ones that stop a visit first."""
    limits, box = settings.health, settings.outbox
    return (
        DiskCheck(box.file.parent, box.reserve_mib << 20, limits),
        ScreenCheck(seconds_without_page, limits),
        CardServiceCheck(devices),
        PaperCheck(devices),
        BrokerCheck(line.links),
        OutboxCheck(line.outbox, clock, limits),
        ClockCheck(clock),
        CertificateCheck(settings.central.certificate_file, clock, limits),
        TemperatureCheck(limits),
        MemoryCheck(),
    )
