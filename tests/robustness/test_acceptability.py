"""Counts over samples: against counting one by one, and against shares that are known exactly."""

from __future__ import annotations

import itertools
import types
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decide.methods.additive import scores
from decide.methods.ranks import ranks
from decide.robustness import acceptability as subject
from decide.robustness.acceptability import Tally, acceptability, central_weights, tally, together, winning
from decide.robustness.accepted import Accepted
from decide.robustness.admissible import any_weights, between, bounded
from decide.robustness.mixture import Mixture
from decide.robustness.sampling import standard_error, uniform_weights, way_of
from decide.robustness.walk import Walk
from tests.robustness.exact import SIMPLEX, area, clip, mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from decide.robustness.polytope import Polytope
    from tests.robustness.exact import Line, Point

    Real = NDArray[np.float64]
    Whole = NDArray[np.int64]

SAMPLES = 20_000
FOUR = 4  # standard errors

# Derived in closed form by interval lengths, after the definitions of Lahdelma & Salminen (2001), SMAA-2.
TWO = np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.6]])
TWO_RANKS = np.array([[0.4, 0.1, 0.5], [0.4, 0.1, 0.5], [0.2, 0.8, 0.0]])
TWO_CENTRAL = np.array([[0.8, 0.2], [0.2, 0.8], [0.5, 0.5]])
TWO_WINNING = np.array([[0, 0.5, 0.4], [0.5, 0, 0.4], [0.6, 0.6, 0]])

# Two options that are each best on one criterion, and a third that needs most of the weight on the last.
THREE = [[Fraction(part, 4) for part in row] for row in ([4, 0, 3], [0, 4, 3], [1, 1, 4])]

# Sets of three weights, the polygons that they are, and how weights are drawn from them.
EDGES = (np.eye(3) + np.roll(np.eye(3), 1, axis=0)) / 2
ORDERED = clip(SIMPLEX, (Fraction(-1), Fraction(0), Fraction(1), Fraction(0)))
WAYS: dict[str, tuple[Polytope, list[Point], type]] = {
    "points of a box": (any_weights(3), SIMPLEX, Accepted),
    "mixtures of corners": (between(np.eye(3)), SIMPLEX, Mixture),
    "mixtures in an order": (bounded(np.zeros(3), np.ones(3), (2, 0)), ORDERED, Mixture),
    "a walk between profiles": (between(np.concatenate([np.eye(3), EDGES])), SIMPLEX, Walk),
}


def counted(values: Real, weights: Real) -> Tally:
    return tally(ranks(scores(values, weights)), weights)


def _line(one: int, other: int) -> Line:
    """Where one of the three options is at least as good as another."""
    x, y, z = (mine - its for mine, its in zip(THREE[one], THREE[other], strict=True))
    return x, y, z, Fraction(0)


def _where(corners: list[Point], option: int, above: Sequence[int]) -> list[Point]:
    """Where, within a polygon, just these options are better than one of the three."""
    for other in {0, 1, 2} - {option}:
        corners = clip(corners, _line(other, option) if other in above else _line(option, other))
    return corners


def exact_ranks(corners: list[Point]) -> Real:
    """Areas: how many of the others are above says which rank it is."""
    others = [sorted({0, 1, 2} - {option}) for option in range(3)]
    parts = [
        [
            [_where(corners, option, above) for above in itertools.combinations(others[option], rank)]
            for rank in range(3)
        ]
        for option in range(3)
    ]
    whole = area(corners)
    return np.array([[float(sum(area(part) for part in some if part) / whole) for some in row] for row in parts])


def _off(found: Real, known: Real, samples: int = SAMPLES) -> Real:
    """By how many standard errors shares miss what they should be; impossible and certain ones must not miss at all."""
    error = np.sqrt(known * (1 - known) / samples)
    missed: Real = np.abs(found - known) / np.where(error > 0, error, 1e-9)
    return missed


@st.composite
def samples(draw: st.DrawFn) -> tuple[Whole, Real]:
    """Ranks, many of them shared, and the weights that they came out under."""
    rows, options, criteria = draw(st.integers(1, 30)), draw(st.integers(1, 5)), draw(st.integers(1, 4))
    rng = np.random.default_rng(draw(st.integers(0, 999)))
    return ranks(rng.integers(0, 3, (rows, options)) / 2), rng.dirichlet(np.ones(criteria), size=rows)


