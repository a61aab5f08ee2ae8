"""A terminal enrols over the real port, which is open only while a code is."""

from __future__ import annotations

import asyncio
import ssl
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from central.db.changes import Listener
from central.db.connection import Database
from central.terminals.channels import ENROLMENTS
from central.terminals.endpoint import EnrolmentEndpoint
from central.terminals.enrolment import EnrolmentState
from central.terminals.queries import device_keys
from central.terminals.register import EnrolmentView, newest_enrolment
from central.terminals.use_cases.settle_enrolment import cancel_enrolment, confirm_enrolment, refuse_enrolment
from protocol.enrolment import AUTHORITY_PATH, LARGEST_REQUEST, REQUEST_PATH
from protocol.wire.keys import load_certificate_key, load_signing_key
from provisioning import enrol as device
from provisioning.authority import create_site, issue_server
from provisioning.enrol import Endpoint, enrol
from provisioning.errors import CodeRefused, EnrolmentCutShort, NotOurCentral, ProvisioningError, TerminalExists
from tests.central.waiting import ended, until
from tests.provisioning.broker import NOW

from .between import SERVER, between
from .hall import ADDRESS, OPERATOR, Hall

FILES = {"terminal.key", "terminal.crt", "ca.crt", "central-signing.pub", "central-sealing.pub", "terminal.toml"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal asks ten times a second and gives up after one second."""
    monkeypatch.setattr(device, "_AGAIN_SECONDS", 0.1)
    monkeypatch.setattr(device, "_PATIENCE_SECONDS", 1.0)


@dataclass
class Desk:
    """The endpoint as it runs, and the console beside it."""

    hall: Hall
    endpoint: EnrolmentEndpoint
    shown: list[str] = field(default_factory=list)

    async def view(self) -> EnrolmentView:
        """How the enrolment stands."""
        view = await newest_enrolment(self.hall.clock.now())
        assert view is not None
        return view

    async def code(self) -> tuple[str, str]:
        """Open a code and wait until the port is open; its id and the code."""
        opened = await self.hall.open_code()
        await until(lambda: bool(self.endpoint.port))
        return opened.id, opened.code

    def enrolling(self, code: str, folder: Path, port: int | None = None) -> asyncio.Task[str]:
        """A terminal enrols."""
        where = Endpoint("127.0.0.1", port or self.endpoint.port)
        return asyncio.create_task(asyncio.to_thread(enrol, where, code, folder, show=self.shown.append))

    async def came(self) -> EnrolmentView:
        """Wait for a terminal."""
        await until(partial(self._is, EnrolmentState.CAME))
        return await self.view()

    async def _is(self, state: EnrolmentState) -> bool:
        return (await self.view()).state is state


@asynccontextmanager
async def _open_desk(hall: Hall, url: str) -> AsyncIterator[Desk]:
    endpoint = EnrolmentEndpoint(hall.settings, hall.authority, Listener(url, {ENROLMENTS}), hall.clock)
    running = asyncio.create_task(endpoint.run())
    yield Desk(hall, endpoint)
    await ended(running)
    assert endpoint.port == 0


@pytest.fixture
async def desk(hall: Hall, database: Database) -> AsyncIterator[Desk]:
    """The endpoint over the hall's database."""
    async with _open_desk(hall, database.url) as desk:
        yield desk


async def test_a_terminal_makes_its_key_itself_and_gets_all_it_needs(desk: Desk, tmp_path: Path) -> None:
    id_, code = await desk.code()
    folder = tmp_path / "counter"
    enrolling = desk.enrolling(code.lower().replace("-", " "), folder)
    view = await desk.came()
    await until(lambda: desk.shown == [view.fingerprint])
    assert not folder.exists()
    assert await confirm_enrolment(id_, view.fingerprint, OPERATOR, ADDRESS, clock=desk.hall.clock)
    assert await enrolling == "counter-2"
    assert {file.name for file in folder.iterdir()} == FILES
    assert (folder / "terminal.key").stat().st_mode & 0o777 == 0o600
    key = load_signing_key(folder / "terminal.key").public_key()
    assert load_certificate_key(folder / "terminal.crt") == key
    assert (await device_keys())["counter-2"] == key
    settings = tomllib.loads((folder / "terminal.toml").read_text())
    assert settings["terminal"] == {"id": "counter-2", "number": 2}
    assert (settings["central"]["host"], settings["central"]["port"]) == ("broker.example", 8883)
    site = desk.hall.settings.authority
    for name in ("ca.crt", "central-signing.pub", "central-sealing.pub"):
        assert (folder / name).read_bytes() == (site / name).read_bytes()
    assert desk.shown == [view.fingerprint]


async def test_the_port_is_open_only_while_a_code_is(desk: Desk, tmp_path: Path) -> None:
    assert desk.endpoint.port == 0
    id_, code = await desk.code()
    port = desk.endpoint.port
    await until(partial(_is_told, desk, f"127.0.0.1:{port}"))
    assert await cancel_enrolment(id_, OPERATOR, ADDRESS, clock=desk.hall.clock)
    await until(lambda: desk.endpoint.port == 0)
    with pytest.raises(EnrolmentCutShort, match="ConnectionRefusedError"):
        await desk.enrolling(code, tmp_path / "counter", port)
    await desk.code()
    desk.hall.clock.go_on(900)
    await until(lambda: desk.endpoint.port == 0)


async def _is_told(desk: Desk, address: str) -> bool:
    return (await desk.view()).address == address


@pytest.mark.parametrize("code", ["AAAA-AAAA-AAAA", "AAAA-AAAA", "AAAA-AAAA-AAA?", ""])
async def test_a_wrong_code_leaves_nothing_behind(desk: Desk, tmp_path: Path, code: str) -> None:
    await desk.code()
    with pytest.raises(CodeRefused):
        await desk.enrolling(code, tmp_path / "counter")
    assert not (tmp_path / "counter").exists()
    assert desk.shown == []


async def test_a_terminal_that_was_refused_is_told_and_keeps_nothing(desk: Desk, tmp_path: Path) -> None:
    id_, code = await desk.code()
    enrolling = desk.enrolling(code, tmp_path / "counter")
    await desk.came()
    assert await refuse_enrolment(id_, OPERATOR, ADDRESS, clock=desk.hall.clock)
    with pytest.raises((EnrolmentCutShort, CodeRefused)):
        await enrolling
    assert _left_behind(tmp_path) == []


async def test_a_folder_with_a_key_is_never_filled_again(desk: Desk, tmp_path: Path) -> None:
    _, code = await desk.code()
    (tmp_path / "counter").mkdir()
    (tmp_path / "counter" / "terminal.key").write_text("a key")
    with pytest.raises(TerminalExists):
        await desk.enrolling(code, tmp_path / "counter")


@pytest.fixture
def false_site(tmp_path: Path) -> Path:
    """An authority that is not ours, with a server of its own."""
    create_site(tmp_path / "false", NOW)
    issue_server(tmp_path / "false", SERVER)
    return tmp_path / "false"


async def test_who_stands_between_with_an_authority_of_its_own_wins_nothing(
    desk: Desk, tmp_path: Path, false_site: Path
) -> None:
    """It relays a terminal's request to central and answers for central; it has all but the code."""
    _, code = await desk.code()
    async with between(false_site, desk.endpoint.port) as port:
        with pytest.raises(ProvisioningError) as refused:
            await desk.enrolling(code, tmp_path / "counter", port)
    assert isinstance(refused.value, CodeRefused | NotOurCentral)
    assert (await desk.view()).wrong_tries == 1
    assert not (tmp_path / "counter").exists()


async def test_an_answer_without_the_code_is_not_believed(desk: Desk, tmp_path: Path, false_site: Path) -> None:
    _, code = await desk.code()
    answer = b'{"content":"eyJ0eXBlIjoid2FpdGluZyJ9","proof":"' + b"A" * 43 + b'="}'
    for given in (answer, b"[]", b'{"content":"","proof":""}'):
        async with between(false_site, desk.endpoint.port, answer=given) as port:
            with pytest.raises(NotOurCentral):
                await desk.enrolling(code, tmp_path / "counter", port)
    assert desk.shown == []


async def test_what_is_no_request_is_refused_without_a_word(desk: Desk) -> None:
    await desk.code()
    for body, status in ((b"rubbish", 400), (b"{}", 400), (b"x" * (LARGEST_REQUEST + 1), 413)):
        assert await _status(desk.endpoint.port, b"POST", REQUEST_PATH, body) == status
    assert await _status(desk.endpoint.port, b"GET", AUTHORITY_PATH, b"") == 200
    assert (await desk.view()).wrong_tries == 0


def _left_behind(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if "counter" in file.name]


async def _status(port: int, verb: bytes, path: str, body: bytes) -> int:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context)
    head = b"%b %b HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
    writer.write(head % (verb, path.encode(), len(body)) + body)
    status = int((await reader.readline()).split()[1])
    writer.close()
    return status
