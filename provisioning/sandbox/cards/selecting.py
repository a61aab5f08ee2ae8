"""SELECT, of applications by the beginning of their name and of files, and the session that is not offered."""

from __future__ import annotations

from .apdu import SW, Command, Refused
from .files import Application
from .state import State
from .tlv import tlv

_MASTER = b"\x3f\x00"
_BY_NAME, _FILE, _MASTER_FILE = 0x04, 0x02, 0x00
_NEXT = 0x02
_WITHOUT_ANSWER = 0x0C
_LONGEST_NAME = 16
ISSUER_DOMAIN = bytes.fromhex("A0000001510000")


def select(state: State, command: Command) -> tuple[int, bytes]:
    """SELECT; a failed one leaves the previous selection as it was."""
    match command.p1:
        case 0x04:
            return _select_application(state, command)
        case 0x02:
            return _select_file(state, command)
        case 0x00:
            return _select_master(state, command)
        case _:
            raise Refused(SW.BAD_PARAMETERS)


def set_session_key(state: State, _: Command) -> tuple[int, bytes]:
    """Secure messaging is not offered: how that is said depends on the application."""
    application = state.required_application()
    return SW.NO_SESSION_KEY if application.secured else SW.LOCKED_OUT, b""


def _select_application(state: State, command: Command) -> tuple[int, bytes]:
    name = command.content
    if command.p2 & ~(_WITHOUT_ANSWER | _NEXT):
        raise Refused(SW.BAD_PARAMETERS)
    if not 1 <= len(name) <= _LONGEST_NAME:
        raise Refused(SW.NOT_FOUND)
    found = _found(state, name, following=bool(command.p2 & _NEXT))
    if found is None and not state.has_master and ISSUER_DOMAIN.startswith(name):
        state.select(None)
        return SW.OK, b""
    if found is None:
        raise Refused(SW.NOT_FOUND)
    state.select(found)
    return SW.OK, b"" if command.p2 & _WITHOUT_ANSWER else tlv(0x6F, tlv(0x84, found.aid))


def _found(state: State, name: bytes, *, following: bool) -> Application | None:
    matching = [each for each in state.applications if each.aid.startswith(name)]
    if following and state.application in matching:
        matching = matching[matching.index(state.application) + 1 :]
    return matching[0] if matching else None


def _select_file(state: State, command: Command) -> tuple[int, bytes]:
    path = command.content
    if state.has_master and len(path) == 4 and path.startswith(_MASTER):
        state.select(state.applications[0])
        path = path[2:]
    file_id = int.from_bytes(path, "big")
    if len(path) != 2 or state.file(file_id) is None:
        raise Refused(SW.NOT_FOUND)
    state.file_id = file_id
    return SW.OK, b""


def _select_master(state: State, command: Command) -> tuple[int, bytes]:
    if command.content not in (b"", _MASTER) or (command.content and not state.has_master):
        raise Refused(SW.NOT_FOUND)
    if state.has_master:
        state.select(state.applications[0])
    elif state.application is None:
        raise Refused(SW.BAD_PARAMETERS)
    return SW.OK, b""
