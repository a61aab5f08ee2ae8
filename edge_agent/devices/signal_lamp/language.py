"""The bytes of a PATLITE NE-USB: eight out for each command, two in for its state.

After the command formats in the maker's general instruction manual of the NE-USB and its published samples: version 0,
command (00 control, 80 state), then buzzer pattern and volume (F keeps what they are), colour and pattern of the LED.
"""

from __future__ import annotations

from .port import Signal

VENDOR, PRODUCT = 0x191A, 0x6001
OUT, IN = 0x01, 0x81
STATE_BYTES = 2

_VERSION, _CONTROL, _STATE = 0x00, 0x00, 0x80
_KEEP_BUZZER, _KEEP_VOLUME = 0xFF, 0x0F
_RED, _YELLOW = 0x10, 0x30
_STEADY, _FIRST_PATTERN = 0x01, 0x02
_LED = {Signal.DARK: 0x00, Signal.LIT: _YELLOW | _STEADY, Signal.BLINKING: _RED | _FIRST_PATTERN}

ASK = bytes((_VERSION, _STATE, 0, 0, 0, 0, 0, 0))


def command(signal: Signal) -> bytes:
    """What makes the lamp say it; the buzzer stays as it is."""
    return bytes((_VERSION, _CONTROL, _KEEP_BUZZER, _KEEP_VOLUME, _LED[signal], 0, 0, 0))
