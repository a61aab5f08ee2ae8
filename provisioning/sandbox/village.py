"""The whole village: every program, every cable, the clock and the panel, started in order and ended in reverse."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import msgspec

from protocol.village.catalogue import canonical_bytes
from protocol.village.systems import Systems

from ..site.catalogue import village_catalogue
from . import settings_files
from .accounts import PracticeAccount, practice_accounts
from .broker import Broker
from .card_service import CardService
from .clock import PracticeClock
from .database import Database
from .errors import SandboxError
from .inputs.service import InputService
from .juki.way import JukiWay
from .lamp.place import LampPlace
from .line import Line
from .panel.calendar import Calendar
from .panel.cards import Cards
from .panel.codes import Codes
from .panel.juki import Juki
from .panel.lamp import Lamp
from .panel.lines import Lines
from .panel.links import Links
from .panel.outbox import OutboxSection
from .panel.pen import Pen
from .panel.revocation import Certificates
from .panel.section import Section
from .panel.server import Panel
from .panel.slips import Slips
from .people.handing_out import Certified
from .people.village import Village as People
from .ports import Ports
from .program import Program, answers_on, python
from .receipt.service import ReceiptService
from .registries import Registries
from .settings_files import Table
from .site import make_site
from .town_hall import SITE_FILE, kiosk_settings, opening_hours, walk_to_open_hours

_LONGEST_SOCKET_FOLDER = 70


@dataclass(frozen=True)
class VillagePlan:
    """Where a village lives and listens; `agent` adds to the terminal's settings, `juki` is the way to its 住基.

    `systems` are the switches of central and of the terminal.
    """

    directory: Path
    ports: Ports = field(default_factory=Ports)
    agent: Mapping[str, Table] = field(default_factory=dict)
    juki: JukiWay = JukiWay.REST
    systems: Systems = settings_files.EVERY_SYSTEM


class Village:
    """`async with Village(plan)`: everything runs inside; each program can be stopped, killed and started alone."""

    def __init__(self, plan: VillagePlan) -> None:
        home, ports = plan.directory.resolve(), plan.ports
        self.plan = plan
        self._home = home
        self._sockets = _socket_folder(home)
        self._open = AsyncExitStack()
        self._people: People
        self._certified: tuple[Certified, ...]
        self.hours = opening_hours()
        self.clock = PracticeClock(home / "clock")
        self.database = Database(home / "postgres", sockets=self._sockets / "db", log=self.log_of("postgres"))
        self.broker = Broker(home / "broker", site=home / "site", port=ports.broker, log=self.log_of("mosquitto"))
        self.counter_line = Line("counter", port=ports.counter_line, target_port=ports.broker)
        self.centre_line = Line("centre", port=ports.centre_line, target_port=ports.broker)
        self.juki_line = Line("juki", port=ports.juki_line, target_port=ports.juki)
        self.cards = CardService(home / "cards", self._sockets / "reader", logs=home / "logs")
        self.inputs = InputService(self._sockets, logs=home / "logs")
        self.receipt = ReceiptService(home / "slips", sockets=self._sockets, port=ports.receipt, logs=home / "logs")
        self.registries = Registries(
            home, self.cards.box, sockets=self._sockets, ports=ports, logs=home / "logs", juki=plan.juki
        )
        self.central = Program(
            "central",
            python(f"{__package__}.run_central", "serve", str(home / "central.toml"), str(home / "clock")),
            log=self.log_of("central"),
            ready=answers_on(ports.console),
        )
        self.agent = Program(
            "agent",
            python(f"{__package__}.run_agent", str(home / "agent.toml"), str(home / "clock"), str(home / "lamp")),
            log=self.log_of("agent"),
            ready=answers_on(ports.kiosk),
            environment={**settings_files.AGENT_ENVIRONMENT, **self.cards.environment, **self.inputs.environment},
        )

    @property
    def console_url(self) -> str:
        """Where staff sign in."""
        return f"http://127.0.0.1:{self.plan.ports.console}/"

    @property
    def panel_url(self) -> str:
        """Where the panel of the counter is."""
        return f"http://127.0.0.1:{self.plan.ports.panel}/"

    @property
    def kiosk_url(self) -> str:
        """Where the resident's browser starts. The token in it works once; the next one is there at once."""
        token = (self._home / "kiosk.token").read_text(encoding="ascii")
        return f"http://127.0.0.1:{self.plan.ports.kiosk}/start?token={token}"

    @property
    def agent_socket(self) -> Path:
        """The unix socket of the agent's own API."""
        return self._sockets / "agent.sock"

    @property
    def accounts(self) -> tuple[PracticeAccount, ...]:
        """The practice sign-ins."""
        return practice_accounts(self._home / "accounts")

    @property
    def programs(self) -> Sequence[Program]:
        """In the order they start."""
        outside = (
            self.cards.pcscd,
            self.cards.cards,
            self.inputs.program,
            self.receipt.program,
            *self.registries.programs,
        )
        return (self.database.program, self.broker.program, *outside, self.central, self.agent)

    @property
    def lines(self) -> Sequence[Line]:
        """Every cable."""
        return (self.counter_line, self.centre_line, self.juki_line)

    @property
    def people(self) -> People:
        """Everybody who lives here, and every practice card."""
        return self._people

    def log_of(self, program: str) -> Path:
        """The file a program logs to."""
        return self._home / "logs" / f"{program}.log"

    async def __aenter__(self) -> Village:
        async with AsyncExitStack() as opening:
            await self._start(opening)
            self._open = opening.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.aclose()

    async def _start(self, opening: AsyncExitStack) -> None:
        self._home.mkdir(parents=True, exist_ok=True, mode=0o700)
        opening.enter_context(self.clock)
        walk_to_open_hours(self.clock, self.hours)
        self._make_files()
        opening.callback(self._remove_sockets)
        devices = (self.inputs.program, self.receipt.program)
        for program in (self.database.program, self.broker.program, *devices, *self.registries.programs):
            opening.push_async_callback(program.stop)
        await _together(
            self.broker.program.start(),
            self.inputs.program.start(),
            self.receipt.program.start(),
            self._start_database(),
            self._start_outside(),
            self._lay_out_cards(opening),
        )
        await opening.enter_async_context(self.broker.reloading())
        for line in self.lines:
            await opening.enter_async_context(line)
        for program in (self.central, self.agent):
            opening.push_async_callback(program.stop)
        await _together(self.central.start(), self.agent.start())
        await opening.enter_async_context(self._panel())

    async def _start_outside(self) -> None:
        now = self.clock.now()
        self._people, self._certified = await asyncio.to_thread(self.registries.hand_out_cards, now)
        await _together(*(program.start() for program in self.registries.programs))

    async def _lay_out_cards(self, opening: AsyncExitStack) -> None:
        await opening.enter_async_context(self.cards)

    async def _start_database(self) -> None:
        await self.database.start()
        settings = str(self._home / "central.toml")
        await self._once("central", "migrate", "--settings", settings)
        site, catalogue = str(self._home / "site"), str(self._home / "catalogue.json")
        loaded = ("--site", str(SITE_FILE), "--keys", site, "--catalogue", catalogue)
        await self._once("central", "load", "--settings", settings, *loaded)
        clock, accounts = str(self._home / "clock"), str(self._home / "accounts")
        await self._once(f"{__package__}.run_central", "accounts", settings, clock, accounts)

    def _make_files(self) -> None:
        site = self._home / "site"
        self._sockets.mkdir(parents=True, exist_ok=True, mode=0o711)
        make_site(site, self.clock.now())
        self.broker.configure()
        settings_files.write_central(
            self._home / "central.toml",
            home=self._home,
            database_url=self.database.url,
            ports=self.plan.ports,
            juki=self.plan.juki,
            systems=self.plan.systems,
        )
        (self._home / "catalogue.json").write_bytes(canonical_bytes(village_catalogue()))
        settings_files.write_agent(
            self._home / "agent.toml",
            home=self._home,
            socket=self.agent_socket,
            ports=self.plan.ports,
            hours=kiosk_settings(),
            also={"systems": msgspec.to_builtins(self.plan.systems), **self.plan.agent},
        )

    def _panel(self) -> Panel:
        registries = self.registries
        links = Links(kiosk=lambda: self.kiosk_url, console=self.console_url, accounts=self.accounts)
        sections: tuple[Section, ...] = (
            Cards(self._people.cards, self.cards.box, self.cards.hand),
            Codes(self.inputs.hand, self.receipt.hand.seen),
            Pen(self.inputs.pen_hand),
            Lamp(LampPlace(self._home / "lamp")),
            Slips(self.receipt.hand),
            Lines(self.lines),
            OutboxSection(self.agent_socket),
            Juki(registries.juki_hand, registries.juki_page_url),
            Calendar(self.clock, self.hours),
            links,
            Certificates(self._certified, registries.revocations, registries.revocation_hand, self.clock),
        )
        return Panel(sections, port=self.plan.ports.panel, slips=self.receipt.slips)

    async def _once(self, module: str, *arguments: str) -> None:
        """Run a command of a program to its end. Raises SandboxError when it fails."""
        running = await asyncio.create_subprocess_exec(
            *python(module, *arguments), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        try:
            said, _ = await running.communicate()
        finally:
            if running.returncode is None:
                running.kill()
        if running.returncode != 0:
            raise SandboxError("failed", f"{module} {arguments[0]}", self.log_of("central"), said.decode())

    def _remove_sockets(self) -> None:
        if not self._sockets.is_relative_to(self._home):
            shutil.rmtree(self._sockets, ignore_errors=True)


async def _together(*starting: Coroutine[None, None, None]) -> None:
    async with asyncio.TaskGroup() as group:
        for each in starting:
            group.create_task(each)


def _socket_folder(home: Path) -> Path:
    """A folder short enough for the path of a unix socket."""
    inside = home / "run"
    return inside if len(str(inside)) <= _LONGEST_SOCKET_FOLDER else Path(tempfile.mkdtemp(prefix="village-"))
