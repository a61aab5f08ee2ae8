"""券面事項入力補助AP: the number and the 4情報 of the face as text."""

from __future__ import annotations

import hashlib

from ..card_file import CardFile, PinName
from ..files import Application, Binary, File, Pin, Secret
from ..tlv import indexed, tlv
from .chain import key_reference, municipal_certificate

AID = bytes.fromhex("D3921000310001010408")
NUMBER, ATTRIBUTES, DIGESTS, CERTIFICATE, BASIC, FILLER = 0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0008
PIN, BLOCKED, NUMBER_A, NUMBER_B = 0x0011, 0x0012, 0x0014, 0x0015


def entry_application(card: CardFile) -> Application:
    """The application of an invented person's card; its signatures are not ones that a real chain would accept."""
    number, attributes = number_file(card), attributes_file(card)
    files: dict[int, File] = {
        NUMBER: Binary(number, frozenset({PIN, NUMBER_A})),
        ATTRIBUTES: Binary(attributes, frozenset({PIN, NUMBER_B})),
        DIGESTS: Binary(_digests(number, card), frozenset({PIN})),
        CERTIFICATE: Binary(municipal_certificate(card)),
        BASIC: Binary(_basic(card)),
        FILLER: Binary(b"\xff" * 16),
        PIN: Pin(card.secrets[PinName.ENTRY]),
        BLOCKED: Pin(Secret("", 0, 3)),
        NUMBER_A: Pin(card.secrets[PinName.ENTRY_NUMBER_A]),
        NUMBER_B: Pin(card.secrets[PinName.ENTRY_NUMBER_B]),
    }
    return Application(AID, files, secured=True)


def number_file(card: CardFile) -> bytes:
    """個人番号, 17 bytes."""
    return tlv(0xFF10, card.person.individual_number.encode("ascii")) + b"\xff\xff"


def attributes_file(card: CardFile) -> bytes:
    """氏名, 住所, 生年月日 and 性別 with the table of where they begin."""
    return indexed(0xFF20, 0xDF21, _attributes(card))


def _attributes(card: CardFile) -> tuple[bytes, ...]:
    person = card.person
    return (
        tlv(0xDF22, person.name.encode()),
        tlv(0xDF23, person.address.encode()),
        tlv(0xDF24, f"{person.birth:%Y%m%d}".encode("ascii")),
        tlv(0xDF25, person.sex.encode("ascii")),
    )


def _digests(number: bytes, card: CardFile) -> bytes:
    """SHA-256 of the number's file and of the attributes without their table, and a signature that is only long."""
    digests = (hashlib.sha256(number).digest(), hashlib.sha256(b"".join(_attributes(card))).digest())
    body = b"".join(tlv(tag, digest) for tag, digest in zip((0xDF31, 0xDF32), digests, strict=True))
    return tlv(0xFF30, body + tlv(0xDF33, bytes(256)))


def _basic(card: CardFile) -> bytes:
    identifier = tlv(0xDF41, bytes.fromhex("01030E01"))
    body = identifier + tlv(0xDF42, key_reference(card)) + bytes.fromhex("DF43820080") + bytes(128)
    return bytes.fromhex("FF4082009F") + body
