"""The emulated devices: two readers of codes and a signature tablet, by what they say of themselves."""

from __future__ import annotations

from evdev import ecodes

from .hardware import Hardware, Maker, evdev_answers, input_hardware, serial_hardware

TYPING_READER = Maker("Practice QR Reader", 0x1EAB, 0x0022, "PRACTICE-1", "2")
SERIAL_READER = Maker("Practice Serial QR Reader", 0x1EAB, 0x1D06, "PRACTICE-2", "3")
PEN = Maker("Practice Signature Tablet", 0x056A, 0x00A8, "PRACTICE-3", "4.1")
NAME = TYPING_READER.name

TABLET_WIDTH, TABLET_HEIGHT, STRONGEST = 9_600, 6_000, 4_095
_STEPS_PER_MILLIMETRE = 100
_EVERY_KEY = range(1, 128)


def typing_reader(number: int) -> Hardware:
    """A reader that is a keyboard."""
    codes = {ecodes.EV_KEY: _EVERY_KEY, ecodes.EV_MSC: (ecodes.MSC_SCAN,)}
    answers = evdev_answers(TYPING_READER, codes)
    return input_hardware(number, TYPING_READER, "E: ID_INPUT_KEYBOARD=1", codes, answers)


def serial_reader(number: int) -> Hardware:
    """A reader that is a modem."""
    return serial_hardware(number, SERIAL_READER)


def tablet(number: int) -> Hardware:
    """A tablet with a pen of 4,096 levels."""
    axes = (
        (ecodes.ABS_X, TABLET_WIDTH, _STEPS_PER_MILLIMETRE),
        (ecodes.ABS_Y, TABLET_HEIGHT, _STEPS_PER_MILLIMETRE),
        (ecodes.ABS_PRESSURE, STRONGEST, 0),
    )
    codes = {ecodes.EV_KEY: (ecodes.BTN_TOOL_PEN, ecodes.BTN_TOUCH), ecodes.EV_ABS: tuple(code for code, *_ in axes)}
    return input_hardware(number, PEN, "E: ID_INPUT_TABLET=1", codes, evdev_answers(PEN, codes, axes))
