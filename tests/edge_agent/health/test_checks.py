"""Each check judges one thing: well, soon not well, or not well, with the figures that its sentence needs."""

from __future__ import annotations

import asyncio
import resource
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding

from edge_agent.health.broker import BrokerCheck
from edge_agent.health.card_service import CardServiceCheck
from edge_agent.health.certificate import CertificateCheck
from edge_agent.health.disk import DiskCheck
from edge_agent.health.findings import Finding
from edge_agent.health.memory import MemoryCheck
from edge_agent.health.outbox import OutboxCheck
from edge_agent.health.paper import PaperCheck
from edge_agent.health.screen import ScreenCheck
from edge_agent.health.temperature import TemperatureCheck
from edge_agent.health.time_of_day import ClockCheck
from edge_agent.link.states import Links, LinkStatus
from edge_agent.outbox.ledger import Standing
from edge_agent.outbox.stream import Stream
from edge_agent.settings import HealthSettings
from protocol.devices import DeviceKind, DeviceState, DeviceStatus, FaultCode
from protocol.health import Cause, Level
from protocol.wire.messages.answers import LinkState

from ..counter import MORNING, HandClock, counter_clock
from ..visit.leisure import leisurely

LIMITS = HealthSettings()
GIB = 1 << 30
HOUR = 3600


@dataclass
class Hand:
    """Devices, line and outbox as a test sets them."""

    devices: tuple[DeviceStatus, ...] = ()
    links: Links | None = None
    waiting: Standing | None = None

    def statuses(self) -> tuple[DeviceStatus, ...]:
        """The devices."""
        return self.devices

    def current(self) -> Links:
        """The line."""
        assert self.links is not None
        return self.links

    def standing(self) -> Standing:
        """The outbox."""
        assert self.waiting is not None
        return self.waiting


def device(kind: DeviceKind, state: DeviceState, fault: FaultCode | None = None) -> Hand:
    """A counter with one device."""
    return Hand((DeviceStatus(kind, "it", state, fault),))


def certificate(folder: Path, ends: datetime) -> Path:
    """The file of a certificate that is good until then."""
    key, name = Ed25519PrivateKey.generate(), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "madoguchi-1")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, ends - timedelta(days=365), ends)
    file = folder / "terminal.crt"
    file.write_bytes(builder.sign(key, None).public_bytes(Encoding.PEM))
    return file


def filled(gib_an_hour: float, hours: int = 4, free: float = 10.0) -> Finding:
    """What the disk check says after so many hours of writing, when so much is left of 100 GiB."""
    check = DiskCheck(Path("/"), GIB, LIMITS)
    for quarter in range(hours * 4 + 1):
        still = free + gib_an_hour * (hours - quarter / 4)
        found = check.judge(quarter * HOUR / 4, int(still * GIB), 100 * GIB)
    return found


def test_a_disk_that_fills_is_foretold() -> None:
    assert filled(0) == Finding(Level.OK, Cause.DISK_ROOM, {"percent": 10})
    assert filled(-1).cause is Cause.DISK_ROOM
    assert filled(0.125) == Finding(Level.ALARM, Cause.DISK_FILLING, {"percent": 10, "days": 3})
    assert filled(9 / 24 / 20.5) == Finding(Level.WARN, Cause.DISK_FILLING, {"percent": 10, "days": 20})
    assert filled(9 / 24 / 60.5) == Finding(Level.OK, Cause.DISK_FILLING, {"percent": 10, "days": 60})


def test_of_a_disk_that_was_hardly_watched_nothing_is_foretold() -> None:
    assert filled(1, hours=1) == Finding(Level.OK, Cause.DISK_ROOM, {"percent": 10})


def test_a_disk_below_its_reserve_is_full() -> None:
    assert filled(0, free=0.9) == Finding(Level.ALARM, Cause.DISK_FULL, {"percent": 0})


async def test_the_real_disk_is_measured(tmp_path: Path) -> None:
    found = await DiskCheck(tmp_path, 0, LIMITS).look()
    assert found.cause is Cause.DISK_ROOM
    assert 0 <= found.figures["percent"] <= 100


async def test_a_clock_that_nobody_agrees_with_is_a_warning() -> None:
    assert await ClockCheck(counter_clock()).look() == Finding(Level.OK, Cause.CLOCK_TRUSTED)
    assert await ClockCheck(counter_clock(is_trusted=False)).look() == Finding(Level.WARN, Cause.CLOCK_DOUBTFUL)


