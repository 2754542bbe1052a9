"""Best and worst ranks, against exact arrangements of the lines on which two options are level."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING
from unittest.mock import DEFAULT, Mock

import numpy as np
import pulp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decide.engine.solvers import Outcome, run_highs
from decide.errors import InternalError
from decide.methods.additive import scores
from decide.methods.ranks import ranks
from decide.robustness import rank_interval as subject
from decide.robustness.admissible import any_weights, between, bounded
from decide.robustness.preference import least_leads, necessary
from decide.robustness.rank_interval import RankInterval, rank_interval
from decide.robustness.sampling import uniform_weights
from decide.robustness.within import within
from tests.robustness.exact import clip, polygon
from tests.robustness.test_polytope import polytopes, unlisted
from tests.robustness.test_preference import tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from decide.robustness.polytope import Polytope
    from tests.robustness.exact import Line, Point

    Real = NDArray[np.float64]


def unseen(options: int) -> RankInterval:
    """Nothing is known of a rank."""
    return RankInterval(options, 1)


def intervals(low: Real, high: Real, polytope: Polytope) -> list[tuple[int, int]]:
    found = [rank_interval(low, high, polytope, option, unseen(len(low))) for option in range(len(low))]
    return [(one.best, one.worst) for one in found]


def exact_intervals(low: Real, high: Real, corners: list[Point]) -> list[tuple[int, int]]:
    """The best rank at the points of an arrangement, where the most are level; the worst within one of its cells."""
    found = []
    for option in range(len(low)):
        others = [row for row in range(len(low)) if row != option]
        ahead, behind = ([_exact(one[row] - two[option]) for row in others] for one, two in ((low, high), (high, low)))
        points = [point for cell in _cells(corners, ahead) for point in cell]
        middles = [_middle(cell) for cell in _cells(corners, behind)]
        found.append((1 + min(map(_positive(ahead), points)), 1 + max(map(_positive(behind), middles))))
    return found


def _exact(row: Real) -> Line:
    one, two, three = (Fraction(float(part)) for part in row)
    return one, two, three, Fraction(0)


def _value(line: Line, point: Point) -> Fraction:
    return sum((part * weight for part, weight in zip(line[:3], point, strict=True)), start=Fraction(0))


def _cells(corners: list[Point], lines: Iterable[Line]) -> list[list[Point]]:
    """What lines cut a polygon (or a segment, or a point) into."""
    found = [corners]
    for line in lines:
        other = (-line[0], -line[1], -line[2], Fraction(0))
        parts = []
        for cell in found:
            sides = [_value(line, point) for point in cell]
            is_cut = min(sides) < 0 < max(sides)
            parts += [clip(cell, line), clip(cell, other)] if is_cut else [cell]
        found = parts
    return found


def _middle(cell: list[Point]) -> Point:
    one, two, three = (sum((point[axis] for point in cell), Fraction(0)) / len(cell) for axis in range(3))
    return one, two, three


def _positive(lines: list[Line]) -> Callable[[Point], int]:
    return lambda point: sum(_value(line, point) > 0 for line in lines)


def _corners(polytope: Polytope) -> list[Point]:
    """Of three weights, exactly, one after another around the polygon."""
    if polytope.spanned is not None:
        return _around([(Fraction(x), Fraction(y), Fraction(z)) for x, y, z in polytope.spanned.tolist()])
    lower, upper = ([Fraction(end) for end in ends.tolist()] for ends in (polytope.lower, polytope.upper))
    found = polygon(lower, upper)
    for row in polytope.rows:
        found = clip(found, _exact(-row))
    return found


def _around(points: list[Point]) -> list[Point]:
    """The convex hull by Andrew's monotone chain, on the shadow of the first two axes."""
    chains = []
    for some in (sorted(points), sorted(points, reverse=True)):
        chain: list[Point] = []
        for point in some:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        chains.append(chain)
    return [*chains[0][:-1], *chains[1][:-1]] or points


