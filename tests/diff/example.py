"""The change that docs/review.md walks through: the shipped case in a repository, and four edits."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.conftest import ROOT
from tests.diff.repositories import git, repository

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

EDITS: Mapping[str, tuple[str, str]] = {
    "weights/hawkish.yaml": ("autonomy: 100", "autonomy: 120"),
    "options/critical-minerals.yaml": ("low: 62, best: 74, high: 87", "low: 62, best: 77, high: 87"),
    "options/middle-corridor.yaml": ("low: 57, best: 68, high: 80", "low: 57, best: 75, high: 80"),
    "portfolio.yaml": ("budget: 700", "budget: 750"),
}


def make(root: Path) -> None:
    """The shipped case on the branch main, and the four edits on the branch change, which is checked out."""
    for name in ("options", "weights", "scenarios", "seeds"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("criteria.yaml", "portfolio.yaml", "expectations.yaml"):
        shutil.copy(ROOT / name, root / name)
    repository(root)
    git(root, "checkout", "--quiet", "-b", "change")
    for file, (old, new) in EDITS.items():
        path = root / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"docs/review.md changes '{old}' in {file}, which is not there once"
        path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")
