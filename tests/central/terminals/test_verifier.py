"""Only what a terminal in service signed with its own device key is genuine."""

from __future__ import annotations

import asyncio

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central.db.changes import Listener
from central.db.connection import Database
from central.terminals.queries import TERMINALS
from central.terminals.use_cases.retire_terminal import retire_terminal
from central.terminals.verifier import TerminalVerifier
from protocol.wire import topics
from tests.central.clock import TestClock
from tests.central.terminal import BareTerminal, register
from tests.central.waiting import ended, until


def _genuine(verifier: TerminalVerifier, terminal: BareTerminal, topic: str = "", payload: bytes = b"1") -> bool:
    topic = topic or topics.events(terminal.id)
    return verifier.is_genuine(topic, payload, terminal.signer.properties(topic, b"1"))


async def test_a_terminal_is_known_by_its_device_key(database: Database) -> None:
    one, two = BareTerminal(), BareTerminal("counter-2")
    await register(one, two)
    verifier = TerminalVerifier(Listener(database.url, {TERMINALS}))
    await verifier.refresh()
    assert _genuine(verifier, one)
    assert not _genuine(verifier, one, topics.events(two.id))
    assert not _genuine(verifier, one, payload=b"2")
    assert not _genuine(verifier, one, topics.CENTRAL_STATE)
    assert not _genuine(verifier, BareTerminal("nobody"))
    assert not verifier.is_genuine(topics.events(one.id), b"1", {})


async def test_a_terminal_without_a_key_is_not_known(database: Database) -> None:
    class Unenrolled:
        @staticmethod
        def public_key() -> Unenrolled:
            return Unenrolled()

        @staticmethod
        def public_bytes_raw() -> bytes:
            return b""

    terminal = BareTerminal()
    terminal.key = Unenrolled()  # type: ignore[assignment]
    await register(terminal)
    verifier = TerminalVerifier(Listener(database.url, {TERMINALS}))
    await verifier.refresh()
    assert not verifier.knows(terminal.id)
    terminal.key = Ed25519PrivateKey.generate()
    await register(terminal)
    await verifier.refresh()
    assert _genuine(verifier, terminal)


async def test_a_database_that_is_away_for_a_while_ends_nothing(database: Database) -> None:
    terminal, failures = BareTerminal(), [ConnectionResetError(), ConnectionResetError()]

    class _Unlucky(TerminalVerifier):
        async def refresh(self) -> None:
            if failures:
                raise failures.pop()
            await super().refresh()

    await register(terminal)
    verifier = _Unlucky(Listener(database.url, {TERMINALS}))
    running = asyncio.create_task(verifier.run())
    await until(lambda: verifier.knows(terminal.id))
    assert failures == []
    await ended(running)


async def test_a_retired_terminal_is_no_longer_genuine_anywhere(database: Database) -> None:
    terminal = BareTerminal()
    await register(terminal)
    verifier = TerminalVerifier(Listener(database.url, {TERMINALS}))
    running = asyncio.create_task(verifier.run())
    await until(lambda: verifier.knows(terminal.id))
    await retire_terminal(terminal.id, TestClock().now())
    await until(lambda: not verifier.knows(terminal.id))
    await ended(running)
    assert not _genuine(verifier, terminal)
