"""住基AP: the 住民票コード, which only terminals of municipalities read."""

from __future__ import annotations

from ..card_file import CardFile, PinName
from ..files import Application, Binary, Change, File, Pin

AID = bytes.fromhex("D3921000310001010401")
RESIDENT_CODE, PIN = 0x0002, 0x001C


def resident_application(card: CardFile, *, aid: bytes = AID) -> Application:
    """The application; what stands in its file on a real card is not public."""
    files: dict[int, File] = {
        RESIDENT_CODE: Binary(card.person.resident_code.encode("ascii"), frozenset({PIN})),
        PIN: Pin(card.secrets[PinName.RESIDENT]),
    }
    return Application(aid, files, change=Change.KEY)
