"""The practice hierarchy, made once for all tests: its keys take a while."""

from __future__ import annotations

import pytest

from provisioning.sandbox.jpki.hierarchy import Hierarchy

from .holders import hierarchy_in


@pytest.fixture(scope="session")
def hierarchy(tmp_path_factory: pytest.TempPathFactory) -> Hierarchy:
    """Two generations of both authorities."""
    return hierarchy_in(tmp_path_factory.mktemp("jpki") / "jpki")
