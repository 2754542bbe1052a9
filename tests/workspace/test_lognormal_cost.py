"""A cost whose logarithm is normal: its median has no end of digits, and is added up all the same."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import decide
from decide.model.quantity import LogNormal
from tests.workspaces import SMALL, write

if TYPE_CHECKING:
    from pathlib import Path

LIMITED = SMALL | {"portfolio.yaml": "version: 1\nlimits: {budget: 100}\n"}


def test_the_median_is_told_in_twelve_digits() -> None:
    assert LogNormal(Decimal(4), Decimal(1)).best == Decimal("54.5981500331")
    assert LogNormal(Decimal(0), Decimal(1)).best == 1


def test_a_portfolio_counts_it(tmp_path: Path) -> None:
    option = LIMITED["options/alpha.yaml"] + "cost: {lognormal: {mean: 4, sd: 0.5}}\n"
    write(tmp_path, LIMITED | {"options/alpha.yaml": option})
    found = decide.portfolio(tmp_path, must=["alpha"]).best
    assert found is not None
    assert found.cost == Decimal("54.5981500331")
    stands = decide.robust(tmp_path, samples=500, must=["alpha"]).portfolios
    assert stands is not None
    assert stands.kept is not None
    assert 0.5 < stands.kept.together.share < 1


def test_ranking_and_robustness_need_no_limits_for_it(tmp_path: Path) -> None:
    option = SMALL["options/alpha.yaml"] + "cost: {lognormal: {mean: 4, sd: 0.5}}\n"
    write(tmp_path, SMALL | {"options/alpha.yaml": option})
    assert decide.robust(tmp_path, samples=500).portfolios is None
