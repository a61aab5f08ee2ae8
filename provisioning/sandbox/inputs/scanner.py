"""The emulated readers: what each sends when a code is held before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .cable import Cable
from .requests import Outcome, Scan
from .strokes import can_type, strokes

KEYS_AT_ONCE = 5  # 12 events of 24 bytes each at the most
SIGNS_AT_ONCE = 256


class Scanner:
    """A reader behind a cable; `spell` makes what is sent of a text and whether it has an end, None: it cannot."""

    def __init__(self, cable: Cable, spell: Callable[[str, bool], Iterable[bytes] | None]) -> None:
        self._cable = cable
        self._spell = spell

    async def scan(self, request: Scan) -> Outcome:
        """Send a text. Ends early when the reader is pulled out."""
        spelt = self._spell(request.text, request.is_whole)
        return Outcome.NO_SUCH_KEY if spelt is None else await self._cable.send(spelt, request.pace)


def typed(text: str, has_end: bool) -> Iterable[bytes] | None:
    """The keys of a text, then Enter; None: no key has such a sign."""
    return strokes(text, has_end=has_end) if can_type(text) else None


def sent(text: str, has_end: bool) -> Iterable[bytes]:
    """The bytes of a text, then CR and LF."""
    return [sign.encode() for sign in text] + ([b"\r\n"] if has_end else [])
