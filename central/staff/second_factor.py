"""The second factor: codes of six figures by time (TOTP, RFC 6238), their picture, and codes for a lost telephone."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

import pyotp
import zxingcpp

ISSUER = "かんたん窓口"
RECOVERY_CODES = 10
_SECONDS = 30
_DIGITS = 6
_DRIFT = 1
_RECOVERY_BYTES = 10


def new_secret() -> str:
    """160 random bits in base32."""
    return pyotp.random_base32()


def address_of_secret(secret: str, login: str) -> str:
    """The otpauth: address that an authenticator reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def picture(address: str) -> str:
    """The address as a QR code in SVG."""
    return str(zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_svg(scale=4))


def step_of(secret: str, code: str, now: datetime, *, after: int) -> int | None:
    """The time step whose code this is, at most one away from now and later than `after`; None: it is not right."""
    typed = "".join(code.split())
    if len(typed) != _DIGITS or not typed.isascii() or not typed.isdigit():
        return None
    totp, current = pyotp.TOTP(secret), int(now.timestamp()) // _SECONDS
    steps = range(current - _DRIFT, current + _DRIFT + 1)
    right = [step for step in steps if hmac.compare_digest(totp.generate_otp(step), typed)]
    return max((step for step in right if step > after), default=None)


def new_recovery_codes() -> tuple[str, ...]:
    """Ten codes of 80 random bits, as people copy them: XXXX-XXXX-XXXX-XXXX."""
    return tuple(
        _grouped(base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode()) for _ in range(RECOVERY_CODES)
    )


def recovery_digest(code: str) -> str:
    """What is kept of a recovery code, however it is typed."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def _grouped(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
