"""A good portfolio in a hurry, or none: never one that breaks a rule or a limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from decide.selection.bound import prices
from decide.selection.greedy import greedy
from decide.selection.programme import Fix, Needs, Tally, is_feasible
from decide.selection.reduce import Keep, reduce
from decide.selection.relax import relax
from tests.portfolio.hard import knapsack
from tests.portfolio.programmes import option, options, programme, random_programme, together, way

if TYPE_CHECKING:
    from decide.selection.programme import Picks, Programme


def _hurried(whole: Programme, *price: float) -> Picks | None:
    relaxed = relax(whole)
    assert relaxed is not None
    return greedy(relaxed, np.array(price))


def test_the_most_valuable_come_first_and_what_does_not_fit_is_passed_over() -> None:
    whole = programme(options(way(9, 6), way(8, 5), way(3, 4)), limits=[10])
    assert _hurried(whole, 0.0) == ((0, 0), (2, 0))


def test_with_prices_it_is_value_for_what_is_taken_that_comes_first() -> None:
    # 18 for 12, 17 for 10 and 6 for 8: the second comes first, and the first does not fit beside it.
    whole = programme(options(way(18, 12), way(17, 10), way(6, 8)), limits=[20])
    assert _hurried(whole, 1.0) == ((1, 0), (2, 0))
    assert _hurried(whole, 0.0) == ((0, 0), (2, 0))


def test_prices_say_which_resource_counts() -> None:
    whole = programme(options(way(6, 1, 5), way(6, 5, 1)), limits=[5, 5])
    assert _hurried(whole, 1.0, 0.0) == ((0, 0),)
    assert _hurried(whole, 0.0, 1.0) == ((1, 0),)


def test_what_is_worth_nothing_is_left() -> None:
    whole = programme(options(way(0), way(-1), way(5, 4)), limits=[10])
    assert _hurried(whole, 1.0) == ((2, 0),)


def test_an_option_is_taken_in_one_size() -> None:
    whole = programme([option("a", way(4, 2), way(6, 5))], limits=[10])
    assert _hurried(whole, 0.0) == ((0, 1),)
    assert _hurried(whole, 1.0) == ((0, 0),)


def test_a_size_that_does_not_fit_leaves_room_for_another() -> None:
    assert _hurried(programme([option("a", way(4, 2), way(6, 5))], limits=[3]), 0.0) == ((0, 0),)


def test_what_needs_another_waits_for_it_and_is_passed_over_before() -> None:
    whole = programme(options(way(5), way(9), way(1)), rules=[Needs(0, (1,)), Needs(1, (2,))])
    assert _hurried(whole) == ((2, 0),)
    whole = programme(options(way(5), way(9)), rules=[Needs(0, (1,))])
    assert _hurried(whole) == ((0, 0), (1, 0))


def test_a_tally_is_filled_and_no_more() -> None:
    whole = programme(options(way(1), way(3), way(2)), rules=[Tally((0, 1, 2), 0, 2)])
    assert _hurried(whole) == ((1, 0), (2, 0))


def test_risk_is_added_up_like_money() -> None:
    whole = programme(options(way(9, risk="0.2"), way(8, risk="0.2"), way(7, risk="0.01")), risk="0.3")
    assert _hurried(whole, 0.0) == ((0, 0), (2, 0))


@pytest.mark.parametrize(
    "whole",
    [
        programme(options(way(-1)), rules=[Fix(0, taken=True)]),
        programme(options(way(3), way(-1)), rules=[Tally((0, 1), 2, 2)]),
        programme(options(way(3, 1), way(3, 1)), bonuses=[together([0, 1], 0, 9)], limits=[5]),
    ],
    ids=["what must be in is worth nothing", "too few are worth anything", "a bonus breaks the budget"],
)
def test_there_is_none_where_hurry_breaks_a_rule_or_limit(whole: Programme) -> None:
    assert _hurried(whole, *(0.0 for account in whole.accounts if account.limit is not None)) is None


@pytest.mark.parametrize("seed", range(200))
def test_what_is_found_keeps_to_every_rule_and_limit(seed: int) -> None:
    small = reduce(random_programme(seed), Keep.ALL)
    relaxed = None if small is None else relax(small.programme)
    if relaxed is None:
        return
    picks = greedy(relaxed, prices(relaxed, 0.0)[0])
    assert picks is None or is_feasible(relaxed.programme, picks)
    assert picks is None or list(picks) == sorted(picks)


def test_on_a_large_knapsack_it_comes_close_to_its_bound() -> None:
    relaxed = relax(knapsack(300))
    assert relaxed is not None
    price, bound = prices(relaxed, 0.0)
    picks = greedy(relaxed, price)
    assert picks is not None
    value = sum(relaxed.programme.items[item].choices[choice].value for item, choice in picks)
    assert 0.97 * bound < value <= bound
