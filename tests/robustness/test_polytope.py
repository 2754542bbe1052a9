"""Admissible weights as polytopes: what they are made of, what is refused, and all kinds of them, made up."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decide.robustness import hull
from decide.robustness.admissible import any_weights, between, bounded
from decide.robustness.corners import TooMany
from decide.robustness.polytope import NoWeights, Polytope
from decide.robustness.within import within

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Real = NDArray[np.float64]

STEPS = 16  # made-up weights and bounds are whole sixteenths, which floats hold exactly
KINDS = ("any", "bounds", "order", "between")


@st.composite
def weightings(draw: st.DrawFn, count: int) -> Real:
    """Weights with sum 1, some of which may be 0 or tie."""
    cuts = draw(st.lists(st.integers(0, STEPS), min_size=count - 1, max_size=count - 1))
    return np.diff([0, *sorted(cuts), STEPS]) / STEPS


@st.composite
def boxes(draw: st.DrawFn, inner: Real) -> tuple[Real, Real]:
    """Bounds around some weights; some leave no room."""
    rooms = st.lists(st.integers(0, STEPS // 2), min_size=len(inner), max_size=len(inner))
    down, up = (np.array(draw(rooms)) / STEPS for _ in range(2))
    return np.maximum(inner - down, 0.0), np.minimum(inner + up, 1.0)


@st.composite
def orders(draw: st.DrawFn, inner: Real) -> tuple[int, ...]:
    """Some criteria in an order that some weights are in."""
    named = draw(st.sets(st.integers(0, len(inner) - 1)))
    return tuple(place for place in np.argsort(-inner, kind="stable").tolist() if place in named)


@st.composite
def polytopes(draw: st.DrawFn, count: int, kinds: tuple[str, ...] = KINDS) -> Polytope:
    """Admissible weights of any kind; some lie in fewer dimensions, some are a single point."""
    kind = draw(st.sampled_from(kinds))
    if kind == "any":
        return any_weights(count)
    if kind == "between":
        return between(np.array(draw(st.lists(weightings(count), min_size=1, max_size=5))))
    inner = draw(weightings(count))
    lower, upper = draw(boxes(inner))
    return bounded(lower, upper, draw(orders(inner)) if kind == "order" else ())


def unlisted(polytope: Polytope) -> Polytope:
    """The same weights, as if they had too many corners to list."""
    same = Polytope(polytope.lower, polytope.upper, polytope.rows, polytope.bounds, polytope.spanned)
    vars(same)["corners"] = None
    return same


@pytest.mark.parametrize("count", [1, 2, 5])
def test_of_any_weights_each_corner_gives_all_to_one_criterion(count: int) -> None:
    found = any_weights(count)
    assert found.dimension == count
    assert found.spanned is None
    assert found.corners is not None
    assert found.corners.tolist() == np.eye(count)[::-1].tolist()


def test_bounds_and_an_order_are_told_by_the_polytope() -> None:
    lower, upper = np.array([0.125, 0.0, 0.25, 0.0]), np.array([0.5, 1.0, 0.75, 0.5])
    found = bounded(lower, upper, (2, 0, 3))
    assert found.lower.tolist() == lower.tolist()
    assert found.upper.tolist() == upper.tolist()
    assert found.rows.tolist() == [[1, 0, -1, 0], [-1, 0, 0, 1]], "0 weighs no more than 2, and 3 no more than 0"
    assert found.bounds.tolist() == [0, 0]
    assert found.spanned is None


@pytest.mark.parametrize("order", [(), (1,)])
def test_one_criterion_alone_is_in_no_order(order: tuple[int, ...]) -> None:
    assert bounded(np.zeros(3), np.ones(3), order).rows.shape == (0, 3)


@pytest.mark.parametrize(
    ("lower", "upper", "order"),
    [
        ([0.6, 0.6], [0.7, 0.7], ()),
        ([0.1, 0.1], [0.2, 0.2], ()),
        ([0.5, 0.5], [0.4, 0.6], ()),
        ([0.0, 0.5, 0.0], [0.25, 1.0, 1.0], (0, 1)),
        ([0.0, 0.0, 0.25], [0.25, 0.25, 1.0], (0, 1, 2)),  # any two of them could be in this order
        ([0.25, 0.25, 0.0], [0.25, 0.5, 1.0], (0, 2, 1)),
    ],
    ids=["too much", "too little", "crossed", "order of two", "order of three", "order through a third"],
)
def test_what_has_no_weights_is_refused(lower: list[float], upper: list[float], order: tuple[int, ...]) -> None:
    with pytest.raises(NoWeights):
        bounded(np.array(lower), np.array(upper), order)


def test_an_order_that_just_fits_is_taken() -> None:
    found = bounded(np.array([0.0, 0.5, 0.0]), np.array([0.5, 1.0, 1.0]), (0, 1)).corners
    assert found is not None
    assert found.tolist() == [[0.5, 0.5, 0.0]]


def test_an_order_is_seen_not_to_fit_where_there_are_too_many_corners_to_list() -> None:
    lower, upper = within(np.full(12, 1 / 12), 0.5)
    lower[:3], upper[:3] = [0.05, 0.06, 0.0], [0.07, 0.12, 0.12]
    assert bounded(lower, upper, (1, 0)).corners is None
    assert bounded(lower, upper, (0, 1, 2)).corners is None
    upper[0] = 0.059
    with pytest.raises(NoWeights):
        bounded(lower, upper, (0, 1, 2))
    assert bounded(lower, upper, (1, 0)).corners is None


@pytest.mark.parametrize("off", [1e-13, -1e-13])
def test_rounding_of_a_sum_is_forgiven(off: float) -> None:
    moved = np.array([0.5, 0.25, 0.25 + off])
    found = bounded(moved, moved).corners
    assert found is not None
    assert np.abs(found - moved).max() < 1e-12
    moved[2] = 0.25 + 100 * off
    with pytest.raises(NoWeights):
        bounded(moved, moved)


def test_nothing_is_between_no_profiles() -> None:
    with pytest.raises(NoWeights):
        between(np.empty((0, 3)))


def test_between_profiles_the_corners_are_the_profiles() -> None:
    profiles = np.array([[0.5, 0.25, 0.25], [0.0, 0.75, 0.25], [0.5, 0.25, 0.25], [0.25, 0.25, 0.5]])
    found = between(profiles)
    assert found.corners is found.spanned is not None
    assert found.spanned.tolist() == [[0.0, 0.75, 0.25], [0.25, 0.25, 0.5], [0.5, 0.25, 0.25]]
    assert found.lower.tolist() == [0.0, 0.25, 0.25]
    assert found.upper.tolist() == [0.5, 0.75, 0.5]
    assert found.rows.shape == (3, 3)
    assert (found.rows @ profiles.T <= found.bounds[:, None] + 1e-12).all()
    assert found.dimension == 3


def test_profiles_that_span_too_much_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    profiles = np.random.default_rng(0).dirichlet(np.ones(4), size=6)
    assert len(between(profiles).rows) >= 4
    monkeypatch.setattr(hull, "MOST", 19)  # 6 * 5 * 4 / (1 * 2 * 3) = 20 planes
    with pytest.raises(TooMany):
        between(profiles)


def test_a_polytope_of_nothing_has_no_corners() -> None:
    """Put together by hand; `bounded` would have refused it."""
    with pytest.raises(NoWeights):
        _ = Polytope(np.zeros(2), np.ones(2), np.array([[1.0, 1.0]]), np.array([0.5])).corners


def test_corners_keep_to_bounds_that_floats_do_not_hold_exactly() -> None:
    rng = np.random.default_rng(0)
    for _ in range(100):
        lower, upper = within(rng.dirichlet(np.ones(4)), 0.2)
        corners = bounded(lower, upper).corners
        assert corners is not None
        assert ((corners >= lower) & (corners <= upper)).all()


@settings(deadline=None)
@given(st.data())
def test_corners_are_admissible_different_and_in_a_fixed_order(data: st.DataObject) -> None:
    polytope = data.draw(polytopes(data.draw(st.integers(1, 5))))
    corners = polytope.corners
    assert corners is not None
    assert (corners >= polytope.lower).all()
    assert (corners <= polytope.upper).all()
    assert (corners @ polytope.rows.T <= polytope.bounds + 1e-12).all()
    assert np.abs(corners.sum(axis=1) - 1).max() < 1e-12
    assert all(one < other for one, other in itertools.pairwise(corners.tolist()))
