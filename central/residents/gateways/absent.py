"""The registry of a village that has connected no 住基."""

from __future__ import annotations

from ..registry import Cause, CertificateKey, RegistryDown


class AbsentRegistry:
    """Never knows anything; the rest of the product works without it."""

    async def person(self, _key: CertificateKey) -> RegistryDown:
        """住基 is not connected."""
        return RegistryDown(Cause.NOT_CONNECTED)

    async def household(self, _atena_no: str) -> RegistryDown:
        """住基 is not connected."""
        return RegistryDown(Cause.NOT_CONNECTED)
