"""What stands for the municipal chain of card-verifiable certificates: the right shapes, no real signatures."""

from __future__ import annotations

from ..card_file import CardFile
from ..tlv import tlv

_VERSION, _TEST_CHAIN = "08", "06"


def key_reference(card: CardFile) -> bytes:
    """16 characters that name the municipality's key, marked as a test chain."""
    return f"6{card.person.municipality.code}4{_VERSION}{_TEST_CHAIN}001".ljust(16, "0").encode("ascii")


def municipal_certificate(card: CardFile) -> bytes:
    """568 bytes: issuer's and own key reference, an RSA template, a signature."""
    template = tlv(0x90, b"\x01" * 256) + tlv(0x91, b"\x01\x00\x01")
    statement = key_reference(card) * 2 + template
    return tlv(0x7F21, tlv(0x5F4E, statement) + tlv(0x5F37, bytes(256)))
