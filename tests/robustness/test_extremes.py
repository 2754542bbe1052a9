"""The most and the least of weighted sums: by filling, by corners and by a solver, which have to agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pulp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decide.engine.solvers import Outcome
from decide.errors import InternalError
from decide.robustness import linear
from decide.robustness.admissible import any_weights, between, bounded
from decide.robustness.extremes import least, most
from decide.robustness.linear import has_some, inside, largest, weighing
from decide.robustness.polytope import Polytope
from decide.robustness.sampling import uniform_weights
from decide.robustness.within import within
from tests.robustness.test_corners import every_corner
from tests.robustness.test_polytope import KINDS, STEPS, polytopes, unlisted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Real = NDArray[np.float64]

NEAR = 1e-9
NOTHING = Polytope(np.array([0.75, 0.75]), np.ones(2), np.empty((0, 2)), np.empty(0))


def _directions(data: st.DataObject, count: int) -> Real:
    numbers = st.lists(st.integers(-8, 8), min_size=count, max_size=count)
    return np.array(data.draw(st.lists(numbers, min_size=1, max_size=4)), dtype=np.float64) / 8


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_all_ways_agree(data: st.DataObject) -> None:
    polytope = data.draw(polytopes(data.draw(st.integers(1, 5))))
    directions = _directions(data, polytope.dimension)
    assert polytope.corners is not None
    known = directions @ polytope.corners.T
    for same in (polytope, unlisted(polytope)):
        assert np.abs(most(same, directions) - known.max(axis=1)).max() < NEAR
        assert np.abs(least(same, directions) - known.min(axis=1)).max() < NEAR
    for direction, values in zip(directions, known, strict=True):
        assert largest(polytope, direction) == pytest.approx(values.max(), abs=NEAR)


@settings(deadline=None)
@given(st.data())
def test_filling_between_bounds_reaches_the_best_corner(data: st.DataObject) -> None:
    polytope = data.draw(polytopes(data.draw(st.integers(2, 5)), ("any", "bounds")))
    directions = _directions(data, polytope.dimension)
    known = directions @ every_corner(polytope).T
    assert np.abs(most(polytope, directions) - known.max(axis=1)).max() < NEAR
    assert np.abs(least(polytope, directions) - known.min(axis=1)).max() < NEAR


def test_a_sum_of_nothing_is_nothing() -> None:
    for polytope in (any_weights(2), between(np.eye(2))):
        assert largest(polytope, np.zeros(2)) == 0
        assert most(unlisted(polytope), np.zeros((1, 2))).tolist() == [0]


def test_filling_by_hand() -> None:
    """0.1 + 0.1 + 0.2 are given; of the 0.6 left, 0.4 go to the second, which is worth most, and 0.2 to the first."""
    polytope = bounded(np.array([0.1, 0.1, 0.2]), np.array([0.9, 0.5, 0.9]))
    assert most(polytope, np.array([[2.0, 3.0, 1.0]])) == pytest.approx([0.3 * 2 + 0.5 * 3 + 0.2])
    assert least(polytope, np.array([[2.0, 3.0, 1.0]])) == pytest.approx([0.1 * 2 + 0.1 * 3 + 0.8])


def test_more_corners_than_are_listed_change_nothing() -> None:
    """Two of twelve weights are in an order that their bounds keep to by themselves: with it a solver is asked."""
    lower, upper = within(np.full(12, 1 / 12), 0.5)
    lower[0], upper[0] = 0.125, 0.25
    ordered = bounded(lower, upper, (0, 1))
    assert ordered.corners is None
    directions = np.random.default_rng(0).uniform(-1, 1, (10, 12))
    plain = bounded(lower, upper)
    assert np.abs(most(ordered, directions) - most(plain, directions)).max() < NEAR
    assert np.abs(least(ordered, directions) - least(plain, directions)).max() < NEAR


def test_an_order_holds_where_a_solver_is_asked() -> None:
    """Of twelve free weights in an order the last is 1/12 at most, where all are equal."""
    polytope = unlisted(bounded(np.zeros(12), np.ones(12), tuple(range(12))))
    assert most(polytope, np.eye(12)) == pytest.approx([1 / place for place in range(1, 13)], abs=NEAR)
    assert least(polytope, np.eye(12)) == pytest.approx([1 / 12] + [0.0] * 11, abs=NEAR)


@pytest.mark.parametrize("count", [0, 1, 4_095, 4_096, 4_097, 8_200])
def test_many_sums_at_once(count: int) -> None:
    polytope = between(np.array([[0.5, 0.25, 0.25], [0.25, 0.5, 0.25], [0.25, 0.25, 0.5]]))
    directions = np.random.default_rng(1).uniform(-1, 1, (count, 3))
    found = most(polytope, directions)
    assert found.shape == (count,)
    assert found == pytest.approx(directions.mean(axis=1) * 0.75 + directions.max(axis=1, initial=-2) * 0.25)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_no_sample_goes_beyond(data: st.DataObject) -> None:
    polytope = data.draw(polytopes(data.draw(st.integers(1, 5))))
    directions = _directions(data, polytope.dimension)
    values = uniform_weights(polytope, 100) @ directions.T
    assert (values <= most(polytope, directions) + NEAR).all()
    assert (values >= least(polytope, directions) - NEAR).all()


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_solver_knows_whether_any_weights_fit(data: st.DataObject) -> None:
    count = data.draw(st.integers(2, 4))
    numbers = st.lists(st.integers(-2, 2), min_size=count, max_size=count)
    rows = np.array(data.draw(st.lists(numbers, min_size=1, max_size=4)), dtype=np.float64)
    bounds = np.array(data.draw(st.lists(st.integers(-8, 8), min_size=len(rows), max_size=len(rows)))) / STEPS
    polytope = Polytope(np.zeros(count), np.ones(count), rows, bounds)
    assert has_some(polytope) == (len(every_corner(polytope)) > 0)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_weights_of_any_kind_are_some(data: st.DataObject) -> None:
    assert has_some(data.draw(polytopes(data.draw(st.integers(1, 4)), KINDS)))


def test_where_no_weights_fit_the_solver_says_so() -> None:
    assert not has_some(NOTHING)
    with pytest.raises(InternalError):
        largest(NOTHING, np.ones(2))
    with pytest.raises(InternalError):
        inside(NOTHING)


def test_a_solver_that_does_not_know_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "run_highs", lambda *_: Outcome(pulp.LpSolutionNoSolutionFound, 0.0))
    with pytest.raises(InternalError):
        has_some(any_weights(2))


def _depth(polytope: Polytope, weights: Real) -> Real:
    """How far weights are from the nearest bound and row, as `inside` measures it."""
    widths = polytope.upper - polytope.lower
    free = widths > 0
    sides = [(weights - polytope.lower)[:, free] / widths[free], (polytope.upper - weights)[:, free] / widths[free]]
    sides.append((polytope.bounds - weights @ polytope.rows.T) / widths.max())
    depth: Real = np.concatenate(sides, axis=1).min(axis=1)
    return depth


@pytest.mark.parametrize("order", [(0, 1), (0, 1, 2), (2, 3), (0, 1, 2, 3, 4)])
def test_a_point_inside_is_deeper_than_any_sample(order: tuple[int, ...]) -> None:
    lower, upper = within(np.array([0.3, 0.25, 0.2, 0.15, 0.1]), 0.6)
    polytope = bounded(lower, upper, order)
    middle = inside(polytope)
    assert middle.sum() == pytest.approx(1, abs=1e-15)
    deepest = float(_depth(polytope, middle[None, :])[0])
    assert deepest > 0.01
    assert deepest > _depth(polytope, uniform_weights(polytope, 2_000)).max() - NEAR
    assert polytope.corners is not None
    mixed = np.random.default_rng(0).dirichlet(np.full(len(polytope.corners), 2.0), size=2_000) @ polytope.corners
    assert deepest > _depth(polytope, mixed).max() - NEAR


def test_in_the_middle_of_bounds_nothing_is_deeper() -> None:
    weights = np.array([0.5, 0.3, 0.2, 0.0])
    assert inside(bounded(*within(weights, 0.4))) == pytest.approx(weights, abs=NEAR)


def test_inside_by_hand() -> None:
    """Any weights with w0 >= w1 >= w2: all are m, 1/3 - 1/3 m ... at m = 1/6, where the rows and the last bound are."""
    found = inside(bounded(np.zeros(3), np.ones(3), (0, 1, 2)))
    assert found == pytest.approx([1 / 3 + 1 / 6, 1 / 3, 1 / 6], abs=NEAR)


def test_what_a_solver_gives_is_held_to_the_bounds() -> None:
    """Rounding is put right, and more than that is not believed."""
    wide, polytope = any_weights(2), bounded(np.array([0.25, 0.25]), np.array([0.75, 0.75]))
    model = weighing(wide, pulp.LpMaximize)
    first, second = model.problem.variables()
    for values, right in [((0.25 - 4e-8, 0.75 + 4e-8), [0.25, 0.75]), ((0.5, 0.5 + 8e-8), None)]:
        first.varValue, second.varValue = values
        found = model.found(polytope)
        assert found.sum() == pytest.approx(1, abs=1e-15)
        assert right is None or found.tolist() == right
    for wrong in [(0.25 - 4e-7, 0.75 + 4e-7), (0.5, 0.5 + 4e-7), (0.5, 0.5 - 4e-7), (None, 1.0)]:
        first.varValue, second.varValue = wrong
        with pytest.raises(InternalError):
            model.found(polytope)


def test_a_sum_names_every_criterion_once() -> None:
    with pytest.raises(ValueError, match="zip"):
        weighing(any_weights(2), pulp.LpMaximize).total([1.0, 2.0, 3.0])