def _turn(one: Point, two: Point, three: Point) -> Fraction:
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])


def test_two_criteria_lahdelma_salminen_2001_derived() -> None:
    """Derived in closed form by interval lengths, after the definitions of Lahdelma & Salminen (2001)."""
    values = np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.6]])
    assert intervals(values, values, any_weights(2)) == [(1, 3), (1, 3), (1, 2)]


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_three_criteria_against_an_exact_arrangement(data: st.DataObject) -> None:
    """Polytopes of all kinds, values that tie, options that are there twice, ranges of values."""
    polytope = data.draw(polytopes(3))
    low, high = data.draw(tables(3, ranges=data.draw(st.booleans())))
    assert intervals(low, high, polytope) == exact_intervals(low, high, _corners(polytope))


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_two_criteria_against_an_exact_arrangement(data: st.DataObject) -> None:
    """A third criterion that weighs nothing changes nothing."""
    polytope = data.draw(polytopes(2))
    low, high = data.draw(tables(2, most_options=5, ranges=data.draw(st.booleans())))
    assert polytope.corners is not None
    ends = [(Fraction(one), Fraction(two), Fraction(0)) for one, two in polytope.corners.tolist()]
    third = np.zeros((len(low), 1))
    wide = [np.concatenate([values, third], axis=1) for values in (low, high)]
    assert intervals(low, high, polytope) == exact_intervals(wide[0], wide[1], _around(ends))


@settings(deadline=None, max_examples=20)
@given(st.data())
def test_a_solver_without_corners_finds_the_same(data: st.DataObject) -> None:
    polytope = data.draw(polytopes(data.draw(st.integers(2, 4))))
    low, high = data.draw(tables(polytope.dimension, most_options=3, ranges=data.draw(st.booleans())))
    assert intervals(low, high, unlisted(polytope)) == intervals(low, high, polytope)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_no_sample_contradicts_an_interval_or_a_necessary_preference(data: st.DataObject) -> None:
    polytope = data.draw(polytopes(data.draw(st.integers(1, 6))))
    low, high = data.draw(tables(polytope.dimension, most_options=5, ranges=data.draw(st.booleans())))
    rng = np.random.default_rng(data.draw(st.integers(0, 99)))
    weights = uniform_weights(polytope, 40, seed=7)
    tried = low + (high - low) * rng.random((5, *low.shape)).round()  # each value at one of its ends
    points = np.concatenate([scores(values, weights) for values in tried])
    seen = ranks(points)
    for option, (best, worst) in enumerate(intervals(low, high, polytope)):
        assert best <= seen[:, option].min()
        assert seen[:, option].max() <= worst
    sure = necessary(least_leads(low, high, polytope))
    assert (~sure | ((points[:, :, None] - points[:, None, :]).min(axis=0) >= -1e-8)).all()


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_what_was_seen_changes_nothing(data: st.DataObject) -> None:
    """Ranks under admissible weights, whichever they are, save work and make nothing better or worse."""
    polytope = data.draw(polytopes(3))
    low, high = data.draw(tables(3, ranges=data.draw(st.booleans())))
    shown = ranks(scores(low, uniform_weights(polytope, 3)))
    for option, (best, worst) in enumerate(intervals(low, high, polytope)):
        mine = shown[:, option].tolist()
        found = rank_interval(low, high, polytope, option, RankInterval(min(mine), max(mine)))
        assert found == RankInterval(best, worst)


