"""What is told of a device does not depend on what is secret: other secrets, the same words."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from edge_agent.cards.apdu import READ_BINARY, SELECT, SW, VERIFY, Command, Response
from edge_agent.cards.files import Application, JpkiFile, select_application, select_file
from edge_agent.cards.recognition import is_label
from edge_agent.cards.transport import Gone
from edge_agent.devices.code_reader.port import CodeRead
from edge_agent.devices.pen.port import PenAt, PenDown, PenUp
from edge_agent.devices.redaction import PUBLIC_NAMES, StrokeMeasure, command_seen, event_seen
from protocol.codes import CodeKind, new_code
from protocol.signals import CodeSeen, CodeShape, CommandSeen, StrokeSeen, Touch, TouchSeen
from protocol.wire.codec import encode

BYTE = st.integers(0, 255)
OTHER_INS = st.one_of(st.sampled_from((VERIFY, 0x24, 0x32, 0x2A, 0x88, 0xDA)), BYTE)
WANTED = st.none() | st.integers(1, 256)
LABEL = b"JPKIAPICCTOKEN2".ljust(32)


@st.composite
def twins(draw: st.DrawFn, most: int) -> tuple[bytes, bytes]:
    """Two contents of one length."""
    size = draw(st.integers(0, most))
    return draw(st.binary(min_size=size, max_size=size)), draw(st.binary(min_size=size, max_size=size))


@given(
    st.tuples(BYTE, st.one_of(st.sampled_from((SELECT, READ_BINARY)), OTHER_INS), BYTE, BYTE), twins(255), twins(256)
)
def test_commands_that_differ_in_content_alone_are_told_alike(
    head: tuple[int, int, int, int], sent: tuple[bytes, bytes], answered: tuple[bytes, bytes]
) -> None:
    assume(not PUBLIC_NAMES & set(sent))
    assume(not any(is_label(answer) for answer in answered))
    one, other = (
        command_seen(Command(*head, body), Response(answer, SW(0x9000)), 3)
        for body, answer in zip(sent, answered, strict=True)
    )
    assert one == other
    assert (one.sent, one.answered) == (len(sent[0]), len(answered[0]))


@given(OTHER_INS.filter(lambda ins: ins != SELECT), st.sampled_from(sorted(PUBLIC_NAMES)), WANTED)
def test_only_a_select_has_a_name_to_be_told(ins: int, name: bytes, wanted: int | None) -> None:
    assert command_seen(Command(0x00, ins, 0x00, 0x80, bytearray(name), wanted), Gone(), 0).opened == ""


@given(BYTE.filter(lambda ins: ins != READ_BINARY))
def test_only_a_read_has_a_label_to_be_told(ins: int) -> None:
    assert command_seen(Command(0x00, ins, 0, 0, wanted=32), Response(LABEL, SW(0x9000)), 0).label == ""


@given(st.binary(min_size=6, max_size=16), st.sampled_from((VERIFY, 0x24, 0x32)))
def test_no_byte_of_a_pin_is_written(pin: bytes, ins: int) -> None:
    said = encode(command_seen(Command(0x00, ins, 0x00, 0x80, bytearray(pin)), Response(pin, SW(0x9000)), 0))
    assert pin.hex() not in said.decode().lower()
    assert pin not in said


@given(st.binary(min_size=1, max_size=16))
def test_a_label_with_anything_behind_it_is_no_label(personal: bytes) -> None:
    assume(personal.strip(b" \x00"))
    read = Command(0x00, READ_BINARY, 0, 0, wanted=64)
    assert command_seen(read, Response(LABEL.rstrip() + personal, SW(0x9000)), 0).label == ""


def test_what_every_card_has_is_told() -> None:
    opened = command_seen(select_application(Application.JPKI), Response(b"", SW(0x9000)), 5)
    assert opened == CommandSeen(0, SELECT, 4, 0x0C, 10, None, 0, 0x9000, 5, opened="d392f000260100000001")
    assert command_seen(select_file(JpkiFile.TOKEN), Gone(), 0).opened == "0006"
    assert command_seen(Command(0, SELECT, 4, 0, b"D-1234567"), Gone(), 0).opened == ""
    read = Command(0x00, READ_BINARY, 0, 0, wanted=32)
    assert command_seen(read, Response(LABEL, SW(0x9000)), 0).label == LABEL.hex()


@given(twins(200))
def test_foreign_codes_of_one_length_are_told_alike(texts: tuple[bytes, bytes]) -> None:
    one, other = (CodeRead("x" + text.decode("latin-1")) for text in texts)
    assert event_seen(one) == event_seen(other) == CodeSeen(len(one.text), CodeShape.FOREIGN)


def test_our_own_codes_are_told_by_kind_and_length() -> None:
    assert {event_seen(CodeRead(new_code(CodeKind.CASE).text)) for _ in range(9)} == {CodeSeen(34, CodeShape.CASE)}
    assert event_seen(CodeRead(new_code(CodeKind.SECTION).text)) == CodeSeen(34, CodeShape.SECTION)
    assert event_seen(CodeRead("DSM1:C012")) == CodeSeen(9, CodeShape.TORN)


UNIT = st.floats(0, 1)
PRESSURES = st.lists(st.integers(0, 4095), min_size=1)


@given(UNIT, UNIT, st.integers(), st.integers(0, 4095))
def test_where_a_pen_is_is_not_told(x: float, y: float, at: int, pressure: int) -> None:
    assert event_seen(PenAt(at, x, y, pressure)) == TouchSeen(Touch.PEN_AT)


@given(st.lists(PRESSURES, min_size=1), UNIT, UNIT)
def test_a_stroke_is_told_by_its_points_and_its_lightest_and_strongest(
    strokes: list[list[int]], x: float, y: float
) -> None:
    measure, told = StrokeMeasure(), []
    for stroke in strokes:
        assert measure.take(PenDown(0.5)) is None
        assert [measure.take(PenAt(0, x, y, pressure)) for pressure in stroke] == [None] * len(stroke)
        told.append(measure.take(PenUp()))
    assert told == [StrokeSeen(len(stroke), min(stroke), max(stroke)) for stroke in strokes]


def test_a_stroke_without_a_point_is_nothing() -> None:
    assert StrokeMeasure().take(PenUp()) is None
