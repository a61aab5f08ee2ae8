"""Round trips to everything at once: what answers is measured, what does not is told, what is not there is left out."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import pytest

from edge_agent.health import round_trips
from edge_agent.health.round_trips import Goal, RoundTrips, Silence, Trip
from edge_agent.link.broker_probe import Stop
from edge_agent.local_api import measures
from edge_agent.local_api.measuring import Measuring
from edge_agent.settings import AgentSettings, CardReaderSettings, DevicesSettings, load_settings
from protocol.devices import FaultCode
from protocol.wire.messages.answers import Body as Answer
from protocol.wire.messages.answers import Here, LinkState
from protocol.wire.messages.questions import AreYouThere
from protocol.wire.messages.questions import Body as Question
from tests.provisioning.broker import free_port

from ..counter import MORNING, HandClock
from ..test_app import FILE

AT = "2026-04-01T00:30:00.000Z"


class Central:
    """Answers as it was told."""

    def __init__(self, answer: Answer | None) -> None:
        self._answer = answer

    async def ask(self, body: Question) -> Answer | None:
        """The answer."""
        assert body == AreYouThere()
        return self._answer


class HandPrinter:
    """A printer that can be asked; a mute one never answers."""

    def __init__(self, fault: FaultCode | None = None, *, is_mute: bool = False) -> None:
        self._fault = fault
        self._is_mute = is_mute

    async def ask(self) -> FaultCode | None:
        """How it stands."""
        if self._is_mute:
            await asyncio.Event().wait()
        return self._fault


@pytest.fixture
def settings(tmp_path: Path) -> AgentSettings:
    """A terminal whose broker is not there and that has no card service."""
    file = tmp_path / "agent.toml"
    file.write_text(FILE.format(broker=free_port(), home=tmp_path, kiosk=1), encoding="utf-8")
    read = load_settings(file)
    reader = CardReaderSettings(driver="practice")
    return msgspec.structs.replace(read, devices=DevicesSettings(card_reader=reader))


async def trips(settings: AgentSettings, answer: Answer | None = None, printer: object = None) -> dict[Goal, Trip]:
    """Each by its goal."""
    return {trip.goal: trip for trip in await RoundTrips(settings, Central(answer), printer).measured()}


async def test_what_answers_is_measured_and_what_a_counter_has_not_is_left_out(settings: AgentSettings) -> None:
    made = await trips(settings, Here(AT, LinkState.UP))
    assert list(made) == [Goal.BROKER, Goal.CENTRAL, Goal.JUKI]
    assert made[Goal.BROKER] == Trip(Goal.BROKER, None, Stop.OWN_CERTIFICATE)
    assert made[Goal.CENTRAL] == Trip(Goal.CENTRAL, 0)
    assert made[Goal.JUKI] == Trip(Goal.JUKI)


@pytest.mark.parametrize(
    ("answer", "central", "juki"),
    [
        (None, Silence.NOT_ANSWERED, Silence.NOT_ASKED),
        (Here(AT, LinkState.DOWN), None, Silence.SAID_TO_BE_DOWN),
        (Here(AT), None, Silence.NOT_ASKED),
    ],
)
async def test_central_tells_of_the_register_what_it_knows(
    settings: AgentSettings, answer: Answer | None, central: Silence | None, juki: Silence
) -> None:
    made = await trips(settings, answer)
    assert (made[Goal.CENTRAL].trouble, made[Goal.JUKI].trouble) == (central, juki)


async def test_a_printer_is_asked_and_one_that_says_nothing_is_given_up(
    settings: AgentSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await trips(settings, None, HandPrinter()))[Goal.PRINTER] == Trip(Goal.PRINTER, 0)
    faulty = await trips(settings, None, HandPrinter(FaultCode.PAPER_OUT))
    assert faulty[Goal.PRINTER].trouble is FaultCode.PAPER_OUT
    monkeypatch.setattr(round_trips, "LONGEST_SECONDS", 0.05)
    mute = await trips(settings, None, HandPrinter(is_mute=True))
    assert mute[Goal.PRINTER].trouble is FaultCode.UNRESPONSIVE


async def test_everything_has_its_word_in_the_local_api(settings: AgentSettings) -> None:
    made = await Measuring(RoundTrips(settings, Central(None), HandPrinter(FaultCode.COVER_OPEN)), HandClock()).made()
    assert made.at == "2026-04-01T00:30:00.000Z"
    assert made.at.startswith(MORNING.date().isoformat())
    assert [trip.trouble for trip in made.trips] == [
        measures.Trouble.OWN_CERTIFICATE,
        measures.Trouble.NOT_ANSWERED,
        measures.Trouble.NOT_ASKED,
        measures.Trouble.COVER_OPEN,
    ]
    troubles = [each.value for kind in (Stop, Silence, FaultCode) for each in kind]
    assert sorted(troubles) == sorted(each.value for each in measures.Trouble)
    assert [each.value for each in Goal] == [each.value for each in measures.Goal]
