"""The hooks for pre-commit, run as it runs them: their entry, in the repository, without names of files."""

from __future__ import annotations

import re
import shlex
import shutil
from typing import TYPE_CHECKING

import pytest

from tests import workspaces
from tests.action import files
from tests.conftest import ROOT
from tests.diff.repositories import git, repository

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from tests.conftest import Run

_HOOKS = {hook["id"]: hook for hook in files.content(files.HOOKS)}
_OWN = {hook["id"]: hook for one in files.content(files.OWN_HOOKS)["repos"] for hook in one["hooks"]}
_WORKSPACE = ("criteria.yaml", "portfolio.yaml", "expectations.yaml")
_FOLDERS = ("options", "weights", "scenarios", "seeds")


def _call(run: Run, name: str, root: Path) -> subprocess.CompletedProcess[str]:
    program, *arguments = shlex.split(_HOOKS[name]["entry"])
    assert program == "decide"
    return run(*arguments, cwd=root)


def test_check_lets_doubts_pass_and_stops_errors(run: Run, tmp_path: Path) -> None:
    workspaces.write(tmp_path, {})
    assert run("check", "--strict", cwd=tmp_path).returncode == 10  # there are doubts
    found = _call(run, "decide-check", tmp_path)
    assert (found.returncode, found.stdout) == (0, "")
    workspaces.write(tmp_path, {"weights/even.yaml": workspaces.EVEN.replace("price", "prize")})
    found = _call(run, "decide-check", tmp_path)
    assert found.returncode == 3
    assert "weights/even.yaml:3" in found.stdout + found.stderr


def test_snapshot_changes_its_file_if_and_only_if_the_ranking_changed(run: Run, tmp_path: Path) -> None:
    workspaces.write(tmp_path, {"criteria.yaml": workspaces.CRITERIA.replace("horizon", "profile: even\nhorizon")})
    (tmp_path / "reports").mkdir()
    assert _call(run, "decide-snapshot", tmp_path).returncode == 0
    repository(tmp_path)
    assert _call(run, "decide-snapshot", tmp_path).returncode == 0
    assert git(tmp_path, "status", "--porcelain") == ""
    workspaces.write(tmp_path, {"weights/even.yaml": workspaces.EVEN.replace("effect: 50", "effect: 90")}, base={})
    git(tmp_path, "add", "--all")
    assert _call(run, "decide-snapshot", tmp_path).returncode == 0
    assert git(tmp_path, "diff", "--name-only") == "reports/ranking.md"


def test_the_shipped_case_passes(run: Run, case: Path, tmp_path: Path) -> None:
    root = tmp_path / "case"
    for name in (*_WORKSPACE, *_FOLDERS):
        (shutil.copytree if (case / name).is_dir() else _copy)(case / name, root / name)
    assert _call(run, "decide-check", root).returncode == 0


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    shutil.copy(source, target)


@pytest.mark.parametrize("hooks", [_HOOKS, _OWN], ids=["offered", "own"])
def test_a_hook_runs_for_the_files_of_a_workspace(hooks: dict[str, dict[str, str]]) -> None:
    there = [*_WORKSPACE, *(f"{name}/x-1.yaml" for name in _FOLDERS)]
    there += [path.relative_to(ROOT).as_posix() for name in _FOLDERS for path in (ROOT / name).glob("*.yaml")]
    others = [
        "README.md",
        "docs/ci/review.yml",
        "pyproject.toml",
        "options/a/b.yaml",
        "my-criteria.yaml",
        "options.yaml",
    ]
    for hook in hooks.values():
        assert [name for name in there if not re.search(hook["files"], name)] == []
        assert [name for name in others if re.search(hook["files"], name)] == []
        assert bool(re.search(hook["files"], "cases/roads/options/a.yaml")) == (hooks is _HOOKS)
        assert hook["pass_filenames"] is False


def test_our_own_hooks_are_those_we_offer() -> None:
    assert set(_OWN) == set(_HOOKS)
    for name, hook in _OWN.items():
        assert (hook["entry"], hook["name"]) == (_HOOKS[name]["entry"], _HOOKS[name]["name"])
