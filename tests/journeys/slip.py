"""The slip in the resident's hand: the codes that stand on the paper the printer gave out."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from protocol.codes import PREFIX
from provisioning.sandbox.village import Village

_PRINTED_WITHIN = 15.0


@dataclass(frozen=True)
class PaperSlip:
    """The texts of its codes, as a reader of codes finds them in the picture of the paper."""

    name: str
    case: str
    sections: tuple[str, ...]


async def newest_slip(village: Village, *, after: str = "") -> PaperSlip:
    """The newest slip, once it is another one than `after`."""
    async with asyncio.timeout(_PRINTED_WITHIN):
        while True:
            slips = (await village.receipt.hand.seen()).slips
            if slips and slips[0].name != after:
                return _read(slips[0].name, slips[0].codes)
            await asyncio.sleep(0.1)


async def newest_name(village: Village) -> str:
    """The name of the newest slip, "" before the first."""
    slips = (await village.receipt.hand.seen()).slips
    return slips[0].name if slips else ""


def _read(name: str, codes: tuple[str, ...]) -> PaperSlip:
    assert all(code.startswith(PREFIX) for code in codes)
    return PaperSlip(name, codes[0], codes[1:])
