"""A code of a slip is opaque, never guessed, and no slip of one hand turns it into another one."""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from protocol.codes import PREFIX, Code, CodeFault, CodeKind, new_code, read_code

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TOKENS = st.integers(0, 2**128 - 1).map(lambda n: "".join(SIGNS[n >> (5 * at) & 31] for at in reversed(range(26))))
CODES = st.builds(Code, kind=st.sampled_from(CodeKind), token=TOKENS)
LOOKS_LIKE = {"O": "0", "I": "1", "L": "1"}


def meaning(sign: str) -> str:
    """What a sign is read as."""
    return LOOKS_LIKE.get(sign, sign)


@given(CODES)
def test_a_code_is_read_back(code: Code) -> None:
    assert read_code(code.text) == code
    assert len(code.text) == 34


@given(CODES)
def test_its_signs_are_those_of_the_alphanumeric_mode_of_qr(code: Code) -> None:
    assert set(code.text) <= set(string.digits + string.ascii_uppercase + ":")


@given(CODES)
def test_small_letters_and_white_space_around_it_do_no_harm(code: Code) -> None:
    assert read_code(f" {code.text.lower()}\r\n") == code


@given(CODES, st.data())
def test_look_alikes_are_understood(code: Code, data: st.DataObject) -> None:
    head, signs = code.text[: len(PREFIX) + 1], code.text[len(PREFIX) + 1 :]
    written = "".join(
        data.draw(st.sampled_from([sign, *(other for other, meant in LOOKS_LIKE.items() if meant == sign)]))
        for sign in signs
    )
    assert read_code(head + written) == code


@given(CODES)
def test_every_single_wrong_sign_is_torn(code: Code) -> None:
    text = code.text
    for at in range(len(PREFIX), len(text)):
        for sign in string.ascii_uppercase + string.digits + "-:*":
            if meaning(sign) != text[at]:
                assert read_code(text[:at] + sign + text[at + 1 :]) is CodeFault.TORN


@given(CODES)
def test_every_pair_of_swapped_neighbours_is_torn(code: Code) -> None:
    text = code.text
    for at in range(len(PREFIX), len(text) - 1):
        if text[at] != text[at + 1]:
            assert read_code(text[:at] + text[at + 1] + text[at] + text[at + 2 :]) is CodeFault.TORN


@given(CODES, st.integers(len(PREFIX), 33))
def test_a_code_that_lost_or_gained_a_sign_is_torn(code: Code, at: int) -> None:
    text = code.text
    assert read_code(text[:at] + text[at + 1 :]) is CodeFault.TORN
    assert read_code(text[:at] + "0" + text[at:]) is CodeFault.TORN


@given(st.text(max_size=60))
def test_any_other_text_is_foreign(text: str) -> None:
    assume(not text.strip().upper().startswith(PREFIX))
    assert read_code(text) is CodeFault.FOREIGN


@given(st.text(max_size=60))
def test_whatever_follows_the_prefix_is_a_code_or_torn(text: str) -> None:
    found = read_code(PREFIX + text)
    assert found is CodeFault.TORN or isinstance(found, Code)


@pytest.mark.parametrize("text", ["", "DSM1", "https://example.jp/", "4901234567894", "DSM2:C" + "0" * 28])
def test_codes_of_others_are_foreign(text: str) -> None:
    assert read_code(text) is CodeFault.FOREIGN


@pytest.mark.parametrize("kind", CodeKind)
def test_new_codes_are_all_different_and_readable(kind: CodeKind) -> None:
    made = {new_code(kind) for _ in range(500)}
    assert len(made) == 500
    assert all(read_code(code.text) == code and code.kind is kind for code in made)
