"""Which kind of card lies on the reader; the reader's ATR is not asked, since it says more of the reader."""

from __future__ import annotations

from enum import StrEnum

from ..errors import CardRefused
from .apdu import OK
from .drivers_licence import is_drivers_licence
from .files import Application, CardFile, JpkiFile, TextFile, read_binary, select_application, select_file
from .pin import ask_tries
from .transport import Gone, Transport, in_turn

_LABEL_BYTES = 32


class CardKind(StrEnum):
    """The cards a resident may put on the reader, told apart as far as the screens differ.

    FACE_ONLY is 顔認証マイナンバーカード: it does not say so, but none of its holder's PINs has a try left.
    """

    MY_NUMBER = "my-number"
    FACE_ONLY = "face-only"
    JUKI_CARD = "juki-card"
    DRIVERS_LICENCE = "drivers-licence"
    OTHER = "other"


_BY_LABEL = {b"JPKIAPICCTOKEN2": CardKind.MY_NUMBER, b"JPKIAPICCTOKEN": CardKind.JUKI_CARD}

_PINS_OF_THE_HOLDER: tuple[tuple[Application, CardFile], ...] = (
    (Application.JPKI, JpkiFile.AUTHENTICATION_PIN),
    (Application.JPKI, JpkiFile.SIGNING_PIN),
    (Application.TEXT, TextFile.PIN),
)


def is_label(answer: bytes) -> bool:
    """Whether it is nothing but the label that all cards of one kind have."""
    return _plain(answer) in _BY_LABEL


async def recognise(transport: Transport) -> CardKind | Gone:
    """The kind of the card, without any PIN."""
    token = await in_turn(
        transport,
        select_application(Application.JPKI),
        select_file(JpkiFile.TOKEN),
        read_binary(0, _LABEL_BYTES),
    )
    if isinstance(token, Gone):
        return token
    if token.sw == OK:
        kind = _BY_LABEL.get(_plain(token.body), CardKind.OTHER)
        return await _with_or_without_pins(transport) if kind is CardKind.MY_NUMBER else kind
    licence = await is_drivers_licence(transport)
    if isinstance(licence, Gone):
        return licence
    return CardKind.DRIVERS_LICENCE if licence else CardKind.OTHER


async def _with_or_without_pins(transport: Transport) -> CardKind | Gone:
    for application, file in _PINS_OF_THE_HOLDER:
        opened = await in_turn(transport, select_application(application))
        try:
            left = opened if isinstance(opened, Gone) else await ask_tries(transport, file)
        except CardRefused:
            # Whoever speaks with it next will be refused as well, and can say so.
            return CardKind.MY_NUMBER
        if isinstance(left, Gone):
            return left
        if isinstance(left, int) and left > 0:
            return CardKind.MY_NUMBER
    return CardKind.FACE_ONLY


def _plain(label: bytes) -> bytes:
    return label.rstrip(b" \x00")
