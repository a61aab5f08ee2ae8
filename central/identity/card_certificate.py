"""The certificate of a card: who issued it, and whether it is for proving identity."""

from __future__ import annotations

from collections.abc import Collection

from cryptography import x509

LONGEST = 8192
_UNDERSTOOD = frozenset({
    x509.KeyUsage.oid,
    x509.CertificatePolicies.oid,
    x509.BasicConstraints.oid,
})  # fmt: skip


def read_certificate(der: bytes) -> x509.Certificate | None:
    """The certificate in these bytes, all of them; None when there is none."""
    if len(der) > LONGEST:
        return None
    try:
        certificate = x509.load_der_x509_certificate(der)
        _ = certificate.extensions, certificate.public_key()
    except (ValueError, TypeError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return None
    return certificate


def proves_identity(certificate: x509.Certificate, policies: Collection[str]) -> bool:
    """Whether it is a 利用者証明用電子証明書: for signatures only, of one of these policies, no authority's.

    A critical extension that nobody here understands makes it something else.
    """
    extensions = certificate.extensions
    if any(extension.critical and extension.oid not in _UNDERSTOOD for extension in extensions):
        return False
    return _is_for_signatures_only(extensions) and _has_policy(extensions, policies) and not _is_authority(extensions)


def _is_for_signatures_only(extensions: x509.Extensions) -> bool:
    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return False
    others = (
        usage.content_commitment,
        usage.key_encipherment,
        usage.data_encipherment,
        usage.key_agreement,
        usage.key_cert_sign,
        usage.crl_sign,
    )
    return usage.digital_signature and not any(others)


def _has_policy(extensions: x509.Extensions, policies: Collection[str]) -> bool:
    try:
        stated = extensions.get_extension_for_class(x509.CertificatePolicies).value
    except x509.ExtensionNotFound:
        return False
    return any(policy.policy_identifier.dotted_string in policies for policy in stated)


def _is_authority(extensions: x509.Extensions) -> bool:
    try:
        return extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False
