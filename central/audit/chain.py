"""The chain: each line's hash covers all its columns and the hash of the line before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

START = "0" * 64
HEAD = "head"

_NOT_COVERED = {"id", "hash"}


def chained_hash(columns: Mapping[str, Any]) -> str:
    """SHA-256 (hexadecimal) of every column but `id` and `hash`, in one canonical JSON text."""
    covered = {name: _plain(value) for name, value in columns.items() if name not in _NOT_COVERED}
    text = json.dumps(covered, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value
