"""What arrives from terminals for identity."""

from __future__ import annotations

from protocol.wire.messages.events import FaceToFaceRequested

from ..link.received import Handlers
from .use_cases.take_request import take_request

HANDLERS: Handlers = {FaceToFaceRequested: take_request}
