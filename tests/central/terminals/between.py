"""Somebody between a terminal and central, with an authority of their own: they have all but the code."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import ClientSession, web
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from protocol.enrolment import AUTHORITY_PATH, REQUEST_PATH

SERVER = "between"


@asynccontextmanager
async def between(site: Path, real_port: int, answer: bytes = b"") -> AsyncIterator[int]:
    """The port of a server that shows the authority of `site`; requests go on to central, or get `answer`."""
    certificate = x509.load_pem_x509_certificate((site / "ca.crt").read_bytes()).public_bytes(Encoding.DER)

    async def authority(_: web.Request) -> web.Response:
        return web.Response(body=certificate)

    async def relay(request: web.Request) -> web.Response:
        if answer:
            return web.Response(body=answer)
        url = f"https://127.0.0.1:{real_port}{REQUEST_PATH}"
        async with ClientSession() as client, client.post(url, data=await request.read(), ssl=False) as given:
            return web.Response(body=await given.read(), status=given.status)

    application = web.Application()
    application.add_routes([web.get(AUTHORITY_PATH, authority), web.post(REQUEST_PATH, relay)])
    runner = web.AppRunner(application)
    await runner.setup()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(site / f"{SERVER}.crt", site / f"{SERVER}.key")
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    try:
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()
