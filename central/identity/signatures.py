"""Whether a card signed exactly what it was asked to: RSA-2048, PKCS#1 v1.5, SHA-256, and nothing else."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256

KEY_BITS = 2048
_EXPONENT = 65537


def is_signed(digest: bytes, signature: bytes, key: CertificatePublicKeyTypes) -> bool:
    """Whether `signature` is the one PKCS#1 v1.5 signature of this SHA-256 `digest` by a key of the service's kind.

    The library encodes the digest itself and compares all 256 bytes, so neither short padding nor trailing bytes pass.
    """
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size != KEY_BITS or key.public_numbers().e != _EXPONENT:
        return False
    if len(signature) != KEY_BITS // 8:
        return False
    try:
        key.verify(signature, digest, PKCS1v15(), Prehashed(SHA256()))
    except InvalidSignature:
        return False
    return True
