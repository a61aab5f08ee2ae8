"""A received event as the rooms' inbox handlers see it: opened, decoded, in order."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from protocol.wire.messages.events import Body


@dataclass(frozen=True)
class Received:
    """`offline`: captured while the line was cut. `occurred_at` is the terminal's clock, good if `clock_trusted`.

    `attachments`: contents by name.
    """

    terminal: str
    epoch: str
    seq: int
    event_id: str
    visit: str
    occurred_at: datetime
    received_at: datetime
    offline: bool
    clock_trusted: bool
    body: Body
    attachments: Mapping[str, bytes] = field(default_factory=dict, repr=False)


Handler = Callable[[Received], Awaitable[None]]
Handlers = Mapping[type[Body], Handler]
