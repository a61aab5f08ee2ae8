"""Everybody changes their own password, and is the only one who then knows it."""

from __future__ import annotations

import asyncio

from central.audit.queries import lines_of

from ..console.village import PASSWORD, Browser, Village

NEW = "atarashii-98765"


async def changed(browser: Browser, current: str = PASSWORD, new: str = NEW, again: str = NEW) -> tuple[int, str]:
    """The form sent; status and text."""
    fields = {"csrf": await browser.csrf("/account"), "current": current, "new": new, "again": again}
    status, text, _ = await browser.post("/account/password", fields)
    return status, text


async def test_a_changed_password_is_the_only_one_that_signs_in(hall: Village) -> None:
    browser = hall.browser()
    await browser.sign_in("aone")
    assert (await changed(browser))[0] == 303
    assert (await hall.browser().sign_in("aone"))[0] == 403
    assert (await hall.browser().sign_in("aone", NEW))[0] == 303
    assert (await browser.get("/account"))[0] == 200
    assert [line["actor"] for line in await lines_of() if line["action"] == "password-changed"] == ["aone"]


async def test_the_other_browsers_of_this_person_are_signed_out_at_once(hall: Village) -> None:
    mine, forgotten, colleague = hall.browser(), hall.browser(), hall.browser()
    await mine.sign_in("aone")
    await forgotten.sign_in("aone")
    await colleague.sign_in("osada")
    left = asyncio.create_task(_signed_out(forgotten))
    await asyncio.sleep(0.5)
    assert (await changed(mine))[0] == 303
    async with asyncio.timeout(5):
        await left
    assert (await forgotten.get("/arrivals"))[0] == 303
    assert (await colleague.get("/arrivals"))[0] == 200


async def test_a_password_is_refused_with_the_reason_and_nothing_changes(hall: Village) -> None:
    browser = hall.browser()
    await browser.sign_in("aone")
    for current, new, again, words in (
        (PASSWORD, "short", "short", "8文字以上"),
        (PASSWORD, NEW, "another-98765", "同じではありません"),
        (PASSWORD, PASSWORD, PASSWORD, "いまと同じ"),
    ):
        status, text = await changed(browser, current, new, again)
        assert (status, words in text) == (422, True)
    status, text = await changed(browser, "not-the-password")
    assert (status, "いまのパスワードが違います" in text) == (422, True)
    assert (await hall.browser().sign_in("aone"))[0] == 303


async def test_guessing_the_password_at_an_open_session_is_slowed_down(hall: Village) -> None:
    browser = hall.browser()
    await browser.sign_in("aone")
    seen = [(await changed(browser, "wrong-password"))[0] for _ in range(4)]
    assert seen == [422, 422, 422, 429]
    hall.clock.turn(seconds=3)
    assert (await changed(browser))[0] == 303


async def _signed_out(browser: Browser) -> None:
    async for event, _ in browser.stream():
        if event == "signed-out":
            return
    raise AssertionError
