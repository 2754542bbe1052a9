"""Problems that differ in values only: solved one after another, each answer is what it would be alone."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest

from decide.selection.answer import Status
from decide.selection.programme import Fix
from decide.selection.related import best_for_each
from decide.selection.solve import AUTO, DYNAMIC, ENUMERATION, Engine, solve
from tests.portfolio import brute
from tests.portfolio.hard import knapsack
from tests.portfolio.programmes import option, options, programme, random_programme, together, way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from decide.selection.answer import Answer
    from decide.selection.programme import Picks, Programme

UNITS = (Fraction(1), Fraction(1, 3 * 10**9), Fraction(1, 100))  # in the second, many different values are equal


def _rows(seed: int, whole: Programme, count: int) -> list[list[int]]:
    """Values at random; every third row repeats the first with one of them changed, so that it begins near."""
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    width = sum(len(item.choices) for item in whole.items) + len(whole.bonuses)
    rows = [[chance.randint(-5, 20) for _ in range(width)] for _ in range(count)]
    for row in range(2, count, 3):
        rows[row] = list(rows[0])
        if width:
            rows[row][chance.randrange(width)] += chance.randint(-3, 3)
    return rows


def _valued(whole: Programme, row: Sequence[int]) -> Programme:
    """The programme with these values: the choices of all items in order, then the bonuses."""
    place = 0
    items = []
    for item in whole.items:
        own = row[place : place + len(item.choices)]
        items.append(
            replace(item, choices=tuple(replace(c, value=value) for c, value in zip(item.choices, own, strict=True)))
        )
        place += len(item.choices)
    bonuses = tuple(replace(bonus, value=value) for bonus, value in zip(whole.bonuses, row[place:], strict=True))
    return replace(whole, items=tuple(items), bonuses=bonuses)


def _first(whole: Programme) -> Picks | None:
    """The first in the one order; values count in billionths of a point."""
    rounded = (one._replace(value=round(one.value * whole.value_unit * 10**9)) for one in brute.feasible(whole))
    return next((one.picks for one in brute.ranked(whole, rounded)), None)


def _said(answer: Answer) -> tuple[object, ...]:
    """All but where the next search would begin."""
    return answer.status, answer.portfolios, answer.equals, answer.bound, answer.engine


@pytest.mark.parametrize(("engine", "count"), [(AUTO, 60), (DYNAMIC, 40), (ENUMERATION, 60)])
def test_each_answer_is_what_it_is_alone_and_the_first_in_the_one_order(engine: str, count: int) -> None:
    ties = 0
    for seed in range(count):
        whole = replace(random_programme(seed), value_unit=UNITS[seed % len(UNITS)])
        rows = _rows(seed, whole, 5)
        answers = best_for_each(whole, rows, Engine(engine))
        for row, answer in zip(rows, answers, strict=True):
            alone = _valued(whole, row)
            best = _first(alone)
            assert answer.portfolios == (() if best is None else (best,)), (seed, row)
            assert answer.status is (Status.INFEASIBLE if best is None else Status.OPTIMAL)
            assert _said(answer) == _said(solve(alone, engine=Engine(engine))), (seed, row)
            ties += (answer.equals or 0) > 1
    assert ties > 12


@pytest.mark.parametrize("limits", [1, 2])
def test_of_many_options_too_each_answer_is_what_it_is_alone(limits: int) -> None:
    whole = knapsack(42, limits)
    chance = random.Random(limits)  # noqa: S311 - chance, not secrecy
    own = [item.choices[0].value for item in whole.items]
    rows = [[value + chance.randint(-99, 99) for value in own] for _ in range(4)]
    answers = best_for_each(whole, rows)
    assert [_said(answer) for answer in answers] == [_said(solve(_valued(whole, row))) for row in rows]
    assert len({answer.portfolios for answer in answers}) > 1


@pytest.mark.parametrize("engine", [AUTO, DYNAMIC])
def test_values_by_hand(engine: str) -> None:
    """There is money for one of a, a in its other size, and b; the last value is that of the bonus, never earned."""
    found = [option("a", way(0, 2), way(0, 1)), option("b", way(0, 2))]
    whole = programme(found, bonuses=[together([0, 1], 0)], limits=[2])
    rows = [[3, 1, 2, 0], [3, 4, 2, 99], [1, 1, 2, 0], [-1, -1, -1, 99], [2, 2, 2, 0], [0, 0, 0, 0]]
    best = [answer.portfolios for answer in best_for_each(whole, rows, Engine(engine))]
    cheaper_of_equals = (((0, 1),),)
    assert best == [(((0, 0),),), (((0, 1),),), (((1, 0),),), ((),), cheaper_of_equals, ((),)]


def test_the_values_of_the_programme_itself_do_not_matter() -> None:
    whole = programme(options(way(100), way(-100)))
    assert [answer.portfolios for answer in best_for_each(whole, [[-1, 1]])] == [(((1, 0),),)]


def test_where_nothing_is_allowed_every_answer_says_so() -> None:
    whole = programme(options(way(1, 5)), limits=[4], rules=[Fix(0, taken=True)])
    assert [answer.status for answer in best_for_each(whole, [[1], [2]])] == [Status.INFEASIBLE] * 2


def test_rows_may_be_those_of_an_array_and_may_be_none_at_all() -> None:
    whole = programme(options(way(0), way(0)))
    rows = np.array([[1, 2], [1, -2]])
    assert [answer.portfolios for answer in best_for_each(whole, rows)] == [  # type: ignore[arg-type]
        (((0, 0), (1, 0)),),
        (((0, 0),),),
    ]
    assert best_for_each(whole, []) == []


@pytest.mark.parametrize("row", [[], [1, 2, 3], [1, 2, 3, 4, 5]], ids=["empty", "too short", "too long"])
@pytest.mark.parametrize("before", [0, 1], ids=["at first", "later"])
def test_a_row_of_another_length_is_refused(before: int, row: list[int]) -> None:
    whole = programme(
        [option("a", way(1), way(2)), option("b", way(3)), option("c")], bonuses=[together([0, 1], 1)], limits=[9]
    )
    with pytest.raises(ValueError, match="a value is due for each choice and each bonus"):
        best_for_each(whole, [[1, 2, 3, 4]] * before + [row])


def test_each_problem_is_counted_as_it_is_done() -> None:
    calls: list[None] = []
    best_for_each(programme(options(way(1))), [[1], [2], [3]], advance=lambda: calls.append(None))
    assert len(calls) == 3
