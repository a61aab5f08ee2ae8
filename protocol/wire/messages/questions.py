"""What a terminal asks with a deadline. Nothing that must not be lost ever travels as a question."""

from __future__ import annotations

import msgspec

from ...identifiers import Id, IdOrNone, Label, ShortLabel
from .identity import BeginIdentity, ProveIdentity, StockChallenges
from .renewal import AskCertificate
from .residents import AskHousehold


class AreYouThere(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="are-you-there"):
    """Is central working, and what of the systems behind it? No answer within 2 s: central is away."""


class StreamPosition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="stream-position"):
    """Which seq of this epoch is the highest stored, and which reception serial of this business day (ISO date)?"""

    epoch: Id
    business_day: ShortLabel


Body = AreYouThere | StreamPosition | BeginIdentity | StockChallenges | ProveIdentity | AskHousehold | AskCertificate


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The clear frame: `sealed` (base64) is HPKE to central's key `keyid`; the answer is sealed to `reply_key`.

    Idempotent by `id` for 60 s on every replica. `visit` is empty outside visits.
    """

    id: Id
    keyid: Label
    reply_key: Label
    sealed: str
    visit: IdOrNone = ""
