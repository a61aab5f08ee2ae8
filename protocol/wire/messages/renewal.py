"""How a terminal's certificate is renewed: its key stays, so its signature under the question is proof enough."""

from __future__ import annotations

import msgspec

from ...identifiers import Label


class AskCertificate(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="ask-certificate"):
    """Which certificate should this terminal have? `held` is the SHA-256 (hexadecimal) of the one it has (DER)."""

    held: Label


class CertificateHeld(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="certificate-held"):
    """`newest` is another one to take (DER, base64), "" for none. `is_coming`: ask again soon, one is being made.

    `ends` is when the newest one ends (RFC 3339).
    """

    newest: str
    is_coming: bool
    ends: str
