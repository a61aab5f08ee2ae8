"""The hand that lets the stand-in misbehave: what the panel and tests hold, by way of its page."""

from __future__ import annotations

import aiohttp

from .faults import Fault


class JukiHand:
    """`page_url` ends with a slash. Both raise aiohttp.ClientError when nobody is there."""

    def __init__(self, page_url: str) -> None:
        self._address = f"{page_url}fault"

    async def fault(self) -> Fault:
        """What is switched on."""
        async with aiohttp.ClientSession() as session, session.get(self._address) as answer:
            answer.raise_for_status()
            return Fault(await answer.text())

    async def misbehave(self, fault: Fault) -> None:
        """From now on; NONE: work."""
        form = {"fault": fault}
        async with (
            aiohttp.ClientSession() as session,
            session.post(self._address, data=form, allow_redirects=False) as answer,
        ):
            answer.raise_for_status()
