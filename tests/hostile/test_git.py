"""Revisions and repositories that mean harm or are not whole, rows C07 to C16."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

import decide
from decide.errors import GitRefused
from tests.diff.repositories import commit, git, repository, write
from tests.hostile.cases import snapshot
from tests.workspaces import ALPHA, SMALL
from tests.workspaces import write as write_small

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from subprocess import CompletedProcess

    from tests.conftest import Run

CASES: tuple[()] = ()
NO_COUNTERPART: tuple[()] = ()
OPTION = "options/alpha.yaml"
OTHER = ALPHA.replace("80", "20")
POINTER = (
    "version https://git-lfs.github.com/spec/v1\n"
    "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"
)
CONFLICT = ALPHA.replace("title: Alpha", "<<<<<<< HEAD\ntitle: Alpha\n=======\ntitle: Beta\n>>>>>>> change")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository of two commits, of which the later one changes a score."""
    folder = tmp_path / "work"
    write_small(folder, {})
    repository(folder)
    write(folder, {OPTION: OTHER}, {})
    commit(folder)
    return folder


def said(result: CompletedProcess[str]) -> str:
    assert "Traceback" not in result.stderr
    return " ".join((result.stdout + result.stderr).split())


REVISIONS = (
    "--output=x", "--upload-pack=touch x", "-p", "--exec=touch x", "$(touch x)", "HEAD;touch x", "HEAD|touch x",
    "main:criteria.yaml", "HEAD^{tree}", "HEAD^{/x}", "", " ", "HEAD\nx", "x\x1b[2J", "../../etc/passwd", "@{upstream}",
    "HEAD~99", "^HEAD", "HEAD^@",
    ":/nothing", "..", "...", "a" * 5000, "-", "--", "HEAD...--output=x", "--output=x...HEAD", "\\", "*",
)  # fmt: skip


@pytest.mark.parametrize("revision", REVISIONS)
def test_c07_ref_option_injection(revision: str, root: Path) -> None:
    before = snapshot(root)
    if revision in {"..", "..."}:  # HEAD with HEAD
        assert not decide.diff(root, revision).moved
    else:
        with pytest.raises(GitRefused) as refused:
            decide.diff(root, revision)
        assert "\x1b" not in str(refused.value)
        assert len(str(refused.value)) < 400
    assert snapshot(root) == before
    assert not (root / "x").exists()


def test_c07_two_of_them(root: Path, run: Run) -> None:
    for pair in (("--output=x", "HEAD"), ("HEAD", "--output=x")):
        assert run("diff", "--", *pair, cwd=root).returncode == 4
    assert not (root / "x").exists()


def test_c08_unknown_ref(root: Path, run: Run) -> None:
    result = run("diff", "mian", cwd=root)
    assert result.returncode == 4
    assert "git knows no revision 'mian'" in said(result)
    assert "did you mean 'main'?" in said(result)


def test_c08_unknown_in_a_pair(root: Path, run: Run) -> None:
    for arguments in (("main...mian",), ("mian..main",), ("main", "mian")):
        result = run("diff", *arguments, cwd=root)
        assert result.returncode == 4
        assert "'mian'" in said(result)


@pytest.mark.parametrize("revision", ["HEAD~1", "origin/main", "main", "HEAD~1...HEAD"])
def test_c09_shallow_clone(revision: str, root: Path, tmp_path: Path, run: Run) -> None:
    git(root, "checkout", "--quiet", "-b", "change")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth", "1", "--branch", "change", root.as_uri(), str(shallow))
    result = run("diff", revision, cwd=shallow)
    assert result.returncode == 4
    assert "set `fetch-depth: 0`" in said(result)


def test_c09_no_merge_base_in_a_shallow_clone(root: Path, tmp_path: Path, run: Run) -> None:
    git(root, "checkout", "--quiet", "-b", "change", "HEAD~1")
    write(root, {OPTION: ALPHA.replace("80", "30")}, {})
    commit(root)
    shallow = tmp_path / "shallow"
    git(
        tmp_path,
        "clone",
        "--quiet",
        "--depth",
        "1",
        "--no-single-branch",
        "--branch",
        "change",
        root.as_uri(),
        str(shallow),
    )
    result = run("diff", "origin/main...HEAD", cwd=shallow)
    assert result.returncode == 4
    assert "no commit in common" in said(result)
    assert "fetch-depth: 0" in said(result)


