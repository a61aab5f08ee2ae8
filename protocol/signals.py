"""What a technician may see of a device: heads and lengths of commands to cards, shapes of keys, never content."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class KeyShape(StrEnum):
    """What a key is for; which one it is, is not told."""

    DIGIT = "digit"
    LETTER = "letter"
    SIGN = "sign"
    SHIFT = "shift"
    END = "end"
    OTHER = "other"
    LOST = "lost"


class Touch(StrEnum):
    """What happened on a device, of what has no figures."""

    CARD_CAME = "card-came"
    CARD_LEFT = "card-left"
    PEN_DOWN = "pen-down"
    PEN_AT = "pen-at"
    PEN_UP = "pen-up"
    CODE_TORN = "code-torn"


class CommandSeen(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="command"):
    """One command to a card: `sent`, `wanted` (Le, None: no answer wanted) and `answered` in bytes.

    `status`: the status word, None when the card left instead of answering.
    """

    cla: int
    ins: int
    p1: int
    p2: int
    sent: int
    wanted: int | None
    answered: int
    status: int | None
    milliseconds: int


class KeySeen(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="key"):
    """A key of a reader that types went down or up."""

    shape: KeyShape
    is_down: bool


class CodeSeen(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="code"):
    """A whole code of so many signs was read."""

    signs: int


class TouchSeen(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="touch"):
    """Something without figures."""

    touch: Touch


SignalBody = CommandSeen | KeySeen | CodeSeen | TouchSeen
