"""Fetches the authorities' revocation lists again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from ..clock import Clock
from ..db.outage import DATABASE_AWAY
from ..log import logger
from .authorities import Authority
from .gateways.crl import fetch_list
from .use_cases.keep_list import keep_list

_log = logger("identity")
_AGAIN_SECONDS = 60.0


class ListKeeper:
    """Every `every_seconds`, and sooner while a list cannot be had."""

    def __init__(
        self, authorities: Collection[Authority], clock: Clock, *, fetch_seconds: float, every_seconds: float
    ) -> None:
        self._authorities = [each for each in authorities if each.crl_url]
        self._clock = clock
        self._fetch_seconds = fetch_seconds
        self._every_seconds = every_seconds

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            kept = [await self._keep(authority) for authority in self._authorities]
            await asyncio.sleep(self._every_seconds if all(kept) else min(_AGAIN_SECONDS, self._every_seconds))

    async def _keep(self, authority: Authority) -> bool:
        fetched = await fetch_list(authority.crl_url, authority.certificate, seconds=self._fetch_seconds)
        if fetched is None:
            _log.warning("revocation-list-missing", authority=authority.key_id)
            return False
        try:
            await keep_list(authority.key_id, fetched, self._clock.now())
        except DATABASE_AWAY as error:
            _log.warning("revocation-list-not-kept", authority=authority.key_id, error=type(error).__name__)
            return False
        return True