def test_c09_histories_that_never_met(root: Path, run: Run) -> None:
    git(root, "checkout", "--quiet", "--orphan", "other")
    commit(root)
    result = run("diff", "main...other", cwd=root)
    assert result.returncode == 4
    assert "no commit in common" in said(result)
    assert run("diff", "main", "other", cwd=root).returncode == 0


def test_c10_not_a_repository(tmp_path: Path, run: Run) -> None:
    write_small(tmp_path, {})
    assert run("rank", cwd=tmp_path).returncode == 0
    result = run("diff", cwd=tmp_path)
    assert result.returncode == 4
    assert "the workspace is not under git" in said(result)


def test_c10_no_git(root: Path, run: Run) -> None:
    without = {"PATH": str(root)}
    assert run("rank", cwd=root, env=without).returncode == 0
    result = run("diff", cwd=root, env=without)
    assert result.returncode == 4
    assert "git is not installed" in said(result)


def test_c10_no_commit_yet(tmp_path: Path, run: Run) -> None:
    write_small(tmp_path, {})
    git(tmp_path, "init", "--quiet")
    result = run("diff", cwd=tmp_path)
    assert result.returncode == 4
    assert "there is no commit yet" in said(result)


def test_c10_the_workspace_is_not_in_the_commit(tmp_path: Path, run: Run) -> None:
    (tmp_path / "other.txt").write_text("x", encoding="utf-8")
    repository(tmp_path)
    write_small(tmp_path / "office", {})
    result = run("diff", cwd=tmp_path / "office")
    assert result.returncode == 4
    assert "there is no workspace in HEAD" in said(result)


@pytest.mark.skipif(os.name == "nt", reason="the harmful programs are shell scripts")
def test_c11_hostile_git_config(root: Path, run: Run) -> None:
    trap = root / ".git" / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {root / 'sprung'}\ncat\n", encoding="utf-8")
    trap.chmod(0o755)
    for name in ("post-checkout", "post-index-change", "pre-auto-gc", "reference-transaction"):
        shutil.copy(trap, root / ".git" / "hooks" / name)
    (root / ".git" / "info").mkdir(exist_ok=True)
    (root / ".git" / "info" / "attributes").write_text("*.yaml diff=evil filter=evil\n", encoding="utf-8")
    for key in (
        "diff.external", "diff.evil.textconv", "diff.evil.command", "filter.evil.smudge", "filter.evil.clean",
        "filter.evil.process", "core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "alias.rev-parse",
        "alias.cat-file", "alias.ls-tree", "pager.ls-tree", "gpg.program", "credential.helper", "core.askPass",
    ):  # fmt: skip
        git(root, "config", key, str(trap))
    git(root, "config", "log.showSignature", "true")
    git(root, "config", "extensions.worktreeConfig", "true")
    write(root, {OPTION: ALPHA}, {})
    (root / "sprung").unlink(missing_ok=True)
    for arguments in ((), ("HEAD~1",), ("HEAD~1", "HEAD"), ("HEAD~1...HEAD",), ("nothing",)):
        run("diff", *arguments, cwd=root)
    assert not (root / "sprung").exists()


def test_c11_variables_of_somebody_else(root: Path, tmp_path: Path, run: Run) -> None:
    other = tmp_path / "other"
    write_small(other, {OPTION: "version: 1\n"})
    repository(other)
    wrong: Mapping[str, str] = {
        "GIT_DIR": str(other / ".git"), "GIT_WORK_TREE": str(other), "GIT_EXTERNAL_DIFF": "false",
        "GIT_OBJECT_DIRECTORY": str(other), "GIT_CONFIG_GLOBAL": str(other / "criteria.yaml"),
    }  # fmt: skip
    result = run("diff", "HEAD~1", "HEAD", "-f", "json", cwd=root, env=wrong)
    assert [edit["path"] for edit in json.loads(result.stdout)["edits"]] == ["performance.effect"]


