"""What may be seen of a device: heads and lengths of commands to cards, shapes of keys; of content, what is public."""

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


class CodeShape(StrEnum):
    """What a code is: one of a slip's two kinds, one of ours that does not add up, or somebody else's."""

    CASE = "case"
    SECTION = "section"
    TORN = "torn"
    FOREIGN = "foreign"


class CommandSeen(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="command"):
    """One command to a card: `sent`, `wanted` (Le, None: no answer wanted) and `answered` in bytes.

    `status`: the status word, None when the card left instead of answering. In hexadecimal, "" for anything else:
    `opened`, what was selected, and `label`, what was answered, where every card of its kind has the same.
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
    opened: str = ""
    label: str = ""


class KeySeen(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="key"):
    """A key of a reader that types went down or up."""

    shape: KeyShape
    is_down: bool


class CodeSeen(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="code"):
    """A whole code of so many signs was read."""

    signs: int
    shape: CodeShape = CodeShape.FOREIGN


class TouchSeen(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="touch"):
    """Something without figures."""

    touch: Touch


class StrokeSeen(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="stroke"):
    """A stroke ended that was told in so many points; the pressure is 0 to 4095. Where it went is not told."""

    points: int
    lightest: int
    strongest: int


SignalBody = CommandSeen | KeySeen | CodeSeen | TouchSeen
