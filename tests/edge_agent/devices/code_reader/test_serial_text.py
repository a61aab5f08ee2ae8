"""Bytes of a serial line become codes, however they are cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edge_agent.devices.code_reader.port import LONGEST_CODE, CodeEvent, CodeRead, CodeTorn
from edge_agent.devices.code_reader.serial_text import SerialText

TEXTS = st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), min_size=1, max_size=40)


def read(*pieces: bytes) -> list[CodeEvent]:
    """The codes in what came piece by piece."""
    text = SerialText()
    return [code for piece in pieces for code in text.take(piece)]


@given(st.lists(TEXTS, max_size=5), st.sampled_from([b"\r", b"\n", b"\r\n"]), st.integers(1, 7))
def test_codes_arrive_whole_however_they_are_cut(texts: list[str], end: bytes, size: int) -> None:
    sent = b"".join(text.encode() + end for text in texts)
    pieces = [sent[at : at + size] for at in range(0, len(sent), size)]
    assert read(*pieces) == [CodeRead(text) for text in texts]


@given(st.binary(max_size=200))
def test_any_bytes_are_codes_or_torn_and_never_more_than_their_ends(content: bytes) -> None:
    codes = read(content)
    assert len(codes) <= content.count(b"\r") + content.count(b"\n")


def test_bytes_that_are_no_text_are_torn() -> None:
    assert read(b"\xff\xfe\r", b"next\r") == [CodeTorn(), CodeRead("next")]


def test_a_longest_code_is_read_and_a_longer_one_is_torn_also_an_endless_one() -> None:
    longest = "道" * LONGEST_CODE
    assert read(longest.encode() + b"\r") == [CodeRead(longest)]
    assert read(longest.encode() + b"x\r") == [CodeTorn()]
    assert read(b"x" * 100_000, b"x\r", b"next\r") == [CodeTorn(), CodeRead("next")]


def test_what_breaks_off_is_torn_once() -> None:
    text = SerialText()
    assert (text.is_begun, text.broke_off()) == (False, ())
    text.take(b"DSM1:C0")
    assert (text.is_begun, text.broke_off(), text.is_begun) == (True, (CodeTorn(),), False)
    assert text.take(b"next\r") == [CodeRead("next")]
