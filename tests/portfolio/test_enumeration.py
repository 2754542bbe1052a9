"""Every portfolio, one row each: what it comes to, and whether it keeps to rules and limits."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from decide.selection.enumeration import MOST, enumerate_all
from decide.selection.programme import Fix, Needs, Tally, is_feasible, measure
from tests.portfolio import brute
from tests.portfolio.programmes import option, options, programme, random_programme, together, way

if TYPE_CHECKING:
    from decide.selection.programme import Rule

ABC = options(way(1, 1), way(10, 2), way(100, 4))


def _feasible(*rules: Rule) -> list[tuple[int, ...]]:
    """The portfolios of a, b and c that keep to rules, by the numbers of their items."""
    found = enumerate_all(programme(ABC, rules=rules))
    return sorted(tuple(item for item, _ in found.portfolio(row)) for row in np.flatnonzero(found.feasible).tolist())


def test_rows_count_through_the_sizes_of_the_first_option_first() -> None:
    found = enumerate_all(programme([option("a", way(1), way(2)), option("b", way(10))]))
    assert [found.portfolio(row) for row in range(6)] == [
        (),
        ((0, 0),),
        ((0, 1),),
        ((1, 0),),
        ((0, 0), (1, 0)),
        ((0, 1), (1, 0)),
    ]
    assert found.columns[0].tolist() == [0, 1, 2, 10, 11, 12]


def test_without_options_there_is_one_portfolio() -> None:
    found = enumerate_all(programme([]))
    assert found.columns.tolist() == [[0], [0], [0]]
    assert found.feasible.tolist() == [True]
    assert found.portfolio(0) == ()


def test_an_option_without_any_size_is_never_taken() -> None:
    found = enumerate_all(programme([option("a"), option("b", way(3))]))
    assert [found.portfolio(row) for row in range(found.columns.shape[1])] == [(), ((1, 0),)]


def test_a_bonus_comes_with_all_of_its_members_in_whatever_size() -> None:
    found = enumerate_all(
        programme([option("a", way(1, 1), way(2, 2)), option("b", way(5, 5))], bonuses=[together([0, 1], 100, -3)])
    )
    assert found.columns[0].tolist() == [0, 1, 2, 5, 106, 107]
    assert found.columns[1].tolist() == [0, 1, 2, 5, 3, 4]


def test_options_of_one_trigger_share_the_largest_risk() -> None:
    whole = programme(
        [
            option("a", way(1, risk="0.1"), trigger="spark"),
            option("b", way(1, risk="0.3"), trigger="spark"),
            option("c", way(1, risk="0.3")),
        ]
    )
    survivals = [1, 0.9, 0.7, 0.7, 0.7, 0.9 * 0.7, 0.7 * 0.7, 0.7 * 0.7]
    risks = enumerate_all(whole).columns[-1] * whole.risk_unit
    assert risks.tolist() == pytest.approx([-math.log(survival) for survival in survivals])


def test_whatever_needs_another_does_not_stand_without_one() -> None:
    assert _feasible(Needs(0, (1,))) == [(), (0, 1), (0, 1, 2), (1,), (1, 2), (2,)]
    assert _feasible(Needs(0, (1, 2))) == [(), (0, 1), (0, 1, 2), (0, 2), (1,), (1, 2), (2,)]


def test_a_tally_counts_from_its_least_to_its_most() -> None:
    assert _feasible(Tally((0, 1, 2), 1, 2)) == [(0,), (0, 1), (0, 2), (1,), (1, 2), (2,)]
    assert _feasible(Tally((0, 2), 2, 2)) == [(0, 1, 2), (0, 2)]


def test_what_is_fixed_is_in_or_out() -> None:
    assert _feasible(Fix(0, taken=True), Fix(1, taken=False)) == [(0,), (0, 2)]


def test_rules_that_contradict_each_other_leave_nothing() -> None:
    assert _feasible(Fix(0, taken=True), Fix(0, taken=False)) == []


def test_limits_hold_for_every_account() -> None:
    found = enumerate_all(programme(options(way(1, 3, 1), way(1, 2, 9), way(1, 1, 1)), limits=[4, 2]))
    rows = np.flatnonzero(found.feasible).tolist()
    assert [found.portfolio(row) for row in rows] == [(), ((0, 0),), ((2, 0),), ((0, 0), (2, 0))]


@pytest.mark.parametrize("seed", range(150))
def test_every_row_is_what_brute_force_adds_up_and_so_is_a_portfolio_by_itself(seed: int) -> None:
    whole = random_programme(seed)
    everything = enumerate_all(whole)
    rows = {everything.portfolio(row): row for row in range(everything.columns.shape[1])}
    judged = list(brute.every(whole))
    assert sorted(rows) == sorted(found.picks for found in judged)
    for found in judged:
        row = rows[found.picks]
        value, *uses, risk = everything.columns[:, row].tolist()
        assert (value, *uses) == (found.value, *found.uses)
        assert risk * whole.risk_unit == pytest.approx(-math.log(1 - found.risk), abs=1e-12)
        alone = measure(whole, found.picks)
        assert (alone.value, alone.uses, 1 - alone.survival) == (found.value, found.uses, found.risk)
        assert everything.feasible[row] == is_feasible(whole, found.picks) == brute.keeps(whole, found)


def test_an_option_in_two_sizes_at_once_is_no_portfolio() -> None:
    whole = programme([option("a", way(1), way(2))])
    assert is_feasible(whole, ((0, 0),))
    assert not is_feasible(whole, ((0, 0), (0, 1)))


def test_too_many_portfolios_are_refused() -> None:
    items = MOST.bit_length()  # one more than fits
    with pytest.raises(ValueError, match="too many"):
        enumerate_all(programme([option(f"o{place}", way(1)) for place in range(items)]))
