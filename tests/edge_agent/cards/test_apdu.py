"""Commands and answers: their bytes, and that nothing secret is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_agent.cards.apdu import SW, Command, Response


@pytest.mark.parametrize("ins", [0x20, 0x24, 0x32])
@given(pin=st.text("0123456789", min_size=4, max_size=16))
def test_a_command_that_carries_a_pin_never_shows_it(ins: int, pin: str) -> None:
    command = Command(0x00, ins, 0x00, 0x80, bytearray(pin.encode()))
    for shown in (repr(command), str(command), f"{command!r:>1}", repr([command])):
        assert pin.encode().hex() not in shown.lower()
        assert f"{len(pin)} secret bytes" in shown


def test_any_other_command_shows_its_bytes() -> None:
    assert repr(Command(0, 0xA4, 2, 0x0C, b"\x00\x0a")) == "Command(00 A4 02 0C, 000A, wanted=None)"


def test_an_answer_shows_only_how_long_it_is() -> None:
    answer = Response.decoded("山田　花子".encode() + b"\x90\x00")
    assert repr(answer) == "Response(15 bytes, SW(9000))"


@pytest.mark.parametrize(
    ("command", "encoded"),
    [
        (Command(0x00, 0x20, 0x00, 0x80), "00200080"),
        (Command(0x00, 0xB0, 0x01, 0x02, wanted=256), "00B0010200"),
        (Command(0x00, 0xB0, 0x00, 0x00, wanted=4), "00B0000004"),
        (Command(0x80, 0x2A, 0x00, 0x80, b"\x01\x02", wanted=256), "802A008002010200"),
    ],
)
def test_commands_are_encoded_in_the_short_form(command: Command, encoded: str) -> None:
    assert command.encoded().hex().upper() == encoded


@pytest.mark.parametrize("broken", [{"body": bytes(256)}, {"wanted": 0}, {"wanted": 257}, {"wanted": -1}])
def test_what_does_not_fit_is_refused(broken: dict[str, bytes | int]) -> None:
    with pytest.raises(ValueError, match="short"):
        Command(0x00, 0xB0, 0x00, 0x00, **broken)  # type: ignore[arg-type]


@given(st.integers(0, 0xFFFF))
def test_only_63cx_says_how_many_tries_are_left(value: int) -> None:
    left = SW(value).tries_left
    assert left == (value - 0x63C0 if 0x63C0 <= value <= 0x63CF else None)


@pytest.mark.parametrize("answer", [b"", b"\x90"])
def test_an_answer_without_a_status_word_is_none(answer: bytes) -> None:
    with pytest.raises(ValueError, match="status"):
        Response.decoded(answer)
