"""The second factor: set up once, asked for at every sign-in, each code taken once, and a way back."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.audit.queries import lines_of
from central.staff.models import RecoveryCode
from central.staff.second_factor import (
    address_of_secret,
    new_recovery_codes,
    new_secret,
    picture,
    recovery_digest,
    step_of,
)

from ..console.village import PASSWORD, Browser, Village
from .test_managing import path_of, sent

NOW = datetime(2025, 1, 15, 1, 24, 30, tzinfo=UTC)
CURRENT = int(NOW.timestamp()) // 30
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_a_code_is_right_for_its_half_minute_and_the_ones_beside_it_and_once() -> None:
    secret = new_secret()
    steps = {drift: pyotp.TOTP(secret).generate_otp(CURRENT + drift) for drift in range(-2, 3)}
    assert step_of(secret, steps[0], NOW, after=0) == CURRENT
    assert step_of(secret, f" {steps[-1][:3]} {steps[-1][3:]} ", NOW, after=0) == CURRENT - 1
    assert step_of(secret, steps[1], NOW, after=0) == CURRENT + 1
    assert step_of(secret, steps[0], NOW, after=CURRENT) is None
    for far in (-2, 2):
        if steps[far] not in {steps[-1], steps[0], steps[1]}:
            assert step_of(secret, steps[far], NOW, after=0) is None


@given(st.text(max_size=12))
def test_what_is_no_code_is_no_code(text: str) -> None:
    right = {pyotp.TOTP(SECRET).generate_otp(CURRENT + drift) for drift in (-1, 0, 1)}
    assert (step_of(SECRET, text, NOW, after=0) is not None) == ("".join(text.split()) in right)


@given(st.sampled_from([str.lower, str.upper, lambda code: code.replace("-", " "), lambda code: f" {code}\n"]))
def test_a_recovery_code_is_known_however_it_is_typed(typed: object) -> None:
    assert callable(typed)
    assert recovery_digest(typed("ABCD-2345-WXYZ-7654")) == recovery_digest("ABCD-2345-WXYZ-7654")
    assert len(set(new_recovery_codes())) == 10


def test_the_picture_holds_the_address_that_an_authenticator_reads() -> None:
    address = address_of_secret(SECRET, "aone")
    assert pyotp.parse_uri(address).secret == SECRET
    assert picture(address).count("<path") == 1


async def set_up(strict: Village, login: str = "unyo") -> tuple[str, list[str]]:
    """Signs in for the first time; the secret, and the recovery codes."""
    browser = strict.browser()
    _, _, answer = await browser.sign_in(login)
    assert answer.headers["Location"] == "/sign-in/second-factor?next=/arrivals"
    _, text, _ = await browser.get("/sign-in/second-factor")
    found = re.search(r'id="secret">([A-Z2-7 ]+)<', text)
    assert found, text
    secret = found[1].replace(" ", "")
    _, drawn, answer = await browser.get("/sign-in/second-factor/picture.svg")
    assert (answer.content_type, "<svg" in drawn) == ("image/svg+xml", True)
    assert (await browser.get("/arrivals"))[0] == 303
    fields = {"csrf": await browser.csrf("/sign-in/second-factor"), "code": "000000", "next": "/arrivals"}
    if pyotp.TOTP(secret).at(strict.clock.now()) != "000000":
        assert (await browser.post("/sign-in/second-factor", fields))[0] == 403
    fields["code"] = pyotp.TOTP(secret).at(strict.clock.now())
    status, text, _ = await browser.post("/sign-in/second-factor", fields)
    assert status == 200
    codes = re.findall(r'ticket-number">([A-Z2-7-]{19})<', text)
    assert len(codes) == 10
    assert (await browser.get("/arrivals"))[0] == 200
    return secret, codes


async def at_the_code(strict: Village, login: str = "unyo") -> Browser:
    """A browser that gave the password and is asked for a code."""
    browser = strict.browser()
    _, _, answer = await browser.sign_in(login)
    assert answer.headers["Location"] == "/sign-in/code?next=/arrivals"
    assert (await browser.get("/arrivals"))[0] == 303
    return browser


async def coded(browser: Browser, code: str) -> tuple[int, str]:
    """The code sent; status and where it leads."""
    fields = {"csrf": await browser.csrf("/sign-in/code"), "code": code, "next": "/arrivals"}
    status, _, answer = await browser.post("/sign-in/code", fields)
    return status, answer.headers.get("Location", "")


async def test_a_role_that_needs_it_sets_it_up_and_is_asked_from_then_on(strict: Village) -> None:
    secret, _ = await set_up(strict)
    strict.clock.turn(minutes=5)
    browser, code = await at_the_code(strict), pyotp.TOTP(secret).at(strict.clock.now())
    assert await coded(browser, code) == (303, "/arrivals")
    assert (await browser.get("/arrivals"))[0] == 200
    assert (await coded(await at_the_code(strict), code))[0] == 403
    assert [line["action"] for line in await lines_of(kind="authentication")][:3] == [
        "sign-in-code", "sign-in", "sign-in",
    ]  # fmt: skip


async def test_other_roles_sign_in_as_before(strict: Village) -> None:
    _, _, answer = await strict.browser().sign_in("aone")
    assert answer.headers["Location"] == "/arrivals"


async def test_a_recovery_code_stands_in_once(strict: Village) -> None:
    _, codes = await set_up(strict)
    assert await coded(await at_the_code(strict), codes[0].lower()) == (303, "/arrivals")
    assert (await coded(await at_the_code(strict), codes[0]))[0] == 403
    assert await RecoveryCode.filter(used_at__isnull=True).count() == 9


async def test_guessing_codes_is_slowed_down_like_guessing_passwords(strict: Village) -> None:
    await set_up(strict)
    browser = await at_the_code(strict)
    assert [(await coded(browser, "12345x"))[0] for _ in range(3)] == [403, 403, 429]


async def test_a_lost_telephone_is_forgotten_and_another_set_up(strict: Village) -> None:
    secret, codes = await set_up(strict)
    manager = strict.browser()
    await manager.sign_in("settei")
    assert (await sent(manager, f"{await path_of('unyo')}/second-factor"))[0] == 303
    again, fresh = await set_up(strict)
    assert again != secret
    assert not set(codes) & set(fresh)
    assert [line["actor"] for line in await lines_of() if line["action"] == "second-factor-reset"] == ["settei"]


async def test_whoever_wants_one_sets_it_up_after_giving_the_password(hall: Village) -> None:
    browser = hall.browser()
    await browser.sign_in("aone")
    csrf = await browser.csrf("/account")
    assert (await browser.post("/account/second-factor", {"csrf": csrf, "current": "wrong"}))[0] == 422
    status, _, answer = await browser.post("/account/second-factor", {"csrf": csrf, "current": PASSWORD})
    assert (status, answer.headers["Location"]) == (303, "/sign-in/second-factor?next=/account")
    assert (await browser.get("/account"))[0] == 303
    assert "認証アプリ" in (await browser.get("/sign-in/second-factor"))[1]


@pytest.mark.parametrize("path", ["/sign-in/code", "/sign-in/password", "/sign-in/second-factor"])
async def test_nobody_takes_a_step_they_do_not_owe(hall: Village, path: str) -> None:
    browser = hall.browser()
    status, _, answer = await browser.get(path)
    assert (status, answer.headers["Location"]) == (303, "/sign-in")
    fields = {"csrf": await browser.csrf(), "code": "123456", "new": "x" * 9, "again": "x" * 9}
    status, _, answer = await browser.post(path, fields)
    assert (status, answer.headers["Location"]) == (303, "/sign-in")
