"""The consensus by mean ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from decide.methods.borda import borda, mean_ranks
from tests.methods.test_kemeny_distance import KEMENY_1959

if TYPE_CHECKING:
    from random import Random

RANKINGS = hnp.arrays(np.int64, st.tuples(st.integers(1, 5), st.integers(1, 7)), elements=st.integers(-3, 3))


def test_the_capital_of_tennessee() -> None:
    # The usual example of voting theory: Memphis, Nashville, Chattanooga, Knoxville, with 42, 26, 15 and 17 in 100
    # voters. The counts are 126, 194, 173 and 107: 4 less the mean rank, times 100.
    votes = [(1, 2, 3, 4)] * 42 + [(4, 1, 2, 3)] * 26 + [(4, 3, 1, 2)] * 15 + [(4, 3, 2, 1)] * 17
    assert (100 * (4 - mean_ranks(votes))).round(9).tolist() == [126, 194, 173, 107]
    assert borda(votes).tolist() == [3, 1, 2, 4]


@pytest.mark.parametrize("ranks", [ranks for ranks, _ in KEMENY_1959])
def test_equals_stand_at_the_average_of_the_ranks_that_they_fill(ranks: tuple[float, ...]) -> None:
    assert tuple(mean_ranks([ranks])) == ranks  # Kemeny wrote them so


def test_equal_means_share_a_rank_and_the_next_is_skipped() -> None:
    assert borda([[1, 2, 3], [2, 1, 3]]).tolist() == [1, 1, 3]
    assert borda([[1, 1, 2, 3], [2, 2, 1, 3], [1, 1, 2, 2]]).tolist() == [1, 1, 3, 4]


def test_means_of_thirds_that_are_equal_are_tied() -> None:
    # 1/3 + 1/3 + 1/3 and the like must not come apart in the last bit.
    ranks = [[1, 2, 3], [2, 3, 1], [3, 1, 2]]
    assert borda(ranks * 7).tolist() == [1, 1, 1]


@given(RANKINGS)
def test_a_mean_rank_counts_the_better_and_half_the_equals(ranks: np.ndarray) -> None:
    better = (ranks[:, None, :] < ranks[:, :, None]).sum(axis=2)
    equal = (ranks[:, None, :] == ranks[:, :, None]).sum(axis=2)
    assert mean_ranks(ranks) == pytest.approx((better + (equal + 1) / 2).mean(axis=0), rel=1e-12)


@given(RANKINGS, st.randoms(use_true_random=False))
def test_only_orders_count_and_neither_names_nor_voters_do(ranks: np.ndarray, random: Random) -> None:
    columns, rows = list(range(ranks.shape[1])), list(range(ranks.shape[0]))
    random.shuffle(columns)
    random.shuffle(rows)
    assert (borda(ranks[:, columns]) == borda(ranks)[columns]).all()
    assert (borda(ranks[rows]) == borda(ranks)).all()
    assert (borda(ranks**3 / 7) == borda(ranks)).all()


@given(RANKINGS)
def test_opposite_rankings_have_opposite_means(ranks: np.ndarray) -> None:
    assert (mean_ranks(-ranks) + mean_ranks(ranks)) == pytest.approx(ranks.shape[1] + 1)
    assert mean_ranks(ranks).sum() == pytest.approx(ranks.shape[1] * (ranks.shape[1] + 1) / 2)


def test_what_is_no_table_of_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="table of finite numbers"):
        borda([1, 2, 3])
