"""Sign in with login and password."""

from __future__ import annotations

import math
from collections.abc import Collection

from ...clock import Clock
from ...db.transaction import transaction
from ..logins import folded
from ..models import Account
from ..passwords import is_password
from ..roles import Role
from ..steps import Denied, SignedIn, StepNeeded, TooSoon
from .claim_try import claim_try, seconds_to_wait
from .go_on import go_on, record_sign_in


async def sign_in(
    login: str, password: str, address: str, *, clock: Clock, required: Collection[Role] = ()
) -> SignedIn | StepNeeded | Denied | TooSoon:
    """Start a session, or owe a step; the roles `required` need a second factor.

    Takes as long and says the same whether or not the account exists.
    """
    name, now = folded(login), clock.now()
    async with transaction():
        wait = await claim_try(name, address, now)
    if wait is None:
        return TooSoon(math.ceil(await seconds_to_wait(name, address, now)))
    account = await Account.get_or_none(login=name, active=True)
    right = await is_password(password, account.password_hash if account else None)
    async with transaction():
        if not right or account is None:
            await record_sign_in("sign-in", "denied", name, address, now)
            return Denied(math.ceil(wait))
        return await go_on(account, address, now, required, is_code_given=False)
