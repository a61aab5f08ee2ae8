"""できごと: what happened to the agent of late, newest first."""

from __future__ import annotations

from ..local_api.api import (
    AgentStarted,
    ClockTrustChanged,
    DeviceChanged,
    EpochChanged,
    EventSetAside,
    LinkChanged,
    OutboxRetried,
    RecentBody,
    RoomChanged,
    SelfTested,
)
from . import moments
from .panes import Pane
from .sight import Sight
from .words import Words


class HappeningsPane(Pane):
    """Nothing in it is about a resident."""

    key = "happenings"
    columns = ("at", "what")

    def listed(self, sight: Sight) -> list[tuple[str, ...]]:
        return [
            (moments.short(self.words, event.at, sight.now), sentence(self.words, event.body)) for event in sight.recent
        ]


def sentence(words: Words, body: RecentBody) -> str:
    """What happened, in one line."""
    match body:
        case AgentStarted(version=version):
            return words("happening.started", version=version)
        case DeviceChanged():
            return _device(words, body)
        case LinkChanged(link=link, state=state):
            return words("happening.link", link=words(f"link.{link}"), state=words(f"link-state.{state}"))
        case SelfTested(name=name, has_passed=has_passed):
            return words("happening.test-passed" if has_passed else "happening.test-failed", name=name)
        case EpochChanged() | OutboxRetried() | EventSetAside():
            return _outbox(words, body)
        case RoomChanged() | ClockTrustChanged():
            return words(f"happening.{_two_sided(body)}")


def _outbox(words: Words, change: EpochChanged | OutboxRetried | EventSetAside) -> str:
    match change:
        case EpochChanged(epoch=epoch):
            return words("happening.epoch", epoch=epoch)
        case EventSetAside(seq=seq):
            return words("happening.set-aside", seq=seq)
        case OutboxRetried():
            return words("happening.retried")


def _two_sided(change: RoomChanged | ClockTrustChanged) -> str:
    if isinstance(change, RoomChanged):
        return "room" if change.has_room else "no-room"
    return "clock-trusted" if change.is_trusted else "clock-doubtful"


def _device(words: Words, change: DeviceChanged) -> str:
    device = words(f"device.{change.device}")
    if change.fault is not None:
        return words("happening.device-fault", device=device, fault=words(f"fault-name.{change.fault}"))
    return words(f"happening.device-{change.state}", device=device)
