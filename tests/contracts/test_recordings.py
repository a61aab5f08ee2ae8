"""What recorded devices did, played to the drivers again: they say of it what they said when it was recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from edge_agent.cards.apdu import Response
from edge_agent.cards.recognition import CardKind
from edge_agent.cards.transport import Gone
from edge_agent.devices.card import reader as card_reader
from edge_agent.devices.card.port import Unavailable
from edge_agent.devices.card.reader import PcscReader
from edge_agent.devices.catalog import REAL_DEVICES
from edge_agent.devices.code_reader import reader as code_reader
from edge_agent.devices.code_reader.keyboard import Keyboard
from edge_agent.devices.overheard import OverheardCardReader, overheard
from edge_agent.recording.lines import Body, StandingSeen
from edge_agent.settings import CodeReaderSettings
from protocol.devices import DeviceKind
from protocol.signals import CodeSeen, CommandSeen, KeySeen, SignalBody
from tests.edge_agent.devices.card.practice import followed
from tests.edge_agent.recording.lines import read

from .replaying import RECORDINGS, RecordedKeys, RecordedService, Take, cards, command, takes, timeless

CARDS = {
    f"{name}-{at}": said for name, take in takes(DeviceKind.CARD_READER).items() for at, said in enumerate(cards(take))
}
TYPED = {
    name: take
    for name, take in takes(DeviceKind.CODE_READER).items()
    if any(isinstance(body, KeySeen) for _, body in take.bodies)
}
PRACTICE = [CardKind.MY_NUMBER, CardKind.FACE_ONLY, CardKind.DRIVERS_LICENCE]


class Heard:
    """An ear that keeps everything."""

    def __init__(self) -> None:
        self.bodies: list[Body] = []

    def hear(self, device: str, what: SignalBody) -> None:
        """Keep it."""
        self.bodies.append(what)


@pytest.mark.parametrize("file", RECORDINGS, ids=lambda file: file.stem)
def test_every_recording_that_is_kept_can_be_read_and_names_its_devices(file: Path) -> None:
    recording = read(file)
    names = {device.name for device in recording.heading.devices}
    assert {line.device for line in recording.lines} == names
    assert [line.at for line in recording.lines] == sorted(line.at for line in recording.lines)


@pytest.mark.parametrize("said", CARDS.values(), ids=CARDS)
async def test_a_recorded_card_is_asked_the_same_again_and_answers_as_it_did(
    said: list[CommandSeen], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_reader, "Pcsc", lambda **_: RecordedService(said))
    heard = Heard()
    reader = OverheardCardReader(PcscReader(name="card-reader"), heard)
    async with followed(reader) as follower:
        session = await reader.begin(await follower.inserted())
        assert not isinstance(session, Gone | Unavailable)
        for each in said:
            answer = await session.transmit(command(each))
            assert isinstance(answer, Response) is (each.status is not None)
        await session.end()
    assert timeless(heard.bodies) == timeless(said)


async def test_the_practice_cards_are_known_by_what_was_recorded_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = []
    for said in cards(takes(DeviceKind.CARD_READER)["card-reader.practice-card-reader"]):
        monkeypatch.setattr(card_reader, "Pcsc", lambda said=said, **_: RecordedService(said))
        async with followed(PcscReader(name="card-reader")) as follower:
            kinds.append((await follower.inserted()).kind)
    assert kinds == PRACTICE


@pytest.mark.parametrize("take", TYPED.values(), ids=TYPED)
async def test_a_recorded_reader_types_again_and_as_many_codes_are_read_and_torn(
    take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded = [body for _, body in take.bodies if not isinstance(body, StandingSeen)]
    keys, heard = RecordedKeys(take), Heard()
    monkeypatch.setattr(code_reader, "first_keyboard", lambda _match, hear: Keyboard(keys, hear))
    reader = overheard(REAL_DEVICES, heard).code_reader(CodeReaderSettings(driver="evdev", match="x"))
    assert reader is not None
    await reader.open()

    async def listen() -> None:
        async for _ in reader.events():
            pass

    listening = asyncio.create_task(listen())
    await keys.press()
    async with asyncio.timeout(5):
        while len(heard.bodies) < len(recorded):  # noqa: ASYNC110  what is waited for knows no event
            await asyncio.sleep(0.01)
    await reader.close()
    await listening
    assert _keys(heard.bodies) == _keys(recorded)
    assert _codes(heard.bodies) == _codes(recorded)


def _keys(bodies: Sequence[Body]) -> list[Body]:
    return [body for body in bodies if isinstance(body, KeySeen)]


def _codes(bodies: Sequence[Body]) -> list[int | Body]:
    """How long each code was, or that it was torn; the kind of a code is not made up again."""
    rest = (body for body in bodies if not isinstance(body, KeySeen))
    return [body.signs if isinstance(body, CodeSeen) else body for body in rest]
