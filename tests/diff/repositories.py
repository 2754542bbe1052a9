"""Throw-away repositories with a workspace in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import workspaces
from tests.workbook.back import commit, git, repository

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["commit", "git", "repository", "start", "write"]


def start(root: Path, files: Mapping[str, str | None]) -> str:
    """A repository whose one commit holds these files; the commit."""
    workspaces.write(root, files, base={})
    return repository(root)


def write(root: Path, files: Mapping[str, str | None], before: Mapping[str, str | None]) -> None:
    """Replace the files of a workspace; those that are left out are removed."""
    for name in before:
        if files.get(name) is None:
            (root / name).unlink(missing_ok=True)
    workspaces.write(root, files, base={})
