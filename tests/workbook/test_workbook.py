"""What a workbook is, before anybody recalculates it."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import decide
from decide.errors import WrongUse
from decide.report.as_xlsx import render
from decide.studies.export import workbook
from decide.studies.export_file import save
from tests.workbook import rich
from tests.workbook.oracle import opened

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "all.xlsx"
    save(workbook(rich.write(tmp_path / "workspace"), ["all"]), path)
    return path


def test_a_reader_that_calculates_nothing_sees_every_result(book: Path) -> None:
    """Each formula carries Python's own result; none of them is an empty text, which readers take for nothing."""
    stored, written = opened(book), opened(book, formulas=True)
    formulas = 0
    for sheet in written.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    formulas += 1
                    assert stored[sheet.title][cell.coordinate].value not in {None, ""}, (
                        f"{sheet.title}!{cell.coordinate}"
                    )
    assert formulas > 500


def test_pandas_reads_it_without_a_warning(book: Path, tmp_path: Path) -> None:
    frame = pd.read_excel(book, sheet_name="Ranking", header=8)
    lines = decide.rank(tmp_path / "workspace").options
    assert list(frame["Option"]) == [line.option.title for line in lines]
    assert list(frame["Score"]) == [line.score for line in lines]
    assert set(frame["Check"]) == {"ok"}


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    root = rich.write(tmp_path)
    assert render(workbook(root, ["all"])) == render(workbook(root, ["all"]))


def test_only_inputs_can_be_changed_and_without_a_password(book: Path) -> None:
    found = opened(book, formulas=True)
    for sheet in found.worksheets:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        for row in sheet.iter_rows():
            for cell in row:
                if not cell.protection.locked:
                    assert cell.fill.fgColor.rgb == "FFFFF2B3", (
                        f"{sheet.title}!{cell.coordinate} is open and not yellow"
                    )
                    assert cell.data_type != "f"


def test_names_that_begin_like_formulas_are_texts(book: Path) -> None:
    found = opened(book, formulas=True)
    titles = {"=Charm", "+Ferry", "@Ramps", "=by count"}
    for sheet in found.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value in titles:
                    assert cell.data_type == "s", f"{sheet.title}!{cell.coordinate}"


def test_charts_are_told_in_words(book: Path) -> None:
    with zipfile.ZipFile(book) as archive:
        drawings = [archive.read(name).decode() for name in archive.namelist() if "drawings/drawing" in name]
    assert sum(text.count("<xdr:graphicFrame") for text in drawings) == 4
    assert sum(text.count(' descr="') for text in drawings) >= 4


def test_a_workbook_of_somebody_else_is_not_overwritten(tmp_path: Path, run: Run) -> None:
    root = rich.write(tmp_path / "workspace")
    (tmp_path / "mine.xlsx").write_bytes(b"mine")
    with pytest.raises(WrongUse, match="has not made it"):
        decide.export(tmp_path / "mine.xlsx", root, ["flat"])
    result = run("export", tmp_path / "mine.xlsx", "-w", "flat", cwd=root)
    assert (result.returncode, (tmp_path / "mine.xlsx").read_bytes()) == (2, b"mine")
    assert "--force" in result.stderr
    assert run("export", tmp_path / "mine.xlsx", "-w", "flat", "--force", cwd=root).returncode == 0
    assert run("export", tmp_path / "mine.xlsx", "-w", "grouped", cwd=root).returncode == 0, "this one is ours"


def test_of_several_files_none_is_written_where_one_is_somebody_elses(tmp_path: Path, run: Run) -> None:
    root = rich.write(tmp_path / "workspace")
    (tmp_path / "mine.md").write_text("mine", encoding="utf-8")
    result = run("export", tmp_path / "new.csv", tmp_path / "mine.md", "-w", "flat", cwd=root)
    assert (result.returncode, (tmp_path / "new.csv").exists()) == (2, False)


def test_without_a_name_workbooks_go_into_reports(tmp_path: Path, run: Run) -> None:
    root = rich.write(tmp_path)
    result = run("export", "-w", "flat", "-w", "grouped", cwd=root)
    assert (result.returncode, result.stderr) == (0, "")
    assert sorted(path.name for path in (root / "reports").iterdir()) == ["flat.xlsx", "grouped.xlsx"]
    assert run("export", cwd=root).stdout.strip().endswith("grouped.xlsx")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("out.doc",), "'out.doc' does not say what to write"),
        (("out",), "end it with one of .xlsx, .csv, .json, .md"),
        (("out.xlsx", "-w", "flat", "-w", "grouped"), "several profiles for one file"),
        (("out.csv", "-w", "all"), "out.csv can show one profile only"),
        (("out.xlsx", "-w", "flatt"), "did you mean 'flat'?"),
        (("no/such/out.xlsx", "-w", "flat"), "cannot write"),
    ],
)
def test_what_cannot_be_exported(arguments: tuple[str, ...], said: str, tmp_path: Path, run: Run) -> None:
    result = run("export", *arguments, cwd=rich.write(tmp_path))
    assert result.returncode in {2, 7}
    assert said in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("name", ["ranking.csv", "ranking.json", "ranking.md"])
def test_other_files_hold_the_ranking(name: str, tmp_path: Path, run: Run) -> None:
    root = rich.write(tmp_path)
    assert run("export", name, "-w", "flat", cwd=root).returncode == 0
    assert run("rank", "-w", "flat", "-o", "same" + name[7:], cwd=root).returncode == 0
    assert (root / name).read_bytes() == (root / f"same{name[7:]}").read_bytes()


def test_where_one_of_several_files_cannot_be_written_none_is(tmp_path: Path, run: Run) -> None:
    root = rich.write(tmp_path)
    assert run("export", "out.xlsx", "out.csv", "-w", "all", cwd=root).returncode == 2
    assert run("export", "-w", "flatt", cwd=root).returncode == 2
    assert not (root / "out.xlsx").exists()
    assert not (root / "reports").exists()


def test_a_folder_that_cannot_be_made_is_no_bug(tmp_path: Path, run: Run) -> None:
    root = rich.write(tmp_path)
    (root / "reports").write_text("a file\n", encoding="utf-8")
    result = run("export", "-w", "flat", cwd=root)
    assert (result.returncode, result.stdout) == (7, "")
    assert "cannot write" in result.stderr


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed: there is no commit to name")
def test_the_stamp_names_the_commit_and_says_whether_all_is_as_committed(tmp_path: Path) -> None:
    root = rich.write(tmp_path / "workspace")
    assert workbook(root, ["flat"]).stamp.commit == ""
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-C", str(root)]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "first"]):
        subprocess.run([*git, *command], check=True)
    commit = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True).stdout.strip()
    for named in ("flat", "flat.yaml", "weights/flat.yaml", "all"):
        stamp = workbook(root, [named]).stamp
        assert (stamp.commit, stamp.changed) == (commit, False), named
    (tmp_path / "mine.yaml").write_text(rich.FLAT, encoding="utf-8")
    assert workbook(root, [str(tmp_path / "mine.yaml")]).stamp.changed, "it stands in no commit"
    option = root / "options" / "ramps.yaml"
    option.write_bytes(option.read_bytes().replace(b"\n", b"\r\n"))
    assert not workbook(root, ["flat"]).stamp.changed, "line ends are git's own business"
    option.write_text(rich.RAMPS.replace("delay: 9", "delay: 8"), encoding="utf-8")
    assert workbook(root, ["flat"]).stamp.changed
