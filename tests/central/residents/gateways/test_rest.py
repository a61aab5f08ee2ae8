"""The REST adapter against a 住基 that answers wrongly, and at the border of its own rights."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import msgspec
import pytest
from aiohttp import ClientError, ClientSession, web
from structlog.testing import capture_logs

from central.errors import BadSettings
from central.residents.gateways.absent import AbsentRegistry
from central.residents.gateways.rest import RestRegistry
from central.residents.link_state import RegistryLink
from central.residents.record import PersonRecord
from central.residents.registry import Cause, CertificateKey, NotLinked, RegistryDown
from central.residents_settings import RestResidentsSettings
from provisioning.authority import issue_terminal
from provisioning.sandbox.juki.api import server_tls
from tests.central.clock import TestClock
from tests.central.residents.people import NOW, household, number, resident
from tests.provisioning.sandbox.juki.village import (
    free_port,
    juki_settings,
    make_site,
    residents_settings,
    running_juki,
)

KEY = CertificateKey("5a", 117440513)
Says = Callable[[bytes, int], None]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_site(tmp_path_factory.mktemp("village") / "site", TestClock())


@pytest.fixture
async def liar(site: Path) -> AsyncIterator[tuple[RestRegistry, Says]]:
    """A registry whose other end says whatever the test makes it say."""
    said: list[tuple[bytes, int]] = [(b"", 200)]

    async def answer(_: web.Request) -> web.Response:
        body, status = said[-1]
        headers = {"Location": "/v1/health"} if 300 <= status < 400 else None
        return web.Response(body=body, status=status, headers=headers)

    application = web.Application()
    application.router.add_get("/{anything:.*}", answer)
    runner, port = web.AppRunner(application, access_log=None), free_port()
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, ssl_context=server_tls(site, "juki")).start()
    async with RestRegistry(residents_settings(site, port), RegistryLink(TestClock())) as registry:
        yield registry, lambda body, status: said.append((body, status))
    await runner.cleanup()


def spoilt(field: str, value: object) -> bytes:
    """A person's record with one field changed."""
    plain = msgspec.to_builtins(PersonRecord(NOW, (resident(1),)))
    plain["records"][0][field] = value
    return msgspec.json.encode(plain)


SOUND = msgspec.json.encode(PersonRecord(NOW, (resident(1),)))
WRONG = {
    "no JSON": (b"<html>", 200, Cause.UNREADABLE),
    "not UTF-8": (b'{"as_of": "\xff"}', 200, Cause.UNREADABLE),
    "a check digit": (spoilt("atena_no", "990000011"), 200, Cause.UNREADABLE),
    "a date": (spoilt("birth", {"iso": "2001-02-29"}), 200, Cause.UNREADABLE),
    "a state": (spoilt("standing", "4"), 200, Cause.UNREADABLE),
    "no word on 仮登録": (spoilt("is_provisional", None), 200, Cause.UNREADABLE),
    "a time without a zone": (SOUND.replace(b"00:00Z", b"00:00"), 200, Cause.UNREADABLE),
    "two people": (msgspec.json.encode(PersonRecord(NOW, (resident(1), resident(2)))), 200, Cause.UNREADABLE),
    "nobody": (msgspec.json.encode(PersonRecord(NOW, ())), 200, None),
    "too much": (b'"' + b"x" * (2 << 20) + b'"', 200, Cause.UNREADABLE),
    "a 404 of somebody else": (b"404 page not found", 404, Cause.UNREADABLE),
    "a 404 for another reason": (b'{"code": "no-such-path"}', 404, Cause.REFUSED),
    "a redirect": (b"", 302, Cause.REFUSED),
    "a refusal": (b"", 403, Cause.REFUSED),
}


@pytest.mark.parametrize("name", [name for name in WRONG if name != "nobody"])
async def test_a_wrong_answer_is_no_answer(liar: tuple[RestRegistry, Says], name: str) -> None:
    registry, says = liar
    body, status, cause = WRONG[name]
    says(body, status)
    assert cause is not None
    assert await registry.person(KEY) == RegistryDown(cause)


async def test_somebody_without_a_committed_row_is_not_linked(liar: tuple[RestRegistry, Says]) -> None:
    registry, says = liar
    says(msgspec.json.encode(PersonRecord(NOW, (resident(1, is_provisional=True),))), 200)
    assert await registry.person(KEY) == NotLinked()