@pytest.mark.parametrize(
    ("state", "level", "cause"),
    [
        (LinkState.UP, Level.OK, Cause.LINE_UP),
        (LinkState.DOWN, Level.ALARM, Cause.LINE_CUT),
        (LinkState.UNKNOWN, Level.OK, Cause.LINE_UNKNOWN),
    ],
)
async def test_a_line_that_is_cut_is_an_alarm(state: LinkState, level: Level, cause: Cause) -> None:
    status = LinkStatus(state, MORNING)
    assert await BrokerCheck(Hand(links=Links(status, status, status, status))).look() == Finding(level, cause)


@pytest.mark.parametrize(
    ("minutes", "troubled", "found"),
    [
        (None, 0, Finding(Level.OK, Cause.OUTBOX_FLOWING)),
        (9, 0, Finding(Level.OK, Cause.OUTBOX_FLOWING)),
        (10, 0, Finding(Level.WARN, Cause.OUTBOX_OLD, {"count": 3, "minutes": 10})),
        (75, 0, Finding(Level.ALARM, Cause.OUTBOX_OLD, {"count": 3, "minutes": 75})),
        (1, 2, Finding(Level.ALARM, Cause.OUTBOX_TROUBLED, {"count": 2})),
    ],
)
async def test_what_waits_too_long_is_seen(minutes: int | None, troubled: int, found: Finding) -> None:
    oldest = None if minutes is None else MORNING - timedelta(minutes=minutes)
    stream = Stream(1, "epoch", 7, 7, MORNING, MORNING.date(), True)
    waiting = Standing(stream, 3, oldest, 0, troubled=troubled)
    assert await OutboxCheck(Hand(waiting=waiting), HandClock(), LIMITS).look() == found


@pytest.mark.parametrize(
    ("counter", "found"),
    [
        (Hand(), None),
        (device(DeviceKind.CARD_READER, DeviceState.BUSY), Finding(Level.OK, Cause.READER_WORKS)),
        (device(DeviceKind.CARD_READER, DeviceState.ABSENT), Finding(Level.WARN, Cause.READER_AWAY)),
        (
            device(DeviceKind.CARD_READER, DeviceState.FAULT, FaultCode.SERVICE_DOWN),
            Finding(Level.ALARM, Cause.SERVICE_DOWN),
        ),
        (
            device(DeviceKind.CARD_READER, DeviceState.FAULT, FaultCode.NO_PERMISSION),
            Finding(Level.ALARM, Cause.READER_FAULT),
        ),
    ],
)
async def test_the_card_service_is_seen_through_its_readers(counter: Hand, found: Finding | None) -> None:
    assert await CardServiceCheck(counter).look() == found


async def test_of_two_readers_the_worse_one_counts() -> None:
    states = {"one": DeviceState.IDLE, "two": DeviceState.ABSENT, "three": DeviceState.READY}
    counter = Hand(tuple(DeviceStatus(DeviceKind.CARD_READER, name, state) for name, state in states.items()))
    assert await CardServiceCheck(counter).look() == Finding(Level.WARN, Cause.READER_AWAY)


@pytest.mark.parametrize(
    ("counter", "found"),
    [
        (Hand(), None),
        (device(DeviceKind.RECEIPT_PRINTER, DeviceState.READY), Finding(Level.OK, Cause.PAPER_THERE)),
        (
            device(DeviceKind.RECEIPT_PRINTER, DeviceState.FAULT, FaultCode.PAPER_OUT),
            Finding(Level.ALARM, Cause.PAPER_OUT),
        ),
        (
            device(DeviceKind.RECEIPT_PRINTER, DeviceState.FAULT, FaultCode.COVER_OPEN),
            Finding(Level.ALARM, Cause.PRINTER_FAULT),
        ),
        (device(DeviceKind.RECEIPT_PRINTER, DeviceState.ABSENT), Finding(Level.ALARM, Cause.PRINTER_AWAY)),
    ],
)
async def test_paper_that_is_out_is_an_alarm(counter: Hand, found: Finding | None) -> None:
    assert await PaperCheck(counter).look() == found


