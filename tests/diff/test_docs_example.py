"""docs/review.md shows what the commands print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.conftest import ROOT
from tests.diff.example import EDITS, make
from tests.diff.repositories import commit, git

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

TEXT = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")


def test_the_report(run: Run, tmp_path: Path) -> None:
    root = tmp_path / "case"
    root.mkdir()
    make(root)
    shown = TEXT.split("80 columns -->\n```\n")[1].split("\n```")[0]
    found = run("diff", "main", "--weights", "hawkish", cwd=root, env={"COLUMNS": "80"}).stdout
    commits = re.compile(r"main [0-9a-f]{7}")  # a commit has its time in its name
    assert commits.sub("main", shown) == commits.sub("main", found.rstrip())


def test_the_change() -> None:
    before, after = (
        "\n".join(line[1:] for line in TEXT.split("```diff\n")[1].split("```")[0].splitlines() if line[0] == sign)
        for sign in "-+"
    )
    for old, new in EDITS.values():
        assert old in before
        assert new in after


def test_the_textconv(run: Run, program: Path, tmp_path: Path) -> None:
    root = tmp_path / "case"
    root.mkdir()
    make(root)
    git(root, "checkout", "--quiet", "--force", "main")
    run("export", "book.xlsx", "--weights", "hawkish", cwd=root)
    commit(root)
    weights = root / "weights" / "hawkish.yaml"
    weights.write_text(weights.read_text(encoding="utf-8").replace("autonomy: 100", "autonomy: 120"), encoding="utf-8")
    run("export", "book.xlsx", "--weights", "hawkish", cwd=root)
    for line in TEXT.split("Once in a clone:\n\n```\n")[1].split("```")[0].splitlines():
        if line.startswith("git config"):
            git(root, "config", "diff.decide.textconv", f"'{program}' import --inputs")
        else:
            assert line == 'echo "*.xlsx diff=decide" >> .git/info/attributes'
            (root / ".git" / "info").mkdir(exist_ok=True)
            (root / ".git" / "info" / "attributes").write_text("*.xlsx diff=decide\n", encoding="utf-8")
    due = TEXT.split("print the inputs that changed:\n\n```\n")[1].split("```")[0].splitlines()
    found = git(root, "diff", "--", "book.xlsx").splitlines()
    assert [line for line in found if line[0] in "+-" and line[:3] not in {"+++", "---"}] == due
