"""What knowing would be worth: against integrals that can be written down, and by laws."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decide.robustness.admissible import any_weights, between
from decide.robustness.information import of_everything, of_one_score, of_one_weight
from decide.robustness.sampling import uniform_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Real = NDArray[np.float64]

EVEN = (np.arange(10_000) + 0.5) / 10_000  # as good as uniform on [0, 1]
POINTS = st.floats(0, 100)


@pytest.mark.parametrize("gap", [0.0, 5.0, 12.5, 19.0, -7.0, 20.0, 30.0, -30.0])
def test_one_score_that_is_uniform(gap: float) -> None:
    """With weight 0.4 the score moves 20 points up and down: of what is beyond the gap, (20 - gap)^2 / 80 is gained."""
    found = of_one_score(np.array([10.0, 50.0, 50.0 - gap]), 2, 0.4, EVEN)
    assert found == pytest.approx(max(20 - abs(gap), 0) ** 2 / 80, abs=1e-6)


def test_one_score_that_is_this_or_that() -> None:
    """Half the time it is 15 points better, and then 10 ahead; the expected score must not be counted twice."""
    values = np.array([0.2, 0.8])
    assert of_one_score(np.array([45.0, 50.0]), 0, 0.5, values) == pytest.approx(0.5 * 10)
    assert of_one_score(np.array([55.0, 50.0]), 0, 0.5, values) == pytest.approx(0.5 * 10)
    assert of_one_score(np.array([55.0, 50.0]), 1, 0.5, values) == pytest.approx(0.5 * 10)


def test_the_best_rival_counts() -> None:
    found = [of_one_score(np.array([50.0, *rivals]), 0, 1.0, EVEN) for rivals in ([45, 20], [20, 45], [45, 45])]
    assert found == pytest.approx([45**2 / 200] * 3, abs=1e-6)


@settings(deadline=None)
@given(st.lists(POINTS, min_size=1, max_size=4), st.floats(0, 1), st.lists(st.floats(0, 1), min_size=1, max_size=9))
def test_knowing_a_score_never_harms(means: list[float], weight: float, values: list[float]) -> None:
    found = of_one_score(np.array(means), 0, weight, np.array(values))
    assert found >= 0
    spread = 100 * weight * (max(values) - min(values))
    assert found <= spread + 1e-9
    rival = max(means[1:], default=-math.inf)
    if len(means) == 1 or abs(means[0] - rival) >= spread:
        assert found == pytest.approx(0, abs=1e-10), "it cannot change which is first"


def test_a_score_without_weight_or_without_spread_is_worth_nothing() -> None:
    assert of_one_score(np.array([50.0, 50.0]), 0, 0.0, EVEN) == 0
    assert of_one_score(np.array([50.0, 50.0]), 0, 1.0, np.full(7, 0.3)) == pytest.approx(0, abs=1e-12)
    assert of_one_score(np.array([50.0]), 0, 1.0, EVEN) == 0


def _above(scores: Real, weights: Real) -> float:
    """The exact mean of the highest of some lines over [0, 1], from their values at both ends."""
    crossings = [
        (one[0] - two[0]) / ((one[0] - two[0]) - (one[1] - two[1]))
        for one in scores
        for two in scores
        if one[0] - two[0] != one[1] - two[1]
    ]
    knots = np.unique([0.0, 1.0, *[float(at) for at in crossings if 0 < at < 1]])
    tops = (scores[:, :1] + (scores[:, 1:] - scores[:, :1]) * knots).max(axis=0)
    assert len(weights)
    return float(((tops[1:] + tops[:-1]) / 2 * np.diff(knots)).sum())


@settings(deadline=None)
@given(st.lists(st.tuples(POINTS, POINTS), min_size=1, max_size=4))
def test_one_weight_of_two_criteria(ends: list[tuple[float, float]]) -> None:
    """Scores are lines over the weight of one, which the fit follows exactly."""
    lines = np.array(ends)
    scores = lines[:, 0] + EVEN[:, None] * (lines[:, 1] - lines[:, 0])
    known = _above(lines, EVEN) - lines.mean(axis=1).max()
    assert of_one_weight(scores, EVEN) == pytest.approx(known, abs=1e-4)


def test_one_weight_by_hand() -> None:
    """100 w against 100 - 100 w: 75 points for whoever knows w, and 50 for who does not."""
    scores = np.stack([100 * EVEN, 100 - 100 * EVEN], axis=1)
    assert of_one_weight(scores, EVEN) == pytest.approx(25, abs=1e-4)
    assert of_one_weight(scores / 4, EVEN / 4 + 0.2) == pytest.approx(25 / 4, abs=1e-4), "wherever the weight may be"


def test_curves_of_degree_three_are_followed() -> None:
    """(2 w - 1)^3 against nothing: an eighth of the 100 points is gained on average."""
    scores = np.stack([100 * (2 * EVEN - 1) ** 3, 0 * EVEN], axis=1)
    assert of_one_weight(scores, EVEN) == pytest.approx(12.5, abs=1e-4)


def test_the_other_weights_stay_open() -> None:
    """Scores scatter about a line over the weight by 60 points either way; what that decides is not gained.

    Of both, it is: half the mean of |u + 60| for u from -100 to 100 is (160^2 + 40^2) / 800 = 34.
    """
    scatter = np.random.default_rng(0).choice([-60.0, 60.0], len(EVEN))
    scores = np.stack([100 * EVEN + scatter, 100 - 100 * EVEN], axis=1)
    assert of_one_weight(scores, EVEN) == pytest.approx(25, abs=2)
    assert of_everything(scores)[0] == pytest.approx(34, abs=1)


def test_a_weight_that_changes_no_choice_is_worth_nothing() -> None:
    scores = np.stack([50 + 10 * EVEN, 40 + 10 * EVEN, 30 - 10 * EVEN], axis=1)
    assert of_one_weight(scores, EVEN) == pytest.approx(0, abs=1e-9)
    assert of_one_weight(scores[:, :1], EVEN) == pytest.approx(0, abs=1e-9)


def test_a_weight_that_is_known_is_worth_nothing() -> None:
    scores = np.random.default_rng(0).random((50, 3))
    assert of_one_weight(scores, np.full(50, 0.25)) == 0


def test_scores_that_follow_the_rounding_of_a_weight_tell_nothing() -> None:
    weights = np.where(EVEN < 0.5, 0.1, np.nextafter(0.1, 1))
    scores = np.stack([100 * EVEN, 100 - 100 * EVEN], axis=1)
    assert of_one_weight(scores, weights) == 0


def test_what_varies_by_rounding_alone_is_known() -> None:
    """The first weight is the same in both profiles; between them it is so up to rounding."""
    weights = uniform_weights(
        between(np.array([[0.1, 0.5, 0.2, 0.2], [0.1, 0.2, 0.5, 0.2], [0.1, 0.2, 0.1, 0.6]])), 999
    )
    assert 0 < np.ptp(weights[:, 0]) < 1e-15
    assert of_one_weight(100 * weights[:, 1:], weights[:, 0]) == 0
    assert of_one_weight(100 * weights[:, 1:], weights[:, 1]) > 1


@pytest.mark.parametrize("kinds", [2, 3, 4])
def test_a_weight_that_is_one_of_a_few(kinds: int) -> None:
    """The fit goes through their means, also where it could bend in more than one way."""
    weights = np.tile(np.linspace(0, 1, kinds), 40)
    scores = np.random.default_rng(kinds).uniform(0, 50, (len(weights), 4))
    scores += 50 * (np.arange(4) == np.arange(len(weights))[:, None] % kinds)
    means = np.array([scores[place::kinds].mean(axis=0) for place in range(kinds)])
    known = means.max(axis=1).mean() - scores.mean(axis=0).max()
    assert known > 10
    assert of_one_weight(scores, weights) == pytest.approx(known, abs=1e-9)


def test_a_few_samples_tell_nothing_and_four_are_followed() -> None:
    weights = np.array([0.1, 0.5, 0.2, 0.4])
    scores = np.array([[90.0, 10.0], [10.0, 80.0], [70.0, 30.0], [20.0, 60.0]])
    assert of_one_weight(scores[:3], weights[:3]) == 0
    assert of_one_weight(scores, weights) == pytest.approx((90 + 80 + 70 + 60) / 4 - 47.5)


def test_everything_by_hand() -> None:
    """The first is chosen; knowing gains 0, 30, 0 and 10 points."""
    scores = np.array([[60.0, 20.0], [30.0, 60.0], [80.0, 10.0], [40.0, 50.0]])
    worth, error = of_everything(scores)
    assert worth == pytest.approx(10)
    assert error == pytest.approx(np.std([0, 30, 0, 10]) / 2)
    assert of_everything(scores[:1]) == (0, 0)
    assert of_everything(scores[:, :1]) == (0, 0)


@settings(deadline=None)
@given(st.integers(1, 40), st.integers(1, 4), st.integers(0, 99))
def test_everything_never_harms_and_is_the_mean_of_the_best(samples: int, options: int, seed: int) -> None:
    scores = np.random.default_rng(seed).uniform(0, 100, (samples, options))
    worth, error = of_everything(scores)
    assert worth == pytest.approx(scores.max(axis=1).mean() - scores.mean(axis=0).max(), abs=1e-9)
    assert worth >= 0
    assert error >= 0


def test_the_standard_error_is_what_runs_differ_by() -> None:
    """Where it is clear which option comes first without knowing."""
    runs = [of_everything(np.random.default_rng(seed).normal([50, 54], 10, (400, 2))) for seed in range(300)]
    worths, errors = np.array(runs).T
    assert errors.mean() == pytest.approx(worths.std(), rel=0.15)


@pytest.mark.parametrize("seed", range(8))
def test_knowing_everything_is_worth_at_least_any_part(seed: int) -> None:
    """Of weights: any single one of them."""
    values = np.random.default_rng(seed).random((5, 4))
    weights = uniform_weights(any_weights(4), 4_000, seed)
    scores = 100 * weights @ values.T
    whole, error = of_everything(scores)
    parts = [of_one_weight(scores, column) for column in weights.T]
    assert max(parts) <= whole + 4 * error
    assert min(parts) >= 0
    assert max(parts) > 0


def test_no_samples_and_shapes_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="no sample"):
        of_everything(np.empty((0, 2)))
    with pytest.raises(ValueError, match="no values"):
        of_one_score(np.array([50.0]), 0, 0.5, np.empty(0))
    with pytest.raises(ValueError, match="matmul"):
        of_one_weight(np.ones((5, 2)), EVEN[:6])
