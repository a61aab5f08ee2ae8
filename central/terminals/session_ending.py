"""Ends the session that a retired terminal has with the broker, by taking its place for a moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from protocol.connection import Connection, SessionSettings

from ..settings import BrokerSettings


async def end_session(broker: BrokerSettings, terminal: str) -> bool | None:
    """Whether the broker had a session of it, live or kept; now it has none. None: the broker is away.

    A client that comes with the id of another takes its session over, and central's certificate may. What was queued
    for the terminal is dropped with the session.
    """
    settings = SessionSettings(
        host=broker.host, port=broker.port, client_id=terminal, ca_file=broker.ca_file,
        certificate_file=broker.certificate_file, key_file=broker.key_file, clean_start=False, expiry_seconds=0,
    )  # fmt: skip
    connection = Connection(settings, None, lambda _: None)
    with ThreadPoolExecutor(1, "session-end") as thread:
        try:
            return connection.had_session if await connection.open(thread, []) else None
        finally:
            connection.close()
