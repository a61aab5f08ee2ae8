"""How far this terminal gets towards the broker now: name, connection, TLS, its own certificate. Nothing is sent."""

from __future__ import annotations

import socket
import ssl
import time
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from ..settings import CentralSettings

CONNECT_SECONDS = 3.0
_VERDICT_SECONDS = 0.5
_NETWORKS = Path("/sys/class/net")

# OpenSSL's X509_V_ERR numbers.
_NOT_YET_VALID, _EXPIRED = 9, 10


class Stop(StrEnum):
    """Where the way ends."""

    NO_CABLE = "no-cable"
    NO_NAME = "no-name"
    NO_ROUTE = "no-route"
    NOBODY_THERE = "nobody-there"
    NO_ANSWER = "no-answer"
    NOT_TLS = "not-tls"
    OUT_OF_TIME = "out-of-time"
    STRANGER = "stranger"
    OWN_CERTIFICATE = "own-certificate"


def probed(central: CentralSettings, *, networks: Path = _NETWORKS) -> int | Stop:
    """Milliseconds until both ends believed each other, or where it ended. Blocks for some seconds at the most."""
    try:
        tls = _context(central)
    except OSError:
        return Stop.OWN_CERTIFICATE
    began = time.monotonic()
    try:
        with socket.create_connection((central.host, central.port), CONNECT_SECONDS) as plain:
            return _believed(tls, plain, central.host, began)
    except OSError as error:
        stop = _unreached(error)
        return Stop.NO_CABLE if stop is not Stop.NOBODY_THERE and not _has_cable(networks) else stop


def _context(central: CentralSettings) -> ssl.SSLContext:
    """The same terms as the session's."""
    context = ssl.create_default_context(cafile=str(central.ca_file))
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(central.certificate_file, central.key_file)
    return context


def _believed(tls: ssl.SSLContext, plain: socket.socket, host: str, began: float) -> int | Stop:
    try:
        secret = tls.wrap_socket(plain, server_hostname=host)
    except ssl.SSLCertVerificationError as error:
        return Stop.OUT_OF_TIME if error.verify_code in {_NOT_YET_VALID, _EXPIRED} else Stop.STRANGER
    except TimeoutError:
        return Stop.NO_ANSWER
    except OSError:
        return Stop.NOT_TLS
    milliseconds = round((time.monotonic() - began) * 1000)
    with secret:
        return milliseconds if _keeps_us(secret) else Stop.OWN_CERTIFICATE


def _keeps_us(secret: ssl.SSLSocket) -> bool:
    """A broker of TLS 1.3 that does not believe us hangs up after the handshake; one that does waits for a word."""
    secret.settimeout(_VERDICT_SECONDS)
    try:
        return bool(secret.recv(1))
    except TimeoutError:
        return True
    except OSError:
        return False


def _unreached(error: OSError) -> Stop:
    if isinstance(error, socket.gaierror):
        return Stop.NO_NAME
    if isinstance(error, ConnectionRefusedError):
        return Stop.NOBODY_THERE
    return Stop.NO_ANSWER if isinstance(error, TimeoutError) else Stop.NO_ROUTE


def _has_cable(networks: Path) -> bool:
    """Whether any network but the machine's own has a carrier; a cable that was pulled has none."""
    return any(_has_carrier(network) for network in networks.glob("*") if network.name != "lo")


def _has_carrier(network: Path) -> bool:
    with suppress(OSError):
        return (network / "carrier").read_text().strip() == "1"
    return False
