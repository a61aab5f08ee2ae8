"""Central's keys as they lie on disk."""

from __future__ import annotations

from pathlib import Path

from cryptography import x509

from protocol.errors import BadKeyFile
from protocol.wire.keys import load_sealing_key, load_signing_key
from protocol.wire.sealing import Opener
from protocol.wire.signing import Signer

from ..errors import BadSettings
from ..settings import CentralSettings, Profile

_PRACTICE_MARKS = ("practice", "練習")


def read_signer(file: Path) -> Signer:
    """Central's Ed25519 signing key. Raises BadSettings."""
    try:
        return Signer(load_signing_key(file))
    except (OSError, BadKeyFile) as error:
        raise BadSettings(f"{file}: not an Ed25519 private key") from error


def read_opener(files: tuple[Path, ...]) -> Opener:
    """Every X25519 key that stored events may name. Raises BadSettings."""
    if not files:
        raise BadSettings("keys.sealing_files: at least one is needed")
    try:
        return Opener.of(*(load_sealing_key(file) for file in files))
    except (OSError, BadKeyFile) as error:
        raise BadSettings(f"keys.sealing_files: not all X25519 private keys: {error}") from error


def refuse_practice_authority(settings: CentralSettings) -> None:
    """Raise BadSettings when a village at work would trust an authority made for practice."""
    if settings.profile is not Profile.PRODUCTION:
        return
    file = settings.broker.ca_file
    try:
        has_key = file.with_suffix(".key").exists()
        name = x509.load_pem_x509_certificate(file.read_bytes()).subject.rfc4514_string().lower()
    except (OSError, ValueError) as error:
        raise BadSettings(f"{file}: {error}") from error
    if has_key:
        raise BadSettings(f"{file}: the authority's private key lies beside it, as only a practice village may have it")
    if any(mark in name for mark in _PRACTICE_MARKS):
        raise BadSettings(f"{file}: a practice authority")