def test_what_was_seen_is_never_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is anything proved where it could only be that."""
    values = np.array([[0.5, 0.5], [0.25, 0.75], [0.75, 0.25], [1.0, 1.0]])
    monkeypatch.setattr(subject, "run_highs", None)
    assert rank_interval(values, values, any_weights(2), 0, RankInterval(2, 4)) == RankInterval(2, 4)
    assert rank_interval(values, values, any_weights(2), 0, RankInterval(1, 4)) == RankInterval(1, 4)
    assert rank_interval(values, values, any_weights(2), 3, RankInterval(1, 1)) == RankInterval(1, 1)


def test_a_rank_that_was_seen_is_believed_where_the_proof_stops_short_of_it() -> None:
    """Two of four are always ahead, and never more: with other weights seen, other scores, it is as it was seen."""
    values = np.array([[0.4, 0.4], [1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    assert rank_interval(values, values, any_weights(2), 0, unseen(5)) == RankInterval(3, 5)
    assert rank_interval(values, values, any_weights(2), 0, RankInterval(2, 3)) == RankInterval(2, 5)
    fixed = 0.5 + (values - 0.5) / 2
    high = bounded(np.array([0.4, 0.4]), np.array([0.6, 0.6]))
    fixed[0] = 0.5
    assert rank_interval(fixed, fixed, high, 0, unseen(5)) == RankInterval(1, 3)
    assert rank_interval(fixed, fixed, high, 0, RankInterval(1, 4)) == RankInterval(1, 4)


@pytest.mark.parametrize("cheat", [0.0, 1e-3])
@pytest.mark.parametrize("room", [1e-3, 1e-5, 1e-7, -1e-3, -1e-5, -1e-7])
def test_a_little_room_is_room(room: float, cheat: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """One rival leads where the first weight is above 0.5 less the room, the other where it is below 0.5 and that."""
    up, down = 0.5 + (0.5 + room) / 2, 0.5 - (0.5 - room) / 2
    values = np.array([[0.5, 0.5], [up, down], [down, up]])
    monkeypatch.setattr(subject, "run_highs", _cheating(cheat))
    found = rank_interval(values, values, any_weights(2), 0, unseen(3))
    assert found == (RankInterval(2, 3) if room > 0 else RankInterval(1, 2))


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_a_solver_that_cheats_is_found_out(data: st.DataObject) -> None:
    """As if tolerances were a quarter of all value: what it says is added up, and ruled out if it is not true."""
    low, high = data.draw(tables(3, most_options=4, ranges=data.draw(st.booleans())))
    known = intervals(low, high, any_weights(3))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subject, "run_highs", _cheating(0.25))
        assert intervals(low, high, any_weights(3)) == known


def _cheating(amount: float) -> Callable[[pulp.LpProblem, float | None], Outcome]:
    """A solver that lets weights miss by so much what those that are counted ask of them."""
    loosened: list[pulp.LpConstraint] = []

    def run(problem: pulp.LpProblem, seconds: float | None) -> Outcome:
        for constraint in problem.constraints():
            kinds = {variable.name[0] for variable, _ in constraint.items()}
            if kinds == {"w", "b"} and not any(constraint is one for one in loosened):
                constraint.constant += amount if constraint.sense == pulp.LpConstraintGE else -amount
                loosened.append(constraint)
        return run_highs(problem, seconds)

    return run


@pytest.mark.parametrize("options", [3, 9, 25])
def test_options_that_are_all_level_at_one_point_are_told_apart(options: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With x and 1 - x all are level at equal weights, where a solver would count all of them ahead; and soon."""
    up = np.arange(options) / (options - 1)
    values = np.stack([up, 1 - up], axis=1)
    solved = Mock(wraps=run_highs)
    monkeypatch.setattr(subject, "run_highs", solved)
    found = rank_interval(values, values, any_weights(2), options // 2, unseen(options))
    assert (found.best, found.worst) == (1, 1 + options // 2)
    assert solved.call_count <= 4, "an integer programme and a look at its answer, either way"


@pytest.mark.parametrize("kind", ["corner", "edge", "point"])
def test_on_a_knife_edge_level_is_not_better(kind: str) -> None:
    """Two options are level just where the weights end; beyond, the other one would be ahead."""
    values = np.array([[0.5, 0.5, 0.5], [1.0, 0.0, 0.5], [0.0, 1.0, 0.5]])
    polytope = {
        "corner": between(np.array([[0.25, 0.25, 0.5], [0.125, 0.5, 0.375], [0.0, 0.75, 0.25]])),
        "edge": bounded(np.zeros(3), np.ones(3), (1, 0)),
        "point": between(np.array([[0.25, 0.25, 0.5]])),
    }[kind]
    assert (
        intervals(values, values, polytope)
        == {
            "corner": [(1, 2), (1, 3), (1, 1)],
            "edge": [(1, 2), (1, 3), (1, 1)],
            "point": [(1, 1)] * 3,
        }[kind]
    )


def test_where_three_lines_meet_two_are_ahead_at_most() -> None:
    """Each is ahead where its criterion weighs more than a third; all are level where each weighs just that."""
    leads = np.array([[2, -1, -1], [-1, 2, -1], [-1, -1, 2]]) / 8
    values = 0.5 + np.concatenate([np.zeros((1, 3)), leads])
    assert intervals(values, values, any_weights(3)) == [(1, 3), (1, 4), (1, 4), (1, 4)]


def test_the_same_option_twice_shares_its_ranks() -> None:
    values = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [0.25, 0.25]])
    assert intervals(values, values, any_weights(2)) == [(1, 4), (1, 4), (1, 4), (1, 4), (3, 5)]


