"""A retired terminal is ignored at once, loses its live session, and never gets in again: with a real mosquitto."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from cryptography import x509

from central.db.changes import Listener
from central.db.connection import Database
from central.link.queries import BrokerView
from central.settings import BrokerSettings, EnrolmentSettings
from central.terminals.queries import TERMINALS
from central.terminals.register import Registered, registered
from central.terminals.revocation import RevocationKeeper
from central.terminals.session_ending import end_session
from central.terminals.site_file import PlaceEntry, SiteFile, TerminalEntry, device_certificate
from central.terminals.use_cases.keep_certificate import keep_certificate
from central.terminals.use_cases.register_site import register_site
from central.terminals.use_cases.retire_terminal import retire_terminal
from central.terminals.verifier import TerminalVerifier
from protocol.session import Message, Session
from protocol.wire import topics
from provisioning.authority import create_site, issue_terminal, write_revocations
from provisioning.broker.reload import reload_when_replaced
from tests.central.clock import TestClock
from tests.central.waiting import ended, until
from tests.provisioning.broker import NOW, Broker
from tests.provisioning.broker import TERMINALS as IDS

GONE, STAYS = IDS


@pytest.fixture
async def broker(tmp_path: Path) -> AsyncIterator[Broker]:
    """A mosquitto that reads the list of revoked certificates again when it is replaced."""
    broker = Broker(tmp_path)
    create_site(broker.site, NOW)
    for terminal in IDS:
        issue_terminal(broker.site, terminal)
    broker.crl_file = broker.site / "ca.crl"
    write_revocations(broker.site, broker.crl_file, {})
    async with broker:
        watching = asyncio.create_task(reload_when_replaced(broker.crl_file, lambda: broker.pid))
        yield broker
        await ended(watching)


async def _register(site: Path) -> None:
    places = [PlaceEntry("honcho", "役場", {})]
    entries = [TerminalEntry(id_, number, f"{number}番窓口", "honcho") for number, id_ in enumerate(IDS, start=1)]
    found = {id_: device_certificate(site, id_) for id_ in IDS}
    await register_site(SiteFile(places, entries), {id_: one.key for id_, one in found.items() if one is not None})
    for id_, one in found.items():
        assert one is not None
        await keep_certificate(id_, one.content, TestClock().now())


class Counter:
    """A terminal that talks whenever it is connected."""

    def __init__(self, broker: Broker, id_: str) -> None:
        self.id = id_
        signer = broker.terminal_signer(id_)
        self.session = Session(broker.terminal(id_), signer=signer, verifier=broker.trusts_central())
        self.session.handle(topics.commands(id_), self._ignore)

    async def talk(self) -> None:
        """Say something ten times a second."""
        while True:
            await self.session.publish(topics.events(self.id), b"{}")
            await asyncio.sleep(0.1)

    async def _ignore(self, _: Message) -> None:
        return None


@asynccontextmanager
async def _running(*forever: Coroutine[None, None, None]) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(one) for one in forever]
    try:
        yield
    finally:
        for task in tasks:
            await ended(task)


def _keeper(broker: Broker, url: str, *, quiet_seconds: float) -> RevocationKeeper:
    assert broker.crl_file is not None
    site = broker.site
    link = BrokerSettings("127.0.0.1", site / "ca.crt", site / "central.crt", site / "central.key", broker.port)
    settings = EnrolmentSettings(authority_file=site / "ca.key", crl_file=broker.crl_file, broker_host="127.0.0.1")
    listener, ending = Listener(url, {TERMINALS}), partial(end_session, link)
    return RevocationKeeper(settings, listener, ending, TestClock(), quiet_seconds=quiet_seconds)


async def _line(terminal: str) -> Registered:
    return next(line for line in await registered(BrokerView(True, None)) if line.id == terminal)


async def _is_ended(terminal: str) -> bool:
    return (await _line(terminal)).session_ended_at is not None


async def test_a_retired_terminal_on_a_live_session_is_out_within_a_minute(broker: Broker, database: Database) -> None:
    await _register(broker.site)
    verifier = TerminalVerifier(Listener(database.url, {TERMINALS}))
    await verifier.refresh()
    central = Session(broker.central(), signer=broker.central_signer(), verifier=verifier)
    heard: list[str] = []

    async def hear(message: Message) -> None:
        heard.append(topics.terminal_of(message.topic))

    central.handle(topics.events("+"), hear)
    gone, stays = Counter(broker, GONE), Counter(broker, STAYS)
    cuts: list[bool] = []
    stays.session.on_change(cuts.append)
    keeper = _keeper(broker, database.url, quiet_seconds=4)
    sessions = (central.run(), gone.session.run(), stays.session.run())
    async with _running(verifier.run(), keeper.run(), *sessions, gone.talk(), stays.talk()):
        await until(lambda: {GONE, STAYS} <= set(heard))
        began = time.monotonic()
        await retire_terminal(GONE, TestClock().now(), reason="盗難")
        await until(lambda: not verifier.knows(GONE), seconds=2)
        heard.clear()
        await until(lambda: not gone.session.is_connected, seconds=30)
        await until(partial(_is_ended, GONE), seconds=60 - (time.monotonic() - began))
        assert time.monotonic() - began < 60
        assert not gone.session.is_connected
        assert set(heard) == {STAYS}
        assert cuts == [True]
        before = heard.count(STAYS)
        await until(lambda: heard.count(STAYS) > before)
    refused = broker.log_file.read_text().count("certificate verify failed")
    assert refused > 0


async def test_the_list_holds_every_certificate_of_the_retired_and_is_written_once(
    broker: Broker, database: Database
) -> None:
    await _register(broker.site)
    keeper = _keeper(broker, database.url, quiet_seconds=0)
    file = broker.site / "ca.crl"
    await keeper.go()
    assert list(x509.load_pem_x509_crl(file.read_bytes())) == []
    await retire_terminal(GONE, TestClock().now())
    await keeper.go()
    first = file.stat()
    held = x509.load_pem_x509_certificate((broker.site / "terminals" / GONE / "terminal.crt").read_bytes())
    assert [one.serial_number for one in x509.load_pem_x509_crl(file.read_bytes())] == [held.serial_number]
    await keeper.go()
    assert file.stat().st_ino == first.st_ino
    assert await _is_ended(GONE)


async def test_while_the_broker_is_away_no_session_is_called_ended(broker: Broker, database: Database) -> None:
    await _register(broker.site)
    keeper = _keeper(broker, database.url, quiet_seconds=0)
    await retire_terminal(GONE, TestClock().now())
    await broker.kill()
    for _ in range(2):
        await keeper.go()
    assert not await _is_ended(GONE)
    await broker.start()
    await until(partial(_round_ends, keeper))


async def _round_ends(keeper: RevocationKeeper) -> bool:
    await keeper.go()
    return await _is_ended(GONE)


async def test_a_session_that_the_broker_keeps_for_an_absent_terminal_ends_too(
    broker: Broker, database: Database
) -> None:
    await _register(broker.site)
    counter = Counter(broker, GONE)
    async with _running(counter.session.run()):
        await until(lambda: counter.session.is_connected)
    link = BrokerSettings(
        "127.0.0.1", broker.site / "ca.crt", broker.site / "central.crt", broker.site / "central.key", broker.port
    )
    assert await end_session(link, GONE) is True
    assert await end_session(link, GONE) is False
