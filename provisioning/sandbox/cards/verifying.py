"""VERIFY with its counter of tries, and the change of a PIN."""

from __future__ import annotations

from .apdu import SW, Command, Refused
from .files import UNLIMITED, Pin, Secret
from .state import State

ENCODING = "latin-1"  # one character for each byte
_MOST_SHOWN = 15


def verify(state: State, command: Command) -> tuple[int, bytes]:
    """Without content the counter, which costs nothing; with content a try."""
    if command.p1:
        raise Refused(SW.BAD_PARAMETERS)
    file_id, secret = _secret(state, command)
    if not command.content:
        return _counter(secret), b""
    if secret.left == 0:
        raise Refused(SW.BLOCKED)
    if command.content.decode(ENCODING) == secret.value:
        secret.left = secret.maximum
        state.verified.add(file_id)
        return SW.OK, b""
    state.verified.discard(file_id)
    if secret.left != UNLIMITED:
        secret.left -= 1
    return _counter(secret), b""


def change(state: State, command: Command) -> tuple[int, bytes]:
    """A new value for a key that is verified; the command is another one in the older applications."""
    if (command.cla, command.ins) != state.required_application().change.value[:2]:
        raise Refused(SW.NO_INSTRUCTION)
    if command.p1 != state.required_application().change.value[2]:
        raise Refused(SW.BAD_PARAMETERS)
    file_id, secret = _secret(state, command)
    if file_id not in state.verified:
        raise Refused(SW.LOCKED_OUT)
    if not secret.shortest <= len(command.content) <= secret.longest:
        raise Refused(SW.BAD_CONTENT if command.content else SW.WRONG_LENGTH)
    secret.value = command.content.decode(ENCODING)
    return SW.OK, b""


def _secret(state: State, command: Command) -> tuple[int, Secret]:
    file_id = state.referenced(command.p2)
    file = state.file(file_id)
    if file_id is None or not isinstance(file, Pin):
        raise Refused(SW.NO_CURRENT_FILE)
    return file_id, file.secret


def _counter(secret: Secret) -> int:
    if secret.left == UNLIMITED:
        return SW.NOT_VERIFIED
    return SW.TRIES_LEFT | min(secret.left, _MOST_SHOWN)
