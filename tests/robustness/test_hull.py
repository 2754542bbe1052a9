"""Faces of hulls: by definition, and against what can be mixed from the points, which a linear programme knows."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np
import pulp
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decide.engine.solvers import run_highs
from decide.robustness import hull
from decide.robustness.corners import TooMany
from decide.robustness.hull import faces
from tests.robustness.test_polytope import weightings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Real = NDArray[np.float64]

NEAR = 1e-9


@st.composite
def profiles(draw: st.DrawFn, most_criteria: int = 5) -> Real:
    """Some weightings, all different; now and then with what lies between them, or all in few dimensions."""
    count = draw(st.integers(2, most_criteria))
    points = np.array(draw(st.lists(weightings(count), min_size=1, max_size=6)))
    if draw(st.booleans()):
        pairs = st.lists(st.tuples(*[st.integers(0, len(points) - 1)] * 2), min_size=1, max_size=3)
        points = np.concatenate([points, [(points[one] + points[other]) / 2 for one, other in draw(pairs)]])
    return np.unique(points, axis=0)


def _dimension(points: Real) -> int:
    return int(np.linalg.matrix_rank(points - points[0], tol=NEAR))


def _agree(found: tuple[Real, Real], known: tuple[Real, Real]) -> bool:
    """Whether each face of one is one face of the other."""
    ours, theirs = (np.column_stack(part) for part in (found, known))
    same = np.abs(ours[:, None] - theirs).max(axis=2) < 1e-7
    return bool((same.sum(axis=0) == 1).all() and (same.sum(axis=1) == 1).all())


def _reach(points: Real, start: Real, way: Real) -> float:
    """How far one can go from a mixture of some points before it is none any more, by a linear programme."""
    problem = pulp.LpProblem("reach", pulp.LpMaximize)
    far = problem.add_variable("far", 0, None)
    shares = [problem.add_variable(f"s{place}", 0, 1) for place in range(len(points))]
    problem.addConstraint(pulp.lpSum(shares) == 1)
    for column, begin, step in zip(points.T.tolist(), start.tolist(), way.tolist(), strict=True):
        mixed = pulp.lpSum(part * share for part, share in zip(column, shares, strict=True))
        problem.addConstraint(mixed - step * far == begin)
    problem.setObjective(1 * far)
    assert run_highs(problem, None).solved
    return float(far.varValue)


@settings(deadline=None)
@given(profiles())
def test_all_points_are_behind_each_face_and_enough_lie_on_it(points: Real) -> None:
    dimension = _dimension(points)
    rows, bounds = faces(points)
    assert rows.shape == (len(bounds), points.shape[1])
    assert (len(rows) == 0) == (dimension == 0)
    assert np.abs(np.linalg.norm(rows, axis=1) - 1).max(initial=0) < NEAR
    assert (points @ rows.T <= bounds + NEAR).all()
    for row, bound in zip(rows, bounds, strict=True):
        on = points[points @ row >= bound - NEAR]
        assert _dimension(on) == dimension - 1
    others = np.linalg.svd(points - points[0])[2][dimension:]
    assert np.abs(rows @ others.T).max(initial=0) < NEAR, "a face stands upright in the plane of the points"


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_faces_end_where_mixtures_end(data: st.DataObject) -> None:
    """From the middle towards anywhere in the plane of the points."""
    points = data.draw(profiles())
    assume(len(points) > 1)
    middle = points.mean(axis=0)
    parts = st.lists(st.integers(-5, 5), min_size=len(points), max_size=len(points))
    way = np.array(data.draw(parts), dtype=np.float64) @ (points - middle)
    assume(np.abs(way).max() > 1e-3)
    rows, bounds = faces(points)
    speed = rows @ way
    ends = (bounds - rows @ middle)[speed > NEAR] / speed[speed > NEAR]
    assert ends.min() == pytest.approx(_reach(points, middle, way), rel=1e-6, abs=1e-8)


@settings(deadline=None)
@given(st.data())
def test_each_face_is_there_once_and_in_any_order_of_the_points(data: st.DataObject) -> None:
    points = data.draw(profiles())
    found = faces(points)
    assert _agree(found, found), "each is there once"
    assert _agree(faces(points[data.draw(st.permutations(range(len(points))))]), found)
    assert [part.tobytes() for part in faces(points)] == [part.tobytes() for part in found]


def test_a_single_point_has_no_faces() -> None:
    rows, bounds = faces(np.array([[0.5, 0.25, 0.25]]))
    assert rows.shape == (0, 3)
    assert bounds.shape == (0,)


def test_a_segment_ends_at_both_its_ends_wherever_it_lies() -> None:
    """Also with points between them, which change nothing."""
    low, high = np.array([0.0, 0.25, 0.75]), np.array([0.5, 0.25, 0.25])
    along = math.sqrt(0.5)
    known = np.array([[-along, 0, along], [along, 0, -along]]), np.array([0.75, 0.25]) * along
    assert _agree(faces(np.array([low, high])), known)
    assert _agree(faces(np.array([low, high, (low + high) / 2, 0.25 * low + 0.75 * high])), known)


@pytest.mark.parametrize("count", range(2, 7))
def test_the_simplex_has_a_face_opposite_each_corner(count: int) -> None:
    rows, bounds = faces(np.eye(count))
    assert len(rows) == count
    distances = bounds - np.eye(count) @ rows.T
    assert (np.abs(distances) < NEAR).sum() == count * (count - 1)
    height = math.sqrt(count / (count - 1))  # of a corner above the opposite face
    assert np.sort(distances, axis=None)[-count:] == pytest.approx([height] * count)


def test_pairs_of_four_criteria_span_an_octahedron() -> None:
    """Half the weight on each of two: six corners, eight faces; a seventh point in the middle changes nothing."""
    corners = np.array([np.eye(4)[list(pair)].mean(axis=0) for pair in itertools.combinations(range(4), 2)])
    rows, bounds = faces(corners)
    assert len(rows) == 8
    assert (np.abs(corners @ rows.T - bounds) < NEAR).sum(axis=0).tolist() == [3] * 8
    assert _agree(faces(np.concatenate([corners, [[0.25] * 4]])), (rows, bounds))


def test_faces_with_more_points_than_it_takes_are_found_once() -> None:
    """A pyramid over a square: of four points on its base any three make the same plane."""
    base = np.array([[0.25, 0.25, 0.5, 0], [0.25, 0.5, 0.25, 0], [0.5, 0.25, 0.25, 0], [0.5, 0.5, 0, 0]])
    rows, bounds = faces(np.concatenate([base, [[0.25, 0.25, 0.25, 0.25]]]))
    assert len(rows) == 5
    assert sorted((np.abs(base @ rows.T - bounds) < NEAR).sum(axis=0).tolist()) == [2, 2, 2, 2, 4]


def test_a_thin_hull_has_its_faces() -> None:
    """A triangle whose third corner is a hundred-millionth away from the line through the others."""
    points = np.array([[0.5, 0.25, 0.25], [0.25, 0.5, 0.25], [0.375 - 1e-8, 0.375 - 1e-8, 0.25 + 2e-8]])
    rows, bounds = faces(points)
    assert len(rows) == 3
    assert (np.abs(points @ rows.T - bounds) < 1e-11).sum() == 6


def test_points_that_differ_by_rounding_alone_span_nothing_more() -> None:
    points = np.array([[0.5, 0.25, 0.25], [0.5 + 1e-16, 0.25, 0.25 - 1e-16], [0.25, 0.5, 0.25]])
    rows, _ = faces(np.unique(points, axis=0))
    assert len(rows) == 2


def test_more_planes_than_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(TooMany):
        faces(rng.dirichlet(np.ones(5), size=60))  # 487,635 planes through four of them
    six = rng.dirichlet(np.ones(4), size=6)
    monkeypatch.setattr(hull, "MOST", 20)
    assert len(faces(six)[0]) >= 4
    monkeypatch.setattr(hull, "MOST", 19)
    with pytest.raises(TooMany):
        faces(six)
