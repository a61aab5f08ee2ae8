"""Lengths and elements of BER as cards use it: tags of one or two bytes, lengths of at most two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_SEQUENCE = 0x30
_LONG_TAG = 0x1F


class NotBer(ValueError):
    """The bytes are not such an element."""


@dataclass(frozen=True, repr=False)
class Element:
    """One element; its value may be personal and is not shown."""

    tag: int
    value: bytes

    def __repr__(self) -> str:
        return f"Element({self.tag:X}, {len(self.value)} bytes)"


def sequence_size(start: bytes) -> int:
    """How many bytes a DER sequence has, header included, told from its first four. Raises NotBer."""
    if start[:1] != bytes((_SEQUENCE,)):
        raise NotBer("not a sequence")
    length, header = _length(start, 1)
    return header + length


def elements(encoded: bytes) -> Iterator[Element]:
    """The elements that stand one after another; fill bytes 00 and FF at the end are passed over. Raises NotBer."""
    at = 0
    while at < len(encoded):
        if not encoded[at:].strip(b"\x00") or not encoded[at:].strip(b"\xff"):
            return
        tag, at = _tag(encoded, at)
        length, at = _length(encoded, at)
        if at + length > len(encoded):
            raise NotBer("ends too early")
        yield Element(tag, encoded[at : at + length])
        at += length


def element_size(start: bytes) -> int:
    """How many bytes an element has, header included, told from its first bytes (six are enough). Raises NotBer."""
    _, at = _tag(start, 0)
    length, header = _length(start, at)
    return header + length


def _tag(encoded: bytes, at: int) -> tuple[int, int]:
    size = 2 if at < len(encoded) and encoded[at] & _LONG_TAG == _LONG_TAG else 1
    if at + size > len(encoded):
        raise NotBer("ends in a tag")
    if size == 2 and encoded[at + 1] & 0x80:
        raise NotBer("a tag of three bytes")
    return int.from_bytes(encoded[at : at + size], "big"), at + size


def _length(encoded: bytes, at: int) -> tuple[int, int]:
    if at >= len(encoded):
        raise NotBer("no length")
    first = encoded[at]
    if first < 0x80:
        return first, at + 1
    size = first & 0x7F
    if size not in (1, 2) or at + 1 + size > len(encoded):
        raise NotBer("no length that a card uses")
    return int.from_bytes(encoded[at + 1 : at + 1 + size], "big"), at + 1 + size
