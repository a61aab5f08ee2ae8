"""Keys become the text that a reader was shown, or nothing but torn."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

import pytest
from evdev import ecodes
from hypothesis import given
from hypothesis import strategies as st

from edge_agent.devices.code_reader import keymap
from edge_agent.devices.code_reader.assembly import Assembly, Key, KeysLost, Press
from edge_agent.devices.code_reader.port import LONGEST_CODE, CodeEvent, CodeRead, CodeTorn
from provisioning.sandbox.inputs.strokes import can_type, strokes

EVENT = struct.Struct("qqHHi")
TYPABLE = "".join(chr(code) for code in range(32, 127)) + "\t"
ENTER = Key(ecodes.KEY_ENTER, True)
A = Key(ecodes.KEY_A, True)


def typed(text: str) -> Iterator[Press]:
    """The presses of an emulated reader, which has a key map of its own."""
    for stroke in strokes(text):
        for _, _, kind, code, value in EVENT.iter_unpack(stroke):
            if kind == ecodes.EV_KEY:
                yield Key(code, bool(value))


def taken(assembly: Assembly, presses: Iterable[Press]) -> list[CodeEvent]:
    """Everything that came of the presses."""
    return [event for press in presses if (event := assembly.take(press)) is not None]


@given(st.text(TYPABLE, min_size=1, max_size=LONGEST_CODE))
def test_every_text_of_a_keyboard_arrives_as_it_was(text: str) -> None:
    assert can_type(text)
    assert taken(Assembly(), typed(text)) == [CodeRead(text)]


@given(st.lists(st.sampled_from([A, ENTER, KeysLost(), Key(42, True), Key(42, False), Key(500, True)])))
def test_whatever_is_pressed_a_code_follows_afterwards(presses: list[Press]) -> None:
    assembly = Assembly()
    taken(assembly, presses)
    assembly.paused()
    assert taken(assembly, [Key(42, False), *typed("next")]) == [CodeRead("next")]


def test_a_text_that_no_keyboard_has_cannot_be_typed() -> None:
    assert not can_type("受付")


def test_the_number_pad_types_and_ends_too() -> None:
    keys = (ecodes.KEY_KP1, ecodes.KEY_KP0, ecodes.KEY_KPMINUS, ecodes.KEY_KPENTER)
    assert taken(Assembly(), [Key(key, True) for key in keys]) == [CodeRead("10-")]


def test_either_shift_counts_as_long_as_it_is_held() -> None:
    for shift in (ecodes.KEY_LEFTSHIFT, ecodes.KEY_RIGHTSHIFT):
        assert taken(Assembly(), [Key(shift, True), A, Key(shift, False), A, ENTER]) == [CodeRead("Aa")]


def test_a_lock_types_nothing_and_an_unknown_key_spoils_the_text() -> None:
    assert taken(Assembly(), [Key(ecodes.KEY_CAPSLOCK, True), A, ENTER]) == [CodeRead("a")]
    assert taken(Assembly(), [A, Key(ecodes.KEY_F1, True), ENTER]) == [CodeRead("a" + keymap.UNKNOWN)]


@pytest.mark.parametrize("presses", [[A, KeysLost()], [KeysLost(), A], [KeysLost()], [A] * (LONGEST_CODE + 1)])
def test_what_was_lost_or_is_too_long_is_torn_once(presses: list[Press]) -> None:
    assembly = Assembly()
    assert taken(assembly, [*presses, ENTER]) == [CodeTorn()]
    assert not assembly.is_begun


def test_a_pause_tears_what_has_begun_and_nothing_else() -> None:
    assembly = Assembly()
    assert assembly.paused() is None
    taken(assembly, [A])
    assert assembly.is_begun
    assert assembly.paused() == CodeTorn()
    assert taken(assembly, typed("next")) == [CodeRead("next")]


def test_enter_alone_is_nothing() -> None:
    assert taken(Assembly(), [ENTER, ENTER]) == []


def test_a_code_is_never_in_a_repr() -> None:
    assert "DSM1" not in repr(CodeRead("DSM1:C"))
