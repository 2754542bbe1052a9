"""How far several rankings agree, two by two."""

from __future__ import annotations

import itertools
import math
import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from decide.methods import kendall
from decide.methods.kendall import tau

if TYPE_CHECKING:
    from random import Random

RANKINGS = hnp.arrays(np.int64, st.tuples(st.integers(1, 5), st.integers(1, 7)), elements=st.integers(-3, 3))


def _by_pairs(first: list[int], second: list[int]) -> float:
    """Pair by pair, as in the definition."""
    balance = ours_ordered = theirs_ordered = 0
    for a, b in itertools.combinations(range(len(first)), 2):
        ours, theirs = ((row[a] > row[b]) - (row[a] < row[b]) for row in (first, second))
        balance, ours_ordered, theirs_ordered = (
            balance + ours * theirs,
            ours_ordered + ours**2,
            theirs_ordered + theirs**2,
        )
    if ours_ordered and theirs_ordered:
        return balance / math.sqrt(ours_ordered * theirs_ordered)
    return float(ours_ordered == theirs_ordered)


def test_kendall_1970_example_3_1() -> None:
    # Rank Correlation Methods, 4th edition, page 35: S = 33, and 41 and 36 pairs are not tied; tau-b = 0.859.
    first = [1, 2.5, 2.5, 4.5, 4.5, 6.5, 6.5, 8, 9.5, 9.5]
    second = [1, 2, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10]
    found = tau([first, second])[0, 1]
    assert found == 33 / math.sqrt(41 * 36)
    assert round(found, 3) == 0.859


def test_the_example_of_scipy() -> None:
    # The documentation of scipy.stats.kendalltau, which is tau-b.
    assert tau([[12, 2, 1, 12, 2], [1, 4, 7, 1, 0]])[0, 1] == pytest.approx(-0.47140452079103173, rel=1e-15)


def test_a_ranking_that_ties_all_agrees_with_its_like_and_neither_way_with_others() -> None:
    assert tau([[5, 5, 5], [0, 0, 0], [1, 2, 3], [1, 1, 2]])[:2].tolist() == [[1, 1, 0, 0], [1, 1, 0, 0]]


def test_one_option_is_always_ranked_alike() -> None:
    assert tau([[1], [7]]).tolist() == [[1, 1], [1, 1]]


@given(RANKINGS)
def test_every_entry_is_what_its_pairs_say(ranks: np.ndarray) -> None:
    assert tau(ranks).tolist() == [[_by_pairs(first, second) for second in ranks.tolist()] for first in ranks.tolist()]


@given(RANKINGS)
def test_it_is_symmetric_within_one_and_exactly_one_with_itself(ranks: np.ndarray) -> None:
    found = tau(ranks)
    assert (found == found.T).all()
    assert (np.abs(found) <= 1).all()
    assert (np.diag(found) == 1).all()


@given(RANKINGS, st.randoms(use_true_random=False))
def test_only_orders_count_and_names_do_not(ranks: np.ndarray, random: Random) -> None:
    columns = list(range(ranks.shape[1]))
    random.shuffle(columns)
    assert (tau(ranks[:, columns]) == tau(ranks)).all()
    assert (tau(ranks**3 / 7) == tau(ranks)).all()
    assert (tau(-ranks) == tau(ranks)).all()


@given(RANKINGS)
def test_the_opposite_of_a_ranking_has_the_opposite_sign(ranks: np.ndarray) -> None:
    found = tau(np.concatenate([ranks, -ranks[:1]]))
    silent = len(set(ranks[0].tolist())) == 1
    assert silent or (found[-1, :-1] == -found[0, :-1]).all()
    assert found[0, -1] == (1 if silent else -1)


def test_two_thousand_options_do_not_fill_the_memory() -> None:
    rng = np.random.default_rng(5)
    table = np.array(
        [rng.permutation(2000), rng.integers(0, 9, 2000), *rng.permuted(np.tile(np.arange(2000), (8, 1)), axis=1)]
    )
    tracemalloc.start()
    found = tau(table)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1.5e8  # all pairs of all rankings at once are 320 million bytes an array
    ours, theirs = (np.sign(np.subtract.outer(row, row)).astype(np.int8) for row in table[:2])
    balance = int((ours * theirs).sum())
    assert found[0, 1] == balance / math.sqrt(int(np.abs(ours).sum()) * int(np.abs(theirs).sum()))


@pytest.mark.parametrize("cells", [1, 12, 25, 40])
def test_blocks_of_any_size_give_the_same(monkeypatch: pytest.MonkeyPatch, cells: int) -> None:
    table = np.random.default_rng(1).integers(0, 4, (2, 7))
    whole = tau(table)
    monkeypatch.setattr(kendall, "_CELLS", cells)
    assert (tau(table) == whole).all()


def test_what_is_no_table_of_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="table of finite numbers"):
        tau([[1, float("nan")], [1, 2]])
