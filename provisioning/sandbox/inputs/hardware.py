"""What the kernel would say of an emulated device: its places in /sys, and the answers to evdev's questions."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evdev import ecodes

_ROOT = "/devices/pci0000:00/0000:00:14.0/usb1"
_BUS_USB = 3
_CODE_BYTES = 96


@dataclass(frozen=True)
class Maker:
    """What a device says of itself on USB, and the port it hangs on."""

    name: str
    vendor: int
    product: int
    serial: str
    port: str

    @property
    def path(self) -> str:
        """Its place in /sys, without that."""
        return f"{_ROOT}/1-{self.port}"

    @property
    def block(self) -> str:
        """The USB device as umockdev reads it."""
        return f"""
P: {self.path}
E: DEVTYPE=usb_device
E: SUBSYSTEM=usb
A: idVendor={self.vendor:04x}
A: idProduct={self.product:04x}
A: product={self.name}
A: serial={self.serial}
"""


@dataclass(frozen=True)
class Hardware:
    """One device as it is plugged in: its file, its description, its places in /sys, the innermost first.

    `ioctls` are the answers to what is asked of its file; "" where the terminal that stands for it answers itself.
    """

    node: str
    description: str
    places: tuple[str, ...]
    ioctls: str = ""


def input_hardware(
    number: int, maker: Maker, properties: str, codes: Mapping[int, Iterable[int]], answers: str
) -> Hardware:
    """An input device; `properties` are the lines that udev would add, `codes` are what it can say."""
    parent = f"{maker.path}/1-{maker.port}:1.0/input/input{number}"
    event = f"{parent}/event{number}"
    description = f"""P: {event}
N: input/event{number}
E: DEVNAME=/dev/input/event{number}
E: ID_BUS=usb
E: ID_INPUT=1
{properties}
E: SUBSYSTEM=input
E: MAJOR=13
E: MINOR={64 + number}
A: dev=13:{64 + number}
L: device=../../input{number}

P: {parent}
E: NAME="{maker.name}"
E: SUBSYSTEM=input
A: name={maker.name}
A: id/vendor={maker.vendor:04x}
A: id/product={maker.product:04x}
A: capabilities/key={_words(codes.get(ecodes.EV_KEY, ()))}
A: capabilities/abs={_words(codes.get(ecodes.EV_ABS, ()))}
{maker.block}"""
    places = tuple(f"/sys{place}" for place in (event, parent, maker.path))
    return Hardware(f"/dev/input/event{number}", description, places, answers)


def serial_hardware(number: int, maker: Maker) -> Hardware:
    """A serial line over USB."""
    interface = f"{maker.path}/1-{maker.port}:1.0"
    line = f"{interface}/tty/ttyACM{number}"
    description = f"""P: {line}
N: ttyACM{number}
E: DEVNAME=/dev/ttyACM{number}
E: ID_BUS=usb
E: SUBSYSTEM=tty
E: MAJOR=166
E: MINOR={number}
A: dev=166:{number}
L: device=../../../1-{maker.port}:1.0

P: {interface}
E: DEVTYPE=usb_interface
E: SUBSYSTEM=usb
{maker.block}"""
    return Hardware(
        f"/dev/ttyACM{number}", description, tuple(f"/sys{place}" for place in (line, interface, maker.path))
    )


def evdev_answers(maker: Maker, codes: Mapping[int, Iterable[int]], axes: Sequence[tuple[int, int, int]] = ()) -> str:
    """The answers, each for the length that python-evdev asks for; `axes` are code, greatest value and resolution."""
    identity = struct.pack("<4H", _BUS_USB, maker.vendor, maker.product, 0x0111)
    answers = [("EVIOCGVERSION", 0, struct.pack("<I", 0x010001)), ("EVIOCGID", 0, identity)]
    texts = {"NAME": maker.name, "PHYS": "practice/input0", "UNIQ": maker.serial}
    answers += [(f"EVIOCG{what}(0)", len(text) + 1, text.encode().ljust(256, b"\0")) for what, text in texts.items()]
    answers += [("EVIOCGBIT(0)", 4, _bits((ecodes.EV_SYN, *codes), 4)), ("EVIOCGPROP(0)", 4, bytes(4))]
    answers += [(f"EVIOCGBIT({kind})", _CODE_BYTES, _bits(each, _CODE_BYTES)) for kind, each in codes.items()]
    answers += [
        (f"EVIOCGABS({code})", 0, struct.pack("<6i", 0, 0, most, 0, 0, resolution)) for code, most, resolution in axes
    ]
    answers += [("EVIOCGEFFECTS", 0, bytes(4))]
    return "".join(f"{name} {size} {content.hex().upper()}\n" for name, size, content in answers)


def _bits(codes: Iterable[int], size: int) -> bytes:
    return sum(1 << code for code in codes).to_bytes(size, "little")


def _words(codes: Iterable[int]) -> str:
    """A bitmap as sysfs prints it: words in hexadecimal, the greatest first."""
    bits, size = sum(1 << code for code in codes), 8 * struct.calcsize("l")
    words = [bits >> at & (1 << size) - 1 for at in range(0, max(1, bits.bit_length()), size)]
    return " ".join(f"{word:x}" for word in reversed(words))
