"""A sample once stored is read for ever: a stored event may wait for years in a backup."""

from __future__ import annotations

import json

import pytest

from protocol.wire.codec import decode, decode_batch, encode
from protocol.wire.envelope import Envelope
from protocol.wire.messages import events
from protocol.wire.sealing import Opener

from . import golden


def test_every_kind_of_message_has_a_sample_and_every_sample_a_kind() -> None:
    assert set(golden.names()) == golden.expected_names()


@pytest.mark.parametrize("name", golden.names())
def test_a_sample_is_read_and_written_again_byte_for_byte(name: str) -> None:
    payload = golden.sample(name)
    assert encode(decode(payload, golden.kind_of(name))) == payload


@pytest.mark.parametrize("name", [name for name in golden.names() if "." in name])
def test_a_sample_says_the_kind_it_is_named_for(name: str) -> None:
    read = json.loads(golden.sample(name))
    assert read.get("body", read)["type"] == name.partition(".")[2]


def test_the_sealed_sample_opens_with_the_stored_key_to_the_event_it_seals() -> None:
    envelope = decode(golden.sample("envelope"), Envelope)
    assert Opener.of(golden.private_key()).open(envelope) == golden.sample("event.staff-called")
    assert envelope.terminal == "madoguchi-1"


def test_the_events_of_the_sample_batch_share_one_encapsulation_and_open_each_for_itself() -> None:
    opener = Opener.of(golden.private_key())
    batch = decode_batch(golden.sample("batch"))
    called, withdrawn = (decode(opener.open(envelope), events.Captured) for envelope in batch)
    assert batch[0].encapsulation == batch[1].encapsulation
    assert isinstance(called.body, events.StaffCalled)
    assert withdrawn.body == events.CallWithdrawn(call=batch[0].id)