def test_ranges_put_an_option_at_its_best_and_at_its_worst() -> None:
    """Weights are fixed: the ranges alone decide."""
    half = np.array([0.5, 0.5])
    low, high = np.array([[0.2, 0.2], [0.4, 0.4], [0.6, 0.6]]), np.array([[0.5, 0.5], [0.7, 0.7], [0.8, 0.8]])
    assert intervals(low, high, bounded(half, half)) == [(2, 3), (1, 3), (1, 2)]


def test_an_option_alone_is_first_and_one_that_is_dominated_is_never() -> None:
    values = np.array([[0.5, 0.5], [0.75, 0.75], [0.25, 0.25]])
    assert intervals(values[:1], values[:1], any_weights(2)) == [(1, 1)]
    assert intervals(values, values, any_weights(2)) == [(2, 2), (1, 1), (3, 3)]


def test_in_a_thin_set_a_lead_that_is_there_counts() -> None:
    """A lead of a billionth of value is less than a solver can tell, yet the two cannot both be first always."""
    values = np.array([[0.5, 0.5], [1.0, 0.0]])
    thin = bounded(*within(np.array([0.5, 0.5]), 2e-9))
    assert not necessary(least_leads(values, values, thin)).all(axis=1).any()
    assert intervals(values, values, thin) == [(1, 2), (1, 2)]


def test_many_options_agree_with_what_is_seen_at_many_weights() -> None:
    """Of a dozen options, all ranks that thousands of weights show, and hardly more: cells are seldom that small."""
    values = np.random.default_rng(4).random((12, 3)).round(2)
    weights = np.concatenate([uniform_weights(any_weights(3), 20_000), np.eye(3)])
    seen = ranks(scores(values, weights))
    found = np.array(intervals(values, values, any_weights(3)))
    shown = np.stack([seen.min(axis=0), seen.max(axis=0)], axis=1)
    assert (found[:, 0] <= shown[:, 0]).all()
    assert (found[:, 1] >= shown[:, 1]).all()
    assert np.abs(found - shown).sum() <= 1


@pytest.mark.parametrize("calls", [0, 1])
def test_a_solver_that_finds_nothing_is_not_believed(calls: int, monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.array([[0.5, 0.5], [1.0, 0.0], [0.0, 1.0]])
    nothing = Outcome(pulp.LpSolutionNoSolutionFound, 0.0)
    monkeypatch.setattr(subject, "run_highs", Mock(wraps=run_highs, side_effect=[DEFAULT] * calls + [nothing]))
    with pytest.raises(InternalError, match="no answer"):
        rank_interval(values, values, any_weights(2), 0, unseen(3))
