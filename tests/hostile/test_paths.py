"""Hostile paths, rows C01 to C06.

No file of a workspace names another by a path: ids do, and an id has no dots, slashes or colons. What remains are links
on the disk, files that are no files, and the paths on the command line, which the user may point anywhere.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.hostile.cases import CHECK, RANK, REFUSED, WRONG_USE, Case, covered, ids, rows
from tests.workspaces import ALPHA, CRITERIA, EVEN, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run
    from tests.hostile.conftest import Try

NO_COUNTERPART: tuple[tuple[str, str], ...] = ()

OPTION = "options/alpha.yaml"
PROFILE = "weights/even.yaml"
PATIENCE = 20  # seconds, far more than it takes: what hangs, hangs for ever
POSIX = pytest.mark.skipif(
    os.name != "posix", reason="named pipes and devices of this kind exist on POSIX systems only"
)


def default_profile(text: str) -> dict[str, str | bytes | None]:
    """criteria.yaml that names this profile in line 14 from column 10 on."""
    return {"criteria.yaml": f"{CRITERIA}profile: {text}\n"}


def requiring(text: str) -> dict[str, str | bytes | None]:
    """portfolio.yaml in which an option requires this one."""
    return {"portfolio.yaml": f"version: 1\nrelations:\n- option: alpha\n  requires: {text}\n"}


AT = ("bad-id", "criteria.yaml:14:10", "is not an id")
CASES = (
    Case("C01-path-traversal-in-the-profile", default_profile("../../etc/passwd"), AT),
    Case(
        "C01-path-traversal-in-a-relation",
        requiring("../options/beta"),
        ("bad-id", "portfolio.yaml:4:13", "'../options/beta' is not an id"),
        arguments=CHECK,
    ),
    Case(
        "C01-path-traversal-in-a-reference",
        {OPTION: ALPHA.replace("80", "{value: 80, evidence: [../../etc/passwd#1]}")},
        ("bad-reference", f"{OPTION}:3:", "does not name a claim"),
    ),
    Case("C01-path-traversal-in-a-case", {}, ("there is no shipped case",), WRONG_USE, ("init", "--from", "../..")),
    Case("C01-path-traversal-in-a-kind", {}, ("there is no kind of file",), WRONG_USE, ("schema", "../criteria")),
    Case("C01-path-traversal-in-an-option", {}, ("there is no option",), WRONG_USE, ("why", "../options/alpha")),
    Case("C01-profile-that-is-no-file", {}, ("there is no weight profile",), WRONG_USE, (*RANK, "-w", "../../no/such")),
    Case("C01-profile-that-is-a-folder", {}, ("there is no weight profile",), WRONG_USE, (*RANK, "-w", "options")),
    Case(
        "C01-profile-that-is-no-profile", {}, ("criteria.yaml:", "unknown-key"), REFUSED, (*RANK, "-w", "criteria.yaml")
    ),
    Case("C01-name-too-long", {}, ("there is no weight profile",), WRONG_USE, (*RANK, "-w", "x" * 5_000)),
    Case("C01-folder-too-long", {}, ("there is no folder",), WRONG_USE, (*RANK, "-C", "x" * 5_000)),
    Case("C01-folder-that-is-not-there", {}, ("there is no folder nowhere",), WRONG_USE, (*RANK, "-C", "nowhere")),
    Case(
        "C01-essays-that-are-not-there",
        {},
        ("there is no folder",),
        WRONG_USE,
        (*RANK[:0], "why", "alpha", "-C", "nowhere"),
    ),
    Case("C02-absolute-path", default_profile("/etc/passwd"), AT),
    Case("C02-absolute-path-with-drive", default_profile(r"C:\Windows\win.ini"), AT),
    Case("C02-absolute-path-of-a-share", default_profile(r"\\server\share\x"), AT),
    Case("C02-home-folder", default_profile("'~/x'"), AT),
    Case("C04-url-as-file", default_profile("https://example.org/x.yaml"), AT),
    Case(
        "C04-url-on-the-command-line",
        {},
        ("there is no weight profile 'https://example.invalid/x.yaml'",),
        WRONG_USE,
        (*RANK, "-w", "https://example.invalid/x.yaml"),
    ),
    Case("C04-url-as-folder", {}, ("there is no folder",), WRONG_USE, (*RANK, "-C", "https://example.invalid")),
)


def test_every_row_is_answered() -> None:
    assert covered(sys.modules[__name__]) == rows("C", 1, 6)


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_case(case: Case, run: Run, attempted: Try) -> None:
    attempted(case, run)


def link(place: Path, target: Path) -> None:
    """A symbolic link, where this system lets us make one."""
    place.parent.mkdir(exist_ok=True)
    try:
        place.symlink_to(target)
    except (OSError, NotImplementedError):
        pytest.skip("this system does not let us make symbolic links")


@pytest.mark.parametrize(
    "name", ["criteria.yaml", OPTION, PROFILE, "portfolio.yaml", "scenarios/s.yaml", "seeds/s.yaml"]
)
def test_c03_symlink_out(name: str, tmp_path: Path, run: Run) -> None:
    """A link out of the workspace is refused, and nothing of what it leads to is shown."""
    root = write(tmp_path / "workspace", {name: None})
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: hunter2\n", encoding="utf-8")
    link(root / name, secret)
    result = run(*CHECK, cwd=root)
    assert result.returncode == 3, result.stdout + result.stderr
    assert "error[outside-workspace]" in result.stdout
    assert f"{name}:1:1" in result.stdout
    assert "hunter2" not in result.stdout + result.stderr


def test_c03_folder_that_leads_out(tmp_path: Path, run: Run) -> None:
    outside = write(tmp_path / "outside", {})
    root = write(tmp_path / "workspace", {OPTION: None, "options/beta.yaml": None})
    link(root / "options", outside / "options")
    result = run(*RANK, cwd=root)
    assert (result.returncode, result.stdout) == (3, ""), result.stderr
    assert result.stderr.count("error[outside-workspace]") == 2
    assert "options/alpha.yaml:1:1" in result.stderr


@pytest.mark.parametrize("target", ["nowhere.yaml", "gamma.yaml"], ids=["dangling", "to-itself"])
def test_c03_symlink_to_nothing(target: str, tmp_path: Path, run: Run) -> None:
    root = write(tmp_path, {})
    link(root / "options/gamma.yaml", root / "options" / target)
    result = run(*RANK, cwd=root)
    assert (result.returncode, result.stdout) == (3, ""), result.stderr
    assert "options/gamma.yaml:1:1" in result.stderr
    assert "Traceback" not in result.stderr


def test_c03_symlink_inside(tmp_path: Path, run: Run) -> None:
    """A link to a file of the same workspace is as good as the file."""
    root = write(tmp_path, {})
    link(root / "weights/same.yaml", root / PROFILE)
    assert run(*RANK, "-w", "same", cwd=root).returncode == 0


def quick(program: Path, root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Call the program with a watch in hand, and something on its standard input that never ends."""
    reading, writing = os.pipe()
    try:
        return subprocess.run(
            [program, *arguments],
            cwd=root,
            stdin=reading,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
    finally:
        os.close(reading)
        os.close(writing)


@POSIX
@pytest.mark.parametrize("name", ["criteria.yaml", OPTION, PROFILE, "portfolio.yaml", "seeds/s.yaml"])
def test_c05_fifo(name: str, tmp_path: Path, program: Path) -> None:
    root = write(tmp_path, {name: None})
    (root / name).parent.mkdir(exist_ok=True)
    os.mkfifo(root / name)
    result = quick(program, root, *CHECK)
    assert result.returncode == 3, result.stdout + result.stderr
    assert "error[not-a-file]" in result.stdout
    assert f"{name}:1:1" in result.stdout
    assert "only regular files are read" in result.stdout


@POSIX
def test_c05_socket(tmp_path: Path, program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path, {})
    monkeypatch.chdir(root / "options")  # the address of a socket is short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("gamma.yaml")
        result = quick(program, root, *RANK)
    assert result.returncode == 3
    assert "error[not-a-file]" in result.stderr


def test_c05_folder_named_as_a_file(tmp_path: Path, program: Path) -> None:
    root = write(tmp_path, {})
    (root / "options/gamma.yaml").mkdir()
    result = quick(program, root, *RANK)
    assert result.returncode == 3
    assert "options/gamma.yaml:1:1" in result.stderr
    assert "error[not-a-file]" in result.stderr


@POSIX
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/stdin", "/dev/null", "/dev/random"])
def test_c05_device_as_profile(device: str, tmp_path: Path, program: Path) -> None:
    result = quick(program, write(tmp_path, {}), *RANK, "--weights", device)
    assert (result.returncode, result.stdout) == (3, ""), result.stderr
    assert "error[not-a-file]" in result.stderr
    assert device in result.stderr


@POSIX
def test_c05_device_as_workspace(tmp_path: Path, program: Path) -> None:
    result = quick(program, write(tmp_path, {}), *RANK, "-C", "/dev/zero")
    assert (result.returncode, result.stdout) == (2, ""), result.stderr
    assert "there is no folder /dev/zero" in result.stderr


def test_c06_case_clash(tmp_path: Path, run: Run) -> None:
    """Two files that are one on other systems are named together, whatever else is wrong with them."""
    root = write(tmp_path, {"options/cost.yaml": ALPHA})
    if (root / "options/COST.yaml").exists():
        pytest.skip("this file system does not tell Cost from cost")
    (root / "options/Cost.yaml").write_text(ALPHA, encoding="utf-8")
    (root / "weights/Even.yaml").write_text(EVEN, encoding="utf-8")
    result = run(*CHECK, cwd=root)
    assert result.returncode == 3
    assert "doubt[case-clash]: cost.yaml and Cost.yaml are one file on Windows and Mac" in result.stdout
    assert "even.yaml and Even.yaml are one file" in result.stdout
    assert "error[bad-id]: the file's name 'Cost' is not an id" in result.stdout


def test_c06_upper_case_name(tmp_path: Path, run: Run) -> None:
    """What is not read is said: Cost.YAML would silently be left out."""
    result = run(*CHECK, cwd=write(tmp_path, {"options/Cost.YAML": ALPHA, "options/other.yml": ALPHA}))
    assert result.returncode == 0
    assert "Cost.YAML is not read" in result.stdout
    assert "other.yml is not read" in result.stdout
