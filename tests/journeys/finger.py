"""A finger on the kiosk without a browser: touches as fast as the terminal answers, and counts what it accepted."""

from __future__ import annotations

import asyncio
import re
from types import TracebackType

import aiohttp

from provisioning.sandbox.village import Village

_PACE_SECONDS = 0.02


class Finger:
    """Calls staff and takes the call back, again and again, through whatever ends in between."""

    def __init__(self, village: Village) -> None:
        self._village = village
        self.calls = 0
        self.withdrawals = 0
        self.unanswered = 0

    async def __aenter__(self) -> Finger:
        self._http = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True), timeout=aiohttp.ClientTimeout(total=5)
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.close()

    async def touch_until(self, stop: asyncio.Event) -> None:
        """Go on touching until told to stop."""
        while not stop.is_set():
            try:
                await self.touch()
                await asyncio.sleep(_PACE_SECONDS)
            except (aiohttp.ClientError, TimeoutError, OSError):
                await asyncio.sleep(0.05)

    async def look(self) -> None:
        """Wait for the screen that is there now."""
        await self._screen()

    async def touch(self) -> None:
        """One touch: call, or take the call back."""
        screen = await self._screen()
        action = "withdraw-call" if 'value="withdraw-call"' in screen else "call-staff"
        form = {"action": action, "csrf": _field(screen, "csrf"), "revision": _field(screen, "revision")}
        self.unanswered += 1
        async with self._http.post(f"{self._origin}/act", data=form, headers=self._headers) as answer:
            after = await answer.text()
        self.unanswered -= 1
        if action == "call-staff" and 'value="withdraw-call"' in after:
            self.calls += 1
        elif action == "withdraw-call" and 'id="kiosk"' in after and 'value="withdraw-call"' not in after:
            self.withdrawals += 1

    async def _screen(self) -> str:
        async with self._http.get(f"{self._origin}/screen") as answer:
            if answer.status == 200:
                return await answer.text()
        async with self._http.get(self._village.kiosk_url) as answer:
            answer.raise_for_status()
        async with self._http.get(f"{self._origin}/screen") as answer:
            answer.raise_for_status()
            return await answer.text()

    @property
    def _origin(self) -> str:
        return f"http://127.0.0.1:{self._village.plan.ports.kiosk}"

    @property
    def _headers(self) -> dict[str, str]:
        return {"Origin": self._origin, "HX-Request": "true"}


def _field(screen: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', screen)
    if found is None:
        raise AssertionError(f"the screen has no {name}")
    return found[1]
