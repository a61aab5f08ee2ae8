"""The way to 住基 that the settings name."""

from __future__ import annotations

from contextlib import AsyncExitStack

from ..clock import Clock
from ..residents_settings import FileResidentsSettings, ResidentsSettings
from .gateways.absent import AbsentRegistry
from .gateways.files.registry import FileRegistry
from .gateways.rest import RestRegistry
from .link_state import RegistryLink

OpenRegistry = AbsentRegistry | RestRegistry | FileRegistry


async def open_registry(
    settings: ResidentsSettings | None, link: RegistryLink, clock: Clock, opened: AsyncExitStack
) -> OpenRegistry:
    """The registry, closed with `opened`; but for an absent one its `run()` has to run. Raises BadSettings."""
    if settings is None:
        return AbsentRegistry()
    if isinstance(settings, FileResidentsSettings):
        return FileRegistry(settings, link, clock)
    return await opened.enter_async_context(RestRegistry(settings, link))
