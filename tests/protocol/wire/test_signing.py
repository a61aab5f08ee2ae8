"""Who owns the broker can forge nothing: any change makes a publication not genuine."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import assume, given
from hypothesis import strategies as st

from protocol.wire.signing import KEY_PROPERTY, SIGNATURE_PROPERTY, KeyRing, Signer

KEY = Ed25519PrivateKey.generate()
NEXT_KEY = Ed25519PrivateKey.generate()
SIGNER = Signer(KEY)
RING = KeyRing.of(KEY.public_key(), NEXT_KEY.public_key())
TOPIC = "madoguchi/v1/terminals/madoguchi-1/down/receipts"


@given(st.text(max_size=60), st.binary(max_size=300))
def test_what_was_signed_is_genuine(topic: str, payload: bytes) -> None:
    assert RING.is_genuine(topic, payload, SIGNER.properties(topic, payload))


@given(st.binary(max_size=100), st.binary(max_size=100))
def test_another_payload_is_not_genuine(payload: bytes, other: bytes) -> None:
    assume(payload != other)
    assert not RING.is_genuine(TOPIC, other, SIGNER.properties(TOPIC, payload))


@given(st.text(max_size=60), st.text(max_size=60))
def test_another_topic_is_not_genuine(topic: str, other: str) -> None:
    assume(topic != other)
    assert not RING.is_genuine(other, b"payload", SIGNER.properties(topic, b"payload"))


def test_a_byte_moved_between_topic_and_payload_is_not_genuine() -> None:
    assert not RING.is_genuine("a", b"bc", SIGNER.properties("ab", b"c"))


@given(st.data())
def test_a_signature_with_one_bit_flipped_is_not_genuine(draw: st.DataObject) -> None:
    properties = SIGNER.properties(TOPIC, b"payload")
    raw = bytearray(base64.b64decode(properties[SIGNATURE_PROPERTY]))
    raw[draw.draw(st.integers(0, len(raw) - 1))] ^= 1 << draw.draw(st.integers(0, 7))
    changed = {**properties, SIGNATURE_PROPERTY: base64.b64encode(raw).decode()}
    assert not RING.is_genuine(TOPIC, b"payload", changed)


@given(st.text(max_size=100))
def test_garbage_for_a_signature_is_not_genuine(garbage: str) -> None:
    assert not RING.is_genuine(TOPIC, b"payload", {KEY_PROPERTY: SIGNER.key_id, SIGNATURE_PROPERTY: garbage})


@given(st.binary(max_size=100))
def test_a_signature_of_any_length_is_refused_quietly(raw: bytes) -> None:
    properties = {KEY_PROPERTY: SIGNER.key_id, SIGNATURE_PROPERTY: base64.b64encode(raw).decode()}
    assert not RING.is_genuine(TOPIC, b"payload", properties)


@pytest.mark.parametrize("missing", [KEY_PROPERTY, SIGNATURE_PROPERTY])
def test_a_publication_without_a_property_is_not_genuine(missing: str) -> None:
    properties = SIGNER.properties(TOPIC, b"payload")
    del properties[missing]
    assert not RING.is_genuine(TOPIC, b"payload", properties)


def test_a_key_outside_the_ring_is_not_genuine() -> None:
    stranger = Signer(Ed25519PrivateKey.generate())
    assert not RING.is_genuine(TOPIC, b"payload", stranger.properties(TOPIC, b"payload"))


def test_a_signature_under_the_name_of_another_key_is_not_genuine() -> None:
    properties = SIGNER.properties(TOPIC, b"payload")
    assert not RING.is_genuine(TOPIC, b"payload", {**properties, KEY_PROPERTY: Signer(NEXT_KEY).key_id})


def test_both_keys_of_a_rotation_are_genuine() -> None:
    for key in (KEY, NEXT_KEY):
        assert RING.is_genuine(TOPIC, b"payload", Signer(key).properties(TOPIC, b"payload"))
