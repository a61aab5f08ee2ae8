"""The pictures on a practice card: bars where a printed line would be, and a figure that is nobody."""

from __future__ import annotations

import base64
import hashlib
import struct
import zlib

# A grey head and shoulders, 48 by 60, JPEG 2000 in a JP2 container.
PORTRAIT = base64.b64decode(
    "AAAADGpQICANCocKAAAAFGZ0eXBqcDIgAAAAAGpwMiAAAAAtanAyaAAAABZpaGRyAAAAPAAAADAAAQcHAAAAAAAPY29scgEAAAAA"
    "ABEAAAEnanAyY/9P/1EAKQAAAAAAMAAAADwAAAAAAAAAAAAAADAAAAA8AAAAAAAAAAAAAQcBAf9SAAwAAAABAAUEBAAA/1wAI0J3"
    "IHbwdvB2wG8AbwBu4GdQZ1BnaFAFUAVQR1fTV9NXYv9kACUAAUNyZWF0ZWQgYnkgT3BlbkpQRUcgdmVyc2lvbiAyLjUuNP+QAAoA"
    "AAAAAJYAAf+Tx9IUBNPE8wfB8wOH2AsDggvjgA53TtvcBg3D4xMHwDwfAQAYvomBgjeTh3QAJUd2T4lAF2bIy9M/4VjD4DYfARAq"
    "AExtRwsWu07fkky62IxfX4qRiKvqdhmQUErs7Px2wqo+A6FSXYyoCUQvJUuCVDBTgSw5PvfrvVYsngvsKLFMe52Hxg8pgP/Z"
)


def bars(width: int, height: int, *, seed: str) -> bytes:
    """A PNG of one bit with upright bars that differ with `seed`, which cannot be read from it."""
    row_size = (width + 7) // 8
    pattern = hashlib.shake_128(seed.encode()).digest(row_size)
    white = b"\xff" * row_size
    margin = height // 4
    rows = [white if y < margin or y >= height - margin else pattern for y in range(height)]
    pixels = zlib.compress(b"".join(b"\x00" + row for row in rows))
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
