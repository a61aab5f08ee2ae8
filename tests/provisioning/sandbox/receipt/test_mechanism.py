"""The practice printer behaves as a real one: status at once, paper in its turn, bytes held without paper."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from provisioning.sandbox.receipt.condition import Condition
from provisioning.sandbox.receipt.mechanism import Mechanism
from provisioning.sandbox.receipt.paper import WIDTH_BYTES, Roll

ASK = b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04"
CUT = b"\x1dV\x00"
FORGET = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"


def black(lines: int) -> bytes:
    """So many black lines."""
    return b"\x1dv0\x00\x48\x00" + lines.to_bytes(2, "little") + b"\xff" * (lines * WIDTH_BYTES)


def asked(mechanism: Mechanism) -> bytes:
    """The three status words."""
    mechanism.take(b"".join(ASK))
    return mechanism.answers()


@pytest.fixture
def mechanism(tmp_path: Path) -> Mechanism:
    return Mechanism(tmp_path)


@pytest.mark.parametrize(
    ("condition", "answers"),
    [
        (Condition(), b"\x12\x12\x12"),
        (Condition(lines_left=0), b"\x1a\x32\x72"),
        (Condition(is_cover_open=True), b"\x1a\x16\x12"),
        (Condition(is_offline=True), b"\x1a\x12\x12"),
        (Condition(is_mute=True), b""),
    ],
)
def test_it_says_how_it_stands(mechanism: Mechanism, condition: Condition, answers: bytes) -> None:
    mechanism.become(condition)
    assert asked(mechanism) == answers


def test_what_was_cut_is_a_picture(mechanism: Mechanism, tmp_path: Path) -> None:
    mechanism.take(black(20) + CUT + black(5))
    assert [slip.name for slip in mechanism.slips()] == ["0001.png"]
    with Image.open(tmp_path / "0001.png") as picture:
        assert picture.size == (576, 20)
        assert picture.getextrema() == (0, 0)
    assert mechanism.lines_out == 5


def test_pictures_are_numbered_on_after_a_restart(tmp_path: Path) -> None:
    Mechanism(tmp_path).take(black(5) + CUT)
    later = Mechanism(tmp_path)
    later.take(black(5) + CUT)
    assert [slip.name for slip in later.slips()] == ["0002.png"]


def test_paper_that_runs_out_in_a_picture_is_gone_on_with_when_there_is_new_paper(mechanism: Mechanism) -> None:
    mechanism.become(Condition(lines_left=8))
    mechanism.take(black(20) + CUT + b"\x1dr\x01")
    assert (mechanism.lines_out, mechanism.slips(), mechanism.seen().held) == (8, (), 12 * WIDTH_BYTES)
    assert asked(mechanism) == b"\x1a\x32\x72"
    mechanism.become(Condition())
    assert len(mechanism.slips()) == 1
    assert mechanism.answers() == b"\x00"


def test_what_is_to_be_forgotten_is_not_printed_later(mechanism: Mechanism) -> None:
    mechanism.become(Condition(is_cover_open=True))
    mechanism.take(black(20) + FORGET)
    mechanism.become(Condition())
    assert (mechanism.lines_out, mechanism.seen().held) == (0, 0)


@settings(deadline=None)
@given(st.lists(st.binary(max_size=60), max_size=20))
def test_noise_never_breaks_it(tmp_path_factory: pytest.TempPathFactory, noise: list[bytes]) -> None:
    mechanism = Mechanism(tmp_path_factory.mktemp("noise"))
    for each in noise:
        mechanism.take(each)
    assert mechanism.seen().condition == Condition()


@settings(deadline=None)
@given(st.integers(0, 9))
def test_a_command_that_acts_at_once_is_found_wherever_the_line_cuts_it(
    tmp_path_factory: pytest.TempPathFactory, at: int
) -> None:
    mechanism = Mechanism(tmp_path_factory.mktemp("torn"))
    mechanism.become(Condition(is_offline=True))
    content = black(3) + FORGET + ASK[0]
    at += len(black(3))
    mechanism.take(content[:at])
    mechanism.take(content[at:])
    assert mechanism.seen().held == 0
    assert mechanism.answers() == b"\x1a"


def test_the_codes_on_a_slip_are_known_from_the_top(tmp_path: Path) -> None:
    roll = Roll(tmp_path)
    for text in ("FIRST", "SECOND"):
        code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
        paper = Image.new("L", (576, 200), 255)
        paper.paste(Image.fromarray(code.to_image(scale=5)), (100, 10))
        rows = bytes(byte ^ 0xFF for byte in paper.convert("1").tobytes())
        for at in range(0, len(rows), WIDTH_BYTES):
            roll.print_line(rows[at : at + WIDTH_BYTES])
    roll.draw(roll.cut())
    assert roll.cut_off[0].codes == ("FIRST", "SECOND")
