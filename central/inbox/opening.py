"""From a sealed envelope to a Received: open, decode, read the time."""

from __future__ import annotations

from datetime import datetime

from protocol.errors import Malformed
from protocol.wire import codec
from protocol.wire.envelope import Envelope
from protocol.wire.messages.events import Captured
from protocol.wire.sealing import Opener

from ..link.received import Received


def received(envelope: Envelope, opener: Opener, received_at: datetime) -> Received:
    """What a terminal reports. Raises UnknownKey, CannotOpen and Malformed."""
    captured = codec.decode(opener.open(envelope), Captured)
    return Received(
        terminal=envelope.terminal,
        epoch=envelope.epoch,
        seq=envelope.seq,
        event_id=envelope.id,
        visit=captured.visit,
        occurred_at=_moment(envelope.time),
        received_at=received_at,
        offline=captured.offline,
        clock_trusted=captured.clock_trusted,
        body=captured.body,
    )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Malformed from error
    if moment.tzinfo is None:
        raise Malformed
    return moment
