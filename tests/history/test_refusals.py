"""What `decide history` says where it cannot answer, and with which exit code."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

import decide
from decide.errors import GitRefused, WrongUse
from tests import choices, workspaces
from tests.history.repository import begin, change, commit, git

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


def test_without_a_repository(run: Run, tmp_path: Path) -> None:
    root = choices.write(tmp_path / "workspace")
    found = run("history", cwd=root)
    assert (found.returncode, found.stdout) == (4, "")
    assert found.stderr == ("error: the workspace is not under git\n  `git init`, then commit its files\n")


def test_without_git(run: Run, root: Path) -> None:
    found = run("history", cwd=root, env={"PATH": ""})
    assert (found.returncode, found.stdout) == (4, "")
    assert found.stderr.startswith("error: the workspace is not under git: git cannot be run\n")


def test_before_the_first_commit(run: Run, tmp_path: Path) -> None:
    root = choices.write(begin(tmp_path / "workspace"))
    found = run("history", cwd=root)
    assert (found.returncode, found.stdout) == (4, "")
    assert found.stderr == "error: there is no commit yet\n  commit the workspace first\n"


def test_a_workspace_that_was_never_committed(tmp_path: Path) -> None:
    root = begin(tmp_path / "top")
    commit(root, "Words", {"README.md": "x"})
    choices.write(root / "workspace")
    found = decide.history(root / "workspace")
    assert [entry.committed for entry in found.entries] == [False]
    assert found.moved_first == ()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("mian", "error: git knows no revision 'mian'\n  did you mean 'main'?\n"),
        ("HEAD~99", "error: git knows no revision 'HEAD~99'\n"),
        ("HEAD~2..HEAD", "error: git knows no revision 'HEAD~2..HEAD'\n"),
        ("^HEAD", "error: git knows no revision '^HEAD'\n"),
        ("", "error: git knows no revision ''\n"),
        ("HEAD:criteria.yaml", "error: git knows no revision 'HEAD:criteria.yaml'\n"),
        ("\x1b[2J", "error: git knows no revision '\\u001B[2J'\n"),
        ("main\n--all", "error: git knows no revision 'main\\u000A--all'\n"),
    ],
)
def test_a_revision_that_is_none(run: Run, root: Path, asked: str, said: str) -> None:
    found = run("history", "--since", asked, cwd=root)
    assert (found.returncode, found.stdout) == (4, "")
    assert found.stderr.startswith(said)


def test_a_revision_from_python(root: Path) -> None:
    with pytest.raises(GitRefused, match="git knows no revision"):
        decide.history(root, since="a\0b")
    with pytest.raises(WrongUse, match="-1 is no number of entries"):
        decide.history(root, limit=-1)


@pytest.mark.parametrize("asked", ["HEAD~2", "first", "v1", "HEAD^{/b is better}"])
def test_revisions_as_git_names_them(root: Path, asked: str) -> None:
    git(root, "branch", "first", "HEAD~2")
    git(root, "tag", "--annotate", "--message", "v1", "v1", "HEAD~2")
    count = 4 if "better" in asked else 2
    assert len(decide.history(root, since=asked).entries) == count


def test_an_unknown_option(run: Run, root: Path) -> None:
    commit(root, "Gone", {"options/e.yaml": None, "options/long-name.yaml": choices.option(1, 1, 0)})
    found = run("history", "--option", "long-nmae", cwd=root)
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr == "error: there is no option 'long-nmae'\n  did you mean 'long-name'?\n"
    assert run("history", "--option", "e", cwd=root).returncode == 0, "it was there once"


@pytest.mark.parametrize("asked", ["onne", "one.yml", "../one", "x" * 5000, "two\n"])
def test_an_unknown_profile(run: Run, root: Path, asked: str) -> None:
    found = run("history", "-w", asked, cwd=root)
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.startswith("error: there is no weight profile '")
    assert "one" in found.stderr.splitlines()[1]


def test_a_profile_from_elsewhere_has_no_history(run: Run, root: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("version: 1\ntitle: Mine\nweights: {gain: 1}\n", encoding="utf-8")
    found = run("history", "-w", tmp_path / "mine.yaml", cwd=root)
    assert found.returncode == 2
    assert "is no profile of the workspace" in found.stderr


def test_which_profile(run: Run, root: Path) -> None:
    change(root, {"weights/two.yaml": "version: 1\ntitle: Two\nweights: {gain: 1}\n"})
    found = run("history", cwd=root)
    assert (found.returncode, found.stderr) == (
        2,
        "error: which weight profile?\n  name one with --weights: one, two\n",
    )


def test_a_shallow_clone_shows_what_is_there(run: Run, root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "2", root.as_uri(), "clone")
    found = decide.history(tmp_path / "clone")
    assert ([entry.subject for entry in found.entries], found.shallow) == (["c after all", "e is new"], True)
    assert [step.moved for step in found.steps] == [None, 4]
    note = "The clone is shallow: older commits are missing; `git fetch --unshallow` brings them."
    for form in ("table", "markdown"):
        text = " ".join(run("history", "-f", form, cwd=tmp_path / "clone").stdout.replace("\\", "").split())
        assert note in text
    refused = run("history", "--since", "HEAD~4", cwd=tmp_path / "clone")
    assert refused.returncode == 4
    assert "the clone is shallow: fetch more with `git fetch --unshallow`" in refused.stderr


def test_an_output_that_may_be_an_input(run: Run, root: Path) -> None:
    found = run("history", "-o", "weights/one.yaml", cwd=root)
    assert found.returncode == 7


@pytest.mark.usefixtures("ctrl_c_is_heard")
@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise on Windows")
def test_ctrl_c_leaves_nothing(program: Path, tmp_path: Path, cache: Path, case: Path) -> None:
    root = begin(tmp_path / "workspace")
    for number in range(120):  # which take seconds, so that the signal comes in the midst of them
        files = {"criteria.yaml": (case / "criteria.yaml").read_text(encoding="utf-8")}
        files |= {f"weights/{path.name}": path.read_text(encoding="utf-8") for path in (case / "weights").iterdir()}
        files |= {f"options/{path.name}": path.read_text(encoding="utf-8") for path in (case / "options").iterdir()}
        text = files["options/middle-corridor.yaml"]
        files["options/middle-corridor.yaml"] = f"{text}# {number}\n"
        commit(root, str(number), dict(files))
    begun = subprocess.Popen(
        [program, "history", "-o", "out.json"], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(0.7)
    begun.send_signal(signal.SIGINT)
    out, err = begun.communicate()
    assert (begun.returncode, out, err) == (130, b"", b"interrupted; nothing was written\n")
    assert not (root / "out.json").exists()
    assert not [path for path in cache.rglob("*") if path.is_file()]


def test_from_any_folder_below(run: Run, root: Path) -> None:
    assert run("history", cwd=root / "options").stdout == run("history", "-C", root).stdout


def test_a_workspace_of_another_kind(run: Run, tmp_path: Path) -> None:
    root = begin(tmp_path / "workspace")
    commit(root, "First", dict(workspaces.SMALL))
    found = run("history", cwd=root)
    assert (found.returncode, found.stderr) == (0, "")
