"""Ed25519 signatures over (topic, payload), carried in MQTT user properties; who owns the broker can forge nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_PROPERTY = "kid"
SIGNATURE_PROPERTY = "sig"

_CONTEXT = b"madoguchi-v1-signature\x00"


def key_id(public_key: Ed25519PublicKey) -> str:
    """The first 16 hexadecimal digits of SHA-256 over the raw public key."""
    return hashlib.sha256(public_key.public_bytes_raw()).hexdigest()[:16]


def _signed_bytes(topic: str, payload: bytes) -> bytes:
    name = topic.encode()
    return _CONTEXT + len(name).to_bytes(2, "big") + name + payload


class Signer:
    """Signs what this end publishes."""

    def __init__(self, private_key: Ed25519PrivateKey) -> None:
        self._private_key = private_key
        self.key_id = key_id(private_key.public_key())

    def properties(self, topic: str, payload: bytes) -> dict[str, str]:
        """The two user properties that a publication of `payload` on `topic` carries."""
        signature = self._private_key.sign(_signed_bytes(topic, payload))
        return {KEY_PROPERTY: self.key_id, SIGNATURE_PROPERTY: base64.b64encode(signature).decode()}


class Verifier(Protocol):
    """Decides whether a publication really comes from whom its topic names."""

    def is_genuine(self, topic: str, payload: bytes, properties: Mapping[str, str]) -> bool:
        """Whether the signature in `properties` is right for `topic` and `payload`."""


@dataclass(frozen=True)
class KeyRing:
    """A `Verifier` with several valid keys at once, for rotation: a terminal's view of central."""

    keys: Mapping[str, Ed25519PublicKey]

    @classmethod
    def of(cls, *keys: Ed25519PublicKey) -> KeyRing:
        """A ring of these keys."""
        return cls({key_id(key): key for key in keys})

    def is_genuine(self, topic: str, payload: bytes, properties: Mapping[str, str]) -> bool:
        """Whether one of these keys signed `payload` for `topic`."""
        key = self.keys.get(properties.get(KEY_PROPERTY, ""))
        try:
            signature = base64.b64decode(properties.get(SIGNATURE_PROPERTY, ""), validate=True)
        except ValueError:
            return False
        return key is not None and _verifies(key, signature, _signed_bytes(topic, payload))


def _verifies(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True
