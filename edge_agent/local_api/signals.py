"""What the raw view of the local API says, line by line."""

from __future__ import annotations

import msgspec

from protocol.signals import SignalBody

SIGNALS_PATH = "/v1/signals"


class Signal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the stream: JSON and a line feed. `at` is RFC 3339, `device` a name of `Status.devices`."""

    number: int
    at: str
    device: str
    body: SignalBody
