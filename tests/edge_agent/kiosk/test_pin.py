"""The number on its way from the page to the visit: what is taken, what is refused, and that nothing of it stays."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from edge_agent.kiosk.pin import take_form
from edge_agent.visit.state import Screen

from .families import PIN
from .served import Served

SECRET = b"4071"


@pytest.fixture
async def client(kiosk: Served) -> AsyncIterator[aiohttp.ClientSession]:
    """The counter's own browser before the PIN screen."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        async with session.get(kiosk.start_url) as response:
            assert response.status == 200
        kiosk.show(PIN)
        yield session


def _csrf(kiosk: Served) -> str:
    session = kiosk.server._access._session
    assert session is not None
    return session.csrf


def _body(kiosk: Served, pin: bytes = SECRET, *, revision: int | None = None) -> bytes:
    shown = kiosk.visit.state.revision if revision is None else revision
    return f"csrf={_csrf(kiosk)}&revision={shown}&pin=".encode() + pin


async def _send(kiosk: Served, client: aiohttp.ClientSession, body: bytes, **headers: str) -> tuple[int, str]:
    sent = {"Origin": kiosk.origin, "Content-Type": "application/x-www-form-urlencoded", **headers}
    async with client.post(f"{kiosk.origin}/pin", data=body, headers=sent, allow_redirects=False) as response:
        return response.status, await response.text()


async def test_four_digits_reach_the_card_and_the_screen_changes(kiosk: Served, client: aiohttp.ClientSession) -> None:
    status, text = await _send(kiosk, client, _body(kiosk), **{"HX-Request": "true"})
    assert (status, kiosk.visit.state.screen) == (200, Screen.CHECKING)
    assert 'data-screen="checking"' in text
    assert kiosk.errands.pins == [bytearray(SECRET)]


async def test_without_script_the_browser_is_sent_to_the_page(kiosk: Served, client: aiohttp.ClientSession) -> None:
    assert (await _send(kiosk, client, _body(kiosk)))[0] == 303


async def test_the_same_number_sent_twice_is_one_try(kiosk: Served, client: aiohttp.ClientSession) -> None:
    body = _body(kiosk)
    await asyncio.gather(_send(kiosk, client, body), _send(kiosk, client, body))
    assert len(kiosk.errands.pins) == 1


async def test_a_number_for_an_outdated_page_is_not_tried(kiosk: Served, client: aiohttp.ClientSession) -> None:
    await _send(kiosk, client, _body(kiosk, revision=kiosk.visit.state.revision - 1))
    assert (kiosk.errands.pins, kiosk.visit.state.screen) == ([], Screen.PIN)


@pytest.mark.parametrize(
    "pin", [b"", b"407", b"40711", b"40a1", b"%34%30%37%31", "４０７１".encode(), b"4 71", b"-071"]
)
async def test_anything_but_four_digits_is_refused_with_a_sentence(
    kiosk: Served, client: aiohttp.ClientSession, pin: bytes
) -> None:
    status, text = await _send(kiosk, client, _body(kiosk, pin))
    assert (status, kiosk.errands.pins, kiosk.visit.state.screen) == (422, [], Screen.PIN)
    assert "数字4けたを入れてください。" in text
    assert "<html" in text
    assert "<html" not in (await _send(kiosk, client, _body(kiosk, pin), **{"HX-Request": "true"}))[1]


async def test_a_number_without_the_token_or_from_elsewhere_is_refused(
    kiosk: Served, client: aiohttp.ClientSession
) -> None:
    forged = f"csrf=wrong&revision={kiosk.visit.state.revision}&pin=4071".encode()
    assert (await _send(kiosk, client, forged))[0] == 403
    assert (await _send(kiosk, client, _body(kiosk), Origin="http://evil.example"))[0] == 403
    assert (kiosk.errands.pins, kiosk.visit.state.screen) == ([], Screen.PIN)


@pytest.mark.parametrize(
    "body",
    [b"", b"pin=4071", b"csrf=c&revision=x&pin=4071", b"csrf=c&revision=1&pin=4071&pin=4071", b"pin=" + b"4" * 600],
)
async def test_what_is_no_such_form_is_a_bad_request(kiosk: Served, client: aiohttp.ClientSession, body: bytes) -> None:
    assert (await _send(kiosk, client, body))[0] == 400
    assert kiosk.errands.pins == []


async def test_the_request_keeps_no_body(
    kiosk: Served, client: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def kept(_: web.BaseRequest) -> None:
        raise AssertionError("the body was kept")

    for name in ("read", "text", "post"):
        monkeypatch.setattr(web.BaseRequest, name, kept)
    assert (await _send(kiosk, client, _body(kiosk)))[0] == 303


@pytest.mark.parametrize("pin", [SECRET, b"40711", b"abcd"])
def test_the_body_is_overwritten_when_it_was_read(pin: bytes) -> None:
    body = bytearray(b"csrf=token&revision=7&pin=" + pin)
    form = take_form(body)
    assert form is not None
    assert (form.csrf, form.revision, form.pin) == ("token", 7, bytearray(pin) if pin == SECRET else None)
    assert body == bytes(len(body))
    assert "4071" not in repr(form)


def test_the_fields_may_come_in_any_order() -> None:
    form = take_form(bytearray(b"pin=4071&csrf=token&revision=7"))
    assert form is not None
    assert form.pin == bytearray(SECRET)


@given(st.binary(max_size=80) | st.from_regex(rb"(csrf=a&|revision=\d*&|pin=\d*&|&|=)*", fullmatch=True))
def test_whatever_is_sent_is_a_form_or_none_and_is_overwritten(sent: bytes) -> None:
    body = bytearray(sent)
    form = take_form(body)
    assert form is None or form.pin is None or form.pin.isdigit()
    assert body == bytes(len(sent))
