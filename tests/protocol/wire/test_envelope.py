"""The attributes that the seal authenticates: no two different envelopes share their bytes."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from protocol.wire.envelope import Attributes, CoarseKind, Envelope, source_of

from .strategies import ATTRIBUTES, ENVELOPES


def values_in(authenticated: bytes) -> list[str]:
    """The values read back out of the authenticated bytes."""
    values: list[str] = []
    while authenticated:
        length = int.from_bytes(authenticated[:4], "big")
        values.append(authenticated[4 : 4 + length].decode())
        authenticated = authenticated[4 + length :]
    return values


@given(ATTRIBUTES)
def test_every_attribute_can_be_read_back_out_of_the_authenticated_bytes(attributes: Attributes) -> None:
    assert sorted(values_in(attributes.authenticated())) == sorted(str(value) for value in asdict(attributes).values())


@given(ATTRIBUTES, ATTRIBUTES)
def test_different_attributes_have_different_authenticated_bytes(one: Attributes, other: Attributes) -> None:
    assert (one == other) == (one.authenticated() == other.authenticated())


@given(ATTRIBUTES, st.sampled_from(["id", "source", "time", "epoch", "keyid", "encapsulation", "partof"]), st.text())
def test_changing_one_attribute_changes_the_authenticated_bytes(attributes: Attributes, name: str, text: str) -> None:
    assume(getattr(attributes, name) != text)
    assert replace(attributes, **{name: text}).authenticated() != attributes.authenticated()


@pytest.mark.parametrize(("left", "right"), [("id", "source"), ("time", "epoch"), ("keyid", "encapsulation")])
def test_moving_a_character_to_the_neighbour_changes_the_authenticated_bytes(left: str, right: str) -> None:
    empty = Attributes(
        id="", source="", type=CoarseKind.CALL, time="", epoch="", seq=1, keyid="", encapsulation=""
    )  # fmt: skip
    one = replace(empty, **{left: "ab", right: "c"})
    other = replace(empty, **{left: "a", right: "bc"})
    assert one.authenticated() != other.authenticated()


@given(ENVELOPES)
def test_the_content_is_authenticated_by_the_seal_and_not_as_an_attribute(envelope: Envelope) -> None:
    assert replace(envelope, data_base64="").authenticated() == envelope.authenticated()


def test_the_source_names_the_terminal() -> None:
    assert source_of("madoguchi-1") == "/terminals/madoguchi-1"
