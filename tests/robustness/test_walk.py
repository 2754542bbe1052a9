"""Walks end uniformly also in sets that are long and thin, or whose corners stand in crowds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from decide.robustness.accepted import Accepted
from decide.robustness.admissible import between, bounded
from decide.robustness.sampling import way_of
from decide.robustness.walk import Walk, walk_in
from decide.robustness.within import within
from tests.robustness.test_polytope import unlisted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from decide.robustness.polytope import Polytope

    Real = NDArray[np.float64]

SAMPLES = 4_096
TENTHS = np.arange(1, 10) / 10
FOUR = 4  # standard errors


def _walked(polytope: Polytope) -> Real:
    return walk_in(polytope).draw(np.random.Generator(np.random.PCG64(3)), SAMPLES)


def _off(shares: Real, expected: Real) -> float:
    return float((np.abs(shares - expected) / np.sqrt(expected * (1 - expected) / SAMPLES)).max())


@pytest.mark.parametrize("named", [3, 6, 11])
def test_equal_weights_in_an_order_are_like_weights_that_are_sorted(named: int) -> None:
    """Eleven of them, with too many corners to list: sorting draws from the whole box shares it out evenly."""
    lower, upper = within(np.full(11, 1 / 11), 0.25)
    polytope = bounded(lower, upper, tuple(range(named)))
    assert polytope.corners is None
    assert isinstance(way_of(polytope), Walk)
    known = Accepted(lower, upper).draw(np.random.Generator(np.random.PCG64(4)), 40 * SAMPLES)
    known[:, :named] = -np.sort(-known[:, :named], axis=1)
    found = _walked(polytope)
    for place in range(11):
        below = np.searchsorted(np.sort(found[:, place]), np.quantile(known[:, place], TENTHS)) / SAMPLES
        assert _off(below, TENTHS) < FOUR, place


@pytest.mark.parametrize("dimensions", [2, 3])
def test_profiles_in_two_camps_do_not_hold_walks_back(dimensions: int) -> None:
    """Ten profiles all but agree on one criterion, ten on another: of the simplex, w has 1 - (1 - w)^d below it."""
    unit = np.eye(dimensions + 1)
    little = np.random.default_rng(0).dirichlet(np.ones(dimensions + 1), size=20) * 1e-6
    camps = unit[[0] * 10 + [1] * 10] * (1 - little.sum(axis=1))[:, None] + little
    found = _walked(between(np.concatenate([unit, camps])))
    below = ((1 - (1 - found) ** dimensions)[:, :, None] <= TENTHS).mean(axis=0)
    assert _off(below, TENTHS) < FOUR


def test_a_walk_from_a_point_that_a_solver_found() -> None:
    """Half of all weights, those in which the last is no smaller than the first."""
    ordered = bounded(np.zeros(3), np.ones(3), (2, 0))
    corners = ordered.corners
    assert corners is not None
    found = _walked(unlisted(ordered))
    shares = found @ np.linalg.inv(corners)  # of the three corners: uniform on a simplex too
    below = ((1 - (1 - shares) ** 2)[:, :, None] <= TENTHS).mean(axis=0)
    assert _off(below, TENTHS) < FOUR