@pytest.mark.parametrize(
    ("left", "level", "cause"),
    [
        (200, Level.OK, Cause.CERTIFICATE_GOOD),
        (30, Level.WARN, Cause.CERTIFICATE_ENDING),
        (7, Level.ALARM, Cause.CERTIFICATE_ENDING),
    ],
)
async def test_the_end_of_the_certificate_is_foretold(tmp_path: Path, left: int, level: Level, cause: Cause) -> None:
    file = certificate(tmp_path, MORNING + timedelta(days=left, hours=3))
    assert await CertificateCheck(file, HandClock(), LIMITS).look() == Finding(level, cause, {"days": left})


async def test_a_certificate_that_ended_or_cannot_be_read_is_an_alarm(tmp_path: Path) -> None:
    file = certificate(tmp_path, MORNING - timedelta(hours=1))
    check = CertificateCheck(file, HandClock(), LIMITS)
    assert await check.look() == Finding(Level.ALARM, Cause.CERTIFICATE_ENDED)
    file.write_text("no certificate", encoding="utf-8")
    assert await check.look() == Finding(Level.ALARM, Cause.CERTIFICATE_UNREADABLE)
    file.unlink()
    assert await check.look() == Finding(Level.ALARM, Cause.CERTIFICATE_UNREADABLE)


def heat(folder: Path, degrees: int) -> None:
    """Make a zone of this temperature, and one that cannot be read."""
    for number, text in enumerate((f"{degrees}999\n", "unreadable")):
        (folder / f"thermal_zone{number}").mkdir()
        (folder / f"thermal_zone{number}" / "temp").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("degrees", "level", "cause"),
    [
        (45, Level.OK, Cause.TEMPERATURE_GOOD),
        (70, Level.WARN, Cause.TEMPERATURE_HIGH),
        (85, Level.ALARM, Cause.TEMPERATURE_HIGH),
    ],
)
async def test_a_machine_that_is_too_hot_is_seen(tmp_path: Path, degrees: int, level: Level, cause: Cause) -> None:
    assert await TemperatureCheck(LIMITS, tmp_path).look() is None
    heat(tmp_path, degrees)
    assert await TemperatureCheck(LIMITS, tmp_path).look() == Finding(level, cause, {"degrees": degrees})


@leisurely
async def test_a_page_that_gives_no_sign_of_life_is_an_alarm() -> None:
    seen: list[float | None] = [None]
    check = ScreenCheck(lambda: seen[0], LIMITS)
    assert await check.look() == Finding(Level.OK, Cause.SCREEN_ALIVE)
    await asyncio.sleep(LIMITS.screen_seconds)
    assert await check.look() == Finding(Level.ALARM, Cause.SCREEN_SILENT)
    seen[0] = 5.0
    assert await check.look() == Finding(Level.OK, Cause.SCREEN_ALIVE)
    seen[0] = LIMITS.screen_seconds + 1
    assert await check.look() == Finding(Level.ALARM, Cause.SCREEN_SILENT)


SWAP = "Filename Type Size Used Priority\n"


@pytest.mark.parametrize(
    ("core", "swaps", "most", "found"),
    [
        (0, SWAP, None, Finding(Level.OK, Cause.MEMORY_KEPT)),
        (0, SWAP + "/var/swap file 1 0 -2\n", None, Finding(Level.WARN, Cause.MEMORY_SWAPPED)),
        (0, SWAP + "/var/swap file 1 0 -2\n", "max", Finding(Level.WARN, Cause.MEMORY_SWAPPED)),
        (0, None, "0", Finding(Level.OK, Cause.MEMORY_KEPT)),
        (0, None, None, Finding(Level.WARN, Cause.MEMORY_SWAPPED)),
        (-1, SWAP, "0", Finding(Level.WARN, Cause.MEMORY_DUMPED)),
    ],
)
async def test_memory_that_may_leave_is_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, core: int, swaps: str | None, most: str | None, found: Finding
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _which: (core, core))
    proc, group = tmp_path / "proc", tmp_path / "cgroup" / "system.slice" / "kantan-agent.service"
    (proc / "self").mkdir(parents=True)
    group.mkdir(parents=True)
    (proc / "self" / "cgroup").write_text("0::/system.slice/kantan-agent.service\n", encoding="utf-8")
    if swaps is not None:
        (proc / "swaps").write_text(swaps, encoding="utf-8")
    if most is not None:
        (group / "memory.swap.max").write_text(f"{most}\n", encoding="utf-8")
    assert await MemoryCheck(proc, tmp_path / "cgroup").look() == found
