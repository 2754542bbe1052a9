"""A front that is interrupted: what was found keeps to everything, and nothing else that was found beats it."""

from __future__ import annotations

import pytest

from decide.selection.front import front_so_far, risk_column
from decide.selection.programme import is_feasible
from tests.portfolio import brute
from tests.portfolio.programmes import random_programme


@pytest.mark.parametrize("after", [1, 2, 3])
def test_whatever_was_found_keeps_to_all_rules_and_limits(after: int) -> None:
    interrupted = several = 0
    for seed in range(400):
        whole = random_programme(seed)
        steps = iter(range(after))

        def stop(steps: object = steps) -> None:
            if next(steps, None) is None:  # type: ignore[call-overload]
                raise KeyboardInterrupt

        found = front_so_far(whole, tuple(range(1, 1 + risk_column(whole))), stop)
        assert all(is_feasible(whole, picks) for picks in found.portfolios), seed
        known = {one.picks: one for one in brute.feasible(whole)}
        points = [(-known[picks].value, *known[picks].uses, known[picks].risk) for picks in found.portfolios]
        assert sorted(brute.front(points)) == sorted(points), seed
        interrupted += not found.complete
        several += not found.complete and len(found.portfolios) > 1
    assert interrupted > 100
    assert several > 20
