"""Bytes ↔ messages: JSON by msgspec, strict, with the limits of a batch."""

from __future__ import annotations

import hashlib
from typing import TypeVar

import msgspec

from ..errors import Malformed, TooLarge
from .envelope import Envelope

BATCH_EVENTS = 50
BATCH_BYTES = 256 * 1024
BATCH_CONTENT_TYPE = "application/cloudevents-batch+json"

M = TypeVar("M")

_encoder = msgspec.json.Encoder()


def encode(message: object) -> bytes:
    """The JSON of a message of this protocol."""
    return _encoder.encode(message)


def decode(payload: bytes, kind: type[M]) -> M:
    """The message of `kind` in `payload`. Raises Malformed."""
    try:
        return msgspec.json.decode(payload, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Malformed from error


def filled_up(payload: bytes, step: int) -> bytes:
    """The same JSON with blanks behind it, up to the next multiple of `step` bytes."""
    return payload + b" " * (-len(payload) % step)


def join_batch(envelopes: list[bytes]) -> bytes:
    """A CloudEvents JSON batch of envelopes that are already encoded, byte for byte."""
    return b"[" + b",".join(envelopes) + b"]"


def batch_digest(payload: bytes) -> str:
    """What a receipt calls a batch by: SHA-256 (hexadecimal) of its bytes."""
    return hashlib.sha256(payload).hexdigest()


def decode_batch(payload: bytes) -> list[Envelope]:
    """The envelopes of a batch. Raises TooLarge and Malformed."""
    if len(payload) > BATCH_BYTES:
        raise TooLarge
    batch = decode(payload, list[Envelope])
    if not 1 <= len(batch) <= BATCH_EVENTS:
        raise TooLarge
    return batch
