"""The one tie rule."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from decide.methods.additive import scores
from decide.methods.ranks import ranks


@given(
    hnp.arrays(
        np.float64, st.tuples(st.integers(1, 7), st.integers(1, 9)), elements=st.integers(-40, 400).map(lambda n: n / 4)
    )
)
def test_a_rank_is_one_more_than_the_number_of_options_strictly_better(rows: np.ndarray) -> None:
    expected = 1 + (rows[:, None, :] > rows[:, :, None]).sum(axis=2)
    assert (ranks(rows) == expected).all()


def test_equals_share_a_rank_and_the_next_is_skipped() -> None:
    assert ranks(np.array([70.0, 80.0, 80.0, 60.0])).tolist() == [3, 1, 1, 4]


def test_scores_equal_at_nine_decimals_are_equal() -> None:
    # Two sums of the same parts, seen to differ in the last bit (46.1201 against 46.120099999999994).
    assert ranks(np.array([46.1201, 46.120099999999994])).tolist() == [1, 1]
    assert ranks(np.array([46.1201, 46.120099])).tolist() == [1, 2]


def test_many_samples_rank_as_one_by_one() -> None:
    rng = np.random.default_rng(7)
    values, weights = rng.random((30, 6)), rng.dirichlet(np.ones(6), 5000)
    table = scores(values, weights)
    together = ranks(table)
    assert together.shape == (5000, 30)
    assert all((ranks(table[row]) == together[row]).all() for row in range(0, 5000, 97))


def test_one_option_is_first() -> None:
    assert ranks(np.array([[3.0], [0.0]])).tolist() == [[1], [1]]
