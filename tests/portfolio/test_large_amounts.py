"""Amounts of many digits, which fit whole numbers but try the tolerances of solvers."""

from __future__ import annotations

import random

import pytest

from decide.selection.answer import Status
from decide.selection.milp.solve import by_solver
from decide.selection.programme import is_feasible, measure
from decide.selection.solve import CBC, DYNAMIC, ENUMERATION, HIGHS, Engine, solve
from tests.portfolio import brute
from tests.portfolio.programmes import options, programme, way

DOORS = (ENUMERATION, DYNAMIC, HIGHS, CBC)
COSTS = [(123_456_789, 987_654_321, 5), (10**12 + 7, 10**11 + 1), (10**14 + 3, 10**14 + 1, 10**14)]
HUGE = [(10**15, 5), (2**59, 2**59 + 1, 2**59 - 7)]
# A portfolio costs exactly the limit, or one unit more, and the solver finds that hard to see.
EDGES = [
    ([(5, 36519261), (6, 38994462), (29, 45570951)], 84565413),
    ([(1, 64013859), (13, 75902150), (3, 66019933), (3, 60468275), (14, 50681089)], 253071447),
    ([(5, 66859369), (4, 38527329), (30, 55930331), (1, 6477374), (22, 16997130), (13, 13871037)], 146264204),
    ([(22, 911309), (17, 7731368), (18, 3615419), (24, 9775638), (6, 4017907), (27, 4084214)], 8610941),
    ([(1, 49106399), (30, 30295733), (25, 47856448), (19, 40706351)], 118858531),
    ([(30, 760908101), (16, 272775638), (10, 836844185)], 1033683738),
    ([(12, 778048096), (9, 840348633), (26, 320816823)], 1098864918),
]


@pytest.mark.parametrize("engine", DOORS)
@pytest.mark.parametrize("costs", COSTS)
def test_a_limit_of_many_digits_is_kept_to_the_last(costs: tuple[int, ...], engine: str) -> None:
    found = options(*(way(1, cost) for cost in costs))
    for short in (0, 1):
        answer = solve(programme(found, limits=[sum(costs) - short]), engine=Engine(engine))
        assert answer.status is Status.OPTIMAL
        assert len(answer.portfolios[0]) == len(costs) - short


@pytest.mark.parametrize("engine", DOORS)
@pytest.mark.parametrize("costs", HUGE)
def test_so_is_a_limit_of_as_many_digits_as_fit(costs: tuple[int, ...], engine: str) -> None:
    test_a_limit_of_many_digits_is_kept_to_the_last(costs, engine)


@pytest.mark.parametrize("costs", [*COSTS, *HUGE])
def test_highs_alone_keeps_to_it_too(costs: tuple[int, ...]) -> None:
    found = options(*(way(1, cost) for cost in costs))
    for short in (0, 1):
        answer = by_solver(programme(found, limits=[sum(costs) - short]), HIGHS)
        assert [len(picks) for picks in answer.portfolios] == [len(costs) - short]


@pytest.mark.parametrize(("found", "limit"), EDGES)
def test_highs_alone_proves_nothing_wrong_where_a_limit_is_met_or_missed_by_one_unit(
    found: list[tuple[int, int]], limit: int
) -> None:
    whole = programme(options(*(way(*amounts) for amounts in found)), limits=[limit])
    answer = by_solver(whole, HIGHS)
    best = max(one.value for one in brute.feasible(whole))
    assert answer.status is not Status.INFEASIBLE
    assert answer.status is not Status.OPTIMAL or measure(whole, answer.portfolios[0]).value == best


@pytest.mark.parametrize("digits", [6, 9, 12])
def test_cbc_alone_may_find_nothing_but_never_breaks_a_limit(digits: int) -> None:
    chance = random.Random(digits)  # noqa: S311 - chance, not secrecy
    for _ in range(6):
        costs = [chance.randint(1, 10**digits) for _ in range(5)]
        whole = programme(options(*(way(chance.randint(1, 30), cost) for cost in costs)), limits=[sum(costs[:3]) - 1])
        answer = by_solver(whole, CBC)
        assert answer.status in {Status.BEST_FOUND, Status.UNKNOWN}
        assert all(is_feasible(whole, picks) for picks in answer.portfolios)
