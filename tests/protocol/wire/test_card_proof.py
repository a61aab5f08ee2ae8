"""The bytes that a card signs."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.wire.card_proof import card_digest, digest_info, signed_message

_PARTS = st.tuples(
    st.text(max_size=5), st.text(max_size=5), st.text(max_size=5), st.binary(max_size=5), st.text(max_size=5)
)
Parts = tuple[str, str, str, bytes, str]


def message(parts: Parts) -> bytes:
    """The signed message of five parts in their order."""
    terminal, visit, challenge, nonce, context = parts
    return signed_message(terminal=terminal, visit=visit, challenge=challenge, nonce=nonce, context=context)


def test_the_bytes_are_these() -> None:
    assert message(("d-1", "v", "c", b"\x01\x02", "")) == (
        b"madoguchi-v1-card\x00"
        b"\x00\x00\x00\x03d-1\x00\x00\x00\x01v\x00\x00\x00\x01c\x00\x00\x00\x02\x01\x02\x00\x00\x00\x00"
    )


@given(_PARTS, _PARTS)
def test_two_proofs_never_share_their_bytes(one: Parts, other: Parts) -> None:
    assert (message(one) == message(other)) == (one == other)


def test_the_card_gets_the_sha_256_of_them() -> None:
    parts = ("d-1", "visit", "challenge", bytes(32), "ab" * 32)
    terminal, visit, challenge, nonce, context = parts
    digest = card_digest(terminal=terminal, visit=visit, challenge=challenge, nonce=nonce, context=context)
    assert digest == hashlib.sha256(message(parts)).digest()


def test_the_digest_info_is_that_of_sha_256() -> None:
    expected = "3031300d0609608648016503040201050004202cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    assert digest_info(hashlib.sha256(b"hello").digest()).hex() == expected


@pytest.mark.parametrize("size", [0, 20, 31, 33, 51])
def test_nothing_but_a_sha_256_digest_is_wrapped(size: int) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        digest_info(bytes(size))
