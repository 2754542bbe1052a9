"""Every verb in every format that it offers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

VERBS = {
    "rank": ["rank", "-w", "hawkish"],
    "why": ["why", "middle-corridor", "-w", "hawkish"],
    "why two": ["why", "middle-corridor", "export-routes", "-w", "hawkish"],
    "check": ["check"],
}
BEGINS = {"table": None, "json": '{\n  "schema": 1,', "csv": None, "markdown": None, "github": "::warning "}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("form", BEGINS)
def test_each_verb_answers_in_each_format(verb: str, form: str, run: Run, case: Path) -> None:
    found = run(*VERBS[verb], "-C", case, "--format", form)
    if form == "github" and verb != "check":
        assert found.returncode == 2
        return
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith(BEGINS[form] or "")
    assert found.stdout.endswith("\n")
    if form == "csv":
        rows = list(csv.reader(io.StringIO(found.stdout)))
        assert len(rows) > 1
        assert {len(row) for row in rows} == {len(rows[0])}, "every row has a cell for every head"
    if form == "markdown":
        assert "| --- |" in found.stdout
