"""What central publishes for every terminal, kept by the broker for those that come later."""

from __future__ import annotations

from typing import Annotated

import msgspec

from ...identifiers import Count, Label

LARGEST_CATALOGUE = 600_000
"""Bytes of content that still fit into one message of the broker."""


class CataloguePublished(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The catalogue in force: its canonical bytes and their version. Only a higher `serial` replaces what is there."""

    serial: Count
    version: Label
    content: Annotated[bytes, msgspec.Meta(max_length=LARGEST_CATALOGUE)]
