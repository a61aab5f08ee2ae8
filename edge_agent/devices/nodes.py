"""Which input device is the reader: looked up in sysfs, so that no other device is ever opened. Everything blocks."""

from __future__ import annotations

import re
from pathlib import Path

_CLASS = Path("/sys/class/input")
_NODES = Path("/dev/input")
_IDS = re.compile(r"[0-9a-f]{4}:[0-9a-f]{4}")
_NUMBER = re.compile(r"event(\d+)")


def found(match: str) -> tuple[Path, ...]:
    """The nodes of the devices whose name has `match` in it, or whose ids it is (`1eab:0022`), oldest first."""
    try:
        names = [entry.name for entry in _CLASS.iterdir() if _NUMBER.fullmatch(entry.name)]
    except OSError:
        return ()
    return tuple(_NODES / name for name in sorted(names, key=_number) if _is_meant(_CLASS / name / "device", match))


def _is_meant(device: Path, match: str) -> bool:
    if _IDS.fullmatch(match.lower()):
        return f"{_said(device / 'id/vendor')}:{_said(device / 'id/product')}" == match.lower()
    return match in _said(device / "name")


def _said(attribute: Path) -> str:
    try:
        return attribute.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _number(name: str) -> int:
    matched = _NUMBER.fullmatch(name)
    return int(matched[1]) if matched else 0
