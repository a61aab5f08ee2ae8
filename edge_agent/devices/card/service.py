"""One round trip to the PC/SC service, on a connection of its own: nothing is said to a card."""

from __future__ import annotations

from protocol.devices import FaultCode

from ...errors import DeviceError
from .pcsc import Pcsc


def asked_service() -> FaultCode | None:
    """Ask the service for its readers; why it gave no answer. Blocks."""
    service = Pcsc()
    try:
        service.establish()
        service.look(wait_seconds=0)
    except DeviceError as error:
        return error.fault
    finally:
        service.release()
    return None
