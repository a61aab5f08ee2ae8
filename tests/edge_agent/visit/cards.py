"""A reader and the cards of one drawer: cards answer commands as a My Number card does, and misbehave as told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Protocol

from edge_agent.cards import apdu
from edge_agent.cards.apdu import (
    BLOCKED,
    NOT_FOUND,
    OK,
    PERFORM_SECURITY_OPERATION,
    READ_BINARY,
    SELECT,
    SW,
    VERIFY,
    Command,
    Response,
)
from edge_agent.cards.files import JpkiFile, TextFile
from edge_agent.cards.recognition import CardKind
from edge_agent.cards.transport import Gone
from edge_agent.devices.base import ABSENT, Standing
from edge_agent.devices.card.port import CardEvent, CardInserted, CardRemoved, CardSession, Unavailable
from protocol.devices import DeviceKind, DeviceState, DeviceStatus, FaultCode

CERTIFICATE = b"\x30\x08certific"
SIGNATURE = bytes(range(256))
PIN = b"4826"
TEXT_PIN = b"1357"
STRANGE = SW(0x6581)
_DIGEST_BYTES = 32


@dataclass
class PretendCard:
    """One card of the drawer. `before` runs before each command and may stop it, change it or pull the card.

    `tries` and `pin` are those of the signature, `text_tries` and `text_pin` those of the card's text. `sign` takes the
    digest that is to be signed.
    """

    tries: int = 3
    pin: bytes = PIN
    text_tries: int = 3
    text_pin: bytes = TEXT_PIN
    has_text_pin: bool = True
    text: bytes = b""
    kind: CardKind = CardKind.MY_NUMBER
    has_certificate: bool = True
    has_pin: bool = True
    certificate: bytes = CERTIFICATE
    sign: Callable[[bytes], bytes] = field(default=lambda _: SIGNATURE)
    before: Callable[[Command], SW | None] = field(default=lambda _: None)
    sent: list[Command] = field(default_factory=list)
    verified: list[bytes] = field(default_factory=list)
    is_here: bool = True
    _file: int = 0
    _is_open: bool = False
    _is_text_open: bool = False

    def answer(self, command: Command) -> Response | Gone:
        """As the card would."""
        self.sent.append(command)
        forced = self.before(command)
        if not self.is_here:
            return Gone()
        if forced is not None:
            return Response(b"", forced)
        match command.ins:
            case apdu.SELECT:
                return self._select(command)
            case apdu.READ_BINARY:
                return self._read(command)
            case apdu.VERIFY:
                return Response(b"", self._verify(bytes(command.body)))
        signed = self.sign(bytes(command.body)[-_DIGEST_BYTES:]) if self._is_open else b""
        return Response(signed, OK) if self._is_open else Response(b"", SW(0x6982))

    def _read(self, command: Command) -> Response:
        is_text = self._file == TextFile.BASIC_FOUR
        if is_text and not self._is_text_open:
            return Response(b"", SW(0x6982))
        start = command.p1 << 8 | command.p2
        return Response((self.text if is_text else self.certificate)[start : start + (command.wanted or 0)], OK)

    def power_off(self) -> None:
        """Forget the PIN."""
        self._is_open = self._is_text_open = False

    def _select(self, command: Command) -> Response:
        self._file = int.from_bytes(command.body, "big") if command.p1 == 0x02 else 0
        is_missing = {
            int(JpkiFile.AUTHENTICATION_CERTIFICATE): not self.has_certificate,
            int(JpkiFile.AUTHENTICATION_PIN): not self.has_pin,
            int(TextFile.PIN): not self.has_text_pin,
        }
        return Response(b"", NOT_FOUND if is_missing.get(self._file) else OK)

    def _verify(self, pin: bytes) -> SW:
        return self._verify_text(pin) if self._file == TextFile.PIN else self._verify_own(pin)

    def _verify_text(self, pin: bytes) -> SW:
        if pin and self.text_tries:
            self.verified.append(pin)
            self._is_text_open = pin == self.text_pin
            self.text_tries = 3 if self._is_text_open else self.text_tries - 1
            return OK if self._is_text_open else SW(0x63C0 + self.text_tries)
        return SW(0x63C0 + self.text_tries) if self.text_tries else BLOCKED

    def _verify_own(self, pin: bytes) -> SW:
        if pin and self.tries:
            self.verified.append(pin)
            self._is_open = pin == self.pin
            self.tries = 3 if self._is_open else self.tries - 1
            return OK if self._is_open else SW(0x63C0 + self.tries)
        return SW(0x63C0 + self.tries) if self.tries else BLOCKED


def is_pin_sent(command: Command) -> bool:
    """Whether this is the VERIFY that counts."""
    return command.ins == VERIFY and bool(command.body)


def is_signing(command: Command) -> bool:
    """Whether this is the command that signs."""
    return command.ins == PERFORM_SECURITY_OPERATION


def is_reading(command: Command) -> bool:
    """Whether this reads or asks."""
    return command.ins in {SELECT, READ_BINARY}


def text_of(
    name: str, birth: str = "19900401", sex: str = "1", address: str = "山梨県南都留郡道志村６１８１番地１"
) -> bytes:
    """The file of a card's 4情報."""
    values = ((0xDF22, name), (0xDF23, address), (0xDF24, birth), (0xDF25, sex))
    inner = b"".join(_element(tag, value.encode()) for tag, value in values)
    return _element(0xFF20, inner)


