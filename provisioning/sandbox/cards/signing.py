"""COMPUTE DIGITAL SIGNATURE with RSA-2048."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import NoDigestInfo, Prehashed

from .apdu import SW, Command, Refused
from .files import SigningKey
from .state import State

LONGEST_INPUT = 245
_HASH_SIZE = 32
_SHA256 = hashes.SHA256()
_TYPE_1 = padding.PKCS1v15()
_PSS = padding.PSS(padding.MGF1(_SHA256), padding.PSS.DIGEST_LENGTH)

_Sign = Callable[[rsa.RSAPrivateKey, bytes], bytes]
_WAYS: Mapping[int, _Sign] = {
    0x00: lambda key, given: key.sign(given, _TYPE_1, NoDigestInfo()),
    0x01: lambda key, given: key.sign(hashlib.sha256(given).digest(), _TYPE_1, NoDigestInfo()),
    0x02: lambda key, given: key.sign(given, _TYPE_1, Prehashed(_SHA256)),
    0x03: lambda key, given: key.sign(given, _TYPE_1, _SHA256),
    0x04: lambda key, given: key.sign(given, _PSS, Prehashed(_SHA256)),
    0x05: lambda key, given: key.sign(given, _PSS, _SHA256),
}
_TAKE_A_HASH = {0x02, 0x04}


def compute_signature(state: State, command: Command) -> tuple[int, bytes]:
    """256 bytes. P1 says who hashes and pads; 00 pads what is given as it is, and is the same every time."""
    way = _WAYS.get(command.p1)
    if way is None:
        raise Refused(SW.BAD_PARAMETERS)
    file = state.file(state.referenced(command.p2))
    if not isinstance(file, SigningKey):
        raise Refused(SW.NO_CURRENT_FILE)
    if not state.is_open(file.opened_by):
        raise Refused(SW.LOCKED_OUT)
    if not command.content or (command.p1 == 0 and len(command.content) > LONGEST_INPUT):
        raise Refused(SW.WRONG_LENGTH)
    if command.p1 in _TAKE_A_HASH and len(command.content) != _HASH_SIZE:
        raise Refused(SW.CONDITIONS)
    return SW.OK, way(file.key, command.content)