def test_two_criteria_lahdelma_salminen_2001_derived() -> None:
    weights = uniform_weights(any_weights(2), SAMPLES, seed=1)
    found = counted(TWO, weights)
    assert (_off(acceptability(found), TWO_RANKS) < FOUR).all()
    assert (_off(winning(found), TWO_WINNING) < FOUR).all()
    means, errors = central_weights(found)
    assert (np.abs(means - TWO_CENTRAL) < FOUR * errors).all()
    widths = np.array([0.4, 0.4, 0.2])  # of the intervals of weights in which each is first
    assert errors[:, 0] == pytest.approx(widths / np.sqrt(12 * found.ranks[:, 0]), rel=0.05)


def test_the_areas_of_three_criteria_are_those_derived() -> None:
    assert exact_ranks(SIMPLEX).tolist() == [
        [7 / 16, 3 / 16, 6 / 16],
        [7 / 16, 3 / 16, 6 / 16],
        [2 / 16, 10 / 16, 4 / 16],
    ]
    assert mean(_where(SIMPLEX, 2, ())) == [Fraction(1, 8), Fraction(1, 8), Fraction(3, 4)]


@pytest.mark.parametrize("way", WAYS)
def test_three_criteria_have_the_areas_of_their_polygons(way: str) -> None:
    """Whichever way the weights are drawn."""
    polytope, corners, kind = WAYS[way]
    assert isinstance(way_of(polytope), kind)
    weights = uniform_weights(polytope, SAMPLES, seed=1)
    assert np.abs(weights.sum(axis=1) - 1).max() < 1e-12
    found = counted(np.array(THREE, dtype=np.float64), weights)
    known = exact_ranks(corners)
    assert (_off(acceptability(found), known) < FOUR).all()
    whole = area(corners)
    better = [
        [area(clip(corners, _line(one, other))) / whole * (one != other) for other in range(3)] for one in range(3)
    ]
    assert (_off(winning(found), np.array(better, dtype=np.float64)) < FOUR).all()
    means, errors = central_weights(found)
    middles = np.array([mean(_where(corners, option, ())) for option in range(3)], dtype=np.float64)
    assert (np.abs(means - middles) < FOUR * errors).all()


def test_the_biased_sampler_is_caught() -> None:
    """Numbers divided by their sum crowd the middle: the option that needs a corner is first half as often as it is."""
    drawn = np.random.default_rng(0).random((SAMPLES, 3))
    found = counted(np.array(THREE, dtype=np.float64), drawn / drawn.sum(axis=1, keepdims=True))
    assert acceptability(found)[2, 0] < 0.6 * 2 / 16
    assert _off(acceptability(found), exact_ranks(SIMPLEX))[2, 0] > 20


@settings(deadline=None)
@given(samples())
def test_against_counting_one_by_one(given_samples: tuple[Whole, Real]) -> None:
    places, weights = given_samples
    found = tally(places, weights)
    options = range(places.shape[1])
    assert found.samples == len(places)
    assert found.ranks.tolist() == [[sum(places[:, o] == rank + 1) for rank in options] for o in options]
    assert found.ahead.tolist() == [[sum(places[:, o] < places[:, p]) for p in options] for o in options]
    firsts = [weights[places[:, option] == 1] for option in options]
    assert found.sums == pytest.approx(np.array([some.sum(axis=0) for some in firsts]))
    assert found.squares == pytest.approx(np.array([(some**2).sum(axis=0) for some in firsts]))


@settings(deadline=None)
@given(samples())
def test_laws_of_shares(given_samples: tuple[Whole, Real]) -> None:
    places, weights = given_samples
    found = tally(places, weights)
    shares, wins = acceptability(found), winning(found)
    assert shares.sum(axis=1) == pytest.approx(np.ones(len(shares)))
    assert (wins.diagonal() == 0).all()
    level = (places[:, :, None] == places[:, None, :]).mean(axis=0)
    assert wins + wins.T + level == pytest.approx(np.ones_like(wins))
    if not (level - np.eye(len(level))).any():
        assert shares.sum(axis=0) == pytest.approx(np.ones(len(shares)))


@settings(deadline=None)
@given(samples(), st.data())
def test_tallies_add_up_whatever_the_blocks(given_samples: tuple[Whole, Real], data: st.DataObject) -> None:
    places, weights = given_samples
    cuts = sorted(data.draw(st.lists(st.integers(0, len(places)), max_size=3)))
    parts = [slice(*ends) for ends in itertools.pairwise([0, *cuts, len(places)])]
    found, known = together(tally(places[part], weights[part]) for part in parts), tally(places, weights)
    assert found.samples == known.samples
    assert found.ranks.tolist() == known.ranks.tolist()
    assert found.ahead.tolist() == known.ahead.tolist()
    assert found.sums == pytest.approx(known.sums)
    assert found.squares == pytest.approx(known.squares)


