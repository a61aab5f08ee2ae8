"""Keys and certificates of both ends, read from the PEM files of a site."""

from __future__ import annotations

from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.types import (
    CertificatePublicKeyTypes,
    PrivateKeyTypes,
    PublicKeyTypes,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from ..errors import BadKeyFile


def load_signing_key(file: Path) -> Ed25519PrivateKey:
    """Central's signing key or a terminal's device key. Raises BadKeyFile and OSError."""
    key = _private(file)
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKeyFile(file.name)
    return key


def load_sealing_key(file: Path) -> X25519PrivateKey:
    """The key that opens what was sealed to central. Raises BadKeyFile and OSError."""
    key = _private(file)
    if not isinstance(key, X25519PrivateKey):
        raise BadKeyFile(file.name)
    return key


def load_public_signing_key(file: Path) -> Ed25519PublicKey:
    """The key that checks central's signatures. Raises BadKeyFile and OSError."""
    key = _public(file)
    if not isinstance(key, Ed25519PublicKey):
        raise BadKeyFile(file.name)
    return key


def load_public_sealing_key(file: Path) -> X25519PublicKey:
    """The key that terminals seal to. Raises BadKeyFile and OSError."""
    key = _public(file)
    if not isinstance(key, X25519PublicKey):
        raise BadKeyFile(file.name)
    return key


def load_certificate_key(file: Path) -> Ed25519PublicKey:
    """The key that checks a terminal's signatures, out of its certificate. Raises BadKeyFile and OSError."""
    key = _certified(file)
    if not isinstance(key, Ed25519PublicKey):
        raise BadKeyFile(file.name)
    return key


def _private(file: Path) -> PrivateKeyTypes:
    try:
        return load_pem_private_key(file.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise BadKeyFile(file.name) from error


def _public(file: Path) -> PublicKeyTypes:
    try:
        return load_pem_public_key(file.read_bytes())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadKeyFile(file.name) from error


def _certified(file: Path) -> CertificatePublicKeyTypes:
    # Central reads certificates; a terminal never does, and is 2 MB smaller for it.
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificate(file.read_bytes()).public_key()
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadKeyFile(file.name) from error
