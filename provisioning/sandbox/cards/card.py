"""A card under power: what is selected and verified, and which command does what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from . import reading, selecting, signing, verifying
from .apdu import SW, Command, Refused, answer, read_command
from .state import State

_Handler = Callable[[State, Command], tuple[int, bytes]]

_HANDLERS: Mapping[tuple[int, int], _Handler] = {
    (0x00, 0xA4): selecting.select,
    (0x00, 0xB0): reading.read_binary,
    (0x00, 0xB2): reading.read_record,
    (0x00, 0x20): verifying.verify,
    (0x00, 0x24): verifying.change,
    (0x80, 0x32): verifying.change,
    (0x80, 0x2A): signing.compute_signature,
    (0x00, 0x84): reading.get_challenge,
    (0x00, 0xCA): reading.get_object,
    (0x80, 0xAE): selecting.set_session_key,
}
_CLASSES = {0x00, 0x80}
_CHANNEL = 0x03
_SECURE = 0x0C
_FILE_COMMANDS = {0xB0, 0xB2, 0x20}


class Card:
    """Answers commands one at a time; knows nothing of readers. Tries are counted in its files' secrets."""

    def __init__(self, atr: bytes, state: State) -> None:
        self.atr = atr
        self._state = state

    def reset(self) -> None:
        """Power went off, came on, or the reader reset the card: nothing is selected or verified any more."""
        self._state.reset()

    def transmit(self, raw: bytes) -> bytes:
        """The answer to one command: at least a status word, whatever came."""
        try:
            command = read_command(raw)
            status, content = self._handler(command)(self._state, command)
        except Refused as refused:
            return answer(refused.status)
        return answer(status, content)

    def _handler(self, command: Command) -> _Handler:
        base = command.cla & ~(_CHANNEL | _SECURE)
        if base not in _CLASSES:
            raise Refused(SW.NO_CLASS)
        if command.cla & _CHANNEL:
            raise Refused(SW.NO_CHANNEL)
        if command.cla & _SECURE:
            raise Refused(SW.NO_SECURE_FILE if command.ins in _FILE_COMMANDS else SW.NO_SECURE_MESSAGING)
        handler = _HANDLERS.get((base, command.ins))
        if handler is None:
            raise Refused(SW.NO_INSTRUCTION)
        return handler


def instructions() -> Sequence[tuple[int, int]]:
    """Every (CLA, INS) that a card knows."""
    return tuple(_HANDLERS)
