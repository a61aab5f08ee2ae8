"""Talking to a card without a reader: commands in hexadecimal in, answers in hexadecimal out."""

from __future__ import annotations

from provisioning.sandbox.cards.card import Card

JPKI = "00A4040C0AD392F000260100000001"
ENTRY = "00A4040C0AD3921000310001010408"
FACE = "00A4040C0AD3921000310001010402"
COMMON = "00A4040C0AD3921000310001010100"
RESIDENT = "00A4040C0AD3921000310001010401"
DIGEST_INFO = "3031300d0609608648016503040201050004202CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824"


def send(card: Card, *commands: str) -> str:
    """The answer to the last command."""
    answers = [card.transmit(bytes.fromhex(command)).hex().upper() for command in commands]
    return answers[-1]


def select(file: str) -> str:
    """SELECT of a file of the current application."""
    return f"00A4020C02{file}"


def verify(pin: str) -> str:
    """VERIFY of the key that is selected."""
    return f"00200080{len(pin):02X}{pin.encode().hex()}"
