"""Weights are drawn uniformly: against exact areas, against another exact sampler, and never as the biased one."""

from __future__ import annotations

import math
import tracemalloc
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest

from decide.robustness import sampling
from decide.robustness.accepted import Accepted
from decide.robustness.admissible import any_weights, between, bounded
from decide.robustness.polytope import NoWeights
from decide.robustness.sampling import BLOCK, Alone, Mixture, standard_error, way_of
from decide.robustness.walk import Walk, walk_in
from decide.robustness.within import within
from tests.robustness.exact import area, clip, mean, polygon

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from decide.robustness.polytope import Polytope
    from tests.robustness.exact import Line

SAMPLES = 20_000
FOUR = 4  # standard errors
THREE_WEIGHTS = (Fraction(5, 10), Fraction(3, 10), Fraction(2, 10))
BOXES = {
    "within": ([w * Fraction(4, 5) for w in THREE_WEIGHTS], [w * Fraction(6, 5) for w in THREE_WEIGHTS]),
    "uneven": ([Fraction(1, 10), Fraction(1, 5), Fraction(0)], [Fraction(3, 5), Fraction(1, 2), Fraction(9, 20)]),
    "simplex": ([Fraction(0)] * 3, [Fraction(1)] * 3),
}
CUTS: dict[str, Line] = {  # half-planes: corners and slices, where a sampler that crowds the middle is seldom
    "large": (Fraction(1), Fraction(0), Fraction(0), Fraction(11, 20)),
    "small": (Fraction(-1), Fraction(0), Fraction(0), Fraction(-9, 20)),
    "apart": (Fraction(0), Fraction(1), Fraction(-1), Fraction(3, 20)),
}


def _floats(numbers: list[Fraction]) -> NDArray[np.float64]:
    return np.array([float(number) for number in numbers])


def _normalised(lower: NDArray[np.float64], upper: NDArray[np.float64], samples: int) -> NDArray[np.float64]:
    """The tempting wrong way: draw each weight by itself, and divide by the sum."""
    drawn = np.random.default_rng(0).uniform(lower, upper, (samples, len(lower)))
    return drawn / drawn.sum(axis=1, keepdims=True)


def _rejected(weights: NDArray[np.float64], share: float, samples: int) -> NDArray[np.float64]:
    """Another exact way, good near given weights: draw all but the largest, and keep it where the last one fits."""
    lower, upper = within(weights, share)
    last = int(np.argmax(weights))
    drawn = np.random.default_rng(1).uniform(lower, upper, (40 * samples, len(weights)))
    drawn[:, last] += 1 - drawn.sum(axis=1)
    fits = (drawn[:, last] >= lower[last]) & (drawn[:, last] <= upper[last])
    assert fits.sum() >= samples
    kept: NDArray[np.float64] = drawn[fits][:samples]
    return kept


def _off(hits: NDArray[np.bool_], share: float) -> float:
    """By how many standard errors a count misses its expectation."""
    return abs(float(hits.mean()) - share) / math.sqrt(share * (1 - share) / len(hits))


def _past(drawn: NDArray[np.float64], line: Line) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = drawn @ _floats(list(line[:3])) >= float(line[3])
    return inside


def uniform_weights(
    lower: NDArray[np.float64], upper: NDArray[np.float64], samples: int, seed: int = 0
) -> NDArray[np.float64]:
    return sampling.uniform_weights(bounded(lower, upper), samples, seed)


