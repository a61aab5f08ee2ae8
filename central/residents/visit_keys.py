"""Names for people that mean something within one visit only."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_BYTES = 8
_SECRET_BYTES = 32
_PURPOSE = b"madoguchi-v1-visit-keys"


class VisitKeys:
    """The same person in the same visit has the same key on every replica; nobody without `secret` gets behind it."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def of(self, visit: str, atena_no: str) -> str:
        """16 hexadecimal digits."""
        named = f"{visit}\0{atena_no}".encode()
        return hmac.digest(self._secret, named, hashlib.sha256)[:_BYTES].hex()


def read_visit_keys(key_file: Path) -> VisitKeys:
    """Keys drawn from a secret file that every replica has (central's sealing key). Blocks; raises OSError."""
    drawn = HKDF(hashes.SHA256(), _SECRET_BYTES, salt=None, info=_PURPOSE).derive(key_file.read_bytes())
    return VisitKeys(drawn)
