"""A terminal that is new at the 出張所: its settings, its real program, and the operator who lets it in."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, STDOUT, create_subprocess_exec
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from playwright.async_api import Locator, Page, expect

from edge_agent.link.broker_probe import Stop, probed
from edge_agent.settings import load_settings
from provisioning.sandbox.ports import Ports
from provisioning.sandbox.program import Program, answers_on, python
from provisioning.sandbox.settings_files import AGENT_ENVIRONMENT, REVOCATIONS
from provisioning.sandbox.village import Village

from .browser import Chromium, picture
from .kiosk import Kiosk

TERMINAL = "counter-2"
NAME = "出張所1番窓口"
_PLACE = """
terminals = []
[[places]]
id = "shutcho"
name = "出張所"
opening = { mon = [["00:00", "23:59"]], tue = [["00:00", "23:59"]], wed = [["00:00", "23:59"]] }
"""
_SETTINGS = """
profile = "practice"
enrolled = "enrolled"
[outbox]
file = "outbox.db"
[kiosk]
port = {kiosk}
token_file = "kiosk.token"
village = "道志村"
[kiosk.opening]
mon = [["00:00", "23:59"]]
tue = [["00:00", "23:59"]]
wed = [["00:00", "23:59"]]
thu = [["00:00", "23:59"]]
fri = [["00:00", "23:59"]]
sat = [["00:00", "23:59"]]
sun = [["00:00", "23:59"]]
[local_api]
socket = "{socket}"
"""


class Newcomer:
    """One machine with settings and no keys. `program` is the agent as it is installed, by the machine's own clock."""

    def __init__(self, village: Village, folder: Path) -> None:
        self.folder = folder
        self.port = Ports.unused().kiosk
        self.socket = village.agent_socket.with_name("second.sock")
        self.settings = folder / "agent.toml"
        self.log = village.log_of("second-agent")
        self._village = village
        self.settings.write_text(_SETTINGS.format(kiosk=self.port, socket=self.socket), encoding="utf-8")
        self.program = Program(
            "second agent",
            python("edge_agent", "--settings", str(self.settings)),
            log=self.log,
            ready=self._has_its_door_open,
            environment={**AGENT_ENVIRONMENT, **village.cards.environment},
        )

    async def _has_its_door_open(self) -> bool:
        return self.socket.exists()

    @property
    def enrolled(self) -> Path:
        """The folder that enrolment fills."""
        return self.folder / "enrolled"

    @property
    def where(self) -> str:
        """The enrolment endpoint as the technician types it."""
        return f"127.0.0.1:{self._village.plan.ports.enrolment}"

    def serial(self, file: Path) -> int:
        """The serial of the certificate in a file."""
        return _certificate(file).serial_number

    @property
    def kept(self) -> Path:
        """The certificate that the agent goes by, which renewal replaces."""
        return self.folder / "terminal.crt"

    def is_revoked(self, serial: int) -> bool:
        """Whether the list that the broker reads names it."""
        file = self._village.plan.directory.resolve() / "site" / REVOCATIONS
        return x509.load_pem_x509_crl(file.read_bytes()).get_revoked_certificate_by_serial_number(serial) is not None

    async def reaches_broker(self, certificate: Path) -> int | Stop:
        """What the broker says to this machine's key with a certificate: how many milliseconds, or where it ended."""
        central = msgspec.structs.replace(load_settings(self.settings).central, certificate_file=certificate)
        return await asyncio.to_thread(probed, central)

    async def until_serving(self) -> None:
        """Wait until a browser can begin."""
        async with asyncio.timeout(30):
            while not await answers_on(self.port)():  # noqa: ASYNC110
                await asyncio.sleep(0.05)

    async def kiosk(self, browser: Chromium) -> Kiosk:
        """Somebody before its screen."""
        await self.until_serving()
        page = await browser.person(touch=True)
        token = (self.folder / "kiosk.token").read_text(encoding="ascii")
        await page.goto(f"http://127.0.0.1:{self.port}/start?token={token}")
        return Kiosk(page)


def copied(certificate: Path, name: str) -> Path:
    """A copy beside it, as a thief would keep one."""
    copy = certificate.with_name(name)
    copy.write_bytes(_certificate(certificate).public_bytes(Encoding.PEM))
    return copy


def _certificate(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


async def place_is_known(village: Village, folder: Path) -> None:
    """The site file with the 出張所 is loaded, as an operator would."""
    file = folder / "branch.toml"
    file.write_text(_PLACE, encoding="utf-8")
    settings = village.plan.directory.resolve() / "central.toml"
    command = ("-m", "central", "load", "--settings", str(settings), "--site", str(file))
    running = await create_subprocess_exec(sys.executable, *command, stdout=PIPE, stderr=STDOUT)
    said, _ = await running.communicate()
    assert (running.returncode, said) == (0, b"")


async def code_for(operator: Page) -> str:
    """The operator opens a code for it."""
    await operator.get_by_role("link", name="端末", exact=True).click()
    await operator.get_by_role("link", name="端末を登録する").click()
    await operator.get_by_label("場所").select_option(label="出張所")
    await operator.get_by_label("端末番号").fill("2")
    await operator.get_by_label("名前").fill(NAME)
    await operator.get_by_role("button", name="コードを出す").click()
    await expect(operator.get_by_text("端末からの申し込みを待っています")).to_be_visible(timeout=15_000)
    await picture(operator, "console-enrolment-code")
    return await operator.locator("#code").inner_text()


async def confirmed(operator: Page, shown: str) -> None:
    """The fingerprint at the terminal is the one at the console; the operator says so."""
    await expect(operator.locator(".enrolment-fingerprint")).to_have_text(shown, timeout=10_000)
    await picture(operator, "console-enrolment-compare")
    await operator.get_by_role("button", name="同じです").click()


async def enrolled_by_command(newcomer: Newcomer, operator: Page) -> None:
    """On the terminal: one command; at the console: a look and one button."""
    code, folder = await code_for(operator), str(newcomer.enrolled)
    command = ("-m", "provisioning.enrol", "--central", newcomer.where, "--code", code, "--folder", folder)
    device = await create_subprocess_exec(sys.executable, *command, stdout=PIPE, stderr=STDOUT)
    assert device.stdout is not None
    await confirmed(operator, (await device.stdout.readline()).decode().strip())
    async with asyncio.timeout(20):
        said = (await device.stdout.read()).decode()
    assert (await device.wait(), said) == (0, f"{TERMINAL}\n")
    await expect(operator.get_by_text("登録が終わりました")).to_be_visible(timeout=10_000)


def line_of(operator: Page, terminal: str = TERMINAL) -> Locator:
    """Its line in the register."""
    return operator.locator("#terminals tbody tr").filter(has_text=terminal)


async def retired(operator: Page) -> None:
    """The operator takes it out of service and sees it go, its session too."""
    line = line_of(operator)
    await line.get_by_role("link", name="止める").click()
    await operator.get_by_label("理由").fill("訓練のため")
    await operator.get_by_role("button", name="止める").click()
    await expect(operator.get_by_text("端末を止めました")).to_be_visible()
    await expect(line).to_contain_text("接続も切れています", timeout=60_000)
