"""Every engine gives what brute force gives: 1,000 small programmes with every kind of rule and limit."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

import pytest

from decide.selection.answer import Status
from decide.selection.milp.solve import by_solver
from decide.selection.programme import measure
from decide.selection.reduce import Keep, reduce
from decide.selection.solve import AUTO, CBC, DYNAMIC, ENUMERATION, HIGHS, Engine, solve
from decide.selection.sweep import sweep
from tests.portfolio import brute
from tests.portfolio.programmes import random_programme

if TYPE_CHECKING:
    from fractions import Fraction

    from decide.selection.programme import Picks, Programme

FOUR = 4
RISK = -1

# A test looks at 25 programmes; where it fails, the helper that is named shows the seed.
by_seeds = pytest.mark.parametrize("seeds", [range(first, first + 25) for first in range(0, 1000, 25)], ids=str)


@cache
def _judged(seed: int) -> tuple[Programme, list[brute.Found]]:
    """A programme and its portfolios, best first."""
    programme = random_programme(seed)
    return programme, brute.ranked(programme, brute.feasible(programme))


def _agrees(seed: int, engine: str, count: int) -> None:
    programme, ranked = _judged(seed)
    answer = solve(programme, count, Engine(engine))
    assert answer.portfolios == tuple(found.picks for found in ranked[:count])
    assert answer.status is (Status.OPTIMAL if ranked else Status.INFEASIBLE)
    assert answer.equals == sum(found.value == ranked[0].value for found in ranked)
    assert answer.bound == (ranked[0].value * programme.value_unit if ranked else None)


@by_seeds
@pytest.mark.parametrize("engine", [ENUMERATION, DYNAMIC, HIGHS])
def test_every_engine_finds_the_best_proves_it_and_counts_its_equals(engine: str, seeds: range) -> None:
    for seed in seeds:
        _agrees(seed, engine, 1)


@by_seeds
@pytest.mark.parametrize("engine", [ENUMERATION, DYNAMIC])
def test_every_engine_finds_the_best_four(engine: str, seeds: range) -> None:
    for seed in seeds[::2]:
        _agrees(seed, engine, FOUR)


@by_seeds
def test_with_solvers_and_whatever_engine_is_chosen_the_best_four_are_the_same(seeds: range) -> None:
    _agrees(seeds[0], HIGHS, FOUR)
    _agrees(seeds[1], CBC, FOUR)
    _agrees(seeds[2], CBC, 1)
    _agrees(seeds[3], AUTO, FOUR)


def _solves(seed: int, solver: str, count: int, proof: dict[bool, Status]) -> None:
    """A solver by itself: `proof` says what it claims when there are portfolios, and when there are none."""
    programme, ranked = _judged(seed)
    answer = by_solver(programme, solver, count)
    assert answer.status is proof[bool(ranked)]
    assert _values(programme, answer.portfolios) == [found.value for found in ranked[:count]]
    assert {*answer.portfolios} <= {found.picks for found in ranked}
    assert len({*answer.portfolios}) == len(answer.portfolios)
    assert answer.equals is None
    if ranked and solver == HIGHS:
        assert answer.bound == ranked[0].value * programme.value_unit


def _values(programme: Programme, portfolios: tuple[Picks, ...]) -> list[int]:
    return [measure(programme, picks).value for picks in portfolios]


@by_seeds
def test_highs_alone_proves_the_best_values(seeds: range) -> None:
    for seed in seeds:
        _solves(seed, HIGHS, 1 if seed % 10 else FOUR, {True: Status.OPTIMAL, False: Status.INFEASIBLE})


@by_seeds
def test_cbc_alone_finds_the_best_values_and_claims_no_proof(seeds: range) -> None:
    _solves(seeds[0], CBC, 1 if seeds[0] % 2 else FOUR, {True: Status.BEST_FOUND, False: Status.UNKNOWN})


def _same_front(seed: int, places: tuple[int, ...]) -> None:
    """`places` are accounts, and `RISK`; value is always a column."""
    programme, ranked = _judged(seed)
    expected = brute.front(_point(found, places) for found in ranked)
    reduced = reduce(programme, Keep.FRONT)
    if reduced is None:
        assert not ranked
        return
    risk_column = 1 + len(programme.accounts)
    front = sweep(reduced.programme, [0, *(risk_column if place == RISK else 1 + place for place in places)])
    points = []
    for row in range(len(front)):
        found = measure(reduced.programme, front.portfolio(row))
        value, *uses, risk = front.columns[:, row].tolist()
        assert (value, *uses) == (found.value, *found.uses)
        assert risk * programme.risk_unit == pytest.approx(-math.log(found.survival), abs=1e-12)
        points.append((-found.value, *(1 - found.survival if place == RISK else found.uses[place] for place in places)))
    assert {*points} == expected
    assert len(points) == len(expected), "one portfolio a point"


def _point(found: brute.Found, places: tuple[int, ...]) -> tuple[Fraction | int, ...]:
    return (-found.value, *(found.risk if place == RISK else found.uses[place] for place in places))


@by_seeds
def test_the_front_in_value_cost_and_risk_is_that_of_brute_force(seeds: range) -> None:
    for seed in seeds:
        _same_front(seed, (0, RISK))


@by_seeds
@pytest.mark.parametrize("places", [(), (0,), (RISK,)], ids=["value", "cost", "risk"])
def test_fronts_of_fewer_columns_are_those_of_brute_force(places: tuple[int, ...], seeds: range) -> None:
    for seed in seeds[::4]:
        _same_front(seed, places)


@by_seeds
def test_the_front_with_a_further_resource_is_that_of_brute_force(seeds: range) -> None:
    for seed in seeds[::2]:
        if len(_judged(seed)[0].accounts) > 1:
            _same_front(seed, (0, 1, RISK))
