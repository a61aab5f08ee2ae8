"""The paths and the messages of the local API; both ends import this and nothing else of the agent."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

from protocol.devices import DeviceKind, DeviceState, DeviceStatus, FaultCode
from protocol.health import HealthCheck
from protocol.wire.messages.answers import LinkState

STATUS_PATH = "/v1/status"
OUTBOX_PATH = "/v1/outbox"
RETRY_PATH = "/v1/outbox/retry"
SET_ASIDE_PATH = "/v1/outbox/set-aside"
RECENT_PATH = "/v1/recent"
SELF_TESTS_PATH = "/v1/self-tests"
SELF_TEST_PATH = "/v1/self-tests/{name}"
LISTED = 200
SELF_TEST_SECONDS = 30.0
REASON_SIGNS = 60


class OutboxStatus(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the outbox stands. `oldest_at` is RFC 3339, empty when nothing waits.

    `forked` and `set_aside` events are kept, not sent. `troubled` of those that wait need attention; `trouble` is the
    reason of the oldest.
    """

    waiting: int
    oldest_at: str
    forked: int
    epoch: str
    next_seq: int
    has_room: bool
    set_aside: int = 0
    troubled: int = 0
    trouble: str = ""


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
    health: tuple[HealthCheck, ...] = ()


class WaitingEvent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One waiting event, without content. `sent_at` is empty until the broker took it; `size` in bytes.

    `trouble` says why it needs attention, and is empty when it does not.
    """

    event_id: str
    epoch: str
    seq: int
    kind: str
    captured_at: str
    sent_at: str
    size: int
    trouble: str = ""


class WaitingEvents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The oldest waiting events, at most `LISTED`."""

    events: tuple[WaitingEvent, ...]


class SetAside(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Keep this event without sending it, for good. `reason` stays with it in the file and is in no log."""

    epoch: str
    seq: int
    reason: Annotated[str, msgspec.Meta(pattern=rf"^[^\x00-\x1f\x7f]{{1,{REASON_SIGNS}}}$(?!\n)")]


class Repaired(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether there was anything to repair."""

    is_done: bool


class LinkName(StrEnum):
    """The four states a terminal knows, by the names of `LinkViews`."""

    BROKER = "broker"
    CENTRAL = "central"
    JUKI = "juki"
    ISSUING = "issuing"


class AgentStarted(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="agent-started"):
    """The agent began to run; what was before is forgotten."""

    version: str


class DeviceChanged(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="device-changed"):
    """A device came to work, went away or failed; that it is used is no such change."""

    device: DeviceKind
    name: str
    state: DeviceState
    fault: FaultCode | None = None


class LinkChanged(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="link-changed"):
    """One state of the line changed."""

    link: LinkName
    state: LinkState


class EpochChanged(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="epoch-changed"):
    """The outbox began a new life."""

    epoch: str


class RoomChanged(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="room-changed"):
    """The disk has no room for a new visit any more, or has it again."""

    has_room: bool


class ClockTrustChanged(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="clock-trust-changed"):
    """The clock can be trusted now, or not any more."""

    is_trusted: bool


class SelfTested(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="self-tested"):
    """A technician tested a device to the end."""

    name: str
    has_passed: bool


class OutboxRetried(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="outbox-retried"):
    """A technician had everything that needs attention sent again."""


class EventSetAside(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="event-set-aside"):
    """A technician kept an event without sending it."""

    seq: int


RecentBody = (
    AgentStarted
    | DeviceChanged
    | LinkChanged
    | EpochChanged
    | RoomChanged
    | ClockTrustChanged
    | SelfTested
    | OutboxRetried
    | EventSetAside
)


class RecentEvent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What happened to the agent, never to a resident. `number` counts from 1 since the agent started."""

    number: int
    at: str
    body: RecentBody


class RecentEvents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The newest events, newest first, at most `LISTED`."""

    events: tuple[RecentEvent, ...]


class SelfTestNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The devices that can be tested, by the names of `Status.devices`."""

    names: tuple[str, ...]


class CardSeen(StrEnum):
    """The kinds of cards that a reader tells apart; FACE_ONLY is 顔認証マイナンバーカード."""

    MY_NUMBER = "my-number"
    FACE_ONLY = "face-only"
    JUKI_CARD = "juki-card"
    DRIVERS_LICENCE = "drivers-licence"
    OTHER = "other"


class CardAnswered(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="card-answered"):
    """A card spoke. `tries` is what its 利用者証明用 PIN has left, None when it has none; no PIN was asked for."""

    card: CardSeen
    tries: int | None
    milliseconds: int


class DeviceFailed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="device-failed"):
    """The device, or the card on it, cannot be used."""

    fault: FaultCode


class NothingCame(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="nothing-came"):
    """The device works as far as it says, but no card was put there within `SELF_TEST_SECONDS`."""


class CodeAnswered(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="code-answered"):
    """A whole code of so many signs was read. `is_slips`: it is the code of a slip; which one is not told."""

    signs: int
    is_slips: bool


class CodeTorn(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="code-torn"):
    """A code was read, but not whole."""


class NoCode(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="no-code"):
    """The device works as far as it says, but no code was held before it within `SELF_TEST_SECONDS`."""


class TrialPrinted(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="trial-printed"):
    """The printer says that a trial slip came out; whether it can be read, only who looks at it knows."""

    milliseconds: int


class PenAnswered(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="pen-answered"):
    """A whole line was drawn: so many points in so many milliseconds, pressed so hard at the most (percent)."""

    points: int
    milliseconds: int
    pressed: int


class NoLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="no-line"):
    """The tablet works as far as it says, but no line was drawn within `SELF_TEST_SECONDS`."""


class LampWasShown(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="lamp-was-shown"):
    """The lamp was told to be lit, to blink, to be dark; whether it did, only who looked at it knows."""


class ResidentPresent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="resident-present"):
    """A visit is in progress: nothing was tested."""


class AlreadyTested(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="already-tested"):
    """Somebody else tests this device now."""


Result = (
    CardAnswered
    | CodeAnswered
    | CodeTorn
    | NoCode
    | TrialPrinted
    | PenAnswered
    | NoLine
    | LampWasShown
    | DeviceFailed
    | NothingCame
    | ResidentPresent
    | AlreadyTested
)


class SelfTestReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What came of a test."""

    result: Result
