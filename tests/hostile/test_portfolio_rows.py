"""The rows that the tests of portfolios answer for."""

from __future__ import annotations

from tests.hostile import test_portfolio_clash, test_portfolio_signals, test_portfolio_solvers
from tests.hostile.cases import covered, rows


def test_every_row_is_answered() -> None:
    found = map(covered, (test_portfolio_clash, test_portfolio_signals, test_portfolio_solvers))
    assert set().union(*found) == rows("F", 1, 8) | rows("G", 1, 4)