def _element(tag: int, value: bytes) -> bytes:
    return tag.to_bytes(2, "big") + b"\x82" + len(value).to_bytes(2, "big") + value


class Took(Protocol):
    """Where the reader's events go."""

    async def took(self, event: CardEvent) -> None:
        """One event."""


class PretendReader:
    """Holds one card at a time and reports what is put there."""

    kind = DeviceKind.CARD_READER
    name = "reader"
    status: Standing = ABSENT

    def __init__(self) -> None:
        self.listener: Took | None = None
        self.card: PretendCard | None = None
        self.inserted: CardInserted | None = None
        self.refusal: FaultCode | None = None
        self.sessions = 0
        self._count = 0

    async def put(self, card: PretendCard) -> CardInserted:
        """Lay a card there."""
        self._count += 1
        card.is_here = True
        self.card, self.inserted = card, CardInserted(card.kind, f"presentation-{self._count}")
        if self.listener is not None:
            await self.listener.took(self.inserted)
        return self.inserted

    async def take(self) -> None:
        """Take it away."""
        assert self.card is not None
        self.card.is_here = False
        self.card.power_off()
        self.card = self.inserted = None
        if self.listener is not None:
            await self.listener.took(CardRemoved())

    async def begin(self, card: CardInserted) -> CardSession | Gone | Unavailable:
        """A session with that presentation."""
        await asyncio.sleep(0)
        if card != self.inserted or self.card is None:
            return Gone()
        if self.refusal is not None or self.sessions:
            return Unavailable(self.refusal or FaultCode.IN_USE)
        self.sessions += 1
        return _Session(self, self.card)

    async def open(self) -> None:
        """Nothing to open."""

    async def close(self) -> None:
        """Nothing to close."""

    async def events(self) -> AsyncIterator[CardEvent | Standing]:
        """None of its own: `listener` is told."""
        nothing: tuple[Standing, ...] = ()
        for standing in nothing:
            yield standing


class _Session:
    def __init__(self, reader: PretendReader, card: PretendCard) -> None:
        self._reader = reader
        self._card = card
        self._is_over = False

    async def transmit(self, command: Command) -> Response | Gone:
        """As the card, a turn of the loop later."""
        await asyncio.sleep(0)
        return Gone() if self._is_over else self._card.answer(command)

    async def end(self) -> None:
        """The power is off."""
        if not self._is_over:
            self._is_over = True
            self._reader.sessions -= 1
            self._card.power_off()


class Cupboard:
    """The devices as the supervisor shows them, set by hand."""

    def __init__(self) -> None:
        self._statuses: tuple[DeviceStatus, ...] = (reader_is(DeviceState.IDLE),)
        self._changed = asyncio.Event()

    def set(self, *statuses: DeviceStatus) -> None:
        """These are the devices now."""
        self._statuses = statuses
        self._changed.set()

    async def changes(self) -> AsyncIterator[tuple[DeviceStatus, ...]]:
        """The statuses."""
        while True:
            self._changed.clear()
            yield self._statuses
            await self._changed.wait()


def reader_is(state: DeviceState, fault: FaultCode | None = None) -> DeviceStatus:
    """A reader's status."""
    return DeviceStatus(DeviceKind.CARD_READER, "reader", state, fault, "2026-04-01T00:00:00Z")
