"""The whole of central, as its own program, with a real broker: a batch becomes a receipt and a call."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import msgspec
import pytest

from central.clock import SystemClock
from central.db.connection import Database
from central.db.rows import rows
from central.link.queries import broker_view
from central.settings import load_settings
from central.staff.roles import Role
from central.staff.use_cases.create_account import create_account
from central.terminals.queries import Reachability, terminal_views
from protocol.session import Message, Published, Session, Will
from protocol.village.catalogue import canonical_bytes, version_of
from protocol.wire import codec, topics
from protocol.wire.keys import load_sealing_key
from protocol.wire.messages.commands import BeginEpoch, Command, Presence
from protocol.wire.messages.publications import CataloguePublished
from protocol.wire.messages.receipts import Receipt, SeqRange
from protocol.wire.sealing import ContentKey
from provisioning.site.catalogue import village_catalogue
from tests.central.clock import TestClock
from tests.central.database import PrivatePostgres
from tests.central.terminal import BareTerminal
from tests.central.waiting import ended, until
from tests.provisioning.broker import TERMINALS, Broker

SITE = """
[[places]]
id = "honcho"
name = "役場"
opening = {{}}
[[terminals]]
id = "{0}"
number = 1
name = "1番窓口"
place = "honcho"
"""


@pytest.fixture
async def broker(tmp_path: Path) -> AsyncIterator[Broker]:
    """A real mosquitto."""
    async with Broker(tmp_path) as broker:
        yield broker


def _settings(folder: Path, broker: Broker, url: str, more: str = "") -> Path:
    file = folder / "central.toml"
    site = broker.site
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    file.write_text(
        f'profile = "practice"\n[database]\nurl = "{url}"\n[broker]\nhost = "127.0.0.1"\nport = {broker.port}\n'
        f'ca_file = "{site}/ca.crt"\ncertificate_file = "{site}/central.crt"\nkey_file = "{site}/central.key"\n'
        f'[keys]\nsigning_file = "{site}/central-signing.key"\nsealing_files = ["{site}/central-sealing.key"]\n'
        f"[web]\nport = {port}\n{more}",
        encoding="utf-8",
    )
    (folder / "site.toml").write_text(SITE.format(TERMINALS[0]), encoding="utf-8")
    return file


async def _central(*arguments: str) -> tuple[int, str]:
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "central", *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await running.communicate()
    return running.returncode or 0, said.decode()


@asynccontextmanager
async def _serving(settings: Path, log: Path, *arguments: str) -> AsyncIterator[asyncio.subprocess.Process]:
    with log.open("ab") as output:
        running = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "central",
            "serve",
            "--settings",
            str(settings),
            *arguments,
            stdout=output,
            stderr=output,
        )
    try:
        yield running
    finally:
        if running.returncode is None:
            running.terminate()
        assert await running.wait() == 0, log.name


async def _prepared(folder: Path, broker: Broker, url: str) -> Path:
    settings = _settings(folder, broker, url)
    site = str(folder / "site.toml")
    assert await _central("migrate", "--settings", str(settings)) == (0, "")
    assert await _central("load", "--settings", str(settings), "--site", site, "--keys", str(broker.site)) == (0, "")
    return settings


class _Counter:
    """A terminal's session, its receipts and its commands."""

    def __init__(self, broker: Broker) -> None:
        presence = [Presence(TERMINALS[0], "life", online, "0.1.0", "2026-04-01T00:00:00Z") for online in (False, True)]
        topic = topics.presence(TERMINALS[0])
        gone, here = (codec.encode(each) for each in presence)
        self.session = Session(
            broker.terminal(), signer=broker.terminal_signer(), verifier=broker.trusts_central(), will=Will(topic, gone)
        )
        self.session.birth(topic, here)
        self.receipts: list[Receipt] = []
        self.commands: list[Command] = []
        self.session.handle(topics.receipts(TERMINALS[0]), self._receipt)
        self.session.handle(topics.commands(TERMINALS[0]), self._command)
        self.stream = BareTerminal(TERMINALS[0])
        self.key = ContentKey.generate(load_sealing_key(broker.site / "central-sealing.key").public_key())

    async def send(self, *seqs: int) -> None:
        """Send new events until somebody takes the batch."""
        message = self.stream.batch([self.stream.event(seq=seq, key=self.key) for seq in seqs])

        async def is_taken() -> bool:
            return await self.session.publish(message.topic, message.payload) is Published.ACCEPTED

        await until(is_taken)

    async def _receipt(self, message: Message) -> None:
        self.receipts.append(codec.decode(message.payload, Receipt))

    async def _command(self, message: Message) -> None:
        self.commands.append(codec.decode(message.payload, Command))


async def test_a_call_travels_from_the_counter_to_the_table_of_calls(
    tmp_path: Path, broker: Broker, postgres: PrivatePostgres
) -> None:
    url = await postgres.fresh()
    settings = await _prepared(tmp_path, broker, url)
    counter = _Counter(broker)
    running = asyncio.create_task(counter.session.run())
    async with Database(url), _serving(settings, tmp_path / "central.log"):
        await counter.send(1, 2)
        await until(lambda: len(counter.receipts) == 1)
        assert counter.receipts[0].stored == (SeqRange(1, 2),)
        await until(lambda: _counted("notifications_call", 2))
        await counter.send(2)
        await until(lambda: len(counter.commands) == 1)
        assert counter.commands[0].body == BeginEpoch(epoch=counter.stream.epoch)
        assert counter.receipts[-1].forked == (2,)
        await until(_is_online)
        await ended(running)
        await until(_is_cut)


