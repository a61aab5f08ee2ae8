"""BER-TLV as the applications of the card write it, with their tables of offsets."""

from __future__ import annotations

from collections.abc import Sequence


def tlv(tag: int, value: bytes) -> bytes:
    """Tag, shortest length, value."""
    return tag.to_bytes((tag.bit_length() + 7) // 8, "big") + ber_length(len(value)) + value


def ber_length(size: int) -> bytes:
    """The length octets of a value of `size` bytes."""
    if size < 0x80:
        return bytes([size])
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(octets)]) + octets


def indexed(tag: int, table: int, elements: Sequence[bytes]) -> bytes:
    """A template that begins with `table`: where in the file each element starts, as 16-bit numbers."""
    body = b"".join(elements)
    head = len(tlv(table, bytes(2 * len(elements))))
    begin = len(tlv(tag, bytes(head + len(body)))) - len(body)
    offsets = [begin + sum(map(len, elements[:position])) for position in range(len(elements))]
    return tlv(tag, tlv(table, b"".join(offset.to_bytes(2, "big") for offset in offsets)) + body)
