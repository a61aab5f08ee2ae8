"""Attachments are cut into parts and put together again, and nothing but the very same bytes comes out."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.errors import Malformed, PartBroken, TooLarge
from protocol.wire.attachments import PART_BYTES, assembled, count_of, cut
from protocol.wire.envelope import PARTS
from protocol.wire.messages.events import Attachment

SIZES = st.sampled_from([0, 1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 3 * PART_BYTES])
CONTENTS = st.dictionaries(st.text(max_size=5), SIZES.map(lambda size: (b"ink" * (size // 3 + 1))[:size]), max_size=4)


@given(CONTENTS)
def test_what_was_cut_comes_together_again(contents: dict[str, bytes]) -> None:
    attachments, parts = cut(contents)
    assert assembled(attachments, parts) == contents
    assert count_of(attachments) == len(parts)
    assert all(0 < len(part) <= PART_BYTES for part in parts)


@given(CONTENTS.filter(lambda contents: any(contents.values())), st.data())
def test_a_changed_or_exchanged_part_is_found(contents: dict[str, bytes], draw: st.DataObject) -> None:
    attachments, parts = cut(contents)
    parts[draw.draw(st.integers(0, len(parts) - 1))] = draw.draw(st.binary(max_size=20))
    with suppress(PartBroken):
        assert assembled(attachments, parts) == contents


def test_more_than_an_event_may_have_is_refused_by_both_ends() -> None:
    cut({"ink": bytes(PARTS * PART_BYTES)})
    with pytest.raises(TooLarge):
        cut({"ink": bytes(PARTS * PART_BYTES), "more": b"1"})
    with pytest.raises(Malformed):
        count_of([Attachment("ink", "", PARTS), Attachment("more", "", 1)])
