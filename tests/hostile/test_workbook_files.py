"""Where workbooks and what comes out of them are written, rows E24 and G05 to G09."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests import workspaces
from tests.hostile.cases import CANNOT_WRITE, WIDE, WRONG_USE, Case, snapshot
from tests.hostile.workbooks import refused, typed
from tests.workbook import back
from tests.workbook.oracle import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.conftest import Run
    from tests.workbook.back import Edit

CASES: tuple[Case, ...] = ()
NO_COUNTERPART: tuple[tuple[str, str], ...] = ()

POSIX = pytest.mark.skipif(os.name != "posix", reason="rights, links and limits of this kind are POSIX")
ALPHA = "options/alpha.yaml"
BETA = "options/beta.yaml"
EVEN = "weights/even.yaml"
DOVE = "weights/dove.yaml"
CRITERIA = workspaces.CRITERIA + "profile: even\n"
EDITS: tuple[Edit, ...] = (
    ("Weights", "effect", "swing:even", 70),
    ("Scores", "alpha", "performance:price", 310),
    ("Scores", "beta", "performance:price", 110),
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    return back.export(workspaces.write(folder / "workspace", {}), folder / "book.xlsx")


@pytest.fixture(scope="module")
def edited(book: Path) -> Path:
    """A workbook with edits of three files."""
    typed(book, book.with_name("edited.xlsx"), *EDITS)
    return book.with_name("edited.xlsx")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {"criteria.yaml": CRITERIA, DOVE: workspaces.EVEN.replace("Even", "Dove")}
    return workspaces.write(tmp_path / "workspace", files)


def whole(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return archive.testzip() is None and "Ranking" in opened(path).sheetnames


# A system that refuses: Python reads this when it starts

REFUSING = """\
import errno
import os

_fsync, _replace = os.fsync, os.replace


def fsync(handle):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def replace(source, target, **others):
    if os.path.basename(target) in os.environ["REFUSED"].split("/"):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return _replace(source, target, **others)


if os.environ["REFUSED"] == "all":
    os.fsync = fsync
else:
    os.replace = os.rename = replace
