"""`decide init`: a workspace that passes its own check."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run


def test_the_starter_ranks_and_passes_check(run: Run, tmp_path: Path) -> None:
    made = run("init", "mine")
    assert made.returncode == 0
    assert "decide check -C mine" in made.stdout
    root = tmp_path / "mine"
    assert run("check", cwd=root).returncode == 0
    assert json.loads(run("rank", "-f", "json", cwd=root).stdout)["ranking"]
    for path in root.rglob("*.yaml"):
        first = path.read_text().splitlines()[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / schema).is_file(), f"{path.name} names a schema that is there"


def test_the_shipped_case_is_copied_whole(run: Run, case: Path, tmp_path: Path) -> None:
    assert run("init", "--from", "kazakhstan", "copy").returncode == 0
    for part in (
        "criteria.yaml",
        "portfolio.yaml",
        *(f"{name}/" for name in ("options", "weights", "seeds", "scenarios", "schemas")),
    ):
        if part.endswith("/"):
            here = {path.name: path.read_bytes() for path in (case / part).iterdir()}
            assert {path.name: path.read_bytes() for path in (tmp_path / "copy" / part).iterdir()} == here
        else:
            assert (tmp_path / "copy" / part).read_bytes() == (case / part).read_bytes()
    assert run("rank", "-w", "hawkish", "-C", "copy").stdout == run("rank", "-w", "hawkish", "-C", case).stdout


def test_nothing_is_overwritten(run: Run, tmp_path: Path) -> None:
    (tmp_path / "weights").mkdir()
    (tmp_path / "weights" / "balanced.yaml").write_text("mine")
    found = run("init")
    assert found.returncode == 7
    assert "it exists already" in found.stderr
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {"balanced.yaml"}


def test_an_unknown_case_is_wrong_use(run: Run) -> None:
    found = run("init", "--from", "Kazakstan")
    assert (found.returncode, found.stderr) == (
        2,
        "error: there is no shipped case 'Kazakstan'\n  did you mean 'kazakhstan'?\n",
    )


def test_a_name_that_the_system_refuses_is_said(run: Run) -> None:
    found = run("init", "a" * 5000)
    assert found.returncode == 7
    assert "cannot write" in found.stderr
