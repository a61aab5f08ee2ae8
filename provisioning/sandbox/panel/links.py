"""Section 画面をひらく: where the kiosk and the console are, and who may sign in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..accounts import PracticeAccount
from .section import Action, Section


class Links(Section):
    """Two addresses and the practice sign-ins; the kiosk's changes with every start of its browser."""

    key = "links"

    def __init__(self, *, kiosk: Callable[[], str], console: str, accounts: Sequence[PracticeAccount]) -> None:
        self._kiosk = kiosk
        self._console = console
        self._accounts = tuple(accounts)

    @property
    def actions(self) -> Mapping[str, Action]:
        return {}

    async def view(self) -> Mapping[str, object]:
        return {"kiosk": self._kiosk(), "console": self._console, "accounts": self._accounts}
