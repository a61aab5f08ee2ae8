"""The same village as the console's tests."""

from __future__ import annotations

from ..console.conftest import chromium, village

__all__ = ["chromium", "village"]
