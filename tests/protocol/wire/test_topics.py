"""Every topic of a terminal begins with its id, and the id can be read back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.identifiers import is_terminal_id
from protocol.wire import topics

UPWARD = [topics.events, topics.questions, topics.presence]
DOWNWARD = [topics.receipts, topics.answers, topics.commands]
TERMINALS = st.from_regex(r"[a-z][a-z0-9-]{0,30}[a-z0-9]", fullmatch=True)


@given(TERMINALS, st.sampled_from(UPWARD + DOWNWARD))
def test_the_terminal_can_be_read_back_from_its_topic(terminal: str, topic: Callable[[str], str]) -> None:
    assert is_terminal_id(terminal)
    assert topics.terminal_of(topic(terminal)) == terminal


def test_no_two_topics_of_a_terminal_are_the_same() -> None:
    assert len({topic("a1") for topic in UPWARD + DOWNWARD}) == len(UPWARD + DOWNWARD)


def test_what_goes_up_stands_under_up_and_what_comes_down_under_down() -> None:
    assert all(topic("a1").startswith("madoguchi/v1/terminals/a1/up/") for topic in UPWARD)
    assert all(topic("a1").startswith("madoguchi/v1/terminals/a1/down/") for topic in DOWNWARD)


@pytest.mark.parametrize(
    "topic",
    ["", topics.CENTRAL_STATE, topics.CATALOGUE, "madoguchi/v1/terminals/", "madoguchi/v1/terminals//up/events",
     "madoguchi/v1/terminals/a1", "x/madoguchi/v1/terminals/a1/up/events"],
)  # fmt: skip
def test_a_topic_of_no_terminal_is_refused(topic: str) -> None:
    with pytest.raises(ValueError, match="not a terminal's topic"):
        topics.terminal_of(topic)


@given(st.text(max_size=40))
def test_a_terminal_id_is_safe_inside_a_topic(text: str) -> None:
    assert not (is_terminal_id(text) and set(text) & set("/+#\0$ "))


def test_a_filter_of_every_terminal_is_shared_only_on_request() -> None:
    every = topics.events("+")
    assert topics.every_terminal(every, shared=False) == every
    assert topics.every_terminal(every, shared=True) == f"$share/central/{every}"
