"""Only central opens, and only what nobody touched."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from protocol.errors import CannotOpen, Malformed, UnknownKey
from protocol.wire.envelope import Attributes, CoarseKind, Envelope
from protocol.wire.sealing import ContentKey, Opener, key_id, open_with, seal_to

KEY = X25519PrivateKey.generate()
OTHER = X25519PrivateKey.generate()
CONTENT_KEY = ContentKey.generate(KEY.public_key())
OPENER = Opener.of(KEY, OTHER)
PLAINTEXT = "職員を呼ぶ".encode()


def sealed(plaintext: bytes = PLAINTEXT, content_key: ContentKey = CONTENT_KEY) -> Envelope:
    """An envelope of `plaintext` under a content key."""
    attributes = Attributes(
        id="event", source="/terminals/madoguchi-1", type=CoarseKind.CALL, time="2026-04-01T09:00:00+09:00",
        epoch="epoch", seq=1, keyid=content_key.keyid, encapsulation=content_key.encapsulation,
    )  # fmt: skip
    return content_key.seal(attributes, plaintext)


@given(st.binary(max_size=500))
def test_what_was_sealed_opens_to_the_same_bytes(plaintext: bytes) -> None:
    assert OPENER.open(sealed(plaintext)) == plaintext


@given(st.sampled_from(["id", "source", "time", "epoch", "encapsulation", "partof", "specversion"]), st.text())
def test_an_envelope_with_a_changed_attribute_cannot_be_opened(name: str, text: str) -> None:
    envelope = sealed()
    assume(getattr(envelope, name) != text)
    with pytest.raises(CannotOpen):
        OPENER.open(replace(envelope, **{name: text}))


@pytest.mark.parametrize(
    "change",
    [{"seq": 2}, {"part": 1}, {"type": CoarseKind.VISIT}, {"keyid": key_id(OTHER.public_key())}],
    ids=lambda change: next(iter(change)),
)
def test_an_envelope_with_another_number_kind_or_key_cannot_be_opened(change: dict[str, object]) -> None:
    with pytest.raises(CannotOpen):
        OPENER.open(replace(sealed(), **change))


@given(st.data(), st.sampled_from(["data_base64", "encapsulation"]))
def test_an_envelope_with_one_bit_flipped_cannot_be_opened(draw: st.DataObject, name: str) -> None:
    envelope = sealed()
    raw = bytearray(base64.b64decode(getattr(envelope, name)))
    raw[draw.draw(st.integers(0, len(raw) - 1))] ^= 1 << draw.draw(st.integers(0, 7))
    with pytest.raises(CannotOpen):
        OPENER.open(replace(envelope, **{name: base64.b64encode(raw).decode()}))


@given(st.data())
def test_an_envelope_cut_short_cannot_be_opened(draw: st.DataObject) -> None:
    envelope = sealed()
    raw = base64.b64decode(envelope.data_base64)
    shorter = base64.b64encode(raw[: draw.draw(st.integers(0, len(raw) - 1))]).decode()
    with pytest.raises(CannotOpen):
        OPENER.open(replace(envelope, data_base64=shorter))


@pytest.mark.parametrize("garbage", ["", "!", "あ", "=", "QQ", "\n"])
def test_content_that_is_not_base64_cannot_be_opened(garbage: str) -> None:
    with pytest.raises(CannotOpen):
        OPENER.open(replace(sealed(), data_base64=garbage))


@pytest.mark.parametrize("noise", ["\n", "!", " "])
def test_noise_around_good_content_is_not_skipped(noise: str) -> None:
    envelope = sealed()
    with pytest.raises(CannotOpen):
        OPENER.open(replace(envelope, data_base64=noise + envelope.data_base64))


def test_an_event_moved_under_another_content_key_cannot_be_opened() -> None:
    other = ContentKey.generate(KEY.public_key())
    with pytest.raises(CannotOpen):
        OPENER.open(replace(sealed(), encapsulation=other.encapsulation))


def test_an_unknown_key_is_told_apart_from_a_broken_seal() -> None:
    with pytest.raises(UnknownKey):
        Opener.of(OTHER).open(sealed())


def test_the_same_event_sealed_twice_shares_no_nonce() -> None:
    nonces = {base64.b64decode(sealed().data_base64)[:12] for _ in range(200)}
    assert len(nonces) == 200


def test_no_key_shows_in_a_repr() -> None:
    assert "AESGCM" not in repr(CONTENT_KEY)
    assert "X25519" not in repr(OPENER)


@given(st.binary(max_size=200), st.text(max_size=20))
def test_what_was_sealed_to_a_key_opens_under_the_same_context(plaintext: bytes, context: str) -> None:
    box = seal_to(KEY.public_key(), plaintext, context)
    assert open_with(KEY, box, context) == plaintext
    assert OPENER.open_question(key_id(KEY.public_key()), box, context) == plaintext


@given(st.text(max_size=20), st.text(max_size=20))
def test_another_context_does_not_open(context: str, other: str) -> None:
    assume(context != other)
    with pytest.raises(CannotOpen):
        open_with(KEY, seal_to(KEY.public_key(), PLAINTEXT, context), other)


@given(st.binary(max_size=200))
def test_bytes_nobody_sealed_do_not_open(noise: bytes) -> None:
    with pytest.raises(CannotOpen):
        open_with(KEY, noise, "context")


def test_nothing_is_sealed_to_a_key_with_which_no_secret_can_be_shared() -> None:
    with pytest.raises(Malformed):
        seal_to(X25519PublicKey.from_public_bytes(bytes(32)), PLAINTEXT, "context")


def test_a_question_to_an_unknown_key_is_told_apart() -> None:
    with pytest.raises(UnknownKey):
        OPENER.open_question("0" * 16, seal_to(KEY.public_key(), PLAINTEXT, "q"), "q")
