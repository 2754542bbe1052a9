"""What is necessary and what is possible, against every weight on a fine grid, and by laws."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decide.robustness.admissible import any_weights, bounded
from decide.robustness.preference import TIE, least_leads, necessary, possible
from decide.robustness.sampling import uniform_weights
from tests.robustness.test_corners import every_corner
from tests.robustness.test_polytope import STEPS, polytopes, unlisted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from decide.robustness.polytope import Polytope

    Real = NDArray[np.float64]

NEAR = 1e-12
FINE = 4 * STEPS
LISTED = ("any", "bounds", "order")  # of which corners can be found by brute force


@st.composite
def tables(draw: st.DrawFn, criteria: int, most_options: int = 4, *, ranges: bool) -> tuple[Real, Real]:
    """Least and largest values of options: whole eighths, often tied, some options twice."""
    rows = draw(st.integers(1, most_options))
    numbers = st.lists(st.integers(0, 8), min_size=criteria, max_size=criteria)
    values = [np.array(draw(st.lists(numbers, min_size=rows, max_size=rows))) / 8 for _ in range(1 + ranges)]
    again = draw(st.lists(st.integers(0, rows - 1), max_size=1))
    low, high = np.minimum(values[0], values[-1]), np.maximum(values[0], values[-1])
    return np.concatenate([low, low[again]]), np.concatenate([high, high[again]])


def _weights(polytope: Polytope) -> Real:
    """All admissible weights of three criteria that are whole sixty-fourths, and the corners."""
    first, second = np.divmod(np.arange((FINE + 1) ** 2), FINE + 1)
    grid = np.stack([first, second, FINE - first - second], axis=1) / FINE
    fits = (grid >= polytope.lower).all(axis=1) & (grid <= polytope.upper).all(axis=1)
    return np.concatenate(
        [grid[fits & (grid @ polytope.rows.T <= polytope.bounds).all(axis=1)], every_corner(polytope)]
    )


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_against_a_grid_of_weights_and_the_corners(data: st.DataObject) -> None:
    polytope = data.draw(polytopes(3, LISTED))
    low, high = data.draw(tables(3, ranges=data.draw(st.booleans())))
    leads = least_leads(low, high, polytope)
    weights = _weights(polytope)
    at_least, at_most = weights @ low.T, weights @ high.T
    margins = (at_least[:, :, None] - at_most[:, None, :]).min(axis=0)
    np.fill_diagonal(margins, 0)
    assert np.abs(leads - margins).max() < 1e-8, "a least lead is taken at a corner"
    assert (necessary(leads) == (margins >= -1e-8)).all()
    may = (at_most[:, :, None] - at_least[:, None, :]).max(axis=0)
    np.fill_diagonal(may, 0)
    assert (possible(leads) == (may >= -1e-8)).all()


@settings(deadline=None)
@given(st.data())
def test_laws(data: st.DataObject) -> None:
    criteria = data.draw(st.integers(1, 5))
    polytope = data.draw(polytopes(criteria))
    low, high = data.draw(tables(criteria, ranges=data.draw(st.booleans())))
    leads = least_leads(low, high, polytope)
    sure, may = necessary(leads), possible(leads)
    assert sure.diagonal().all()
    assert may.diagonal().all()
    assert (~sure | may).all(), "what is necessary is possible"
    for middle in range(len(low)):
        chained = sure[:, middle, None] & sure[middle]
        assert (~chained | sure).all(), "necessary preference is transitive"
    dominates = (low[:, None, :] >= high).all(axis=2)
    assert (~dominates | sure).all(), "who is nowhere worse is as good whatever the weights"
    assert (may | may.T).all(), "of two options one is possibly as good as the other"


@settings(deadline=None)
@given(st.data())
def test_either_one_is_necessarily_as_good_or_the_other_is_possibly_better(data: st.DataObject) -> None:
    """Just one of them: possibly better is seen at some corner."""
    criteria = data.draw(st.integers(2, 4))
    polytope = data.draw(polytopes(criteria, LISTED))
    low, high = data.draw(tables(criteria, ranges=data.draw(st.booleans())))
    sure = necessary(least_leads(low, high, polytope))
    corners = every_corner(polytope)
    better = ((corners @ high.T)[:, :, None] - (corners @ low.T)[:, None, :]).max(axis=0) > 1e-8
    np.fill_diagonal(better, val=False)
    assert (sure ^ better.T).all()


@settings(deadline=None)
@given(st.data())
def test_with_certain_values_nothing_is_better_without_being_possible(data: st.DataObject) -> None:
    """Without ranges, what is possible is the reverse of what is not necessarily worse by more than a tie."""
    criteria = data.draw(st.integers(2, 4))
    polytope = data.draw(polytopes(criteria))
    values, _ = data.draw(tables(criteria, ranges=False))
    leads = least_leads(values, values, polytope)
    samples = uniform_weights(polytope, 50) @ values.T
    shown = samples[:, :, None] - samples[:, None, :]
    assert (shown.min(axis=0) >= leads - 1e-9).all(), "no sample contradicts a least lead"
    assert (~necessary(leads) | (shown.min(axis=0) >= -1e-9)).all()
    assert (possible(leads) | (shown.max(axis=0) <= 1e-9)).all()


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_wider_ranges_and_wider_weights_make_less_necessary_and_more_possible(data: st.DataObject) -> None:
    criteria = data.draw(st.integers(2, 4))
    polytope = data.draw(polytopes(criteria))
    low, high = data.draw(tables(criteria, ranges=True))
    middle = (low + high) / 2
    exact, ranged = least_leads(middle, middle, polytope), least_leads(low, high, polytope)
    every = least_leads(middle, middle, any_weights(criteria))
    for wider in (ranged, every):
        assert (~necessary(wider) | necessary(exact)).all()
        assert (~possible(exact) | possible(wider)).all()


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_a_solver_finds_the_same(data: st.DataObject) -> None:
    criteria = data.draw(st.integers(1, 4))
    polytope = data.draw(polytopes(criteria))
    low, high = data.draw(tables(criteria, most_options=3, ranges=True))
    assert np.abs(least_leads(low, high, polytope) - least_leads(low, high, unlisted(polytope))).max() < 1e-9


def test_by_hand_with_ranges() -> None:
    """Of two criteria the first weighs 0.5 to 0.75; of each pair the margins are looked at where they are least."""
    polytope = bounded(np.array([0.5, 0.25]), np.array([0.75, 0.5]))
    low, high = np.array([[0.5, 0.5], [0.0, 0.5]]), np.array([[1.0, 0.5], [0.5, 1.0]])
    leads = least_leads(low, high, polytope)
    assert leads == pytest.approx(np.array([[0, 0.5 - 0.75], [0.125 - 0.875, 0]]))
    assert necessary(leads).tolist() == [[True, False], [False, True]]
    assert possible(leads).tolist() == [[True, True], [True, True]]
    up = np.array([[0.5, 0.5], [0, 0]])
    apart = least_leads(low + up, high + up, polytope)
    assert apart == pytest.approx(np.array([[0, 0.25], [0.125 - 1.375, 0]]))
    assert necessary(apart).tolist() == [[True, True], [False, True]]
    assert possible(apart).tolist() == [[True, True], [False, True]]


def test_an_option_is_as_good_as_itself_whatever_its_range() -> None:
    leads = least_leads(np.zeros((2, 2)), np.ones((2, 2)), any_weights(2))
    assert leads.tolist() == [[0, -1], [-1, 0]]
    assert necessary(leads).tolist() == np.eye(2, dtype=np.bool_).tolist()


@pytest.mark.parametrize(("lead", "level"), [(-TIE / 2, True), (0.0, True), (TIE / 2, True), (-2 * TIE, False)])
def test_rounding_makes_no_difference(lead: float, level: bool) -> None:  # noqa: FBT001 - a case's outcome
    assert TIE == 1e-11
    assert necessary(np.array([[0.0, lead], [0.0, 0.0]]))[0, 1] == level
    assert possible(np.array([[0.0, 0.0], [-lead, 0.0]]))[0, 1] == level
