"""What whoever stands at the counter brings for a procedure, in the capacity in which they apply."""

from __future__ import annotations

from collections.abc import Iterable

_MANDATE, _OF_A_PROXY = "委任状", "代理人）"
_NO_PROXIES = frozenset({"self", "head", "family", "guardian"})


def brought(documents: Iterable[str], role: str) -> tuple[str, ...]:
    """The documents without the 委任状 of a 任意代理人, 「委任状（代理人）」, where nobody of this `role` is one.

    「委任状（代理人は照会書方式）」 stays: a seal is registered for somebody else of the household with one too.
    """
    return tuple(each for each in documents if role not in _NO_PROXIES or not _is_a_proxy_s(each))


def _is_a_proxy_s(document: str) -> bool:
    return document.startswith(_MANDATE) and document.endswith(_OF_A_PROXY)
