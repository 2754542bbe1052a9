"""A limit that equals what a portfolio takes admits it; the smallest step below does not."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from decide.selection.answer import Status
from decide.selection.milp.solve import by_solver
from decide.selection.programme import Fix
from decide.selection.solve import CBC, DYNAMIC, ENUMERATION, HIGHS, Engine, solve
from tests.portfolio import brute
from tests.portfolio.programmes import option, options, programme, random_programme, together, way, with_limits

if TYPE_CHECKING:
    from decide.selection.programme import Picks, Programme

OWN = (ENUMERATION, DYNAMIC)
SOLVERS = (HIGHS, CBC)
EVERY = (*OWN, *SOLVERS)
PAIRS = list(itertools.combinations_with_replacement(range(1, 60), 2))
STEP = Fraction(1, 10**12)
BOTH = ((0, 0), (1, 0))


def _pair(one: Fraction, other: Fraction, limit: Fraction) -> Programme:
    return programme(options(way(1, risk=one), way(1, risk=other)), risk=limit)


def _best(found: Programme, engine: str) -> tuple[Picks, ...]:
    """The best portfolio of an engine by itself."""
    return (by_solver(found, engine) if engine in SOLVERS else solve(found, engine=Engine(engine))).portfolios


def _size(found: Programme, engine: str) -> int:
    """How many options the best portfolio has."""
    (best,) = _best(found, engine)
    return len(best)


def _joint(*risks: Fraction) -> Fraction:
    safe = Fraction(1)
    for risk in risks:
        safe *= 1 - risk
    return 1 - safe


def test_there_are_1770_pairs() -> None:
    assert len(PAIRS) == 1770


@pytest.mark.parametrize("engine", OWN)
@pytest.mark.parametrize("first", range(1, 60))
def test_every_pair_of_percents_is_admitted_at_its_joint_risk_and_refused_a_step_below(first: int, engine: str) -> None:
    for one, other in ((Fraction(i, 100), Fraction(j, 100)) for i, j in PAIRS if i == first):
        limit = _joint(one, other)
        assert _best(_pair(one, other, limit), engine) == (BOTH,), (one, other)
        assert _size(_pair(one, other, limit - STEP), engine) == 1, (one, other)


@pytest.mark.parametrize("engine", OWN)
@pytest.mark.parametrize("digits", [14, 16, 18, 20])
def test_a_limit_that_is_larger_by_less_than_rounding_can_see_admits(digits: int, engine: str) -> None:
    for one, other in PAIRS[::9]:
        risks = Fraction(one, 100), Fraction(other, 100)
        assert _size(_pair(*risks, _joint(*risks) + Fraction(1, 10**digits)), engine) == 2, (one, other)


@pytest.mark.parametrize("engine", OWN)
@pytest.mark.parametrize("digits", [14, 16, 18, 20])
def test_a_limit_that_is_smaller_by_less_than_rounding_can_see_refuses(digits: int, engine: str) -> None:
    for one, other in PAIRS[::9]:
        risks = Fraction(one, 100), Fraction(other, 100)
        assert _size(_pair(*risks, _joint(*risks) - Fraction(1, 10**digits)), engine) == 1, (one, other)


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("pair", PAIRS[::59])
def test_solvers_admit_a_pair_and_are_not_fooled_by_their_tolerances(pair: tuple[int, int], solver: str) -> None:
    one, other = (Fraction(percent, 100) for percent in pair)
    limit = _joint(one, other)
    assert _best(_pair(one, other, limit), solver) == (BOTH,)
    assert _size(_pair(one, other, limit - STEP), solver) == 1


@pytest.mark.parametrize("engine", EVERY)
def test_a_joint_risk_of_nine_options_a_trigger_and_a_bonus_is_met_exactly(engine: str) -> None:
    risks = [Fraction(percent, 1000) for percent in (7, 13, 29, 31, 37, 41, 43)]
    found = [*options(*(way(1, risk=risk) for risk in risks))]
    found += [option("y", way(1, risk="0.05"), trigger="spark"), option("z", way(1, risk="0.11"), trigger="spark")]
    limit = _joint(*risks, Fraction("0.11"), Fraction("0.003"))
    bonus = together([0, 8], 1, risk="0.003")
    assert _size(programme(found, bonuses=[bonus], risk=limit), engine) == 9
    assert _size(programme(found, bonuses=[bonus], risk=limit - STEP), engine) == 8


@pytest.mark.parametrize("engine", EVERY)
@pytest.mark.parametrize("costs", [(1, 2), (10, 20, 30), (300_003, 200_002, 5)])
def test_a_budget_that_equals_the_cost_admits_it_and_a_unit_less_does_not(costs: tuple[int, ...], engine: str) -> None:
    found = options(*(way(1, cost) for cost in costs))
    assert _size(programme(found, limits=[sum(costs)]), engine) == len(costs)
    assert _size(programme(found, limits=[sum(costs) - 1]), engine) == len(costs) - 1


@pytest.mark.parametrize("engine", EVERY)
def test_a_budget_is_met_only_because_a_bonus_saves(engine: str) -> None:
    found, bonus = options(way(1, 7), way(1, 6)), together([0, 1], 0, -4)
    assert _best(programme(found, bonuses=[bonus], limits=[9]), engine) == (BOTH,)
    assert _size(programme(found, bonuses=[bonus], limits=[8]), engine) == 1


@pytest.mark.parametrize("engine", EVERY)
def test_a_limit_of_no_risk_admits_what_has_none(engine: str) -> None:
    assert _best(programme(options(way(1, risk="0.01"), way(1)), risk="0"), engine) == (((1, 0),),)


@pytest.mark.parametrize(("engine", "seeds"), [(ENUMERATION, 200), (DYNAMIC, 200), (HIGHS, 60), (CBC, 12)])
def test_limits_at_exactly_what_any_portfolio_takes_admit_it(engine: str, seeds: int) -> None:
    for seed in range(seeds):
        whole = random_programme(seed)
        for chosen in brute.feasible(whole)[seed % 5 :: 40]:
            alone = _alone(whole, chosen)
            best = _best(with_limits(alone, chosen.uses, chosen.risk), engine)
            assert best == (tuple((item, 0) for item, _ in chosen.picks),), seed


@pytest.mark.parametrize("engine", OWN)
def test_limits_a_step_below_what_any_portfolio_takes_refuse_it(engine: str) -> None:
    for seed in range(200):
        whole = random_programme(seed)
        for chosen in brute.feasible(whole)[seed % 5 :: 40]:
            alone = _alone(whole, chosen)
            for below in [place for place, used in enumerate(chosen.uses) if used > 0]:  # no limit is negative
                limits = [used - (place == below) for place, used in enumerate(chosen.uses)]
                refused = solve(with_limits(alone, limits, chosen.risk), engine=Engine(engine))
                assert refused.status is Status.INFEASIBLE, seed
            if chosen.risk:
                refused = solve(with_limits(alone, chosen.uses, chosen.risk - STEP), engine=Engine(engine))
                assert refused.status is Status.INFEASIBLE, seed


def _alone(whole: Programme, chosen: brute.Found) -> Programme:
    """Nothing can be taken but all of the portfolio's options, in its sizes."""
    own = dict(chosen.picks)
    rules = tuple(Fix(item, item in own) for item in range(len(whole.items)))
    items = tuple(
        replace(item, choices=(item.choices[own[number]],)) if number in own else item
        for number, item in enumerate(whole.items)
    )
    return replace(whole, items=items, rules=(*whole.rules, *rules))
