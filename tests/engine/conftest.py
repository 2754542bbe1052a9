"""A cluster for all tests of engines in a process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine.local_cluster import LocalCluster, needed

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """Two workers that have what it takes."""
    needed()
    found = LocalCluster(tmp_path_factory.mktemp("cluster"))
    try:
        for _ in range(2):
            found.worker()
        found.has(2)
        yield found
    finally:
        found.end()
