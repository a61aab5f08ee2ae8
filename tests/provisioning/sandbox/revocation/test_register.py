"""The list of revoked certificates can be edited by program and by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.x509 import ReasonFlags

from provisioning.sandbox.revocation.register import Register, Revocation

from ..holders import NOW


def test_a_certificate_is_revoked_held_and_good_again(tmp_path: Path) -> None:
    register = Register(tmp_path / "revoked")
    assert register.revoked("auth-2") == ()
    held = Revocation("auth-2", 0x0705D990, NOW, ReasonFlags.certificate_hold)
    register.revoke(Revocation("auth-2", 0x0705D990, NOW))
    register.revoke(held)
    register.revoke(Revocation("auth-1", 0x0705D990, NOW))
    assert register.revoked("auth-2") == (held,)
    register.withdraw("auth-2", 0x0705D990)
    assert register.find("auth-2", 0x0705D990) is None
    assert register.find("auth-1", 0x0705D990) is not None


def test_a_line_written_by_hand_is_read(tmp_path: Path) -> None:
    (tmp_path / "revoked").write_text("# lost\n\nauth-2 0705d990 keyCompromise 2026-11-23T10:00:00+09:00  # today\n")
    found = Register(tmp_path / "revoked").find("auth-2", 0x0705D990)
    assert found == Revocation("auth-2", 0x0705D990, NOW, ReasonFlags.key_compromise)


@pytest.mark.parametrize(
    "line",
    [
        "auth-2",
        "auth-2 xyz unspecified 2026-11-23T10:00Z",
        "auth-2 07 lost 2026-11-23T10:00Z",
        "auth-2 07 unspecified 2026-11-23T10:00",
    ],
)
def test_a_line_that_cannot_be_read_is_no_permission(tmp_path: Path, line: str) -> None:
    (tmp_path / "revoked").write_text(line)
    with pytest.raises(ValueError):  # noqa: PT011
        Register(tmp_path / "revoked").find("auth-2", 7)
