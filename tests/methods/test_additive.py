"""Scores: exactly rounded for one profile, equal at 9 decimals for many."""

from __future__ import annotations

from random import Random  # noqa: TC003 - Hypothesis reads the annotation

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decide.methods.additive import contributions, exact_scores, intervals, scores

PARTS = st.lists(st.floats(0, 100), min_size=2, max_size=8)


@given(PARTS, st.randoms())
def test_the_order_of_criteria_changes_not_one_bit(parts: list[float], random: Random) -> None:
    turned = list(parts)
    random.shuffle(turned)
    assert exact_scores(np.array([parts]))[0] == exact_scores(np.array([turned]))[0]


def test_the_sum_is_rounded_once() -> None:
    # Ten tenths are one; added one after the other they are 0.9999999999999999.
    assert exact_scores(np.full((1, 10), 0.1))[0] == 1.0


def test_many_profiles_score_as_one_by_one() -> None:
    rng = np.random.default_rng(3)
    values, weights = rng.random((25, 10)), rng.dirichlet(np.ones(10), 200)
    together = scores(values, weights)
    assert together.shape == (200, 25)
    alone = np.array([exact_scores(contributions(values, row)) for row in weights])
    assert together == pytest.approx(alone, abs=1e-10)


def test_an_interval_spans_the_whole_scale_of_what_is_unknown() -> None:
    values = np.array([[0.5, 0.8], [0.2, 0.4]])
    unknown = np.array([[True, False], [False, False]])
    low, high = intervals(values, unknown, np.array([0.25, 0.75]))
    assert low == pytest.approx([60, 35])
    assert high == pytest.approx([85, 35])