@pytest.mark.parametrize("count", [511, 512, 513, 1_024, 1_500])
def test_many_samples_are_all_counted(count: int) -> None:
    rng = np.random.default_rng(count)
    places = ranks(rng.integers(0, 3, (count, 3)) / 2)
    found = tally(places, rng.dirichlet(np.ones(2), size=count))
    assert found.ranks.sum() == 3 * count
    assert found.ranks[:, 0].tolist() == (places == 1).sum(axis=0).tolist()
    assert found.ahead[0].tolist() == (places[:, :1] < places).sum(axis=0).tolist()


def test_many_options_keep_their_ranks() -> None:
    """More than fit into a byte."""
    places = ranks(np.arange(300)[None, :] / 3)
    found = tally(places, np.ones((1, 1)))
    assert found.ranks.tolist() == np.eye(300)[::-1].tolist()
    assert found.ahead.tolist() == np.tri(300, k=-1).tolist()


def test_ranks_too_large_for_small_numbers_are_counted_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    places, weights = ranks(rng.integers(0, 9, (50, 7)) / 2), rng.dirichlet(np.ones(3), size=50)
    small = tally(places, weights)
    monkeypatch.setattr(subject, "np", _SmallNumpy())
    large = tally(places, weights)
    assert large.ahead.tolist() == small.ahead.tolist()
    assert large.ranks.tolist() == small.ranks.tolist()


class _SmallNumpy:
    """NumPy, but for where its integers end."""

    def iinfo(self, _kind: type) -> types.SimpleNamespace:
        return types.SimpleNamespace(max=7)

    def __getattr__(self, name: str) -> object:
        return getattr(np, name)


def test_one_option_is_always_first() -> None:
    weights = uniform_weights(any_weights(2), 100)
    found = counted(TWO[:1], weights)
    assert acceptability(found).tolist() == [[1.0]]
    assert winning(found).tolist() == [[0.0]]
    means, errors = central_weights(found)
    assert means[0] == pytest.approx(weights.mean(axis=0))
    assert errors[0] == pytest.approx(weights.std(axis=0, ddof=1) / 10)


def test_options_that_tie_are_both_first_and_neither_is_ahead() -> None:
    found = counted(np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 0.0]]), uniform_weights(any_weights(2), 10))
    assert acceptability(found).tolist() == [[1, 0, 0], [1, 0, 0], [0, 0, 1]]
    assert winning(found).tolist() == [[0, 0, 1], [0, 0, 1], [0, 0, 0]]


def test_central_weights_of_one_that_is_never_first_and_of_one_that_is_so_once() -> None:
    weights = np.array([[0.25, 0.75], [0.5, 0.5], [0.75, 0.25]])
    places = np.array([[1, 2, 3], [2, 1, 3], [1, 2, 3]])
    means, errors = central_weights(tally(places, weights))
    assert means[:2].tolist() == [[0.5, 0.5], [0.5, 0.5]]
    assert errors[0] == pytest.approx([0.25, 0.25])  # 0.25 * sqrt(2) is how far the two spread, over sqrt(2)
    assert np.isnan(errors[1]).all()
    assert np.isnan(means[2]).all()
    assert np.isnan(errors[2]).all()


def test_shapes_that_do_not_fit_and_no_tallies_are_refused() -> None:
    with pytest.raises(ValueError, match="matmul"):
        tally(np.ones((5, 1), dtype=np.int64), np.ones((4, 2)))
    with pytest.raises(TypeError):
        together([])


def test_coverage_of_stated_standard_errors() -> None:
    """In 95 of 100 runs the exact share lies within 1.96 of the standard errors that the run itself states.

    Of 500 runs, 475 are expected, with a binomial standard deviation of sqrt(500 * 0.95 * 0.05) = 4.9. Four of them,
    and the one per cent by which the normal interval of a share is known to be off at this size, give 450 to 499.
    """
    runs, size = 500, 600
    hits = np.zeros((3, 3))
    middles = np.zeros((3, 2))
    for seed in range(runs):
        found = counted(TWO, uniform_weights(any_weights(2), size, seed))
        shares = acceptability(found)
        errors = np.array([[standard_error(share, size) for share in row] for row in shares.tolist()])
        hits += np.abs(shares - TWO_RANKS) <= 1.96 * errors
        means, wide = central_weights(found)
        middles += np.abs(means - TWO_CENTRAL) <= 1.96 * wide
    assert hits[2, 2] == runs, "what cannot be is never seen"
    assert ((hits >= 450) & (hits <= 499))[TWO_RANKS > 0].all(), hits
    assert ((middles >= 450) & (middles <= 499)).all(), middles
