"""What is written can be read; what cannot be read is Malformed or TooLarge and nothing else."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.errors import Malformed, ProtocolError, TooLarge
from protocol.wire.codec import BATCH_BYTES, BATCH_EVENTS, decode, decode_batch, encode, filled_up, join_batch
from protocol.wire.envelope import Envelope
from protocol.wire.messages import answers, applications, commands, events, publications, questions, receipts

from . import golden
from .strategies import ENVELOPES, FRAMES

READERS = [
    Envelope,
    events.Captured,
    questions.Question,
    answers.Answer,
    commands.Command,
    commands.Presence,
    commands.CentralState,
    receipts.Receipt,
    publications.CataloguePublished,
    applications.Ink,
]


@given(FRAMES)
def test_every_message_survives_the_line(message: object) -> None:
    assert decode(encode(message), type(message)) == message


@given(FRAMES)
def test_a_message_is_always_written_the_same_way(message: object) -> None:
    payload = encode(message)
    assert encode(decode(payload, type(message))) == payload


@given(st.binary(max_size=200), st.sampled_from(READERS))
def test_any_bytes_are_a_message_or_malformed(payload: bytes, reader: type[object]) -> None:
    with contextlib.suppress(Malformed):
        assert isinstance(decode(payload, reader), reader)


@given(st.data(), st.sampled_from([name for name in golden.names() if name != "batch"]))
def test_a_sample_with_one_byte_changed_is_a_message_or_malformed(draw: st.DataObject, name: str) -> None:
    payload = bytearray(golden.sample(name))
    at = draw.draw(st.integers(0, len(payload) - 1))
    payload[at] ^= draw.draw(st.integers(1, 255))
    with contextlib.suppress(Malformed):
        decode(bytes(payload), golden.kind_of(name))


@given(st.lists(ENVELOPES, min_size=1, max_size=BATCH_EVENTS))
def test_a_batch_of_envelopes_already_encoded_is_read_back_in_order(envelopes: list[Envelope]) -> None:
    assert decode_batch(join_batch([encode(envelope) for envelope in envelopes])) == envelopes


@pytest.mark.parametrize("count", [0, BATCH_EVENTS + 1])
def test_a_batch_holds_one_to_fifty_events(count: int) -> None:
    with pytest.raises(TooLarge):
        decode_batch(join_batch([golden.sample("envelope")] * count))


def test_a_batch_of_the_largest_size_is_read_and_one_byte_more_is_too_large() -> None:
    batch = join_batch([golden.sample("envelope")])
    assert len(decode_batch(batch.ljust(BATCH_BYTES))) == 1
    with pytest.raises(TooLarge):
        decode_batch(batch.ljust(BATCH_BYTES + 1))


@pytest.mark.parametrize(
    "payload",
    [b"", b"null", b"{}", b"[{}]", b"\xff", b'[{"id":"\\ud800"}]', b"[" * 100_000, golden.sample("envelope")],
)
def test_what_is_no_batch_is_malformed(payload: bytes) -> None:
    with pytest.raises(Malformed):
        decode_batch(payload)


def test_an_unknown_field_is_refused_and_not_dropped() -> None:
    with pytest.raises(Malformed):
        decode(golden.sample("receipt")[:-1] + b',"more":1}', receipts.Receipt)


def test_every_promise_of_the_protocol_has_a_code_of_its_own() -> None:
    family: list[type[ProtocolError]] = [ProtocolError, *ProtocolError.__subclasses__()]
    assert len({kind.code for kind in family}) == len(family)


@pytest.mark.parametrize(("step", "length"), [(1, 38), (32, 64), (38, 38), (64, 64)])
def test_blanks_behind_a_message_hide_its_length_and_are_not_read(step: int, length: int) -> None:
    payload = encode(answers.Refused(code="0123456789"))
    filled = filled_up(payload, step)
    assert len(filled) == length
    assert decode(filled, answers.Refused) == answers.Refused(code="0123456789")
