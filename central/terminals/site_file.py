"""The initial registration of a site: its places and terminals, as a TOML file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding

from protocol.identifiers import is_terminal_id
from protocol.village.opening import OpeningHours

from ..errors import BadSiteFile


class PlaceEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[places]]`."""

    id: str
    name: str
    opening: dict[str, list[list[str]]]
    closed_days: list[str] = []


class TerminalEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[terminals]]`; `number` begins its reception numbers; codes read there count for `section`, if any."""

    id: str
    number: int
    name: str
    place: str
    section: Annotated[str, msgspec.Meta(max_length=64)] = ""


class SiteFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    places: list[PlaceEntry]
    terminals: list[TerminalEntry]


def read_site_file(path: Path) -> SiteFile:
    """The file, checked. Raises BadSiteFile."""
    try:
        site = msgspec.toml.decode(path.read_bytes(), type=SiteFile)
        for place in site.places:
            OpeningHours.parse(place.opening, place.closed_days)
    except (OSError, ValueError) as error:
        raise BadSiteFile(f"{path}: {error}") from error
    places = {place.id for place in site.places}
    for terminal in site.terminals:
        if not is_terminal_id(terminal.id) or terminal.place not in places or not 1 <= terminal.number <= 999:
            raise BadSiteFile(f"{path}: terminal {terminal.id}: bad id, number or place")
    return site


@dataclass(frozen=True)
class DeviceCertificate:
    """A terminal's raw Ed25519 key and the certificate (DER) that names it."""

    key: bytes
    content: bytes


def device_certificate(folder: Path | None, terminal: str) -> DeviceCertificate | None:
    """What is in `<folder>/terminals/<terminal>/terminal.crt` (None: not enrolled there). Raises BadSiteFile."""
    file = None if folder is None else folder / "terminals" / terminal / "terminal.crt"
    if file is None or not file.exists():
        return None
    certificate = x509.load_pem_x509_certificate(file.read_bytes())
    key = certificate.public_key()
    names = [str(name.value) for name in certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)]
    if not isinstance(key, Ed25519PublicKey) or names != [terminal]:
        raise BadSiteFile(f"{file}: not the Ed25519 certificate of {terminal}")
    return DeviceCertificate(key.public_bytes_raw(), certificate.public_bytes(Encoding.DER))
