"""Which certificate is whose: the file by which the stand-in's 住基 learns what the practice authorities issued."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
from cryptography import x509


class Link(msgspec.Struct, frozen=True):
    """One authentication certificate and its holder; 住基 knows of it while `is_linked`."""

    ca_key_id: str
    serial: int
    atena_no: str
    is_linked: bool = True

    def __repr__(self) -> str:
        return "Link(…)"


def link_of(certificate: x509.Certificate, atena_no: str, *, is_linked: bool = True) -> Link:
    """The link of an issued certificate. Raises ExtensionNotFound when it does not name its authority's key."""
    authority = certificate.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
    return Link((authority.key_identifier or b"").hex(), certificate.serial_number, atena_no, is_linked)


def write_links(file: Path, links: Iterable[Link]) -> None:
    """The links file; a reader sees the old one or the new one. Blocks."""
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_bytes(msgspec.json.encode(list(links)))
    fresh.replace(file)


def read_links(file: Path) -> tuple[Link, ...]:
    """What `write_links` wrote; a file that is not there holds none. Blocks."""
    return msgspec.json.decode(file.read_bytes(), type=tuple[Link, ...]) if file.exists() else ()
