"""対面確認: somebody waits, exactly one clerk sees the documents, and the visit goes on with or without a household."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from playwright.async_api import Browser as Chromium

from central.audit.queries import lines_of
from central.db.transaction import transaction
from central.identity.documents import Strong, Weak, are_enough
from central.identity.inbox_handlers import HANDLERS
from central.identity.models import FaceToFace
from central.identity.queries import proved, waiting_people
from central.link.models import OutgoingCommand
from central.link.received import Received
from protocol.identifiers import new_id
from protocol.wire import codec
from protocol.wire.messages.commands import Command, FaceToFaceConfirmed
from protocol.wire.messages.events import FaceToFaceRequested
from tests.central.console.test_in_a_real_browser import AXE
from tests.central.console.village import PASSWORD, Browser, Village

from ..residents.people import number

VISIT = "visit-1"
LICENCE = ("drivers-licence",)


async def _request(village: Village, visit: str = VISIT, *, clock_trusted: bool = True) -> str:
    """Somebody asks for a clerk; the event's id."""
    now = village.clock.now()
    received = Received(
        terminal="lobby-1", epoch="e1", seq=1, event_id=new_id(), visit=visit,
        occurred_at=now - timedelta(minutes=3), received_at=now, offline=False, clock_trusted=clock_trusted,
        body=FaceToFaceRequested(screen="card"),
    )  # fmt: skip
    async with transaction():
        await HANDLERS[FaceToFaceRequested](received)
    return received.event_id


async def _clerk(village: Village, login: str = "aone") -> Browser:
    browser = village.browser()
    await browser.sign_in(login)
    return browser


async def _confirm(
    browser: Browser, request: str, documents: tuple[str, ...] = LICENCE, atena_no: str = ""
) -> tuple[int, str]:
    fields = {"csrf": await browser.csrf("/arrivals"), "atena_no": atena_no}
    status, text, _ = await browser.post(f"/face-to-face/{request}", [*fields.items(), *_kinds(documents)])
    return status, text


def _kinds(documents: tuple[str, ...]) -> list[tuple[str, str]]:
    return [("document", kind) for kind in documents]


async def _commands() -> list[FaceToFaceConfirmed]:
    sent = [codec.decode(bytes(each.payload), Command).body for each in await OutgoingCommand.all()]
    return [each for each in sent if isinstance(each, FaceToFaceConfirmed)]


async def test_whoever_waits_stands_on_the_page_with_place_and_time(village: Village) -> None:
    clerk = await _clerk(village)
    assert "待っている方はいません" in (await clerk.get("/face-to-face"))[1]
    request = await _request(village)
    _, page, _ = await clerk.get("/face-to-face")
    assert "操作端末1（ロビー）" in page
    assert "10:21" in page
    assert f'href="/face-to-face/{request}"' in page
    _, form, _ = await clerk.get(f"/face-to-face/{request}")
    assert "運転免許証" in form
    assert "資格確認書" in form


async def test_a_clerk_who_chose_the_number_gives_the_visit_its_household(village: Village) -> None:
    request = await _request(village)
    status, page = await _confirm(await _clerk(village), request, atena_no=number(1))
    assert (status, "確認しました" in page) == (200, True)
    person = await proved("lobby-1", VISIT, village.clock.now())
    assert person is not None
    assert (person.atena_no, person.assurance) == (number(1), "face-to-face")
    assert await _commands() == [FaceToFaceConfirmed(visit=VISIT, has_household=True)]
    (line,) = [line for line in await lines_of() if line["action"] == "face-to-face-confirmed"]
    assert (line["actor"], line["subjects"]) == ("aone", [number(1)])
    assert line["detail"] == {"visit": VISIT, "documents": "drivers-licence"}


async def test_without_a_number_the_visit_goes_on_without_the_household(village: Village) -> None:
    request = await _request(village)
    await _confirm(await _clerk(village), request)
    assert await proved("lobby-1", VISIT, village.clock.now()) is None
    assert await _commands() == [FaceToFaceConfirmed(visit=VISIT, has_household=False)]
    assert await waiting_people(village.clock.now()) == []


async def test_two_clerks_at_once_and_exactly_one_confirms(village: Village) -> None:
    request = await _request(village)
    first, second = await _clerk(village, "aone"), await _clerk(village, "osada")
    answers = await asyncio.gather(_confirm(first, request), _confirm(second, request))
    assert sum("端末で手続きを続けられます" in text for _, text in answers) == 1
    assert sum("さんが先に確認しています" in text for _, text in answers) == 1
    assert len(await _commands()) == 1


@pytest.mark.parametrize(
    ("documents", "atena_no", "words"),
    [
        ((), "", "本人確認書類が足りません"),
        (("medical-care",), "", "本人確認書類が足りません"),
        (("medical-care", "medical-care"), "", "本人確認書類が足りません"),
        (("library-card",), "", "本人確認書類が足りません"),
        (LICENCE, "123", "宛名番号が正しくありません"),
        (LICENCE, "道志", "宛名番号が正しくありません"),
    ],
)
async def test_too_little_or_a_wrong_number_confirms_nothing(
    village: Village, documents: tuple[str, ...], atena_no: str, words: str
) -> None:
    request = await _request(village)
    status, page = await _confirm(await _clerk(village), request, documents, atena_no)
    assert (status, words in page) == (422, True)
    assert await _commands() == []
    assert len(await waiting_people(village.clock.now())) == 1


def test_one_document_with_a_photograph_or_two_others_are_enough() -> None:
    assert all(are_enough([kind]) for kind in Strong)
    assert not any(are_enough([kind]) for kind in Weak)
    assert are_enough([Weak.CARE_INSURANCE, Weak.PENSION_NUMBER])
    assert not are_enough([Strong.PASSPORT, "library-card"])


async def test_asking_again_in_the_same_visit_is_one_request(village: Village) -> None:
    first = await _request(village)
    await _request(village)
    await _request(village, "visit-2", clock_trusted=False)
    waiting = await waiting_people(village.clock.now())
    assert [person.id == first for person in waiting] == [True, False]
    assert waiting[1].since == village.clock.now()


async def test_after_an_hour_nobody_waits_there_any_more(village: Village) -> None:
    await _request(village)
    village.clock.turn(minutes=61)
    assert await waiting_people(village.clock.now()) == []
    assert await FaceToFace.all().count() == 1


async def test_only_those_who_work_at_the_counter_confirm(village: Village) -> None:
    request = await _request(village)
    auditor = await _clerk(village, "kansa")
    assert (await auditor.get("/face-to-face"))[0] == 403
    assert "/face-to-face" not in (await auditor.get("/arrivals"))[1]
    assert (await _confirm(auditor, request))[0] == 403
    clerk = await _clerk(village)
    assert (await _confirm(clerk, "nobody"))[0] == 404
    assert (await clerk.get("/face-to-face/nobody"))[0] == 303


@pytest.mark.parametrize("path", ["/face-to-face", "/face-to-face/{request}"])
async def test_the_pages_keep_to_the_rules_of_accessibility(village: Village, chromium: Chromium, path: str) -> None:
    request = await _request(village)
    page = await (await chromium.new_context(bypass_csp=True)).new_page()
    await page.goto(f"{village.base}/sign-in")
    await page.fill("#login", "aone")
    await page.fill("#password", PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/arrivals")
    await page.goto(village.base + path.format(request=request))
    await page.add_script_tag(path=AXE)
    found = await page.evaluate("axe.run().then(result => result.violations.map(each => each.id))")
    assert found == []
