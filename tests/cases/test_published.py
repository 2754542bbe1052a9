"""The published answers come out, from the files to the JSON of the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests import workspaces
from tests.cases.published import CASES, Case

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_the_published_answer_comes_out(case: Case, run: Run, tmp_path: Path) -> None:
    workspaces.write(tmp_path, case.files(), base={})
    found = run("rank", "--format", "json")
    assert found.returncode == 0, found.stderr
    lines = {line["option"]: line for line in json.loads(found.stdout)["ranking"]}
    assert {name: line["score"] for name, line in lines.items()} == pytest.approx(case.scores, abs=case.tolerance)
    assert {name: line["rank"] for name, line in lines.items()} == case.ranks
    for name, parts in case.contributions.items():
        assert list(lines[name]["contributions"].values()) == pytest.approx(parts, abs=case.tolerance)


def test_a_published_tie_is_shown_as_one(run: Run, tmp_path: Path) -> None:
    tie = next(case for case in CASES if case.id.endswith("tie"))
    workspaces.write(tmp_path, tie.files(), base={})
    lines = run("rank", "--quiet").stdout.splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["1=", "1=", "3"]
