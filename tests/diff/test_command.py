"""`decide diff` as a reviewer calls it."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

import decide
from decide.report.canvas import Canvas
from decide.report.terminal.diff import render
from tests.diff import catalogue
from tests.diff.repositories import commit, git, start, write
from tests.workbook.rich import FERRY, FILES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

BETTER = FERRY.replace("21000.5", "40000").replace("delay: 11", "delay: 0").replace("noise: 58", "noise: 40")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a clean checkout."""
    folder = tmp_path / "work"
    folder.mkdir()
    start(folder, FILES)
    return folder


def files_of(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file() and ".git" not in path.parts}


def test_nothing_moved(run: Run, root: Path) -> None:
    found = run("diff", cwd=root)
    assert found.returncode == 0
    assert found.stdout.endswith("Nothing moves: @Ramps stays first.\n") or "Nothing moves" in found.stdout
    assert found.stderr == ""


def test_the_working_tree_against_the_last_commit(run: Run, root: Path) -> None:
    write(root, {"options/ferry.yaml": BETTER}, {})
    before = files_of(root)
    found = run("diff", cwd=root)
    assert found.returncode == 0
    assert "→ working tree (1 changed file)" in found.stdout
    assert "options/ferry.yaml:3" in found.stdout
    assert files_of(root) == before
    assert git(root, "status", "--porcelain") == "M options/ferry.yaml"


def test_one_revision_and_two(run: Run, root: Path) -> None:
    first = git(root, "rev-parse", "HEAD")
    write(root, {"options/ferry.yaml": BETTER}, {})
    second = commit(root)
    for arguments in (["HEAD~1"], [first, second], ["HEAD~1", "HEAD"], [f"{first}..HEAD"], [first[:9]]):
        found = json.loads(run("diff", *arguments, "-f", "json", cwd=root).stdout)
        assert [edit["path"] for edit in found["edits"]] == [
            "performance.capacity", "performance.delay", "performance.noise",
        ], arguments  # fmt: skip
    assert json.loads(run("diff", "HEAD", "HEAD~1", "-f", "json", cwd=root).stdout)["edits"][0]["before"] == "40,000"


def test_from_the_merge_base(run: Run, root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "change")
    write(root, {"options/ferry.yaml": BETTER}, {})
    commit(root)
    git(root, "checkout", "--quiet", "main")
    write(root, catalogue.made([catalogue.BY_NAME["flat weight"]]) | {"options/ferry.yaml": FERRY}, {})
    commit(root)
    three = json.loads(run("diff", "main...change", "-w", "all", "-f", "json", cwd=root).stdout)
    two = json.loads(run("diff", "main", "change", "-w", "all", "-f", "json", cwd=root).stdout)
    assert {edit["file"] for edit in three["edits"]} == {"options/ferry.yaml"}
    assert {edit["file"] for edit in two["edits"]} == {"options/ferry.yaml", "weights/flat.yaml"}


def test_a_profile_by_its_names_and_all(run: Run, root: Path) -> None:
    write(root, catalogue.made([catalogue.BY_NAME["flat weight"], catalogue.BY_NAME["weight"]]), {})
    for name in ("flat", "flat.yaml", "weights/flat.yaml"):
        found = json.loads(run("diff", "-w", name, "-f", "json", cwd=root).stdout)
        assert [one["profile"] for one in found["profiles"]] == ["flat"]
        assert [edit["path"] for edit in found["edits"]] == ["weights.look"]
        assert [edit["profile"] for edit in found["elsewhere"]] == ["grouped"]
    found = json.loads(run("diff", "-w", "all", "-f", "json", cwd=root).stdout)
    assert [one["profile"] for one in found["profiles"]] == ["flat", "grouped"]
    assert "1 edit counts for other profiles only (grouped): --weights all shows them." in run(
        "diff", "-w", "flat", cwd=root
    ).stdout.replace("\n", " ")
    wrong = run("diff", "-w", "flatt", cwd=root)
    assert wrong.returncode == 2
    assert "did you mean 'flat'?" in wrong.stderr


@pytest.mark.parametrize(
    ("change", "condition", "code"),
    [
        ({"options/ferry.yaml": BETTER}, "winner", 10),
        ({"options/ferry.yaml": BETTER}, "rank", 10),
        ({"options/ferry.yaml": FERRY.replace("noise: 58", "noise: 58.1")}, "winner,rank,portfolio", 0),
        (catalogue.made([catalogue.BY_NAME["relation new"]]), "portfolio", 10),
        (catalogue.made([catalogue.BY_NAME["relation new"]]), "winner", 0),
        ({"options/ferry.yaml": "version: 1\n"}, "invalid", 10),
        ({"options/ferry.yaml": "version: 1\n"}, "winner", 3),
        ({}, "winner,rank,portfolio,stale,invalid", 0),
    ],
)
def test_fail_on(change: dict[str, str], condition: str, code: int, run: Run, root: Path) -> None:
    write(root, change, {})
    each = [f"--fail-on={one}" for one in condition.split(",")] if code else ["--fail-on", condition]
    assert run("diff", "-w", "grouped", *each, cwd=root).returncode == code


