"""Commands in all their forms, and the tables and texts that files are made of."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioning.sandbox.cards.apdu import EXTENDED_MAXIMUM, Command, Refused, read_command
from provisioning.sandbox.cards.journal import shown
from provisioning.sandbox.cards.misbehaviour import garbled
from provisioning.sandbox.cards.tlv import indexed, tlv


@pytest.mark.parametrize(
    ("raw", "content", "expected"),
    [
        ("00200080", "", None),
        ("0020008000", "", 256),
        ("00B0000004", "", 4),
        ("00A4020C02000A", "000A", None),
        ("00A4020C02000A00", "000A", 256),
        ("00B00000000010", "", 16),
        ("00B00000000000", "", EXTENDED_MAXIMUM),
        ("00A4020C000002000A", "000A", None),
        ("00A4020C000002000A0100", "000A", 256),
    ],
)
def test_every_form_of_a_command_is_read(raw: str, content: str, expected: int | None) -> None:
    command = read_command(bytes.fromhex(raw))
    assert (command.content.hex().upper(), command.expected) == (content, expected)


@pytest.mark.parametrize(
    "raw", ["", "002000", "00A4020C03000A", "00A4020C02000A0000", "00B000000000", "00A40000000000FF"]
)
def test_a_command_of_a_wrong_length_is_refused(raw: str) -> None:
    with pytest.raises(Refused):
        read_command(bytes.fromhex(raw))


@given(st.binary(max_size=400))
def test_any_bytes_are_a_command_or_refused(raw: bytes) -> None:
    with contextlib.suppress(Refused):
        assert isinstance(read_command(raw), Command)


def test_a_table_points_at_its_elements_whatever_their_length() -> None:
    for size in (1, 100, 200, 300):
        elements = (tlv(0xDF22, b"a" * size), tlv(0xDF23, b"b"))
        content = indexed(0xFF20, 0xDF21, elements)
        begin = content.index(b"\xdf\x21") + 3
        first, second = (int.from_bytes(content[at : at + 2], "big") for at in (begin, begin + 2))
        assert content[first:].startswith(elements[0])
        assert content[second:] == elements[1]


@pytest.mark.parametrize(
    ("command", "text"),
    [
        ("00200080", "00200080"),
        ("002000800431323334", "00200080 04 **"),
        ("802A008002ABCD00", "802A0080 02 **"),
        ("0024018006ABCDEF123456", "00240180 06 **"),
        ("00A4020C020018", "00A4020C020018"),
    ],
)
def test_the_journal_hides_what_is_secret(command: str, text: str) -> None:
    assert shown(bytes.fromhex(command)) == text


def test_a_bad_contact_changes_what_is_read() -> None:
    assert garbled(bytes.fromhex("00FF9000")).hex() == "ff009000"
    assert garbled(bytes.fromhex("9000")).hex() == "6f00"
