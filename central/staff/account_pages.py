"""自分のアカウント for everybody; アカウント, those of others, for 設定担当 and 運用."""

from __future__ import annotations

from uuid import UUID

from aiohttp import web

from .managing import MANAGERS, grantable, may_manage
from .queries import AccountView, account_view, account_views, recovery_codes_left
from .roles import Role
from .screens import (
    BROWSER_TOKEN,
    LIMITS,
    MenuItem,
    MenuSection,
    Values,
    address_of,
    clock_of,
    only_for,
    render,
    user_of,
)
from .steps import BadPassword, Gone, StepNeeded, TooSoon
from .use_cases.change_own import NewPassword, begin_second_factor, change_password
from .use_cases.manage_account import (
    AccountFields,
    AccountFlaw,
    Given,
    change_account,
    open_account,
    reset_password,
    reset_second_factor,
    set_active,
)

OWN = "/account"
PATH = "/accounts"
_ONE = PATH + r"/{account:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}}"
_UNPROCESSABLE = 422
_TOLD = frozenset({"changed", "enabled", "disabled", "second-factor-reset"})
_NOBODY = AccountFields("", "", "", frozenset())


async def show_own(request: web.Request) -> web.Response:
    """One's own account."""
    return await _own(request, done=request.query.get("outcome") == "changed")


async def do_change_password(request: web.Request) -> web.Response:
    """Another password; the other browsers of this person are signed out."""
    form = await request.post()
    typed = NewPassword(*(str(form.get(name, "")) for name in ("current", "new", "again")))
    token, address = request[BROWSER_TOKEN], address_of(request)
    outcome = await change_password(user_of(request), token, typed, address, clock=clock_of(request))
    if outcome is not None:
        return await _refused(request, "password", outcome)
    return web.Response(status=303, headers={"Location": f"{OWN}?outcome=changed"})


async def do_begin_second_factor(request: web.Request) -> web.Response:
    """On to the page that sets a second factor up."""
    current = str((await request.post()).get("current", ""))
    token, address = request[BROWSER_TOKEN], address_of(request)
    outcome = await begin_second_factor(user_of(request), token, current, address, clock=clock_of(request))
    match outcome:
        case StepNeeded(fresh, step):
            response = web.Response(status=303, headers={"Location": f"/sign-in/{step}?next={OWN}"})
            limits = request.app[LIMITS]
            response.set_cookie(limits.cookie, fresh, path="/", secure=limits.secure, httponly=True, samesite="Strict")
            return response
        case Gone():
            return web.Response(status=303, headers={"Location": OWN})
        case problem:
            return await _refused(request, "second-factor", problem)


@only_for(*MANAGERS)
async def show_accounts(request: web.Request) -> web.StreamResponse:
    """Everybody's."""
    user, outcome = user_of(request), request.query.get("outcome", "")
    views = [(view, may_manage(user, view.user)) for view in await account_views()]
    values: Values = {"accounts": views, "outcome": outcome if outcome in _TOLD else "", "path": PATH}
    return await render(request, "staff/accounts.html", values)


@only_for(*MANAGERS)
async def show_new(request: web.Request) -> web.StreamResponse:
    """アカウントをつくる."""
    return await _form(request, _NOBODY, None)


@only_for(*MANAGERS)
async def do_open(request: web.Request) -> web.StreamResponse:
    """Its one-time password is on this one page and nowhere else."""
    fields = await _fields(request)
    match await open_account(fields, user_of(request), address_of(request), clock=clock_of(request)):
        case Given() as given:
            return await _given(request, given)
        case flaw:
            return await _form(request, fields, None, problem=flaw)


@only_for(*MANAGERS)
async def show_account(request: web.Request) -> web.StreamResponse:
    """One of somebody else."""
    view = await _theirs(request)
    user = view.user
    return await _form(request, AccountFields(user.login, user.name, user.section, user.roles), view)


@only_for(*MANAGERS)
async def do_change(request: web.Request) -> web.StreamResponse:
    """Another name, section or roles."""
    view, fields = await _theirs(request), await _fields(request)
    outcome = await change_account(view.user.id, fields, user_of(request), address_of(request), clock=clock_of(request))
    if isinstance(outcome, AccountFlaw):
        return await _form(request, fields, view, problem=outcome)
    raise _back("changed", done=outcome)


