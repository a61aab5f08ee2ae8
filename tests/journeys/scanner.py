"""A hand scanner at a clerk's PC: keys at its own pace, however busy this machine is."""

from __future__ import annotations

import asyncio
import time

from playwright.async_api import Page

_PACE_SECONDS = 0.004


async def scanned(page: Page, text: str) -> None:
    """Type a code and Enter; the time of each key is the scanner's, as the browser would have it from the kernel."""
    session = await page.context.new_cdp_session(page)
    began = time.time()
    keys = [*({"key": sign, "text": sign} for sign in text), {"key": "Enter", "code": "Enter", "text": "\r"}]
    sending = []
    for place, key in enumerate(keys):
        at = {"timestamp": began + place * _PACE_SECONDS}
        for kind in ({"type": "keyDown", **key}, {"type": "keyUp", "key": key["key"]}):
            sending.append(session.send("Input.dispatchKeyEvent", {**kind, **at}))
    await asyncio.gather(*sending)
    await session.detach()
