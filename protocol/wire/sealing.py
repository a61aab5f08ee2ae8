"""Sealing to central: HPKE (RFC 9180: X25519, HKDF-SHA256, AES-256-GCM) of a content key, AES-256-GCM of each event."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from msgspec.structs import asdict

from ..errors import CannotOpen, Malformed, UnknownKey
from .envelope import Attributes, Envelope

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_CONTENT_KEY = b"madoguchi-v1-content-key"
_NONCE_BYTES = 12


def key_id(public_key: X25519PublicKey) -> str:
    """The first 16 hexadecimal digits of SHA-256 over the raw public key."""
    return hashlib.sha256(public_key.public_bytes_raw()).hexdigest()[:16]


def seal_to(public_key: X25519PublicKey, plaintext: bytes, context: str) -> bytes:
    """One HPKE message that only the holder of the private key opens, and only under the same `context`.

    Raises Malformed for a public key with which no secret can be shared.
    """
    try:
        return _SUITE.encrypt(plaintext, public_key, info=context.encode())
    except ValueError as error:
        raise Malformed from error


def open_with(private_key: X25519PrivateKey, sealed: bytes, context: str) -> bytes:
    """The plaintext of `seal_to`. Raises CannotOpen."""
    try:
        return _SUITE.decrypt(sealed, private_key, info=context.encode())
    except (InvalidTag, ValueError) as error:
        raise CannotOpen from error


@dataclass(frozen=True)
class ContentKey:
    """The key of one visit (or of one hour outside visits); it lives in memory only."""

    keyid: str
    encapsulation: str
    _aead: AESGCM = field(repr=False)

    @classmethod
    def generate(cls, recipient: X25519PublicKey) -> ContentKey:
        """A fresh key, encapsulated once to `recipient`."""
        key = AESGCM.generate_key(bit_length=256)
        encapsulated = _SUITE.encrypt(key, recipient, info=_CONTENT_KEY)
        return cls(key_id(recipient), base64.b64encode(encapsulated).decode(), AESGCM(key))

    def seal(self, attributes: Attributes, plaintext: bytes) -> Envelope:
        """The envelope of `plaintext`. `attributes` must name this key's `keyid` and `encapsulation`."""
        nonce = os.urandom(_NONCE_BYTES)
        data = nonce + self._aead.encrypt(nonce, plaintext, attributes.authenticated())
        return Envelope(**asdict(attributes), data_base64=base64.b64encode(data).decode())


@dataclass(frozen=True)
class Opener:
    """Central's side: every private key that anything stored or backed up still names."""

    keys: Mapping[str, X25519PrivateKey] = field(repr=False)

    @classmethod
    def of(cls, *keys: X25519PrivateKey) -> Opener:
        """An opener with these keys."""
        return cls({key_id(key.public_key()): key for key in keys})

    def open(self, envelope: Envelope) -> bytes:
        """The plaintext of an envelope. Raises UnknownKey and CannotOpen."""
        private_key = self.keys.get(envelope.keyid)
        if private_key is None:
            raise UnknownKey
        try:
            key = _SUITE.decrypt(base64.b64decode(envelope.encapsulation), private_key, info=_CONTENT_KEY)
            data = base64.b64decode(envelope.data_base64, validate=True)
            return AESGCM(key).decrypt(data[:_NONCE_BYTES], data[_NONCE_BYTES:], envelope.authenticated())
        except (InvalidTag, ValueError) as error:
            raise CannotOpen from error

    def open_question(self, keyid: str, sealed: bytes, context: str) -> bytes:
        """The plaintext of a question sealed to one of these keys. Raises UnknownKey and CannotOpen."""
        private_key = self.keys.get(keyid)
        if private_key is None:
            raise UnknownKey
        return open_with(private_key, sealed, context)