@only_for(*MANAGERS)
async def do_disable(request: web.Request) -> web.StreamResponse:
    """No sign-in any more, and out of every browser at once."""
    id_, user, address = _id(request), user_of(request), address_of(request)
    raise _back("disabled", done=await set_active(id_, False, user, address, clock=clock_of(request)))


@only_for(*MANAGERS)
async def do_enable(request: web.Request) -> web.StreamResponse:
    """Sign-in as before."""
    id_, user, address = _id(request), user_of(request), address_of(request)
    raise _back("enabled", done=await set_active(id_, True, user, address, clock=clock_of(request)))


@only_for(*MANAGERS)
async def do_reset_password(request: web.Request) -> web.StreamResponse:
    """A one-time password, on this one page and nowhere else."""
    given = await reset_password(_id(request), user_of(request), address_of(request), clock=clock_of(request))
    if given is None:
        raise web.HTTPForbidden
    return await _given(request, given)


@only_for(*MANAGERS)
async def do_reset_second_factor(request: web.Request) -> web.StreamResponse:
    """Forget a lost telephone."""
    id_, user, address = _id(request), user_of(request), address_of(request)
    done = await reset_second_factor(id_, user, address, clock=clock_of(request))
    raise _back("second-factor-reset", done=done)


async def _own(
    request: web.Request, *, form: str = "", problem: str = "", wait: int = 0, done: bool = False, status: int = 200
) -> web.Response:
    user = user_of(request)
    view = await account_view(user.id)
    values: Values = {
        "form": form, "problem": problem, "wait": wait, "done": done, "path": OWN,
        "has_second_factor": view is not None and view.has_second_factor, "left": await recovery_codes_left(user),
    }  # fmt: skip
    return await render(request, "staff/account.html", values, status)


async def _refused(request: web.Request, form: str, outcome: BadPassword | TooSoon) -> web.Response:
    match outcome:
        case BadPassword(flaw):
            return await _own(request, form=form, problem=flaw, status=_UNPROCESSABLE)
        case TooSoon(wait):
            response = await _own(request, form=form, problem="too-soon", wait=wait, status=429)
            response.headers["Retry-After"] = str(wait)
            return response


async def _form(
    request: web.Request, fields: AccountFields, view: AccountView | None, *, problem: str = ""
) -> web.Response:
    roles = grantable(user_of(request))
    values: Values = {"fields": fields, "view": view, "roles": roles, "problem": problem, "path": PATH}
    return await render(request, "staff/account-form.html", values, _UNPROCESSABLE if problem else 200)


async def _given(request: web.Request, given: Given) -> web.Response:
    return await render(request, "staff/one-time-password.html", {"given": given, "path": PATH})


async def _fields(request: web.Request) -> AccountFields:
    form = await request.post()
    login, name, section = (str(form.get(word, "")).strip() for word in ("login", "name", "section"))
    known = {role.value: role for role in Role}
    roles = frozenset(known[sent] for sent in map(str, form.getall("role", [])) if sent in known)
    return AccountFields(login, name, section, roles)


async def _theirs(request: web.Request) -> AccountView:
    view = await account_view(_id(request))
    if view is None:
        raise web.HTTPNotFound
    if not may_manage(user_of(request), view.user):
        raise web.HTTPForbidden
    return view


def _id(request: web.Request) -> UUID:
    return UUID(request.match_info["account"])


def _back(outcome: str, *, done: bool) -> web.HTTPException:
    return web.HTTPSeeOther(f"{PATH}?outcome={outcome}") if done else web.HTTPForbidden()


ROUTES = [
    web.get(OWN, show_own),
    web.post(f"{OWN}/password", do_change_password),
    web.post(f"{OWN}/second-factor", do_begin_second_factor),
    web.get(PATH, show_accounts),
    web.get(f"{PATH}/new", show_new),
    web.post(f"{PATH}/new", do_open),
    web.get(_ONE, show_account),
    web.post(_ONE, do_change),
    web.post(f"{_ONE}/disable", do_disable),
    web.post(f"{_ONE}/enable", do_enable),
    web.post(f"{_ONE}/password", do_reset_password),
    web.post(f"{_ONE}/second-factor", do_reset_second_factor),
]
MENU = (
    MenuItem(PATH, "staff.accounts.menu", "list", 88, section=MenuSection.SETTINGS, roles=frozenset(MANAGERS)),
    MenuItem(OWN, "staff.account.menu", "face", order=96, section=MenuSection.SETTINGS),
)
