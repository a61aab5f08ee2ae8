"""Accounts are made, changed and stopped by those who may, and every time it is written down."""

from __future__ import annotations

import re

from central.audit.queries import lines_of
from central.staff.models import Account

from ..console.village import PASSWORD, Browser, Village

NEW = "atarashii-98765"


async def manager(hall: Village, login: str = "settei") -> Browser:
    """A signed-in browser of somebody who looks after accounts."""
    browser = hall.browser()
    await browser.sign_in(login)
    return browser


async def sent(browser: Browser, path: str, *roles: str, **fields: str) -> tuple[int, str]:
    """A form; status and text."""
    pairs = [("csrf", await browser.csrf("/accounts/new")), *fields.items(), *(("role", role) for role in roles)]
    status, text, _ = await browser.post(path, pairs)
    return status, text


async def path_of(login: str) -> str:
    """The page of an account."""
    return f"/accounts/{(await Account.get(login=login)).id}"


def password_in(text: str) -> str:
    """The one-time password a page shows."""
    found = re.search(r'id="one-time">([a-z0-9-]{14})<', text)
    assert found, text
    return found[1]


async def test_a_new_account_signs_in_once_with_what_was_given_and_then_with_its_own(hall: Village) -> None:
    status, text = await sent(
        await manager(hall), "/accounts/new", "clerk", "section", login="Ｈara", name="原 ゆう", section="福祉課"
    )
    assert status == 200
    given, browser = password_in(text), hall.browser()
    status, _, answer = await browser.sign_in("hara", given)
    assert (status, answer.headers["Location"]) == (303, "/sign-in/password?next=/arrivals")
    assert (await browser.get("/arrivals"))[0] == 303
    csrf = await browser.csrf("/sign-in/password")
    for new, again, words in (
        (given, given, "いまと同じ"),
        ("short", "short", "8文字以上"),
        (NEW, "x" * 9, "同じでは"),
    ):
        status, text, _ = await browser.post("/sign-in/password", {"csrf": csrf, "new": new, "again": again})
        assert (status, words in text) == (422, True)
    fields = {"csrf": csrf, "new": NEW, "again": NEW, "next": "/arrivals"}
    status, _, answer = await browser.post("/sign-in/password", fields)
    assert (status, answer.headers["Location"]) == (303, "/arrivals")
    assert "原 ゆう" in (await browser.get("/arrivals"))[1]
    assert (await hall.browser().sign_in("hara", given))[0] == 403
    lines = [line for line in await lines_of() if line["action"] == "account-created"]
    assert [(line["actor"], line["detail"]) for line in lines] == [
        ("settei", {"account": "hara", "roles": "clerk section"})
    ]


async def test_who_owes_a_password_of_their_own_is_signed_in_nowhere(hall: Village) -> None:
    await Account.filter(login="aone").update(must_change=True)
    browser = hall.browser()
    await browser.sign_in("aone")
    for path in ("/arrivals", "/account", "/sign-in/code", "/sign-in/second-factor"):
        assert (await browser.get(path))[0] == 303
    assert (await browser.get("/sign-in/second-factor/picture.svg"))[0] == 404
    hall.clock.turn(minutes=11)
    status, _, answer = await browser.get("/sign-in/password")
    assert (status, answer.headers["Location"]) == (303, "/sign-in")


async def test_a_wrong_account_is_refused_with_the_reason(hall: Village) -> None:
    browser = await manager(hall)
    for fields, roles, words in (
        ({"login": "", "name": "a", "section": "b"}, ("clerk",), "職員番号を"),
        ({"login": "x", "name": "", "section": "b"}, ("clerk",), "氏名を"),
        ({"login": "x", "name": "a", "section": ""}, ("clerk",), "課を"),
        ({"login": "x", "name": "a", "section": "b"}, ("king",), "役割を"),
        ({"login": "ＡONE", "name": "a", "section": "b"}, ("clerk",), "すでにあります"),
    ):
        status, text = await sent(browser, "/accounts/new", *roles, **fields)
        assert (status, words in text) == (422, True)


async def test_another_role_counts_from_the_next_request_and_stands_in_the_log(hall: Village) -> None:
    clerk = await manager(hall, "aone")
    assert (await clerk.get("/accounts"))[0] == 403
    status, _ = await sent(await manager(hall), await path_of("aone"), "operator", name="青根 恵", section="総務課")
    assert status == 303
    assert (await clerk.get("/accounts"))[0] == 200
    (line,) = [line for line in await lines_of() if line["action"] == "account-changed"]
    assert line["detail"] == {"account": "aone", "before": "clerk", "roles": "operator"}


async def test_a_disabled_account_is_out_at_once_until_it_is_enabled(hall: Village) -> None:
    clerk, browser, path = await manager(hall, "aone"), await manager(hall), await path_of("aone")
    assert (await sent(browser, f"{path}/disable"))[0] == 303
    assert (await clerk.get("/arrivals"))[0] == 303
    assert (await hall.browser().sign_in("aone"))[0] == 403
    assert "止めています" in (await browser.get("/accounts"))[1]
    assert (await sent(browser, f"{path}/enable"))[0] == 303
    hall.clock.turn(minutes=1)
    assert (await hall.browser().sign_in("aone"))[0] == 303


async def test_a_reset_password_ends_the_old_one_and_its_sessions(hall: Village) -> None:
    clerk, browser = await manager(hall, "aone"), await manager(hall)
    status, text = await sent(browser, f"{await path_of('aone')}/password")
    assert status == 200
    assert (await clerk.get("/arrivals"))[0] == 303
    assert (await hall.browser().sign_in("aone", PASSWORD))[0] == 403
    _, _, answer = await hall.browser().sign_in("aone", password_in(text))
    assert answer.headers["Location"].startswith("/sign-in/password")
    assert [line["actor"] for line in await lines_of() if line["action"] == "password-reset"] == ["settei"]


async def test_nobody_looks_after_their_own_account_here(hall: Village) -> None:
    browser, path = await manager(hall), await path_of("settei")
    assert (await browser.get(path))[0] == 403
    for act in ("", "/disable", "/enable", "/password", "/second-factor"):
        assert (await sent(browser, path + act, "settings", name="a", section="b"))[0] == 403


async def test_an_operator_gives_no_role_that_protects_or_watches(hall: Village) -> None:
    browser = await manager(hall, "unyo")
    status, text = await sent(browser, "/accounts/new", "protection", login="x", name="a", section="b")
    assert (status, "設定担当だけ" in text) == (422, True)
    assert (await sent(browser, f"{await path_of('shien')}/password"))[0] == 403
    assert (await sent(browser, f"{await path_of('kansa')}/disable"))[0] == 403
    assert (await sent(browser, await path_of("aone"), "auditor", name="a", section="b"))[0] == 422
    assert (await sent(browser, f"{await path_of('aone')}/password"))[0] == 200


async def test_an_account_that_is_not_there_is_not_found(hall: Village) -> None:
    assert (await (await manager(hall)).get("/accounts/00000000-0000-4000-8000-000000000000"))[0] == 404
