"""Fixtures of all tests: `chromium` is a real browser."""

from .one_chromium import chromium, chromium_endpoint

__all__ = ["chromium", "chromium_endpoint"]
