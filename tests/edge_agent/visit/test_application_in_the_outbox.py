"""A signed visit and the real outbox: number, application and signature in one commit, readable by central only."""

from __future__ import annotations

from pathlib import Path

import msgspec

from edge_agent.visit.acceptance import accept
from edge_agent.visit.happenings import ApplicationStored
from protocol.wire.attachments import assembled
from protocol.wire.messages.applications import SIGNATURE as NAME
from protocol.wire.messages.applications import ApplicationMade, Ink
from protocol.wire.sealing import Opener

from ..counter import CENTRAL_KEY, HandClock, opened, outbox, payloads, waiting_envelopes
from .moving import at_sign
from .test_signing import SIGNATURE


async def test_number_application_and_signature_are_stored_together_and_sealed(tmp_path: Path) -> None:
    state = at_sign("m3")
    signed = state.changed(draft=state.draft.with_(ink=SIGNATURE))
    async with outbox(tmp_path) as box:
        accepted = await accept(signed, box, HandClock(), is_offline=True)
        assert isinstance(accepted, tuple)
        stored, slip = accepted
        *_, part, event = await waiting_envelopes(box)
        told = opened(event)
        assert "道志".encode() not in b"".join(await payloads(box))
    assert isinstance(told.body, ApplicationMade)
    assert stored == ApplicationStored("1-001", event.id, is_offline=True)
    assert (told.body.number, told.visit, slip.application) == ("1-001", "visit-1", event.id)
    contents = assembled(told.attachments, [Opener.of(CENTRAL_KEY).open(part)])
    assert msgspec.json.decode(contents[NAME], type=Ink) == SIGNATURE
