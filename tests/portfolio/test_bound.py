"""A bound is never below what can be reached, whatever the prices; so nothing worth having is dropped for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from decide.selection.bound import Bound, prices
from decide.selection.reduce import Keep, reduce
from decide.selection.relax import relax
from decide.selection.search import FROM_NOTHING, Start, listing
from decide.selection.sweep import VALUE, sweep
from tests.portfolio import brute
from tests.portfolio.programmes import UNTIMED, options, programme, programmes, random_programme, together, way

if TYPE_CHECKING:
    from decide.selection.programme import Programme
    from decide.selection.relax import Relaxed

PROGRAMMES = programmes(5)
# Points for a whole limit, so that each price matters; None for the prices that leave the bound the least room.
POINTS = st.none() | st.lists(st.floats(0, 60), min_size=4, max_size=4)
WAYS = st.sampled_from([1, 6, 64])  # of deciding options that belong together; beyond it each is looked at alone


class Priced(NamedTuple):
    """A programme without what its rules leave no choice in, its portfolios, and prices."""

    relaxed: Relaxed
    price: np.ndarray
    found: list[brute.Found]


def _reduced(whole: Programme) -> Programme | None:
    small = reduce(whole, Keep.ALL)
    return None if small is None else small.programme


def _priced(whole: Programme, points: list[float] | None, ways: int) -> Priced:
    small = _reduced(whole)
    if small is None:
        reject()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("decide.selection.relax._MOST_WAYS", ways)
        relaxed = relax(small)
    found = brute.feasible(small)
    if relaxed is None:
        assert not found
        reject()
    if points is None:
        return Priced(relaxed, prices(relaxed, 0.0)[0], found)
    return Priced(relaxed, np.array(points[: len(relaxed.room)]) / np.maximum(relaxed.room, 1.0), found)


@UNTIMED
@given(PROGRAMMES, POINTS, WAYS)
def test_no_portfolio_is_worth_more_than_the_total(whole: Programme, points: list[float] | None, ways: int) -> None:
    priced = _priced(whole, points, ways)
    best = max((found.value for found in priced.found), default=-1000)
    bound = Bound(priced.relaxed, priced.price, float(best))
    assert bound.total >= bound.enough
    assert bound.enough == pytest.approx(best, abs=1e-4)


def _bounds_every_part(priced: Priced) -> None:
    """What takes a choice or leaves an item out is worth no more than its own bound."""
    bound = Bound(priced.relaxed, priced.price, 0.0)
    slack = -bound.enough
    taken, left = bound.if_taken(), bound.if_left_out()
    first = np.searchsorted(priced.relaxed.item, np.arange(len(left)))
    assert (taken <= bound.total + slack).all()
    assert (left <= bound.total + slack).all()
    for found in priced.found:
        rows = [first[item] + choice for item, choice in found.picks]
        out = sorted({*range(len(left))} - {item for item, _ in found.picks})
        assert (taken[rows] + slack >= found.value).all()
        assert (left[out] + slack >= found.value).all()


@UNTIMED
@given(PROGRAMMES, POINTS, WAYS)
def test_no_portfolio_that_takes_a_choice_or_leaves_an_item_out_is_worth_more_than_its_bound(
    whole: Programme, points: list[float] | None, ways: int
) -> None:
    _bounds_every_part(_priced(whole, points, ways))


@UNTIMED
@given(PROGRAMMES, POINTS, WAYS, st.data())
def test_a_sweep_in_any_order_keeps_every_portfolio_of_enough_value(
    whole: Programme, points: list[float] | None, ways: int, data: st.DataObject
) -> None:
    priced = _priced(whole, points, ways)
    small = priced.relaxed.programme
    least = data.draw(st.sampled_from(sorted({found.value for found in priced.found}) or [0]))
    turns = data.draw(st.permutations(range(len(small.items))))
    bound = Bound(priced.relaxed, priced.price, float(least))
    bound.follow(turns)
    front = sweep(small, None, bound, turns)
    kept = [front.portfolio(row) for row in range(len(front))]
    assert len({*kept}) == len(kept)
    assert {*kept} <= {found.picks for found in priced.found}
    assert {*kept} >= {found.picks for found in priced.found if found.value >= least}
    values = {found.picks: found.value for found in priced.found}
    assert front.columns[VALUE].tolist() == [values[picks] for picks in kept]


@UNTIMED
@given(PROGRAMMES, POINTS, WAYS, st.data())
def test_a_listing_from_any_prices_loses_nothing(
    whole: Programme, points: list[float] | None, ways: int, data: st.DataObject
) -> None:
    count, slack, few = data.draw(st.integers(1, 4)), data.draw(st.integers(0, 3)), data.draw(st.sampled_from([0, 40]))
    found = brute.ranked(whole, brute.feasible(whole))
    limits = [float(account.limit) for account in whole.accounts if account.limit is not None]
    limits += [float(whole.risk_limit)] if whole.risk_limit is not None else []
    price = tuple(point / max(limit, 1.0) for point, limit in zip(points or [0.0] * 4, limits, strict=False))
    known = tuple(
        one.picks for one in data.draw(st.lists(st.sampled_from(found), max_size=3) if found else st.just([]))
    )
    start = data.draw(st.sampled_from([FROM_NOTHING, Start(known), Start(known, price)]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("decide.selection.relax._MOST_WAYS", ways)
        patch.setattr("decide.selection.search._FEW", few)  # items that are not worth fixing first
        listed = listing(whole, count, slack, start).portfolios
    last = found[:count][-1].value - slack if found else 0
    assert sorted(listed) == sorted(one.picks for one in found if one.value >= last)


@pytest.mark.parametrize("seed", range(400))
def test_the_best_prices_are_not_negative_and_give_the_bound_that_they_are_handed_over_with(seed: int) -> None:
    small = _reduced(random_programme(seed))
    relaxed = None if small is None else relax(small)
    if relaxed is None:
        return
    price, least = prices(relaxed, 0.0)
    assert (price >= 0).all()
    assert Bound(relaxed, price, 0.0).total == pytest.approx(least, rel=1e-9, abs=1e-9)
    assert least <= Bound(relaxed, np.zeros(len(price)), 0.0).total + 1e-9, "no worse than no prices at all"
    _bounds_every_part(Priced(relaxed, price, brute.feasible(small)))


def test_a_bound_by_hand() -> None:
    # Two of value 10 and 6 that cost 4 and 3, a limit of 5, and money at 2 a unit: 2 + 0 from them, and 10 of money.
    relaxed = relax(programme(options(way(10, 4), way(6, 3)), limits=[5]))
    assert relaxed is not None
    bound = Bound(relaxed, np.array([2.0]), 0.0)
    assert bound.total == 12
    assert bound.if_taken().tolist() == [12, 12]
    assert bound.if_left_out().tolist() == [10, 12]


def test_a_bonus_is_worth_what_is_left_of_it_after_its_own_cost() -> None:
    # Together they are worth 3 + 2 + 9 and cost 1 + 1 + 2: at 1 a unit that is 10, and money brings 5 more.
    relaxed = relax(programme(options(way(3, 1), way(2, 1)), bonuses=[together([0, 1], 9, 2)], limits=[5]))
    assert relaxed is not None
    assert Bound(relaxed, np.array([1.0]), 0.0).total == 15
    assert Bound(relaxed, np.array([1.0]), 0.0).if_left_out().tolist() == [6, 7]


def test_the_best_prices_of_a_knapsack_give_the_bound_of_its_linear_relaxation() -> None:
    # 60/10, 100/20 and 120/30 a unit of a limit of 50: the first two and two thirds of the third.
    relaxed = relax(programme(options(way(60, 10), way(100, 20), way(120, 30)), limits=[50]))
    assert relaxed is not None
    price, least = prices(relaxed, 220.0)
    assert least == pytest.approx(240, rel=1e-3)
    assert price.tolist() == pytest.approx([4], rel=1e-2)