"""


@pytest.fixture
def refusing(tmp_path: Path) -> Path:
    workspaces.write(tmp_path / "stub", {"sitecustomize.py": REFUSING}, base={})
    return tmp_path / "stub"


def without_room(stub: Path) -> Mapping[str, str]:
    """An environment whose disk is full."""
    return WIDE | {"PYTHONPATH": str(stub), "REFUSED": "all"}


def without_right(stub: Path, *names: str) -> Mapping[str, str]:
    """An environment in which these files are held by another program."""
    return WIDE | {"PYTHONPATH": str(stub), "REFUSED": "/".join(names)}


# E24


def test_e24_workbook_open_in_excel(root: Path, book: Path, refusing: Path, run: Run) -> None:
    shutil.copy(book, root / "out.xlsx")
    before = snapshot(root)
    result = run("export", "out.xlsx", cwd=root, env=without_right(refusing, "out.xlsx"))
    assert (result.returncode, result.stdout) == (CANNOT_WRITE, "")
    assert "Traceback" not in result.stderr
    assert "close out.xlsx in Excel, then run again" in result.stderr
    assert snapshot(root) == before, "the old one stays, and nothing beside it"
    assert run("export", "out.xlsx", cwd=root, env=without_right(refusing, "another.xlsx")).returncode == 0


def test_e24_new_workbook_is_open_nowhere(root: Path, refusing: Path, run: Run) -> None:
    before = snapshot(root)
    result = run("export", "out.xlsx", cwd=root, env=without_right(refusing, "out.xlsx"))
    assert (result.returncode, result.stdout) == (CANNOT_WRITE, "")
    assert "cannot write out.xlsx: permission denied" in result.stderr
    assert snapshot(root) == before


# G05


def test_g05_half_written_workbook(root: Path, book: Path, refusing: Path, run: Run) -> None:
    """A full disk leaves the old workbook, and no part of a new one."""
    shutil.copy(book, root / "out.xlsx")
    before = snapshot(root)
    for name in ("out.xlsx", "new.xlsx", "new.csv"):
        result = run("export", name, cwd=root, env=without_room(refusing))
        assert (result.returncode, result.stdout) == (CANNOT_WRITE, "")
        assert f"cannot write {name}: no space left on device" in result.stderr
    assert snapshot(root) == before


@POSIX
def test_g05_file_that_grows_too_large(root: Path, program: Path) -> None:
    """The system itself ends the writing after a few kilobytes."""
    before = snapshot(root)
    shell = ["/bin/sh", "-c", 'ulimit -f 16; exec "$0" "$@"', str(program), "export", "out.xlsx"]
    result = subprocess.run(shell, cwd=root, capture_output=True, encoding="utf-8", check=False)
    assert (result.returncode, result.stdout) == (CANNOT_WRITE, ""), result.stderr
    assert "cannot write out.xlsx: file too large" in result.stderr
    assert snapshot(root) == before


@pytest.mark.parametrize("name", ["even.yaml", "alpha.yaml", "beta.yaml"])
def test_g05_all_files_of_an_import_or_none(name: str, root: Path, edited: Path, refusing: Path, run: Run) -> None:
    """Whichever of the three cannot be moved to its place, the others are as they were."""
    before = snapshot(root)
    result = run("import", edited, cwd=root, env=without_right(refusing, name))
    assert (result.returncode, result.stdout) == (CANNOT_WRITE, ""), result.stderr
    assert "Traceback" not in result.stderr
    assert name in result.stderr
    assert "permission denied" in result.stderr
    assert snapshot(root) == before
    assert run("import", edited, cwd=root).returncode == 0


def test_g05_new_profile_of_a_failed_import(root: Path, edited: Path, refusing: Path, run: Run) -> None:
    """A file that was not there before is not there after."""
    before = snapshot(root)
    environment = without_right(refusing, "beta.yaml")
    result = run("import", edited, "--as", "mine", cwd=root, env=environment)
    assert (result.returncode, result.stdout) == (CANNOT_WRITE, ""), result.stderr
    assert snapshot(root) == before


def test_g05_full_disk_during_an_import(root: Path, edited: Path, refusing: Path, run: Run) -> None:
    before = snapshot(root)
    result = run("import", edited, cwd=root, env=without_room(refusing))
    assert (result.returncode, result.stdout) == (CANNOT_WRITE, ""), result.stderr
    assert "no space left on device" in result.stderr
    assert snapshot(root) == before


# G06


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def masked(program: Path, root: Path, mask: int, *arguments: str | Path) -> None:
    done = subprocess.run([program, *arguments], cwd=root, capture_output=True, check=False, umask=mask)
    assert (done.returncode, done.stderr) == (0, b"")


@POSIX
@pytest.mark.parametrize(("mask", "due"), [(0o022, 0o644), (0o027, 0o640), (0o002, 0o664), (0o077, 0o600)], ids=oct)
def test_g06_temp_file_mode(mask: int, due: int, root: Path, program: Path) -> None:
    """A new file may be read by whom the mask allows, not by its owner alone."""
    masked(program, root, mask, "export", "out.xlsx")
    assert mode(root / "out.xlsx") == due


@POSIX
def test_g06_rights_of_a_file_stay(root: Path, edited: Path, program: Path) -> None:
    """What was there keeps its rights, open or closed; a new profile gets those of the mask."""
    masked(program, root, 0o022, "export", "out.xlsx")
    (root / "out.xlsx").chmod(0o600)
    (root / ALPHA).chmod(0o664)
    (root / BETA).chmod(0o600)
    masked(program, root, 0o027, "export", "out.xlsx")
    masked(program, root, 0o027, "import", edited, "--as", "mine")
    assert [mode(root / name) for name in ("out.xlsx", ALPHA, BETA)] == [0o600, 0o664, 0o600]
    assert mode(root / "weights" / "mine.yaml") == 0o640


# G07


def test_g07_two_writers(root: Path, program: Path, tmp_path: Path) -> None:
    """Both end well, and what is there is one of the two, whole."""
    names = ("even", "dove")
    due = {back.export(root, tmp_path / f"{name}.xlsx", name).read_bytes() for name in names}
    for _ in range(3):
        begun = [
            subprocess.Popen(
                [program, "export", "out.xlsx", "--weights", name],
                cwd=root,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for name in names
        ]
        ended = [(*process.communicate(), process.returncode) for process in begun]
        assert ended == [(b"out.xlsx\n", b"", 0)] * 2
        assert (root / "out.xlsx").read_bytes() in due
        assert whole(root / "out.xlsx")
    assert {path.name for path in root.iterdir()} == {"criteria.yaml", "options", "weights", "out.xlsx"}


def test_g07_two_imports(root: Path, edited: Path, program: Path) -> None:
    """The same edits twice at once: done once, or found done already, or refused; no file is half of anything."""
    begun = [
        subprocess.Popen([program, "import", edited], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    ended = [(process.communicate()[1], process.returncode) for process in begun]
    assert [code for _, code in ended if code not in {0, CANNOT_WRITE}] == [], ended
    assert 0 in {code for _, code in ended}
    assert (root / ALPHA).read_text(encoding="utf-8") == workspaces.ALPHA.replace("300", "310")
    assert (root / BETA).read_text(encoding="utf-8") == workspaces.BETA.replace("100", "110")
    assert (root / EVEN).read_text(encoding="utf-8") == workspaces.EVEN.replace("effect: 50", "effect: 70")
    assert list(root.rglob(".decide-*")) == []


# G08


@pytest.mark.parametrize("name", ["criteria.yaml", EVEN, ALPHA, "portfolio.yaml", "new.yaml"])
@pytest.mark.parametrize("force", [(), ("--force",)], ids=["asked", "forced"])
def test_g08_export_over_input(name: str, force: tuple[str, ...], root: Path, run: Run) -> None:
    before = snapshot(root)
    result = run("export", name, *force, cwd=root, env=WIDE)
    assert (result.returncode, result.stdout) == (WRONG_USE, "")
    assert "does not say what to write" in result.stderr
    assert snapshot(root) == before


def test_g08_export_knows_no_output_option(root: Path, run: Run) -> None:
    before = snapshot(root)
    assert run("export", "out.xlsx", "-o", "criteria.yaml", cwd=root).returncode == WRONG_USE
    assert snapshot(root) == before


@pytest.mark.parametrize("output", ["criteria.yaml", EVEN, "new.yaml", "weights", "nowhere/said.txt"])
def test_g08_report_of_an_import_over_input(output: str, root: Path, edited: Path, run: Run) -> None:
    """Where the report cannot be written, nothing of the import is."""
    before = snapshot(root)
    result = run("import", edited, "-o", output, cwd=root, env=WIDE)
    assert (result.returncode, result.stdout) == (CANNOT_WRITE, "")
    assert f"cannot write {output}" in result.stderr
    assert snapshot(root) == before


@pytest.mark.parametrize("form", [(), ("--format", "json"), ("--dry-run",)], ids=["table", "json", "dry-run"])
def test_g08_report_of_an_import_over_its_workbook(
    form: tuple[str, ...], root: Path, edited: Path, tmp_path: Path, run: Run
) -> None:
    """Somebody's edits are in there, and nowhere else."""
    sent = tmp_path / "sent.xlsx"
    shutil.copy(edited, sent)
    before = snapshot(root)
    result = run("import", sent, "-o", sent, *form, cwd=root, env=WIDE)
    assert sent.read_bytes() == edited.read_bytes()
    assert result.returncode in {WRONG_USE, CANNOT_WRITE}
    assert "sent.xlsx" in result.stderr
    assert snapshot(root) == before


