"""Rows C07 and C11 of the list of hostile inputs, and texts of commits that would be more than text."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from typing import TYPE_CHECKING

import pytest

import decide
from decide.workspace.objects import contents
from tests import choices
from tests.history.repository import change, commit, git

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

BEEP = "\x07\x1b[31mred\x1b[0m \x1b]0;title\x07 \u202egnp.exe \x9b2J"
MARKUP = "[bold red]x[/] | **b** <script>alert(1)</script> ![i](http://x/y.png) `c` @team #1 $x$"
FORMULA = '=HYPERLINK("http://x","y")'
FORMATS = ("table", "json", "csv", "markdown", "svg")


@pytest.fixture
def hostile(root: Path) -> Path:
    commit(root, BEEP, {"options/a.yaml": choices.option(41, 10, 0.1)}, author=f"{BEEP} <a@example.org>")
    commit(root, MARKUP, {"options/a.yaml": choices.option(42, 10, 0.1)}, author=f"{MARKUP} <a@example.org>")
    commit(root, FORMULA, {"options/a.yaml": choices.option(43, 10, 0.1)}, author=f"{FORMULA} <a@example.org>")
    commit(root, "-1+cmd|' /C calc'!A0", {"options/a.yaml": choices.option(44, 10, 0.1)}, author="+1 <a@example.org>")
    return root


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("width", ["80", "200"])
def test_no_text_of_a_commit_moves_a_cursor(run: Run, hostile: Path, form: str, width: str) -> None:
    if form == "svg":
        pytest.importorskip("matplotlib", reason="the extra `charts` is not installed")
    for more in ([], ["--option", "a"], ["-q"]):
        found = run("history", "-f", form, *more, cwd=hostile, env={"COLUMNS": width})
        assert (found.returncode, found.stderr) == (0, "")
        assert all(sign.isprintable() or sign in "\n\u2060" for sign in found.stdout)


def test_texts_are_never_read_as_colours(run: Run, hostile: Path) -> None:
    found = run("history", cwd=hostile, env={"COLUMNS": "300", "FORCE_COLOR": "1"})
    assert "[bold red]x[/]" in found.stdout
    assert "\x1b[31mred" not in found.stdout
    assert "\\u001B[31mred" in found.stdout


def test_markdown_shows_signs_as_signs(run: Run, hostile: Path) -> None:
    text = run("history", "-f", "markdown", cwd=hostile).stdout
    line = next(line for line in text.splitlines() if "script" in line)
    assert "<script>" not in line
    assert "![i](" not in line.replace("\\", "\\\0")
    assert "**b**" not in line
    assert "@team" not in line
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {row.replace("\\|", "").count("|") for row in rows} == {8}


def test_no_cell_of_a_table_is_a_formula(run: Run, hostile: Path) -> None:
    text = run("history", "-f", "csv", cwd=hostile).stdout
    rows = list(csv.reader(io.StringIO(text)))
    assert {len(row) for row in rows} == {9}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert {row[2] for row in rows if row[3] == f"'{FORMULA}"} == {f"'{FORMULA}"}


def test_json_has_the_texts(hostile: Path, run: Run) -> None:
    found = json.loads(run("history", "-f", "json", cwd=hostile).stdout)
    assert found["entries"][-2]["subject"] == FORMULA
    assert found["entries"][-3]["author"] == MARKUP.replace("<", "").replace(">", "")  # git takes these away itself


@pytest.mark.parametrize(
    "made",
    [b"J\xf6rg <a@example.org>", b"<a@example.org>", b"\xff\xfe\x00 <a@example.org>"],
    ids=["another encoding", "no name", "no text at all"],
)
def test_a_name_that_is_no_text(root: Path, run: Run, made: bytes) -> None:
    tree, parent = git(root, "rev-parse", "HEAD~1^{tree}"), git(root, "rev-parse", "HEAD")
    raw = b"tree %s\nparent %s\nauthor %s 99999999999999999999 +9999\ncommitter A <a@b> 1 +0000\n\nX\xf6\n"
    path = root.parent / "raw"
    path.write_bytes(raw % (tree.encode(), parent.encode(), made))
    made_commit = git(root, "hash-object", "-w", "-t", "commit", "--literally", str(path))
    git(root, "reset", "--quiet", "--hard", made_commit)
    found = decide.history(root)
    assert found.entries[-1].commit == made_commit
    assert found.entries[-1].author.isprintable()
    for form in FORMATS[:-1]:
        assert run("history", "-f", form, cwd=root).returncode == 0


@pytest.mark.parametrize("asked", ["--output=x", "-O/tmp/x", "--exec=touch x", "--help", "--all", "-n1"])
def test_no_revision_is_an_option_of_git(run: Run, root: Path, asked: str) -> None:
    before = sorted(path.name for path in root.iterdir())
    found = run("history", f"--since={asked}", cwd=root)
    assert (found.returncode, found.stdout) == (4, "")
    assert f"git knows no revision '{asked}'" in found.stderr
    assert sorted(path.name for path in root.iterdir()) == before


@pytest.mark.skipif(sys.platform == "win32", reason="the traps are shell scripts")
def test_nothing_that_a_repository_configures_is_run(run: Run, root: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch '{tmp_path}/sprung'\ncat\n", encoding="utf-8")
    trap.chmod(0o755)
    sound = run("history", "--no-cache", "-f", "json", cwd=root)
    change(root, {".gitattributes": "*.yaml diff=evil filter=evil merge=evil\n", ".mailmap": "Eve <ada@example.org>\n"})
    settings = {
        "diff.evil.textconv": trap,
        "diff.evil.command": trap,
        "diff.external": trap,
        "filter.evil.smudge": trap,
        "filter.evil.clean": trap,
        "filter.evil.process": trap,
        "core.fsmonitor": trap,
        "core.hooksPath": tmp_path,
        "core.pager": trap,
        "pager.log": "true",
        "core.sshCommand": trap,
        "core.editor": trap,
        "gpg.program": trap,
        "gpg.ssh.program": trap,
        "log.showSignature": "true",
        "log.follow": "true",
        "log.diffMerges": "on",
        "log.date": "relative",
        "log.mailmap": "true",
        "color.ui": "always",
        "format.pretty": "raw",
        "i18n.logOutputEncoding": "UTF-16",
        "diff.orderFile": "nowhere",
        "alias.log": f"!{trap}",
        "alias.rev-parse": f"!{trap}",
        "alias.cat-file": f"!{trap}",
        "credential.helper": f"!{trap}",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": f"ext::{trap}",
        "protocol.ext.allow": "always",
    }
    for name, value in settings.items():
        git(root, "config", name, str(value))
    _sign(root)
    blob = git(root, "rev-parse", "HEAD~6:options/b.yaml")
    kept = root / ".git/objects" / blob[:2] / blob[2:]
    found = run("history", "--no-cache", "-f", "json", cwd=root)
    assert (found.returncode, found.stderr) == (0, "")
    assert json.loads(found.stdout)["entries"][:6] == json.loads(sound.stdout)["entries"][:6]
    kept.replace(tmp_path / "gone")  # what is missing is not fetched
    lacking = run("history", "--no-cache", "-f", "json", cwd=root)
    assert json.loads(lacking.stdout)["partial"] is True
    assert not (tmp_path / "sprung").exists()
    assert _springs(root, tmp_path), "the traps are no traps"


def _sign(root: Path) -> None:
    """One commit more, which claims to be signed."""
    git(root, "config", "--unset", "core.fsmonitor")
    tree, parent = git(root, "rev-parse", "HEAD~1^{tree}"), git(root, "rev-parse", "HEAD")
    mark = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n"
    raw = f"tree {tree}\nparent {parent}\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n{mark}\nSigned\n"
    path = root.parent / "raw"
    path.write_text(raw, encoding="utf-8")
    made = git(root, "hash-object", "-w", "-t", "commit", "--literally", str(path))
    git(root, "update-ref", "refs/heads/main", made)
    git(root, "config", "core.fsmonitor", str(root.parent / "trap"))


def _springs(root: Path, tmp_path: Path) -> bool:
    """Whether git alone would have run the trap."""
    git(root, "log", "-1", "--encoding=UTF-8")
    return (tmp_path / "sprung").exists()


def test_words_of_the_shell_that_called_us_do_not_count(run: Run, root: Path, tmp_path: Path) -> None:
    sound = run("history", cwd=root)
    names = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_EXTERNAL_DIFF")
    found = run("history", "--no-cache", cwd=root, env=dict.fromkeys(names, str(tmp_path / "nowhere")))
    assert (found.returncode, found.stdout) == (0, sound.stdout)


def test_a_huge_file_of_an_old_commit_is_not_read(root: Path) -> None:
    commit(root, "Huge", {"options/a.yaml": b"#" * 5_000_001})
    blob = git(root, "rev-parse", "HEAD:options/a.yaml")
    assert contents(root, [blob]) == {blob: None}
    commit(root, "Mended", {"options/a.yaml": choices.option(40, 10, 0.1)})
    assert [entry.standing.faults for entry in decide.history(root).entries[-2:]] == [1, 0]


@pytest.mark.parametrize("name", ["options/new\nline.yaml", "options/\udcff.yaml", "options/A b.yaml"])
@pytest.mark.skipif(sys.platform == "win32", reason="no such names on Windows")
def test_names_that_are_no_ids(run: Run, root: Path, name: str) -> None:
    change(root, {os.fsdecode(os.fsencode(name)): choices.option(1, 1, 0)})
    commit(root, "Odd", {})
    found = json.loads(run("history", "-f", "json", cwd=root).stdout)
    assert [entry["faults"] for entry in found["entries"][-2:]] == [0, 1]
    assert found["entries"][-1]["committed"]
