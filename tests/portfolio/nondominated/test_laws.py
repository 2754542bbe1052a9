"""What holds of non-dominated portfolios in every case."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decide.selection.columns import columns_of
from decide.selection.nondominated import find
from decide.selection.nondominated.find import nondominated
from decide.selection.nondominated.measures import regret, times_best, worst
from decide.selection.programme import Bonus, Fix, Needs, Tally
from tests.portfolio.nondominated import judge
from tests.portfolio.nondominated.made import random_points
from tests.portfolio.nondominated.weights import KINDS, Admissible, hull, random_set, simplex, worth
from tests.portfolio.programmes import UNTIMED, programmes

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence
    from fractions import Fraction

    from decide.selection.programme import Picks, Programme, Rule

CRITERIA = 3
by_hypothesis = settings(UNTIMED, max_examples=25)


@pytest.fixture(autouse=True, scope="module")
def _searched() -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(find, "_FEW", 8)
        yield


@st.composite
def cases(draw: st.DrawFn) -> tuple[Programme, list[list[int]], random.Random]:
    """A programme, what its columns add, and chance."""
    whole = draw(programmes(4))
    chance = draw(st.randoms(use_true_random=False))
    return whole, random_points(chance, whole, CRITERIA), chance


def _found(whole: Programme, points: list[list[int]], admissible: Admissible) -> tuple[Picks, ...]:
    found = nondominated(whole, worth(points, admissible))
    assert found is not None
    return found


def _worths(
    whole: Programme, points: list[list[int]], found: Sequence[Picks], corners: judge.Corners
) -> list[tuple[Fraction, ...]]:
    known = {one.found.picks: one for one in judge.known(whole)}
    return [judge.worths(known[picks], points, corners) for picks in found]


def _some_profiles(chance: random.Random) -> list[tuple[Fraction, ...]]:
    return list(random_set(chance, "between", CRITERIA).corners)


@by_hypothesis
@given(cases())
def test_where_fewer_weights_are_admissible_no_other_portfolio_appears_but_for_equals(
    case: tuple[Programme, list[list[int]], random.Random],
) -> None:
    whole, points, chance = case
    some, more = _some_profiles(chance), _some_profiles(chance)
    for outer in (hull([*some, *more]), simplex(CRITERIA)):
        fewer, many = _found(whole, points, hull(some)), _found(whole, points, outer)
        assert {*_worths(whole, points, fewer, some)} <= {*_worths(whole, points, many, some)}
        assert bool(fewer) == bool(many)


@by_hypothesis
@given(cases())
def test_weights_between_those_that_are_admissible_change_nothing(
    case: tuple[Programme, list[list[int]], random.Random],
) -> None:
    whole, points, chance = case
    some = _some_profiles(chance)
    inside = tuple(sum(own) / len(some) for own in zip(*some, strict=True))
    wider = _found(whole, points, hull([*some, inside]))
    assert _worths(whole, points, wider, some) == _worths(whole, points, _found(whole, points, hull(some)), some)


@by_hypothesis
@given(cases(), st.sampled_from(KINDS), st.integers(2, 9))
def test_scores_of_another_scale_change_nothing(
    case: tuple[Programme, list[list[int]], random.Random], kind: str, times: int
) -> None:
    whole, points, chance = case
    admissible = random_set(chance, kind, CRITERIA)
    scaled = [[times * own for own in row] for row in points]
    known, other = worth(points, admissible), worth(scaled, admissible)
    found = _found(whole, points, admissible)
    assert _found(whole, scaled, admissible) == found
    rows = columns_of(whole, found)
    assert worst(rows, other) == pytest.approx(times * worst(rows, known), abs=1e-9)
    assert regret(rows, other) == pytest.approx(times * regret(rows, known), abs=1e-9)


@by_hypothesis
@given(cases(), st.sampled_from(KINDS))
def test_the_best_for_any_weights_is_worth_as_much_as_one_of_them(
    case: tuple[Programme, list[list[int]], random.Random], kind: str
) -> None:
    whole, points, chance = case
    admissible = random_set(chance, kind, CRITERIA)
    shares = [chance.randint(1, 9) for _ in admissible.corners]
    weights = [
        sum(share * own for share, own in zip(shares, column, strict=True)) / sum(shares)
        for column in zip(*admissible.corners, strict=True)
    ]
    known = judge.known(whole)
    found = _found(whole, points, admissible)
    values = [judge.worths(one, points, [weights])[0] for one in known]
    best = max(values, default=None)
    assert max((own for (own,) in _worths(whole, points, found, [weights])), default=None) == best


@by_hypothesis
@given(cases(), st.sampled_from(KINDS))
def test_the_surest_and_the_least_regret_are_those_of_brute_force(
    case: tuple[Programme, list[list[int]], random.Random], kind: str
) -> None:
    whole, points, chance = case
    admissible = random_set(chance, kind, CRITERIA)
    every = [judge.worths(one, points, admissible.corners) for one in judge.known(whole)]
    found = _found(whole, points, admissible)
    rows = columns_of(whole, found)
    for spanning in (True, False):
        known = worth(points, admissible, spanning=spanning)
        least, most = worst(rows, known), regret(rows, known)
        assert len(least) == len(most) == len(found)
        if every:
            tops = [max(own) for own in zip(*every, strict=True)]
            regrets = [max(top - own for top, own in zip(tops, one, strict=True)) for one in every]
            assert least.max() == pytest.approx(float(max(min(own) for own in every)), abs=1e-9)
            assert most.min() == pytest.approx(float(min(regrets)), abs=1e-9)
            assert most.min() >= 0
        if len(found) == 1:
            assert most.tolist() == [0]


@by_hypothesis
@given(cases(), st.sampled_from(KINDS))
def test_each_draw_has_one_best(case: tuple[Programme, list[list[int]], random.Random], kind: str) -> None:
    whole, points, chance = case
    admissible = random_set(chance, kind, CRITERIA)
    found, known = _found(whole, points, admissible), worth(points, admissible)
    if found:
        drawn = np.random.default_rng(0).dirichlet(np.ones(len(known.weights)), 50) @ known.weights
        counts = times_best(columns_of(whole, found), known, drawn)
        assert counts.sum() == 50
        values = columns_of(whole, found) @ known.low @ drawn.T
        assert counts.tolist() == np.bincount(values.argmax(axis=0), minlength=len(found)).tolist()


@by_hypothesis
@given(cases(), st.sampled_from(KINDS))
def test_options_in_another_order_change_nothing_but_which_of_equals_is_earliest(
    case: tuple[Programme, list[list[int]], random.Random], kind: str
) -> None:
    whole, points, chance = case
    admissible = random_set(chance, kind, CRITERIA)
    order = chance.sample(range(len(whole.items)), len(whole.items))
    found = _found(whole, points, admissible)
    other, moved = _in_order(whole, points, order)
    again = _found(other, moved, admissible)
    one = _worths(whole, points, found, admissible.corners)
    assert sorted(_worths(other, moved, again, admissible.corners)) == sorted(one)
    assert len({*one}) == len(one)


def _in_order(whole: Programme, points: list[list[int]], order: list[int]) -> tuple[Programme, list[list[int]]]:
    new = {old: place for place, old in enumerate(order)}

    def moved(rule: Rule) -> Rule:
        match rule:
            case Needs(member, needed):
                return Needs(new[member], tuple(new[other] for other in needed))
            case Tally(members, least, most):
                return Tally(tuple(new[other] for other in members), least, most)
            case Fix(member, taken):
                return Fix(new[member], taken)

    def shared(bonus: Bonus) -> Bonus:
        return replace(bonus, members=tuple(new[member] for member in bonus.members))

    left = iter(points)
    rows = [[next(left) for _ in item.choices] for item in whole.items]
    other = replace(
        whole,
        items=tuple(whole.items[old] for old in order),
        rules=tuple(map(moved, whole.rules)),
        bonuses=tuple(map(shared, whole.bonuses)),
    )
    return other, [row for old in order for row in rows[old]] + list(left)
