"""What is too small, too large or too long for its place is malformed: it never reaches a database or a file."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from protocol.errors import Malformed
from protocol.wire.codec import decode, encode
from protocol.wire.messages import questions
from protocol.wire.messages.publications import LARGEST_CATALOGUE
from protocol.wire.messages.receipts import SeqRange

from . import golden

SEQS = [0, -1, 2**53, 2**63, 1.5, "1"]
IDS = ["", "x" * 37, "a b", "a\n", "a\u0000", "é"]
LABELS = ["x" * 65, "a\u0000", "a\n", "\u007f"]

STROKES: list[Any] = [[], [[]], [[[0, 0, 0, 0]]] * 201, [[[0, 0, 0, 0]] * 4_001]]
ODD_VALUES = [2**53, -(2**53), 10**30, "x" * 301, ["x" * 65], ["x"] * 51]
PROOF = {"challenge": "c", "certificate": "", "signature": ""}

BROKEN = [
    *(("envelope", "seq", seq) for seq in SEQS),
    *(("envelope", name, value) for name in ("id", "epoch") for value in IDS),
    *(("envelope", "partof", value) for value in IDS[1:]),
    *(("envelope", name, value) for name in ("source", "time", "keyid") for value in LABELS),
    ("envelope", "encapsulation", "A" * 257),
    ("envelope", "part", -1),
    ("envelope", "part", 101),
    ("envelope", "specversion", "2.0"),
    *(("presence", "instance", value) for value in IDS),
    *(("presence", name, value) for name in ("version", "since") for value in LABELS),
    ("presence", "version", "x" * 33),
    ("presence", "devices", [{"kind": "pen", "name": "a\u0000", "state": "idle"}]),
    ("presence", "devices", [{"kind": "pen", "name": "x" * 65, "state": "idle"}]),
    ("presence", "devices", [{"kind": "pen", "name": "x", "state": "idle"}] * 17),
    ("presence", "health", [{"name": "paper", "level": "ok", "cause": "paper-there", "since": ""}] * 17),
    ("presence", "health", [{"name": "paper", "level": "ok", "cause": "paper-there", "since": "x" * 65}]),
    *(
        ("presence", "health", [{"name": "disk", "level": "ok", "cause": "disk-room", "since": "", "figures": figures}])
        for figures in ({}, {"days": 1}, {"percent": 1, "days": 1}, {"percent": 2**53}, {"percent": "1"})
    ),
    *(("catalogue", "serial", value) for value in SEQS[1:]),
    ("catalogue", "version", "x" * 65),
    ("catalogue", "content", base64.b64encode(bytes(LARGEST_CATALOGUE + 1)).decode()),
    *(("ink", name, value) for name in ("width", "height") for value in (0, 10_001)),
    *(("ink", "strokes", value) for value in STROKES),
    *(("ink", "strokes", [[value]]) for value in ([-1, 0, 0, 0], [0, 10_001, 0, 0], [0, 0, -1, 0], [0, 0, 0, 4096])),
    *(("question", name, value) for name in ("id", "visit") for value in IDS[1:]),
    *(("question.stream-position", "epoch", value) for value in IDS),
    *(("receipt", "forked", [seq]) for seq in SEQS),
    *(("receipt", name, value) for name in ("terminal", "epoch") for value in IDS),
    *(("answer.position", name, value) for name in ("highest_seq", "highest_serial") for value in SEQS[1:]),
]


def changed(name: str, attribute: str, value: Any) -> bytes:
    """A sample in which one attribute is another."""
    message = json.loads(golden.sample(name))
    message[attribute] = value
    return json.dumps(message).encode()


@pytest.mark.parametrize(("name", "attribute", "value"), BROKEN)
def test_a_value_that_does_not_fit_is_malformed(name: str, attribute: str, value: Any) -> None:
    with pytest.raises(Malformed):
        decode(changed(name, attribute, value), golden.kind_of(name))


@pytest.mark.parametrize(
    ("attribute", "value"),
    [("previous", value) for value in IDS[1:]] + [("previous_last_seq", value) for value in SEQS[1:]],
)
def test_the_beginning_of_an_epoch_cannot_name_the_impossible(attribute: str, value: Any) -> None:
    captured = json.loads(golden.sample("event.epoch-began"))
    captured["body"][attribute] = value
    with pytest.raises(Malformed):
        decode(json.dumps(captured).encode(), golden.kind_of("event.epoch-began"))


@pytest.mark.parametrize(
    ("attribute", "value"),
    [("catalogue", "A" * 64), ("shown", "0" * 63), ("telephone", "0" * 33), ("applicant", "x" * 301), ("codes", [{}]),
     ("people", [{}]), ("household", {"joins": "new", "movers": 100}), ("answers", [{"fact": "a.b", "value": 1.5}])],
)  # fmt: skip
def test_an_application_keeps_to_its_places(attribute: str, value: Any) -> None:
    captured = json.loads(golden.sample("event.application-made"))
    captured["body"][attribute] = value
    with pytest.raises(Malformed):
        decode(json.dumps(captured).encode(), golden.kind_of("event.application-made"))


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        *(("answers", [{"fact": "a", "value": value}]) for value in ODD_VALUES),
        ("identity", {"assurance": "card", "proof": {**PROOF, "challenge": "a\u0000"}}),
        ("identity", {"assurance": "card", "proof": {**PROOF, "certificate": "A" * 16_385}}),
    ],
)
def test_no_answer_and_no_proof_is_larger_than_anybodys(attribute: str, value: Any) -> None:
    captured = json.loads(golden.sample("event.application-made"))
    captured["body"][attribute] = value
    with pytest.raises(Malformed):
        decode(json.dumps(captured).encode(), golden.kind_of("event.application-made"))


@pytest.mark.parametrize("value", [[2, 1], [0, 1], [-1, 1], [1, 2**53], [1], [1, 2, 3], []])
def test_a_range_is_two_places_of_a_stream_in_order(value: list[int]) -> None:
    with pytest.raises(Malformed):
        decode(encode(value), SeqRange)


def test_a_range_that_ends_before_it_begins_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="ends before"):
        SeqRange(2, 1)


def test_the_largest_place_and_an_empty_visit_fit() -> None:
    assert decode(encode([1, 2**53 - 1]), SeqRange) == SeqRange(1, 2**53 - 1)
    assert decode(changed("question", "visit", ""), questions.Question).visit == ""
