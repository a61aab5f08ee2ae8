"""共通カードAP: the number of the chip, who handed it out and until when it is valid."""

from __future__ import annotations

from ..card_file import CardFile, PinName
from ..files import Application, Binary, Change, File, Pin, Records
from .chain import key_reference

AID = bytes.fromhex("D3921000310001010100")
CHIP, KEY_REFERENCE, PIN = 0x0001, 0x0002, 0x001C


def common_application(card: CardFile) -> Application:
    """The application; its record is free to read, its PIN is that of the 住民基本台帳用."""
    files: dict[int, File] = {
        CHIP: Records((chip_record(card),)),
        KEY_REFERENCE: Binary(key_reference(card)),
        PIN: Pin(card.secrets[PinName.COMMON]),
    }
    return Application(AID, files, change=Change.KEY)


def chip_record(card: CardFile) -> bytes:
    """`01 1C` and 28 digits: chip 15, municipality 5, last day 8."""
    return b"\x01\x1c" + f"{card.chip_serial}{card.person.municipality.code}{card.expiry:%Y%m%d}".encode("ascii")
