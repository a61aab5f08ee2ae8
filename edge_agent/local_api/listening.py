"""The raw view as a stream: what an ear hears, told as it comes, for as long as the technician looks."""

from __future__ import annotations

from contextlib import aclosing

from aiohttp import web

from protocol.wire.codec import encode

from ..clock import rfc3339
from ..devices.ear import Ear, Heard
from .signals import Signal


async def stream_signals(request: web.Request, ear: Ear) -> web.StreamResponse:
    """Answer with one `Signal` a line until the technician goes away; the ear hears nothing before and after."""
    response = web.StreamResponse(headers={"Content-Type": "application/x-ndjson"})
    await response.prepare(request)
    async with aclosing(ear.follow()) as following:
        async for heard in following:
            await response.write(encode(told(heard)) + b"\n")
    return response


def told(heard: Heard) -> Signal:
    """One of them, in the words of the local API."""
    return Signal(heard.number, rfc3339(heard.at), heard.device, heard.what)
