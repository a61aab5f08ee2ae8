"""Elements and sizes are read whatever the form of their lengths, and nothing past the end."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edge_agent.cards.ber import Element, NotBer, element_size, elements, sequence_size

_TAGS = st.one_of(st.integers(0x01, 0x1E), st.integers(0x30, 0x3E), st.sampled_from([0xFF20, 0xDF21, 0xDF25, 0x5F40]))


def encoded(element: Element, form: int = 0) -> bytes:
    """An element with its length in the short form or in 1 or 2 bytes more, whichever is at least `form`."""
    size = len(element.value)
    tag = element.tag.to_bytes(2 if element.tag > 0xFF else 1, "big")
    if form == 0 and size < 0x80:
        return tag + bytes((size,)) + element.value
    if form <= 1 and size < 0x100:
        return tag + bytes((0x81, size)) + element.value
    return tag + b"\x82" + size.to_bytes(2, "big") + element.value


_ELEMENTS = st.builds(Element, _TAGS, st.binary(max_size=600))


@given(st.lists(st.tuples(_ELEMENTS, st.integers(0, 2)), max_size=5), st.sampled_from([b"", b"\x00" * 9, b"\xff" * 5]))
def test_elements_are_read_back_whatever_the_form_of_their_lengths(
    listed: list[tuple[Element, int]], fill: bytes
) -> None:
    file = b"".join(encoded(element, form) for element, form in listed)
    assert list(elements(file + fill)) == [element for element, _ in listed]


@given(_ELEMENTS, st.integers(0, 2), st.binary(max_size=20))
def test_the_size_is_told_from_the_first_bytes(element: Element, form: int, rest: bytes) -> None:
    whole = encoded(element, form)
    assert element_size((whole + rest)[:5]) == len(whole)


@given(st.binary(max_size=2000), st.integers(0, 2), st.binary(max_size=20))
def test_a_certificate_s_size_is_told_from_its_first_four_bytes(value: bytes, form: int, rest: bytes) -> None:
    whole = encoded(Element(0x30, value), form)
    assert sequence_size((whole + rest)[:4]) == len(whole)


@given(st.binary(max_size=200))
@example(b"\x30\x83\x01\x00\x00")
@example(b"\x30\x80")
@example(b"\xff\xff\xff\x01\x00")
def test_anything_else_is_refused_and_nothing_reads_past_the_end(file: bytes) -> None:
    try:
        found = list(elements(file))
    except NotBer:
        return
    assert sum(len(element.value) for element in found) <= len(file)


@pytest.mark.parametrize(
    "start", [b"", b"\x00" * 4, b"\xff" * 4, b"\x31\x82\x01\x00", b"\x30\x83\x01\x00", b"\x30\x82\x01"]
)
def test_a_file_that_does_not_begin_with_a_sequence_has_no_size(start: bytes) -> None:
    with pytest.raises(NotBer):
        sequence_size(start)


def test_an_element_does_not_show_its_value() -> None:
    assert repr(Element(0xDF22, b"secret")) == "Element(DF22, 6 bytes)"
