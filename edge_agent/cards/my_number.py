"""A My Number card during one session: the holder's certificate, the PIN, one signature, the 4情報. No 個人番号."""

from __future__ import annotations

from protocol.wire.card_proof import digest_info

from ..errors import CardRefused
from .apdu import NOT_FOUND, OK, OUTSIDE_FILE, PERFORM_SECURITY_OPERATION, Command
from .basic_four import BasicFour, parse_basic_four
from .ber import NotBer, element_size, sequence_size
from .files import Application, CardFile, JpkiFile, TextFile, read_binary, read_current, select_application, select_file
from .outcomes import NoCertificate, NoPin, PinOutcome
from .pin import DIGITS, CardPin, ask_tries, present
from .transport import Gone, Transport, in_turn

_CERTIFICATE_START = 4
_TEMPLATE_START = 5
_SIGNATURE_BYTES = 256


class MyNumberCard:
    """Speaks with a card that `recognise` called one. Every method may say Gone and may raise CardRefused."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._open: Application | None = None

    async def tries_left(self, which: CardPin = CardPin.AUTHENTICATION) -> int | NoPin | Gone:
        """How many wrong PINs the card still bears; 0 is locked. Costs no try: ask before the person types."""
        gone = await self._enter(which.application)
        return gone or await ask_tries(self._transport, which.file)

    async def verify_pin(
        self, pin: bytearray, *, tries_shown: int, which: CardPin = CardPin.AUTHENTICATION
    ) -> PinOutcome | Gone:
        """Send four digits, once. `tries_shown` is what the person was told before typing; `pin` is overwritten.

        Raises ValueError unless `pin` is four ASCII digits.
        """
        try:
            if len(pin) != DIGITS or not pin.isdigit():
                raise ValueError("not four digits")
            gone = await self._enter(which.application)
            return gone or await present(self._transport, which.file, pin, tries_shown=tries_shown)
        finally:
            pin[:] = bytes(len(pin))

    async def has_certificate(self) -> bool | Gone:
        """Whether there is a 利用者証明用電子証明書. Needs no PIN."""
        size = await self._certificate_size()
        return size if isinstance(size, Gone) else not isinstance(size, NoCertificate)

    async def read_certificate(self) -> bytes | NoCertificate | Gone:
        """The 利用者証明用電子証明書 in DER. Needs no PIN."""
        size = await self._certificate_size()
        return await read_current(self._transport, size) if isinstance(size, int) else size

    async def sign(self, digest: bytes) -> bytes | Gone:
        """The 256-byte RSA signature (PKCS#1 v1.5) of a SHA-256 digest, in the session that verified the PIN."""
        gone = await self._enter(Application.JPKI)
        if gone is not None:
            return gone
        compute = Command(0x80, PERFORM_SECURITY_OPERATION, 0x00, 0x80, digest_info(digest), wanted=_SIGNATURE_BYTES)
        answer = await in_turn(self._transport, select_file(JpkiFile.AUTHENTICATION_KEY), compute)
        if isinstance(answer, Gone):
            return answer
        if answer.sw != OK or len(answer.body) != _SIGNATURE_BYTES:
            raise CardRefused(repr(answer.sw))
        return answer.body

    async def read_basic_four(self) -> BasicFour | Gone:
        """The 4情報, in the session that verified CardPin.TEXT."""
        start = await self._start(Application.TEXT, TextFile.BASIC_FOUR, _TEMPLATE_START)
        if isinstance(start, Gone):
            return start
        try:
            file = await read_current(self._transport, element_size(start or b""))
            return file if isinstance(file, Gone) else parse_basic_four(file)
        except NotBer as error:
            raise CardRefused(str(error)) from error

    async def _certificate_size(self) -> int | NoCertificate | Gone:
        start = await self._start(Application.JPKI, JpkiFile.AUTHENTICATION_CERTIFICATE, _CERTIFICATE_START)
        if isinstance(start, Gone):
            return start
        try:
            return NoCertificate() if start is None else sequence_size(start)
        except NotBer:
            return NoCertificate()

    async def _start(self, application: Application, file: CardFile, size: int) -> bytes | Gone | None:
        gone = await self._enter(application)
        if gone is not None:
            return gone
        answer = await in_turn(self._transport, select_file(file), read_binary(0, size))
        if isinstance(answer, Gone):
            return answer
        if answer.sw not in (OK, NOT_FOUND, OUTSIDE_FILE):
            raise CardRefused(repr(answer.sw))
        return answer.body if answer.sw == OK else None

    async def _enter(self, application: Application) -> Gone | None:
        """Selecting an application forgets what was verified, so the open one is not selected again."""
        if application is self._open:
            return None
        self._open = None
        answer = await in_turn(self._transport, select_application(application))
        if isinstance(answer, Gone):
            return answer
        if answer.sw != OK:
            raise CardRefused(repr(answer.sw))
        self._open = application
        return None
