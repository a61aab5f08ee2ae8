"""mosquitto with our configuration: whom it lets in, and that its files cannot be led astray."""

from __future__ import annotations

import asyncio
import socket
import ssl
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509

from provisioning.authority import create_site, issue_terminal, write_revocations
from provisioning.broker.configuration import BrokerSettings, access_list, write_configuration
from provisioning.broker.reload import EVERY_SECONDS, reload_when_replaced
from provisioning.errors import BadBrokerSettings

from .broker import NOW, TERMINALS, Broker

_CONNECT = bytes.fromhex("10 0f 0004 4d515454 05 02 000f 00 0002 7878".replace(" ", ""))
_ACCEPTED = 0x20


async def _answer(broker: Broker, certificate: Path | None, key: Path | None) -> bytes:
    """The first bytes that the broker answers a CONNECT with; empty when it hangs up."""
    context = ssl.create_default_context(cafile=str(broker.site / "ca.crt"))
    if certificate is not None:
        context.load_cert_chain(certificate, key)
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", broker.port, ssl=context)
        writer.write(_CONNECT)
        answer = await asyncio.wait_for(reader.read(4), 5)
        writer.close()
        await writer.wait_closed()
    except OSError:
        return b""
    return answer


async def test_a_terminal_of_the_site_is_let_in(tmp_path: Path) -> None:
    async with Broker(tmp_path) as broker:
        home = broker.site / "terminals" / TERMINALS[0]
        assert (await _answer(broker, home / "terminal.crt", home / "terminal.key"))[0] == _ACCEPTED


async def test_nobody_is_let_in_without_a_certificate_of_this_site(tmp_path: Path) -> None:
    create_site(tmp_path / "foreign", NOW)
    home = issue_terminal(tmp_path / "foreign", TERMINALS[0])
    async with Broker(tmp_path) as broker:
        assert await _answer(broker, None, None) == b""
        assert await _answer(broker, home / "terminal.crt", home / "terminal.key") == b""


async def test_the_certificate_of_the_broker_itself_lets_nobody_in(tmp_path: Path) -> None:
    async with Broker(tmp_path) as broker:
        assert await _answer(broker, broker.site / "broker.crt", broker.site / "broker.key") == b""


async def test_a_revoked_terminal_is_refused_and_the_others_are_not(tmp_path: Path) -> None:
    async with Broker(tmp_path) as broker:
        gone, stays = (broker.site / "terminals" / terminal for terminal in TERMINALS)
        revoked = x509.load_pem_x509_certificate((gone / "terminal.crt").read_bytes())
        await broker.kill()
        broker.crl_file = broker.site / "ca.crl"
        assert write_revocations(broker.site, broker.crl_file, {revoked.serial_number: NOW})
        await broker.start()
        assert await _answer(broker, gone / "terminal.crt", gone / "terminal.key") == b""
        assert (await _answer(broker, stays / "terminal.crt", stays / "terminal.key"))[0] == _ACCEPTED


def test_the_broker_listens_on_loopback_unless_told_otherwise(tmp_path: Path) -> None:
    text = write_configuration(BrokerSettings(tmp_path / "site", tmp_path / "broker")).read_text()
    assert "listener 8883 127.0.0.1\n" in text
    assert "user" not in {line.split()[0] for line in text.splitlines()}
    assert {"require_certificate true", "allow_anonymous false", "set_tcp_nodelay true"} <= set(text.splitlines())


def test_a_terminal_may_say_and_hear_only_what_is_its_own() -> None:
    patterns = [line for line in access_list().splitlines() if line.startswith("pattern")]
    assert patterns == [
        "pattern write madoguchi/v1/terminals/%u/up/#",
        "pattern read madoguchi/v1/terminals/%u/down/#",
        "pattern read madoguchi/v1/central/state",
        "pattern read madoguchi/v1/central/catalogue",
    ]


def test_a_value_cannot_begin_another_line(tmp_path: Path) -> None:
    settings = BrokerSettings(tmp_path / "site", tmp_path / "broker")
    for bad in (replace(settings, address="::1\nallow_anonymous true"), replace(settings, user="x\rlistener 1883")):
        with pytest.raises(BadBrokerSettings):
            write_configuration(bad)


def test_writing_again_keeps_what_the_broker_stored(tmp_path: Path) -> None:
    settings = BrokerSettings(tmp_path / "site", tmp_path / "broker")
    stored = write_configuration(settings).parent / "store" / "mosquitto.db"
    stored.write_bytes(b"stored")
    write_configuration(settings)
    assert stored.read_bytes() == b"stored"


async def test_a_revoked_terminal_cannot_go_on_with_a_tls_session_from_before(tmp_path: Path) -> None:
    broker = Broker(tmp_path)
    create_site(broker.site, NOW)
    broker.crl_file = broker.site / "ca.crl"
    home = issue_terminal(broker.site, TERMINALS[0])
    write_revocations(broker.site, broker.crl_file, {})
    async with broker:
        context = ssl.create_default_context(cafile=str(broker.site / "ca.crt"))
        context.load_cert_chain(home / "terminal.crt", home / "terminal.key")
        answer, session = await asyncio.to_thread(_resumed, broker.port, context, None)
        assert answer[0] == _ACCEPTED
        assert session is not None
        revoked = x509.load_pem_x509_certificate((home / "terminal.crt").read_bytes())
        watching = asyncio.create_task(reload_when_replaced(broker.crl_file, lambda: broker.pid))
        await asyncio.sleep(0)
        assert write_revocations(broker.site, broker.crl_file, {revoked.serial_number: NOW})
        await asyncio.sleep(2 * EVERY_SECONDS)
        for known in (session, None):
            assert (await asyncio.to_thread(_resumed, broker.port, context, known))[0] == b""
        watching.cancel()


def _resumed(port: int, context: ssl.SSLContext, session: ssl.SSLSession | None) -> tuple[bytes, ssl.SSLSession | None]:
    """What the broker answers a CONNECT with, on a TLS session that goes on; empty when it hangs up."""
    try:
        with (
            socket.create_connection(("127.0.0.1", port), timeout=5) as plain,
            context.wrap_socket(plain, server_hostname="127.0.0.1", session=session) as line,
        ):
            line.sendall(_CONNECT)
            return line.recv(4), line.session
    except OSError:
        return b"", None