@pytest.fixture(autouse=True, params=["exact", "walked"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every test with either way of drawing."""
    if request.param == "walked":
        monkeypatch.setattr(sampling, "way_of", _always_walk)
    return str(request.param)


def _always_walk(polytope: Polytope) -> sampling.Way:
    found = way_of(polytope)
    return found if isinstance(found, Alone) else walk_in(polytope)


def test_what_can_be_drawn_exactly_is() -> None:
    """By hand where it is a simplex, by points of a box where many of them fit, and else by walking."""
    three = np.array([0.5, 0.3, 0.2])
    order = (0, 1, 2, 3, 4, 5, 6, 7, 8)
    profiles = np.random.default_rng(0).dirichlet(np.ones(4), size=8)
    assert isinstance(way_of(any_weights(12)), Mixture)
    assert isinstance(way_of(bounded(np.zeros(9), np.ones(9), order)), Mixture)
    assert isinstance(way_of(bounded(np.zeros(9), np.ones(9), order[2:5])), Mixture)
    assert isinstance(way_of(between(profiles[:4])), Mixture)
    assert isinstance(way_of(bounded(*within(np.full(9, 1 / 9), 0.2))), Accepted)
    assert isinstance(way_of(bounded(*within(np.full(14, 1 / 14), 0.2))), Accepted)
    assert isinstance(way_of(bounded(*within(three, 0.2), (0, 1, 2))), Accepted | Walk)
    assert isinstance(way_of(between(profiles)), Walk)
    assert isinstance(way_of(bounded(three, three)), Alone)
    assert isinstance(way_of(between(profiles[:1])), Alone)


def test_two_weights_are_uniform_on_their_segment() -> None:
    lower, upper = within(np.array([0.7, 0.3]), 0.2)
    drawn = uniform_weights(lower, upper, SAMPLES)[:, 0]
    low, high = 0.7 - 0.06, 0.7 + 0.06  # the smaller weight has the smaller room: 20% of 0.3
    assert low <= drawn.min() < low + 1e-4
    assert high - 1e-4 < drawn.max() <= high
    for tenth in range(1, 10):
        assert _off(drawn < low + (high - low) * tenth / 10, tenth / 10) < FOUR, tenth


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize("box", BOXES)
def test_three_weights_have_the_areas_of_their_polygon(box: str, cut: str) -> None:
    lower, upper = BOXES[box]
    corners = polygon(lower, upper)
    share = float(area(clip(corners, CUTS[cut])) / area(corners))
    assert 0.001 < share < 0.999
    drawn = uniform_weights(_floats(lower), _floats(upper), SAMPLES)
    assert _off(_past(drawn, CUTS[cut]), share) < FOUR


@pytest.mark.parametrize("box", BOXES)
def test_three_weights_have_the_means_of_their_polygon(box: str) -> None:
    lower, upper = BOXES[box]
    drawn = uniform_weights(_floats(lower), _floats(upper), SAMPLES)
    error = drawn.std(axis=0) / math.sqrt(SAMPLES)
    assert (np.abs(drawn.mean(axis=0) - _floats(mean(polygon(lower, upper)))) < FOUR * error).all()


def test_the_biased_sampler_is_caught() -> None:
    """What the test of areas compares shows normalised draws for what they are, in every box."""
    caught = {}
    for box, (lower, upper) in BOXES.items():
        corners = polygon(lower, upper)
        drawn = _normalised(_floats(lower), _floats(upper), SAMPLES)
        shares = {cut: float(area(clip(corners, line)) / area(corners)) for cut, line in CUTS.items()}
        caught[box] = max(_off(_past(drawn, CUTS[cut]), share) for cut, share in shares.items())
    assert min(caught.values()) > 2 * FOUR, caught


@pytest.mark.parametrize("swings", [[1] * 10, range(1, 11), [1, 2, 4, 8, 16, 32], [50, 50, *[1] * 10]])
def test_many_weights_agree_with_another_exact_sampler(swings: list[int]) -> None:
    """Also in the corners, which a walk that stops too early has not reached."""
    given = np.array(swings, dtype=np.float64) / sum(swings)
    lower, upper = within(given, 0.2)
    drawn, known = uniform_weights(lower, upper, SAMPLES), _rejected(given, 0.2, SAMPLES)
    for moved in (0.1, 0.18):
        ours, theirs = ((np.abs(weights / given - 1) > moved).mean(axis=0) for weights in (drawn, known))
        error = np.sqrt((ours * (1 - ours) + theirs * (1 - theirs)) / SAMPLES)
        assert (np.abs(ours - theirs) < FOUR * error).all(), moved


@pytest.mark.parametrize("count", [1, 2, 3, 7, 15])
@pytest.mark.parametrize("share", [0.0, 1e-9, 0.2, 1.0])
def test_every_sample_is_admissible(count: int, share: float) -> None:
    weights = np.random.default_rng(count).dirichlet(np.full(count, 0.3))
    lower, upper = within(weights, share)
    drawn = uniform_weights(lower, upper, 500, seed=3)
    assert drawn.shape == (500, count)
    assert ((drawn >= lower) & (drawn <= upper)).all()
    assert np.abs(drawn.sum(axis=1) - 1).max() < 1e-12


def test_a_way_that_stands_almost_upright_does_not_leave_the_plane() -> None:
    """Of two weights one direction is left: of the many drawn, some have next to nothing of it."""
    drawn = uniform_weights(*within(np.array([0.7, 0.3]), 0.2), 200_000)
    assert np.abs(drawn.sum(axis=1) - 1).max() < 1e-15


def test_the_same_seed_gives_the_same_bytes_and_more_samples_begin_with_them() -> None:
    box = within(np.array([0.5, 0.3, 0.2]), 0.2)
    many = uniform_weights(*box, 3_000, seed=5)
    assert many.tobytes() == uniform_weights(*box, 3_000, seed=5).tobytes()
    assert many[:1_100].tobytes() == uniform_weights(*box, 1_100, seed=5).tobytes()
    assert not np.isin(many[:, 0], uniform_weights(*box, 3_000, seed=6)[:, 0]).any()
    assert len(np.unique(many, axis=0)) == 3_000, "no block repeats another"


def test_samples_are_independent_of_their_neighbours() -> None:
    drawn = uniform_weights(*within(np.array([0.5, 0.3, 0.2]), 0.2), SAMPLES)[:, 0]
    centred = drawn - drawn.mean()
    assert abs((centred[1:] * centred[:-1]).mean() / centred.var()) < FOUR / math.sqrt(SAMPLES)


def test_a_weight_of_zero_stays_zero_and_one_alone_cannot_move() -> None:
    drawn = uniform_weights(*within(np.array([0.0, 0.6, 0.0, 0.4]), 0.2), 50)
    assert (drawn[:, [0, 2]] == 0).all()
    assert len(np.unique(drawn[:, 1])) == 50
    assert uniform_weights(*within(np.array([0.0, 1.0]), 0.2), 3).tolist() == [[0.0, 1.0]] * 3
    fixed = uniform_weights(np.array([0.2, 0.1, 0.3]), np.array([0.2, 0.9, 0.3]), 2)
    assert np.allclose(fixed, [[0.2, 0.5, 0.3]] * 2, rtol=0, atol=1e-15)


def test_memory_does_not_grow_with_the_samples() -> None:
    box = bounded(*within(np.full(8, 0.125), 0.2))
    row = sampling.uniform_weights(box, 1, seed=1).nbytes
    tracemalloc.start()
    sampling.uniform_weights(box, BLOCK)
    _, one_block = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    sampling.uniform_weights(box, 3 * BLOCK)
    _, three_blocks = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert one_block < 8 * BLOCK * row
    assert three_blocks - one_block < 2.5 * 2 * BLOCK * row


@pytest.mark.parametrize(
    ("lower", "upper", "samples"),
    [
        ([0.6, 0.6], [0.7, 0.7], 1),
        ([0.1, 0.1], [0.2, 0.2], 1),
        ([0.5, 0.5], [0.4, 0.6], 1),
        ([0.4, 0.4], [0.6, 0.6], 0),
    ],
    ids=["too much", "too little", "crossed", "none asked for"],
)
def test_what_has_no_weights_is_refused(lower: list[float], upper: list[float], samples: int) -> None:
    with pytest.raises((NoWeights, ValueError)):
        uniform_weights(np.array(lower), np.array(upper), samples)


@pytest.mark.parametrize("share", [-0.1, 1.1, math.nan])
def test_a_share_is_between_0_and_1(share: float) -> None:
    with pytest.raises(ValueError, match="not a share"):
        within(np.array([1.0]), share)


def test_the_standard_error_of_a_share() -> None:
    assert standard_error(0.5, 4_096) == 1 / 128
    assert standard_error(0.36, 100) == pytest.approx(0.048, abs=1e-15)
    assert standard_error(1.0, 4_096) == 0
