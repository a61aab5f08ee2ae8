"""This terminal's session with the broker: who it says it is when it comes, and what is said when it is gone."""

from __future__ import annotations

from msgspec.structs import replace

from protocol.session import Session, SessionSettings, Will
from protocol.wire import topics
from protocol.wire.codec import encode
from protocol.wire.messages.commands import Presence

from ..settings import AgentSettings
from .terminal_keys import TerminalKeys

_DAY_SECONDS = 86_400


def terminal_session(settings: AgentSettings, keys: TerminalKeys, here: Presence) -> Session:
    """The session, not yet connected; the broker keeps it for a day while the terminal is away."""
    terminal, central = settings.terminal.id, settings.central
    session = Session(
        SessionSettings(
            host=central.host,
            port=central.port,
            client_id=terminal,
            ca_file=central.ca_file,
            certificate_file=central.certificate_file,
            key_file=central.key_file,
            clean_start=False,
            expiry_seconds=_DAY_SECONDS,
        ),
        signer=keys.signer,
        verifier=keys.verifier,
        will=Will(topics.presence(terminal), encode(replace(here, online=False))),
    )
    session.birth(topics.presence(terminal), encode(here))
    return session
