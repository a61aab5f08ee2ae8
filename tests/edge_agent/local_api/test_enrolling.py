"""A terminal that is not enrolled yet: what its local API takes and tells, and that the code is told to nobody."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from edge_agent.local_api import enrolling
from edge_agent.local_api.api import Repaired
from edge_agent.local_api.client import Client
from edge_agent.local_api.enrolling import Enrolling, EnrolmentDoor
from edge_agent.local_api.enrolment import Enrol, EnrolmentStanding, EnrolmentStep
from provisioning.enrol import Endpoint
from provisioning.errors import CodeRefused, EnrolmentCutShort, NotOurCentral, ProvisioningError, TerminalExists
from tests.provisioning.broker import free_port

CODE = "ABCDEFGHJKLM"
PRINT = "3F2A 91C4"
WISH = Enrol("central.example", 8445, CODE)


class HandCentral:
    """Stands in for the enrolment on the thread: shows a fingerprint, waits for the hand, then grants or refuses."""

    def __init__(self) -> None:
        self.asked: list[tuple[Endpoint, str, Path]] = []
        self.may_go = threading.Event()
        self.error: Exception | None = None

    def enrol(self, endpoint: Endpoint, code: str, folder: Path, *, show: Callable[[str], None]) -> str:
        """As `provisioning.enrol.enrol`."""
        self.asked.append((endpoint, code, folder))
        show(PRINT)
        assert self.may_go.wait(5)
        if self.error is not None:
            raise self.error
        return "madoguchi-7"


@pytest.fixture
def central(monkeypatch: pytest.MonkeyPatch) -> HandCentral:
    central = HandCentral()
    monkeypatch.setattr(enrolling, "enrol", central.enrol)
    return central


async def standing(client: Client, step: EnrolmentStep) -> EnrolmentStanding:
    """The standing once it is at this step."""
    async with asyncio.timeout(5):
        while (now := await client.enrolment()) is None or now.step is not step:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    return now


async def test_a_code_brings_a_fingerprint_and_then_a_name(tmp_path: Path, central: HandCentral) -> None:
    socket, work = tmp_path / "agent.sock", Enrolling(tmp_path / "terminal")
    async with EnrolmentDoor(socket, work), Client(socket) as client:
        assert await client.enrolment() == EnrolmentStanding(EnrolmentStep.OPEN)
        assert await client.status() is None
        assert await client.enrol(WISH) == Repaired(True)
        now = await standing(client, EnrolmentStep.COMPARING)
        assert (now.fingerprint, work.done.is_set()) == (PRINT, False)
        assert await client.enrol(WISH) == Repaired(False)
        central.may_go.set()
        assert (await standing(client, EnrolmentStep.DONE)).terminal == "madoguchi-7"
        assert work.done.is_set()
        assert await client.enrol(WISH) == Repaired(False)
    assert central.asked == [(Endpoint("central.example", 8445), CODE, tmp_path / "terminal")]


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (CodeRefused("central"), "code-refused"),
        (NotOurCentral(), "not-our-central"),
        (EnrolmentCutShort(), "enrolment-cut-short"),
        (TerminalExists(), "terminal-exists"),
        (PermissionError(13, "no"), "not-written"),
    ],
)
async def test_a_failure_has_its_code_and_may_be_tried_again(
    tmp_path: Path, central: HandCentral, error: ProvisioningError | OSError, failure: str
) -> None:
    socket, work = tmp_path / "agent.sock", Enrolling(tmp_path / "terminal")
    central.error = error
    central.may_go.set()
    async with EnrolmentDoor(socket, work), Client(socket) as client:
        await client.enrol(WISH)
        assert (await standing(client, EnrolmentStep.FAILED)).failure == failure
        central.error = None
        assert await client.enrol(WISH) == Repaired(True)
        await standing(client, EnrolmentStep.DONE)


async def test_who_enrols_is_logged_and_the_code_is_not(tmp_path: Path, central: HandCentral) -> None:
    socket = tmp_path / "agent.sock"
    central.may_go.set()
    with capture_logs() as logs:
        async with EnrolmentDoor(socket, Enrolling(tmp_path / "terminal")), Client(socket) as client:
            await client.enrol(WISH)
            await standing(client, EnrolmentStep.DONE)
    called = [(log["method"], log["path"]) for log in logs if log["event"] == "local-api-called"]
    assert ("POST", "/v1/enrolment") in called
    assert CODE not in f"{logs}{WISH!r}"


@pytest.mark.parametrize("wanted", [Enrol("", 1, CODE), Enrol("a", 0, CODE), Enrol("a", 70000, CODE)])
async def test_what_is_no_place_is_no_wish(tmp_path: Path, central: HandCentral, wanted: Enrol) -> None:
    socket = tmp_path / "agent.sock"
    async with EnrolmentDoor(socket, Enrolling(tmp_path / "terminal")), Client(socket) as client:
        assert await client.enrol(wanted) is None
    assert central.asked == []


async def test_a_central_that_is_not_there_is_told_and_nothing_is_left_behind(tmp_path: Path) -> None:
    socket, folder = tmp_path / "run" / "agent.sock", tmp_path / "keys" / "terminal"
    folder.parent.mkdir()
    async with EnrolmentDoor(socket, Enrolling(folder)), Client(socket) as client:
        await client.enrol(Enrol("127.0.0.1", free_port(), CODE))
        assert (await standing(client, EnrolmentStep.FAILED)).failure == "enrolment-cut-short"
    assert [file.name for file in await asyncio.to_thread(lambda: list(folder.parent.iterdir()))] == []
