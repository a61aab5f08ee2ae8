"""What a card knows while it has power."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .apdu import SW, Refused
from .files import Application, File

FROM_SHORT_ID = 0x80
_SHORT_ID = 0x1F


@dataclass
class State:
    """The applications of a card, the current one and file, and which keys of it are verified.

    A licence has a master file, which is current after a reset; a My Number card has none.
    """

    applications: Sequence[Application]
    objects: Mapping[int, bytes] = field(default_factory=dict)
    has_master: bool = False
    application: Application | None = None
    file_id: int | None = None
    verified: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """As after power came on."""
        self.select(self.applications[0] if self.has_master else None)

    def select(self, application: Application | None) -> None:
        """Make it current; what was verified before is not any more, even in the same application."""
        self.application = application
        self.file_id = None
        self.verified.clear()

    def required_application(self) -> Application:
        """The current one. Raises Refused when there is none."""
        if self.application is None:
            raise Refused(SW.NO_CURRENT_FILE)
        return self.application

    def file(self, file_id: int | None) -> File | None:
        """A file of the current application."""
        return self.application.files.get(file_id) if self.application and file_id is not None else None

    def referenced(self, p2: int) -> int | None:
        """The file that P2 points at: 80 is the current one, 80 | n the one with short identifier n. Raises Refused."""
        if p2 & ~_SHORT_ID != FROM_SHORT_ID:
            raise Refused(SW.BAD_PARAMETERS)
        number = p2 & _SHORT_ID
        if number == 0:
            return self.file_id
        found = self.required_application().by_short_id(number)
        if found is None:
            raise Refused(SW.NOT_FOUND)
        return found

    def is_open(self, opened_by: frozenset[int]) -> bool:
        """Whether one of these keys is verified; a file that none opens is open."""
        return not opened_by or bool(opened_by & self.verified)
