"""The small words of the line as hypothesis draws them: texts, labels, ids and counts."""

from __future__ import annotations

import base64

from hypothesis import strategies as st

from protocol.identifiers import LARGEST_SEQ

_PRINTABLE = st.characters(exclude_categories=["Cc", "Cs"])

TEXT = st.text(max_size=40)
LABEL = st.text(_PRINTABLE, max_size=32)
LONG_TEXT = st.text(_PRINTABLE, max_size=60)
ID = st.from_regex(r"[0-9A-Za-z-]{1,36}", fullmatch=True)
ID_OR_NONE = st.one_of(st.just(""), ID)
DIGEST = st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
SEQ = st.integers(min_value=1, max_value=LARGEST_SEQ)
COUNT = st.integers(min_value=0, max_value=LARGEST_SEQ)
WHOLE = st.integers(min_value=-LARGEST_SEQ, max_value=LARGEST_SEQ)
BASE64 = st.binary(max_size=64).map(lambda raw: base64.b64encode(raw).decode())
