"""Each kind of card as a chip: its answer to reset, its applications, its objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .applications.chain import key_reference
from .applications.common import common_application
from .applications.entry import entry_application
from .applications.face import face_application
from .applications.jpki import jpki_application
from .applications.licence import licence_applications
from .applications.resident import resident_application
from .card import Card
from .card_file import CardFile, CardKind
from .state import State

CONTACT_ATR = bytes.fromhex("3BE000FF8131FE4514")
CONTACTLESS_ATR = bytes.fromhex("3B888001000005E0B381A1007F")
_LICENCE_ATR = bytes.fromhex("3B88800100000000238081002B")

# The names on the old card are not public; these stand for "not those of a My Number card".
_OLD_JPKI_AID = bytes.fromhex("D3921000310001010301")
_OLD_RESIDENT_AID = bytes.fromhex("D3921000310001010302")
_OLD_LABEL = "JPKIAPICCTOKEN"


def chip_of(card: CardFile) -> Card:
    """A chip without power that shares its counters with `card`."""
    return _CHIPS[card.kind](card)


def _my_number(card: CardFile) -> Card:
    applications = (
        jpki_application(card),
        entry_application(card),
        face_application(card),
        resident_application(card),
        common_application(card),
    )
    return Card(CONTACTLESS_ATR, State(applications, _objects(card)))


def _resident_register(card: CardFile) -> Card:
    applications = (
        jpki_application(card, aid=_OLD_JPKI_AID, label=_OLD_LABEL),
        resident_application(card, aid=_OLD_RESIDENT_AID),
    )
    return Card(CONTACT_ATR, State(applications))


def _licence(card: CardFile) -> Card:
    return Card(_LICENCE_ATR, State(licence_applications(card), has_master=True))


def _objects(card: CardFile) -> Mapping[int, bytes]:
    return {
        0x0042: key_reference(card),
        0x0045: card.chip_serial.encode("ascii"),
        0x00F0: card.person.municipality.code.encode("ascii"),
        0x00F2: f"{card.expiry:%Y%m%d}".encode("ascii"),
        0x5F51: CONTACT_ATR[1:],
    }


_CHIPS: Mapping[CardKind, Callable[[CardFile], Card]] = {
    CardKind.MY_NUMBER: _my_number,
    CardKind.FACE_AUTHENTICATION: _my_number,
    CardKind.RESIDENT_REGISTER: _resident_register,
    CardKind.DRIVERS_LICENCE: _licence,
}
