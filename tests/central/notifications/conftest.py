"""The same village as the console's tests."""

from __future__ import annotations

from ..console.conftest import village

__all__ = ["village"]
