"""Progress while the portfolios that stand are looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import decide
from decide.cli.steps import files_and_samples
from decide.studies.robust_portfolios.steps import STEPS, steps
from tests.workspaces import SMALL, write

if TYPE_CHECKING:
    from pathlib import Path

LIMITED = {"portfolio.yaml": "version: 1\nlimits: {budget: 100}\n"}


@pytest.mark.parametrize("calls", [0, 1, 3, 59, 60, 61, 1_000])
def test_there_are_always_as_many(calls: int) -> None:
    told: list[int] = []
    with steps(lambda: told.append(1)) as one:
        for _ in range(calls):
            one()
        assert len(told) == min(calls // 3, STEPS - 1)
    assert len(told) == STEPS


@pytest.mark.parametrize(("files", "budgets"), [({}, 0), (LIMITED, 0), (LIMITED, 2)])
def test_the_bar_of_robust_is_told_how_many(tmp_path: Path, files: dict[str, str], budgets: int) -> None:
    """Not to the last one: what is looked at beside options, and how often, depends on the case."""
    write(tmp_path, SMALL | files)
    told: list[int] = []
    decide.robust(tmp_path, samples=5_000, budgets=[50, 60][:budgets], advance=lambda: told.append(1))
    assert abs(len(told) - files_and_samples(tmp_path, 5_000, budgets)) <= 4
