"""The file in which a terminal keeps the catalogue it was given: replaced as a whole, moved aside when it is broken."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from protocol.errors import Malformed, ProtocolError
from protocol.village.catalogue import Catalogue, version_of
from protocol.village.soundness import read_catalogue
from protocol.wire.codec import decode
from protocol.wire.messages.publications import CataloguePublished

from ..log import logger

_BROKEN = ".broken"
_NEW = ".new"

_log = logger("link")


@dataclass(frozen=True)
class Kept:
    """A catalogue that was judged sound, and under which serial and version it was published."""

    serial: int
    version: str
    catalogue: Catalogue = field(repr=False)


def judged(published: CataloguePublished) -> Kept:
    """The catalogue in a publication. Takes long enough for a thread; raises ProtocolError."""
    if version_of(published.content) != published.version:
        raise Malformed
    return Kept(published.serial, published.version, read_catalogue(published.content))


def load(file: Path) -> Kept | None:
    """What the file holds, None when there is none; a broken one is moved aside and logged. Blocks."""
    try:
        return judged(decode(file.read_bytes(), CataloguePublished))
    except FileNotFoundError:
        return None
    except (OSError, ProtocolError) as error:
        aside = file.with_name(file.name + _BROKEN)
        _log.error("catalogue-set-aside", file=str(aside), error=type(error).__name__)
        os.replace(file, aside)
        return None


def save(file: Path, payload: bytes) -> None:
    """Replace the file's content: after a power cut it is the old one or the new one, never half. Blocks."""
    new = file.with_name(file.name + _NEW)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(payload)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(new, file)
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
