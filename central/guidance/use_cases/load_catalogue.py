"""Load a catalogue: judge it, keep it under a serial of its own, and tell whoever publishes it."""

from __future__ import annotations

import asyncio

from protocol.errors import ProtocolError
from protocol.village.catalogue import Catalogue, canonical_bytes, version_of
from protocol.village.soundness import read_catalogue
from protocol.wire.messages.publications import LARGEST_CATALOGUE

from ...clock import Clock
from ...db.changes import changed
from ...db.rows import rows
from ...db.transaction import transaction
from ...errors import BadCatalogue
from ...operations.use_cases.clear_alarm import clear_alarm
from ..channels import CATALOGUES
from ..models import KeptCatalogue
from .miss_catalogue import CATALOGUE_MISSING

_ONE_AT_A_TIME = "LOCK TABLE guidance_catalogue IN SHARE ROW EXCLUSIVE MODE"


async def load_catalogue(content: bytes, *, clock: Clock) -> int:
    """Keep a catalogue given as canonical JSON and return its serial. Raises BadCatalogue.

    Whichever version it is becomes the newest; loading the newest again gives it to the terminals anew.
    """
    catalogue = await asyncio.to_thread(_read, content)
    content = canonical_bytes(catalogue)
    version = version_of(content)
    async with transaction():
        await rows(_ONE_AT_A_TIME)
        serial = await _next_serial(clock)
        await _keep(version, serial, content, catalogue.effective_from, clock)
        await clear_alarm(CATALOGUE_MISSING, version, clock.now())
        await changed(CATALOGUES, version)
    return serial


def _read(content: bytes) -> Catalogue:
    try:
        catalogue = read_catalogue(content)
    except ProtocolError as error:
        raise BadCatalogue(f"{error.code}: {error}") from error
    if len(canonical_bytes(catalogue)) > LARGEST_CATALOGUE:
        raise BadCatalogue(f"larger than {LARGEST_CATALOGUE} bytes")
    return catalogue


async def _next_serial(clock: Clock) -> int:
    """The second it is, so that a restored database counts on above what the terminals have; at least one more."""
    newest = await KeptCatalogue.all().order_by("-serial").first().values_list("serial", flat=True)
    return max(int(clock.now().timestamp()), 0 if newest is None else int(str(newest)) + 1)


async def _keep(version: str, serial: int, content: bytes, effective_from: str, clock: Clock) -> None:
    values = {
        "serial": serial,
        "content": content,
        "loaded_at": clock.now(),
        "effective_from": effective_from,
    }
    await KeptCatalogue.update_or_create(defaults=values, version=version)
