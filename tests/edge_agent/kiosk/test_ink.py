"""The door for ink: what it takes, what it refuses, and that what it refuses changes nothing."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import aiohttp
import msgspec
import pytest

from edge_agent.kiosk.ink import read_ink
from edge_agent.visit.state import Screen
from protocol.wire.messages.applications import ApplicationMade, Ink, Sample

from ..visit.moving import at_sign
from .served import Served

STROKE = tuple(Sample(t * 8, 400 + t * 60, 900 + t * 10, 2_000) for t in range(40))
INK = Ink(8000, 2000, "pen", (STROKE,))
BODY = msgspec.json.encode(INK)
HALF_A_MEGABYTE = 512 * 1024


class Writer:
    """A browser that has signed and sends it by hand."""

    def __init__(self, kiosk: Served, client: aiohttp.ClientSession) -> None:
        self._kiosk = kiosk
        self._client = client
        self.csrf = ""

    async def start(self) -> None:
        """Open the page and read the token off it."""
        async with self._client.get(self._kiosk.start_url) as answer:
            self.csrf = re.findall(r'name="csrf" value="([^"]+)"', await answer.text())[0]

    async def send(self, body: bytes = BODY, headers: dict[str, str] | None = None) -> tuple[int, str]:
        """Post ink; headers override those of an honest page."""
        kiosk = self._kiosk
        honest = {"Origin": kiosk.origin, "X-Csrf": self.csrf, "X-Revision": str(kiosk.visit.state.revision)}
        given = {name: value for name, value in {**honest, **(headers or {})}.items() if value}
        async with self._client.post(f"{kiosk.origin}/ink", data=body, headers=given) as answer:
            return answer.status, await answer.text()


@pytest.fixture
async def writer(kiosk: Served) -> AsyncIterator[Writer]:
    """Somebody who stands before the pad."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        made = Writer(kiosk, client)
        await made.start()
        kiosk.show(at_sign())
        yield made


async def test_ink_is_answered_with_the_number(kiosk: Served, writer: Writer) -> None:
    status, text = await writer.send()
    assert status == 200
    assert 'data-screen="done"' in text
    body, _ = kiosk.shelf.stored[-1]
    assert isinstance(body, ApplicationMade)
    assert body.number in text
    assert msgspec.json.decode(kiosk.shelf.attachments["signature"], type=Ink) == INK


async def test_the_same_ink_twice_is_one_application(kiosk: Served, writer: Writer) -> None:
    revision = str(kiosk.visit.state.revision)
    first, second = [await writer.send(headers={"X-Revision": revision}) for _ in range(2)]
    assert first[0] == second[0] == 200
    assert len(kiosk.shelf.stored) == 1


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X-Csrf": ""}, 403),
        ({"X-Csrf": "wrong"}, 403),
        ({"Origin": "http://example.org"}, 403),
        ({"Origin": ""}, 403),
        ({"Host": "example.org"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"X-Revision": ""}, 400),
        ({"X-Revision": "-1"}, 400),
        ({"X-Revision": "1" * 10}, 400),
    ],
)
async def test_ink_of_anybody_else_is_refused(
    kiosk: Served, writer: Writer, headers: dict[str, str], status: int
) -> None:
    assert (await writer.send(headers=headers))[0] == status
    assert kiosk.visit.state.screen is Screen.SIGN
    assert kiosk.shelf.stored == []


async def test_a_stranger_is_refused(kiosk: Served, writer: Writer) -> None:
    async with aiohttp.ClientSession() as other:
        stranger = Writer(kiosk, other)
        stranger.csrf = writer.csrf
        assert (await stranger.send())[0] == 403


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        b"\xff\xfe",
        b"[]",
        b'{"width":8000,"height":2000,"device":"pen","strokes":[]}',
        b'{"width":8000,"height":2000,"device":"pen","strokes":[[]]}',
        b'{"width":8000,"height":2000,"device":"pen","strokes":[[[0,1,1,0]]],"more":1}',
        b'{"width":0,"height":2000,"device":"pen","strokes":[[[0,1,1,0]]]}',
        b'{"width":8000,"height":2000,"device":"pen","strokes":[[[0,9000,1,0]]]}',
        b'{"width":8000,"height":2000,"device":"pen","strokes":[[[0,1,2001,0]]]}',
        b'{"width":8000,"height":2000,"device":"pen","strokes":[[[0,1,1,4096]]]}',
        b'{"width":8000,"height":2000,"device":"pen","strokes":[[[-1,1,1,0]]]}',
    ],
)
async def test_what_is_no_ink_is_refused(kiosk: Served, writer: Writer, body: bytes) -> None:
    assert read_ink(body) is None
    assert (await writer.send(body))[0] == 400
    assert kiosk.shelf.stored == []


async def test_a_body_beyond_the_bound_is_refused_unread(kiosk: Served, writer: Writer) -> None:
    assert (await writer.send(BODY + b" " * (HALF_A_MEGABYTE - len(BODY))))[0] == 200
    kiosk.show(at_sign())
    assert (await writer.send(b" " * (HALF_A_MEGABYTE + 1)))[0] == 413
    assert kiosk.visit.state.screen is Screen.SIGN


async def test_a_body_of_no_told_length_is_refused(kiosk: Served, writer: Writer) -> None:
    headers = {"Origin": kiosk.origin, "X-Csrf": writer.csrf, "X-Revision": str(kiosk.visit.state.revision)}

    async def trickle() -> AsyncIterator[bytes]:
        yield BODY

    async with writer._client.post(f"{kiosk.origin}/ink", data=trickle(), headers=headers) as answer:
        assert answer.status == 400


async def test_too_little_ink_is_said_and_nothing_is_lost(kiosk: Served, writer: Writer) -> None:
    dot = msgspec.json.encode(Ink(8000, 2000, "touch", ((Sample(0, 10, 10, -1),),)))
    status, text = await writer.send(dot)
    assert status == 200
    assert "名前を書いてから" in text
    assert kiosk.visit.state.draft.town is not None
