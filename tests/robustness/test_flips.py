"""The nearest weights at which a rival draws level: by hand, by linear programmes, by a grid, and by what must hold."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np
import pulp
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from decide.engine.solvers import run_highs
from decide.robustness.flips import nearest_by_distance, nearest_by_shift
from tests.robustness.test_polytope import weightings

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from decide.robustness.flips import Flip

    Real = NDArray[np.float64]

BOTH = pytest.mark.parametrize("nearest", [nearest_by_shift, nearest_by_distance])
NEAR = 1e-9
FINE = 48  # steps of a grid


@st.composite
def cases(draw: st.DrawFn, criteria: int | None = None) -> tuple[Real, Real]:
    """Leads over some rivals, and weights under which none of them is ahead; leads of 0, and weights of 0."""
    count = criteria or draw(st.integers(2, 5))
    weights = draw(weightings(count))
    numbers = st.lists(st.integers(-8, 8), min_size=count, max_size=count)
    leads = np.array(draw(st.lists(numbers, min_size=1, max_size=4))) / 8
    if draw(st.booleans()):  # numbers that floats do not hold exactly
        leads, weights = leads / 0.9, np.append(weights[:-1] * 0.7, 1 - (weights[:-1] * 0.7).sum())
    return np.where((leads @ weights < 0)[:, None], -leads, leads), weights


def _size(nearest: Callable[..., Flip | None], change: Real) -> Real:
    """In the norm of the function, along the last axis."""
    size: Real = np.linalg.norm(change, axis=-1) if nearest is nearest_by_distance else np.abs(change).sum(axis=-1) / 2
    return size


def _least_shift(lead: Real, weights: Real) -> float:
    """By a linear programme: what is given to some criteria and taken from others, until the rival is level."""
    problem = pulp.LpProblem("shift", pulp.LpMinimize)
    ups = [problem.add_variable(f"u{place}", 0, 1) for place in range(len(weights))]
    downs = [problem.add_variable(f"d{place}", 0, weight) for place, weight in enumerate(weights.tolist())]
    problem.addConstraint(pulp.lpSum(ups) == pulp.lpSum(downs))
    fall = pulp.lpSum(part * (down - up) for part, up, down in zip(lead.tolist(), ups, downs, strict=True))
    problem.addConstraint(fall >= float(lead @ weights))
    problem.setObjective(pulp.lpSum(ups))
    assert run_highs(problem, None).solved
    return float(pulp.value(problem.objective))


def _level_corners(lead: Real) -> Real:
    """The corners of all weights under which a rival is level or ahead."""
    unit = np.eye(len(lead))
    mixed = [
        (lead[one] * unit[other] - lead[other] * unit[one]) / (lead[one] - lead[other])
        for one in np.flatnonzero(lead > 0)
        for other in np.flatnonzero(lead < 0)
    ]
    return np.array([*unit[lead <= 0], *mixed])


@settings(deadline=None)
@given(cases())
def test_the_least_shift_is_that_of_a_linear_programme(case: tuple[Real, Real]) -> None:
    leads, weights = case
    found = nearest_by_shift(leads, weights)
    known = [_least_shift(lead, weights) if lead.min() <= 0 else math.inf for lead in leads]
    if found is None:
        assert min(known) == math.inf
    else:
        assert found.distance == pytest.approx(min(known), abs=1e-7)
        assert known[found.rival] == pytest.approx(min(known), abs=1e-7)


@settings(deadline=None, max_examples=60)
@given(cases())
def test_the_straight_line_meets_the_rivals_weights_at_a_right_angle(case: tuple[Real, Real]) -> None:
    """The conditions of Karush, Kuhn and Tucker: no way on within the weights of the rival leads nearer."""
    leads, weights = case
    for place, lead in enumerate(leads):
        found = nearest_by_distance(leads[place : place + 1], weights)
        assert (found is None) == (lead.min() > 0)
        if found is not None:
            ways = _level_corners(lead) - found.weights
            assert (ways @ (weights - found.weights)).max() < 1e-8


@BOTH
@settings(deadline=None, max_examples=50)
@given(case=cases(3))
def test_against_a_grid(nearest: Callable[..., Flip | None], case: tuple[Real, Real]) -> None:
    """Of all weights that are whole forty-eighths, none at which a rival is level or ahead is nearer."""
    leads, weights = case
    first, second = np.divmod(np.arange((FINE + 1) ** 2), FINE + 1)
    grid = np.stack([first, second, FINE - first - second], axis=1)[first + second <= FINE] / FINE
    flipped = grid[(grid @ leads.T <= 0).any(axis=1)]
    found = nearest(leads, weights)
    if found is None:
        assert not len(flipped)
        return
    assert found.distance <= _size(nearest, flipped - weights).min(initial=math.inf) + NEAR
    if leads[found.rival].min() < -0.1:  # it is ahead somewhere on the grid
        assert found.distance >= _size(nearest, flipped - weights).min() - 0.5


@BOTH
@settings(deadline=None, max_examples=60)
@given(case=cases())
@example(case=(np.array([[0.3, 0.0, 0.7]]), np.array([0.1, 0.7, 0.2])))
def test_what_holds_at_the_point(nearest: Callable[..., Flip | None], case: tuple[Real, Real]) -> None:
    leads, weights = case
    found = nearest(leads, weights)
    assert (found is None) == (leads.min(axis=1) > 0).all()
    if found is None:
        return
    assert found.weights.shape == weights.shape
    assert found.weights.min() >= -NEAR
    assert found.weights.sum() == pytest.approx(1)
    assert leads[found.rival] @ found.weights == pytest.approx(0, abs=1e-8), "the rival is level"
    assert found.distance == pytest.approx(_size(nearest, found.weights - weights), abs=NEAR)
    assert (leads @ found.weights > -1e-8).all(), "no other rival is ahead on the way there"
    step = 1e-3
    short = weights + (1 - step) * (found.weights - weights)
    assert ((leads @ short > 0) | (leads @ weights <= 1e-8)).all(), "before it, no rival is level"
    favoured = int(leads[found.rival].argmin())
    if leads[found.rival, favoured] < 0:
        beyond = (1 - step) * found.weights + step * np.eye(len(weights))[favoured]
        assert leads[found.rival] @ beyond < 0, "beyond it, the rival is ahead"


@BOTH
@settings(deadline=None, max_examples=40)
@given(case=cases())
def test_the_nearest_of_all_is_the_first_of_the_nearest(
    nearest: Callable[..., Flip | None], case: tuple[Real, Real]
) -> None:
    leads, weights = case
    alone = [nearest(lead[None, :], weights) for lead in leads]
    distances = [math.inf if one is None else one.distance for one in alone]
    found = nearest(leads, weights)
    assert (found is None) == (min(distances) == math.inf)
    if found is not None:
        assert found.distance == pytest.approx(min(distances), abs=NEAR)
        assert distances[found.rival] == pytest.approx(min(distances), abs=NEAR)
        again = nearest(np.concatenate([leads[found.rival : found.rival + 1], leads]), weights)
        assert again is not None
        assert again.rival == 0, "of equals the first"


@pytest.mark.parametrize(
    ("weights", "lead", "moved"),
    [
        ([0.6, 0.4], [0.5, -0.5], [0.5, 0.5]),
        ([0.5, 0.3, 0.2], [0.4, 0.2, -0.6], [0.36, 0.3, 0.34]),  # a lead of 0.14, which falls by 1 a unit
        ([0.9, 0.1, 0.0], [0.1, 0.9, -0.2], [2 / 3, 0.0, 1 / 3]),  # all of the second, then some of the first
        ([0.5, 0.25, 0.25], [0.5, 0.5, -0.5], [0.25, 0.25, 0.5]),  # of equals, the first gives
        ([0.2, 0.3, 0.5], [0.3, 0.0, 0.4], [0.0, 1.0, 0.0]),  # level only where all weight is on the second
        ([0.2, 0.3, 0.5], [0.5, 0.0, 0.0], [0.0, 0.5, 0.5]),
        ([0.5, 0.5], [0.25, -0.25], [0.5, 0.5]),  # level already
    ],
)
def test_shifts_by_hand(weights: list[float], lead: list[float], moved: list[float]) -> None:
    found = nearest_by_shift(np.array([lead]), np.array(weights))
    assert found is not None
    assert found.weights == pytest.approx(moved, abs=1e-12)
    assert found.distance == pytest.approx(np.abs(np.subtract(moved, weights)).sum() / 2, abs=1e-12)


@pytest.mark.parametrize(
    ("weights", "lead", "moved"),
    [
        ([0.6, 0.4], [0.5, -0.5], [0.5, 0.5]),
        ([0.5, 0.3, 0.2], [0.4, 0.2, -0.6], [0.4, 0.25, 0.35]),  # a quarter of the lead is taken off
        ([0.9, 0.1, 0.0], [0.1, 0.9, -0.2], [2 / 3, 0.0, 1 / 3]),  # the straight way would make the second negative
        ([0.2, 0.3, 0.5], [0.3, 0.0, 0.4], [0.0, 1.0, 0.0]),
        ([0.2, 0.3, 0.5], [0.5, 0.0, 0.0], [0.0, 0.4, 0.6]),
        ([0.5, 0.5], [0.25, -0.25], [0.5, 0.5]),
        ([0.4, 0.3, 0.3], [1.0, 1e-9, 0.0], [0.0, 0.0, 1.0]),  # a very long way against the lead
    ],
)
def test_straight_lines_by_hand(weights: list[float], lead: list[float], moved: list[float]) -> None:
    found = nearest_by_distance(np.array([lead]), np.array(weights))
    assert found is not None
    assert found.weights == pytest.approx(moved, abs=1e-9)
    assert found.distance == pytest.approx(np.linalg.norm(np.subtract(moved, weights)), abs=1e-9)


def test_where_all_weight_has_to_go_none_of_it_is_shifted_onto_itself() -> None:
    """Level only where the third has all weight: what it has need not be moved, whatever the rounding of sums."""
    for first, second in itertools.product(range(1, 9), repeat=2):
        lead = np.array([[first / 10, second / 10, 0.0]])
        for weights in (np.array([0.1, 0.1, 0.8]), np.array([0.3, 0.6, 0.1])):
            found = nearest_by_shift(lead, weights)
            assert found is not None
            assert found.distance == pytest.approx(1 - weights[2])
            assert found.weights == pytest.approx([0, 0, 1])


@BOTH
def test_a_lead_that_rounding_has_made_negative_is_none(nearest: Callable[..., Flip | None]) -> None:
    weights = np.array([0.5, 0.5])
    found = nearest(np.array([[0.25, -0.25 - 1e-15]]), weights)
    assert found is not None
    assert 0 <= found.distance < 1e-15
    assert found.weights == pytest.approx(weights)


def test_each_norm_has_its_own_nearest_rival() -> None:
    """One large change may shift less weight than several small ones, and yet be farther as a straight line."""
    weights = np.array([0.4, 0.2, 0.2, 0.2])
    leads = np.array([[1.0, 0.0, 0.0, -0.94], [0.5, 0.5, -0.5, -0.4]])  # 0.212 and 0.12
    shift, line = nearest_by_shift(leads, weights), nearest_by_distance(leads, weights)
    assert [one.rival for one in (shift, line) if one] == [0, 1]
    assert [one.distance for one in (shift, line) if one] == pytest.approx([0.212 / 1.94, 0.12 / math.sqrt(0.9075)])
    apart = nearest_by_shift(leads[1:], weights), nearest_by_distance(leads[:1], weights)
    assert [one.distance for one in apart if one] == pytest.approx([0.12, 0.212 / math.sqrt(1.8827)])


@BOTH
def test_who_is_better_everywhere_cannot_be_caught(nearest: Callable[..., Flip | None]) -> None:
    weights = np.array([0.5, 0.5])
    assert nearest(np.array([[0.1, 0.2], [0.01, 0.5]]), weights) is None
    assert nearest(np.empty((0, 2)), weights) is None
    found = nearest(np.array([[0.1, 0.2], [0.3, -0.1], [0.2, 0.1]]), weights)
    assert found is not None
    assert found.rival == 1


@BOTH
def test_shapes_that_do_not_fit_are_refused(nearest: Callable[..., Flip | None]) -> None:
    with pytest.raises(ValueError, match=r"shape|matmul|broadcast"):
        nearest(np.array([[0.5, -0.5, 0.0]]), np.array([0.5, 0.5]))