@pytest.mark.parametrize("name", ["criteria.yaml", ALPHA])
def test_g08_import_of_an_input(name: str, root: Path, run: Run) -> None:
    refused(run, root, root / name, says=("is no .xlsx workbook",), code=WRONG_USE)


def test_g08_import_never_writes_the_workbook(root: Path, edited: Path, run: Run) -> None:
    shutil.copy(edited, root / "sent.xlsx")
    changed = (root / "sent.xlsx").stat().st_mtime_ns
    result = run("import", "sent.xlsx", cwd=root)
    assert (result.returncode, result.stderr) == (0, "")
    assert (root / "sent.xlsx").read_bytes() == edited.read_bytes()
    assert (root / "sent.xlsx").stat().st_mtime_ns == changed


@POSIX
@pytest.mark.parametrize("force", [(), ("--force",)], ids=["asked", "forced"])
def test_g08_export_through_a_link_to_an_input(force: tuple[str, ...], root: Path, run: Run) -> None:
    (root / "out.xlsx").symlink_to("criteria.yaml")
    result = run("export", "out.xlsx", *force, cwd=root)
    assert result.returncode == (0 if force else WRONG_USE)
    assert (root / "criteria.yaml").read_text(encoding="utf-8") == CRITERIA


# G09


def a_letter(_: Path, to: Path) -> None:
    to.write_text("Dear all,\n", encoding="utf-8")


