"""Who gets into the kiosk's pages and what a touch does there."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from edge_agent.kiosk.server import KioskServer
from edge_agent.kiosk.voice import Voice
from edge_agent.link.states import Links
from edge_agent.outbox.parcel import NOTHING
from edge_agent.outbox.store import NumberedBody, Stored
from edge_agent.settings import KioskSettings
from edge_agent.visit.service import Visit
from edge_agent.visit.state import CallStatus, Screen
from protocol.wire.envelope import CoarseKind
from protocol.wire.messages.events import Body

from .still import StillErrands

ALWAYS: dict[str, tuple[tuple[str, str], ...]] = dict.fromkeys(
    ("mon", "tue", "wed", "thu", "fri", "sat", "sun"), (("00:00", "23:59"),)
)


class Noon:
    def now(self) -> datetime:
        return datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


class Shelf:
    def __init__(self) -> None:
        self.bodies: list[Body] = []

    async def put(
        self,
        kind: CoarseKind,
        body: Body | NumberedBody,
        *,
        visit: str = "",
        numbered: bool = False,
        attachments: Mapping[str, bytes] = NOTHING,
    ) -> Stored:
        assert not callable(body)
        self.bodies.append(body)
        return Stored(f"event-{len(self.bodies)}", "epoch", len(self.bodies))

    def has_room(self) -> bool:
        return True


class Up:
    def is_offline(self) -> bool:
        return False

    async def changes(self) -> AsyncIterator[Links]:
        return
        yield


class PlainScreens:
    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self.voice = Voice(None)

    def load(self) -> None:
        pass

    @property
    def version(self) -> str:
        return str(self._visit.state.revision)

    async def watch(self, changed: asyncio.Event) -> None:
        async for _ in self._visit.changes():
            changed.set()

    def broken(self, number: str, *, whole: bool) -> str:
        return f"{number} {whole}"

    def page(self, csrf: str) -> str:
        return f"<html>{self.screen(csrf)}</html>"

    def screen(self, csrf: str) -> str:
        return f"{self._visit.state.screen} csrf={csrf} revision={self._visit.state.revision}"

    def pin_refused(self, csrf: str, *, whole: bool) -> str:
        return f"four digits {whole}"

    def refusal(self) -> str:
        return "職員用の画面ではありません"


@dataclass
class Kiosk:
    url: str
    token_file: Path
    visit: Visit
    shelf: Shelf
    client: aiohttp.ClientSession
    server: KioskServer

    async def next_token(self) -> None:
        used = self.token_file.read_text()
        renewing = asyncio.create_task(self.server.run())
        while self.token_file.read_text() == used:  # noqa: ASYNC110 - a file has no event
            await asyncio.sleep(0.005)
        renewing.cancel()
        await asyncio.gather(renewing, return_exceptions=True)

    async def start(self) -> str:
        async with self.client.get(self.url + "/start", params={"token": self.token_file.read_text()}) as response:
            return await response.text()

    async def touch(self, page: str, action: str, value: str = "", **headers: str) -> aiohttp.ClientResponse:
        csrf, revision = re.findall(r"csrf=(\S+) revision=(\d+)", page)[0]
        form = {"csrf": csrf, "revision": revision, "action": action, "value": value}
        response = await self.client.post(self.url + "/act", data=form, headers={"Origin": self.url, **headers})
        await response.read()
        return response


@asynccontextmanager
async def opened(tmp_path: Path, unused_tcp_port: int) -> AsyncIterator[Kiosk]:
    token_file, shelf = tmp_path / "start-token", Shelf()
    settings = KioskSettings(token_file=token_file, village="道志村", opening=ALWAYS, port=unused_tcp_port)
    visit = Visit(
        outbox=shelf,
        links=Up(),
        clock=Noon(),
        hours=settings.hours,
        errands=StillErrands(),
        guidance=lambda _day: None,
    )
    jar = aiohttp.CookieJar(unsafe=True)
    async with (
        KioskServer(settings, visit=visit, screens=PlainScreens(visit)) as server,
        aiohttp.ClientSession(cookie_jar=jar) as client,
    ):
        yield Kiosk(f"http://127.0.0.1:{unused_tcp_port}", token_file, visit, shelf, client, server)


async def test_the_start_token_lets_one_browser_in_and_works_once(tmp_path: Path, unused_tcp_port: int) -> None:
    async with opened(tmp_path, unused_tcp_port) as kiosk:
        token = kiosk.token_file.read_text()
        assert "attract" in await kiosk.start()
        async with aiohttp.ClientSession() as other, other.get(kiosk.url + "/start", params={"token": token}) as again:
            assert again.status == 403


async def test_the_token_file_is_closed_to_others(tmp_path: Path, unused_tcp_port: int) -> None:
    async with opened(tmp_path, unused_tcp_port) as kiosk:
        assert kiosk.token_file.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("path", ["/", "/screen", "/live", "/static/kiosk.css"])
async def test_a_browser_without_the_cookie_sees_only_the_refusal(
    tmp_path: Path, unused_tcp_port: int, path: str
) -> None:
    async with opened(tmp_path, unused_tcp_port) as kiosk, kiosk.client.get(kiosk.url + path) as response:
        assert (response.status, await response.text()) == (403, "職員用の画面ではありません")


async def test_a_new_start_ends_the_session_before(tmp_path: Path, unused_tcp_port: int) -> None:
    async with opened(tmp_path, unused_tcp_port) as kiosk:
        await kiosk.start()
        await kiosk.next_token()
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as other:
            token = {"token": kiosk.token_file.read_text()}
            async with other.get(kiosk.url + "/start", params=token) as response:
                assert response.status == 200
        async with kiosk.client.get(kiosk.url + "/") as response:
            assert response.status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1:1"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_request_from_elsewhere_is_refused(
    tmp_path: Path, unused_tcp_port: int, headers: dict[str, str]
) -> None:
    async with opened(tmp_path, unused_tcp_port) as kiosk:
        page = await kiosk.start()
        async with kiosk.client.get(kiosk.url + "/", headers=headers) as response:
            assert response.status == 403
        assert (await kiosk.touch(page, "start", **headers)).status == 403
        assert kiosk.visit.state.screen is Screen.ATTRACT


async def test_a_link_on_another_page_of_this_machine_may_be_followed(tmp_path: Path, unused_tcp_port: int) -> None:
    link = {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    async with opened(tmp_path, unused_tcp_port) as kiosk:
        page = await kiosk.start()
        async with kiosk.client.get(kiosk.url + "/", headers=link) as response:
            assert response.status == 200
        async with kiosk.client.get(kiosk.url + "/", headers={**link, "Sec-Fetch-Dest": "iframe"}) as response:
            assert response.status == 403
        assert (await kiosk.touch(page, "start", **link)).status == 403


async def test_a_change_without_an_origin_is_refused(tmp_path: Path, unused_tcp_port: int) -> None:
    async with opened(tmp_path, unused_tcp_port) as kiosk:
        page = await kiosk.start()
        csrf = re.findall(r"csrf=(\S+)", page)[0]
        form = {"csrf": csrf, "revision": "1", "action": "start"}
        async with kiosk.client.post(kiosk.url + "/act", data=form) as response:
            assert response.status == 403


async def test_a_change_without_the_csrf_token_is_refused(tmp_path: Path, unused_tcp_port: int) -> None:
    async with opened(tmp_path, unused_tcp_port) as kiosk:
        await kiosk.start()
        response = await kiosk.touch("csrf=wrong revision=1", "start")
        assert (response.status, kiosk.visit.state.screen) == (403, Screen.ATTRACT)


async def test_a_touch_moves_the_visit_and_a_reload_keeps_it(tmp_path: Path, unused_tcp_port: int) -> None:
    async with opened(tmp_path, unused_tcp_port) as kiosk:
        await kiosk.touch(await kiosk.start(), "start")
        async with kiosk.client.get(kiosk.url + "/") as response:
            assert "events" in await response.text()


async def test_the_same_touch_twice_is_one_call(tmp_path: Path, unused_tcp_port: int) -> None:
    async with opened(tmp_path, unused_tcp_port) as kiosk:
        page = await kiosk.start()
        await kiosk.touch(page, "call-staff")
        await kiosk.touch(page, "call-staff")
        assert len(kiosk.shelf.bodies) == 1
        assert kiosk.visit.state.call.status is CallStatus.CALLING


@pytest.mark.parametrize(("action", "revision"), [("no-such-thing", "1"), ("start", "x"), ("start", "9" * 20)])
async def test_a_touch_that_means_nothing_is_a_bad_request(
    tmp_path: Path, unused_tcp_port: int, action: str, revision: str
) -> None:
    async with opened(tmp_path, unused_tcp_port) as kiosk:
        page = re.sub(r"revision=\d+", f"revision={revision}", await kiosk.start())
        csrf = re.findall(r"csrf=(\S+)", page)[0]
        form = {"csrf": csrf, "revision": revision, "action": action}
        async with kiosk.client.post(kiosk.url + "/act", data=form, headers={"Origin": kiosk.url}) as response:
            assert response.status == 400


async def test_every_answer_forbids_keeping_framing_and_foreign_code(tmp_path: Path, unused_tcp_port: int) -> None:
    async with opened(tmp_path, unused_tcp_port) as kiosk:
        await kiosk.start()
        for path in ("/", "/nowhere"):
            async with kiosk.client.get(kiosk.url + path) as response:
                assert response.headers["Cache-Control"] == "no-store"
                policy = response.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy
                assert "unsafe" not in policy
                assert "frame-ancestors 'none'" in policy


async def test_the_live_channel_says_that_the_screen_has_changed(tmp_path: Path, unused_tcp_port: int) -> None:
    async with opened(tmp_path, unused_tcp_port) as kiosk:
        page = await kiosk.start()
        async with kiosk.client.get(kiosk.url + "/live") as live:
            assert await live.content.readuntil(b"\n\n") == b"event: screen\ndata: 1\n\n"
            await kiosk.touch(page, "start")
            assert await live.content.readuntil(b"\n\n") == b"event: screen\ndata: 2\n\n"
            await live.content.read(0)
            live.close()


async def test_the_browser_may_start_again_without_waiting_for_a_new_token(
    tmp_path: Path, unused_tcp_port: int
) -> None:
    async with opened(tmp_path, unused_tcp_port) as kiosk:
        used = kiosk.token_file.read_text()
        await kiosk.start()
        async with kiosk.client.get(kiosk.url + "/start", params={"token": used}) as response:
            assert (response.status, response.url.path) == (200, "/")
