"""What the kernel would say of the emulated reader: its place in /sys, and the answers to evdev's questions."""

from __future__ import annotations

import struct

from evdev import ecodes

NAME = "Practice QR Reader"
_VENDOR, _PRODUCT, _VERSION = 0x1EAB, 0x0022, 0x0111
_BUS_USB = 3
_EVERY_KEY = range(1, 128)
_KEY_BYTES = 96


def node(number: int) -> str:
    """The device file."""
    return f"/dev/input/event{number}"


def places(number: int) -> tuple[str, str]:
    """The two directories in /sys: that of the device file, and that of the device."""
    parent = f"/sys/devices/platform/practice-reader/input/input{number}"
    return f"{parent}/event{number}", parent


def description(number: int) -> str:
    """The device as umockdev reads it."""
    event, parent = (place.removeprefix("/sys") for place in places(number))
    return f"""P: {event}
N: input/event{number}
E: DEVNAME={node(number)}
E: ID_BUS=usb
E: ID_INPUT=1
E: ID_INPUT_KEYBOARD=1
E: SUBSYSTEM=input
E: MAJOR=13
E: MINOR={64 + number}
A: dev=13:{64 + number}
L: device=../../input{number}

P: {parent}
E: NAME="{NAME}"
E: SUBSYSTEM=input
A: name={NAME}
A: id/vendor={_VENDOR:04x}
A: id/product={_PRODUCT:04x}
"""


def ioctls() -> str:
    """The answers, each for the length that python-evdev asks for."""
    identity = struct.pack("<4H", _BUS_USB, _VENDOR, _PRODUCT, _VERSION)
    answers = [("EVIOCGVERSION", 0, struct.pack("<I", 0x010001)), ("EVIOCGID", 0, identity)]
    texts = {"NAME": NAME, "PHYS": "practice/input0", "UNIQ": "PRACTICE"}
    answers += [(f"EVIOCG{what}(0)", len(text) + 1, text.encode().ljust(256, b"\0")) for what, text in texts.items()]
    kinds = _bits((ecodes.EV_SYN, ecodes.EV_KEY, ecodes.EV_MSC), 4)
    answers += [("EVIOCGBIT(0)", 4, kinds), ("EVIOCGPROP(0)", 4, bytes(4))]
    answers += [
        (f"EVIOCGBIT({ecodes.EV_KEY})", _KEY_BYTES, _bits(_EVERY_KEY, _KEY_BYTES)),
        (f"EVIOCGBIT({ecodes.EV_MSC})", _KEY_BYTES, _bits((ecodes.MSC_SCAN,), _KEY_BYTES)),
        ("EVIOCGEFFECTS", 0, bytes(4)),
    ]
    return "".join(f"{name} {size} {data.hex().upper()}\n" for name, size, data in answers)


def _bits(codes: tuple[int, ...] | range, size: int) -> bytes:
    return sum(1 << code for code in codes).to_bytes(size, "little")
