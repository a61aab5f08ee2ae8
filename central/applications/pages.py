"""申請一覧 and the cases' own pages; the code of a slip, read at any page; codes that wait for their case."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from aiohttp import web

from ..staff.screens import (
    Live,
    LiveSlot,
    MenuItem,
    Values,
    address_of,
    clock_of,
    is_part,
    only_for,
    render,
    user_of,
)
from ..texts.catalogue import read_texts
from . import values
from .case import CaseFilter, CaseState, CaseView
from .cells import case_cells, cell_heads
from .channels import CASES
from .filter_form import address_of_filter, plain, read_filter
from .queries import case_page, case_view, filtered_rows, why
from .rights import SEES_SOME
from .rows_file import rows_file
from .signature import signature_svg
from .told import Told, told_of_change, told_of_clash, told_of_scan, told_of_slip, told_of_tick
from .use_cases.change_state import change_state, undo_state
from .use_cases.look import Look, cases_of, people_of, record_look
from .use_cases.print_slip_again import print_slip_again
from .use_cases.scan_code import scan_code
from .use_cases.settle_clash import reopen_clash, settle_clash
from .use_cases.tick import tick, untick

PATH = "/cases"
_LONGEST_REASON = 200


@only_for(*SEES_SOME)
async def show_cases(request: web.Request) -> web.StreamResponse:
    """The list, filtered by what stands in the address; never by a name."""
    return await _list(request, read_filter({**request.query, "text": ""}))


@only_for(*SEES_SOME)
async def find_cases(request: web.Request) -> web.StreamResponse:
    """The list as the finder asks for it; 204 for a page that has `seen` exactly this."""
    return await _list(request, *await _wanted(request))


@only_for(*SEES_SOME)
async def export_cases(request: web.Request) -> web.StreamResponse:
    """Exactly the filtered rows as a CSV file; its name says no more than the day."""
    user, clock = user_of(request), clock_of(request)
    wanted, _ = await _wanted(request)
    rows, texts = await filtered_rows(wanted, user), await asyncio.to_thread(read_texts)
    content = rows_file(cell_heads(texts), (case_cells(row, texts, clock.now()) for row in rows))
    name = f"cases-{values.today(clock):%Y%m%d}.csv"
    await record_look(Look.EXPORT, cases_of(rows), user, address_of(request), clock=clock, file=name)
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(body=content, headers=disposition, content_type="text/csv", charset="utf-8")


@only_for(*SEES_SOME)
async def show_case(request: web.Request) -> web.StreamResponse:
    """One case."""
    return await _case(request, "applications/case.html")


@only_for(*SEES_SOME)
async def show_case_now(request: web.Request) -> web.StreamResponse:
    """The part of its page that renews itself; 204 for a page that has `seen` exactly this."""
    return await _case(request, "applications/case_now.html", seen=request.query.get("seen", ""))


@only_for(*SEES_SOME)
async def show_signature(request: web.Request) -> web.StreamResponse:
    """The signature as a picture."""
    case = await _visible(request)
    if case.ink is None:
        raise web.HTTPNotFound
    await _looked(request, case)
    return web.Response(text=signature_svg(case.ink), content_type="image/svg+xml")


@only_for(*SEES_SOME)
async def tick_procedure(request: web.Request) -> web.StreamResponse:
    """済."""
    sent, user, address = await request.post(), user_of(request), address_of(request)
    outcome = await tick(_id(request), _field(sent, "procedure"), user, address, clock=clock_of(request))
    return await _told(request, told_of_tick("tick", outcome))


@only_for(*SEES_SOME)
async def untick_procedure(request: web.Request) -> web.StreamResponse:
    """済 taken back, with a reason."""
    sent, user, address = await request.post(), user_of(request), address_of(request)
    procedure, reason = _field(sent, "procedure"), _field(sent, "reason")
    outcome = await untick(_id(request), procedure, reason, user, address, clock=clock_of(request))
    return await _told(request, told_of_tick("untick", outcome))


@only_for(*SEES_SOME)
async def change_case(request: web.Request) -> web.StreamResponse:
    """Another state, with a reason where one is needed."""
    sent, user, address, clock = await request.post(), user_of(request), address_of(request), clock_of(request)
    to = next((state for state in CaseState if state == _field(sent, "to")), None)
    if to is None:
        raise web.HTTPBadRequest
    reason, revision = _field(sent, "reason"), _count(sent, "revision")
    outcome = await change_state(_id(request), to, reason, revision, user, address, clock=clock)
    return await _told(request, told_of_change(to.value, outcome))


@only_for(*SEES_SOME)
async def undo_change(request: web.Request) -> web.StreamResponse:
    """The last change of state taken back."""
    sent, user, address = await request.post(), user_of(request), address_of(request)
    outcome = await undo_state(_id(request), _count(sent, "revision"), user, address, clock=clock_of(request))
    return await _told(request, told_of_change("undo", outcome))


@only_for(*SEES_SOME)
async def settle_number(request: web.Request) -> web.StreamResponse:
    """番号の重複を確認した, with a reason."""
    sent, user, address = await request.post(), user_of(request), address_of(request)
    others, reason = _count(sent, "others"), _field(sent, "reason")
    outcome = await settle_clash(_id(request), others, reason, user, address, clock=clock_of(request))
    return await _told(request, told_of_clash("settled", outcome))


@only_for(*SEES_SOME)
async def reopen_number(request: web.Request) -> web.StreamResponse:
    """番号の重複を確認した taken back."""
    outcome = await reopen_clash(_id(request), user_of(request), address_of(request), clock=clock_of(request))
    return await _told(request, told_of_clash("reopened", outcome))


@only_for(*SEES_SOME)
async def reprint_slip(request: web.Request) -> web.StreamResponse:
    """受付票を再印刷, with a reason."""
    sent, user, address = await request.post(), user_of(request), address_of(request)
    outcome = await print_slip_again(_id(request), _field(sent, "reason"), user, address, clock=clock_of(request))
    return await _told(request, told_of_slip(outcome))


async def take_code(request: web.Request) -> web.StreamResponse:
    """What a hand scanner read at some page: the case opens, or a sentence says what came of it."""
    sent, user, clock = await request.post(), user_of(request), clock_of(request)
    if not user.holds_any(SEES_SOME):
        return await _told(request, Told("not-allowed"))
    text, despite = _field(sent, "text"), _field(sent, "despite") == "1"
    told = told_of_scan(await scan_code(text, user, address_of(request), clock=clock, despite_section=despite))
    response = await render(request, "applications/scanned.html", {"told": told, "text": text})
    if told.outcome == "opened":
        response.headers["HX-Redirect"] = f"{PATH}/{told.case}"
    return response


async def _list(request: web.Request, wanted: CaseFilter, seen: str = "") -> web.StreamResponse:
    user, clock = user_of(request), clock_of(request)
    found = await case_page(wanted, user)
    shown = await values.list_values(wanted, found, clock)
    if seen == shown["seen"]:
        return web.Response(status=204)
    await record_look(Look.LIST, cases_of(found.rows), user, address_of(request), clock=clock)
    template = "applications/rows.html" if is_part(request) else "applications/cases.html"
    response = await render(request, template, {**shown, "path": PATH})
    if is_part(request) and not seen:
        response.headers["HX-Replace-Url"] = address_of_filter(PATH, wanted)
    return response


async def _case(request: web.Request, template: str, seen: str = "") -> web.StreamResponse:
    case = await _visible(request)
    now = values.digest_of(case)
    if seen == now:
        return web.Response(status=204)
    whys = await why(case.row.id, user_of(request))
    await _looked(request, case)
    shown = await values.case_values(case, whys, user_of(request), clock_of(request))
    return await render(request, template, {**shown, "seen": now, "path": PATH})


async def _visible(request: web.Request) -> CaseView:
    case = await case_view(_id(request), user_of(request))
    if case is None:
        raise web.HTTPNotFound
    return case


async def _looked(request: web.Request, case: CaseView) -> None:
    await record_look(Look.CASE, people_of(case), user_of(request), address_of(request), clock=clock_of(request))


async def _told(request: web.Request, told: Told) -> web.StreamResponse:
    shown: Values = {"told": told}
    if is_part(request):
        return await render(request, "applications/notice.html", shown)
    return await render(request, "applications/answered.html", {**shown, "path": PATH})


async def _wanted(request: web.Request) -> tuple[CaseFilter, str]:
    sent = await request.post()
    fields = {name: str(sent.getall(name)[-1]) for name in sent}
    return read_filter(fields), fields.get("seen", "")


def _id(request: web.Request) -> str:
    return plain(request.match_info["case"])


def _field(sent: Mapping[str, object], name: str) -> str:
    return plain(str(sent.get(name, ""))).strip()[:_LONGEST_REASON]


def _count(sent: Mapping[str, object], name: str) -> int:
    text = _field(sent, name)
    return int(text) if text.isdecimal() and len(text) < 10 else 0


_ONE = f"{PATH}/{{case}}"
ROUTES = [
    web.get(PATH, show_cases),
    web.post(PATH, find_cases),
    web.post(f"{PATH}/csv", export_cases),
    web.get(_ONE, show_case),
    web.get(f"{_ONE}/now", show_case_now),
    web.get(f"{_ONE}/signature.svg", show_signature),
    web.post(f"{_ONE}/tick", tick_procedure),
    web.post(f"{_ONE}/untick", untick_procedure),
    web.post(f"{_ONE}/state", change_case),
    web.post(f"{_ONE}/undo", undo_change),
    web.post(f"{_ONE}/clash", settle_number),
    web.post(f"{_ONE}/clash/undo", reopen_number),
    web.post(f"{_ONE}/slip", reprint_slip),
    web.post("/scan", take_code),
]
MENU = (MenuItem(PATH, "applications.menu", "list", order=12, roles=frozenset(SEES_SOME), count="cases-count"),)
STRIPS = ("waiting-strip",)
LIVE: Live = {
    CASES: (
        LiveSlot("case-pulse", "applications/pulse.html", values.pulse),
        LiveSlot("cases-count", "applications/count.html", values.count),
        LiveSlot("waiting-codes", "applications/waiting.html", values.waiting),
        LiveSlot("waiting-strip", "applications/strip.html", values.waiting_strip, ages=True),
    )
}
