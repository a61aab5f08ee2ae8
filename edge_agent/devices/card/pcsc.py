"""PC/SC as this product uses it; the only module that knows pyscard. Every call blocks and stays on one thread."""

from __future__ import annotations

from dataclasses import dataclass

from smartcard import scard

from protocol.devices import FaultCode

from ...cards.transport import Gone
from ...errors import DeviceError
from .presence import ReaderSeen

# Changes when a reader is plugged in or pulled out.
_PLUGGED = "\\\\?PnP?\\Notification"

_NO_SERVICE = frozenset(
    {
        scard.SCARD_E_INVALID_HANDLE,
        scard.SCARD_E_NO_SERVICE,
        scard.SCARD_E_SERVICE_STOPPED,
        scard.SCARD_F_COMM_ERROR,
    }
)
_READER_LEFT = frozenset({scard.SCARD_E_UNKNOWN_READER, scard.SCARD_E_READER_UNAVAILABLE})
_REFUSALS = {
    scard.SCARD_E_SHARING_VIOLATION: FaultCode.IN_USE,
    scard.SCARD_W_SECURITY_VIOLATION: FaultCode.NO_PERMISSION,
}
_CARD_LEFT = _READER_LEFT | {scard.SCARD_E_NO_SMARTCARD, scard.SCARD_W_REMOVED_CARD}


@dataclass(frozen=True)
class Connection:
    """A powered card that answers to nobody else."""

    handle: int
    protocol: int


class Pcsc:
    """One context of the PC/SC service; when the service dies, its context is dead for ever and a new one is needed."""

    def __init__(self, *, match: str = "") -> None:
        self._match = match
        self._context = 0
        self._states: dict[str, int] = {}

    def establish(self) -> None:
        """Reach the service. Raises DeviceError SERVICE_DOWN or NO_PERMISSION."""
        code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
        if code == scard.SCARD_W_SECURITY_VIOLATION:
            raise DeviceError(FaultCode.NO_PERMISSION)
        _demand(code)
        self._context, self._states = context, {}

    def release(self) -> None:
        """Leave the service, if it was reached; connections end with it."""
        context, self._context = self._context, 0
        if context:
            scard.SCardReleaseContext(context)

    def look(self, *, wait_seconds: float, own_reader: str = "") -> tuple[ReaderSeen, ...]:
        """Every matching reader, as soon as one has changed or the time is over.

        What this context itself holds in `own_reader` does not count as taken. Raises DeviceError.
        """
        self._list()
        if self._changed(wait_seconds):
            self._list()
            self._changed(0)
        readers = ((name, state) for name, state in self._states.items() if name != _PLUGGED)
        return tuple(_seen(name, state, own_reader) for name, state in readers)

    def connect(self, reader: str) -> Connection | Gone | FaultCode:
        """Power the card and keep it from others: Gone or a fault when that cannot be. Raises DeviceError."""
        code, handle, protocol = scard.SCardConnect(
            self._context, reader, scard.SCARD_SHARE_EXCLUSIVE, scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        )
        if code == scard.SCARD_S_SUCCESS:
            return Connection(handle, protocol)
        if code in _CARD_LEFT:
            return Gone()
        _demand_service(code)
        return _REFUSALS.get(code, FaultCode.UNRESPONSIVE)

    def transmit(self, connection: Connection, command: bytearray) -> bytes | Gone:
        """The card's answer to encoded bytes; Gone whatever was wrong with the card. Raises DeviceError."""
        pci = scard.SCARD_PCI_T0 if connection.protocol == scard.SCARD_PROTOCOL_T0 else scard.SCARD_PCI_T1
        code, answer = scard.SCardTransmit(connection.handle, pci, list(command))
        if code == scard.SCARD_S_SUCCESS:
            return bytes(answer)
        _demand_service(code)
        return Gone()

    def disconnect(self, connection: Connection) -> None:
        """Take the power from the card, so that it forgets what it verified."""
        scard.SCardDisconnect(connection.handle, scard.SCARD_UNPOWER_CARD)

    def _list(self) -> None:
        code, names = scard.SCardListReaders(self._context, [])
        if code != scard.SCARD_E_NO_READERS_AVAILABLE:
            _demand(code)
        known = [name for name in names if self._match in name]
        self._states = {name: self._states.get(name, scard.SCARD_STATE_UNAWARE) for name in (*known, _PLUGGED)}

    def _changed(self, wait_seconds: float) -> bool:
        """Wait for a change; whether it was one of the list of readers."""
        states = list(self._states.items())
        code, seen = scard.SCardGetStatusChange(self._context, int(wait_seconds * 1000), states)
        if code in _READER_LEFT:
            return True
        if code != scard.SCARD_E_TIMEOUT:
            _demand(code)
        is_list_old = any(_is_of_another_list(name, state) for name, state, _ in seen)
        self._states = {name: state & ~scard.SCARD_STATE_CHANGED for name, state, _ in seen}
        return is_list_old


def _seen(name: str, state: int, own_reader: str) -> ReaderSeen:
    return ReaderSeen(
        name,
        changes=state >> 16,
        has_card=bool(state & scard.SCARD_STATE_PRESENT),
        is_mute=bool(state & scard.SCARD_STATE_MUTE),
        is_taken=bool(state & scard.SCARD_STATE_EXCLUSIVE) and name != own_reader,
    )


def _is_of_another_list(name: str, state: int) -> bool:
    if name == _PLUGGED:
        return bool(state & scard.SCARD_STATE_CHANGED)
    return bool(state & (scard.SCARD_STATE_UNKNOWN | scard.SCARD_STATE_UNAVAILABLE | scard.SCARD_STATE_IGNORE))


def _demand(code: int) -> None:
    """Everything but success means that this context is of no more use."""
    if code != scard.SCARD_S_SUCCESS:
        raise DeviceError(FaultCode.SERVICE_DOWN)


def _demand_service(code: int) -> None:
    if code in _NO_SERVICE:
        raise DeviceError(FaultCode.SERVICE_DOWN)
