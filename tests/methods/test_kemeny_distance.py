"""How far two rankings are apart."""

from __future__ import annotations

import itertools
import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from decide.methods import kemeny_distance as module
from decide.methods.kemeny_distance import kemeny_distance, weak_orders

if TYPE_CHECKING:
    from random import Random

# Kemeny (1959), Mathematics without numbers, Daedalus 88(4): the distances of 1, 2, 3 to all weak orders of three, as
# given in Dezert, Shekhovtsov & Salabun (2024), A new distance between rankings, Heliyon 10(7).
KEMENY_1959 = (
    ((1, 2, 3), 0),
    ((1, 2.5, 2.5), 1),
    ((1, 3, 2), 2),
    ((1.5, 3, 1.5), 3),
    ((2, 3, 1), 4),
    ((2.5, 2.5, 1), 5),
    ((3, 2, 1), 6),
    ((3, 1.5, 1.5), 5),
    ((3, 1, 2), 4),
    ((2.5, 1, 2.5), 3),
    ((2, 1, 3), 2),
    ((1.5, 1.5, 3), 1),
    ((2, 2, 2), 3),
)


def several(count: int) -> st.SearchStrategy[np.ndarray]:
    """So many rankings of the same options."""
    return hnp.arrays(np.int64, st.tuples(st.just(count), st.integers(1, 7)), elements=st.integers(-3, 3))


@pytest.mark.parametrize(("compared", "distance"), KEMENY_1959)
def test_kemeny_1959(compared: tuple[float, ...], distance: int) -> None:
    assert kemeny_distance((1, 2, 3), compared) == distance


@given(several(2))
def test_it_counts_two_for_opposite_orders_and_one_for_a_tie_against_an_order(pair: np.ndarray) -> None:
    first, second = pair.tolist()
    expected = 0
    for a, b in itertools.combinations(range(len(first)), 2):
        ours, theirs = ((row[a] > row[b]) - (row[a] < row[b]) for row in (first, second))
        expected += abs(ours - theirs)
    assert kemeny_distance(first, second) == expected


@given(several(3))
def test_it_is_a_distance(rankings: np.ndarray) -> None:
    first, second, third = rankings
    assert kemeny_distance(first, second) == kemeny_distance(second, first)
    assert kemeny_distance(first, third) <= kemeny_distance(first, second) + kemeny_distance(second, third)
    same = weak_orders([first])[0].tolist() == weak_orders([second])[0].tolist()
    assert (kemeny_distance(first, second) == 0) is same


@given(several(2), st.randoms(use_true_random=False))
def test_names_and_direction_do_not_matter(pair: np.ndarray, random: Random) -> None:
    first, second = pair
    before = kemeny_distance(first, second)
    order = list(range(len(first)))
    random.shuffle(order)
    assert kemeny_distance(first[order], second[order]) == before
    assert kemeny_distance(-first, -second) == before
    assert kemeny_distance(first**3 + 0.5, second) == before


def test_opposite_orders_are_farthest_apart() -> None:
    assert kemeny_distance(range(9), range(9, 0, -1)) == 9 * 8


def test_thousands_of_options_do_not_fill_the_memory() -> None:
    rng = np.random.default_rng(3)
    first, second = rng.permutation(3000), rng.integers(0, 40, 3000)
    tracemalloc.start()
    whole = kemeny_distance(first, second)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2e8  # all pairs at once are 72 million bytes an array, of which there would be five
    ours, theirs = (np.sign(np.subtract.outer(row, row)).astype(np.int8) for row in (first, second))
    assert whole == np.abs(ours - theirs).sum() // 2


@pytest.mark.parametrize("cells", [1, 5, 12, 13])
def test_blocks_of_any_size_give_the_same(monkeypatch: pytest.MonkeyPatch, cells: int) -> None:
    monkeypatch.setattr(module, "_CELLS", cells)
    assert kemeny_distance((1, 2, 3, 4, 5, 5), (6, 2, 2, 4, 1, 3)) == 20


def test_places_are_counted_without_gaps() -> None:
    assert weak_orders([[10, -2, 10, 3.5], [0, 0, 0, 0]]).tolist() == [[2, 0, 2, 1], [0, 0, 0, 0]]


@pytest.mark.parametrize(
    "ranks", [[], [[]], [1, 2], [[[1]]], [[1.0, float("nan")]], [[1, float("inf")]], [["1", "2"]], [[None, 1]]]
)
def test_what_is_no_table_of_numbers_is_refused(ranks: object) -> None:
    with pytest.raises(ValueError, match="table of finite numbers"):
        weak_orders(ranks)


def test_rankings_of_different_options_are_refused() -> None:
    with pytest.raises(ValueError, match="not of the same options"):
        kemeny_distance([1, 2], [1, 2, 3])
