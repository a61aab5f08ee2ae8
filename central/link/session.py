"""Central's own session with the broker: clean, because a replica that is away must not hoard its share."""

from __future__ import annotations

from protocol.session import Session, SessionSettings, Will
from protocol.wire import codec, topics
from protocol.wire.messages.commands import CentralState
from protocol.wire.signing import Signer, Verifier

from ..settings import BrokerSettings


def central_session(broker: BrokerSettings, instance: str, *, signer: Signer, verifier: Verifier) -> Session:
    """A session that says when this process comes and goes; `instance` is one life of the process."""
    gone, here = (codec.encode(CentralState(instance=instance, online=online)) for online in (False, True))
    settings = SessionSettings(
        host=broker.host,
        port=broker.port,
        client_id=f"central-{instance}",
        ca_file=broker.ca_file,
        certificate_file=broker.certificate_file,
        key_file=broker.key_file,
        clean_start=True,
        expiry_seconds=0,
    )
    session = Session(settings, signer=signer, verifier=verifier, will=Will(topics.CENTRAL_STATE, gone))
    session.birth(topics.CENTRAL_STATE, here)
    return session
