"""Which device files there are, and which one is meant: looked up in sysfs, so that no other device is ever opened."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from .places import Place, place_of

_WORD_BITS = 8 * struct.calcsize("l")


@dataclass(frozen=True)
class NodeClass:
    """One kind of device files: where sysfs lists them, where they lie, and how they are named and numbered."""

    listed: Path
    files: Path
    named: re.Pattern[str]


INPUTS = NodeClass(Path("/sys/class/input"), Path("/dev/input"), re.compile(r"event(\d+)"))
SERIAL_LINES = NodeClass(Path("/sys/class/tty"), Path("/dev"), re.compile(r"tty(?:ACM|USB)(\d+)"))


def found(nodes: NodeClass, match: str) -> tuple[Path, ...]:
    """The files of the devices that `match` means, the lowest number first. Blocks."""
    return tuple(node for node, place in places(nodes) if place.is_meant(match))


def places(nodes: NodeClass) -> tuple[tuple[Path, Place], ...]:
    """Every device of this kind, the lowest number first. Blocks."""
    try:
        names = [entry.name for entry in nodes.listed.iterdir() if nodes.named.fullmatch(entry.name)]
    except OSError:
        return ()
    ordered = sorted(names, key=lambda name: _number(nodes, name))
    return tuple((nodes.files / name, place_of(nodes.listed / name / "device")) for name in ordered)


def able(node: Path, kind: str) -> frozenset[int]:
    """The codes of an input device, by sysfs: of `key` or of `abs`. Blocks."""
    try:
        words = (INPUTS.listed / node.name / "device/capabilities" / kind).read_text(encoding="ascii").split()
    except OSError:
        return frozenset()
    bits = reduce(lambda all_bits, word: all_bits << _WORD_BITS | int(word, 16), words, 0)
    return frozenset(code for code in range(bits.bit_length()) if bits >> code & 1)


def _number(nodes: NodeClass, name: str) -> int:
    matched = nodes.named.fullmatch(name)
    return int(matched[1]) if matched else 0
