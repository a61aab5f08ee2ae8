"""The paths and the messages of the local API; both ends import this and nothing else of the agent."""

from __future__ import annotations

import msgspec

from protocol.devices import DeviceStatus
from protocol.wire.messages.answers import LinkState

STATUS_PATH = "/v1/status"
OUTBOX_PATH = "/v1/outbox"
LISTED = 200


class OutboxStatus(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the outbox stands. `oldest_at` is RFC 3339, empty when nothing waits; `forked` events are kept, not sent."""

    waiting: int
    oldest_at: str
    forked: int
    epoch: str
    next_seq: int
    has_room: bool


class LinkView(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One state of the line and since when (RFC 3339)."""

    state: LinkState
    since: str


class LinkViews(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The four states that a terminal knows."""

    broker: LinkView
    central: LinkView
    juki: LinkView
    issuing: LinkView


class Status(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole agent at a glance."""

    terminal: str
    version: str
    time: str
    is_clock_trusted: bool
    outbox: OutboxStatus
    links: LinkViews
    devices: tuple[DeviceStatus, ...]


class WaitingEvent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One waiting event, without content. `sent_at` is empty until the broker took it; `size` in bytes."""

    event_id: str
    epoch: str
    seq: int
    kind: str
    captured_at: str
    sent_at: str
    size: int


class WaitingEvents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The oldest waiting events, at most `LISTED`."""

    events: tuple[WaitingEvent, ...]
