"""Signing in, staying signed in, and being refused."""

from __future__ import annotations

from central.audit.queries import lines_of

from .village import Village


async def test_without_a_session_every_page_leads_to_the_sign_in_form(village: Village) -> None:
    status, _, answer = await village.browser().get("/arrivals")
    assert (status, answer.headers["Location"]) == (303, "/sign-in?next=/arrivals")


async def test_the_right_password_opens_the_page_that_was_wanted(village: Village) -> None:
    browser = village.browser()
    status, _, answer = await browser.sign_in("ＡＯＮＥ")
    assert (status, answer.headers["Location"]) == (303, "/arrivals")
    status, text, _ = await browser.get("/arrivals")
    assert status == 200
    assert "青根 恵" in text


async def test_the_session_cookie_is_kept_from_scripts_and_other_sites(village: Village) -> None:
    _, _, answer = await village.browser().sign_in("aone")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


async def test_an_unknown_account_and_a_wrong_password_look_the_same(village: Village) -> None:
    wrong = await village.browser().sign_in("aone", "not-the-password")
    unknown = await village.browser().sign_in("nobody", "not-the-password")
    assert wrong[0] == unknown[0] == 403
    assert _without_variables(wrong[1], "aone") == _without_variables(unknown[1], "nobody")


async def test_the_delay_grows_and_never_becomes_a_lock(village: Village) -> None:
    browser, waits = village.browser(), []
    for _ in range(9):
        status, _, answer = await browser.sign_in("aone", "wrong-password")
        assert status == 403
        waits.append(int(answer.headers.get("Retry-After", "0")))
        village.clock.turn(seconds=waits[-1])
    assert waits == [0, 0, 2, 4, 8, 16, 32, 60, 60]
    assert (await browser.sign_in("aone"))[0] == 303


async def test_a_try_before_its_time_is_not_even_compared(village: Village) -> None:
    browser = village.browser()
    for _ in range(3):
        await browser.sign_in("aone", "wrong-password")
    status, text, answer = await browser.sign_in("aone")
    assert status == 429
    assert answer.headers["Retry-After"] == "2"
    assert "あと2秒ほど" in text


async def test_an_account_that_does_not_exist_waits_just_as_long(village: Village) -> None:
    browser = village.browser()
    for _ in range(3):
        await browser.sign_in("nobody", "wrong-password")
    assert (await browser.sign_in("nobody", "wrong-password"))[0] == 429


async def test_a_session_ends_after_an_idle_hour_and_lives_on_while_used(village: Village) -> None:
    browser = village.browser()
    await browser.sign_in("aone")
    for _ in range(3):
        village.clock.turn(minutes=50)
        assert (await browser.get("/arrivals"))[0] == 200
    village.clock.turn(minutes=61)
    assert (await browser.get("/arrivals"))[0] == 303


async def test_a_session_ends_after_twelve_hours_however_busy(village: Village) -> None:
    browser = village.browser()
    await browser.sign_in("aone")
    for _ in range(14):
        village.clock.turn(minutes=50)
        assert (await browser.get("/arrivals"))[0] == 200
    village.clock.turn(minutes=50)
    assert (await browser.get("/arrivals"))[0] == 303


async def test_signing_out_ends_the_session_on_the_server(village: Village) -> None:
    browser = village.browser()
    await browser.sign_in("aone")
    _, _, before = await browser.get("/arrivals")
    cookie = before.request_info.headers["Cookie"]
    await browser.post("/sign-out", {"csrf": await browser.csrf("/arrivals")})
    status, _, _ = await village.browser().get("/arrivals", Cookie=cookie)
    assert status == 303


async def test_a_change_without_the_csrf_token_is_refused(village: Village) -> None:
    browser = village.browser()
    await browser.sign_in("aone")
    assert (await browser.post("/sound", {"on": "0"}))[0] == 403
    assert (await browser.post("/sound", {"on": "0", "csrf": "0" * 64}))[0] == 403
    assert (await village.browser().post("/sign-in", {"login": "aone", "password": "x"}))[0] == 403


async def test_a_change_from_another_origin_is_refused_even_with_the_token(village: Village) -> None:
    browser = village.browser()
    await browser.sign_in("aone")
    fields = {"on": "0", "csrf": await browser.csrf("/arrivals")}
    assert (await browser.post("/sound", fields, Origin="http://evil.example"))[0] == 403
    assert (await browser.post("/sound", fields, **{"Sec-Fetch-Site": "cross-site"}))[0] == 403
    assert (await browser.post("/sound", fields, Origin=village.base))[0] == 303


async def test_signing_in_and_failing_to_are_in_the_audit_log(village: Village) -> None:
    browser = village.browser()
    await browser.sign_in("aone", "wrong-password")
    await browser.sign_in("aone")
    lines = await lines_of(kind="authentication")
    assert [(line["actor"], line["result"]) for line in lines] == [("aone", "done"), ("aone", "denied")]


async def test_after_signing_in_nobody_is_led_to_another_site(village: Village) -> None:
    for onward in ("//evil.example/x", "https://evil.example", "/\\evil.example", "/sign-in"):
        browser = village.browser()
        fields = {"csrf": await browser.csrf(), "login": "aone", "password": "renshu-123456", "next": onward}
        _, _, answer = await browser.post("/sign-in", fields)
        assert "evil" not in answer.headers["Location"]


def _without_variables(text: str, login: str) -> str:
    start = text.index('name="csrf" value="') + 19
    return text.replace(text[start : start + 64], "").replace(login, "")
