"""A workspace as it stands in a commit, read without touching the checkout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from decide.workspace.committed import Committed, blobs, committed
from decide.workspace.load_all import load_all
from decide.workspace.overlay import Overlay
from decide.workspace.source import Folder, Unreadable
from tests import workspaces
from tests.workbook.back import commit, git, repository

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspaces.write(
        tmp_path / "top" / "workspace", {"notes/deep/x.yaml": "a: 1\n", "options/.hidden.yaml": "a: 1\n"}
    )


def _at(root: Path, revision: str) -> Committed:
    found = committed(root, revision)
    assert found is not None
    return found


def test_it_reads_as_the_files_do(root: Path) -> None:
    head = repository(root.parent)
    before = load_all(Folder(root))
    (root / "criteria.yaml").write_text("spoilt", encoding="utf-8")
    (root / "options/beta.yaml").unlink()
    found = load_all(_at(root, head))
    assert found.issues == ()
    assert (found.problem, found.profiles) == (before.problem, before.profiles)
    assert _at(root, head).names("options") == ["alpha.yaml", "beta.yaml"]
    assert not _at(root, head).has("notes/deep/x.yaml")


def test_each_commit_has_its_own_files(root: Path) -> None:
    first = repository(root.parent)
    (root / "options/gamma.yaml").write_text(workspaces.BETA, encoding="utf-8")
    (root / "options/alpha.yaml").unlink()
    second = commit(root.parent)
    assert _at(root, first).names("options") == ["alpha.yaml", "beta.yaml"]
    assert _at(root, second).names("options") == ["beta.yaml", "gamma.yaml"]
    assert _at(root, "HEAD~1").names("options") == ["alpha.yaml", "beta.yaml"]
    assert not _at(root, first).has("options/gamma.yaml")


def test_bytes_are_those_of_the_commit(root: Path) -> None:
    (root / "options/beta.yaml").write_bytes(workspaces.BETA.replace("\n", "\r\n").encode())
    head = repository(root.parent)
    files = ["options/beta.yaml", "options/none.yaml", "options/alpha.yaml", "options"]
    found = blobs(root, head, files)
    assert found == {
        "options/beta.yaml": workspaces.BETA.replace("\n", "\r\n").encode(),
        "options/alpha.yaml": workspaces.ALPHA.encode(),
    }
    assert blobs(root, head, []) == {}


def test_links_and_huge_files_are_not_read(root: Path) -> None:
    (root / "options/link.yaml").symlink_to("alpha.yaml")
    (root / "options/huge.yaml").write_bytes(b"#" * 5_000_001)
    found = _at(root, repository(root.parent))
    assert found.has("options/link.yaml")
    for file in ("options/link.yaml", "options/huge.yaml", "options/none.yaml"):
        with pytest.raises(Unreadable):
            found.read_bytes(file)


def test_without_a_repository_or_a_commit_there_is_no_answer(root: Path) -> None:
    assert committed(root, "HEAD") is None
    git(root, "init", "--quiet")
    assert committed(root, "HEAD") is None
    assert blobs(root, "HEAD", ["criteria.yaml"]) == {}


def test_an_overlay_shows_what_would_be(root: Path) -> None:
    found = Overlay(root, Folder(root), {"options/gamma.yaml": b"new", "criteria.yaml": b"other"})
    assert found.names("options") == ["alpha.yaml", "beta.yaml", "gamma.yaml"]
    assert (found.has("options/gamma.yaml"), found.has("options/none.yaml")) == (True, False)
    assert found.read_bytes("criteria.yaml") == b"other"
    assert found.read_bytes("options/alpha.yaml") == workspaces.ALPHA.encode()
