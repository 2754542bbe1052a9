"""A workbook's edits as a commit on a branch of its own, or only told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from decide.errors import GitRefused, WrongUse
from decide.studies.import_workbook import import_workbook
from tests import workspaces
from tests.hostile.cases import snapshot
from tests.workbook.back import SCORE, WEIGHT, commit, edited, export, git, repository

if TYPE_CHECKING:
    from pathlib import Path


def test_a_branch_gets_the_edits_and_the_checkout_nothing(small: Path, tmp_path: Path) -> None:
    head = repository(small)
    book = edited(export(small, tmp_path / "even.xlsx"), "ann.xlsx", WEIGHT, SCORE)
    beta = small / "options/beta.yaml"
    beta.write_text(workspaces.BETA.replace("Beta", "Better"), encoding="utf-8")
    before, index = snapshot(small / "options"), git(small, "status", "--porcelain")
    found = import_workbook(book, small, branch="ann/weights", author="Ann Onym <ann@example.org>")
    assert found.commit == git(small, "rev-parse", "ann/weights")
    assert git(small, "rev-parse", "HEAD", "ann/weights^") == f"{head}\n{head}"
    assert git(small, "log", "-1", "--format=%an <%ae> %cn", "ann/weights") == "Ann Onym <ann@example.org> Tester"
    assert git(small, "diff", "--numstat", "main", "ann/weights").split() == [
        *("1", "1", "options/alpha.yaml"),
        *("1", "1", "weights/even.yaml"),
    ]
    assert (snapshot(small / "options"), git(small, "status", "--porcelain")) == (before, index)
    assert "Beta" in git(small, "show", "ann/weights:options/beta.yaml")


def test_a_branch_of_a_workspace_below_the_top_of_a_repository(tmp_path: Path) -> None:
    root = workspaces.write(tmp_path / "top" / "deep" / "workspace", {})
    repository(tmp_path / "top")
    book = edited(export(root, tmp_path / "even.xlsx"), "ann.xlsx", WEIGHT)
    import_workbook(book, root, branch="ann")
    assert git(root, "diff", "--name-only", "main", "ann") == "deep/workspace/weights/even.yaml"


def test_no_hook_and_no_variable_of_somebody_else_has_a_say(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(small)
    hook = small / ".git" / "hooks" / "reference-transaction"
    hook.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\n", encoding="utf-8")
    hook.chmod(0o755)
    book = edited(export(small, tmp_path / "even.xlsx"), "ann.xlsx", WEIGHT)
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    found = import_workbook(book, small, branch="new")
    monkeypatch.delenv("GIT_DIR")
    assert not (tmp_path / "ran").exists()
    assert found.commit == git(small, "rev-parse", "new")


@pytest.mark.parametrize(
    ("branch", "author", "says"),
    [
        ("main", "", "there is a branch 'main' already"),
        ("a..b", "", "no branch can be called 'a..b'"),
        ("--x", "", "no branch can be called '--x'"),
        ("new", "Ann", "'Ann' names no author"),
    ],
)
def test_a_branch_that_cannot_be_is_refused(small: Path, tmp_path: Path, branch: str, author: str, says: str) -> None:
    repository(small)
    book = edited(export(small, tmp_path / "even.xlsx"), "ann.xlsx", WEIGHT)
    with pytest.raises(GitRefused, match=says.replace(".", r"\.")):
        import_workbook(book, small, branch=branch, author=author)
    assert git(small, "branch", "--format=%(refname:short)") == "main"


def test_a_branch_needs_a_repository_and_an_author_a_branch(small: Path, tmp_path: Path) -> None:
    book = edited(export(small, tmp_path / "even.xlsx"), "ann.xlsx", WEIGHT)
    with pytest.raises(GitRefused, match="not under git"):
        import_workbook(book, small, branch="new")
    with pytest.raises(WrongUse, match="none is made"):
        import_workbook(book, small, author="Ann <ann@example.org>")


def test_a_branch_without_a_name_for_the_commit_is_refused(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(small)
    git(small, "config", "user.useConfigOnly", "true")
    git(small, "config", "--unset", "user.email")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    book = edited(export(small, tmp_path / "even.xlsx"), "ann.xlsx", WEIGHT)
    with pytest.raises(GitRefused, match="git knows no name for the commit"):
        import_workbook(book, small, branch="new")


def test_a_dry_run_writes_nothing(small: Path, tmp_path: Path) -> None:
    commit_before = repository(small)
    book = edited(export(small, tmp_path / "even.xlsx"), "ann.xlsx", WEIGHT)
    before = snapshot(small)
    for branch in ("", "new"):
        found = import_workbook(book, small, dry_run=True, branch=branch)
        assert [one.after for one in found.changes] == ["70"]
        assert not found.written
        assert found.before[0].options != found.after[0].options
    assert snapshot(small) == before
    assert git(small, "for-each-ref", "--format=%(objectname)") == commit_before


def test_a_later_commit_is_merged_with(small: Path, tmp_path: Path) -> None:
    repository(small)
    book = edited(export(small, tmp_path / "even.xlsx"), "ann.xlsx", WEIGHT)
    path = small / "weights/even.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("price: 50", "price: 60"), encoding="utf-8")
    commit(small)
    found = import_workbook(book, small)
    assert found.from_commit
    assert "weights: {effect: 70, price: 60}" in path.read_text(encoding="utf-8")
