"""What went over the contacts: every command and its status word, without secrets and without what was read."""

from __future__ import annotations

from pathlib import Path

_SECRET_INSTRUCTIONS = {0x20, 0x24, 0x32, 0x2A}
_HEADER = 4


class Journal:
    """A file that grows by one line for each command; without a file nothing is kept."""

    def __init__(self, file: Path | None) -> None:
        self._file = file

    def note(self, card: str, command: bytes, answer: bytes) -> None:
        """`hanako 00200080 04 ** 63C2`; what was read appears as its length."""
        if self._file is None:
            return
        line = f"{card} {shown(command)} {answer[-2:].hex().upper()} {max(0, len(answer) - 2)}\n"
        with self._file.open("a", encoding="ascii") as file:
            file.write(line)


def shown(command: bytes) -> str:
    """A command in hexadecimal, its content hidden where that is a PIN or what somebody signs."""
    head, body = command[:_HEADER], command[_HEADER:]
    if len(body) > 1 and len(head) == _HEADER and head[1] in _SECRET_INSTRUCTIONS:
        return f"{head.hex().upper()} {body[:1].hex().upper()} **"
    return command.hex().upper()
