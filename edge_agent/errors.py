"""The one family of broken promises at the counter; expected outcomes are values, not these."""

from __future__ import annotations

from protocol.devices import FaultCode


class AgentError(Exception):
    """Something that was promised did not hold; `code` is stable and is what screens and logs look up."""

    code = "agent"


class BadSettings(AgentError):
    """The settings file, or a key file it names, cannot be used; the text says which and why."""

    code = "bad-settings"


class NotStored(AgentError):
    """The disk refused an event: nothing was accepted, nothing was promised."""

    code = "not-stored"


class BodyTooLarge(AgentError):
    """One event does not fit into a batch, or its attachments into the parts it may have."""

    code = "body-too-large"


class OutboxInUse(AgentError):
    """Another process holds the outbox file."""

    code = "outbox-in-use"


class OutboxCorrupt(AgentError):
    """The outbox file broke while it was in use; it is moved aside at the next start."""

    code = "outbox-corrupt"


class NotRecorded(AgentError):
    """The devices cannot be recorded; the text says which file, program or device is in the way."""

    code = "not-recorded"


class TaskEnded(AgentError):
    """A part of the agent that runs for ever has ended; half an agent is worse than a new start."""

    code = "task-ended"


class CardRefused(AgentError):
    """A card answered a command as no card of its kind does; the text is the status word, never what was sent."""

    code = "card-refused"


class DeviceError(AgentError):
    """A device cannot be opened or has stopped working; `fault` says why in the words of `protocol.devices`."""

    code = "device-fault"

    def __init__(self, fault: FaultCode) -> None:
        super().__init__(fault.value)
        self.fault = fault


class DeviceGone(DeviceError):
    """The device is not plugged in, or no longer; absence is a state, and the device may come back."""

    code = "device-gone"

    def __init__(self) -> None:
        super().__init__(FaultCode.OFFLINE)
