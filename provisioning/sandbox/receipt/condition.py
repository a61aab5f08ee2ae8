"""What hands do to a printer, and how it stands: both ends of its control socket."""

from __future__ import annotations

from typing import Annotated

import msgspec

from ..control_socket import Verb


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How it stands. `lines_left` on the roll, None: plenty; with 0 the paper is out.

    `is_mute`: takes bytes and answers nothing. `is_unplugged`: nobody is there. `lines_per_second` 0: at once.
    """

    lines_left: Annotated[int, msgspec.Meta(ge=0)] | None = None
    is_cover_open: bool = False
    is_offline: bool = False
    is_mute: bool = False
    is_unplugged: bool = False
    lines_per_second: Annotated[int, msgspec.Meta(ge=0)] = 0

    @property
    def has_paper(self) -> bool:
        """Whether there is a line of paper left."""
        return self.lines_left != 0

    @property
    def can_print(self) -> bool:
        """Whether it prints what it gets; otherwise it holds it."""
        return self.has_paper and not self.is_cover_open and not self.is_offline


class DrawnSlip(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One piece of paper that was cut off: its picture's name and the texts of the codes on it, from the top."""

    name: str
    codes: tuple[str, ...]


class Seen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How it stands, its newest slips, newest first, and how many bytes it holds and did not understand."""

    condition: Condition
    slips: tuple[DrawnSlip, ...] = ()
    held: int = 0
    unknown: int = 0


BECOME = Verb("become", Condition, type(None))
SEEN = Verb("seen", type(None), Seen)
