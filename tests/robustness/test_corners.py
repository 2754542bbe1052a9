"""Corners of boxes, orders and other half-spaces, against every choice of bounds that could meet in one."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decide.robustness import corners as subject
from decide.robustness.admissible import any_weights, bounded
from decide.robustness.corners import TooMany, cut, simplex
from decide.robustness.polytope import NoWeights, Polytope
from decide.robustness.within import within
from tests.robustness.test_polytope import STEPS, boxes, orders, weightings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Real = NDArray[np.float64]

NEAR = 1e-9


def every_corner(polytope: Polytope) -> Real:
    """By definition: where the sum and n - 1 other bounds are met at once, and none is broken."""
    count = polytope.dimension
    unit = np.eye(count)
    sides = np.concatenate([unit, -unit, polytope.rows])
    ends = np.concatenate([polytope.upper, -polytope.lower, polytope.bounds])
    chosen = np.array(list(itertools.combinations(range(len(sides)), count - 1)), dtype=np.intp)
    systems = np.concatenate([np.ones((len(chosen), 1, count)), sides[chosen]], axis=1)
    known = np.concatenate([np.ones((len(chosen), 1)), ends[chosen]], axis=1)[:, :, None]
    regular = np.abs(np.linalg.det(systems)) > 0.5  # all are of whole numbers
    points = np.linalg.solve(systems[regular], known[regular])[:, :, 0]
    fits = (points @ sides.T <= ends + NEAR).all(axis=1)
    found: Real = np.unique(points[fits].round(9) + 0.0, axis=0)
    return found


def _are_the_same(found: Real | None, known: Real) -> None:
    assert found is not None
    assert len(found) == len(known)
    assert np.abs(np.unique(found.round(9) + 0.0, axis=0) - known).max() < NEAR


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_of_bounds_and_an_order(data: st.DataObject) -> None:
    """With ties, weights of 0, bounds that only touch, and sets that are flat or a single point."""
    inner = data.draw(weightings(data.draw(st.integers(2, 6))))
    lower, upper = data.draw(boxes(inner))
    polytope = bounded(lower, upper, data.draw(orders(inner)))
    _are_the_same(polytope.corners, every_corner(polytope))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_of_any_bounds_and_any_order_or_there_are_none(data: st.DataObject) -> None:
    count = data.draw(st.integers(2, 4))
    ends = st.lists(st.integers(0, STEPS), min_size=count, max_size=count)
    lower, upper = np.sort(np.array([data.draw(ends), data.draw(ends)]) / STEPS / [[2], [1]], axis=0)
    order = data.draw(st.permutations(range(count)))[: data.draw(st.integers(0, count))]
    rows = np.zeros((max(len(order) - 1, 0), count))
    for row, (more, less) in zip(rows, itertools.pairwise(order), strict=True):
        row[[less, more]] = 1, -1
    known = every_corner(Polytope(lower, upper, rows, np.zeros(len(rows))))
    if len(known):
        _are_the_same(bounded(lower, upper, tuple(order)).corners, known)
    else:
        with pytest.raises(NoWeights):
            bounded(lower, upper, tuple(order))


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_of_half_spaces_of_any_kind(data: st.DataObject) -> None:
    count = data.draw(st.integers(2, 4))
    numbers = st.lists(st.integers(-3, 3), min_size=count, max_size=count)
    rows = np.array(data.draw(st.lists(numbers, min_size=1, max_size=5)), dtype=np.float64)
    bounds = np.array(data.draw(st.lists(st.integers(-8, STEPS), min_size=len(rows), max_size=len(rows)))) / 8
    polytope = Polytope(np.zeros(count), np.ones(count), rows, bounds)
    known = every_corner(polytope)
    assume(len(known))
    _are_the_same(polytope.corners, known)


def test_rank_order_kmietowicz_pearman_1984() -> None:
    """All weight shared evenly by the first k: (1, 0, 0, 0), (1/2, 1/2, 0, 0), ..."""
    for count in range(1, 11):
        found = bounded(np.zeros(count), np.ones(count), tuple(range(count))).corners
        known = [[1 / k] * k + [0.0] * (count - k) for k in range(count, 0, -1)]
        _are_the_same(found, np.unique(np.array(known).round(9), axis=0))


def test_rank_order_centroid_barron_barrett_1996() -> None:
    """The mean of the corners of a rank order; published for four criteria."""
    found = bounded(np.zeros(4), np.ones(4), (2, 0, 1, 3)).corners
    assert found is not None
    assert found.mean(axis=0)[[2, 0, 1, 3]] == pytest.approx([0.5208, 0.2708, 0.1458, 0.0625], abs=5e-5)


@pytest.mark.parametrize("count", range(2, 11))
def test_within_a_share_of_equal_weights_half_are_up_and_half_are_down(count: int) -> None:
    """Of an odd number one stays in the middle."""
    found = bounded(*within(np.full(count, 1 / count), 0.25)).corners
    assert found is not None
    half = count // 2
    assert len(found) == math.comb(count, half) * (count - half if count % 2 else 1)
    steps = np.sort((found * count - 1) * 4, axis=1)
    assert np.abs(steps - np.repeat([-1, 0, 1], [half, count % 2, half])).max() < NEAR


def test_more_corners_than_are_worth_listing() -> None:
    """Of eleven equal weights there are 11 * 10! / (5! * 5!) = 2,772; of twelve no more than 924."""
    assert bounded(*within(np.full(11, 1 / 11), 0.25)).corners is None
    assert bounded(*within(np.full(13, 1 / 13), 0.25), tuple(range(13))).corners is None


def test_the_most_corners_are_still_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    lower, upper = within(np.full(5, 0.2), 0.25)
    monkeypatch.setattr(subject, "MOST", 30)
    found = bounded(lower, upper).corners
    assert found is not None
    assert len(found) == 30
    monkeypatch.setattr(subject, "MOST", 29)
    assert bounded(lower, upper).corners is None
    with pytest.raises(TooMany):
        subject.cut(_listed(np.random.default_rng(0).dirichlet(np.ones(3), size=30)), np.array([1.0, 0, 0]), 1.0)


def _listed(points: Real) -> subject.Corners:
    return subject.Corners(points, np.zeros((len(points), 0), dtype=np.bool_))


@pytest.mark.parametrize("share", [1e-10, 1e-6, 1e-3, 0.99, 1.0])
def test_thin_sets_have_the_corners_of_wide_ones(share: float) -> None:
    """Whatever the share, up or down is up or down."""
    given_weights = np.array([0.4, 0.3, 0.2, 0.1])
    found = bounded(*within(given_weights, share)).corners
    wide = bounded(*within(given_weights, 0.5)).corners
    assert found is not None
    assert wide is not None
    assert np.abs((found - given_weights) / share - (wide - given_weights) / 0.5).max() < 1e-5


@pytest.mark.parametrize("share", [0.0, 1e-13])
def test_where_nothing_can_move_there_is_one_corner(share: float) -> None:
    given_weights = np.array([0.7, 0.2, 0.1])
    found = bounded(*within(given_weights, share)).corners
    assert found is not None
    assert found.shape == (1, 3)
    assert np.abs(found - given_weights).max() < 1e-12


def test_a_simplex_gives_what_is_free_to_one_criterion_each() -> None:
    found = simplex(np.array([0.25, 0.125, 0.0]))
    assert found.points.tolist() == [[0.875, 0.125, 0.0], [0.25, 0.75, 0.0], [0.25, 0.125, 0.625]]
    assert found.on.tolist() == [[False, True, True], [True, False, True], [True, True, False]]


@pytest.mark.parametrize(("spare", "corners"), [(1e-9, 3), (1e-13, 1), (0.0, 1), (-1e-13, 1), (-1e-9, 0)])
def test_a_simplex_may_be_a_point_or_nothing(spare: float, corners: int) -> None:
    found = simplex(np.array([0.5, 0.25, 0.25 - spare]))
    assert found.points.shape == (corners, 3)
    assert found.on.shape == (corners, 3)
    assert corners != 1 or found.on.all()


@settings(deadline=None)
@given(st.data())
def test_a_corner_knows_the_planes_that_it_lies_on(data: st.DataObject) -> None:
    count = data.draw(st.integers(2, 5))
    numbers = st.lists(st.integers(-2, 2), min_size=count, max_size=count)
    found = simplex(np.zeros(count))
    planes = [(-unit, 0.0) for unit in np.eye(count)]
    for numbers_of_row in data.draw(st.lists(numbers, max_size=4)):
        planes.append((np.array(numbers_of_row, dtype=np.float64), data.draw(st.integers(-4, 8)) / 4))
        found = cut(found, *planes[-1])
        for points, on in zip(found.points, found.on, strict=True):
            assert on.tolist() == [abs(float(row @ points) - bound) < NEAR for row, bound in planes]


@pytest.mark.parametrize("size", [1e-6, 1.0, 1e6])
def test_a_half_space_is_the_same_in_any_unit(size: float) -> None:
    row, bound = np.array([1.0, -1.0, 0.5]), 0.25
    found, known = (cut(simplex(np.zeros(3)), row * unit, bound * unit) for unit in (size, 1.0))
    assert np.abs(found.points - known.points).max() < 1e-12
    assert found.on.tolist() == known.on.tolist()
    near = cut(simplex(np.zeros(3)), row * size, (1 - 1e-13) * size)
    assert near.points.tolist() == np.eye(3).tolist(), "rounding cuts nothing off"


def test_a_half_space_that_holds_everywhere_or_nowhere() -> None:
    whole = simplex(np.zeros(3))
    assert cut(whole, np.zeros(3), 0.0).points.tolist() == whole.points.tolist()
    assert cut(whole, np.ones(3), 1.0).on[:, 3].all()
    assert len(cut(whole, np.ones(3), 0.5).points) == 0
    assert len(cut(cut(whole, np.ones(3), 0.5), np.ones(3), 2.0).points) == 0
    assert any_weights(1).corners is not None
