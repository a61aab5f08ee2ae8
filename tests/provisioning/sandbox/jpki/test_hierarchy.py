"""Two generations share one name, keys are made once, certificates say what they should and no more."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from provisioning.sandbox.jpki.authority import new_key
from provisioning.sandbox.jpki.certificates import issue_auth, issue_sign
from provisioning.sandbox.jpki.hierarchy import Hierarchy, ensure_hierarchy, read_hierarchy
from provisioning.sandbox.jpki.names import POLICIES, Purpose
from provisioning.sandbox.jpki.person import individual_number_check_digit, practice_individual_number

from ..holders import HANAKO, NOW, hierarchy_in


def test_generations_share_their_name_and_differ_in_their_keys(hierarchy: Hierarchy) -> None:
    old, new = hierarchy.of(Purpose.AUTH)
    assert old.certificate.subject == new.certificate.subject
    assert old.key.public_key() != new.key.public_key()
    assert "JPKI-TEST" in new.certificate.subject.rfc4514_string()
    assert hierarchy.named("auth-2") is new


def test_a_day_finds_the_generation_that_issued_then(hierarchy: Hierarchy) -> None:
    assert hierarchy.issuing_on(Purpose.AUTH, date(2026, 11, 23)).generation == 2
    assert hierarchy.issuing_on(Purpose.AUTH, date(2020, 5, 1)).generation == 1
    with pytest.raises(LookupError):
        hierarchy.issuing_on(Purpose.AUTH, date(2010, 5, 1))


def test_what_is_there_stays_when_the_village_starts_again(tmp_path: Path) -> None:
    first = hierarchy_in(tmp_path / "jpki")
    again = ensure_hierarchy(tmp_path / "jpki", NOW)
    assert [each.certificate for each in again.authorities] == [each.certificate for each in first.authorities]
    assert [each.name for each in read_hierarchy(tmp_path / "jpki").authorities] == [
        "auth-1",
        "auth-2",
        "sign-1",
        "sign-2",
    ]
    assert (tmp_path / "jpki" / "auth-1" / "ca.key").stat().st_mode & 0o077 == 0


def test_the_certificate_for_proving_who_one_is_names_nobody(hierarchy: Hierarchy) -> None:
    authority = hierarchy.issuing_on(Purpose.AUTH, NOW.date())
    certificate = issue_auth(authority, HANAKO, new_key().public_key(), NOW)
    certificate.verify_directly_issued_by(authority.certificate)
    content = certificate.public_bytes(Encoding.DER)
    for word in ("見本", "花子", "本町", "19850401"):
        assert word.encode() not in content
    policies = certificate.extensions.get_extension_for_class(x509.CertificatePolicies)
    assert policies.critical
    assert policies.value[0].policy_identifier == POLICIES[Purpose.AUTH]
    assert certificate.not_valid_after_utc.isoformat() == "2031-04-01T14:59:59+00:00"
    assert authority.has_issued(certificate.serial_number)
    assert certificate.serial_number < 1 << 32
    assert content[:2] == b"\x30\x82"


def test_the_certificate_for_signing_carries_the_four_facts_in_their_order(hierarchy: Hierarchy) -> None:
    authority = hierarchy.issuing_on(Purpose.SIGN, NOW.date())
    certificate = issue_sign(authority, HANAKO, new_key().public_key(), NOW)
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    values = [name for name in names if isinstance(name, x509.OtherName)]
    assert [value.type_id.dotted_string[-1] for value in values] == ["1", "4", "3", "5", "2", "6"]
    assert [value.value[2:].decode() for value in values[:4]] == [HANAKO.name, "319850401", "2", HANAKO.address]
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert usage.value.content_commitment


def test_practice_numbers_have_a_right_check_digit() -> None:
    assert individual_number_check_digit("12345678901") == 8
    assert len(practice_individual_number(7)) == 12
