"""What a ranking costs, pair by pair."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from decide.methods.kemeny_costs import Costs
from decide.methods.kemeny_distance import kemeny_distance

RANKINGS = hnp.arrays(np.int64, st.tuples(st.integers(1, 5), st.integers(1, 6)), elements=st.integers(1, 5))


@given(RANKINGS)
def test_a_distance_is_a_constant_and_the_costs(ranks: np.ndarray) -> None:
    costs = Costs.distance(ranks)
    far = [sum(kemeny_distance(order, ranking) for ranking in ranks) for order in ranks]
    assert len({distance - costs.of(order) for distance, order in zip(far, ranks, strict=True)}) == 1
    assert (np.diag(costs.cells) == 0).all()


@given(hnp.arrays(np.int64, (3, 3), elements=st.integers(-3, 3)))
def test_no_ranking_costs_less_than_its_pairs_at_their_cheapest(cells: np.ndarray) -> None:
    np.fill_diagonal(cells, 0)
    costs = Costs(cells)
    bound = cells[costs.cheapest()].sum()
    assert bound <= min(costs.of(np.array(order)) for order in itertools.product(range(3), repeat=3))


@given(hnp.arrays(np.int64, 5, elements=st.integers(0, 4)), hnp.arrays(np.int64, (5, 5), elements=st.integers(-3, 3)))
def test_no_move_of_one_option_makes_a_polished_ranking_cheaper(order: np.ndarray, cells: np.ndarray) -> None:
    np.fill_diagonal(cells, 0)
    costs = Costs(cells)
    polished = costs.polished(order)
    least = costs.of(polished)
    assert least <= costs.of(order)
    places = 2 * np.unique(polished, return_inverse=True)[1] + 1
    for option, place in itertools.product(range(5), range(12)):
        moved = places.copy()
        moved[option] = place
        assert costs.of(moved) >= least


def test_an_option_may_move_below_all_others() -> None:
    polished = Costs.distance(np.array([[2, 1, 1]])).polished(np.array([1, 2, 2]))
    assert np.unique(polished, return_inverse=True)[1].tolist() == [1, 0, 0]
