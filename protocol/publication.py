"""What goes out over the session and what comes in: publications, arrivals, and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Done = Callable[[], object]


@dataclass(frozen=True)
class Message:
    """One genuine publication. `response_topic` and `correlation` are set on questions, `correlation` on answers."""

    topic: str
    payload: bytes = field(repr=False)
    content_type: str = ""
    response_topic: str = ""
    correlation: bytes = b""


@dataclass(frozen=True)
class Arrival:
    """A message as it came in, not yet checked. `done` acknowledges it."""

    message: Message
    qos: int
    user_properties: Mapping[str, str] = field(repr=False)
    done: Done


@dataclass(frozen=True)
class Publication:
    """One publication as it goes out, signature included."""

    topic: str
    payload: bytes = field(repr=False)
    user_properties: Mapping[str, str] = field(repr=False)
    retain: bool = False
    content_type: str = ""
    response_topic: str = ""
    correlation: bytes = b""


class Published(StrEnum):
    """What became of a publication. ACCEPTED is the broker's word only; CUT means that nobody knows."""

    ACCEPTED = "accepted"
    NO_SUBSCRIBERS = "no-subscribers"
    REFUSED = "refused"
    CUT = "cut"
