"""運転免許証: as much of its master file as is needed to know it from a My Number card."""

from __future__ import annotations

from datetime import date

from ..card_file import CardFile, PinName
from ..files import Application, Binary, File, Pin
from ..tlv import tlv

COMMON, PIN_SETTING, PIN_1, PIN_2 = 0x2F01, 0x000A, 0x0001, 0x0002
DF1_AID = bytes.fromhex("A0000002310100000000000000000000")
_VERSION = b"010"
_PINS_ARE_SET = bytes.fromhex("050102")


def licence_applications(card: CardFile) -> tuple[Application, ...]:
    """The master file with its two PINs, and the entries' application without entries."""
    files: dict[int, File] = {
        COMMON: Binary(common_file(card)),
        PIN_SETTING: Binary(_PINS_ARE_SET),
        PIN_1: Pin(card.secrets[PinName.LICENCE_1]),
        PIN_2: Pin(card.secrets[PinName.LICENCE_2]),
    }
    return Application(b"", files), Application(DF1_AID, {})


def common_file(card: CardFile) -> bytes:
    """17 bytes: version, first and last day, maker."""
    return tlv(0x45, _VERSION + _decimal(card.issued) + _decimal(card.expiry)) + tlv(0x46, b"\x00\x00")


def _decimal(day: date) -> bytes:
    return bytes.fromhex(f"{day:%Y%m%d}")
