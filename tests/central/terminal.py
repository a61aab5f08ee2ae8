"""A terminal at its bare bones, the session it would talk through, and central's keys."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from msgspec.structs import replace

from central.db.rows import rows
from central.terminals.site_file import PlaceEntry, SiteFile, TerminalEntry
from central.terminals.use_cases.register_site import register_site
from protocol.identifiers import new_id
from protocol.session import Message, Published
from protocol.wire import codec, topics
from protocol.wire.attachments import cut
from protocol.wire.envelope import Attributes, CoarseKind, Envelope, source_of
from protocol.wire.messages.events import Body, Captured, EpochBegan, StaffCalled
from protocol.wire.messages.receipts import Receipt
from protocol.wire.sealing import ContentKey, Opener
from protocol.wire.signing import Signer

SEALING_KEY = X25519PrivateKey.generate()
OPENER = Opener.of(SEALING_KEY)
_CONTENT_KEY = ContentKey.generate(SEALING_KEY.public_key())


@dataclass
class BareTerminal:
    """Seals events of one epoch one after the other."""

    id: str = "counter-1"
    epoch: str = field(default_factory=new_id)
    seq: int = 0
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def signer(self) -> Signer:
        return Signer(self.key)

    def event(
        self, body: Body | None = None, *, offline: bool = False, seq: int | None = None, key: ContentKey = _CONTENT_KEY
    ) -> Envelope:
        """The next event, or one of another `seq`."""
        self.seq = self.seq + 1 if seq is None else seq
        captured = Captured(body=body or StaffCalled(screen="top"), offline=offline, clock_trusted=True)
        return key.seal(self._attributes(key), codec.encode(captured))

    def signed(self, **contents: bytes) -> list[Envelope]:
        """The parts of an event with attachments, and at the end the event itself."""
        id_, (attachments, parts) = new_id(), cut(contents)
        envelopes = []
        for part, content in enumerate(parts, start=1):
            self.seq += 1
            attributes = self._attributes(_CONTENT_KEY, type=CoarseKind.PART, partof=id_, part=part)
            envelopes.append(_CONTENT_KEY.seal(attributes, content))
        self.seq += 1
        captured = Captured(StaffCalled("sign"), offline=False, clock_trusted=True, attachments=attachments)
        return [*envelopes, _CONTENT_KEY.seal(self._attributes(_CONTENT_KEY, id=id_), codec.encode(captured))]

    def _attributes(self, key: ContentKey, **other: object) -> Attributes:
        usual = Attributes(
            id=new_id(),
            source=source_of(self.id),
            type=CoarseKind.CALL,
            time="2026-04-01T09:00:00+09:00",
            epoch=self.epoch,
            seq=self.seq,
            keyid=key.keyid,
            encapsulation=key.encapsulation,
        )
        return replace(usual, **other)

    def events(self, count: int) -> list[Envelope]:
        """The next few events."""
        return [self.event() for _ in range(count)]

    def begin_epoch(self, *, last_seq: int | None = None) -> Envelope:
        """The first event of a new epoch that closes this one after `last_seq` (all that were made)."""
        previous, last = self.epoch, self.seq if last_seq is None else last_seq
        self.epoch, self.seq = new_id(), 0
        return self.event(EpochBegan(previous=previous, previous_last_seq=last, reason="test"))

    def batch(self, events: list[Envelope]) -> Message:
        """The message that carries these events."""
        payload = codec.join_batch([codec.encode(event) for event in events])
        return Message(topics.events(self.id), payload, codec.BATCH_CONTENT_TYPE)


class RecordingSession:
    """Remembers what would have been published; `answer` is the broker's word."""

    def __init__(self) -> None:
        self.published: list[tuple[str, bytes]] = []
        self.correlations: list[bytes] = []
        self.answer = Published.ACCEPTED

    async def publish(self, topic: str, payload: bytes, *, correlation: bytes = b"") -> Published:
        """Remember it when the broker takes it."""
        if self.answer is Published.ACCEPTED:
            self.published.append((topic, payload))
            self.correlations.append(correlation)
        return self.answer

    @property
    def receipts(self) -> list[Receipt]:
        """The receipts among it."""
        return [codec.decode(payload, Receipt) for topic, payload in self.published if topic.endswith("/receipts")]


class Everybody:
    """Knows every terminal but `nobody`."""

    def knows(self, terminal: str) -> bool:
        """Whether it is in service."""
        return terminal != "nobody"


async def register(*terminals: BareTerminal) -> None:
    """Put terminals into service at one place."""
    entries = [TerminalEntry(t.id, number, f"{number}番窓口", "honcho") for number, t in enumerate(terminals, start=1)]
    site = SiteFile([PlaceEntry("honcho", "役場", {"mon": [["08:30", "17:15"]]})], entries)
    await register_site(site, {t.id: t.key.public_key().public_bytes_raw() for t in terminals})


async def count(table: str) -> int:
    """How many rows a table has."""
    return int((await rows(f"SELECT count(*) AS n FROM {table}"))[0]["n"])  # noqa: S608
