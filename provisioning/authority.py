"""The site's certificate authority: the keys and certificates of a site and of its terminals, each made once."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from protocol.errors import BadKeyFile
from protocol.identifiers import is_terminal_id

from .errors import BadTerminalId, SiteExists, TerminalExists
from .key_files import (
    appears_whole,
    replace_public_file,
    write_certificate,
    write_private_key,
    write_public_file,
    write_public_key,
)

YEARS = 10
_RESERVED = frozenset({"central", "broker"})
_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_SHARED_WITH_TERMINALS = ("ca.crt", "central-signing.pub", "central-sealing.pub")

# A terminal that boots without a clock believes it is 1970 and must still accept the broker. Lists of revocations are
# dated a second later with every number, so that a broker believes the newest of them, whatever its clock says.
_NOT_BEFORE = datetime(1970, 1, 1, tzinfo=UTC)

_IssuerKey = ec.EllipticCurvePrivateKey
_SubjectKey = ec.EllipticCurvePublicKey | Ed25519PublicKey


@dataclass(frozen=True)
class _Authority:
    certificate: x509.Certificate
    key: _IssuerKey

    def issue(
        self,
        name: str,
        key: _SubjectKey,
        purpose: x509.ObjectIdentifier,
        names: tuple[str, ...] = (),
        end: datetime | None = None,
    ) -> x509.Certificate:
        """A certificate that lives until `end`, at most as long as the authority; who must go earlier is revoked."""
        latest = self.certificate.not_valid_after_utc
        builder = _builder(_common_name(name), key, self.certificate.subject, min(end or latest, latest))
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        builder = builder.add_extension(_usage(signs_certificates=False), critical=True)
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
        builder = builder.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False
        )
        if names:
            builder = builder.add_extension(_host_names(names), critical=False)
        return builder.sign(self.key, hashes.SHA256())


def create_site(
    directory: Path, clock_now: datetime, *, broker_names: tuple[str, ...] = (), practice: bool = False
) -> None:
    """Fill a new directory with the site's keys, wholly or not at all; valid for ten years. Raises SiteExists.

    An authority for `practice` says so in its name, and no program at work accepts it.
    """
    with appears_whole(directory, SiteExists) as site:
        key = ec.generate_private_key(ec.SECP256R1())
        authority = _Authority(_self_signed(key, clock_now, "practice" if practice else "site"), key)
        write_private_key(site / "ca.key", key)
        write_certificate(site / "ca.crt", authority.certificate)
        _issue_tls(site, authority, "broker", ExtendedKeyUsageOID.SERVER_AUTH, (*_LOOPBACK, *broker_names))
        _issue_tls(site, authority, "central", ExtendedKeyUsageOID.CLIENT_AUTH)
        signing, sealing = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
        write_private_key(site / "central-signing.key", signing)
        write_public_key(site / "central-signing.pub", signing.public_key())
        write_private_key(site / "central-sealing.key", sealing)
        write_public_key(site / "central-sealing.pub", sealing.public_key())
        (site / "terminals").mkdir(mode=0o755)


def issue_terminal(directory: Path, terminal_id: str) -> Path:
    """A terminal's new directory: key, certificate, what it trusts. Raises BadTerminalId and TerminalExists."""
    authority = _load_for(directory, terminal_id)
    destination = directory / "terminals" / terminal_id
    with appears_whole(destination, TerminalExists) as terminal:
        key = Ed25519PrivateKey.generate()
        write_private_key(terminal / "terminal.key", key)
        certificate = authority.issue(terminal_id, key.public_key(), ExtendedKeyUsageOID.CLIENT_AUTH)
        write_certificate(terminal / "terminal.crt", certificate)
        for name in _SHARED_WITH_TERMINALS:
            write_public_file(terminal / name, (directory / name).read_bytes())
    return destination


def certify_terminal(
    directory: Path, terminal_id: str, key: Ed25519PublicKey, end: datetime | None = None
) -> x509.Certificate:
    """A certificate for a key that was made on the terminal. Raises BadTerminalId."""
    return _load_for(directory, terminal_id).issue(terminal_id, key, ExtendedKeyUsageOID.CLIENT_AUTH, end=end)


def issue_server(directory: Path, name: str, hosts: tuple[str, ...] = (), *, into: Path | None = None) -> None:
    """`<name>.key` and `<name>.crt` for a server known by `hosts` and on loopback, beside the authority or elsewhere.

    Raises FileExistsError.
    """
    names = (*_LOOPBACK, *hosts)
    _issue_tls(into or directory, _load(directory), name, ExtendedKeyUsageOID.SERVER_AUTH, names)


def write_revocations(directory: Path, file: Path, revoked: Mapping[int, datetime]) -> bool:
    """Make `file` the complete list of what the broker must refuse, by serial; False: it was that already."""
    before = _revocations(file)
    if before is not None and {entry.serial_number for entry in before} == set(revoked):
        return False
    authority = _load(directory)
    number = 1 if before is None else _number(before) + 1
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(_NOT_BEFORE + timedelta(seconds=number))
        .next_update(authority.certificate.not_valid_after_utc)
        .add_extension(x509.CRLNumber(number), critical=False)
    )
    for serial, at in revoked.items():
        builder = builder.add_revoked_certificate(x509.RevokedCertificateBuilder(serial, at).build())
    replace_public_file(file, builder.sign(authority.key, hashes.SHA256()).public_bytes(Encoding.PEM))
    return True


def _revocations(file: Path) -> x509.CertificateRevocationList | None:
    return x509.load_pem_x509_crl(file.read_bytes()) if file.exists() else None


def _number(revocations: x509.CertificateRevocationList) -> int:
    return revocations.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number


def _load_for(directory: Path, terminal_id: str) -> _Authority:
    if not is_terminal_id(terminal_id) or terminal_id in _RESERVED:
        raise BadTerminalId(terminal_id)
    return _load(directory)


def _load(directory: Path) -> _Authority:
    certificate = x509.load_pem_x509_certificate((directory / "ca.crt").read_bytes())
    key = load_pem_private_key((directory / "ca.key").read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise BadKeyFile("ca.key")
    return _Authority(certificate, key)


def _issue_tls(
    site: Path, authority: _Authority, name: str, purpose: x509.ObjectIdentifier, names: tuple[str, ...] = ()
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    write_private_key(site / f"{name}.key", key)
    write_certificate(site / f"{name}.crt", authority.issue(name, key.public_key(), purpose, names))


def _self_signed(key: _IssuerKey, now: datetime, kind: str) -> x509.Certificate:
    name = _common_name(f"madoguchi {kind} {now:%Y-%m-%d} {secrets.token_hex(4)}")
    builder = _builder(name, key.public_key(), name, now + timedelta(days=366 * YEARS))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
    return builder.sign(key, hashes.SHA256())


def _builder(subject: x509.Name, key: _SubjectKey, issuer: x509.Name, end: datetime) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(_NOT_BEFORE)
        .not_valid_after(end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _common_name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _host_names(names: tuple[str, ...]) -> x509.SubjectAlternativeName:
    return x509.SubjectAlternativeName([_host_name(name) for name in names])


def _host_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
