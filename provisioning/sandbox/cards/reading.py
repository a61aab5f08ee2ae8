"""READ BINARY, READ RECORD, GET DATA and GET CHALLENGE."""

from __future__ import annotations

import secrets

from .apdu import SHORT_MAXIMUM, SW, Command, Refused
from .files import Binary, Records
from .state import State

_SHORT_ID = 0x80
_CURRENT_RECORD = 0x04


def read_binary(state: State, command: Command) -> tuple[int, bytes]:
    """The bytes that are there, from a 15-bit offset of the current file or an 8-bit one of a file by short id."""
    file_id, offset = _place(state, command)
    file = state.file(file_id)
    if file is None:
        raise Refused(SW.NO_CURRENT_FILE)
    if not isinstance(file, Binary):
        raise Refused(SW.WRONG_STRUCTURE)
    if not state.is_open(file.opened_by):
        raise Refused(SW.LOCKED_OUT)
    size = _expected(command)
    if offset >= len(file.content):
        raise Refused(SW.BEYOND_END)
    return SW.OK, file.content[offset : offset + size]


def read_record(state: State, command: Command) -> tuple[int, bytes]:
    """One record of the current file or of a file by short id."""
    if command.p2 & 0x07 != _CURRENT_RECORD:
        raise Refused(SW.BAD_PARAMETERS)
    number = command.p2 >> 3
    file_id = state.referenced(_SHORT_ID | number)
    file = state.file(file_id)
    if file is None:
        raise Refused(SW.NO_CURRENT_FILE)
    if not isinstance(file, Records):
        raise Refused(SW.WRONG_STRUCTURE)
    if not state.is_open(file.opened_by):
        raise Refused(SW.LOCKED_OUT)
    if not 1 <= command.p1 <= len(file.records):
        raise Refused(SW.NO_RECORD)
    state.file_id = file_id
    return SW.OK, file.records[command.p1 - 1][: _expected(command)]


def get_object(state: State, command: Command) -> tuple[int, bytes]:
    """An object of the card as a whole, by its tag."""
    found = state.objects.get(command.offset)
    if found is None:
        raise Refused(SW.NO_OBJECT)
    if _expected(command) < len(found):
        raise Refused(SW.WRONG_LENGTH)
    return SW.OK, found


def get_challenge(_: State, command: Command) -> tuple[int, bytes]:
    """As many random bytes as asked for, at most 256."""
    if command.offset:
        raise Refused(SW.BAD_PARAMETERS)
    return SW.OK, secrets.token_bytes(min(_expected(command), SHORT_MAXIMUM))


def _place(state: State, command: Command) -> tuple[int | None, int]:
    if not command.p1 & _SHORT_ID:
        return state.file_id, command.offset
    file_id = state.referenced(command.p1)
    if file_id is not None:
        state.file_id = file_id
    return file_id, command.p2


def _expected(command: Command) -> int:
    if command.expected is None or command.content:
        raise Refused(SW.WRONG_LENGTH)
    return command.expected
