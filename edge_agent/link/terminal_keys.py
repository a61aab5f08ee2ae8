"""What a terminal holds since its enrolment: its own key, whom it believes, and to whom it seals."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from protocol.errors import BadKeyFile
from protocol.wire.keys import load_public_sealing_key, load_public_signing_key, load_signing_key
from protocol.wire.signing import KeyRing, Signer

from ..errors import BadSettings
from ..settings import AgentSettings, Profile

K = TypeVar("K")

_PRACTICE_MARKS = ("practice", "練習")


@dataclass(frozen=True)
class TerminalKeys:
    """The device key, central's keys that sign, and central's key that opens."""

    signer: Signer = field(repr=False)
    verifier: KeyRing
    recipient: X25519PublicKey


def read_terminal_keys(settings: AgentSettings) -> TerminalKeys:
    """Read the files from enrolment. Raises BadSettings, also for a practice authority at a counter at work."""
    central = settings.central
    if settings.profile is Profile.PRODUCTION and _is_practice(central.ca_file):
        raise BadSettings(f"{central.ca_file}: a practice authority")
    return TerminalKeys(
        Signer(_read(central.key_file, load_signing_key)),
        KeyRing.of(*(_read(file, load_public_signing_key) for file in central.signing_files)),
        _read(central.sealing_file, load_public_sealing_key),
    )


def _read(file: Path, load: Callable[[Path], K]) -> K:
    try:
        return load(file)
    except (OSError, BadKeyFile) as error:
        raise BadSettings(f"{file}: not a key of the right kind") from error


def _is_practice(file: Path) -> bool:
    believed = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        believed.load_verify_locations(file)
    except OSError as error:
        raise BadSettings(f"{file}: not a certificate") from error
    names = [str(authority.get("subject")).lower() for authority in believed.get_ca_certs()]
    if not names:
        raise BadSettings(f"{file}: not an authority")
    return any(mark in name for name in names for mark in _PRACTICE_MARKS)
