"""Topic filters against paho's own judgement, and what becomes of messages that nobody began."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paho.mqtt.client import topic_matches_sub

from protocol.intake import Intake, matches
from protocol.publication import Message

_LEVEL = st.sampled_from(["a", "b", "", "+"])
_FILTER = st.tuples(st.lists(_LEVEL, min_size=1, max_size=4), st.booleans()).map(
    lambda drawn: "/".join([*drawn[0], "#"] if drawn[1] else drawn[0])
)
_TOPIC = st.lists(st.sampled_from(["a", "b", ""]), min_size=1, max_size=5).map("/".join)


async def _nothing(_: Message) -> None:
    return


@given(_FILTER, _TOPIC)
def test_filters_match_as_paho_says(topic_filter: str, topic: str) -> None:
    assert matches(topic_filter, topic) == topic_matches_sub(topic_filter, topic)


def test_a_shared_filter_matches_without_its_group() -> None:
    assert matches("$share/central/a/+/c", "a/b/c")
    assert not matches("$share/central/a/+/c", "central/a/b/c")


def test_what_no_handler_wants_is_done_at_once() -> None:
    done: list[bool] = []
    Intake(1).take(Message("a", b""), lambda: done.append(True))
    assert done == [True]


def test_a_full_queue_is_a_broken_promise_of_the_broker() -> None:
    intake = Intake(1)
    intake.handle("a", _nothing, 1)
    intake.take(Message("a", b""), lambda: None)
    with pytest.raises(asyncio.QueueFull):
        intake.take(Message("a", b""), lambda: None)
    intake.forget()
    intake.take(Message("a", b""), lambda: None)


async def test_one_worker_keeps_the_order_and_acknowledges_after_the_handler() -> None:
    steps: list[str] = []
    intake = Intake(10)

    async def handler(message: Message) -> None:
        await asyncio.sleep(0)
        steps.append(f"handled {message.payload.decode()}")

    intake.handle("a", handler, 1)
    for name in ("1", "2"):
        intake.take(Message("a", name.encode()), lambda name=name: steps.append(f"done {name}"))  # type: ignore[misc]
    task = asyncio.create_task(intake.run())
    async with asyncio.timeout(5):
        while len(steps) < 4:  # noqa: ASYNC110
            await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert steps == ["handled 1", "done 1", "handled 2", "done 2"]


def test_a_payload_never_shows_in_a_repr() -> None:
    assert "secret" not in repr(Message("a", b"secret"))
