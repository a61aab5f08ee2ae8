"""Turns one captured event into the final bytes of its envelope, under the key of its visit or of its hour."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from protocol.wire.codec import BATCH_BYTES, encode
from protocol.wire.envelope import Attributes, CoarseKind, source_of
from protocol.wire.sealing import ContentKey

from ..clock import rfc3339
from ..errors import BodyTooLarge

_KEYS_KEPT = 4
_BRACKETS = 2


@dataclass(frozen=True)
class Capture:
    """What was true when the event happened; the body, which may hold a number given later, is not in it.

    A part of another event names it in `partof` and has a number in `part`.
    """

    event_id: str
    kind: CoarseKind
    at: datetime
    visit: str
    is_offline: bool
    is_clock_trusted: bool
    partof: str = ""
    part: int = 0


@dataclass
class Sealer:
    """Holds the few content keys that are in use, in memory only. Used by one thread."""

    terminal: str
    recipient: X25519PublicKey
    _keys: OrderedDict[str, ContentKey] = field(default_factory=OrderedDict, repr=False)

    def seal(self, capture: Capture, plaintext: bytes, *, epoch: str, seq: int) -> bytes:
        """The envelope as it will be sent, every time. Raises BodyTooLarge."""
        key = self._key_of(capture)
        attributes = Attributes(
            id=capture.event_id,
            source=source_of(self.terminal),
            type=capture.kind,
            time=rfc3339(capture.at),
            epoch=epoch,
            seq=seq,
            keyid=key.keyid,
            encapsulation=key.encapsulation,
            partof=capture.partof,
            part=capture.part,
        )
        envelope = encode(key.seal(attributes, plaintext))
        if len(envelope) + _BRACKETS > BATCH_BYTES:
            raise BodyTooLarge
        return envelope

    def _key_of(self, capture: Capture) -> ContentKey:
        label = capture.visit or f"{capture.at:%Y-%m-%dT%H}"
        key = self._keys.get(label)
        if key is None:
            key = self._keys[label] = ContentKey.generate(self.recipient)
            while len(self._keys) > _KEYS_KEPT:
                self._keys.popitem(last=False)
        return key
