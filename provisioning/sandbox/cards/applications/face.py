"""券面事項確認AP: the face of the card, partly as pictures."""

from __future__ import annotations

import hashlib

from ..card_file import CardFile, PinName
from ..files import Application, Binary, File, Pin
from ..pictures import PORTRAIT, bars
from ..tlv import indexed, tlv
from .chain import key_reference, municipal_certificate

AID = bytes.fromhex("D3921000310001010402")
AGE, FACE, BASIC, CERTIFICATE, NUMBER_PICTURE = 0x0001, 0x0002, 0x0003, 0x0004, 0x0005
BIRTH, NUMBER_B, NUMBER_A = 0x0011, 0x0012, 0x0013
_KEY = tlv(0x90, b"\x01" * 256) + tlv(0x91, b"\x01\x00\x01")


def face_application(card: CardFile) -> Application:
    """The application; verifying 照合番号A opens front and back, B the front only."""
    files: dict[int, File] = {
        AGE: Binary(_age(card), frozenset({BIRTH})),
        FACE: Binary(_face(card), frozenset({NUMBER_A, NUMBER_B})),
        BASIC: Binary(_basic(card)),
        CERTIFICATE: Binary(municipal_certificate(card)),
        NUMBER_PICTURE: Binary(_number_picture(), frozenset({NUMBER_A})),
        BIRTH: Pin(card.secrets[PinName.FACE_BIRTH]),
        NUMBER_B: Pin(card.secrets[PinName.FACE_NUMBER_B]),
        NUMBER_A: Pin(card.secrets[PinName.FACE_NUMBER_A]),
    }
    return Application(AID, files)


def _age(card: CardFile) -> bytes:
    birth = tlv(0xDF11, _day(card.person.birth.isoformat()))
    return tlv(0xFF10, birth + tlv(0xDF12, _KEY) + tlv(0xDF13, bytes(256)))


def _face(card: CardFile) -> bytes:
    person = card.person
    texts = (tlv(0xDF22, _day(person.birth.isoformat())), tlv(0xDF23, person.sex.encode("ascii")), tlv(0xDF24, _KEY))
    names = (tlv(0xDF25, bars(280, 24, seed=person.name)), tlv(0xDF26, bars(420, 48, seed=person.address)))
    portrait = (tlv(0xDF27, PORTRAIT),)
    groups = b"".join(hashlib.sha256(b"".join(group)).digest() for group in (texts, names, portrait))
    rest = (
        tlv(0xDF28, b"\x30\x60" + groups),
        tlv(0xDF29, _day(card.expiry.isoformat())),
        tlv(0xDF2A, bars(24, 12, seed=card.security_code)),
    )
    return indexed(0xFF20, 0xDF21, (*texts, *names, *portrait, *rest))


def _basic(card: CardFile) -> bytes:
    identifier = tlv(0xDF31, bytes.fromhex("06030E01")) + tlv(0xDF32, key_reference(card))
    place = tlv(0xDF33, b"\x01") + tlv(0xDF34, card.person.municipality.code.encode("ascii"))
    return tlv(0xFF30, identifier + place + tlv(0xDF35, bytes(272)))


def _number_picture() -> bytes:
    """The picture shows no digits."""
    return tlv(0xFF40, tlv(0xDF41, bars(72, 12, seed="")) + tlv(0xDF42, _KEY) + tlv(0xDF43, bytes(256)))


def _day(text: str) -> bytes:
    return text.replace("-", "").encode("ascii")
