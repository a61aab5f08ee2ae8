"""Bytes to commands: whole ones, torn ones, unknown ones, and noise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioning.sandbox.receipt.stream import (
    Command,
    Cut,
    Feed,
    Initialize,
    Raster,
    SayStatus,
    Text,
    Unknown,
    commands,
)

RASTER = b"\x1dv0\x00\x02\x00\x03\x00" + b"\xaa\x55" * 3


@pytest.mark.parametrize(
    ("content", "command"),
    [
        (b"\x1b@", Initialize()),
        (b"\x1bJ\x18", Feed(24)),
        (b"\x1bd\x02", Feed(60)),
        (b"\n", Feed(30)),
        (RASTER, Raster(2, b"\xaa\x55" * 3)),
        (b"\x1dV\x00", Cut(0)),
        (b"\x1dVB\x10", Cut(16)),
        (b"\x1dr\x01", SayStatus(1)),
        (b"abc\x83\x41", Text(b"abc\x83\x41")),
        (b"\x1b\x7f", Unknown(b"\x1b\x7f")),
        (b"\x07", Unknown(b"\x07")),
    ],
)
def test_a_command_is_understood_whole_and_waited_for_when_torn(content: bytes, command: Command) -> None:
    held = bytearray(content + b"\x1b@")
    assert list(commands(held)) == [command, Initialize()]
    for at in range(1, len(content)):
        torn = bytearray(content[:at])
        before = list(commands(torn))
        torn += content[at:]
        if not isinstance(command, Text):
            assert before + list(commands(torn)) == [command]


@given(st.binary(max_size=400), st.integers(1, 400))
def test_noise_breaks_nothing_and_the_way_it_is_cut_makes_no_difference(noise: bytes, at: int) -> None:
    def plain(found: list[Command]) -> list[Command]:
        return [each for each in found if not isinstance(each, Text)]

    whole, parts = bytearray(noise), bytearray(noise[:at])
    first = list(commands(parts))
    parts += noise[at:]
    assert plain(first + list(commands(parts))) == plain(list(commands(whole)))
