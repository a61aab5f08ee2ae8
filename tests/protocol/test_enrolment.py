"""What proves a code, and what people type for it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.enrolment import (
    CODE_ALPHABET,
    CODE_LENGTH,
    Content,
    Granted,
    Waiting,
    central_proof,
    code_key,
    fingerprint,
    folded_code,
    is_same_proof,
    shown_code,
    terminal_proof,
)
from protocol.wire.codec import decode, encode

CODES = st.text(st.sampled_from(CODE_ALPHABET), min_size=CODE_LENGTH, max_size=CODE_LENGTH)
PARTS = st.binary(max_size=40)
KEY = bytes(32)
ANSWERS: st.SearchStrategy[Content] = st.one_of(
    st.just(Waiting()),
    st.builds(
        Granted,
        terminal=st.just("counter-2"),
        number=st.integers(1, 999),
        certificate=PARTS,
        signing_key=PARTS,
        sealing_key=PARTS,
        broker_host=st.just("broker.example"),
        broker_port=st.integers(1, 65535),
    ),
)


@given(CODES)
def test_a_code_is_read_as_it_is_shown(code: str) -> None:
    assert folded_code(shown_code(code)) == code
    assert folded_code(shown_code(code).lower()) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ＡＢＣＤ－ＥＦＧＨ－ＩＪＫＬ", "ABCDEFGHIJKL"),
        (" abcd efgh ijkl ", "ABCDEFGHIJKL"),
        ("0BCD-1FGH-8JKL", "OBCDIFGHBJKL"),
        ("ABCD-EFGH-IJK", None),
        ("ABCD-EFGH-IJKLM", None),
        ("ABCD-EFGH-IJK9", None),
        ("", None),
    ],
)
def test_what_people_type_is_read_kindly_and_nothing_else(typed: str, code: str | None) -> None:
    assert folded_code(typed) == code


@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_code_or_nothing(typed: str) -> None:
    found = folded_code(typed)
    assert found is None or (len(found) == CODE_LENGTH and set(found) <= set(CODE_ALPHABET))


def test_another_code_is_another_key() -> None:
    keys = {code_key(code) for code in ("A" * 12, "A" * 11 + "B", "B" + "A" * 11)}
    assert {len(key) for key in keys} == {32}
    assert len(keys) == 3


@settings(max_examples=200)
@given(st.tuples(PARTS, PARTS), st.tuples(PARTS, PARTS))
def test_a_proof_is_for_one_request_and_one_authority(one: tuple[bytes, bytes], other: tuple[bytes, bytes]) -> None:
    assert is_same_proof(terminal_proof(KEY, *one), terminal_proof(KEY, *other)) is (one == other)


@given(PARTS, PARTS, PARTS)
def test_neither_side_can_send_the_others_proof_back(csr: bytes, authority: bytes, content: bytes) -> None:
    proof = central_proof(KEY, csr, authority, content)
    assert proof != terminal_proof(KEY, csr, authority)
    assert proof != central_proof(KEY, csr, authority, content + b"x")
    assert proof != central_proof(bytes(31) + b"\1", csr, authority, content)


def test_people_compare_eight_groups_of_four() -> None:
    assert fingerprint(b"request") == "1F58 B914 5B24 D108 D7AC 3888 7338 B3EA"
    assert fingerprint(b"request") != fingerprint(b"request2")


@given(ANSWERS)
def test_what_central_says_is_read_as_it_was_written(content: Content) -> None:
    assert decode(encode(content), Content) == content  # type: ignore[arg-type]
