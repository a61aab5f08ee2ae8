"""What is brought for a procedure by whom."""

from __future__ import annotations

import pytest

from protocol.village.documents import brought

ALL = ("本人確認書類", "委任状（代理人）", "委任状・照会書（別世帯の代理人）", "委任状（代理人は照会書方式）")


@pytest.mark.parametrize("role", ["self", "head", "family", "guardian"])
def test_whoever_is_no_proxy_brings_no_mandate_of_one(role: str) -> None:
    assert brought(ALL, role) == (ALL[0], ALL[3])


@pytest.mark.parametrize("role", ["agent", "relative", "facility", ""])
def test_everybody_else_is_told_of_it(role: str) -> None:
    assert brought(ALL, role) == ALL
