"""Shares of a change: published values, laws, and sampling against the exact answer."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decide.review.lattice import all_states, count_of
from decide.review.shapley import sampled_shapley, shapley


def game(count: int, worth: object) -> np.ndarray:
    """Values of all coalitions of players 0, 1, …"""
    members = [{player for player in range(count) if state >> player & 1} for state in range(1 << count)]
    return np.array([float(worth(one)) for one in members])  # type: ignore[operator]


def test_gloves() -> None:
    # Owen (1995), Game Theory: two left gloves, one right; a pair is worth 1.
    found = shapley(game(3, lambda some: 2 in some and bool(some & {0, 1})))
    assert found == pytest.approx([1 / 6, 1 / 6, 2 / 3])


def test_airport() -> None:
    # Littlechild & Owen (1973), Management Science 20: aircraft need runways of cost 8, 11, 13 and 18;
    # each stretch is shared by those who need it.
    costs = (8, 11, 13, 18)
    found = shapley(game(4, lambda some: max((costs[player] for player in some), default=0)))
    assert found == pytest.approx([2, 3, 4, 9])


def test_un_security_council_in_small() -> None:
    # Shapley & Shubik (1954), APSR 48, in small: one veto player and three others, of whom one must agree.
    found = shapley(game(4, lambda some: 0 in some and len(some) > 1))
    assert found == pytest.approx([3 / 4, 1 / 12, 1 / 12, 1 / 12])


values = st.integers(0, 5).flatmap(
    lambda count: st.lists(st.floats(-100, 100), min_size=1 << count, max_size=1 << count).map(np.array)
)


@given(values)
def test_the_parts_sum_to_the_change(found: np.ndarray) -> None:
    assert shapley(found).sum() == pytest.approx(found[-1] - found[0], abs=1e-9)


@given(values)
def test_it_is_the_average_over_all_orders(found: np.ndarray) -> None:
    count = count_of(len(found))
    due = np.zeros(count)
    for order in itertools.permutations(range(count)):
        state = 0
        for player in order:
            due[player] += found[state | 1 << player] - found[state]
            state |= 1 << player
    assert shapley(found) == pytest.approx(due / math.factorial(count), abs=1e-9)


def test_several_values_at_once() -> None:
    dice = np.random.default_rng(3)
    found = dice.random((16, 3))
    together = shapley(found)
    assert together.shape == (4, 3)
    for column in range(3):
        assert together[:, column] == pytest.approx(shapley(found[:, column]))


def test_who_does_nothing_gets_nothing_at_all() -> None:
    found = shapley(game(3, lambda some: 0.1 * (0 in some) + 0.2 * (2 in some)))
    assert found[1] == 0.0
    assert str(found[1]) == "0.0"


def test_what_only_rounding_leaves_is_nothing() -> None:
    others = np.random.default_rng(4).random(16) * 70
    found = np.array([others[state & 15] for state in range(32)])  # the fifth does nothing
    assert shapley(found)[4] == 0.0


def test_all_states_in_order() -> None:
    assert all_states(2).tolist() == [[False, False], [True, False], [False, True], [True, True]]
    assert all_states(0).shape == (1, 0)


@pytest.mark.parametrize("wrong", [0, 3, 6])
def test_only_every_combination_will_do(wrong: int) -> None:
    with pytest.raises(ValueError, match="combination"):
        shapley(np.zeros(wrong))


def test_too_many_combinations() -> None:
    with pytest.raises(ValueError, match="13 edits"):
        all_states(13)


class TestSampled:
    count = 6
    table = np.random.default_rng(5).random((1 << count, 2))

    def evaluate(self, states: np.ndarray) -> np.ndarray:
        return self.table[states @ (1 << np.arange(self.count))]

    def test_the_truth_is_within_the_stated_error(self) -> None:
        exact = shapley(self.table)
        found = sampled_shapley(self.evaluate, self.count, orders=400)
        assert (np.abs(found.parts - exact) <= 4 * found.errors).all()
        assert (found.errors > 0).all()
        assert found.orders == 800

    def test_stated_errors_are_as_large_as_the_real_ones(self) -> None:
        exact = shapley(self.table)
        runs = [sampled_shapley(self.evaluate, self.count, orders=30, seed=seed) for seed in range(200)]
        real = np.sqrt(np.mean([(run.parts - exact) ** 2 for run in runs], axis=0))
        stated = np.sqrt(np.mean([run.errors**2 for run in runs], axis=0))
        assert stated == pytest.approx(real, rel=0.2)

    def test_the_parts_still_sum_to_the_change(self) -> None:
        found = sampled_shapley(self.evaluate, self.count, orders=3)
        assert found.parts.sum(axis=0) == pytest.approx(self.table[-1] - self.table[0], abs=1e-12)

    def test_an_order_and_its_reverse_are_exact_for_pairs(self) -> None:
        weights = np.random.default_rng(6).random((6, 6))

        def pairs(states: np.ndarray) -> np.ndarray:
            made = states.astype(float)
            return ((made @ weights) * made).sum(axis=1)[:, None]

        found = sampled_shapley(pairs, 6, orders=3)
        assert found.errors == pytest.approx(np.zeros((6, 1)), abs=1e-6)
        assert found.parts == pytest.approx(shapley(pairs(all_states(6))), abs=1e-12)

    def test_the_same_seed_gives_the_same_bytes(self) -> None:
        one, other = (sampled_shapley(self.evaluate, self.count, orders=20) for _ in range(2))
        assert one.parts.tobytes() == other.parts.tobytes()
        assert one.errors.tobytes() == other.errors.tobytes()

    def test_in_parts_as_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        whole = sampled_shapley(self.evaluate, self.count, orders=20)
        monkeypatch.setattr("decide.review.shapley._CELLS", 40)
        assert sampled_shapley(self.evaluate, self.count, orders=20).parts == pytest.approx(whole.parts, abs=1e-12)

    @pytest.mark.parametrize(("count", "orders"), [(0, 5), (3, 1)])
    def test_too_few(self, count: int, orders: int) -> None:
        with pytest.raises(ValueError, match="are due"):
            sampled_shapley(lambda states: np.zeros((len(states), 1)), count, orders)
