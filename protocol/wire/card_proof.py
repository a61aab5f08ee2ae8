"""The bytes that a My Number card signs to prove who stands at the counter; both ends make them here."""

from __future__ import annotations

import hashlib

_CONTEXT = b"madoguchi-v1-card\x00"
# RFC 8017, 9.2, note 1: DigestInfo of SHA-256 up to the 32 bytes of the digest.
_SHA256_DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")


def signed_message(*, terminal: str, visit: str, challenge: str, nonce: bytes, context: str) -> bytes:
    """What is signed for: every part with its length before it, so that no two proofs share their bytes.

    `visit` is the visit at the counter, also when the challenge came from a stock; `challenge` is its id.
    `nonce` is the challenge's 32 raw bytes; `context` the hexadecimal SHA-256 of what else is signed for, or "".
    """
    parts = (terminal.encode(), visit.encode(), challenge.encode(), nonce, context.encode())
    return _CONTEXT + b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def card_digest(*, terminal: str, visit: str, challenge: str, nonce: bytes, context: str) -> bytes:
    """SHA-256 of the signed message: the 32 bytes that go to the card."""
    message = signed_message(terminal=terminal, visit=visit, challenge=challenge, nonce=nonce, context=context)
    return hashlib.sha256(message).digest()


def digest_info(digest: bytes) -> bytes:
    """The 51-byte DigestInfo of a SHA-256 digest. Raises ValueError when it is not 32 bytes long."""
    if len(digest) != hashlib.sha256().digest_size:
        raise ValueError("not a SHA-256 digest")
    return _SHA256_DIGEST_INFO + digest
