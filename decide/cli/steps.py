"""How many steps a command will take, for its progress bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decide.workspace.locate import find_workspace

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = 4_096  # samples that are one step
_PORTFOLIOS = 20  # steps that it takes to find the portfolios that stand


def files(directory: Path) -> int:
    """The files of one weight profile: criteria, options and weights."""
    return sum(1 for _ in (find_workspace(directory) / "options").glob("*.yaml")) + 2


def files_and_options(directory: Path) -> int:
    """The same with portfolio.yaml, and each option once more."""
    return 2 * files(directory)


def files_and_samples(directory: Path, samples: int, budgets: int) -> int:
    """The files of one weight profile, each option once more, each block of samples twice, and portfolios by budget."""
    portfolios = (1 + budgets) * _PORTFOLIOS if (find_workspace(directory) / "portfolio.yaml").exists() else 0
    return 2 * files(directory) + 2 * (samples // _BLOCK + 1) + portfolios
