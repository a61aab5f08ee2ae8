"""A reader that types tells each key to whoever listens, and its codes as ever."""

from __future__ import annotations

from collections.abc import Sequence

from evdev import ecodes

from edge_agent.devices.code_reader.assembly import Key, KeysLost, Press
from edge_agent.devices.code_reader.keyboard import Keyboard
from edge_agent.devices.code_reader.port import CodeRead
from edge_agent.devices.input_device import GrabbedInput, InputEvent
from edge_agent.devices.plugged import Unplugged


class Typed(GrabbedInput):
    """A device that says what it was given, once."""

    def __init__(self, *events: InputEvent) -> None:
        self._events: Sequence[InputEvent] = events

    def read(self) -> Sequence[InputEvent] | Unplugged:
        """All of it, then nothing but its end."""
        events, self._events = self._events, ()
        return events or Unplugged()


def key(number: int, value: int = 1) -> InputEvent:
    """One event of a key."""
    return InputEvent(ecodes.EV_KEY, number, value)


def test_each_key_is_told_once_and_the_code_is_whole() -> None:
    told: list[Press] = []
    events = (key(ecodes.KEY_4), key(ecodes.KEY_4, 0), key(ecodes.KEY_4, 2), InputEvent(ecodes.EV_SYN, 0, 0))
    keyboard = Keyboard(Typed(*events, key(ecodes.KEY_ENTER)), told.append)
    assert keyboard.read() == [CodeRead("4")]
    assert told == [Key(ecodes.KEY_4, True), Key(ecodes.KEY_4, False), Key(ecodes.KEY_ENTER, True)]
    assert keyboard.read() == Unplugged()


def test_keys_that_the_kernel_dropped_are_told_too() -> None:
    told: list[Press] = []
    assert Keyboard(Typed(InputEvent(ecodes.EV_SYN, ecodes.SYN_DROPPED, 0)), told.append).read() == []
    assert told == [KeysLost()]