def an_empty_file(_: Path, to: Path) -> None:
    to.write_bytes(b"")


def another_workbook(_: Path, to: Path) -> None:
    openpyxl.Workbook().save(to)


def half_of_ours(book: Path, to: Path) -> None:
    to.write_bytes(book.read_bytes()[:9_000])


def damaged_stamp(book: Path, to: Path) -> None:
    """Bytes in the middle of the packed properties are others."""
    data = bytearray(book.read_bytes())
    with zipfile.ZipFile(book) as archive:
        place = archive.getinfo("docProps/custom.xml").header_offset
    data[place + 60 : place + 160] = bytes(100)
    to.write_bytes(data)


def stamp_under_another_name(_: Path, to: Path) -> None:
    with zipfile.ZipFile(to, "w") as archive:
        archive.writestr("custom.xml", "decide-format")


FOREIGN = (a_letter, an_empty_file, another_workbook, half_of_ours, damaged_stamp, stamp_under_another_name)


@pytest.mark.parametrize("make", FOREIGN, ids=lambda make: make.__name__)
def test_g09_output_exists(make: Callable[[Path, Path], None], root: Path, book: Path, run: Run) -> None:
    """What decide has not made, or not as it is, stays until --force; then it is ours."""
    make(book, root / "out.xlsx")
    before = snapshot(root)
    result = run("export", "out.xlsx", cwd=root, env=WIDE)
    assert "Traceback" not in result.stderr, result.stderr
    assert (result.returncode, result.stdout) == (WRONG_USE, "")
    assert "out.xlsx is there already, and decide has not made it" in result.stderr
    assert "--force" in result.stderr
    assert snapshot(root) == before
    assert run("export", "out.xlsx", "--force", cwd=root).returncode == 0
    assert whole(root / "out.xlsx")
    again = run("export", "out.xlsx", "--weights", "dove", cwd=root)
    assert (again.returncode, again.stderr) == (0, "")
    assert opened(root / "out.xlsx")["Weights"]["C4"].value == "dove"


def test_g09_one_of_our_own_that_was_edited(root: Path, edited: Path, run: Run) -> None:
    """Saved by another program it still has our stamp."""
    shutil.copy(edited, root / "out.xlsx")
    assert run("export", "out.xlsx", cwd=root).returncode == 0
    assert opened(root / "out.xlsx")["Weights"]["C11"].value == 50


@pytest.mark.parametrize("force", [(), ("--force",)], ids=["asked", "forced"])
def test_g09_folder_of_that_name(force: tuple[str, ...], root: Path, run: Run) -> None:
    (root / "out.xlsx").mkdir()
    before = snapshot(root)
    result = run("export", "out.xlsx", *force, cwd=root)
    assert result.returncode in {WRONG_USE, CANNOT_WRITE}
    assert "Traceback" not in result.stderr
    assert snapshot(root) == before


@pytest.mark.parametrize("name", ["notes.md", "notes.csv", "notes.json"])
def test_g09_foreign_text_of_that_name(name: str, root: Path, run: Run) -> None:
    """Somebody's own notes are as dear as somebody's own workbook."""
    (root / name).write_text("Dear all,\n", encoding="utf-8")
    result = run("export", name, cwd=root)
    assert result.returncode == WRONG_USE
    assert (root / name).read_text(encoding="utf-8") == "Dear all,\n"
    assert "--force" in result.stderr
