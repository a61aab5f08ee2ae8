"""What goes with one event: attachments, and the sealed parts they travel in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from protocol.errors import TooLarge
from protocol.identifiers import new_id
from protocol.wire.attachments import cut
from protocol.wire.envelope import CoarseKind
from protocol.wire.messages.events import Attachment

from ..errors import BodyTooLarge
from .sealer import Capture

NOTHING: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True)
class Parcel:
    """How the event names its attachments, and the plaintexts of their parts."""

    attachments: tuple[Attachment, ...]
    parts: list[bytes]

    def parts_of(self, owner: Capture) -> Iterator[tuple[Capture, bytes]]:
        """Each part as an event of its own, in the order in which they go before their owner."""
        for number, content in enumerate(self.parts, start=1):
            part = replace(owner, event_id=new_id(), kind=CoarseKind.PART, partof=owner.event_id, part=number)
            yield part, content


_EMPTY = Parcel((), [])


def packed(attachments: Mapping[str, bytes]) -> Parcel:
    """The parcel of these contents by name. Raises BodyTooLarge."""
    if not attachments:
        return _EMPTY
    try:
        return Parcel(*cut(attachments))
    except TooLarge as error:
        raise BodyTooLarge from error
