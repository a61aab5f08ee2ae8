"""What may be seen of what devices do: the one place where content is left behind, for every view and every file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from protocol.codes import CodeFault, CodeKind, read_code
from protocol.signals import (
    CodeSeen,
    CodeShape,
    CommandSeen,
    KeySeen,
    KeyShape,
    SignalBody,
    StrokeSeen,
    Touch,
    TouchSeen,
)

from ..cards.apdu import READ_BINARY, SELECT, Command, Response
from ..cards.files import Application, JpkiFile, TextFile
from ..cards.recognition import is_label
from ..cards.transport import Gone
from .card.port import CardInserted, CardRemoved
from .code_reader import keymap
from .code_reader.assembly import KeysLost, Press
from .code_reader.port import CodeRead, CodeTorn
from .pen.port import PenAt, PenDown, PenUp

_TOUCHES: Final[dict[type, Touch]] = {
    CardInserted: Touch.CARD_CAME,
    CardRemoved: Touch.CARD_LEFT,
    CodeTorn: Touch.CODE_TORN,
    PenDown: Touch.PEN_DOWN,
    PenAt: Touch.PEN_AT,
    PenUp: Touch.PEN_UP,
}
_SHAPES: Final = {
    CodeKind.CASE: CodeShape.CASE,
    CodeKind.SECTION: CodeShape.SECTION,
    CodeFault.TORN: CodeShape.TORN,
    CodeFault.FOREIGN: CodeShape.FOREIGN,
}
_FILES: Final[Iterable[JpkiFile | TextFile]] = (*JpkiFile, *TextFile)
PUBLIC_NAMES: Final = frozenset(
    (*(application.value for application in Application), *(file.to_bytes(2, "big") for file in _FILES))
)
"""What may be told of a SELECT: the applications and files that this product opens on anybody's card."""


def command_seen(command: Command, answer: Response | Gone, milliseconds: int) -> CommandSeen:
    """A command and its answer by head, lengths and status; their bytes only where anybody's card has the same."""
    body, status = (b"", None) if isinstance(answer, Gone) else (answer.body, answer.sw.value)
    return CommandSeen(
        command.cla,
        command.ins,
        command.p1,
        command.p2,
        len(command.body),
        command.wanted,
        answered=len(body),
        status=status,
        milliseconds=milliseconds,
        opened=command.body.hex() if _opens_what_all_have(command) else "",
        label=body.hex() if command.ins == READ_BINARY and is_label(body) else "",
    )


def event_seen(event: object) -> SignalBody | None:
    """An event of a driver without place, text and card; None for what is no such event."""
    if isinstance(event, CodeRead):
        code = read_code(event.text)
        return CodeSeen(len(event.text), _SHAPES[code if isinstance(code, CodeFault) else code.kind])
    touch = _TOUCHES.get(type(event))
    return None if touch is None else TouchSeen(touch)


def key_seen(press: Press) -> KeySeen:
    """What a key is for, never which one it is."""
    if isinstance(press, KeysLost):
        return KeySeen(KeyShape.LOST, is_down=True)
    if press.number in keymap.SHIFTS:
        return KeySeen(KeyShape.SHIFT, press.is_down)
    if press.number in keymap.ENDS:
        return KeySeen(KeyShape.END, press.is_down)
    sign = keymap.sign(press.number, is_shifted=False)
    return KeySeen(_shape(sign), press.is_down)


class StrokeMeasure:
    """Measures one stroke after the other and keeps none."""

    def __init__(self) -> None:
        self._pressures: list[int] = []

    def take(self, event: object) -> StrokeSeen | None:
        """Take in one event of a pen; what is told of the stroke that it ended."""
        if isinstance(event, PenAt):
            self._pressures.append(event.pressure)
        if not isinstance(event, PenUp) or not self._pressures:
            return None
        seen = StrokeSeen(len(self._pressures), min(self._pressures), max(self._pressures))
        self._pressures.clear()
        return seen


def _opens_what_all_have(command: Command) -> bool:
    return command.ins == SELECT and bytes(command.body) in PUBLIC_NAMES


def _shape(sign: str) -> KeyShape:
    if sign in {"", keymap.UNKNOWN}:
        return KeyShape.OTHER
    if sign.isdigit():
        return KeyShape.DIGIT
    return KeyShape.LETTER if sign.isalpha() else KeyShape.SIGN