def test_fail_on_stale(run: Run, root: Path) -> None:
    run("weights", "confirm", "flat", cwd=root)
    commit(root)
    stamped = (root / "weights/flat.yaml").read_text(encoding="utf-8")
    write(root, catalogue.made([catalogue.BY_NAME["scale"]]) | {"weights/flat.yaml": stamped}, {})
    assert run("diff", "-w", "flat", "--fail-on", "stale", cwd=root).returncode == 10
    assert run("diff", "-w", "grouped", "--fail-on", "stale", cwd=root).returncode == 0


def test_an_unknown_condition(run: Run, root: Path) -> None:
    found = run("diff", "--fail-on", "winer", cwd=root)
    assert found.returncode == 2
    assert "one of winner, rank, portfolio, stale, invalid" in found.stderr


def test_a_report_even_where_a_condition_is_met(run: Run, root: Path) -> None:
    write(root, {"options/ferry.yaml": BETTER}, {})
    found = run("diff", "--fail-on", "winner", "-o", "comment.md", cwd=root)
    assert found.returncode == 10
    assert (root / "comment.md").read_text(encoding="utf-8").startswith("<!-- decide:diff workspace=. -->\n### ")


def test_files_that_cannot_be_read_any_more(run: Run, root: Path) -> None:
    write(root, {"options/ferry.yaml": FERRY.replace("delay", "dellay")}, {})
    found = run("diff", cwd=root)
    assert found.returncode == 3
    assert "The files cannot be read any more: 1 error." in found.stdout
    assert "did you mean 'delay'?" in found.stdout
    comment = run("diff", "-f", "markdown", cwd=root)
    assert comment.returncode == 3
    assert "| options/ferry.yaml:3 |" in comment.stdout
    assert json.loads(run("diff", "-f", "json", cwd=root).stdout)["invalid"][0]["code"] == "unknown-criterion"


def test_csv_and_frames(run: Run, root: Path) -> None:
    write(root, {"options/ferry.yaml": BETTER}, {})
    rows = list(csv.DictReader(io.StringIO(run("diff", "-w", "all", "-f", "csv", cwd=root).stdout)))
    assert {row["profile"] for row in rows} == {"flat", "grouped"}
    assert len(rows) == 10
    assert all(row["rank_before"] and row["rank"] for row in rows)
    assert {row["title"] for row in rows} >= {"'+Ferry", "'@Ramps"}  # no formulas


def test_without_portfolios(run: Run, root: Path) -> None:
    write(root, {"options/ferry.yaml": BETTER}, {})
    found = json.loads(run("diff", "--no-portfolio", "-f", "json", cwd=root).stdout)
    assert found["profiles"][0]["portfolio"] is None


def test_quiet_says_the_verdict_only(run: Run, root: Path) -> None:
    write(root, {"options/ferry.yaml": BETTER}, {})
    found = run("diff", "--quiet", cwd=root)
    assert "first" in found.stdout.lower()
    assert "Edits" not in found.stdout


def test_from_a_folder_below_and_a_workspace_below(run: Run, tmp_path: Path) -> None:
    start(tmp_path, {f"office/{name}": text for name, text in FILES.items()})
    write(tmp_path, {"office/options/ferry.yaml": BETTER}, {})
    found = run("diff", "-f", "markdown", cwd=tmp_path / "office" / "options")
    assert found.returncode == 0
    assert found.stdout.startswith("<!-- decide:diff workspace=office -->\n")
    assert "`options/ferry.yaml:3`" in found.stdout


FOUR = ("scale", "weight", "cost", "bonus")


def test_the_same_bytes_every_time(run: Run, root: Path) -> None:
    write(root, catalogue.made([catalogue.BY_NAME[name] for name in FOUR]), {})
    for form in ("table", "json"):
        one, other = (run("diff", "-w", "all", "-f", form, cwd=root).stdout for _ in range(2))
        assert one == other


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
def test_no_line_is_wider_than_the_screen(width: int, root: Path) -> None:
    write(root, catalogue.made([catalogue.BY_NAME[name] for name in (*FOUR, "range")]), {})
    for weights in ("grouped", "all"):
        found = render(decide.diff(root, weights=weights), Canvas(width))
        assert max(map(len, found.splitlines())) <= width
