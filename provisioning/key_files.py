"""Writing keys and certificates: private ones for their owner only, never over another, synced to the disk."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes, PublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from .errors import ProvisioningError

_PRIVATE = 0o600
_PUBLIC = 0o644


def write_private_key(file: Path, key: PrivateKeyTypes) -> None:
    """PKCS #8 PEM, readable by its owner only. Raises FileExistsError."""
    _write_new(file, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), _PRIVATE)


def write_public_key(file: Path, key: PublicKeyTypes) -> None:
    """SubjectPublicKeyInfo PEM. Raises FileExistsError."""
    write_public_file(file, key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))


def write_certificate(file: Path, certificate: x509.Certificate) -> None:
    """PEM. Raises FileExistsError."""
    write_public_file(file, certificate.public_bytes(Encoding.PEM))


def write_public_file(file: Path, content: bytes) -> None:
    """A new file that everybody may read. Raises FileExistsError."""
    _write_new(file, content, _PUBLIC)


def replace_public_file(file: Path, content: bytes) -> None:
    """A file that everybody may read; a reader sees the old content or the new, never half."""
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    _write_new(fresh, content, _PUBLIC)
    fresh.replace(file)
    _settle(file.parent)


@contextmanager
def appears_whole(directory: Path, taken: type[ProvisioningError]) -> Iterator[Path]:
    """A fresh directory to fill; it becomes `directory` at the end. Raises `taken` when that is there already."""
    if directory.exists() and any(directory.iterdir()):
        raise taken(str(directory))
    fresh = Path(tempfile.mkdtemp(prefix=f".{directory.name}.", dir=directory.parent))
    try:
        yield fresh
        fresh.chmod(0o755)
        _settle(fresh)
        _become(fresh, directory, taken)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _become(fresh: Path, directory: Path, taken: type[ProvisioningError]) -> None:
    try:
        fresh.rename(directory)
    except OSError as error:
        raise taken(str(directory)) from error
    _settle(directory.parent)


def _write_new(file: Path, content: bytes, mode: int) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as stream:
        os.fchmod(descriptor, mode)  # whatever the umask of a unit is
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _settle(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
