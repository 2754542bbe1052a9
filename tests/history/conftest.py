"""A small case with a known history, and a cache of its own for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.history.repository import story

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's cache folder, for this process and those that it starts."""
    folder = tmp_path / "cache"
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.delenv("DECIDE_NO_CACHE", raising=False)
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository of six commits."""
    story(tmp_path / "workspace")
    return tmp_path / "workspace"
