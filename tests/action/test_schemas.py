"""What other programs read is what they take, by the schemas that are installed; nothing is fetched."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.action import files

if TYPE_CHECKING:
    from pathlib import Path

_ACTIONS = ("check_jsonschema", "--builtin-schema", "vendor.github-actions")
_WORKFLOWS = ("check_jsonschema", "--builtin-schema", "vendor.github-workflows")
_GITLAB = ("check_jsonschema", "--data-transform", "gitlab-ci", "--builtin-schema", "vendor.gitlab-ci")
_OFFERED = ("pre_commit", "validate-manifest")
_USED = ("pre_commit", "validate-config")
_SUBJECTS = [
    *((_ACTIONS if path is files.ACTION else _WORKFLOWS, path) for path in files.ON_GITHUB),
    (_WORKFLOWS, files.WORKFLOWS / "ci.yml"),
    (_GITLAB, files.GITLAB),
    (_OFFERED, files.HOOKS),
    (_USED, files.OWN_HOOKS),
]


def _validated(by: tuple[str, ...], path: Path, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *by, str(path)],
        env={**os.environ, "PRE_COMMIT_HOME": str(home), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(("by", "path"), _SUBJECTS, ids=[f"{path.parent.name}/{path.name}" for _, path in _SUBJECTS])
def test_each_file_is_valid(by: tuple[str, ...], path: Path, tmp_path: Path) -> None:
    found = _validated(by, path, tmp_path)
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize(
    ("by", "path", "key"),
    [
        (_ACTIONS, files.ACTION, "runs"),
        (_WORKFLOWS, files.WORKFLOWS / "review.yml", "jobs"),
        (_GITLAB, files.GITLAB, "decide-review"),
        (_OFFERED, files.HOOKS, "entry"),
        (_USED, files.OWN_HOOKS, "repos"),
    ],
)
def test_the_schemas_have_teeth(by: tuple[str, ...], path: Path, key: str, tmp_path: Path) -> None:
    found = files.content(path)
    if isinstance(found, list):
        del found[0][key]
    else:
        found[key] = "broken"
    (tmp_path / path.name).write_text(yaml.safe_dump(found), encoding="utf-8")
    assert _validated(by, tmp_path / path.name, tmp_path).returncode == 1
