"""A control socket carries typed requests, refuses what it cannot read, and is its owner's alone."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import msgspec
import pytest

from provisioning.sandbox.control_socket import ControlSocket, Verb, listening


class _Weight(msgspec.Struct, frozen=True):
    grams: int


DOUBLE = Verb("double", _Weight, _Weight)
FORGET = Verb("forget", _Weight, type(None))
HEAVIEST = Verb("heaviest", type(None), _Weight)
SAY = Verb("double", str, _Weight)


class _Scales:
    def __init__(self) -> None:
        self.heaviest = _Weight(0)
        self.held = asyncio.Event()

    async def double(self, weight: _Weight) -> _Weight:
        self.heaviest = max(self.heaviest, weight, key=lambda each: each.grams)
        return _Weight(2 * weight.grams)

    async def forget(self, _weight: _Weight) -> None:
        self.heaviest = _Weight(0)

    async def tell(self) -> _Weight:
        return self.heaviest

    async def hang(self) -> _Weight:
        self.held.set()
        await asyncio.Event().wait()
        return self.heaviest


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the program listens."""
    return tmp_path / "scales.sock"


@pytest.fixture
async def control(path: Path) -> AsyncIterator[ControlSocket]:
    """The asker's end of a program that listens."""
    scales = _Scales()
    routes = (DOUBLE.done_by(scales.double), FORGET.done_by(scales.forget), HEAVIEST.told_by(scales.tell))
    async with listening(path, *routes):
        yield ControlSocket(path)


async def test_what_is_asked_is_done_and_what_comes_back_is_typed(control: ControlSocket) -> None:
    assert await control.ask(DOUBLE, _Weight(21)) == _Weight(42)
    assert await control.ask(HEAVIEST, None) == _Weight(21)
    await control.ask(FORGET, _Weight(1))
    assert await control.ask(HEAVIEST, None) == _Weight(0)


async def test_what_cannot_be_read_is_refused(control: ControlSocket) -> None:
    with pytest.raises(aiohttp.ClientResponseError) as caught:
        await control.ask(SAY, "heavy")
    assert caught.value.status == 400


async def test_what_nobody_does_is_not_found(control: ControlSocket) -> None:
    with pytest.raises(aiohttp.ClientResponseError) as caught:
        await control.ask(Verb("burn", type(None), type(None)), None)
    assert caught.value.status == 404


@pytest.mark.usefixtures("control")
def test_only_its_owner_may_use_it(path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600


async def test_nobody_is_there_before_and_after(path: Path) -> None:
    control = ControlSocket(path)
    assert not await control.is_there()
    async with listening(path):
        assert await control.is_there()
    assert not await control.is_there()
    with pytest.raises(aiohttp.ClientError):
        await control.ask(HEAVIEST, None)


async def test_a_socket_that_a_killed_program_left_is_replaced(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(path))
    async with listening(path):
        assert await ControlSocket(path).is_there()


async def test_a_request_that_hangs_does_not_keep_the_program_from_ending(path: Path) -> None:
    scales, control = _Scales(), ControlSocket(path)
    async with asyncio.timeout(5):
        async with listening(path, HEAVIEST.told_by(scales.hang)):
            hanging = asyncio.create_task(_cut(control))
            await scales.held.wait()
        await hanging


async def _cut(control: ControlSocket) -> None:
    with pytest.raises(aiohttp.ClientError):
        await control.ask(HEAVIEST, None)
