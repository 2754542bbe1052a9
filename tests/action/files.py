"""What stands in the files of the action, the workflows and the hooks."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ACTION = ROOT / "action.yml"
WORKFLOWS = ROOT / ".github" / "workflows"
TEMPLATES = ROOT / "docs" / "ci"
GITLAB = TEMPLATES / "gitlab-ci.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
OWN_HOOKS = ROOT / ".pre-commit-config.yaml"
PAIR = ("review.yml", "review-comment.yml")
ON_GITHUB = [ACTION, *(folder / name for folder in (WORKFLOWS, TEMPLATES) for name in PAIR)]

_NO_BASH = "the steps are made for Linux and macOS runners; on Windows their bash is another"
needs_bash = pytest.mark.skipif(sys.platform == "win32", reason=_NO_BASH)


def content(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps(path: Path) -> list[dict[str, Any]]:
    """The steps of an action, or of all jobs of a workflow."""
    found = content(path)
    if "runs" in found:
        return list(found["runs"]["steps"])
    return [step for job in found["jobs"].values() for step in job["steps"]]


def step(path: Path, name: str) -> dict[str, Any]:
    return next(one for one in steps(path) if one.get("name") == name)


def scripts(path: Path) -> Iterator[str]:
    """Everything that is run as a program."""
    for one in steps(path):
        if "run" in one:
            yield one["run"]
        if "script" in one.get("with", {}):  # of actions/github-script
            yield one["with"]["script"]


def program(name: str) -> str:
    found = shutil.which(name)
    assert found is not None, f"{name} is not installed"
    return found
