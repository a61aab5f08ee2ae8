"""Enrolment of a terminal: what it and central say to each other, and how each proves that it has the code."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from typing import Annotated

import msgspec

from .identifiers import Label, ShortLabel

CODE_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
CODE_LENGTH = 12
AUTHORITY_PATH = "/v1/authority"
REQUEST_PATH = "/v1/enrolment"
LARGEST_REQUEST = 8192

_GROUP = 4
_MISREAD = str.maketrans("018", "OIB", " -")
_SALT = b"madoguchi-v1-enrolment"
_SCRYPT = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 2**20, "dklen": 32}

Der = Annotated[bytes, msgspec.Meta(max_length=4096)]
Proof = Annotated[bytes, msgspec.Meta(max_length=32)]


class EnrolmentRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The terminal's certificate request (PKCS #10, DER), and its proof. Sent again until the answer is `Granted`."""

    csr: Der
    proof: Proof


class Waiting(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="waiting"):
    """The code was right; a person at the console compares fingerprints."""


class Granted(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="granted"):
    """Who the terminal is from now on, whom it believes (PEM), to whom it seals (PEM), and where the broker is."""

    terminal: ShortLabel
    number: int
    certificate: Der
    signing_key: Der
    sealing_key: Der
    broker_host: Label
    broker_port: int


Content = Waiting | Granted


class EnrolmentReply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`content` is the JSON of a `Content`; `proof` says that whoever has the code wrote it for this request."""

    content: bytes
    proof: Proof


def folded_code(typed: str) -> str | None:
    """The code that somebody typed, whatever case, width and separators; None: it cannot be one."""
    text = unicodedata.normalize("NFKC", typed).upper().translate(_MISREAD)
    return text if len(text) == CODE_LENGTH and set(text) <= set(CODE_ALPHABET) else None


def shown_code(code: str) -> str:
    """A code as people read it: `ABCD-EFGH-JKLM`."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def code_key(code: str) -> bytes:
    """The key that proofs are made with. Slow on purpose, so that a proof that was overheard tells nothing in time."""
    return hashlib.scrypt(code.encode("ascii"), salt=_SALT, **_SCRYPT)


def terminal_proof(key: bytes, csr: bytes, authority: bytes) -> bytes:
    """The terminal has the code, wants this request certified and means this authority (both DER)."""
    return _proof(key, b"terminal", csr, authority)


def central_proof(key: bytes, csr: bytes, authority: bytes, content: bytes) -> bytes:
    """Central has the code, is this authority and answers this request with `content`."""
    return _proof(key, b"central", csr, authority, content)


def is_same_proof(one: bytes, other: bytes) -> bool:
    """Compare without telling by time where they differ."""
    return hmac.compare_digest(one, other)


def fingerprint(csr: bytes) -> str:
    """What people compare at both ends: 128 bits of SHA-256 over the request, `3F2A 91C4 …`."""
    digits = hashlib.sha256(csr).hexdigest()[:32].upper()
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def _proof(key: bytes, *parts: bytes) -> bytes:
    message = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return hmac.digest(key, message, "sha256")
