"""The village's catalogue, and others that differ from it."""

from __future__ import annotations

import msgspec

from protocol.village.catalogue import Catalogue, canonical_bytes, version_of
from provisioning.site.catalogue import village_catalogue

CATALOGUE = village_catalogue()
CONTENT = canonical_bytes(CATALOGUE)
VERSION = version_of(CONTENT)


def other(name: str, *, effective_from: str = "2026-04-01") -> Catalogue:
    """The same village by another name."""
    return msgspec.structs.replace(CATALOGUE, municipality=name, effective_from=effective_from)


def content_of(name: str, *, effective_from: str = "2026-04-01") -> bytes:
    """The canonical bytes of `other`."""
    return canonical_bytes(other(name, effective_from=effective_from))