@pytest.mark.parametrize("people", [(resident(2),), (resident(1, household_no=number(2, "98")),)])
async def test_a_household_that_was_not_asked_for_is_not_used(
    liar: tuple[RestRegistry, Says], people: tuple[object, ...]
) -> None:
    registry, says = liar
    says(msgspec.json.encode(household(*people)), 200)  # type: ignore[arg-type]
    assert await registry.household(number(1)) == RegistryDown(Cause.UNREADABLE)


async def test_blocks_that_are_not_told_are_not_taken_for_none(liar: tuple[RestRegistry, Says]) -> None:
    registry, says = liar
    plain = msgspec.to_builtins(household(resident(1)))
    del plain["blocks"]
    says(msgspec.json.encode(plain), 200)
    assert await registry.household(number(1)) == RegistryDown(Cause.UNREADABLE)


async def test_no_number_gets_into_the_log(liar: tuple[RestRegistry, Says]) -> None:
    registry, says = liar
    with capture_logs() as logs:
        for body, status, _ in WRONG.values():
            says(body, status)
            await registry.person(KEY)
            await registry.household(number(1))
    assert logs
    assert number(1) not in str(logs)
    assert str(KEY.serial) not in str(logs)


async def test_a_dead_address_is_unreachable(site: Path) -> None:
    async with RestRegistry(residents_settings(site, free_port()), RegistryLink(TestClock())) as registry:
        assert await registry.person(KEY) == RegistryDown(Cause.UNREACHABLE)


async def test_a_registry_of_another_authority_is_not_believed(site: Path, tmp_path: Path) -> None:
    other, settings = make_site(tmp_path / "other", TestClock()), juki_settings(site, tmp_path / "juki")
    mixed = residents_settings(site, settings.port)
    mixed = msgspec.structs.replace(mixed, ca_file=other / "ca.crt")
    async with (
        running_juki(settings, TestClock()),
        RestRegistry(mixed, RegistryLink(TestClock())) as registry,
    ):
        assert await registry.person(KEY) == RegistryDown(Cause.UNREACHABLE)


async def test_who_has_no_certificate_is_not_served(site: Path, tmp_path: Path) -> None:
    settings = juki_settings(site, tmp_path)
    context = ssl.create_default_context(cafile=site / "ca.crt")
    async with running_juki(settings, TestClock()), ClientSession() as stranger:
        with pytest.raises((OSError, ClientError)):
            await stranger.get(f"https://127.0.0.1:{settings.port}/v1/health", ssl=context)


async def test_a_terminal_is_not_served(site: Path, tmp_path: Path) -> None:
    mine = issue_terminal(site, "counter-1")
    settings = juki_settings(site, tmp_path)
    posing = msgspec.structs.replace(
        residents_settings(site, settings.port),
        certificate_file=mine / "terminal.crt",
        key_file=mine / "terminal.key",
    )
    async with running_juki(settings, TestClock()), RestRegistry(posing, RegistryLink(TestClock())) as registry:
        assert await registry.person(KEY) == RegistryDown(Cause.REFUSED)


async def test_a_missing_certificate_is_a_mistake_in_the_settings(site: Path) -> None:
    settings = msgspec.structs.replace(residents_settings(site, 1), certificate_file=site / "nowhere.crt")
    with pytest.raises(BadSettings):
        await RestRegistry(settings, RegistryLink(TestClock())).__aenter__()


@pytest.mark.parametrize("change", [{"url": "http://juki"}, {"deadline_seconds": 3.0}, {"deadline_seconds": 0.0}])
def test_settings_that_break_the_promise_are_refused(site: Path, change: dict[str, object]) -> None:
    given = {"kind": "rest", "url": "https://juki", "ca_file": "a", "certificate_file": "b", "key_file": "c"}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**given, **change}, RestResidentsSettings, dec_hook=lambda _, value: Path(value))


async def test_a_village_without_a_registry_goes_on_without_households() -> None:
    assert await AbsentRegistry().household(number(1)) == RegistryDown(Cause.NOT_CONNECTED)
    assert await AbsentRegistry().person(KEY) == RegistryDown(Cause.NOT_CONNECTED)
