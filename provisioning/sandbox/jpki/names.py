"""The names, policies and object identifiers of the practice certificates, in the shapes of the real ones."""

from __future__ import annotations

from enum import StrEnum

from cryptography import x509
from cryptography.x509.oid import NameOID

PRACTICE = "JPKI-TEST"
_AGENCY = "Japan Agency for Local Authority Information Systems"
_OPERATOR = "地方公共団体情報システム機構（練習）"


class Purpose(StrEnum):
    """What a certificate of a resident is for."""

    AUTH = "auth"
    SIGN = "sign"


_UNIT = {Purpose.AUTH: "JPKI for user authentication", Purpose.SIGN: "JPKI for digital signature"}
_TITLE = {Purpose.AUTH: "公的個人認証サービス利用者証明用", Purpose.SIGN: "公的個人認証サービス署名用"}
POLICIES = {
    Purpose.AUTH: x509.ObjectIdentifier("1.2.392.200149.8.5.1.3.30"),
    Purpose.SIGN: x509.ObjectIdentifier("1.2.392.200149.8.5.1.1.20"),
}


def authority_name(purpose: Purpose) -> x509.Name:
    """The name that every generation of one authority shares."""
    units = (_organisational_unit(_UNIT[purpose]), _organisational_unit(_AGENCY))
    return x509.Name([_country(), _organisation(PRACTICE), *units])


def authority_title(purpose: Purpose) -> x509.DirectoryName:
    """The Japanese name of an authority, as it stands in alternative names."""
    units = (_organisational_unit(_TITLE[purpose]), _organisational_unit(_OPERATOR))
    return x509.DirectoryName(x509.Name([_country(), _organisation("公的個人認証サービス（練習）"), *units]))


def revocation_point(purpose: Purpose, prefecture: str, city: str) -> x509.DistributionPoint:
    """Where the list for one municipality would stand in the directory."""
    shard = (
        _organisational_unit("CRL Distribution Points"),
        _organisational_unit(prefecture),
        _attribute(NameOID.COMMON_NAME, city),
    )
    name = x509.Name([_country(), _organisation(PRACTICE), _organisational_unit(_UNIT[purpose]), *shard])
    return x509.DistributionPoint([x509.DirectoryName(name)], None, None, None)


def own_revocation_point(purpose: Purpose) -> x509.DistributionPoint:
    """The list for certificates of authorities, under the authority's own name."""
    return x509.DistributionPoint([x509.DirectoryName(authority_name(purpose))], None, None, None)


def holder_name(common_name: str, *localities: str) -> x509.Name:
    """The name of a resident's certificate; localities (prefecture, city) only in one for signing."""
    places = (_attribute(NameOID.LOCALITY_NAME, place) for place in localities)
    return x509.Name([_country(), *places, _attribute(NameOID.COMMON_NAME, common_name)])


def responder_name(purpose: Purpose, generation: int) -> x509.Name:
    """The name of the program that answers for one generation."""
    units = (_organisational_unit(_UNIT[purpose]), _attribute(NameOID.COMMON_NAME, f"OCSP responder {generation}"))
    return x509.Name([_country(), _organisation(PRACTICE), *units])


def _country() -> x509.NameAttribute[str]:
    return x509.NameAttribute(NameOID.COUNTRY_NAME, "JP")


def _organisation(text: str) -> x509.NameAttribute[str]:
    return _attribute(NameOID.ORGANIZATION_NAME, text)


def _organisational_unit(text: str) -> x509.NameAttribute[str]:
    return _attribute(NameOID.ORGANIZATIONAL_UNIT_NAME, text)


def _attribute(kind: x509.ObjectIdentifier, text: str) -> x509.NameAttribute[str]:
    return x509.NameAttribute(kind, text)
