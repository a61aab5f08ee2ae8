"""Attachments of an event: cut into the plaintexts of its parts, and put together again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from ..errors import Malformed, PartBroken, TooLarge
from .envelope import PARTS
from .messages.events import Attachment

PART_BYTES = 60 * 1024


def cut(contents: Mapping[str, bytes]) -> tuple[tuple[Attachment, ...], list[bytes]]:
    """What the event says of its attachments, and their parts, numbered from 1 in this order. Raises TooLarge."""
    attachments, parts = [], list[bytes]()
    for name, content in contents.items():
        pieces = [content[start : start + PART_BYTES] for start in range(0, len(content), PART_BYTES)]
        attachments.append(Attachment(name, hashlib.sha256(content).hexdigest(), len(pieces)))
        parts += pieces
    if len(parts) > PARTS:
        raise TooLarge
    return tuple(attachments), parts


def count_of(attachments: Iterable[Attachment]) -> int:
    """How many parts these attachments have in all. Raises Malformed when no event may have so many."""
    count = sum(attachment.parts for attachment in attachments)
    if count > PARTS:
        raise Malformed
    return count


def assembled(attachments: Sequence[Attachment], parts: Sequence[bytes]) -> dict[str, bytes]:
    """Contents by name, from all the parts in their order. Raises PartBroken."""
    contents, begin = dict[str, bytes](), 0
    for attachment in attachments:
        content = b"".join(parts[begin : begin + attachment.parts])
        if hashlib.sha256(content).hexdigest() != attachment.sha256:
            raise PartBroken
        contents[attachment.name] = content
        begin += attachment.parts
    return contents