def test_c12_dirty_tree(root: Path, run: Run) -> None:
    clean = json.loads(run("diff", "-f", "json", cwd=root).stdout)
    assert clean["after"]["changed_files"] == 0
    assert clean["before"]["inputs"] == clean["after"]["inputs"]
    write(root, {OPTION: ALPHA, "weights/even.yaml": SMALL["weights/even.yaml"] + "method: swing\n"}, {})
    found = json.loads(run("diff", "-f", "json", cwd=root).stdout)
    assert found["after"] == {
        "name": "working tree", "commit": None, "changed_files": 2, "inputs": found["after"]["inputs"],
    }  # fmt: skip
    assert found["after"]["inputs"] != found["before"]["inputs"]
    assert "working tree (2 changed files)" in said(run("diff", "HEAD~1", cwd=root))


def test_c12_a_new_file_counts(root: Path, run: Run) -> None:
    write(root, {"options/gamma.yaml": ALPHA.replace("Alpha", "Gamma")}, {})
    found = json.loads(run("diff", "-f", "json", cwd=root).stdout)
    assert found["after"]["changed_files"] == 1
    assert [edit["kind"] for edit in found["edits"]] == ["option added"]


def test_c13_lfs_pointer_now(root: Path, run: Run) -> None:
    write(root, {OPTION: POINTER}, {})
    result = run("diff", cwd=root)
    assert result.returncode == 3
    assert "error[lfs-pointer]: this is a Git LFS pointer" in result.stdout
    assert "git lfs pull" in said(result)
    assert "git lfs pull" in said(run("rank", cwd=root))


def test_c13_lfs_pointer_before(root: Path, run: Run) -> None:
    write(root, {OPTION: POINTER}, {})
    commit(root)
    write(root, {OPTION: ALPHA}, {})
    result = run("diff", cwd=root)
    assert result.returncode == 0
    assert "lfs-pointer" in result.stdout


def test_c13_submodule(root: Path, tmp_path: Path, run: Run) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "alpha.yaml").write_text(ALPHA, encoding="utf-8")
    repository(inner)
    shutil.rmtree(root / "options")
    git(root, "rm", "-r", "--quiet", "--cached", "options")
    git(root, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.as_uri(), "options")
    commit(root)
    result = run("diff", "HEAD", cwd=root)
    assert result.returncode == 0
    assert "the folder is a submodule" in said(result)
    assert run("diff", "HEAD~1", "HEAD", cwd=root).returncode == 3


def test_c14_merge_conflict_markers(root: Path, run: Run) -> None:
    write(root, {OPTION: CONFLICT}, {})
    result = run("diff", cwd=root)
    assert result.returncode == 3
    assert "unresolved merge at line 2" in said(result)


def test_c15_renamed_option(root: Path, run: Run) -> None:
    (root / OPTION).rename(root / "options" / "first.yaml")
    result = run("diff", cwd=root)
    assert result.returncode == 0
    assert "alpha → first" in said(result)
    assert "Nothing moves" in said(result)
    found = json.loads(run("diff", "-f", "json", cwd=root).stdout)
    assert [edit["kind"] for edit in found["edits"]] == ["option renamed"]


def test_c16_base_invalid(root: Path, run: Run) -> None:
    write(root, {OPTION: CONFLICT}, {})
    commit(root)
    write(root, {OPTION: ALPHA}, {})
    result = run("diff", cwd=root)
    assert result.returncode == 0
    assert "The files before cannot be read (1 error): there is nothing to compare." in said(result)
    assert "Now, Even: Alpha (60.0), Beta (60.0) first of 2." in said(result)
    strict = run("diff", "--strict-base", cwd=root)
    assert strict.returncode == 4
    assert "the files of HEAD cannot be read" in said(strict)
    assert "Alpha" in run("diff", "-f", "markdown", cwd=root).stdout
    assert json.loads(run("diff", "-f", "json", cwd=root).stdout)["unreadable_before"][0]["code"] == "merge-conflict"


def test_c16_both_invalid(root: Path, run: Run) -> None:
    write(root, {OPTION: CONFLICT}, {})
    commit(root)
    result = run("diff", cwd=root)
    assert result.returncode == 3
    assert "merge-conflict" in result.stdout
