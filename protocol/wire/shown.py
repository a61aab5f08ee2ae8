"""What somebody signed: one digest of the application as it was shown to them."""

from __future__ import annotations

import hashlib

import msgspec

from .messages.applications import ApplicationMade

UNSHOWN = "0" * 64

_encoder = msgspec.json.Encoder(order="deterministic")


def shown_digest(application: ApplicationMade) -> str:
    """The SHA-256 (hexadecimal) of the application without what was given to it only when it was accepted.

    Left out are its number, its codes, what the card signed, and this digest itself.
    """
    identity = msgspec.structs.replace(application.identity, proof=None)
    shown = msgspec.structs.replace(application, number="", codes=(), identity=identity, shown=UNSHOWN)
    return hashlib.sha256(_encoder.encode(shown)).hexdigest()
