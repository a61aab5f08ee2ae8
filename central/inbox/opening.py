"""From a sealed envelope to a Received: open, decode, read the time, put its attachments together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from protocol.errors import Malformed, PartMissing
from protocol.wire import codec
from protocol.wire.attachments import assembled, count_of
from protocol.wire.envelope import CoarseKind, Envelope
from protocol.wire.messages.events import Captured
from protocol.wire.sealing import Opener

from ..db.rows import rows
from ..link.received import Received

_FIRST_YEAR, _LAST_YEAR = 1900, 9000

_PARTS = """
SELECT envelope FROM inbox_event WHERE terminal = $1 AND epoch = $2 AND seq >= $3 AND seq < $4
UNION ALL
SELECT envelope FROM inbox_fork WHERE terminal = $1 AND epoch = $2 AND seq >= $3 AND seq < $4
"""


def captured_in(envelope: Envelope, opener: Opener) -> Captured:
    """What a terminal reports. Raises UnknownKey, CannotOpen and Malformed."""
    return codec.decode(opener.open(envelope), Captured)


async def received(envelope: Envelope, opener: Opener, received_at: datetime) -> Received:
    """The whole event. Raises UnknownKey, CannotOpen, Malformed, PartMissing and PartBroken."""
    captured = captured_in(envelope, opener)
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
        attachments=await _attachments(envelope, captured, opener),
    )


async def _attachments(envelope: Envelope, captured: Captured, opener: Opener) -> Mapping[str, bytes]:
    count = count_of(captured.attachments)
    stored = await _stored_parts(envelope, count) if count else {}
    if len(stored) < count:
        raise PartMissing
    return assembled(captured.attachments, [opener.open(stored[part]) for part in range(1, count + 1)])


async def _stored_parts(owner: Envelope, count: int) -> dict[int, Envelope]:
    """The parts by number; they stand just before their owner, forked ones beside the stream."""
    found = await rows(_PARTS, [owner.terminal, owner.epoch, owner.seq - count, owner.seq])
    envelopes = [codec.decode(row["envelope"], Envelope) for row in found]
    return {
        envelope.part: envelope
        for envelope in envelopes
        if (envelope.type, envelope.partof) == (CoarseKind.PART, owner.id) and 1 <= envelope.part <= count
    }


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Malformed from error
    if moment.tzinfo is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise Malformed
    return moment
