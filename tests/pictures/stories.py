"""The order of the stories: residents, then staff, then whoever keeps it all running."""

from __future__ import annotations

from provisioning.sandbox.juki.way import JukiWay

from .account_keepers import keep_accounts
from .album import Album
from .clerks import (
    answer_a_call,
    call_without_a_line,
    check_documents,
    double_a_number,
    look_into,
    settle_a_doubled_number,
    sign_in,
    tick_off,
)  # fmt: skip
from .operators import (
    look_at_terminals,
    look_at_the_counter,
    look_at_the_files_of_the_register,
    look_at_translations,
)  # fmt: skip
from .residents import ask_without_a_card, leave_the_village, look_around, mourn, move_house
from .scene import Scene, scene
from .technicians import look_at_the_agent


async def play(album: Album) -> None:
    """Play everything; raises when a screen is not as the manuals tell."""
    async with scene(album) as here:
        await _residents_and_clerks(here)
        await look_at_terminals(here)
        await look_at_translations(here)
        await look_at_the_counter(here)
        await look_at_the_agent(here)
        await keep_accounts(here)
    async with scene(album, JukiWay.FILES_CP932) as here:
        await look_at_the_files_of_the_register(here)


async def _residents_and_clerks(here: Scene) -> None:
    await look_around(here)
    number = await move_house(here)
    await leave_the_village(here)
    last = await mourn(here)
    clerk = await sign_in(here)
    await check_documents(here, clerk, await ask_without_a_card(here))
    await answer_a_call(here, clerk)
    await call_without_a_line(here, clerk)
    await look_into(here, clerk, number)
    await tick_off(here, clerk, last)
    await settle_a_doubled_number(here, clerk, await double_a_number(here))
    await clerk.page.context.close()