async def test_inbox_web_and_worker_run_apart(tmp_path: Path, broker: Broker, postgres: PrivatePostgres) -> None:
    url = await postgres.fresh()
    settings = await _prepared(tmp_path, broker, url)
    log = tmp_path / "central.log"
    async with (
        Database(url),
        _serving(settings, log, "--roles", "inbox"),
        _serving(settings, log, "--roles", "web"),
        _serving(settings, log, "--roles", "worker"),
    ):
        await until(partial(_counted, "procrastinate_workers", 1))
        await until(_has_broker)
        await until(partial(_answers, load_settings(settings).web.port))


async def _answers(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except ConnectionRefusedError:
        return False
    writer.close()
    return True


async def test_a_catalogue_that_is_loaded_reaches_the_counter(
    tmp_path: Path, broker: Broker, postgres: PrivatePostgres
) -> None:
    settings = await _prepared(tmp_path, broker, await postgres.fresh())
    catalogue = village_catalogue()
    words = {source: found for source, found in catalogue.translations.items() if source != "位置図"}
    content = canonical_bytes(msgspec.structs.replace(catalogue, translations=words))
    (tmp_path / "catalogue.json").write_bytes(content)
    load = ("load", "--settings", str(settings), "--catalogue", str(tmp_path / "catalogue.json"))
    said = [await _central(*load) for _ in range(2)]
    assert [status for status, _ in said] == [0, 0]
    assert said[0] == said[1]
    assert "English: 訳 0、要確認" in said[0][1]
    assert "訳なし（ja-easy en zh ko pt vi）: 位置図" in said[0][1]
    counter, taken = _Counter(broker), []

    async def take(message: Message) -> None:
        taken.append(codec.decode(message.payload, CataloguePublished))

    counter.session.handle(topics.CATALOGUE, take)
    running = asyncio.create_task(counter.session.run())
    async with _serving(settings, tmp_path / "central.log"):
        await until(lambda: bool(taken))
    await ended(running)
    assert taken[0] == CataloguePublished(taken[0].serial, version_of(content), content)
    assert taken[0].serial > 0


@pytest.mark.parametrize("content", [None, b"{}"])
async def test_a_catalogue_that_cannot_be_used_is_refused_with_a_sentence(
    tmp_path: Path, broker: Broker, postgres: PrivatePostgres, content: bytes | None
) -> None:
    settings = await _prepared(tmp_path, broker, await postgres.fresh())
    file = tmp_path / "catalogue.json"
    if content is not None:
        file.write_bytes(content)
    status, said = await _central("load", "--settings", str(settings), "--catalogue", str(file))
    assert (status, said.count("\n"), "bad-catalogue" in said) == (1, 1, True)


async def test_a_program_that_finds_another_schema_ends_with_a_sentence(
    tmp_path: Path, broker: Broker, postgres: PrivatePostgres
) -> None:
    settings = _settings(tmp_path, broker, await postgres.fresh("template1"))
    status, said = await _central("serve", "--settings", str(settings))
    assert (status, said.count("\n")) == (1, 1)
    assert "wrong-schema" in said


async def test_a_village_at_work_refuses_practice_accounts(
    tmp_path: Path, broker: Broker, postgres: PrivatePostgres
) -> None:
    url = await postgres.fresh()
    settings = _settings(tmp_path, broker, url)
    settings.write_text(settings.read_text().replace('"practice"', '"production"'), encoding="utf-8")
    (broker.site / "ca.key").rename(tmp_path / "locked-away.key")
    async with Database(url):
        await create_account(
            "renshu", "renshu-123", name="練習", section="住民課", roles=[Role.CLERK], clock=TestClock(), practice=True
        )
    status, said = await _central("serve", "--settings", str(settings))
    assert (status, "practice accounts" in said) == (1, True)


async def test_the_settings_are_printed_without_passwords(tmp_path: Path, broker: Broker) -> None:
    settings = _settings(tmp_path, broker, "postgresql://central:hidden@db/madoguchi")
    status, said = await _central("serve", "--settings", str(settings), "--print-config")
    assert (status, "hidden" in said) == (0, False)
    assert msgspec.toml.decode(said.encode())["profile"] == "practice"


async def _counted(table: str, count: int) -> bool:
    return bool((await rows(f"SELECT count(*) AS n FROM {table}"))[0]["n"] == count)  # noqa: S608


async def _has_broker() -> bool:
    return (await broker_view(SystemClock().now())).connected


async def _reachability() -> Reachability:
    (view,) = await terminal_views(await broker_view(SystemClock().now()))
    return view.reachability


async def _is_online() -> bool:
    return await _reachability() is Reachability.ONLINE


async def _is_cut() -> bool:
    return await _reachability() is Reachability.CUT
