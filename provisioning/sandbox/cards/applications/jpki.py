"""公的個人認証AP: the two certificates with their keys, passwords and authorities."""

from __future__ import annotations

from ..card_file import CardFile, Credential, PinName
from ..files import Application, Binary, File, Pin, SigningKey

AID = bytes.fromhex("D392F000260100000001")
LABEL = "JPKIAPICCTOKEN2"
SIGN_CERTIFICATE, SIGN_AUTHORITY, SIGN_KEY, SIGN_PIN = 0x0001, 0x0002, 0x001A, 0x001B
AUTH_CERTIFICATE, AUTH_AUTHORITY, AUTH_KEY, AUTH_PIN = 0x000A, 0x000B, 0x0017, 0x0018
TOKEN, AVAILABILITY = 0x0006, 0x0008
_AVAILABLE, _ABSENT = b"\x8f", b"\x00"


def jpki_application(card: CardFile, *, aid: bytes = AID, label: str = LABEL) -> Application:
    """The application; a certificate that was not issued leaves its files out, its blocked password stays."""
    files: dict[int, File] = {
        TOKEN: Binary(token_information(label, card.chip_serial)),
        AVAILABILITY: Binary(_availability(card)),
        AUTH_PIN: Pin(card.secrets[PinName.AUTH]),
        SIGN_PIN: Pin(card.secrets[PinName.SIGN]),
    }
    if card.auth is not None:
        files[AUTH_CERTIFICATE] = Binary(card.auth.certificate_der)
        files |= _key_and_authority(card.auth, AUTH_KEY, AUTH_PIN, AUTH_AUTHORITY)
    if card.sign is not None:
        files[SIGN_CERTIFICATE] = Binary(card.sign.certificate_der, frozenset({SIGN_PIN}))
        files |= _key_and_authority(card.sign, SIGN_KEY, SIGN_PIN, SIGN_AUTHORITY)
    return Application(aid, files)


def token_information(label: str, serial: str) -> bytes:
    """The 160 bytes of a PKCS #11 token information; texts are padded with spaces."""
    texts = ((label, 32), ("0" * 31 + "1", 32), ("E16R01NJ", 16), (serial[-15:].rjust(16, "0"), 16))
    numbers = (0x0000040D, 1, 0, 1, 0, 16, 6, *[0xFFFFFFFF] * 4)
    return b"".join(
        (
            *(text.ljust(size).encode("ascii") for text, size in texts),
            *(number.to_bytes(4, "big") for number in numbers),
            b"0301",
            b"9" * 16,
        )
    )


def _key_and_authority(credential: Credential, key: int, pin: int, authority: int) -> dict[int, File]:
    return {
        key: SigningKey(credential.private_key(), frozenset({pin})),
        authority: Binary(credential.authority_der),
    }


def _availability(card: CardFile) -> bytes:
    return b"".join(_AVAILABLE if each is not None else _ABSENT for each in (card.sign, card.auth)) + b"\x00"
