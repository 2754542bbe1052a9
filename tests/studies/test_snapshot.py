"""The snapshot of every profile, and the doubt that says when it is out of date."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

import decide
from decide.errors import InputsRefused, WrongUse
from decide.report.as_markdown.snapshot import SIGN, render
from decide.studies.snapshot import SNAPSHOT, snapshot
from tests import workspaces
from tests.conftest import ROOT
from tests.workbook.rich import FERRY, FLAT
from tests.workbook.rich import write as write_rich

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with a snapshot that is current."""
    folder = tmp_path / "work"
    write_rich(folder)
    (folder / "reports").mkdir()
    decide.export(folder / SNAPSHOT, folder)
    return folder


def stale(root: Path) -> list[tuple[str, int, str]]:
    return [
        (issue.code, issue.where.line, issue.hint)
        for issue in decide.check(root).issues
        if issue.code.startswith("snapshot")
    ]


def test_it_has_every_profile_with_ranking_portfolio_and_robustness(root: Path) -> None:
    text = (root / SNAPSHOT).read_text(encoding="utf-8")
    found = snapshot(root)
    assert text == render(found)
    assert text.startswith(SIGN)
    assert [one.ranking.profile.id for one in found.standings] == ["flat", "grouped"]
    for one in found.standings:
        ranking = decide.rank(root, one.ranking.profile.id)
        assert [line.option.id for line in one.ranking.options] == [line.option.id for line in ranking.options]
        assert one.portfolio == decide.portfolio(root, one.ranking.profile.id).best
        assert sum(one.firsts.values()) >= found.samples  # somebody is first under every draw, some share it
        assert f"value {one.portfolio.value:.2f}" in text if one.portfolio else "none is possible" in text


def test_the_same_bytes_every_time_and_no_clock_or_commit(root: Path) -> None:
    first = (root / SNAPSHOT).read_bytes()
    decide.export(root / SNAPSHOT, root)
    assert (root / SNAPSHOT).read_bytes() == first
    assert b"sha256" not in first


def test_a_current_snapshot_is_no_doubt(root: Path) -> None:
    assert stale(root) == []


def test_words_and_comments_leave_it_current(root: Path) -> None:
    path = root / "options" / "ferry.yaml"
    path.write_text("# a comment\n" + FERRY.replace("crews: 6", "crews: 6.0"), encoding="utf-8")
    assert stale(root) == []


def test_line_ends_leave_it_current(root: Path) -> None:
    path = root / SNAPSHOT
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert stale(root) == []


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("weights/flat.yaml", FLAT.replace("capacity: 100", "capacity: 99")),
        ("options/ferry.yaml", FERRY.replace("noise: 58", "noise: 57")),
        ("weights/new.yaml", FLAT.replace("Commuters", "Others")),
    ],
)
def test_a_change_makes_it_stale_and_export_mends_it(file: str, text: str, root: Path) -> None:
    (root / file).write_text(text, encoding="utf-8")
    ((code, line, hint),) = stale(root)
    assert (code, hint) == ("snapshot-stale", "run `decide export reports/ranking.md`")
    assert line > 1
    decide.export(root / SNAPSHOT, root)
    assert stale(root) == []


def test_strict_exits_10_and_names_the_command(root: Path, run: Run) -> None:
    small = root.parent / "small"
    workspaces.write(small, {})
    (small / "reports").mkdir()
    run("export", "reports/ranking.md", cwd=small)
    assert "snapshot" not in run("check", "--strict", cwd=small).stdout
    path = small / "weights" / "even.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("effect: 50", "effect: 51"), encoding="utf-8")
    found = run("check", "--strict", cwd=small)
    assert found.returncode == 10
    assert "decide export reports/ranking.md" in found.stdout
    assert "reports/ranking.md:" in found.stdout


def test_without_a_snapshot_nothing_is_said(root: Path) -> None:
    (root / SNAPSHOT).unlink()
    assert stale(root) == []


def test_somebody_elses_file_of_that_name_is_left_alone(root: Path, run: Run) -> None:
    (root / SNAPSHOT).write_text("# my own notes\n", encoding="utf-8")
    assert stale(root) == []
    found = run("export", SNAPSHOT, cwd=root)
    assert found.returncode == 2
    assert "decide has not made it" in found.stderr
    assert (root / SNAPSHOT).read_text(encoding="utf-8") == "# my own notes\n"


def test_a_snapshot_that_cannot_be_read(root: Path) -> None:
    (root / SNAPSHOT).write_bytes(b"<!-- decide:snapshot \xff")
    assert [code for code, _, _ in stale(root)] == ["snapshot-unreadable"]


def test_nothing_is_judged_where_files_are_refused(root: Path) -> None:
    (root / "options" / "ferry.yaml").write_text("version: 1\n", encoding="utf-8")
    assert stale(root) == []
    before = (root / SNAPSHOT).read_bytes()
    with pytest.raises(InputsRefused):
        decide.export(root / SNAPSHOT, root)
    assert (root / SNAPSHOT).read_bytes() == before


def test_one_profile_gives_its_ranking_and_all_the_snapshot(root: Path, run: Run) -> None:
    run("export", "one.md", "--weights", "flat", cwd=root)
    run("export", "all.md", "--weights", "all", cwd=root)
    assert (root / "one.md").read_text(encoding="utf-8").startswith("## Commuters")
    assert (root / "all.md").read_bytes() == (root / SNAPSHOT).read_bytes()


def test_the_folder_for_reports_is_made(root: Path, run: Run) -> None:
    shutil.rmtree(root / "reports")
    assert run("export", SNAPSHOT, cwd=root).returncode == 0
    assert stale(root) == []
    assert run("export", "nowhere/ranking.md", cwd=root).returncode == 7


def test_a_workspace_without_profiles(root: Path) -> None:
    shutil.rmtree(root / "weights")
    (root / "weights").mkdir()
    path = root / "criteria.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("profile: grouped\n", ""), encoding="utf-8")
    with pytest.raises(WrongUse, match="no weight profile"):
        snapshot(root)


def test_the_shipped_snapshot_is_current(run: Run) -> None:
    found = json.loads(run("check", "--format", "json", cwd=ROOT).stdout)
    assert [issue for issue in found["issues"] if issue["code"].startswith("snapshot")] == []
    assert (ROOT / SNAPSHOT).exists()
