"""Compare the register with a full extract that must be the same; what differs is listed and an alarm."""

from __future__ import annotations

import asyncio
import dataclasses
from datetime import datetime

from ...log import logger
from ...operations.use_cases.clear_alarm import clear_alarm
from ...operations.use_cases.raise_alarm import raise_alarm
from ..alarms import DIFFERS, NOT_COMPARED, SUBJECT
from ..comparison import compare, contents_of
from ..gateways.files.extract import Extract
from ..models import RegisterComparison
from .fill_register import register_contents

_LISTED = 500
_log = logger("residents")


async def compare_register(extract: Extract, now: datetime) -> None:
    """In the transaction that takes the extract, before it takes effect."""
    ours = await register_contents()
    found = await asyncio.to_thread(compare, contents_of(extract), ours)
    listed = found.differences[:_LISTED]
    await RegisterComparison.create(
        at=now,
        as_of=extract.manifest.as_of,
        stem=extract.manifest.stem,
        is_equal=found.is_equal,
        summaries={part: dataclasses.asdict(summary) for part, summary in found.summaries.items()},
        differences=[
            {"part": each.part, "what": each.what, "key": each.key, "fields": ",".join(each.fields)} for each in listed
        ],
        unlisted=len(found.differences) - len(listed),
    )
    await clear_alarm(NOT_COMPARED, SUBJECT, now)
    if found.is_equal:
        await clear_alarm(DIFFERS, SUBJECT, now)
    else:
        await raise_alarm(DIFFERS, SUBJECT, now)
    _log.info("juki-compared", stem=extract.manifest.stem, is_equal=found.is_equal)
