"""Keep a code that no case has yet, until its case arrives."""

from __future__ import annotations

from datetime import datetime, timedelta

from protocol.codes import Code

from ...db.changes import changed
from ..channels import CASES
from ..models import WaitingScan
from ..scanning import Reading, digest_of, ending_of

WAITS_FOR = timedelta(days=30)
MOST_OF_ONE_READER = 200


async def keep_waiting(code: Code, id_: str, reading: Reading, *, received_at: datetime, offline: bool = False) -> None:
    """The same code read twice for one section is one.

    What has waited too long is forgotten, and of one reader with too many the oldest.
    """
    await WaitingScan.filter(received_at__lt=received_at - WAITS_FOR).delete()
    same = WaitingScan.filter(digest=digest_of(code))
    if await same.filter(section=reading.section).exists() or await same.filter(id=id_).exists():
        return
    await WaitingScan.create(
        id=id_,
        digest=digest_of(code),
        ending=ending_of(code),
        reader=reading.by,
        section=reading.section,
        read_at=reading.at,
        received_at=received_at,
        offline=offline,
    )
    await _forget_too_many(reading.by)
    await changed(CASES, id_)


async def _forget_too_many(reader: str) -> None:
    newest_first = WaitingScan.filter(reader=reader).order_by("-received_at", "-id")
    too_many = await newest_first.offset(MOST_OF_ONE_READER).values_list("id", flat=True)
    if too_many:
        await WaitingScan.filter(id__in=list(too_many)).delete()
